"""Measures of rankings against tables worked by hand; intervals, AUROC."""

from itertools import product
from math import log2

import pytest

from eval.ranking import MEASURES, auroc, auroc_interval, best, bootstrap, mean, measure


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


def test_the_interval_of_a_mean() -> None:
    low, high = bootstrap([0.0, 1.0] * 50)
    # the binomial of 100 throws of a coin: 2.5 % are at most 40, 97.5 % at most 60
    assert (low, high) == pytest.approx((0.40, 0.60), abs=0.011)
    assert bootstrap([0.0, 1.0] * 50) == (low, high)
    assert bootstrap([0.3]) == (0.3, 0.3)
    narrow = bootstrap([0.0, 1.0] * 800)
    assert narrow[1] - narrow[0] == pytest.approx((high - low) / 4, rel=0.1)


def test_paired_differences_leave_out_what_all_systems_find_hard() -> None:
    hard = [0.0, 1.0] * 50
    ours = [value + 0.1 for value in hard]
    gaps = [mine - its for mine, its in zip(ours, hard, strict=True)]
    assert bootstrap(gaps) == pytest.approx((0.1, 0.1))


def test_auroc_is_the_share_of_pairs_in_order() -> None:
    assert auroc([3.0, 2.0], [1.0]) == 1.0
    assert auroc([1.0], [3.0, 2.0]) == 0.0
    assert auroc([1.0, 1.0], [1.0]) == 0.5
    positive, negative = [0.9, 0.4, 0.4], [0.4, 0.1]
    pairs = [1.0 if a > b else 0.5 if a == b else 0.0 for a, b in product(positive, negative)]
    assert auroc(positive, negative) == pytest.approx(sum(pairs) / 6) == pytest.approx(5 / 6)


def test_the_interval_of_auroc() -> None:
    values = [float(value) for value in range(200)]
    low, high = auroc_interval(values, values)
    # the standard error of chance with m = n = 200: sqrt((m + n + 1) / (12 m n)) = 0.0289
    assert (low, high) == pytest.approx((0.5 - 1.96 * 0.0289, 0.5 + 1.96 * 0.0289), abs=0.005)
    assert auroc_interval(values, values) == (low, high)
    assert auroc_interval([2.0], [1.0]) == (1.0, 1.0)
