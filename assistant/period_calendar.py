"""Calendar arithmetic for the period of a question: units, parts of them, and steps between them."""

from calendar import monthrange
from datetime import date, timedelta

from index.date_values import month_end, shifted

Days = tuple[date, date]
"""The first and the last day of a period, both included."""
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
"""The ends of a period that is open at one side."""
ONE_DAY = timedelta(days=1)
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The first of three months; winter runs into the next year (seasons of the north)."""
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}
DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}
EARLY, MIDDLE, LATE = range(3)


def months(year: int, month: int, count: int) -> Days:
    """So many whole months from a month on, which may be above 12."""
    first = shifted(date(year, 1, 1), month - 1)
    return first, month_end(shifted(first, count - 1))


def year_of(year: int) -> Days:
    return date(year, 1, 1), date(year, 12, 31)


def unit_of(day: date, unit: str, step: int = 0) -> Days:
    """The calendar unit that lies so many units from the one a day belongs to."""
    if unit in SEASONS:
        return _season_of(day, unit, step)
    if unit in MONTHS_IN:
        count = MONTHS_IN[unit]
        first = shifted(day.replace(day=1), -((day.year * 12 + day.month - 1) % count))
        return months(first.year, first.month + step * count, count)
    if unit == "weekend":
        saturday = day + timedelta(days=5 - day.weekday() + 7 * step)
        return saturday, saturday + ONE_DAY
    length = DAYS_IN[unit]
    start = day - timedelta(days=day.weekday() if length > 1 else 0)
    first = start + timedelta(days=length * step)
    return first, first + timedelta(days=length - 1)


def _season_of(day: date, season: str, step: int) -> Days:
    """The season of a day's year; the last one wholly over, or the next one to begin."""
    start = SEASONS[season]
    if step == 0:
        running = season == "winter" and day.month <= 2
        return months(day.year - running, start, 3)
    years = range(day.year - 2, day.year + 3)
    spans = [months(year, start, 3) for year in years]
    if step < 0:
        return [span for span in spans if span[1] < day][-1]
    return next(span for span in spans if span[0] > day)


def moved(day: date, unit: str, count: int) -> date:
    """The same day so many units on, or the month's last where it has no such day."""
    if unit not in MONTHS_IN:
        return day + timedelta(days=DAYS_IN.get(unit, 7) * count)
    month = shifted(day, MONTHS_IN[unit] * count)
    return month.replace(day=min(day.day, monthrange(month.year, month.month)[1]))


def third_of(days: Days, which: int) -> Days:
    """The early, middle or late part.

    Of a year four months each, of a month ten days each and the rest; of what is longer or shorter
    a third, the middle taking what is left over.
    """
    first, last = days
    whole = (last.year - first.year) * 12 + last.month - first.month + 1
    if first.day == 1 and last == month_end(last) and whole >= 3:
        step = 12 if whole % 12 == 0 and whole >= 36 else 1
        length, rest = divmod(whole // step, 3)
        starts = [0, step * length, step * (2 * length + rest), whole]
        start = shifted(first, starts[which])
        return start, shifted(first, starts[which + 1]) - ONE_DAY
    count = (last - first).days + 1
    if count < 3:
        return days
    length = 10 if whole == 1 and count >= 28 else count // 3
    starts = [0, length, 2 * length, count]
    return first + timedelta(days=starts[which]), first + timedelta(days=starts[which + 1] - 1)


def share_of(days: Days, unit: str, number: int, count: int = 1) -> Days:
    """The first, second ... or last (-1) day, week, month, quarter or half of a period.

    `count` units are taken: "the first two months". Weeks are counted from the first day on, or
    back from the last one; half a month ends on the 15th.

    Raises:
        ValueError: the period has no such part.
    """
    first, last = days
    if unit == "half":
        whole = (last.year - first.year) * 12 + last.month - first.month + 1
        middle = shifted(first, whole // 2) if whole > 1 else first + timedelta(days=15)
        return (first, middle - ONE_DAY) if number == 1 else (middle, last)
    if number < 0:
        start = moved(last + ONE_DAY, unit, -count)
        end = last
    else:
        start = moved(first, unit, number - 1)
        end = moved(start, unit, count) - ONE_DAY
    if start < first or end > last:
        raise ValueError(f"{days} has no {unit} {number}")
    return start, end


def in_common(one: Days, other: Days) -> Days | None:
    """The days of both, None when there is none."""
    first, last = max(one[0], other[0]), min(one[1], other[1])
    return (first, last) if first <= last else None


def around(one: Days, other: Days) -> Days:
    """The shortest period that holds both."""
    return min(one[0], other[0]), max(one[1], other[1])
