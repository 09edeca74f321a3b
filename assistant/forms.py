"""How the lines of a count, a dated list or a comparison are told."""

import re
from collections.abc import Callable, Sequence
from itertools import groupby

from assistant.selection import Form, Line, Selection
from assistant.wording import AT_LEAST, NUMBER_WORDS, event_words
from index.meeting import ordinal_in
from index.records import Format, Meeting

LeadIn = Callable[[Line], str]


def told(selection: Selection, lead_in: LeadIn) -> list[str]:
    """The lines of text of an answer in a form of its own, each quotation with its mark.

    Args:
        lead_in: act and actor of a line, as they stand before its quotation.
    """
    parts = []
    if selection.form is Form.COUNT:
        parts.append(_number(selection))
    if selection.form is Form.SIDES:
        parts.append(_beside(selection.lines))
    parts += _dated(selection.lines, lead_in)
    if selection.more:
        parts.append(f"… and {selection.more} more, not shown.")
    return parts


def first_value(line: Line) -> str:
    """The value of an answer's first line; the newest of a row tells how many there are at least."""
    if line.value and re.match(r"(?:the )?\w+ [\w-]+$", line.value) and ordinal_in(line.value):
        number = ordinal_in(line.value)
        return f"{AT_LEAST}{NUMBER_WORDS.get(number, number)} ({line.value})"
    return line.value


def _number(selection: Selection) -> str:
    """The number with the marks of all that is counted; the highest printed one where some lack."""
    for number, line in enumerate(selection.lines, start=1):
        if line.value:
            return f"{line.value} [{number}]"
    total = len(selection.lines)
    marks = " ".join(f"[{number}]" for number in range(1, total + 1))
    where = "" if selection.whole else " in this archive"
    return f"{NUMBER_WORDS.get(total, total)}{where} {marks}"


def _beside(lines: Sequence[Line]) -> str:
    """The values of the sides in one line, '' where not each of them gives one."""
    given = {}
    for number, line in enumerate(lines, start=1):
        if line.value and line.side not in given:
            given[line.side] = f"{line.side}: {line.value} [{number}]"
    sides = dict.fromkeys(line.side for line in lines)
    return "; ".join(given.values()) if len(given) == len(sides) > 1 else ""


def _dated(lines: Sequence[Line], lead_in: LeadIn) -> list[str]:
    """A heading for each event with its day, its quotations under it."""
    numbered = list(enumerate(lines, start=1))
    parts: list[str] = []
    for heading, group in groupby(numbered, key=lambda pair: _heading(pair[1])):
        parts.append(heading)
        for number, line in group:
            quote = " ".join(line.evidence.text.split())
            parts.append(f"- {lead_in(line)}“{quote}” [{number}]")
    return parts


def _heading(line: Line) -> str:
    release = line.evidence.release
    words = event_words(release, line.day)
    if line.day == release.when and release.meeting:
        words += "".join(f" · {one}" for one in _where(release.meeting) if one not in words)
    if line.announced:
        words = f"announced for {words}" if release.event else f"announced · {words}"
    return f"{line.side} — {words}" if line.side else words


def _where(meeting: Meeting) -> tuple[str, ...]:
    """How and where a meeting was held, as far as its release tells; a virtual one is nowhere."""
    place = "" if meeting.format is Format.VIRTUAL else meeting.place
    return tuple(one for one in (str(meeting.format), place) if one)
