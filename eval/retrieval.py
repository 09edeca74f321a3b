"""Rankings of a public set by five systems: ours, and four that it is measured against."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from assistant.answer import Assistant
from assistant.records import Answer, Reading, Status
from assistant.understand import MAX_LENGTH, understand
from eval.bench import BenchQuery, BenchSet
from eval.bench_archive import BenchArchive, Progress
from index.embed import Embedder
from index.errors import BadQuestion

DEPTH = 100
"""Passages ranked for each query."""
RANK_CONSTANT = 60
"""Reciprocal rank fusion: Cormack, Clarke and Büttcher, SIGIR 2009."""
CHECK_K1, CHECK_B = 1.5, 0.75
"""BM25 as the published figure for XQuAD has it: BM25+ with Snowball stems and stop words."""
Ranking = Mapping[str, float]
"""Scores by passage id; higher is better."""


@dataclass(frozen=True)
class System:
    """A ranking system: `rank` gives the ranking of each query, in their order."""

    name: str
    what: str
    rank: Callable[[Sequence[BenchQuery]], Iterator[Ranking]]


class Baselines:
    """Systems that know no conversation, date or name: the last turn as typed is searched."""

    def __init__(self, bench: BenchSet, embedder: Embedder, progress: Progress) -> None:
        self.bench, self.embedder, self.progress = bench, embedder, progress
        self.texts = [f"{one.title}\n{one.text}".strip() for one in bench.passages]
        self.ids = [one.id for one in bench.passages]
        self._pools = np.array([one.pool for one in bench.passages])
        self._vectors: NDArray[np.float32] | None = None

    def bm25(self, queries: Sequence[BenchQuery]) -> Iterator[Ranking]:
        """BM25 alone."""
        import bm25s

        model = bm25s.BM25(k1=CHECK_K1, b=CHECK_B, method="bm25+")
        model.index(_tokens(self.texts), show_progress=False)
        for query in queries:
            words = _tokens([query.text])[0]
            scores = model.get_scores(words) if words else np.zeros(len(self.ids), np.float32)
            yield self._ranked(scores, query, above=0.0)

    def dense(self, queries: Sequence[BenchQuery]) -> Iterator[Ranking]:
        """The embedding model alone, each passage cut off at the model's window, as its library does."""
        if self._vectors is None:
            self._vectors = self._encoded(self.texts)
        for query in queries:
            vector = self.embedder.encode([query.text])[0]
            yield self._ranked(self._vectors @ vector, query, above=-2.0)

    def rrf(self, queries: Sequence[BenchQuery]) -> Iterator[Ranking]:
        """The two fused by reciprocal rank, alike."""
        for one, other in zip(self.bm25(queries), self.dense(queries), strict=True):
            fused: dict[str, float] = {}
            for ranking in (one, other):
                ordered = sorted(ranking, key=lambda id: (-ranking[id], id))
                for rank, id in enumerate(ordered, start=1):
                    fused[id] = fused.get(id, 0.0) + 1 / (RANK_CONSTANT + rank)
            yield fused

    def vanilla(self, queries: Sequence[BenchQuery]) -> Iterator[Ranking]:
        """llama-index with Chroma and its default splitter; a passage ranks as its best node."""
        from eval.vanilla import vanilla_index

        index = vanilla_index(self.bench, self.texts, self.embedder, self.progress)
        for query in queries:
            yield index(query.text, query.pool, DEPTH)

    def _encoded(self, texts: Sequence[str]) -> NDArray[np.float32]:
        blocks = []
        for start in range(0, len(texts), 256):
            self.progress("encoding for the dense baseline", start, len(texts))
            blocks.append(self.embedder.encode(texts[start : start + 256]))
        self.progress("encoding for the dense baseline", len(texts), len(texts))
        return np.concatenate(blocks)

    def _ranked(self, scores: NDArray[np.float32], query: BenchQuery, above: float) -> Ranking:
        allowed = (self._pools == query.pool) if query.pool else np.ones(len(scores), bool)
        places = np.flatnonzero(allowed & (scores > above))
        best = places[np.argsort(-scores[places], kind="stable")][:DEPTH]
        return {self.ids[place]: float(scores[place]) for place in best}


def _tokens(texts: Sequence[str]) -> list[list[str]]:
    import bm25s
    import Stemmer

    stemmer = Stemmer.Stemmer("english")
    tokens: list[list[str]] = bm25s.tokenize(
        list(texts), stopwords="en", stemmer=stemmer, return_ids=False, show_progress=False
    )
    return tokens


class Ours:
    """The product's own path over a set: its understanding, its conversation, its filters."""

    def __init__(self, assistant: Assistant, archive: BenchArchive, today: date) -> None:
        self.assistant, self.archive, self.today = assistant, archive, today

    def rank(self, queries: Sequence[BenchQuery]) -> Iterator[Ranking]:
        """Ours."""
        for query in queries:
            yield self._ranking(self.read(query), query)

    def without_conversation(self, queries: Sequence[BenchQuery]) -> Iterator[Ranking]:
        """Ours, each question asked as if it were the first."""
        for query in queries:
            yield self._ranking(self._understood(query.text, [], query), query)

    def read(self, query: BenchQuery) -> Reading:
        """The reading of a query in its conversation, whose answers are those of the set."""
        earlier: list[Answer] = []
        for turn in query.history:
            if turn.is_question:
                reading = self._understood(turn.text, earlier, query)
                earlier.append(Answer(turn.text, Status.ANSWERED, "", (), (), reading, ""))
            elif earlier:
                last = earlier.pop()
                text = f"{last.text} {turn.text}".strip()
                earlier.append(Answer(last.question, last.status, text, (), (), last.reading, ""))
        return self._understood(query.text, earlier, query)

    def _understood(self, text: str, earlier: Sequence[Answer], query: BenchQuery) -> Reading:
        today = query.day or self.today
        try:
            return understand(text[:MAX_LENGTH], earlier, self.assistant.lexicon, today)
        except BadQuestion:  # a turn without a word: a sign of thanks
            return understand("hello", (), self.assistant.lexicon, today)

    def _ranking(self, reading: Reading, query: BenchQuery) -> Ranking:
        found = self.assistant.search(self._within(reading, query), DEPTH)
        return {
            self.archive.passages[one.id]: float(len(found) - rank)
            for rank, one in enumerate(found[:DEPTH])
        }

    def _within(self, reading: Reading, query: BenchQuery) -> Reading:
        from dataclasses import replace

        if not query.pool:
            return reading
        releases = self.archive.releases[query.pool]
        return replace(reading, filters=replace(reading.filters, releases=releases))
