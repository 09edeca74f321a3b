"""A turn of a conversation as the text that the visitor's own browser keeps, and back.

The server keeps none of it. What comes back from a browser may be of another version of the app,
damaged or forged: it is read strictly, and held against the stored releases.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config

from assistant.record_make import Circumstances
from assistant.records import Answer, Citation, Reading
from assistant.web.conversation import Turn
from assistant.web.quoted import Stored, checked
from index.countries import ALIASES

NAME: Final = "Communiqué turn"
FORMAT: Final = 1
LARGEST = 400_000
"""Characters of one turn's text; those measured have 3,000 to 40,000."""
LATEST_YEAR = 9999
"""What a year and the number of a meeting may be: more is no date and no meeting."""
LABEL = re.compile(r"[^\[\]\s]{0,8}")
UNREADABLE = "A question that cannot be read any more"
DAMAGED = "This turn was kept in your browser, but what came back is damaged. Ask again."
TOO_LONG = "This turn is too long to be kept in your browser. Ask again to read its answer."
FOREIGN = "This turn was kept by a later version of Communiqué, and cannot be shown by this one."


@with_config(ConfigDict(ser_json_inf_nan="constants"))
@dataclass(frozen=True)
class Kept:
    """What is kept of a turn; `told` is what its answer was given under."""

    kept: Literal["Communiqué turn"]
    format: Literal[1]
    question: str
    error: str = ""
    answer: Answer | None = None
    told: Circumstances | None = None
    left_out: tuple[str, ...] = ()
    lines: int | None = None
    stopped: bool = False


_CODEC: TypeAdapter[Kept] = TypeAdapter(Kept)


def kept(turn: Turn) -> str:
    """The turn as one line of JSON, not longer than what is read back."""
    question = turn.question.encode("utf-8", "replace").decode()
    whole = Kept(
        NAME,
        FORMAT,
        question,
        turn.error,
        turn.answer,
        turn.told,
        turn.left_out,
        turn.lines,
        turn.stopped,
    )
    try:
        text = _CODEC.dump_json(whole).decode()
    except ValueError:  # half of a character somewhere, which no UTF-8 holds
        text = _CODEC.dump_json(Kept(NAME, FORMAT, question, DAMAGED)).decode()
    if len(text) <= LARGEST:
        return text
    return _CODEC.dump_json(Kept(NAME, FORMAT, question[:1000], TOO_LONG)).decode()


def revived(text: str, stored: Stored) -> Turn:
    """The turn that a kept text holds, its quotations compared with what is stored.

    A text that cannot be read becomes a turn that says so, so that the others keep their places.
    """
    values = _values(text)
    question = values.get("question")
    if not isinstance(question, str) or not question.strip():
        question = UNREADABLE
    form = values.get("format")
    if values.get("kept") == NAME and type(form) is int and form > FORMAT:
        return Turn(question, error=FOREIGN)
    try:
        found = _CODEC.validate_json(text[: LARGEST + 1], strict=True)
    except ValidationError:
        return Turn(question, error=DAMAGED)
    if found.answer is None and found.stopped and not found.error:
        return Turn(question, left_out=found.left_out, stopped=True)
    if found.answer is None:
        return Turn(question, error=found.error or DAMAGED)
    if not _is_sound(found.answer):
        return Turn(question, error=DAMAGED)
    answer, note = checked(found.answer, found.told, stored)
    return Turn(
        question,
        answer,
        told=found.told,
        left_out=found.left_out,
        lines=found.lines if found.stopped else None,
        stopped=found.stopped,
        note=note,
    )


def _values(text: str) -> dict[str, Any]:
    if len(text) > LARGEST:
        return {}
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}


def _is_sound(answer: Answer) -> bool:
    """False for values that no answer has, however well formed they are."""
    answers = [answer, *([answer.wider] if answer.wider else [])]
    return (
        not (answer.wider and answer.wider.wider)
        and all(_reads(one.reading) for one in answers)
        and all(_cites(one) for each in answers for one in (*each.citations, *each.closest))
    )


def _reads(reading: Reading) -> bool:
    named = [*reading.filters.countries, *reading.named("country")]
    return (
        0 <= reading.edition <= LATEST_YEAR
        and 0 <= reading.ordinal <= LATEST_YEAR
        and (reading.period is None or reading.period.first <= reading.period.last)
        and all(code in ALIASES for code in named)
    )


def _cites(citation: Citation) -> bool:
    return (
        0 <= citation.start < citation.end == citation.start + len(citation.quote)
        and LABEL.fullmatch(citation.label) is not None
        and citation.id.startswith(f"{citation.release}#")
        and all(_inside(citation))
    )


def _inside(citation: Citation) -> Iterator[bool]:
    for start, end in citation.marked:
        yield citation.start <= start < end <= citation.end
