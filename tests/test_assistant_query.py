"""From a reading to a query: words with their weights, the vector, filters, days and boards."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.query import OTHER_FORM, UNRELATED, query_of, words_of
from assistant.records import AnswerKind, Background, Basis, Name, Period, Reading
from index.records import Act, Filters
from tests.fakes import FakeEmbedder

KRRI = Name("krri", "KRRI", ("KRRI", "Kelp Reef Restoration Initiative"), "acronym")
NORWAY = Name("Norwegian", "NO", ("Norway", "Norwegian"), "country")
BOARD = Name("m_5676", "m_5676", ("m_5676",), "board")
FIRST, LAST = date(2022, 1, 1), date(2022, 12, 31)
ASKED = "What did the divers agree?"


def reading(question: str = ASKED, **fields: object) -> Reading:
    """A reading whose question was spelt well."""
    values = {"standalone": question, "corrected": question, **fields}
    return Reading(question, kind=AnswerKind.FACT, **values)  # type: ignore[arg-type]


# words


def test_each_word_of_the_question_counts_as_often_as_it_stands_there() -> None:
    words = words_of(reading("Which reefs, and which sea-grass of Norway’s reefs?"))
    assert words == {
        "Which": 1,
        "reefs": 2,
        "and": 1,
        "which": 1,
        "sea-grass": 1,
        "of": 1,
        "Norway’s": 1,
    }


def test_the_question_is_searched_as_it_was_set_right() -> None:
    asked = reading("What abuot reefs?", corrected="What about reefs?", standalone="(And mussels)")
    assert set(words_of(asked)) == {"What", "about", "reefs"}
    embedder = FakeEmbedder()
    own = embedder.encode(["What about reefs?"])[0]
    np.testing.assert_allclose(query_of(asked, embedder).vector, own, atol=1e-6)


def test_all_forms_of_a_first_name_count_as_words_of_the_question() -> None:
    words = words_of(reading("What did KRRI agree?", names=(KRRI,)))
    assert (words["KRRI"], words["Kelp"], words["Initiative"]) == (2, 1, 1)


def test_other_forms_of_a_place_or_body_count_half() -> None:
    words = words_of(reading("What did the Norwegian side say?", scope=(NORWAY,)))
    assert (words["Norwegian"], words["Norway"]) == (1, OTHER_FORM)
    assert OTHER_FORM == 0.5


def test_words_of_earlier_turns_count_by_their_highest_weight() -> None:
    turns = (Background("coastal reefs reefs", 0.3), Background("coastal divers", 0.2))
    words = words_of(reading(background=turns), [0.3, 0.2])
    assert (words["coastal"], words["reefs"], words["divers"]) == (0.3, 0.3, 1)
    assert words_of(reading(background=turns), [0.2, 0.3])["coastal"] == 0.3
    assert words_of(reading(background=turns)) == words_of(reading())


@given(st.lists(st.floats(0.01, 0.3), max_size=30))
def test_no_word_of_a_long_conversation_reaches_one_of_the_question(weights: list[float]) -> None:
    turns = tuple(Background("The divers met on kelp", weight) for weight in weights)
    words = words_of(reading(background=turns), weights)
    assert words["divers"] == 1
    assert words.get("kelp", 0.0) == max(weights, default=0.0)


# vector and conversation


def test_a_question_alone_is_searched_by_its_own_vector() -> None:
    embedder = FakeEmbedder()
    query = query_of(reading(), embedder)
    np.testing.assert_allclose(query.vector, embedder.encode([ASKED])[0], atol=1e-6)
    assert query.words == words_of(reading())


def test_an_earlier_turn_draws_the_vector_by_its_weight() -> None:
    embedder = FakeEmbedder()
    turn = Background("The divers met on kelp", 0.3)
    query = query_of(reading(background=(turn,)), embedder)
    own, other = embedder.encode([ASKED, turn.text])
    drawn = own + 0.3 * other
    np.testing.assert_allclose(query.vector, drawn / np.linalg.norm(drawn), atol=1e-6)
    assert query.vector.dtype == np.float32
    assert query.words["kelp"] == 0.3


def test_an_unrelated_turn_is_dropped_and_a_related_one_stays() -> None:
    embedder = FakeEmbedder()
    turns = (Background("Walrus tusks", 0.3), Background("The divers met on kelp", 0.2))
    own, unrelated, related = embedder.encode([ASKED, *(turn.text for turn in turns)])
    assert own @ unrelated <= UNRELATED < own @ related
    query = query_of(reading(background=turns), embedder)
    assert query.words.get("Walrus", 0.0) == 0.0 and query.words["kelp"] == 0.2
    drawn = own + 0.2 * related
    np.testing.assert_allclose(query.vector, drawn / np.linalg.norm(drawn), atol=1e-6)


# filters, days, boards


@pytest.mark.parametrize(
    ("basis", "within"),
    [
        (Basis.EVENT, Filters(first=FIRST, last=LAST)),
        (Basis.RELEASED, Filters(released_first=FIRST, released_last=LAST)),
    ],
)
def test_a_period_is_asked_about_and_searched_a_second_time(basis: Basis, within: Filters) -> None:
    query = query_of(reading(period=Period(FIRST, LAST, "2022", basis)), FakeEmbedder())
    assert (query.filters, query.within) == (Filters(), within)
    assert query.days == ((FIRST, LAST),)
    assert query.released_only is (basis is Basis.RELEASED)


def test_of_several_printed_days_each_is_asked_about_and_none_between() -> None:
    asked = "What did the notice of 1 May 2022 and the one of 9 June 2022 say?"
    period = Period(date(2022, 5, 1), date(2022, 6, 9), "1 May 2022 and the one of 9 June 2022")
    days = ((date(2022, 5, 1),) * 2, (date(2022, 6, 9),) * 2)
    assert query_of(reading(asked, period=period), FakeEmbedder()).days == days


@pytest.mark.parametrize(
    "words",
    [
        "from 1 May 2022 to 9 June 2022",
        "1 May 2022 until 9 June 2022",
        "between 1 May 2022 and 9 June 2022",
        "after 1 May 2022 and before 9 June 2022",
    ],
)
def test_of_a_range_all_days_are_asked_about(words: str) -> None:
    whole = (date(2022, 5, 1), date(2022, 6, 9))
    asked = reading(f"What was said {words}?", period=Period(*whole, words))
    assert query_of(asked, FakeEmbedder()).days == (whole,)


def test_the_year_in_a_meetings_name_is_asked_about_and_limits_nothing() -> None:
    query = query_of(reading("Who opened the 2022 Reef Forum?", edition=2022), FakeEmbedder())
    assert (query.days, query.filters) == (((FIRST, LAST),), Filters())
    dated = reading(edition=2021, period=Period(FIRST, LAST, "2022"))
    assert query_of(dated, FakeEmbedder()).days == ((FIRST, LAST),)


def test_without_a_period_no_days_are_asked_about() -> None:
    chosen = Filters(first=FIRST, acts=(Act.AGREED,))
    query = query_of(reading(filters=chosen), FakeEmbedder())
    assert (query.filters, query.days, query.released_only) == (chosen, (), False)
    assert query.within is None


def test_only_chosen_days_limit_and_the_period_is_looked_for_among_them() -> None:
    chosen = Filters(first=date(2022, 6, 1), last=date(2023, 6, 1), countries=("NO",))
    query = query_of(reading(filters=chosen, period=Period(FIRST, LAST, "2022")), FakeEmbedder())
    assert query.filters == chosen
    assert query.within == Filters(first=date(2022, 6, 1), last=LAST, countries=("NO",))
    assert query.days == ((FIRST, LAST),)


def test_a_named_board_raises_and_limits_nothing() -> None:
    query = query_of(reading(scope=(BOARD, NORWAY)), FakeEmbedder())
    assert (query.boards, query.filters) == (("m_5676",), Filters())
