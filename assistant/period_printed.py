"""Printed times: days, months, years, quarters, seasons, and parts of them."""

import re
from dataclasses import replace
from datetime import date, timedelta

from assistant.period_calendar import (
    EARLY,
    LAST_DAY,
    LATE,
    MIDDLE,
    ONE_DAY,
    SEASONS,
    Days,
    around,
    in_common,
    months,
    share_of,
    third_of,
    unit_of,
    year_of,
)
from assistant.period_forms import DAY_NAMES, MONTHS, NTH, ORDINALS
from assistant.period_piece import Fields, Piece, Read, counted, of_today, unit_name

SHORT = 60
"""The last year of this century that "'60" may mean."""


def _iso(part: Fields, blank: Piece, _: date) -> Piece | None:
    if not 1 <= int(part["m"]) <= 12:
        return None
    day = date(int(part["y"]), int(part["m"]), int(part["d"]))
    return replace(blank, days=(day, day))


def _slashed(part: Fields, blank: Piece, today: date) -> Piece | None:
    """ "30/03/2021"; the day is first wherever it can be."""
    day, month = int(part["a"]), int(part["b"])
    if month > 12:
        day, month = month, day
    found = _iso({"y": part["y"], "m": str(month), "d": str(day)}, blank, today)
    return found or replace(blank, broken=True)


def _year_month(part: Fields, blank: Piece, _: date) -> Piece:
    return replace(blank, days=months(int(part["y"]), int(part["m"]), 1))


def _days(part: Fields, blank: Piece, _: date) -> Piece | None:
    """A day of a month, or a range of them."""
    first, last = _number(part["d"]), _number(part["d2"] or part["d"])
    month = MONTHS[part["m"].rstrip(".")]
    if first > 31 or last > 31:
        return None if last > 99 else replace(blank, broken=True)

    def in_year(year: int) -> Days:
        return min(ends := (date(year, month, first), date(year, month, last))), max(ends)

    return replace(blank, in_year=in_year)


def _worded(part: Fields, blank: Piece, today: date) -> Piece | None:
    return _days({"d": str(ORDINALS[part["o"]]), "d2": "", "m": part["m"]}, blank, today)


def _number(digits: str) -> int:
    return int(re.sub(r"[^0-9]", "", digits))


def _nth(part: Fields, blank: Piece, _: date) -> Piece:
    """ "The 12th", of a month that other words tell."""
    number = int(part["d"])
    return replace(blank, part=lambda days: (days[0].replace(day=number),) * 2)


def _nth_alone(part: Fields, blank: Piece, today: date) -> Piece:
    """ "On the 12th": of the month told of, else the latest one."""
    number = int(part["d"])
    month = today if number <= today.day else today.replace(day=1) - ONE_DAY
    latest = (month.replace(day=number),) * 2

    def in_month(days: Days) -> Days:
        one = (days[0].year, days[0].month) == (days[1].year, days[1].month)
        return (days[0].replace(day=number),) * 2 if one else latest

    return replace(of_today(blank, latest), from_told=in_month)


def _month(part: Fields, blank: Piece, _: date) -> Piece:
    month = MONTHS[part["m"].rstrip(".")]
    return replace(blank, in_year=lambda year: months(year, month, 1))


def _relative_month(part: Fields, blank: Piece, today: date) -> Piece:
    """ "Last March" is the latest one that is over, "next March" the first to begin."""
    month, rel = MONTHS[part["m"].rstrip(".")], part["rel"]
    year = today.year
    if rel in ("last", "past", "previous"):
        year -= month >= today.month
    elif rel != "this":
        year += month <= today.month
    return of_today(blank, months(year, month, 1))


def _year(part: Fields, blank: Piece, _: date) -> Piece:
    year = int(part["y"])
    year += 0 if year > 99 else 2000 if year <= SHORT else 1900
    return replace(blank, days=year_of(year), year=year)


def _years(part: Fields, blank: Piece, _: date) -> Piece | None:
    first, last = int(part["y"]), int(part["y2"])
    last += first - first % 100 if last < 100 else 0
    if last <= first:
        return None
    return replace(blank, days=(year_of(first)[0], year_of(last)[1]))


def _decade(part: Fields, blank: Piece, _: date) -> Piece:
    year = int(part["y"])
    return replace(blank, days=(year_of(year)[0], year_of(year + 9)[1]))


# quarters, halves, seasons


