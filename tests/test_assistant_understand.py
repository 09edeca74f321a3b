"""How a question alone is read: kind, act, ordinal, names, corrections, terms."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from assistant.kind_asked import parts_of
from assistant.lexicon import Lexicon, read_lexicon
from assistant.query import words_of
from assistant.records import AnswerKind, Reading
from assistant.understand import MAX_LENGTH, understand
from index.errors import BadQuestion
from index.infer import infer_dates
from index.records import Act
from tests.pages import release_of
from tests.test_assistant_answer import PAGES

REPOSITORY = Path(__file__).parent.parent
TODAY = date(2023, 9, 1)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The names and words of the four invented releases."""
    releases = []
    for id, text in PAGES.items():
        board, seq = id.split("-")
        releases.append(release_of(text, id, board, int(seq)))
    return read_lexicon(infer_dates(releases))


@pytest.fixture(scope="module")
def read(lexicon: Lexicon) -> "Reader":
    """Reads a question without any conversation before it."""
    return Reader(lexicon)


class Reader:
    """A lexicon to read questions with."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __call__(self, question: str) -> Reading:
        """The reading of a question that stands alone."""
        return understand(question, (), self.lexicon, TODAY)


KINDS: list[tuple[str, AnswerKind]] = [
    ("What did KRRI agree?", AnswerKind.FACT),
    ("Why did they meet?", AnswerKind.FACT),
    ("What happened at the forum in Jeju?", AnswerKind.FACT),
    ("Who chaired the second meeting?", AnswerKind.WHO),
    ("Whose idea was the seed bank?", AnswerKind.WHO),
    ("By whom was the fund proposed?", AnswerKind.WHO),
    ("Which minister opened the forum?", AnswerKind.WHO),
    ("When was the forum held?", AnswerKind.WHEN),
    ("On which day did KRRI meet?", AnswerKind.WHEN),
    ("Since when has KRRI met?", AnswerKind.WHEN),
    ("When the minister spoke, what did she stress?", AnswerKind.FACT),
    ("Where did the forum take place?", AnswerKind.WHERE),
    ("In which city was the forum held?", AnswerKind.WHERE),
    ("How many experts attended?", AnswerKind.HOW_MANY),
    ("How much did the fund cost?", AnswerKind.HOW_MANY),
    ("How often does KRRI meet?", AnswerKind.HOW_MANY),
    ("List everything that was agreed", AnswerKind.LIST),
    ("Which countries attended?", AnswerKind.LIST),
    ("What were the outcomes of the forum?", AnswerKind.LIST),
    ("Timeline of KRRI", AnswerKind.TIMELINE),
    ("Compare what KRRI and TACO agreed", AnswerKind.COMPARISON),
    ("What is the difference between the first and the second meeting?", AnswerKind.COMPARISON),
    ("How has the position of Japan changed since 2019?", AnswerKind.COMPARISON),
    ("KRRI vs TACO", AnswerKind.COMPARISON),
    ("How did KRRI develop over the years?", AnswerKind.TIMELINE),
    ("What is KRRI?", AnswerKind.DEFINITION),
    ("What does KRRI stand for?", AnswerKind.DEFINITION),
    ("Did the participants agree to a fund?", AnswerKind.YES_NO),
    ("Was a fund agreed?", AnswerKind.YES_NO),
    ("hello", AnswerKind.ABOUT),
    ("Good morning!", AnswerKind.ABOUT),
    ("help", AnswerKind.ABOUT),
    ("What can I ask?", AnswerKind.ABOUT),
    ("What's in this archive?", AnswerKind.ABOUT),
    ("How many releases are there?", AnswerKind.ABOUT),
    ("how many press releases do you have?", AnswerKind.ABOUT),
    ("What period do the releases in here cover?", AnswerKind.ABOUT),
    ("How far back does the archive go?", AnswerKind.ABOUT),
    ("what period do these press releases cover?", AnswerKind.ABOUT),
    ("How many documents are to be signed?", AnswerKind.HOW_MANY),
    # a greeting before a question is no greeting
    ("Hello, what did KRRI agree?", AnswerKind.FACT),
    ("Please help: who chaired the forum?", AnswerKind.WHO),
]


@pytest.mark.parametrize(("question", "kind"), KINDS, ids=[row[0] for row in KINDS])
def test_the_form_of_answer_that_is_asked_for(
    read: Reader, question: str, kind: AnswerKind
) -> None:
    assert read(question).kind is kind


def test_a_form_of_answer_does_not_depend_on_capitals(read: Reader) -> None:
    for question, kind in KINDS:
        assert read(question.upper()).kind is kind, question


ACTS: list[tuple[str, Act | None]] = [
    ("What did KRRI agree?", Act.AGREED),
    ("What did they decide?", Act.AGREED),
    ("What was adopted in Busan?", Act.AGREED),
    ("Which agreements were reached?", Act.AGREED),
    ("What did Norway propose?", Act.PROPOSED),
    ("What was suggested by the Korean side?", Act.PROPOSED),
    ("Which recommendations were made?", Act.PROPOSED),
    ("What did Han Sora stress?", Act.STRESSED),
    ("What did Han Sora emphasize?", Act.STRESSED),
    ("What did they hope for?", Act.HOPED),
    ("What was discussed?", Act.DISCUSSED),
    ("What did the Korean side explain?", Act.EXPLAINED),
    ("Whom did the ambassador thank?", Act.APPRECIATED),
    ("What did the participants call for?", Act.CALLED_FOR),
    ("What do they plan to do?", Act.WILL_DO),
    ("What did Han Sora say?", Act.STATED),
    ("Who chaired the forum?", None),
    # the act before the object asks; the object's own name does not
    ("Did they agree to the proposal?", Act.AGREED),
    ("What did the proposed fund cost?", None),
    ("Where is the agreed map?", None),
    ("Who said “we agreed to nothing”?", Act.STATED),
]


@pytest.mark.parametrize(("question", "act"), ACTS, ids=[row[0] for row in ACTS])
def test_the_act_that_is_asked_for(read: Reader, question: str, act: Act | None) -> None:
    assert read(question).act is act


ORDINALS: list[tuple[str, int]] = [
    ("What did the second meeting agree?", 2),
    ("What did the 2nd meeting agree?", 2),
    ("What happened at the 21st session?", 21),
    ("What happened at the inaugural forum?", 1),
    ("What was the first virtual KRRI meeting about?", 1),
    ("What about the third one?", 3),
    ("And the fourth?", 4),
    ("What did KRRI agree?", 0),
    ("What happened in the second quarter?", 0),
    ("Who was the first to speak?", 0),
    ("What happened on 2 April 2022?", 0),
]


@pytest.mark.parametrize(("question", "ordinal"), ORDINALS, ids=[row[0] for row in ORDINALS])
def test_the_ordinal_of_the_meeting(read: Reader, question: str, ordinal: int) -> None:
    assert read(question).ordinal == ordinal


@pytest.mark.parametrize(
    ("question", "latest"),
    [
        ("What was the latest meeting about?", True),
        ("What happened at the most recent forum?", True),
        ("What happened last time?", True),
        ("What was agreed last year?", False),
        ("What did KRRI agree?", False),
    ],
)
def test_the_newest_meeting_is_asked_for(read: Reader, question: str, latest: bool) -> None:
    assert read(question).latest is latest


# names


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        ("What did KRRI agree?", "KRRI"),
        ("what did krri agree?", "krri"),
        ("What did KRRI’s members agree?", "KRRI"),
        ("What did (KRRI) agree?", "KRRI"),
        (
            "What did the Kelp Reef Restoration Initiative agree?",
            "Kelp Reef Restoration Initiative",
        ),
        (
            "what did the kelp  reef restoration initiative agree?",
            "Kelp Reef Restoration Initiative",
        ),
    ],
)
def test_an_acronym_is_known_by_both_its_forms(read: Reader, question: str, typed: str) -> None:
    (name,) = read(question).names
    assert (name.typed, name.canonical, name.kind) == (typed, "KRRI", "acronym")
    assert name.aliases == ("KRRI", "Kelp Reef Restoration Initiative")
    assert name.corrected is False
    assert "searched also as Kelp Reef Restoration Initiative" in read(question).notes


def test_both_forms_of_a_name_are_searched(read: Reader) -> None:
    words = words_of(read("What did KRRI agree?"))
    assert {"KRRI", "Kelp", "Reef", "Restoration", "Initiative"} <= set(words)


@pytest.mark.parametrize(
    "question", ["What did the KRRIX agree?", "What did the X-KRRI agree?", "Where is Krrigum?"]
)
def test_an_acronym_inside_another_word_is_no_name(read: Reader, question: str) -> None:
    assert read(question).names == ()


def test_an_acronym_with_two_letters_swapped_is_read_as_the_archives_own(read: Reader) -> None:
    reading = read("What did KRIR agree?")
    assert [name.canonical for name in reading.names] == ["KRRI"]
    assert any(note.startswith("“KRIR” read as “KRRI") for note in reading.notes)


@pytest.mark.parametrize("typed", ["KRR", "KRII"])
def test_a_misspelt_acronym_is_read_as_the_archives_own(read: Reader, typed: str) -> None:
    reading = read(f"What did {typed} agree?")
    assert [name.canonical for name in reading.names] == ["KRRI"]


@pytest.mark.parametrize(
    "question",
    [
        "What did Han Sora stress?",
        "what did han sora stress?",
        "What did Han, Sora stress?",
        "What did Minister Han stress?",
        "What did Deputy Minister Han stress?",
        "What did Ms. Han say?",
    ],
)
def test_a_person_is_known_by_full_name_and_by_office_and_family_name(
    read: Reader, question: str
) -> None:
    (name,) = read(question).names
    assert (name.canonical, name.kind) == ("Han Sora", "person")


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("What did Han Soraa stress?", "“Soraa” read as “Sora”"),
        ("What did Han Sara stress?", "“Han Sara” read as “Han Sora”"),
    ],
)
def test_a_misspelt_person_is_set_right_and_said(read: Reader, question: str, note: str) -> None:
    reading = read(question)
    assert [name.canonical for name in reading.names] == ["Han Sora"]
    assert note in reading.notes


@pytest.mark.parametrize(
    "question",
    ["What flows in the Han river?", "What did Minister Kim stress?", "Who is Hans Solo?"],
)
def test_another_name_is_not_taken_for_a_person_of_the_archive(read: Reader, question: str) -> None:
    assert read(question).names == ()


def test_a_korean_name_may_be_typed_given_name_first(read: Reader) -> None:
    assert [name.canonical for name in read("What did Sora Han stress?").names] == ["Han Sora"]


def test_names_stand_in_the_order_of_the_question(read: Reader) -> None:
    names = read("What did Han Sora say about KRRI?").names
    assert [name.canonical for name in names] == ["Han Sora", "KRRI"]
    names = read("What does KRRI owe to Han Sora?").names
    assert [name.canonical for name in names] == ["KRRI", "Han Sora"]


# corrections


@pytest.mark.parametrize(
    ("question", "wrong", "term"),
    [
        ("What did the mussle consultation agree?", "mussle", "mussel"),
        ("What was agreed on restorattion?", "restorattion", "restor"),
        ("What was agreed about tourismm?", "tourismm", "tourism"),
        ("What about kelp reeefs?", "reeefs", "reef"),
    ],
)
def test_a_misspelt_word_is_set_right_and_said(
    read: Reader, question: str, wrong: str, term: str
) -> None:
    reading = read(question)
    assert term in reading.terms
    assert any(note.startswith(f"“{wrong}” read as “") for note in reading.notes)
    assert wrong not in reading.standalone
    assert reading.question == question


@pytest.mark.parametrize(
    "question",
    [
        "What was said about dolphins?",
        "What was said about sharing?",
        "Who attended the Harbour Congress?",
        "What did NATO agree?",
        "What was agreed on kelp reefs?",
    ],
)
def test_a_word_that_is_spelt_well_is_left_alone(read: Reader, question: str) -> None:
    reading = read(question)
    assert reading.standalone == question
    assert not any(" read as " in note for note in reading.notes)


@pytest.mark.parametrize(
    "word",
    [
        "landmines",
        "whalers",
        "startups",
        "summarise",
        "memoranda",
        "underlined",
        "concurred",
        "tabled",
    ],
)
def test_a_rare_word_is_not_read_as_a_word_of_another_meaning(read: Reader, word: str) -> None:
    assert word in read(f"What was said about the word {word} in Busan?").standalone


def test_the_verb_of_an_act_is_a_known_word(read: Reader) -> None:
    assert read("What was underlined?").act is Act.STRESSED


@pytest.mark.parametrize(("verb", "act"), [("inked", Act.AGREED), ("floated", Act.PROPOSED)])
def test_a_verb_that_tells_of_an_act_asks_for_it_too(read: Reader, verb: str, act: Act) -> None:
    assert read(f"What was {verb}?").act is act


def test_a_correction_is_the_same_in_every_process() -> None:
    code = (
        "from assistant.lexicon import Lexicon\nfrom assistant.spelling import correct\n"
        "print(correct('Whta did the delagetes buld?', Lexicon()))"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=REPOSITORY,
            env=os.environ | {"PYTHONHASHSEED": str(number)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for number in range(4)
    }
    assert len(printed) == 1


def test_no_correction_is_noted_that_was_not_made(read: Reader) -> None:
    reading = read("What did acordó mean?")
    assert all(note.split("“")[2].rstrip("”") in reading.standalone for note in reading.notes)


# terms


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("What did Norway propose in 2023?", ("norway",)),
        ("What was agreed on the diving trail last year?", ("dive", "trail")),
        ("What did the second meeting agree?", ("meeting",)),
        ("When was the Kelp Reef Tourism Forum held?", ("kelp", "reef", "tourism", "forum")),
        ("Who is it?", ()),
        ("What did they say?", ()),
    ],
)
def test_terms_leave_out_question_words_dates_acts_and_ordinals(
    read: Reader, question: str, terms: tuple[str, ...]
) -> None:
    assert read(question).terms == terms


@pytest.mark.parametrize(
    "question", ["What was stressed?", "What was discussed?", "What did they hope for?"]
)
def test_terms_leave_out_the_words_of_every_act(read: Reader, question: str) -> None:
    assert read(question).terms == ()


@pytest.mark.xfail(
    strict=True,
    raises=AssertionError,
    reason="a capital keeps the rest of an office among the terms",
)
def test_the_office_before_a_person_is_no_term(read: Reader) -> None:
    one = read("What did Deputy Minister Han say about reefs?")
    assert one.terms == read("What did Han Sora say about reefs?").terms


def test_a_country_has_one_term_however_it_is_typed(read: Reader) -> None:
    for typed in ("Norway", "norway", "Norwegian"):
        assert "norway" in read(f"What did the {typed} side suggest?").terms
    assert read("What did the USA suggest?").terms == read("What did Americans suggest?").terms


# questions that cannot be asked, and such as can


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("", "it is empty"),
        ("   \n\t ", "it is empty"),
        ("\x00\x01\x07\x1b", "it is empty"),
        ("\u200b\ufeff", "it is empty"),
        ("?", "holds no word"),
        ("?!... --- ,,", "holds no word"),
        ("“”", "holds no word"),
        ("a" * 100_000, "it has 100,000 characters, at most 2,000"),
        ("why " * 501, "it has 2,003 characters, at most 2,000"),
    ],
    ids=lambda value: repr(value[:12]),
)
def test_a_question_that_cannot_be_asked(read: Reader, question: str, words: str) -> None:
    with pytest.raises(BadQuestion, match=rf"That question cannot be asked: .*{words}"):
        read(question)


def test_a_question_of_the_greatest_length_is_read(read: Reader) -> None:
    question = "What did KRRI agree? ".ljust(MAX_LENGTH, "x")
    assert len(question) == MAX_LENGTH
    assert [name.canonical for name in read(question).names] == ["KRRI"]


def test_control_characters_and_blanks_are_folded(read: Reader) -> None:
    assert read("What\x00did\tKRRI \n agree\x07?").question == "What did KRRI agree ?"
    assert "\x1b" not in read("\x1b[31mWhat did KRRI agree?").question


@pytest.mark.parametrize("question", ["the", "who was it", "and or but", "x"])
def test_a_question_of_stop_words_is_read_as_one_about_nothing(read: Reader, question: str) -> None:
    reading = read(question)
    assert (reading.terms, reading.names, reading.period) == ((), (), None)


def test_a_question_in_another_script_keeps_its_words(read: Reader) -> None:
    assert read("日本 提案?").terms == ("日本", "提案")


@pytest.mark.parametrize(
    ("question", "conflict"),
    [
        ("What was agreed on 29 February 2021?", "29 February 2021"),
        ("What was agreed after 2022 and before 2020?", "after 2022 and before 2020"),
        ("What was agreed on 29 February 2020?", ""),
    ],
)
def test_words_that_leave_no_day_are_kept_apart(read: Reader, question: str, conflict: str) -> None:
    reading = read(question)
    assert reading.conflict == conflict
    assert (reading.period is None) is bool(conflict)


# where to look


def test_countries_meetings_and_boards_tell_where_to_look(read: Reader) -> None:
    reading = read("What did KRRI and Norway propose at the Kelp Reef Tourism Forum on m_5676?")
    assert [name.canonical for name in reading.names] == ["KRRI"]
    assert [(name.kind, name.canonical) for name in reading.scope] == [
        ("country", "NO"),
        ("meeting", "Kelp Reef Tourism Forum"),
        ("board", "m_5676"),
    ]
    assert reading.named("board") == ("m_5676",) and reading.named("acronym") == ("KRRI",)


def test_what_only_tells_where_to_look_is_noted_as_no_other_form(read: Reader) -> None:
    assert read("What did Norway propose?").notes == ()


@pytest.mark.parametrize(
    ("question", "edition"),
    [
        ("Who opened the 2022 Kelp Reef Tourism Forum?", 2022),
        ("Who opened the Kelp Reef Tourism Forum in 2022?", 0),
    ],
)
def test_the_year_in_a_meetings_name_is_no_period(
    read: Reader, question: str, edition: int
) -> None:
    reading = read(question)
    assert reading.edition == edition
    assert (reading.period is None) is bool(edition)


# language, and the question set right


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("What did KRRI agree?", "en"),
        ("KRRI reefs divers", "en"),
        ("¿Qué acordaron los ministros en la reunión sobre KRRI?", "es"),
        ("Was haben die Minister auf der Konferenz beschlossen?", "de"),
        ("어떤 합의가 있었습니까?", "ko"),
    ],
)
def test_the_language_of_a_question(read: Reader, question: str, language: str) -> None:
    assert read(question).language == language


def test_only_english_is_set_right(read: Reader) -> None:
    assert read("What did the mussle talks agree?").corrected == "What did the Mussel talks agree?"
    foreign = "Was haben die Minister auf der mussle Konferenz beschlossen?"
    assert read(foreign).corrected == foreign


def test_words_that_announce_a_new_topic_are_not_searched_for(read: Reader) -> None:
    reading = read("Different topic: what did KRRI propose?")
    assert reading.question.startswith("Different topic")
    assert "topic" not in {word.lower() for word in words_of(reading)}
    assert reading.terms == ("krri",)


# the reading as it is shown


def test_two_questions_in_one_are_told_apart() -> None:
    parts = parts_of("Where was the forum held and how many experts attended?")
    assert [(kind, words) for kind, words in parts] == [
        (AnswerKind.WHERE, "Where was the forum held"),
        (AnswerKind.HOW_MANY, "how many experts attended?"),
    ]
    assert len(parts_of("Which reefs and divers were named?")) == 1


def test_a_reading_is_the_same_when_read_twice(read: Reader) -> None:
    for question, _ in KINDS:
        assert read(question) == read(question)


def test_a_particle_of_another_script_stays_off_the_name_it_is_written_onto(read: Reader) -> None:
    reading = read("KRRI는 2022년에 무엇을 합의했나요?")
    assert reading.language == "ko" and reading.named("acronym") == ("KRRI",)


def test_words_that_ask_for_a_comparison_are_no_topic_of_it(read: Reader) -> None:
    assert "compar" not in read("Compare what KRRI and TACO agreed on kelp").terms
    assert "contrast" in read("What was said on the contrast of colours?").terms


def test_words_of_publishing_are_no_topic_where_days_of_publication_are_asked(read: Reader) -> None:
    assert "publish" not in read("What was published on kelp in May 2022?").terms
    assert "publish" in read("Who published the map of kelp?").terms
