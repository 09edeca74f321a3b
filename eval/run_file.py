"""The file of a run: a head, a line for each question and system, an end."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, NoReturn

from eval.lines import Fields, Wanted, field_faults, is_text
from index.errors import CommuniqueError

FORM = 1
"""The number of this form of file, which the head begins with."""
START = f'{{"run": {FORM}'
"""What every run file begins with, however little of it was written."""
TEXTS = ("id", "question", "turns", "gold_answer", "expected", "text", "citations", "retrieved")
WITHHELD = frozenset({*TEXTS, "gold", "faults", "fallback"})
"""Fields that a line of a set put aside does not have."""


class BadRun(CommuniqueError):
    """A file that is no run file, or one with a wrong line."""

    def __init__(self, path: Path, reason: str, line: int = 0) -> None:
        place = f"{path}:{line}" if line else f"{path}"
        super().__init__(
            f"{place}: {reason}. Give a file that was written by: python -m eval run --out FILE"
        )


@dataclass(frozen=True)
class Line:
    """One question, what one system gave for it, and the measures of that.

    `place` is the question's in its file, from 1; `timings` are seconds. A value of `measures` is
    None where the measure does not apply, 0 or 1 for what holds or not. `confidence` is None for a
    system that cannot tell. `expected` is the status wanted, empty without one; `fallback` the
    reason why a language model could not be used; `gold` the id and text of each gold passage of a
    question with faults. What tells a text is empty for a set put aside.
    """

    system: str
    set: str
    place: int
    kind: str
    answerable: bool
    status: str
    measures: Mapping[str, float | None]
    timings: Mapping[str, float]
    confidence: float | None = None
    set_aside: bool = False
    id: str = ""
    question: str = ""
    turns: int = 0
    gold_answer: str = ""
    expected: str = ""
    text: str = ""
    citations: tuple[Mapping[str, Any], ...] = ()
    retrieved: tuple[str, ...] = ()
    gold: tuple[Mapping[str, Any], ...] = ()
    faults: tuple[str, ...] = ()
    fallback: str = ""

    @property
    def key(self) -> tuple[str, int, str]:
        """What no other line of a run has: set, place and system."""
        return self.set, self.place, self.system


ORDER = (
    *("system", "set", "place", "set_aside", "id", "kind", "answerable", "question", "turns"),
    *("gold_answer", "expected", "status", "text", "citations", "retrieved", "confidence"),
    *("gold", "faults", "fallback", "measures", "timings"),
)
"""The fields of a line as they are written."""


@dataclass(frozen=True)
class RunFile:
    """What a run file holds; `seconds` and `peak_memory_mib` are None until it is finished."""

    path: Path
    head: Mapping[str, Any]
    lines: list[Line]
    finished: bool
    seconds: float | None
    peak_memory_mib: float | None


def read_run(path: Path) -> RunFile:
    """The run in a file; a last line that was half written is passed over.

    Raises:
        BadRun: the file cannot be read, or is none of these; told with the first wrong line.
    """
    objects = _objects(path, run_text(path))
    if not objects:
        raise BadRun(path, "holds no run")
    head, end = _head(path, objects[0]), _end(path, objects[-1])
    lines = [_line(path, *one) for one in objects[1 : len(objects) - bool(end)]]
    _check(path, head, lines)
    return RunFile(path, head, lines, bool(end), end.get("seconds"), end.get("peak_memory_mib"))


def run_text(path: Path) -> str:
    """The whole lines of a run file, or a first one that was half written. Raises BadRun."""
    try:
        return whole_lines(path.read_bytes()).decode() or path.read_text(encoding="utf-8")
    except OSError as error:
        raise BadRun(path, f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise BadRun(path, f"is no UTF-8 text (first wrong byte at {error.start})") from error


def whole_lines(content: bytes) -> bytes:
    """The lines that are there to their end."""
    return content[: content.rfind(b"\n") + 1]


def _objects(path: Path, text: str) -> list[tuple[int, Fields]]:
    """Each line's number from 1 and object."""
    objects = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line, parse_constant=_no_number)
        except (ValueError, RecursionError) as error:
            raise BadRun(path, f"is no JSON: {error}", number) from error
        if not isinstance(record, dict):
            raise BadRun(path, "is no JSON object", number)
        objects.append((number, record))
    return objects


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _head(path: Path, numbered: tuple[int, Fields]) -> Mapping[str, Any]:
    number, head = numbered
    if head.get("run") != FORM:
        raise BadRun(path, f"is no run: the first line must begin with {START}", number)
    if wrong := list(field_faults(head, _HEAD, _HEAD)):
        raise BadRun(path, "; ".join(wrong), number)
    return head


