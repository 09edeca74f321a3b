"""Where a sentence says that a matter came from: "a proposal made by Jordan at the 1st Dialogue"."""

import re
from collections.abc import Iterator, Sequence

from assistant.evidence import Evidence
from index.dates import find_dates
from index.event import span_of
from index.meeting import EVENT_NOUN, ORDINAL, ordinal_in
from index.records import Act, DateSpan, Release
from index.words import STOPWORDS, stem, stems

PUT_FORWARD = re.compile(
    r"\b(?:proposal|suggestion|idea|initiative|offer|proposed|suggested|raised|floated|tabled|put\s+forward"
    r"|called\s+for|agreed\s+upon)\b",
    re.IGNORECASE,
)
"""Words of a sentence that points back to the first step of its subject."""
FIRST_ONE = re.compile(
    r"\b(?:launching|inaugural|founding|opening)\s+(?:meeting|session|forum|conference|ceremony)\b",
    re.IGNORECASE,
)
LAST_ONE = re.compile(r"\b(?:previous|last|preceding)\s+(?:meeting|session|round|forum)\b", re.I)
_NOUNS = rf"(?:{EVENT_NOUN}|[Rr]ounds?|[Mm]eeting|[A-Z]{{2,}})"
AT_WHICH = re.compile(
    r"^At\s+(?:the|its|their)\b|\bat\s+which\b|\bfirst\s+(?:proposed|raised|suggested)\b"
)
"""Words of a sentence that tells what an earlier meeting did."""
NEAR = 70
"""Signs behind a meeting's number within which its day stands."""
AT_ONE = re.compile(
    rf"\s+(?:(?!(?:of|at|by|in|on|to|for|and)\b)[\w’'-]+\s+){{0,7}}?(?P<noun>{_NOUNS})\b"
)
SERIES = 0.6
"""Share of a series' words that the title or the meeting's name of a release of it has."""
LOOKS_BACK = re.compile(r"\b(?:recall\w*|looked\s+back|had\s+(?:\w+ly\s+)?\w+(?:ed|en|t))\b", re.I)


def origins_of(steps: Sequence[Evidence], evidence: Sequence[Evidence]) -> Iterator[Evidence]:
    """The proposals to which the steps point back by meeting and proposer.

    What is proposed often has no name yet, so that its own words do not lead to it.
    """
    for step in steps:
        text = " ".join(step.text.split())
        if not PUT_FORWARD.search(text):
            continue
        for number in numbers_in(text, step.release):
            there = [
                one
                for one in evidence
                if _is_number(one.release, number, step.release)
                and any(each.act is Act.PROPOSED and not each.negated for each in one.statements)
                and _by_same(one, text)
            ]
            best = max(there, key=lambda one: (_alike(one, text), one.score), default=None)
            if best and _alike(best, text) > 0:
                yield best


def numbers_in(text: str, release: Release) -> list[int]:
    """The numbers of the earlier meetings of its series that a sentence names."""
    own = release.meeting.ordinal if release.meeting else 0
    found = [
        ordinal_in(match.group())
        for match in ORDINAL.finditer(text)
        if AT_ONE.match(text[match.end() :])
    ]
    found += [1] if FIRST_ONE.search(text) else []
    found += [own - 1] if own > 1 and LAST_ONE.search(text) else []
    return [number for number in dict.fromkeys(found) if number and (not own or number < own)]


def _is_number(release: Release, number: int, later: Release) -> bool:
    """True for the release of that meeting of the series to which a later release belongs."""
    meeting = release.meeting
    numbered = meeting.ordinal == number if meeting and meeting.ordinal else number == 1
    return numbered and not release.announces and in_series(release, later)


def in_series(release: Release, later: Release) -> bool:
    """True for a release on an earlier meeting of a later one's series, by the words of its name."""
    if release.id == later.id or not _earlier(release, later):
        return False
    mine = set(stems(release.title)) | set(stems(release.meeting.name if release.meeting else ""))
    its = set(stems(later.meeting.series if later.meeting else later.title)) - _general()
    return bool(its) and len(its & mine) >= SERIES * len(its)


def _general() -> set[str]:
    return {stem(word) for word in ("meeting", "session", "senior", "officials", "held", "round")}


def _earlier(release: Release, later: Release) -> bool:
    return bool(release.when and later.when and release.when.first < later.when.first)


def _by_same(one: Evidence, text: str) -> bool:
    """True when a proposer of the sentence is named where it is pointed back to."""
    told = set(stems(text))
    actors = [
        set(stems(each.actor)) - {stem("side"), stem("delegation")}
        for each in one.statements
        if each.act is Act.PROPOSED and each.actor
    ]
    return not actors or any(actor & told for actor in actors)


def _alike(one: Evidence, text: str) -> float:
    """Share of a proposal's words that stand in the later sentence."""
    words = {part for part in stems(one.text) if part not in STOPWORDS}
    return len(words & set(stems(text))) / len(words) if words else 0.0


def tells_again(one: Evidence, other: Evidence) -> bool:
    """True when a sentence only looks back on the meeting that another one's release reports."""
    text = " ".join(one.text.split())
    meeting = other.release.meeting
    if not LOOKS_BACK.search(text) or not meeting or not meeting.ordinal:
        return False
    return any(
        ordinal_in(match.group()) == meeting.ordinal
        and (named := AT_ONE.match(text[match.end() :]))
        and named["noun"].lower().rstrip("s") in meeting.name.lower()
        for match in ORDINAL.finditer(text)
    )


def recalled_day(one: Evidence) -> DateSpan | None:
    """The day of the earlier meeting that a sentence only looks back on, None for any other.

    "At the 2nd Dialogue, held in Oslo in May 2017, it was agreed" tells of May 2017.
    """
    text = " ".join(one.text.split())
    when, own = one.release.when, one.release.meeting
    anchor = one.release.released or when
    if when is None or anchor is None or not (LOOKS_BACK.search(text) or AT_WHICH.search(text)):
        return None
    for match in ORDINAL.finditer(text):
        named = AT_ONE.match(text[match.end() :])
        if not named or (own and 0 < own.ordinal <= ordinal_in(match.group())):
            continue
        end = match.end() + named.end()
        mention = next(iter(find_dates(text[end : end + NEAR], anchor.first)), None)
        span = span_of(mention, "") if mention else None
        if span and span.last < when.first:
            return span
    return None
