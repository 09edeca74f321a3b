"""Which days a question asks about, each worked out by hand from the calendar."""

from datetime import date
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.period import FIRST_DAY, LAST_DAY, read_period
from assistant.period_forms import STARTS
from assistant.records import Period, Where
from assistant.understand import MAX_LENGTH
from assistant.wording import period_words

FRIDAY = date(2021, 10, 22)
"""The day of asking where a row names no other: a Friday, in the week that starts on the 18th."""
YEAR_2019 = Period(date(2019, 1, 1), date(2019, 12, 31), "2019")

Days = tuple[date, date] | None


def days(first: str, last: str = "") -> tuple[date, date]:
    """Two ISO days; the same day twice where only one is given; "" is the calendar's end."""
    return date.fromisoformat(first), date.fromisoformat(last or first)


def since(first: str) -> tuple[date, date]:
    """From a day on."""
    return date.fromisoformat(first), LAST_DAY


def until(last: str) -> tuple[date, date]:
    """Up to a day, that day included."""
    return FIRST_DAY, date.fromisoformat(last)


def asked(question: str, today: date = FRIDAY, base: Period | None = None) -> Days:
    """The days that a question is read to ask about."""
    period = read_period(question, today, base).period
    return (period.first, period.last) if period else None


PRINTED: list[tuple[str, Days]] = [
    # years
    ("What did NEACHS agree in 2021?", days("2021-01-01", "2021-12-31")),
    ("What did the 2021 meeting agree?", days("2021-01-01", "2021-12-31")),
    ("What was agreed in the year 2021?", days("2021-01-01", "2021-12-31")),
    ("What was agreed in 1999?", days("1999-01-01", "1999-12-31")),
    # months
    ("What happened in March 2021?", days("2021-03-01", "2021-03-31")),
    ("what happened in march 2021?", days("2021-03-01", "2021-03-31")),
    ("What happened in February 2024?", days("2024-02-01", "2024-02-29")),
    ("What happened in February 2023?", days("2023-02-01", "2023-02-28")),
    ("What happened in Sept 2021?", days("2021-09-01", "2021-09-30")),
    ("What happened in Jan. 2021?", days("2021-01-01", "2021-01-31")),
    ("What was said at the march meeting?", days("2021-03-01", "2021-03-31")),
    ("What was said at the May meeting?", days("2021-05-01", "2021-05-31")),
    # a month without a year is the last one that has begun
    ("What happened in March?", days("2021-03-01", "2021-03-31")),
    ("What happened in October?", days("2021-10-01", "2021-10-31")),
    ("What happened in December?", days("2020-12-01", "2020-12-31")),
    ("what happened in may?", days("2021-05-01", "2021-05-31")),
    # days
    ("What was agreed on 30 March 2021?", days("2021-03-30")),
    ("What was agreed on March 30, 2021?", days("2021-03-30")),
    ("What was agreed on the 30th of March 2021?", days("2021-03-30")),
    ("What was agreed on 2021-03-30?", days("2021-03-30")),
    ("What was agreed on March 30?", days("2021-03-30")),
    ("what was agreed on may 3?", days("2021-05-03")),
    ("What was agreed on 29 February 2020?", days("2020-02-29")),
    # quarters and halves
    ("What was agreed in the first quarter of 2021?", days("2021-01-01", "2021-03-31")),
    ("What was agreed in Q1 2020?", days("2020-01-01", "2020-03-31")),
    ("What was agreed in Q2 2021?", days("2021-04-01", "2021-06-30")),
    ("What was agreed three months ago?", days("2021-07-01", "2021-07-31")),
    ("What was agreed in the 2010s?", days("2010-01-01", "2019-12-31")),
    ("What was agreed in Q3 of 2021?", days("2021-07-01", "2021-09-30")),
    ("What was agreed in the last quarter of 2020?", days("2020-10-01", "2020-12-31")),
    ("What was agreed in the second quarter?", days("2021-04-01", "2021-06-30")),
    ("What was agreed in the second half of 2020?", days("2020-07-01", "2020-12-31")),
    # seasons of the north; winter runs into the next year
    ("What was agreed in spring 2021?", days("2021-03-01", "2021-05-31")),
    ("What was agreed in the summer of 2021?", days("2021-06-01", "2021-08-31")),
    ("What was agreed in autumn 2021?", days("2021-09-01", "2021-11-30")),
    ("What was agreed in fall 2021?", days("2021-09-01", "2021-11-30")),
    ("What was agreed in winter 2020?", days("2020-12-01", "2021-02-28")),
    ("What was agreed in winter 2023?", days("2023-12-01", "2024-02-29")),
    ("What was agreed this summer?", days("2021-06-01", "2021-08-31")),
    # ranges
    ("What was agreed between 2019 and 2021?", days("2019-01-01", "2021-12-31")),
    ("What was agreed from 2019 to 2021?", days("2019-01-01", "2021-12-31")),
    ("What was agreed from 2019 until 2021?", days("2019-01-01", "2021-12-31")),
    ("What was agreed in 2019-2021?", days("2019-01-01", "2021-12-31")),
    ("What was agreed in 2019 and 2021?", days("2019-01-01", "2021-12-31")),
    ("What was agreed between March and June 2021?", days("2021-03-01", "2021-06-30")),
    ("What was agreed between March 2020 and June 2021?", days("2020-03-01", "2021-06-30")),
    ("What was agreed from 1 March to 30 June 2021?", days("2021-03-01", "2021-06-30")),
    ("What was agreed between 1 March 2021 and 4 May 2021?", days("2021-03-01", "2021-05-04")),
    ("What was agreed on October 6-7?", days("2021-10-06", "2021-10-07")),
    ("What was agreed on 6-7 October 2020?", days("2020-10-06", "2020-10-07")),
    # open at one end; "before" leaves out, "since", "by" and "until" include
    ("What has been agreed since 2020?", since("2020-01-01")),
    ("What has been agreed since March 2020?", since("2020-03-01")),
    ("What has been agreed since March?", since("2021-03-01")),
    ("What has been agreed since 30 March 2021?", since("2021-03-30")),
    ("What has been agreed since the beginning of 2020?", since("2020-01-01")),
    ("What has been agreed from 2019 onwards?", since("2019-01-01")),
    ("What has been agreed since spring 2021?", since("2021-03-01")),
    ("What was agreed before 2021?", until("2020-12-31")),
    ("What was agreed before March 2021?", until("2021-02-28")),
    ("What was agreed before March 2020?", until("2020-02-29")),
    ("What was agreed before 30 March 2021?", until("2021-03-29")),
    ("What was agreed prior to 2021?", until("2020-12-31")),
    ("What was agreed by 2021?", until("2021-12-31")),
    ("What was agreed by the end of March 2021?", until("2021-03-31")),
    ("What was agreed until 2020?", until("2020-12-31")),
    ("What was agreed up to 2020?", until("2020-12-31")),
    ("What was agreed until the end of 2020?", until("2020-12-31")),
    ("What was agreed by summer 2021?", until("2021-08-31")),
    # counted from the day of asking
    ("What was agreed last year?", days("2020-01-01", "2020-12-31")),
    ("What was last year's meeting about?", days("2020-01-01", "2020-12-31")),
    ("What was agreed this year?", days("2021-01-01", "2021-12-31")),
    ("What is planned for next year?", days("2022-01-01", "2022-12-31")),
    ("What was agreed last month?", days("2021-09-01", "2021-09-30")),
    ("What was agreed this month?", days("2021-10-01", "2021-10-31")),
    ("What was agreed last week?", days("2021-10-11", "2021-10-17")),
    ("What was agreed this week?", days("2021-10-18", "2021-10-24")),
    ("What was agreed yesterday?", days("2021-10-21")),
    ("What was agreed today?", days("2021-10-22")),
    ("What was agreed two years ago?", days("2019-01-01", "2019-12-31")),
    ("What was agreed 2 years ago?", days("2019-01-01", "2019-12-31")),
    ("What was agreed ten years ago?", days("2011-01-01", "2011-12-31")),
    ("What was agreed in the last two years?", days("2019-10-22", "2021-10-22")),
    ("What was agreed over the past 3 years?", days("2018-10-22", "2021-10-22")),
    ("What was agreed after 2020?", since("2021-01-01")),
    ("What was agreed after March 2021?", since("2021-04-01")),
    ("What was agreed after 20 October 2021?", since("2021-10-21")),
    ("What was agreed after 2019 but before 2021?", days("2020-01-01", "2020-12-31")),
    ("What was agreed before summer 2021?", until("2021-05-31")),
    ("What was agreed in 2020 or 2021?", days("2020-01-01", "2021-12-31")),
    ("What has been agreed so far this year?", days("2021-01-01", "2021-10-22")),
    ("What was agreed a year ago?", days("2020-01-01", "2020-12-31")),
    ("What was agreed in the second quarter of last year?", days("2020-04-01", "2020-06-30")),
    ("What was agreed in the first half of this year?", days("2021-01-01", "2021-06-30")),
    ("What was agreed in March of last year?", days("2020-03-01", "2020-03-31")),
    ("What was agreed in March last year?", days("2020-03-01", "2020-03-31")),
    ("What has been agreed since last year?", since("2020-01-01")),
    ("What was agreed before last year?", until("2019-12-31")),
    ("What was agreed until last year?", until("2020-12-31")),
    ("What has been agreed since last month?", since("2021-09-01")),
    # the words between two times decide
    ("What was agreed last year and this year?", days("2020-01-01", "2021-12-31")),
    ("What was agreed from 2020 to today?", days("2020-01-01", "2021-10-22")),
    ("What was agreed between spring and autumn 2021?", days("2021-03-01", "2021-11-30")),
    ("What was agreed between Q1 and Q3 2021?", days("2021-01-01", "2021-09-30")),
    ("What was agreed on 30/03/2021?", days("2021-03-30")),
    ("What was agreed in the last week of March 2021?", days("2021-03-25", "2021-03-31")),
    (
        "What changed between the March 2020 talks and the June 2020 talks?",
        days("2020-03-01", "2020-06-30"),
    ),
    ("What was agreed in Q2 and Q4 of 2020?", days("2020-04-01", "2020-12-31")),
    ("What was agreed in January, March and June 2021?", days("2021-01-01", "2021-06-30")),
    ("What was agreed from November 2020 to February?", days("2020-11-01", "2021-02-28")),
    ("What was agreed between November and February?", days("2020-11-01", "2021-02-28")),
    ("What was agreed from last May until now?", days("2021-05-01", "2021-10-22")),
    ("What was agreed May–June 2021?", days("2021-05-01", "2021-06-30")),
    (
        "What was agreed from the start of 2020 to the end of May 2021?",
        days("2020-01-01", "2021-05-31"),
    ),
    ("What happened from its start to March 2021?", until("2021-03-31")),
    ("How did 2019 compare with 2021?", days("2019-01-01", "2021-12-31")),
    ("What was agreed in 2021 instead of 2020?", days("2021-01-01", "2021-12-31")),
    ("What was agreed not in 2019 but in 2020?", days("2020-01-01", "2020-12-31")),
    ("What was agreed in March 2021, and what later that year?", days("2021-03-01", "2021-12-31")),
    ("It began in 2019. What was done since then?", since("2019-01-01")),
    ("What was agreed before 2018 or after 2020?", None),
    # parts
    ("What was agreed in early 2021?", days("2021-01-01", "2021-04-30")),
    ("What was agreed in mid-2020?", days("2020-05-01", "2020-08-31")),
    ("What was agreed late last year?", days("2020-09-01", "2020-12-31")),
    ("What was agreed at the beginning of May 2021?", days("2021-05-01", "2021-05-10")),
    ("What was agreed in mid-February 2020?", days("2020-02-11", "2020-02-20")),
    ("What was agreed in late February 2020?", days("2020-02-21", "2020-02-29")),
    ("What was agreed in early to mid 2020?", days("2020-01-01", "2020-08-31")),
    ("What was agreed in the early 2010s?", days("2010-01-01", "2012-12-31")),
    ("What was agreed in the first week of May 2021?", days("2021-05-01", "2021-05-07")),
    ("What was agreed in the first two months of 2021?", days("2021-01-01", "2021-02-28")),
    ("What was agreed in the last month of 2020?", days("2020-12-01", "2020-12-31")),
    ("What was agreed in the second half of the 2010s?", days("2015-01-01", "2019-12-31")),
    ("What was agreed in the first half of June 2021?", days("2021-06-01", "2021-06-15")),
    ("What was agreed on the last Friday of March 2021?", days("2021-03-26")),
    ("What was agreed in the week of 6 May 2021?", days("2021-05-03", "2021-05-09")),
    ("What was agreed by the end of the year?", until("2021-12-31")),
    ("What was agreed before the end of 2020?", until("2020-12-31")),
    ("What was agreed earlier this year?", days("2021-01-01", "2021-10-22")),
    ("What was agreed so far in 2021?", days("2021-01-01", "2021-10-22")),
    # other spellings
    ("What was agreed in 3Q20?", days("2020-07-01", "2020-09-30")),
    ("What was agreed in 2020 Q3?", days("2020-07-01", "2020-09-30")),
    ("What was agreed in 2020-11?", days("2020-11-01", "2020-11-30")),
    ("What was agreed in 11/2020?", days("2020-11-01", "2020-11-30")),
    ("What was agreed on 3/30/2021?", days("2021-03-30")),
    ("What was agreed on 3.4.2021?", days("2021-04-03")),
    ("What was agreed on 2021. 3. 30.?", days("2021-03-30")),
    ("What was agreed on the third of May 2021?", days("2021-05-03")),
    ("What was agreed on 3, 4 and 5 May 2021?", days("2021-05-03", "2021-05-05")),
    ("What was agreed in March '20?", days("2020-03-01", "2020-03-31")),
    ("What was agreed in winter 2019/20?", days("2019-12-01", "2020-02-29")),
    ("What was agreed in ２０２０?", days("2020-01-01", "2020-12-31")),
    ("what was agreed in febuary 2021?", days("2021-02-01", "2021-02-28")),
    # the words on either side
    ("What was agreed from March 2021 on?", since("2021-03-01")),
    ("What was agreed in 2020 or later?", since("2020-01-01")),
    ("What was agreed on or before 3 May 2021?", until("2021-05-03")),
    ("What was agreed no later than March 2021?", until("2021-03-31")),
    ("What was agreed not before March 2021?", since("2021-03-01")),
    ("What was agreed later than March 2021?", since("2021-04-01")),
    ("What was agreed earlier than Q3 2020?", until("2020-06-30")),
    ("What was agreed through 2020?", until("2020-12-31")),
    ("Which post-2020 talks were held?", since("2021-01-01")),
    ("What was agreed the day after 3 May 2021?", days("2021-05-04")),
    # counted from the day of asking
    ("What was agreed the year before last?", days("2019-01-01", "2019-12-31")),
    ("What was agreed last quarter?", days("2021-07-01", "2021-09-30")),
    ("What was agreed last spring?", days("2021-03-01", "2021-05-31")),
    ("What was agreed last autumn?", days("2020-09-01", "2020-11-30")),
    ("What was agreed last March?", days("2021-03-01", "2021-03-31")),
    ("What was agreed in the past six weeks?", days("2021-09-10", "2021-10-22")),
    ("What was agreed ten days ago?", days("2021-10-12")),
    ("What was agreed two weeks ago?", days("2021-10-04", "2021-10-10")),
    ("What was agreed on Thursday last week?", days("2021-10-14")),
    ("What was agreed on Monday?", days("2021-10-18")),
    ("What was agreed the day before yesterday?", days("2021-10-20")),
    ("What was agreed last year in March?", days("2020-03-01", "2020-03-31")),
    ("What came out of last year's March meeting?", days("2020-03-01", "2020-03-31")),
    ("What came out of the autumn talks?", days("2021-09-01", "2021-11-30")),
    ("What was agreed from 2018 to date?", days("2018-01-01", "2021-10-22")),
    ("Did exports fall last year?", days("2020-01-01", "2020-12-31")),
    ("Did Theresa May in 2018 attend?", days("2018-01-01", "2018-12-31")),
    ("What was agreed in '20?", days("2020-01-01", "2020-12-31")),
    # none
    ("What may this may bring?", None),
    ("Did prices fall in Busan?", None),
    ("Who is Ambassador June Hallam?", None),
    ("Did Jan Kowalski attend?", None),
    ("Who took part in the 4 May Movement?", None),
    ("What is a two-week quarantine?", None),
    ("What did they do on the second day?", None),
    ("What did NEACHS agree?", None),
    ("May I ask what was agreed?", None),
    ("may I ask what was agreed?", None),
    ("What may happen in Busan?", None),
    ("Did the delegates march through Busan?", None),
    ("What does Security Council Resolution 2020 say?", None),
    ("Did the atlas cost 2021 won?", None),
    ("Did 2021 people attend?", None),
    ("What did they say recently?", None),
    ("Who chaired the second meeting?", None),
    ("What did the spring tide do?", None),
]


