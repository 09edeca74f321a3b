"""Dates printed in a text, and what a year-less or relative one means beside a known day."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from index.records import Precision

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("january jan", "february feb", "march mar", "april apr", "may", "june jun"),
            *("july jul", "august aug", "september sept sep", "october oct"),
            *("november nov", "december dec"),
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = (
    r"(?:January|Jan|February|Feb|March|Mar|April|Apr|May|June|Jun|July|Jul|August|Aug"
    r"|September|Sept|Sep|October|Oct|November|Nov|December|Dec)\b\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:st|nd|rd|th)?"
_TO = r"\s*(?:-|–|—|~|to|through|until|till|and|&)\s*"
_YEAR = r"(?:19|20)\d{2}\b"
_LAST_THIS = r"(?:last|this|next|the)"
PATTERN = re.compile(
    rf"""
      (?<!\d)(?P<iso_y>{_YEAR})\s*[-./]\s*(?P<iso_m>\d{{1,2}})\s*[-./]\s*(?P<iso_d>\d{{1,2}})\b
    | \b(?P<md_m>{_MONTH})\s*(?P<md_d>{_DAY})(?:{_TO}(?:(?P<md_m2>{_MONTH})\s*)?(?P<md_d2>{_DAY}))?
      (?:,?\s*(?P<md_y>{_YEAR}))?
    | (?<!\d)(?<!\d[.,])(?P<dm_d>{_DAY})(?:{_TO}(?P<dm_d2>{_DAY}))?
      \s+(?:of\s+)?(?P<dm_m>{_MONTH})(?:,?\s*(?P<dm_y>{_YEAR}))?
    | \b(?P<q_n>first|second|third|fourth|1st|2nd|3rd|4th|last)\s+(?P<q_u>quarter|half)
      (?:\s+of\s+(?:(?P<q_y>{_YEAR})|(?P<q_rel>{_LAST_THIS}|the\s+same)\s+year))?
    | \bQ(?P<qq_n>[1-4])\s*(?:of\s+)?(?P<qq_y>{_YEAR})
    | \b(?P<my_m>{_MONTH}),?\s*(?:of\s+)?(?P<my_y>{_YEAR})
    | \b(?P<mr_m>{_MONTH})\s+(?:of\s+)?(?P<mr_rel>last|this|next)\s+year
    | \b(?P<m_lead>(?:in|since|during|by|until|early|late|mid|last|this|next|for|from|of|to)
      (?:\s+|(?<=mid)-))(?P<m_m>{_MONTH})
      (?!\s*\d|,?\s*(?:of\s+)?{_YEAR}|\s+(?:of\s+)?(?:last|this|next)\s+year)
    | (?<![\d$€₩])(?P<y_from>{_YEAR})(?:\s*(?:-|–|to|and|through|until)\s*(?P<y_to>{_YEAR}))?
      (?!\s*(?:\d|won|people|percent|%))
    | \b(?P<rel>{_LAST_THIS}|previous)\s+year\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
