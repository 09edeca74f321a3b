"""The dense side of a generation: the nearest passages by vector, within a filter.

Chroma finds the nearest of all; what a filter allows is sifted from them. Where few passages are
allowed, or too few of the nearest ones are, the cosines of all allowed passages are taken instead.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embed import Vectors
from index.records import Filters
from index.rows import day_number
from index.table import LATEST, Mask, Table
from index.vectors import StoredVectors

ROOM = 1.5
"""Windows asked of Chroma per window wanted: neighbours share a passage, a filter thins unevenly."""
FEW = 10
"""Windows asked of Chroma in any case, so that a search for one passage has some room, too."""
ASKED = 600
"""Windows asked of Chroma at most: each costs it about 20 µs, as much as 100 exact cosines."""
EXACT = 60_000
"""Windows compared one by one at most (90 MB of a model of 384 dimensions); Chroma filters more."""
Numbers = NDArray[np.int64]


class Dense:
    """A Chroma collection with the table and the vectors of its passages."""

    def __init__(self, collection: Any, table: Table, vectors: StoredVectors) -> None:
        """Raises ValueError when the parts are not of one generation."""
        self.collection, self.table, self.vectors = collection, table, vectors
        if vectors.passages != len(table.passages):
            raise ValueError("its parts hold different passages")

    def nearest(
        self, vector: Vectors, k: int, filters: Filters, allowed: Mask
    ) -> list[tuple[str, float]]:
        """The `k` nearest allowed passages with their cosines, best first, ties by id.

        Args:
            allowed: what the filters allow, `(passages,)`.

        Raises:
            ChromaError, AttributeError, LookupError: a part is damaged or closed.
        """
        numbers = np.flatnonzero(allowed)
        wanted = min(k, len(numbers))
        if wanted < 1:
            return []
        unit = vector / np.linalg.norm(vector)
        asked = self._asked(wanted, len(numbers))
        if asked <= ASKED:
            found = self._ask(unit, asked, None)
            found = found[allowed[found]]
            if len(found) >= wanted:
                return self._ranked(unit, found, k)
        if self.vectors.count(numbers) > EXACT:
            found = self._ask(unit, max(asked, ASKED), where(filters))
            numbers = found[allowed[found]]
        return self._ranked(unit, numbers, k)

    def cosines(self, vector: Vectors, passages: list[str]) -> dict[str, float]:
        """The cosine of the best window of each passage."""
        numbers = np.array([self.table.numbers[id] for id in passages], dtype=np.int64)
        cosines = self.vectors.cosines(vector / np.linalg.norm(vector), numbers)
        return dict(zip(passages, cosines.tolist(), strict=True))

    def _asked(self, wanted: int, allowed: int) -> int:
        """How many windows of all should hold the wanted passages of the allowed ones."""
        windows = self.vectors.windows
        return min(windows, FEW + int(wanted * ROOM * windows / allowed))

    def _ask(self, unit: Vectors, asked: int, within: dict[str, Any] | None) -> Numbers:
        """The passages of the nearest windows, by Chroma; a search by ids alone is the fastest."""
        answer = self.collection.query(
            query_embeddings=[unit], n_results=asked, where=within, include=["distances"]
        )
        passages = {id.rpartition("/")[0] for id in answer["ids"][0]}
        return np.array(sorted(self.table.numbers[id] for id in passages), dtype=np.int64)

    def _ranked(self, unit: Vectors, numbers: Numbers, k: int) -> list[tuple[str, float]]:
        cosines = self.vectors.cosines(unit, numbers)
        order = np.lexsort((self.table.order[numbers], -cosines))[:k]
        ids = self.table.passages
        return [(ids[numbers[place]], float(cosines[place])) for place in order]


def where(filters: Filters) -> dict[str, Any] | None:
    """The filters in Chroma's words; an interval matches on any overlap, an unknown one never."""
    parts: list[dict[str, Any]] = []
    for name, first, last in (
        ("event", filters.first, filters.last),
        ("released", filters.released_first, filters.released_last),
    ):
        if first or last:
            parts.append({f"{name}_first": {"$gt": 0}})
            parts.append({f"{name}_last": {"$gte": day_number(first, 0)}})
            parts.append({f"{name}_first": {"$lte": day_number(last, LATEST)}})
    for name, wanted in (
        ("release", filters.releases),
        ("board", filters.boards),
        ("series", filters.series),
    ):
        if wanted:
            parts.append({name: {"$in": list(wanted)}})
    for name, wanted in (("countries", filters.countries), ("acts", filters.acts)):
        if wanted:
            parts.append(_joined("$or", [{name: {"$contains": str(one)}} for one in wanted]))
    return _joined("$and", parts) if parts else None


def _joined(operator: str, parts: list[dict[str, Any]]) -> dict[str, Any]:
    """Conditions as one; Chroma refuses to join a single one."""
    return parts[0] if len(parts) == 1 else {operator: parts}
