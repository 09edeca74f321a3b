"""What parts of a reading can be left out, and how a question is answered without them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from assistant.answer import Assistant
from assistant.explain import described, explained
from assistant.left_out import parts_of, read_left_out, without
from assistant.lexicon import Lexicon, read_lexicon
from assistant.records import Answer, Reading, Status
from assistant.understand import understand
from index.errors import BadPart
from index.infer import infer_dates
from tests.pages import release_of
from tests.test_assistant_answer import (
    CONSULT,
    FIRST,
    PAGES,
    SECOND,
    TERMS,
    TODAY,
    assistant_over,
)

SERIES = "meeting on Kelp Reef Restoration Initiative"
Read = Callable[..., Reading]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant over four releases that no test changes."""
    return assistant_over(tmp_path_factory.mktemp("archive"))


@pytest.fixture(scope="module")
def read() -> Read:
    """Reads a question with the names of the four releases, alone."""
    releases = [
        release_of(text, id, id.split("-")[0], int(id.split("-")[1])) for id, text in PAGES.items()
    ]
    lexicon: Lexicon = read_lexicon(infer_dates(releases))
    return lambda question: understand(question, (), lexicon, TODAY)


def keys(reading: Reading) -> list[str]:
    return [one.key for one in parts_of(reading)]


def quotes(answer: Answer) -> list[str]:
    return [one.quote for one in answer.citations]


def text_without(reading: Reading, *left_out: str) -> str:
    return without(reading, left_out).corrected


# what can be left out


def test_each_part_that_was_read_has_its_key_label_and_value(read: Read) -> None:
    parts = parts_of(read("What did Norway propose at the 2nd KRRI meeting in May 2023?"))
    assert {one.key: (one.label, one.value) for one in parts} == {
        "act": ("What was done", "proposed"),
        "period": ("Period", "May 2023"),
        "ordinal": ("Number of the meeting", "2"),
        "country:NO": ("Country", "Norway (NO)"),
        f"meeting:{SERIES}": ("Meeting", SERIES),
    }, "the acronym is said by the meeting's name and no part of its own"


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What did KRRI agree in 2022?", "2022"),
        ("What did KRRI agree between 2020 and 2022?", "2020 to 2022"),
        ("What did KRRI agree since March 2022?", "since 1 March 2022"),
        ("What did KRRI agree on 15 March 2022?", "15 March 2022"),
        ("What was released in March 2022 on kelp?", "March 2022 (days of release)"),
    ],
)
def test_a_period_is_said_in_few_words(read: Read, question: str, value: str) -> None:
    period = next(one for one in parts_of(read(question)) if one.key == "period")
    assert period.value == value


def test_a_part_that_would_leave_nothing_to_ask_is_none(read: Read) -> None:
    assert keys(read("What is KRRI?")) == []
    assert keys(read("What did KRRI agree in 2022?")) == ["act", "period", "acronym:KRRI"]
    left = without(read("What did KRRI agree in 2022?"), ["acronym:KRRI"])
    assert keys(left) == ["act"], "the period is all that is left to look for"
    assert keys(read("Hello")) == []


def test_who_acted_is_a_part_only_where_no_name_says_it(read: Read) -> None:
    assert "actor" not in keys(read("What did Norway propose for divers?"))
    assert "actor" not in keys(read("What did they propose for divers?"))
    reading = read("What did the Norwegian experts propose for divers?")
    assert "actor" in keys(reading)
    left = without(reading, ["actor"])
    assert left.actor == "" and left.named("country") == ("NO",)
    assert left.corrected == "What did propose for divers? (Norwegian)"
    assert "expert" not in left.terms and "norway" in left.terms


def test_names_that_the_same_words_say_go_together(read: Read) -> None:
    reading = read("Who chaired the Kelp Reef Tourism Forum in Jeju?")
    meetings = [one for one in keys(reading) if one.startswith("meeting:")]
    assert len(meetings) == 1
    left = without(reading, meetings)
    assert left.names == left.scope == () and "kelp" not in left.terms
    assert "Forum" not in left.corrected and "Jeju" in left.corrected


def test_keys_are_taken_in_any_case_and_unknown_ones_passed_over(read: Read) -> None:
    reading = read("What did KRRI agree in 2022?")
    assert without(reading, ["Acronym:krri"]).names == ()
    assert without(reading, ["country:JP", "what?", ""]) == reading


# the words


@pytest.mark.parametrize(
    ("question", "left_out", "words"),
    [
        ("What did KRRI agree in 2022?", "period", "What did KRRI agree?"),
        ("What did KRRI agree in 2022?", "act", "What did KRRI do in 2022?"),
        ("What was agreed at KRRI in 2022?", "act", "What was done at KRRI in 2022?"),
        ("Was anything agreed by KRRI in 2022?", "act", "Was anything done by KRRI in 2022?"),
        ("What did KRRI agree in 2022?", "acronym:KRRI", "What did agree in 2022?"),
        ("In March 2022, what did KRRI agree?", "period", ", what did KRRI agree?"),
        ("Where was the 2nd KRRI meeting?", "ordinal", "Where was the KRRI meeting?"),
        ("Where was the latest KRRI meeting?", "latest", "Where was the KRRI meeting?"),
        ("Who hosted the latest KRRI meeting?", "acronym:KRRI", "Who hosted the latest?"),
        ("What was said on Han Sora's divers?", "person:Han Sora", "What was said on divers?"),
    ],
)  # fmt: skip
def test_the_words_of_a_part_go_with_it(
    read: Read, question: str, left_out: str, words: str
) -> None:
    left = without(read(question), [left_out])
    assert left.corrected == left.standalone == left.question == words


