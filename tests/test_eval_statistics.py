"""Intervals, paired tests, AUROC, risk and coverage, calibration, against tables worked by hand."""

from itertools import product

import pytest

from eval.statistics import (
    area_under_risk_coverage,
    auroc,
    auroc_interval,
    bootstrap,
    calibration_bins,
    expected_calibration_error,
    mcnemar,
    paired_auroc,
    paired_bootstrap,
    risk_coverage,
    wilson,
)


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson(right: int, n: int, low: float, high: float) -> None:
    assert wilson(right, n) == pytest.approx((low, high), abs=5e-5)


def test_bootstrap_is_seeded_and_holds_the_mean() -> None:
    values = [0.0, 0.5, 1.0, 1.0]
    low, high = bootstrap(values)
    assert low < 0.625 < high
    assert bootstrap(values) == (low, high)
    # Of the 256 samples 5 have a mean below 0.25 (2.0 %), 19 one of at most 0.25 (7.4 %), and 16
    # have the mean 1 (6.3 %).
    assert (low, high) == (0.25, 1.0)
    assert bootstrap([0.5, 0.5]) == (0.5, 0.5)
    assert bootstrap([0.3]) == (0.3, 0.3)


def test_the_interval_of_a_mean_narrows_with_the_root_of_the_number() -> None:
    low, high = bootstrap([0.0, 1.0] * 50)
    # the binomial of 100 throws of a coin: 2.5 % are at most 40, 97.5 % at most 60
    assert (low, high) == pytest.approx((0.40, 0.60), abs=0.011)
    narrow = bootstrap([0.0, 1.0] * 800)
    assert narrow[1] - narrow[0] == pytest.approx((high - low) / 4, rel=0.1)


def test_paired_differences_leave_out_what_both_find_hard() -> None:
    hard = [0.0, 1.0] * 50
    ours = [value + 0.1 for value in hard]
    assert paired_bootstrap(ours, hard) == pytest.approx((0.1, 0.1, 0.1))
    gap, low, high = paired_bootstrap([0.0, 0.0, 0.0, 1.0], [1.0, 0.0, 1.0, 1.0])
    assert (gap, low, high) == (-0.5, -1.0, 0.0)
    with pytest.raises(ValueError, match="shorter"):
        paired_bootstrap([1.0, 0.0], [1.0])
    with pytest.raises(ValueError, match="without a question"):
        paired_bootstrap([], [])


@pytest.mark.parametrize(
    ("only_a", "only_b", "chance"),
    [
        (0, 0, 1.0),
        (3, 3, 1.0),
        # 2 * (1 + 6) / 2**6
        (1, 5, 14 / 64),
        (5, 1, 14 / 64),
        # 2 / 2**8
        (0, 8, 1 / 128),
        # 2 * (1 + 10 + 45) / 2**10
        (8, 2, 112 / 1024),
    ],
)
def test_mcnemar_is_the_two_sided_binomial(only_a: int, only_b: int, chance: float) -> None:
    assert mcnemar(only_a, only_b) == pytest.approx(chance)


def test_mcnemar_of_many_questions() -> None:
    assert mcnemar(1500, 1500) == 1.0
    # 100 below the mean of 1,500, with a standard deviation of 27.4: 3.63 of them
    assert mcnemar(1400, 1600) == pytest.approx(0.000279, rel=0.03)


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


def test_the_paired_difference_of_two_areas() -> None:
    positive = [True, True, False, False]
    # of the 4 pairs the first system has 3 in order (0.4 is below 0.6), the second 1.5: a tie
    # of 0.5 and 0.5, one in order, two not
    first, second = [0.9, 0.4, 0.6, 0.1], [0.5, 0.2, 0.5, 0.3]
    assert auroc([0.9, 0.4], [0.6, 0.1]) == 0.75
    assert auroc([0.5, 0.2], [0.5, 0.3]) == 0.375
    gap, low, high = paired_auroc(first, second, positive)
    assert gap == pytest.approx(0.75 - 0.375)
    # the pairs differ by 0.5 and 0 for the first answerable question, by 0 and 1 for the other: one
    # sample in 16 has the 1 alone (6.3 %), two have a 0 alone (12.5 %)
    assert (low, high) == (0.0, 1.0)
    assert paired_auroc(first, first, positive) == (0.0, 0.0, 0.0)
    gap, low, high = paired_auroc(second, first, positive)
    assert (gap, low, high) == (-0.375, -1.0, 0.0)
    with pytest.raises(ValueError, match="argument 2 is longer"):
        paired_auroc(first, second[:3], positive)


def test_the_interval_of_a_paired_difference_leaves_out_what_both_find_hard() -> None:
    values = [float(value) for value in range(100)]
    positive = [place % 2 == 1 for place in range(100)]
    # the same order on another scale: no pair is judged otherwise, however hard the questions are
    assert paired_auroc(values, [2 * value for value in values], positive) == (0.0, 0.0, 0.0)


def test_risk_at_each_coverage() -> None:
    points = risk_coverage([0.1, 0.9, 0.5, 0.7], [1, 0, 0, 1])
    assert points == [(0.25, 0.0), (0.5, 0.5), (0.75, pytest.approx(1 / 3)), (1.0, 0.5)]
    assert area_under_risk_coverage([0.1, 0.9, 0.5, 0.7], [1, 0, 0, 1]) == pytest.approx(
        (0 + 1 / 2 + 1 / 3 + 1 / 2) / 4
    )
    assert risk_coverage([], []) == []


def test_equal_confidences_are_one_point_in_any_order() -> None:
    assert risk_coverage([0.5, 0.9, 0.5], [1, 0, 0]) == [
        (pytest.approx(1 / 3), 0.0),
        (1.0, pytest.approx(1 / 3)),
    ]
    assert area_under_risk_coverage([0.5, 0.9, 0.5], [1, 0, 0]) == pytest.approx(2 / 9)
    assert area_under_risk_coverage([0.5, 0.9, 0.5], [0, 0, 1]) == pytest.approx(2 / 9)
    # a confidence that tells nothing leaves the share wrong
    assert area_under_risk_coverage([1.0] * 4, [1, 0, 0, 0]) == pytest.approx(0.25)


def test_what_is_sure_and_right_comes_before_what_is_sure_and_wrong() -> None:
    wrong = [0, 0, 1, 1]
    best = area_under_risk_coverage([4, 3, 2, 1], wrong)
    worst = area_under_risk_coverage([1, 2, 3, 4], wrong)
    assert best == pytest.approx((1 / 3 + 1 / 2) / 4)
    assert worst == pytest.approx((2 + 2 / 3 + 1 / 2) / 4)


def test_calibration_by_bins_of_equal_width() -> None:
    likely, right = [0.05, 0.15, 0.95, 1.0, 0.1], [0, 1, 1, 1, 0]
    assert calibration_bins(likely, right) == [
        (0.05, 0.0, 1),
        (pytest.approx(0.125), 0.5, 2),
        (pytest.approx(0.975), 1.0, 2),
    ]
    assert expected_calibration_error(likely, right) == pytest.approx(
        (1 * 0.05 + 2 * 0.375 + 2 * 0.025) / 5
    )
    [only] = calibration_bins(likely, right, bins=1)
    assert only == pytest.approx((0.45, 0.6, 5))
    assert expected_calibration_error([0.0, 1.0], [0, 1]) == 0.0


@pytest.mark.parametrize("chance", [-0.1, 1.1, float("nan")])
def test_what_is_no_likelihood_is_refused(chance: float) -> None:
    with pytest.raises(ValueError, match="is no likelihood"):
        calibration_bins([chance], [1])
