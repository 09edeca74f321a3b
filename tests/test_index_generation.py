"""Generations: what is copied from the one before, that it equals a rebuild, who may read what."""

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.build import is_current, remove
from index.encode import rows_of
from index.errors import BadData
from index.generation import REUSE, plan, write_generation
from index.intake import What
from index.query import Query
from index.records import Filters
from index.retrieve import Retriever
from index.rows import Row
from index.search import Generation
from index.store import GENERATIONS, Archive
from tests.fakes import FakeEmbedder
from tests.folders import PASSAGES, add, build, generations, post, published, talks, write
from tests.pages import page_a, release_of

PAGES = 200


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with 200 pages and an index of them; copied by the tests that change it."""
    folder = tmp_path_factory.mktemp("large")
    for number in range(PAGES):
        day = f"{2010 + number // 20}-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
        post(folder / "pages", f"m_5676-{1000 + number}", f"buoy{number}", day)
    add(folder / "data", folder / "pages")
    return folder


@pytest.fixture
def data(large: Path, tmp_path: Path) -> Path:
    """A copy of the large archive's data folder."""
    shutil.copytree(large / "data", tmp_path / "data")
    return tmp_path / "data"


class Written:
    """Progress that keeps how many passages were written to Chroma."""

    def __init__(self) -> None:
        self.passages = 0

    def __call__(self, step: str, done: int, total: int) -> None:
        if step == "writing":
            self.passages = total


def check_equals_rebuild(data: Path, tmp_path: Path, model: str = "fake") -> None:
    """Assert that a fresh index of the same pages answers alike."""
    before = published(data)
    shutil.copytree(data, tmp_path / "rebuilt")
    (tmp_path / "page").mkdir(exist_ok=True)
    some = Archive(data).pages()[0]
    again = tmp_path / "page" / Path(some.origin).name
    shutil.copy(some.origin, again)
    catalogue = Path(some.origin).with_name("catalogue.jsonl")
    shutil.copy(catalogue, again.with_name(catalogue.name))
    report = build(tmp_path / "rebuilt", [again], FakeEmbedder(model), rebuild=True)
    assert (report.rebuilt, report.count(What.UNCHANGED)) == (True, 1)
    assert published(tmp_path / "rebuilt") == before


def kept(folder: Path) -> tuple[dict[str, str], list[Any]]:
    """What a generation's files hold, but for what Chroma writes whenever it opens a folder."""
    files = {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "chroma" not in path.parts
    }
    generation = Generation(folder)
    held = generation.collection.get(include=["embeddings", "documents", "metadatas"])
    generation.close()
    metadatas = [sorted(metadata.items()) for metadata in held["metadatas"]]
    vectors = held["embeddings"].tolist()
    return files, sorted(zip(held["ids"], held["documents"], metadatas, vectors, strict=True))


# what is copied


def test_one_more_page_adds_only_its_own_rows(data: Path, tmp_path: Path) -> None:
    earlier = Archive(data).generation()
    before = kept(earlier)
    written = Written()
    report = build(data, [post(tmp_path, "m_5676-9", "crane")], FakeEmbedder(), written)
    assert (report.encoded, written.passages) == (PASSAGES, PASSAGES)
    assert kept(earlier) == before
    assert len(Generation(Archive(data).generation()).rows) == (PAGES + 1) * PASSAGES
    check_equals_rebuild(data, tmp_path)


def test_a_changed_page_replaces_only_what_changed(data: Path, tmp_path: Path) -> None:
    body = talks("buoy7").replace("harbours by", "walruses by")
    page = post(tmp_path, "m_5676-1007", "buoy7", "2010-08-08", body=body)
    written = Written()
    report = build(data, [page], FakeEmbedder(), written)
    assert (report.count(What.UPDATED), report.encoded, written.passages) == (1, 1, 1)
    retriever = Retriever(data, FakeEmbedder())
    assert [id for id, _ in retriever.generation.lexical("walruses", 9, Filters())] == [
        "m_5676-1007#2.0"
    ]
    check_equals_rebuild(data, tmp_path)


def test_a_removed_page_takes_only_its_rows_along(data: Path, tmp_path: Path) -> None:
    written = Written()
    report = remove(data, ["m_5676-1007", "m_5676-1100"], FakeEmbedder(), written)
    assert (report.encoded, written.passages) == (0, 0)
    generation = Generation(Archive(data).generation())
    assert len(generation.rows) == (PAGES - 2) * PASSAGES
    found = generation.dense(FakeEmbedder().encode(["buoy7 talks"])[0], 50, Filters())
    assert "m_5676-1007" not in {generation.release_of(id) for id, _ in found}
    check_equals_rebuild(data, tmp_path)


