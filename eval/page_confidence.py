"""What the confidence of an answer is worth: AUROC, risk against coverage, calibration."""

from collections.abc import Sequence

from eval.abstention import Abstention, abstention
from eval.page_drawing import SERIES, Curve, curves
from eval.page_parts import Cell, Chart, Figure, Table, number
from eval.page_tables import NONE, Columns
from eval.run_file import Line
from eval.statistics import calibration_bins, expected_calibration_error, wilson

COVERAGES = (0.1, 0.25, 0.5, 0.75, 1.0)
"""Shares of the questions at which the table tells the risk."""
HIGHEST = 1.5
"""The product's scores pass 1 by a little; one that passes this is no likelihood at all (BM25)."""


def risk_by_coverage(columns: Columns) -> Chart | None:
    """The loss of the most confident answers, for more and more of them."""
    measured = {name: (lines, abstention(lines)) for name, lines in columns.items()}
    found = {
        name: (lines, one)
        for name, (lines, one) in measured.items()
        if one.curve and any(line.confidence is not None for line in lines)
    }
    if not found:
        return None
    drawn = [Curve(one.curve, name) for name, (_, one) in found.items()]
    told = "; ".join(
        f"{one.told} ends at {number(one.points[-1][1])} with {one.points[-1][0]:.0%} answered"
        for one in drawn
    )
    alt = f"Mean loss of the answers, by the share of questions answered: {told}."
    title = "Risk and coverage: what is lost when only the surest are answered"
    labels = ("share of the questions answered", "mean loss of these answers")
    svg = curves("risk", title, alt, drawn[:SERIES], labels)
    rows = tuple(_risk(name, *one) for name, one in found.items())
    heads = ("system", "AUROC", "mean risk", *(f"at {at:.0%}" for at in COVERAGES), "ends at")
    return Chart("risk", title, svg, alt, Table("", heads, rows), _RISK)


def calibration(columns: Columns) -> Chart | None:
    """How often the archive answers, by how confident the system is; where it has a bound."""
    drawn, rows, told = [], [], []
    for name, lines in columns.items():
        own = [line for line in lines if line.confidence is not None]
        scores = [line.confidence or 0.0 for line in own]
        if not own or max(scores) > HIGHEST:
            continue
        likely = [min(max(score, 0.0), 1.0) for score in scores]
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
        f"{'; '.join(told)}. A confidence is a score, not fitted to be a likelihood; one above 1 "
        "counts as 1. Scores without a bound are left out."
    )
    labels = ("mean confidence of the bin", "share of its questions with an answer")
    heads = ("system", "mean confidence", "has an answer")
    svg = curves("calibration", title, alt, drawn[:SERIES], labels, is_diagonal=True)
    return Chart("calibration", title, svg, alt, Table("", heads, tuple(rows)), note)


_RISK = (
    "Answers are taken from the most confident on. The loss of one is the share of the gold points "
    "that it does not give (without gold points, of the gold paragraphs it does not cite), and 1 "
    "where the archive has no answer; lower is better. A system that refuses ends before 1. AUROC: "
    "how often an answerable question has a higher confidence than an unanswerable one, refused "
    "ones included; 0.5 is guessing."
)


def _risk(name: str, lines: Sequence[Line], one: Abstention) -> tuple[Cell, ...]:
    area: Cell = NONE
    if one.auroc is not None and one.auroc_interval is not None:
        area = Figure(one.auroc, *one.auroc_interval, one.answerable + one.unanswerable)
    risks = (
        next((number(risk) for share, risk in one.curve if share >= at - 1e-9), NONE)
        for at in COVERAGES
    )
    mean = NONE if one.area is None else number(one.area)
    return name, area, mean, *risks, f"{one.curve[-1][0]:.0%} of {len(lines):,}"


def _bin(name: str, mean: float, share: float, n: int) -> tuple[Cell, ...]:
    right = round(share * n)
    return name, number(mean), Figure(share, *wilson(right, n), n, right)
