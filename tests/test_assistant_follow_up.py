"""What a follow-up takes over from the conversation, what it replaces, when it takes nothing."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from assistant.lexicon import Lexicon, read_lexicon
from assistant.query import words_of
from assistant.records import Answer, AnswerKind, Citation, Reading, Status
from assistant.understand import understand
from index.infer import infer_dates
from index.records import Act
from tests.pages import release_of
from tests.test_assistant_answer import FIRST, PAGES, SECOND

TODAY = date(2023, 9, 1)
Talk = Callable[..., Reading]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The names and words of the four invented releases, and of a second acronym."""
    releases = [
        release_of(text, id, id.split("-")[0], int(id.split("-")[1])) for id, text in PAGES.items()
    ]
    found = read_lexicon(infer_dates(releases))
    found.acronyms["TACO"] = ("Tidal Atlas Coordination Office",)
    found.frequency["taco"] = 1
    return found


@pytest.fixture
def talk(lexicon: Lexicon) -> Iterator[Talk]:
    """Reads the questions of one conversation; each earlier one was answered from `cites`."""

    def read(*questions: str, cites: str = FIRST) -> Reading:
        turns: list[Answer] = []
        for question in questions:
            reading = understand(question, turns, lexicon, TODAY)
            turns.append(_answered(reading, cites))
        return turns[-1].reading

    yield read


def _answered(reading: Reading, release: str) -> Answer:
    quoted = Citation("1", f"{release}#1.0", "x", 0, 1, release, "x", None, None)
    about = reading.kind is AnswerKind.ABOUT
    status = Status.ABOUT if about else Status.ANSWERED
    return Answer(reading.question, status, "x [1]", () if about else (quoted,), (), reading, "x")


def named(reading: Reading) -> list[str]:
    """The names of a reading in the archive's spelling."""
    return [name.canonical for name in reading.names]


def years(reading: Reading) -> tuple[int, int] | None:
    """First and last year of the period."""
    period = reading.period
    return (period.first.year, period.last.year) if period else None


# taken over


def test_another_year_keeps_name_act_and_form(talk: Talk) -> None:
    reading = talk("What did KRRI agree in 2022?", "And in 2019?")
    assert named(reading) == ["KRRI"]
    assert reading.act is Act.AGREED
    assert reading.kind is AnswerKind.FACT
    assert years(reading) == (2019, 2019)
    assert {"names", "act"} <= set(reading.carried) and "period" not in reading.carried


@pytest.mark.parametrize(
    "question", ["and in 2019?", "What about 2019?", "how about 2019?", "2019?", "In 2019?"]
)
def test_every_wording_of_another_year(talk: Talk, question: str) -> None:
    reading = talk("What did KRRI agree in 2022?", question)
    assert (named(reading), years(reading), reading.act) == (["KRRI"], (2019, 2019), Act.AGREED)


def test_another_act_keeps_name_and_period(talk: Talk) -> None:
    reading = talk("What did KRRI agree in 2022?", "And what was proposed?")
    assert reading.act is Act.PROPOSED
    assert named(reading) == ["KRRI"] and years(reading) == (2022, 2022)
    assert {"names", "period"} <= set(reading.carried) and "act" not in reading.carried


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who chaired it?", AnswerKind.WHO),
        ("Where was it held?", AnswerKind.WHERE),
        ("When did they meet?", AnswerKind.WHEN),
        ("How many came?", AnswerKind.HOW_MANY),
    ],
)
def test_another_form_of_answer_keeps_name_and_period(
    talk: Talk, question: str, kind: AnswerKind
) -> None:
    reading = talk("What did KRRI agree in 2022?", question)
    assert reading.kind is kind
    assert named(reading) == ["KRRI"] and years(reading) == (2022, 2022)


def test_another_name_keeps_act_and_period(talk: Talk) -> None:
    reading = talk("What did KRRI agree in 2022?", "And TACO?")
    assert named(reading) == ["TACO"]
    assert reading.act is Act.AGREED and years(reading) == (2022, 2022)
    assert "names" not in reading.carried


def test_a_bare_month_takes_the_year_that_was_asked(talk: Talk) -> None:
    reading = talk("What did KRRI agree in 2019?", "And in March?")
    assert reading.period
    assert (reading.period.first, reading.period.last) == (date(2019, 3, 1), date(2019, 3, 31))


def test_the_ordinal_stays_while_the_meeting_is_talked_about(talk: Talk) -> None:
    reading = talk("What did the second KRRI meeting agree?", "Who chaired it?")
    assert reading.ordinal == 2 and "ordinal" in reading.carried


