"""The conversation that a search takes along: which turns, what is left of them, their weights."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.background import (
    EARLIER_QUESTION,
    LAST_ANSWER,
    LAST_QUESTION,
    READ,
    STANDS_ALONE,
    background,
    points_back,
)
from assistant.records import Answer, AnswerKind, Name, Period, Reading, Status

KRRI = Name("KRRI", "KRRI", ("KRRI", "Kelp Reef Restoration Initiative"), "acronym")
TACO = Name("taco", "TACO", ("TACO", "Tidal Atlas Coordination Office"), "acronym")
HAN = Name("Han Sora", "Han Sora", ("Han Sora",), "person")
IN_2019 = Period(date(2019, 1, 1), date(2019, 12, 31), "2019")
BACK = "Who chaired it?"
FULL = "Which harbours of Chile will export dried mussels?"
TERMS = ("harbour", "chile", "export", "dry", "mussel")


def reading(question: str, **fields: object) -> Reading:
    """A reading whose question was spelt well."""
    values = {"standalone": question, "corrected": question, **fields}
    return Reading(question, kind=AnswerKind.FACT, **values)  # type: ignore[arg-type]


def said(question: str, text: str = "", **fields: object) -> Answer:
    """An earlier turn: what was asked, and the text of its answer."""
    asked = reading(question, **fields)
    return Answer(question, Status.ANSWERED, text, (), (), asked, question)


def told(asked: Reading, *earlier: Answer) -> list[tuple[str, float]]:
    """Texts, white space folded, and weights of what is taken along."""
    return [(" ".join(one.text.split()), one.weight) for one in background(asked, earlier)]


# which turns, and what they count


def test_the_last_turn_counts_more_than_those_before() -> None:
    turns = [said("First?", "One."), said("Second?", "Two."), said("Third?", "Three.")]
    assert told(reading(BACK), *turns) == [
        ("Third?", 0.3),
        ("Three.", 0.1),
        ("Second?", 0.2),
        ("First?", 0.2),
    ]
    assert (LAST_QUESTION, EARLIER_QUESTION, LAST_ANSWER) == (0.3, 0.2, 0.1)


def test_a_question_that_stands_alone_takes_half_as_much() -> None:
    turns = [said("First?", "One."), said("Second?", "Two.")]
    alone = told(reading(FULL, terms=TERMS), *turns)
    back = told(reading(f"And {FULL.lower()}", terms=TERMS), *turns)
    assert alone == [(text, STANDS_ALONE * weight) for text, weight in back]
    assert [weight for _, weight in back] == [0.3, 0.1, 0.2]


@pytest.mark.parametrize(
    ("question", "terms", "back"),
    [
        (FULL, TERMS, False),
        (FULL, TERMS[:3], True),  # too little to stand alone
        ("And which harbours of Chile export mussels?", TERMS, True),
        ("Which of these harbours of Chile export mussels?", TERMS, True),
        ("Which harbours did the meeting open in Chile?", TERMS, True),
        ("Which harbours did a meeting open in Chile?", TERMS, False),
    ],
)
def test_what_points_back(question: str, terms: tuple[str, ...], back: bool) -> None:
    assert points_back(reading(question, terms=terms)) is back


def test_greetings_are_no_turns() -> None:
    hello = Reading("hello", "hello", AnswerKind.ABOUT, corrected="hello")
    greeting = Answer("hello", Status.ABOUT, "It holds five releases.", (), (), hello, "")
    assert told(reading(BACK), greeting) == []
    assert told(reading(BACK), said("First?", "One."), greeting) == [("First?", 0.3), ("One.", 0.1)]
    thanks = Reading("thanks", "thanks", AnswerKind.ABOUT, corrected="thanks")
    assert background(thanks, [said("First?", "One.")]) == ()


def test_nothing_is_taken_along_without_a_turn_or_with_a_new_topic() -> None:
    assert background(reading(BACK), []) == ()
    fresh = reading("Different topic: who chaired it?")
    assert background(fresh, [said("First?", "One.")]) == ()


def test_a_new_topic_is_told_from_the_question_as_typed() -> None:
    fresh = reading("Different topic: who chaired it?", corrected=BACK)
    assert background(fresh, [said("First?", "One.")]) == ()


# what is left of a turn


def test_an_answer_is_taken_along_without_its_marks() -> None:
    turn = said("First?", "They agreed. [1]\nThey met [2] [13] again.")
    assert told(reading(BACK), turn)[1] == ("They agreed. They met again.", 0.1)


def test_a_name_that_is_replaced_stays_behind_in_all_its_forms() -> None:
    turn = said(
        "What did taco propose?",
        "The Tidal Atlas Coordination Office (TACO) proposed a map.",
        names=(TACO,),
    )
    assert told(reading("And KRRI?", names=(KRRI,)), turn) == [
        ("What did propose?", 0.3),
        ("The ( ) proposed a map.", 0.1),
    ]


def test_a_name_stays_where_none_of_its_kind_replaces_it() -> None:
    turn = said("What did taco propose?", names=(TACO,))
    kept = [("What did taco propose?", 0.3)]
    assert told(reading("And then?"), turn) == kept
    assert told(reading("And Han Sora?", names=(HAN,)), turn) == kept
    assert told(reading("And TACO?", names=(TACO, KRRI)), turn) == kept


def test_a_replaced_name_takes_no_letters_from_other_words() -> None:
    un = Name("UN", "UN", ("UN", "United Nations"), "acronym")
    turn = said("What did the UN fund under water?", names=(un,))
    assert told(reading("And KRRI?", names=(KRRI,)), turn) == [
        ("What did the fund under water?", 0.3)
    ]


def test_dates_stay_behind_when_the_question_has_its_own() -> None:
    turn = said("What was agreed on 4 May 2022?", "On 4 May 2022 they agreed.", names=(KRRI,))
    assert told(reading("And in 2019?", period=IN_2019), turn) == [
        ("What was agreed on ?", 0.3),
        ("On they agreed.", 0.1),
    ]
    assert told(reading("And who?"), turn)[0] == ("What was agreed on 4 May 2022?", 0.3)


def test_earlier_turns_leave_behind_what_is_replaced_too() -> None:
    first = said("What did taco propose on 4 May 2022?", "One.", names=(TACO,))
    asked = reading("And KRRI?", names=(KRRI,), period=IN_2019)
    assert told(asked, first, said("Who came?"))[-1] == ("What did propose on ?", 0.2)


def test_a_turn_of_which_nothing_is_left_is_none() -> None:
    turn = said("taco", "[1]", names=(TACO,))
    assert told(reading("And KRRI?", names=(KRRI,)), turn) == []


def test_only_the_start_of_a_turn_is_read() -> None:
    turn = said("First?", "word " * READ)
    (_, answer) = background(reading(BACK), [turn])
    assert answer.text == ("word " * READ)[:READ]


def test_a_misspelt_turn_is_taken_along_as_it_was_read() -> None:
    turn = said("What did the mussle talks agree?", corrected="What did the mussel talks agree?")
    assert told(reading(BACK), turn) == [("What did the mussel talks agree?", 0.3)]


# a long conversation


@given(st.integers(1, 40), st.booleans())
def test_no_turn_counts_more_for_a_longer_conversation(length: int, alone: bool) -> None:
    turns = [said(f"Question {number}?", f"Answer {number}.") for number in range(length)]
    asked = reading(FULL, terms=TERMS) if alone else reading(BACK)
    found = told(asked, *turns)
    share = STANDS_ALONE if alone else 1.0
    assert [text for text, _ in found] == [
        f"Question {length - 1}?",
        f"Answer {length - 1}.",
        *(f"Question {number}?" for number in range(length - 2, -1, -1)),
    ]
    assert [weight / share for _, weight in found] == pytest.approx(
        [LAST_QUESTION, LAST_ANSWER, *[EARLIER_QUESTION] * (length - 1)]
    )
