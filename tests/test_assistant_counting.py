"""Counts: the number first, each counted item cited, a printed number before counting."""

from pathlib import Path

import pytest

from assistant.answer import Assistant
from assistant.records import Status
from assistant.series import PLURAL
from tests.marsh import HELD_FIRST, HELD_THIRD, MEMBERS, PAGES, SECOND, THIRD, marsh_assistant
from tests.pages import page_a
from tests.test_assistant_timeline import ask, assistant, quotes

__all__ = ["assistant"]


def first_line(text: str) -> str:
    """The line that gives the number."""
    return text.split("\n")[0]


def test_meetings_are_counted_from_their_releases_and_from_recaps(assistant: Assistant) -> None:
    answer = ask(assistant, "How many Salt Marsh Dialogues have been held?")
    assert first_line(answer.text) == "three [1] [2] [3]"
    assert quotes(answer) == [HELD_FIRST, SECOND, HELD_THIRD]


def test_only_the_meetings_of_the_period_are_counted(assistant: Assistant) -> None:
    answer = ask(assistant, "How many Salt Marsh Dialogues were held by the end of 2019?")
    assert first_line(answer.text) == "two [1] [2]"


def test_a_place_limits_the_count_to_what_the_archive_tells(assistant: Assistant) -> None:
    answer = ask(assistant, "How many times has the Salt Marsh Dialogue been held in Esbjerg?")
    assert first_line(answer.text) == "one in this archive [1]"
    assert quotes(answer) == [HELD_THIRD]


def test_a_number_after_a_change_is_given_as_printed(assistant: Assistant) -> None:
    answer = ask(assistant, "How many members does the SMD have now?")
    assert first_line(answer.text) == "nine [1]"
    assert quotes(answer) == [MEMBERS]


def test_people_at_one_meeting_are_no_count_of_meetings(assistant: Assistant) -> None:
    answer = ask(assistant, "How many participants came to the 3rd Salt Marsh Dialogue?")
    assert "in this archive" not in answer.text
    assert [citation.id for citation in answer.citations] == [f"{THIRD}#1.0"]


def test_meetings_that_the_archive_lacks_are_not_counted_from_other_numbers(
    assistant: Assistant,
) -> None:
    answer = ask(assistant, "How many meetings of the Salt Marsh Parliament were held?")
    assert answer.status is Status.NOT_IN_ARCHIVE


@pytest.mark.parametrize(("text", "plural"), [("the talks", True), ("the talk", False)])
def test_only_a_plural_asks_for_meetings(text: str, plural: bool) -> None:
    assert bool(PLURAL.search(text)) is plural


def test_a_printed_number_goes_before_counting(tmp_path: Path) -> None:
    told = "bringing to three the number of rounds held so far"
    pages = {one: page.replace(", with 65 ", f", {told}, with 65 ") for one, page in PAGES.items()}
    answer = ask(marsh_assistant(tmp_path, pages), "How many Salt Marsh Dialogues have been held?")
    assert first_line(answer.text) == "three [1]"
    assert [citation.id for citation in answer.citations] == [f"{THIRD}#1.0"]


def test_a_gap_in_the_numbers_gives_at_least_the_highest(tmp_path: Path) -> None:
    pages = {one: page.replace("At the 2nd Dialogue, held", "Held") for one, page in PAGES.items()}
    answer = ask(marsh_assistant(tmp_path, pages), "How many Salt Marsh Dialogues have been held?")
    assert first_line(answer.text) == "at least three [2]"
    assert quotes(answer) == [HELD_FIRST, HELD_THIRD]


def test_a_title_gives_the_number_that_its_text_only_lists(tmp_path: Path) -> None:
    signed = (
        "Ambassador Ida Holm signed the Tide Pact in Seoul with envoys of Chile, Peru and Fiji."
    )
    page = page_a(
        f"1. {signed}\n\n\n2. The Tide Pact will enter into force in May.",
        "2022-04-04",
        "Three Pacific Countries Sign Tide Pact",
    )
    pages = {**PAGES, "m_5676-600060": page}
    answer = ask(marsh_assistant(tmp_path, pages), "How many countries signed the Tide Pact?")
    assert first_line(answer.text) == "Three Pacific Countries [1]"
    assert quotes(answer) == [signed]