def test_another_ordinal_replaces_the_period(talk: Talk) -> None:
    reading = talk("What did KRRI agree in 2022?", "And the second meeting?")
    assert reading.ordinal == 2 and reading.period is None
    assert named(reading) == ["KRRI"] and reading.act is Act.AGREED


def test_a_period_replaces_the_ordinal(talk: Talk) -> None:
    reading = talk("What did the second KRRI meeting agree?", "And in 2022?")
    assert reading.ordinal == 0 and years(reading) == (2022, 2022)


def test_the_year_in_a_meetings_name_stays_while_the_meeting_is_talked_about(talk: Talk) -> None:
    first = "What was agreed at the 2022 Kelp Reef Tourism Forum?"
    reading = talk(first, "Who opened it?")
    assert reading.edition == 2022 and "edition" in reading.carried
    later = talk(first, "And in 2019?")
    assert later.edition == 0 and years(later) == (2019, 2019)
    assert talk(first, "Who opened the 2023 Kelp Reef Tourism Forum?").edition == 2023


@pytest.mark.parametrize("question", ["And after 2023 and before 2021?", "And on 30 February?"])
def test_dates_that_leave_no_day_are_not_filled_from_before(talk: Talk, question: str) -> None:
    reading = talk("What did KRRI agree in 2022?", question)
    assert reading.conflict and reading.period is None
    assert named(reading) == ["KRRI"] and "period" not in reading.carried


@pytest.mark.parametrize("words", ["the next one", "the one after that", "the following one"])
def test_the_next_one_is_the_meeting_after(talk: Talk, words: str) -> None:
    assert talk("What did the first KRRI meeting agree?", f"And {words}?").ordinal == 2


def test_what_was_cited_is_where_a_follow_up_is_looked_for_first(talk: Talk) -> None:
    first = "What did KRRI agree in 2023?"
    assert talk(first, "Who chaired it?", cites=SECOND).context == (SECOND,)
    assert talk(first, "And in 2022?", cites=SECOND).context == ()


def test_what_is_carried_passes_on_through_several_turns(talk: Talk) -> None:
    reading = talk(
        "What did KRRI agree in 2022?", "Who chaired it?", "And when?", "And what was proposed?"
    )
    assert named(reading) == ["KRRI"] and years(reading) == (2022, 2022)
    assert reading.act is Act.PROPOSED


# the former, the latter


def test_the_former_and_the_latter_are_one_of_two_names(talk: Talk) -> None:
    both = "What did KRRI and TACO agree in 2022?"
    assert named(talk(both)) == ["KRRI", "TACO"]
    assert named(talk(both, "What did the former propose?")) == ["KRRI"]
    assert named(talk(both, "What did the latter propose?")) == ["TACO"]
    assert named(talk(both, "What did they propose?")) == ["KRRI", "TACO"]


def test_the_latter_is_the_second_name_as_typed(talk: Talk) -> None:
    both = "What did TACO and KRRI agree in 2022?"
    assert named(talk(both, "Who chaired the latter?")) == ["KRRI"]
    assert named(talk(both, "Who chaired the former?")) == ["TACO"]


def test_the_latter_leaves_the_former_behind(talk: Talk) -> None:
    reading = talk("What did KRRI and TACO agree in 2022?", "What did the latter propose?")
    assert "krri" not in {*reading.terms, *reading.subject}
    assert "KRRI" not in words_of(reading)


def test_he_or_she_is_known_from_before_however_long_the_question(talk: Talk) -> None:
    question = "Why, in her view, do so many young divers leave the coastal villages every autumn?"
    assert "names" in talk("What did KRRI agree in 2022?", question).carried
    of_another = talk("What did KRRI agree in 2022?", question.replace("her", "Han Sora's"))
    assert "KRRI" not in named(of_another)


@pytest.mark.parametrize("question", ["Was another matter discussed?", "What was the next topic?"])
def test_the_other_matter_of_a_meeting_is_no_new_topic(talk: Talk, question: str) -> None:
    assert "KRRI" in named(talk("What did KRRI agree in 2022?", question))


@pytest.mark.parametrize(
    "question", ["How many divers were on board?", "Could the hosts be won over?"]
)
def test_a_question_that_names_nothing_belongs_to_what_was_told(talk: Talk, question: str) -> None:
    reading = talk("What did KRRI agree in 2022?", question)
    assert named(reading) == ["KRRI"] and "names" in reading.carried


# dropped


@pytest.mark.parametrize(
    "question",
    [
        "What was agreed at the Kelp Reef Tourism Forum?",
        "What did the two sides of the mussel consultation exchange with Chile?",
        "Different topic: what did TACO propose?",
        "Another question: what did TACO propose?",
        "Something else: who thanked the divers?",
        "Leaving that aside, what did TACO propose?",
        "Right, next question. What did TACO propose?",
        "On another note: what did TACO propose?",
    ],
)
def test_a_new_topic_takes_nothing_over(talk: Talk, question: str) -> None:
    reading = talk("What did KRRI agree in 2022?", question)
    assert reading.carried == () == reading.context == reading.subject
    assert reading.period is None and "KRRI" not in named(reading)


