"""What chance leaves of a figure, and how well a confidence tells right from wrong.

Every function is pure and gives the same on each call: what is drawn at random has a fixed seed.
"""

import math
from collections.abc import Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

Z = 1.959964
"""The 97.5 % quantile of the normal distribution: intervals hold 95 %."""
RESAMPLES = 10_000
"""Percentile intervals need at least 1,000 (Efron and Tibshirani 1993, section 13.3); with ten times
as many their third digit hardly depends on the seed."""
BLOCK = 100
"""Resamples drawn at once: 10,000 questions then take 8 MB."""
SEED = 0
BINS = 10
"""Bins of equal width that likelihoods are put in."""


def wilson(right: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share `right / n`, n at least 1.

    Source: E. B. Wilson, Probable inference, JASA 22 (1927), 209-212.
    """
    share, weight = right / n, Z**2 / n
    middle = (share + weight / 2) / (1 + weight)
    half = Z / (1 + weight) * math.sqrt(share * (1 - share) / n + weight / (4 * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def bootstrap(values: Sequence[float]) -> tuple[float, float]:
    """The 95 % percentile interval of the mean of at least one value.

    Of the differences of two systems on the same queries it is the paired bootstrap's.

    Source: B. Efron and R. Tibshirani, An Introduction to the Bootstrap (1993), chapter 13.
    """
    generator = np.random.default_rng(SEED)
    sample = np.asarray(values, dtype=float)
    means = [
        sample[generator.integers(sample.size, size=(BLOCK, sample.size))].mean(axis=1)
        for _ in range(RESAMPLES // BLOCK)
    ]
    return _percentiles(np.concatenate(means))


def paired_bootstrap(a: Sequence[float], b: Sequence[float]) -> tuple[float, float, float]:
    """The mean of `a` less that of `b` over the same questions in the same order, and its interval.

    The interval is the 95 % percentile one; questions are drawn, each with both its values, so what
    both systems find hard does not widen it.

    Raises:
        ValueError: the two are not of one length, or empty.

    Source: B. Efron and R. Tibshirani, An Introduction to the Bootstrap (1993), chapter 13.
    """
    gaps = [ours - its for ours, its in zip(a, b, strict=True)]
    if not gaps:
        raise ValueError("without a question there is no difference")
    return (sum(gaps) / len(gaps), *bootstrap(gaps))


def mcnemar(only_a: int, only_b: int) -> float:
    """How likely chance alone gives counts as unequal as these, or more so; 1 where neither is any.

    Args:
        only_a: questions that only the first system has right.
        only_b: those that only the second has right.

    Source: Q. McNemar, Psychometrika 12 (1947), 153-157; exact, two-sided by doubling, as in
        M. Fagerland, S. Lydersen, P. Laake, BMC Medical Research Methodology 13:91 (2013).
    """
    n = only_a + only_b
    tail = sum(math.comb(n, k) for k in range(min(only_a, only_b) + 1))
    # whole numbers to the end: 2**n is more than a float holds from 1,024 questions on
    return min(1.0, 2 * tail / (1 << n))


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """The share of pairs in which the positive value is the higher one; equal ones count half.

    0.5 is what guessing gives. Both need at least one value.

    Source: the area under the ROC curve is this share: J. Hanley and B. McNeil, Radiology 143
        (1982), 29-36.
    """
    return float(_wins(positive, negative).mean())


def auroc_interval(positive: Sequence[float], negative: Sequence[float]) -> tuple[float, float]:
    """The 95 % percentile interval of `auroc`; both sides are drawn anew."""
    return _area_percentiles(_wins(positive, negative))


def paired_auroc(
    a: Sequence[float], b: Sequence[float], positive: Sequence[bool]
) -> tuple[float, float, float]:
    """The AUROC of confidences `a` less that of `b` over the same questions, and its interval.

    Questions are drawn with both their confidences; at least one of each kind.
    """
    wins = []
    for values in (a, b):
        yes = [value for value, is_one in zip(values, positive, strict=True) if is_one]
        no = [value for value, is_one in zip(values, positive, strict=True) if not is_one]
        wins.append(_wins(yes, no))
    gap = wins[0] - wins[1]
    return (float(gap.mean()), *_area_percentiles(gap))


def _area_percentiles(wins: Values) -> tuple[float, float]:
    """The 95 % interval of the mean of `wins`, rows and columns drawn each for themselves."""
    generator = np.random.default_rng(SEED)
    areas = []
    for _ in range(RESAMPLES // BLOCK):
        drawn = [
            generator.multinomial(count, np.full(count, 1 / count), size=BLOCK)
            for count in wins.shape
        ]
        areas.append(((drawn[0] @ wins) * drawn[1]).sum(axis=1) / wins.size)
    return _percentiles(np.concatenate(areas))


def risk_coverage(confidence: Sequence[float], wrong: Sequence[float]) -> list[tuple[float, float]]:
    """Coverage and risk at each confidence that could be asked for, the highest first.

    Coverage is the share of questions at least as confident, risk the share of wrong ones among
    these (or the mean of `wrong`, where it is a loss). Equal confidences make one point: no
    threshold parts them. Empty without questions.

    Source: R. El-Yaniv and Y. Wiener, On the foundations of noise-free selective classification,
        JMLR 11 (2010), 1605-1641.
    """
    ranked = sorted(zip(confidence, wrong, strict=True), key=lambda pair: -pair[0])
    points, taken, lost = [], 0, 0.0
    for _, group in groupby(ranked, key=lambda pair: pair[0]):
        losses = [loss for _, loss in group]
        taken, lost = taken + len(losses), lost + sum(losses)
        points.append((taken / len(ranked), lost / taken))
    return points


def area_under_risk_coverage(confidence: Sequence[float], wrong: Sequence[float]) -> float:
    """The mean of the risk over all coverages, lower is better; at least one question.

    Without equal confidences it is the mean of the risks; questions that no threshold parts count
    with the risk of taking them all. A confidence that tells nothing gives about the share wrong.

    Source: Y. Geifman, G. Uziel, R. El-Yaniv, Bias-reduced uncertainty estimation for deep neural
        classifiers, ICLR 2019, section 2.
    """
    area = before = 0.0
    for coverage, risk in risk_coverage(confidence, wrong):
        area, before = area + (coverage - before) * risk, coverage
    return area


def calibration_bins(
    likely: Sequence[float], right: Sequence[float], bins: int = BINS
) -> list[tuple[float, float, int]]:
    """Mean likelihood, share right and number of each bin that holds any, the least likely first.

    Args:
        likely: how likely each answer is said to be right, in [0, 1]; the bins are of equal width,
            each with its lower end and the last with both.
        right: 1 for a right answer, 0 for a wrong one.

    Raises:
        ValueError: a likelihood is outside [0, 1].

    Source: M. Naeini, G. Cooper, M. Hauskrecht, Obtaining well calibrated probabilities using
        Bayesian binning, AAAI 2015.
    """
    held: dict[int, list[tuple[float, float]]] = {}
    for chance, one in zip(likely, right, strict=True):
        if not 0 <= chance <= 1:
            raise ValueError(f"{chance} is no likelihood, which lies between 0 and 1")
        held.setdefault(min(int(chance * bins), bins - 1), []).append((chance, one))
    return [
        (
            sum(chance for chance, _ in held[place]) / len(held[place]),
            sum(one for _, one in held[place]) / len(held[place]),
            len(held[place]),
        )
        for place in sorted(held)
    ]


def expected_calibration_error(
    likely: Sequence[float], right: Sequence[float], bins: int = BINS
) -> float:
    """How far the likelihoods are from the shares right, bin by bin, weighted by their numbers.

    0 is calibrated; at least one answer.

    Source: Naeini and others 2015 (see `calibration_bins`), as C. Guo, G. Pleiss, Y. Sun,
        K. Weinberger, On calibration of modern neural networks, ICML 2017, equation 3.
    """
    found = calibration_bins(likely, right, bins)
    return sum(n * abs(chance - share) for chance, share, n in found) / len(likely)


def _wins(positive: Sequence[float], negative: Sequence[float]) -> Values:
    """`(positive, negative)`: 1 where the positive value is higher, 0.5 where they are equal."""
    gaps = np.subtract.outer(np.asarray(positive, float), np.asarray(negative, float))
    wins: Values = (gaps > 0) + 0.5 * (gaps == 0)
    return wins


def _percentiles(values: Values) -> tuple[float, float]:
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)
