"""Tables of measures: by set, by system, as differences to the product, by kind of question."""

from collections.abc import Mapping, Sequence

from eval.page_parts import Cell, Figure, Table
from eval.page_runs import OURS, Joined, of_system
from eval.report import MEASURES, Measure, figure
from eval.run_file import Line
from eval.statistics import paired_bootstrap

NONE = "–"
"""Stands where a measure does not apply to any question."""
MAIN = (
    *("R@5", "nDCG@10", "citation_precision", "citation_recall", "support", "points"),
    *("forbidden", "act_mix_ups", "status_right", "wrong_refusal", "refusal_right"),
    *("right_abstention", "wrong_answer"),
)
"""What is told of a set where there is room for a short table only."""
ENOUGH = 6
"""Fewer questions prove nothing: not even five alike are unlikely enough by a sign test (.0625)."""
Columns = Mapping[str, Sequence[Line]]


def measured(measure: Measure, lines: Sequence[Line]) -> Cell:
    """A measure over some lines; a dash where it applies to none."""
    found = figure(measure, lines)
    if found is None:
        return NONE
    mean, low, high, n = found
    return Figure(mean, low, high, n, right=round(mean * n) if measure.is_share else None)


def named(measure: Measure) -> str:
    """The name of a measure where its group does not stand above it."""
    is_bare = measure.name in ("precision", "recall")
    return measure.key.replace("_", " ") if is_bare else measure.title


def measures_table(
    title: str, columns: Columns, measures: Sequence[Measure] = MEASURES, note: str = ""
) -> Table:
    """A row for each measure that applies anywhere, a column for each group of lines."""
    rows = [(named(one), *(measured(one, lines) for lines in columns.values())) for one in measures]
    kept = tuple(row for row in rows if any(cell != NONE for cell in row[1:]))
    return Table(title, ("measure", *columns), kept, note)


def main_measures() -> list[Measure]:
    """The measures of a short table, in the order of all."""
    return [one for one in MEASURES if one.key in MAIN]


def by_set(joined: Joined) -> Columns:
    """The main system's lines of each set, those developed on first; of several also together."""
    columns: dict[str, list[Line]] = {}
    for lines, together in (
        (joined.developed, "all developed on"),
        (joined.put_aside, "all aside"),
    ):
        own = of_system(lines, joined.main)
        names = list(dict.fromkeys(line.set for line in own))
        columns |= {_set_title(joined, name): _of_set(own, name) for name in names}
        if len(names) > 1:
            columns[f"{together} ({len(own)})"] = own
    return columns


def by_system(lines: Sequence[Line], systems: Sequence[str]) -> Columns:
    """The lines of each system that answered some of these."""
    columns = {name: of_system(lines, name) for name in systems}
    return {name: own for name, own in columns.items() if own}


def differences(title: str, columns: Columns) -> Table:
    """How far each other system is from the product, question by question.

    A question counts where both have the measure. Counts of quotations are left out: the systems
    do not quote the same.
    """
    others = [name for name in columns if name != OURS]
    rows = []
    for one in MEASURES:
        if not one.of:
            cells = [_difference(one, columns[name], columns[OURS]) for name in others]
            rows.append((named(one), *cells))
    kept = tuple(row for row in rows if any(cell != NONE for cell in row[1:]))
    note = (
        f"The system's figure less that of {OURS}, over the questions where both have one; 95 % "
        "paired bootstrap intervals. ▲ better and ▼ worse than the product mark intervals that "
        f"leave 0 out, over {ENOUGH} questions or more; with this many, some of them do so by chance."
    )
    return Table(title, ("measure", *(f"{name} − {OURS}" for name in others)), kept, note)


def kinds_table(lines: Sequence[Line], groups: Sequence[str], title: str) -> Table:
    """A row for each kind of question, a column for each measure of these groups."""
    columns = [one for one in MEASURES if one.short and one.group in groups]
    kinds = sorted({line.kind for line in lines})
    rows: list[tuple[Cell, ...]] = []
    for kind in kinds:
        own = [line for line in lines if line.kind == kind]
        rows.append((f"{kind} ({len(own)})", *(measured(one, own) for one in columns)))
    shown = [
        place
        for place in range(len(columns) + 1)
        if place == 0 or any(row[place] != NONE for row in rows)
    ]
    heads = ("kind", *(f"{one.short}{' (low)' * one.is_low}" for one in columns))
    return Table(
        title,
        tuple(heads[place] for place in shown),
        tuple(tuple(row[place] for place in shown) for row in rows),
    )


def _difference(measure: Measure, lines: Sequence[Line], ours: Sequence[Line]) -> Cell:
    theirs = {(line.set, line.place): measure.values(line) for line in lines}
    pairs = [
        (its[0], mine[0])
        for line in ours
        if (its := theirs.get((line.set, line.place))) and (mine := measure.values(line))
    ]
    if not pairs:
        return NONE
    value, low, high = paired_bootstrap(*zip(*pairs, strict=True))
    return difference(value, low, high, len(pairs), measure.is_low)


def difference(value: float, low: float, high: float, n: int, is_low: bool = False) -> Figure:
    """A difference, named better or worse where its interval leaves 0 out and `n` is enough."""
    verdict = ""
    if n >= ENOUGH and (low > 0 or high < 0):
        verdict = "better" if (value > 0) is not is_low else "worse"
    return Figure(value, low, high, n, is_difference=True, verdict=verdict)


def _of_set(lines: Sequence[Line], name: str) -> list[Line]:
    return [line for line in lines if line.set == name]


def _set_title(joined: Joined, name: str) -> str:
    """A set with what was asked of it, and over how many releases."""
    asked = len(_of_set(of_system(joined.lines, joined.main), name))
    releases = joined.sets[name].get("releases")
    told = f"{asked} questions" + (f", {releases} releases" if releases else "")
    return f"{name} ({told}{', put aside' * (name in joined.aside)})"
