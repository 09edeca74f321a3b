"""What became of a proposal: the sentence that tells it is quoted with the proposal."""

import re
from dataclasses import replace

from assistant.evidence import Evidence
from assistant.records import AnswerKind, Reading
from assistant.selection import Line, Selection
from index.records import Act
from index.sentences import sentence_spans

VALUES = (AnswerKind.WHO, AnswerKind.WHERE, AnswerKind.WHEN, AnswerKind.HOW_MANY, AnswerKind.COUNT)
"""Kinds that ask for a value: the sentence that has it is enough."""
THE_PROPOSAL = re.compile(
    r"\b(?:th(?:e|is|at|ese|ose)|its?|both|such)\s+(?:\w+\s+)?(?:propos\w+|suggestions?|ideas?|requests?|offers?"
    r"|matters?|questions?|invitations?|initiatives?|plans?)\b|\b(?:it|them)\b",
    re.IGNORECASE,
)
"""Words that point back at what was proposed."""
ANSWERED = re.compile(
    r"\b(?:repl(?:y|ied)|respon(?:d|ded|se)|answered|welcomed|supported|opposed|objected|reserv\w+|accepted|rejected|declined"
    r"|adopted|approved|deferred|postponed|put off|took note|look into|study|examin\w+|consider\w*|view(?:s)? differed"
    r"|no (?:decision|consensus|agreement|conclusion)|too early|more time|agreed to (?:consult|discuss|continue|revisit|consider|explore))\b",
    re.IGNORECASE,
)
"""Words by which others take up what was proposed."""


def with_fate(reading: Reading, selection: Selection) -> Selection:
    """The selection with each proposal quoted up to the sentence behind it that answers it.

    What was proposed is so never shown without what the release says of it in the same breath.
    """
    if reading.kind in VALUES:
        return selection
    lines = tuple(_answered(line) for line in selection.lines)
    quoted = [line.evidence for line in lines]
    kept = tuple(
        line for line in lines if not any(_holds(other, line.evidence) for other in quoted)
    )
    return replace(selection, lines=kept)


def _answered(line: Line) -> Line:
    evidence = line.evidence
    if line.act is not Act.PROPOSED or line.value:
        return line
    passage = evidence.passage
    rest = evidence.release.text[evidence.end : passage.end]
    spans = sentence_spans(rest)
    if not spans:
        return line
    start, end = spans[0]
    following = " ".join(rest[start:end].split())
    if not (THE_PROPOSAL.search(following) and ANSWERED.search(following)):
        return line
    place = evidence.end + end
    told = tuple(
        one
        for one in evidence.release.statements
        if one.passage == passage.id and evidence.start <= one.start < place
    )
    return replace(line, evidence=replace(evidence, end=place, statements=told))


def _holds(whole: Evidence, part: Evidence) -> bool:
    """True where a longer quotation holds another one."""
    return (
        whole.release.id == part.release.id
        and whole.start <= part.start
        and part.end <= whole.end
        and (whole.start, whole.end) != (part.start, part.end)
    )
