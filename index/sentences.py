"""Sentences of a passage, by sentencex (Wikimedia's splitter: knows "U.S.", "Mr.", "No. 2")."""

import re
from functools import lru_cache

import sentencex

TITLE = re.compile(r"(?<![\w.])(?:Ms|Mrs|Mr|Dr|Prof|Amb|Gen|Hon|Messrs|H\.E)\.$")
"""What ends no sentence where the splitter sees an end."""


def flat(text: str) -> str:
    """The text with each stretch of white space, also a hard line break, as one space."""
    return " ".join(text.split())


@lru_cache(maxsize=20_000)
def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """The `(start, end)` of each sentence in `text`, in code points, outer white space left out.

    Hard line breaks count as spaces; a blank stretch gives no sentence.
    """
    flat = text.replace("\n", " ").replace("\r", " ").replace("\u00a0", " ")
    spans: list[tuple[int, int]] = []
    place = 0
    for boundary in sentencex.get_sentence_boundaries("en", flat):
        piece = boundary["text"]
        bare = piece.strip()
        if bare:
            start = flat.index(bare, place)
            place = start + len(bare)
            if spans and TITLE.search(flat, *spans[-1]):
                start = spans.pop()[0]
            spans.append((start, place))
    return tuple(spans)
