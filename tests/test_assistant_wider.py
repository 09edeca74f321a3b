"""Chosen filters and periods that leave a question without an answer, and what is said outside."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.answer import Assistant
from assistant.chosen import NO_FILTERS
from assistant.records import Answer, AnswerKind, Basis, Period, Reading, Status, Where
from assistant.understand import understand
from assistant.wider import held_filters, search_filters, wider_readings
from index.records import Act, Filters
from tests.test_assistant_answer import (
    CONSULT,
    FIRST,
    MUSSELS,
    SECOND,
    SUGGESTED,
    TERMS,
    TODAY,
    TOURS,
    assistant_over,
)

AGREED = "What did KRRI agree?"
YEAR = Period(date(2022, 1, 1), date(2022, 12, 31), "in 2022")
READING = Reading("q", "q", AnswerKind.FACT)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant over all four invented releases."""
    return assistant_over(tmp_path_factory.mktemp("archive"))


def asked(assistant: Assistant, question: str, **chosen: object) -> Answer:
    """The answer under chosen filters."""
    return assistant.ask(question, (), TODAY, Filters(**chosen))  # type: ignore[arg-type]


def quotes(answer: Answer) -> list[str]:
    """What an answer quotes, in its order."""
    return [citation.quote for citation in answer.citations]


# filters hold


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({}, [CONSULT, TERMS]),
        ({"first": date(2023, 1, 1)}, [TERMS]),
        ({"last": date(2022, 12, 31)}, [CONSULT]),
        ({"releases": (SECOND,)}, [TERMS]),
        ({"countries": ("CA",)}, [CONSULT]),
        ({"countries": ("CA", "NO")}, [CONSULT, TERMS]),
        ({"released_first": date(2022, 3, 16), "released_last": date(2022, 3, 16)}, [CONSULT]),
        ({"acts": (Act.AGREED,), "boards": ("m_5676",)}, [CONSULT, TERMS]),
    ],
)
def test_only_what_fits_every_filter_is_quoted(
    assistant: Assistant, chosen: dict[str, object], found: list[str]
) -> None:
    answer = asked(assistant, AGREED, **chosen)
    assert answer.status is Status.ANSWERED
    assert quotes(answer) == found
    assert answer.wider is None


def test_an_act_that_is_chosen_is_told_by_every_sentence_quoted(assistant: Assistant) -> None:
    question = "What is said of the seed bank?"
    assert quotes(asked(assistant, question, acts=(Act.PROPOSED,))) == [SUGGESTED]
    other = asked(assistant, question, acts=(Act.APPRECIATED,))
    assert other.status is Status.NOT_IN_ARCHIVE and other.citations == ()
    assert other.wider and SUGGESTED in quotes(other.wider)


def test_filters_hold_for_closest_paragraphs_too(assistant: Assistant) -> None:
    answer = asked(assistant, "What did KRRI agree about seaweed beer?", releases=(TOURS,))
    assert {citation.release for citation in answer.closest} <= {TOURS}


def test_filters_stand_in_the_reading_as_chosen(assistant: Assistant) -> None:
    answer = asked(assistant, AGREED, countries=("CA",))
    assert answer.reading.filters == Filters(countries=("CA",))
    (origin,) = [one for one in answer.reading.origins if one.field == "filters"]
    assert (origin.where, origin.words) == (Where.CHOSEN, "country Canada (CA)")
    assert asked(assistant, AGREED).reading.filters == NO_FILTERS


def test_filters_hold_in_every_turn_of_a_conversation(assistant: Assistant) -> None:
    chosen = Filters(releases=(FIRST,))
    first = assistant.ask(AGREED, (), TODAY, chosen)
    second = assistant.ask("And in 2023?", (first,), TODAY, chosen)
    assert quotes(first) == [CONSULT]
    assert second.citations == () and second.status is Status.OUTSIDE_PERIOD
    assert second.wider and quotes(second.wider) == [TERMS]


def test_choices_are_those_within_the_filters(assistant: Assistant) -> None:
    every = asked(assistant, "What happened at that meeting?")
    some = asked(assistant, "What happened at that meeting?", countries=("CA",))
    assert len(every.choices) == 4
    assert len(some.choices) == 1 and some.choices[0] in every.choices


def test_a_chosen_release_is_what_the_meeting_means(assistant: Assistant) -> None:
    answer = asked(assistant, "What was agreed at the meeting?", releases=(FIRST,))
    assert quotes(answer) == [CONSULT]


# wider


def test_what_no_filter_allows_is_said_and_shown_apart(assistant: Assistant) -> None:
    answer = asked(assistant, AGREED, countries=("JP",))
    assert answer.status is Status.NOT_IN_ARCHIVE
    assert answer.citations == ()
    assert answer.text == (
        "No release of the archive fits the filter country Japan (JP). "
        "Without the filter country Japan (JP) it holds something on this, shown below."
    )
    assert answer.wider and answer.wider.status is Status.ANSWERED
    assert quotes(answer.wider) == [CONSULT, TERMS]
    assert answer.wider.reading.filters == NO_FILTERS
    assert "filters" not in {one.field for one in answer.wider.reading.origins}


def test_what_no_release_within_the_filters_says_is_not_denied_for_the_archive(
    assistant: Assistant,
) -> None:
    answer = asked(assistant, AGREED, releases=(TOURS, MUSSELS))
    assert answer.status is Status.NOT_IN_ARCHIVE
    assert answer.text.startswith("None of the 2 releases that fit the filter release")
    assert "The archive does not say this" not in answer.text
    assert answer.wider and quotes(answer.wider) == [CONSULT, TERMS]


