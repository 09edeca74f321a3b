"""The days a question asks about, resolved in code against the day of asking."""

import re
from calendar import monthrange
from datetime import date, timedelta

from assistant.records import Period
from index.dates import MONTHS, find_dates
from index.records import Precision

_YEAR = r"(?:19|20)\d{2}"
_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
SEASONS = {
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "fall": (9, 11),
    "winter": (12, 14),
}
"""First and last month; months above 12 belong to the next year (seasons of the north)."""
NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
OPEN_START = re.compile(
    r"\b(?:until|till|by|up to|before|prior to|by the end of|to)\s+(?:the\s+)?(?:end\s+of\s+)?$",
    re.I,
)
OPEN_END = re.compile(
    r"\b(?:since|after|from)\s+(?:the\s+)?(?:start\s+of\s+|beginning\s+of\s+|end\s+of\s+)?$", re.I
)
BETWEEN = re.compile(
    r"^\s*(?:to|and|until|till|through|up to|-|–)\s*(?:the\s+)?(?:end\s+of\s+)?$", re.I
)
BEFORE = re.compile(r"\b(?:before|prior to)\s+(?:the\s+)?$", re.I)
AFTER = re.compile(r"\bafter\s+(?:the\s+)?$", re.I)
AND_BEFORE = re.compile(r"\b(?:but|and)\s+before\s*$", re.I)
THE_YEAR = re.compile(rf"\bthe year (?={_YEAR}\b)", re.I)
PART_OF_YEAR = re.compile(
    rf"\b(?:{_NAMES}|quarter|half)\s+(?:of\s+)?(?:last|this|next)\s+year\b", re.I
)
"""A part of a relative year, which is read as a printed date."""
ONE_DAY = timedelta(days=1)
ORDINARY_MARCH = re.compile(rf"\b({_NAMES})\b", re.I)
THE_MONTH = re.compile(rf"\bthe (?=(?:{_NAMES})\b)", re.I)
SHARED_YEAR = re.compile(
    rf"\b({_NAMES})\s+(and|to|until|through|-|–)\s+({_NAMES})\s+({_YEAR})", re.I
)


def find_period(question: str, today: date, base: Period | None = None) -> Period | None:
    """The period that a question names, or None.

    Args:
        today: what "last year" counts from.
        base: the period of the conversation, which gives a bare month its year.
    """
    question = THE_YEAR.sub("", SHARED_YEAR.sub(r"\1 \4 \2 \3 \4", question))
    try:
        relative = None if PART_OF_YEAR.search(question) else _relative(question, today)
        found = _beside(question, base) or (relative and _opened(question, relative))
        return found or _season(question, today) or _printed(question, today, base)
    except (ValueError, OverflowError):  # a day beyond the calendar: no period is named
        return None


def _printed(question: str, today: date, base: Period | None) -> Period | None:
    """The period that is printed in dates, years or months."""
    anchor = date(min(base.last, today).year, 12, 31) if base else today
    mentions = find_dates(_capitalised(question), anchor)
    spans = [(one, one.first, one.last) for one in mentions if one.first and one.last]
    if not spans:
        return None
    (first, start, end), (last, _, stop) = spans[0], spans[-1]
    words, before = question[first.start : last.end], question[: first.start]
    if len(spans) > 1 and BETWEEN.match(question[first.end : spans[1][0].start]):
        return Period(start, spans[1][2], words)
    if len(spans) == 2 and AND_BEFORE.search(question[first.end : last.start]):
        return Period(
            end + ONE_DAY if AFTER.search(before) else start, spans[1][1] - ONE_DAY, words
        )
    either = re.search(r"\b(?:and|or)\b", question[first.end : last.start])
    if len(spans) == 2 and either and start.year != stop.year:
        return Period(start, stop, words)
    if OPEN_START.search(before):
        return Period(FIRST_DAY, start - ONE_DAY if BEFORE.search(before) else end, words)
    if OPEN_END.search(before) and first.precision is not Precision.RANGE:
        return Period(end + ONE_DAY if AFTER.search(before) else start, LAST_DAY, words)
    narrow = min(spans, key=lambda span: span[2] - span[1])
    return Period(narrow[1], narrow[2], narrow[0].words)


