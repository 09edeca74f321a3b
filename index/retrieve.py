"""From a query to scored paragraphs: dense and BM25, fused; passages found, paragraphs returned."""

from pathlib import Path
from threading import Lock

from index.embed import Embedder, Vectors
from index.errors import BadData, OtherModel
from index.records import Filters, ScoredParagraph, ScoredPassage
from index.search import Generation
from index.store import Archive

RANK_CONSTANT = 60
"""Reciprocal rank fusion: Cormack, Clarke and Büttcher, SIGIR 2009."""
DEPTH = 100
"""Passages taken from each side before fusing."""


class Retriever:
    """Searches the current generation of a data folder; follows the pointer between questions."""

    def __init__(self, data: Path, embedder: Embedder) -> None:
        """Open the current generation.

        Raises:
            NoIndex: nothing was built yet.
            OtherModel: the index was built by another model.
        """
        self.archive, self.embedder = Archive(data), embedder
        self._lock = Lock()
        self._generation = self._open()

    def _open(self) -> Generation:
        folder = self.archive.generation()
        try:
            generation = Generation(folder)
        except BadData:
            if self.archive.generation() == folder:
                raise
            return self._open()  # two builds were published meanwhile
        built = str(generation.stamp.get("model"))
        if built != self.embedder.name:
            generation.close()
            raise OtherModel(built, self.embedder.name)
        return generation

    @property
    def generation(self) -> Generation:
        """The generation that the pointer names now.

        The one before closes itself when no thread is searching it any more.
        """
        with self._lock:
            if self.archive.generation() != self._generation.folder:
                self._generation = self._open()
            return self._generation

    def encode(self, question: str) -> Vectors:
        """The question's unit vector `(d,) float32`."""
        vector: Vectors = self.embedder.encode([question])[0]
        return vector

    def passages(
        self, words: str, vector: Vectors, k: int, filters: Filters | None = None
    ) -> list[ScoredPassage]:
        """The `k` best passages within the filters, best first, ties by id.

        Args:
            words: what BM25 searches for.
            vector: what the dense side searches for, `(d,) float32`.
        """
        filters = filters or Filters()
        generation = self.generation
        try:
            dense = generation.dense(vector, DEPTH, filters)
        except BadData:
            if self.generation is generation:
                raise
            return self.passages(words, vector, k, filters)  # it was deleted meanwhile
        lexical = generation.lexical(words, DEPTH, filters)
        fused: dict[str, float] = {}
        for ranking in (dense, lexical):
            for rank, (id, _) in enumerate(ranking, start=1):
                fused[id] = fused.get(id, 0.0) + 1 / (RANK_CONSTANT + rank)
        dense_of, lexical_of = dict(dense), dict(lexical)
        scored = [
            ScoredPassage(
                id, generation.release_of(id), score, dense_of.get(id, 0.0), lexical_of.get(id, 0.0)
            )
            for id, score in fused.items()
        ]
        return sorted(scored, key=lambda passage: (-passage.score, passage.id))[:k]


def paragraphs_of(passages: list[ScoredPassage], k: int) -> list[ScoredParagraph]:
    """The `k` best numbered paragraphs, each with the score of its best passage."""
    grouped: dict[str, list[ScoredPassage]] = {}
    for passage in passages:
        place = passage.id.split("#")[1].split(".")[0]
        grouped.setdefault(f"{passage.release}#{place}", []).append(passage)
    paragraphs = [
        ScoredParagraph(id, found[0].release, found[0].score, tuple(found))
        for id, found in grouped.items()
    ]
    return sorted(paragraphs, key=lambda paragraph: (-paragraph.score, paragraph.id))[:k]