@pytest.mark.parametrize(("question", "expected"), PRINTED, ids=[row[0] for row in PRINTED])
def test_the_days_that_a_question_asks_about(question: str, expected: Days) -> None:
    assert asked(question) == expected


COUNTED: list[tuple[str, str, Days]] = [
    ("yesterday", "2024-03-01", days("2024-02-29")),
    ("yesterday", "2023-03-01", days("2023-02-28")),
    ("yesterday", "2021-01-01", days("2020-12-31")),
    ("last month", "2024-03-31", days("2024-02-01", "2024-02-29")),
    ("last month", "2022-01-15", days("2021-12-01", "2021-12-31")),
    ("this month", "2024-02-29", days("2024-02-01", "2024-02-29")),
    ("next month", "2021-12-31", days("2022-01-01", "2022-01-31")),
    ("last week", "2021-01-03", days("2020-12-21", "2020-12-27")),
    ("last week", "2021-01-04", days("2020-12-28", "2021-01-03")),
    ("last year", "2024-02-29", days("2023-01-01", "2023-12-31")),
    ("last year", "2021-01-01", days("2020-01-01", "2020-12-31")),
    ("last year", "2021-12-31", days("2020-01-01", "2020-12-31")),
    ("on 29 February", "2024-03-05", days("2024-02-29")),
    ("in February", "2024-03-05", days("2024-02-01", "2024-02-29")),
    ("in February", "2023-03-05", days("2023-02-01", "2023-02-28")),
    ("in December", "2021-12-01", days("2021-12-01", "2021-12-31")),
    ("in December", "2021-11-30", days("2020-12-01", "2020-12-31")),
    ("on March 30", "2021-03-29", days("2021-03-30")),
    ("on March 30", "2021-02-01", days("2020-03-30")),
]


