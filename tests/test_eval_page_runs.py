"""Runs that stand on one page, and those that cannot."""

from dataclasses import replace
from pathlib import Path

import pytest

from eval.page_runs import NothingAsked, RunsClash, join
from eval.run_file import read_run
from tests.page_runs import ASIDE, DEFAULT, HEAD, PLAIN, RIGHT, written


def test_runs_of_other_systems_stand_together(tmp_path: Path) -> None:
    one = read_run(written(tmp_path / "one", *PLAIN))
    two = read_run(written(tmp_path / "two", *DEFAULT, ASIDE))
    found = join([one, two])
    assert found.systems == ("default", "bm25")
    assert (len(found.lines), len(found.developed), len(found.put_aside)) == (9, 8, 1)


def test_the_same_question_twice_is_told(tmp_path: Path) -> None:
    runs = [read_run(written(tmp_path / name, RIGHT)) for name in ("one", "two")]
    with pytest.raises(RunsClash, match=r"question 1 of one answered by default.*eval compare"):
        join(runs)


def test_a_set_of_other_questions_is_told(tmp_path: Path) -> None:
    sets = [{"name": "one", "stamp": "6-abc", "questions_sha256": "e" * 64}, *HEAD["sets"][1:]]
    runs = [
        read_run(written(tmp_path / "one", RIGHT)),
        read_run(written(tmp_path / "two", replace(RIGHT, place=2), sets=sets)),
    ]
    with pytest.raises(RunsClash, match="mean different texts by the set one"):
        join(runs)


def test_a_run_without_answers_is_told(tmp_path: Path) -> None:
    with pytest.raises(NothingAsked, match="no question was asked"):
        join([read_run(written(tmp_path / "one"))])
