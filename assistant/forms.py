"""The text of an answer by its form: plain lines, a dated list, a count, sides of a comparison."""

import re
from collections.abc import Sequence
from itertools import groupby

from assistant.lines import heading, quotation_line
from assistant.selection import Form, Line, Selection
from assistant.wording import AT_LEAST, NUMBER_WORDS
from index.meeting import ordinal_in


def told(selection: Selection) -> list[str]:
    """The lines of text of an answer: what comes first in its form, then the quotations."""
    parts = []
    if selection.form is Form.LINES and (value := first_value(selection.lines[0])):
        parts.append(f"{value} [1]")
    if selection.form is Form.COUNT:
        parts.append(_number(selection))
    if selection.form is Form.SIDES and (beside := _beside(selection.lines)):
        parts.append(beside)
    numbered = list(enumerate(selection.lines, start=1))
    for above, group in groupby(numbered, key=lambda pair: heading(pair[1])):
        parts += [above, *(quotation_line(line, str(number)) for number, line in group)]
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
