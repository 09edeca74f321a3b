"""The systems that a run can ask: the product in its variants, and plain searches beside it."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Protocol

from assistant.reader.model import PACKAGED, SMALL, is_whole
from assistant.records import Answer, AnswerKind, Citation, Reading, Status
from assistant.settings import Settings
from eval.bench import BenchPassage, BenchQuery, BenchSet
from eval.bench_archive import Progress
from eval.questions import Question
from eval.ranking import Ranking, best
from index.embed import Embedder
from index.errors import BadQuestion, CommuniqueError
from index.records import Passage, PassageKind, Release, ScoredParagraph
from index.rerank import NONE

SYSTEMS = {
    "default": "Communiqué without a language model, with the reader model that is set",
    "no-reader": "the same without that reader model",
    "llm": "Communiqué with the language model that is set",
    "alone": "default, each question asked as if it were the first of a conversation",
    "bm25": "BM25 over title and text; its three best passages are the answer",
    "dense": "the embedding model alone, likewise",
    "rrf": "these two fused by reciprocal rank, likewise",
    "vanilla": "llama-index with Chroma and its default splitter, the same embedding model, likewise",
}
"""What each system is, by name."""
ALL = "all"
"""The name that stands for every system that can run here."""
PLAIN = ("bm25", "dense", "rrf", "vanilla")
QUOTED = 3
"""Passages that a plain search shows as its answer."""
PARAGRAPHS = 20
"""Paragraphs kept as the ranking behind an answer, as many as the product keeps."""


class NoSystem(CommuniqueError):
    """A system that is not known, or cannot run with these settings."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"--system {name}: {reason}")


class NotAsked(CommuniqueError):
    """A question that the assistant does not take."""

    def __init__(self, id: str, error: BadQuestion) -> None:
        super().__init__(
            f"The run stopped at question {id}: {error} Mend the question, then run again."
        )


class Archive(Protocol):
    """What is needed of an archive."""

    def release(self, id: str) -> Release:
        """The release with this id."""
        ...

    def releases(self) -> list[Release]:
        """All releases."""
        ...


class Assistant(Protocol):
    """What is needed of an assistant."""

    def warm(self) -> None:
        """Load what the first question needs."""
        ...

    def ask(
        self, question: str, earlier: Sequence[Answer] = (), today: date | None = None
    ) -> Answer:
        """The answer to a question, given the answers before it in the conversation."""
        ...


@dataclass(frozen=True)
class Given:
    """What a system gave for a question; `seconds` is the time of the last turn alone.

    `confidence` is None for a system that cannot tell how sure it is.
    """

    answer: Answer
    seconds: float
    confidence: float | None


class System(Protocol):
    """One of the systems, over one archive."""

    def ask(self, question: Question, today: date | None) -> Given:
        """What it gives for the last turn of a question."""
        ...


def chosen_systems(names: Sequence[str], settings: Settings) -> list[str]:
    """The systems named, each once, in the order named; `default` where none is.

    Raises:
        NoSystem: a name is unknown, or what it needs is not set.
    """
    offered = [name for name in SYSTEMS if not _lacking(name, settings)]
    chosen: dict[str, None] = {}
    for name in names or ("default",):
        if name != ALL and name not in SYSTEMS:
            raise NoSystem(name, f"there is no such system; they are {', '.join(SYSTEMS)}, or all")
        if name != ALL and (lacking := _lacking(name, settings)):
            raise NoSystem(name, lacking)
        chosen |= dict.fromkeys(offered if name == ALL else [name])
    return list(chosen)


def _lacking(name: str, settings: Settings) -> str:
    """What a system needs that is not set, empty where it can run."""
    if name == "llm" and not settings.llm:
        return "no language model is set; name one in COMMUNIQUE_LLM"
    if name == "no-reader" and not has_reader(settings):
        return "no reader model is in force that could be left out; name one in COMMUNIQUE_RERANKER"
    return ""


def has_reader(settings: Settings) -> bool:
    """Whether a model that reads question and passage together is in force."""
    return settings.reranker not in ("", NONE)


def reader_name(settings: Settings) -> str:
    """The reader in force: `small` for `packaged`, too, where the larger one is not installed."""
    if settings.reranker == PACKAGED and not is_whole():
        return SMALL
    return settings.reranker if has_reader(settings) else NONE


class Systems:
    """The systems over the archive in one data folder, each opened when it is first asked for."""

    def __init__(self, archive: Archive, settings: Settings, progress: Progress) -> None:
        self.archive, self.settings, self.progress = archive, settings, progress
        self._opened: dict[str, System] = {}

    def system(self, name: str) -> System:
        """A system, loaded so that its first question is as fast as the next ones."""
        if name not in self._opened:
            self._opened[name] = self._plain.system(name) if name in PLAIN else self._product(name)
        return self._opened[name]

    def _product(self, name: str) -> System:
        assistant = open_product(settings_of(name, self.settings))
        assistant.warm()
        return Product(assistant, is_alone=name == "alone")

    @cached_property
    def _plain(self) -> "PlainSearches":
        from index.embed import load_embedder

        return PlainSearches(self.archive, load_embedder(self.settings.embed_model), self.progress)


