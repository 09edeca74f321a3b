"""Bodies whose line breaks were lost (feeds): lines cut where a paragraph, bullet or note starts.

The text stays as it is; the pieces are lines by offset.
"""

import re
from collections.abc import Iterator, Sequence

from index.lines import LONE_NUMBER, LONG_LINE, Line, cut, ends_sentence
from index.numbering import WRAPPED, Mark, line_marks, sequence

MOST = 0.6
"""A body has run on when one of its lines holds so much of it."""
OPENS = r"[A-Z“\"‘'(\[0-9가-힣]"
INLINE_NUMBER = re.compile(rf"(?<=\s)(?P<number>\d{{1,3}})[.．]\s+(?={OPENS})(?!\d{{1,2}}\.(?!\d))")
PLAIN_SIGN = re.compile(rf"(?<=\s)[°º◦ㅇ○●□■▶◆※]\s+(?={OPENS})")
"""Signs that stand for nothing else, wherever they are met."""
DOUBTFUL_SIGN = re.compile(rf"(?<=\s)(?:[oо·•-]|[-–—]|\*{{1,3}}|[①-⑳])\s+(?={OPENS})")
"""Signs that are letters or punctuation, too: only behind the end of a sentence."""
TURN = re.compile(
    r"(?<=\s)(?:(?:Q|A|Question|Answer|질문|답변|문|답)\s?\d{0,2}\s?:\s|\[\s?(?:Q\s?&\s?A|질의응답)\s?\]"
    r"|(?:\*\s*|\[|\()?unofficial translation)",
    re.IGNORECASE,
)
BEHIND = re.compile(r"/\s*end\s*/|\[\s?(?:Q\s?&\s?A|질의응답)\s?\]", re.IGNORECASE)
"""What ends a paragraph, whatever follows."""
ENDED = re.compile(r"(?:[:;\]]|/\s*end\s*/|[가-힣])$", re.IGNORECASE)
ABBREVIATION = re.compile(r"\b(?:No|Nos|Art|Vol|pp?|Sec|Ch|Fig|Res|para)\.$", re.IGNORECASE)
UNSURE = re.compile(r"(?:\b[A-Z]\.|\d[.．])$")
"""Ends of sentences that may be an abbreviation or part of a date."""


def split_run_on(lines: Sequence[Line]) -> list[Line]:
    """The lines of a body, those that hold several paragraphs or bullets cut before each."""
    total = sum(len(line.text) for line in lines)
    long = [len(line.text) >= LONG_LINE and len(line.text) >= MOST * total for line in lines]
    numbered = _numbered(lines, long)
    pieces: list[Line] = []
    for place, line in enumerate(lines):
        for piece in cut(line, numbered[place]):
            pieces += cut(piece, _signs(piece.text, run_on=long[place]))
    return pieces


def _numbered(lines: Sequence[Line], long: Sequence[bool]) -> list[list[int]]:
    """For each line the places where the page's sequence of numbers goes on inside it."""
    found: list[list[int]] = [[] for _ in lines]
    if not any(long):
        return found
    starting = {mark.place: mark for mark in line_marks(lines)}
    marks: list[Mark] = []
    offsets: list[tuple[int, int]] = []
    for place, line in enumerate(lines):
        if place in starting:
            marks.append(starting[place])
            offsets.append((place, 0))
        for offset, mark in _inline(line, place) if long[place] else ():
            marks.append(mark)
            offsets.append((place, offset))
    chain = sequence(marks)
    for chosen in chain if chain and marks[chain[0]].sure else ():
        place, offset = offsets[chosen]
        found[place].append(offset)
    return found


def _inline(line: Line, place: int) -> Iterator[tuple[int, Mark]]:
    for match in INLINE_NUMBER.finditer(line.text):
        before = _before(line.text, match)
        ended = ends_sentence(before) or bool(ENDED.search(before))
        digit = line.text[match.end()].isdigit()
        if (
            WRAPPED.search(before)
            or ABBREVIATION.search(before)
            or (digit and UNSURE.search(before))
        ):
            continue
        if digit and not ended:
            continue
        sure = ended and not UNSURE.search(before)
        yield match.start(), Mark(place, int(match["number"]), sure)


def _before(text: str, match: re.Match[str]) -> str:
    """The last characters before a match, as many as tell whether a sentence ends there."""
    return text[max(0, match.start() - 40) : match.start()].rstrip()


def _signs(text: str, *, run_on: bool) -> list[int]:
    """Where a bullet, a note or a turn of a talk starts inside a line."""
    places = []
    for match in PLAIN_SIGN.finditer(text):
        if run_on or ends_sentence(_before(text, match)):
            places.append(match.start())
    if run_on:
        for match in (*DOUBTFUL_SIGN.finditer(text), *TURN.finditer(text)):
            before = _before(text, match)
            if ends_sentence(before) or ENDED.search(before):
                places.append(match.start())
        places += [match.end() for match in BEHIND.finditer(text)]
    return [place for place in places if not LONE_NUMBER.match(text[:place].strip())]
