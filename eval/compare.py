"""Two systems on the same questions: what differs in each measure, and for which questions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval.pairs import Pair
from eval.report import MEASURES, Measure
from eval.run_file import Line
from eval.statistics import mcnemar, paired_bootstrap

RESAMPLES = 10_000
"""As many as `eval.statistics` draws for pairs."""
BLOCK = 500
"""Resamples drawn at once: 2,000 questions then take 8 MB."""
SEED = 0


@dataclass(frozen=True)
class Difference:
    """One measure of A and of B over the pairs, None where it applies to no question.

    `n_a` and `n_b` are the values that each mean is over. `difference` is B less A, with its 95 %
    interval. `better_a` and `better_b` count the questions on which one side is better; `p` is
    McNemar's exact one, for shares only.
    """

    measure: Measure
    a: float | None
    b: float | None
    n_a: int
    n_b: int
    difference: float | None
    low: float | None
    high: float | None
    better_a: int
    better_b: int
    p: float | None


@dataclass(frozen=True)
class Change:
    """A question that is answered otherwise: what changed, and the measures better or worse in B."""

    line: Line
    told: tuple[str, ...]
    better: tuple[str, ...]
    worse: tuple[str, ...]

    @property
    def verdict(self) -> str:
        """Worse, better, both or neither."""
        if self.better and self.worse:
            return "both"
        return "worse" if self.worse else "better" if self.better else "neither"


def differences(pairs: Sequence[Pair]) -> list[Difference]:
    """Each measure that applies to a question of either side, in the table's order."""
    found = (_difference(measure, pairs) for measure in MEASURES)
    return [one for one in found if one.n_a or one.n_b]


def _difference(measure: Measure, pairs: Sequence[Pair]) -> Difference:
    values = [(measure.values(one), measure.values(other)) for one, other in pairs]
    sides = [[value for pair in values for value in pair[place]] for place in (0, 1)]
    a, b = (sum(side) / len(side) if side else None for side in sides)
    gaps = [_gap(measure, *pair) for pair in values if all(pair)]
    better_a, better_b = sum(1 for gap in gaps if gap < 0), sum(1 for gap in gaps if gap > 0)
    difference, low, high = _interval(values) if a is not None and b is not None else (None,) * 3
    p = mcnemar(better_a, better_b) if measure.is_share and gaps else None
    return Difference(
        *(measure, a, b, len(sides[0]), len(sides[1]), difference, low, high),
        *(better_a, better_b, p),
    )


def _gap(measure: Measure, a: Sequence[float], b: Sequence[float]) -> float:
    """How much better B is on one question to which the measure applies in both."""
    gap = sum(b) / len(b) - sum(a) / len(a)
    return -gap if measure.is_low else gap


def _interval(
    values: Sequence[tuple[Sequence[float], Sequence[float]]],
) -> tuple[float, float, float]:
    """B less A with its interval, the questions being drawn anew in pairs.

    Where the sides have as many values to each question, that is the paired bootstrap of the
    differences. Where they do not (one refuses or quotes, and the other does not), each draw gives
    two means over what applies in it.
    """
    both = [pair for pair in values if pair[0] or pair[1]]
    if all(len(one) == len(other) == 1 for one, other in both):
        return paired_bootstrap([other[0] for _, other in both], [one[0] for one, _ in both])
    return _of_ratios(both)


def _of_ratios(
    values: Sequence[tuple[Sequence[float], Sequence[float]]],
) -> tuple[float, float, float]:
    """B less A of two means over unlike numbers of values, with its percentile interval."""
    import numpy

    sums = numpy.array([[sum(one) for one in pair] for pair in values], dtype=float)
    counts = numpy.array([[len(one) for one in pair] for pair in values], dtype=float)
    generator = numpy.random.default_rng(SEED)
    gaps = []
    for _ in range(RESAMPLES // BLOCK):
        drawn = generator.integers(len(values), size=(BLOCK, len(values)))
        with numpy.errstate(invalid="ignore"):  # a draw may have nothing of one side: left out
            means = sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1)
        gaps.append(means[:, 1] - means[:, 0])
    a, b = sums.sum(axis=0) / counts.sum(axis=0)
    low, high = numpy.nanpercentile(numpy.concatenate(gaps), [2.5, 97.5])
    return float(b - a), float(low), float(high)


def changes(pairs: Sequence[Pair]) -> list[Change]:
    """The questions with another status, share of points or citation, in the order of the run."""
    found = []
    for a, b in pairs:
        if told := tuple(_changed(a, b)):
            better, worse = _moved(a, b)
            found.append(Change(a, told, better, worse))
    return found


def _changed(a: Line, b: Line) -> Iterator[str]:
    if a.status != b.status:
        yield f"status {a.status} -> {b.status}"
    if a.measures.get("points") != b.measures.get("points"):
        yield f"points {_number(a.measures.get('points'))} -> {_number(b.measures.get('points'))}"
    before, after = _cited(a), _cited(b)
    gone, new = ({id for id, *_ in places} for places in (before - after, after - before))
    if told := [*(f"-{id}" for id in sorted(gone - new)), *(f"+{id}" for id in sorted(new - gone))]:
        yield "citations " + " ".join(told)
    if moved := sorted(gone & new):
        yield "other stretches of " + ", ".join(moved)


def _cited(line: Line) -> set[tuple[str, int, int]]:
    """Passage and stretch of each citation."""
    return {
        (str(one.get("id")), int(one.get("start", 0)), int(one.get("end", 0)))
        for one in line.citations
    }


def _moved(a: Line, b: Line) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The measures that are better in B and those that are worse, each with both values."""
    better: list[str] = []
    worse: list[str] = []
    for measure in MEASURES:
        ours, theirs = measure.values(a), measure.values(b)
        gap = _gap(measure, ours, theirs) if ours and theirs else 0.0
        if gap:
            means = (_number(sum(one) / len(one)) for one in (ours, theirs))
            (better if gap > 0 else worse).append(f"{measure.title} {' -> '.join(means)}")
    return tuple(better), tuple(worse)


def _number(value: float | None) -> str:
    return "none" if value is None else f"{value:.2f}"
