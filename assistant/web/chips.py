"""Chips under a question: what was read in it and the filters that were set, each to take out.

A chip's buttons name the turn and the chip's position; what they do is told in `asking`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from assistant.chosen import filter_words
from assistant.left_out import Part, parts_of
from assistant.records import Basis, Reading
from assistant.web.source import joined, words
from index.records import Filters

FROM, TO, COUNTRY, MEETING, ACT, BOARD, RELEASE = range(7)
"""Positions of the fields in the form of filters."""
KIND_FIELDS = {"country": COUNTRY, "meeting": MEETING, "board": BOARD}
OPEN_START, OPEN_END = 1900, 2199
"""Years of the first and the last day of a period that has no beginning or no end."""


@dataclass(frozen=True)
class FilterChip:
    """A filter that was set: the field of the form, its value there, and the words shown."""

    field: int
    value: str
    words: str


def filter_chips(filters: Filters) -> list[FilterChip]:
    """A chip for each value of the form's filters."""
    fields: list[tuple[int, str, Filters]] = [
        *((FROM, str(day), Filters(first=day)) for day in (filters.first,) if day),
        *((TO, str(day), Filters(last=day)) for day in (filters.last,) if day),
        *((COUNTRY, code, Filters(countries=(code,))) for code in filters.countries),
        *((MEETING, " ".join(one.split()), Filters(series=(one,))) for one in filters.series),
        *((ACT, str(act), Filters(acts=(act,))) for act in filters.acts),
        *((BOARD, board, Filters(boards=(board,))) for board in filters.boards),
        *((RELEASE, one, Filters(releases=(one,))) for one in filters.releases),
    ]
    return [FilterChip(field, value, filter_words(alone)[0]) for field, value, alone in fields]


def form_values(part: Part, reading: Reading) -> dict[int, str]:
    """What a part of a reading is in the form of filters; empty where the form has no field."""
    kind, _, name = part.key.partition(":")
    if part.key == "period" and reading.period and reading.period.basis is Basis.EVENT:
        first, last = reading.period.first, reading.period.last
        return {
            FROM: str(first) if first.year > OPEN_START else "",
            TO: str(last) if last.year < OPEN_END else "",
        }
    if part.key == "act" and reading.act:
        return {ACT: str(reading.act)}
    return {KIND_FIELDS[kind]: " ".join(name.split())} if kind in KIND_FIELDS else {}


def left_out_words(reading: Reading) -> list[str]:
    """What was left out of a reading, in words, in the order of its keys."""
    told = [one.words for one in reading.origins if one.field == "left_out"]
    known = len(told) == len(reading.left_out)
    return told if known else [key.partition(":")[2] or key for key in reading.left_out]


def chips_html(turn: int, reading: Reading, *, asks: bool) -> Markup:
    """The chips of a turn; its buttons stand only where it `asks`, that is in the last turn."""
    chips = [
        *_parts(turn, reading, asks),
        *_filters(turn, reading.filters, asks),
        *_left_out(turn, reading, asks),
    ]
    if not chips:
        return Markup("")
    return Markup('<ul class="chips">{}</ul>').format(joined(chips))


def _parts(turn: int, reading: Reading, asks: bool) -> Iterator[Markup]:
    for position, part in enumerate(parts_of(reading)):
        text = Markup('<span class="kind">{}</span> {}').format(part.label, words(part.value))
        if asks and form_values(part, reading):
            text = Markup(
                '<button type="button" class="chip-text" value="change-{}-{}">'
                '<span class="aside">Change </span>{}</button>'
            ).format(turn, position, text)
        off = _off(f"without-{turn}-{position}", f"{part.label} {part.value}") if asks else ""
        yield Markup('<li class="chip">{}{}</li>').format(text, off)


def _filters(turn: int, filters: Filters, asks: bool) -> Iterator[Markup]:
    for position, chip in enumerate(filter_chips(filters)):
        off = _off(f"unfilter-{turn}-{position}", f"filter {chip.words}") if asks else ""
        yield Markup('<li class="chip filter"><span class="kind">Filter</span> {}{}</li>').format(
            words(chip.words), off
        )


def _left_out(turn: int, reading: Reading, asks: bool) -> Iterator[Markup]:
    for position, told in enumerate(left_out_words(reading)):
        back = Markup("")
        if asks:
            back = Markup(
                ' <button type="button" class="chip-back" value="restore-{}-{}">put back'
                '<span class="aside"> {}</span></button>'
            ).format(turn, position, words(told))
        yield Markup(
            '<li class="chip out"><span class="aside">Left out: </span><s>{}</s>{}</li>'
        ).format(words(told), back)


def _off(action: str, told: str) -> Markup:
    """The small button at a chip's end; its sign is drawn by the style."""
    return Markup(
        '<button type="button" class="chip-off" value="{}">'
        '<span class="aside">Ask again without {}</span></button>'
    ).format(action, words(told))
