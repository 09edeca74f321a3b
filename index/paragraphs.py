"""From body lines to numbered paragraphs and their passages; nothing of the body is dropped."""

import re
from dataclasses import dataclass, replace

from index.page import LONG_LINE, SPACE, Line
from index.records import Passage, PassageKind, Span

FIRST_LEVEL = "°oº◦ㅇо○●•·▪■□◯⚬"
NUMBER = re.compile(r"^(?P<number>\d{1,2})\.[\s\u00a0]+(?=\S)(?!\d{1,2}\.)")
SIGN = re.compile(
    rf"^(?P<sign>[{FIRST_LEVEL}]|[-–—―]|※|\*{{1,3}}|[①-⑳]|\(?[a-z0-9]\)|➊|▶|◆)[\s\u00a0]+(?=\S)"
)
NOTE_SIGNS = ("※", "*")
END_MARK = re.compile(r"[\s\u00a0]*/\s*end\s*/[\s\u00a0.]*$", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*$")
AFTER = re.compile(r"^[*※]*\s*\(?\[?unofficial translation\]?\)?\.?$", re.IGNORECASE)
FOOT = re.compile(r"^(?:list|previous|next|prev|목록|이전글?|다음글?)\b.{0,3}$", re.IGNORECASE)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
MAX_STEP = 2
"""A printed number may skip one: the archive's pages do."""
NESTED, STRAY = 0.1, 0.8
"""What a number outside the sequence costs, in a nested list and anywhere else; a number of the
sequence gains 1. So a list of three inside a page never outweighs the page's own sequence."""


@dataclass(frozen=True)
class Body:
    """The passages of a body in reading order and what stands between them, by name."""

    passages: tuple[Passage, ...]
    remainders: tuple[Span, ...]


def numbering(lines: list[Line]) -> set[int]:
    """The lines that start a numbered paragraph: the sequence that explains the page best.

    A line belongs to the sequence when its number exceeds the one before by one or two, or repeats
    it directly. What is left out must be a nested list (a quoted document), which starts again at
    1 and ends where the sequence goes on; anything else left out costs more than it could gain.
    """
    marked = [
        (place, int(match.group("number")))
        for place, line in enumerate(lines)
        if (match := NUMBER.match(line.text))
    ]
    numbers = [number for _, number in marked]
    best: list[tuple[float, list[int]]] = []
    for here, number in enumerate(numbers):
        start = {1: 1.5, 2: 0.5}.get(number, 0.0) - STRAY * here
        score, chain = start, [here]
        for there in range(here):
            gain = _gain(numbers, there, here)
            if gain is not None and best[there][0] + gain > score:
                score, chain = best[there][0] + gain, [*best[there][1], here]
        best.append((score, chain))
    ended = [(score - _left_out(numbers[chain[-1] + 1 :]), chain) for score, chain in best]
    if not ended:
        return set()
    _, chain = max(ended, key=lambda entry: entry[0])
    if all(number > MAX_STEP for number in numbers) and len(chain) == 1:
        return set()
    return {marked[place][0] for place in chain}


def _gain(numbers: list[int], there: int, here: int) -> float | None:
    """What it gains to let `here` follow `there`; None where it cannot.

    A number that goes on from one left out rather belongs to that list.
    """
    step, skipped = numbers[here] - numbers[there], numbers[there + 1 : here]
    if step == 0:
        return None if skipped or numbers[here] == 1 else 0.25
    if not 0 < step <= MAX_STEP:
        return None
    gain = 1.0 if step == 1 else 0.5
    if skipped and numbers[here] == skipped[-1] + 1:
        gain -= 0.5
    return gain - _left_out(skipped)


def _left_out(skipped: list[int]) -> float:
    """What numbers outside the sequence cost: little in a nested list, else much."""
    cost, run = 0.0, 0
    for place, number in enumerate(skipped):
        following = skipped[place + 1] if place + 1 < len(skipped) else 0
        opens = number == 1 and following == 2
        run = 1 if opens else (run + 1 if run and number == run + 1 else 0)
        cost += NESTED if run else STRAY
    return cost


def read_body(release: str, lines: list[Line]) -> Body:
    """The passages of a body. `lines` are all lines after the head, foot included."""
    lines, foot = _cut_foot(lines)
    starts = numbering(lines)
    writer = _Writer(release, numbered=bool(starts))
    signed = any(
        (match := SIGN.match(line.text)) and match["sign"] in FIRST_LEVEL for line in lines
    )
    for place, line in enumerate(lines):
        writer.add(line, place in starts, signed)
    return Body(tuple(writer.passages), tuple(writer.remainders + foot))


def _cut_foot(lines: list[Line]) -> tuple[list[Line], list[Span]]:
    cut = len(lines)
    while cut and FOOT.match(lines[cut - 1].text):
        cut -= 1
    return lines[:cut], [Span("chrome", line.start, line.end) for line in lines[cut:]]


class _Writer:
    """Takes the body line by line and keeps the paragraph that is open."""

    def __init__(self, release: str, numbered: bool) -> None:
        self.release = release
        self.numbered = numbered
        self.passages: list[Passage] = []
        self.remainders: list[Span] = []
        self.number = ""
        self.used: dict[str, int] = {}
        self.unnumbered = self.before = self.after = 0
        self.above: Line | None = None
        self.ended = False

    def add(self, line: Line, opens: bool, signed: bool) -> None:
        """Take one line: a new paragraph, a bullet or note, a continuation, or text apart."""
        ended, wraps = self.ended, self._wraps(line)
        start, end = line.start, self._without_end_mark(line)
        bare = line.text[: end - start]
        self.above = line
        if not bare.strip(SPACE):
            return
        sign, match = SIGN.match(bare), NUMBER.match(bare)
        if opens and match:
            self.ended = end < line.end
            self.number = self._unique(match["number"])
            self._passage(PassageKind.LEAD, "", 0, self._mark(line, match), end)
        elif self.number and (AFTER.match(bare) or (ended and not sign and not wraps)):
            self.after += 1
            self._apart(PassageKind.AFTER, f"t{self.after}", start, end)
        elif sign and (self.number or not self.numbered):
            self._signed(line, sign, end, signed)
        elif wraps:
            self.passages[-1] = replace(self.passages[-1], end=end)
        elif not self.number and (self.numbered or AFTER.match(bare)):
            self.before += 1
            self._apart(PassageKind.BEFORE, f"h{self.before}", start, end)
        elif self.numbered:
            self._passage(PassageKind.UNMARKED, "", 1, start, end)
        else:
            self.unnumbered += 1
            self.number = f"u{self.unnumbered}"
            self._passage(PassageKind.LEAD, "", 0, start, end)

    def _signed(self, line: Line, match: re.Match[str], end: int, signed: bool) -> None:
        sign = match["sign"]
        if not self.number:
            self.unnumbered += 1
            self.number = f"u{self.unnumbered}"
        note = sign.startswith(NOTE_SIGNS)
        first = sign in FIRST_LEVEL or (not signed and not note)
        kind = PassageKind.NOTE if note else PassageKind.BULLET
        self._passage(kind, sign, 1 if first else 2, self._mark(line, match), end)

    def _wraps(self, line: Line) -> bool:
        """True for the rest of a hard-wrapped line: no blank line and no end of a paragraph above.

        A line too long for hard wrapping that ends its sentence ends its paragraph, too.
        """
        if self.above is None or not self.passages or line.gap:
            return False
        if self.passages[-1].end != self.above.end or AFTER.match(self.above.text):
            return False
        return len(self.above.text) < LONG_LINE or not SENTENCE_END.search(self.above.text)

    def _without_end_mark(self, line: Line) -> int:
        if not (match := END_MARK.search(line.text)):
            return line.end
        self.ended = True
        self.remainders.append(Span("end mark", line.start + match.start(), line.end))
        return line.start + match.start()

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
        position = sum(passage.paragraph == paragraph for passage in self.passages)
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

    def _apart(self, kind: PassageKind, name: str, start: int, end: int) -> None:
        id = f"{self.release}#{name}"
        self.passages.append(Passage(id, id, name, 0, kind, "", 0, start, end))
