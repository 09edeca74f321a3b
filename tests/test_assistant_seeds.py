"""The packaged model over the releases that come along, with no way out to any network."""

import os
import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import seeds
from assistant.answer import Assistant, open_assistant
from assistant.records import Answer, Status
from assistant.settings import Settings
from index.build import build
from index.embed import load_embedder
from index.intake import What

pytestmark = pytest.mark.slow

TODAY = date(2021, 10, 25)
EXAMPLE = "what did NEACHS agree in 2021?"
SECOND, INTERGOVERNMENTAL = "m_5676-321611", "m_5676-321884"
HERE = ("127.0.0.1", "::1", "localhost", "")


class LeftTheMachine(Exception):
    """Something tried to reach another machine."""


@pytest.fixture(scope="module")
def attempts() -> Iterator[list[str]]:
    """What tried to leave the machine; each try fails, one that is swallowed is listed still."""
    tried: list[str] = []

    def here(address: Any) -> bool:
        return isinstance(address, str | bytes) or address[0] in HERE

    def guarded(name: str) -> Any:
        original = getattr(socket.socket, name)

        def call(self: socket.socket, *arguments: Any) -> Any:
            address = arguments[-1]
            if self.family != socket.AF_UNIX and not here(address):
                tried.append(f"{name} {address}")
                raise LeftTheMachine(str(address))
            return original(self, *arguments)

        return call

    lookup = socket.getaddrinfo

    def looked_up(host: Any, *arguments: Any, **named: Any) -> Any:
        if host is not None and host not in HERE:
            tried.append(f"look-up {host}")
            raise LeftTheMachine(str(host))
        return lookup(host, *arguments, **named)

    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("HF_", "TRANSFORMERS_"))]:
            patch.delenv(name)
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, guarded(name))
        patch.setattr(socket, "getaddrinfo", looked_up)
        yield tried


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, attempts: list[str]) -> Assistant:
    """The assistant that `communique ask` opens, over an index built for these tests."""
    data = tmp_path_factory.mktemp("seeds")
    report = build(data, [Path(seeds.__file__).parent], load_embedder("packaged"))
    assert (report.count(What.ADDED), len(report.outcomes)) == (5, 5)
    return open_assistant(Settings(data=data))


def ask(assistant: Assistant, *questions: str) -> Answer:
    """The answer to the last of the questions of one conversation."""
    turns: list[Answer] = []
    for question in questions:
        turns.append(assistant.ask(question, turns, TODAY))
    return turns[-1]


def places(answer: Answer) -> list[str]:
    """The passages that an answer cites, in its order."""
    return [citation.id for citation in answer.citations]


def test_what_neachs_agreed_in_2021(assistant: Assistant) -> None:
    answer = ask(assistant, EXAMPLE)
    assert answer.status is Status.ANSWERED
    assert places(answer) == [f"{SECOND}#3.1", f"{SECOND}#3.2", f"{INTERGOVERNMENTAL}#5.2"]
    text = answer.text
    assert text.index("30 March 2021") < text.index("20 October 2021")
    assert "Northeast Asia Peace and Cooperation Intergovernmental Meeting" in text
    assert "concrete action plan" in text and "second quarter of the year" in text
    assert "adopting NEACHS’s Terms of Reference by the end of the year" in text


def test_nothing_is_agreed_that_was_suggested_or_agreed_on_something_else(
    assistant: Assistant,
) -> None:
    text = ask(assistant, EXAMPLE).text
    assert "joint reserve" not in text
    assert "transparent and prompt" not in text
    assert "convince North Korea" not in text


def test_each_quotation_is_the_stored_text(assistant: Assistant) -> None:
    answer = ask(assistant, EXAMPLE)
    for citation in answer.citations:
        release, passages = assistant.archive.find(citation.id)
        assert citation.quote == release.text[citation.start : citation.end]
        assert passages[0].start <= citation.start < citation.end <= passages[0].end
        assert f"“{' '.join(citation.quote.split())}” [{citation.label}]" in answer.text
    assert [citation.label for citation in answer.citations] == ["1", "2", "3"]
    assert answer.citations[0].url == ("https://www.mofa.go.kr/eng/brd/m_5676/view.do?seq=321611")


