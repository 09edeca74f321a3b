"""Measures of rankings against tables worked by hand."""

from math import log2

import pytest

from eval.ranking import MEASURES, best, mean, measure


def ranked(*ids: str) -> dict[str, float]:
    """Scores that put ids in this order."""
    return {id: -float(rank) for rank, id in enumerate(ids)}


def test_the_best_come_first_and_ties_by_id() -> None:
    assert best({"b": 1.0, "c": 2.0, "a": 1.0, "d": 0.5}, 3) == ["c", "a", "b"]


def test_two_relevant_passages_at_ranks_2_and_5() -> None:
    qrels = {"q": {"x": 1, "y": 1}}
    found = measure(qrels, {"q": ranked("a", "x", "b", "c", "y", "d")})["q"]
    assert found == pytest.approx(
        {
            "R@1": 0.0,
            "R@5": 1.0,
            "R@10": 1.0,
            "RR@10": 1 / 2,
            "nDCG@10": (1 / log2(3) + 1 / log2(6)) / (1 / log2(2) + 1 / log2(3)),
            "AP@10": (1 / 2 + 2 / 5) / 2,
            "Success@4": 1.0,
            "Success@10": 1.0,
        }
    )


def test_three_relevant_passages_of_which_one_is_found_at_rank_5() -> None:
    qrels = {"q": {"x": 1, "y": 1, "z": 1}}
    found = measure(qrels, {"q": ranked("a", "b", "c", "d", "x")})["q"]
    ideal = 1 / log2(2) + 1 / log2(3) + 1 / log2(4)
    assert found == pytest.approx(
        {
            "R@1": 0.0,
            "R@5": 1 / 3,
            "R@10": 1 / 3,
            "RR@10": 1 / 5,
            "nDCG@10": (1 / log2(6)) / ideal,
            "AP@10": (1 / 5) / 3,
            "Success@4": 0.0,
            "Success@10": 1.0,
        }
    )


def test_grades_are_gains() -> None:
    found = measure({"q": {"x": 1, "y": 3}}, {"q": ranked("x", "y")})["q"]
    assert found["nDCG@10"] == pytest.approx((1 + 3 / log2(3)) / (3 + 1 / log2(3)))
    assert found["AP@10"] == 1.0


def test_rank_11_counts_nowhere() -> None:
    found = measure({"q": {"x": 1}}, {"q": ranked(*"abcdefghij", "x")})["q"]
    assert found == dict.fromkeys(MEASURES, 0.0)
    found = measure({"q": {"x": 1}}, {"q": ranked(*"abcdefghi", "x")})["q"]
    assert (found["R@10"], found["RR@10"], found["R@5"]) == (1.0, 0.1, 0.0)


def test_equal_scores_rank_by_id() -> None:
    run = {"q": dict.fromkeys(["c", "b", "a"], 1.0)}
    assert measure({"q": {"a": 1}}, run)["q"]["RR@10"] == 1.0
    assert measure({"q": {"c": 1}}, run)["q"]["RR@10"] == pytest.approx(1 / 3)


def test_a_query_that_the_run_misses_scores_0() -> None:
    qrels = {"found": {"x": 1}, "empty": {"x": 1}, "missing": {"x": 1}}
    values = measure(qrels, {"found": ranked("x"), "empty": {}, "unlabelled": ranked("x")})
    assert list(values) == ["found", "empty", "missing"]
    assert values["found"] == dict.fromkeys(MEASURES, 1.0)
    assert values["empty"] == values["missing"] == dict.fromkeys(MEASURES, 0.0)
    assert mean([row["R@5"] for row in values.values()]) == pytest.approx(1 / 3)
    assert measure({}, {"unlabelled": ranked("x")}) == {}