def _opened(question: str, found: Period) -> Period:
    """ "Last year" as the start or the end of the period, after "since", "before" or "until"."""
    before = question[: question.lower().find(found.words)]
    if BEFORE.search(before):
        return Period(FIRST_DAY, found.first - ONE_DAY, found.words)
    if OPEN_START.search(before):
        return Period(FIRST_DAY, found.last, found.words)
    if re.search(r"\bsince\s+$", before, re.I):
        return Period(found.first, LAST_DAY, found.words)
    return found


def _beside(question: str, base: Period | None) -> Period | None:
    """ "The year before", counted from the period of the conversation."""
    match = re.search(
        r"\bthe (?:year (before|after)|(previous|following|next) year)\b", question, re.I
    )
    if not match or not base or base.first.year <= 1900 or base.last.year >= 2199:
        return None
    back = (match[1] or match[2]).lower() in {"before", "previous"}
    year = base.first.year - 1 if back else base.last.year + 1
    return Period(date(year, 1, 1), date(year, 12, 31), match.group())


def _capitalised(question: str) -> str:
    """The question with its month names in capitals, as lower-case questions are typed."""

    def capital(match: re.Match[str]) -> str:
        word = match.group()
        ordinary = word.lower() in {
            "may",
            "march",
            "mar",
            "dec",
            "sep",
            "jun",
            "jul",
            "jan",
            "oct",
            "nov",
            "apr",
            "feb",
            "aug",
        }
        before = question[: match.start()].rstrip().lower()
        after = question[match.end() :]
        dated = re.match(r"\.?,?\s*\d", after) or re.search(
            r"(?:\bin|\bof|\bsince|\bthe|\bby|\d)$", before
        )
        return word.capitalize() if dated or not ordinary else word

    return THE_MONTH.sub("in  ", ORDINARY_MARCH.sub(capital, question))


def _relative(question: str, today: date) -> Period | None:
    text = question.lower()
    if re.search(r"\byesterday", text):
        day = today - timedelta(days=1)
        return Period(day, day, "yesterday")
    if re.search(r"\btoday\b", text):
        return Period(today, today, "today")
    if match := re.search(r"\bso far this year\b", text):
        return Period(date(today.year, 1, 1), today, match.group())
    if match := re.search(r"\ba year ago\b", text):
        return Period(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31), match.group())
    if match := re.search(r"\b(last|this|past|previous|next)\s+(year|month|week)\b", text):
        return _unit(match[1], match[2], today, match.group())
    if match := re.search(r"\b(?:(\d+)|(one|two|three|four|five|six|ten))\s+years?\s+ago\b", text):
        year = today.year - (int(match[1]) if match[1] else NUMBERS[match[2]])
        return Period(date(year, 1, 1), date(year, 12, 31), match.group())
    if match := re.search(
        r"\b(?:last|past)\s+(?:(\d+)|(two|three|four|five|six|ten))\s+years\b", text
    ):
        count = int(match[1]) if match[1] else NUMBERS[match[2]]
        return Period(
            date(today.year - count, today.month, min(today.day, 28)), today, match.group()
        )
    return None


def _unit(which: str, unit: str, today: date, words: str) -> Period:
    step = {"last": -1, "previous": -1, "past": -1, "this": 0, "next": 1}[which]
    if unit == "year":
        return Period(date(today.year + step, 1, 1), date(today.year + step, 12, 31), words)
    if unit == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
        return Period(monday, monday + timedelta(days=6), words)
    month = today.year * 12 + today.month - 1 + step
    return _months(month // 12, month % 12 + 1, month % 12 + 1, words)


def _months(year: int, first: int, last: int, words: str) -> Period:
    last_year, last_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return Period(
        date(year, first, 1),
        date(last_year, last_month, monthrange(last_year, last_month)[1]),
        words,
    )


def _season(question: str, today: date) -> Period | None:
    match = re.search(
        rf"\b(?:(by|since|until|before)\s+)?(?:(this|last)\s+)?(spring|summer|autumn|fall|winter)\b(?:\s+(?:of\s+)?({_YEAR}))?",
        question,
        re.I,
    )
    if not match or not (match[2] or match[4]):
        return None
    year = int(match[4]) if match[4] else today.year - (match[2].lower() == "last")
    span = _months(year, *SEASONS[match[3].lower()], match.group())
    if (match[1] or "").lower() == "before":
        return Period(FIRST_DAY, span.first - ONE_DAY, match.group())
    if (match[1] or "").lower() in {"by", "until"}:
        return Period(FIRST_DAY, span.last, match.group())
    return (
        Period(span.first, LAST_DAY, match.group()) if (match[1] or "").lower() == "since" else span
    )
