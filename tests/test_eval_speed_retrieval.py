"""Timing retrieval: what the made-up archive holds, what is measured, what is printed."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from eval.__main__ import main
from eval.speed_retrieval import (
    FILTERS,
    RetrievalSpeed,
    Times,
    _percentiles,
    _recall,
    gigaflops,
    measure,
    report,
)
from eval.synthetic import BOARDS, COUNTRIES, DIMENSION, asked_of, make, vectors_of
from index.records import Filters
from index.search import Generation
from index.store import Archive
from tests.fakes import FakeEmbedder

PASSAGES = 400


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up archive of 400 passages."""
    folder = tmp_path_factory.mktemp("made") / "data"
    make(folder, PASSAGES, lambda *step: None)
    return folder


def test_the_archive_is_as_large_and_as_varied_as_it_says(data: Path) -> None:
    generation = Generation(Archive(data).generation())
    assert len(generation.passages) == generation.vectors.windows == PASSAGES
    known = [row[4:] for row in generation.rows]
    assert len({row[1] for row in known}) == BOARDS
    assert len({country for row in known for country in row[3]}) >= COUNTRIES - 3
    years = {row[4] // 10_000 for row in known}
    assert years <= set(range(2014, 2024)) and len(years) > 5
    for name, filters in FILTERS.items():
        allowed = generation.count(filters)
        assert 0 <= allowed <= PASSAGES, name
    assert generation.count(FILTERS["no filter"]) == PASSAGES
    assert 0.3 < generation.count(FILTERS["half of the years"]) / PASSAGES < 0.7


def test_vectors_are_unit_vectors_that_cluster() -> None:
    vectors = vectors_of(PASSAGES)
    assert vectors.shape == (PASSAGES, DIMENSION) and vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    cosines = vectors @ vectors[0]
    assert 0.1 < (cosines > 0.3).mean() < 0.5  # one of four clusters
    np.testing.assert_array_equal(vectors, vectors_of(PASSAGES))


def test_questions_find_words_and_near_vectors(data: Path) -> None:
    generation = Generation(Archive(data).generation())
    for one in asked_of(PASSAGES, 5):
        assert len(generation.lexical(one.words, 100, Filters())) > 10
        assert generation.dense(one.vector, 1, Filters())[0][1] > 0.5


def test_an_archive_that_is_there_is_taken(data: Path) -> None:
    before = Archive(data).generation()
    make(data, PASSAGES, lambda *step: None)
    assert Archive(data).generation() == before


def test_every_search_is_timed(data: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    speed = measure(PASSAGES, data, lambda *step: steps.append(step), 4, 2, FakeEmbedder())
    names = ["dense alone", "lexical alone", *FILTERS, "one year asked about"]
    assert [one.name for one in speed.times] == names
    assert steps == [("timing", number + 1, len(names)) for number in range(len(names))]
    assert all(0 < one.p50 <= one.p95 <= speed.slowest for one in speed.times)
    assert speed.passages == PASSAGES and 0.9 < speed.worst_recall <= speed.recall <= 1
    assert min(speed.opening, speed.first, speed.gigaflops, speed.embedding) > 0


def test_recall_counts_what_chroma_misses(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    generation = Generation(Archive(data).generation())
    vector = next(asked_of(PASSAGES, 1)).vector
    search = generation.dense
    monkeypatch.setattr(generation, "dense", lambda *values: search(*values)[:60])
    assert _recall(generation, vector) == pytest.approx(0.6)


def test_percentiles() -> None:
    assert _percentiles(range(101)) == (50, 95)
    assert _percentiles([3.0]) == (3.0, 3.0)


def test_the_machine_is_told_beside() -> None:
    assert gigaflops() > 0.1


def test_report_says_what_was_wanted_and_what_was_found() -> None:
    times = (Times("no filter", 3.0, 12.34, 10_000), Times("one year", 2.0, 7.0, 1_234))
    speed = RetrievalSpeed(10_000, times, 0.9912, 0.9, 80.0, 40.0, 120.0, 50.0, 11.0)
    told = report(speed)
    assert "10,000 passages; opened in 80 ms" in told
    assert "recall@100 of Chroma 0.991 (worst question 0.90)" in told
    assert "one year                     2.0     7.0     1,234" in told
    assert "slowest p95 12.3 ms (wanted: at most 25)" in told
    assert "617 million operations" in told
    assert "wanted" not in report(replace(speed, passages=123))


def test_the_command_prints_the_table(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.embed.load_embedder", lambda model: FakeEmbedder())
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / str(PASSAGES)).symlink_to(data)
    result = CliRunner().invoke(
        main,
        [
            "speed",
            "retrieval",
            str(PASSAGES),
            "--questions",
            "2",
            "--folder",
            str(tmp_path / "kept"),
        ],
    )
    assert result.exit_code == 0, result.output
    assert "400 passages; opened in" in result.output
    assert "released in a year" in result.output
