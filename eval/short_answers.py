"""Short answers held against short gold ones: exact match and the overlap of their words."""

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Sequence

SHORT = 5
"""The most words of a short answer.

Source: T. Kwiatkowski and others, Natural Questions, TACL 7 (2019), 453-466, section 5.
"""
ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_MARKS = re.compile(r"\s*\[\d{1,4}\]")
_VALUE = re.compile(r"(?P<value>[^\n“]*?\S)\s*(?:\[\d{1,4}\]\s*)+")
_QUOTED = re.compile(r"“(?P<quote>[^\n]+)”\s*\[\d{1,4}\]")


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


def is_short(gold: str) -> bool:
    """True for a gold answer that an exact match can be asked of: a value, not a sentence."""
    return 0 < len(normalised(gold).split()) <= SHORT


def given_answer(text: str) -> str:
    """The short answer in an answer's text.

    That is the value before the marks of its first line; where it opens with no value, its first
    quotation; else all of it, without marks.
    """
    if match := _VALUE.match(text):
        return match["value"]
    quoted = _QUOTED.search(text)
    return quoted["quote"] if quoted else _MARKS.sub("", text)
