"""A store of the first layout: nothing in it is lost, and what old answers name still resolves."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import pytest

from index import migrate
from index.build import build, is_current, refresh
from index.database import FILE, LAYOUT
from index.errors import NotARelease, OldIndex, UnknownId
from index.records import Page, Release
from index.store import GENERATIONS, Archive
from index.verify import verify
from tests.fakes import FakeEmbedder
from tests.folders import add, generations, ids, post, talks, told, write
from tests.pages import page_a, release_of, texts

REPOSITORY = Path(__file__).parent.parent
LAST = "8754f10"
"""The last commit with the first layout."""
OLD_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE version (
    id TEXT NOT NULL, digest TEXT NOT NULL, current INTEGER NOT NULL, source TEXT NOT NULL,
    added TEXT NOT NULL, release TEXT NOT NULL, PRIMARY KEY (id, digest));
CREATE INDEX version_current ON version (id) WHERE current;
CREATE TABLE vector (
    model TEXT NOT NULL, digest TEXT NOT NULL, vectors BLOB NOT NULL, dimension INTEGER NOT NULL,
    PRIMARY KEY (model, digest));
INSERT INTO meta VALUES ('layout', '1'), ('digest', 'a change');
"""
NEWER = {"curated", "also", "announces", "language", "organisations"}
"""Fields that a release of the first layout had not."""


def old_record(release: Release, digest: str) -> str:
    """A release as the first layout held it: fewer fields, another digest, views as a flag."""
    values = {key: value for key, value in asdict(release).items() if key not in NEWER}
    for statement in values["statements"]:
        for key in ("verb_start", "object", "modality"):
            statement.pop(key)
        statement["is_view"] = False
    if values["meeting"]:
        for key in ("series", "format", "place"):
            values["meeting"].pop(key)
    return json.dumps(values | {"digest": digest}, default=str)


def old_store(data: Path, versions: Mapping[str, tuple[Release, bool, Path]]) -> None:
    """A data folder of the first layout: versions `(release, current, source)` by their digests."""
    (data / GENERATIONS / "000003").mkdir(parents=True)
    (data / "current").write_text("000003", encoding="utf-8")
    with sqlite3.connect(data / FILE) as connection:
        connection.executescript(OLD_TABLES)
        for digest, (release, current, source) in versions.items():
            record = old_record(release, digest)
            row = (release.id, digest, current, str(source), "2026-01-01T00:00:00+00:00", record)
            connection.execute("INSERT INTO version VALUES (?, ?, ?, ?, ?, ?)", row)


