"""The one meeting that a question names, and what the question says of it in passing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.cover import GENERIC
from assistant.evidence import Evidence
from assistant.lexicon import Lexicon
from assistant.records import Reading
from index.meeting import EVENT_NOUN, ORDINAL, ordinal_in
from index.records import Release
from index.words import STOPWORDS, stems

THE_MEETING = 0.9
"""Affinity from which a release is that of the meeting, where its name alone does not tell."""
NAMED = re.compile(
    rf"\s+(?:[\w’'-]+\s+){{0,7}}?(?:{EVENT_NOUN}|rounds?|sessions?)(?:\s+\([A-Z]+\))?"
    r"(?:\s+(?:of|on|for)\s+(?:the\s+)?(?:(?-i:[A-Z])[\w’'-]*(?:\s+(?:on|of|for|and|the)(?=\s+(?-i:[A-Z])))*\s*)+)?",
    re.IGNORECASE,
)
"""What follows an ordinal in a meeting's name."""
HELD = r"held|hosted|convened|met|meet|opened|took\s+place|take\s+place|happened|launched"
GLUE = re.compile(
    rf"(?:[\s,()]|\b(?:that|which|when|it|was|were|had|been|{HELD}|in|at|on|of|during|the)\b)*",
    re.IGNORECASE,
)
"""Words that at most stand between a meeting and its place or day."""
PLACE = re.compile(
    rf"(?:\s+(?:that\s+|which\s+)?(?:was\s+|were\s+)?(?:{HELD})|\s+of\s+\d{{4}})?\s*,?\s+(?:in|at)\s+(?:the\s+)?"
    r"(?P<place>(?-i:[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){0,2})|[a-z][\w’'-]+)",
    re.IGNORECASE,
)

IN_PLACE = re.compile(r"\b(?:in|at)\s+[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){0,2}")


@dataclass(frozen=True)
class Asked:
    """A meeting as the question names it at `[start, end)`, with the release that reports it."""

    release: Release
    start: int
    end: int


def asked_meeting(reading: Reading, evidence: Sequence[Evidence], lexicon: Lexicon) -> Asked | None:
    """The meeting that the question names by its ordinal, where exactly one release reports it."""
    if not reading.ordinal:
        return None
    mention = next(_mentions(reading), None)
    if mention is None:
        return None
    start, end = mention
    words = set(stems(ORDINAL.sub(" ", reading.question[start:end]))) - GENERIC
    named = {
        one.release.id: one
        for one in evidence
        if one.release.meeting
        and one.release.meeting.ordinal == reading.ordinal
        and words <= lexicon.heads[one.release.id]
    }
    reported = [one for one in named.values() if not one.release.announces]
    found = reported or list(named.values())
    if len(found) > 1 or not words:
        found = [one for one in found if one.affinity >= THE_MEETING]
    return Asked(found[0].release, start, end) if len(found) == 1 else None


def _mentions(reading: Reading) -> Iterator[tuple[int, int]]:
    """Where the question names the meeting of the asked ordinal."""
    for match in ORDINAL.finditer(reading.question):
        rest = NAMED.match(reading.question, match.end())
        if ordinal_in(match.group()) == reading.ordinal and rest:
            yield match.start(), len(reading.question[: rest.end()].rstrip())


def asserted_places(reading: Reading, asked: Asked) -> Iterator[str]:
    """The places that the question gives for the meeting: "the 3rd Dialogue, held in Lima"."""
    match = PLACE.match(reading.question, asked.end)
    if match and match["place"].lower() not in STOPWORDS:
        yield match["place"]


def says_days(reading: Reading, asked: Asked) -> bool:
    """True when the asked period is said to be the meeting's: "the 3rd Dialogue in 2018"."""
    period = reading.period
    if period is None or not period.words:
        return False
    place = reading.question.lower().find(period.words.lower())
    if place < 0:
        return False
    if place >= asked.end:
        between = reading.question[asked.end : place]
        between = IN_PLACE.sub(" ", between)
    else:
        between = reading.question[place + len(period.words) : asked.start]
    return bool(GLUE.fullmatch(between))