def test_a_cross_post_that_goes_first_replaces_the_rows_of_the_other(
    data: Path, tmp_path: Path
) -> None:
    written = Written()
    page = post(tmp_path, "m_5676-900", "buoy7", "2010-08-07")
    report = build(data, [page], FakeEmbedder(), written)
    assert written.passages == PASSAGES
    assert report.encoded == PASSAGES  # the printed day stands in the context line
    assert Archive(data).release("m_5676-1007").id == "m_5676-900"
    check_equals_rebuild(data, tmp_path)


def test_an_inferred_date_changes_rows_without_encoding(tmp_path: Path) -> None:
    data, pages = tmp_path / "data", tmp_path / "pages"
    pages.mkdir()
    for number in range(1, 9):
        post(pages, f"m_5676-{10 + number}", f"buoy{number}", f"2022-0{number}-15")
    undated = post(pages, "m_5674-5", "crane", "", body=talks("crane"))
    add(data, pages)
    assert Archive(data).release("m_5674-5").when is None
    written = Written()
    cross = post(tmp_path / "other", "m_5650-5", "crane", "2022-05-05")
    add(data, undated)
    report = build(data, [cross], FakeEmbedder(), written)
    release = Archive(data).release("m_5674-5")
    assert report.rebuilt and release.when is not None
    filters = Filters(first=release.when.first, last=release.when.last)
    found = Generation(Archive(data).generation()).lexical("crane", 9, filters)
    assert {id.partition("#")[0] for id, _ in found} == {release.id}
    check_equals_rebuild(data, tmp_path)


def test_many_small_changes_leave_an_index_as_good_as_new(tmp_path: Path) -> None:
    data, pages = tmp_path / "data", tmp_path / "pages"
    for number in range(40):
        post(pages, f"m_5676-{10 + number}", f"buoy{number}", f"2022-05-{number % 28 + 1:02d}")
    add(data, pages)
    for turn in range(8):
        for place in range(10):
            number = (turn * 10 + place) % 40
            body = talks(f"buoy{number}").replace("survey", f"survey{turn}")
            day = f"2022-05-{number % 28 + 1:02d}"
            post(pages, f"m_5676-{10 + number}", f"buoy{number}", day, body=body)
        assert add(data, pages).count(What.UPDATED) == 10
    check_equals_rebuild(data, tmp_path)


# the share that is copied at most


def rows(count: int, changed: int = 0) -> list[Row]:
    """Rows of pages of one passage each; the first ones with other words."""
    releases = []
    for number in range(count):
        word = "otherwise" if number < changed else "likewise"
        text = f"1. Officials met {word} on buoy{number}, which took them the whole day."
        releases.append(release_of(page_a(text, title=f"Talks {number}"), f"r{number:03d}"))
    return [row for row in rows_of(releases) if row.passage.number != "head"]


def written_folder(folders: Path, held: Sequence[Row]) -> Path:
    """A generation of rows whose vectors are all alike but in their number."""
    embedder = FakeEmbedder()
    vectors = {row.key: embedder.encode([row.text]) for row in held}
    return write_generation(folders, held, plan(held, None), vectors, {}, lambda *step: None)


@pytest.mark.parametrize(
    ("changed", "added", "gone", "copied"),
    [
        (0, 0, 0, True),
        (3, 0, 0, True),
        (4, 0, 0, False),
        (0, 4, 0, True),
        (0, 5, 0, False),
        (0, 0, 2, True),
        (0, 0, 3, False),
        (1, 1, 1, True),
        (2, 1, 1, False),
        (10, 0, 0, False),
        (0, 0, 10, False),
    ],
)
def test_at_most_three_in_ten_may_change_in_a_copy(
    changed: int, added: int, gone: int, copied: bool, tmp_path: Path
) -> None:
    assert REUSE == 0.3
    earlier = written_folder(tmp_path, rows(10))
    wanted = rows(10 + added, changed)[: 10 + added]
    wanted = wanted[: 10 - gone] + wanted[10:]
    planned = plan(wanted, earlier)
    assert (planned.earlier == earlier) is copied
    if copied:
        assert len(planned.add) == changed + added
        assert sorted(planned.drop) == [
            *(f"r{number:03d}#1.0" for number in range(changed)),
            *(f"r{number:03d}#1.0" for number in range(10 - gone, 10)),
        ]
    else:
        assert (list(planned.add), list(planned.drop)) == (wanted, [])


