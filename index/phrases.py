"""Known phrases in a text: spelling folded, then the longest phrase that starts at each word."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Entries = list[tuple[str, str, tuple[str, ...]]]
"""`(phrase, phrase in lower case, values)`, longest phrase first."""
Table = dict[str, Entries]
"""First word in lower case to the phrases that start with it."""
WORD = re.compile(r"[^\W_]+")
SIGNS = (
    dict.fromkeys("‘’ʼ′`´", "'")
    | dict.fromkeys("“”„″", '"')
    | dict.fromkeys("‐‑‒–—−", "-")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
    | {"İ": "I"}  # its lower case is two code points: places would shift
)
"""One sign for what looks or means the same; soft hyphens and marks without width left out."""


@dataclass(frozen=True)
class Mention:
    """A phrase at `[start, end)` of a folded text, with what it stands for (nothing for a trap)."""

    start: int
    end: int
    values: tuple[str, ...]


def fold(text: str) -> str:
    """The text with one kind of space, quote, apostrophe and hyphen, letters composed."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        for sign, plain in SIGNS.items():
            text = text.replace(sign, plain)
    return " ".join(text.split())


def phrase_table(phrases: Mapping[str, tuple[str, ...]]) -> Table:
    """The phrases by their first word; usual variants of spelling are added."""
    table: Table = {}
    for phrase, values in phrases.items():
        for variant in _variants(fold(phrase).rstrip(".")):
            low = variant.lower()
            table.setdefault(WORD.findall(low)[0], []).append((variant, low, values))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


def _variants(phrase: str) -> set[str]:
    """The phrase with "&" for "and", "St." for "Saint" and a space for a hyphen inside a name."""
    variants = {phrase}
    if phrase.startswith("Saint "):
        variants |= {f"St. {phrase[6:]}", f"St {phrase[6:]}"}
    if not phrase.isupper():
        variants |= {re.sub(r"(?<=[a-z])-(?=[A-Z])", " ", one) for one in variants}
    return variants | {one.replace(" and ", " & ") for one in variants}


def find_phrases(text: str, *tables: Table) -> Iterator[Mention]:
    """The phrases in a folded text, in order, none inside another; the first table goes first.

    An abbreviation must be printed as it stands in the table; any other phrase in any case, with
    at least one capital.
    """
    low, done = text.lower(), 0
    for start, word in _first_words(low, tables):
        if start >= done:
            found = [_at(text, low, start, table[word]) for table in tables if word in table]
            best = max(filter(None, found), key=lambda one: one.end, default=None)
            if best:
                done = best.end
                yield best


def _first_words(low: str, tables: tuple[Table, ...]) -> list[tuple[int, str]]:
    """Where a word stands that a phrase starts with, in order.

    Whole-text operations on strings and sets: twice as fast as a look at each word.
    """
    spaced = f" {low} "
    for sign in set(low):
        if not sign.isalnum():
            spaced = spaced.replace(sign, " ")
    words = set(spaced.split())
    places = []
    for word in set().union(*(words & table.keys() for table in tables)):
        start = spaced.find(f" {word} ")
        while start >= 0:
            places.append((start, word))
            start = spaced.find(f" {word} ", start + 1)
    return sorted(places)


def _at(text: str, low: str, start: int, entries: Entries) -> Mention | None:
    """The longest of the entries that the text has at a place, whole words only."""
    for phrase, lowered, values in entries:
        end = start + len(lowered)
        if low.startswith(lowered, start) and not (
            lowered[-1].isalnum() and low[end : end + 1].isalnum()
        ):
            printed = text[start:end]
            if printed == phrase if phrase.isupper() else not printed.islower():
                return Mention(start, end, values)
    return None
