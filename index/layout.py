"""What holds for a whole body: its numbering, its signs, where its paragraphs begin and end."""

import re
from collections.abc import Sequence

from index.foot import FILE
from index.lines import (
    BOXES,
    DASHES,
    ENDING,
    FIRST_LEVEL,
    LONG_LINE,
    NUMBER,
    SIGN,
    SPACE,
    Line,
    ends_sentence,
)
from index.numbering import numbering
from index.wraps import Wraps

END_MARK = re.compile(
    r"(?:(?:/\s*(?:end|끝)\s*/|<\s*end\s*>|\(\s*(?:end|끝)\s*\)|\[\s*end\s*\]|[-–]\s?end\s?[-–]|#\s?#\s?#)[\s.]*"
    r"|(?:(?<=[.!?다음함임])\s+|\s{2,}|^)끝\s?\.?)$",
    re.IGNORECASE,
)
TRANSLATION = re.compile(r"^[*※]*\s*\(?\[?unofficial translation\]?\)?\.?$", re.IGNORECASE)
THANKS = re.compile(r"^(?:thank you|many thanks|감사합니다)\b.{0,40}$", re.IGNORECASE)
SIGNED = re.compile(
    r"^(?:the\s|h\.\s?e\.\s|mr\.\s|ms\.\s)?(?:(?:deputy\s|acting\s)?spokesperson|(?:first\s|second\s|vice\s|deputy\s)*minister"
    r"|ministry|ambassador|embassy|director|office of|permanent mission|republic of korea)\b",
    re.IGNORECASE,
)
DATELINE = re.compile(
    r"^[(\[]?(?:[A-Z][\w .'’-]{1,40},\s*)?(?:\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]+\.?,?\s+\d{4}"
    r"|[A-Z][a-z]{2,8}\.?\s*\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{4}\.\s?\d{1,2}\.\s?\d{1,2}\.?)"
    r"(?:\s+\d{1,2}:\d{2}\s*(?:KST|local time)?\.?)?(?:,\s*[\w .'’-]{1,40})?[)\]]?\.?$"
)
PROSE = 2
"""So many full paragraphs before the first number, and the numbers are a list inside the text."""


class Layout:
    """What holds for a whole body: its numbering, its signs, where its paragraphs begin and end."""

    def __init__(self, lines: Sequence[Line], title: str) -> None:
        self.lines = lines
        found = numbering(lines)
        self.starts, self.nested = found.starts, found.nested
        signs = {match["sign"] for line in lines if (match := SIGN.match(line.text))}
        self.boxed = not self.starts and any(sign in BOXES for sign in signs)
        levels = FIRST_LEVEL.strip(BOXES) if self.boxed else FIRST_LEVEL
        self.first_level = {sign for sign in signs if sign in levels}
        opening = [place for place in range(len(lines)) if self.opens(place)]
        self.first = opening[0] if opening else None
        self.last = opening[-1] if opening else -1
        self.mixed = self._is_mixed()
        self.before = self._before(_folded(title))
        self.after = self._after()
        self.wraps = Wraps(lines)

    @property
    def numbered(self) -> bool:
        """True when paragraphs are told by numbers or boxes, not by blank lines."""
        return self.first is not None and not self.mixed

    def opens(self, place: int) -> bool:
        """True for a line that starts a paragraph by its number or box."""
        if self.boxed:
            return self.lines[place].text[0] in BOXES and bool(SIGN.match(self.lines[place].text))
        return place in self.starts

    def _is_mixed(self) -> bool:
        """True when the numbers are a list inside a text of paragraphs without numbers."""
        if not self.starts or self.first is None:
            return False
        before = sum(_is_prose(line) for line in self.lines[: self.first])
        behind = sum(_is_prose(line) and line.gap > 0 for line in self.lines[self.last + 1 :])
        return before >= PROSE or (before > 0 and behind > PROSE)

    def _before(self, title: str) -> int:
        """The end of what stands before the first paragraph: subtitle, date line, title again."""
        if self.first is not None and self.numbered:
            return self.first
        place = 0
        while place < len(self.lines) and _is_heading(self.lines[place].text, title):
            place += 1
        return place if place < len(self.lines) else 0

    def _after(self) -> int:
        """The line from which on only sign-offs and translation notes follow."""
        after = len(self.lines)
        while self.numbered and after - 1 > self.last and self._ends(self.lines[after - 1]):
            after -= 1
        return after

    def _ends(self, line: Line) -> bool:
        text = line.text[: before_end_mark(line.text)].strip(SPACE)
        if not text or TRANSLATION.match(text) or THANKS.match(text) or DATELINE.match(text):
            return True
        short = len(text) < LONG_LINE and not ends_sentence(text) and line.gap > 0
        return bool(FILE.match(text)) or (short and bool(SIGNED.match(text)))


def before_end_mark(text: str) -> int:
    """Where the mark that ends a release stands, or the length of a text without one."""
    match = END_MARK.search(text, max(0, len(text) - ENDING))
    return match.start() if match else len(text)


def _is_prose(line: Line) -> bool:
    """True for a full paragraph without number or sign."""
    if len(line.text) < LONG_LINE / 2 or not ends_sentence(line.text):
        return False
    return not (SIGN.match(line.text) or NUMBER.match(line.text) or TRANSLATION.match(line.text))


def _is_heading(text: str, title: str) -> bool:
    """True for the title once more, a subtitle between dashes, a translation note."""
    framed = text[0] in DASHES and text[-1] in DASHES and 2 < len(text) < LONG_LINE
    return framed or _folded(text) == title != "" or bool(TRANSLATION.match(text))


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
