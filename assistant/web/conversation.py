"""HTML of the conversation: the welcome, questions, progress, answers with their marks.

Each function returns one line that starts with a block tag: the chat component then takes it as
HTML as it stands and reads no Markdown in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from assistant.records import Answer
from assistant.web.answer_html import again_html, answer_html
from assistant.web.source import joined, words
from index.records import Coverage

if TYPE_CHECKING:
    from assistant.record_make import Circumstances

STOPPED_EARLY = "Stopped before there was an answer."


@dataclass(frozen=True)
class Turn:
    """A question with its answer, or with the message of what kept it from an answer.

    `told` is what the answer was given under: its record needs that. `left_out` are the parts of
    the reading that were not to count. `lines` is how many lines are shown while an answer grows,
    None when it is whole. `stopped` tells that the reader stopped it before. `note` is what is said
    of an answer that was kept in the browser, where its sources are no longer as they were.
    """

    question: str
    answer: Answer | None = None
    error: str = ""
    told: "Circumstances | None" = None
    note: str = ""
    left_out: tuple[str, ...] = ()
    lines: int | None = None
    stopped: bool = False

    @property
    def whole(self) -> bool:
        """True where all there is to say was said."""
        answered = self.answer is not None and self.lines is None
        return not self.stopped and (answered or bool(self.error))


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


def question_html(question: str, chips: str = "", tools: str = "") -> Markup:
    """A question as it was typed, and under it how it was read and what can be done with it.

    Args:
        chips: HTML of the parts of the reading.
        tools: HTML of small buttons.
    """
    lines = [words(line) for line in question.splitlines()]
    asked = Markup('<div class="question">{}</div>').format(joined(lines, "<br>"))
    if not (chips or tools):
        return asked
    return Markup('<div class="asked">{}{}{}</div>').format(asked, Markup(chips), Markup(tools))


def progress_html(line: str) -> Markup:
    """What is being done while an answer is on its way."""
    return Markup('<div class="progress" role="status">{}</div>').format(words(line.rstrip(" .…")))


def error_html(message: str) -> Markup:
    """What kept a question from being answered."""
    return Markup('<div class="note" role="alert">{}</div>').format(words(message))


def noted_html(answer: Markup, note: str) -> Markup:
    """An answer under what is to be said of it, which may be nothing."""
    told = Markup('<div><p class="note">{}</p>{}</div>')
    return told.format(words(note), answer) if note else answer


def failed_html(message: str) -> Markup:
    """What kept a question from being answered, in the place of its answer."""
    return Markup(
        '<div class="note failed" role="alert"><p class="badge bad">No answer</p><p>{}</p></div>'
    ).format(words(message))


def turn_html(
    number: int, turn: Turn, progress: str, last: bool, suggested: Sequence[str] = ()
) -> Markup:
    """What stands under a question: its answer so far, what is being done, or what went wrong.

    Args:
        number: position of the turn in the conversation.
        last: true for the turn that can be asked again.
        suggested: questions that could be asked next.
    """
    asks = last and (turn.whole or turn.stopped)
    again = again_html(number) if asks else ""
    if turn.error:
        return Markup("<div>{}{}</div>").format(failed_html(turn.error), again)
    if turn.answer is None and turn.stopped:
        stopped = Markup('<div class="note stopped" role="status">{}</div>').format(STOPPED_EARLY)
        return Markup("<div>{}{}</div>").format(stopped, again)
    if turn.answer is None:
        return progress_html(progress)
    answer = answer_html(number, turn.answer, turn.lines, stopped=turn.stopped, asks=asks)
    answer = noted_html(answer, turn.note)
    return Markup("<div>{}{}</div>").format(answer, _suggested(suggested)) if suggested else answer


def edit_html(turn: int) -> Markup:
    """The button that brings a question back into the box."""
    return Markup(
        '<p class="tools"><button type="button" class="tool" value="edit-{}">Edit'
        '<span class="aside"> question {}</span></button></p>'
    ).format(turn, turn + 1)


def _suggested(questions: Sequence[str]) -> Markup:
    buttons = [
        Markup('<li><button type="button" class="choice" value="ask">{}</button></li>').format(
            words(question)
        )
        for question in questions
    ]
    return Markup(
        '<div class="suggested"><p class="heading">You could ask next</p>'
        '<ul class="choices">{}</ul></div>'
    ).format(joined(buttons))
