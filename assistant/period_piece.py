"""A piece of time in a question, as far as its own words tell."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from assistant.period_calendar import Days
from assistant.period_forms import NUMBERS
from assistant.records import Where


@dataclass(frozen=True)
class Piece:
    """A time at `[start, end)` of a question, as far as its own words tell.

    One of these tells the days: `days` themselves; `in_year`, the days in a year that other words
    have to give; `from_told`, counted from the days told of before. A `year` other than 0 can be
    that of an `in_year` piece beside it. `part` takes a part of the days of the piece behind it.
    The functions raise ValueError for days that the calendar does not have.
    """

    start: int
    end: int
    form: str
    where: Where = Where.QUESTION
    days: Days | None = None
    year: int = 0
    in_year: Callable[[int], Days] | None = None
    from_told: Callable[[Days], Days] | None = None
    part: Callable[[Days], Days] | None = None
    broken: bool = False


Fields = dict[str, str]
Read = Callable[[Fields, Piece, date], Piece | None]


def counted(word: str) -> int:
    return int(word) if word[0].isdigit() else NUMBERS[word]


def unit_name(word: str) -> str:
    """A unit's name as the calendar has it."""
    plain = word.rstrip("s")
    return {"quater": "quarter", "semester": "half"}.get(plain, plain)


def of_today(blank: Piece, days: Days, year: int = 0) -> Piece:
    return replace(blank, where=Where.TODAY, days=days, year=year)
