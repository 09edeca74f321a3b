"""What is searched for, as both sides of the index take it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from index.embed import Vectors
from index.records import Filters


@dataclass(frozen=True)
class Query:
    """A search.

    `words` have their weights for BM25; one of weight 1 counts as much as a word of the question.
    `vector` is `(d,) float32`. `days` are intervals `(first, last)` that the question asks about:
    a passage that tells of days near them is ranked higher, whether or not `filters` limit the
    search to them. With `released_only` the days are those of publication. `boards` are ranked
    higher, too. What `filters` leave out is not found; what `within` allows of the rest is looked
    for a second time, so that it is found however much else there is.
    """

    words: Mapping[str, float]
    vector: Vectors
    filters: Filters = field(default_factory=Filters)
    days: tuple[tuple[date, date], ...] = ()
    released_only: bool = False
    boards: tuple[str, ...] = ()
    within: Filters | None = None