def test_a_large_change_is_written_anew(tmp_path: Path) -> None:
    data, pages = tmp_path / "data", tmp_path / "pages"
    for number in range(4):
        write(pages, f"buoy{number}")
    add(data, pages)
    for number in range(4, 8):
        write(pages, f"buoy{number}")
    written = Written()
    report = build(data, [pages], FakeEmbedder(), written)
    assert (report.encoded, written.passages) == (4 * PASSAGES, 8 * PASSAGES)


def test_an_archive_that_became_empty_has_an_empty_index(tmp_path: Path) -> None:
    data = tmp_path / "data"
    add(data, write(tmp_path / "pages", "atlas"))
    remove(data, ["file-atlas"], FakeEmbedder())
    generation = Generation(Archive(data).generation())
    assert generation.rows == []
    assert generation.lexical("atlas", 5, Filters()) == []
    assert generation.dense(FakeEmbedder().encode(["atlas"])[0], 5, Filters()) == []


# an earlier generation that cannot be copied


def test_another_model_writes_all_rows_anew(data: Path, tmp_path: Path) -> None:
    written = Written()
    page = post(tmp_path, "m_5676-9", "crane")
    report = build(data, [page], FakeEmbedder("two"), written)
    assert report.encoded == written.passages == (PAGES + 1) * PASSAGES


DAMAGE = {
    "no table": lambda folder: (folder / "passages.json").unlink(),
    "another table": lambda folder: (folder / "passages.json").write_text('{"a": 1}'),
    "old table": lambda folder: (folder / "passages.json").write_text('[["a", "b"]]'),
    "table of another layout": lambda folder: (folder / "passages.json").write_text(
        '[["m_1-1#1.0", "m_1-1", "m_1", 0, 0, "x"]]'
    ),
    "no file of vectors": lambda folder: (folder / "vectors.npy").unlink(),
    "a short file of vectors": lambda folder: np.save(folder / "vectors.npy", np.eye(3)),
    "no counts of windows": lambda folder: (folder / "windows.npy").unlink(),
    "no stems": lambda folder: (folder / "bm25" / "stems.npz").unlink(),
    "broken stems": lambda folder: (folder / "bm25" / "stems.npz").write_bytes(b"x" * 99),
    "no vectors": lambda folder: shutil.rmtree(folder / "chroma"),
    "no database": lambda folder: (folder / "chroma" / "chroma.sqlite3").unlink(),
    "no collection": lambda folder: _empty(folder / "chroma" / "chroma.sqlite3"),
    "broken database": lambda folder: (folder / "chroma" / "chroma.sqlite3").write_bytes(b"x" * 99),
    "no graph": lambda folder: [
        shutil.rmtree(path) for path in (folder / "chroma").iterdir() if path.is_dir()
    ],
}


