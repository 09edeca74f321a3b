"""The reader as a reranker: what it makes of the order of the passages that the search has found."""

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.likely import pair_of
from assistant.reader.model import Cascade, Reader
from assistant.reader.text import MAX_TOKENS
from assistant.search import RERANK_SHARE, RERANKED, unit
from eval.baselines import RANK_CONSTANT
from eval.bench import BenchQuery, BenchSet
from eval.bench_archive import Progress
from eval.kept_vectors import kept_array, make_folder
from eval.ranking import Ranking, measure
from eval.retrieval import Ours
from index.records import Passage, Release
from index.rerank import Reranker
from index.sentences import sentence_spans

BEFORE = "search"
ORDERS = {
    BEFORE: "the product's search alone",
    "passage": "the reader's score of the passage as one text, cut off at its window",
    "sentence": "the reader's score of the passage's best sentence",
    "search + passage": "both ranks, fused by reciprocal rank",
    "search + sentence": "likewise",
    "half passage": "half of either score, as the product adds another cross-encoder's",
    "half sentence": "likewise",
}
"""Orders of the passages found, and what each goes by."""
GOAL = 0.05
"""The gain of nDCG@10, on average over the sets, that a reranker is asked for."""

Column = NDArray[np.float32]


@dataclass(frozen=True)
class Read:
    """The passages found for a query, best first, with the scores of each.

    `seconds` has the time of the search (`search`), and of the reader by way of scoring.
    """

    query: str
    ids: tuple[str, ...]
    found: tuple[float, ...]
    passage: tuple[float, ...]
    sentence: tuple[float, ...]
    seconds: Mapping[str, float]


class KeptScores:
    """A reranker whose scores are kept in a folder, with the seconds that they took."""

    def __init__(self, reader: Reranker, folder: Path) -> None:
        """Use a folder, which is made at need. Raises BadCache when it cannot be."""
        self.reader, self.folder = reader, folder
        self.name = f"{reader.model} {weights_of(reader)} {MAX_TOKENS}"
        make_folder(folder)

    def scores(self, question: str, texts: Sequence[str]) -> tuple[Column, float]:
        """The score of each text, and the seconds that all of them took when they were read."""

        def read() -> Column:
            start = time.perf_counter()
            scores = np.asarray(self.reader.scores(question, texts), dtype=np.float32)
            share = (time.perf_counter() - start) / max(len(texts), 1)
            return np.stack([scores, np.full(len(texts), share, np.float32)], axis=1)

        kept = kept_array(self.folder, [f"{self.name} {question}", *texts], read)
        return kept[:, 0], float(kept[:, 1].sum())


def weights_of(reader: Reranker) -> str:
    """The SHA-256 of a model's weights, of two readers that of both's; empty where none is known."""
    if isinstance(reader, Cascade):
        both = f"{reader.first.sha256} {reader.second.sha256} {reader.again}"
        return hashlib.sha256(both.encode()).hexdigest()
    folder = reader.folder if isinstance(reader, Reader) else Path(reader.model)
    file = folder / "model.safetensors"
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


def read_set(
    bench: BenchSet,
    queries: Sequence[BenchQuery],
    ours: Ours,
    reader: KeptScores,
    progress: Progress,
) -> Iterator[Read]:
    """What the search finds for each query, as far as a reranker reads it, with both ways' scores."""
    places = {id: place for place, id in ours.archive.passages.items()}
    next(ours.rank(queries[:1]), None)  # loads what the first question would wait for
    reader.reader.scores("", [""])
    for number, query in enumerate(queries, start=1):
        yield _read(query, ours, places, reader)
        progress(f"{bench.name}, reranked: questions", number, len(queries))


def _read(query: BenchQuery, ours: Ours, places: Mapping[str, str], reader: KeptScores) -> Read:
    start = time.perf_counter()
    reading = ours.read(query)
    found = ours.found(reading, query)[:RERANKED]
    seconds = {BEFORE: time.perf_counter() - start}
    releases = {one.release: ours.assistant.archive.release(one.release) for one in found}
    passages = [(releases[one.release], releases[one.release].passage(one.id)) for one in found]
    scores = {}
    for way, texts_of in WAYS.items():
        texts = [texts_of(release, passage) for release, passage in passages]
        flat = [text for group in texts for text in group]
        given, seconds[way] = reader.scores(reading.standalone, flat)
        scores[way] = _best_of_each(given, [len(group) for group in texts])
    return Read(
        query.id,
        tuple(ours.archive.passages[one.id] for one in found),
        tuple(one.score for one in found),
        scores["passage"],
        scores["sentence"],
        seconds,
    )


def _whole(release: Release, passage: Passage) -> list[str]:
    """The passage as one text, in the reader's form."""
    return [pair_of(release, passage, release.text_of(passage))]


def _sentences(release: Release, passage: Passage) -> list[str]:
    """Each sentence in the reader's form; the whole text where nothing is seen as a sentence."""
    text = release.text_of(passage)
    pairs = [pair_of(release, passage, text[start:end]) for start, end in sentence_spans(text)]
    return pairs or _whole(release, passage)


WAYS: Mapping[str, Callable[[Release, Passage], list[str]]] = {
    "passage": _whole,
    "sentence": _sentences,
}
"""The texts of a passage that are scored, by way; the best score is the passage's."""


def _best_of_each(scores: Column, counts: Sequence[int]) -> tuple[float, ...]:
    """The highest score of each group, of so many scores in turn."""
    starts = np.cumsum([0, *counts])
    return tuple(float(scores[a:b].max()) for a, b in pairwise(starts))


def orders(read: Read) -> dict[str, Ranking]:
    """Each order of the passages found; equal ones stay as the search had them."""
    if not read.ids:
        return dict.fromkeys(ORDERS, Ranking({}))
    values = {BEFORE: [-float(place) for place in range(len(read.ids))]}
    for way in WAYS:
        scores = read.passage if way == "passage" else read.sentence
        values[way] = list(scores)
        values[f"search + {way}"] = [
            1 / (RANK_CONSTANT + before) + 1 / (RANK_CONSTANT + rank)
            for before, rank in enumerate(_ranks(scores), start=1)
        ]
        values[f"half {way}"] = [
            (1 - RERANK_SHARE) * before + RERANK_SHARE * given
            for before, given in zip(unit(read.found), unit(scores), strict=True)
        ]
    ranked = {name: zip(read.ids, _ranks(values[name]), strict=True) for name in ORDERS}
    return {name: Ranking({id: -float(rank) for id, rank in ranked[name]}) for name in ORDERS}


def _ranks(values: Sequence[float]) -> list[int]:
    """The rank of each value, the highest first from 1; equal ones in their order."""
    order = np.argsort(-np.asarray(values, dtype=float), kind="stable")
    return [int(rank) + 1 for rank in np.argsort(order)]


def measures(bench: BenchSet, read: Sequence[Read]) -> dict[str, dict[str, dict[str, float]]]:
    """The measures of each order, by query id."""
    ranked = {one.query: orders(one) for one in read}
    qrels = {id: bench.qrels[id] for id in ranked}
    return {
        name: measure(qrels, {id: rankings[name] for id, rankings in ranked.items()})
        for name in ORDERS
    }
