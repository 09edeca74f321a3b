"""Questions to ask next: what they follow from, that they are answered, what is never suggested."""

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import seeds
from assistant.answer import Assistant, open_assistant
from assistant.next_questions import called, next_questions, series_of
from assistant.records import Answer, AnswerKind, Reading, Status
from assistant.settings import Settings
from assistant.suggest import MOST, TRIED
from index.build import build
from index.embed import load_embedder
from index.records import Acronym, Filters, Meeting, Release
from tests.invented import invented
from tests.test_assistant_answer import FIRST, SECOND, TERMS, TODAY, assistant_over

ASKED = "What did KRRI agree in 2022?"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant over four releases that no test changes."""
    return assistant_over(tmp_path_factory.mktemp("archive"))


class Asked(Assistant):
    """An assistant that keeps what it is asked, and gives everything one status if that is set."""

    status: Status | None = None

    def __init__(self, of: Assistant) -> None:
        self.__dict__.update(of.__dict__)
        self.questions: list[str] = []

    def ask(self, question: str, earlier: Sequence[Answer] = (), *others: Any, **more: Any) -> Any:
        assert not earlier, "a suggestion holds by itself"
        assert self.writer is None and self.reader is None, "no language model is asked"
        self.questions.append(question)
        answer = super().ask(question, earlier, *others, **more)
        return replace(answer, status=self.status) if self.status else answer


def suggested(assistant: Assistant, *questions: str, chosen: Filters | None = None) -> list[str]:
    """What is suggested after the last of the questions of one conversation."""
    turns: list[Answer] = []
    for question in questions:
        turns.append(assistant.ask(question, turns, TODAY, chosen or Filters()))
    return assistant.suggestions(turns[-1], turns[:-1], TODAY)


CONVERSATIONS = [
    (ASKED,),
    ("Who chaired the 2nd KRRI meeting?",),
    ("What did Han Sora stress?", "And what was proposed then?"),
    ("Where was the Kelp Reef Tourism Forum held?",),
    ("What did the two sides agree on mussel larvae?",),
]


@pytest.mark.parametrize("questions", CONVERSATIONS, ids=str)
def test_what_is_suggested_is_answered_with_something_new(
    assistant: Assistant, questions: tuple[str, ...]
) -> None:
    turns: list[Answer] = []
    for question in questions:
        turns.append(assistant.ask(question, turns, TODAY))
    found = assistant.suggestions(turns[-1], turns[:-1], TODAY)
    assert 1 <= len(found) == len(set(found)) <= MOST
    seen = {(one.id, one.quote) for turn in turns for one in turn.citations}
    for question in found:
        answer = assistant.ask(question, (), TODAY)
        assert answer.status is Status.ANSWERED and question not in questions
        quoted = {(one.id, one.quote) for one in answer.citations}
        assert not quoted <= seen, f"{question} only quotes again"
        seen |= quoted


def test_the_meeting_the_next_one_and_who_spoke_are_asked_about(assistant: Assistant) -> None:
    assert suggested(assistant, ASKED) == [
        "What was agreed at the second KRRI meeting?",
        "What did Han Sora stress at the first KRRI meeting?",
        "What was proposed at the first KRRI meeting?",
    ]


def test_what_was_asked_is_not_suggested_in_other_words(assistant: Assistant) -> None:
    for question in ("What was agreed at the second KRRI meeting?", "What did KRRI agree in 2023?"):
        answer = assistant.ask(question, (), TODAY)
        assert [one.quote for one in answer.citations] == [TERMS]
        for one in assistant.suggestions(answer, (), TODAY):
            quotes = [each.quote for each in assistant.ask(one, (), TODAY).citations]
            assert quotes != [TERMS], one


def test_what_was_asked_earlier_is_not_suggested_again(assistant: Assistant) -> None:
    first, *others = suggested(assistant, ASKED)
    assert first not in suggested(assistant, first.upper(), ASKED)
    assert others[0] not in suggested(assistant, others[0], ASKED)


def test_only_what_is_really_answered_is_suggested_and_few_are_tried(assistant: Assistant) -> None:
    asking = Asked(assistant)
    answer = assistant.ask(ASKED, (), TODAY)
    assert asking.suggestions(answer, (), TODAY) and len(asking.questions) <= TRIED
    for status in (Status.NOT_IN_ARCHIVE, Status.PARTLY_ANSWERED, Status.PREMISE_CONTRADICTED):
        asking = Asked(assistant)
        asking.status = status
        assert asking.suggestions(answer, (), TODAY) == []
        assert 0 < len(asking.questions) <= TRIED


def test_no_language_model_is_asked_and_the_assistant_keeps_its_own(assistant: Assistant) -> None:
    writing = Asked(copy(assistant))
    writer: Any = object()
    writing.writer = writing.reader = writer
    answer = assistant.ask(ASKED, (), TODAY)
    assert writing.suggestions(answer, (), TODAY) == assistant.suggestions(answer, (), TODAY)
    assert (writing.writer, writing.reader) == (writer, writer)


def test_a_refusal_is_followed_by_what_the_archive_does_answer(assistant: Assistant) -> None:
    for question in ("Who won the chess tournament in Prague?", "What did KRRI agree in 2019?"):
        assert assistant.ask(question, (), TODAY).status is not Status.ANSWERED
        found = suggested(assistant, question)
        assert found and question not in found
        for one in found:
            assert assistant.ask(one, (), TODAY).status is Status.ANSWERED


def test_a_greeting_is_followed_by_examples_that_hold(assistant: Assistant) -> None:
    found = suggested(assistant, "hello")
    assert found and set(found) <= set(assistant.examples())


def test_nothing_follows_from_an_empty_archive_or_a_failed_model(assistant: Assistant) -> None:
    answer = assistant.ask(ASKED, (), TODAY)
    for status in (Status.INDEX_EMPTY, Status.MODEL_FAILED):
        assert assistant.suggestions(replace(answer, status=status), (), TODAY) == []


def test_when_the_next_meeting_is_needs_words_that_tell_it(assistant: Assistant) -> None:
    releases = assistant.archive.releases()
    (second,) = [one for one in releases if one.id == SECOND]
    questions = [one.question for one in next_questions(second, releases)]
    assert not any("next" in one for one in questions), "nothing is told of a third meeting"
    told = "The 3rd KRRI meeting is to be held in Oslo next year."
    ahead = replace(second, text=second.text.replace(TERMS, told.ljust(len(TERMS))))
    later = [ahead if one is second else one for one in releases]
    (asked,) = [one for one in next_questions(ahead, later) if "next" in one.question]
    assert asked.question == "When will the next KRRI meeting be held?"
    assert asked.tells and asked.tells.search(told) and not asked.tells.search(TERMS)


def test_a_question_back_has_its_own_questions(assistant: Assistant) -> None:
    answer = assistant.ask("What happened at the meeting?", (), TODAY)
    assert answer.status is Status.UNCLEAR and answer.choices
    assert assistant.suggestions(answer, (), TODAY) == []


def test_suggestions_hold_within_the_chosen_filters(assistant: Assistant) -> None:
    only = Filters(releases=(FIRST,))
    found = suggested(assistant, ASKED, chosen=only)
    assert found and not any("second" in one for one in found)
    for one in found:
        cited = assistant.ask(one, (), TODAY, only).citations
        assert {each.release for each in cited} == {FIRST}


# how meetings are called


def meeting(name: str, series: str, ordinal: int = 0, **changes: Any) -> Release:
    """The invented release with another meeting."""
    return replace(invented(**changes), meeting=Meeting(name, ordinal, "", 0, 0, series))


@pytest.mark.parametrize(
    ("series", "ordinal", "words"),
    [
        ("Harbour Talks on Tidal Energy", 1, "the first Harbour Talks on Tidal Energy"),
        ("meeting of the Tidal Atlas Office", 2, "the second TAO meeting"),
        ("Steering Committee of the Tidal Atlas Office", 21, "the 21st TAO Steering Committee"),
        ("meeting of the “Tidal Atlas Office”", 12, "the 12th TAO meeting"),
        ("Tidal Atlas Office", 3, "the third Tidal Atlas Office"),
        ("Harbour Talks on Tidal Energy", 0, "the Harbour Talks on Tidal Energy"),
        ("talks", 4, ""),
    ],
)
def test_a_meeting_is_called_by_its_number_and_its_acronym(
    series: str, ordinal: int, words: str
) -> None:
    one = replace(
        meeting(series, series, ordinal), acronyms=(Acronym("TAO", "Tidal Atlas Office", ""),)
    )
    assert called(one, [one]) == words


def test_a_meeting_without_a_number_is_told_by_its_year_from_others(assistant: Assistant) -> None:
    one = meeting("Harbour Talks", "Harbour Talks")
    other = meeting("Harbour Talks", "Harbour Talks", id="m_5676-2")
    assert called(one, [one, other]) == "the 2022 Harbour Talks"
    assert called(replace(one, meeting=None), [one, other]) == ""
    ahead = replace(other, announces=True)
    assert [each.id for each in series_of(one, [one, ahead])] == [one.id]


def test_every_question_is_short_and_names_what_it_is_about(assistant: Assistant) -> None:
    releases = assistant.archive.releases()
    for release in releases:
        for one in next_questions(release, releases):
            assert len(one.question) <= 115 and one.question.endswith("?")
            assert one.releases and "  " not in one.question and "“" not in one.question


def test_an_answer_without_citations_and_closest_gives_only_examples(assistant: Assistant) -> None:
    reading = Reading("x", "x", AnswerKind.FACT)
    answer = Answer("x", Status.NOT_IN_ARCHIVE, "", (), (), reading, "")
    assert set(assistant.suggestions(answer, (), TODAY)) <= set(assistant.examples())


# the packaged model over the releases that come along


@pytest.mark.slow
@pytest.mark.parametrize(
    "question",
    [
        "what did NEACHS agree in 2021?",
        "What did Kang Kyung-wha say about vaccines?",
        "Who won the football match?",
    ],
)
def test_questions_follow_from_the_releases_that_come_along(real: Assistant, question: str) -> None:
    today = date(2021, 10, 25)
    answer = real.ask(question, (), today)
    found = real.suggestions(answer, (), today)
    assert 2 <= len(found) <= MOST and question not in found
    for one in found:
        assert real.ask(one, (), today).status is Status.ANSWERED


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant that `communique ask` opens, over an index built for these tests."""
    data = tmp_path_factory.mktemp("seeds")
    build(data, [Path(seeds.__file__).parent], load_embedder("packaged"))
    return open_assistant(Settings(data=data))
