"""Runs over public sets in figures: tables for people, tables for a page, lines of JSON."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from eval.bench import BenchQuery, BenchSet
from eval.ranking import MAIN, MEASURES, mean
from eval.retrieval import SYSTEMS, Run, SetRuns
from eval.statistics import RESAMPLES, auroc, auroc_interval, bootstrap, paired_bootstrap

OURS = "ours"
HEADS = {"AP@10": "MAP@10", "Success@4": "Hits@4", "Success@10": "Hits@10"}
"""Heads of columns that are not the measure's own name: the mean has one, or papers have another."""
FIRST, CELL = 12, 8
"""Widths of a table's first column and of the others."""


def report(one: SetRuns) -> str:
    """The tables of a set, in lines of at most 100 characters."""
    bench, ranked = one.bench, one.bench.ranked
    lines = [
        f"{bench.name}: {len(bench.passages):,} passages, {len(bench.queries):,} queries, "
        f"{len(ranked):,} of them ranked (the others have no relevant passage)",
        f"Today is {one.today} where a query names no day",
    ]
    kinds = list(dict.fromkeys(query.kind for query in ranked))
    groups = {"all ranked queries": list(ranked)} if ranked else {}
    if len(kinds) > 1:
        groups |= {
            kind or "(no type)": [query for query in ranked if query.kind == kind] for kind in kinds
        }
    for title, queries in groups.items():
        lines += ["", *_table(f"{title} (n = {len(queries):,})", queries, one.runs)]
    return "\n".join([*lines, "", *_abstention(one)])


def _table(title: str, queries: Sequence[BenchQuery], runs: Sequence[Run]) -> Iterator[str]:
    """The means of each system over some queries, then how far ours is from the others."""
    yield title
    yield _row("", {name: HEADS.get(name, name) for name in MEASURES}, "95 % interval")
    for run in runs:
        values = {name: _values(run, name, queries) for name in MEASURES}
        means = {name: f"{mean(row):.3f}" for name, row in values.items()}
        yield _row(run.system, means, _interval(bootstrap(values[MAIN])))
    for other in runs:
        if told := _gap(queries, runs, other):
            yield f"  {MAIN}, {OURS} - {other.system}: {told} (paired)"


def _row(first: str, cells: Mapping[str, str], interval: str) -> str:
    parts = [
        f"{cells[name]:>{CELL}}" + (f" {interval:14}" if name == MAIN else "") for name in MEASURES
    ]
    return f"  {first:{FIRST}}{''.join(parts)}"


def _values(run: Run, measure: str, queries: Sequence[BenchQuery]) -> list[float]:
    return [run.measures[query.id][measure] for query in queries]


def _gap(queries: Sequence[BenchQuery], runs: Sequence[Run], other: Run) -> str:
    """By how much ours is better than another run, with its interval; empty where ours did not run."""
    ours = next((run for run in runs if run.system == OURS), other)
    if ours is other:
        return ""
    gap, *ends = paired_bootstrap(_values(ours, MAIN, queries), _values(other, MAIN, queries))
    return f"{gap:+.3f} {_interval((ends[0], ends[1]), signed=True)}"


def _abstention(one: SetRuns) -> Iterator[str]:
    """How well each system's confidence tells answerable from unanswerable queries."""
    yes, no = _answerable(one.bench)
    counts = f"{len(yes):,} answerable, {len(no):,} unanswerable"
    if not yes or not no:
        yield f"Abstention: not measured ({counts} queries)"
        return
    yield f"Abstention: AUROC of the confidence ({counts} queries; 0.5 is guessing)"
    for run in one.runs:
        yield f"  {run.system:{FIRST}}{_area(one, run) or 'has no confidence'}"


def _answerable(bench: BenchSet) -> tuple[list[str], list[str]]:
    """The queries that the set calls answerable, and those it calls unanswerable."""
    yes, no = (
        [query.id for query in bench.queries if query.answerable is wanted]
        for wanted in (True, False)
    )
    return yes, no


