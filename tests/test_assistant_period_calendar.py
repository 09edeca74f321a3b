"""Units of the calendar and their parts, each worked out by hand."""

from datetime import date

import pytest

from assistant.period_calendar import (
    EARLY,
    LATE,
    MIDDLE,
    Days,
    months,
    moved,
    share_of,
    third_of,
    unit_of,
    year_of,
)

LEAP_DAY = date(2024, 2, 29)


def days(first: str, last: str) -> Days:
    return date.fromisoformat(first), date.fromisoformat(last)


@pytest.mark.parametrize(
    ("unit", "step", "expected"),
    [
        ("year", -1, days("2023-01-01", "2023-12-31")),
        ("half", 0, days("2024-01-01", "2024-06-30")),
        ("quarter", -1, days("2023-10-01", "2023-12-31")),
        ("month", -2, days("2023-12-01", "2023-12-31")),
        ("week", 0, days("2024-02-26", "2024-03-03")),
        ("weekend", -1, days("2024-02-24", "2024-02-25")),
        ("day", -1, days("2024-02-28", "2024-02-28")),
        ("decade", 0, days("2020-01-01", "2029-12-31")),
        ("winter", 0, days("2023-12-01", "2024-02-29")),
        ("winter", -1, days("2022-12-01", "2023-02-28")),
        ("winter", 1, days("2024-12-01", "2025-02-28")),
        ("spring", -1, days("2023-03-01", "2023-05-31")),
        ("spring", 1, days("2024-03-01", "2024-05-31")),
    ],
)
def test_the_unit_beside_a_day(unit: str, step: int, expected: Days) -> None:
    assert unit_of(LEAP_DAY, unit, step) == expected


@pytest.mark.parametrize(
    ("unit", "count", "expected"),
    [
        ("day", -29, "2024-01-31"),
        ("week", 1, "2024-03-07"),
        ("month", -12, "2023-02-28"),
        ("year", 4, "2028-02-29"),
    ],
)
def test_the_same_day_some_units_on(unit: str, count: int, expected: str) -> None:
    assert moved(LEAP_DAY, unit, count) == date.fromisoformat(expected)


def test_a_day_that_the_month_does_not_have_is_its_last() -> None:
    assert moved(date(2021, 8, 31), "month", -6) == date(2021, 2, 28)


@pytest.mark.parametrize(
    ("which", "of_year", "of_month"),
    [
        (EARLY, days("2024-01-01", "2024-04-30"), days("2024-02-01", "2024-02-10")),
        (MIDDLE, days("2024-05-01", "2024-08-31"), days("2024-02-11", "2024-02-20")),
        (LATE, days("2024-09-01", "2024-12-31"), days("2024-02-21", "2024-02-29")),
    ],
)
def test_thirds(which: int, of_year: Days, of_month: Days) -> None:
    assert third_of(year_of(2024), which) == of_year
    assert third_of(months(2024, 2, 1), which) == of_month


def test_the_thirds_of_anything_follow_each_other() -> None:
    for whole in (months(2021, 4, 3), days("2021-05-03", "2021-05-09"), year_of(2020)):
        early, middle, late = (third_of(whole, which) for which in (EARLY, MIDDLE, LATE))
        assert (early[0], late[1]) == whole
        assert early[0] <= early[1] < middle[0] <= middle[1] < late[0] <= late[1]
    one_day = days("2021-05-03", "2021-05-03")
    assert third_of(one_day, LATE) == one_day


def test_a_period_has_no_part_beyond_its_end() -> None:
    with pytest.raises(ValueError, match="no quarter 5"):
        share_of(year_of(2021), "quarter", 5)
