"""Which numbers are years, which years belong to a name or a goal, and what is publication."""

from datetime import date

import pytest

from assistant.period import AskedTime, read_period
from assistant.period_names import Role, role_of
from assistant.records import Basis, Period, Where

TODAY = date(2023, 3, 15)


def year(question: str) -> int:
    """The year of the period that is read, 0 without one."""
    period = read_period(question, TODAY).period
    return period.first.year if period else 0


@pytest.mark.parametrize(
    ("question", "edition"),
    [
        ("Who chaired the 2021 Intergovernmental Meeting?", 2021),
        ("who chaired the 2021 reef protection meeting?", 2021),
        ("What came out of reef group 2022 summit?", 2022),
        ("What does the 2030 Agenda ask?", 2030),
        ("What does Agenda 2030 ask?", 2030),
        ("Who will host Expo 2027?", 2027),
        ("What is in Vision 2035?", 2035),
        ("What did the team say at ADEX 2021?", 2021),
        ("What is in the 2021 action plan?", 2021),
        ("What is in the 2021-2025 strategic plan?", 2021),
        ("Who went to the 2018 winter games?", 2018),
        ("What does the 2018 agreement with Norway say?", 2018),
        ("What does the Reef Declaration of 2018 say?", 2018),
        ("What changed since the 2018 Reef Summit?", 2018),
        ("Who attended the 2021 and 2022 Reef Forums?", 2021),
        ("What did the 2019 settler families meeting agree?", 2019),
    ],
)
def test_a_year_in_a_name_is_the_edition_and_no_period(question: str, edition: int) -> None:
    assert read_period(question, TODAY) == AskedTime(edition=edition)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did the 2021 meeting agree?", 2021),
        ("What did their 2021 call bring?", 2021),
        ("What came out of the 2021 state visit?", 2021),
        ("Which 2021 trade agreements were signed?", 2021),
        ("What was agreed at the March 2021 Intergovernmental Meeting?", 2021),
        ("In 2021 Korea agreed to what?", 2021),
        ("In 2021 Intergovernmental Meetings agreed what?", 2021),
        ("reef talks 2021", 2021),
        ("Who led the team at the October 2019 settler families meeting?", 2019),
        ("Which seafarers were stranded in march 2020 islands or not?", 2020),
        ("Who came in Sept. 2021 volunteers aside?", 2021),
    ],
)
def test_a_year_beside_common_words_is_the_period(question: str, expected: int) -> None:
    assert year(question) == expected
    assert read_period(question, TODAY).edition == 0


def test_a_name_and_a_period_are_both_read() -> None:
    asked = read_period("What was done in May 2022 under the 2021 action plan?", TODAY)
    assert asked.edition == 2021
    assert asked.period == Period(date(2022, 5, 1), date(2022, 5, 31), "May 2022")


@pytest.mark.parametrize(
    "question",
    [
        "How will carbon neutrality by 2050 be reached?",
        "What is the target for 2030?",
        "What is the 2030 climate target?",
        "How many trees are to be planted by the end of 2030?",
        "What became of the goal of halving waste by 2020?",
    ],
)
def test_a_deadline_of_a_goal_is_no_period(question: str) -> None:
    assert read_period(question, TODAY) == AskedTime()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What had been agreed by 2020?", 1900),
        ("Which goals for 2030 were set in 2021?", 2021),
        ("What is planned for 2024?", 2024),
    ],
)
def test_what_only_looks_like_a_goal_is_a_period(question: str, expected: int) -> None:
    assert year(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Who got the 2,021 doses?",
        "Who got 2021 doses?",
        "What does paragraph 2020 say?",
        "Is it in room 2019?",
        "What does Security Council Resolution 2397 (2017) say?",
        "Did it cost $2021 or USD 2020?",
        "Is it a fund of 2021 dollars?",
        "Did more than 2020 visitors come?",
        "Was 2019-nCoV named?",
        "Is 20211 a code?",
    ],
)
def test_a_number_that_is_no_year(question: str) -> None:
    assert read_period(question, TODAY) == AskedTime()


def test_the_roles_of_a_number() -> None:
    def role(question: str, number: str) -> Role:
        start = question.index(number)
        return role_of(question, start, start + 4, int(number), 2023)

    assert role("in 2021", "2021") is Role.TIME
    assert role("the 2021 Reef Forum", "2021") is Role.NAME
    assert role("net zero by 2050", "2050") is Role.GOAL
    assert role("page 2021", "2021") is Role.NUMBER


# days of publication


@pytest.mark.parametrize(
    "question",
    [
        "Press releases from March 2021 on reefs",
        "Which press releases came out in March 2021?",
        "What did the ministry publish on reefs in March 2021?",
        "Which statements were issued after March 2021?",
        "Find the releases dated 3 March 2021",
        "In March 2021, what was posted?",
        "Show the March 2021 press releases",
        "What does the release of 3 March 2021 say?",
        "Which press releases from 2021 cover the talks of June 2020?",
    ],
)
def test_days_of_publication(question: str) -> None:
    period = read_period(question, TODAY).period
    assert period and period.basis is Basis.RELEASED
    assert period.first.year == 2021


@pytest.mark.parametrize(
    "question",
    [
        "What was agreed in March 2021?",
        "Which press releases tell of talks held in March 2021?",
        "Which press releases are about March 2021?",
        "Which prisoners were released in March 2021?",
        "Which visas were issued in March 2021?",
        "Which issues were raised in March 2021?",
        "What came out of the March 2021 talks?",
    ],
)
def test_days_of_what_happened(question: str) -> None:
    period = read_period(question, TODAY).period
    assert period and period.basis is Basis.EVENT


def test_a_bare_follow_up_keeps_the_basis_of_what_was_asked() -> None:
    base = Period(date(2020, 1, 1), date(2020, 12, 31), "2020", Basis.RELEASED)
    short = read_period("And in 2021?", TODAY, base).period
    full = read_period("And what did the two sides agree in 2021?", TODAY, base).period
    assert short and full
    assert (short.basis, full.basis) == (Basis.RELEASED, Basis.EVENT)


# dates that leave no day


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What was agreed after 2022 and before 2020?", "after 2022 and before 2020"),
        (
            "What was agreed later than 2021 but earlier than 2020?",
            "later than 2021 but earlier than 2020",
        ),
        ("What was agreed in 2021 during 2019?", "2021 during 2019"),
        ("What was agreed in May 2021, in spring 2020?", "May 2021, in spring 2020"),
        ("What was agreed from 2022 to 2020?", "2022 to 2020"),
        ("What was agreed in 2021, but before 2020?", "2021, but before 2020"),
        ("What was agreed on 30 February 2021?", "30 February 2021"),
        ("What was agreed on 29 February 2021?", "29 February 2021"),
        ("What was agreed on 2021-04-31?", "2021-04-31"),
        ("What was agreed on 31/04/2021?", "31/04/2021"),
        ("What was agreed on 31 June?", "31 June"),
        ("What was agreed in the fifth quarter of 2021?", "fifth quarter of 2021"),
    ],
)
def test_dates_that_leave_no_day_are_a_conflict(question: str, words: str) -> None:
    assert read_period(question, TODAY) == AskedTime(conflict=words, where=Where.QUESTION)


def test_two_times_with_words_of_their_own_are_both_asked_about() -> None:
    asked = read_period("Was the plan adopted in 2019 carried out in 2021?", TODAY)
    assert asked.conflict == ""
    assert asked.period
    assert (asked.period.first.year, asked.period.last.year) == (2019, 2021)
