"""Question files: one JSON object a line, with the gold answer beside each question."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from assistant.records import Status
from eval.lines import Fields, Wanted, field_faults, is_day, is_text, is_turns, load_lines
from index.errors import CommuniqueError
from index.records import Release

SHORT = 8
"""Words that a gold answer has at most to be taken for a short one: a name, a day, a number."""
_ID = re.compile(r"[^\s#]+#[^\s#.]+(\.\d+)?")


class BadQuestions(CommuniqueError):
    """A question file with wrong lines; all problems are listed at once."""

    def __init__(self, problems: list[str]) -> None:
        listed = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(f"The questions cannot be used; mend these lines:\n{listed}")


class Releases(Protocol):
    """What is needed of an archive."""

    def releases(self) -> list[Release]:
        """All releases."""
        ...


@dataclass(frozen=True)
class Question:
    """One line of a question file.

    `turns` are asked in one conversation; the last is the question, the earlier lead up to it.
    `today` None stands for the newest release's day, `status` None for no expectation. A point is
    a tuple of spellings, any of which gives it. A group of `gold_paragraphs` is one need: a tuple
    of ids, any of which meets it; `R#3` is met by every passage of paragraph 3, `R#3.1` by itself
    alone. `not_agreed` are such ids where nothing is agreed, only proposed, hoped or discussed: a
    passage that holds an agreement beside is not among them. They need not be gold: on a question
    what was agreed, they are those that may be taken for an agreement. `line` is the line in the
    file, from 1. `short_answer` are spellings of a short answer, any of which is right.
    """

    id: str
    kind: str
    turns: tuple[str, ...]
    today: date | None
    answerable: bool
    status: Status | None
    gold_answer: str
    gold_points: tuple[tuple[str, ...], ...]
    forbidden_points: tuple[tuple[str, ...], ...]
    gold_paragraphs: tuple[tuple[str, ...], ...]
    line: int
    not_agreed: tuple[str, ...] = ()
    short_answer: tuple[str, ...] = ()

    @property
    def short_gold(self) -> tuple[str, ...]:
        """Spellings of the short answer: those given, else a gold answer of few words; or none.

        An unanswerable question has none, whatever its gold answer says about that.
        """
        if self.short_answer or not self.answerable:
            return self.short_answer
        is_short = 1 <= len(self.gold_answer.split()) <= SHORT
        return (self.gold_answer,) if is_short else ()


def load_questions(path: Path) -> list[Question]:
    """The questions of a file, in file order.

    Raises:
        BadQuestions: the file cannot be read, holds no question, or has wrong lines.
    """
    found, problems = load_lines(path, _faults, "question")
    if problems:
        raise BadQuestions(problems)
    return [_question(fields, number) for number, fields in found]


def in_group(id: str, group: Sequence[str]) -> bool:
    """True when a cited id meets a need: `R#3` takes any passage of 3, `R#3.1` only itself."""
    return any(id == gold or id.startswith(f"{gold}.") for gold in group)


def check_gold(path: Path, questions: Iterable[Question], archive: Releases) -> None:
    """Accept questions whose gold ids the archive has.

    Raises:
        BadQuestions: some gold id is in no release of the archive; a misspelt one would only
            lower the figures, and nobody would see why.
    """
    known = {
        id
        for release in archive.releases()
        for passage in release.passages
        for id in (passage.id, passage.paragraph)
    }
    problems = [
        f"{path}:{question.line}: {field}: {id!r} is not in the archive"
        for question in questions
        for field, groups in (
            ("gold_paragraphs", question.gold_paragraphs),
            ("not_agreed", (question.not_agreed,)),
        )
        for group in groups
        for id in group
        if id not in known
    ]
    if problems:
        raise BadQuestions(problems)


def _faults(fields: Fields) -> Iterable[str]:
    return field_faults(fields, _WANTED, ("id", "kind", "turns", "answerable"))


def _question(fields: Fields, line: int) -> Question:
    today, status = fields.get("today"), fields.get("status")
    turns = fields["turns"]
    assert isinstance(turns, list)
    return Question(
        id=str(fields["id"]),
        kind=str(fields["kind"]),
        turns=tuple(turns),
        today=date.fromisoformat(str(today)) if today else None,
        answerable=bool(fields["answerable"]),
        status=Status(str(status)) if status else None,
        gold_answer=str(fields.get("gold_answer") or ""),
        gold_points=_groups(fields.get("gold_points")),
        forbidden_points=_groups(fields.get("forbidden_points")),
        gold_paragraphs=_groups(fields.get("gold_paragraphs")),
        line=line,
        not_agreed=tuple(id for (id,) in _groups(fields.get("not_agreed"))),
        short_answer=_alternatives(fields.get("short_answer")),
    )


def _groups(value: object) -> tuple[tuple[str, ...], ...]:
    """Each entry as its tuple of alternatives."""
    entries = value if isinstance(value, list) else []
    return tuple((entry,) if isinstance(entry, str) else tuple(entry) for entry in entries)


def _alternatives(value: object) -> tuple[str, ...]:
    """The spellings of one text or a list of texts; none of null."""
    return next(iter(_groups([value] if value else [])), ())


def _is_groups(value: object) -> bool:
    return isinstance(value, list) and all(is_text(one) or is_turns(one) for one in value)


def _is_gold(value: object) -> bool:
    return _is_groups(value) and all(_ID.fullmatch(id) for group in _groups(value) for id in group)


def _is_ids(value: object) -> bool:
    return _is_gold(value) and isinstance(value, list) and all(map(is_text, value))


_POINTS = "a list of texts, or of lists of texts any one of which gives the point"
_WANTED: Wanted = {
    "id": (is_text, "a text that is not blank"),
    "kind": (is_text, "a text that is not blank"),
    "turns": (is_turns, "a list of one or more texts that are not blank"),
    "today": (is_day, "a day like 2021-10-22"),
    "answerable": (lambda value: isinstance(value, bool), "true or false"),
    "status": (lambda value: value in ("", *Status), f"one of {', '.join(Status)}"),
    "gold_answer": (lambda value: isinstance(value, str), "a text"),
    "gold_points": (_is_groups, _POINTS),
    "forbidden_points": (_is_groups, _POINTS),
    "gold_paragraphs": (_is_gold, "a list of ids like R#3 or R#3.1, or of lists of them"),
    "not_agreed": (_is_ids, "a list of ids like R#3 or R#3.1"),
    "short_answer": (
        lambda value: is_text(value) or is_turns(value),
        "a text, or a list of texts any one of which is the answer",
    ),
}