def old_digest(letter: str) -> str:
    """A digest as the first layout counted it."""
    return letter * 64


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Where pages will be."""
    return tmp_path / "pages"


@pytest.fixture
def data(tmp_path: Path, pages: Path) -> Path:
    """A data folder of the first layout: one page in two versions, a cross-post and another page."""
    atlas = write(pages, "atlas", talks("atlas") + " They met twice.")
    press = post(pages, "m_5676-30", "buoy")
    other = post(pages, "m_5650-10", "buoy")
    older = release_of(page_a(talks("atlas"), title="Talks on atlas"), "file-atlas")
    old_store(
        tmp_path / "data",
        {
            old_digest("a"): (older, False, atlas),
            old_digest("b"): (release_of(atlas.read_text("utf-8"), "file-atlas"), True, atlas),
            old_digest("c"): (
                release_of(press.read_text("utf-8"), "m_5676-30", "m_5676", 30),
                True,
                press,
            ),
            old_digest("d"): (
                release_of(other.read_text("utf-8"), "m_5650-10", "m_5650", 10),
                True,
                other,
            ),
        },
    )
    return tmp_path / "data"


def test_a_reader_of_an_old_store_names_the_command(data: Path) -> None:
    before = (data / FILE).read_bytes()
    with pytest.raises(OldIndex, match=r"built by an earlier version.*communique index"):
        Archive(data)
    assert not is_current(data, FakeEmbedder())
    assert (data / FILE).read_bytes() == before


def test_every_release_is_there_after_the_next_build(data: Path) -> None:
    report = refresh(data, [], FakeEmbedder())
    assert told(report) == [
        ("added", "file-atlas", ""),
        ("added", "m_5676-30", ""),
        ("duplicate of", "m_5650-10", "m_5676-30"),
    ]
    archive = Archive(data)
    assert archive.meta("layout") == str(LAYOUT)
    assert ids(archive) == ["file-atlas", "m_5676-30"]
    assert archive.release("m_5650-10").id == "m_5676-30"
    assert texts(archive.release("file-atlas"))["2.0"].endswith("They met twice.")
    assert list(verify(data)) == []
    assert generations(data) == [archive.generation().name]


def test_every_old_digest_resolves_and_today_s_too(data: Path) -> None:
    refresh(data, [], FakeEmbedder())
    archive = Archive(data)
    for letter, id in (
        ("a", "file-atlas"),
        ("b", "file-atlas"),
        ("c", "m_5676-30"),
        ("d", "m_5650-10"),
    ):
        assert archive.release(f"{id}@{letter * 8}").id == id
    old, (passage,) = archive.find("file-atlas@aaaaaaaa#2.0")
    assert old.text_of(passage).endswith("by the end of the year.")
    assert not archive.release("file-atlas@aaaaaaaa").text.endswith("They met twice.")
    assert archive.release("file-atlas@bbbbbbbb").text.endswith("They met twice.")
    for release in archive.releases():
        assert archive.release(f"{release.id}@{release.digest[:8]}") == release


def test_a_page_whose_file_is_gone_is_kept(data: Path, pages: Path) -> None:
    (pages / "atlas.txt").unlink()
    report = refresh(data, [], FakeEmbedder())
    assert report.gone == 1
    assert ids(Archive(data)) == ["file-atlas", "m_5676-30"]


def test_an_old_archive_is_no_new_one(data: Path, pages: Path, tmp_path: Path) -> None:
    for path in pages.iterdir():
        path.unlink()
    refresh(data, [write(tmp_path / "first", "crane")], FakeEmbedder())
    assert ids(Archive(data)) == ["file-atlas", "m_5676-30"]


def test_a_changed_page_is_an_update_of_the_old_one(data: Path, pages: Path) -> None:
    write(pages, "atlas", talks("atlas") + " They met three times.")
    refresh(data, [], FakeEmbedder())
    archive = Archive(data)
    assert texts(archive.release("file-atlas"))["2.0"].endswith("three times.")
    assert archive.release("file-atlas@bbbbbbbb").text.endswith("They met twice.")


def test_a_page_that_would_be_refused_by_now_is_not_lost(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = migrate.read_release

    def stricter(page: Page) -> Release:
        if page.id == "file-atlas":
            raise NotARelease(page.source, "it is refused by now")
        return read(page)

    monkeypatch.setattr(migrate, "read_release", stricter)
    monkeypatch.setattr("index.intake.read_release", stricter)
    refresh(data, [], FakeEmbedder())
    archive = Archive(data)
    assert ids(archive) == ["file-atlas", "m_5676-30"]
    assert texts(archive.release("file-atlas"))["2.0"].endswith("They met twice.")
    assert archive.release("file-atlas@aaaaaaaa").text.endswith("the end of the year.")
    with sqlite3.connect(data / FILE) as connection:
        assert connection.execute("SELECT count(*) FROM version").fetchone() == (0,)


def test_an_interrupted_migration_is_begun_again(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, pages = migrate.read_release, []

    def interrupted(page: Page) -> Release:
        pages.append(page)
        if len(pages) == 3:
            raise KeyboardInterrupt
        return read(page)

    with monkeypatch.context() as patch:
        patch.setattr(migrate, "read_release", interrupted)
        with pytest.raises(KeyboardInterrupt):
            refresh(data, [], FakeEmbedder())
    with pytest.raises(OldIndex):
        Archive(data)
    refresh(data, [], FakeEmbedder())
    assert ids(Archive(data)) == ["file-atlas", "m_5676-30"]
    assert Archive(data).release("file-atlas@aaaaaaaa").id == "file-atlas"


def test_a_migrated_archive_is_migrated_once(data: Path, pages: Path) -> None:
    refresh(data, [], FakeEmbedder())
    state = Archive(data).state
    assert {what for what, _, _ in told(add(data, pages))} == {"unchanged"}
    assert Archive(data).state == state


BY_OLD_CODE = """
import sys
from pathlib import Path
from index.build import build
from index.store import Archive
sys.path.insert(0, sys.argv[3])
from tests_fakes import FakeEmbedder
data = Path(sys.argv[1])
build(data, [Path(sys.argv[2])], FakeEmbedder())
print(*(f"{one.id} {one.digest}" for one in Archive(data).releases()), sep="\\n")
"""


@pytest.mark.slow
def test_an_archive_that_the_old_program_built(tmp_path: Path) -> None:
    old, data, pages = tmp_path / "old", tmp_path / "data", tmp_path / "pages"
    taken = subprocess.run(
        ["git", "archive", LAST, "index", "seeds"], cwd=REPOSITORY, capture_output=True, check=False
    )
    if taken.returncode:
        pytest.skip(f"commit {LAST} is not here")
    old.mkdir()
    subprocess.run(["tar", "-x", "-C", old], input=taken.stdout, check=True)
    (old / "tests_fakes.py").write_bytes((REPOSITORY / "tests" / "fakes.py").read_bytes())
    pages.mkdir()
    for file in (old / "seeds").iterdir():
        (pages / file.name).write_bytes(file.read_bytes())
    changed = write(pages, "atlas")

    def by_old_code() -> dict[str, str]:
        done = subprocess.run(
            [sys.executable, "-c", BY_OLD_CODE, data, pages, old],
            cwd=old,
            capture_output=True,
            text=True,
            check=True,
        )
        return dict(line.split() for line in done.stdout.splitlines())

    first = by_old_code()
    changed.write_text(changed.read_text("utf-8") + " They met twice.", encoding="utf-8")
    second = by_old_code()
    assert first["file-atlas"] != second["file-atlas"] and len(first) == 6
    with pytest.raises(OldIndex):
        Archive(data)
    report = build(data, [changed], FakeEmbedder())
    archive = Archive(data)
    assert ids(archive) == sorted(first)
    for digests in (first, second):
        for id, digest in digests.items():
            assert archive.release(f"{id}@{digest[:8]}").id == id
    assert archive.release(f"file-atlas@{first['file-atlas'][:8]}").text.endswith("of the year.")
    assert report.encoded < archive.coverage().passages
    assert list(verify(data)) == []
    with pytest.raises(UnknownId):
        archive.release("file-atlas@00000000")
