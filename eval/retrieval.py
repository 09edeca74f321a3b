"""Rankings of a public set by our search, and by four systems that it is measured against."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from assistant.answer import Assistant
from assistant.records import Answer, Reading, Status
from assistant.understand import MAX_LENGTH, understand
from eval.baselines import DEPTH as DEPTH
from eval.baselines import Baselines
from eval.bench import BenchQuery, BenchSet
from eval.bench_archive import BenchArchive, Progress, bench_archive
from eval.kept_vectors import KeptVectors, make_folder
from eval.ranking import Ranking, best, measure
from eval.retrieval_lines import ranked
from index.embed import Embedder
from index.errors import BadQuestion
from index.records import ScoredPassage
from index.retrieve import Retriever
from index.store import Archive

UNDATED = date(2026, 12, 31)
"""The day of asking where a set names no day at all: any fixed one gives the same figures each day."""
SHOWN = 10
"""Passages of a ranking that are kept for the report."""
SYSTEMS = {
    "bm25": "BM25 over title and text",
    "dense": "the embedding model alone, each passage cut off at its window",
    "rrf": "these two fused by reciprocal rank, alike",
    "vanilla": "llama-index with Chroma and its default splitter, the same embedding model",
    "ours": "Communiqué: conversation, periods and names read, both sides fused",
    "ours-alone": "Communiqué, each question asked as if it were the first",
}
"""What each system is, by name."""
Ranker = Callable[[Sequence[BenchQuery]], Iterator[Ranking]]
"""Gives the ranking of each query, in their order."""


@dataclass(frozen=True)
class Run:
    """What a system made of a set.

    `measures` has the ranked queries, `confidence` those whose ranking has one, `shown` the best
    passages of every query; all by query id.
    """

    system: str
    measures: Mapping[str, Mapping[str, float]]
    confidence: Mapping[str, float]
    shown: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class SetRuns:
    """What some systems made of a set; `today` is the day of asking where a query names none."""

    bench: BenchSet
    today: date
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Kept:
    """What was ranked before, by system and query id, and what is told each new ranking."""

    rankings: Mapping[tuple[str, str], Ranking] = field(default_factory=dict)
    add: Callable[[str, BenchQuery, Ranking], None] = lambda system, query, ranking: None


def run_set(
    bench: BenchSet,
    names: Sequence[str],
    folder: Path,
    embedder: Embedder,
    progress: Progress,
    kept: Kept | None = None,
) -> SetRuns:
    """The runs over a set of the systems named, or of all that make sense for it.

    Args:
        names: of `SYSTEMS`; a system that is named twice runs once.
        folder: where archives and vectors are kept for the next time.
        kept: rankings that need not be made again.

    Raises:
        BadCache: the folder cannot be written.
    """
    baselines = Baselines(bench, KeptVectors(embedder, folder / "vectors"), progress)
    rankers: dict[str, Ranker] = {
        "bm25": baselines.bm25,
        "dense": baselines.dense,
        "rrf": baselines.rrf,
        "vanilla": baselines.vanilla,
    }
    chosen = list(dict.fromkeys(names)) or default_systems(bench)
    if not rankers.keys() >= set(chosen):
        ours = open_ours(bench, folder, embedder, progress)
        rankers |= {"ours": ours.rank, "ours-alone": ours.without_conversation}
    runs = tuple(_run(bench, name, rankers[name], progress, kept or Kept()) for name in chosen)
    return SetRuns(bench, asking_day(bench), runs)


def default_systems(bench: BenchSet) -> list[str]:
    """All systems; `ours-alone` only where there are conversations."""
    talks = any(query.history for query in bench.queries)
    return [name for name in SYSTEMS if talks or name != "ours-alone"]


def open_ours(bench: BenchSet, folder: Path, embedder: Embedder, progress: Progress) -> "Ours":
    """Our search over a set, whose archive is built in the folder or found there."""
    make_folder(folder)
    archive = bench_archive(bench, folder, embedder, progress)
    assistant = Assistant(Archive(archive.data), Retriever(archive.data, embedder))
    return Ours(assistant, archive, asking_day(bench))


def asking_day(bench: BenchSet) -> date:
    """The day of asking for queries that name none: that of the newest passage."""
    return max((one.day for one in bench.passages if one.day), default=UNDATED)


def _run(bench: BenchSet, name: str, rank: Ranker, progress: Progress, kept: Kept) -> Run:
    """The run of one system; what was ranked before counts as if it were ranked now."""
    made = {id: ranking for (system, id), ranking in kept.rankings.items() if system == name}
    left = [query for query in bench.queries if query.id not in made]
    for query, ranking in zip(left, rank(left) if left else (), strict=True):
        made[query.id] = ranked(best(ranking, SHOWN), ranking.confidence)
        kept.add(name, query, made[query.id])
        progress(f"{bench.name}, {name}: queries", len(made), len(bench.queries))
    rankings = {query.id: made[query.id] for query in bench.queries}
    qrels = {query.id: bench.qrels[query.id] for query in bench.ranked}
    return Run(
        name,
        measure(qrels, rankings),
        {id: one.confidence for id, one in rankings.items() if one.confidence is not None},
        {id: tuple(best(one, SHOWN)) for id, one in rankings.items()},
    )


class Ours:
    """The product's own path over a set: its understanding, its conversation, its filters."""

    def __init__(self, assistant: Assistant, archive: BenchArchive, today: date) -> None:
        self.assistant, self.archive, self.today = assistant, archive, today

    def rank(self, queries: Sequence[BenchQuery]) -> Iterator[Ranking]:
        """Ours; the confidence is the best cosine of what was found."""
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

    def found(self, reading: Reading, query: BenchQuery) -> list[ScoredPassage]:
        """The passages that the product's search finds for a query as it was read, best first."""
        return self.assistant.search(self._within(reading, query), DEPTH)

    def _ranking(self, reading: Reading, query: BenchQuery) -> Ranking:
        found = self.found(reading, query)
        scores = {
            self.archive.passages[one.id]: float(len(found) - rank)
            for rank, one in enumerate(found[:DEPTH])
        }
        return Ranking(scores, max((one.dense for one in found), default=-1.0))

    def _within(self, reading: Reading, query: BenchQuery) -> Reading:
        if not query.pool:
            return reading
        releases = self.archive.releases[query.pool]
        return replace(reading, filters=replace(reading.filters, releases=releases))
