"""The systems that ours is measured against on a public set."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.bench import BenchQuery, BenchSet
from eval.bench_archive import Progress
from eval.kept_vectors import STEP
from eval.ranking import Ranking, best
from index.embed import Embedder, Vectors

DEPTH = 100
"""Passages ranked for each query."""
RANK_CONSTANT = 60
"""Reciprocal rank fusion: Cormack, Clarke and Büttcher, SIGIR 2009."""
CHECK_K1, CHECK_B = 1.5, 0.75
"""BM25 as the published figure for XQuAD has it: BM25+ with Snowball stems and stop words."""


VanillaSearch = Callable[[Vectors, str, int], Mapping[str, float]]
"""A question's vector, its pool and `k` give the `k` most similar passages."""


class Baselines:
    """Systems that know no conversation, date or name: the last turn as typed is searched.

    Each indexes the passages at its first query, and keeps that for the next ones.
    """

    def __init__(self, bench: BenchSet, embedder: Embedder, progress: Progress) -> None:
        self.bench, self.embedder, self.progress = bench, embedder, progress
        self.texts = [f"{one.title}\n{one.text}".strip() for one in bench.passages]
        self.ids = [one.id for one in bench.passages]
        self._order = np.argsort(np.argsort(self.ids))
        self._pools = np.array([one.pool for one in bench.passages])

    def bm25(self, queries: Sequence[BenchQuery]) -> Iterator[Ranking]:
        """BM25 alone; the confidence is the best score."""
        for query in queries:
            words = _tokens([query.text])[0]
            scores = self._bm25.get_scores(words) if words else np.zeros(len(self.ids), np.float32)
            yield self._ranked(scores, query, above=0.0)

    def dense(self, queries: Sequence[BenchQuery]) -> Iterator[Ranking]:
        """The embedding model alone, each passage cut off at the model's window, as its library does.

        The confidence is the best cosine.
        """
        for query, vector in zip(queries, self._asked(queries), strict=True):
            yield self._ranked(self._vectors @ vector, query, above=-2.0)

    def rrf(self, queries: Sequence[BenchQuery]) -> Iterator[Ranking]:
        """The two fused by reciprocal rank, alike; ranks tell nothing of confidence."""
        for one, other in zip(self.bm25(queries), self.dense(queries), strict=True):
            fused: dict[str, float] = {}
            for ranking in (one, other):
                for rank, id in enumerate(best(ranking, DEPTH), start=1):
                    fused[id] = fused.get(id, 0.0) + 1 / (RANK_CONSTANT + rank)
            yield Ranking(fused)

    def vanilla(self, queries: Sequence[BenchQuery]) -> Iterator[Ranking]:
        """llama-index with Chroma and its default splitter; a passage ranks as its best node.

        The confidence is the best similarity.
        """
        for query, vector in zip(queries, self._asked(queries), strict=True):
            found = self._vanilla(vector, query.pool, DEPTH)
            yield Ranking(found, max(found.values(), default=0.0))

    @cached_property
    def _bm25(self) -> Any:
        import bm25s

        model = bm25s.BM25(k1=CHECK_K1, b=CHECK_B, method="bm25+")
        model.index(_tokens(self.texts), show_progress=False)
        # BM25+ gives every passage something for each word of the query that it lacks: the order
        # stays as it is without that, and a passage that has none of them is not ranked
        model.nonoccurrence_array = None
        return model

    @cached_property
    def _vectors(self) -> Vectors:
        return self._encoded("passages", self.texts)

    @cached_property
    def _vanilla(self) -> VanillaSearch:
        from eval.vanilla import vanilla_index

        return vanilla_index(self.bench, self.texts, self.embedder, self.progress)

    def _asked(self, queries: Sequence[BenchQuery]) -> Vectors:
        return self._encoded("queries", [query.text for query in queries])

    def _encoded(self, what: str, texts: Sequence[str]) -> Vectors:
        step, blocks = f"{self.bench.name}, baselines: encoding {what}", []
        for start in range(0, len(texts), STEP):
            self.progress(step, start, len(texts))
            blocks.append(self.embedder.encode(texts[start : start + STEP]))
        self.progress(step, len(texts), len(texts))
        return np.concatenate(blocks)

    def _ranked(self, scores: NDArray[np.float32], query: BenchQuery, above: float) -> Ranking:
        allowed = (self._pools == query.pool) if query.pool else np.ones(len(scores), bool)
        places = np.flatnonzero(allowed & (scores > above))
        found = places[np.lexsort((self._order[places], -scores[places]))][:DEPTH]
        ranked = {self.ids[place]: float(scores[place]) for place in found}
        return Ranking(ranked, max(ranked.values(), default=0.0))


def _tokens(texts: Sequence[str]) -> list[list[str]]:
    import bm25s
    import Stemmer

    stemmer = Stemmer.Stemmer("english")
    tokens: list[list[str]] = bm25s.tokenize(
        list(texts), stopwords="en", stemmer=stemmer, return_ids=False, show_progress=False
    )
    return tokens
