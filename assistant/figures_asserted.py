"""Figures that a question asserts in passing, where the release gives others."""

import re
from collections.abc import Iterator, Sequence

from assistant.asserted import Contradiction
from assistant.evidence import Evidence
from assistant.lexicon import Lexicon
from assistant.records import Reading
from assistant.undone import matter, share
from assistant.values import MONEY
from index.words import stem

FIGURE = r"\d[\d,.]*\d|\d"
AFTER_NOUN = re.compile(
    rf"\b(?P<noun>[a-z][\w’-]+)\s+(?:(?:was|is|were|are)\s+)?(?:at|of|to|from)\s+(?:[a-z]+\s+){{0,2}}?(?P<figure>{FIGURE})(?![\w-])(?!\s+(?:January|February|March|April|May|June|July|August|September|October|November|December))",
    re.IGNORECASE,
)
"""A figure that belongs to the noun before it: "a threshold at magnitude 5.5"."""
YEAR = re.compile(r"(?:19|20)\d\d$")
SAME_MATTER = 0.5
"""How much of the matter the sentence has to name."""


def other_figure(
    reading: Reading, evidence: Sequence[Evidence], lexicon: Lexicon
) -> Contradiction | None:
    """The sentence that gives another figure for what the question asserts one of."""
    for noun, figure in _figures(reading.question):
        told = [
            (one, other)
            for one in evidence
            for name, other in _figures(one.text)
            if name == noun and share(one.text, matter(reading, one, lexicon)) >= SAME_MATTER
        ]
        if told and all(other != figure for _, other in told):
            one, other = told[0]
            if figure not in one.text:
                return Contradiction(one, f"the question says {figure}, the release {other}")
    return None


def _figures(text: str) -> Iterator[tuple[str, str]]:
    """The stem of a noun, or "money", with the figure that belongs to it."""
    for match in MONEY.finditer(text):
        if re.search(r"\d", match[0]):
            yield "money", _plain(match[0])
    for match in AFTER_NOUN.finditer(MONEY.sub(" ", text)):
        if not YEAR.match(match["figure"]):
            yield stem(match["noun"]), match["figure"].rstrip(".,")


def _plain(amount: str) -> str:
    """The figure and scale of an amount, without its currency."""
    match = re.search(r"\d[\d,.]*(?:\s?(?:thousand|million|billion|trillion))?", amount, re.I)
    return match[0].strip() if match else amount