def _empty(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("DELETE FROM collections")


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_generation_does_not_stand_in_the_way_of_the_next(
    damage: str, tmp_path: Path
) -> None:
    data, pages = tmp_path / "data", tmp_path / "pages"
    for number in range(20):
        post(pages, f"m_5676-{10 + number}", f"buoy{number}")
    add(data, pages)
    moved = tmp_path / "moved"  # Chroma knows an opened folder by its path
    data.rename(moved)
    DAMAGE[damage](Archive(moved).generation())
    post(pages, "m_5676-50", "crane")
    report = add(moved, pages)
    assert report.encoded == PASSAGES
    check_equals_rebuild(moved, tmp_path)


def test_an_index_that_cannot_be_written_is_told_in_one_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from chromadb.errors import InternalError

    def full(*_: object, **__: object) -> None:
        raise InternalError("error returned from database: (code: 13) database or disk is full")

    data = tmp_path / "data"
    add(data, write(tmp_path / "pages", "atlas"))
    before = published(data)
    monkeypatch.setattr("chromadb.api.models.Collection.Collection.add", full)
    with pytest.raises(BadData, match=r"a new generation cannot be written \(.*disk is full"):
        add(data, write(tmp_path / "pages", "buoy"))
    monkeypatch.undo()
    assert published(data) == before
    assert add(data, tmp_path / "pages").rebuilt
    assert generations(data)[-1] == Archive(data).generation().name


# readers


def test_what_an_interrupted_build_left_goes_with_the_next(data: Path, tmp_path: Path) -> None:
    (data / GENERATIONS / "000007" / "chroma").mkdir(parents=True)
    (data / GENERATIONS / "000007" / "chroma" / "chroma.sqlite3").write_bytes(b"half")
    first = Archive(data).generation().name
    add(data, post(tmp_path, "m_5676-9", "crane"))
    assert generations(data) == [first, "000008"]


def test_the_generation_before_is_kept_for_readers_whatever_model_builds_the_next(
    tmp_path: Path,
) -> None:
    data, pages = tmp_path / "data", tmp_path / "pages"
    write(pages, "atlas")
    add(data, pages)
    first = Archive(data).generation()
    add(data, pages, model="two")
    assert first.is_dir()
    opened = Generation(first)
    found = opened.dense(FakeEmbedder().encode(["atlas talks"])[0], 5, Filters())
    assert len(found) == PASSAGES


def test_a_question_goes_on_when_its_generation_is_deleted_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, pages = tmp_path / "data", tmp_path / "pages"
    write(pages, "atlas")
    add(data, pages)
    retriever = Retriever(data, FakeEmbedder())
    first, search = retriever.generation, Generation.dense

    def slow(generation: Generation, *words: Any) -> object:
        if generation is first:
            for word in ("buoy", "crane"):
                add(data, write(pages, word))
            assert not first.folder.exists()
            first.close()
        return search(generation, *words)

    monkeypatch.setattr(Generation, "dense", slow)
    words = "Talks on crane · 2022-05-05\nTalks on crane"
    found = retriever.passages(Query({words: 1.0}, retriever.encode(words)), 5)
    assert found[0].id == "file-crane#head"


def test_opening_goes_on_when_the_generation_is_deleted_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, pages = tmp_path / "data", tmp_path / "pages"
    write(pages, "atlas")
    add(data, pages)
    first, opened = Archive(data).generation(), Generation.__init__

    def slow(generation: Generation, folder: Path) -> None:
        if folder == first:
            for word in ("buoy", "crane"):
                add(data, write(pages, word))
            assert not first.exists()
        opened(generation, folder)

    monkeypatch.setattr(Generation, "__init__", slow)
    retriever = Retriever(data, FakeEmbedder())
    assert retriever.generation.folder == Archive(data).generation() != first


def test_a_search_in_a_generation_that_is_lost_for_good_is_one_message(tmp_path: Path) -> None:
    data = tmp_path / "data"
    add(data, write(tmp_path / "pages", "atlas"))
    retriever = Retriever(data, FakeEmbedder())
    retriever.generation.close()
    with pytest.raises(BadData, match=r"the generation is damaged .*communique index --rebuild"):
        retriever.passages(Query({"atlas": 1.0}, retriever.encode("atlas")), 5)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc")
def test_a_reader_that_follows_many_builds_holds_no_more_files_and_threads(tmp_path: Path) -> None:
    data, pages = tmp_path / "data", tmp_path / "pages"
    write(pages, "atlas")
    add(data, pages)
    retriever = Retriever(data, FakeEmbedder())
    held = []
    for number in range(12):
        add(data, write(pages, f"buoy{number}"))
        retriever.passages(Query({"talks": 1.0}, retriever.encode("talks")), 5)
        held.append(
            (len(list(Path("/proc/self/fd").iterdir())), len(os.listdir("/proc/self/task")))
        )
    assert held[-1][0] <= held[3][0] + 10, held
    assert held[-1][1] <= held[3][1] + 8, held


def test_stamp_tells_model_version_and_archive(tmp_path: Path) -> None:
    data, pages = tmp_path / "data", tmp_path / "pages"
    write(pages, "atlas")
    add(data, pages)
    stamp = json.loads((Archive(data).generation() / "stamp.json").read_text(encoding="utf-8"))
    assert (stamp["model"], stamp["releases"]) == ("fake", 1)
    write(pages, "atlas", hits=500)
    add(data, pages)
    assert Generation(Archive(data).generation()).stamp == stamp
    add(data, write(pages, "buoy"))
    assert Generation(Archive(data).generation()).stamp["archive"] != stamp["archive"]
    (Archive(data).generation() / "stamp.json").unlink()
    assert not is_current(data, FakeEmbedder())
    assert add(data, pages).rebuilt
