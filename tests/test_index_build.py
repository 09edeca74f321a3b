"""Building: what is encoded, reported, locked and kept, and what an interruption costs."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from index import database, encode
from index.build import BuildReport, is_current, remove
from index.encode import context_line
from index.errors import (
    BadCatalogue,
    BadData,
    IndexLocked,
    NoIndex,
    NoSources,
    OldIndex,
    OtherModel,
)
from index.generation import read_stamp
from index.intake import What
from index.records import Filters
from index.retrieve import Retriever
from index.store import GENERATIONS, Archive
from tests.fakes import FakeEmbedder
from tests.folders import PASSAGES, add, build, generations, ids, published, talks, told, write
from tests.pages import BODY, FIRST, SEEDS, TITLE, page_a, release_of, seed_archive
from tests.searches import query

WORDS = ("atlas", "buoy", "crane", "dock", "estuary", "ferry")


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder of two pages."""
    for word in WORDS[:2]:
        write(tmp_path / "pages", word)
    return tmp_path / "pages"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Where a data folder will be."""
    return tmp_path / "data"


def counts(report: BuildReport) -> tuple[int, int, int, int]:
    """Added, updated, unchanged, encoded."""
    return (
        report.count(What.ADDED),
        report.count(What.UPDATED),
        report.count(What.UNCHANGED),
        report.encoded,
    )


def best(data: Path, words: str) -> str:
    """The id of the best passage for some words."""
    retriever = Retriever(data, FakeEmbedder())
    return retriever.passages(query(words), 1)[0].id


# what a build does


def test_first_build_encodes_every_passage(pages: Path, data: Path) -> None:
    embedder = FakeEmbedder()
    report = build(data, [pages], embedder)
    assert counts(report) == (2, 0, 0, 8)
    assert (report.rebuilt, report.count(What.REFUSED)) == (True, 0)
    assert is_current(data, embedder)
    assert len(embedder.encoded) == 8 + report.sentences == 14
    assert read_stamp(Archive(data).generation())["releases"] == 2


def test_the_report_tells_what_became_of_each_page_in_the_order_read(
    pages: Path, data: Path
) -> None:
    write(pages, "copy of atlas", talks("atlas"), title="Another title")
    (pages / "notes.txt").write_text("Some words that I saved.", encoding="utf-8")
    report = add(data, pages)
    assert [(one.source, str(one.what), one.id) for one in report.outcomes] == [
        (str(pages / "atlas.txt"), "added", "file-atlas"),
        (str(pages / "buoy.txt"), "added", "file-buoy"),
        (str(pages / "copy of atlas.txt"), "duplicate of", "file-copy-of-atlas"),
        (str(pages / "notes.txt"), "refused", "file-notes"),
    ]
    assert [one.detail for one in report.outcomes[:3]] == ["", "", "file-atlas"]
    assert "notes.txt is no release: it has neither" in report.outcomes[3].detail


def test_second_build_does_nothing(pages: Path, data: Path) -> None:
    add(data, pages)
    before, state = generations(data), Archive(data).state
    again = FakeEmbedder()
    report = build(data, [pages], again)
    assert counts(report) == (0, 0, 2, 0)
    assert (report.rebuilt, again.calls, generations(data)) == (False, 0, before)
    assert Archive(data).state == state


def test_rebuild_writes_a_generation_without_encoding(pages: Path, data: Path) -> None:
    add(data, pages)
    before = published(data)
    report = build(data, [pages], FakeEmbedder(), rebuild=True)
    assert (report.rebuilt, report.encoded) == (True, 0)
    assert len(generations(data)) == 2
    assert published(data) == before


def test_added_page_costs_only_its_own_passages(pages: Path, data: Path) -> None:
    add(data, pages)
    report = add(data, write(pages, "crane"))
    assert counts(report) == (1, 0, 0, PASSAGES)
    assert ids(Archive(data)) == ["file-atlas", "file-buoy", "file-crane"]
    assert best(data, "Talks on the crane") == "file-crane#head"
    assert best(data, "Talks on the atlas") == "file-atlas#head"


def test_changed_page_is_updated(pages: Path, data: Path) -> None:
    add(data, pages)
    write(pages, "buoy", talks("buoy").replace("by the end of the year", "with walruses"))
    report = add(data, pages)
    assert counts(report) == (0, 1, 1, 1)
    assert best(data, "walruses") == "file-buoy#2.0"
    assert len(Archive(data).releases()) == 2


def test_changed_hit_counter_changes_nothing(pages: Path, data: Path) -> None:
    add(data, pages)
    write(pages, "buoy", hits=999)
    report = add(data, pages)
    assert counts(report) == (0, 0, 2, 0)
    assert report.rebuilt is False


def test_inferred_dates_follow_the_archive(tmp_path: Path, data: Path) -> None:
    names = ("003*", "000*", "004*")
    alone, second, third = (next(SEEDS.glob(name)) for name in names)
    (tmp_path / "pages").mkdir()
    for file in (alone, second, third, SEEDS / "catalogue.jsonl"):
        (tmp_path / "pages" / file.name).write_bytes(file.read_bytes())
    add(data, tmp_path / "pages" / alone.name)
    assert Archive(data).release("m_5676-321374").event is None
    report = add(data, tmp_path / "pages")
    event = Archive(data).release("m_5676-321374").event
    assert event is not None
    assert (str(event.first), str(event.provenance)) == ("2020-11-19", "inferred")
    assert ("unchanged", "m_5676-321374", "") in told(report)


def test_context_line_holds_only_what_the_page_states() -> None:
    release = release_of(page_a(BODY))
    assert context_line(release, release.passage("r#1.1")) == f"{TITLE} · 2022-05-05 · {FIRST}"
    assert context_line(release, release.passage("r#1.0")) == f"{TITLE} · 2022-05-05"
    inferred = seed_archive()["m_5676-321374"]
    assert "2020" not in context_line(inferred, inferred.passage("m_5676-321374#1.1"))


def test_long_passage_is_stored_as_several_windows(tmp_path: Path, data: Path) -> None:
    long = " ".join(f"word{number}" for number in range(100))
    embedder = FakeEmbedder()
    path = write(tmp_path, "long", f"1. {long}\n\n2. The end came soon.")
    build(data, [path], embedder)
    windows = [text for text in embedder.encoded if "\n" in text]  # no sentence has a line break
    assert sum("word99" in text for text in windows) == 1
    retriever = Retriever(data, FakeEmbedder())
    found = retriever.generation.dense(retriever.encode("word99 word98 word97"), 9, Filters())
    assert sorted(id for id, _ in found) == ["file-long#1.0", "file-long#2.0", "file-long#head"]
    assert found[0][0] == "file-long#1.0"


def test_progress_tells_each_step_to_its_end(pages: Path, data: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    build(data, [pages], FakeEmbedder(), lambda *step: steps.append(step))
    assert [step for step in steps if step[1] == step[2]] == [
        ("reading", 2, 2),
        ("embedding", 8, 8),
        ("sentences", 6, 6),
        ("writing", 8, 8),
    ]


def test_fake_vectors_are_unit_vectors() -> None:
    vectors = FakeEmbedder().encode(["one two", "three", ""])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0)


# pages and sources that cannot be used


def test_refused_pages_are_reported_and_the_others_kept(pages: Path, data: Path) -> None:
    (pages / "empty.txt").touch()
    (pages / "latin.txt").write_bytes(b"caf\xe9\x81\x00")
    (pages / "notes.txt").write_text("Some words that I saved.", encoding="utf-8")
    report = add(data, pages)
    refused = [one for one in report.outcomes if one.what is What.REFUSED]
    assert [Path(one.source).name for one in refused] == ["empty.txt", "latin.txt", "notes.txt"]
    assert all(Path(one.source).name in one.detail for one in refused)
    assert counts(report) == (2, 0, 0, 8)


def test_page_that_turns_bad_stays_in_the_archive(pages: Path, data: Path) -> None:
    add(data, pages)
    (pages / "buoy.txt").write_text("gone", encoding="utf-8")
    report = add(data, pages)
    assert report.count(What.REFUSED) == 1
    assert Archive(data).release("file-buoy").title == "Talks on buoy"


def test_only_refused_pages_make_an_empty_index(tmp_path: Path, data: Path) -> None:
    (tmp_path / "notes.txt").write_text("Some words that I saved.", encoding="utf-8")
    report = add(data, tmp_path / "notes.txt")
    assert (report.count(What.ADDED), report.count(What.REFUSED)) == (0, 1)
    retriever = Retriever(data, FakeEmbedder())
    assert retriever.passages(query("words"), 5) == []
    assert add(data, write(tmp_path, "atlas")).count(What.ADDED) == 1
    assert retriever.passages(query("atlas"), 1)[0].release == "file-atlas"


def test_wrong_sources_change_nothing(pages: Path, tmp_path: Path, data: Path) -> None:
    add(data, pages)
    before = Archive(data).state
    write(pages, "crane")
    with pytest.raises(NoSources, match="does not exist"):
        add(data, pages, tmp_path / "nowhere")
    (pages / "catalogue.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(BadCatalogue, match="line 1"):
        add(data, pages)
    assert Archive(data).state == before
    assert [page.release.id for page in Archive(data).pages()] == ["file-atlas", "file-buoy"]


def test_data_folder_that_is_a_file(pages: Path, data: Path) -> None:
    data.write_text("x", encoding="utf-8")
    with pytest.raises(BadData, match="it cannot be made"):
        add(data, pages)


@pytest.mark.parametrize("number", [1, 13, 28, 30])
def test_data_folder_that_cannot_be_written(
    number: int, pages: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, *_: object, **__: object) -> None:
        raise OSError(number, "the reason", str(path))

    monkeypatch.setattr(Path, "write_text", refuse)
    with pytest.raises(BadData, match=r"cannot be written \(the reason\).*--data FOLDER"):
        add(data, pages)


# two builders, builders and readers


@contextmanager
def locked_by_another_process(data: Path) -> Iterator[int]:
    """Another process that builds in the data folder, by its id."""
    data.mkdir(parents=True, exist_ok=True)
    program = (
        "import sys, time\nfrom pathlib import Path\nfrom index.build import _writing\n"
        "with _writing(Path(sys.argv[1]), print):\n    print('held', flush=True)\n"
        "    time.sleep(60)\n"
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


def test_the_second_of_two_builders_says_who_holds_the_lock(pages: Path, data: Path) -> None:
    add(data, pages)
    write(pages, "crane")
    before = Archive(data).state
    with locked_by_another_process(data) as holder:
        with pytest.raises(IndexLocked, match=rf"another process \(process {holder}\).*Wait"):
            add(data, pages)
        with pytest.raises(IndexLocked, match=f"process {holder}"):
            remove(data, ["file-buoy"], FakeEmbedder())
        assert Archive(data).state == before
    assert add(data, pages).count(What.ADDED) == 1


def test_reading_goes_on_while_another_process_builds(pages: Path, data: Path) -> None:
    add(data, pages)
    with locked_by_another_process(data):
        assert best(data, "Talks on the buoy") == "file-buoy#head"


def test_reader_follows_the_pointer_and_the_generation_before_is_kept(
    pages: Path, data: Path
) -> None:
    add(data, pages)
    retriever = Retriever(data, FakeEmbedder())
    opened = retriever.generation
    folders = [Archive(data).generation().name]
    for word in WORDS[2:5]:
        add(data, write(pages, word))
        folders.append(Archive(data).generation().name)
        assert generations(data) == folders[-2:]
        found = retriever.passages(query(f"Talks on the {word}", near=word), 1)
        assert found[0].id == f"file-{word}#head"
    assert len(set(folders)) == 4
    assert retriever.generation is not opened


# interruptions


def test_interrupted_build_keeps_the_earlier_generation_and_its_vectors(
    pages: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encode, "STEP", 2)
    add(data, pages)
    before = Archive(data).generation()
    for word in WORDS[2:]:
        write(pages, word)
    broken = FakeEmbedder(fail_at=3)
    with pytest.raises(KeyboardInterrupt):
        build(data, [pages], broken)
    assert Archive(data).generation() == before
    assert ids(Archive(data)) == ["file-atlas", "file-buoy"]
    assert best(data, "Talks on the buoy") == "file-buoy#head"
    assert not is_current(data, FakeEmbedder())
    again = FakeEmbedder()
    report = build(data, [pages], again)
    saved = len(broken.encoded)
    assert saved == 4
    assert report.encoded == 16 - saved
    assert len(again.encoded) == report.encoded + report.sentences
    assert not set(again.encoded) & set(broken.encoded)
    assert report.rebuilt is True
    assert is_current(data, FakeEmbedder())
    assert best(data, "Talks on the ferry") == "file-ferry#head"


def test_the_report_after_an_interruption_tells_what_is_new_to_readers(
    pages: Path, data: Path
) -> None:
    add(data, pages)
    write(pages, "buoy", talks("buoy") + " They will meet again.")
    write(pages, "crane")
    write(pages, "copy", talks("atlas"))
    with pytest.raises(KeyboardInterrupt):
        build(data, [pages], FakeEmbedder(fail_at=1))
    assert told(add(data, pages)) == [
        ("added", "file-crane", ""),
        ("duplicate of", "file-copy", "file-atlas"),
        ("unchanged", "file-atlas", ""),
        ("updated", "file-buoy", ""),
    ]


def test_interruption_while_writing_keeps_the_generation_before(
    pages: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(data, pages)
    first = Archive(data).generation().name
    reader = Retriever(data, FakeEmbedder())

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    write(pages, "crane")
    with monkeypatch.context() as patch:
        patch.setattr("index.generation._write_lexical", interrupted)
        with pytest.raises(KeyboardInterrupt):
            add(data, pages)
    assert Archive(data).generation().name == first
    add(data, pages)
    assert generations(data) == [first, Archive(data).generation().name]
    found = reader._generation.lexical("buoy", 1, Filters())
    assert [id.partition("#")[0] for id, _ in found] == ["file-buoy"]


# other models, other rules, damage


def test_index_by_another_model(pages: Path, data: Path) -> None:
    add(data, pages, model="one")
    other = FakeEmbedder("two")
    with pytest.raises(OtherModel, match=r"built with one, but two is set.*communique index"):
        Retriever(data, other)
    assert not is_current(data, other)
    report = build(data, [pages], other)
    assert counts(report) == (0, 0, 2, 8)
    assert Retriever(data, other).generation.stamp["model"] == "two"
    assert add(data, pages, model="one").encoded == 0


def raise_text_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the rules be newer than those that read the archive."""
    newer = database.TEXT_VERSION + 1
    for module in ("index.database", "index.store", "index.build"):
        monkeypatch.setattr(f"{module}.TEXT_VERSION", newer)


