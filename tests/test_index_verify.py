"""Checking an index: each tampered part is told by the id it belongs to, and nothing else is."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import bm25s
import numpy as np
import pytest

from index.build import build, remove
from index.database import FILE
from index.errors import BadData, NoIndex, OldIndex
from index.generation import chroma
from index.store import Archive
from index.verify import uncovered, verify
from tests.fakes import FakeEmbedder
from tests.folders import add, post, talks, write
from tests.pages import LAYOUTS, page_a, release_of, seed_releases

LONG = " ".join(f"word{number}" for number in range(100))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An index of a page, a cross-post of it, another page and one with a long passage."""
    pages = tmp_path / "pages"
    post(pages, "m_5676-30", "atlas")
    post(pages, "m_5650-10", "atlas")
    post(pages, "m_5676-31", "buoy")
    write(pages, "long", f"1. {LONG}\n\n2. The end came soon.")
    add(tmp_path / "data", pages)
    return tmp_path / "data"


def execute(data: Path, statement: str, *values: object) -> None:
    """A change of the archive store, which must change one row or more."""
    with sqlite3.connect(data / FILE) as connection:
        assert connection.execute(statement, values).rowcount > 0


def faults(data: Path) -> list[str]:
    """What is wrong."""
    return list(verify(data))


def about(found: list[str], id: str, words: str) -> bool:
    """True when every fault is about the page or passage with this id and one has the words."""
    return all(id in fault for fault in found) and any(words in fault for fault in found)


# nothing is wrong


