"""The systems ours is measured against: their order, pools, confidence and kept vectors."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from eval.baselines import Baselines
from eval.bench import BenchSet, load_bench
from eval.ranking import Ranking, best
from tests.bench_sets import PASSAGES, QUERIES, no_progress, write_set
from tests.fakes import FakeEmbedder


@pytest.fixture
def bench(tmp_path: Path) -> BenchSet:
    return load_bench(write_set(tmp_path))


def baselines(bench: BenchSet) -> Baselines:
    return Baselines(bench, FakeEmbedder(), no_progress)


def orders(rankings: Iterator[Ranking]) -> list[list[str]]:
    return [best(ranking, 10) for ranking in rankings]


def test_bm25_ranks_only_what_holds_a_word_of_the_query(bench: BenchSet) -> None:
    fish, bridge, zebras = baselines(bench).bm25(bench.queries)
    assert (list(fish), list(bridge), list(zebras)) == (["fish"], ["bridge"], [])
    assert fish.confidence == fish["fish"] > 0
    assert zebras.confidence == 0.0


def test_bm25_searches_the_title_too(bench: BenchSet) -> None:
    query = replace(bench.queries[0], text="farms")
    assert orders(baselines(bench).bm25([query])) == [["maize", "grain"]]  # the shorter one first


def test_dense_ranks_every_passage_by_its_cosine(bench: BenchSet) -> None:
    embedder = FakeEmbedder()
    vectors = embedder.encode([f"{one.title}\n{one.text}" for one in bench.passages])
    for query, ranking in zip(bench.queries, baselines(bench).dense(bench.queries), strict=True):
        cosines = vectors @ embedder.encode([query.text])[0]
        assert dict(ranking) == pytest.approx(
            {one.id: float(cosine) for one, cosine in zip(bench.passages, cosines, strict=True)}
        )
        assert ranking.confidence == pytest.approx(float(max(cosines)))


def test_equal_scores_are_cut_by_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eval.baselines.DEPTH", 2)
    alike = [PASSAGES[0] | {"id": id} for id in ("c", "b", "a")]
    bench = load_bench(write_set(tmp_path, alike, QUERIES[:1], ""))
    for system in (baselines(bench).bm25, baselines(bench).dense):
        assert orders(system(bench.queries)) == [["a", "b"]]


def test_rrf_adds_reciprocal_ranks(bench: BenchSet) -> None:
    system = baselines(bench)
    (lexical,), (dense,) = (
        orders(ranker(bench.queries[:1])) for ranker in (system.bm25, system.dense)
    )
    (fused,) = system.rrf(bench.queries[:1])
    assert lexical == ["fish"] and dense[0] == "fish"
    assert fused == pytest.approx(
        {"fish": 2 / 61} | {id: 1 / (60 + rank) for rank, id in enumerate(dense, 1) if rank > 1}
    )
    assert fused.confidence is None


def test_vanilla_ranks_as_the_same_vectors_do(bench: BenchSet) -> None:
    system = baselines(bench)
    vanilla = list(system.vanilla(bench.queries))
    for mine, dense in zip(vanilla, system.dense(bench.queries), strict=True):
        assert mine.keys() == dense.keys()
        assert mine.confidence == max(mine.values())
    assert [best(one, 1) for one in vanilla[:2]] == [["fish"], ["bridge"]]


def test_a_long_passage_is_several_nodes_and_ranks_once(tmp_path: Path) -> None:
    long = PASSAGES[0] | {
        "id": "long",
        "text": "Grain and maize. " * 600 + "Zebras sleep standing.",
    }
    bench = load_bench(write_set(tmp_path, [*PASSAGES, long]))
    steps: list[tuple[str, int, int]] = []
    system = Baselines(bench, FakeEmbedder(), lambda *step: steps.append(step))
    rankings = list(system.vanilla(bench.queries))
    assert next(total for step, _, total in steps if "vanilla" in step) > len(bench.passages)
    assert all(sorted(one) == sorted(p.id for p in bench.passages) for one in rankings)


@pytest.mark.parametrize("name", ["bm25", "dense", "rrf", "vanilla"])
def test_only_the_pool_of_a_query_is_searched(tmp_path: Path, name: str) -> None:
    passages = [one | {"pool": one["doc"]} for one in PASSAGES]
    queries = [
        QUERIES[0] | {"pool": "a"},
        QUERIES[0] | {"id": "q2", "pool": "b"},
        QUERIES[0] | {"id": "q3"},
    ]
    bench = load_bench(write_set(tmp_path, passages, queries, ""))
    one, other, both = getattr(baselines(bench), name)(bench.queries)
    assert set(one) <= {"fish", "bridge"} and "fish" in one
    assert set(other) <= {"grain", "maize"}
    assert set(both) >= set(one) | set(other)


def test_a_passage_without_text_breaks_nothing(tmp_path: Path) -> None:
    empty = {"id": "empty", "doc": "c", "text": ""}
    bench = load_bench(
        write_set(tmp_path, [*PASSAGES, empty], [*QUERIES, QUERIES[0] | {"id": "e", "text": ""}])
    )
    system = baselines(bench)
    for ranker in (system.bm25, system.dense, system.rrf, system.vanilla):
        rankings = list(ranker(bench.queries))
        assert len(rankings) == 4 and best(rankings[0], 1) == ["fish"]
