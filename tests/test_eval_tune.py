"""Weights of the ranking: chosen on other sets, reported on the one left out."""

from pathlib import Path

import pytest

from eval.bench import BenchQuery, BenchSet, load_bench
from eval.tune import Fold, Searched, leave_one_out, report, searched
from index.fuse import WEIGHTS, Candidate, Weights
from index.query import Query
from tests.bench_sets import no_progress, write_set
from tests.fakes import FakeEmbedder
from tests.searches import query

WORDS, VECTORS = Weights(dense=0.1), Weights(dense=0.9)


def made(name: str, right: Candidate, wrong: Candidate) -> Searched:
    """A set of one query with one right and one wrong candidate."""
    asked = BenchQuery("q", "what?", (), None, True, "", "")
    bench = BenchSet(name, (), (asked,), {"q": {right.id: 1}})
    found: list[tuple[Query, list[Candidate]]] = [(query("what"), [wrong, right])]
    return Searched(bench, {one.id: one.id for one in (right, wrong)}, {"q": found})


def by_words(name: str) -> Searched:
    """A set that BM25 ranks right and the vectors wrong."""
    return made(name, Candidate("r#1.0", 9.0, 0.1), Candidate("w#1.0", 1.0, 0.9))


def by_vectors(name: str) -> Searched:
    """A set that the vectors rank right and BM25 wrong."""
    return made(name, Candidate("r#1.0", 1.0, 0.9), Candidate("w#1.0", 9.0, 0.1))


def test_a_set_is_measured_with_the_weights_given() -> None:
    second = pytest.approx(0.6309, abs=1e-4)  # 1 / log2(3)
    assert by_words("a").measure(WORDS) == 1.0 and by_words("a").measure(VECTORS) == second
    assert by_vectors("b").measure(VECTORS) == 1.0 and by_vectors("b").measure(WORDS) == second


def test_each_set_gets_the_weights_that_the_others_chose() -> None:
    sets = [by_words("a"), by_words("b"), by_vectors("c")]
    folds = leave_one_out(sets, (WORDS, VECTORS))
    assert [fold.chosen for fold in folds] == [WORDS, WORDS, WORDS]
    assert [fold.left_out for fold in folds] == [1.0, 1.0, pytest.approx(0.6309, abs=1e-4)]
    assert [fold.own for fold in folds] == [1.0, 1.0, 1.0]
    assert folds[2].shipped == by_vectors("c").measure(WEIGHTS)


def test_a_single_set_has_no_others_and_keeps_the_weights_of_the_product() -> None:
    assert leave_one_out([by_words("a")], (VECTORS,))[0].chosen == WEIGHTS


def test_the_report_has_a_line_a_set_and_their_mean() -> None:
    folds = [Fold("one", WORDS, 0.5, 0.6, 0.7), Fold("other", VECTORS, 0.7, 0.7, 0.9)]
    lines = report(folds).split("\n")
    assert lines[1].split() == ["one", "0.1", "0.6", "0.4", "0.5000", "0.6000", "0.7000"]
    assert lines[-1].split() == ["mean", "0.6000", "0.6500", "0.8000"]


def test_a_search_is_remembered_for_every_query_with_labels(tmp_path: Path) -> None:
    bench = load_bench(write_set(tmp_path / "made"))
    found = searched(bench, tmp_path / "kept", FakeEmbedder(), no_progress)
    assert set(found.found) == {"q1", "q2"}
    assert all(candidates for searches in found.found.values() for _, candidates in searches)
    assert found.measure(WORDS) == 1.0
