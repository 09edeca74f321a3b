"""What is printed of runs: each table against figures worked by hand."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from eval.bench import BenchSet, load_bench
from eval.ranking import measure
from eval.retrieval import Run, SetRuns
from eval.retrieval_report import markdown, report
from tests.bench_sets import PASSAGES, QUERIES, write_set

RANKS = {
    "ours": {"q1": ["fish", "grain"], "q2": ["grain", "bridge"], "q3": ["maize"]},
    "bm25": {"q1": ["grain", "fish"], "q2": [], "q3": ["maize"]},
}
SURE = {"ours": {"q1": 0.9, "q2": 0.5, "q3": 0.5}, "bm25": {}}


@pytest.fixture
def bench(tmp_path: Path) -> BenchSet:
    return load_bench(write_set(tmp_path / "made-up"))


def run(bench: BenchSet, system: str, confidence: Mapping[str, float] | None = None) -> Run:
    ranks = RANKS[system]
    scores = {id: {one: -float(n) for n, one in enumerate(row)} for id, row in ranks.items()}
    ranked = {query.id for query in bench.ranked}
    shown = {query.id: tuple(ranks[query.id]) for query in bench.queries}
    measures = measure({id: row for id, row in bench.qrels.items() if id in ranked}, scores)
    return Run(system, measures, SURE[system] if confidence is None else confidence, shown)


def runs(bench: BenchSet, *systems: str) -> SetRuns:
    return SetRuns(bench, date(2022, 2, 2), tuple(run(bench, system) for system in systems))


def block(text: str, title: str) -> list[str]:
    """The lines of a table below its title."""
    return next(part for part in text.split("\n\n") if part.startswith(title)).split("\n")[1:]


def test_the_head_says_what_was_searched(bench: BenchSet) -> None:
    assert report(runs(bench, "bm25")).split("\n")[:2] == [
        "made-up: 4 passages, 3 queries, 2 of them ranked (the others have no relevant passage)",
        "Today is 2022-02-02 where a query names no day",
    ]


def test_a_table_has_the_means_and_the_paired_difference(bench: BenchSet) -> None:
    heads, bm25, ours, gap = block(
        report(runs(bench, "bm25", "ours")), "all ranked queries (n = 2)"
    )
    assert heads.split() == (
        "R@1 R@5 R@10 RR@10 nDCG@10 95 % interval MAP@10 Hits@4 Hits@10".split()
    )
    # found at rank 2 and not at all: nDCG@10 0.631 / 2
    assert bm25.split() == (
        "bm25 0.000 0.500 0.500 0.250 0.315 [0.000, 0.631] 0.250 0.500 0.500".split()
    )
    # found at rank 1 and at rank 2
    assert ours.split() == (
        "ours 0.500 1.000 1.000 0.750 0.815 [0.631, 1.000] 0.750 1.000 1.000".split()
    )
    # 1 - 0.631 and 0.631 - 0
    assert gap == "  nDCG@10, ours - bm25: +0.500 [+0.369, +0.631] (paired)"
    assert max(map(len, report(runs(bench, "bm25", "ours")).split("\n"))) <= 100


def test_columns_stand_under_their_heads(bench: BenchSet) -> None:
    heads, row, *_ = block(report(runs(bench, "ours")), "all ranked")
    for head, value in (("R@1", "0.500"), ("nDCG@10", "0.815"), ("Hits@4", "1.000")):
        assert row[: heads.index(head) + len(head)].endswith(value)
    assert row.index("[") == heads.index("95 %")


def test_there_is_a_table_for_each_type(bench: BenchSet) -> None:
    text = report(runs(bench, "ours"))
    assert block(text, "who (n = 1)")[1].split()[5] == "1.000"
    assert block(text, "when (n = 1)")[1].split()[5] == "0.631"


def test_one_type_alone_has_no_table_of_its_own(tmp_path: Path) -> None:
    alike = [query | {"type": "who"} for query in QUERIES]
    text = report(runs(load_bench(write_set(tmp_path, queries=alike)), "ours"))
    assert "all ranked queries (n = 2)" in text and "who (" not in text


def test_without_ours_there_is_no_difference(bench: BenchSet) -> None:
    assert "paired" not in report(runs(bench, "bm25"))


def test_abstention_says_both_numbers_and_which_system_cannot_tell(bench: BenchSet) -> None:
    ours, bm25 = block(
        report(runs(bench, "ours", "bm25")),
        "Abstention: AUROC of the confidence (2 answerable, 1 unanswerable queries",
    )
    # 0.9 and 0.5 against 0.5: one pair in order, one equal
    assert ours == "  ours        0.750 [0.500, 1.000]"
    assert bm25 == "  bm25        has no confidence"


def test_queries_of_which_nothing_is_said_are_in_neither_number(tmp_path: Path) -> None:
    queries = [*QUERIES[:2], QUERIES[2] | {"answerable": None}]
    text = report(runs(load_bench(write_set(tmp_path, queries=queries)), "ours"))
    assert "Abstention: not measured (2 answerable, 0 unanswerable queries)" in text


def test_a_set_without_labels_has_abstention_alone(tmp_path: Path) -> None:
    bench = load_bench(write_set(tmp_path / "unlabelled", qrels=""))
    one = runs(bench, "ours")
    assert "0 of them ranked" in report(one)
    assert "nDCG" not in report(one) and "0.750" in report(one)
    page = markdown([one], "model")
    assert "nDCG" not in page and "| system | unlabelled (2 + 1) |" in page


def test_the_page_has_systems_as_rows_and_sets_as_columns(bench: BenchSet, tmp_path: Path) -> None:
    other = load_bench(write_set(tmp_path / "other", PASSAGES, QUERIES[:2]))
    page = markdown([runs(bench, "ours", "bm25"), runs(other, "bm25")], "a model")
    ranked, gaps, areas = (
        part.split("\n")[0::1] for part in page.split("\n\n") if part.startswith("| system")
    )
    assert ranked == [
        "| system | made-up (n = 2) | other (n = 2) |",
        "| --- | --- | --- |",
        "| `bm25` | 0.315 [0.000, 0.631], 0.500 | 0.315 [0.000, 0.631], 0.500 |",
        "| `ours` | 0.815 [0.631, 1.000], 1.000 | - |",
    ]
    assert gaps[2:] == ["| `bm25` | +0.500 [+0.369, +0.631] | - |"]
    assert areas == [
        "| system | made-up (2 + 1) |",
        "| --- | --- |",
        "| `ours` | 0.750 [0.500, 1.000] |",
    ]
    assert page.startswith("Embedding model: a model.") and "10,000 resamples" in page
    assert "- `bm25`: BM25 over title and text" in page and "`dense`" not in page
