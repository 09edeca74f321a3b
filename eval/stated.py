"""What the text of an answer states, statement by statement, and what each of them cites."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MARK = re.compile(r"\[(\d{1,4})\]")
MARKS = re.compile(r"(?:\s*\[\d{1,4}\])+")
QUOTATION = re.compile(
    r"-\s+(?:(?P<lead>.+?):\s)?“(?P<quote>.+)”\s*(?P<marks>(?:\[\d{1,4}\]\s*)+)[.,;]?"
)
"""A line that quotes: who did what before it, and its marks behind."""


@dataclass(frozen=True)
class Stated:
    """A statement of an answer: its words without marks, and the labels of what it cites.

    `quote` are the words between its quotation marks, empty for one in the answer's own words.
    """

    words: str
    labels: tuple[str, ...]
    quote: str = ""


def statements(text: str) -> Iterator[Stated]:
    """What a text states: each stretch up to its marks, and what a line has behind its last ones.

    The latter cites nothing. A line without any mark states nothing: it is a heading or a remark
    on the search ("Not found: ...").
    """
    for line in text.split("\n"):
        if match := QUOTATION.fullmatch(line.strip()):
            lead = match["lead"] or ""
            yield Stated(lead, tuple(MARK.findall(match["marks"])), match["quote"])
            continue
        place = 0
        for match in MARKS.finditer(line):
            yield Stated(_bare(line[place : match.start()]), tuple(MARK.findall(match.group())))
            place = match.end()
        if place and _bare(line[place:]).strip("” "):
            yield Stated(_bare(line[place:]), ())


def _bare(words: str) -> str:
    """A stretch without what ends the one before it, and without its own bullet."""
    return re.sub(r"^[\s.,;]*(?:[-•]\s+)?", "", words).rstrip()
