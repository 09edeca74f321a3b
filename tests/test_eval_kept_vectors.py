"""Kept vectors: encoded once, apart by model, and a damaged file is made anew."""

from pathlib import Path

import numpy as np
import pytest

from eval.kept_vectors import STEP, BadCache, KeptVectors
from tests.fakes import FakeEmbedder

TEXTS = [f"text {number}" for number in range(STEP + 5)]


def test_vectors_are_the_embedders_and_are_encoded_once(tmp_path: Path) -> None:
    first, second = FakeEmbedder(), FakeEmbedder()
    vectors = KeptVectors(first, tmp_path / "new" / "vectors").encode(TEXTS)
    np.testing.assert_array_equal(vectors, FakeEmbedder().encode(TEXTS))
    again = KeptVectors(second, tmp_path / "new" / "vectors").encode(TEXTS)
    np.testing.assert_array_equal(again, vectors)
    assert (len(first.encoded), second.calls) == (len(TEXTS), 0)


def test_what_was_encoded_before_an_interruption_is_kept(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        KeptVectors(FakeEmbedder(fail_at=2), tmp_path).encode(TEXTS)
    embedder = FakeEmbedder()
    KeptVectors(embedder, tmp_path).encode(TEXTS)
    assert embedder.encoded == TEXTS[STEP:]


def test_other_models_and_other_texts_are_encoded(tmp_path: Path) -> None:
    KeptVectors(FakeEmbedder(), tmp_path).encode(["ab", "c"])
    embedder = FakeEmbedder()
    KeptVectors(embedder, tmp_path).encode(["a", "bc"])
    other = FakeEmbedder("other")
    KeptVectors(other, tmp_path).encode(["ab", "c"])
    assert (embedder.calls, other.calls) == (1, 1)


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes | None) -> None:
    vectors = KeptVectors(FakeEmbedder(), tmp_path).encode(["a", "b"])
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-9] if damage is None else damage)
    np.testing.assert_array_equal(KeptVectors(FakeEmbedder(), tmp_path).encode(["a", "b"]), vectors)
    np.testing.assert_array_equal(np.load(file), vectors)
    assert list(tmp_path.iterdir()) == [file]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadCache, match=r"file/vectors cannot be written .*--cache DIR"):
        KeptVectors(FakeEmbedder(), tmp_path / "file" / "vectors")


def test_windows_are_the_embedders() -> None:
    assert KeptVectors(FakeEmbedder(), Path()).windows("a", "b c") == ["a\nb c"]
