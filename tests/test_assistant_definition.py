"""Definitions: the sentence with the long form, and the one that says what a thing is."""

from assistant.answer import Assistant
from assistant.records import AnswerKind, Status
from tests.marsh import ADOPTED, HELD_FIRST, TELLS
from tests.test_assistant_timeline import ask, assistant, quotes

__all__ = ["assistant"]


def test_long_form_and_note_are_both_given(assistant: Assistant) -> None:
    assert quotes(ask(assistant, "What is the MREG?")) == [ADOPTED, TELLS]


def test_the_earliest_long_form_is_given(assistant: Assistant) -> None:
    answer = ask(assistant, "What is SMD short for?")
    assert answer.reading.kind is AnswerKind.DEFINITION
    assert quotes(answer)[0] == HELD_FIRST


def test_an_unknown_acronym_has_no_definition(assistant: Assistant) -> None:
    assert ask(assistant, "What does QXZW stand for?").status is not Status.ANSWERED
