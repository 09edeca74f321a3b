"""What a release says was not agreed is told as that, in the text and in the record."""

from pathlib import Path

from assistant.records import Status
from index.records import Act
from tests.marsh import marsh_assistant
from tests.pages import page_a

REFUSED = (
    "Peru asked that the ferry to Iquitos be resumed, but no new joint agreement was reached on "
    "the ferry."
)
CHAIR = "The chair of the Forum, which has passed from Peru to Chile, welcomed the river atlas."
PAGE = page_a(
    "1. The Ministry of Foreign Affairs hosted the 1st River Ferry Forum in Lima on May 4.\n\n\n"
    f"2. {REFUSED}\n\n\n3. {CHAIR}",
    title="1st River Ferry Forum Held in Lima",
)


def test_what_was_not_agreed_is_no_agreement(tmp_path: Path) -> None:
    assistant = marsh_assistant(tmp_path, {"m_5676-500001": PAGE})
    answer = assistant.ask("Was an agreement reached on the ferry to Iquitos?")
    assert answer.status is Status.ANSWERED
    assert f"Not agreed: “{REFUSED}” [1]" in answer.text
    assert [one.act for one in answer.citations] == [None]


def test_a_chair_that_passes_on_is_no_agreement(tmp_path: Path) -> None:
    assistant = marsh_assistant(tmp_path, {"m_5676-500001": PAGE})
    answer = assistant.ask("What about the river atlas?")
    assert [one.act for one in answer.citations] == [Act.APPRECIATED]
    assert "agreed" not in answer.text
