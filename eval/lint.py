"""What is wrong with question files: all that stops a run, and what looks like a slip, at once."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from assistant.records import Status
from eval.kinds import AGREED_KINDS, KINDS
from eval.points import folded, says
from eval.question_sets import QuestionSet
from eval.questions import Question, read_questions
from eval.quotable import Quotable

FITTING: Mapping[bool, frozenset[Status]] = {
    True: frozenset(
        {
            *(Status.ANSWERED, Status.PARTLY_ANSWERED),
            *(Status.PREMISE_CONTRADICTED, Status.ABOUT),
        }
    ),
    False: frozenset(
        {
            *(Status.NOT_IN_ARCHIVE, Status.OUTSIDE_PERIOD, Status.UNCLEAR),
            *(Status.PREMISE_CONTRADICTED, Status.ABOUT),
        }
    ),
}
"""Statuses that an answerable and an unanswerable question can expect.

A question about the archive may be called either, and one that a release contradicts, too: the
contradiction answers it. No set can expect an empty index or a failure.
"""
COUNTED = re.compile(
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b.*|once|twice",
    re.IGNORECASE,
)
"""A point that an answer counts up; it need not stand anywhere."""
YEAR = re.compile(r",? (?:19|20)\d\d$")
"""The year of a day: most paragraphs print the day alone, and the year is that of the release."""
_UNIT = "day|week|month|quarter|half|year|spring|summer|autumn|fall|winter|decade"
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
RELATIVE = re.compile(
    r"\b(?:yesterday|today|tomorrow|recently|lately|nowadays|ago"
    rf"|(?:last|this|past|previous|coming)\s+(?:\w+\s+)?(?:{_UNIT})s?"
    rf"|(?:last|next)\s+(?:{_MONTH})|next\s+(?:{_UNIT})s?)\b",
    re.IGNORECASE,
)
"""Words that tell a day from the day of asking."""


@dataclass(frozen=True)
class Finding:
    """Something wrong with a line (0: with the whole file).

    `rule` gives away nothing of a text; `detail` shows what of the line it is about.
    """

    line: int
    is_error: bool
    rule: str
    detail: str = ""


@dataclass(frozen=True)
class Checked:
    """A set with all its findings, by line; `questions` are those in its right lines."""

    one: QuestionSet
    questions: tuple[Question, ...]
    findings: tuple[Finding, ...]

    def told(self) -> Iterator[str]:
        """A line for each finding: file, line, weight, words; no text of a set put aside."""
        for finding in self.findings:
            place = f"{self.one.questions}:{finding.line}" if finding.line else self.one.questions
            weight = "error" if finding.is_error else "warning"
            detail = f": {finding.detail}" if finding.detail and not self.one.is_set_aside else ""
            yield f"{place}: {weight}: {finding.rule}{detail}"


def lint(one: QuestionSet) -> Checked:
    """Everything that is wrong with a set.

    Raises:
        CommuniqueError: its releases cannot be read.
    """
    questions, problems = read_questions(one.questions)
    quotable = Quotable(one.releases)
    findings = [_broken(problem, f"{one.questions}:") for problem in problems]
    for rule in RULES:
        for question, detail in rule.check(questions, quotable):
            findings.append(Finding(question.line, rule.is_error, rule.words, detail))
    findings.sort(key=lambda finding: (finding.line, not finding.is_error))
    return Checked(one, tuple(questions), tuple(findings))


def _broken(problem: str, place: str) -> Finding:
    """The finding of a problem, which is told with its file and line."""
    number, _, reason = problem.removeprefix(place).partition(": ")
    if number.isdecimal():
        return Finding(int(number), True, "the line cannot be used", reason)
    return Finding(0, True, "the file cannot be used", problem.removeprefix(place).strip())


Found = Iterator[tuple[Question, str]]


@dataclass(frozen=True)
class Rule:
    """What is looked for: an error stops `eval run`, a warning does not."""

    words: str
    check: Callable[[Sequence[Question], Quotable], Found]
    is_error: bool = False


def _same_question(questions: Sequence[Question], _: Quotable) -> Found:
    seen: dict[object, int] = {}
    for question in questions:
        asked = (tuple(folded(turn).rstrip("?!. ") for turn in question.turns), question.today)
        if asked in seen:
            yield question, f"as on line {seen[asked]}"
        seen.setdefault(asked, question.line)


def _unknown_kind(questions: Sequence[Question], _: Quotable) -> Found:
    for question in questions:
        if question.kind not in KINDS:
            near = get_close_matches(question.kind, KINDS, 1)
            yield question, f"{question.kind!r}" + (f"; {near[0]!r} is one" if near else "")


def _unknown_id(questions: Sequence[Question], quotable: Quotable) -> Found:
    for question in questions:
        for id in [*_gold(question), *question.not_agreed]:
            if id not in quotable:
                near = " or ".join(quotable.nearest(id))
                yield question, f"{id!r}" + (f"; perhaps {near} is meant" if near else "")


def _point_nowhere(questions: Sequence[Question], quotable: Quotable) -> Found:
    for question in questions:
        shown = quotable.shown(id for id in _gold(question) if id in quotable)
        for point in question.gold_points if shown else ():
            counted = question.kind == "count" and any(map(COUNTED.fullmatch, point))
            spellings = [*point, *(YEAR.sub("", one) for one in point)]
            if not counted and not says(shown, spellings):
                yield question, " / ".join(map(repr, point))


def _forbidden_in_gold(questions: Sequence[Question], quotable: Quotable) -> Found:
    for question in questions:
        for point in question.forbidden_points:
            for group in question.gold_paragraphs:
                known = [id for id in group if id in quotable]
                if known and all(says(quotable.text(id), point) for id in known):
                    yield question, f"{point[0]!r} stands in {' and '.join(known)}"


def _relative_without_today(questions: Sequence[Question], _: Quotable) -> Found:
    for question in questions:
        for match in RELATIVE.finditer(" ".join(question.turns)):
            if question.today is None:
                yield question, f"{match[0]!r}"


def _answerable_without_gold(questions: Sequence[Question], _: Quotable) -> Found:
    for question in questions:
        is_about = Status.ABOUT in (question.status, question.kind)
        if question.answerable and not question.gold_paragraphs and not is_about:
            yield question, ""


def _gold_of_unanswerable(questions: Sequence[Question], _: Quotable) -> Found:
    for question in questions:
        contradicted = question.status is Status.PREMISE_CONTRADICTED
        if not question.answerable and question.gold_paragraphs and not contradicted:
            yield question, f"status {question.status or 'none'}"


def _unfit_status(questions: Sequence[Question], _: Quotable) -> Found:
    for question in questions:
        if question.status and question.status not in FITTING[question.answerable]:
            yield question, f"{question.status} with answerable {str(question.answerable).lower()}"


def _agreed_and_not(questions: Sequence[Question], _: Quotable) -> Found:
    told = {id: question.line for question in questions for id in question.not_agreed}
    for question in questions:
        if question.kind in AGREED_KINDS:
            for id in _gold(question):
                if id in told:
                    yield question, f"{id!r}, not_agreed on line {told[id]}"


def _lone_follow_up(questions: Sequence[Question], _: Quotable) -> Found:
    for question in questions:
        if question.kind == "follow_up" and len(question.turns) == 1:
            yield question, ""


def _gold(question: Question) -> Iterable[str]:
    return [id for group in question.gold_paragraphs for id in group]


RULES = (
    Rule("the releases have no such id", _unknown_id, is_error=True),
    Rule("the same question is asked twice", _same_question),
    Rule("the kind is in no table (lint --kinds prints it)", _unknown_kind),
    Rule("a gold point stands in no gold paragraph, so no quotation gives it", _point_nowhere),
    Rule("a forbidden point stands in a gold paragraph", _forbidden_in_gold),
    Rule("a date told from the day of asking needs today", _relative_without_today),
    Rule("answerable, but without gold_paragraphs", _answerable_without_gold),
    Rule("not answerable, but with gold_paragraphs", _gold_of_unanswerable),
    Rule("the status does not fit", _unfit_status),
    Rule("gold of a question on agreements, yet nothing is agreed there", _agreed_and_not),
    Rule("a follow_up needs the turns before it", _lone_follow_up),
)
"""All that is looked for in right lines, in the order in which it is told of one line."""