def test_what_is_nowhere_told_has_no_wider_answer(assistant: Assistant) -> None:
    question = "What did KRRI agree about seaweed beer?"
    for chosen in ({}, {"countries": ("NO",)}, {"countries": ("JP",)}):
        answer = asked(assistant, question, **chosen)
        assert answer.status is Status.NOT_IN_ARCHIVE and answer.wider is None
        assert "shown below" not in answer.text


@pytest.mark.parametrize("year", [2015, 2030])
def test_a_period_without_any_release_shows_what_there_is_outside_it(
    assistant: Assistant, year: int
) -> None:
    answer = asked(assistant, f"What did KRRI agree in {year}?")
    assert answer.status is Status.OUTSIDE_PERIOD and answer.citations == ()
    assert f"limited to 1 January {year} to 31 December {year}" in answer.text
    assert answer.wider and answer.wider.reading.period is None
    assert quotes(answer.wider) == [CONSULT, TERMS]


def test_a_topic_of_another_year_is_announced_once(assistant: Assistant) -> None:
    answer = asked(assistant, "What did the participants agree about a diving trail in 2023?")
    assert answer.status is Status.OUTSIDE_PERIOD
    assert answer.text.count("shown below") == 1
    assert answer.wider and [one.id for one in answer.wider.citations] == [f"{TOURS}#2.0"]


def test_a_period_and_filters_without_a_common_day(assistant: Assistant) -> None:
    answer = asked(assistant, "What did KRRI agree in 2023?", last=date(2022, 12, 31))
    assert answer.status is Status.OUTSIDE_PERIOD and answer.citations == ()
    assert "No day is left within the filter to 31 December 2022" in answer.text
    assert answer.wider and quotes(answer.wider) == [TERMS]  # the question's own period stays


def test_the_filters_fall_first_and_the_period_with_them(assistant: Assistant) -> None:
    answer = asked(assistant, "What did KRRI agree in 2015?", countries=("JP",))
    assert answer.wider and quotes(answer.wider) == [CONSULT, TERMS]
    assert "Without the filter country Japan (JP) and the period “2015”" in answer.text


@pytest.mark.parametrize(
    ("question", "chosen"),
    [
        (AGREED, {"countries": ("JP",)}),
        ("What did KRRI agree in 2015?", {}),
        ("What did the participants agree about a diving trail in 2023?", {}),
        ("What did KRRI agree in 2015?", {"boards": ("x",), "first": date(2030, 1, 1)}),
    ],
)
def test_wider_citations_are_exact_clash_with_none_and_nest_once(
    assistant: Assistant, question: str, chosen: dict[str, object]
) -> None:
    answer = asked(assistant, question, **chosen)
    assert answer.wider and answer.wider.wider is None
    labels = [citation.label for citation in answer.quoted]
    assert labels and len(labels) == len(set(labels))
    for citation in answer.wider.citations:
        release = assistant.archive.release(citation.release)
        assert release.text[citation.start : citation.end] == citation.quote
        assert f"[{citation.label}]" in answer.wider.text
        assert f"[{citation.label}]" not in answer.text


def test_an_answer_within_its_limits_is_not_searched_wider(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.answer.with_wider", None)
    assert asked(assistant, "What did KRRI agree in 2022?").wider is None
    assert asked(assistant, "hello", countries=("JP",)).wider is None
    assert asked(assistant, "What did KRRI agree about seaweed beer?").wider is None


def test_a_question_that_names_nothing_says_so(assistant: Assistant) -> None:
    everything = "it was read as one on the whole archive"
    assert everything in asked(assistant, "timeline").text
    assert everything not in asked(assistant, "timeline", releases=(FIRST,)).text
    assert everything not in asked(assistant, "timeline of KRRI").text


# filters of a reading


def test_period_and_filters_are_held_together() -> None:
    chosen = Filters(first=date(2022, 6, 1), countries=("JP",))
    reading = replace(READING, period=YEAR, filters=chosen)
    assert search_filters(reading) == replace(chosen, last=date(2022, 12, 31))
    assert held_filters(reading) == chosen
    assert search_filters(READING) == NO_FILTERS


def test_days_of_release_are_held_against_the_release_date() -> None:
    reading = replace(READING, period=replace(YEAR, basis=Basis.RELEASED))
    wanted = Filters(released_first=date(2022, 1, 1), released_last=date(2022, 12, 31))
    assert search_filters(reading) == wanted == held_filters(reading)


def test_only_a_refused_answer_has_wider_readings() -> None:
    chosen = Filters(boards=("x",))
    reading = replace(READING, period=YEAR, filters=chosen)
    for status in Status:
        answer = Answer("q", status, "", (), (), reading, "")
        wide = [(one.filters, one.period) for one in wider_readings(answer)]
        refused = status in (Status.NOT_IN_ARCHIVE, Status.OUTSIDE_PERIOD)
        assert wide == ([(NO_FILTERS, YEAR), (NO_FILTERS, None)] if refused else [])


def test_a_conflict_of_dates_is_asked_back(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = "What did KRRI agree after 2022 and before 2020?"
    read = understand

    def conflicting(*given: object) -> Reading:
        return replace(read(*given), conflict="after 2022 and before 2020")  # type: ignore[arg-type]

    monkeypatch.setattr("assistant.answer.understand", conflicting)
    answer = assistant.ask(question, (), TODAY)
    assert answer.status is Status.UNCLEAR and answer.citations == ()
    assert "“after 2022 and before 2020”" in answer.text
    assert answer.choices == ("What did KRRI agree from 2020 to 2022?", AGREED)


def test_filters_see_a_release_that_is_added_later(tmp_path: Path) -> None:
    assistant = assistant_over(tmp_path, (FIRST,))
    assert asked(assistant, AGREED, releases=(SECOND,)).citations == ()
    again = assistant_over(tmp_path)
    assert quotes(asked(again, AGREED, releases=(SECOND,))) == [TERMS]
