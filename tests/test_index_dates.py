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
        ("from December 30 to January 2, 2021", "2020-12-30", "2021-01-02", "range"),
        ("from December 30, 2020 to January 2, 2021", "2020-12-30", "2021-01-02", "range"),
        ("from 30 March to 2 April", "2021-03-30", "2021-04-02", "range"),
        ("from May 4, 2019 through the 6th", "2019-05-04", "2019-05-06", "range"),
        ("from May 4 through the 6th, 2019", "2019-05-04", "2019-05-06", "range"),
        ("on March 30-31", "2021-03-30", "2021-03-31", "range"),
        ("5-6 May 2019", "2019-05-05", "2019-05-06", "range"),
        ("on May 5th (Tue.)", "2020-05-05", "2020-05-05", "day"),
        ("on May 5 (Thu) - 7 (Sat), 2016 (KST)", "2016-05-05", "2016-05-07", "range"),
        ("2008. 5. 21 ~ 23", "2008-05-21", "2008-05-23", "range"),
        ("on 5.31 (Sun.)", "2020-05-31", "2020-05-31", "day"),
        ("on Thursday, November 19", "2020-11-19", "2020-11-19", "day"),
        ("between May 4 and 9, 2020", "2020-05-04", "2020-05-09", "range"),
        ("on April 30 and May 1, 2020", "2020-04-30", "2020-05-01", "range"),
        ("on the 19th of November last year", "2020-11-19", "2020-11-19", "day"),
        ("on the 5th of last month", "2021-02-05", "2021-02-05", "day"),
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
        ("in 2019 and 2020", "2019-01-01", "2020-12-31", "range"),
        ("in 2016-18", "2016-01-01", "2018-12-31", "range"),
        ("in mid-2019", "2019-01-01", "2019-12-31", "year"),
        ("in the 1990s", "1990-01-01", "1999-12-31", "range"),
        ("the treaty of 1882", "1882-01-01", "1882-12-31", "year"),
        ("early next year", "2022-01-01", "2022-12-31", "year"),
        ("by the end of the year", "2021-01-01", "2021-12-31", "year"),
        ("two years ago", "2019-01-01", "2019-12-31", "year"),
        ("three months ago", "2020-12-01", "2020-12-31", "month"),
        ("ten days ago", "2021-03-21", "2021-03-21", "day"),
        ("next month", "2021-04-01", "2021-04-30", "month"),
        ("last quarter", "2020-10-01", "2020-12-31", "quarter"),
        ("earlier this week", "2021-03-29", "2021-04-04", "range"),
        ("yesterday", "2021-03-30", "2021-03-30", "day"),
        ("tomorrow", "2021-04-01", "2021-04-01", "day"),
        ("last Thursday", "2021-03-25", "2021-03-25", "day"),
        ("on Monday", "2021-03-29", "2021-03-29", "day"),
        ("next Monday", "2021-04-05", "2021-04-05", "day"),
        ("in the spring of 2020", "2020-03-01", "2020-05-31", "range"),
        ("last winter", "2020-12-01", "2021-02-28", "range"),
        ("from May to July 2020", "2020-05-01", "2020-07-31", "range"),
        ("in Nov. and Dec. 2020", "2020-11-01", "2020-12-31", "range"),
        ("in the latter half of 2017", "2017-07-01", "2017-12-31", "range"),
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
        ("submit the report by June 20", date(2021, 3, 1), "2021-06-20"),
        ("had signed it by June 20", date(2021, 3, 1), "2020-06-20"),
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
        "some 2000 young people",
        "KRW 2000",
        "USD 1990 million",
        "Resolutions 1718, 1874, 2087 and 2094",
        "the 2030 Agenda for Sustainable Development",
        "the March 1 Independence Movement",
        "we may 4 times march 30 miles",
        "to Jan Kowalski",
        "COVID-19 November",
        "the second half of the meeting",
        "the year of the tiger",
        "today’s world",
        "1,400 nationals",
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


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("on May 4 and June 7, 2020", ["2020-05-04", "2020-06-07"]),
        ("on May 4 and 6, 2020", ["2020-05-04", "2020-05-06"]),
        ("on May 4, 2020 and 5 companies joined", ["2020-05-04"]),
        ("in April and October 2020", ["2020-04-01", "2020-10-01"]),
        ("in 2016 and 2020", ["2016-01-01", "2020-01-01"]),
    ],
)
def test_two_dates_joined_by_and_stay_two(text: str, days: list[str]) -> None:
    assert [first for first, _, _ in spans(text)] == days


def test_words_that_count_from_the_day_told_last() -> None:
    told = find_dates("It met on May 4, 2019 and the previous day, later in the same year.", ANCHOR)
    assert [(str(one.first), str(one.last)) for one in told] == [
        ("2019-05-04", "2019-05-04"),
        ("2019-05-03", "2019-05-03"),
        ("2019-01-01", "2019-12-31"),
    ]
    [today] = find_dates("today’s meeting", ANCHOR, date(2021, 3, 30))
    assert today.first == date(2021, 3, 30)
    [same] = find_dates("from the same day", ANCHOR, date(2021, 3, 30))
    assert same.first == date(2021, 3, 30)


@pytest.mark.parametrize(
    ("text", "weekday"),
    [("Thursday, November 19", 3), ("Nov. 19 (Thu.)", 3), ("November 19", None), ("5.31(Tue)", 1)],
)
def test_day_of_the_week_is_kept(text: str, weekday: int | None) -> None:
    assert find_dates(text, None)[0].weekday == weekday


def test_day_far_nearer_ahead_is_to_come_where_nothing_tells() -> None:
    assert spans("a deadline of April 20") == [("2021-04-20", "2021-04-20", "day")]
    assert spans("a deadline of September 20") == [("2020-09-20", "2020-09-20", "day")]


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


@pytest.mark.parametrize(
    ("text", "ahead"),
    [
        ("agreed to meet on May 4", True),
        ("will be held in May 2022", True),
        ("proposed holding a drill in May", True),
        ("attend the Forum ahead of the meeting in May", True),
        ("On May 4, the Minister will visit Oslo", True),
        ("will review what was agreed at the talks held on May 4", False),
        ("agreed on May 4 to hold further talks", False),
        ("received on May 4 a delegation led by Mr. Kim", False),
    ],
)
def test_nearest_word_tells_whether_a_date_lies_ahead(text: str, ahead: bool) -> None:
    [found] = find_dates(text, ANCHOR)
    assert found.future is ahead


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
