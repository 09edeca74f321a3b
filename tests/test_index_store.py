"""The archive store: versions, ids, what is published, vectors, and what makes it unusable."""

import sqlite3
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from index.build import remove
from index.database import FILE, LAYOUT
from index.errors import BadData, NoIndex, OldIndex, UnknownId
from index.generation import read_stamp
from index.records import Release
from index.store import Archive
from tests.fakes import FakeEmbedder
from tests.folders import add, post, talks, write
from tests.pages import BODY, FIRST, page_a, page_c, release_of, seed_releases, texts


def archive_with(folder: Path, *releases: Release) -> Archive:
    """An archive that keeps the releases and shows each under its own id."""
    archive = Archive(folder, writable=True)
    show(archive, *releases)
    return archive


def show(archive: Archive, *releases: Release) -> None:
    """Keep some releases and publish all that the archive holds."""
    archive.keep([(release, f"{release.id}.txt", f"/{release.id}.txt") for release in releases])
    pages = [page.release for page in archive.pages()]
    archive.publish(pages, {page.id: page.id for page in pages}, "000001")


def versions(folder: Path, id: str = "r") -> list[tuple[str, int]]:
    """Digest and currency of each stored version of a page, oldest first."""
    with sqlite3.connect(folder / FILE) as connection:
        return connection.execute(
            "SELECT digest, current FROM page WHERE id = ? ORDER BY rowid", (id,)
        ).fetchall()


# releases and what is published


def test_a_release_comes_back_as_it_was(tmp_path: Path) -> None:
    releases = seed_releases()
    archive = archive_with(tmp_path, *releases)
    assert {release.id: release for release in Archive(tmp_path).releases()} == {
        release.id: release for release in releases
    }
    stored = archive.page("m_5676-321611")
    assert stored is not None
    assert (stored.source, stored.origin) == ("m_5676-321611.txt", "/m_5676-321611.txt")
    assert archive.origins()["m_5676-321611"] == "/m_5676-321611.txt"
    assert archive.page("m_5676-1") is None


def test_newest_release_first_and_undated_last(tmp_path: Path) -> None:
    releases = [
        release_of(page_a(BODY.replace("on May 4", "today"), day), f"r{day[:4]}")
        for day in ("2019-05-05", "2021-05-05", "2020-05-05")
    ]
    undated = release_of(page_c(BODY.replace("on May 4", "today")), "undated")
    archive = archive_with(tmp_path, undated, *releases)
    assert [release.id for release in archive.releases()] == ["r2021", "r2020", "r2019", "undated"]


def test_readers_see_nothing_before_it_is_published(tmp_path: Path) -> None:
    archive = archive_with(tmp_path, release_of(page_a(BODY)))
    reader = Archive(tmp_path)
    before, state = reader.releases(), reader.state
    archive.keep([(release_of(page_a(BODY.replace("Busan", "Ulsan"))), "r.txt", "")])
    archive.keep([(release_of(page_a(BODY), "second"), "second.txt", "")])
    assert (reader.releases(), reader.state, reader.is_published) == (before, state, False)
    assert reader.release("r") == before[0]
    with pytest.raises(UnknownId):
        reader.release("second")
    archive.take_out(["r"])
    assert reader.releases() == before
    assert reader.release("r") == before[0]
    show(archive)
    assert [release.id for release in reader.releases()] == ["second"]
    assert reader.is_published and reader.state != state


def test_a_failed_publication_changes_nothing(tmp_path: Path) -> None:
    archive = archive_with(tmp_path, release_of(page_a(BODY)))
    before, state = archive.releases(), archive.state
    archive.keep([(release_of(page_a(BODY), "second"), "second.txt", "")])
    with pytest.raises(KeyError):
        archive.publish([], {"second": "second", "nowhere": "nowhere"}, "000002")
    assert (archive.releases(), archive.state, archive.shown()) == (before, state, {"r": "r"})


def test_a_second_reader_sees_what_was_published_later(tmp_path: Path) -> None:
    writer = archive_with(tmp_path, release_of(page_a(BODY)))
    reader = Archive(tmp_path)
    assert len(reader.releases()) == 1
    show(writer, release_of(page_a(BODY), "second"))
    assert len(reader.releases()) == 2
    assert texts(reader.release("second"))["1.0"] == FIRST


# versions


def test_older_version_stays_addressable_when_the_body_changes(tmp_path: Path) -> None:
    old = release_of(page_a(BODY))
    new = release_of(page_a(BODY.replace("Busan", "Ulsan")))
    archive = archive_with(tmp_path, old)
    show(archive, new)
    assert archive.release("r") == new
    assert archive.release(f"r@{old.digest[:8]}") == old
    assert archive.release(f"r@{new.digest[:8]}") == new
    assert archive.releases() == [new]
    release, found = archive.find(f"r@{old.digest[:8]}#1.0")
    assert [release.text_of(passage) for passage in found] == [FIRST]
    assert [passage.id for passage in found] == ["r#1.0"]


def test_the_same_text_again_makes_no_version(tmp_path: Path) -> None:
    archive = archive_with(tmp_path, release_of(page_a(BODY, hits=7)))
    show(archive, release_of(page_a(BODY, hits=800)))
    assert len(versions(tmp_path)) == 1
    assert "• Hit : 800" in archive.release("r").text


