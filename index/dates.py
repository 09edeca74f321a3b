"""Dates printed in a text, and what a year-less or relative one means beside a known day."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from index.date_forms import (
    A_GOAL,
    ABOUT,
    COUNTED,
    CUE_BEFORE,
    CUE_STARTS,
    CUES_AFTER,
    DUE,
    FIGURE,
    FIGURES,
    HINTS,
    IS_A_YEAR,
    MONTH_LEAD,
    MONTHS,
    NOT_A_YEAR,
    ORDINARY,
    PATTERN,
    READERS,
    STARTS,
    THINGS,
    WEEKDAYS,
)
from index.date_relative import READ_RELATIVE
from index.date_values import (
    DateMention,
    Place,
    day_of,
    halves,
    in_year,
    month_end,
    month_number,
    nearest_year,
    shifted,
    spanning,
    whole_month,
    whole_year,
)
from index.records import Precision

__all__ = ["MONTHS", "PATTERN", "DateMention", "find_dates", "in_year", "month_number", "tense"]

WORD = re.compile(r"\w+")
SENTENCE_END = re.compile(r"\.\s")
REACH = 160
"""Characters before and after a date in which the words stand that tell whether it lies ahead."""


def find_dates(text: str, anchor: date | None, event: date | None = None) -> list[DateMention]:
    """The dates that `text` prints, in order.

    Args:
        anchor: the day the text was written on; year-less and relative dates are resolved
            against it. When it is None they stay open (`first` is None) or are left out.
        event: the day that the text tells of: what "today" in a speech and, as long as the text
            has named no other day, "the previous day" or "the same year" refer to.
    """
    mentions: list[DateMention] = []
    if not FIGURE.search(text) and not any(hint in text for hint in HINTS):
        return mentions
    now, end = event or anchor, 0
    for word in WORD.finditer(text):
        start, form = word.start(), word[0].lower()
        forms = FIGURES if form[0].isdigit() else STARTS.get(form, ())
        if not forms or start < end:
            continue
        for name in forms:
            if match := READERS[name].match(text, start):
                told = mentions[-1].last if mentions and mentions[-1].is_days else None
                mentions += _read(name, match, anchor, now, told or now)
                end = match.end()
                break
    return mentions


def _read(
    form: str, match: re.Match[str], anchor: date | None, now: date | None, told: date | None
) -> list[DateMention]:
    part = {name: value or "" for name, value in match.groupdict().items()}
    if any(part.get(name) in ORDINARY for name in ("m", "m2", "w0")):
        return []
    text = match.string
    ahead = tense(text, match.start(), match.end())
    try:
        return _READ[form](Place(text, part, _blank(match, part, ahead), anchor, now, told, ahead))
    except (ValueError, OverflowError):  # a day that no calendar has
        return []


def _blank(match: re.Match[str], part: dict[str, str], ahead: bool | None) -> DateMention:
    weekday = next((part[name] for name in ("w0", "w1", "w2") if part.get(name)), "")
    return DateMention(
        match.start(),
        match.end(),
        match.group(),
        Precision.DAY,
        bool(part.get("y")),
        future=bool(ahead),
        weekday=WEEKDAYS.get(weekday[:3].lower()),
    )


def tense(text: str, start: int, end: int) -> bool | None:
    """Whether a date at `[start, end)` is told as to come (True) or past (False), None if neither.

    The nearest telling word before it in its sentence decides, else the first one after it.
    """
    before = text[max(0, start - REACH) : start]
    before = before[max(before.rfind(". "), before.rfind("\n\n")) + 1 :]
    for word in reversed(list(WORD.finditer(before))):
        if word[0][:3].lower() in CUE_STARTS and (cue := CUE_BEFORE.match(before, word.start())):
            return bool(cue["ahead"])
    after = CUES_AFTER.search(SENTENCE_END.split(text[end : end + REACH])[0])
    return bool(after["ahead"]) if after else True if DUE.search(before) else None


def _iso(place: Place) -> list[DateMention]:
    """ "2008. 5. 21" and, with a weekday behind it, "5.31 (Tue.)"."""
    part = place.part
    month, last_month = int(part["m"]), int(part.get("m2") or 0)
    last_day = day_of(part.get("d2", ""))
    return [_set(place, place.blank, month, int(part["d"]), last_month, last_day)]


def _days(place: Place) -> list[DateMention]:
    """A day, a range of days, or two days that "and" joins."""
    part, blank = place.part, place.blank
    month, last_month = (month_number(part.get(one) or part["m"]) for one in ("m1", "m2"))
    day, last_day = day_of(part["d"]), day_of(part["d2"])
    together = (last_day, last_month) in ((day + 1, month), (1, month % 12 + 1))
    between = place.before(8).lower() == "between "
    if last_day and part["to"].strip() in ("and", "&") and not (together or between):
        one, other = halves(place)
        return [_set(place, one, month, day), _set(place, other, last_month, last_day)]
    return [_set(place, blank, month, day, last_month, last_day)]


def _set(
    place: Place, blank: DateMention, month: int, day: int, last_month: int = 0, last_day: int = 0
) -> DateMention:
    """A printed day or range of days; without a year it is set beside the anchor.

    A year that is printed once, behind a range, is that of its last day.
    """
    mention = replace(
        blank,
        precision=Precision.RANGE if last_day else Precision.DAY,
        month=month,
        day=day,
        last_month=(last_day and last_month) or month,
        last_day=last_day or day,
    )
    year, first_year = place.year(), place.part.get("y1")
    if year is None and first_year:
        return in_year(replace(mention, has_year=True), int(first_year))
    if year is not None:
        first = in_year(mention, int(first_year or year - (mention.last_month < month)))
        return replace(first, last=date(year, mention.last_month, mention.last_day))
    if place.anchor is None:
        in_year(mention, 2000)  # refuses February 31
        return mention
    return in_year(mention, nearest_year(month, day, place.anchor, place.ahead, mention.weekday))


def _months(place: Place) -> list[DateMention]:
    """A range of months; "in April and October" is two."""
    part = place.part
    one, other = month_number(part["m"]), month_number(part["m2"])
    year = place.year()
    if year is None and place.anchor:
        year = nearest_year(other, 1, place.anchor, place.blank.future)
    if year is None:
        return []
    first, last = date(int(part["y1"] or year - (other < one)), one, 1), date(year, other, 1)
    if part["to"].strip() in ("and", "&") and shifted(first, 1) != last:
        start, end = halves(place)
        return [whole_month(start, one, first.year), whole_month(end, other, year)]
    return [spanning(place.blank, Precision.RANGE, first, month_end(last))]


def _year_month(place: Place) -> list[DateMention]:
    year = place.year()
    return [] if year is None else [whole_month(place.blank, month_number(place.part["m"]), year)]


def _bare_month(place: Place) -> list[DateMention]:
    """A month with neither day nor year, behind "in" and the like and printed as a name is."""
    name, anchor, blank = place.part["m"], place.anchor, place.blank
    lead = MONTH_LEAD.search(place.before(12))
    if not lead or not name[0].isupper() or _is_name(name, place.text[blank.end :]):
        return []
    month = month_number(name)
    if anchor is None:
        return [replace(blank, precision=Precision.MONTH, month=month, day=1)]
    if lead[1].lower() in ("next", "coming", "following"):
        year = anchor.year + (month <= anchor.month)
    elif lead[1].lower() == "last":
        year = anchor.year - (month >= anchor.month)
    elif blank.future:
        year = anchor.year + (month < anchor.month)
    else:
        year = anchor.year - (month > anchor.month)
    return [whole_month(blank, month, year)]


def _is_name(month: str, following: str) -> bool:
    """True for "to Jan Kowalski": a short form before a capital is no month."""
    return len(month) == 3 and month != "May" and bool(re.match(" [A-Z]", following))


def _years(place: Place) -> list[DateMention]:
    """A year, a range of years, or two years that "and" joins; no other number."""
    part, blank, before = place.part, place.blank, place.before(60)
    counted = COUNTED.match(place.text, blank.end) and not IS_A_YEAR.search(before)
    counts = counted or (ABOUT.search(before) and THINGS.match(place.text, blank.end))
    if NOT_A_YEAR.search(before) or counts or A_GOAL.match(place.text, blank.end):
        return []
    one = int(part["y"])
    if one < 1900 and not IS_A_YEAR.search(before):
        return []
    other = int(part["y2"] or one)
    if other < 100:
        other += one - one % 100
    if part["to"].strip() in ("and", "&") and abs(other - one) > 1:
        start, end = halves(place)
        return [whole_year(start, one), whole_year(end, other)]
    first, last = sorted((one, other))
    if first == last or (len(part["y2"]) == 2 and other < one):
        return [whole_year(blank, one)]
    return [spanning(blank, Precision.RANGE, date(first, 1, 1), date(last, 12, 31))]


def _decade(place: Place) -> list[DateMention]:
    year = int(place.part["y"])
    return [spanning(place.blank, Precision.RANGE, date(year, 1, 1), date(year + 9, 12, 31))]


_READ: dict[str, Callable[[Place], list[DateMention]]] = {
    **{
        "iso": _iso,
        "dotted": _iso,
        "days": _days,
        "dates": _days,
        "months": _months,
        "month": _year_month,
    },
    **{"bare": _bare_month, "years": _years, "decade": _decade},
    **READ_RELATIVE,
}