@pytest.mark.parametrize(("words", "today", "expected"), COUNTED)
def test_relative_days_count_from_the_day_of_asking(words: str, today: str, expected: Days) -> None:
    assert asked(f"What was agreed {words}?", date.fromisoformat(today)) == expected


FROM_2019: list[tuple[str, Days]] = [
    ("And in March?", days("2019-03-01", "2019-03-31")),
    ("And in December?", days("2019-12-01", "2019-12-31")),
    ("and in may?", days("2019-05-01", "2019-05-31")),
    ("And on 5 May?", days("2019-05-05")),
    ("And in the second quarter?", days("2019-04-01", "2019-06-30")),
    ("And by June?", until("2019-06-30")),
    ("And since June?", since("2019-06-01")),
    # a year of its own stays; "last year" still counts from the day of asking
    ("And in 2020?", days("2020-01-01", "2020-12-31")),
    ("And in March 2021?", days("2021-03-01", "2021-03-31")),
    ("And last year?", days("2020-01-01", "2020-12-31")),
    ("And who chaired it?", None),
]


@pytest.mark.parametrize(("question", "expected"), FROM_2019)
def test_a_month_without_a_year_takes_it_from_the_conversation(
    question: str, expected: Days
) -> None:
    assert asked(question, base=YEAR_2019) == expected


