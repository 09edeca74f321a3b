"""Names that the reader sees through: capitals, regions, points of the compass, words of a country."""

import pytest

from assistant.answer import Assistant
from assistant.records import Status
from assistant.stand_ins import OF_CAPITAL, OF_REGION, countries_of_capitals
from tests.fakes import reader_of
from tests.marsh import marsh_assistant
from tests.pages import page_a

ABSENT = "Thirty officials came, while Estonia declined because its minister was ill."
COST = "The running costs of about EUR 180,000 a year will be shared equally."
SEATS = "The stadium, which holds 9,000 spectators, was opened again."
RUMOUR = "There is nothing to confirm about labourers at a building site in Minsk."
PAGES = {
    "m_5676-500001": page_a(
        "1. The Ministry of Foreign Affairs hosted the 4th Harbour Watch Forum in Gdansk on May 4, "
        f"in the hall of the Vistula Yard.\n\n\n2. {ABSENT}\n\n\n3. {COST}",
        title="4th Harbour Watch Forum Held in Gdansk",
    ),
    "m_5676-500002": page_a(
        "1. The Vice Minister received the Minister of Sport of Sri Lanka on June 8 and spoke of "
        "the Signal Relay Initiative (SRI) and of Estonia, Belarus and the Vistula.\n\n\n"
        f"2. {SEATS}\n\n\n3. {RUMOUR}",
        "2022-06-09",
        "Vice Minister Receives Minister of Sport of Sri Lanka",
    ),
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return marsh_assistant(tmp_path_factory.mktemp("archive"), PAGES)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Why was nobody from Tallinn there?", ABSENT),
        ("Why was the Baltic minister away?", ABSENT),
        ("Who foots the bill at the Vistula?", COST),
        ("How many seats are there in the arena?", SEATS),
        ("Can you confirm that workers from the North are in Belarus?", RUMOUR),
        ("What is said of Western spectators?", SEATS),
    ],
)
def test_a_sentence_that_the_reader_is_sure_of_needs_no_name_of_its_own(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, question: str, answer: str
) -> None:
    monkeypatch.setattr(assistant, "reranker", reader_of({answer: 0.9}, 0.001))
    given = assistant.ask(question)
    assert given.status is Status.ANSWERED
    assert [one.quote for one in given.citations] == [answer]


@pytest.mark.parametrize(
    "question",
    [
        "Why was nobody from Riga there?",
        "Why was Latvia away?",
        "Who foots the bill at the Zarafshan?",
    ],
)
def test_another_name_is_still_another(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    monkeypatch.setattr(assistant, "reranker", reader_of({ABSENT: 0.9, COST: 0.9}, 0.001))
    assert assistant.ask(question).status is Status.NOT_IN_ARCHIVE


def test_part_of_a_country_is_no_acronym(assistant: Assistant) -> None:
    assert assistant.ask("Is Sri Lanka building a stadium?").reading.names == ()
    [name] = assistant.ask("What is SRI?").reading.names
    assert name.kind == "acronym"


def test_capitals_and_regions_stand_for_countries() -> None:
    assert OF_CAPITAL["tallinn"] == {"EE"} and OF_REGION["baltic"] == {"EE", "LT", "LV"}
    assert countries_of_capitals("from Minsk\nto Tallinn") == {"belarus", "estonia"}
