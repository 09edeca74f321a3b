"""From body lines to numbered paragraphs and their passages; nothing of the body is dropped."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.foot import cut_foot
from index.layout import TRANSLATION, Layout, before_end_mark
from index.lines import DASHES, LONE_NUMBER, LONE_SIGN, LONG_LINE, NUMBER, SIGN, SPACE, Line
from index.page import DAY
from index.records import Passage, PassageKind, Span
from index.run_on import split_run_on

NOTE_SIGNS = ("※", "*")
RULE = re.compile(r"^[-–—―_=*~#.·•\s]{3,}$")
COUNTER = re.compile(r"^[•·*|-]?\s*(?:hits?|조회수)\s*[:|]?\s*[\d,]+$", re.IGNORECASE)
DATE_LINE = re.compile(rf"^[•·*|-]?\s*(?:date|작성일|등록일)\s*[:|]\s*{DAY}$", re.IGNORECASE)
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Body:
    """The passages of a body in reading order and what stands between them, by name."""

    passages: tuple[Passage, ...]
    remainders: tuple[Span, ...]


def read_body(release: str, lines: Sequence[Line], title: str = "") -> Body:
    """The passages of a body. `lines` are all lines after the head, foot included."""
    kept, foot = cut_foot(lines)
    layout = Layout(split_run_on(kept), title)
    writer = _Writer(release, layout)
    for place in range(len(layout.lines)):
        writer.add(place)
    spans = [Span("foot", line.start, line.end) for line in foot]
    return Body(tuple(writer.passages), tuple(writer.remainders + spans))


class _Writer:
    """Takes the body line by line and keeps the paragraph that is open."""

    def __init__(self, release: str, layout: Layout) -> None:
        self.release = release
        self.layout = layout
        self.passages: list[Passage] = []
        self.remainders: list[Span] = []
        self.number = ""
        self.used: dict[str, int] = {}
        self.positions: dict[str, int] = {}
        self.unnumbered = self.before = self.after = 0
        self.above: int | None = None
        self.ended = False

    def add(self, place: int) -> None:
        """Take one line: a new paragraph, a bullet or note, a continuation, or text apart."""
        line, layout = self.layout.lines[place], self.layout
        ended, wraps = self.ended, self._wraps(place)
        end = self._without_end_mark(line)
        bare = line.text[: end - line.start]
        self.above = place
        if not bare.strip(SPACE) or self._set_aside(line, bare):
            return
        sign, number = SIGN.match(bare), NUMBER.match(bare)
        if layout.opens(place):
            self.ended = end < line.end
            self._open(line, number, sign, end)
        elif self._is_after(place, bare, ended and not sign and not wraps):
            self.after += 1
            listed = number if place in layout.nested else None
            self._apart(PassageKind.AFTER, f"t{self.after}", line, sign or listed, end)
        elif wraps:
            self.passages[-1] = replace(
                self.passages[-1], end=self._undashed(bare, line.start, end)
            )
        elif place < layout.before:
            self.before += 1
            self._apart(PassageKind.BEFORE, f"h{self.before}", line, sign, end)
        elif place in layout.nested and number and self.number:
            mark = f"{number['number']}."
            self._passage(PassageKind.BULLET, mark, 1, self._mark(line, number), end)
        elif sign and (self.number or not layout.numbered):
            self._signed(line, sign, end)
        elif self.number and not self._is_paragraph(place):
            self._passage(PassageKind.UNMARKED, "", 1, line.start, end)
        else:
            self._unnumbered(line.start, end)

    def _is_paragraph(self, place: int) -> bool:
        """True for text without a mark that is a paragraph of its own."""
        layout = self.layout
        if layout.first is None:
            return True
        return layout.mixed and not layout.first < place <= layout.last

    def _is_after(self, place: int, bare: str, follows_end: bool) -> bool:
        return bool(self.number) and (
            follows_end or place >= self.layout.after or bool(TRANSLATION.match(bare))
        )

    def _set_aside(self, line: Line, bare: str) -> bool:
        """True for what is no text: a ruled line, a sign without text, a hit counter."""
        if LONE_NUMBER.match(bare) or LONE_SIGN.match(bare):
            name = "mark"
        elif RULE.match(bare):
            name = "rule"
        elif len(bare) < LONG_LINE and COUNTER.match(bare):
            name = "hit counter"
        elif len(bare) < LONG_LINE and DATE_LINE.match(bare):
            name = "date line"
        else:
            return False
        self.remainders.append(Span(name, line.start, line.start + len(bare)))
        return True

    def _open(
        self, line: Line, number: re.Match[str] | None, sign: re.Match[str] | None, end: int
    ) -> None:
        mark = number or sign
        start = self._mark(line, mark) if mark else line.start
        if number and (behind := SIGN.match(line.text[number.end() : end - line.start])):
            rest = replace(line, text=line.text[number.end() :], start=start)
            start = self._mark(rest, behind)
        if number:
            self.number = self._unique(number["number"].lstrip("0") or "0")
            self._passage(PassageKind.LEAD, "", 0, start, end)
        else:
            self._unnumbered(start, end, sign["sign"] if sign else "")

    def _unnumbered(self, start: int, end: int, sign: str = "") -> None:
        self.unnumbered += 1
        self.number = f"u{self.unnumbered}"
        self._passage(PassageKind.LEAD, sign, 0, start, end)

    def _signed(self, line: Line, match: re.Match[str], end: int) -> None:
        sign = match["sign"]
        if not self.number:
            self.unnumbered += 1
            self.number = f"u{self.unnumbered}"
        note = sign.startswith(NOTE_SIGNS)
        first = sign in self.layout.first_level or not (self.layout.first_level or note)
        kind = PassageKind.NOTE if note else PassageKind.BULLET
        self._passage(kind, sign, 1 if first else 2, self._mark(line, match), end)

    def _wraps(self, place: int) -> bool:
        """True when a line only goes on with the passage above it."""
        if self.above is None or not self.passages or place == self.layout.after:
            return False
        above = self.layout.lines[self.above]
        if self.passages[-1].end != above.end or TRANSLATION.match(above.text):
            return False
        if place in self.layout.nested:
            return False
        marked = bool(self.passages[-1].sign or self.passages[-1].number[0].isdigit())
        return self.layout.wraps.goes_on(self.above, place, marked)

    def _without_end_mark(self, line: Line) -> int:
        """The end of a line's text; the mark that ends a release is noted as a remainder."""
        place = before_end_mark(line.text)
        if place == len(line.text):
            return line.end
        self.ended = True
        self.remainders.append(Span("end mark", line.start + place, line.end))
        return line.start + len(line.text[:place].rstrip(SPACE))

    def _mark(self, line: Line, match: re.Match[str]) -> int:
        """Note the printed number or sign as a remainder; the place where the text starts."""
        start = line.start + match.end()
        bare = len(match.group().rstrip(SPACE))
        self.remainders.append(Span("mark", line.start, line.start + bare))
        return start

    def _unique(self, number: str) -> str:
        self.used[number] = self.used.get(number, 0) + 1
        times, letters = self.used[number] - 1, ""
        while times:
            times, last = divmod(times, len(LETTERS))
            letters = LETTERS[last] + letters
        return number + letters

    def _passage(self, kind: PassageKind, sign: str, level: int, start: int, end: int) -> None:
        paragraph = f"{self.release}#{self.number}"
        position = self.positions.get(paragraph, 0)
        self.positions[paragraph] = position + 1
        self.passages.append(
            Passage(
                f"{paragraph}.{position}",
                paragraph,
                self.number,
                position,
                kind,
                sign,
                level,
                start,
                end,
            )
        )

    def _apart(
        self, kind: PassageKind, name: str, line: Line, sign: re.Match[str] | None, end: int
    ) -> None:
        """A passage before the first or after the last paragraph, its sign or dashes left out."""
        start = self._mark(line, sign) if sign else line.start
        printed = (sign.groupdict().get("sign") or f"{sign['number']}.") if sign else ""
        if printed and printed in DASHES:
            end = self._undashed(line.text[: end - line.start], line.start, end)
        id = f"{self.release}#{name}"
        self.passages.append(Passage(id, id, name, 0, kind, printed, 0, start, end))

    def _undashed(self, bare: str, start: int, end: int) -> int:
        """The end of a subtitle between dashes, without the second one."""
        opened = self.passages and self.passages[-1]
        match = re.search(rf"\s+[{DASHES}]$", bare)
        if not match or (bare[0] not in DASHES and not (opened and opened.sign in DASHES)):
            return end
        self.remainders.append(Span("mark", start + len(bare) - 1, start + len(bare)))
        return start + match.start()
