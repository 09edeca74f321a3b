"""The report's charts of what was found, cited and waited for, each with a table of its figures."""

from collections.abc import Sequence

from eval.page_drawing import Mark, dots
from eval.page_parts import Chart, Figure, Table, interval, number
from eval.page_runs import of_system
from eval.page_tables import NONE, Columns, measured
from eval.report import MEASURES, Measure
from eval.run_file import Line

PLAIN = "vanilla"
"""The plain search that stands beside the product where one is enough."""
PERCENTILES = (50, 95, 100)


def retrieval_by_kind(lines: Sequence[Line], systems: Sequence[str]) -> Chart | None:
    """nDCG@10 for each kind of question, of the product and a plain search; best kinds first."""
    measure = _measure("nDCG@10")
    shown = [name for name in (systems[0], PLAIN) if name in systems]
    found = {
        kind: [measured(measure, _of_kind(of_system(lines, name), kind)) for name in shown]
        for kind in {line.kind for line in lines}
    }
    ranked = sorted(
        ((kind, cells) for kind, cells in found.items() if isinstance(cells[0], Figure)),
        key=lambda row: (-_value(row[1][0]), row[0]),
    )
    if not ranked:
        return None
    (best, best_cells), (last, last_cells) = ranked[0], ranked[-1]
    alt = (
        f"nDCG@10 of {systems[0]} by kind of question, from {number(_value(best_cells[0]))} for "
        f"{best} down to {number(_value(last_cells[0]))} for {last}."
    )
    return _dots("kinds", "Search by kind of question: nDCG@10", alt, "kind", shown, ranked)


def citations_by_system(columns: Columns) -> Chart | None:
    """Citation precision and recall of each system."""
    both = [_measure("citation_precision"), _measure("citation_recall")]
    rows = [(name, [measured(one, lines) for one in both]) for name, lines in columns.items()]
    rows = [row for row in rows if any(isinstance(cell, Figure) for cell in row[1])]
    if not rows:
        return None
    alt = "Citation precision and recall: " + "; ".join(
        f"{name} {' and '.join(_plain(cell) for cell in cells)}" for name, cells in rows
    )
    title = "Citation precision and recall by system"
    return _dots("citations", title, f"{alt}.", "system", ["precision", "recall"], rows)


def latency_by_system(columns: Columns) -> Chart | None:
    """The time of an answer in each system: the middle, 95 of 100, the longest."""
    import numpy

    rows = []
    for name, lines in columns.items():
        times = [line.timings["ask"] for line in lines if "ask" in line.timings]
        if times:
            middle, slow, most = (float(one) for one in numpy.percentile(times, PERCENTILES))
            rows.append((name, middle, slow, most, len(times)))
    if not rows:
        return None
    marks = [
        (name, [Mark(_shown(p50), _shown(p50), _shown(p95), f"{_time(p50)} to {_time(p95)}")])
        for name, p50, p95, _, _ in rows
    ]
    alt = "Seconds for an answer, median to 95th percentile: " + "; ".join(
        f"{name} {p50:.3f} to {p95:.3f}" for name, p50, p95, _, _ in rows
    )
    title = "Time of an answer: median to 95th percentile"
    table = Table(
        "",
        ("system", "median", "95th percentile", "longest", "n"),
        tuple(
            (name, f"{p50:.3f} s", f"{p95:.3f} s", f"{most:.3f} s", f"{n:,}")
            for name, p50, p95, most, n in rows
        ),
    )
    svg = dots("latency", title, f"{alt}.", marks, [""], log_unit="s")
    note = "The last turn of a question alone, on the machine named at the end; other work may have run."
    return Chart("latency", title, svg, f"{alt}.", table, note)


def _dots(
    name: str,
    title: str,
    alt: str,
    head: str,
    series: Sequence[str],
    rows: Sequence[tuple[str, Sequence[Figure | str]]],
) -> Chart:
    """A chart of figures in rows, with its table."""
    svg = dots(name, title, alt, [(label, [*map(_mark, row)]) for label, row in rows], series)
    table = Table("", (head, *series), tuple((label, *row) for label, row in rows))
    note = "The thin lines are 95 % intervals; the figures are in the table."
    return Chart(name, title, svg, alt, table, note)


def _mark(cell: Figure | str) -> Mark | None:
    if isinstance(cell, str):
        return None
    return Mark(cell.value, cell.low, cell.high, f"{cell.value:.2f} ({cell.n})")


def _measure(key: str) -> Measure:
    return next(one for one in MEASURES if one.key == key)


def _of_kind(lines: Sequence[Line], kind: str) -> list[Line]:
    return [line for line in lines if line.kind == kind]


def _value(cell: Figure | str) -> float:
    return cell.value if isinstance(cell, Figure) else 0.0


def _plain(cell: Figure | str) -> str:
    return f"{number(cell.value)} {interval(cell)}" if isinstance(cell, Figure) else NONE


def _shown(seconds: float) -> float:
    """At least a tenth of a millisecond: an axis by powers of ten has no 0."""
    return max(seconds, 1e-4)


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"
