"""What a question takes for granted and its archive contradicts; what it asks and no release tells."""

from copy import copy
from datetime import date

import pytest

from assistant.answer import Assistant
from assistant.records import Answer, Status
from assistant.selection import Selection
from tests.fakes import reader_of
from tests.marsh import marsh_assistant
from tests.pages import page_a

TODAY = date(2025, 1, 1)
NOTICE, FIRST, SECOND = "m_5676-600001", "m_5676-600002", "m_5676-600003"
PAGES = {
    NOTICE: page_a(
        "1. The 3rd Tidal Barrage Dialogue (TBD) will be held in Muscat on March 3-4. It was "
        "originally planned for October 2023, but was put off after a storm.\n\n\n"
        "2. The participants are expected to review the joint atlas.",
        "2024-02-20",
        "3rd Tidal Barrage Dialogue to Be Held in Muscat",
    ),
    FIRST: page_a(
        "1. The Ministry of Foreign Affairs held the 1st Tidal Barrage Dialogue (TBD) by video "
        "conference on May 12, attended by officials of Korea, Oman, Kenya and Peru.\n\n\n"
        "° Peru was unable to send a delegation of engineers and conveyed a written message.\n\n\n"
        "2. Kenya proposed a joint atlas of estuaries. The participants agreed to consult on it.\n\n\n"
        "° The excursion to the Sihwa turbines was called off because of heavy fog.",
        "2021-05-13",
        "1st Tidal Barrage Dialogue Held by Video Conference",
    ),
    SECOND: page_a(
        "1. The 2nd Tidal Barrage Dialogue (TBD) was held in Mombasa on June 8, hosted by the "
        "Government of Kenya. Deputy Minister Ok Dan-bi led the Korean delegation.\n\n\n"
        "° Some 60 officials of four countries took part.\n\n\n"
        "2. The participants agreed to open a liaison office in Mombasa instead of a permanent "
        "bureau in Nampo, and to keep the fee at 200 dollars.\n\n\n"
        "° The sluice catalogue, opened two months later than planned, holds seven drawings.\n\n\n"
        "° Oman, which joined as an observer, expressed its wish to seek full membership.\n\n\n"
        "3. The participants decided to hold the 3rd Dialogue in Muscat in October 2023.",
        "2022-06-10",
        "2nd Tidal Barrage Dialogue Held in Mombasa",
    ),
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant over the three releases, with vectors that need no model."""
    return marsh_assistant(tmp_path_factory.mktemp("archive"), PAGES)


def ask(assistant: Assistant, question: str) -> Answer:
    return assistant.ask(question, (), TODAY)


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("What was agreed at the 2nd Tidal Barrage Dialogue in Muscat?", f"{SECOND}#1.0"),
        ("Who spoke at the 2nd Tidal Barrage Dialogue held in 2021?", f"{SECOND}#1.0"),
        ("Why was the 2nd Tidal Barrage Dialogue held online?", f"{SECOND}#1.0"),
        ("Which city did delegates travel to for the 1st Tidal Barrage Dialogue?", f"{FIRST}#1.0"),
        ("What did the nine countries at the 2nd Tidal Barrage Dialogue want?", f"{SECOND}#1.1"),
        ("Why did the 2nd Dialogue keep the fee at 500 dollars?", f"{SECOND}#2.0"),
        ("Who was seen on the excursion to the Sihwa turbines?", f"{FIRST}#2.1"),
        ("Why was the permanent bureau opened in Nampo?", f"{SECOND}#2.0"),
        ("How did the sluice catalogue manage to open on schedule?", f"{SECOND}#2.1"),
        ("Why did Oman propose a joint atlas of estuaries?", f"{FIRST}#2.0"),
        ("What did the Peruvian delegation say at the 1st Tidal Barrage Dialogue?", f"{FIRST}#1.1"),
        ("Why was Oman admitted to full membership?", f"{SECOND}#2.2"),
        ("Where is the joint atlas of estuaries that the participants agreed on?", f"{FIRST}#2.0"),
    ],
)
def test_what_is_taken_for_granted_is_contradicted_by_the_sentence_that_tells_otherwise(
    assistant: Assistant, question: str, passage: str
) -> None:
    answer = ask(assistant, question)
    assert answer.status is Status.PREMISE_CONTRADICTED
    assert [one.id for one in answer.citations] == [passage]


@pytest.mark.parametrize(
    "question",
    [
        "What was agreed at the 2nd Tidal Barrage Dialogue in Mombasa?",
        "What was agreed at the 2nd Tidal Barrage Dialogue held in June 2022?",
        "How many officials took part in the 2nd Tidal Barrage Dialogue in Mombasa?",
        "Was the 2nd Tidal Barrage Dialogue held online?",
        "Where was the 2nd Tidal Barrage Dialogue held?",
        "Why was the excursion to the Sihwa turbines called off?",
        "Which side proposed a joint atlas of estuaries?",
        "What did Kenya propose at the 1st Tidal Barrage Dialogue?",
        "How many officials took part in the 2nd Tidal Barrage Dialogue?",
        "What happened to the excursion to the Sihwa turbines?",
        "Why did the excursion to the Sihwa turbines fall through?",
    ],
)
def test_what_the_release_bears_out_is_answered(assistant: Assistant, question: str) -> None:
    assert ask(assistant, question).status in (Status.ANSWERED, Status.PARTLY_ANSWERED)


@pytest.mark.parametrize(
    "question",
    [
        "Who chaired the 3rd Tidal Barrage Dialogue in Muscat?",
        "What were the outcomes of the 3rd Tidal Barrage Dialogue?",
        "Why did the participants agree to open a liaison office?",
        "Which seven drawings does the sluice catalogue hold?",
        "How many of the 60 officials came from Oman?",
        "What was the largest drawing in the sluice catalogue?",
        "Who represented Peru at the 2nd Tidal Barrage Dialogue?",
        "Which hotel was the 2nd Tidal Barrage Dialogue held in?",
    ],
)
def test_what_no_sentence_tells_is_not_answered_by_its_neighbour(
    assistant: Assistant, question: str
) -> None:
    assert ask(assistant, question).status is Status.NOT_IN_ARCHIVE


def test_short_words_and_turned_letters_are_no_unknown_names(assistant: Assistant) -> None:
    for question in (
        "what was agreed at the 2nd tidal barrage dialogue pls",
        "Who led the delegation, Ok Dan-ib, to the 2nd Tidal Barrage Dialogue?",
    ):
        assert "does not mention" not in ask(assistant, question).text


def test_a_name_that_the_archive_nowhere_prints_stays_unknown(assistant: Assistant) -> None:
    answer = ask(assistant, "What did Ambassador Quillfeather say on the sluice catalogue?")
    assert answer.status is Status.NOT_IN_ARCHIVE
    assert "“quillfeath”" in answer.text


def test_a_word_in_small_letters_that_no_release_has_is_no_unknown_name(
    assistant: Assistant,
) -> None:
    answer = ask(assistant, "what happened to the excursion to the sihwa quillturbines?")
    assert answer.status in (Status.ANSWERED, Status.PARTLY_ANSWERED)


@pytest.mark.parametrize(
    ("likely", "is_denied"),
    [
        ({"Deputy Minister": 0.8}, False),
        ({"Deputy Minister": 0.3}, True),
        ({"Deputy Minister": 0.8, "liaison": 0.4}, True),
    ],
)
def test_no_denial_is_held_against_an_answer_that_the_reader_is_sure_of(
    assistant: Assistant, likely: dict[str, float], is_denied: bool
) -> None:
    read = copy(assistant)
    read.reranker = reader_of(likely)
    answer = ask(read, "Why was the permanent bureau opened in Nampo?")
    assert (answer.status is Status.PREMISE_CONTRADICTED) is is_denied


def test_a_selection_without_a_contradiction_has_no_note() -> None:
    assert Selection(Status.ANSWERED).note == ""
