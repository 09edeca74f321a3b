"""Which questions were answered worst, and in what order."""

from dataclasses import replace

import pytest

from eval.page_worst import badness, worst
from eval.run_file import Line
from tests.page_runs import ASIDE, PARTLY, REFUSED, RIGHT, WRONG


@pytest.mark.parametrize(
    ("line", "value"),
    [
        (RIGHT, 0.0),
        # precision and recall 0, points a half, status right
        (PARTLY, 1 - 1.5 / 4),
        # recall, points and status 0, and a wrong refusal
        (REFUSED, 2.0),
        (WRONG, 2.0),
        (replace(RIGHT, measures={"act_mix_ups": 3}), 1.0),
    ],
)
def test_badness(line: Line, value: float) -> None:
    assert badness(line) == pytest.approx(value)


def test_the_worst_come_first_and_good_ones_never() -> None:
    found = worst([RIGHT, PARTLY, WRONG, REFUSED, ASIDE])
    assert [one.place for one in found] == [
        *("one, question 3 (q3)", "one, question 4 (q4)", "one, question 2 (q2)"),
    ]
    assert len(worst([replace(PARTLY, place=at) for at in range(1, 30)])) == 20
