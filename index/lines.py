"""The lines of a page, as stretches of its text; what stands alone, or runs on, is put right here.

A line is always `text[start:end]`, so nothing that is read from it ever changes the page.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
INVISIBLE = "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u3164\ufeff"
"""Signs that print nothing and that Python does not count as white space."""
SPACE = "".join(filter(str.isspace, map(chr, range(0x3001)))) + INVISIBLE
LONG_LINE = 120
"""Characters; no chrome line of the archive is as long, body lines mostly are longer."""
BOXES = "□■▣"
FIRST_LEVEL = BOXES + "°oº◦ㅇо○●•·▪◯⚬"
DASHES = "-–—―"
CIRCLED = "①-⑳"
PRINTED = rf"[^\s{INVISIBLE}]"
GAP = rf"[\s{INVISIBLE}]"
NUMBER = re.compile(
    rf"^(?P<number>\d{{1,3}})(?:\s?[.．]{GAP}+(?!\d{{1,2}}\.(?!\d))(?={PRINTED})"
    rf"|[.．](?P<glued>)(?=[“\"‘]?(?:[A-Z][a-z]|[가-힣])))"
)
"""A printed number at the start of a line. What follows is no further part of a date; a missing
space (`2.The`) is told apart, because a file name can begin so."""
SIGN = re.compile(
    rf"^(?P<sign>[{DASHES}{FIRST_LEVEL}]|※|\*{{1,3}}|[{CIRCLED}]|\(?(?:[a-z]|\d{{1,2}})\)"
    rf"|➊|▶|◆|[가-하]\.|[ⅰ-ⅹ]\.){GAP}+(?={PRINTED})"
)
LONE_NUMBER = re.compile(r"^\d{1,3}[.．]$")
LONE_SIGN = re.compile(
    rf"^(?:[{DASHES}{FIRST_LEVEL}]|※|\*|[{CIRCLED}]|\(?(?:[a-z]|\d{{1,2}})\)|▶|◆)$"
)
ENDING = 40
SENTENCE_END = re.compile(r"[.!?…。][\"”’'」)\]]*\*{0,2}$")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line without its outer white space; `gap` counts the blank lines before it."""

    text: str
    start: int
    end: int
    gap: int


def split_lines(text: str) -> list[Line]:
    """The lines of a page that hold anything, in order."""
    lines, gap, start = [], 0, 0
    ends = [(match.start(), match.end()) for match in BREAK.finditer(text)]
    for end, following in [*ends, (len(text), len(text))]:
        if line := stretch(text, start, end, gap):
            lines.append(line)
        gap = 0 if line else gap + 1
        start = following
    return lines


def stretch(text: str, start: int, end: int, gap: int) -> Line | None:
    """`text[start:end]` without outer white space as a line; None when nothing is left."""
    piece = text[start:end]
    left = piece.lstrip(SPACE)
    bare = left.rstrip(SPACE)
    if not bare:
        return None
    start = end - len(left)
    return Line(bare, start, start + len(bare), gap)


def cut(line: Line, places: Iterable[int]) -> list[Line]:
    """The line as several, each starting at one of the places (counted from its own start)."""
    inner = sorted({place for place in places if 0 < place < len(line.text)})
    if not inner:
        return [line]
    edges = [0, *inner, len(line.text)]
    pieces = []
    for start, end in pairwise(edges):
        if piece := stretch(line.text, start, end, 1):
            at = line.start + piece.start
            pieces.append(replace(piece, start=at, end=at + len(piece.text)))
    return [replace(pieces[0], gap=line.gap), *pieces[1:]]


def join_lone_marks(text: str, lines: list[Line]) -> list[Line]:
    """The lines, each sign or number that stands alone joined to the line that it belongs to."""
    joined: list[Line] = []
    for line in lines:
        above = joined[-1] if joined else None
        if above and _takes(above.text, line.text):
            joined[-1] = Line(text[above.start : line.end], above.start, line.end, above.gap)
        else:
            joined.append(line)
    return joined


def _takes(above: str, line: str) -> bool:
    """True when `above` is a mark without its text and `line` is that text."""
    if LONE_NUMBER.match(above):
        return not (NUMBER.match(line) or LONE_NUMBER.match(line))
    marked = NUMBER.match(line) or SIGN.match(line) or LONE_NUMBER.match(line)
    return bool(LONE_SIGN.match(above)) and not (marked or LONE_SIGN.match(line))


def ending(text: str) -> str:
    """The last words of a text: enough to tell how it ends, however long it is."""
    return text[-ENDING:]


def ends_sentence(text: str) -> bool:
    """True when a text ends with the end of a sentence, closing quotes and stars included."""
    return bool(SENTENCE_END.search(ending(text)))


def is_short(line: str) -> bool:
    """True for a heading or a menu entry: a few words that end no sentence."""
    return len(line) < LONG_LINE / 2 and not ends_sentence(line)
