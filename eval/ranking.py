"""Measures of rankings against relevance labels, and what chance leaves of their means."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

MEASURES = ("R@1", "R@5", "R@10", "RR@10", "nDCG@10", "AP@10", "Success@4", "Success@10")
"""The measures, as ir-measures spells them."""
MAIN = "nDCG@10"
"""The measure that systems are compared by."""
DEPTH = 10
"""No measure looks further down a ranking."""
RESAMPLES = 10_000
"""Percentile intervals need at least 1,000 (Efron and Tibshirani 1993, section 13.3); with ten times
as many their third digit hardly depends on the seed."""
BLOCK = 500
"""Resamples drawn at once: 2,000 queries then take 8 MB."""
SEED = 0


class Ranking(dict[str, float]):
    """Scores by passage id, higher is better.

    `confidence` grows with how sure the system is that the query has an answer at all; None for a
    system that cannot tell.
    """

    def __init__(self, scores: Mapping[str, float], confidence: float | None = None) -> None:
        super().__init__(scores)
        self.confidence = confidence


def best(scores: Mapping[str, float], k: int) -> list[str]:
    """The ids of the `k` highest scores, best first, ties by id."""
    return sorted(scores, key=lambda id: (-scores[id], id))[:k]


def measure(
    qrels: Mapping[str, Mapping[str, int]], run: Mapping[str, Mapping[str, float]]
) -> dict[str, dict[str, float]]:
    """The measures by query, for every query with labels; 0 for one that the run misses.

    Average precision divides by the number of relevant passages, found or not.

    Args:
        qrels: grades above 0, by query and passage.
        run: scores, by query and passage. Queries without labels are passed over.

    Source: recall, reciprocal rank, nDCG, average precision and success as trec_eval defines
        them, computed by ir-measures (MacAvaney, Macdonald, Ounis: Streamlining Evaluation with
        ir-measures, ECIR 2022).
    """
    from ir_measures import Qrel, ScoredDoc, iter_calc, parse_measure

    values = {query: dict.fromkeys(MEASURES, 0.0) for query in qrels}
    if not values:
        return values
    labels = [Qrel(query, id, grade) for query, row in qrels.items() for id, grade in row.items()]
    # ranks as scores: trec_eval would put equal scores in an order of its own
    ranked = [
        ScoredDoc(query, id, -float(place))
        for query in qrels
        for place, id in enumerate(best(run.get(query, {}), DEPTH))
    ]
    for one in iter_calc([parse_measure(name) for name in MEASURES], labels, ranked):
        values[one.query_id][str(one.measure)] = float(one.value)
    return values


def mean(values: Sequence[float]) -> float:
    """The mean of at least one value."""
    return sum(values) / len(values)


def bootstrap(values: Sequence[float]) -> tuple[float, float]:
    """The 95 % percentile interval of the mean of at least one value, the same on each call.

    Of the differences of two systems on the same queries it is the paired bootstrap's.

    Source: B. Efron and R. Tibshirani, An Introduction to the Bootstrap (1993), chapter 13.
    """
    generator = np.random.default_rng(SEED)
    sample = np.asarray(values, dtype=float)
    means = [
        sample[generator.integers(sample.size, size=(BLOCK, sample.size))].mean(axis=1)
        for _ in range(RESAMPLES // BLOCK)
    ]
    return _percentiles(np.concatenate(means))


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """The share of pairs in which the positive value is the higher one; equal ones count half.

    0.5 is what guessing gives. Both need at least one value.

    Source: the area under the ROC curve is this share: J. Hanley and B. McNeil, Radiology 143
        (1982), 29-36.
    """
    return float(_wins(positive, negative).mean())


def auroc_interval(positive: Sequence[float], negative: Sequence[float]) -> tuple[float, float]:
    """The 95 % percentile interval of `auroc`; both sides are drawn anew, the same on each call."""
    generator = np.random.default_rng(SEED)
    wins = _wins(positive, negative)
    areas = []
    for _ in range(RESAMPLES // BLOCK):
        drawn = [
            generator.multinomial(count, np.full(count, 1 / count), size=BLOCK)
            for count in wins.shape
        ]
        areas.append(((drawn[0] @ wins) * drawn[1]).sum(axis=1) / wins.size)
    return _percentiles(np.concatenate(areas))


def _wins(positive: Sequence[float], negative: Sequence[float]) -> Values:
    """`(positive, negative)`: 1 where the positive value is higher, 0.5 where they are equal."""
    gaps = np.subtract.outer(np.asarray(positive, float), np.asarray(negative, float))
    wins: Values = (gaps > 0) + 0.5 * (gaps == 0)
    return wins


def _percentiles(values: Values) -> tuple[float, float]:
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)
