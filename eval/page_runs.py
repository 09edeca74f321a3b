"""The lines of one or more runs as one: by system, by set, those of sets put aside apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from eval.run_file import Line, RunFile
from index.errors import CommuniqueError

OURS = "default"
"""The system that the others are held against: the product as it comes."""


class RunsClash(CommuniqueError):
    """Runs that cannot stand on one page."""

    def __init__(self, one: Path, other: Path, what: str) -> None:
        super().__init__(
            f"{one} and {other} {what}. Report one of them; to see what changed between two runs: "
            f"python -m eval compare {one} {other}"
        )


class NothingAsked(CommuniqueError):
    """Runs without a single answer."""

    def __init__(self, paths: Sequence[Path]) -> None:
        super().__init__(
            f"{', '.join(map(str, paths))}: no question was asked there, so there is nothing to "
            "report. Ask some first: python -m eval run SET... --out FILE"
        )


@dataclass(frozen=True)
class Joined:
    """All lines of some runs, in the order of the files."""

    runs: tuple[RunFile, ...]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every line."""
        return tuple(line for run in self.runs for line in run.lines)

    @cached_property
    def developed(self) -> tuple[Line, ...]:
        """The lines of sets that may be looked at."""
        names = self.aside
        return tuple(one for one in self.lines if not one.set_aside and one.set not in names)

    @cached_property
    def put_aside(self) -> tuple[Line, ...]:
        """The lines of sets put aside, of which totals alone may be shown."""
        names = self.aside
        return tuple(one for one in self.lines if one.set_aside or one.set in names)

    @cached_property
    def sets(self) -> dict[str, Mapping[str, Any]]:
        """What the heads say of each set, by name."""
        return {one["name"]: one for run in self.runs for one in run.head["sets"]}

    @cached_property
    def aside(self) -> frozenset[str]:
        """The names of the sets put aside, by the head, by a line, or by the name itself."""
        told = {name for name, one in self.sets.items() if one.get("set_aside")}
        named = {name for name in self.sets if "set_aside" in name}
        return frozenset(told | named | {line.set for line in self.lines if line.set_aside})

    @cached_property
    def systems(self) -> tuple[str, ...]:
        """The systems that answered anything, the product first."""
        found = dict.fromkeys(line.system for line in self.lines)
        return tuple(sorted(found, key=lambda name: name != OURS))

    @cached_property
    def main(self) -> str:
        """The system that the tables by set and by kind are of."""
        return self.systems[0]


def join(runs: Sequence[RunFile]) -> Joined:
    """The runs as one.

    Raises:
        RunsClash: two answered the same question with the same system, or mean different
            questions or releases by the name of a set.
        NothingAsked: none has an answer.
    """
    whole = Joined(tuple(runs))
    if not whole.lines:
        raise NothingAsked([run.path for run in runs])
    seen: dict[tuple[str, int, str], Path] = {}
    sets: dict[str, tuple[Path, Mapping[str, Any]]] = {}
    for run in runs:
        for line in run.lines:
            if line.key in seen:
                raise RunsClash(seen[line.key], run.path, f"both have {_told(line)}")
        seen |= {line.key: run.path for line in run.lines}
        for one in run.head["sets"]:
            path, other = sets.setdefault(one["name"], (run.path, one))
            if any(one.get(key) != other.get(key) for key in ("stamp", "questions_sha256")):
                raise RunsClash(path, run.path, f"mean different texts by the set {one['name']}")
    return whole


def of_system(lines: Sequence[Line], system: str) -> list[Line]:
    """The lines of one system."""
    return [line for line in lines if line.system == system]


def _told(line: Line) -> str:
    return f"question {line.place} of {line.set} answered by {line.system}"
