"""Labelled clauses: one JSON object a line, a text with the statements that it carries."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from eval.lines import Fields, is_text, load_lines
from index.errors import CommuniqueError
from index.records import Act, ActObject, DateSpan, Modality, Precision, Provenance

_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


class BadClauses(CommuniqueError):
    """A file of labelled clauses with wrong lines; all problems are listed at once."""

    def __init__(self, problems: list[str]) -> None:
        listed = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(f"The labelled clauses cannot be used; mend these lines:\n{listed}")


@dataclass(frozen=True)
class Gold:
    """A labelled statement.

    `start` and `end` place its clause in the text. `verbs` are all places of the verb's words in
    the clause as whole words: a label does not say which of several is meant.
    """

    start: int
    end: int
    verbs: tuple[tuple[int, int], ...]
    verb: str
    act: Act
    actor: str
    object: ActObject
    negated: bool
    modality: Modality
    event: DateSpan | None


@dataclass(frozen=True)
class Labelled:
    """One line: a text, the release file or the day it was written on, and its statements."""

    id: str
    text: str
    file: str
    when: DateSpan | None
    statements: tuple[Gold, ...]
    line: int


def load_clauses(path: Path) -> list[Labelled]:
    """The labelled texts of a file, in file order.

    Raises:
        BadClauses: the file cannot be read, holds no text, or has wrong lines.
    """
    found, problems = load_lines(path, _line_faults, "labelled text")
    if problems:
        raise BadClauses(problems)
    return [_labelled(fields, number) for number, fields in found]


def _line_faults(fields: Fields) -> Iterator[str]:
    """What is wrong with a labelled text."""
    for name in ("id", "text"):
        if not is_text(fields.get(name)):
            yield f"{name}: must be a text that is not blank"
    for name in ("released", "event"):
        if not _is_day(fields.get(name)):
            yield f"{name}: must be a day like 2021-10-22, not {fields[name]!r:.60}"
    statements = fields.get("statements")
    if not isinstance(statements, list):
        yield "statements: must be a list"
        return
    for place, one in enumerate(statements, start=1):
        yield from (f"statement {place}: {reason}" for reason in _faults(one, fields.get("text")))


def _faults(one: object, text: object) -> Iterator[str]:
    """What is wrong with a labelled statement of a text."""
    if not isinstance(one, dict):
        yield "is no JSON object"
        return
    clause, verb = str(one.get("clause") or ""), str(one.get("verb") or "")
    if not clause or clause not in str(text):
        yield f"clause: {clause!r:.60} does not stand in the text"
    elif not verb or verb not in clause:
        yield f"verb: {verb!r:.60} does not stand in the clause"
    for name, known in (("act", Act), ("object", ActObject), ("modality", Modality)):
        if one.get(name) not in list(known):
            yield f"{name}: must be one of {', '.join(map(repr, map(str, known)))}"
    if not isinstance(one.get("actor"), str):
        yield "actor: must be a text"
    if not isinstance(one.get("negated"), bool):
        yield "negated: must be true or false"
    if not _is_day(one.get("event")):
        yield f"event: must be a date like 2021, 2021-10 or 2021-10-22, not {one['event']!r:.60}"


def _labelled(fields: Fields, line: int) -> Labelled:
    text, statements = str(fields["text"]), fields["statements"]
    assert isinstance(statements, list)
    return Labelled(
        id=str(fields["id"]),
        text=text,
        file=str(fields.get("file") or ""),
        when=read_day(fields.get("event") or fields.get("released")),
        statements=tuple(_gold(one, text) for one in statements),
        line=line,
    )


def _gold(one: dict[str, object], text: str) -> Gold:
    clause, verb = str(one["clause"]), str(one["verb"])
    start = text.index(clause)
    whole = rf"(?<!\w){re.escape(verb)}(?!\w)"
    places = [found.start() for found in re.finditer(whole, clause)] or [clause.index(verb)]
    return Gold(
        start=start,
        end=start + len(clause),
        verbs=tuple((start + place, start + place + len(verb)) for place in places),
        verb=verb,
        act=Act(str(one["act"])),
        actor=str(one["actor"]),
        object=ActObject(str(one["object"])),
        negated=bool(one["negated"]),
        modality=Modality(str(one["modality"])),
        event=read_day(one.get("event")),
    )


def _is_day(value: object) -> bool:
    try:
        read_day(value)
    except ValueError:
        return False
    return True


def read_day(value: object) -> DateSpan | None:
    """The days of `2021`, `2021-10` or `2021-10-22`, or of two of them with a `/` between.

    Raises:
        ValueError: it is none of these, or the calendar does not have the day.
    """
    if value is None or value == "":
        return None
    ends = [_days(part) for part in str(value).split("/")]
    if len(ends) > 2:
        raise ValueError(f"{value} has more than two ends")
    first, last = ends[0][0], ends[-1][1]
    precision = Precision.DAY if first == last else Precision.RANGE
    return DateSpan(first, last, precision, Provenance.STATED, str(value))


def _days(words: str) -> tuple[date, date]:
    match = _DAY.fullmatch(words.strip())
    if match is None:
        raise ValueError(f"{words} is no date")
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if day:
        return date(year, month, day), date(year, month, day)
    if not month:
        return date(year, 1, 1), date(year, 12, 31)
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), date.fromordinal(following.toordinal() - 1)
