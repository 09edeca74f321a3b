"""One ranking from both sides of the index and from what is known of the passages.

Scores are fused and not ranks: a convex combination of normalised scores ranks better than
reciprocal rank fusion wherever the share is about right (Bruch, Gai and Ingber, An Analysis of
Fusion Functions for Hybrid Retrieval, ACM TOIS 2023); measured here in docs/search-measured.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp

Interval = tuple[date, date]

OWN_DAYS = 3.0
"""Days that a release may be off the asked ones until its nearness has fallen to 1/e."""
PRINTED_YEARS = 3.0
"""The same for dates that a passage prints, in years: they are the ends of what it tells of."""
PRINTED_OF_DATED = 0.5
"""What a printed date counts where the day of the release is known, too."""
YEAR = timedelta(days=365.25)


@dataclass(frozen=True)
class Weights:
    """What each part counts, chosen on public sets (`python -m eval tune`, docs/search-measured.md).

    `dense` is the share of the dense side, in [0, 1]; the rest is BM25's. Between 0.4 and 0.6
    little changes, and the best share is the same for short and long questions, with names and
    without. `days` is what the asked days add at most, `board` what a named board adds.
    """

    dense: float = 0.5
    days: float = 0.6
    board: float = 0.4


WEIGHTS = Weights()


@dataclass(frozen=True)
class Candidate:
    """A passage that one of the sides has found.

    `lexical` is its BM25 score (0 or more), `dense` its cosine. `own` is the interval of its
    event, or of its release where only those days count; None where it is unknown. `printed`
    are the intervals of the dates that the passage prints.
    """

    id: str
    lexical: float
    dense: float
    own: Interval | None = None
    printed: Sequence[Interval] = ()
    board: str = ""


def fuse(
    candidates: Sequence[Candidate],
    days: Sequence[Interval] = (),
    boards: Sequence[str] = (),
    weights: Weights = WEIGHTS,
) -> Mapping[str, float]:
    """The fused score of each candidate by id, from 0 to about 2; higher is better.

    Each side's scores are divided by its best one.
    """
    best_lexical = max((one.lexical for one in candidates), default=0.0) or 1.0
    best_dense = max((one.dense for one in candidates), default=0.0)
    return {
        one.id: (1 - weights.dense) * one.lexical / best_lexical
        + weights.dense * (max(one.dense, 0.0) / best_dense if best_dense > 0 else 0.0)
        + weights.days * max((nearness(one, asked) for asked in days), default=0.0)
        + weights.board * (one.board in boards)
        for one in candidates
    }


def nearness(candidate: Candidate, asked: Interval) -> float:
    """How near the days of a passage are to the asked ones, in [0, 1]: 1 where they overlap."""
    own, share = 0.0, 1.0
    if candidate.own:
        own = exp(-_gap(candidate.own, asked) / timedelta(days=1) / OWN_DAYS)
        share = PRINTED_OF_DATED
    gap = min((_gap(printed, asked) for printed in candidate.printed), default=None)
    return own if gap is None else max(own, share * exp(-gap / YEAR / PRINTED_YEARS))


def _gap(one: Interval, other: Interval) -> timedelta:
    """The time between two intervals, zero where they share a day."""
    return max(timedelta(0), other[0] - one[1], one[0] - other[1])
