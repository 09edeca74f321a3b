"""Figures of other commands for the report: searches of public sets, readings of labelled texts."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.lines import Fields, Wanted, field_faults, is_text
from eval.page_parts import Cell, Figure, Table, number
from eval.page_tables import NONE, difference
from eval.retrieval_report import OURS
from eval.statistics import auroc, auroc_interval, bootstrap, paired_bootstrap
from index.errors import CommuniqueError

MAIN, BESIDE = "nDCG@10", "R@5"


class BadFigures(CommuniqueError):
    """A file that does not hold the figures of the command that should have written it."""

    def __init__(self, path: Path, reason: str, command: str) -> None:
        super().__init__(
            f"{path}: {reason}. Give a file that was written by: python -m eval {command}"
        )


def searched(paths: Sequence[Path]) -> list[Table]:
    """The rankings, the differences and the AUROC of each system on each public set.

    Raises:
        BadFigures: a file is none that `eval retrieval --out` wrote.
    """
    rows = _read(paths, _SEARCHED, ("set", "system", "id"), "retrieval DIR... --out FILE")
    sets = list(dict.fromkeys(str(row["set"]) for row in rows))
    systems = list(dict.fromkeys(str(row["system"]) for row in rows))
    by_place: dict[tuple[str, str], list[Fields]] = {}
    for row in rows:
        by_place.setdefault((str(row["system"]), str(row["set"])), []).append(row)

    def grid(title: str, names: Iterable[str], cell: Any, note: str = "") -> Table:
        filled = [(name, *(cell(name, one) for one in sets)) for name in names]
        kept = tuple(row for row in filled if any(one != NONE for one in row[1:]))
        return Table(title, ("system", *sets), kept, note)

    def mean(measure: str) -> Any:
        return lambda name, one: _mean(by_place.get((name, one), []), measure)

    def gap(name: str, one: str) -> Cell:
        return _gap(by_place.get((OURS, one), []), by_place.get((name, one), []))

    others = [name for name in systems if name != OURS]
    tables = [
        grid(MAIN, systems, mean(MAIN)),
        grid(BESIDE, systems, mean(BESIDE)),
        grid(
            *(f"{MAIN} of {OURS} less that of the system", others, gap),
            "Paired by query; ▲ and ▼ mark intervals that leave 0 out.",
        ),
        grid(
            *("AUROC of the confidence that a query has an answer", systems),
            *(lambda name, one: _area(by_place.get((name, one), [])), "0.5 is guessing."),
        ),
    ]
    return [one for one in tables if one.rows]


def readings(paths: Sequence[Path]) -> list[Table]:
    """What was read of labelled clauses: acts, fields, own dates; a row for each file of them.

    Raises:
        BadFigures: a file is none that `eval read --out` wrote.
    """
    lines = _read(paths, _READ, ("file", "all", "fields"), "read --out FILE")
    fields = list(dict.fromkeys(name for line in lines for name in _mapping(line["fields"])))
    heads = ("texts read", "n", "act P", "act R", "act F1", *fields, "own dates F1", "overlap")
    rows = tuple(_reading(line, fields) for line in lines)
    note = "P precision, R recall; fields are shares of the statements found at a labelled verb."
    return [Table("Labelled clauses, their fields and their own dates", heads, rows, note)]


def _reading(line: Fields, fields: Sequence[str]) -> tuple[Cell, ...]:
    acts, own = _mapping(line["all"]), _mapping(line.get("own_events"))
    marks = [_mapping(line["fields"]).get(name) for name in fields]
    found = [*(acts.get(key) for key in ("precision", "recall", "f1")), *marks, own.get("f1")]
    return (
        str(line["file"]),
        str(line.get("texts", NONE)),
        *(_share(value) for value in (*found, line.get("clause_overlap"))),
    )


def _mean(rows: Sequence[Fields], measure: str) -> Cell:
    values = list(_values(rows, measure).values())
    return Figure(sum(values) / len(values), *bootstrap(values), len(values)) if values else NONE


def _gap(ours: Sequence[Fields], others: Sequence[Fields]) -> Cell:
    mine, its = _values(ours, MAIN), _values(others, MAIN)
    shared = [id for id in mine if id in its]
    if not shared:
        return NONE
    found = paired_bootstrap([mine[id] for id in shared], [its[id] for id in shared])
    return difference(*found, len(shared))


def _area(rows: Sequence[Fields]) -> Cell:
    sides = [
        [float(str(row["confidence"])) for row in rows if _sides(row) is wanted]
        for wanted in (True, False)
    ]
    if not all(sides):
        return NONE
    yes, no = sides
    return Figure(auroc(yes, no), *auroc_interval(yes, no), len(yes) + len(no))


def _sides(row: Fields) -> object:
    return row.get("answerable") if row.get("confidence") is not None else None


def _values(rows: Sequence[Fields], measure: str) -> dict[str, float]:
    return {
        str(row["id"]): float(value)
        for row in rows
        if (value := _mapping(row.get("measures")).get(measure)) is not None
    }


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _share(value: object) -> str:
    return NONE if value is None else number(float(str(value)))


def _read(
    paths: Sequence[Path], wanted: Wanted, needed: Sequence[str], command: str
) -> list[Fields]:
    """The objects of all files that have the needed fields."""
    found = []
    for path in paths:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise BadFigures(path, f"cannot be read ({error})", command) from error
        records = [_record(path, *each, command) for each in enumerate(lines, 1) if each[1].strip()]
        if not records or not isinstance(records[-1], dict) or "end" not in records[-1]:
            raise BadFigures(path, "has no end: it was not finished", command)
        # what was summed up at the end stands for the lines before it
        for place, record in enumerate(records[-1].get("files") or records[1:-1], start=2):
            found.append(_checked(path, place, record, wanted, needed, command))
    return found


def _record(path: Path, place: int, line: str, command: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadFigures(path, f"line {place} is no JSON ({error})", command) from error


def _checked(
    path: Path, place: int, record: object, wanted: Wanted, needed: Sequence[str], command: str
) -> Fields:
    faults = (
        list(field_faults(record, wanted, needed))
        if isinstance(record, dict)
        else ["is no JSON object"]
    )
    if faults:
        raise BadFigures(path, f"line {place}: {'; '.join(faults)}", command)
    assert isinstance(record, dict)
    return record


def _is_numbers(value: object) -> bool:
    return isinstance(value, dict) and all(
        one is None or isinstance(one, int | float) for one in value.values()
    )


_NUMBERS = "an object of numbers"
_SEARCHED: Wanted = {
    **{name: (is_text, "a text that is not blank") for name in ("set", "system", "id")},
    "measures": (_is_numbers, _NUMBERS),
    "confidence": (lambda value: isinstance(value, int | float), "a number"),
}
_READ: Wanted = {
    "file": (is_text, "a text that is not blank"),
    "all": (_is_numbers, _NUMBERS),
    "fields": (_is_numbers, _NUMBERS),
    "own_events": (_is_numbers, _NUMBERS),
    "clause_overlap": (lambda value: isinstance(value, int | float), "a number"),
}
