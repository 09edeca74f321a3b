"""From a question on the page to what the page shows, step by step; and a mark's source."""

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from assistant.chosen import NO_FILTERS
from assistant.records import Citation, Draft
from assistant.web.chips import chips_html
from assistant.web.cited import cited_html
from assistant.web.conversation import Turn, edit_html, error_html, question_html, turn_html
from assistant.web.filter_form import chosen_in
from assistant.web.pages import print_trace
from assistant.web.quoted import Stored, in_place, quoted, since
from assistant.web.source_panel import EMPTY, release_html
from index.errors import CommuniqueError, QuotationGone

if TYPE_CHECKING:
    from assistant.answer import Assistant

Turns = tuple[Turn, ...]
Message = dict[str, str]
Step = tuple[list[Message], Turns, str, str]
Page = Callable[[Turn, str], Step]

LINE_PAUSE = 0.04
"""Seconds between two lines of an answer: it is read as it grows."""
MAX_PAUSE = 0.8
"""Seconds that all pauses of one answer may take together."""
REFERENCE = re.compile(r"(cite|near)-([0-9]{1,4})-([0-9]{1,4})")
BROKEN = "Something went wrong here while answering. This says nothing about the archive."


def reply(
    assistant: "Assistant",
    question: str,
    earlier: Turns,
    typed: str = "",
    limits: Sequence[Any] = (),
    left_out: tuple[str, ...] = (),
) -> Iterator[Step]:
    """The page after each step of answering: messages, turns, source panel, question box.

    The turn is kept from the first step on: it can be stopped, and a mark can be clicked before
    the last line is there.

    Args:
        typed: what stands in the question box, which a clicked question leaves there.
        limits: the values of the form of filters, all of them or none.
        left_out: keys of parts of the reading that are not to count.
    """
    if not question.strip():
        yield messages(earlier), earlier, EMPTY, typed
        return
    box = "" if question == typed else typed
    earlier = stopped(earlier)  # a late step may have come between the stop and its turn
    before, number = messages(earlier, asks=False), len(earlier)
    panel = _panel(earlier)

    def page(turn: Turn, opened: str = panel, progress: str = "") -> Step:
        own = _of_turn(number, turn, progress, last=True)
        return [*before, *own], (*earlier, turn), opened, box

    turn = Turn(question, left_out=left_out)
    yield page(turn, progress="Reading the question")
    try:
        answers = [turn.answer for turn in earlier if turn.answer]
        chosen = chosen_in(assistant.archive, limits) if limits else NO_FILTERS
        drafted = False
        for step in assistant.stream(question, answers, chosen=chosen, left_out=left_out):
            if isinstance(step, str):
                yield page(turn, progress=step)
            elif isinstance(step, Draft):
                drafted = True
                lines = len(step.answer.text.splitlines())
                yield page(replace(turn, answer=step.answer, lines=lines))
            else:
                yield from _shown(assistant, page, earlier, replace(turn, answer=step), drafted)
    except CommuniqueError as error:
        yield page(replace(turn, error=str(error)))
    except Exception as error:  # the last barrier: Gradio would show, and print, its message
        print_trace(error)  # without its message, which may hold the question
        yield page(replace(turn, error=BROKEN))


def _shown(
    assistant: "Assistant", page: Page, earlier: Turns, turn: Turn, drafted: bool
) -> Iterator[Step]:
    """The answer line by line, unless it was `drafted`, then whole and with its first source opened."""
    assert turn.answer
    panel = _panel(earlier)
    count = len(turn.answer.text.splitlines())
    for lines in range(1, 0 if drafted else count):
        yield page(replace(turn, lines=lines), panel)
        time.sleep(min(LINE_PAUSE, MAX_PAUSE / count))
    if turn.answer.quoted:
        panel = open_source(assistant, (*earlier, turn), f"cite-{len(earlier)}-0")
    yield page(turn, panel)


def _panel(turns: Turns) -> Markup:
    """The source panel while no source is opened."""
    return EMPTY + cited_html(turns)


def open_source(assistant: "Assistant", turns: Turns, reference: str) -> Markup:
    """The source panel opened at a mark; `reference` is `cite-<turn>-<citation>` or `near-...`.

    What comes back from a browser and names no mark opens nothing.
    """
    found = citations_of(turns, reference)
    if found is None:
        return _panel(turns)
    kind, turn, position, citations = found
    told, stored = turns[turn].told, Stored(assistant.archive)
    try:
        release, _ = quoted(citations[position], told, stored)
    except QuotationGone as error:  # the index was built anew since the answer was given
        return error_html(str(error))
    placed, became = in_place(citations, told, stored), since(release, stored)
    cited = cited_html(turns, reference)
    return release_html(release, placed, position, kind, turn, cited, became)


def citations_of(turns: Turns, reference: str) -> tuple[str, int, int, tuple[Citation, ...]] | None:
    """What a mark names: its kind, turn and position, and the citations of that kind."""
    match = REFERENCE.fullmatch(reference)
    if match is None:
        return None
    kind, turn, position = match[1], int(match[2]), int(match[3])
    answer = turns[turn].answer if turn < len(turns) else None
    citations = (answer.quoted if kind == "cite" else answer.closest) if answer else ()
    return (kind, turn, position, citations) if position < len(citations) else None


def messages(turns: Turns, suggested: Sequence[str] = (), asks: bool = True) -> list[Message]:
    """The conversation as the chat component takes it.

    Args:
        suggested: questions that could be asked next, shown under the last answer.
        asks: false while another question is asked: the last turn is none that can be asked again.
    """
    listed: list[Message] = []
    for number, turn in enumerate(turns):
        last = asks and number == len(turns) - 1
        listed += _of_turn(number, turn, "", last, suggested if last else ())
    return listed


def _of_turn(
    number: int, turn: Turn, progress: str, last: bool, suggested: Sequence[str] = ()
) -> list[Message]:
    """The two messages of a turn; what can be asked anew stands only in the last one, when whole."""
    done = turn.whole or turn.stopped
    chips = chips_html(number, turn.answer.reading, asks=last and done) if turn.answer else ""
    asked = question_html(turn.question, chips, edit_html(number) if done else "")
    html = turn_html(number, turn, progress, last, suggested)
    return [_message("user", asked), _message("assistant", html)]


def stopped(turns: Turns) -> Turns:
    """The turns after the reader stopped the last answer; one that is whole stays as it is."""
    if not turns or turns[-1].whole:
        return turns
    return (*turns[:-1], replace(turns[-1], stopped=True))


def suggestions_for(assistant: "Assistant", turns: Turns) -> list[str]:
    """Questions that could be asked after the last answer; none where it is not whole."""
    if not turns or not turns[-1].whole or turns[-1].answer is None:
        return []
    earlier = [turn.answer for turn in turns[:-1] if turn.answer]
    try:
        return assistant.suggestions(turns[-1].answer, earlier, date.today())
    except CommuniqueError:  # the index went away since: the answer stands without suggestions
        return []


def _message(role: str, html: str) -> Message:
    return {"role": role, "content": str(html)}
