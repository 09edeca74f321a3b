"""The search step: the reading of a question becomes passages, best first."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.order import ordered
from assistant.records import Reading
from index.query import Query
from index.records import ScoredPassage
from index.rerank import Reranker
from index.retrieve import Retriever
from index.store import Archive

RERANKED = 30
"""Passages of a search that a cross-encoder reads. One of six layers takes 1.8 s for 30 of 95 words
on two processor cores, as long as the packaged model takes to embed them; 100 would take 5 s."""
RERANK_SHARE = 0.5
"""Share of the cross-encoder's score; the rest is the fused one's: with half, neither the asked days
and boards, which it does not know, nor its reading of the sentences overrules the other. Those that
come with the product read sentences alone: the small one, measured as a reranker, makes the order worse
(docs/search-measured.md)."""


class Search:
    """Finds the passages for a reading, and reorders the best of them where a reranker is set."""

    def __init__(
        self, archive: Archive, retriever: Retriever, reranker: Reranker | None = None
    ) -> None:
        self.archive, self.retriever, self.reranker = archive, retriever, reranker

    def passages(self, reading: Reading, query: Query, k: int) -> list[ScoredPassage]:
        """The best passages for a reading and its query; what is told of the asked days goes ahead of the rest.

        At most `k`, and with a period as many again: what is told of other days shows whether the
        archive knows the subject at all.
        """
        k = 2 * k if query.within else k
        found = self.retriever.passages(query, max(k, RERANKED) if self.reranker else k)
        wanted = {one.release for one in found}
        releases = {one.id: one for one in self.archive.releases() if one.id in wanted}
        placed = ordered(self._reranked(reading, found), reading.kind, releases)
        scores = sorted((one.score for one in placed), reverse=True)
        return [replace(one, score=score) for one, score in zip(placed, scores, strict=True)][:k]

    def _reranked(self, reading: Reading, passages: list[ScoredPassage]) -> list[ScoredPassage]:
        """The passages with the first `RERANKED` in the order of both scores; the others stay behind.

        The new scores lie within the range of the old ones, so that the others stay behind in any
        ranking by score.
        """
        best, rest = passages[:RERANKED], passages[RERANKED:]
        if self.reranker is None or len(best) < 2:
            return passages
        scores = self.reranker.scores(reading.standalone, self._texts(best))
        given = [float(score) for score in scores]
        low, high = best[-1].score, best[0].score
        both = [
            (1 - RERANK_SHARE) * fused + RERANK_SHARE * read
            for fused, read in zip(unit([one.score for one in best]), unit(given), strict=True)
        ]
        order = sorted(range(len(best)), key=lambda place: (-both[place], best[place].id))
        ranked = [replace(best[place], score=low + (high - low) * both[place]) for place in order]
        return ranked + rest

    def _texts(self, passages: Sequence[ScoredPassage]) -> list[str]:
        """Title and text of each passage; empty for one that a build took out meanwhile."""
        wanted = {one.release for one in passages}
        texts = {
            passage.id: f"{release.title}\n{release.text_of(passage)}"
            for release in self.archive.releases()
            if release.id in wanted
            for passage in release.passages
        }
        return [texts.get(one.id, "") for one in passages]


def unit(scores: Sequence[float]) -> list[float]:
    """Scores from 0, the lowest, to 1, the highest; all 0 where they are equal."""
    low, high = min(scores), max(scores)
    return [(score - low) / (high - low) if high > low else 0.0 for score in scores]
