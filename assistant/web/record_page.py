"""Records in the app: what each turn was given under, and the record that a visitor takes along.

Nothing of them is stored: a visitor's turns live in the visitor's state, and a record is made when
it is asked for, sent to the page, and saved by the browser.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from assistant.record_form import as_line
from assistant.record_make import Asked, Circumstances, circumstances, record_of
from assistant.records import Answer
from assistant.web.conversation import Turn
from index.errors import CommuniqueError, NotRecordable
from index.store import Archive

if TYPE_CHECKING:
    from assistant.answer import Assistant

Step = tuple[Any, ...]
"""What the page shows after a step of answering: messages, turns and further values."""


def noted(assistant: "Assistant", steps: Iterator[Step], earlier: int, day: date) -> Iterator[Step]:
    """The steps of a reply; a turn with an answer tells what it was given under.

    Args:
        earlier: how many turns there were before.
        day: the day of asking.
    """
    seen: Answer | None = None
    told: Circumstances | None = None
    for listed, turns, *others in steps:
        last = turns[-1] if len(turns) > earlier else None
        if last and last.answer:
            if last.answer is not seen:
                seen, told = last.answer, _circumstances(assistant, last.answer, day)
            turns = (*turns[:-1], replace(last, told=told))
        yield (listed, turns, *others)


def _circumstances(assistant: "Assistant", answer: Answer, day: date) -> Circumstances | None:
    """None where the index went away in this moment: the answer stands without a record."""
    try:
        return circumstances(assistant, answer, day)
    except CommuniqueError:
        return None


def record_line(archive: Archive, turns: tuple[Turn, ...], number: int) -> str:
    """The record of a turn by its position, the earlier turns in it.

    Raises:
        NotRecordable: what it quotes is no longer stored as it was quoted.
    """
    told = [
        Asked(turn.answer, turn.told) for turn in turns[: number + 1] if turn.answer and turn.told
    ]
    if not (turns[number].answer and turns[number].told):
        raise NotRecordable
    return as_line(record_of(told, archive))
