"""A made-up archive of any size, for timing: clustered vectors, invented words, dates, countries."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.database import TEXT_VERSION
from index.embed import Vectors
from index.encode import rows_of
from index.generation import Plan, read_stamp, write_generation
from index.records import (
    Act,
    DateSpan,
    Meeting,
    Passage,
    PassageKind,
    Precision,
    Provenance,
    Release,
    Statement,
)
from index.store import GENERATIONS, Archive

MODEL = "synthetic vectors"
DIMENSION = 384
"""That of all-MiniLM-L6-v2."""
NOISE = 0.9
"""Length of what a vector has beside its cluster's: two of one cluster have a cosine near 0.55."""
CLUSTER = 100
"""Passages of a cluster, as of a subject that ten releases treat."""
PASSAGES = 10
"""Passages of a release."""
LENGTHS = (20, 90)
"""Words of a passage, at least and at most."""
WORDS = 40_000
"""Words of the vocabulary; the n-th is about 1/n as frequent as the first (Zipf)."""
START, DAYS = date(2014, 1, 1), 3650
BOARDS, COUNTRIES, SERIES = 5, 30, 20
ACTS = tuple(Act)


@dataclass(frozen=True)
class Asked:
    """A question to a made-up archive: its words, and a vector near to those of one cluster."""

    words: str
    vector: Vectors


def make(data: Path, passages: int, tell: Callable[[str, int, int], None]) -> None:
    """Write an archive of so many passages with its index, unless the folder holds it already."""
    stamp = {"model": MODEL, "text_version": TEXT_VERSION, "passages": passages}
    archive = Archive(data, writable=True)
    if archive.meta("generation") and read_stamp(archive.generation()) == stamp:
        return
    random = np.random.default_rng(passages)
    words = _Words(random)
    rows = rows_of([_release(number, random, words) for number in range(passages // PASSAGES)])
    vectors = {
        row.key: vector[None] for row, vector in zip(rows, vectors_of(passages), strict=True)
    }
    folder = write_generation(data / GENERATIONS, rows, Plan(None, rows, ()), vectors, stamp, tell)
    archive.publish([], {}, folder.name)


def vectors_of(passages: int) -> Vectors:
    """The unit vectors `(passages, DIMENSION) float32` of an archive of so many passages."""
    random = np.random.default_rng(1)
    centres = _unit(random.standard_normal((max(1, passages // CLUSTER), DIMENSION)))
    return _unit(_near(centres[random.integers(0, len(centres), passages)], random))


def asked_of(passages: int, count: int) -> Iterator[Asked]:
    """Questions to an archive of so many passages: five words, frequent and rare ones."""
    random = np.random.default_rng(2)
    words, held = _Words(np.random.default_rng(passages)), vectors_of(passages)
    for vector in _unit(_near(held[random.integers(0, passages, count)], random)):
        yield Asked(words.some(5, random), vector)


def _near(vectors: Vectors, random: np.random.Generator) -> Vectors:
    noise = random.standard_normal(vectors.shape) * NOISE / np.sqrt(DIMENSION)
    near: Vectors = (vectors + noise).astype(np.float32)
    return near


def _unit(vectors: NDArray[np.floating]) -> Vectors:
    unit: Vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return unit


class _Words:
    """Words of two to five syllables, the first ones frequent."""

    def __init__(self, random: np.random.Generator) -> None:
        syllables = [one + other for one in "bdfgklmnprstvz" for other in "aeiou"]
        made = ("".join(random.choice(syllables, random.integers(2, 6))) for _ in range(WORDS))
        self._words = list(dict.fromkeys(made))
        weights = 1 / (np.arange(len(self._words)) + 3)
        self._shares = np.cumsum(weights / weights.sum())

    def some(self, count: int, random: np.random.Generator) -> str:
        """So many words."""
        places = np.searchsorted(self._shares, random.random(count) * self._shares[-1])
        return " ".join(self._words[place] for place in places.tolist())


def _release(number: int, random: np.random.Generator, words: _Words) -> Release:
    """A release of ten passages; the first is its head, each of the others makes a statement."""
    id = f"m_{number % BOARDS}-{number}"
    lengths = random.integers(*LENGTHS, PASSAGES).tolist()
    texts = [words.some(length, random) for length in lengths]
    starts = np.cumsum([0, *(len(text) + 1 for text in texts)]).tolist()
    passages = tuple(
        Passage(
            f"{id}#{place}.0" if place else f"{id}#head",
            f"{id}#{place or 'head'}",
            str(place or "head"),
            0,
            PassageKind.LEAD if place else PassageKind.HEAD,
            "",
            0,
            starts[place],
            starts[place] + len(text),
        )
        for place, text in enumerate(texts)
    )
    statements = tuple(
        _statement(passage, ACTS[int(random.integers(len(ACTS)))]) for passage in passages[1:]
    )
    first = START + timedelta(days=int(random.integers(DAYS)))
    event = DateSpan(first, first, Precision.DAY, Provenance.STATED, "", passages[1].id)
    after = first + timedelta(days=1)
    countries = random.choice(COUNTRIES, random.integers(1, 5), replace=False)
    return Release(
        id=id,
        board=f"m_{number % BOARDS}",
        seq=number,
        address="",
        licence="",
        title=words.some(6, random),
        section="",
        text="\n".join(texts),
        digest=id,
        passages=passages,
        remainders=(),
        event=event,
        released=replace(event, first=after, last=after),
        mentioned=(event,),
        meeting=Meeting("Talks", 0, passages[0].id, 0, 0, f"Series {number % SERIES}"),
        countries=tuple(country(place) for place in countries.tolist()),
        statements=statements,
    )


def country(number: int) -> str:
    """The code of a made-up country."""
    return f"{chr(65 + number // 26)}{chr(65 + number % 26)}"


def _statement(passage: Passage, act: Act) -> Statement:
    start, end = passage.start, passage.end
    return Statement(passage.id, start, end, start, end, "", act, "", start)
