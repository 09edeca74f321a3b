"""Two runs brought together: the lines that answer the same question, and what else differs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.run_file import Line, RunFile, read_run
from index.errors import CommuniqueError

DEFAULT = "default"
MODELS = ("embedding_model", "reader", "llm")
"""What of a head says by which models was answered."""

Pair = tuple[Line, Line]
Place = tuple[str, int]


class NoSuchSystem(CommuniqueError):
    """A run without a line of the system asked for."""

    def __init__(self, path: Path, system: str, systems: list[str]) -> None:
        super().__init__(
            f"{path} has no answers of the system {system}; it has {', '.join(systems) or 'none'}. "
            f"Name one: {path}:{systems[0] if systems else DEFAULT}"
        )


class NothingPairs(CommuniqueError):
    """Two runs that have no question in common; `told` says what differs."""

    def __init__(self, a: "Side", b: "Side", told: list[str]) -> None:
        listed = "".join(f"\n  {one}" for one in told)
        super().__init__(
            f"{a.name} and {b.name} have no question in common:{listed}\n"
            "Run the same sets again: python -m eval run SET... --out FILE"
        )


@dataclass(frozen=True)
class Side:
    """The lines of one system in a run, by set and place; `name` is what it was called by."""

    name: str
    run: RunFile
    system: str

    @property
    def lines(self) -> dict[Place, Line]:
        """Each question's line."""
        own = [line for line in self.run.lines if line.system == self.system]
        return {(line.set, line.place): line for line in own}

    @property
    def sets(self) -> dict[str, Mapping[str, Any]]:
        """What the head says of each set."""
        return {one["name"]: one for one in self.run.head["sets"]}


@dataclass(frozen=True)
class Paired:
    """The pairs in the order of the first run, and in `told` what keeps them from being alike."""

    pairs: list[Pair]
    told: list[str] = field(default_factory=list)


def side(named: str, system: str = DEFAULT) -> Side:
    """The side that `FILE` or `FILE:SYSTEM` names.

    Args:
        system: for a name without one.

    Raises:
        BadRun: the file is no run.
        NoSuchSystem: the run has no line of the system.
    """
    file, colon, after = named.rpartition(":")
    path = Path(named)
    if colon and not path.exists():
        path, system = Path(file), after
    run = read_run(path)
    systems = list(dict.fromkeys(line.system for line in run.lines))
    if system not in systems:
        raise NoSuchSystem(path, system, systems)
    return Side(named, run, system)


def paired(a: Side, b: Side) -> Paired:
    """The lines of both sides that are on the same question.

    A question is the same where set and place are, and id and text too; of a set put aside, which
    has neither in its lines, all are where the file of questions is.

    Raises:
        NothingPairs: there is none.
    """
    ours, theirs = a.lines, b.lines
    pairs = [
        (line, theirs[place])
        for place, line in ours.items()
        if place in theirs and _same(line, theirs[place], a, b)
    ]
    told = [*_heads(a, b), *_sets(a, b), *_left_out(a, b, pairs)]
    if not pairs:
        raise NothingPairs(a, b, told)
    return Paired(pairs, told)


def _same(one: Line, other: Line, a: Side, b: Side) -> bool:
    if one.set_aside or other.set_aside:
        return _digest(a, one.set) == _digest(b, one.set)
    return (one.id, one.question) == (other.id, other.question)


def _digest(side: Side, name: str) -> object:
    return side.sets[name].get("questions_sha256")


def _heads(a: Side, b: Side) -> Iterator[str]:
    """What was not finished, and the models and versions that differ."""
    for one in dict.fromkeys((a.run.path, b.run.path)):
        run = a.run if a.run.path == one else b.run
        if not run.finished:
            yield f"{one} is not finished: not every question was asked"
    for key in MODELS:
        if a.run.head.get(key, "") != b.run.head.get(key, ""):
            yield f"{key}: {_shown(a.run.head.get(key))} in A, {_shown(b.run.head.get(key))} in B"
    before, after = a.run.head.get("versions", {}), b.run.head.get("versions", {})
    for name in sorted({*before, *after}):
        if before.get(name) != after.get(name):
            yield f"{name}: {_shown(before.get(name))} in A, {_shown(after.get(name))} in B"


def _sets(a: Side, b: Side) -> Iterator[str]:
    """The sets that both have, where their questions or their index differ."""
    for name in a.sets:
        if name not in b.sets:
            continue
        if _digest(a, name) != _digest(b, name):
            yield f"{name}: the file of questions is another; only questions in both count"
        if a.sets[name].get("stamp") != b.sets[name].get("stamp"):
            yield f"{name}: the index is another (its stamps differ)"


def _left_out(a: Side, b: Side, pairs: list[Pair]) -> Iterator[str]:
    """How many questions of each set have no partner, by side."""
    counts = [_counts(place for place in one.lines) for one in (a, b)]
    both = _counts((line.set, line.place) for line, _ in pairs)
    for name in dict.fromkeys((*counts[0], *counts[1])):
        for letter, count in zip("AB", counts, strict=True):
            if alone := count.get(name, 0) - both.get(name, 0):
                questions = "question" if alone == 1 else "questions"
                yield f"{name}: {alone} {questions} of {letter} left out, without a partner"


def _counts(places: Iterator[Place]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for name, _ in places:
        counts[name] = counts.get(name, 0) + 1
    return counts


def _shown(value: object) -> str:
    return str(value) if value else "none"
