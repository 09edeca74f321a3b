"""Where a follow-up is answered: where it points to, later or earlier, and when it is refused."""

from dataclasses import replace
from datetime import date

import pytest

from assistant import likely as module
from assistant.answer import Assistant
from assistant.follow_up import told_period
from assistant.records import Answer, Status
from tests.fakes import reader_of
from tests.test_assistant_answer import FIRST, SECOND, SUGGESTED, TODAY, assistant_over

FUND = "joint fund"
BANK = "shared seed bank"
EXPERTS = "14 experts"
WHAT_WAS_SUGGESTED = "What did the Korean side suggest as a candidate project?"
WHAT_NORWAY_PROPOSED = "What did Norway propose in Busan?"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant over four invented releases, without a reader."""
    return assistant_over(tmp_path_factory.mktemp("archive"))


def followed(assistant: Assistant, first: str, then: str, **likely: float) -> Answer:
    """The answer to a follow-up, by a reader that gives these probabilities, and else hardly any."""
    reader = reader_of({**likely}, 0.005)
    before = assistant.ask(first, (), TODAY)
    asked = Assistant(assistant.archive, assistant.retriever, reranker=reader)
    return asked.ask(then, (before,), TODAY)


def cited(answer: Answer) -> list[str]:
    return [one.id for one in answer.citations]


def test_how_things_went_on_is_told_by_a_later_release(assistant: Assistant) -> None:
    before = assistant.ask(WHAT_WAS_SUGGESTED, (), TODAY)
    assert [one.quote for one in before.citations] == [SUGGESTED]
    likely = {FUND: 0.4, BANK: 0.9}
    answer = followed(assistant, WHAT_WAS_SUGGESTED, "What became of it afterwards?", **likely)
    assert (answer.status, cited(answer)) == (Status.ANSWERED, [f"{SECOND}#2.0"])


@pytest.mark.parametrize("then", ["Was that taken up later?", "Did it go ahead in the end?"])
def test_what_was_just_quoted_does_not_tell_how_it_went_on(assistant: Assistant, then: str) -> None:
    answer = followed(assistant, WHAT_WAS_SUGGESTED, then, **{BANK: 0.9})
    assert (answer.status, cited(answer)) == (Status.NOT_IN_ARCHIVE, [])


def test_what_had_been_before_is_told_by_an_earlier_release(assistant: Assistant) -> None:
    assert cited(assistant.ask(WHAT_NORWAY_PROPOSED, (), TODAY)) == [f"{SECOND}#2.0"]
    likely = {BANK: 0.4, EXPERTS: 0.5}
    answer = followed(assistant, WHAT_NORWAY_PROPOSED, "And what had been the idea?", **likely)
    assert (answer.status, cited(answer)) == (Status.ANSWERED, [f"{FIRST}#3.1"])


def test_a_likely_sentence_of_the_same_release_needs_no_word_of_the_question(
    assistant: Assistant,
) -> None:
    answer = followed(assistant, WHAT_NORWAY_PROPOSED, "Whom was it told to?", **{EXPERTS: 0.9})
    assert (answer.status, cited(answer)) == (Status.ANSWERED, [f"{SECOND}#1.1"])


def test_a_follow_up_that_the_reader_doubts_everywhere_is_refused(assistant: Assistant) -> None:
    answer = followed(assistant, WHAT_NORWAY_PROPOSED, "And how was it received?")
    assert (answer.status, cited(answer)) == (Status.NOT_IN_ARCHIVE, [])


@pytest.mark.parametrize(("fund", "given"), [(0.9, "2.0"), (0.3, "1.1")])
def test_the_same_sentence_comes_again_only_where_nothing_else_is_nearly_as_likely(
    assistant: Assistant, fund: float, given: str
) -> None:
    likely = {FUND: fund, EXPERTS: 0.4}
    answer = followed(assistant, WHAT_NORWAY_PROPOSED, "And how much, how many?", **likely)
    assert cited(answer) == [f"{SECOND}#{given}"]


def test_a_period_of_the_question_before_limits_no_longer_where_it_leaves_no_answer(
    assistant: Assistant,
) -> None:
    first = "What did the Korean side suggest in 2022?"
    answer = followed(assistant, first, "And how much money is there for it?", **{FUND: 0.6})
    assert "period" in answer.reading.carried
    assert (answer.status, cited(answer)) == (Status.ANSWERED, [f"{SECOND}#2.0"])


def test_the_sentences_of_what_was_cited_are_read_beside_the_best(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "READ", 2)
    reader = reader_of({EXPERTS: 0.9}, 0.005)
    before = assistant.ask(WHAT_NORWAY_PROPOSED, (), TODAY)
    asked = Assistant(assistant.archive, assistant.retriever, reranker=reader)
    asked.ask("Whom was it told to?", (before,), TODAY)
    read = reader.asked[0][1]
    assert 2 <= len(read) <= 4 and len(set(read)) == len(read)
    assert sum("2nd Meeting" in text for text in read) >= 2


def test_a_likely_proposal_is_not_given_for_an_agreement_that_is_asked_on(
    assistant: Assistant,
) -> None:
    first = "Where was the 2nd meeting on Kelp Reef Restoration Initiative held?"
    answer = followed(assistant, first, "And what was agreed on money there?", **{FUND: 0.9})
    assert answer.reading.context == (SECOND,)
    assert f"{SECOND}#2.0" not in cited(answer)


def test_she_may_be_another_one_than_the_person_told_of_first(assistant: Assistant) -> None:
    first = "Who chaired the 2nd meeting on Kelp Reef Restoration Initiative?"
    answer = followed(assistant, first, "What did she say about money?", **{FUND: 0.9})
    assert [one.kind for one in answer.reading.names] == ["person"]
    assert (answer.status, cited(answer)) == (Status.ANSWERED, [f"{SECOND}#2.0"])
    named = followed(assistant, first, "What did Han Sora say about money?", **{FUND: 0.9})
    assert f"{SECOND}#2.0" not in cited(named)


@pytest.mark.parametrize(
    "then", ["And a year on?", "And one year later?", "What about the next year?"]
)
def test_years_are_counted_from_what_was_quoted(assistant: Assistant, then: str) -> None:
    answer = followed(assistant, WHAT_WAS_SUGGESTED, then, **{FUND: 0.9})
    assert answer.reading.period
    assert (answer.reading.period.first, answer.reading.period.last) == (
        date(2023, 1, 1),
        date(2023, 12, 31),
    )
    assert {one.release for one in answer.citations} == {SECOND}


def test_no_year_is_counted_from_what_was_quoted_of_two(assistant: Assistant) -> None:
    [second] = (one for one in assistant.archive.releases() if one.id == SECOND)
    told = assistant.ask(WHAT_WAS_SUGGESTED, (), TODAY)
    [cited] = told.citations[:1]
    both = replace(told, citations=(cited, replace(cited, released=second.released)))
    assert told_period(told) and told_period(both) is None
