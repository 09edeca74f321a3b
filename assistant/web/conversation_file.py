"""A conversation as a file to take along: Markdown for people, records for machines.

Files are made when they are asked for, sent to the page, and saved by the browser.
"""

import re
from collections.abc import Sequence
from datetime import date

from assistant.chosen import filter_words
from assistant.explain import explained
from assistant.records import Answer, Citation
from assistant.web.answer_html import STATUSES
from assistant.web.conversation import Turn
from assistant.web.record_page import record_line
from assistant.web.source import place
from assistant.wider import without_words
from assistant.wording import DISCLAIMER, one_day, span_words
from index.errors import NotRecordable
from index.store import Archive

SIGNS = re.compile(r"[\\`*{}\[\]<>|~$&]|(?<![^\W_])_|_(?![^\W_])")
"""What Markdown or HTML in it would take for more than a sign; inside a word `_` is none."""
OPENING = re.compile(r"^(\d{1,9})([.)])|^([-+=#])")
"""What makes a list or a heading of a line that begins with it."""
POINT = re.compile(r"^(\s*)[-•]\s+")
ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def plain(text: str) -> str:
    """Text on one line that Markdown shows as it is, whatever signs are in it."""
    line = SIGNS.sub(r"\\\g<0>", " ".join(text.split()))
    return OPENING.sub(lambda sign: f"{sign[1] or ''}\\{sign[2] or sign[3]}", line)


def conversation_text(turns: Sequence[Turn], day: date) -> str:
    """The conversation in Markdown, each quotation with its source.

    Args:
        day: the day on which the file is made.
    """
    parts = ["# Conversation with Communiqué", f"Saved on {one_day(day)}. {DISCLAIMER}"]
    for number, turn in enumerate(turns, start=1):
        parts.append(f"## {number}. {plain(turn.question)}")
        parts += _turn(turn)
    return "\n\n".join(parts) + "\n"


def _turn(turn: Turn) -> list[str]:
    if turn.answer is None:
        return [plain(turn.error)]
    answer = turn.answer
    asked = f" Asked on {one_day(turn.told.day)}." if turn.told else ""
    limits = filter_words(answer.reading.filters)
    only = f" Only {plain('; '.join(limits))}." if limits else ""
    parts = [f"**{STATUSES[answer.status][1]}.**{asked}{only}"]
    parts += [f"*{plain(turn.note)}*"] if turn.note else []
    parts += _answer(answer)
    if answer.choices:
        parts.append("\n".join(f"- {plain(choice)}" for choice in answer.choices))
    if answer.wider:
        parts.append(f"### {plain(without_words(answer.reading, answer.wider.reading))}")
        parts += _answer(answer.wider)
    elif answer.closest:
        parts += ["### Closest, not an answer", _sources(answer.closest, labelled=False)]
    if answer.fallback is not None:
        parts.append(f"The language model could not be used ({plain(answer.fallback)}).")
    return [*parts, _reading(answer)]


def _answer(answer: Answer) -> list[str]:
    labels = {citation.label for citation in answer.citations}
    text = "\n".join(_line(line, labels) for line in answer.text.splitlines())
    sources = ["### Sources", _sources(answer.citations)] if answer.citations else []
    return [text, *sources]


def _line(line: str, labels: set[str]) -> str:
    """A line of an answer: its points and the marks of its citations kept, all else plain.

    A line that is no point and not empty ends where it ends: Markdown would join it to the next.
    """
    point = POINT.match(line)
    text = plain(line[point.end() :] if point else line)
    for label in labels:
        text = text.replace(f"\\[{label}\\]", f"[{label}]")
    if point:
        return f"{'  ' * (len(point[1]) > 1)}- {text}"
    return f"{text}  " if text else ""


def _sources(citations: Sequence[Citation], *, labelled: bool = True) -> str:
    """The citations as a list: what they quote, from where, and the passage's id."""
    items = []
    for citation in citations:
        released = f", {span_words(citation.released)}" if citation.released else ""
        address = citation.url or ""
        link = f", <{address}>" if ADDRESS.fullmatch(address) else ""
        label = f"[{citation.label}] " if labelled else ""
        origin = plain(f"{citation.title}{released}, {place(citation)}")
        items.append(f"- {label}“{plain(citation.quote)}” ({origin}; {plain(citation.id)}{link})")
    return "\n".join(items)


def _reading(answer: Answer) -> str:
    rows = [
        f"- {label}: {plain(value)} ({plain(where)})"
        for label, value, where in explained(answer.reading)
    ]
    return "\n".join(["How the question was read:", "", *rows])


def conversation_records(archive: Archive, turns: Sequence[Turn]) -> tuple[str, int]:
    """The records of all answers, one a line, and how many turns could not be recorded."""
    lines, left = [], 0
    for number in range(len(turns)):
        try:
            lines.append(record_line(archive, tuple(turns), number))
        except NotRecordable:
            left += 1
    return "".join(f"{line}\n" for line in lines), left
