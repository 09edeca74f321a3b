"""The archive store: versions, ids, vectors, figures, and what makes it unusable."""

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from index.errors import BadData, NoIndex, UnknownId
from index.records import Release
from index.store import FILE, Archive, read_stamp
from tests.pages import BODY, FIRST, page_a, page_c, release_of, seed_releases, texts


def archive_with(folder: Path, *releases: Release) -> Archive:
    """An archive that keeps the releases."""
    archive = Archive(folder, writable=True)
    archive.keep([(release, f"{release.id}.txt") for release in releases])
    return archive


def test_a_release_comes_back_as_it_was(tmp_path: Path) -> None:
    releases = seed_releases()
    archive = archive_with(tmp_path, *releases)
    assert {release.id: release for release in Archive(tmp_path).releases()} == {
        release.id: release for release in releases
    }
    assert archive.sources()["m_5676-321611"] == "m_5676-321611.txt"


def test_newest_release_first_and_undated_last(tmp_path: Path) -> None:
    releases = [
        release_of(page_a(BODY.replace("on May 4", "today"), day), f"r{day[:4]}")
        for day in ("2019-05-05", "2021-05-05", "2020-05-05")
    ]
    undated = release_of(page_c(BODY.replace("on May 4", "today")), "undated")
    archive = archive_with(tmp_path, undated, *releases)
    assert [release.id for release in archive.releases()] == ["r2021", "r2020", "r2019", "undated"]


def test_older_version_stays_addressable_when_the_body_changes(tmp_path: Path) -> None:
    old = release_of(page_a(BODY))
    new = release_of(page_a(BODY.replace("Busan", "Ulsan")))
    archive = archive_with(tmp_path, old)
    archive.keep([(new, "new.txt")])
    assert archive.release("r") == new
    assert archive.release(f"r@{old.digest[:8]}") == old
    assert archive.release(f"r@{new.digest[:8]}") == new
    assert archive.releases() == [new]
    release, found = archive.find(f"r@{old.digest[:8]}#1.0")
    assert [release.text_of(passage) for passage in found] == [FIRST]


def test_a_changed_hit_counter_makes_no_version(tmp_path: Path) -> None:
    archive = archive_with(tmp_path, release_of(page_a(BODY, hits=7)))
    archive.keep([(release_of(page_a(BODY, hits=800)), "again.txt")])
    with sqlite3.connect(tmp_path / FILE) as connection:
        assert connection.execute("SELECT count(*) FROM version").fetchone() == (1,)
    assert "• Hit : 800" in archive.release("r").text


def test_ids_of_paragraphs_and_passages(tmp_path: Path) -> None:
    archive = archive_with(tmp_path, release_of(page_a(BODY)))
    place = {
        id: [passage.id for passage in archive.find(id)[1]]
        for id in ("r", "r#1", "r#1.1", "r#head", "r#2")
    }
    assert place == {
        "r": ["r#head", "r#1.0", "r#1.1", "r#2.0"],
        "r#1": ["r#1.0", "r#1.1"],
        "r#1.1": ["r#1.1"],
        "r#head": ["r#head"],
        "r#2": ["r#2.0"],
    }


@pytest.mark.parametrize("id", ["x", "", "#1", "r@00000000", "r@zz", "r%", "_", "r@"])
def test_unknown_release(id: str, tmp_path: Path) -> None:
    archive = archive_with(tmp_path, release_of(page_a(BODY)))
    with pytest.raises(UnknownId, match=r"Nothing in the archive has the id .*communique releases"):
        archive.find(id)


@pytest.mark.parametrize("id", ["r#3", "r#1.7", "r#2b", "r#heads", "r#1.0.0"])
def test_unknown_passage_lists_the_paragraphs(id: str, tmp_path: Path) -> None:
    archive = archive_with(tmp_path, release_of(page_a(BODY)))
    with pytest.raises(UnknownId, match=r"r has #head, #1, #2$"):
        archive.find(id)


def test_vectors_come_back_by_model_and_digest(tmp_path: Path) -> None:
    archive = Archive(tmp_path, writable=True)
    block = np.arange(6, dtype=np.float32).reshape(2, 3)
    archive.keep_vectors("fake", {"one": block})
    assert archive.vectors("other", ["one"]) == {}
    found = archive.vectors("fake", ["one", "two"])
    assert list(found) == ["one"]
    assert np.array_equal(found["one"], block)


