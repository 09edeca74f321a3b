"""Figures of readings as lines of JSON, a text or a set of pages each, and lines as figures again."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.pages import PageFigures
from eval.read import FIELDS, Count, Figures, Reading, figures, is_set_aside
from index.records import Act

Line = Mapping[str, Any]


def head(paths: Sequence[Path]) -> dict[str, Any]:
    """What decides the figures: the files."""
    return {
        "command": "read",
        "files": [{"name": name_of(one), "sha256": _digest(one)} for one in paths],
    }


def name_of(path: Path) -> str:
    """A file's or folder's name as lines have it, with its folder's."""
    return "/".join(path.resolve().parts[-2:])


def _digest(path: Path) -> str:
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    whole = hashlib.sha256()
    for file in files:
        if file.is_file():
            whole.update(hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()


def text_line(path: Path, place: int, reading: Reading) -> dict[str, Any]:
    """The figures of one text; of a set put aside without its id.

    Args:
        place: the text's place in its file, from 1.
    """
    one = figures([reading])
    named = {} if is_set_aside(path) else {"id": reading.labelled.id}
    return {
        "file": name_of(path),
        "place": place,
        **named,
        "acts": {str(act): _three(count) for act, count in one.acts.items() if _has_any(count)},
        "fields": {name: list(marks) for name, marks in one.fields.items()},
        "own_events": _three(one.events),
        "overlaps": list(one.overlaps),
    }


def summed(lines: Iterable[Line]) -> Figures:
    """The figures of a file from the lines of its texts."""
    acts, total, events, texts = {act: Count() for act in Act}, Count(), Count(), 0
    fields: dict[str, list[bool]] = {name: [] for name in FIELDS}
    overlaps: list[float] = []
    for line in lines:
        texts += 1
        for act, three in line["acts"].items():
            _add(acts[Act(act)], three)
            _add(total, three)
        for name, marks in line["fields"].items():
            fields[name] += marks
        _add(events, line["own_events"])
        overlaps += line["overlaps"]
    return Figures(texts, acts, total, fields, events, overlaps)


def pages_line(path: Path, one: PageFigures) -> dict[str, Any]:
    """The figures of a set of pages, which are described together and so are one piece of work."""
    return {
        "file": name_of(path),
        "pages": one.pages,
        "lists": {name: _three(count) for name, count in one.lists.items()},
        "marks": {name: list(marks) for name, marks in one.marks.items()},
        "covered": one.covered,
    }


def pages_of(line: Line) -> PageFigures:
    """The figures of a set of pages from its line."""
    lists = {name: Count(*three) for name, three in line["lists"].items()}
    return PageFigures(line["pages"], lists, line["marks"], line["covered"])


def _three(count: Count) -> list[int]:
    return [count.gold, count.read, count.right]


def _has_any(count: Count) -> bool:
    return any(_three(count))


def _add(count: Count, three: Sequence[int]) -> None:
    """Add numbers labelled, read and right."""
    count.gold += three[0]
    count.read += three[1]
    count.right += three[2]
