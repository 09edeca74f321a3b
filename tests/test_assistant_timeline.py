"""Timelines: the meetings of a series, the steps of a subject, what is only announced or recalled."""

from datetime import date
from pathlib import Path

import pytest

from assistant.answer import Assistant
from assistant.records import Answer, AnswerKind, Status
from tests.fakes import reader_of
from tests.marsh import (
    ADOPTED,
    CALL,
    CONSULT,
    FIRST,
    HELD_FIRST,
    HELD_THIRD,
    NEXT,
    NOTICE,
    PROPOSED,
    SCHOOL,
    SECOND,
    THIRD,
    marsh_assistant,
)
from tests.pages import page_a

TODAY = date(2024, 1, 1)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant over the series of the salt marshes."""
    return marsh_assistant(tmp_path_factory.mktemp("marsh"))


def ask(assistant: Assistant, question: str) -> Answer:
    """The answer to one question."""
    return assistant.ask(question, (), TODAY)


def quotes(answer: Answer) -> list[str]:
    """What an answer quotes, in its order."""
    return [citation.quote for citation in answer.citations]


def headings(answer: Answer) -> list[str]:
    """The lines of the text that are no quotation."""
    return [line for line in answer.text.split("\n") if not line.startswith("- ")]


@pytest.mark.parametrize(
    "question",
    [
        "List the Salt Marsh Dialogues so far in order",
        "When and where were the Salt Marsh Dialogues held?",
        "Give me the SMD meetings in date order with place",
    ],
)
def test_each_meeting_of_a_series_has_its_line_in_date_order(
    assistant: Assistant, question: str
) -> None:
    answer = ask(assistant, question)
    assert answer.status is Status.ANSWERED
    assert quotes(answer) == [HELD_FIRST, SECOND, HELD_THIRD, NEXT]


def test_a_recalled_meeting_and_an_announced_one_are_named_as_such(assistant: Assistant) -> None:
    first, second, third, fourth = headings(ask(assistant, "List the Salt Marsh Dialogues so far"))
    assert first == "3 June 2017 · 1st Salt Marsh Dialogue · Yeosu"
    assert second.startswith("April 2019, as recalled in “3rd Salt Marsh Dialogue")
    assert third == "8 September 2021 · 3rd Salt Marsh Dialogue · Esbjerg"
    assert fourth.startswith("announced for 5 October 2023 · ")


def test_a_period_leaves_the_meetings_of_other_years_out(assistant: Assistant) -> None:
    answer = ask(assistant, "List the Salt Marsh Dialogues held since 2020")
    assert quotes(answer) == [HELD_THIRD, NEXT]


def test_the_decisions_of_a_meeting_are_no_list_of_meetings(assistant: Assistant) -> None:
    answer = ask(assistant, "What was agreed at the 3rd Salt Marsh Dialogue?")
    assert HELD_THIRD not in quotes(answer) and ADOPTED in quotes(answer)


def test_the_first_step_is_found_though_it_had_no_name_yet(assistant: Assistant) -> None:
    answer = ask(assistant, "How did the Marsh Register come about?")
    assert answer.citations[0].id == f"{FIRST}#2.1"
    assert quotes(answer)[:2] == [f"{PROPOSED} {CONSULT}", ADOPTED]
    assert "- The Danish side — proposed: “The Danish side" in answer.text


def test_a_like_name_is_no_step(assistant: Assistant) -> None:
    answer = ask(assistant, "How did the Marsh Register come about?")
    assert f"{THIRD}#5.0" not in [citation.id for citation in answer.citations]


def test_a_plan_to_review_it_is_named_as_announced(assistant: Assistant) -> None:
    answer = ask(assistant, "Timeline of the Marsh Register")
    assert answer.citations[-1].id == f"{NOTICE}#2.0"
    assert headings(answer)[-1].startswith("announced for ")


def test_where_a_history_starts_and_ends_is_not_part_of_its_subject(assistant: Assistant) -> None:
    answer = ask(assistant, "Trace the Marsh Register from the first idea to its adoption")
    assert answer.reading.kind is AnswerKind.TIMELINE
    assert not {"idea", "adopt"} & set(answer.reading.terms)
    assert ADOPTED in quotes(answer)


def test_what_became_of_a_proposal_asks_for_its_steps(assistant: Assistant) -> None:
    answer = ask(assistant, "What became of the Danish proposal for a register of salt marshes?")
    assert answer.reading.kind is AnswerKind.TIMELINE
    assert f"{PROPOSED} {CONSULT}" in quotes(answer)


def test_a_subject_that_the_archive_lacks_has_no_history(assistant: Assistant) -> None:
    answer = ask(assistant, "history of the Salt Marsh Lottery")
    assert answer.status is Status.NOT_IN_ARCHIVE
    assert not answer.citations


def test_a_persons_meetings_are_those_of_the_releases_that_name_the_person(
    assistant: Assistant,
) -> None:
    answer = ask(assistant, "put the meetings and calls of Minister Han Sora in date order")
    assert [citation.release for citation in answer.citations] == [CALL]


def test_a_timeline_of_nothing_is_one_of_the_whole_archive(assistant: Assistant) -> None:
    answer = ask(assistant, "timeline")
    assert [citation.release for citation in answer.citations] == [
        FIRST,
        THIRD,
        SCHOOL,
        NOTICE,
        CALL,
    ]


def test_of_more_lines_than_fit_the_number_left_out_is_said(tmp_path: Path) -> None:
    title = "Tide Table Published"
    pages = {
        f"m_5676-6100{day:02}": page_a(
            f"1. The Ministry published the Tide Table of day {day} on June {day}.",
            f"2023-06-{day:02}",
            title,
        )
        for day in range(1, 16)
    }
    answer = ask(marsh_assistant(tmp_path, pages), "What is new since June 2023?")
    assert len(answer.citations) == 12
    assert answer.citations[-1].release == "m_5676-610015"
    assert answer.text.endswith("… and 3 more, not shown.")


def test_where_meetings_go_next_is_no_list_of_those_held(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assistant, "reranker", reader_of({NEXT: 0.9}))
    answer = ask(assistant, "Where do the Salt Marsh Dialogues go next?")
    assert answer.text.startswith("Jeju [1]\n") and quotes(answer) == [NEXT]
    english = ask(assistant, "Where were the Salt Marsh Dialogues held?")
    assert len(english.citations) > 1