def settings_of(name: str, settings: Settings) -> Settings:
    """The settings that a variant of the product runs with."""
    if name == "llm":
        return settings
    without = replace(settings, llm="", llm_reads=False)
    return replace(without, reranker=NONE) if name == "no-reader" else without


def open_product(settings: Settings) -> Assistant:
    """The product over the index in the settings' data folder."""
    from assistant.answer import open_assistant

    return open_assistant(settings)


class Product:
    """The product itself, asked every turn of a conversation, or only the last one."""

    def __init__(self, assistant: Assistant, is_alone: bool = False) -> None:
        self.assistant, self.is_alone = assistant, is_alone

    def ask(self, question: Question, today: date | None) -> Given:
        """The answer to the last turn. Raises NotAsked when a turn is not taken."""
        earlier: list[Answer] = []
        try:
            for turn in () if self.is_alone else question.turns[:-1]:
                earlier.append(self.assistant.ask(turn, tuple(earlier), today))
            start = time.perf_counter()
            answer = self.assistant.ask(question.turns[-1], tuple(earlier), today)
        except BadQuestion as error:
            raise NotAsked(question.id, error) from error
        return Given(answer, time.perf_counter() - start, answer.confidence)


class PlainSearches:
    """Searches over the passages of an archive that know no conversation, date or name.

    A title is no passage of its own, as it answers nothing: it is searched with each passage.
    """

    def __init__(self, archive: Archive, embedder: Embedder, progress: Progress) -> None:
        from eval.baselines import Baselines

        self.places = {
            passage.id: (release, passage)
            for release in archive.releases()
            for passage in release.passages
            if passage.kind is not PassageKind.HEAD
        }
        passages = tuple(_bench_passage(*place) for place in self.places.values())
        bench = BenchSet("archive", passages, (), {})
        self.baselines = Baselines(bench, embedder, progress)

    def system(self, name: str) -> System:
        """One of them, its index built."""
        rank: Callable[[Sequence[BenchQuery]], Iterator[Ranking]] = getattr(self.baselines, name)
        for _ in rank([_query("warm")]):  # the first query builds the index
            pass
        return PlainSearch(self.places, rank)


class PlainSearch:
    """A search whose best passages are shown as the answer, whatever was asked; it never refuses."""

    def __init__(
        self,
        places: Mapping[str, tuple[Release, Passage]],
        rank: Callable[[Sequence[BenchQuery]], Iterator[Ranking]],
    ) -> None:
        self.places, self.rank = places, rank

    def ask(self, question: Question, today: date | None) -> Given:
        """The best passages for the last turn as typed, quoted whole."""
        start = time.perf_counter()
        (ranking,) = self.rank([_query(question.turns[-1])])
        found = [self.places[id] for id in best(ranking, len(ranking))]
        answer = _quoted(question.turns[-1], found, ranking)
        return Given(answer, time.perf_counter() - start, ranking.confidence)


def _bench_passage(release: Release, passage: Passage) -> BenchPassage:
    text, day = release.text[passage.start : passage.end], release.released or release.when
    return BenchPassage(
        passage.id, release.id, release.title, text, day.first if day else None, "", release.board
    )


def _query(text: str) -> BenchQuery:
    return BenchQuery("", text, (), None, None, "", "")


def _quoted(question: str, found: Sequence[tuple[Release, Passage]], ranking: Ranking) -> Answer:
    """The first passages as an answer, and all of them as the ranking of their paragraphs."""
    citations = [
        _citation(str(label), *place) for label, place in enumerate(found[:QUOTED], start=1)
    ]
    text = "\n".join(f"- “{' '.join(one.quote.split())}” [{one.label}]" for one in citations)
    paragraphs: dict[str, ScoredParagraph] = {}
    for release, passage in found:
        paragraphs.setdefault(
            passage.paragraph,
            ScoredParagraph(passage.paragraph, release.id, ranking[passage.id]),
        )
    return Answer(
        question,
        Status.ANSWERED,
        text,
        tuple(citations),
        (),
        Reading(question, question, AnswerKind.FACT),
        question,
        tuple(paragraphs.values())[:PARAGRAPHS],
        confidence=ranking.confidence or 0.0,
    )


def _citation(label: str, release: Release, passage: Passage) -> Citation:
    return Citation(
        label,
        passage.id,
        release.text[passage.start : passage.end],
        passage.start,
        passage.end,
        release.id,
        release.title,
        release.released,
        release.address or None,
    )
