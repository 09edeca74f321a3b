"""The weights of the fused ranking, each set judged by weights that were chosen on the others."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answer import Assistant
from eval.baselines import DEPTH
from eval.bench import BenchSet
from eval.bench_archive import Progress
from eval.retrieval import Ours, open_ours
from index.embed import Embedder
from index.fuse import WEIGHTS, Candidate, Weights, fuse
from index.query import Query
from index.retrieve import Retriever

GRID = tuple(
    Weights(dense, days, board)
    for dense, days, board in itertools.product(
        (0.3, 0.4, 0.5, 0.6), (0.0, 0.3, 0.6, 0.9), (0.0, 0.2, 0.4)
    )
)
"""The weights that are tried."""


class Recorder(Retriever):
    """A retriever that remembers what it found, so that other weights need no other search."""

    def __init__(self, like: Retriever) -> None:
        super().__init__(like.archive.folder, like.embedder)
        self.found: list[tuple[Query, list[Candidate]]] = []

    def candidates(self, query: Query) -> list[Candidate]:
        """As the retriever's, remembered."""
        candidates = super().candidates(query)
        self.found.append((query, candidates))
        return candidates


@dataclass(frozen=True)
class Searched:
    """What was found for each query of a set: within the filters, then without the period."""

    bench: BenchSet
    passages: Mapping[str, str]
    found: Mapping[str, Sequence[tuple[Query, list[Candidate]]]]

    def measure(self, weights: Weights) -> float:
        """The mean nDCG@10 of the set with these weights."""
        import ir_measures

        run = {id: self._ranking(id, weights) for id in self.found}
        qrels = {id: dict(grades) for id, grades in self.bench.qrels.items()}
        return float(ir_measures.calc_aggregate([ir_measures.nDCG @ 10], qrels, run).popitem()[1])

    def _ranking(self, id: str, weights: Weights) -> dict[str, float]:
        ranked: dict[str, float] = {}
        for query, candidates in self.found[id]:
            scores = fuse(candidates, query.days, query.boards, weights)
            for passage in sorted(scores, key=lambda one: (-scores[one], one))[:DEPTH]:
                ranked.setdefault(self.passages[passage], -float(len(ranked)))
        return ranked


def searched(bench: BenchSet, folder: Path, embedder: Embedder, progress: Progress) -> Searched:
    """All queries of a set that have relevant passages, searched once.

    Args:
        folder: where archives are kept for the next time.
    """
    opened = open_ours(bench, folder, embedder, progress)
    recorder = Recorder(opened.assistant.retriever)
    ours = Ours(Assistant(opened.assistant.archive, recorder), opened.archive, opened.today)
    found = {}
    for number, query in enumerate(bench.ranked, start=1):
        recorder.found = []
        for _ in ours.rank([query]):
            found[query.id] = recorder.found
        progress(f"{bench.name}: queries", number, len(bench.ranked))
    return Searched(bench, opened.archive.passages, found)


@dataclass(frozen=True)
class Fold:
    """A set with the weights chosen on the other sets, and its nDCG@10 by these and others.

    `shipped` are the weights of the product, `own` the best ones of the set itself.
    """

    name: str
    chosen: Weights
    left_out: float
    shipped: float
    own: float


FIGURES = ("left_out", "shipped", "own")


def leave_one_out(sets: Sequence[Searched], grid: Sequence[Weights] = GRID) -> list[Fold]:
    """Each set with the weights that are the best on the mean of the others."""
    measured = {one.bench.name: {w: one.measure(w) for w in (*grid, WEIGHTS)} for one in sets}
    folds = []
    for one in sets:
        others = [marks for name, marks in measured.items() if name != one.bench.name]
        chosen = max(grid, key=lambda w: sum(marks[w] for marks in others)) if others else WEIGHTS
        own = measured[one.bench.name]
        folds.append(Fold(one.bench.name, chosen, own[chosen], own[WEIGHTS], max(own.values())))
    return folds


def report(folds: Sequence[Fold]) -> str:
    """The folds as a table."""
    mean = [sum(getattr(one, name) for one in folds) / len(folds) for name in FIGURES]
    lines = [
        f"{'set':<22}{'dense':>6}{'days':>6}{'board':>6}   left out  shipped  own best",
        *(
            f"{one.name:<22}{one.chosen.dense:>6}{one.chosen.days:>6}{one.chosen.board:>6}"
            f"{one.left_out:>11.4f}{one.shipped:>9.4f}{one.own:>10.4f}"
            for one in folds
        ),
        f"{'mean':<40}{mean[0]:>11.4f}{mean[1]:>9.4f}{mean[2]:>10.4f}",
    ]
    return "\n".join(lines)
