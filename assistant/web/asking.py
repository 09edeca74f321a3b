"""What a click or a key on the page asks: a new question, an old one otherwise, or one to change.

Everything here comes from a browser: what names no turn or part of it asks nothing.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from assistant.chosen import listed
from assistant.left_out import Part, parts_of
from assistant.records import Reading
from assistant.web.chips import filter_chips, form_values
from assistant.web.conversation import Turn
from assistant.web.source import words

Turns = tuple[Turn, ...]
ACTION = re.compile(
    r"(again|without|restore|unfilter|wide|edit|change)-([0-9]{1,4})(?:-([0-9]{1,4}))?"
)
LABELS = ("From", "To", "Country", "Meeting", "Act", "Board", "Release")
"""The fields of the form of filters, as they are called there."""
NO_VALUES: tuple[Any, ...] = ("", "", [], [], [], [], "")
"""The values of the form when nothing is set."""
TAKE_SEVERAL = range(2, 6)
"""The positions of the fields that are lists."""
BOX = "Your question"


@dataclass(frozen=True)
class Editing:
    """A question that is changed in the box: its turn, and the parts that are left out of it."""

    turn: int
    left_out: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asking:
    """A question with the turns before it, the values of the form, and what is left out of it."""

    question: str
    earlier: Turns
    values: tuple[Any, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """What is put on the page for a question to be changed; `field` is where the reader goes on."""

    question: str
    editing: Editing
    values: tuple[Any, ...]
    field: str = BOX


def read_asking(
    sent: Mapping[str, Any],
    typed: str,
    turns: Turns,
    editing: Editing | None,
    values: Sequence[Any],
) -> Asking | None:
    """What is asked, None where nothing is.

    Args:
        sent: what the page's script sends along; empty where the typed question is sent.
        editing: set while an earlier question is changed: it is replaced with all after it.
        values: the values of the form of filters.
    """
    if "action" in sent:
        return _asked_otherwise(str(sent["action"]), turns, tuple(values))
    if "question" in sent:
        return Asking(str(sent["question"]), turns, tuple(values))
    if editing and editing.turn < len(turns):
        return Asking(typed, turns[: editing.turn], tuple(values), editing.left_out)
    return Asking(typed, turns, tuple(values))


def _asked_otherwise(action: str, turns: Turns, values: tuple[Any, ...]) -> Asking | None:
    """The question of a turn again: as it was, without a part or a filter, or with one put back."""
    found = _named(action, turns)
    if found is None:
        return None
    kind, number, position = found
    turn, earlier = turns[number], turns[:number]
    left_out = left_out_of(turn)
    reading = turn.answer.reading if turn.answer else None
    if kind == "again":
        return Asking(turn.question, earlier, values, left_out)
    if reading is None:
        return None
    if kind == "wide":
        period = ("period",) if reading.period else ()
        return Asking(turn.question, earlier, NO_VALUES, (*left_out, *period))
    if kind == "without" and position < len(parts := parts_of(reading)):
        return Asking(turn.question, earlier, values, (*left_out, parts[position].key))
    if kind == "restore" and position < len(left_out):
        kept = (*left_out[:position], *left_out[position + 1 :])
        return Asking(turn.question, earlier, values, kept)
    if kind == "unfilter" and position < len(chips := filter_chips(reading.filters)):
        chip = chips[position]
        return Asking(turn.question, earlier, _cleared(values, chip.field, chip.value), left_out)
    return None


def read_change(
    action: str, turns: Turns, values: Sequence[Any], offered: Sequence[Sequence[str]]
) -> Change | None:
    """What is put on the page for a question to be changed, None where there is none.

    Args:
        values: the values of the form of filters.
        offered: what each of the form's lists offers.
    """
    found = _named(action, turns)
    if found is None:
        return None
    kind, number, position = found
    turn = turns[number]
    if kind == "edit":
        return Change(turn.question, Editing(number), tuple(values))
    parts = parts_of(turn.answer.reading) if turn.answer else []
    if kind != "change" or position >= len(parts) or not turn.answer:
        return None
    return _changed_part(turn, number, parts[position], tuple(values), offered)


def _changed_part(
    turn: Turn,
    number: int,
    part: Part,
    values: tuple[Any, ...],
    offered: Sequence[Sequence[str]],
) -> Change | None:
    """A part moved from the question's reading to the form of filters."""
    assert turn.answer
    fields = form_values(part, turn.answer.reading)
    if not fields:
        return None
    filled = list(values)
    for field, value in fields.items():
        filled[field] = (
            _added(values[field], value, offered[field - TAKE_SEVERAL.start])
            if field in TAKE_SEVERAL
            else value
        )
    left_out = (*left_out_of(turn), part.key)
    told = (f"{part.label} {part.value}",)
    return Change(
        turn.question, Editing(number, left_out, told), tuple(filled), LABELS[min(fields)]
    )


def _added(chosen: Sequence[str] | None, value: str, offered: Sequence[str]) -> list[str]:
    """A list's chosen values with one more, where the list offers it."""
    folded = {one.casefold(): one for one in offered}
    wanted = folded.get(value.casefold())
    return list(dict.fromkeys([*(chosen or ()), *([wanted] if wanted else ())]))


def _cleared(values: tuple[Any, ...], field: int, value: str) -> tuple[Any, ...]:
    """The form's values without one."""
    kept: Any = ""
    if field in TAKE_SEVERAL:
        kept = [one for one in values[field] or () if one.casefold() != value.casefold()]
    return (*values[:field], kept, *values[field + 1 :])


def _named(action: str, turns: Turns) -> tuple[str, int, int] | None:
    """The kind of an action, its turn and position, where there is such a turn."""
    match = ACTION.fullmatch(action)
    if match is None or int(match[2]) >= len(turns):
        return None
    return match[1], int(match[2]), int(match[3] or 0)


def left_out_of(turn: Turn) -> tuple[str, ...]:
    """The keys of what is left out of a turn's question."""
    reading: Reading | None = turn.answer.reading if turn.answer else None
    return reading.left_out if reading else turn.left_out


def editing_html(editing: Editing | None) -> Markup:
    """The line above the box while an earlier question is changed."""
    if editing is None:
        return Markup("")
    without = Markup("")
    if editing.told:
        without = Markup(" It is asked without <s>{}</s>.").format(words(listed(editing.told)))
    return Markup(
        '<div class="editing"><p role="status">You are changing question {}. Asking replaces it '
        'and all after it.{}</p><button type="button" class="tool" value="keep">Keep it as it was'
        "</button></div>"
    ).format(editing.turn + 1, without)