@pytest.mark.parametrize(
    "question",
    [
        "Where was the Kelp Reef Tourism Forum held?",
        "When was the Korea-Chile Mussel Consultation held?",
    ],
)
def test_a_full_question_for_place_or_day_takes_nothing_over(talk: Talk, question: str) -> None:
    reading = talk("What did KRRI agree in 2023?", question)
    assert named(reading) == [] and reading.period is None


def test_a_full_question_is_the_same_in_any_conversation(talk: Talk) -> None:
    question = "What was agreed at the Kelp Reef Tourism Forum in Jeju?"
    alone = talk(question)
    for before in (["What did KRRI agree in 2022?"], ["Who chaired the second meeting?", "Where?"]):
        reading = talk(*before, question)
        assert replace(reading, background=()) == alone
        assert all(turn.weight < 0.2 for turn in reading.background)


def test_a_greeting_takes_nothing_over_and_is_passed_over(talk: Talk) -> None:
    assert talk("What did KRRI agree in 2022?", "thanks").carried == ()
    reading = talk("What did KRRI agree in 2022?", "thanks", "And in 2023?")
    assert named(reading) == ["KRRI"] and years(reading) == (2023, 2023)


@pytest.mark.parametrize("question", ["And in 2019?", "Who chaired it?", "The latter?"])
def test_a_first_question_has_nothing_to_take_over(talk: Talk, question: str) -> None:
    reading = talk(question)
    assert reading.carried == () and named(reading) == []
    after_a_greeting = talk("hello", question)
    assert after_a_greeting == reading


def test_a_topic_that_was_left_does_not_come_back(talk: Talk) -> None:
    reading = talk(
        "What did KRRI agree in 2022?",
        "Where was the Kelp Reef Tourism Forum in Jeju held?",
        "Who opened it?",
    )
    assert named(reading) == [] and reading.period is None


# what is searched


def test_earlier_turns_are_taken_along_beside_the_question_as_typed(talk: Talk) -> None:
    reading = talk("What did KRRI agree in 2022?", "Who chaired it?")
    assert reading.corrected == "Who chaired it?"
    assert "KRRI" in reading.standalone
    assert [turn.text for turn in reading.background] == ["What did KRRI agree in 2022?", "x"]
    assert talk("What did KRRI agree in 2022?").background == ()


def test_a_day_of_the_turn_before_is_not_taken_along_beside_another(talk: Talk) -> None:
    reading = talk("What did KRRI agree in 2022?", "And in 2019?")
    assert not any("2022" in turn.text for turn in reading.background)


def test_the_question_as_typed_stays_as_typed(talk: Talk) -> None:
    assert talk("What did KRRI agree in 2022?", "And in 2019?").question == "And in 2019?"


def test_the_name_taken_over_is_searched_in_both_forms(talk: Talk) -> None:
    words = words_of(talk("What did KRRI agree in 2022?", "Where was it held?"))
    assert {"KRRI", "Kelp", "Reef", "Restoration", "Initiative"} <= set(words)


def test_a_year_that_was_replaced_is_not_searched_for(talk: Talk) -> None:
    assert "2022" not in words_of(talk("What did KRRI agree in 2022?", "And in 2019?"))


def test_the_words_that_are_searched_do_not_grow_with_the_conversation(talk: Talk) -> None:
    few = talk("What did KRRI agree in 2022?", *["Who chaired it?", "And when?"] * 2)
    many = talk("What did KRRI agree in 2022?", *["Who chaired it?", "And when?"] * 8)
    assert len(words_of(many)) == len(words_of(few))


@pytest.mark.parametrize(
    ("first", "question", "act"),
    [
        ("What was proposed at the first KRRI meeting?", "By whom?", Act.PROPOSED),
        ("What did KRRI agree in 2022?", "Who?", Act.AGREED),
        ("What did KRRI agree in 2022?", "And when?", Act.AGREED),
    ],
)
def test_a_bare_question_word_asks_for_the_act_before(
    talk: Talk, first: str, question: str, act: Act
) -> None:
    assert talk(first, question).act is act


def test_a_reading_does_not_change_the_turn_before(talk: Talk, lexicon: Lexicon) -> None:
    before = _answered(understand("What did KRRI agree in 2022?", (), lexicon, TODAY), FIRST)
    kept = replace(before)
    understand("And in 2019?", [before], lexicon, TODAY)
    assert before == kept
