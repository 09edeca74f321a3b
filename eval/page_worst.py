"""The questions that were answered worst: what was expected, what was given, and from where."""

from collections.abc import Mapping, Sequence
from typing import Any

from eval.page_parts import Failed, Quoted
from eval.run_file import Line

SHOWN = 20
GOOD = ("citation_precision", "citation_recall", "points", "support", "token_f1", "status_right")
"""Measures whose lack is part of how badly a question was answered."""
BAD = ("wrong_answer", "wrong_refusal", "forbidden", "other_status")
"""Faults that each count as much as having nothing right."""


def worst(lines: Sequence[Line], count: int = SHOWN) -> list[Failed]:
    """The questions with the most wrong, the worst first, ties in the order asked.

    Lines of a set put aside are passed over, whatever they hold.
    """
    wrong = [line for line in lines if not line.set_aside and badness(line) > 0]
    ranked = sorted(wrong, key=lambda line: (-badness(line), line.set, line.place))
    return [_failed(line) for line in ranked[:count]]


def badness(line: Line) -> float:
    """What is lacking of the good measures, 1 at most, and 1 more for each kind of fault."""
    values = [value for key in GOOD if (value := line.measures.get(key)) is not None]
    lacking = 1 - sum(values) / len(values) if values else 0.0
    faults = sum(line.measures.get(key) or 0.0 for key in BAD)
    return lacking + faults + bool(line.measures.get("act_mix_ups"))


def _failed(line: Line) -> Failed:
    return Failed(
        place=f"{line.set}, question {line.place} ({line.id})",
        kind=line.kind,
        question=line.question,
        expected_status=line.expected,
        gold_answer=line.gold_answer,
        status=line.status,
        text=line.text,
        faults=line.faults,
        cited=tuple(_quoted(one, "quote") for one in line.citations),
        gold=tuple(_quoted(one, "text") for one in line.gold),
    )


def _quoted(one: Mapping[str, Any], key: str) -> Quoted:
    return Quoted(str(one.get("id", "")), str(one.get(key, "")))