def _end(path: Path, numbered: tuple[int, Fields]) -> dict[str, Any]:
    number, end = numbered
    if "end" not in end:
        return {}
    if wrong := list(field_faults(end, _END, _END)):
        raise BadRun(path, "; ".join(wrong), number)
    return end


def _line(path: Path, number: int, record: Fields) -> Line:
    is_set_aside = record.get("set_aside") is True
    needed = [name for name in _NEEDED if not (is_set_aside and name in WITHHELD)]
    if wrong := list(field_faults(record, _LINE, needed)):
        raise BadRun(path, "; ".join(wrong), number)
    names = {one.name for one in fields(Line)}
    given = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in record.items()
        if name in names and (value is not None or name == "confidence")
    }
    return Line(**given)  # type: ignore[arg-type]


def _check(path: Path, head: Mapping[str, Any], lines: Sequence[Line]) -> None:
    """Accept lines of the head's sets and systems, each there once."""
    names, seen = {one["name"] for one in head["sets"]}, set()
    for line in lines:
        where = f"{line.set}, question {line.place}, {line.system}"
        if line.set not in names or line.system not in head["systems"]:
            raise BadRun(path, f"{where}: the head has no such set or system")
        if line.key in seen:
            raise BadRun(path, f"{where}: is there twice")
        seen.add(line.key)


def _is_a(*types: type) -> Callable[[object], bool]:
    """A test of a value's type; true and false are no numbers."""
    return lambda value: type(value) in types


def _list_of(test: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, list) and all(map(test, value))


def _is_numbers(value: object) -> bool:
    return isinstance(value, dict) and all(one is None or _is_number(one) for one in value.values())


_is_number = _is_a(int, float)
_NUMBERS = "an object of numbers or null"
_HEAD: Wanted = {
    "systems": (_list_of(is_text), "a list of names"),
    "sets": (
        _list_of(lambda one: isinstance(one, dict) and is_text(one.get("name"))),
        "a list of objects with a name",
    ),
}
_END: Wanted = {
    "end": (lambda value: value is True, "true"),
    "seconds": (_is_number, "a number"),
    "peak_memory_mib": (_is_number, "a number"),
}
_LINE: Wanted = {
    **{name: (is_text, "a text that is not blank") for name in ("system", "set", "kind", "status")},
    **{
        name: (lambda value: type(value) is int and value >= 1, "a whole number from 1")
        for name in ("place", "turns")
    },
    **{name: (_is_a(bool), "true or false") for name in ("answerable", "set_aside")},
    **{
        name: (_is_a(str), "a text")
        for name in ("id", "question", "gold_answer", "expected", "text", "fallback")
    },
    **{name: (_is_numbers, _NUMBERS) for name in ("measures", "timings")},
    "confidence": (_is_number, "a number or null"),
    "citations": (_list_of(_is_a(dict)), "a list of objects"),
    "gold": (_list_of(_is_a(dict)), "a list of objects"),
    "retrieved": (_list_of(is_text), "a list of ids"),
    "faults": (_list_of(is_text), "a list of texts"),
}
_NEEDED = [
    name for name in _LINE if name not in ("confidence", "set_aside", "fallback", "faults", "gold")
]
