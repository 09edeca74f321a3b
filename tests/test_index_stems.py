"""Stems: only new texts are tokenized, and a build that takes kept ones gives a fresh one's index."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest

import index.stems
from index.lexical import bm25_of
from index.stems import Stems, stems_of, tokenize

TEXTS = [
    "Officials met on buoys.",
    "They agreed to survey harbours, and agreeing took a day.",
    "항구 회의",
    "",
    "Officials met on buoys.",
]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are tokenized from now on."""
    seen: list[str] = []

    def noted(texts: Iterable[str]) -> list[list[str]]:
        seen.extend(given := list(texts))
        return tokenize(given)

    monkeypatch.setattr("index.stems.tokenize", noted)
    return seen


def kept(folder: Path, texts: list[str]) -> Path:
    """A folder that keeps the stems of some texts."""
    folder.mkdir()
    stems_of(texts).save(folder)
    return folder


def same(one: Stems, other: Stems) -> bool:
    """True when two hold the very same."""
    return (
        (one.digests, one.vocabulary) == (other.digests, other.vocabulary)
        and np.array_equal(one.lengths, other.lengths)
        and np.array_equal(one.numbers, other.numbers)
    )


def test_stems_of_each_text() -> None:
    stems = stems_of(TEXTS)
    words = [[stems.vocabulary[number] for number in part] for part in stems.parts()]
    assert words == [
        ["offici", "met", "buoy"],
        ["agre", "survey", "harbour", "agre", "took", "day"],
        ["항구", "회의"],
        [],
        ["offici", "met", "buoy"],
    ]
    assert stems.vocabulary == sorted({word for part in words for word in part})
    assert stems_of([]).parts() == []


def test_only_new_texts_are_tokenized(tmp_path: Path, read: list[str]) -> None:
    folder = kept(tmp_path / "kept", TEXTS)
    read.clear()
    stems_of(TEXTS, folder)
    assert read == []
    stems_of([*TEXTS[1:], "A new text on cranes."], folder)
    assert read == ["A new text on cranes."]


def test_taken_over_or_not_the_index_is_the_same(tmp_path: Path) -> None:
    folder = kept(tmp_path / "kept", ["Zebras and aardvarks met.", *TEXTS, "Gone is this."])
    texts = ["Another text on aardvarks.", TEXTS[1], TEXTS[0], TEXTS[3]]
    stems, fresh = stems_of(texts, folder), stems_of(texts)
    assert same(stems, fresh)
    assert "zebra" not in stems.vocabulary
    one, other = bm25_of(stems), bm25_of(fresh)
    assert one.vocab_dict == other.vocab_dict
    for part in ("data", "indices", "indptr"):
        np.testing.assert_array_equal(one.scores[part], other.scores[part])


def test_texts_without_a_word_have_an_index(tmp_path: Path) -> None:
    model = bm25_of(stems_of(["", "of the"]))
    model.save(str(tmp_path))
    assert model.scores["num_docs"] == 2


DAMAGE = {
    "no file": lambda file: file.unlink(),
    "no archive": lambda file: file.write_bytes(b"x" * 99),
    "cut off": lambda file: file.write_bytes(file.read_bytes()[:-200]),
    "other lengths": lambda file: _changed(file, lengths=np.array([1, 2], np.int32)),
    "numbers beyond": lambda file: _changed(file, numbers=np.full(14, 999, np.int32)),
    "other rules": lambda file: _changed(file, rules=np.array(index.stems.RULES + 1)),
    "a part missing": lambda file: _changed(file, digests=None),
}


def _changed(file: Path, **values: object) -> None:
    with np.load(file) as held:
        parts = {**held, **values}
    np.savez(file, **{name: value for name, value in parts.items() if value is not None})  # type: ignore[arg-type]


@pytest.mark.parametrize("damage", DAMAGE)
def test_damaged_stems_are_not_taken_over(damage: str, tmp_path: Path, read: list[str]) -> None:
    folder = kept(tmp_path / "kept", TEXTS)
    DAMAGE[damage](folder / "stems.npz")
    read.clear()
    stems = stems_of(TEXTS, folder)
    assert len(read) == 4
    assert same(stems, stems_of(TEXTS))