def test_a_version_that_comes_back_is_the_current_one_again(tmp_path: Path) -> None:
    one = release_of(page_a(BODY))
    other = release_of(page_a(BODY.replace("Busan", "Ulsan")))
    archive = archive_with(tmp_path, one)
    show(archive, other)
    assert versions(tmp_path) == [(one.digest, 0), (other.digest, 1)]
    show(archive, one)
    assert versions(tmp_path) == [(one.digest, 1), (other.digest, 0)]
    assert archive.release("r") == archive.release(f"r@{one.digest[:8]}") == one
    assert archive.release(f"r@{other.digest[:8]}") == other


def test_a_removed_release_can_be_read_by_version_until_it_is_forgotten(tmp_path: Path) -> None:
    data, pages = tmp_path / "data", tmp_path / "pages"
    write(pages, "atlas")
    write(pages, "buoy")
    add(data, pages)
    old = Archive(data).release("file-buoy")
    write(pages, "buoy", talks("buoy") + " They met twice.")
    add(data, pages)
    new = Archive(data).release("file-buoy")
    remove(data, ["file-buoy"], FakeEmbedder())
    archive = Archive(data)
    assert [archive.release(f"file-buoy@{one.digest[:8]}") for one in (old, new)] == [old, new]
    _, (passage,) = archive.find(f"file-buoy@{old.digest[:8]}#2.0")
    assert passage == old.passage("file-buoy#2.0")
    hint = rf"was removed.*file-buoy@{old.digest[:8]}, file-buoy@{new.digest[:8]}$"
    for id in ("file-buoy", "file-buoy#2.0"):
        with pytest.raises(UnknownId, match=hint):
            archive.find(id)
    add(data, pages)
    remove(data, ["file-buoy"], FakeEmbedder(), forget=True)
    for id in (f"file-buoy@{old.digest[:8]}", f"file-buoy@{new.digest[:8]}", "file-buoy"):
        with pytest.raises(UnknownId, match="List the releases with: communique releases"):
            archive.find(id)
    assert "They met twice" not in str(_all_texts(data))


def _all_texts(data: Path) -> list[tuple[object, ...]]:
    """Every text that a store holds, of pages and of what is published."""
    with sqlite3.connect(data / FILE) as connection:
        return [
            *connection.execute("SELECT text, reading FROM page"),
            *connection.execute("SELECT reading FROM published"),
        ]


def test_an_alias_is_forgotten_with_its_text_and_the_other_stays(tmp_path: Path) -> None:
    data, pages = tmp_path / "data", tmp_path / "pages"
    add(data, post(pages, "m_5676-2", "atlas"), post(pages, "m_5650-1", "atlas"))
    digest = Archive(data).published()["m_5650-1"][:8]
    remove(data, ["m_5650-1"], FakeEmbedder(), forget=True)
    archive = Archive(data)
    with pytest.raises(UnknownId):
        archive.release(f"m_5650-1@{digest}")
    with pytest.raises(UnknownId):
        archive.release("m_5650-1")
    assert archive.release("m_5676-2").also == ()


# ids


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


@pytest.mark.parametrize(
    "id", ["x", "", "#1", "r@00000000", "r@zz", "r%", "_", "r@", "r@________", "r@00000000#1"]
)
def test_unknown_release(id: str, tmp_path: Path) -> None:
    archive = archive_with(tmp_path, release_of(page_a(BODY)))
    with pytest.raises(UnknownId, match=r"Nothing in the archive has the id .*communique releases"):
        archive.find(id)


@pytest.mark.parametrize("id", ["r#3", "r#1.7", "r#2b", "r#heads", "r#1.0.0"])
def test_unknown_passage_lists_the_paragraphs(id: str, tmp_path: Path) -> None:
    archive = archive_with(tmp_path, release_of(page_a(BODY)))
    with pytest.raises(UnknownId, match=r"r has #head, #1, #2$"):
        archive.find(id)


# vectors and figures


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


# stores that cannot be used


def test_no_store_yet(tmp_path: Path) -> None:
    with pytest.raises(NoIndex, match="Build it with: communique index"):
        Archive(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_store_without_a_generation_is_no_index(tmp_path: Path) -> None:
    archive = archive_with(tmp_path, release_of(page_a(BODY)))
    with pytest.raises(NoIndex, match="Build it with: communique index"):
        archive.generation()


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
        connection.execute("UPDATE published SET reading = '{}'")
    with pytest.raises(BadData, match="holds a release that cannot be read"):
        archive.release("r")
    with pytest.raises(BadData, match="holds a release that cannot be read"):
        Archive(tmp_path).releases()


@pytest.mark.parametrize("layout", ["99", "", "x"])
@pytest.mark.parametrize("writable", [False, True])
def test_store_of_another_layout_is_refused(layout: str, writable: bool, tmp_path: Path) -> None:
    Archive(tmp_path, writable=True)
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'layout'", (layout,))
    words = f"its store has layout {layout or 'unknown'}, this version needs {LAYOUT}"
    with pytest.raises(BadData, match=words):
        Archive(tmp_path, writable)


def test_store_read_by_other_rules_is_old(tmp_path: Path) -> None:
    archive_with(tmp_path, release_of(page_a(BODY)))
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("UPDATE meta SET value = '1' WHERE key = 'text_version'")
    with pytest.raises(OldIndex, match="Bring it up to date with: communique index"):
        Archive(tmp_path)
    Archive(tmp_path, writable=True)


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
