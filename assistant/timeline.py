"""Dated lists: the steps of a subject, the meetings of a series, the releases of a period."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.concern import MIN_COVERAGE, MIN_TOLD, in_days
from assistant.evidence import Evidence, is_announcement
from assistant.lexicon import Lexicon
from assistant.origin import origins_of, tells_again
from assistant.records import Reading, Status
from assistant.selection import LISTED, Form, Line, Selection, by_date, refused
from assistant.series import asks_meetings, meetings_of
from index.records import Act, Modality, PassageKind

SAME_TOPIC = 0.82
"""A sentence stays when it covers this share of what the best one covers."""
STEP = 0.6
"""Share of the best sentence's own words from which a further one of its release is a step too."""
MAX_LINES = 12
STEPS = (Act.AGREED, Act.PROPOSED, Act.SHARED_VIEW, Act.WILL_DO, Act.TOOK_PLACE)
"""Acts that move a matter on."""
GOES_ON = re.compile(
    r"\W*(?:they|it|this|these|in\s+this\s+connection|accordingly|instead|however)\b"
    r"|[^.]*?\b(?:the|this|that)\s+(?:proposal|idea|suggestion|plan|offer|request|matter|issue|question|initiative)\b",
    re.IGNORECASE,
)
"""The beginning of a sentence that goes on with what the one before it tells."""


def timeline(reading: Reading, evidence: Sequence[Evidence], lexicon: Lexicon) -> Selection:
    """The meetings of a series where these are asked for, else the steps of the subject."""
    if asks_meetings(reading) and (lines := _meetings(reading, evidence, lexicon)):
        return _listed(lines)
    steps = _steps(evidence)
    if not steps:
        return refused(Status.NOT_IN_ARCHIVE, evidence)
    steps += [one for one in origins_of(steps, evidence) if not _among(one, steps)]
    steps = [one for one in steps if not _told_elsewhere(one, steps)]
    lines = [Line(one, _telling_act(one), announced=is_announcement(one.release)) for one in steps]
    return _listed(lines)


def meetings_listed(
    reading: Reading, evidence: Sequence[Evidence], lexicon: Lexicon
) -> Selection | None:
    """The meetings of a series, a line each; None where no such list is asked for or found."""
    lines = _meetings(reading, evidence, lexicon) if asks_meetings(reading) else []
    return _listed(lines) if len(lines) > 1 else None


def _meetings(reading: Reading, evidence: Sequence[Evidence], lexicon: Lexicon) -> list[Line]:
    return [
        Line(one.evidence, when=one.when, announced=one.announced)
        for one in meetings_of(reading, evidence, lexicon)
        if not reading.period or one.when is None or in_days(one.when, reading)
    ]


def _listed(lines: Sequence[Line]) -> Selection:
    """The newest lines in the order of their days; how many there are beyond these is said."""
    ordered = by_date(lines)
    more = max(0, len(ordered) - MAX_LINES)
    return Selection(Status.ANSWERED, tuple(ordered[more:]), form=Form.DATED, more=more)


def _steps(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The sentences on the subject: the best of each event, and further steps of the same one."""
    good = [
        one
        for one in evidence
        if one.cover.coverage >= MIN_COVERAGE and one.cover.told >= MIN_TOLD and one.when()
    ]
    best = max((one.cover.presence for one in good), default=0.0)
    good = [one for one in good if one.cover.presence >= SAME_TOPIC * best]
    chosen: dict[tuple[str, str], list[Evidence]] = {}
    for one in good:
        when = one.when()
        group = chosen.setdefault((one.release.id, str(when.first if when else "")), [])
        if not group or _is_further(one, group):
            group.append(one)
    return [_to_its_end(one) for group in chosen.values() for one in group]


def _is_further(one: Evidence, group: Sequence[Evidence]) -> bool:
    """True for another step of the same event: another passage, and the subject in its own words."""
    if any(one.passage.id == other.passage.id for other in group):
        return False
    moved = any(
        each.act in STEPS and each.modality is not Modality.POSSIBLE for each in one.statements
    )
    return moved and one.cover.on_topic and one.cover.own >= STEP * group[0].cover.own


def _to_its_end(one: Evidence) -> Evidence:
    """The sentence with the next of its passage where that goes on with it: what came of it."""
    following = [
        each
        for each in one.release.statements
        if each.passage == one.passage.id and each.sentence_start >= one.end
    ]
    for each in following[:1]:
        rest = one.release.text[each.sentence_start : each.sentence_end]
        between = one.release.text[one.end : each.sentence_start]
        if each.act in LISTED and not between.strip() and GOES_ON.match(rest):
            same = [two for two in following if two.sentence_end == each.sentence_end]
            return replace(one, end=each.sentence_end, statements=tuple([*one.statements, *same]))
    return one


def _among(one: Evidence, steps: Sequence[Evidence]) -> bool:
    return any(
        one.passage.id == other.passage.id and one.start < other.end and other.start < one.end
        for other in steps
    )


def _told_elsewhere(one: Evidence, steps: Sequence[Evidence]) -> bool:
    """True for a recap or an announcement of what another step's own release reports."""
    others = [
        other
        for other in steps
        if other.release.id != one.release.id
        and not is_announcement(other.release)
        and other.when() == other.release.when
    ]
    recap = one.when() != one.release.when or is_announcement(one.release)
    if recap and any(_same_day(one, other) for other in others):
        return True
    return any(tells_again(one, other) for other in others)


def _same_day(one: Evidence, other: Evidence) -> bool:
    mine, its = one.when(), other.when()
    return bool(mine and its and mine.overlaps(its))


def _telling_act(one: Evidence) -> Act | None:
    acts = [statement.act for statement in one.statements]
    return next((act for act in LISTED if act in acts), acts[0] if acts else None)


def overview(reading: Reading, evidence: Sequence[Evidence]) -> Selection:
    """What was reported in a period: the first sentence of every release, in date order."""
    opening: dict[str, Evidence] = {}
    for one in sorted(evidence, key=lambda one: one.start):
        when = one.release.when
        if one.passage.kind is PassageKind.LEAD and when and in_days(when, reading):
            opening.setdefault(one.release.id, one)
    lines = [Line(one, _telling_act(one)) for one in opening.values()]
    if not lines:
        return refused(Status.NOT_IN_ARCHIVE, evidence)
    return _listed(lines)


def newest(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Only the sentences of the latest release that is on the matter."""
    best = max((one.cover.presence for one in evidence), default=0.0)
    near = [one for one in evidence if one.cover.presence >= SAME_TOPIC * best and one.release.when]
    if not near:
        return list(evidence)
    latest = max(near, key=lambda one: one.release.when.last if one.release.when else date.min)
    return [one for one in evidence if one.release.id == latest.release.id]