def test_several_parts_go_at_once_or_one_after_another(read: Read) -> None:
    reading = read("What did Norway propose at the 2nd KRRI meeting in May 2023?")
    both = without(reading, ["period", "ordinal"])
    assert both.corrected == "What did Norway propose at the KRRI meeting?"
    one_by_one = without(without(reading, ["ordinal"]), ["period"])
    assert both.left_out == ("period", "ordinal") and one_by_one.left_out == ("ordinal", "period")
    assert one_by_one.corrected == both.corrected and one_by_one.terms == both.terms


def test_a_term_that_another_part_says_stays(read: Read) -> None:
    reading = read("What did Norway say on the Norwegian divers of KRRI?")
    left = without(reading, ["acronym:KRRI"])
    assert "norway" in left.terms and "krri" not in left.terms
    assert "norway" not in without(reading, ["country:NO"]).terms


def test_a_question_of_nothing_but_its_parts_is_left_without_words(read: Read) -> None:
    left = without(read("KRRI, 2022"), ["acronym:KRRI", "period"])
    assert left.corrected == "?" and left.terms == () and left.names == ()


# what is told of it


def test_the_reading_tells_what_was_left_out_and_no_longer_where_it_came_from(read: Read) -> None:
    left = without(read("What did KRRI agree in 2022?"), ["period", "acronym:KRRI"])
    assert described(left)["left_out"] == ["period", "acronym:KRRI"]
    lines = explained(left)
    assert ("Left out", "Period: 2022", "chosen") in lines
    assert ("Left out", "Acronym: KRRI", "chosen") in lines
    assert {label for label, *_ in lines}.isdisjoint({"Period", "Acronym"})
    assert {one.field for one in left.origins}.isdisjoint({"period", "names"})
    assert left.notes == (), "that it is searched in other forms is no longer true"


@pytest.mark.parametrize("key", ["perod", "", "country", "country:", "names", "place:Oslo"])
def test_a_key_that_no_part_can_have_is_one_clear_message(key: str) -> None:
    with pytest.raises(BadPart, match=r"What can be left out: period, act, .*country:NAME"):
        read_left_out(["period", key])


def test_keys_are_kept_once_each() -> None:
    assert read_left_out(["period", "country:JP", "period"]) == ("period", "country:JP")


# answers


def test_without_its_period_a_question_is_answered_from_all_years(assistant: Assistant) -> None:
    question = "What did KRRI agree in 2022?"
    assert quotes(assistant.ask(question, (), TODAY)) == [CONSULT]
    wider = assistant.ask(question, (), TODAY, left_out=["period"])
    assert quotes(wider) == [CONSULT, TERMS]
    assert wider.question == wider.reading.question == question
    assert wider.reading.period is None and wider.reading.left_out == ("period",)


def test_without_its_act_a_question_is_answered_with_what_else_was_done(
    assistant: Assistant,
) -> None:
    question = "What did Norway agree on divers?"
    assert assistant.ask(question, (), TODAY).citations == ()
    (fund,) = quotes(assistant.ask(question, (), TODAY, left_out=["act"]))
    assert fund.startswith("Norway proposed a joint fund")


def test_without_who_acted_no_other_one_contradicts(assistant: Assistant) -> None:
    question = "What did Chile propose for divers in Busan?"
    assert assistant.ask(question, (), TODAY).status is not Status.ANSWERED
    anyone = assistant.ask(question, (), TODAY, left_out=["country:CL"])
    assert anyone.status is Status.ANSWERED and "joint fund" in anyone.citations[0].quote


def test_an_unknown_key_changes_nothing(assistant: Assistant) -> None:
    question = "What did KRRI agree in 2022?"
    plain, same = (
        assistant.ask(question, (), TODAY, left_out=left) for left in ((), ["country:JP"])
    )
    assert same.text == plain.text and same.reading == plain.reading


def test_a_follow_up_does_not_take_a_left_out_part_up_again(assistant: Assistant) -> None:
    first = assistant.ask("What did KRRI agree in 2022?", (), TODAY, left_out=["period"])
    then = assistant.ask("And what did it propose?", [first], TODAY)
    assert then.reading.period is None and "2022" not in then.reading.standalone
    assert then.reading.named("acronym") == ("KRRI",) and then.reading.left_out == ()


def test_what_the_conversation_supplied_can_be_left_out_too(assistant: Assistant) -> None:
    first = assistant.ask("What did KRRI agree in 2022?", (), TODAY)
    question = "And what was proposed?"
    narrow = assistant.ask(question, [first], TODAY)
    assert narrow.reading.period and FIRST in narrow.reading.context
    wide = assistant.ask(question, [first], TODAY, left_out=["period"])
    assert wide.reading.period is None and wide.reading.context == wide.reading.cited == ()
    assert "2022" not in wide.reading.standalone
    assert not any("2022" in turn.text for turn in wide.reading.background if "agree" in turn.text)
    assert any(one.release == SECOND for one in wide.citations)


def test_the_wider_answer_of_a_refusal_has_its_question_as_typed(assistant: Assistant) -> None:
    question = "What did KRRI agree in 2019?"
    answer = assistant.ask(question, (), TODAY, left_out=["act"])
    assert answer.status is Status.OUTSIDE_PERIOD and answer.reading.question == question
    assert answer.wider is None or answer.wider.reading.question == question


def test_no_archive_is_needed_to_leave_parts_out(tmp_path: Path) -> None:
    empty = read_lexicon([])
    reading = understand("What was agreed in 2021?", (), empty, date(2022, 1, 1))
    assert without(reading, ["period"]).period is None
