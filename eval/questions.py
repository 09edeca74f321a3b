"""Question files: one JSON object a line, with the gold answer beside each question."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Protocol

from assistant.records import Status
from index.errors import CommuniqueError
from index.records import Release

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
    alone. `line` is the line in the file, from 1.
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


def load_questions(path: Path) -> list[Question]:
    """The questions of a file, in file order.

    Raises:
        BadQuestions: the file cannot be read, holds no question, or has wrong lines.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuestions([f"{path}: cannot be read as UTF-8 text ({error})"]) from error
    questions: list[Question] = []
    problems: list[str] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        fields, wrong = _fields(line)
        id = fields.get("id")
        if isinstance(id, str) and id in seen:
            wrong.append(f"the id {id!r} is already on line {seen[id]}")
        elif isinstance(id, str):
            seen[id] = number
        problems += [f"{path}:{number}: {reason}" for reason in wrong]
        if not wrong:
            questions.append(_question(fields, number))
    if not questions and not problems:
        problems.append(f"{path}: holds no question")
    if problems:
        raise BadQuestions(problems)
    return questions


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
        f"{path}:{question.line}: gold_paragraphs: {id!r} is not in the archive"
        for question in questions
        for group in question.gold_paragraphs
        for id in group
        if id not in known
    ]
    if problems:
        raise BadQuestions(problems)


def _fields(line: str) -> tuple[dict[str, object], list[str]]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        return {}, [f"is no JSON: {error}"]
    if not isinstance(fields, dict):
        return {}, ["is no JSON object"]
    wrong = [
        f"{name}: is missing"
        for name in ("id", "kind", "turns", "answerable")
        if fields.get(name) is None
    ]
    for name, value in fields.items():
        if name in _WANTED and value is not None:
            test, wanted = _WANTED[name]
            wrong += [] if test(value) else [f"{name}: must be {wanted}, not {value!r:.60}"]
        elif name not in _WANTED and (meant := get_close_matches(name, _WANTED, 1, 0.8)):
            wrong.append(f"{name}: is no field; {meant[0]} is")
    return fields, wrong


def _question(fields: dict[str, object], line: int) -> Question:
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
    )


def _groups(value: object) -> tuple[tuple[str, ...], ...]:
    """Each entry as its tuple of alternatives."""
    entries = value if isinstance(value, list) else []
    return tuple((entry,) if isinstance(entry, str) else tuple(entry) for entry in entries)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_turns(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_text, value))


def _is_groups(value: object) -> bool:
    return isinstance(value, list) and all(_is_text(one) or _is_turns(one) for one in value)


def _is_gold(value: object) -> bool:
    return _is_groups(value) and all(_ID.fullmatch(id) for group in _groups(value) for id in group)


def _is_day(value: object) -> bool:
    try:
        return value == "" or bool(date.fromisoformat(str(value)))
    except ValueError:
        return False


_POINTS = "a list of texts, or of lists of texts any one of which gives the point"
_WANTED: dict[str, tuple[Callable[[object], bool], str]] = {
    "id": (_is_text, "a text that is not blank"),
    "kind": (_is_text, "a text that is not blank"),
    "turns": (_is_turns, "a list of one or more texts that are not blank"),
    "today": (_is_day, "a day like 2021-10-22"),
    "answerable": (lambda value: isinstance(value, bool), "true or false"),
    "status": (lambda value: value in ("", *Status), f"one of {', '.join(Status)}"),
    "gold_answer": (lambda value: isinstance(value, str), "a text"),
    "gold_points": (_is_groups, _POINTS),
    "forbidden_points": (_is_groups, _POINTS),
    "gold_paragraphs": (_is_gold, "a list of ids like R#3 or R#3.1, or of lists of them"),
}
