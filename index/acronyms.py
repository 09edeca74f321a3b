"""Acronyms and the long forms that a text gives for them, each with the passage that defines it.

Source: A. Schwartz and M. Hearst, A simple algorithm for identifying abbreviation definitions in
biomedical text, Pacific Symposium on Biocomputing 2003, 451-462. Both of its orders are read:
"long form (SHORT)" and "SHORT (long form)". Ours are: initials are tried before any letters; no long
form starts with a word such as "of", and such words do not count towards its length; a short form
has two capitals; a figure is read as the word it stands for (P4G: Partnering for Green Growth).
"""

import re
from collections.abc import Iterable

from index.records import Acronym, Passage

MAX_SHORT_WORDS, MAX_SHORT = 2, 10
"""A short form has at most two words and ten characters (Schwartz and Hearst)."""
BRACKETS = re.compile(r"\(([^()]{2,160})\)")
SIGNS = " \t\n\r\u00a0“”\"‘’',;:"
HEREINAFTER = re.compile(
    r"^(?:hereinafter|hereafter)(?:\s+referred\s+to\s+as)?,?\s+(?:the\s+)?|,?\s*(?:hereinafter|hereafter)$"
    r"|^(?:or|also known as|also called|abbreviated as)\s+",
    re.IGNORECASE,
)
JOINERS = frozenset("of for and the in on to at a an with by &".split())
"""Words that start no long form and do not count among its words."""
SPOKEN = {"4": "f", "2": "t"}
"""A figure inside a short form by the first letter of the word it stands for ("for", "to")."""


def find_acronyms(text: str, passages: Iterable[Passage]) -> tuple[Acronym, ...]:
    """The acronyms that the passages define, each pair of short and long form once."""
    found: dict[tuple[str, str], Acronym] = {}
    for passage in passages:
        for short, long in definitions(text[passage.start : passage.end]):
            found.setdefault((short, long.lower()), Acronym(short, long, passage.id))
    return tuple(found.values())


def definitions(piece: str) -> list[tuple[str, str]]:
    """The pairs of short and long form that a piece of text defines, in order."""
    pairs = []
    for match in BRACKETS.finditer(piece):
        inside = HEREINAFTER.sub("", match[1].strip(SIGNS)).strip(SIGNS)
        before = piece[: match.start()].rstrip(SIGNS)
        if is_short(inside):
            pairs.append((inside, long_form(inside, _window(inside, before))))
        elif (last := _last_word(before)) and is_short(last):
            pairs.append((last, _leading(last, inside)))
    return [(short, " ".join(long.split())) for short, long in pairs if long]


def is_short(words: str) -> bool:
    """True for what may be an acronym: short, and with two capitals at least."""
    return (
        2 <= len(words) <= MAX_SHORT
        and len(words.split()) <= MAX_SHORT_WORDS
        and words[0].isalnum()
        and sum(letter.isupper() for letter in words) >= 2
        and not re.search(r"[^\w&/.\s-]", words)
    )


def long_form(short: str, window: str) -> str:
    """The shortest stretch at the end of `window` that spells `short`; empty when none does.

    Each letter of the short form, from its last to its first, is found in the window from right
    to left: at the starts of words when that is possible, else anywhere; the first letter always
    at the start of a word.
    """
    for spelling in (short, "".join(SPOKEN.get(letter, letter) for letter in short)):
        for initials in (True, False):
            if long := _spelt(spelling, window, initials):
                return "" if _repeats(short, long) else long
    return ""


def _spelt(short: str, window: str, initials: bool) -> str:
    place = len(window) - 1
    for number, letter in reversed(list(enumerate(short.lower()))):
        if not letter.isalnum():
            continue
        while place >= 0 and not _fits(window, place, letter, initials, number == 0):
            place -= 1
        if place < 0:
            return ""
        place -= 1
    long = window[place + 1 :].strip(SIGNS)
    return long if len(long) > len(short) else ""


def _fits(window: str, place: int, letter: str, initials: bool, first: bool) -> bool:
    if window[place].lower() != letter:
        return False
    if not (initials or first):
        return True
    if place > 0 and window[place - 1].isalnum():
        return False
    return not (first and re.split(r"[^\w&]", window[place:], maxsplit=1)[0].lower() in JOINERS)


def _repeats(short: str, long: str) -> bool:
    """True when the long form has the short one as a word: it defines nothing."""
    return short.lower() in re.findall(r"[\w&/-]+", long.lower())


def _window(short: str, before: str) -> str:
    """The words before the bracket that may be the long form, as printed.

    At most `min(|A| + 5, |A| * 2)` words, |A| the characters of the short form.
    """
    words = list(re.finditer(r"[^\s\u00a0]+", before))
    room, start = _most(short), len(before)
    for word in reversed(words):
        room -= word[0].lower() not in JOINERS
        if room < 0:
            break
        start = word.start()
    return before[start:]


def _most(short: str) -> int:
    """How many words the long form of a short one may have (Schwartz and Hearst)."""
    return min(len(short) + 5, len(short) * 2)


def _last_word(before: str) -> str:
    words = re.findall(r"[^\s\u00a0(]+$", before)
    return words[0].strip(SIGNS) if words else ""


def _leading(short: str, inside: str) -> str:
    """The bracket's text when it is the long form of the word before it, and nothing more."""
    words = [word for word in inside.split() if word.lower() not in JOINERS]
    if not 2 <= len(words) <= _most(short):
        return ""
    long = long_form(short, inside)
    return long if long == inside.strip(SIGNS) else ""
