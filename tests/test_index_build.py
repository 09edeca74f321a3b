"""Building: what is encoded, kept, reported and locked, and what an interruption costs."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from index import build as build_module
from index.build import BuildReport, build, context_line, is_current
from index.errors import (
    BadCatalogue,
    BadData,
    IndexLocked,
    NoIndex,
    NoSources,
    NotARelease,
    OtherModel,
    WrongEncoding,
)
from index.generation import FOLDER, current_folder
from index.records import Filters
from index.retrieve import Retriever
from index.store import Archive, read_stamp
from tests.fakes import FakeEmbedder
from tests.pages import BODY, FIRST, SEEDS, TITLE, page_a, release_of, seed_archive

WORDS = ("atlas", "buoy", "crane", "dock", "estuary", "ferry")


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder of two pages."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for word in WORDS[:2]:
        write(folder, word)
    return folder


def write(folder: Path, word: str, body: str = BODY, hits: int = 1) -> None:
    """A page on one subject."""
    text = page_a(body.replace("Tidal", word), title=f"Talks on the {word}", hits=hits)
    (folder / f"{word}.txt").write_text(text, encoding="utf-8")


def counts(report: BuildReport) -> tuple[int, int, int, int]:
    """Added, updated, unchanged, encoded."""
    return report.added, report.updated, report.unchanged, report.encoded


def generations(data: Path) -> list[str]:
    """The names of the generations that are kept."""
    return sorted(path.name for path in (data / FOLDER).iterdir())


def best(data: Path, words: str) -> str:
    """The id of the best passage for some words."""
    retriever = Retriever(data, FakeEmbedder())
    return retriever.passages(words, retriever.encode(words), 1)[0].id


def test_first_build_encodes_every_passage(pages: Path, tmp_path: Path) -> None:
    data, embedder = tmp_path / "data", FakeEmbedder()
    report = build(data, [pages], embedder)
    assert counts(report) == (2, 0, 0, 8)
    assert (report.rebuilt, report.errors) == (True, ())
    assert is_current(data, embedder)
    assert len(embedder.encoded) == 8
    assert read_stamp(current_folder(data))["releases"] == 2


def test_second_build_does_nothing(pages: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    build(data, [pages], FakeEmbedder())
    before = generations(data)
    again = FakeEmbedder()
    report = build(data, [pages], again)
    assert counts(report) == (0, 0, 2, 0)
    assert (report.rebuilt, again.calls, generations(data)) == (False, 0, before)


def test_rebuild_writes_a_generation_without_encoding(pages: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    build(data, [pages], FakeEmbedder())
    report = build(data, [pages], FakeEmbedder(), rebuild=True)
    assert (report.rebuilt, report.encoded) == (True, 0)
    assert len(generations(data)) == 2


def test_added_page_costs_only_its_own_passages(pages: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    build(data, [pages], FakeEmbedder())
    write(pages, "crane")
    report = build(data, [pages / "crane.txt"], FakeEmbedder())
    assert counts(report) == (1, 0, 0, 4)
    assert [release.id for release in Archive(data).releases()] == [
        "file-crane",
        "file-buoy",
        "file-atlas",
    ]
    assert best(data, "Talks on the crane") == "file-crane#head"
    assert best(data, "Talks on the atlas") == "file-atlas#head"


def test_changed_page_is_updated(pages: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    build(data, [pages], FakeEmbedder())
    write(pages, "buoy", BODY.replace("by the end of the year", "with walruses"))
    report = build(data, [pages], FakeEmbedder())
    assert counts(report) == (0, 1, 1, 1)
    assert best(data, "walruses") == "file-buoy#2.0"
    assert len(Archive(data).releases()) == 2


def test_changed_hit_counter_changes_nothing(pages: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    build(data, [pages], FakeEmbedder())
    write(pages, "buoy", hits=999)
    report = build(data, [pages], FakeEmbedder())
    assert counts(report) == (0, 0, 2, 0)
    assert report.rebuilt is False


def test_changed_catalogue_line_is_an_update(pages: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    build(data, [pages], FakeEmbedder())
    (pages / "catalogue.jsonl").write_text('{"file": "buoy.txt", "licence": "CC0"}', "utf-8")
    assert counts(build(data, [pages], FakeEmbedder())) == (0, 1, 1, 0)
    assert Archive(data).release("file-buoy").licence == "CC0"
    assert counts(build(data, [pages], FakeEmbedder())) == (0, 0, 2, 0)


def test_refused_pages_are_reported_and_the_others_kept(pages: Path, tmp_path: Path) -> None:
    (pages / "empty.txt").touch()
    (pages / "latin.txt").write_bytes(b"caf\xe9")
    (pages / "notes.txt").write_text("Some words that I saved.", encoding="utf-8")
    report = build(tmp_path / "data", [pages], FakeEmbedder())
    assert [type(error) for error in report.errors] == [NotARelease, WrongEncoding, NotARelease]
    assert "notes.txt is no release" in str(report.errors[2])
    assert counts(report) == (2, 0, 0, 8)


def test_page_that_turns_bad_stays_in_the_archive(pages: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    build(data, [pages], FakeEmbedder())
    (pages / "buoy.txt").write_text("gone", encoding="utf-8")
    report = build(data, [pages], FakeEmbedder())
    assert len(report.errors) == 1
    assert Archive(data).release("file-buoy").title == "Talks on the buoy"


def test_release_that_today_would_be_refused_is_not_lost(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    build(data, [pages / "buoy.txt"], FakeEmbedder())
    read = build_module.read_release

    def stricter(page: build_module.Page) -> object:
        if page.id == "file-buoy":
            raise NotARelease(page.source, "it is a buoy")
        return read(page)

    monkeypatch.setattr(build_module, "read_release", stricter)
    report = build(data, [pages / "atlas.txt"], FakeEmbedder())
    assert report.errors == ()
    assert {release.id for release in Archive(data).releases()} == {"file-buoy", "file-atlas"}


def test_only_refused_pages_make_an_empty_index(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Some words that I saved.", encoding="utf-8")
    data = tmp_path / "data"
    report = build(data, [tmp_path / "notes.txt"], FakeEmbedder())
    assert (report.added, len(report.errors)) == (0, 1)
    retriever = Retriever(data, FakeEmbedder())
    assert retriever.passages("words", retriever.encode("words"), 5) == []


def test_wrong_sources_change_nothing(pages: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    build(data, [pages], FakeEmbedder())
    before = current_folder(data)
    with pytest.raises(NoSources, match="does not exist"):
        build(data, [pages, tmp_path / "nowhere"], FakeEmbedder())
    (pages / "catalogue.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(BadCatalogue, match="line 1"):
        build(data, [pages], FakeEmbedder())
    assert current_folder(data) == before


def test_inferred_dates_follow_the_archive(tmp_path: Path) -> None:
    data = tmp_path / "data"
    names = ("003*", "000*", "004*")
    alone, second, third = (next(SEEDS.glob(name)) for name in names)
    (tmp_path / "pages").mkdir()
    for file in (alone, second, third, SEEDS / "catalogue.jsonl"):
        (tmp_path / "pages" / file.name).write_bytes(file.read_bytes())
    build(data, [tmp_path / "pages" / alone.name], FakeEmbedder())
    assert Archive(data).release("m_5676-321374").event is None
    build(data, [tmp_path / "pages"], FakeEmbedder())
    event = Archive(data).release("m_5676-321374").event
    assert event is not None
    assert (str(event.first), str(event.provenance)) == ("2020-11-19", "inferred")


def test_context_line_holds_only_what_the_page_states() -> None:
    release = release_of(page_a(BODY))
    assert context_line(release, release.passage("r#1.1")) == f"{TITLE} · 2022-05-05 · {FIRST}"
    assert context_line(release, release.passage("r#1.0")) == f"{TITLE} · 2022-05-05"
    inferred = seed_archive()["m_5676-321374"]
    assert "2020" not in context_line(inferred, inferred.passage("m_5676-321374#1.1"))


@contextmanager
def locked_by_another_process(data: Path) -> Iterator[int]:
    """Another process that builds in the data folder, by its id."""
    data.mkdir(parents=True, exist_ok=True)
    program = (
        "import sys, time\nfrom pathlib import Path\nfrom index.build import _lock\n"
        "with _lock(Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(data)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parent.parent,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process.pid
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def test_lock_of_another_process(pages: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with locked_by_another_process(data) as holder:
        with pytest.raises(IndexLocked, match=rf"another process \(process {holder}\)"):
            build(data, [pages], FakeEmbedder())
        with pytest.raises(NoIndex):
            current_folder(data)
    time.sleep(0.1)
    assert build(data, [pages], FakeEmbedder()).added == 2


def test_reading_goes_on_while_another_process_builds(pages: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    build(data, [pages], FakeEmbedder())
    with locked_by_another_process(data):
        assert best(data, "Talks on the buoy") == "file-buoy#head"


def test_interrupted_build_keeps_the_earlier_generation_and_its_vectors(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build_module, "STEP", 2)
    data = tmp_path / "data"
    build(data, [pages], FakeEmbedder())
    before = current_folder(data)
    for word in WORDS[2:]:
        write(pages, word)
    broken = FakeEmbedder(fail_at=3)
    with pytest.raises(KeyboardInterrupt):
        build(data, [pages], broken)
    assert current_folder(data) == before
    assert best(data, "Talks on the buoy") == "file-buoy#head"
    assert not is_current(data, FakeEmbedder())
    again = FakeEmbedder()
    report = build(data, [pages], again)
    saved = len(broken.encoded)
    assert 4 <= saved < 16
    assert report.encoded == len(again.encoded) == 16 - saved
    assert not set(again.encoded) & set(broken.encoded)
    assert report.rebuilt is True
    assert is_current(data, FakeEmbedder())
    assert best(data, "Talks on the ferry") == "file-ferry#head"


def test_interruption_while_writing_keeps_the_generation_before(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    build(data, [pages], FakeEmbedder())
    first = current_folder(data).name
    reader = Retriever(data, FakeEmbedder())

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    write(pages, "crane")
    with monkeypatch.context() as patch:
        patch.setattr("index.generation._write_lexical", interrupted)
        with pytest.raises(KeyboardInterrupt):
            build(data, [pages], FakeEmbedder())
    assert current_folder(data).name == first
    build(data, [pages], FakeEmbedder())
    second = current_folder(data).name
    assert generations(data) == [first, second]
    found = reader._generation.lexical("buoy", 1, Filters())
    assert [id.partition("#")[0] for id, _ in found] == ["file-buoy"]


def test_reader_follows_the_pointer_and_the_generation_before_is_kept(
    pages: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    build(data, [pages], FakeEmbedder())
    retriever = Retriever(data, FakeEmbedder())
    opened = retriever.generation
    folders = [current_folder(data).name]
    for word in WORDS[2:5]:
        write(pages, word)
        build(data, [pages], FakeEmbedder())
        folders.append(current_folder(data).name)
        assert generations(data) == folders[-2:]
        found = retriever.passages(f"Talks on the {word}", retriever.encode(word), 1)
        assert found[0].id == f"file-{word}#head"
    assert len(set(folders)) == 4
    assert retriever.generation is not opened


def test_index_by_another_model(pages: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    build(data, [pages], FakeEmbedder("one"))
    other = FakeEmbedder("two")
    with pytest.raises(OtherModel, match=r"built with one, but two is set.*communique index"):
        Retriever(data, other)
    assert not is_current(data, other)
    report = build(data, [pages], other)
    assert counts(report) == (0, 0, 2, 8)
    assert Retriever(data, other).generation.stamp["model"] == "two"
    back = FakeEmbedder("one")
    assert build(data, [pages], back).encoded == 0


def test_newer_reading_rules_build_anew(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    build(data, [pages], FakeEmbedder())
    monkeypatch.setattr(build_module, "TEXT_VERSION", build_module.TEXT_VERSION + 1)
    assert not is_current(data, FakeEmbedder())
    assert build(data, [pages], FakeEmbedder()).rebuilt is True


def test_long_passage_is_stored_as_several_windows(tmp_path: Path) -> None:
    long = " ".join(f"word{number}" for number in range(100))
    (tmp_path / "long.txt").write_text(page_a(f"1. {long}\n\n2. The end came soon."), "utf-8")
    data, embedder = tmp_path / "data", FakeEmbedder()
    build(data, [tmp_path / "long.txt"], embedder)
    assert sum("word99" in text for text in embedder.encoded) == 1
    retriever = Retriever(data, FakeEmbedder())
    found = retriever.generation.dense(retriever.encode("word99 word98 word97"), 9, Filters())
    assert sorted(id for id, _ in found) == ["file-long#1.0", "file-long#2.0", "file-long#head"]
    assert found[0][0] == "file-long#1.0"


def test_no_index_yet(tmp_path: Path) -> None:
    with pytest.raises(NoIndex, match="There is no index in"):
        Retriever(tmp_path, FakeEmbedder())
    assert is_current(tmp_path, FakeEmbedder()) is False


@pytest.mark.parametrize("part", ["chroma", "bm25", "chroma/chroma.sqlite3", "bm25/passages.json"])
def test_damaged_generation(part: str, pages: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    build(data, [pages], FakeEmbedder())
    target = current_folder(data) / part
    target.rename(target.with_name("moved"))
    with pytest.raises(BadData, match=r"the generation is damaged .*communique index --rebuild"):
        Retriever(data, FakeEmbedder())
    build(data, [pages], FakeEmbedder(), rebuild=True)
    assert best(data, "Talks on the buoy") == "file-buoy#head"


@pytest.mark.parametrize("content", ["", "{", "[1]", '[["only", "two"]]'])
def test_damaged_table_of_passages(content: str, pages: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    build(data, [pages], FakeEmbedder())
    (current_folder(data) / "bm25" / "passages.json").write_text(content, encoding="utf-8")
    with pytest.raises(BadData, match="the generation is damaged"):
        Retriever(data, FakeEmbedder())


def test_pointer_to_a_lost_generation(pages: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    build(data, [pages], FakeEmbedder())
    (data / "current").write_text("999999", encoding="utf-8")
    with pytest.raises(NoIndex):
        Retriever(data, FakeEmbedder())
    assert build(data, [pages], FakeEmbedder()).rebuilt is True
    assert best(data, "Talks on the buoy") == "file-buoy#head"


def test_data_folder_that_is_a_file(pages: Path, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x", encoding="utf-8")
    with pytest.raises(BadData, match="it cannot be made"):
        build(tmp_path / "data", [pages], FakeEmbedder())


def test_progress_tells_each_step_to_its_end(pages: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    build(tmp_path / "data", [pages], FakeEmbedder(), lambda *step: told.append(step))
    assert [step for step in told if step[1] == step[2]] == [
        ("reading", 2, 2),
        ("embedding", 8, 8),
        ("writing", 1, 1),
    ]


def test_fake_vectors_are_unit_vectors() -> None:
    vectors = FakeEmbedder().encode(["one two", "three", ""])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0)
