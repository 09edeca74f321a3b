"""HTML of an answer: its status, its text with marks, what was close, its sources and its reading."""

from collections.abc import Sequence

from markupsafe import Markup

from assistant.chosen import NO_FILTERS
from assistant.explain import explained
from assistant.records import Answer, Citation, Reading, Status
from assistant.web.source import joined, mark, place, words
from assistant.web.text_html import text_html
from assistant.wider import REFUSED, without_words
from assistant.wording import span_words

STATUSES = {
    Status.ANSWERED: ("good", "Answered"),
    Status.PARTLY_ANSWERED: ("part", "Partly answered"),
    Status.NOT_IN_ARCHIVE: ("none", "Not in this archive"),
    Status.OUTSIDE_PERIOD: ("outside", "Outside the period"),
    Status.UNCLEAR: ("ask", "Please choose"),
    Status.PREMISE_CONTRADICTED: ("against", "The releases say otherwise"),
    Status.ABOUT: ("about", "About this archive"),
    Status.INDEX_EMPTY: ("bad", "The archive is empty"),
    Status.MODEL_FAILED: ("bad", "No answer could be made"),
}
"""The kind of each status, which has a sign, a border and a colour of its own, and its words."""
STOPPED = "Stopped. What was shown until then stays; ask again for the whole answer."


def answer_html(
    turn: int,
    answer: Answer,
    lines: int | None = None,
    stopped: bool = False,
    asks: bool = False,
) -> Markup:
    """An answer with its status; only the first `lines` of its text while it is streamed.

    Args:
        stopped: true where the reader stopped it after those lines.
        asks: true where it can be asked anew, that is in the last turn.
    """
    kind, label = STATUSES[answer.status]
    badge = Markup('<p class="badge {}">{}</p>').format(kind, label)
    shown = answer.text.splitlines()[:lines]
    parts = [badge, text_html(turn, answer, shown)]
    if stopped:
        note = Markup('<p class="note stopped">{}</p>').format(STOPPED)
        parts += [note, _sources(turn, answer, shown=shown), _reading(answer.reading)]
        parts += [again_html(turn)] if asks else []
    elif lines is None:
        beside = _wider(turn, answer) if answer.wider else _closest(turn, answer)
        parts += [_choices(answer), beside, _without_limits(turn, answer, asks)]
        parts += [_fallback(answer), _sources(turn, answer), _reading(answer.reading)]
        parts.append(_tools(turn, asks))
    return Markup('<div class="answer is-{}">{}</div>').format(kind, joined(parts))


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
            '<span class="quote">“{}”</span>{}</li>'
        ).format(
            turn,
            position,
            origin(citation),
            words(citation.quote),
            _copy(f"near-{turn}-{position}", f"closest {position + 1}"),
        )
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
    return Markup('<section class="wider"><p class="heading">{}</p>{}{}</section>').format(
        words(label),
        text_html(turn, answer.wider, answer.wider.text.splitlines(), first),
        _sources(turn, answer.wider, first),
    )


def _without_limits(turn: int, answer: Answer, asks: bool) -> Markup:
    """The way to a search without limits, where a refused question has any."""
    limited = answer.reading.filters != NO_FILTERS or answer.reading.period
    if answer.status not in REFUSED or not limited:
        return Markup("")
    told, button = Markup(""), Markup("")
    if not answer.wider:
        told = Markup("<p>A search without the limits found no answer either.</p>")
    if asks:
        button = Markup(
            '<button type="button" class="choice" value="wide-{}">Search without the limits</button>'
        ).format(turn)
    return Markup('<div class="limits">{}{}</div>').format(told, button)


def origin(citation: Citation) -> Markup:
    """Where a citation comes from, in a line: title, date of release, paragraph."""
    released = f", {span_words(citation.released)}" if citation.released else ""
    return words(f"{citation.title}{released}, {place(citation)}")


def _fallback(answer: Answer) -> Markup:
    if answer.fallback is None:
        return Markup("")
    return Markup(
        '<p class="note">The language model could not be used ({}). '
        "This answer was made without it.</p>"
    ).format(words(answer.fallback))


def _sources(turn: int, answer: Answer, first: int = 0, shown: Sequence[str] = ()) -> Markup:
    """Each citation with its words; only those marked in the lines `shown`, where some are given."""
    items = [
        Markup(
            '<li>{} <span class="origin">{}</span><span class="quote">“{}”</span>{}</li>'
        ).format(
            mark(citation, f"cite-{turn}-{position}"),
            origin(citation),
            words(citation.quote),
            _copy(f"cite-{turn}-{position}", f"[{citation.label}]"),
        )
        for position, citation in enumerate(answer.citations, start=first)
        if not shown or any(f"[{citation.label}]" in line for line in shown)
    ]
    if not items:
        return Markup("")
    count = f"{len(items)} source{'' if len(items) == 1 else 's'}"
    return Markup('<details class="sources"><summary>{}</summary><ul>{}</ul></details>').format(
        count, joined(items)
    )


def _copy(reference: str, told: str) -> Markup:
    """The button that copies one quotation with its reference."""
    return Markup(
        ' <button type="button" class="tool" value="copy-{}">Copy quotation'
        '<span class="aside"> {}</span></button>'
    ).format(reference, words(told))


def again_html(turn: int) -> Markup:
    """The button that asks a question again."""
    return Markup('<p class="tools">{}</p>').format(_again(turn))


def _again(turn: int) -> Markup:
    return Markup('<button type="button" class="tool" value="again-{}">Ask again</button>').format(
        turn
    )


def _tools(turn: int, asks: bool) -> Markup:
    """What can be done with a whole answer: copied, taken along as a record, asked again."""
    told = Markup('<span class="aside"> of answer {}</span>').format(turn + 1)
    buttons = (
        ("tool", f"copy-text-{turn}", "Copy"),
        ("tool", f"copy-markdown-{turn}", "Copy as Markdown"),
        ("tool record", f"record-{turn}", "Download record"),
    )
    return Markup('<p class="tools keep">{}{}</p>').format(
        joined(
            [
                Markup('<button type="button" class="{}" value="{}">{}{}</button>').format(
                    name, value, text, told
                )
                for name, value, text in buttons
            ]
        ),
        _again(turn) if asks else "",
    )


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
