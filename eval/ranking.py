"""Measures of rankings against relevance labels."""

from collections.abc import Mapping, Sequence

MEASURES = ("R@1", "R@5", "R@10", "RR@10", "nDCG@10", "AP@10", "Success@4", "Success@10")
"""The measures, as ir-measures spells them."""
MAIN = "nDCG@10"
"""The measure that systems are compared by."""
DEPTH = 10
"""No measure looks further down a ranking."""


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
