"""Times counted from the day of asking, or from the days that were told before."""

from dataclasses import replace
from datetime import date, timedelta

from assistant.period_calendar import ONE_DAY, Days, moved, unit_of
from assistant.period_forms import DAY_NAMES
from assistant.period_piece import Fields, Piece, Read, counted, of_today, unit_name
from assistant.records import Where


def _relative(part: Fields, blank: Piece, today: date) -> Piece:
    step = {"this": 0, "current": 0, "next": 1, "coming": 1}.get(part["rel"], -1)
    days = unit_of(today, part["u"], step)
    return of_today(blank, days, days[0].year if part["u"] == "year" else 0)


def _rolling(part: Fields, blank: Piece, today: date) -> Piece | None:
    """ "The last three months": the same day so many months back, up to today."""
    ahead = part["rel"] in ("next", "coming")
    unit, count = unit_name(part["u"]), counted(part.get("n") or "one")
    if unit.startswith("half") or count == 0:
        unit, count = ("month", 6) if unit.startswith("half") or unit == "year" else ("day", 15)
    if unit == "hour":
        unit, count = "day", -(-count // 24)
    other = moved(today, unit, count if ahead else -count)
    return of_today(blank, (today, other) if ahead else (other, today))


def _ago(part: Fields, blank: Piece, today: date) -> Piece:
    unit, count = unit_name(part["u"]), counted(part["n"])
    if count == 0:
        unit, count = "month", 6
    if unit == "hour":
        unit, count = "day", count // 24
    if unit in ("decade", "fortnight"):
        unit, count = ("year", 10 * count) if unit == "decade" else ("week", 2 * count)
    days = unit_of(today, unit, -count)
    return of_today(blank, days, days[0].year if unit == "year" else 0)


def _beyond(part: Fields, blank: Piece, today: date) -> Piece:
    """ "The year before last"."""
    days = unit_of(today, part["u"], 2 if part["rel"].startswith("after") else -2)
    return of_today(blank, days, days[0].year if part["u"] == "year" else 0)


def _so_far(part: Fields, blank: Piece, today: date) -> Piece:
    return of_today(blank, (unit_of(today, part.get("u") or part["v"])[0], today))


def _spot(part: Fields, blank: Piece, today: date) -> Piece:
    """ "Yesterday", "the day after tomorrow", "today"."""
    step = {"yesterday": -1, "night": -1, "tomorrow": 1}.get(part["p"].split()[-1], 0)
    day = today + (2 * step if part["p"].startswith("day") else step) * ONE_DAY
    return of_today(blank, (day, day))


def _weekday(part: Fields, blank: Piece, today: date) -> Piece:
    """ "On Friday" is today or the latest one; "this Friday" that of this week."""
    number, rel = DAY_NAMES[part["w"]], part["rel"]
    back = (today.weekday() - number) % 7
    if rel == "this":
        day = today + timedelta(days=number - today.weekday())
    elif rel == "next":
        day = today + timedelta(days=7 - back)
    else:
        day = today - timedelta(days=back or 7 * (rel == "last"))
    return of_today(blank, (day, day))


def _weekday_of(part: Fields, blank: Piece, today: date) -> Piece:
    """ "Thursday last week"."""
    monday = unit_of(today, "week", {"last": -1, "next": 1}.get(part["rel"], 0))[0]
    day = monday + timedelta(days=DAY_NAMES[part["w"]])
    return of_today(blank, (day, day))


# counted from what was told before


def _told(part: Fields, blank: Piece, today: date) -> Piece:
    """ "That year", "the following month"; "the next" and "the previous" may count from today."""
    step = {"same": 0, "that": 0, "previous": -1, "preceding": -1, "prior": -1}.get(part["rel"], 1)
    piece = replace(blank, from_told=lambda days: beside(days, part["u"], step))
    if part["rel"] not in ("previous", "preceding", "next"):
        return piece
    return replace(piece, days=unit_of(today, part["u"], step), where=Where.TODAY)


def _then(_: Fields, blank: Piece, __: date) -> Piece:
    """ "Since then", the days told of."""
    return replace(blank, from_told=lambda days: days)


def beside(days: Days, unit: str, step: int) -> Days:
    """The unit that lies so many units from the days: before the first, behind the last of them."""
    return unit_of(days[0] if step <= 0 else days[1], unit, step)


def _the_unit(part: Fields, blank: Piece, today: date) -> Piece:
    """ "The year", after "the end of"."""
    piece = replace(blank, from_told=lambda days: beside(days, part["u"], 0))
    return replace(piece, days=unit_of(today, part["u"]), where=Where.TODAY)


def _steps(part: Fields, blank: Piece, _: date) -> Piece:
    """ "Two years later", "the year before"."""
    count, unit = counted(part.get("n") or "one"), unit_name(part["u"])
    if unit == "hour":
        unit, count = "day", count // 24
    step = -count if part["rel"] in ("before", "earlier") else count
    return replace(blank, from_told=lambda days: beside(days, unit, step))


READ_RELATIVE: dict[str, Read] = {
    **{"unit": _relative, "rolling": _rolling, "long": _rolling, "ago": _ago, "beyond": _beyond},
    **{"so_far": _so_far, "to_date": _so_far, "now": _spot, "spot": _spot, "weekday": _weekday},
    **{"weekday_of": _weekday_of},
    **{"told": _told, "the_unit": _the_unit, "steps": _steps, "beside": _steps, "then": _then},
}
"""What each relative form of `assistant.period_forms` means."""