def test_a_month_after_a_month_stays_in_its_year() -> None:
    march = Period(date(2019, 3, 1), date(2019, 3, 31), "March 2019")
    assert asked("And in November?", base=march) == days("2019-11-01", "2019-11-30")


def test_a_month_after_before_a_year_is_in_the_last_asked_year() -> None:
    before = Period(FIRST_DAY, date(2019, 12, 31), "2020")
    assert asked("And in March?", base=before) == days("2019-03-01", "2019-03-31")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What did NEACHS agree in 2021?", "2021"),
        ("What was agreed last year, in Busan?", "last year"),
        ("What happened in March 2021?", "March 2021"),
        ("What was agreed between 2019 and 2021?", "2019 and 2021"),
    ],
)
def test_a_period_keeps_the_words_that_were_typed(question: str, words: str) -> None:
    period = read_period(question, FRIDAY).period
    assert period and period.words == words


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("in 2021", "1 January 2021 to 31 December 2021"),
        ("since 2020", "since 1 January 2020"),
        ("before 2021", "up to 31 December 2020"),
        ("on March 30, 2021", "30 March 2021"),
    ],
)
def test_a_period_in_words(question: str, shown: str) -> None:
    period = read_period(question, FRIDAY).period
    assert period and period_words(period) == shown


