"""A date as printed, and the calendar arithmetic that turns it into days."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from index.date_forms import MONTHS
from index.records import Precision

POSTING_LAG = timedelta(days=3)
"""A release may be dated up to this long before the local day of what it reports (time zones)."""
FAR_NEARER = 3
"""Times; see `nearest_year`."""
STEPS = {"last": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}
FROM_TOLD = ("same", "that", "previous", "following")
"""Relative words that count from the day told of last; the others count from the writing."""


@dataclass(frozen=True)
class DateMention:
    """A date as printed at `[start, end)` of a text.

    `first` and `last` are None while the year is not known; then `month` and `day` (and
    `last_month`, `last_day`) hold what is printed. `has_year` tells whether the year is printed,
    `weekday` which day of the week is printed beside the day (Monday is 0, None when none is),
    `future` whether the wording sets it ahead of the writing.
    """

    start: int
    end: int
    words: str
    precision: Precision
    has_year: bool
    first: date | None = None
    last: date | None = None
    month: int = 0
    day: int = 0
    last_month: int = 0
    last_day: int = 0
    future: bool = False
    weekday: int | None = None

    @property
    def is_days(self) -> bool:
        """True for a day or a range of days, as against months, quarters, years."""
        return bool(self.day) and self.precision in (Precision.DAY, Precision.RANGE)


@dataclass(frozen=True)
class Place:
    """A form found in a text: its named parts, and the days that it may be counted from.

    `event` is the day of what the text tells, `told` the day that it named last, `ahead` what the
    wording tells of the day (None: nothing).
    """

    text: str
    part: dict[str, str]
    blank: DateMention
    anchor: date | None
    event: date | None
    told: date | None
    ahead: bool | None

    def year(self) -> int | None:
        """The year that is printed or told by "last year"; None when neither is."""
        if self.part.get("y"):
            return int(self.part["y"])
        if self.part.get("rel") and self.anchor:
            return self.base(self.part["rel"]).year + STEPS.get(self.part["rel"].lower(), 0)
        return None

    def before(self, length: int) -> str:
        """So many characters before the form."""
        return self.text[max(0, self.blank.start - length) : self.blank.start]

    def base(self, word: str) -> date:
        """The day that a relative word counts from."""
        day = self.told if word.lower().split()[-1] in FROM_TOLD else self.anchor
        assert day
        return day


def month_number(word: str) -> int:
    """1 to 12 for a month's name or its abbreviation."""
    return MONTHS[word.lower().rstrip(".")]


def cut(blank: DateMention, start: int, end: int) -> DateMention:
    """The mention of a part of the printed words."""
    words = blank.words[start:end]
    return replace(blank, start=blank.start + start, end=blank.start + end, words=words)


def halves(place: Place) -> tuple[DateMention, DateMention]:
    """The words before and after "and", each as a mention of its own."""
    to, words = place.part["to"], place.blank.words
    middle = words.index(to)
    return cut(place.blank, 0, middle), cut(place.blank, middle + len(to), len(words))


def spanning(blank: DateMention, precision: Precision, first: date, last: date) -> DateMention:
    return replace(blank, precision=precision, first=first, last=last)


def one_day(blank: DateMention, day: date) -> DateMention:
    mention = replace(blank, month=day.month, day=day.day, last_month=day.month, last_day=day.day)
    return spanning(mention, Precision.DAY, day, day)


def whole_month(blank: DateMention, month: int, year: int) -> DateMention:
    first = date(year, month, 1)
    return spanning(blank, Precision.MONTH, first, month_end(first))


def whole_year(blank: DateMention, year: int) -> DateMention:
    return spanning(blank, Precision.YEAR, date(year, 1, 1), date(year, 12, 31))


def month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def shifted(day: date, months: int) -> date:
    """The first day of the month that lies so many months from a day's."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def day_of(digits: str) -> int:
    return int(re.sub(r"\D", "", digits) or 0)


def in_year(mention: DateMention, year: int) -> DateMention:
    """A year-less mention set into the year of its first day.

    Raises:
        ValueError: that year does not have the day, or the printed range runs backwards.
    """
    if not mention.day or mention.first:
        return mention
    last_month, last_day = mention.last_month or mention.month, mention.last_day
    if mention.precision is Precision.MONTH:
        return whole_month(mention, mention.month, year)
    if last_month == mention.month and last_day < mention.day:
        raise ValueError(f"{mention.words} runs backwards")
    return replace(
        mention,
        first=date(year, mention.month, mention.day),
        last=date(year + (last_month < mention.month), last_month, last_day),
    )


def nearest_year(
    month: int, day: int, anchor: date, ahead: bool | None, weekday: int | None = None
) -> int:
    """The year that puts a day nearest to the anchor on the side that the wording tells.

    Where it tells none (`ahead` is None) the day of the week decides; else the day is past, unless
    the coming one is far nearer.
    """
    candidates = []
    for year in range(anchor.year - 4, anchor.year + 5):  # 29 February may be four years off
        if day <= monthrange(year, month)[1]:
            candidates.append(date(year, month, day))
    back = [one for one in candidates if one <= anchor + POSTING_LAG]
    coming = [one for one in candidates if one >= anchor - POSTING_LAG]
    if not back or not coming:
        raise ValueError("no year has this day")
    if ahead is None:
        ahead = FAR_NEARER * (coming[0] - anchor) < anchor - back[-1]
        if weekday in (back[-1].weekday(), coming[0].weekday()):
            ahead = weekday != back[-1].weekday()
    return (coming[0] if ahead else back[-1]).year
