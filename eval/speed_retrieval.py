"""How long retrieval takes in a large archive, filters included."""

import os
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np

from eval.synthetic import DAYS, MODEL, START, Asked, asked_of, country, make
from index.embed import Embedder, Vectors
from index.query import Query
from index.records import Act, Filters
from index.retrieve import Retriever
from index.search import Generation

GOALS = {10_000: 25.0, 100_000: 60.0}
"""The 95th percentile of a search, in ms, that archives of so many passages shall keep to."""
QUESTIONS, ROUNDS = 100, 3
"""Each question counts with the fastest of so many rounds: something else held up the others."""
DEPTH, SHOWN = 100, 20
"""Passages of each side, and passages asked of both together."""
THREADS = 2
SIDE = 1024
"""Rows and columns of the matrices whose product tells how fast the machine is."""
FILTERS = {
    "no filter": Filters(),
    "half of the years": Filters(START, START + timedelta(days=DAYS // 2)),
    "one year": Filters(date(2018, 1, 1), date(2018, 12, 31)),
    "released in a year": Filters(
        released_first=date(2018, 1, 1), released_last=date(2018, 12, 31)
    ),
    "1 % (five weeks)": Filters(date(2019, 3, 1), date(2019, 4, 5)),
    "two countries": Filters(countries=(country(3), country(4))),
    "two countries, an act": Filters(countries=(country(3), country(4)), acts=(Act.AGREED,)),
    "a series in one year": Filters(
        date(2018, 1, 1), date(2018, 12, 31), series=("Series 3", "Series 4")
    ),
}
T = TypeVar("T")


@dataclass(frozen=True)
class Times:
    """Milliseconds of one search over all questions, and how many passages it is limited to."""

    name: str
    p50: float
    p95: float
    allowed: int


@dataclass(frozen=True)
class RetrievalSpeed:
    """What was measured in an archive; `memory` in MiB, `opening` and `first` in ms."""

    passages: int
    times: tuple[Times, ...]
    recall: float
    worst_recall: float
    opening: float
    first: float
    memory: float
    gigaflops: float
    embedding: float

    @property
    def slowest(self) -> float:
        """The 95th percentile of the slowest whole search, in ms."""
        return max(one.p95 for one in self.times)


class _Named:
    """Stands where a model would: the questions of a made-up archive have their vectors."""

    name = MODEL

    def windows(self, context: str, text: str) -> list[str]:
        """One piece."""
        return [text]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Never asked for."""
        raise NotImplementedError


def measure(
    passages: int,
    data: Path,
    tell: Callable[[str, int, int], None],
    count: int = QUESTIONS,
    rounds: int = ROUNDS,
    model: Embedder | None = None,
) -> RetrievalSpeed:
    """Time searches in a made-up archive of so many passages.

    Args:
        data: a folder for the archive; one that is there already is taken.
        count: how many questions are asked.
        model: the model whose time for a question is told beside; none takes none.
    """
    make(data, passages, tell)
    with _few_threads():
        return _measured(data, list(asked_of(passages, count)), rounds, model, tell)


def _measured(
    data: Path,
    asked: Sequence[Asked],
    rounds: int,
    model: Embedder | None,
    tell: Callable[[str, int, int], None],
) -> RetrievalSpeed:
    Retriever(data, _Named()).generation.close()  # the libraries are loaded by now
    before = _memory()
    retriever, opening = _timed(lambda: Retriever(data, _Named()))
    generation = retriever.generation
    _, first = _timed(lambda: _whole(retriever, Filters())(asked[0]))
    searches = {
        "dense alone": (_dense(generation), Filters()),
        "lexical alone": (_lexical(generation), Filters()),
        **{name: (_whole(retriever, filters), filters) for name, filters in FILTERS.items()},
        "one year asked about": (_asked_days(retriever, FILTERS["one year"]), Filters()),
    }
    times = []
    for number, (name, (search, filters)) in enumerate(searches.items(), start=1):
        taken = [_fastest(search, one, rounds) for one in asked]
        times.append(Times(name, *_percentiles(taken), generation.count(filters)))
        tell("timing", number, len(searches))
    recalls = [_recall(generation, one.vector) for one in asked]
    return RetrievalSpeed(
        passages=len(generation.passages),
        times=tuple(times),
        recall=statistics.fmean(recalls),
        worst_recall=min(recalls),
        opening=opening,
        first=first,
        memory=_memory() - before,
        gigaflops=gigaflops(),
        embedding=_embedding(model, asked) if model else 0.0,
    )


def _dense(generation: Generation) -> Callable[[Asked], object]:
    return lambda one: generation.dense(one.vector, DEPTH, Filters())


def _lexical(generation: Generation) -> Callable[[Asked], object]:
    return lambda one: generation.lexical(one.words, DEPTH, Filters())


def _whole(retriever: Retriever, filters: Filters) -> Callable[[Asked], object]:
    """The whole search; days that limit it are days that it asks about, too."""
    days = ((filters.first, filters.last),) if filters.first and filters.last else ()

    def search(one: Asked) -> object:
        words = dict.fromkeys(one.words.split(), 1.0)
        return retriever.passages(Query(words, one.vector, filters, days), SHOWN)

    return search


def _asked_days(retriever: Retriever, within: Filters) -> Callable[[Asked], object]:
    """The whole search for a question that names days, which are looked for a second time."""
    assert within.first and within.last
    days = ((within.first, within.last),)

    def search(one: Asked) -> object:
        words = dict.fromkeys(one.words.split(), 1.0)
        return retriever.passages(Query(words, one.vector, days=days, within=within), SHOWN)

    return search


def _timed(step: Callable[[], T]) -> tuple[T, float]:
    """What a step gives, and the milliseconds it takes."""
    start = time.perf_counter()
    result = step()
    return result, 1000 * (time.perf_counter() - start)


def _fastest(search: Callable[[Asked], object], asked: Asked, rounds: int) -> float:
    return min(_timed(lambda: search(asked))[1] for _ in range(rounds))


def _percentiles(values: Iterable[float]) -> tuple[float, float]:
    """The median and the 95th percentile."""
    middle, high = np.percentile(list(values), (50, 95)).tolist()
    return middle, high


def _recall(generation: Generation, vector: Vectors) -> float:
    """The share of the really nearest passages among as many found without a filter."""
    found = {id for id, _ in generation.dense(vector, DEPTH, Filters())}
    cosines = generation.cosines(vector, generation.passages)
    nearest = sorted(cosines, key=lambda id: (-cosines[id], id))[:DEPTH]
    return len(found & set(nearest)) / len(nearest)


def _embedding(model: Embedder, asked: Sequence[Asked]) -> float:
    """Milliseconds that a model takes for a question, the median."""
    model.encode([asked[0].words])
    texts = [[one.words] for one in asked]
    return statistics.median(_timed(partial(model.encode, text))[1] for text in texts)


def gigaflops() -> float:
    """Thousand million multiplications and additions a second of a float32 matrix product."""
    matrix = np.random.default_rng(0).random((SIDE, SIDE), dtype=np.float32)
    fastest = min(_timed(lambda: matrix @ matrix)[1] for _ in range(10))
    return float(2 * SIDE**3 / fastest / 1e6)


@contextmanager
def _few_threads() -> Iterator[None]:
    """Keep this process to two processors meanwhile, where the system can."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    _keep_to(sorted(allowed)[:THREADS])
    try:
        yield
    finally:
        _keep_to(allowed)


def _keep_to(processors: Iterable[int]) -> None:
    for thread in Path("/proc/self/task").iterdir():
        with suppress(ProcessLookupError):  # it ended meanwhile
            os.sched_setaffinity(int(thread.name), processors)


def _memory() -> float:
    """The MiB that this process holds now; 0 where the system does not tell."""
    told = Path("/proc/self/statm")
    if not told.is_file():
        return 0.0
    pages = int(told.read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def report(speed: RetrievalSpeed) -> str:
    """The figures as a table."""
    goal = GOALS.get(speed.passages)
    lines = [
        f"{speed.passages:,} passages; opened in {speed.opening:.0f} ms, first search "
        f"{speed.first:.0f} ms, {speed.memory:.0f} MiB; recall@{DEPTH} of Chroma "
        f"{speed.recall:.3f} (worst question {speed.worst_recall:.2f})",
        f"{'ms a search':<24}{'p50':>8}{'p95':>8}{'allowed':>10}",
        *(f"{one.name:<24}{one.p50:>8.1f}{one.p95:>8.1f}{one.allowed:>10,}" for one in speed.times),
        f"slowest p95 {speed.slowest:.1f} ms" + (f" (wanted: at most {goal:.0f})" if goal else ""),
        f"matrix product {speed.gigaflops:.0f} GFLOP/s; {speed.slowest * speed.gigaflops:.0f} "
        f"million operations fit into the slowest p95; a question is embedded in "
        f"{speed.embedding:.1f} ms, which is not counted",
    ]
    return "\n".join(lines)
