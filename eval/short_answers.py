"""Short answers held against short gold ones: exact match and the overlap of their words."""

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Sequence

ARTICLES = re.compile(r"\b(?:a|an|the)\b")


def exact_match(given: str, gold: Sequence[str]) -> bool:
    """True when what is given is one of the gold answers, both normalised.

    Source: P. Rajpurkar, J. Zhang, K. Lopyrev, P. Liang, SQuAD, EMNLP 2016, section 6.1.
    """
    return normalised(given) in map(normalised, gold)


def token_f1(given: str, gold: Sequence[str]) -> float:
    """The F1 of the words given against those of a gold answer, the best of the gold ones, in [0, 1].

    Words count as often as they stand there. Where either has no word left, it is 1 when neither
    has, else 0. 0 without gold.

    Source: as `exact_match`; the case without words as in SQuAD 2.0's evaluate-v2.0.py.
    """
    return max((_f1(normalised(given).split(), normalised(one).split()) for one in gold), default=0)


def _f1(given: Sequence[str], gold: Sequence[str]) -> float:
    if not given or not gold:
        return float(given == gold)
    same = sum((Counter(given) & Counter(gold)).values())
    return 2 * same / (len(given) + len(gold))


def normalised(text: str) -> str:
    """A text in small letters, without punctuation, articles and white space beyond one blank.

    In that order, as SQuAD does it: what stood around a sign grows together ("U.S." is "us").
    SQuAD takes away ASCII punctuation only; here also that of other scripts, as releases print
    curly quotes and long dashes.
    """
    small = unicodedata.normalize("NFKC", text).lower()
    return " ".join(ARTICLES.sub(" ", "".join(one for one in small if not _is_sign(one))).split())


def _is_sign(one: str) -> bool:
    return one in string.punctuation or unicodedata.category(one).startswith("P")