TOLD: list[tuple[str, str, str, Days]] = [
    ("2022-10-01", "2022-10-31", "And on the 12th?", days("2022-10-12")),
    ("2022-10-01", "2022-10-31", "And on the 12th of that month?", days("2022-10-12")),
    ("2022-10-01", "2022-10-31", "And the month before?", days("2022-09-01", "2022-09-30")),
    ("2022-10-01", "2022-10-31", "And the following month?", days("2022-11-01", "2022-11-30")),
    ("2022-10-01", "2022-10-31", "And the same year?", days("2022-01-01", "2022-12-31")),
    (
        "2021-01-01",
        "2021-12-31",
        "And in the spring of that year?",
        days("2021-03-01", "2021-05-31"),
    ),
    ("2021-01-01", "2021-12-31", "And by the end of the year?", until("2021-12-31")),
    ("2021-01-01", "2021-12-31", "And two years later?", days("2023-01-01", "2023-12-31")),
    ("2021-01-01", "2021-12-31", "And since then?", since("2021-01-01")),
    ("2020-05-05", "2020-05-05", "And the next day?", days("2020-05-06")),
]


@pytest.mark.parametrize(("first", "last", "question", "expected"), TOLD)
def test_what_is_counted_from_the_days_of_the_conversation(
    first: str, last: str, question: str, expected: Days
) -> None:
    base = Period(*days(first, last), "x")
    assert asked(question, date(2023, 3, 10), base) == expected


