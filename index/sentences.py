"""Sentences of a passage, by sentencex (Wikimedia's splitter: knows "U.S.", "Mr.", "No. 2")."""

from functools import lru_cache

import sentencex


@lru_cache(maxsize=20_000)
def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """The `(start, end)` of each sentence in `text`, in code points, outer white space left out.

    Hard line breaks count as spaces; a blank stretch gives no sentence.
    """
    flat = text.replace("\n", " ").replace("\r", " ").replace("\u00a0", " ")
    spans, place = [], 0
    for boundary in sentencex.get_sentence_boundaries("en", flat):
        piece = boundary["text"]
        bare = piece.strip()
        if bare:
            start = flat.index(bare, place)
            spans.append((start, start + len(bare)))
            place = start + len(bare)
    return tuple(spans)
