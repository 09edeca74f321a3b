"""A quotation in an answer's line: where it stands there, and which of its words answer."""

import re
from collections.abc import Iterable

from assistant.records import Citation

WHITE_SPACE = re.compile(r"\s+")


def answering(citation: Citation) -> list[tuple[int, int]]:
    """The stretches `[start, end)` of `Release.text` that answer, each from word to word, in order.

    What lies outside the quotation or in an earlier stretch is left out.
    """
    found: list[tuple[int, int]] = []
    least = citation.start
    for first, last in sorted(citation.marked):
        start, end = max(first, least), min(last, citation.end)
        text = citation.quote[start - citation.start : max(end - citation.start, 0)]
        start, end = end - len(text.lstrip()), start + len(text.rstrip())
        if text.strip():
            found.append((start, end))
            least = end
    return found


def pieces(citation: Citation) -> list[tuple[str, bool]]:
    """The quotation with white space folded, each piece with whether it answers.

    Put together they are the quotation as an answer prints it: nothing is added or lost.
    """
    cut: list[tuple[int, int, bool]] = []
    at = citation.start + len(citation.quote) - len(citation.quote.lstrip())
    for start, end in answering(citation):
        cut += [(at, start, False), (start, end, True)]
        at = end
    cut.append((at, citation.start + len(citation.quote.rstrip()), False))
    return [
        (WHITE_SPACE.sub(" ", citation.quote[first - citation.start : last - citation.start]), told)
        for first, last, told in cut
        if first < last
    ]


def placed(line: str, citations: Iterable[Citation]) -> list[tuple[int, int, Citation]]:
    """Where quotations stand in a line of an answer, quote marks included, with their mark behind.

    The first place of each is given, in order, none overlapping. Quote marks inside a quotation do
    not matter, paired or not.
    """
    found = []
    for citation in citations:
        quote = f"“{' '.join(citation.quote.split())}”"
        start = line.find(f"{quote} [{citation.label}]")
        if start >= 0:
            found.append((start, start + len(quote), citation))
    kept: list[tuple[int, int, Citation]] = []
    for each in sorted(found, key=lambda one: (one[0], -one[1])):
        if not kept or each[0] >= kept[-1][1]:
            kept.append(each)
    return kept
