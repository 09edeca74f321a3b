"""The reader's judgement: scores and order, what it lets through, what it does not overrule."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from assistant import likely as module
from assistant.answer import Assistant
from assistant.concern import is_good, lacks
from assistant.evidence import DOUBTED, SURE, Evidence, Sentences, affinities, weigh
from assistant.likely import LIKELY, SUREST, USUAL, pair_of, read
from assistant.lists import RULED_OUT
from assistant.records import Reading, Status
from assistant.understand import understand
from tests.fakes import FakeReranker, reader_of
from tests.test_assistant_answer import CONSULT, FIRST, SECOND, SUGGESTED, TERMS, assistant_over

TODAY = date(2023, 9, 1)
KELP = "What is said of kelp reefs?"
MAP = "map of the reefs"
TITLE = "1st Virtual Meeting on “Kelp Reef Restoration Initiative” Held on Mar. 15"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant over four invented releases, without a reader."""
    return assistant_over(tmp_path_factory.mktemp("archive"))


@pytest.fixture(autouse=True)
def _all_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many sentences as the small archive has, however few the product reads."""
    monkeypatch.setattr(module, "READ", 99)


def reader(otherwise: float = USUAL, **likely: float) -> FakeReranker:
    """A reader that gives these probabilities."""
    return reader_of(likely, otherwise)


def weighed(assistant: Assistant, question: str) -> tuple[Reading, list[Evidence]]:
    """The reading of a question and all sentences of the archive, best first, not read yet."""
    lexicon, embedder = assistant.lexicon, assistant.retriever.embedder
    reading = understand(question, (), lexicon, TODAY)
    pieces = [(one, passage) for one in assistant.archive.releases() for passage in one.passages]
    vector = embedder.encode([reading.standalone])[0]
    near = affinities(reading, lexicon)
    return reading, weigh(reading, pieces, vector, Sentences(embedder), lexicon, near)


def of(evidence: Sequence[Evidence], words: str) -> Evidence:
    """The one sentence with these words."""
    [found] = [one for one in evidence if words in " ".join(one.text.split())]
    return found


# Scores and order


def test_at_the_usual_probability_nothing_is_added(assistant: Assistant) -> None:
    reading, before = weighed(assistant, KELP)
    after = read(reading, before, reader())
    assert [one.text for one in after] == [one.text for one in before]
    assert [one.score for one in after] == pytest.approx([one.score for one in before])
    assert all(one.likely == pytest.approx(USUAL) for one in after)


@pytest.mark.parametrize(
    ("likely", "added"),
    [
        # the odds of 0.5 are 1, the usual ones 3 to 97
        (0.5, math.log(97 / 3)),
        (0.75, math.log(3 * 97 / 3)),
        (0.01, math.log(97 / 3 / 99)),
    ],
)
def test_a_score_gets_the_logarithm_of_how_much_the_odds_rise(
    assistant: Assistant, likely: float, added: float
) -> None:
    reading, before = weighed(assistant, KELP)
    after = read(reading, before, reader(**{MAP: likely}))
    assert of(after, MAP).likely == pytest.approx(likely)
    assert of(after, MAP).score - of(before, MAP).score == pytest.approx(LIKELY * added)
    assert of(after, VIEW).score == pytest.approx(of(before, VIEW).score)


VIEW = "Participants shared the view"


@pytest.mark.parametrize("sign", [1, -1])
def test_what_is_surer_than_the_surest_adds_no_more(assistant: Assistant, sign: int) -> None:
    reading, before = weighed(assistant, KELP)
    scores = [
        of(read(reading, before, FakeReranker({MAP: sign * odds})), MAP).score
        for odds in (math.log(SUREST / (1 - SUREST)), 12.0, 30.0)
    ]
    assert scores == pytest.approx([scores[0]] * 3)


def test_what_likely_answers_goes_ahead(assistant: Assistant) -> None:
    reading, before = weighed(assistant, KELP)
    assert MAP not in before[0].text
    after = read(reading, before, reader(**{MAP: 0.99, "mussel larvae": 0.9}))
    assert MAP in after[0].text
    scores = [one.score for one in after]
    assert scores == sorted(scores, reverse=True)
    assert sorted(one.text for one in after) == sorted(one.text for one in before)


def test_equal_scores_are_in_the_order_of_release_and_place(assistant: Assistant) -> None:
    reading, before = weighed(assistant, KELP)
    same = [replace(one, score=0.5) for one in reversed(before)]
    after = read(reading, same, reader())
    places = [(one.release.id, one.start) for one in after]
    assert places == sorted(places)


def test_unread_sentences_stay_as_they_are(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "READ", 3)
    reading, before = weighed(assistant, KELP)
    fake = reader(otherwise=0.001)
    after = read(reading, before, fake)
    [(_, texts)] = fake.asked
    assert len(texts) == 3 < len(before) == len(after)
    unread = [one for one in after if one.likely is None]
    assert unread == before[3:]
    # they come before what was read and doubted, where their score is the higher one
    assert after[0] in unread


def test_the_reader_gets_the_standalone_question_and_sentences_in_its_form(
    assistant: Assistant,
) -> None:
    reading, before = weighed(assistant, KELP)
    fake = reader()
    read(replace(reading, standalone="And of reefs?"), before, fake)
    [(question, texts)] = fake.asked
    assert question == "And of reefs?"
    assert texts == [pair_of(one.release, one.passage, one.text) for one in before]
    lead = "The participants focused on ways to fund the initiative."
    assert f"{TITLE} (15 March 2022) | {lead} | {SUGGESTED}" in texts
    assert f"{TITLE} (15 March 2022) | {lead}" in texts  # of a lead itself, once


def test_of_two_questions_in_one_each_is_read_and_the_better_counts(assistant: Assistant) -> None:
    class ByQuestion(FakeReranker):
        """Finds the map likely for the part on the map alone, the whole in brackets."""

        def probabilities(self, question: str, texts: Sequence[str]) -> list[float]:
            asked.append(question)
            about = question.startswith("Where is the map of the reefs kept (Where")
            return [0.9 if about and MAP in text else 0.01 for text in texts]

    asked: list[str] = []
    question = "Where is the map of the reefs kept and how many boats came?"
    reading, before = weighed(assistant, question)
    after = read(reading, before, ByQuestion())
    assert asked[0] == reading.standalone and len(asked) == 3
    assert of(after, MAP).likely == pytest.approx(0.9)
    assert sorted(one.likely or 0.0 for one in after)[-2] == pytest.approx(0.01)


def test_without_sentences_there_is_nothing_to_read(assistant: Assistant) -> None:
    reading, _ = weighed(assistant, KELP)
    assert read(reading, [], reader()) == []


# What is likely, and what is doubted


@pytest.mark.parametrize(
    ("likely", "is_likely", "is_unlikely"),
    [
        (None, False, False),
        (SURE, True, False),
        (SURE - 0.001, False, False),
        (DOUBTED, False, False),
        (DOUBTED / 2, False, True),
    ],
)
def test_the_reader_decides_only_where_it_is_sure(
    assistant: Assistant, likely: float | None, is_likely: bool, is_unlikely: bool
) -> None:
    _, evidence = weighed(assistant, "What was agreed on terms of reference?")
    near, far = of(evidence, TERMS), of(evidence, "mussel larvae")
    assert is_good(near) and not is_good(far)
    near, far = replace(near, likely=likely), replace(far, likely=likely)
    assert (near.is_likely, near.is_unlikely) == (is_likely, is_unlikely)
    assert is_good(near) is not is_unlikely
    assert is_good(far) is is_likely


def test_a_bonus_saves_nothing_that_is_doubted(assistant: Assistant) -> None:
    _, evidence = weighed(assistant, "What was agreed on terms of reference?")
    assert not is_good(replace(of(evidence, TERMS), likely=DOUBTED / 2), bonus=9.0)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Why must reefs be rescued so quickly?", "stressed the need to restore kelp reefs"),
        ("How many experts snored?", "14 experts of Korea"),
    ],
)
def test_what_is_likely_may_be_worded_otherwise(
    assistant: Assistant, question: str, words: str
) -> None:
    reading, evidence = weighed(assistant, question)
    one = of(evidence, words)
    assert lacks(reading, one, assistant.lexicon)
    assert lacks(reading, replace(one, likely=SURE / 2), assistant.lexicon)
    assert not lacks(reading, replace(one, likely=SURE), assistant.lexicon)


@pytest.mark.parametrize(
    ("question", "other", "right"),
    [
        ("What did Liv Brekke thank the divers for?", SUGGESTED, "Ambassador Liv Brekke"),
        ("What was agreed at the 2nd meeting on kelp reef restoration?", CONSULT, TERMS),
        ("Were 14 experts at the meeting?", SUGGESTED, "14 experts of Korea"),
        ("What did KRRI agree?", "a diving trail", TERMS),
        ("What did Canada tell the divers?", "a joint fund", "Norway, Chile and Canada"),
    ],
    ids=["person", "ordinal", "figure", "acronym", "country"],
)
def test_no_probability_makes_another_person_meeting_or_figure_the_asked_one(
    assistant: Assistant, question: str, other: str, right: str
) -> None:
    reading, evidence = weighed(assistant, question)
    sure = [replace(one, likely=0.999) for one in evidence]
    assert lacks(reading, of(sure, other), assistant.lexicon)
    assert not lacks(reading, of(sure, right), assistant.lexicon)


def asked(
    assistant: Assistant, question: str, fake: FakeReranker | None
) -> tuple[Status, list[str]]:
    """The status of the answer with a reader, and the passages that it cites."""
    other = Assistant(assistant.archive, assistant.retriever, reranker=fake)
    answer = other.ask(question, (), TODAY)
    return answer.status, [one.id for one in answer.citations]


def test_a_likely_sentence_answers_that_shares_no_word_with_the_question(
    assistant: Assistant,
) -> None:
    question = "What pays for people under water?"
    assert asked(assistant, question, None) == (Status.NOT_IN_ARCHIVE, [])
    status, cited = asked(assistant, question, reader(0.001, **{"joint fund": 0.9}))
    assert (status, cited) == (Status.ANSWERED, [f"{SECOND}#2.0"])


@pytest.mark.parametrize(
    ("question", "least"),
    [
        ("Is anything paid for people under water?", SURE),
        ("Who loses from warm water?", SURE),
        ("How long is left for the algae?", 0.5),
    ],
    ids=["whether", "who", "how long"],
)
def test_a_likely_sentence_answers_without_the_asked_words_or_value(
    assistant: Assistant, question: str, least: float
) -> None:
    words = "joint fund" if "paid" in question else "stressed the need"
    passage = f"{SECOND}#2.0" if "paid" in question else f"{FIRST}#2.0"
    likely = reader(0.001, **{words: least + 0.01})
    assert asked(assistant, question, likely) == (Status.ANSWERED, [passage])
    less = reader(0.001, **{words: least - 0.01})
    assert asked(assistant, question, less) == (Status.NOT_IN_ARCHIVE, [])


def test_a_likely_sentence_answers_in_part_where_none_carries_the_asked_act(
    assistant: Assistant,
) -> None:
    question = "What was agreed on sea charts?"
    assert asked(assistant, question, None) == (Status.NOT_IN_ARCHIVE, [])
    other = Assistant(assistant.archive, assistant.retriever, reranker=reader(0.001, **{MAP: 0.9}))
    answer = other.ask(question, (), TODAY)
    assert answer.status is Status.PARTLY_ANSWERED and "nothing that was agreed" in answer.text
    assert [one.id for one in answer.citations] == [f"{FIRST}#4.0"]


def test_no_probability_makes_a_proposal_an_agreement(assistant: Assistant) -> None:
    question = "What was agreed on money from Oslo?"
    proposed = reader(0.001, **{"joint fund": 0.999})
    status, cited = asked(assistant, question, proposed)
    assert status is not Status.ANSWERED and f"{SECOND}#2.0" not in cited


def test_what_is_doubted_is_dropped_from_a_list(assistant: Assistant) -> None:
    question = "What did KRRI agree?"
    both = [f"{FIRST}#3.1", f"{SECOND}#3.0"]
    assert asked(assistant, question, reader()) == (Status.ANSWERED, both)
    doubting = reader(**{"terms of reference": RULED_OUT * 1.1})  # the act speaks for it
    assert asked(assistant, question, doubting) == (Status.ANSWERED, both)
    certain = reader(**{"terms of reference": RULED_OUT / 2})
    assert asked(assistant, question, certain) == (Status.ANSWERED, both[:1])
    assert asked(assistant, question, reader(RULED_OUT / 2)) == (Status.NOT_IN_ARCHIVE, [])
