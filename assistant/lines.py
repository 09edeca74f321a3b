"""One line of an answer in words: its heading, who did what, the exact words, and what is marked."""

import re
from collections.abc import Iterator

from assistant.evidence import Evidence
from assistant.records import AnswerKind, Citation, Reading
from assistant.selection import LISTED, Line
from assistant.wording import act_words, event_words
from index.acts import CONSULT
from index.records import Act, Format, Meeting, Statement
from index.words import stem

MARKED_WORDS = (AnswerKind.FACT, AnswerKind.DEFINITION, AnswerKind.YES_NO, AnswerKind.LIST)
"""Kinds whose answer is a sentence: the asked words are marked in it."""
A_MEETING = re.compile(
    r"\b(?:the next|next|\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|regular|annual)\b|[A-Z]\w+$"
)
"""Among the words of a consultation: it is the meeting that is agreed, not talks on something."""
WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")


def heading(line: Line) -> str:
    """What stands above a quotation: day and meeting, and how and where it was held."""
    release = line.evidence.release
    words = event_words(release, line.day)
    if line.day == release.when and release.meeting:
        words += "".join(f" · {one}" for one in _where(release.meeting) if one not in words)
    if line.announced:
        words = f"announced for {words}" if release.event else f"announced · {words}"
    return f"{line.side} — {words}" if line.side else words


def _where(meeting: Meeting) -> tuple[str, ...]:
    """How and where a meeting was held, as far as its release tells; a virtual one is nowhere."""
    place = "" if meeting.format is Format.VIRTUAL else " ".join(meeting.place.split())
    return tuple(one for one in (str(meeting.format), place) if one)


def quotation_line(line: Line, label: str) -> str:
    """A quotation as an answer prints it, with who did what before it and its mark behind."""
    quote = " ".join(line.evidence.text.split())
    return f"- {_lead_in(line)}“{quote}” [{label}]"


def _lead_in(line: Line) -> str:
    """Act and actor of the statement that counts, as the release words them."""
    statement = _counting(line)
    if statement is None or (line.act not in LISTED and line.act is not Act.WILL_DO):
        return ""
    if line.act is Act.WILL_DO and not statement.verb.lower().startswith(("commit", "pledg")):
        return ""
    actor = " ".join(statement.actor.split())
    lead = (
        f"{actor} — {_act_words(line, statement)}: "
        if actor
        else f"{_act_words(line, statement)}: "
    )
    return lead[0].upper() + lead[1:]


def _act_words(line: Line, statement: Statement) -> str:
    """How far the statement goes: what is agreed to be talked about further is said to be that."""
    if line.act is Act.WILL_DO:
        return statement.verb.split()[0]
    release = line.evidence.release
    told = release.text[statement.verb_start + len(statement.verb) : statement.end]
    if statement.negated:
        return f"not {act_words(line.act, line.is_view)}"
    talks = CONSULT.match(" ".join(told.split()))
    if line.act is Act.AGREED and talks and not A_MEETING.search(talks.group()):
        return "agreed to consult further"
    return act_words(line.act, line.is_view)


def _counting(line: Line) -> Statement | None:
    """The statement of a line that its act is read from."""
    same = [one for one in line.evidence.statements if one.act is line.act]
    return next((one for one in same if one.actor), same[0] if same else None)


def act_told(line: Line) -> Act | None:
    """How far the quotation is said to go: not as far as what it says was not done."""
    statement = _counting(line)
    return None if statement and statement.negated else line.act


def cite(evidence: Evidence, label: str) -> Citation:
    """The sentence as a citation with byte-exact quote."""
    release = evidence.release
    return Citation(
        label,
        evidence.passage.id,
        evidence.text,
        evidence.start,
        evidence.end,
        release.id,
        " ".join(release.title.split()),
        release.released,
        release.address or None,
    )


def marked(line: Line, reading: Reading) -> tuple[tuple[int, int], ...]:
    """The stretches `[start, end)` of the release's text that answer, in order, none overlapping.

    They are the value where one is asked, the clauses that carry the act in a list, else the words
    of the question.
    """
    evidence = line.evidence
    spans = list(_value(line)) or list(_clauses(line))
    if not spans and line.act not in LISTED and reading.kind in MARKED_WORDS:
        wanted = set(reading.terms)
        spans = [
            (evidence.start + found.start(), evidence.start + found.end())
            for found in WORD.finditer(evidence.text)
            if stem(found.group()) in wanted
        ]
    whole = (evidence.start, evidence.end)
    return tuple(_apart(span for span in spans if span != whole))


def _value(line: Line) -> Iterator[tuple[int, int]]:
    """Where the value stands in the sentence, with its white space as printed."""
    value = line.value.partition(" (")[0]
    if value:
        printed = r"\s+".join(map(re.escape, value.split()))
        if found := re.search(printed, line.evidence.text):
            yield line.evidence.start + found.start(), line.evidence.start + found.end()


def _clauses(line: Line) -> Iterator[tuple[int, int]]:
    """The clauses that carry the act, where the sentence holds others beside them."""
    if line.act not in LISTED or len(line.evidence.statements) < 2:
        return
    for one in line.evidence.statements:
        start, end = max(one.start, line.evidence.start), min(one.end, line.evidence.end)
        if one.act is line.act and start < end:
            yield start, end


def _apart(spans: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans in order, those that overlap joined into one."""
    last: tuple[int, int] | None = None
    for start, end in sorted(spans):
        if last and start <= last[1]:
            last = (last[0], max(last[1], end))
            continue
        if last:
            yield last
        last = (start, end)
    if last:
        yield last