def _numbered(part: Fields, blank: Piece, today: date) -> Piece | None:
    """ "Q2", "2Q21", "H1", with or without a year."""
    length, number = (3 if part["u"] == "q" else 6), int(part["n"])
    if number * length > 12:
        return None
    piece = replace(blank, in_year=lambda year: months(year, (number - 1) * length + 1, length))
    if not part.get("y"):
        return piece
    return _in(piece, _year(part, blank, today).year)


def _in(piece: Piece, year: int) -> Piece:
    assert piece.in_year
    return replace(piece, days=piece.in_year(year), year=year)


def _season(part: Fields, blank: Piece, _: date) -> Piece:
    first = SEASONS[part["s"]]
    return replace(blank, in_year=lambda year: months(year, first, 3))


def _year_season(part: Fields, blank: Piece, _: date) -> Piece:
    year = int(part["y"])
    return replace(blank, days=months(year, SEASONS[part["s"]], 3), year=year)


def _winter(part: Fields, blank: Piece, _: date) -> Piece:
    return replace(blank, days=months(int(part["y"]), SEASONS["winter"], 3))


# parts


def _ends(part: Fields, blank: Piece, _: date) -> Piece:
    word = part["p"].split()[0]
    which = {
        "middle": MIDDLE,
        "mid": MIDDLE,
        "end": LATE,
        "close": LATE,
        "latter": LATE,
        "later": LATE,
        "late": LATE,
    }
    first = which.get(word, EARLY)
    if not part.get("p2"):
        return replace(blank, part=lambda days: third_of(days, first))
    last = which[part["p2"]]
    return replace(blank, part=lambda days: around(third_of(days, first), third_of(days, last)))


def _toward(part: Fields, blank: Piece, today: date) -> Piece:
    """ "Earlier this year": up to today; without today in it the whole stays."""
    reach = (date.min, today) if part["p"] == "earlier" else (today, LAST_DAY)
    return replace(
        blank,
        part=lambda days: (in_common(days, reach) if days[0] <= today <= days[1] else days) or days,
    )


def _so_far_in(_: Fields, blank: Piece, today: date) -> Piece:
    return _toward({"p": "earlier"}, blank, today)


def _share(part: Fields, blank: Piece, _: date) -> Piece:
    """ "The first week", "the last two months"; a quarter or a half may stand for itself."""
    number, unit = NTH[part["n"]], unit_name(part["u"] or part["v"])
    count = counted(part["c"]) if part.get("c") else 1
    if part.get("n2") and (last := NTH[part["n2"]]) > number > 0:
        count = last - number + 1

    def share(days: Days) -> Days:
        if (part["u"].endswith("s") or part.get("few")) and count == 1:
            return third_of(days, LATE if number < 0 else EARLY)
        return share_of(days, unit, number, count)

    alone = unit in ("quarter", "half") and not part.get("c")
    return replace(
        blank, part=share, in_year=(lambda year: share(year_of(year))) if alone else None
    )


def _nth_weekday(part: Fields, blank: Piece, _: date) -> Piece:
    """ "The last Friday" of a month."""
    number, weekday = NTH[part["n"]], DAY_NAMES[part["w"]]

    def one(days: Days) -> Days:
        if number < 0:
            day = days[1] - timedelta(days=(days[1].weekday() - weekday) % 7)
        else:
            ahead = (weekday - days[0].weekday()) % 7
            day = days[0] + timedelta(days=ahead + 7 * (number - 1))
        return day, day

    return replace(blank, part=one)


def _week_of(_: Fields, blank: Piece, __: date) -> Piece:
    """ "The week of 3 May", from its Monday to its Sunday."""
    return replace(
        blank, part=lambda days: unit_of(days[0], "week") if days[0] == days[1] else days
    )


READ_PRINTED: dict[str, Read] = {
    **{"iso": _iso, "slashed": _slashed, "year_month": _year_month, "month_year": _year_month},
    **{"days": _days, "month_days": _days, "worded": _worded, "nth": _nth, "nth_alone": _nth_alone},
    **{"month": _month, "rel_month": _relative_month},
    **{"year": _year, "short_year": _year, "years": _years, "decade": _decade},
    **{"year_part": _numbered, "part_year": _numbered, "quarter": _numbered},
    **{"nth_quarter": _numbered, "half": _numbered},
    **{"season": _season, "winter": _winter, "year_season": _year_season},
    **{"ends_of": _ends, "third": _ends, "toward": _toward, "so_far_in": _so_far_in},
    **{"share": _share, "share_of": _share, "week_of": _week_of, "nth_weekday": _nth_weekday},
}
"""What each printed form of `assistant.period_forms` means."""
