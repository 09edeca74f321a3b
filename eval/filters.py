"""How well the period of a question is read, held against questions that people labelled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.lexicon import Lexicon
from assistant.period import FIRST_DAY, LAST_DAY
from assistant.records import Answer, AnswerKind, Basis, Reading, Status
from assistant.understand import understand
from eval.lines import Fields, Wanted, field_faults, is_day, is_text, is_turns, load_lines
from eval.run import ROOT
from eval.statistics import wilson
from index.errors import BadQuestion, CommuniqueError

FILTERS = ROOT / "eval" / "sets" / "filters"
DEFAULTS = tuple(FILTERS / f"{name}.jsonl" for name in ("dev", "set_aside"))
MARKS = ("filter", "edition", "conflict")
"""What is right or wrong of each question: first day, last day and basis together, and alone the
year in a name and whether the dates leave no day."""


class BadFilters(CommuniqueError):
    """A file of labelled questions with wrong lines; all problems are listed at once."""

    def __init__(self, problems: list[str]) -> None:
        listed = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(f"The labelled questions cannot be used; mend these lines:\n{listed}")


@dataclass(frozen=True)
class Filter:
    """What a question asks of time; a `first` or `last` of None is open, a `basis` of None none."""

    first: date | None
    last: date | None
    basis: Basis | None
    edition: int
    conflict: bool

    def words(self) -> str:
        """The fields that tell something, in one line."""
        parts = [f"{self.first or '...'} to {self.last or '...'} ({self.basis})"] * bool(self.basis)
        parts += [f"edition {self.edition}"] * bool(self.edition) + ["conflict"] * self.conflict
        return ", ".join(parts) or "no period"


@dataclass(frozen=True)
class Case:
    """One line: a conversation whose last turn is labelled, and the day it was held."""

    id: str
    kind: str
    turns: tuple[str, ...]
    today: date
    gold: Filter
    line: int


@dataclass(frozen=True)
class Outcome:
    """A case with what was read; `read` is None where the question was refused."""

    case: Case
    read: Filter | None

    def right(self, mark: str) -> bool:
        """Whether one of `MARKS` was read as labelled."""
        gold, read = self.case.gold, self.read
        if read is None:
            return False
        if mark == "filter":
            return (gold.first, gold.last, gold.basis) == (read.first, read.last, read.basis)
        return bool(getattr(gold, mark) == getattr(read, mark))


def load_filters(path: Path) -> list[Case]:
    """The labelled questions of a file, in file order.

    Raises:
        BadFilters: the file cannot be read, holds no question, or has wrong lines.
    """
    found, problems = load_lines(path, _faults, "labelled question")
    if problems:
        raise BadFilters(problems)
    return [_case(fields, number) for number, fields in found]


def _faults(fields: Fields) -> Iterable[str]:
    yield from field_faults(fields, _WANTED, ("id", "kind", "turns", "today"))
    for name in ("first", "last", "basis", "edition", "conflict"):
        if name not in fields:
            yield f"{name}: is missing"
    if bool(fields.get("basis")) != bool(fields.get("first") or fields.get("last")):
        yield "basis: must be there with a first or last day, and only then"


def _case(fields: Fields, line: int) -> Case:
    turns = fields["turns"]
    assert isinstance(turns, list)
    first, last = (_day(fields[name]) for name in ("first", "last"))
    basis = Basis(str(fields["basis"])) if fields["basis"] else None
    edition, conflict = int(str(fields["edition"] or 0)), bool(fields["conflict"])
    return Case(
        id=str(fields["id"]),
        kind=str(fields["kind"]),
        turns=tuple(turns),
        today=date.fromisoformat(str(fields["today"])),
        gold=Filter(first, last, basis, edition, conflict),
        line=line,
    )


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def _is_year(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and (value == 0 or value > 999)


_WANTED: Wanted = {
    "id": (is_text, "a text that is not blank"),
    "kind": (is_text, "a text that is not blank"),
    "turns": (is_turns, "a list of one or more texts that are not blank"),
    "today": (lambda value: bool(value) and is_day(value), "a day like 2021-10-22"),
    "first": (lambda value: bool(value) and is_day(value), "a day like 2021-10-22, or null"),
    "last": (lambda value: bool(value) and is_day(value), "a day like 2021-10-22, or null"),
    "basis": (lambda value: value in [*Basis], f"one of {', '.join(Basis)}, or null"),
    "edition": (_is_year, "a year like 2021, or 0"),
    "conflict": (lambda value: isinstance(value, bool), "true or false"),
}


def read_all(cases: Iterable[Case]) -> list[Outcome]:
    """What the product reads of each case, over an archive without names."""
    return [Outcome(case, _read(case)) for case in cases]


def _read(case: Case) -> Filter | None:
    """The filter of the last turn, the earlier ones taken as answered."""
    lexicon, answers = Lexicon(), list[Answer]()
    try:
        for turn in case.turns:
            reading = understand(turn, answers, lexicon, case.today)
            status = Status.ABOUT if reading.kind is AnswerKind.ABOUT else Status.ANSWERED
            answers.append(Answer(turn, status, "", (), (), reading, turn))
    except BadQuestion:
        return None
    return filter_of(reading)


def filter_of(reading: Reading) -> Filter:
    """What a reading tells of time, its open ends as None."""
    period, named = reading.period, (reading.edition, bool(reading.conflict))
    if period is None:
        return Filter(None, None, None, *named)
    first = None if period.first == FIRST_DAY else period.first
    last = None if period.last == LAST_DAY else period.last
    return Filter(first, last, period.basis, *named)


def report(path: Path, outcomes: Sequence[Outcome]) -> str:
    """The figures of a file by kind and in all, in lines of at most 100 characters."""
    heads = "".join(f"{mark + ' right':>24}" for mark in MARKS)
    kinds = list(dict.fromkeys(one.case.kind for one in outcomes))
    rows = [_row(kind, [one for one in outcomes if one.case.kind == kind]) for kind in kinds]
    title = f"{path.name}: {len(outcomes)} questions"
    return "\n".join([title, f"  {'kind':20}{'n':>4}{heads}", *rows, _row("all", outcomes)])


def _row(name: str, outcomes: Sequence[Outcome]) -> str:
    n = len(outcomes)
    cells = ""
    for mark in MARKS:
        right = sum(one.right(mark) for one in outcomes)
        low, high = wilson(right, n)
        cells += f"{f'{right / n:.3f} [{low:.3f}, {high:.3f}]':>24}"
    return f"  {name:20.20}{n:4}{cells}"


def failures(outcomes: Sequence[Outcome]) -> str:
    """Each question with a fault: what was labelled, what was read."""
    wrong = [one for one in outcomes if not all(one.right(mark) for mark in MARKS)]
    lines = [f"Questions with a fault: {len(wrong)} of {len(outcomes)}"]
    for one in wrong:
        case = one.case
        asked = " / ".join(case.turns)
        lines += ["", f"{case.id} ({case.kind}, line {case.line}, {case.today}): {asked}"]
        lines.append(f"  labelled: {case.gold.words()}")
        lines.append(f"  read:     {one.read.words() if one.read else 'refused'}")
    return "\n".join(lines)
