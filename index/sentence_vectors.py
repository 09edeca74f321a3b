"""The vectors of an archive's sentences in one file of a generation, found by their texts' digests.

They are kept as float16, half the size of what a model gives: a cosine changes by less than 0.0005,
and so does the order of sentences only where two are as good as each other.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embed import Vectors
from index.records import Passage, PassageKind, Release
from index.sentences import flat, sentence_spans
from index.vectors import write_rows

FILE, KEYS = "sentences.npy", "sentence_keys.npy"
COUNT = "sentences"
"""The name in a generation's stamp of how many there are; without it a generation holds none."""
DIGEST = "S32"
"""A SHA-256 as numpy holds it: sorted and compared byte by byte."""
Halves = NDArray[np.float16]


def sentence_key(text: str) -> str:
    """The digest that a sentence's vector is stored under; no passage has one like it.

    A passage is stored with the line before it, and a flat sentence holds no line break.
    """
    return hashlib.sha256(text.encode()).hexdigest()


def sentence_texts(releases: Iterable[Release]) -> dict[str, str]:
    """Every sentence that an answer may quote, white space folded, by its key; in reading order."""
    return {
        sentence_key(sentence): sentence
        for release in releases
        for passage in release.passages
        for sentence in passage_sentences(release, passage)
    }


def passage_sentences(release: Release, passage: Passage) -> list[str]:
    """The sentences of a passage that an answer may quote, white space folded; a head has none."""
    if passage.kind is PassageKind.HEAD:
        return []
    text = release.text_of(passage)
    return [flat(text[start:end]) for start, end in sentence_spans(text)]


def halved(vectors: Vectors) -> Halves:
    """Vectors with the digits that are kept."""
    halves: Halves = vectors.astype(np.float16)
    return halves


class SentenceVectors:
    """The sentence vectors of a generation, mapped into memory: only what is asked for is read."""

    def __init__(self, folder: Path | None) -> None:
        """Open a generation's folder, or stand for one that holds no sentences.

        Raises:
            OSError, ValueError: a file is missing or damaged.
        """
        self._keys: NDArray[np.bytes_] = np.empty(0, dtype=DIGEST)
        self._vectors: Halves = np.empty((0, 0), dtype=np.float16)
        if folder is None:
            return
        self._keys = np.load(folder / KEYS)
        if len(self._keys):
            self._vectors = np.asarray(np.load(folder / FILE, mmap_mode="r"))
        if (len(self._keys), self._keys.dtype) != (len(self._vectors), np.dtype(DIGEST)):
            raise ValueError("its file of sentences has another length")

    def __len__(self) -> int:
        return len(self._keys)

    def close(self) -> None:
        """Let go of the file; no vector is found from now on."""
        self._keys, self._vectors = self._keys[:0], np.empty((0, 0), dtype=np.float16)

    def halves(self, keys: Sequence[str]) -> dict[str, Halves]:
        """The stored vector `(d,)` of each key that there is one for."""
        known, vectors = self._keys, self._vectors
        if not len(known) or not len(vectors):
            return {}
        asked = np.array([bytes.fromhex(key) for key in keys], dtype=DIGEST)
        places = np.minimum(np.searchsorted(known, asked), len(known) - 1)
        held = np.flatnonzero(known[places] == asked)
        return {keys[place]: vectors[places[place]] for place in held.tolist()}

    def of(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """The vector `(d,) float32` of each text that there is one for."""
        keys = {sentence_key(text): text for text in texts}
        found = self.halves(list(keys))
        return {keys[key]: half.astype(np.float32) for key, half in found.items()}


def write_sentences(folder: Path, vectors: Mapping[str, Halves]) -> None:
    """Write the vectors of sentences by their keys. Raises OSError when it cannot."""
    keys = sorted(vectors)
    np.save(folder / KEYS, np.array([bytes.fromhex(key) for key in keys], dtype=DIGEST))
    if keys:
        shape = len(keys), len(vectors[keys[0]])
        write_rows(folder / FILE, shape, (vectors[key] for key in keys), "<f2")