@pytest.mark.parametrize(
    "question",
    [
        "What did NEACHS agree in 2021?",
        "What did the Northeast Asia Cooperation for Health Security agree in 2021?",
        "What was agreed at NEACHS last year?",
    ],
)
def test_the_same_question_in_other_words(assistant: Assistant, question: str) -> None:
    today = date(2022, 3, 1) if "last year" in question else TODAY
    answer = assistant.ask(question, today=today)
    assert places(answer) == places(ask(assistant, EXAMPLE))


def test_a_follow_up_on_the_first_half_of_the_year(assistant: Assistant) -> None:
    answer = ask(assistant, EXAMPLE, "And in March?")
    assert places(answer) == [f"{SECOND}#3.1", f"{SECOND}#3.2"]


def test_a_follow_up_on_what_was_proposed(assistant: Assistant) -> None:
    answer = ask(assistant, EXAMPLE, "And what was proposed?")
    assert f"{SECOND}#3.1" in places(answer)
    assert "joint reserve of medical supplies" in answer.text
    assert "the Korean side — proposed: “" in answer.text.replace("The Korean", "the Korean")


@pytest.mark.parametrize(
    ("question", "passage", "value"),
    [
        ("Who chaired the Intergovernmental Meeting?", "#1.0", "Yeo Seung Bae"),
        ("When was the Intergovernmental Meeting held?", "#1.0", "20 October 2021"),
        ("How many meetings of NEACHS were held since December 2020?", "#5.1", "four meetings"),
    ],
)
def test_one_value_of_the_intergovernmental_meeting(
    assistant: Assistant, question: str, passage: str, value: str
) -> None:
    answer = ask(assistant, question)
    assert value in answer.text.split("\n")[0]
    assert places(answer)[0] == f"{INTERGOVERNMENTAL}{passage}"


def test_an_inferred_year_is_said_to_be_inferred(assistant: Assistant) -> None:
    answer = ask(
        assistant,
        "When did Kim Gunn host the first Korea-Central Asia High Level Officials' Meeting?",
    )
    assert "19 November 2020 (year inferred)" in answer.text.split("\n")[0]


@pytest.mark.parametrize(
    "question",
    [
        "What did NEACHS agree about climate change?",
        "What did the European Union agree?",
        "How many people died of COVID-19 in Korea?",
        "Who won the World Cup?",
        "What did Kim Gunn say about whaling?",
    ],
)
def test_what_the_archive_does_not_tell(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert answer.status is Status.NOT_IN_ARCHIVE
    assert answer.citations == ()
    assert "[1]" not in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "What did NEACHS agree about whaling?",
        "What did NEACHS agree on beer in 2021?",
        "Did NEACHS agree on whaling?",
    ],
)
def test_a_topic_that_was_never_mentioned_was_not_agreed_on(
    assistant: Assistant, question: str
) -> None:
    assert ask(assistant, question).status is Status.NOT_IN_ARCHIVE


def test_a_year_without_releases(assistant: Assistant) -> None:
    answer = ask(assistant, "What did NEACHS agree in 2018?")
    assert answer.status is Status.OUTSIDE_PERIOD
    assert "5 releases from 18 June 2020 to 22 October 2021" in answer.text


def test_the_chair_is_not_read_off_a_sentence_without_one(assistant: Assistant) -> None:
    answer = ask(assistant, EXAMPLE, "Who chaired it?")
    assert answer.text.split("\n")[0] != "Participants [1]"


def test_the_day_is_cited_where_it_is_printed(assistant: Assistant) -> None:
    answer = ask(assistant, "When was the Korea-Central Asia High Level Officials' Meeting held?")
    assert places(answer) == ["m_5676-321374#1.0"]
    assert "19 November 2020 (year inferred)" in answer.text


def test_the_examples_are_answered(assistant: Assistant) -> None:
    examples = assistant.examples()
    assert len(examples) >= 2
    assert {ask(assistant, example).status for example in examples} == {Status.ANSWERED}


def test_nothing_left_the_machine(assistant: Assistant, attempts: list[str]) -> None:
    ask(assistant, EXAMPLE, "Where was it held?")
    assert attempts == []
    with pytest.raises(LeftTheMachine):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    assert attempts
    attempts.clear()
