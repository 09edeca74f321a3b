"""From a question on the page to what the page shows, step by step; and a mark's source."""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from assistant.chosen import NO_FILTERS, filter_words
from assistant.records import Answer, Draft
from assistant.web.conversation import Turn, answer_html, error_html, progress_html, question_html
from assistant.web.filter_form import chosen_in
from assistant.web.source import EMPTY, release_html
from index.errors import CommuniqueError, UnknownId

if TYPE_CHECKING:
    from assistant.answer import Assistant

Turns = tuple[Turn, ...]
Message = dict[str, str]
Page = Callable[[str, Turns, str], tuple[list[Message], Turns, str, str]]

LINE_PAUSE = 0.04
"""Seconds between two lines of an answer: it is read as it grows."""
MAX_PAUSE = 0.8
"""Seconds that all pauses of one answer may take together."""
BROKEN = "Something went wrong here while answering. This says nothing about the archive."


def reply(
    assistant: "Assistant",
    question: str,
    earlier: Turns,
    typed: str = "",
    limits: Sequence[Any] = (),
) -> Iterator[tuple[list[Message], Turns, str, str]]:
    """The page after each step of answering: messages, turns, source panel, question box.

    Args:
        typed: what stands in the question box, which a clicked question leaves there.
        limits: the values of the form of filters, all of them or none.
    """
    if not question.strip():
        yield messages(earlier), earlier, EMPTY, typed
        return
    box = "" if question == typed else typed
    before = messages(earlier)

    def page(html: str, turns: Turns, panel: str) -> tuple[list[Message], Turns, str, str]:
        turn = turns[-1] if len(turns) > len(earlier) else Turn(question)
        return (
            [*before, _message("user", _asked(turn)), _message("assistant", html)],
            turns,
            panel,
            box,
        )

    yield page(progress_html("Reading the question"), earlier, EMPTY)
    try:
        answers = [turn.answer for turn in earlier if turn.answer]
        chosen = chosen_in(assistant.archive, limits) if limits else NO_FILTERS
        drafted = False
        for step in assistant.stream(question, answers, chosen=chosen):
            if isinstance(step, str):
                yield page(progress_html(step), earlier, EMPTY)
            elif isinstance(step, Draft):
                drafted = True
                turns = (*earlier, Turn(question, step.answer))
                yield page(_drafted(len(earlier), step), turns, EMPTY)
            else:
                turns = (*earlier, Turn(question, step))
                yield from _shown(assistant, page, step, turns, drafted)
    except CommuniqueError as error:
        turns = (*earlier, Turn(question, error=str(error)))
        yield page(error_html(str(error)), turns, EMPTY)
    except Exception:
        turns = (*earlier, Turn(question, error=BROKEN))
        yield page(error_html(BROKEN), turns, EMPTY)
        raise


def _drafted(number: int, draft: Draft) -> Markup:
    """What is proven while a language model still writes, without sources."""
    return answer_html(number, draft.answer, len(draft.answer.text.splitlines()))


def _shown(
    assistant: "Assistant", page: Page, answer: Answer, turns: Turns, drafted: bool
) -> Iterator[Any]:
    """The answer line by line, unless it was `drafted`, then whole and with its first source opened.

    The turn is kept from the first line on: a mark can be clicked before the last line is there.
    """
    number, count = len(turns) - 1, len(answer.text.splitlines())
    for lines in range(1, 0 if drafted else count):
        yield page(answer_html(number, answer, lines), turns, EMPTY)
        time.sleep(min(LINE_PAUSE, MAX_PAUSE / count))
    first = open_source(assistant, turns, f"cite-{number}-0") if answer.quoted else EMPTY
    yield page(answer_html(number, answer), turns, first)


def open_source(assistant: "Assistant", turns: Turns, reference: str) -> Markup:
    """The source panel opened at a mark; `reference` is `cite-<turn>-<citation>` or `near-...`."""
    kind, turn, position = reference.split("-")
    answer = turns[int(turn)].answer
    assert answer
    citations = answer.quoted if kind == "cite" else answer.closest
    try:
        release = assistant.archive.release(citations[int(position)].release)
    except UnknownId as error:  # the index was built anew since the answer was given
        return error_html(str(error))
    return release_html(release, citations, int(position), kind, int(turn))


def messages(turns: Turns) -> list[Message]:
    """The conversation as the chat component takes it."""
    listed: list[Message] = []
    for number, turn in enumerate(turns):
        html = answer_html(number, turn.answer) if turn.answer else error_html(turn.error)
        listed += [_message("user", _asked(turn)), _message("assistant", html)]
    return listed


def _asked(turn: Turn) -> Markup:
    filters = turn.answer.reading.filters if turn.answer else NO_FILTERS
    return question_html(turn.question, filter_words(filters))


def _message(role: str, html: str) -> Message:
    return {"role": role, "content": str(html)}
