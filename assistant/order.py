"""The order of found passages beyond their scores: several releases first, recaps behind records."""

from collections.abc import Mapping, Sequence

from assistant.records import AnswerKind
from index.records import DateSpan, Passage, Release, ScoredPassage

SPREAD = (AnswerKind.TIMELINE, AnswerKind.COMPARISON)
"""Questions that one release alone can not answer."""
EACH = 3
"""Passages of one release that go ahead of the first ones of others where a question is spread."""


def ordered(
    found: Sequence[ScoredPassage], kind: AnswerKind, releases: Mapping[str, Release]
) -> list[ScoredPassage]:
    """The found passages, spread over releases where the question is, recaps behind their record.

    Args:
        found: best first.
        releases: by id, those of the passages; one that is not there is left where it is.
    """
    spread = _spread(found) if kind in SPREAD else list(found)
    return _recaps_behind(spread, releases)


def _spread(found: Sequence[ScoredPassage]) -> list[ScoredPassage]:
    """After `EACH` passages of a release its others go behind those of all releases."""
    ahead: list[ScoredPassage] = []
    behind: list[ScoredPassage] = []
    taken: dict[str, int] = {}
    for one in found:
        taken[one.release] = taken.get(one.release, 0) + 1
        (ahead if taken[one.release] <= EACH else behind).append(one)
    return ahead + behind


def _recaps_behind(
    found: Sequence[ScoredPassage], releases: Mapping[str, Release]
) -> list[ScoredPassage]:
    """Each recap directly behind the best passage of the release that reports its event."""
    records = {one.id: _record_of(one, found, releases) for one in found}
    placed: list[ScoredPassage] = []
    waiting: dict[str, list[ScoredPassage]] = {}
    shown: set[str] = set()
    for one in found:
        record = records[one.id]
        if record and record not in shown:
            waiting.setdefault(record, []).append(one)
            continue
        placed.append(one)
        if not record:
            shown.add(one.release)
            placed += waiting.pop(one.release, [])
    return placed + [one for recaps in waiting.values() for one in recaps]


def _record_of(
    one: ScoredPassage, found: Sequence[ScoredPassage], releases: Mapping[str, Release]
) -> str:
    """The found release that reports the event which a passage only looks back on, else ''."""
    release = releases.get(one.release)
    passage = next((p for p in release.passages if p.id == one.id), None) if release else None
    days = _looked_back_on(release, passage) if release and passage else ()
    if not days:
        return ""
    for other in found:
        record = releases.get(other.release)
        if record and record.id != one.release and record.event and record.meeting:
            same = release and release.meeting and record.meeting.series == release.meeting.series
            if same and all(record.event.overlaps(day) for day in days):
                return record.id
    return ""


def _looked_back_on(release: Release, passage: Passage) -> tuple[DateSpan, ...]:
    """The days of a passage's statements where all of them tell of another day than its release."""
    own = [one for one in release.statements if one.passage == passage.id]
    days = tuple(one.event for one in own if one.event)
    return days if own and len(days) == len(own) else ()
