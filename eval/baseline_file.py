"""The committed baseline: what each measure was, set by set, when it was last written."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.report import Measure
from eval.run_file import Line, RunFile
from eval.statistics import wilson
from index.errors import CommuniqueError

BASELINE = Path(__file__).resolve().parent / "baseline.json"
FORM = 1
DIGITS = 6
ALL = "all"
"""What the sets together are called; no set may be."""
HEADS = ("made", "versions", "embedding_model", "reader", "llm")
"""What is kept of the run's head."""


class BadBaseline(CommuniqueError):
    """A baseline that is missing or cannot be used."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path} {reason}. Write it anew, from a run that is as it should be: "
            "python -m eval check --write RUN"
        )


@dataclass(frozen=True)
class Figure:
    """The mean of `n` values with its 95 % interval."""

    n: int
    value: float
    low: float
    high: float

    @property
    def total(self) -> int:
        """The sum of the values, which for a share is the number of ones."""
        return round(self.n * self.value)


@dataclass(frozen=True)
class Baseline:
    """The figures of each set, and of `all` together, by the measure's key.

    `head` says from what run and checkout they are; `sets` what the run's head says of each set.
    """

    head: Mapping[str, Any]
    sets: Mapping[str, Mapping[str, Any]]
    figures: Mapping[str, Mapping[str, Figure]]


def figure(measure: Measure, lines: Sequence[Line]) -> Figure | None:
    """A measure of some lines, None where it applies to none of them.

    Values that are all alike leave the bootstrap nothing to draw, and an interval without width
    would make a loss of the least that follows. There Wilson's is taken, which is the wider one for
    any mean of values from 0 to 1.
    """
    values = [value for line in lines for value in measure.values(line)]
    if not values:
        return None
    mean = sum(values) / len(values)
    is_alike = min(values) == max(values)
    low, high = wilson(round(sum(values)), len(values)) if is_alike else measure.interval(values)
    return Figure(len(values), *(round(one, DIGITS) for one in (mean, low, high)))


def figures(measures: Sequence[Measure], lines: Sequence[Line]) -> dict[str, Figure]:
    """Each measure that applies, by its key."""
    found = {one.key: figure(one, lines) for one in measures}
    return {key: one for key, one in found.items() if one}


def baseline_of(
    run: RunFile, lines: Sequence[Line], measures: Sequence[Measure], checkout: str
) -> Baseline:
    """What is kept of a run.

    Args:
        lines: those of the one system that is kept.
        checkout: the commit in which it is written; empty where there is none.
    """
    sets = {one["name"]: one for one in run.head["sets"]}
    kept = {name: [line for line in lines if line.set == name] for name in sets}
    named = {**kept, ALL: list(lines)}
    head = {name: run.head.get(name) for name in HEADS} | {"checkout": checkout}
    return Baseline(head, sets, {name: figures(measures, own) for name, own in named.items()})


def write_baseline(path: Path, baseline: Baseline) -> None:
    """Put a baseline in the place of the one that is there, whole or not at all."""
    by_name = {
        name: {
            measure: {"n": one.n, "value": one.value, "low": one.low, "high": one.high}
            for measure, one in own.items()
        }
        for name, own in baseline.figures.items()
    }
    record = {
        "baseline": FORM,
        **baseline.head,
        "sets": baseline.sets,
        "measures": by_name,
    }
    half = path.with_name(f"{path.name}.half")
    half.write_text(f"{json.dumps(record, ensure_ascii=False, indent=1)}\n", encoding="utf-8")
    os.replace(half, path)


def read_baseline(path: Path = BASELINE) -> Baseline:
    """The baseline in a file. Raises BadBaseline where it is missing or not of this form."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadBaseline(path, f"cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise BadBaseline(path, f"is no JSON ({error})") from error
    if not isinstance(record, dict) or record.get("baseline") != FORM:
        raise BadBaseline(path, f"is no baseline of form {FORM}")
    try:
        found = {
            name: {measure: Figure(**one) for measure, one in own.items()}
            for name, own in record["measures"].items()
        }
        head = {name: record[name] for name in (*HEADS, "checkout")}
        return Baseline(head, dict(record["sets"]), found)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadBaseline(path, f"lacks what a baseline has ({error})") from error