def test_coverage_in_figures(tmp_path: Path) -> None:
    one = release_of(page_a(BODY, "2018-05-05"), "m_1-1", "m_1", 1)
    two = release_of(page_a(BODY, "2021-05-05"), "m_1-2", "m_1", 2)
    three = release_of(page_c(BODY), "file-three")
    coverage = archive_with(tmp_path, one, two, three).coverage()
    assert (coverage.releases, coverage.passages, coverage.undated) == (3, 12, 1)
    assert (coverage.first, coverage.last) == (date(2018, 5, 5), date(2021, 5, 5))
    assert list(coverage.by_board) == [("m_1", 2), ("none", 1)]
    assert list(coverage.gaps) == [(date(2018, 5, 5), date(2021, 5, 5))]


def test_coverage_of_nothing(tmp_path: Path) -> None:
    coverage = Archive(tmp_path, writable=True).coverage()
    assert (coverage.releases, coverage.first, coverage.last) == (0, None, None)


def test_a_second_reader_sees_what_was_kept_later(tmp_path: Path) -> None:
    writer = archive_with(tmp_path, release_of(page_a(BODY)))
    reader = Archive(tmp_path)
    assert len(reader.releases()) == 1
    writer.keep([(release_of(page_a(BODY), "second"), "second.txt")])
    assert len(reader.releases()) == 2
    assert texts(reader.release("second"))["1.0"] == FIRST


def test_no_store_yet(tmp_path: Path) -> None:
    with pytest.raises(NoIndex, match="Build it with: communique index"):
        Archive(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_damaged_store(tmp_path: Path) -> None:
    archive_with(tmp_path, release_of(page_a(BODY)))
    (tmp_path / FILE).write_bytes(b"no database at all" * 100)
    with pytest.raises(BadData, match="its store answers “file is not a database”"):
        Archive(tmp_path)
    with pytest.raises(BadData, match="its store answers"):
        Archive(tmp_path, writable=True)


def test_cut_store(tmp_path: Path) -> None:
    archive_with(tmp_path, *seed_releases())
    content = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(content[: len(content) // 3])
    with pytest.raises(BadData, match="its store answers"):
        Archive(tmp_path).releases()


def test_store_with_an_unreadable_release(tmp_path: Path) -> None:
    archive = archive_with(tmp_path, release_of(page_a(BODY)))
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("UPDATE version SET release = '{}'")
    with pytest.raises(BadData, match="holds a release that cannot be read"):
        archive.release("r")
    with pytest.raises(BadData, match="holds a release that cannot be read"):
        Archive(tmp_path).releases()


def test_store_of_another_layout_is_refused(tmp_path: Path) -> None:
    Archive(tmp_path, writable=True).set_meta("layout", "99")
    with pytest.raises(BadData, match="its store has layout 99, this version needs 1"):
        Archive(tmp_path)


def test_store_without_tables_is_refused(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / FILE).close()
    (tmp_path / FILE).touch()
    with pytest.raises(BadData, match="cannot be used"):
        Archive(tmp_path)


def test_data_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x", encoding="utf-8")
    with pytest.raises(BadData, match="it cannot be written"):
        Archive(tmp_path / "data", writable=True)


def test_data_folder_that_refuses_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "touch", refuse)
    with pytest.raises(BadData, match=r"it cannot be written \(Permission denied\).*--data FOLDER"):
        Archive(tmp_path, writable=True)


@pytest.mark.parametrize("content", [None, "", "{", "\x00"])
def test_stamp_that_cannot_be_read_is_empty(content: str | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "stamp.json").write_text(content, encoding="utf-8")
    assert read_stamp(tmp_path) == {}


def test_same_text_under_two_ids_is_two_releases(tmp_path: Path) -> None:
    one = release_of(page_a(BODY), "m_1-5", "m_1", 5)
    other = replace(release_of(page_a(BODY), "m_2-5", "m_2", 5))
    archive = archive_with(tmp_path, one, other)
    assert archive.digests() == {"m_1-5": one.digest, "m_2-5": one.digest}