def _area(one: SetRuns, run: Run) -> str:
    """AUROC and interval; empty for a system without a confidence or a set without both kinds."""
    yes, no = _answerable(one.bench)
    if not (yes and no and run.confidence):
        return ""
    sides = [run.confidence[id] for id in yes], [run.confidence[id] for id in no]
    return f"{auroc(*sides):.3f} {_interval(auroc_interval(*sides))}"


def _interval(ends: tuple[float, float], signed: bool = False) -> str:
    low, high = ends
    return f"[{low:+.3f}, {high:+.3f}]" if signed else f"[{low:.3f}, {high:.3f}]"


def json_lines(one: SetRuns) -> Iterator[str]:
    """A line of JSON for each system and query, in the order of the systems."""
    for run in one.runs:
        for query in one.bench.queries:
            measures = run.measures.get(query.id, {})
            line = {
                "set": one.bench.name,
                "system": run.system,
                "id": query.id,
                "type": query.kind,
                "answerable": query.answerable,
                "measures": {name: round(value, 6) for name, value in measures.items()},
                "confidence": run.confidence.get(query.id),
                "top": run.shown[query.id],
            }
            yield json.dumps(line, ensure_ascii=False)


def markdown(sets: Sequence[SetRuns], model: str) -> str:
    """Tables of all sets side by side: rankings, how far ours is from the others, abstention."""
    ranked = [one for one in sets if one.bench.ranked]
    both = [one for one in sets if all(_answerable(one.bench))]
    names = [name for name in SYSTEMS if any(_run(one, name) for one in sets)]
    parts = [
        f"Embedding model: {model}. In brackets: 95 % percentile bootstrap intervals "
        f"({RESAMPLES:,} resamples).",
        *_grid(f"{MAIN}, then R@5", ranked, names, _ranked_size, _ranked_cell),
        *_grid(
            f"{MAIN} of {OURS} less that of the system, paired by query",
            ranked,
            [name for name in names if name != OURS],
            _ranked_size,
            _gap_cell,
        ),
        *_grid(
            "AUROC of the confidence that a query has an answer (0.5 is guessing)",
            both,
            names,
            _both_size,
            _area,
        ),
        "\n".join(f"- `{name}`: {SYSTEMS[name]}" for name in names),
    ]
    return "\n\n".join(parts) + "\n"


def _grid(
    title: str,
    sets: Sequence[SetRuns],
    names: Sequence[str],
    size: Callable[[BenchSet], str],
    cell: Callable[[SetRuns, Run], str],
) -> Iterator[str]:
    """A title and a table with a row for each system that has a cell; nothing without any."""
    rows = {
        name: [cell(one, run) if (run := _run(one, name)) else "" for one in sets] for name in names
    }
    filled = {name: cells for name, cells in rows.items() if any(cells)}
    if filled:
        yield f"{title}:"
        heads = [f"{one.bench.name} ({size(one.bench)})" for one in sets]
        lines = [["system", *heads], ["---"] * (len(sets) + 1)]
        lines += [[f"`{name}`", *(text or "-" for text in row)] for name, row in filled.items()]
        yield "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _run(one: SetRuns, name: str) -> Run | None:
    return next((run for run in one.runs if run.system == name), None)


def _ranked_size(bench: BenchSet) -> str:
    return f"n = {len(bench.ranked):,}"


def _both_size(bench: BenchSet) -> str:
    yes, no = _answerable(bench)
    return f"{len(yes):,} + {len(no):,}"


def _ranked_cell(one: SetRuns, run: Run) -> str:
    values = _values(run, MAIN, one.bench.ranked)
    cut = mean(_values(run, "R@5", one.bench.ranked))
    return f"{mean(values):.3f} {_interval(bootstrap(values))}, {cut:.3f}"


def _gap_cell(one: SetRuns, run: Run) -> str:
    return _gap(one.bench.ranked, one.runs, run)
