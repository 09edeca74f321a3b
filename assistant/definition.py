"""What a name stands for, and what it is."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.evidence import Evidence
from assistant.records import Reading, Status
from assistant.selection import Line, Selection
from index.records import PassageKind
from index.sentences import sentence_spans

TELLS = (
    r"(?:,?\s*(?:which|that|who)\s+(?:is|are|was|aims?|seeks?|deals?|serves?|connects?|brings?)\b"
    r"|(?:,[^,.;]{0,80},)?\s+(?:is|are|was)\s+(?:an?|the|open|one\s+of|part|designed|intended|meant|aimed|made\s+up)\b"
    r"|\s+(?:aims?|seeks?|serves?|refers?|stands?\s+for|consists?|deals?|will\s+be\s+an?)\b"
    r"|,?\s*(?:through|under|by|in|with|from)\s+which\b|,[”\"]?\s+(?:an?|the)\s+[a-z]|,?\s*(?:designed|grew\s+out|aimed)\b)"
)
"""Behind a name: what it is."""


def definition(reading: Reading, evidence: Sequence[Evidence]) -> Selection | None:
    """The sentence that gives a name's long form, and one that says what it is.

    The earliest of each; one sentence alone where it does both.
    """
    asked = _names(reading)
    if not asked:
        return None
    ordered = sorted(
        evidence, key=lambda one: one.release.when.first.toordinal() if one.release.when else 0
    )
    long = next((one for one in ordered if _gives_long_form(reading, one)), None)
    tells = [one for one in ordered if tells_what(one, asked)]
    what = max(tells, key=lambda one: _told_by(one, asked), default=None)
    if long is None and what is None:
        return None
    if long is None:
        return Selection(Status.ANSWERED, (Line(what),)) if what else None
    if tells_what(long, asked):
        return Selection(Status.ANSWERED, (Line(long),))
    lines = [long, what] if what else [with_next(long) if _goes_on(long, asked) else long]
    return Selection(Status.ANSWERED, tuple(Line(one) for one in lines))


def with_next(one: Evidence) -> Evidence:
    """The sentence with the next one of its passage, itself at the end of a passage."""
    passage = one.passage
    text = one.release.text[one.end : passage.end]
    spans = [(start, end) for start, end in sentence_spans(text) if text[start:end].strip()]
    if not spans:
        return one
    end = one.end + spans[0][1]
    more = tuple(
        each
        for each in one.release.statements
        if each.passage == passage.id and one.end <= each.start < end
    )
    return replace(one, end=end, statements=(*one.statements, *more))


def _goes_on(one: Evidence, asked: Sequence[str]) -> bool:
    """True when the next sentence of the passage goes on with the thing that was named."""
    rest = one.release.text[one.end : one.passage.end].strip()
    named = any(re.match(rf"\W*(?:the\s+)?{re.escape(name)}\b", rest, re.I) for name in asked)
    return named or bool(re.match(r"(?:It|This|They|Under|Through|Each)\b", rest))


def _names(reading: Reading) -> list[str]:
    """The forms of the name that is asked about: acronym and long forms, or the words typed."""
    if reading.names:
        return [reading.names[0].canonical, *reading.names[0].aliases]
    text = reading.corrected or reading.question
    found = re.findall(r"(?<!^)\b[A-Z][\w’'-]+(?:\s+(?:of|for|on|and)?\s*[A-Z][\w’'-]+)*", text)
    return found[:1]


def _gives_long_form(reading: Reading, one: Evidence) -> bool:
    """True for the sentence that prints the short form in brackets behind the long one."""
    if not reading.names:
        return False
    name = reading.names[0]
    defined = any(
        acronym.short == name.canonical and acronym.passage == one.passage.id
        for acronym in one.release.acronyms
    )
    return defined and bool(re.search(rf"\(\s*[“\"]?{re.escape(name.canonical)}", one.text))


def tells_what(one: Evidence, asked: Sequence[str]) -> bool:
    """True when a sentence says what a name is: "..., a network", "is a channel", a note on it."""
    if one.passage.kind is PassageKind.HEAD:
        return False
    text = " ".join(one.text.split())
    for name in asked:
        pattern = rf"(?<![\w-])[“\"]?{re.escape(name)}[”\"]?(?:\s*\([^()]*\))?[”\"]?{TELLS}"
        if re.search(pattern, text):
            return True
    return False


def _told_by(one: Evidence, asked: Sequence[str]) -> tuple[bool, bool, float]:
    """How well a sentence says what a name is: as a note, then as its subject, then by score."""
    text = " ".join(one.text.split())
    first = any(re.match(rf"\W*(?:the\s+)?{re.escape(name)}\b", text, re.I) for name in asked)
    return one.passage.kind is PassageKind.NOTE, first, one.score
