"""A note that stands alike at the foot of several releases answers nothing."""

from pathlib import Path

from assistant.records import Status
from tests.fakes import reader_of
from tests.marsh import marsh_assistant
from tests.pages import page_a

NOTE = "This page was made for a museum of letters and is no text of any ministry."
AGREED = "The two sides agreed to plant willows along the canal."


def pages(count: int) -> dict[str, str]:
    """Releases of different talks, each with the note and with one that only it has."""
    return {
        f"m_5676-50000{number}": page_a(
            f"1. The Ministry hosted the {number}th Willow Talks in Oslo on May {number}.\n\n\n"
            f"2. {AGREED}\n\n\n3. Number {number} of a series for a museum of stamps.\n\n\n{NOTE}",
            f"2022-05-0{number + 1}",
            f"{number}th Willow Talks Held in Oslo",
        )
        for number in range(4, 4 + count)
    }


def test_a_note_of_three_releases_is_never_quoted(tmp_path: Path) -> None:
    assistant = marsh_assistant(tmp_path, pages(3))
    assistant.reranker = reader_of({NOTE: 0.9}, 0.001)
    answer = assistant.ask("What is said of the museum of letters?")
    assert answer.status is Status.NOT_IN_ARCHIVE
    assert NOTE not in [one.quote for one in answer.closest]


def test_what_stands_in_two_releases_or_tells_of_an_act_is_quoted(tmp_path: Path) -> None:
    two = marsh_assistant(tmp_path / "two", pages(2))
    assert NOTE in two.ask("What is said of the museum of letters?").citations[0].quote
    three = marsh_assistant(tmp_path / "three", pages(3))
    assert three.lexicon.repeated == {f"m_5676-50000{number}#3.1" for number in (4, 5, 6)}
    answer = three.ask("What was agreed on willows?")
    assert {one.quote for one in answer.citations} == {AGREED}
