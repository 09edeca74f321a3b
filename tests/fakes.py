"""An embedder and a reranker without a model; the embedder needs nothing newer than the first index has."""

import hashlib
import math
import os
import re
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from index.embed import Vectors

DIMENSION = 256
WINDOW = 40
"""Words of one piece; the next piece starts where it ends."""


class FakeEmbedder:
    """Hashed bags of words as unit vectors: texts that share words are near to each other.

    `encoded` keeps every text that was asked for; `fail_at` raises KeyboardInterrupt at that call.
    `log` gets the SHA-256 of every text, a line each, before it is encoded; a call takes `pause`
    seconds.
    """

    def __init__(
        self, name: str = "fake", fail_at: int = 0, log: Path | None = None, pause: float = 0.0
    ) -> None:
        self.name, self.fail_at = name, fail_at
        self.log, self.pause = log, pause
        self.calls = 0
        self.encoded: list[str] = []

    def windows(self, context: str, text: str) -> list[str]:
        """The context line before each stretch of `WINDOW` words."""
        words = text.split()
        pieces = [words[place : place + WINDOW] for place in range(0, len(words), WINDOW)]
        return [f"{context}\n{' '.join(piece)}" for piece in pieces]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors `(n, DIMENSION) float32`; a text without words is the first axis."""
        self.calls += 1
        if self.calls == self.fail_at:
            raise KeyboardInterrupt
        self.encoded += texts
        if self.log:
            digests = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
            with self.log.open("a", encoding="ascii") as file:
                file.writelines(f"{digest}\n" for digest in digests)
        time.sleep(self.pause)
        vectors = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()) or [""]:
                digest = hashlib.sha256(word.encode()).digest()
                vectors[row, int.from_bytes(digest[:4], "big") % DIMENSION] += 1.0
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: Vectors = (vectors / norms).astype(np.float32)
        return unit


class FakeReranker:
    """Scores a text by the words it holds, the highest of them; `asked` keeps what it was asked.

    Args:
        words: the score of a text that holds this.
        otherwise: that of a text that holds none of them.
        reads_passages: whether it may reorder whole passages, too.
    """

    model = "fake"

    def __init__(
        self,
        words: Mapping[str, float] | None = None,
        otherwise: float = 0.0,
        reads_passages: bool = True,
    ) -> None:
        self.words, self.otherwise, self.reads_passages = words or {}, otherwise, reads_passages
        self.asked: list[tuple[str, list[str]]] = []

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """The scores, in the order of the texts."""
        self.asked.append((question, list(texts)))
        return [
            max((self.words[w] for w in self.words if w in text), default=self.otherwise)
            for text in texts
        ]

    def probabilities(self, question: str, texts: Sequence[str]) -> list[float]:
        """The logistic function of the scores."""
        return [1 / (1 + math.exp(-score)) for score in self.scores(question, texts)]


def reader_of(likely: Mapping[str, float], otherwise: float = 0.03) -> FakeReranker:
    """A reader that gives these probabilities to sentences with these words."""
    odds = {words: math.log(one / (1 - one)) for words, one in likely.items()}
    return FakeReranker(odds, math.log(otherwise / (1 - otherwise)), reads_passages=False)


def own_settings(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """No setting of the machine for the commands; a fake model; a data folder of the test's own."""
    for name in [name for name in os.environ if name.startswith("COMMUNIQUE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("COMMUNIQUE_DATA", str(folder))
    for module in ("answer", "cli_index"):
        monkeypatch.setattr(f"assistant.{module}.load_embedder", lambda model: FakeEmbedder())
