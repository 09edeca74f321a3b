"""HTML of the conversation: the welcome, questions, progress, answers with their marks.

Each function returns one line that starts with a block tag: the chat component then takes it as
HTML as it stands and reads no Markdown in it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from assistant.explain import explained
from assistant.records import Answer, Citation, Reading, Status
from assistant.stretches import pieces, placed
from assistant.web.source import joined, mark, place, words
from assistant.wider import without_words
from assistant.wording import span_words
from index.records import Coverage

if TYPE_CHECKING:
    from assistant.record_make import Circumstances

STATUSES = {
    Status.ANSWERED: ("good", "Answered"),
    Status.PARTLY_ANSWERED: ("part", "Partly answered"),
    Status.NOT_IN_ARCHIVE: ("none", "Not in this archive"),
    Status.OUTSIDE_PERIOD: ("none", "Outside the period"),
    Status.UNCLEAR: ("ask", "Please choose"),
    Status.PREMISE_CONTRADICTED: ("against", "The releases say otherwise"),
    Status.ABOUT: ("ask", "About this archive"),
    Status.INDEX_EMPTY: ("bad", "The archive is empty"),
    Status.MODEL_FAILED: ("bad", "No answer could be made"),
}
MARK = re.compile(r"\[([^\[\]\s]{1,8})\]")
BULLET = re.compile(r"^(\s*)[-•]\s+")


@dataclass(frozen=True)
class Turn:
    """A question with its answer, or with the message of what kept it from an answer.

    `told` is what the answer was given under: its record needs that.
    """

    question: str
    answer: Answer | None = None
    error: str = ""
    told: "Circumstances | None" = None


def welcome_html(coverage: Coverage, examples: Sequence[str]) -> Markup:
    """What the archive holds, from the index's own figures, and questions to begin with."""
    if not coverage.releases:
        holds = Markup("<p>The archive is empty. Fill it with <code>communique index</code>.</p>")
    else:
        holds = Markup("<p>{}</p>").format(_holds(coverage))
    questions = joined(
        [
            Markup('<li><button type="button" class="choice" value="ask">{}</button></li>').format(
                words(question)
            )
            for question in examples
        ]
    )
    heading = Markup('<p class="heading">Questions to begin with</p>') if examples else ""
    return Markup(
        '<div class="welcome"><h2>Ask what the releases say</h2>{}'
        '<p class="quiet">Every sentence of an answer is quoted from a numbered paragraph, which '
        "opens beside it. This is no service of the ministry.</p>{}<ul>{}</ul></div>"
    ).format(holds, heading, questions)


def _holds(coverage: Coverage) -> str:
    count = f"{coverage.releases:,} release{'' if coverage.releases == 1 else 's'}"
    text = f"This archive holds {count}"
    if coverage.first and coverage.last:
        first, last = (f"{day.day} {day:%B %Y}" for day in (coverage.first, coverage.last))
        text += f", dated {first} to {last}" if first != last else f", dated {first}"
    if coverage.undated:
        text += f"; {coverage.undated:,} of them {'is' if coverage.undated == 1 else 'are'} undated"
    return text + "."


def question_html(question: str, filters: Sequence[str] = ()) -> Markup:
    """A question as it was typed, and under it the filters that were set."""
    lines = [words(line) for line in question.splitlines()]
    asked = Markup('<div class="question">{}</div>').format(joined(lines, "<br>"))
    if not filters:
        return asked
    limits = Markup('<p class="limits">Only {}</p>').format(words("; ".join(filters)))
    return Markup("<div>{}{}</div>").format(asked, limits)


def progress_html(line: str) -> Markup:
    """What is being done while an answer is on its way."""
    return Markup('<div class="progress" role="status">{}</div>').format(words(line.rstrip(" .…")))


def error_html(message: str) -> Markup:
    """What kept a question from being answered."""
    return Markup('<div class="note" role="alert">{}</div>').format(words(message))


