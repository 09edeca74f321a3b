"""What is new: a line for each release of a time or on a subject."""

import pytest

from assistant.answer import Assistant
from assistant.records import Status
from tests.marsh import ADOPTED, CALL, NOTICE, SCHOOL, THIRD
from tests.test_assistant_timeline import ask, assistant, quotes

__all__ = ["assistant"]


@pytest.mark.parametrize(
    ("question", "releases"),
    [
        ("What is new since 2022?", [SCHOOL, NOTICE, CALL]),
        ("What happened in 2022?", [SCHOOL]),
        ("Which releases were published in September 2021?", [THIRD]),
        ("Releases about Kenya since 2023", [CALL]),
        ("What's new on the Marsh Register?", [THIRD, NOTICE]),
        ("latest release on the Salt Marsh Dialogue", [NOTICE]),
    ],
)
def test_each_release_of_the_time_or_subject_has_a_line(
    assistant: Assistant, question: str, releases: list[str]
) -> None:
    answer = ask(assistant, question)
    assert answer.status is Status.ANSWERED
    assert [citation.release for citation in answer.citations] == releases


def test_what_a_release_says_on_the_subject_stands_for_an_opening_without_it(
    assistant: Assistant,
) -> None:
    assert quotes(ask(assistant, "What's new on the Marsh Register?"))[0] == ADOPTED


def test_what_happened_at_a_meeting_is_no_question_for_news(assistant: Assistant) -> None:
    answer = ask(assistant, "What did the participants agree in 2021?")
    assert {citation.release for citation in answer.citations} == {THIRD}
    assert ADOPTED in quotes(answer)


def test_a_year_without_releases_is_outside_the_period(assistant: Assistant) -> None:
    assert ask(assistant, "What happened in 1999?").status is Status.OUTSIDE_PERIOD
