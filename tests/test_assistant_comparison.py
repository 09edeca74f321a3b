"""Comparisons: a heading for each side, its values beside each other, the missing side named."""

import pytest

from assistant.answer import Assistant
from assistant.facets import facet_of
from assistant.records import AnswerKind, Reading, Status
from assistant.sides import numbered
from tests.marsh import ADOPTED, APART, HELD_FIRST, HELD_THIRD
from tests.test_assistant_timeline import ask, assistant, quotes

__all__ = ["assistant"]


@pytest.mark.parametrize(
    "question",
    [
        "Compare the attendance of the 1st and the 3rd Salt Marsh Dialogue",
        "How many participants came to the 1st and the 3rd Salt Marsh Dialogue?",
    ],
)
def test_the_values_of_both_sides_stand_in_one_line(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert answer.status is Status.ANSWERED
    assert answer.text.startswith(
        "1st: 40 participants [1]; 3rd: 65 participants [2]\n1st — 3 June"
    )
    assert quotes(answer) == [HELD_FIRST, HELD_THIRD]


def test_years_are_sides_too(assistant: Assistant) -> None:
    answer = ask(
        assistant, "How did the venue of the Salt Marsh Dialogue change from 2017 to 2021?"
    )
    assert answer.text.startswith("2017: Yeosu [1]; 2021: Esbjerg [2]")


def test_a_side_that_the_archive_lacks_is_named(assistant: Assistant) -> None:
    answer = ask(assistant, "Compare the 3rd and the 7th Salt Marsh Dialogue")
    assert answer.status is Status.PARTLY_ANSWERED
    assert answer.text.endswith("Not found: 7th.")
    assert quotes(answer) == [ADOPTED]


def test_the_sentence_that_tells_two_names_apart_comes_first(assistant: Assistant) -> None:
    answer = ask(assistant, "What is the difference between the SMD and the SMS?")
    assert quotes(answer)[0] == APART


def test_one_meeting_is_not_compared(assistant: Assistant) -> None:
    answer = ask(assistant, "How many participants came to the 1st Salt Marsh Dialogue?")
    assert quotes(answer) == [HELD_FIRST]
    assert "1st: " not in answer.text


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("the 1st and the 4th meeting", [1, 4]),
        ("between the first and fourth SMD meetings", [1, 4]),
        ("which first draft was read at the second Dialogue", [2]),
        ("the 3rd Dialogue", [3]),
    ],
)
def test_only_numbers_of_meetings_are_sides(question: str, numbers: list[int]) -> None:
    assert numbered(Reading(question, question, AnswerKind.FACT)) == numbers


def test_a_question_without_a_kind_of_value_has_no_facet() -> None:
    assert facet_of("what changed in the rules?") is None
