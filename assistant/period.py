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
    question = SHARED_YEAR.sub(r"\1 \4 \2 \3 \4", question)
    if found := _relative(question, today) or _season(question, today):
        return found
    anchor = date(base.last.year, 12, 31) if base else today
    spans = [
        mention
        for mention in find_dates(_capitalised(question), anchor)
        if mention.first and mention.last
    ]
    if not spans:
        return None
    first, last = spans[0], spans[-1]
    assert first.first and first.last and last.last
    words = question[first.start : last.end]
    if len(spans) > 1 and BETWEEN.match(question[spans[0].end : spans[1].start]):
        return Period(first.first, spans[1].last or last.last, words)
    if (
        len(spans) == 2
        and first.first.year != last.last.year
        and re.search(r"\band\b", question[first.end : last.start])
    ):
        return Period(first.first, last.last, words)
    before = question[: first.start]
    if OPEN_START.search(before):
        return Period(
            FIRST_DAY,
            first.first - timedelta(days=1)
            if re.search(r"\b(?:before|prior to)\s+(?:the\s+)?$", before, re.I)
            else first.last,
            words,
        )
    if OPEN_END.search(before) and first.precision is not Precision.RANGE:
        return Period(first.first, LAST_DAY, words)
    narrow = min(spans, key=lambda span: (span.last or last.last) - (span.first or first.first))  # type: ignore[operator]
    assert narrow.first and narrow.last
    return Period(narrow.first, narrow.last, narrow.words)


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
    if (match[1] or "").lower() in {"by", "until", "before"}:
        return Period(FIRST_DAY, span.last, match.group())
    return (
        Period(span.first, LAST_DAY, match.group()) if (match[1] or "").lower() == "since" else span
    )
