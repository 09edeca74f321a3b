"""Fusing: hand-worked scores, how near days are, the order that follows."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fuse import WEIGHTS, Candidate, Interval, Weights, fuse, nearness

GIVEN = Weights(dense=0.4, days=0.3, board=0.2)
"""Weights of the scores that are worked by hand, whatever the product's own are."""
DAY = date(2021, 6, 15)
ONE_DAY = (DAY, DAY)


def days_off(first: int, last: int | None = None) -> Interval:
    """An interval so many days off the asked one."""
    return DAY + timedelta(first), DAY + timedelta(first if last is None else last)


def order(
    candidates: Sequence[Candidate], days: Sequence[Interval] = (), boards: Sequence[str] = ()
) -> list[str]:
    """The ids by falling score."""
    scores = fuse(candidates, days, boards)
    return sorted(scores, key=lambda id: -scores[id])


# scores


def test_scores_worked_by_hand() -> None:
    candidates = [
        Candidate("a", 8.0, 0.4),
        Candidate("b", 2.0, 0.8),
        Candidate("c", 0.0, -0.2),
    ]
    assert fuse(candidates, weights=GIVEN) == pytest.approx(
        {
            "a": 0.6 * 1 + 0.4 * 0.5,
            "b": 0.6 * 0.25 + 0.4 * 1,
            "c": 0.0,  # what points away counts as little as what is square
        }
    )


def test_what_is_known_adds_to_the_score() -> None:
    candidates = [
        Candidate("plain", 2.0, 0.5),
        Candidate("dated", 2.0, 0.5, own=days_off(0)),
        Candidate("on the board", 2.0, 0.5, board="m_1"),
        Candidate("both", 2.0, 0.5, own=days_off(-1, 1), board="m_1"),
        Candidate("on another", 2.0, 0.5, board="m_2"),
    ]
    assert fuse(candidates, [ONE_DAY], ["m_1", "m_9"], GIVEN) == pytest.approx(
        {"plain": 1.0, "dated": 1.3, "on the board": 1.2, "both": 1.5, "on another": 1.0}
    )
    assert set(fuse(candidates).values()) == {1.0}


def test_the_nearest_of_the_asked_days_counts() -> None:
    one = Candidate("a", 0.0, 0.0, own=ONE_DAY)
    assert fuse([one], [days_off(900), days_off(0), days_off(3)]) == {"a": WEIGHTS.days}


def test_a_side_that_finds_nothing_adds_nothing() -> None:
    near = [Candidate("a", 0.0, 0.6), Candidate("b", 0.0, 0.3)]
    assert fuse(near, weights=GIVEN) == pytest.approx({"a": 0.4, "b": 0.2})
    assert fuse([Candidate("a", 3.0, -0.6)], weights=GIVEN) == pytest.approx({"a": 0.6})
    assert fuse([]) == {}


def test_words_or_nearness_alone_do_not_beat_both() -> None:
    both = Candidate("both", 6.0, 0.6)
    assert order([Candidate("words", 8.0, 0.1), Candidate("near", 0.0, 0.8), both])[0] == "both"


def test_days_raise_and_do_not_decide_alone() -> None:
    hardly = Candidate("hardly", 1.0, 0.1, own=ONE_DAY)
    wholly = Candidate("wholly", 8.0, 0.8, own=days_off(400))
    assert order([hardly, wholly], [ONE_DAY]) == ["wholly", "hardly"]


# how near days are


@pytest.mark.parametrize(
    ("own", "near"),
    [
        (days_off(0), 1.0),
        (days_off(-5, 5), 1.0),
        (days_off(-400, 0), 1.0),
        (days_off(3), exp(-1)),
        (days_off(-3), exp(-1)),
        (days_off(6, 40), exp(-2)),
        (days_off(-40, -6), exp(-2)),
        (None, 0.0),
    ],
)
def test_own_days_fade_within_days(own: Interval | None, near: float) -> None:
    assert nearness(Candidate("a", 0, 0, own), ONE_DAY) == pytest.approx(near)


def test_printed_days_fade_within_years() -> None:
    three_years = days_off(round(3 * 365.25), 3000)
    undated = Candidate("a", 0, 0, printed=[days_off(9000), three_years])
    assert nearness(undated, ONE_DAY) == pytest.approx(exp(-1), abs=1e-3)
    assert nearness(Candidate("a", 0, 0, printed=[ONE_DAY]), ONE_DAY) == 1.0


def test_printed_days_count_half_where_the_release_has_its_own() -> None:
    far = days_off(4000)
    assert nearness(Candidate("a", 0, 0, far, [ONE_DAY]), ONE_DAY) == pytest.approx(0.5)
    assert nearness(Candidate("a", 0, 0, ONE_DAY, [far]), ONE_DAY) == 1.0


gaps = st.integers(0, 20_000)


@given(st.tuples(gaps, gaps).map(sorted), st.booleans())
def test_nearer_days_are_never_worth_less(pair: list[int], printed: bool) -> None:
    near, far = (
        Candidate("a", 0, 0, printed=[days_off(gap)])
        if printed
        else Candidate("a", 0, 0, days_off(gap))
        for gap in pair
    )
    assert 0 <= nearness(far, ONE_DAY) <= nearness(near, ONE_DAY) <= 1


intervals = st.tuples(st.integers(-9000, 9000), st.integers(0, 900)).map(
    lambda pair: days_off(pair[0], pair[0] + pair[1])
)
candidates = st.lists(
    st.builds(
        Candidate,
        id=st.text("abcdef", min_size=1, max_size=3),
        lexical=st.floats(0, 60),
        dense=st.floats(-1, 1),
        own=st.none() | intervals,
        printed=st.lists(intervals, max_size=3),
        board=st.sampled_from(["", "m_1", "m_2"]),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)


@given(candidates, st.lists(intervals, max_size=2), st.lists(st.sampled_from(["m_1", "m_2"])))
def test_scores_keep_to_their_range_and_to_no_order(
    found: list[Candidate], days: list[Interval], boards: list[str]
) -> None:
    scores = fuse(found, days, boards)
    assert scores.keys() == {one.id for one in found}
    assert all(0 <= score <= 1 + WEIGHTS.days + WEIGHTS.board + 1e-9 for score in scores.values())
    assert fuse(found[::-1], days, boards) == scores


@given(candidates, st.integers(0, 11), st.floats(0.01, 5))
def test_a_better_score_on_a_side_never_lowers_a_candidate(
    found: list[Candidate], place: int, more: float
) -> None:
    if place >= len(found):
        return
    one = found[place]
    better = Candidate(one.id, one.lexical + more, one.dense, one.own, one.printed, one.board)
    raised = fuse([*found[:place], better, *found[place + 1 :]])
    assert raised[one.id] >= fuse(found)[one.id] - 1e-9
