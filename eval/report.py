"""A run in figures, as the terminal shows it: totals with intervals, tables by kind, what failed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval.run_file import Line
from eval.statistics import bootstrap, wilson

SIDE_BY_SIDE = 5
"""Systems that stand beside each other in a table of at most 100 characters."""
GIVEN_LENGTH = 300
"""Characters of an expected and a given answer that a list of failures shows."""


@dataclass(frozen=True)
class Measure:
    """A figure of a run, and what of `Line.measures` it is made from.

    `key` is the measure of a line. Where `of` names another, a line adds `key` ones among `of`
    values; otherwise its own value, and nothing where that is null. `is_share` marks values of 0
    and 1, `is_low` a figure that is better when lower. `short` heads the column by kind, empty
    for none.
    """

    group: str
    name: str
    short: str
    key: str
    is_share: bool = False
    is_low: bool = False
    of: str = ""

    @property
    def title(self) -> str:
        """The name, and whether lower is better."""
        return f"{self.name} (low)" if self.is_low else self.name

    def values(self, line: Line) -> Sequence[float]:
        """What a line adds to the mean: nothing where the measure does not apply."""
        value = line.measures.get(self.key)
        if value is None:
            return ()
        if self.of:
            ones, among = int(value), int(line.measures.get(self.of) or 0)
            return (1.0,) * ones + (0.0,) * (among - ones)
        return (float(value),)

    def interval(self, values: Sequence[float]) -> tuple[float, float]:
        """The 95 % interval of the mean of at least one value."""
        return wilson(round(sum(values)), len(values)) if self.is_share else bootstrap(values)


_GOLD = "Retrieval of numbered paragraphs"
_CITED = "Citations"
_TOLD = "Answers"
_REFUSED = "Refusals"
MEASURES = (
    Measure(_GOLD, "R@5", "R@5", "R@5"),
    Measure(_GOLD, "RR@10", "RR@10", "RR@10"),
    Measure(_GOLD, "nDCG@10", "nDCG@10", "nDCG@10"),
    Measure(_CITED, "precision", "cite P", "citation_precision"),
    Measure(_CITED, "recall", "cite R", "citation_recall"),
    Measure(_CITED, "support", "support", "support"),
    Measure(_CITED, "quotations exact", "", "quotes_exact", is_share=True, of="quotes"),
    Measure(
        *(_CITED, "quotations in the passage named", "", "quotes_in_passage"),
        is_share=True,
        of="quotes",
    ),
    Measure(_TOLD, "gold points given", "points", "points"),
    Measure(_TOLD, "short answer, token F1", "token F1", "token_f1"),
    Measure(_TOLD, "short answer, exact match", "", "exact_match", is_share=True),
    Measure(_TOLD, "forbidden point given", "forbidden", "forbidden", is_share=True, is_low=True),
    Measure(
        *(_TOLD, "act mix-ups", "", "act_mix_ups"), is_share=True, is_low=True, of="shown_agreed"
    ),
    Measure(_TOLD, "status right", "status", "status_right", is_share=True),
    Measure(_REFUSED, "wrong refusals", "wrong ref.", "wrong_refusal", is_share=True, is_low=True),
    Measure(_REFUSED, "refusal precision", "", "refusal_right", is_share=True),
    Measure(_REFUSED, "refusal recall", "refusal R", "right_abstention", is_share=True),
    Measure(_REFUSED, "wrong answers", "wrong ans.", "wrong_answer", is_share=True, is_low=True),
    Measure(_REFUSED, "other status", "", "other_status", is_share=True, is_low=True),
)
"""Every figure of a run, in the order shown; what compares, checks or draws a run takes these."""
_BY_KIND = (
    ("Search, citations (n)", (_GOLD, _CITED)),
    ("Answers (n)", (_TOLD, _REFUSED)),
)


def report(lines: Sequence[Line], by_kind: bool = True) -> str:
    """Totals, the tables by kind, and the latency, in lines of at most 100 characters.

    Several systems stand beside each other, without tables by kind. A set put aside, and what it
    is pooled with, has none either.
    """
    systems = list(dict.fromkeys(line.system for line in lines))
    if len(systems) == 1:
        told = [*_totals(lines)]
        if by_kind and not any(line.set_aside for line in lines):
            told += _kinds(lines)
    else:
        told = [*_beside(lines, systems)]
    return "\n".join([*told, "", *_latency(lines, systems)])


def failures(lines: Sequence[Line]) -> str:
    """Each line with a fault: what was asked, expected and given; none of a set put aside."""
    shown = [line for line in lines if not line.set_aside]
    wrong = [line for line in shown if line.faults]
    several = len({line.system for line in shown}) > 1
    blocks = []
    for line in wrong:
        by = f", {line.system}" if several else ""
        blocks += [
            f"{line.id} ({line.kind}, question {line.place}{by}): {line.question}",
            *(f"  - {fault}" for fault in line.faults),
            f"  expected: {_short(line.gold_answer) or '(no gold answer)'}",
            f"  given ({line.status}): {_short(line.text)}",
            "",
        ]
    what = "Answers" if several else "Questions"
    count = f"{what} with a fault: {len(wrong)} of {len(shown)}"
    return "\n".join([count, "", *blocks]).rstrip()


def figure(measure: Measure, lines: Sequence[Line]) -> tuple[float, float, float, int] | None:
    """Mean, both ends of its 95 % interval, and how many values; None without any."""
    values = [value for line in lines for value in measure.values(line)]
    if not values:
        return None
    return (sum(values) / len(values), *measure.interval(values), len(values))


def _totals(lines: Sequence[Line]) -> Iterator[str]:
    yield f"{'':34}{'value':>7}  {'95 % interval':16}  {'n':>5}"
    for group in _groups():
        yield from ("", f"{group}{_left_out(group, lines)}")
        yield from (_total(one, lines) for one in MEASURES if one.group == group)


def _total(measure: Measure, lines: Sequence[Line]) -> str:
    found = figure(measure, lines)
    if found is None:
        return f"  {measure.title:32}{'-':>7}  {'':16}  {0:5}"
    mean, low, high, n = found
    count = f"  {mean * n:.0f} of {n}" if measure.is_share else ""
    return f"  {measure.title:32}{mean:7.3f}  {f'[{low:.3f}, {high:.3f}]':16}  {n:5}{count}"


def _beside(lines: Sequence[Line], systems: Sequence[str]) -> Iterator[str]:
    """Tables with a column for each system; the interval stands below the figure."""
    for start in range(0, len(systems), SIDE_BY_SIDE):
        columns = systems[start : start + SIDE_BY_SIDE]
        if start:
            yield ""
        yield f"{'':34}{''.join(f'{name:>13}' for name in columns)}"
        for group in _groups():
            yield from ("", group)
            for measure in MEASURES:
                if measure.group == group:
                    yield from _rows(measure, [_of(lines, name) for name in columns])


def _rows(measure: Measure, columns: Sequence[Sequence[Line]]) -> Iterator[str]:
    found = [figure(measure, lines) for lines in columns]
    means = "".join(f"{f'{one[0]:.3f}' if one else '-':>13}" for one in found)
    ends = [f"[{_brief(one[1])},{_brief(one[2])}]" if one else "" for one in found]
    yield f"  {measure.title:32}{means}"
    if any(ends):
        yield f"{'':34}{''.join(f'{one:>13}' for one in ends)}".rstrip()


def _brief(value: float) -> str:
    """A share in four characters: .123, 1.00."""
    return f"{value:.3f}"[1:] if f"{value:.3f}" < "1" else f"{value:.2f}"


def _kinds(lines: Sequence[Line]) -> Iterator[str]:
    """The two tables by kind: what was found and cited, and what was answered."""
    kinds = list(dict.fromkeys(line.kind for line in lines))
    for title, groups in _BY_KIND:
        columns = [one for one in MEASURES if one.short and one.group in groups]
        yield from ("", f"{title:22}{''.join(f'{one.short:>11}' for one in columns)}".rstrip())
        for kind in kinds:
            own = [line for line in lines if line.kind == kind]
            cells = "".join(f"{_cell(measure, own):>11}" for measure in columns)
            yield f"  {f'{kind} ({len(own)})':20.20}{cells}"


def _cell(measure: Measure, lines: Sequence[Line]) -> str:
    values = [value for line in lines for value in measure.values(line)]
    return f"{sum(values) / len(values):.2f} ({len(values)})" if values else "-"


def _latency(lines: Sequence[Line], systems: Sequence[str]) -> Iterator[str]:
    import numpy

    for system in systems:
        own = _of(lines, system)
        p50, p95 = numpy.percentile([line.timings.get("ask", 0.0) for line in own], [50, 95])
        fallbacks = sum(1 for line in own if line.fallback)
        told = f"; {fallbacks} fell back from the language model" if fallbacks else ""
        of = f", {system}" if len(systems) > 1 else ""
        yield (
            f"Latency of ask{of}: p50 {p50:.3f} s, p95 {p95:.3f} s over {len(own)} questions{told}"
        )


def _groups() -> list[str]:
    return list(dict.fromkeys(measure.group for measure in MEASURES))


def _of(lines: Sequence[Line], system: str) -> list[Line]:
    return [line for line in lines if line.system == system]


def _left_out(group: str, lines: Sequence[Line]) -> str:
    without = sum(1 for line in lines if line.measures.get("R@5") is None)
    return f" ({without} without gold paragraphs left out)" if group == _GOLD else ""


def _short(text: str) -> str:
    """A text on one line, cut to `GIVEN_LENGTH` characters."""
    line = " ".join(text.split())
    return line if len(line) <= GIVEN_LENGTH else f"{line[: GIVEN_LENGTH - 3]}..."
