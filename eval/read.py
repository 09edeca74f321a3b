"""How well texts are read into statements, held against clauses that people labelled."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from eval.clauses import Gold, Labelled, load_clauses
from eval.run import ROOT
from index.records import Act, DateSpan, Page, Passage, PassageKind, Statement
from index.statements import find_statements

CLAUSES = ROOT / "eval" / "sets" / "clauses"
DEFAULTS = tuple(CLAUSES / f"{name}.jsonl" for name in ("seeds", "dev", "set_aside"))
SET_ASIDE = "set_aside"
"""In the name of a file or folder: it is measured, and no text of it is ever shown."""
FIELDS = ("act", "actor", "object", "negation", "modality", "own event")
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Pair:
    """A labelled statement and the one read at the same verb."""

    gold: Gold
    read: Statement

    def right(self, text: str) -> dict[str, bool]:
        """Whether each of `FIELDS` was read as labelled."""
        gold, read = self.gold, self.read
        return {
            "act": read.act is gold.act,
            "actor": folded_name(read.actor) == folded_name(gold.actor),
            "object": read.object is gold.object,
            "negation": read.negated is gold.negated,
            "modality": read.modality is gold.modality,
            "own event": same_days(read.event, gold.event),
        }

    @property
    def overlap(self) -> float:
        """Characters in both clauses over characters in either, in [0, 1]."""
        start, end = max(self.gold.start, self.read.start), min(self.gold.end, self.read.end)
        whole = max(self.gold.end, self.read.end) - min(self.gold.start, self.read.start)
        return max(0, end - start) / whole


@dataclass(frozen=True)
class Reading:
    """A labelled text with what was read of it.

    `pairs` are the statements that share a verb with a labelled one, whatever their act; `missed`
    the labelled ones without a partner, `extra` the ones read without one.
    """

    labelled: Labelled
    pairs: tuple[Pair, ...]
    missed: tuple[Gold, ...]
    extra: tuple[Statement, ...]


@dataclass
class Count:
    """How many are labelled, how many were read, and how many of both are the same."""

    gold: int = 0
    read: int = 0
    right: int = 0

    @property
    def precision(self) -> float | None:
        """The share of what was read that is labelled; None when nothing was read."""
        return self.right / self.read if self.read else None

    @property
    def recall(self) -> float | None:
        """The share of what is labelled that was read; None when nothing is labelled."""
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of the two; None when there is nothing on either side."""
        both = self.gold + self.read
        return 2 * self.right / both if both else None


@dataclass(frozen=True)
class Figures:
    """The measures of a file of labelled clauses.

    `acts` counts a statement as right when act and verb agree. `fields` holds, for each of
    `FIELDS`, a mark for every pair that shares a verb; `overlaps` the clause overlap of each.
    """

    texts: int
    acts: Mapping[Act, Count]
    total: Count
    fields: Mapping[str, Sequence[bool]]
    events: Count = field(default_factory=Count)
    overlaps: Sequence[float] = ()


def read_all(labelled: Sequence[Labelled]) -> list[Reading]:
    """What the product reads in each labelled text, as one passage of its release."""
    return [_reading(one, _read(one)) for one in labelled]


def _read(one: Labelled) -> tuple[Statement, ...]:
    whole = Passage("r#1.0", "r#1", "1", 0, PassageKind.LEAD, "", 0, 0, len(one.text))
    when = one.when or (seed_days().get(one.file) if one.file else None)
    return find_statements(one.text, [whole], when)


@cache
def seed_days() -> dict[str, DateSpan | None]:
    """The day that each of the five releases reports, by file name, as the product finds it."""
    from index.infer import infer_dates
    from index.read import read_release
    from index.sources import pages_in, source_files

    found = [page for file in source_files([ROOT / "seeds"]) for page in pages_in(file)]
    pages = [page for page in found if isinstance(page, Page)]
    names = {page.id: Path(page.origin).name for page in pages}
    return {names[one.id]: one.when for one in infer_dates([read_release(page) for page in pages])}


def _reading(labelled: Labelled, found: Iterable[Statement]) -> Reading:
    """Each labelled statement with the one read at its verb, best with its act; one to one."""
    left, pairs, missed = list(found), list[Pair](), labelled.statements
    for same_act in (True, False):
        wanted, missed = missed, ()
        for gold in wanted:
            partner = next((one for one in left if _meets(gold, one, same_act)), None)
            if partner is None:
                missed = (*missed, gold)
            else:
                left.remove(partner)
                pairs.append(Pair(gold, partner))
    return Reading(labelled, tuple(pairs), missed, tuple(left))


def _meets(gold: Gold, one: Statement, same_act: bool) -> bool:
    """True when both verbs share a character, and, where asked, the acts are the same."""
    end = one.verb_start + len(one.verb)
    at_verb = any(one.verb_start < last and first < end for first, last in gold.verbs)
    return at_verb and (one.act is gold.act or not same_act)


def figures(readings: Sequence[Reading]) -> Figures:
    """The measures of the texts of one file."""
    acts = {act: Count() for act in Act}
    total, events = Count(), Count()
    fields: dict[str, list[bool]] = {name: [] for name in FIELDS}
    overlaps = []
    for reading in readings:
        golds = [pair.gold for pair in reading.pairs] + list(reading.missed)
        reads = [pair.read for pair in reading.pairs] + list(reading.extra)
        for gold in golds:
            acts[gold.act].gold += 1
            total.gold += 1
        for one in reads:
            acts[one.act].read += 1
            total.read += 1
        for pair in reading.pairs:
            overlaps.append(pair.overlap)
            for name, right in pair.right(reading.labelled.text).items():
                fields[name].append(right)
            if pair.gold.act is pair.read.act:
                acts[pair.gold.act].right += 1
                total.right += 1
            events.gold += pair.gold.event is not None
            events.read += pair.read.event is not None
            events.right += pair.gold.event is not None and same_days(
                pair.read.event, pair.gold.event
            )
    return Figures(len(readings), acts, total, fields, events, overlaps)


