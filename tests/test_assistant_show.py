"""Answers as text for a terminal: what stands under which heading, and what is left out."""

from dataclasses import replace

import click
import pytest

from assistant.records import Status
from assistant.show import answer_text, answer_values
from tests.invented import answered, invented, narrow

ANSWER = answered("q", invented())


def test_an_answer_has_its_sources_under_it() -> None:
    text = answer_text(ANSWER)
    assert text.startswith(f"Answered.\n{ANSWER.text}\n\nSources\n  [1] m_5676-400001#2.0 · ")
    assert "Without" not in text and "How the question was read" not in text


def test_a_wider_answer_stands_after_its_label_with_its_own_sources() -> None:
    text = answer_text(narrow(ANSWER))
    refusal, label, wider = text.partition("\n\nWithout the period “in 2022”:\n")
    assert refusal == f"Outside the period.\n{narrow(ANSWER).text}"
    assert label and wider.startswith(ANSWER.text)
    assert wider.count("\n  [") == 3
    assert "Closest, not an answer" not in text


def test_without_a_wider_answer_the_closest_are_called_no_answer() -> None:
    refused = replace(narrow(ANSWER), wider=None)
    assert "\n\nClosest, not an answer\n  m_5676-400001#2.0" in answer_text(refused)


def test_how_the_question_was_read_tells_where_each_value_came_from() -> None:
    text = answer_text(replace(ANSWER, timings={"understand": 0.1, "select": 0.2}), explain=True)
    lines = text.partition("How the question was read\n")[2].split("\n")
    assert "  Acronym: “HTE” is HTTE (spelling guessed) [question: “HTE”]" in lines
    assert lines[-1] == "  Seconds: understand 0.1, select 0.2"


def test_notes_are_printed_where_nothing_is_explained() -> None:
    noted = replace(ANSWER, reading=replace(ANSWER.reading, notes=("“hte” read as “HTTE”",)))
    assert answer_text(noted).endswith("\n\n“hte” read as “HTTE”")
    assert answer_text(noted, explain=True).count("“hte” read as “HTTE”") == 1


def test_choices_and_the_reason_of_a_fallback_are_printed() -> None:
    text = answer_text(
        replace(ANSWER, status=Status.UNCLEAR, choices=("One?", "Two?"), fallback="no server")
    )
    assert "\n  1) One?\n  2) Two?\n" in text and "\n\nNote: no server" in text


def test_a_wider_answer_has_the_keys_of_an_answer_and_none_of_its_own() -> None:
    values = answer_values(narrow(ANSWER))
    assert list(values["wider"]) == list(values)
    assert values["wider"]["wider"] is None
    assert answer_values(ANSWER)["wider"] is None
    assert [one["label"] for one in values["wider"]["citations"]] == ["1", "2", "3"]


def test_the_words_that_answer_are_bold_in_a_terminal_and_plain_elsewhere(
    capsys: pytest.CaptureFixture[str],
) -> None:
    first, *others = ANSWER.citations
    start = first.start + first.quote.index("in Bergen")
    marked = replace(first, marked=((start, start + len("in Bergen")),))
    answer = replace(ANSWER, citations=(marked, *others))
    text = answer_text(answer)
    assert "“agreed to hold the second talks \x1b[1min Bergen\x1b[0m in 2023” [1]" in text
    assert text.count("\x1b[1m") == 1
    click.echo(text)
    assert capsys.readouterr().out == answer_text(ANSWER) + "\n"
    assert answer_text(narrow(answer)).count("\x1b[1min Bergen\x1b[0m") == 1