def answer_html(turn: int, answer: Answer, lines: int | None = None) -> Markup:
    """An answer with its status; only the first `lines` of its text while it is streamed."""
    colour, label = STATUSES[answer.status]
    badge = Markup('<p class="badge {}">{}</p>').format(colour, label)
    shown = answer.text.splitlines()[:lines]
    parts = [badge, _text(turn, answer, shown)]
    if lines is None:
        beside = _wider(turn, answer) if answer.wider else _closest(turn, answer)
        parts += [_choices(answer), beside, _fallback(answer)]
        parts += [_sources(turn, answer), _reading(answer.reading), _record(turn)]
    return Markup('<div class="answer">{}</div>').format(joined(parts))


def _text(turn: int, answer: Answer, lines: Sequence[str], first: int = 0) -> Markup:
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


def _choices(answer: Answer) -> Markup:
    if not answer.choices:
        return Markup("")
    buttons = [
        Markup('<li><button type="button" class="choice" value="ask">{}</button></li>').format(
            words(choice)
        )
        for choice in answer.choices
    ]
    return Markup('<ul class="choices">{}</ul>').format(joined(buttons))


def _closest(turn: int, answer: Answer) -> Markup:
    if not answer.closest:
        return Markup("")
    items = [
        Markup(
            '<li><button type="button" class="near" value="near-{}-{}">{}</button>'
            '<span class="quote">“{}”</span></li>'
        ).format(turn, position, _origin(citation), words(citation.quote))
        for position, citation in enumerate(answer.closest)
    ]
    return Markup(
        '<div class="closest"><p class="heading">Closest, not an answer</p><ul>{}</ul></div>'
    ).format(joined(items))


def _wider(turn: int, answer: Answer) -> Markup:
    """What the archive says without the limits, set apart under its own heading."""
    assert answer.wider
    label = without_words(answer.reading, answer.wider.reading)
    first = len(answer.citations)
    return Markup(
        '<section class="wider" aria-label="{}"><p class="heading">{}</p>{}{}</section>'
    ).format(
        label,
        words(label),
        _text(turn, answer.wider, answer.wider.text.splitlines(), first),
        _sources(turn, answer.wider, first),
    )


def _origin(citation: Citation) -> Markup:
    released = f", {span_words(citation.released)}" if citation.released else ""
    return words(f"{citation.title}{released}, {place(citation)}")


def _fallback(answer: Answer) -> Markup:
    if answer.fallback is None:
        return Markup("")
    return Markup(
        '<p class="note">The language model could not be used ({}). '
        "This answer was made without it.</p>"
    ).format(words(answer.fallback))


def _sources(turn: int, answer: Answer, first: int = 0) -> Markup:
    if not answer.citations:
        return Markup("")
    items = [
        Markup("<li>{} {}</li>").format(
            mark(citation, f"cite-{turn}-{position}"), _origin(citation)
        )
        for position, citation in enumerate(answer.citations, start=first)
    ]
    count = f"{len(items)} source{'' if len(items) == 1 else 's'}"
    return Markup('<details class="sources"><summary>{}</summary><ul>{}</ul></details>').format(
        count, joined(items)
    )


def _record(turn: int) -> Markup:
    """The control that hands the answer's record to the browser as a file."""
    return Markup(
        '<p class="keep"><button type="button" class="record" value="record-{}">Download record'
        '<span class="aside"> of answer {}</span></button></p>'
    ).format(turn, turn + 1)


def _reading(reading: Reading) -> Markup:
    """How the question was read, each value with where it came from."""
    rows = [
        Markup('<dt>{}</dt><dd>{} <span class="where">{}</span></dd>').format(
            label, words(value), words(where)
        )
        for label, value, where in explained(reading)
    ]
    return Markup(
        '<details class="reading"><summary>How I read your question</summary><dl>{}</dl></details>'
    ).format(joined(rows))