def folded_name(name: str) -> str:
    """An actor as it is compared: one case, single spaces, no article, no outer signs."""
    plain = " ".join(name.replace("’", "'").split()).strip(" ,.").casefold()
    return _ARTICLE.sub("", plain)


def same_days(read: DateSpan | None, gold: DateSpan | None) -> bool:
    """True when neither tells of another day, or both of days that overlap."""
    return read.overlaps(gold) if read and gold else read is gold


def files_of(paths: Sequence[Path]) -> Iterator[Path]:
    """The files of labelled clauses that are named, and those in named folders."""
    for path in paths:
        yield from sorted(path.glob("*.jsonl")) if path.is_dir() else [path]


def is_set_aside(path: Path) -> bool:
    """True for what is measured only: a file or folder with `set_aside` in its name."""
    return any(SET_ASIDE in part for part in path.parts)


def load_all(paths: Sequence[Path]) -> dict[Path, list[Labelled]]:
    """The labelled texts of each file. Raises BadClauses with the faults of the first bad file."""
    return {path: load_clauses(path) for path in files_of(paths)}


def report(path: Path, one: Figures) -> str:
    """The figures of a file, in lines of at most 100 characters."""
    lines = [
        f"{path.name}: {one.texts} texts",
        f"  {'act':16}{'labelled':>9}{'read':>7}{'right':>7}{'precision':>11}{'recall':>8}{'F1':>7}",
    ]
    counted = [(str(act), count) for act, count in one.acts.items() if count.gold or count.read]
    lines += [_count(name, count) for name, count in [*counted, ("all", one.total)]]
    pairs = len(one.overlaps)
    lines += ["", f"  of the {pairs} that share a verb with a labelled one:"]
    for name in FIELDS:
        right = sum(one.fields[name])
        lines.append(f"  {name + ' right':16}{_share(right / pairs if pairs else None)}  {right}")
    mean = sum(one.overlaps) / pairs if pairs else None
    lines.append(f"  {'clause overlap':16}{_share(mean)}  mean")
    lines.append(_count("own events", one.events))
    return "\n".join(lines)


def _count(name: str, count: Count) -> str:
    return (
        f"  {name:16}{count.gold:9}{count.read:7}{count.right:7}"
        f"{_share(count.precision):>11}{_share(count.recall):>8}{_share(count.f1):>7}"
    )


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def failures(readings: Sequence[Reading]) -> str:
    """Each text with a fault: what was labelled, what was read."""
    blocks = []
    for reading in readings:
        if faults := list(_faults(reading)):
            line = " ".join(reading.labelled.text.split())
            blocks += [f"{reading.labelled.id} (line {reading.labelled.line}): {line}", *faults, ""]
    count = sum(1 for line in blocks if not line)
    return "\n".join([f"Texts with a fault: {count} of {len(readings)}", "", *blocks]).rstrip()


def _faults(reading: Reading) -> Iterator[str]:
    for gold in reading.missed:
        yield f"  - not read: {gold.actor or '(nobody)'} | {gold.act} | {gold.verb}"
    for one in reading.extra:
        yield f"  - not labelled: {one.actor or '(nobody)'} | {one.act} | {one.verb}"
    for pair in reading.pairs:
        marks = pair.right(reading.labelled.text)
        if wrong := [name for name in FIELDS if not marks[name]]:
            told = "; ".join(_told(name, pair) for name in wrong)
            yield f"  - {pair.gold.verb}: {told}"


def _told(name: str, pair: Pair) -> str:
    gold, read = pair.gold, pair.read
    values = {
        "act": (gold.act, read.act),
        "actor": (gold.actor, read.actor),
        "object": (gold.object, read.object),
        "negation": (gold.negated, read.negated),
        "modality": (gold.modality, read.modality),
        "own event": (_days(gold.event), _days(read.event)),
    }[name]
    return f"{name} {values[0] or 'none'!s}, read {values[1] or 'none'!s}"


def _days(span: DateSpan | None) -> str:
    return f"{span.first} to {span.last}" if span else "none"


def json_line(path: Path, one: Figures) -> dict[str, object]:
    """The figures of a file, for one line of JSON; no text of it."""
    pairs = len(one.overlaps)
    return {
        "file": path.name,
        "texts": one.texts,
        "acts": {str(act): _figures(count) for act, count in one.acts.items()},
        "all": _figures(one.total),
        "fields": {
            name: round(sum(marks) / pairs, 6) if pairs else None
            for name, marks in one.fields.items()
        },
        "own_events": _figures(one.events),
        "clause_overlap": round(sum(one.overlaps) / pairs, 6) if pairs else None,
    }


def _figures(count: Count) -> dict[str, float | None]:
    shares = {"precision": count.precision, "recall": count.recall, "f1": count.f1}
    return {
        "labelled": count.gold,
        "read": count.read,
        "right": count.right,
        **{name: None if value is None else round(value, 6) for name, value in shares.items()},
    }
