"""A proposal is quoted with the sentence behind it that answers it; a value is quoted alone."""

import pytest

from assistant.answer import Assistant
from assistant.cover import governments_of
from assistant.records import Status
from index.words import stems
from tests.fakes import reader_of
from tests.marsh import marsh_assistant
from tests.pages import page_a

PROPOSED = "The Thai side proposed that the Heron Fund also cover wells."
FATE = "Views differed on the proposal, and the participants agreed to consult on it in writing."
OTHER = "The Lao side suggested a Heron School in Pakse."
BESIDE = "The participants visited a farm."
PAGES = {
    "m_5676-500001": page_a(
        "1. The Ministry of Foreign Affairs hosted the 1st Heron Roundtable in Vientiane on May 4 "
        "with officials of Korea, Laos, Thailand and Colombia.\n\n\n"
        f"2. {PROPOSED} {FATE}\n\n\n3. {OTHER} {BESIDE}\n\n\n"
        "4. The participants agreed to ring ninety herons by June.\n\n\n"
        "5. The participants agreed to share maps of the marshes.",
        title="1st Heron Roundtable Held in Vientiane",
    ),
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return marsh_assistant(tmp_path_factory.mktemp("archive"), PAGES)


def quotes(assistant: Assistant, question: str) -> list[str]:
    return [one.quote for one in assistant.ask(question).citations]


def test_what_was_proposed_is_quoted_with_its_answer(assistant: Assistant) -> None:
    assert quotes(assistant, "What was proposed on the Heron Fund?") == [f"{PROPOSED} {FATE}"]
    answer = assistant.ask("What was proposed on the Heron Fund?")
    assert "The Thai side — proposed: “" in answer.text
    [cited] = answer.citations
    start, end = cited.marked[0]
    text = assistant.archive.release(cited.release).text
    assert text[start:end] == PROPOSED.rstrip(".")


def test_another_sentence_behind_a_proposal_is_left(assistant: Assistant) -> None:
    assert quotes(assistant, "What was suggested on a Heron School?") == [OTHER]


def test_who_proposed_it_is_told_by_the_proposal_alone(assistant: Assistant) -> None:
    assert quotes(assistant, "Who proposed that the Heron Fund cover wells?") == [PROPOSED]


@pytest.mark.parametrize("likely", [{}, {"ninety herons": 0.2}])
def test_all_that_was_agreed_at_an_event_is_listed_though_one_line_is_likely(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, likely: dict[str, float]
) -> None:
    monkeypatch.setattr(assistant, "reranker", reader_of(likely, 0.02))
    answer = assistant.ask(
        "What did the delegations sign up to at the closed heron roundtable in Vientiane?"
    )
    assert answer.status is Status.ANSWERED
    assert [one.quote[:32] for one in answer.citations][-2:] == [
        "The participants agreed to ring ",
        "The participants agreed to share",
    ]


def test_a_capital_stands_for_a_government_that_took_part(assistant: Assistant) -> None:
    given = quotes(assistant, "What did Seoul and Bogotá agree on herons?")
    assert "The participants agreed to ring ninety herons by June." in given


def test_a_capital_where_a_meeting_was_held_is_a_place(assistant: Assistant) -> None:
    lexicon = assistant.lexicon
    there = {"colombia", "lao", "korea"} | set(stems("Laos"))
    assert "bogota" in governments_of(there, lexicon)
    assert "vientian" not in governments_of(there, lexicon)
