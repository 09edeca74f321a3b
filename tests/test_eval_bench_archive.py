"""A public set as an archive: passages, releases, pools, days; built once, resumed."""

from datetime import date
from pathlib import Path

import pytest

from eval.bench import BenchSet, load_bench
from eval.bench_archive import BenchArchive, bench_archive
from index.search import Generation
from index.store import Archive
from tests.bench_sets import PASSAGES, QUERIES, no_progress, write_set
from tests.fakes import FakeEmbedder


def built(bench: BenchSet, folder: Path, embedder: FakeEmbedder | None = None) -> BenchArchive:
    return bench_archive(bench, folder, embedder or FakeEmbedder(), no_progress)


def test_a_document_is_a_release_and_a_passage_is_a_numbered_paragraph(tmp_path: Path) -> None:
    bench = load_bench(write_set(tmp_path / "set"))
    archive = built(bench, tmp_path / "cache")
    releases = Archive(archive.data).releases()
    texts = {
        archive.passages[passage.id]: release.text_of(passage)
        for release in releases
        for passage in release.passages
    }
    assert texts == {one.id: one.text for one in bench.passages}
    assert [[passage.number for passage in one.passages] for one in releases] == [["1", "2"]] * 2
    assert {one.title for one in releases} == {"Sea", "Farms"}
    assert set(Generation(Archive(archive.data).generation()).passages) == set(archive.passages)


def test_day_and_source_of_a_passage_are_the_releases(tmp_path: Path) -> None:
    days = ("2021-05-03", "2021-05-04", None, None)
    passages = [
        one | {"date": day, "source": "Mail"} for one, day in zip(PASSAGES, days, strict=True)
    ]
    archive = built(load_bench(write_set(tmp_path / "set", passages)), tmp_path / "cache")
    releases = {
        archive.passages[one.passages[0].id]: one for one in Archive(archive.data).releases()
    }
    found = {id: one.released and one.released.first for id, one in releases.items()}
    assert found == {"fish": date(2021, 5, 3), "bridge": date(2021, 5, 4), "grain": None}
    assert {one.board for one in releases.values()} == {"Mail"}


def test_a_pool_has_its_own_releases(tmp_path: Path) -> None:
    shared = [one | {"doc": "same", "pool": one["doc"]} for one in PASSAGES]
    queries = [QUERIES[0] | {"pool": "a"}]
    archive = built(
        load_bench(write_set(tmp_path / "set", shared, queries, "")), tmp_path / "cache"
    )
    of_release = {
        one.id: {archive.passages[passage.id] for passage in one.passages}
        for one in Archive(archive.data).releases()
    }
    pools = {pool: [of_release[id] for id in ids] for pool, ids in archive.releases.items()}
    assert pools == {"a": [{"fish", "bridge"}], "b": [{"grain", "maize"}]}


def test_names_and_dates_of_the_text_are_read(tmp_path: Path) -> None:
    text = "Minister Anna Berg visited Norway on 3 May 2021."
    passages = [{"id": "p", "doc": "d", "text": text}]
    archive = built(
        load_bench(write_set(tmp_path / "set", passages, QUERIES, "")), tmp_path / "cache"
    )
    (release,) = Archive(archive.data).releases()
    assert [span.first for span in release.mentioned] == [date(2021, 5, 3)]
    assert release.countries


def test_an_archive_is_built_once_and_anew_for_other_passages(tmp_path: Path) -> None:
    first, second, third = FakeEmbedder(), FakeEmbedder(), FakeEmbedder()
    bench = load_bench(write_set(tmp_path / "set"))
    one, two = (built(bench, tmp_path / "cache", each) for each in (first, second))
    assert one == two and (bool(first.calls), second.calls) == (True, 0)
    changed = [PASSAGES[0] | {"text": "Changed."}, *PASSAGES[1:]]
    other = built(load_bench(write_set(tmp_path / "set", changed)), tmp_path / "cache", third)
    assert other.data != one.data and third.calls


def test_queries_do_not_change_the_archive(tmp_path: Path) -> None:
    bench = load_bench(write_set(tmp_path / "set"))
    built(bench, tmp_path / "cache")
    embedder = FakeEmbedder()
    built(bench.first(1), tmp_path / "cache", embedder)
    assert not embedder.calls


def test_what_was_encoded_before_an_interruption_is_kept(tmp_path: Path) -> None:
    many = [{"id": f"p{n}", "doc": f"d{n}", "text": f"Paragraph {n}."} for n in range(70)]
    bench = load_bench(write_set(tmp_path / "set", many, QUERIES, ""))
    with pytest.raises(KeyboardInterrupt):
        built(bench, tmp_path / "cache", FakeEmbedder(fail_at=2))
    embedder = FakeEmbedder()
    archive = built(bench, tmp_path / "cache", embedder)
    assert len(embedder.encoded) == 70 - 64  # index.encode.STEP were kept
    assert len(Generation(Archive(archive.data).generation()).passages) == 70
