"""Run files made up for tests."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from eval.run_file import Line
from eval.run_writer import RunWriter

FULL: Mapping[str, float | None] = {
    **dict.fromkeys(("R@5", "RR@10", "nDCG@10", "citation_precision", "citation_recall"), 1.0),
    "points": 1.0,
    "status_right": 1,
    "wrong_refusal": 0,
    "refusal_right": None,
    "act_mix_ups": 0,
    "shown_agreed": 1,
    "quotes": 2,
    "quotes_exact": 2,
    "quotes_in_passage": 2,
}
"""The measures of an answer without a fault."""


def line(place: int, system: str = "default", set: str = "one", **fields: Any) -> Line:
    """A line without a fault; what `measures` names is other than in `FULL`."""
    measures = {**FULL, **fields.pop("measures", {})}
    known = {"kind": "when", "answerable": True, "status": "answered", "timings": {"ask": 0.1}}
    if not fields.get("set_aside"):
        known |= {"id": f"q{place}", "question": f"When was meeting {place}?", "turns": 1}
        known |= {"citations": ({"id": f"r#{place}", "start": 0, "end": 9},)}
    return Line(system, set, place, **{**known, **fields, "measures": measures})


def lines(count: int, **fields: Any) -> list[Line]:
    """The lines of questions 1 to `count`."""
    return [line(place, **fields) for place in range(1, count + 1)]


def written(path: Path, lines: Iterable[Line], finished: bool = True, **head: Any) -> Path:
    """A run file of these lines; `head` replaces fields of its first line."""
    lines = list(lines)
    sets = [
        {"name": name, "stamp": "s", "questions_sha256": "d", "set_aside": "set_aside" in name}
        for name in dict.fromkeys(one.set for one in lines)
    ]
    first = {
        "made": "2026-01-02T03:04:05+00:00",
        "systems": list(dict.fromkeys(one.system for one in lines)),
        "sets": sets,
        "embedding_model": "small",
        "reader": "",
        "llm": "",
        "versions": {"communique": "1"},
        "options": {"limit": None, "only": []},
    }
    with RunWriter(path, {**first, **head}, again=True) as writer:
        for one in lines:
            writer.write(one)
        if finished:
            writer.finish(1.0, 1.0)
    return path
