"""Dates of a question that leave no day: what is asked back."""

from dataclasses import replace

import pytest

from assistant.conflict import conflicting
from assistant.records import AnswerKind, Reading


def reading(question: str, conflict: str) -> Reading:
    """A reading whose words leave no day."""
    return Reading(question, question, AnswerKind.FACT, conflict=conflict)


@pytest.mark.parametrize(
    ("question", "conflict", "offered"),
    [
        (
            "What did KRRI agree after 2022 and before 2020?",
            "after 2022 and before 2020",
            ("What did KRRI agree from 2020 to 2022?", "What did KRRI agree?"),
        ),
        (
            "What was said between June 2021 and  March 2021, if anything?",
            "between June 2021 and March 2021",
            (
                "What was said from March 2021 to June 2021, if anything?",
                "What was said, if anything?",
            ),
        ),
        ("What was agreed on 30 February?", "on 30 February", ("What was agreed?",)),
    ],
)
def test_the_words_are_named_and_up_to_two_questions_offered(
    question: str, conflict: str, offered: tuple[str, ...]
) -> None:
    back = conflicting(reading(question, conflict))
    assert f"“{conflict}”" in back.text
    assert back.questions == offered


def test_words_that_do_not_stand_together_are_named_without_a_choice() -> None:
    back = conflicting(replace(reading("In 2020, after 2022?", "after 2022 in 2020"), names=()))
    assert back.questions == () and "“after 2022 in 2020”" in back.text
