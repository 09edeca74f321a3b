"""Label files, one JSON object a line: what is read of them, and every fault with its place."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path

Fields = dict[str, object]
Wanted = Mapping[str, tuple[Callable[[object], bool], str]]
"""Each field with a test of its value and the words that say what it must be."""


def load_lines(
    path: Path, faults: Callable[[Fields], Iterable[str]], what: str
) -> tuple[list[tuple[int, Fields]], list[str]]:
    """The right objects of a file with their line numbers from 1, and all problems of the others.

    Args:
        faults: what is wrong with an object, beside an `id` that is on an earlier line.
        what: what a line holds; a file without any is a problem.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        return [], [f"{path}: cannot be read as UTF-8 text ({error})"]
    found: list[tuple[int, Fields]] = []
    problems: list[str] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        fields, wrong = _object(line)
        wrong += list(faults(fields)) if not wrong else []
        id = fields.get("id")
        if isinstance(id, str) and id in seen:
            wrong.append(f"the id {id!r} is already on line {seen[id]}")
        elif isinstance(id, str):
            seen[id] = number
        problems += [f"{path}:{number}: {reason}" for reason in wrong]
        if not wrong:
            found.append((number, fields))
    if not found and not problems:
        problems.append(f"{path}: holds no {what}")
    return found, problems


def _object(line: str) -> tuple[Fields, list[str]]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        return {}, [f"is no JSON: {error}"]
    return (fields, []) if isinstance(fields, dict) else ({}, ["is no JSON object"])


def field_faults(fields: Fields, wanted: Wanted, needed: Iterable[str]) -> Iterable[str]:
    """What is wrong with the fields of an object: missing, of a wrong kind, misspelt."""
    yield from (f"{name}: is missing" for name in needed if fields.get(name) is None)
    for name, value in fields.items():
        if name in wanted and value is not None:
            test, words = wanted[name]
            if not test(value):
                yield f"{name}: must be {words}, not {value!r:.60}"
        elif name not in wanted and (meant := get_close_matches(name, wanted, 1, 0.8)):
            yield f"{name}: is no field; {meant[0]} is"


def is_text(value: object) -> bool:
    """True for a text that is not blank."""
    return isinstance(value, str) and bool(value.strip())


def is_turns(value: object) -> bool:
    """True for one or more texts that are not blank."""
    return isinstance(value, list) and bool(value) and all(map(is_text, value))


def is_day(value: object) -> bool:
    """True for a day like 2021-10-22, and for an empty text."""
    try:
        return value == "" or bool(date.fromisoformat(str(value)))
    except ValueError:
        return False
