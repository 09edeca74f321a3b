"""HTML of an answer's text: paragraphs and points, its quotations set off, its marks made buttons."""

import re
from collections.abc import Sequence

from markupsafe import Markup

from assistant.records import Answer, Citation
from assistant.stretches import pieces, placed
from assistant.web.source import joined, mark, words

MARK = re.compile(r"\[([^\[\]\s]{1,8})\]")
BULLET = re.compile(r"^(\s*)[-•]\s+")


def text_html(turn: int, answer: Answer, lines: Sequence[str], first: int = 0) -> Markup:
    """The text in paragraphs and points; `first` is the position of its first citation."""
    marks = {
        citation.label: mark(citation, f"cite-{turn}-{position}")
        for position, citation in enumerate(answer.citations, start=first)
    }
    blocks: list[Markup] = []
    items: list[Markup] = []
    for line in [*lines, ""]:
        bullet = BULLET.match(line)
        if bullet:
            deeper = " deeper" if len(bullet[1]) > 1 else ""
            text = _line(line[bullet.end() :], marks, answer.citations)
            items.append(Markup('<li class="point{}">{}</li>').format(deeper, text))
            continue
        if items:
            blocks.append(Markup("<ul>{}</ul>").format(joined(items)))
            items = []
        if line.strip():
            blocks.append(Markup("<p>{}</p>").format(_line(line, marks, answer.citations)))
    return joined(blocks)


def _line(line: str, marks: dict[str, Markup], citations: Sequence[Citation]) -> Markup:
    """A line with its quotations set off and its marks made buttons.

    A bracket inside a quotation is the release's own, unless the quotation never closes. A line
    without a mark quotes nothing: its quote marks belong to a name.
    """
    if not any(found[1] in marks for found in MARK.finditer(line)):
        return words(line)
    html, end = Markup(""), 0
    for start, stop, quote in _quotations(line, citations):
        html += _with_marks(line[end:start], marks)
        html += Markup('<span class="quote">{}</span>').format(quote)
        end = stop
    return html + _with_marks(line[end:], marks)


def _quotations(line: str, citations: Sequence[Citation]) -> list[tuple[int, int, Markup]]:
    """Where a line quotes, quote marks included, with the HTML: whole citations, else “ to ”."""
    exact = placed(line, citations)
    found = [(start, stop, _quote(citation)) for start, stop, citation in exact]
    edges = [0, *(edge for start, stop, _ in exact for edge in (start, stop)), len(line)]
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        for start, stop in _paired(line[first:last]):
            text = words(line[first + start : first + stop])
            found.append((first + start, first + stop, text))
    return sorted(found, key=lambda each: each[0])


def _quote(citation: Citation) -> Markup:
    """A whole quotation with the words that answer marked."""
    parts = [
        Markup('<mark class="answers">{}</mark>').format(words(text)) if answers else _spaced(text)
        for text, answers in pieces(citation)
    ]
    return Markup("“{}”").format(joined(parts))


def _paired(line: str) -> list[tuple[int, int]]:
    """The outermost stretches between “ and ”, marks included; none when they do not pair."""
    stretches, depth, start = [], 0, 0
    for position, sign in enumerate(line):
        if sign == "“":
            start, depth = (position if depth == 0 else start), depth + 1
        elif sign == "”" and depth:
            depth -= 1
            if depth == 0:
                stretches.append((start, position + 1))
    return stretches if depth == 0 else []


def _with_marks(text: str, marks: dict[str, Markup]) -> Markup:
    html, end = Markup(""), 0
    for found in MARK.finditer(text):
        if found[1] in marks:
            html += _spaced(text[end : found.start()]) + marks[found[1]]
            end = found.end()
    return html + _spaced(text[end:])


def _spaced(text: str) -> Markup:
    """Escaped text with one space kept at each end that has any."""
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return Markup(before) + words(text) + Markup(after)
