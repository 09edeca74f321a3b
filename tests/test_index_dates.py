"""What a printed date means beside a known day."""

from datetime import date

import pytest

from index.dates import find_dates, in_year, month_number
from index.records import Precision

ANCHOR = date(2021, 3, 31)


def spans(text: str, anchor: date | None = ANCHOR) -> list[tuple[str, str, str]]:
    """First day, last day and precision of each date in a text."""
    return [(str(one.first), str(one.last), str(one.precision)) for one in find_dates(text, anchor)]


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("on 2021-08-19", "2021-08-19", "2021-08-19", "day"),
        ("on 2008. 5. 21", "2008-05-21", "2008-05-21", "day"),
        ("on August 19, 2021", "2021-08-19", "2021-08-19", "day"),
        ("on 22 May 2015", "2015-05-22", "2015-05-22", "day"),
        ("on the 5th of June, 2019", "2019-06-05", "2019-06-05", "day"),
        ("on Sep.18, 2012 14:30", "2012-09-18", "2012-09-18", "day"),
        ("on October 6-7, 2021", "2021-10-06", "2021-10-07", "range"),
        ("on October 6 to 8", "2020-10-06", "2020-10-08", "range"),
        ("from 6-7 October 2021", "2021-10-06", "2021-10-07", "range"),
        ("from December 30, 2020", "2020-12-30", "2020-12-30", "day"),
        ("from December 30 to January 2, 2020", "2020-12-30", "2021-01-02", "range"),
        ("in June 2019", "2019-06-01", "2019-06-30", "month"),
        ("in February of 2020", "2020-02-01", "2020-02-29", "month"),
        ("in November last year", "2020-11-01", "2020-11-30", "month"),
        ("in the second quarter of 2019", "2019-04-01", "2019-06-30", "quarter"),
        ("in the second quarter of the year", "2021-04-01", "2021-06-30", "quarter"),
        ("in the last quarter of last year", "2020-10-01", "2020-12-31", "quarter"),
        ("in Q3 2020", "2020-07-01", "2020-09-30", "quarter"),
        ("in the first half of 2022", "2022-01-01", "2022-06-30", "range"),
        ("since 2007", "2007-01-01", "2007-12-31", "year"),
        ("in 2018-2020", "2018-01-01", "2020-12-31", "range"),
        ("in 2020 and 2018", "2018-01-01", "2020-12-31", "range"),
        ("last year", "2020-01-01", "2020-12-31", "year"),
        ("this year", "2021-01-01", "2021-12-31", "year"),
        ("next year", "2022-01-01", "2022-12-31", "year"),
    ],
)
def test_printed_dates(text: str, first: str, last: str, precision: str) -> None:
    assert spans(text) == [(first, last, precision)]


@pytest.mark.parametrize(
    ("text", "anchor", "expected"),
    [
        ("was held on March 30", date(2021, 3, 31), "2021-03-30"),
        ("was held on December 30", date(2021, 1, 2), "2020-12-30"),
        ("will be held on January 2", date(2020, 12, 30), "2021-01-02"),
        ("to be held on November 25", date(2020, 11, 19), "2020-11-25"),
        ("held on the evening of June 2 (New York time)", date(2021, 6, 1), "2021-06-02"),
        ("was held on June 20", date(2021, 6, 1), "2020-06-20"),
        ("was held on February 29", date(2021, 3, 1), "2020-02-29"),
    ],
)
def test_year_beside_the_anchor(text: str, anchor: date, expected: str) -> None:
    assert spans(text, anchor) == [(expected, expected, "day")]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("in March", "2021-03-01"),
        ("in August", "2020-08-01"),
        ("launched in late December", "2020-12-01"),
        ("in mid-February", "2021-02-01"),
        ("will take place in August", "2021-08-01"),
        ("will take place in January", "2022-01-01"),
        ("the talks of next March", "2022-03-01"),
        ("the talks of next June", "2021-06-01"),
        ("the talks of last March", "2020-03-01"),
        ("the talks of last January", "2021-01-01"),
    ],
)
def test_month_beside_the_anchor(text: str, first: str) -> None:
    [found] = find_dates(text, ANCHOR)
    assert (str(found.first), found.precision, found.has_year) == (first, Precision.MONTH, False)


@pytest.mark.parametrize(
    "text",
    [
        "on February 30, 2021",
        "on 31 April 2021",
        "on 2021-13-01",
        "on February 30",
        "on October 9-3, 2021",
        "in the third half of 2020",
        "they may meet",
        "to march on",
        "Korea-Myanmar 3rd Joint Commission",
        "Myanmar 2nd",
        "5.31 elections",
        "UN Security Council Resolution 2094",
        "Resolutions 1718 and UNSCR 2087",
        "120 people",
        "12021",
        "2000 people",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert spans(text) == []


@pytest.mark.parametrize("text", ["on February 30", "on June 31-32", "on October 9-3"])
def test_impossible_day_without_anchor_is_no_date(text: str) -> None:
    assert find_dates(text, None) == []


def test_without_an_anchor_the_year_stays_open() -> None:
    [found] = find_dates("hosted on November 19", None)
    assert (found.first, found.last, found.month, found.day) == (None, None, 11, 19)
    assert found.has_year is False
    assert find_dates("last year", None) == []
    assert find_dates("in November last year", None) == []


def test_in_year_sets_an_open_mention_into_a_year() -> None:
    [found] = find_dates("from December 30 to January 2", None)
    placed = in_year(found, 2020)
    assert (placed.first, placed.last) == (date(2020, 12, 30), date(2021, 1, 2))
    [leap] = find_dates("on February 29", None)
    assert in_year(leap, 2020).first == date(2020, 2, 29)
    with pytest.raises(ValueError, match="day"):
        in_year(leap, 2021)


def test_two_days_of_a_month_joined_by_and_are_one_range() -> None:
    assert spans("on October 6 and 7, 2021") == [("2021-10-06", "2021-10-07", "range")]


def test_year_told_by_a_word_is_not_printed() -> None:
    printed = {
        text: find_dates(text, ANCHOR)[0].has_year for text in ("in May last year", "May 2020")
    }
    assert printed == {"in May last year": False, "May 2020": True}


def test_offsets_are_those_of_the_words() -> None:
    text = "It met on October 6-7 and again in Q3 2020."
    assert [text[one.start : one.end] for one in find_dates(text, ANCHOR)] == [
        "October 6-7",
        "Q3 2020",
    ]


def test_wording_tells_the_future() -> None:
    future = {
        one.words: one.future for one in find_dates("held on May 1, will meet on May 9", ANCHOR)
    }
    assert future == {"May 1": False, "May 9": True}


@pytest.mark.parametrize(
    ("word", "number"), [("Sept.", 9), ("sep", 9), ("May", 5), ("DECEMBER", 12)]
)
def test_month_number(word: str, number: int) -> None:
    assert month_number(word) == number
