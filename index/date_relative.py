"""Relative dates: "last year", "the second quarter of the year", "yesterday", "two years ago"."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from index.date_forms import COUNTS, DAY_LEAD, NTH_LEAD, PARTS, SEASONS, YEAR_LEAD
from index.date_values import (
    STEPS,
    DateMention,
    Place,
    day_of,
    month_end,
    one_day,
    shifted,
    spanning,
    whole_month,
    whole_year,
)
from index.records import Precision


def _nth(place: Place) -> list[DateMention]:
    """ "The 5th of last month"; "on the 13th" is the last one, or the next one to come."""
    day, rel, anchor = day_of(place.part["d"]), place.part["rel"].lower(), place.anchor
    if anchor is None or not (rel or NTH_LEAD.search(place.before(20))):
        return []
    step = STEPS.get(rel, 0)
    if not rel:
        step = (day < anchor.day) if place.ahead else -(day > anchor.day)
    return [one_day(place.blank, shifted(anchor, step).replace(day=day))]


def _part(place: Place) -> list[DateMention]:
    """Quarters and halves: "the second quarter of the year", "Q3 2020"."""
    part, blank = place.part, place.blank
    loose = not (part["y"] or part["rel"])
    year = place.year() or (place.anchor and place.anchor.year)
    if not year or (
        loose and not re.search(r"\b(?:in|during|by|for|of|until)\s+the\s+$", place.before(12))
    ):
        return []
    half = part["u"].lower() in ("half", "h")
    number = 0 if part["n"].lower() == "last" else PARTS.get(part["n"].lower()) or int(part["n"])
    length, number = (6, number or 2) if half else (3, number or 4)
    first = date(year, (number - 1) * length + 1, 1)
    precision = Precision.RANGE if half else Precision.QUARTER
    return [spanning(blank, precision, first, month_end(shifted(first, length - 1)))]


def _season(place: Place) -> list[DateMention]:
    year = place.year()
    if year is None and place.part["which"] and place.anchor:
        year = place.anchor.year + STEPS.get(place.part["which"].lower(), 0)
    if year is None:
        return []
    first = date(year, SEASONS[place.part["s"].lower()], 1)
    return [spanning(place.blank, Precision.RANGE, first, month_end(shifted(first, 2)))]


def _unit(place: Place) -> list[DateMention]:
    """ "Last year", "next month", "this week", "the same year"."""
    rel, unit = place.part.get("rel", "this").lower(), place.part["u"].lower()
    if place.anchor is None:
        return []
    return [_whole(place.blank, place.base(rel), unit, STEPS.get(rel, 0))]


def _whole(blank: DateMention, base: date, unit: str, step: int) -> DateMention:
    """The year, quarter, month or week that lies so many steps from a day's."""
    if unit == "year":
        return whole_year(blank, base.year + step)
    if unit == "month":
        first = shifted(base, step)
        return whole_month(blank, first.month, first.year)
    if unit == "quarter":
        first = shifted(base, 3 * step - (base.month - 1) % 3)
        return spanning(blank, Precision.QUARTER, first, month_end(shifted(first, 2)))
    monday = base - timedelta(days=base.weekday()) + timedelta(weeks=step)
    return spanning(blank, Precision.RANGE, monday, monday + timedelta(days=6))


def _the_year(place: Place) -> list[DateMention]:
    """ "The end of the year"; "the year" alone tells nothing."""
    return _unit(place) if YEAR_LEAD.search(place.before(40)) else []


def _ago(place: Place) -> list[DateMention]:
    number, unit = place.part["n"].lower(), place.part["u"].lower()
    if place.anchor is None:
        return []
    count = COUNTS.get(number) or int(number)
    if unit == "day":
        return [one_day(place.blank, place.anchor - timedelta(days=count))]
    return [_whole(place.blank, place.anchor, unit, -count)]


def _day(place: Place) -> list[DateMention]:
    """ "Yesterday", "today", "the previous day", "the day after"."""
    if place.anchor is None or place.event is None or place.told is None:
        return []
    word = (place.part["u"] or place.part["rel"] or place.part["side"]).lower()
    if word in ("yesterday", "tomorrow"):
        return [one_day(place.blank, place.anchor + timedelta(days=1 if word[0] == "t" else -1))]
    if word == "today":
        return [one_day(place.blank, place.event)]
    step = {"before": -1, "after": 1}.get(word, STEPS.get(word, 0))
    return [one_day(place.blank, place.told + timedelta(days=step))]


def _weekday(place: Place) -> list[DateMention]:
    """ "On Thursday", "last Friday"; it must be printed as a name is."""
    number, day, lead = place.blank.weekday, place.anchor, DAY_LEAD.search(place.before(12))
    if day is None or number is None or not lead or not place.part["w0"][0].isupper():
        return []
    rel = lead[1].lower()
    if rel in ("next", "coming") or (rel != "last" and place.blank.future):
        return [one_day(place.blank, day + timedelta(days=(number - day.weekday() - 1) % 7 + 1))]
    back = (day.weekday() - number) % 7
    return [one_day(place.blank, day - timedelta(days=back or 7 * (rel == "last")))]


READ_RELATIVE: dict[str, Callable[[Place], list[DateMention]]] = {
    **{"nth": _nth, "part": _part, "q": _part, "season": _season, "unit": _unit},
    **{"the_year": _the_year, "ago": _ago, "day": _day, "weekday": _weekday},
}
"""What each relative form of `index.date_forms` means."""
