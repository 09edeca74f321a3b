"""Texts to word stems; those of a generation are kept, so that the next reads only new texts."""

import hashlib
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FILE = "stems.npz"
RULES = 2
"""Raised whenever `tokenize` changes, so that stems made by earlier rules are not taken over."""
WORD = re.compile(r"[^\W\d_](?:\.[^\W\d_])+\.?|\d+(?:\.\d+)*|[^\W_]+")
"""An abbreviation with dots, a number, or letters and digits."""
RUN_TOGETHER = re.compile(r"(?<=[a-z])(?=[A-Z])")
Numbers = NDArray[np.int32]


@dataclass(frozen=True)
class Stems:
    """The stems of texts, one text after the other, as numbers into the sorted `vocabulary`.

    `digests` and `lengths` (in stems) have an entry a text.
    """

    digests: list[str]
    lengths: Numbers
    numbers: Numbers
    vocabulary: list[str]

    def parts(self) -> list[Numbers]:
        """The numbers of each text."""
        return np.split(self.numbers, np.cumsum(self.lengths)[:-1]) if self.digests else []

    def save(self, folder: Path) -> None:
        """Keep the stems in a folder. Raises OSError when it cannot be written."""
        with (folder / FILE).open("wb") as file:
            np.savez(
                file,
                rules=np.array(RULES),
                digests=np.array(self.digests, dtype="S16"),
                lengths=self.lengths,
                numbers=self.numbers,
                vocabulary=np.frombuffer("\n".join(self.vocabulary).encode(), dtype=np.uint8),
            )


NONE = Stems([], np.empty(0, np.int32), np.empty(0, np.int32), [])
"""The stems of no texts."""


def stems_of(texts: Sequence[str], kept: Path | None = None) -> Stems:
    """The stems of texts, the same whichever of them were kept.

    Args:
        kept: a folder with stems; only texts that it lacks are tokenized.
    """
    digests = [hashlib.sha256(text.encode()).hexdigest()[:16] for text in texts]
    earlier = _read(kept) if kept else NONE
    known = dict(zip(earlier.digests, earlier.parts(), strict=True))
    vocabulary = {stem: number for number, stem in enumerate(earlier.vocabulary)}
    missing = {id: text for id, text in zip(digests, texts, strict=True) if id not in known}
    for digest, stems in zip(missing, tokenize(missing.values()), strict=True):
        numbers = [vocabulary.setdefault(stem, len(vocabulary)) for stem in stems]
        known[digest] = np.array(numbers, dtype=np.int32)
    return _in_order(digests, [known[digest] for digest in digests], list(vocabulary))


def tokenize(texts: Iterable[str]) -> list[list[str]]:
    """Lower-case word stems (Snowball English), stop words left out.

    "U.S." is one word, "20_21" and "KimMinister" two; of single signs only digits are words.
    """
    import Stemmer
    from bm25s.stopwords import STOPWORDS_EN

    stemmer = Stemmer.Stemmer("english")
    stop_words = frozenset(STOPWORDS_EN)
    return [
        stemmer.stemWords(
            [
                word
                for word in _words(text)
                if word not in stop_words and (len(word) > 1 or word.isdigit())
            ]
        )
        for text in texts
    ]


def _words(text: str) -> list[str]:
    return [
        word if word[0].isdigit() else word.replace(".", "")
        for word in WORD.findall(RUN_TOGETHER.sub(" ", text).lower())
    ]


def _in_order(digests: list[str], parts: list[Numbers], words: list[str]) -> Stems:
    """Stems with the sorted vocabulary that the texts hold: a fresh build gives the very same."""
    numbers = np.concatenate([NONE.numbers, *parts])
    used = sorted(np.unique(numbers).tolist(), key=words.__getitem__)
    renumbered = np.empty(len(words), dtype=np.int32)
    renumbered[used] = np.arange(len(used), dtype=np.int32)
    lengths = np.array([len(part) for part in parts], dtype=np.int32)
    return Stems(digests, lengths, renumbered[numbers], [words[number] for number in used])


def _read(folder: Path) -> Stems:
    """The stems that a folder keeps; none when they are damaged or of other rules."""
    try:
        with np.load(folder / FILE) as held:
            lengths, numbers = held["lengths"], held["numbers"]
            digests = [digest.decode() for digest in held["digests"].tolist()]
            vocabulary = held["vocabulary"].tobytes().decode().split("\n")
            is_whole = len(digests) == len(lengths) and int(lengths.sum()) == len(numbers)
            is_known = len(numbers) == 0 or int(numbers.max()) < len(vocabulary)
            if int(held["rules"]) == RULES and is_whole and is_known:
                return Stems(digests, lengths, numbers, vocabulary)
    except (OSError, ValueError, LookupError, EOFError, zipfile.BadZipFile):
        pass
    return NONE