@pytest.mark.parametrize(
    ("question", "base", "where"),
    [
        ("What was agreed in March 2020?", None, Where.QUESTION),
        ("What was agreed in March?", None, Where.TODAY),
        ("What was agreed last year?", YEAR_2019, Where.TODAY),
        ("And in March?", YEAR_2019, Where.CONVERSATION),
        ("And the year after?", YEAR_2019, Where.CONVERSATION),
        ("And in 2020?", YEAR_2019, Where.QUESTION),
        ("And in March last year?", YEAR_2019, Where.TODAY),
    ],
)
def test_where_the_days_were_counted_from(question: str, base: Period | None, where: Where) -> None:
    assert read_period(question, FRIDAY, base).where is where


def test_the_year_and_a_number_are_that_year_in_any_year_of_asking() -> None:
    assert asked("What was agreed in the year 2020?", date(2026, 1, 5)) == days(
        "2020-01-01", "2020-12-31"
    )


def test_a_leap_day_without_a_year_is_the_last_one() -> None:
    assert asked("on 29 February", date(2023, 3, 5)) == days("2020-02-29")


def test_a_month_after_an_open_period_is_in_a_year_that_has_been() -> None:
    since_2020 = Period(date(2020, 1, 1), LAST_DAY, "2020")
    assert asked("And in March?", base=since_2020) == days("2021-03-01", "2021-03-31")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("And the year before?", days("2018-01-01", "2018-12-31")),
        ("And the year after?", days("2020-01-01", "2020-12-31")),
        ("And the following year?", days("2020-01-01", "2020-12-31")),
        ("And the previous year?", days("2018-01-01", "2018-12-31")),
    ],
)
def test_the_year_before_counts_from_the_conversation(question: str, expected: Days) -> None:
    assert asked(question, base=YEAR_2019) == expected


@pytest.mark.parametrize(
    "question",
    ["What was agreed 3000 years ago?", "What was agreed in the last 5000 years?"],
)
def test_a_number_of_years_beyond_the_calendar_is_no_fault(question: str) -> None:
    period = read_period(question, FRIDAY).period
    assert period is None or period.first >= date.min


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from([*STARTS, *"2021 30 3rd of to and by since - , . in the".split()]),
        max_size=12,
    ).map(" ".join)
    | st.text(max_size=60),
    st.dates(),
    st.none() | st.tuples(st.dates(), st.dates()),
)
def test_no_question_is_a_fault(question: str, today: date, base: tuple[date, date] | None) -> None:
    told = Period(min(base), max(base), "x") if base else None
    asked = read_period(question, today, told)
    assert asked.period is None or asked.period.first <= asked.period.last
    assert not (asked.period and asked.conflict)
    assert asked.conflict in question


@pytest.mark.parametrize(
    "part",
    [
        "2021 ",
        "may ",
        "q1 and ",
        "between 2019 and ",
        "1-",
        "20 ",
        "last one ",
        "x",
        "İ",
        "3 May, ",
    ],
)
def test_a_question_of_the_greatest_length_is_read_in_good_time(part: str) -> None:
    question = (part * MAX_LENGTH)[:MAX_LENGTH]
    start = perf_counter()
    read_period(question, FRIDAY)
    assert perf_counter() - start < 0.5  # 3 to 30 ms; what is quadratic takes seconds
