"""What the confidence of an answer is worth: AUROC, risk against coverage, calibration."""

from collections.abc import Sequence

from eval.page_drawing import SERIES, Curve, curves
from eval.page_parts import Cell, Chart, Figure, Table, number
from eval.page_tables import NONE, Columns
from eval.run_file import Line
from eval.statistics import (
    area_under_risk_coverage,
    auroc,
    auroc_interval,
    calibration_bins,
    expected_calibration_error,
    risk_coverage,
    wilson,
)

ANSWERED = frozenset({"answered", "partly_answered"})
COVERAGES = (0.1, 0.25, 0.5, 0.75, 1.0)
"""Shares of the questions at which the table tells the risk."""


def risk_by_coverage(columns: Columns) -> Chart | None:
    """The share of wrong answers among the most confident ones, for more and more of them."""
    found = {
        name: (own, *_risks(own))
        for name, lines in columns.items()
        if (own := confident(lines)) and any(one.status in ANSWERED for one in own)
    }
    if not found:
        return None
    rows, drawn = [], []
    for name, (own, answered, wrong) in found.items():
        share = len(answered) / len(own)
        points = [(at * share, risk) for at, risk in risk_coverage(answered, wrong)]
        rows.append((name, _area(own), *_at(points), _under(answered, wrong), f"{len(own):,}"))
        drawn.append(Curve(tuple(points), name))
    told = "; ".join(f"{one.told} ends at {number(one.points[-1][1])}" for one in drawn)
    alt = f"Share of answers that are wrong, by the share of questions answered: {told}."
    title = "Risk and coverage: what answering only the surest would leave wrong"
    heads = (
        *("system", "AUROC"),
        *(f"wrong at {coverage:.0%} answered" for coverage in COVERAGES),
        *("area under the curve", "n"),
    )
    note = (
        "Answers are taken from the most confident on; one is wrong where the archive has no "
        "answer, or where no gold paragraph is cited. AUROC: how often an answerable question has "
        "a higher confidence than an unanswerable one, refused ones included; 0.5 is guessing. "
        "A system that refuses ends before 1."
    )
    labels = ("share of the questions answered", "share of these answers that is wrong")
    svg = curves("risk", title, alt, drawn[:SERIES], labels)
    return Chart("risk", title, svg, alt, Table("", heads, tuple(rows)), note)


def calibration(columns: Columns) -> Chart | None:
    """How often the archive answers, by how confident the system is; for confidences in [0, 1]."""
    drawn, rows, told = [], [], []
    for name, lines in columns.items():
        own = confident(lines)
        likely = [_confidence(one) for one in own]
        if not own or min(likely) < 0 or max(likely) > 1:
            continue
        right = [float(one.answerable) for one in own]
        bins = calibration_bins(likely, right)
        error = expected_calibration_error(likely, right)
        drawn.append(Curve(tuple((mean, share) for mean, share, _ in bins), name))
        told.append(f"{name} is off by {number(error)}")
        rows += [_bin(name, *one) for one in bins]
    if not drawn:
        return None
    alt = f"Share of questions that the archive answers, by confidence: {'; '.join(told)}."
    title = "Calibration: how often the archive has an answer, by confidence"
    note = (
        "On the dotted line a confidence is the share itself. Expected calibration error: "
        f"{'; '.join(told)}. A confidence is a score, not fitted to be a likelihood."
    )
    labels = ("mean confidence of the bin", "share of its questions with an answer")
    heads = ("system", "mean confidence", "has an answer")
    svg = curves("calibration", title, alt, drawn[:SERIES], labels, is_diagonal=True)
    return Chart("calibration", title, svg, alt, Table("", heads, tuple(rows)), note)


def confident(lines: Sequence[Line]) -> list[Line]:
    """The lines that have a confidence."""
    return [line for line in lines if line.confidence is not None]


def _confidence(line: Line) -> float:
    return line.confidence or 0.0


def is_wrong(line: Line) -> bool:
    """True for an answer to what the archive does not answer, or one that cites nothing gold."""
    return not line.answerable or line.measures.get("citation_precision") == 0


def _risks(lines: Sequence[Line]) -> tuple[list[float], list[float]]:
    """Confidence and loss of each question that was answered."""
    answered = [line for line in lines if line.status in ANSWERED]
    return [_confidence(one) for one in answered], [float(is_wrong(one)) for one in answered]


def _area(lines: Sequence[Line]) -> Cell:
    yes = [_confidence(line) for line in lines if line.answerable]
    no = [_confidence(line) for line in lines if not line.answerable]
    if not yes or not no:
        return NONE
    return Figure(auroc(yes, no), *auroc_interval(yes, no), len(lines))


def _at(points: Sequence[tuple[float, float]]) -> list[str]:
    """The risk at each coverage of the table; a dash beyond what was answered."""
    return [
        next((number(risk) for at, risk in points if at >= coverage - 1e-9), NONE)
        for coverage in COVERAGES
    ]


def _under(confidence: Sequence[float], wrong: Sequence[float]) -> str:
    return number(area_under_risk_coverage(confidence, wrong))


def _bin(name: str, mean: float, share: float, n: int) -> tuple[Cell, ...]:
    right = round(share * n)
    return name, number(mean), Figure(share, *wilson(right, n), n, right)