def test_nothing_is_wrong_with_a_fresh_index(data: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    assert list(verify(data, lambda *step: steps.append(step))) == []
    assert [step for step in steps if step[1] == step[2]] == [
        ("checking", 4, 4),
        ("checking files", 4, 4),
        ("checking vectors", 11, 11),
    ]


def test_nothing_is_wrong_after_updates_removals_and_other_visits(
    data: Path, tmp_path: Path
) -> None:
    pages = tmp_path / "pages"
    post(pages, "m_5676-30", "atlas", body=talks("atlas") + " They met twice.")
    post(pages, "m_5676-31", "buoy", hits=99)
    add(data, pages)
    assert faults(data) == []
    remove(data, ["m_5676-30"], FakeEmbedder())
    assert faults(data) == []
    for file in pages.iterdir():
        file.unlink()
    assert faults(data) == []
    remove(data, ["m_5650-10", "m_5676-31", "file-long"], FakeEmbedder())
    assert faults(data) == []


def test_no_index_is_no_fault_but_an_error(tmp_path: Path, data: Path) -> None:
    with pytest.raises(NoIndex):
        faults(tmp_path / "nowhere")
    execute(data, "UPDATE meta SET value = '1' WHERE key = 'text_version'")
    with pytest.raises(OldIndex):
        faults(data)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_every_character_stands_in_one_place(layout) -> None:  # type: ignore[no-untyped-def]
    assert uncovered(release_of(layout.head + talks("atlas"))) == []


def test_every_character_of_the_seeds_stands_in_one_place() -> None:
    assert [uncovered(release) for release in seed_releases()] == [[], [], [], [], []]


# what is not in the index yet


def test_pages_that_wait_for_the_next_build_are_named_and_nothing_else(
    data: Path, tmp_path: Path
) -> None:
    pages = tmp_path / "pages"
    post(pages, "m_5676-31", "buoy", body=talks("buoy") + " They met twice.")
    write(pages, "crane")
    with pytest.raises(KeyboardInterrupt):
        build(data, [pages], FakeEmbedder(fail_at=1))
    assert faults(data) == [
        "file-crane: is not in the index yet; run: communique index",
        "m_5676-31: what changed is not in the index yet; run: communique index",
    ]
    add(data, pages)
    assert faults(data) == []


def test_a_removal_that_waits_is_named(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("index.generation._write_lexical", interrupted)
        with pytest.raises(KeyboardInterrupt):
            remove(data, ["m_5676-31"], FakeEmbedder())
    assert faults(data) == ["m_5676-31: its removal is not in the index yet; run: communique index"]


def test_what_the_catalogue_changed_and_waits_is_told(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    write(tmp_path / "pages", "long", f"1. {LONG}\n\n2. The end came soon.", licence="CC0")
    with monkeypatch.context() as patch:
        patch.setattr("index.generation._write_lexical", interrupted)
        with pytest.raises(KeyboardInterrupt):
            add(data, tmp_path / "pages")
    assert faults(data) == [
        "what is known of some pages is not in the index yet; run: communique index"
    ]


# tampered pages


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("buoy harbours", "buoy airports"),
        ("agreed", "agreed not"),
        ("2. The", "3. The"),
        ("Norway", "Norway,"),
        ("2022-05-05", "2022-06-05"),
        ("Talks on buoy", "Talks on buoys"),
    ],
)
def test_a_stored_text(one: str, other: str, data: Path) -> None:
    execute(data, "UPDATE page SET text = replace(text, ?, ?) WHERE id = 'm_5676-31'", one, other)
    found = faults(data)
    assert about(found, "m_5676-31", "its stored text reads differently today")


def test_a_stored_text_that_is_no_release_any_more(data: Path) -> None:
    execute(data, "UPDATE page SET text = substr(text, 1, 9) WHERE id = 'm_5676-31'")
    assert about(faults(data), "m_5676-31", "its stored text is refused today")


@pytest.mark.parametrize("part", ["passages", "statements", "remainders"])
def test_a_stored_reading(part: str, data: Path) -> None:
    with sqlite3.connect(data / FILE) as connection:
        (stored,) = connection.execute("SELECT reading FROM page WHERE id = 'm_5676-31'").fetchone()
    reading = json.loads(stored)
    reading[part] = reading[part][:-1]
    execute(data, "UPDATE page SET reading = ? WHERE id = 'm_5676-31'", json.dumps(reading))
    found = faults(data)
    assert about(found, "m_5676-31", "reads differently today")
    assert any("stand in no passage" in fault for fault in found) is (part != "statements")


# changed files


def test_a_changed_source_file(data: Path, tmp_path: Path) -> None:
    path = post(tmp_path / "pages", "m_5676-31", "buoy", body=talks("buoy") + " They met twice.")
    assert faults(data) == [
        f"m_5676-31: {path} has changed since it was added; run: communique index"
    ]


@pytest.mark.parametrize("content", [b"", b"Notes of mine.", b"\xff\xfe\x00"])
def test_a_source_file_that_holds_no_release_any_more(
    content: bytes, data: Path, tmp_path: Path
) -> None:
    (tmp_path / "pages" / "m_5676-31.txt").write_bytes(content)
    found = faults(data)
    assert len(found) == 1 and found[0].startswith("m_5676-31: ")


def test_a_feed_that_has_moved_on_is_no_fault(tmp_path: Path) -> None:
    pages = tmp_path / "pages.jsonl"
    lines = [
        {"id": f"file-{word}", "text": page_a(talks(word), title=f"Talks on {word}")}
        for word in ("atlas", "buoy")
    ]
    pages.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    add(tmp_path / "data", pages)
    pages.write_text(json.dumps(lines[1]) + "\n", encoding="utf-8")
    assert faults(tmp_path / "data") == []


# what is published


def test_a_published_reading(data: Path) -> None:
    with sqlite3.connect(data / FILE) as connection:
        (stored,) = connection.execute(
            "SELECT reading FROM published WHERE id = 'm_5676-31'"
        ).fetchone()
    reading = json.loads(stored) | {"title": "Another title"}
    execute(data, "UPDATE published SET reading = ? WHERE id = 'm_5676-31'", json.dumps(reading))
    assert about(faults(data), "m_5676-31", "what is shown is not what the archive holds")


def test_a_lost_published_row(data: Path) -> None:
    execute(data, "DELETE FROM published WHERE id = 'm_5676-31'")
    assert about(faults(data), "m_5676-31", "what is shown is not what the archive holds")


def test_a_published_row_without_its_page(data: Path) -> None:
    execute(
        data,
        "INSERT INTO page SELECT 'm_5676-99', digest, 0, source, origin, added, text_version, text,"
        " replace(reading, 'm_5676-31', 'm_5676-99') FROM page WHERE id = 'm_5676-31'",
    )
    execute(
        data,
        "INSERT INTO published SELECT 'm_5676-99', 'm_5676-99', digest,"
        " replace(reading, 'm_5676-31', 'm_5676-99') FROM published WHERE id = 'm_5676-31'",
    )
    assert about(faults(data), "m_5676-99", "is shown, but the archive does not hold it")


@pytest.mark.parametrize("target", ["m_5676-31", "m_5650-10", "nowhere"])
def test_an_id_that_leads_elsewhere(target: str, data: Path) -> None:
    execute(data, "UPDATE published SET shown = ? WHERE id = 'm_5650-10'", target)
    assert faults(data) == [f"m_5650-10: leads to {target}, and should lead to m_5676-30"]


# vectors and Chroma


def test_a_stored_vector(data: Path) -> None:
    archive = Archive(data)
    release = archive.release("m_5676-31")
    from index.encode import rows_of

    key = next(row.key for row in rows_of([release]) if row.passage.id == "m_5676-31#1.1")
    vector = archive.vectors("fake", [key])[key].copy()
    vector[0, :2] += 0.01
    Archive(data, writable=True).keep_vectors("fake", {key: vector})
    assert faults(data) == [
        "m_5676-31#1.1: Chroma holds another vector",
        "m_5676-31#1.1: the file of vectors holds another vector",
    ]
    execute(data, "DELETE FROM vector WHERE digest = ?", key)
    assert about(faults(data), "m_5676-31#1.1", "has no stored vector")


def in_chroma(data: Path, change: Callable[[object], None]) -> None:
    """A change of the published generation's Chroma collection."""
    with chroma(Archive(data).generation() / "chroma") as collection:
        change(collection)


PLACE = "m_5676-31#1.1"
CHROMA = {
    "a vector": (
        lambda held: held.update(ids=[f"{PLACE}/0"], embeddings=[np.eye(256)[0]]),
        "Chroma holds another vector",
    ),
    "a text": (
        lambda held: held.update(
            ids=[f"{PLACE}/0"],
            embeddings=held.get(ids=[f"{PLACE}/0"], include=["embeddings"])["embeddings"],
            documents=["Other words."],
        ),
        "Chroma holds another text or other dates",
    ),
    "a date": (
        lambda held: held.update(ids=[f"{PLACE}/0"], metadatas=[{"event_first": 20200101}]),
        "Chroma holds another text or other dates",
    ),
    "a board": (
        lambda held: held.update(ids=[f"{PLACE}/0"], metadatas=[{"board": "m_1"}]),
        "Chroma holds another text or other dates",
    ),
    "countries": (
        lambda held: held.update(ids=[f"{PLACE}/0"], metadatas=[{"countries": ["FJ"]}]),
        "Chroma holds another text or other dates",
    ),
    "acts that it has not": (
        lambda held: held.update(ids=[f"{PLACE}/0"], metadatas=[{"acts": ["proposed"]}]),
        "Chroma holds another text or other dates",
    ),
    "a lost passage": (lambda held: held.delete(ids=[f"{PLACE}/0"]), "is not in Chroma"),
    "a passage too many": (
        lambda held: held.add(
            ids=[f"{PLACE}/1"], embeddings=[np.eye(256)[0]], documents=["x"], metadatas=[{"a": 1}]
        ),
        "Chroma holds a vector that the archive does not",
    ),
}


@pytest.mark.parametrize("part", CHROMA)
def test_chroma(part: str, data: Path) -> None:
    change, words = CHROMA[part]
    in_chroma(data, change)
    assert faults(data) == [f"{PLACE}: {words}"]


def test_a_lost_window_of_a_long_passage(data: Path) -> None:
    in_chroma(data, lambda held: held.delete(ids=["file-long#1.0/1"]))
    assert faults(data) == ["file-long#1.0: is not in Chroma"]


# the file of vectors


def test_the_file_of_vectors(data: Path) -> None:
    generation = Archive(data).generation()
    number = [row[0] for row in table_of(data)["passages"]].index(PLACE)
    vectors = np.load(generation / "vectors.npy")
    vectors[np.load(generation / "windows.npy")[:number].sum(), 0] += 0.01
    np.save(generation / "vectors.npy", vectors)
    assert faults(data) == [f"{PLACE}: the file of vectors holds another vector"]


def test_windows_that_are_counted_to_another_passage(data: Path) -> None:
    counts = Archive(data).generation() / "windows.npy"
    windows = np.load(counts)
    np.save(counts, windows[::-1])
    assert windows.tolist() != windows[::-1].tolist()
    found = faults(data)
    assert found and all("the file of vectors holds another vector" in one for one in found)


# BM25


def table(data: Path) -> Path:
    """The table of passages beside BM25 and Chroma."""
    return Archive(data).generation() / "passages.json"


def table_of(data: Path) -> dict[str, list[list[object]]]:
    """What that table holds."""
    held: dict[str, list[list[object]]] = json.loads(table(data).read_text(encoding="utf-8"))
    return held


def test_a_bm25_score(data: Path) -> None:
    folder = Archive(data).generation() / "bm25"
    held = bm25s.BM25.load(str(folder))
    number = [row[0] for row in table_of(data)["passages"]].index(PLACE)
    place = int(np.flatnonzero(held.scores["indices"] == number)[0])
    held.scores["data"][place] += 1
    held.save(str(folder))
    assert faults(data) == [f"{PLACE}: BM25 holds other words"]


@pytest.mark.parametrize(
    ("column", "value"),
    [(1, 0), (2, ["agreed"]), (3, [[20200101, 20200101]]), (4, "0" * 16)],
)
def test_what_the_table_knows_of_a_passage(column: int, value: object, data: Path) -> None:
    held = table_of(data)
    row = next(row for row in held["passages"] if row[0] == PLACE)
    assert row[column] != value
    row[column] = value
    table(data).write_text(json.dumps(held), encoding="utf-8")
    assert faults(data) == [f"{PLACE}: BM25 holds another text or other dates"]


@pytest.mark.parametrize(
    ("column", "value"),
    [(0, "m_1-1"), (1, "m_1"), (2, "Talks"), (3, ["FJ"]), *((n, 20200101) for n in range(4, 8))],
)
def test_what_the_table_knows_of_a_release(column: int, value: object, data: Path) -> None:
    held = table_of(data)
    row = next(row for row in held["releases"] if row[0] == "m_5676-31")
    assert row[column] != value
    row[column] = value
    table(data).write_text(json.dumps(held), encoding="utf-8")
    assert faults(data) == [
        f"m_5676-31#{place}: BM25 holds another text or other dates"
        for place in ("head", "1.0", "1.1", "2.0")
    ]


def test_a_passage_that_bm25_does_not_hold(data: Path) -> None:
    held = table_of(data)
    place = [row[0] for row in held["passages"]].index(PLACE)
    held["passages"][place][0] = "m_5676-31#9.9"
    table(data).write_text(json.dumps(held), encoding="utf-8")
    assert faults(data) == [
        "m_5676-31#9.9: is in BM25, but the archive does not hold it",
        f"{PLACE}: is not in BM25",
    ]


def test_a_table_that_lacks_a_passage_is_of_another_generation(data: Path) -> None:
    held = table_of(data)
    held["passages"].pop()
    table(data).write_text(json.dumps(held), encoding="utf-8")
    with pytest.raises(BadData, match="its parts hold different passages"):
        faults(data)


def test_passages_that_bm25_holds_in_another_order(data: Path) -> None:
    held = table_of(data)
    single = [
        n for n, count in enumerate(np.load(table(data).with_name("windows.npy"))) if count == 1
    ]
    one, other = single[0], single[-1]
    rows = held["passages"]
    rows[one], rows[other] = rows[other], rows[one]
    table(data).write_text(json.dumps(held), encoding="utf-8")
    found = faults(data)
    assert found[0] == "BM25 holds the passages in another order"
    assert all("the file of vectors" in fault for fault in found[1:])


# healing


@pytest.mark.parametrize("part", ["Chroma", "BM25", "published"])
def test_a_rebuild_heals_what_is_derived(part: str, data: Path, tmp_path: Path) -> None:
    if part == "Chroma":
        in_chroma(data, lambda held: held.delete(ids=[f"{PLACE}/0"]))
    elif part == "BM25":
        table(data).write_text(table(data).read_text().replace('"m_5676"', '"m_1"'), "utf-8")
    else:
        execute(data, "UPDATE published SET shown = 'm_5650-10' WHERE id = 'm_5650-10'")
    assert faults(data) != []
    report = build(data, [tmp_path / "pages" / "long.txt"], FakeEmbedder(), rebuild=True)
    assert report.encoded == 0
    assert faults(data) == []