FUTURE = re.compile(
    r"\b(?:will|to be held|scheduled|upcoming|slated|planned|plans|to take place|is to|are to"
    r"|next)\b",
    re.IGNORECASE,
)
_HALVES = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "last": 2}
_QUARTERS = {**_HALVES, "last": 4, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
NOT_A_YEAR = re.compile(r"(?:\bresolutions?|\bUNSCRs?|\bno\.)\s*$", re.IGNORECASE)
"""Before a number that looks like a year: it is the number of a resolution."""
POSTING_LAG = timedelta(days=3)
"""A release may be dated up to this long before the local day of what it reports (time zones)."""


@dataclass(frozen=True)
class DateMention:
    """A date as printed at `[start, end)` of a text.

    `first` and `last` are None while the year is not known; then `month` and `day` (and
    `last_month`, `last_day`) hold what is printed. `has_year` tells whether the year is printed.
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


def month_number(word: str) -> int:
    """1 to 12 for a month's name or its abbreviation."""
    return MONTHS[word.lower().rstrip(".")]


def find_dates(text: str, anchor: date | None) -> list[DateMention]:
    """The dates that `text` prints, in order.

    Args:
        anchor: the day the text was written on; year-less and relative dates are resolved
            against it and stay open (`first` is None) when it is None.
    """
    mentions = []
    for match in PATTERN.finditer(text):
        if (mention := _read(match, text, anchor)) is not None:
            mentions.append(mention)
    return mentions


def _read(match: re.Match[str], text: str, anchor: date | None) -> DateMention | None:
    part = match.groupdict()
    future = bool(FUTURE.search(text, max(0, match.start() - 80), match.start()))
    blank = DateMention(
        match.start(), match.end(), match.group(), Precision.DAY, True, future=future
    )
    try:
        if part["iso_y"]:
            return _days(blank, int(part["iso_y"]), int(part["iso_m"]), int(part["iso_d"]))
        if part["md_m"]:
            last_month = part["md_m2"] or part["md_m"]
            return _dated(
                blank, part["md_m"], part["md_d"], last_month, part["md_d2"], part["md_y"], anchor
            )
        if part["dm_m"]:
            return _dated(
                blank, part["dm_m"], part["dm_d"], part["dm_m"], part["dm_d2"], part["dm_y"], anchor
            )
        if part["q_n"] or part["qq_n"]:
            return _quarter(blank, part, anchor)
        if part["my_m"]:
            return _month(blank, month_number(part["my_m"]), int(part["my_y"]))
        if part["mr_m"]:
            if anchor is None:
                return None
            year = _relative(part["mr_rel"], anchor)
            return _month(replace(blank, has_year=False), month_number(part["mr_m"]), year)
        if part["m_m"]:
            return _bare_month(blank, match, part, anchor)
        if part["y_from"]:
            if NOT_A_YEAR.search(text, max(0, match.start() - 20), match.start()):
                return None
            first, last = sorted((int(part["y_from"]), int(part["y_to"] or part["y_from"])))
            precision = Precision.RANGE if last > first else Precision.YEAR
            return replace(
                blank, precision=precision, first=date(first, 1, 1), last=date(last, 12, 31)
            )
        if part["rel"] and anchor:
            year = _relative(part["rel"], anchor)
            return replace(
                blank,
                precision=Precision.YEAR,
                has_year=False,
                first=date(year, 1, 1),
                last=date(year, 12, 31),
            )
    except ValueError:
        return None
    return None


def _relative(word: str, anchor: date) -> int:
    return anchor.year + {"last": -1, "previous": -1, "next": 1}.get(word.lower(), 0)


def _days(blank: DateMention, year: int, month: int, day: int) -> DateMention:
    return replace(blank, first=date(year, month, day), last=date(year, month, day))


def _month(blank: DateMention, month: int, year: int) -> DateMention:
    last = date(year, month, monthrange(year, month)[1])
    return replace(blank, precision=Precision.MONTH, first=date(year, month, 1), last=last)


def _bare_month(
    blank: DateMention, match: re.Match[str], part: dict[str, str], anchor: date | None
) -> DateMention | None:
    if not part["m_m"][0].isupper() or part["m_m"] in {"may", "march"}:
        return None
    blank = replace(blank, start=match.start("m_m"), words=part["m_m"], has_year=False)
    month = month_number(part["m_m"])
    if anchor is None:
        return replace(blank, precision=Precision.MONTH, month=month, day=1)
    lead = part["m_lead"].strip().lower()
    if lead == "next":
        year = anchor.year + (month <= anchor.month)
    elif lead == "last":
        year = anchor.year - (month >= anchor.month)
    elif blank.future:
        year = anchor.year + (month < anchor.month)
    else:
        year = anchor.year - (month > anchor.month)
    return _month(blank, month, year)


def _quarter(blank: DateMention, part: dict[str, str], anchor: date | None) -> DateMention | None:
    printed = part["qq_y"] or part["q_y"]
    if not printed and anchor is None:
        return None
    year = int(printed) if printed else _relative(part["q_rel"] or "the", anchor or date.min)
    half = part["q_u"] and part["q_u"].lower() == "half"
    if half and part["q_n"].lower() not in _HALVES:
        return None
    number = (
        int(part["qq_n"]) if part["qq_n"] else (_HALVES if half else _QUARTERS)[part["q_n"].lower()]
    )
    length = 6 if half else 3
    first, last = (number - 1) * length + 1, number * length
    return replace(
        blank,
        precision=Precision.RANGE if half else Precision.QUARTER,
        has_year=bool(printed),
        first=date(year, first, 1),
        last=date(year, last, monthrange(year, last)[1]),
    )


def _dated(
    blank: DateMention,
    month: str,
    day: str,
    last_month: str,
    last_day: str | None,
    year: str | None,
    anchor: date | None,
) -> DateMention:
    """A printed day or range of days; without a year it is set beside the anchor."""
    one = int(re.sub(r"\D", "", day))
    other = int(re.sub(r"\D", "", last_day)) if last_day else one
    numbers = (month_number(month), one, month_number(last_month), other)
    precision = Precision.RANGE if last_day else Precision.DAY
    open_year = replace(
        blank,
        precision=precision,
        has_year=year is not None,
        month=numbers[0],
        day=numbers[1],
        last_month=numbers[2],
        last_day=numbers[3],
    )
    if year:
        return in_year(open_year, int(year))
    if anchor is None:
        in_year(open_year, 2000)  # refuses February 31
        return open_year
    return in_year(open_year, _nearest_year(numbers[0], numbers[1], anchor, blank.future))


def in_year(mention: DateMention, year: int) -> DateMention:
    """A year-less mention set into a year.

    Raises:
        ValueError: that year does not have the day, or the printed range runs backwards.
    """
    if not mention.day or mention.first:
        return mention
    last_month, last_day = mention.last_month or mention.month, mention.last_day
    if mention.precision is Precision.MONTH:
        last_day = monthrange(year, mention.month)[1]
    last_year = year + (last_month < mention.month)
    if last_month == mention.month and last_day < mention.day:
        raise ValueError(f"{mention.words} runs backwards")
    return replace(
        mention,
        first=date(year, mention.month, mention.day),
        last=date(last_year, last_month, last_day),
    )


def _nearest_year(month: int, day: int, anchor: date, future: bool) -> int:
    """The year that puts a day nearest to the anchor on the side that the wording tells."""
    candidates = []
    for year in (anchor.year - 1, anchor.year, anchor.year + 1):
        try:
            candidates.append(date(year, month, day))
        except ValueError:
            continue
    if future:
        fitting = [day for day in candidates if day >= anchor - POSTING_LAG]
    else:
        fitting = [day for day in candidates if day <= anchor + POSTING_LAG]
    return min(fitting or candidates, key=lambda day: abs(day - anchor)).year