def test_newer_rules_read_the_archive_again(
    pages: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(data, pages)
    (pages / "atlas.txt").unlink()
    before = published(data)
    raise_text_version(monkeypatch)
    assert not is_current(data, FakeEmbedder())
    with pytest.raises(OldIndex, match=r"built by an earlier version.*communique index"):
        Archive(data)
    report = add(data, pages)
    assert (report.rebuilt, counts(report)) == (True, (0, 0, 1, 0))
    after = published(data)
    assert after.pop("stamp") != before.pop("stamp")
    assert after == before


def test_release_that_today_would_be_refused_is_not_lost(
    pages: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(data, pages)
    before = Archive(data).release("file-buoy")
    raise_text_version(monkeypatch)
    refuse_pages(monkeypatch, "index.intake.read_release", "file-buoy")
    report = add(data, pages / "atlas.txt")
    assert told(report) == [("unchanged", "file-atlas", "")]
    assert Archive(data).release("file-buoy") == before
    assert best(data, "Talks on the buoy") == "file-buoy#head"


def refuse_pages(monkeypatch: pytest.MonkeyPatch, where: str, id: str) -> None:
    """Let a reader of pages refuse those with one id."""
    from index.errors import NotARelease
    from index.read import read_release
    from index.records import Page, Release

    def stricter(page: Page) -> Release:
        if page.id == id:
            raise NotARelease(page.source, "it is refused by now")
        return read_release(page)

    monkeypatch.setattr(where, stricter)


def test_no_index_yet(tmp_path: Path) -> None:
    with pytest.raises(NoIndex, match="There is no index in"):
        Retriever(tmp_path, FakeEmbedder())
    assert is_current(tmp_path, FakeEmbedder()) is False


@pytest.mark.parametrize(
    "part",
    ["chroma", "bm25", "chroma/chroma.sqlite3", "passages.json", "vectors.npy", "windows.npy"],
)
def test_damaged_generation(part: str, pages: Path, data: Path) -> None:
    add(data, pages)
    target = Archive(data).generation() / part
    target.rename(target.with_name("moved"))
    with pytest.raises(BadData, match=r"the generation is damaged .*communique index --rebuild"):
        Retriever(data, FakeEmbedder())
    build(data, [pages], FakeEmbedder(), rebuild=True)
    assert best(data, "Talks on the buoy") == "file-buoy#head"


@pytest.mark.parametrize("content", ["", "{", "[1]", '[["only", "two"]]', "{}"])
def test_damaged_table_of_passages(content: str, pages: Path, data: Path) -> None:
    add(data, pages)
    table = Archive(data).generation() / "passages.json"
    table.write_text(content, encoding="utf-8")
    with pytest.raises(BadData, match="the generation is damaged"):
        Retriever(data, FakeEmbedder())


def test_lost_generations_are_written_anew(pages: Path, data: Path) -> None:
    add(data, pages)
    (data / GENERATIONS).rename(data / "elsewhere")
    with pytest.raises(NoIndex):
        Retriever(data, FakeEmbedder())
    assert not is_current(data, FakeEmbedder())
    report = add(data, pages)
    assert (report.rebuilt, report.encoded) == (True, 0)
    assert best(data, "Talks on the buoy") == "file-buoy#head"
