"""Rerankings of public sets in figures, and whether they reach what is asked of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.search import RERANKED
from eval.bench import BenchSet
from eval.ranking import MAIN, mean
from eval.reader import SEED
from eval.rerank import BEFORE, GOAL, ORDERS, Read, measures
from eval.statistics import paired_bootstrap

BESIDE = "R@5"
FIRST = 19
"""Width of a table's first column."""


@dataclass(frozen=True)
class Gain:
    """By how much an order is better than the search on a set, with its 95 % interval."""

    set: str
    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.mean:+.3f} [{self.low:+.3f}, {self.high:+.3f}]"


@dataclass(frozen=True)
class Result:
    """What reading the passages found gave on a set; `measures` by order, then by query id."""

    bench: BenchSet
    read: Sequence[Read]
    measures: Mapping[str, Mapping[str, Mapping[str, float]]]

    def values(self, order: str, measure: str) -> list[float]:
        """The measure of each question."""
        return [self.measures[order][one.query][measure] for one in self.read]

    def gain(self, order: str, measure: str) -> Gain:
        """Of an order over the search, paired by question."""
        gap = paired_bootstrap(self.values(order, measure), self.values(BEFORE, measure))
        return Gain(self.bench.name, *gap)

    def seconds(self, order: str) -> float:
        """What the order takes for a question, on average: the search, or the reading alone."""
        way = order.split()[-1]
        return mean([one.seconds[way] for one in self.read])


def result(bench: BenchSet, read: Sequence[Read]) -> Result:
    """The result of a set, each order measured."""
    return Result(bench, read, measures(bench, read))


def legend(model: str, weights: str) -> str:
    """What is measured, and what each order goes by."""
    told = f", weights {weights}" if weights else ""
    rows = [f"  {name:{FIRST}}{meaning}" for name, meaning in ORDERS.items()]
    note = "seconds: of the search, or what reading adds to it, a question; 95 % intervals, paired"
    return "\n".join([f"reader: {model}{told}", *rows, note]) + "\n"


def report(one: Result) -> str:
    """The measures of each order, a line each, and their differences to the search."""
    rows = [
        f"{one.bench.name}: {len(one.read):,} of the {len(one.bench.ranked):,} questions with "
        f"labels, drawn with seed {SEED}; the first {RERANKED} passages read",
        f"  {'':{FIRST}}{MAIN:>7}{BESIDE:>7}{'seconds':>9}  "
        f"{f'{MAIN} less {BEFORE}':25} {BESIDE} less {BEFORE}",
    ]
    for name in ORDERS:
        means = "".join(f"{mean(one.values(name, which)):7.3f}" for which in (MAIN, BESIDE))
        gains = [str(one.gain(name, which)) for which in (MAIN, BESIDE) if name != BEFORE]
        cells = "".join(f"{gain:26}" for gain in gains)
        rows.append(f"  {name:{FIRST}}{means}{one.seconds(name):9.2f}  {cells}".rstrip())
    return "\n".join(rows) + "\n"


def summary(results: Sequence[Result]) -> str:
    """The mean gain of each order over the sets, its least one, and whether the goal is reached."""
    rows = [
        f"All sets ({len(results)}): {MAIN} less {BEFORE}, the mean over the sets and the least "
        f"(the goal: {GOAL:+.2f} on average and no loss on any)"
    ]
    for name in [one for one in ORDERS if one != BEFORE]:
        gains = [one.gain(name, MAIN) for one in results]
        least = min(gains, key=lambda gain: gain.mean)
        average = mean([gain.mean for gain in gains])
        sure = sum(gain.high < 0 for gain in gains)
        is_reached = average >= GOAL and least.mean >= 0
        rows.append(
            f"  {name:{FIRST}}{average:+.3f}  {least} {least.set}; "
            f"worse beyond chance on {sure}; goal {'reached' if is_reached else 'not reached'}"
        )
    return "\n".join(rows) + "\n"
