"""The lexical side of a generation: BM25 by bm25s over stems, its scores, weighted words."""

from collections.abc import Mapping
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.stems import Stems, tokenize
from index.table import Mask

K1, B = 1.2, 0.75
"""BM25's usual constants (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009)."""
Scores = NDArray[np.float32]


class Lexical:
    """The BM25 index of a generation, opened for reading."""

    def __init__(self, folder: Path, count: int) -> None:
        """Open the index of `count` passages. Raises OSError or ValueError when it is damaged."""
        import bm25s

        self.count = count
        self.model = bm25s.BM25.load(str(folder)) if count else None

    def scores(self, words: str | Mapping[str, float], allowed: Mask | None = None) -> Scores:
        """`(passages,)`: the BM25 score of every passage, 0 where no word stands.

        Args:
            words: a text, or words with their weights. A word's weight multiplies what it
                contributes; words of one stem add up, as a repeated word does in a text.
            allowed: the passages that are searched; others score 0. How rare a word is is counted
                among these: what every one of them holds tells none of them apart.
        """
        scores: Scores = np.zeros(self.count, dtype=np.float32)
        if self.model is None:
            return scores
        held, column_of = self.model.scores, self.model.vocab_dict
        searched = self.count if allowed is None else int(np.count_nonzero(allowed))
        mask = allowed if allowed is not None and searched < self.count else None
        for term, weight in terms_of(words).items():
            column = column_of.get(term)
            if term and column is not None:
                part = slice(held["indptr"][column], held["indptr"][column + 1])
                places = held["indices"][part]
                if mask is not None:
                    within = int(np.count_nonzero(mask[places]))
                    weight *= rarity(within, searched) / rarity(len(places), self.count)
                scores[places] += np.float32(weight) * held["data"][part]
        return scores if mask is None else scores * mask


def rarity(holding: int, count: int) -> float:
    """The inverse document frequency of a word that so many of `count` passages hold.

    Source: the form of Lucene, which bm25s uses by default; it is never 0.
    """
    return log(1 + (count - holding + 0.5) / (holding + 0.5))


def best(scores: Scores, order: NDArray[np.int64], k: int) -> list[int]:
    """The numbers of the `k` highest scores above 0, best first, ties in the given order."""
    numbers = np.flatnonzero(scores > 0)
    if len(numbers) > k > 0:
        bound = np.partition(scores[numbers], -k)[-k]
        numbers = numbers[scores[numbers] >= bound]
    ranked: list[int] = numbers[np.lexsort((order[numbers], -scores[numbers]))][:k].tolist()
    return ranked


def terms_of(words: str | Mapping[str, float]) -> dict[str, float]:
    """The weight of each stem that words are searched by."""
    weighted = {words: 1.0} if isinstance(words, str) else words
    terms: dict[str, float] = {}
    for stems, weight in zip(tokenize(weighted), weighted.values(), strict=True):
        for stem in stems:
            terms[stem] = terms.get(stem, 0.0) + weight
    return terms


def bm25_of(stems: Stems) -> Any:
    """The BM25 index of one text or more by their stems."""
    import bm25s

    model = bm25s.BM25(k1=K1, b=B)
    columns = {stem: number for number, stem in enumerate(stems.vocabulary or [""])}
    model.index(([part.tolist() for part in stems.parts()], columns), show_progress=False)
    return model
