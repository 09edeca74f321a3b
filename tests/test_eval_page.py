"""The report: every figure of a small run, nothing of a set put aside, the same bytes each time."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from eval.page import TITLE, sections
from eval.page_html import html
from eval.page_markdown import markdown
from eval.page_parts import Cell, Chart, Failed, Figure, Section, Table, Words
from eval.page_runs import join
from eval.run_file import read_run
from tests.page_runs import ASIDE, DEFAULT, PLAIN, RIGHT, SECRET, joined, written


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> list[Section]:
    file = tmp_path_factory.mktemp("runs") / "run.jsonl"
    return sections(joined(file, *DEFAULT, *PLAIN, ASIDE))


def table(report: list[Section], section: str, title: str) -> Table:
    found = next(one for one in report if one.name == section)
    return next(
        part if isinstance(part, Table) else part.table
        for part in found.parts
        if isinstance(part, Table | Chart) and part.title.startswith(title)
    )


def cell(one: Table, row: str, column: str) -> Cell:
    place = next(at for at, head in enumerate(one.heads) if head.startswith(column))
    return next(cells[place] for cells in one.rows if cells[0] == row)


def figure(one: Table, row: str, column: str) -> Figure:
    found = cell(one, row, column)
    assert isinstance(found, Figure)
    return found


def test_by_set_has_every_measure(report: list[Section]) -> None:
    sets = table(report, "sets", "default on each set")
    assert sets.heads == (
        "measure",
        "one (4 questions, 3 releases)",
        "kept (1 questions, 2 releases, put aside)",
    )
    means = {
        **{"R@5": 2.5 / 3, "RR@10": 1.0, "nDCG@10": 2.25 / 3, "citation precision": 0.5},
        **{"citation recall": 1 / 3, "gold points given": 0.5},
    }
    for name, value in means.items():
        assert figure(sets, name, "one").value == pytest.approx(value)
    # R, P and F of three questions; precision of the two that cite
    assert figure(sets, "R@5", "one").n == 3
    assert figure(sets, "citation precision", "one").n == 2
    shares = {
        **{"quotations exact": (4, 5), "status right": (2, 4), "wrong refusals (low)": (1, 3)},
        **{"wrong answers (low)": (1, 1), "refusal recall": (0, 1), "refusal precision": (0, 1)},
    }
    for name, (right, n) in shares.items():
        found = figure(sets, name, "one")
        assert (found.right, found.n, found.value) == (right, n, right / n)
    assert figure(sets, "nDCG@10", "kept").value == 0.25
    assert "act mix-ups (low)" not in [row[0] for row in sets.rows]


def test_intervals_are_wilson_for_shares(report: list[Section]) -> None:
    found = figure(table(report, "sets", "default on"), "status right", "one")
    # 2 of 4, by hand: 0.5 ± 1.96 / (1 + .9604) * sqrt(.25 / 4 + .9604 / 16) = 0.5 ± .35
    assert (found.low, found.high) == pytest.approx((0.15, 0.85), abs=5e-4)


def test_differences_are_paired_and_say_which_way(report: list[Section]) -> None:
    gaps = table(report, "systems", "Sets developed on: differences")
    found = figure(gaps, "nDCG@10", "bm25")
    # 0.25 less 1, 0.25 and 1
    assert found.value == pytest.approx(-0.5)
    assert (found.n, found.verdict) == (3, "")
    assert figure(gaps, "gold points given", "bm25").value == 0.0
    assert "quotations exact" not in [row[0] for row in gaps.rows]


def test_a_clear_difference_is_named(tmp_path: Path) -> None:
    better = [replace(RIGHT, place=at) for at in range(1, 7)]
    worse = [
        replace(
            *(one,),
            system="bm25",
            measures={**one.measures, "points": 0.0, "wrong_refusal": 1},
        )
        for one in better
    ]
    gaps = table(
        sections(joined(tmp_path / "run", *better, *worse)), "systems", "Sets developed on: d"
    )
    assert figure(gaps, "gold points given", "bm25").verdict == "worse"
    # its rate is higher, and lower is better
    assert figure(gaps, "wrong refusals (low)", "bm25").verdict == "worse"


def test_by_kind_has_developed_sets_alone(report: list[Section]) -> None:
    found = table(report, "kinds", "default: search")
    assert [row[0] for row in found.rows] == ["when (2)", "who (2)"]
    assert figure(found, "who (2)", "nDCG@10").value == 0.25
    assert figure(table(report, "kinds", "Search by kind"), "when", "default").value == 1.0


def test_confidence_and_latency(report: list[Section]) -> None:
    risk = table(report, "confidence", "Risk and coverage")
    # of 0.9, 0.5, 0.2 answerable and 0.4 not, two of three pairs are in order
    assert figure(risk, "default", "AUROC").value == pytest.approx(2 / 3)
    # answered are 0.9 (loss 0), 0.5 (0.5) and 0.4 (1), of four questions
    assert [cell(risk, "default", f"at {at}%") for at in (10, 25, 50, 75, 100)] == [
        *("0.000", "0.000", "0.250", "0.500", "–"),
    ]
    assert cell(risk, "default", "ends at") == "75% of 4"
    bins = table(report, "confidence", "Calibration")
    assert {row[0] for row in bins.rows} == {"default"}  # bm25's scores have no bound
    assert [row[1] for row in bins.rows] == ["0.200", "0.400", "0.500", "0.900"]
    times = table(report, "latency", "Time of an answer")
    assert cell(times, "bm25", "median") == "0.010 s"
    assert cell(times, "default", "longest") == "0.300 s"


def test_the_worst_are_of_developed_sets(report: list[Section]) -> None:
    worst = next(one for one in report if one.name == "worst").parts
    failed = [one for one in worst if isinstance(one, Failed)]
    assert [one.question for one in failed] == ["When does it end?", "Who won?", "Who came?"]
    assert failed[2].gold[0].text == "The envoy was there."
    assert failed[2].cited[0].text == "A minister came."
    assert failed[2].faults == ("not cited: r#4",)


def test_nothing_of_a_set_put_aside_is_told(report: list[Section]) -> None:
    for page in (html(TITLE, report), markdown(TITLE, report)):
        assert SECRET not in page
        assert "kept" in page


@pytest.mark.parametrize("told", ["by its name", "by the head"])
def test_a_set_is_put_aside_even_where_its_lines_do_not_say_so(tmp_path: Path, told: str) -> None:
    file = written(tmp_path / "run", ASIDE, RIGHT)
    text = file.read_text().replace('"set_aside": true, "kind"', '"set_aside": false, "kind"')
    lines = text.splitlines()
    head = json.loads(lines[0])
    name = "kept" if told == "by the head" else "kept_set_aside"
    head["sets"][1] |= {"name": name, "set_aside": told == "by the head"}
    texts = {"id": SECRET, "question": SECRET, "text": SECRET, "gold_answer": SECRET, "turns": 1}
    line = json.loads(lines[1]) | texts | {"set": name, "set_aside": False, "expected": ""}
    line |= {"citations": [], "retrieved": [], "faults": [SECRET]}
    file.write_text("\n".join([json.dumps(head), json.dumps(line), *lines[2:]]) + "\n")
    assert SECRET not in html(TITLE, sections(join([read_run(file)])))


def test_what_was_measured_with_what(report: list[Section]) -> None:
    made = {row[0]: row[1] for row in table(report, "made", "The runs").rows}
    assert made["command"] == "python -m eval run eval/sets/one --out run.jsonl"
    assert (made["processor"], made["torch"], made["llm"]) == ("Fast 1", "2.13.0", "none")
    assert (made["time of the run"], made["most memory"]) == ("81 s", "1,210 MiB")
    sets = table(report, "sets", "The sets")
    assert sets.rows[0] == ("one", "4", "3", "no", "6-abc", "d" * 12)


def test_an_unfinished_run_is_told(tmp_path: Path) -> None:
    file = written(tmp_path / "half.jsonl", RIGHT, finished=False)
    words = sections(join([read_run(file)]))[0].parts
    assert any(
        isinstance(one, Words) and one.is_warning and "half.jsonl is not finished" in one.text
        for one in words
    )


def test_the_same_run_gives_the_same_bytes(tmp_path: Path, report: list[Section]) -> None:
    again = sections(joined(tmp_path / "run.jsonl", *DEFAULT, *PLAIN, ASIDE))
    assert html(TITLE, again) == html(TITLE, report)
    assert markdown(TITLE, again) == markdown(TITLE, report)
