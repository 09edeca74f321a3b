"""The vectors of sentences: encoded once at build, read by questions, mended, forgotten."""

import json
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from assistant.answer import Assistant
from assistant.records import Answer
from index import encode
from index.build import build, is_current, remove
from index.database import FILE
from index.encode import rows_of
from index.errors import BadData
from index.generation import STAMP
from index.retrieve import Retriever
from index.sentence_vectors import (
    COUNT,
    KEYS,
    SentenceVectors,
    halved,
    sentence_key,
    sentence_texts,
    write_sentences,
)
from index.sentence_vectors import FILE as VECTORS
from index.store import Archive
from index.verify import verify
from tests.fakes import FakeEmbedder
from tests.folders import add, talks, write

QUESTION = "What did the talks on the buoy agree?"
DAY = date(2024, 1, 1)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An index of two releases."""
    for word in ("atlas", "buoy"):
        write(tmp_path / "pages", word)
    add(tmp_path / "data", tmp_path / "pages")
    return tmp_path / "data"


def held(data: Path) -> SentenceVectors:
    """The sentences of the published generation."""
    return SentenceVectors(Archive(data).generation())


def digests(data: Path) -> set[str]:
    """The digests of the texts that the store has vectors of."""
    with sqlite3.connect(data / FILE) as connection:
        return {row[0] for row in connection.execute("SELECT digest FROM vector")}


def needed(data: Path) -> set[str]:
    """The digests of the texts of what is shown."""
    releases = Archive(data).releases()
    return {*(row.key for row in rows_of(releases)), *sentence_texts(releases)}


def without_sentences(data: Path) -> None:
    """Make the generation one that an earlier version wrote."""
    folder = Archive(data).generation()
    stamp = json.loads((folder / STAMP).read_text())
    del stamp[COUNT]
    (folder / STAMP).write_text(json.dumps(stamp))
    for name in (VECTORS, KEYS):
        (folder / name).unlink()


def asked(data: Path) -> tuple[Answer, list[str]]:
    """The answer to the question, and the texts that were encoded for it."""
    embedder = FakeEmbedder()
    answer = Assistant(Archive(data), Retriever(data, embedder)).ask(QUESTION, (), DAY)
    assert answer.citations
    return replace(answer, timings={}), embedder.encoded


# the file


def test_each_key_finds_its_own_vector_and_no_other(tmp_path: Path) -> None:
    texts = [f"Sentence {number}." for number in range(300)]
    vectors = halved(FakeEmbedder().encode(texts))
    write_sentences(tmp_path, dict(zip(map(sentence_key, texts), vectors, strict=True)))
    stored = SentenceVectors(tmp_path)
    found = stored.of([*texts[::7], "Another one."])
    assert (len(stored), list(found)) == (300, texts[::7])
    for number, vector in zip(range(0, 300, 7), found.values(), strict=True):
        assert vector.dtype == np.float32
        assert np.array_equal(vector, vectors[number].astype(np.float32))
    stored.close()
    assert stored.of(texts) == {}


def test_a_digest_that_ends_in_a_zero_byte_is_found(tmp_path: Path) -> None:
    keys = ["ab" * 31 + "00", "ab" * 30 + "0000", "00" * 32]
    write_sentences(tmp_path, {key: np.array([place, 1.0], "f2") for place, key in enumerate(keys)})
    found = SentenceVectors(tmp_path).halves([*keys, "ab" * 32])
    assert {key: half.tolist() for key, half in found.items()} == {
        key: [place, 1.0] for place, key in enumerate(keys)
    }


def test_no_sentences_are_a_file_too(tmp_path: Path) -> None:
    write_sentences(tmp_path, {})
    assert SentenceVectors(tmp_path).of(["One."]) == SentenceVectors(None).of(["One."]) == {}


def test_a_cosine_of_halves_is_nearly_that_of_the_vectors() -> None:
    random = np.random.default_rng(5)
    vectors = random.standard_normal((400, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    exact, rounded = vectors @ vectors.T, vectors @ halved(vectors).astype(np.float32).T
    assert 0 < np.abs(exact - rounded).max() < 0.0005


# what a build writes


def test_a_build_holds_every_sentence_once_but_no_head(tmp_path: Path) -> None:
    twice = "\n\n3. They will meet\nagain in\u00a0Oslo."
    for word in ("atlas", "buoy"):
        write(tmp_path / "pages", word, talks(word) + twice)
    embedder = FakeEmbedder()
    report = build(tmp_path / "data", [tmp_path / "pages"], embedder)
    texts = sentence_texts(Archive(tmp_path / "data").releases())
    assert list(texts.values()).count("They will meet again in Oslo.") == 1
    assert not any(text.startswith("Talks on") for text in texts.values())
    assert report.sentences == len(texts) == len(held(tmp_path / "data")) == 7
    assert embedder.encoded.count("They will meet again in Oslo.") == 1
    for text, vector in held(tmp_path / "data").of([*texts.values()]).items():
        assert np.array_equal(vector, halved(FakeEmbedder().encode([text])[0]))


def test_a_question_encodes_itself_alone(data: Path) -> None:
    _, encoded = asked(data)
    assert encoded
    assert not set(encoded) & set(sentence_texts(Archive(data).releases()).values())


def test_a_change_encodes_only_its_own_sentences(data: Path, tmp_path: Path) -> None:
    body = talks("buoy").replace("harbours by", "walruses by")
    embedder = FakeEmbedder()
    report = build(data, [write(tmp_path / "pages", "buoy", body)], embedder)
    new = "The participants agreed to survey buoy walruses by the end of the year."
    assert (report.sentences, embedder.encoded[-1]) == (1, new)
    old = new.replace("walruses", "harbours")
    assert list(held(data).of([old, new])) == [new]
    assert list(verify(data)) == []


def test_progress_counts_the_sentences(tmp_path: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    pages = write(tmp_path / "pages", "atlas").parent
    build(tmp_path / "data", [pages], FakeEmbedder(), lambda *step: steps.append(step))
    assert [step for step in steps if step[0] == "sentences"] == [
        ("sentences", 0, 3),
        ("sentences", 3, 3),
    ]


def test_a_build_that_is_interrupted_among_its_sentences_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encode, "SENTENCES", 2)
    for word in ("atlas", "buoy"):
        write(tmp_path / "pages", word)
    data, broken = tmp_path / "data", FakeEmbedder(fail_at=4)
    with pytest.raises(KeyboardInterrupt):
        build(data, [tmp_path / "pages"], broken)
    assert len(broken.encoded) == 8 + 4
    again = FakeEmbedder()
    report = build(data, [tmp_path / "pages"], again)
    assert (report.encoded, report.sentences, len(again.encoded)) == (0, 2, 2)
    assert not set(again.encoded) & set(broken.encoded)
    assert len(held(data)) == 6
    assert list(verify(data)) == []


# an index of an earlier version, damage


def test_an_index_without_sentences_answers_alike_and_gets_them(data: Path) -> None:
    answer, _ = asked(data)
    without_sentences(data)
    assert is_current(data, FakeEmbedder())
    earlier, encoded = asked(data)
    assert earlier == answer
    assert set(encoded) & set(sentence_texts(Archive(data).releases()).values())
    assert [one for one in verify(data) if "holds no sentences" in one]
    embedder = FakeEmbedder()
    report = build(data, [Path(Archive(data).pages()[0].origin)], embedder)
    assert (report.rebuilt, report.encoded, report.sentences, embedder.encoded) == (True, 0, 0, [])
    assert len(held(data)) == 6
    assert asked(data)[0] == answer


def test_a_store_without_them_gets_them_encoded(data: Path) -> None:
    without_sentences(data)
    keys = [(key,) for key in sentence_texts(Archive(data).releases())]
    with sqlite3.connect(data / FILE) as connection:
        connection.executemany("DELETE FROM vector WHERE digest = ?", keys)
    report = add(data, Path(Archive(data).pages()[0].origin))
    assert (report.encoded, report.sentences) == (0, 6)
    assert list(verify(data)) == []


@pytest.mark.parametrize("name", [VECTORS, KEYS])
@pytest.mark.parametrize("damage", ["gone", "cut", "short"])
def test_a_damaged_file_is_told_and_a_rebuild_mends_it(name: str, damage: str, data: Path) -> None:
    path = Archive(data).generation() / name
    if damage == "gone":
        path.unlink()
    elif damage == "cut":
        path.write_bytes(path.read_bytes()[:-3])
    else:
        np.save(path, np.load(path)[:-1])
    with pytest.raises(BadData, match=r"the generation is damaged.*communique index --rebuild"):
        Retriever(data, FakeEmbedder())
    embedder = FakeEmbedder()
    build(data, [Path(Archive(data).pages()[0].origin)], embedder, rebuild=True)
    assert embedder.encoded == []
    assert list(verify(data)) == []


def test_a_build_passes_over_a_damaged_file_of_the_generation_before(
    data: Path, tmp_path: Path
) -> None:
    (Archive(data).generation() / VECTORS).unlink()
    add(data, write(tmp_path / "more", "crane"))
    assert len(held(data)) == 9
    assert list(verify(data)) == []


def test_verify_names_the_sentence_with_another_vector(data: Path) -> None:
    path = Archive(data).generation() / VECTORS
    vectors = np.load(path)
    vectors[2] = 1 - vectors[2]
    np.save(path, vectors)
    (fault,) = verify(data)
    assert fault.startswith("file-") and "file of sentences holds another vector" in fault


def test_verify_counts_what_the_archive_does_not_hold(data: Path) -> None:
    folder = Archive(data).generation()
    texts = [*sentence_texts(Archive(data).releases()).values(), "Nobody wrote this."]
    vectors = halved(FakeEmbedder().encode(texts))
    write_sentences(folder, dict(zip(map(sentence_key, texts), vectors, strict=True)))
    assert list(verify(data)) == ["the file of sentences holds 7 vectors for 6 sentences"]


# what is forgotten


def test_a_removed_release_takes_its_sentences_out_of_the_index(data: Path) -> None:
    before = digests(data)
    remove(data, ["file-buoy"], FakeEmbedder())
    assert len(held(data)) == 3
    assert digests(data) == before  # added again, nothing is encoded
    assert list(verify(data)) == []


def test_what_is_forgotten_leaves_no_vector(data: Path, tmp_path: Path) -> None:
    write(tmp_path / "pages", "buoy", talks("buoy") + " They met twice.")
    add(data, tmp_path / "pages")
    assert digests(data) > needed(data)
    first = Archive(data).generation()
    remove(data, ["file-buoy"], FakeEmbedder(), forget=True)
    assert digests(data) == needed(data)
    assert len(held(data)) == 3
    add(data, write(tmp_path / "more", "crane"))
    assert not first.exists()
