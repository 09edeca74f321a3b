"""Abstaining, from lines of a run worked by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from eval.abstention import Share, abstention, loss
from eval.statistics import wilson


@dataclass(frozen=True)
class Asked:
    """What abstention reads of a line."""

    answerable: bool
    status: str
    confidence: float | None
    measures: Mapping[str, float | None] = field(default_factory=dict)


RIGHT = Asked(True, "answered", 0.9, {"points": 1.0})
HALF = Asked(True, "partly_answered", 0.6, {"points": 0.5, "citation_recall": 1.0})
WRONG = Asked(False, "answered", 0.7, {"right_abstention": 0})
REFUSED = Asked(False, "not_in_archive", 0.2, {"refusal_right": 1, "right_abstention": 1})
WRONGLY_REFUSED = Asked(True, "unclear", 0.5, {"refusal_right": 0, "points": 0.0})
LINES = [RIGHT, HALF, WRONG, REFUSED, WRONGLY_REFUSED]


def test_confidence_parts_answerable_from_unanswerable_questions() -> None:
    found = abstention(LINES)
    assert (found.answerable, found.unanswerable) == (3, 2)
    # 0.9 is above both, 0.6 and 0.5 above the lower one only
    assert found.auroc == pytest.approx(4 / 6)
    assert found.auroc_interval is not None
    low, high = found.auroc_interval
    assert low <= 4 / 6 <= high


def test_risk_and_coverage_are_of_what_was_answered() -> None:
    found = abstention(LINES)
    assert found.curve == (
        (pytest.approx(1 / 5), 0.0),
        (pytest.approx(2 / 5), pytest.approx(1 / 2)),
        (pytest.approx(3 / 5), pytest.approx(1.5 / 3)),
    )
    assert found.area == pytest.approx((0 + 1 / 2 + 1 / 2) / 3)


def test_refusals_have_precision_and_recall() -> None:
    found = abstention(LINES)
    assert (found.precision, found.recall) == (Share(1, 2), Share(1, 2))
    assert found.recall.value == 0.5
    assert found.recall.interval == wilson(1, 2)


def test_without_unanswerable_questions_or_confidence_there_is_no_auroc() -> None:
    assert abstention([RIGHT, HALF]).auroc is None
    unsure = Asked(False, "answered", None)
    found = abstention([RIGHT, unsure])
    assert (found.auroc, found.auroc_interval) == (None, None)
    assert found.curve == ((0.5, 0.0),)


def test_nothing_asked_or_answered() -> None:
    found = abstention([])
    assert (found.curve, found.area, found.auroc) == ((), None, None)
    assert (found.precision.value, found.recall.interval) == (None, None)
    assert abstention([REFUSED]).area is None


@pytest.mark.parametrize(
    ("line", "lost"),
    [
        (RIGHT, 0.0),
        (HALF, 0.5),
        (WRONG, 1.0),
        (Asked(True, "answered", 1.0, {"points": None, "citation_recall": 0.25}), 0.75),
        (Asked(True, "answered", 1.0, {"points": None, "citation_recall": None}), 0.0),
        (Asked(False, "answered", 1.0, {"points": 1.0}), 1.0),
    ],
)
def test_what_is_wrong_with_an_answer(line: Asked, lost: float) -> None:
    assert loss(line) == lost
