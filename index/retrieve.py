"""From a query to scored paragraphs: dense and BM25, fused; passages found, paragraphs returned."""

from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from index.embed import Embedder, Vectors
from index.errors import BadData, OtherModel
from index.fuse import Candidate, fuse
from index.query import Query
from index.records import ScoredParagraph, ScoredPassage
from index.search import Generation
from index.store import Archive

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

    def sentences(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """The vector `(d,) float32` of each sentence that the index holds, by its text."""
        return self.generation.sentences.of(texts)

    def passages(self, query: Query, k: int) -> list[ScoredPassage]:
        """The `k` best passages within the query's filters, best first, ties by id."""
        candidates = self.candidates(query)
        scores = fuse(candidates, query.days, query.boards)
        scored = [
            ScoredPassage(one.id, one.id.partition("#")[0], scores[one.id], one.dense, one.lexical)
            for one in candidates
        ]
        return sorted(scored, key=lambda passage: (-passage.score, passage.id))[:k]

    def candidates(self, query: Query) -> list[Candidate]:
        """What either side finds within the query's filters, each with the scores of both."""
        generation = self.generation
        try:
            return _candidates(generation, query)
        except BadData:
            if self.generation is generation:
                raise
            return self.candidates(query)  # it was deleted meanwhile


def _candidates(generation: Generation, query: Query) -> list[Candidate]:
    """What either side finds, each with the scores of both. Raises BadData as `dense`."""
    searches = dict.fromkeys((query.filters, query.within or query.filters))
    allowed = {filters: generation.allowed(filters) for filters in searches}
    lexical = generation.lexical_scores(query.words, allowed[query.filters])
    found: dict[str, float] = {}
    others: list[str] = []
    for filters, mask in allowed.items():
        found |= generation.dense(query.vector, DEPTH, filters, mask)
        others += generation.best(lexical * mask, DEPTH)
    found |= generation.cosines(query.vector, [id for id in others if id not in found])
    return [
        Candidate(
            id,
            lexical=float(lexical[generation.table.numbers[id]]),
            dense=cosine,
            own=generation.table.own_days(id, query.released_only) if query.days else None,
            printed=generation.table.printed_days(id)
            if query.days and not query.released_only
            else (),
            board=generation.table.board_of(id) if query.boards else "",
        )
        for id, cosine in found.items()
    ]


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
