"""A generation opened for reading: the nearest passages by vector, the best ones by BM25."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from index.dense import Dense
from index.embed import Vectors
from index.errors import BadData
from index.generation import BM25, chroma, read_stamp
from index.lexical import Lexical, Scores, best
from index.records import Filters
from index.sentence_vectors import COUNT, SentenceVectors
from index.table import Mask, Table, flat, read_table
from index.vectors import StoredVectors


class Generation:
    """A generation opened for reading; it holds files and threads until it is closed or dropped."""

    def __init__(self, folder: Path) -> None:
        """Open a generation's folder. Raises BadData when a part of it is missing or damaged."""
        from chromadb.errors import ChromaError

        self.folder, self.stamp = folder, read_stamp(folder)
        self._opened = ExitStack()
        try:
            self.table = Table(read_table(folder))
            self.collection = self._opened.enter_context(chroma(folder / "chroma"))
            self.vectors = StoredVectors(folder)
            self._opened.callback(self.vectors.close)
            self.sentences = SentenceVectors(folder if COUNT in self.stamp else None)
            self._opened.callback(self.sentences.close)
            self._dense = Dense(self.collection, self.table, self.vectors)
            self.lexical_index = Lexical(folder / BM25, len(self.table.passages))
        except (OSError, ValueError, LookupError, TypeError, ChromaError) as error:
            self.close()
            raise self._damaged(error) from error

    def close(self) -> None:
        """Let go of the generation's files; it cannot be searched any more."""
        self._opened.close()

    def _damaged(self, error: Exception) -> BadData:
        return BadData(
            self.folder, f"the generation is damaged ({error}); run: communique index --rebuild"
        )

    @property
    def passages(self) -> list[str]:
        """The ids of all passages, in the order that `allowed` and `lexical_scores` have."""
        return self.table.passages

    @property
    def rows(self) -> list[list[Any]]:
        """All that the table says of each passage, read anew from its file."""
        return flat(read_table(self.folder))

    def release_of(self, passage: str) -> str:
        """The release that a passage of this generation belongs to."""
        return self.table.release_of(passage)

    def dates_of(self, passage: str) -> list[tuple[int, int]]:
        """First and last day (yyyymmdd) of the event, where known, then of each printed date."""
        return self.table.dates_of(passage)

    def allowed(self, filters: Filters) -> Mask:
        """`(passages,)`: which passages are within the filters."""
        return self.table.allowed(filters)

    def count(self, filters: Filters) -> int:
        """How many passages are within the filters."""
        return int(self.allowed(filters).sum())

    def dense(
        self, vector: Vectors, k: int, filters: Filters, allowed: Mask | None = None
    ) -> list[tuple[str, float]]:
        """The `k` nearest passages with their cosine in [-1, 1], best first, ties by id.

        Args:
            allowed: what the filters allow, where that is known already.

        Raises:
            BadData: the generation is damaged, or was closed or deleted meanwhile.
        """
        with self._reading():
            mask = self.allowed(filters) if allowed is None else allowed
            return self._dense.nearest(vector, k, filters, mask)

    def cosines(self, vector: Vectors, passages: Iterable[str]) -> dict[str, float]:
        """The cosine of the best window of each passage, in [-1, 1]. Raises as `dense`."""
        with self._reading():
            return self._dense.cosines(vector, list(passages))

    @contextmanager
    def _reading(self) -> Iterator[None]:
        from chromadb.errors import ChromaError

        try:
            yield
        except (ChromaError, AttributeError, LookupError) as error:
            raise self._damaged(error) from error  # a closed client has lost its attributes

    def lexical(
        self, words: str | Mapping[str, float], k: int, filters: Filters
    ) -> list[tuple[str, float]]:
        """The `k` best passages by BM25 (score above 0), best first, ties by id.

        Args:
            words: a text, or words with their weights (see `Lexical.scores`).
        """
        scores = self.lexical_scores(words, self.allowed(filters))
        return [(id, float(scores[self.table.numbers[id]])) for id in self.best(scores, k)]

    def best(self, scores: Scores, k: int) -> list[str]:
        """The `k` passages with the highest scores above 0, best first, ties by id."""
        return [self.passages[number] for number in best(scores, self.table.order, k)]

    def lexical_scores(
        self, words: str | Mapping[str, float], allowed: Mask | None = None
    ) -> Scores:
        """`(passages,) float32`: the BM25 score of every passage, in the order of `passages`.

        Args:
            allowed: the passages that are searched; others score 0, and how rare a word is is
                counted among these.
        """
        return self.lexical_index.scores(words, allowed)
