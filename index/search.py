"""A generation opened for reading: the nearest passages by vector, the best ones by BM25."""

import json
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np

from index.embed import Vectors
from index.errors import BadData
from index.generation import TABLE, chroma, day_number, read_stamp, tokenize
from index.records import Filters

ROOM = 3
"""Windows asked for per wanted passage, as several windows can belong to one passage."""


class Generation:
    """A generation opened for reading; it holds files and threads until it is closed or dropped."""

    def __init__(self, folder: Path) -> None:
        """Open a generation's folder. Raises BadData when a part of it is missing or damaged."""
        import bm25s
        from chromadb.errors import ChromaError
        from llama_index.vector_stores.chroma import ChromaVectorStore

        self.folder, self.stamp = folder, read_stamp(folder)
        self._opened = ExitStack()
        try:
            self.rows = json.loads((folder / "bm25" / TABLE).read_text(encoding="utf-8"))
            self.collection = self._opened.enter_context(chroma(folder / "chroma"))
            self._dense = ChromaVectorStore(chroma_collection=self.collection)
            self.lexical_index = bm25s.BM25.load(str(folder / "bm25")) if self.rows else None
            self._first = np.array([row[3] for row in self.rows], dtype=np.int64)
            self._last = np.array([row[4] for row in self.rows], dtype=np.int64)
            self._place = {row[0]: number for number, row in enumerate(self.rows)}
        except (OSError, ValueError, LookupError, TypeError, ChromaError) as error:
            self.close()
            raise self._damaged(error) from error
        self._order = np.argsort(np.argsort([row[0] for row in self.rows]))

    def close(self) -> None:
        """Let go of the generation's files; it cannot be searched any more."""
        self._opened.close()

    def _damaged(self, error: Exception) -> BadData:
        return BadData(
            self.folder, f"the generation is damaged ({error}); run: communique index --rebuild"
        )

    def release_of(self, passage: str) -> str:
        """The release that a passage of this generation belongs to."""
        return str(self.rows[self._place[passage]][1])

    def dense(self, vector: Vectors, k: int, filters: Filters) -> list[tuple[str, float]]:
        """The `k` nearest passages with their cosine in [-1, 1], best first, ties by id.

        Raises:
            BadData: the generation is damaged, or was closed or deleted meanwhile.
        """
        from chromadb.errors import ChromaError
        from llama_index.core.vector_stores import VectorStoreQuery

        if not self.rows:
            return []
        query = VectorStoreQuery(
            query_embedding=[float(value) for value in vector],
            similarity_top_k=min(k * ROOM, 10_000),
        )
        where = _where(filters)
        try:
            result = self._dense.query(query, **({"where": where} if where else {}))
        except (ChromaError, AttributeError) as error:  # a closed client has lost its attributes
            raise self._damaged(error) from error
        best: dict[str, float] = {}
        for node, similarity in zip(result.nodes or [], result.similarities or [], strict=True):
            cosine = 1 + float(np.log(max(similarity, 1e-9)))  # llama-index gives exp(-distance)
            passage = str(node.metadata["passage"])
            best[passage] = max(best.get(passage, -1.0), cosine)
        return sorted(best.items(), key=lambda entry: (-entry[1], entry[0]))[:k]

    def lexical(self, words: str, k: int, filters: Filters) -> list[tuple[str, float]]:
        """The `k` best passages by BM25 (score above 0), best first, ties by id."""
        tokens = tokenize([words])[0]
        if self.lexical_index is None or not tokens:
            return []
        scores = self.lexical_index.get_scores(tokens) * self._allowed(filters)
        order = np.lexsort((self._order, -scores))[:k]
        return [
            (str(self.rows[number][0]), float(scores[number]))
            for number in order
            if scores[number] > 0
        ]

    def _allowed(self, filters: Filters) -> Any:
        allowed = np.ones(len(self.rows), dtype=np.float32)
        if filters.first or filters.last:
            allowed *= (self._last >= day_number(filters.first, 0)) & (self._first > 0)
            allowed *= self._first <= day_number(filters.last, 99_999_999)
        for column, wanted in ((1, filters.releases), (2, filters.boards)):
            if wanted:
                allowed *= np.array([row[column] in wanted for row in self.rows])
        return allowed


def _where(filters: Filters) -> dict[str, Any] | None:
    """The Chroma filter: an event interval matches on any overlap; undated ones never match."""
    parts: list[dict[str, Any]] = []
    if filters.first:
        parts.append({"event_last": {"$gte": day_number(filters.first, 0)}})
    if filters.last:
        parts.append({"event_first": {"$lte": day_number(filters.last, 99_999_999)}})
    if filters.first or filters.last:
        parts.append({"event_first": {"$gt": 0}})
    if filters.releases:
        parts.append({"release": {"$in": list(filters.releases)}})
    if filters.boards:
        parts.append({"board": {"$in": list(filters.boards)}})
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else {"$and": parts}
