"""A second look at what was found: question and passage read together by a cross-encoder."""

import json
import math
import os
import re
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelMissing

NONE = "none"
"""The name that turns reranking off."""
BATCH = 32
HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*(?:/[A-Za-z0-9][\w.-]*)?")
"""What may be a name on the Hugging Face hub; anything else can only be a path."""
WITH_HEAD = ("ForSequenceClassification", "ForCausalLM")
"""How the architectures end that can score a pair. Any other model loads, too: with a head of
random weights, whose scores mean nothing."""


Scores = NDArray[np.float32]


class Reranker(Protocol):
    """What tells how well texts answer a question; the real models and the tests' fake one.

    `model` is its name; `reads_passages` tells whether it may reorder whole passages, too, or was
    trained on sentences alone.
    """

    model: str
    reads_passages: bool

    def scores(self, question: str, texts: Sequence[str]) -> "Sequence[float] | Scores":
        """A score for each text, in their order; higher is better, of any range."""
        ...

    def probabilities(self, question: str, texts: Sequence[str]) -> "Sequence[float] | Scores":
        """How likely each text answers, in [0, 1], in their order."""
        ...


class CrossEncoderReranker:
    """A cross-encoder of sentence-transformers, loaded when the first texts are scored.

    Raises:
        ModelMissing: it cannot be loaded, or gives no single score for a pair.
    """

    reads_passages = True

    def __init__(self, model: str) -> None:
        self.model = model
        self._loaded: Any = None
        self._lock = Lock()

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """The model's logits, on its own scale; a long text is cut off at the model's window.

        One caller at a time: a fast tokenizer may not be used by two threads at once.
        """
        if not texts:
            return []
        with self._lock:
            if self._loaded is None:
                self._loaded = _load_model(self.model)
            scores = self._loaded.predict(
                [(question, text) for text in texts],
                batch_size=BATCH,
                show_progress_bar=False,
                convert_to_numpy=True,
                activation_fn=_as_it_is,
            )
        return [float(score) for score in scores]

    def probabilities(self, question: str, texts: Sequence[str]) -> list[float]:
        """The logistic function of the scores, calibrated as far as the model's training was."""
        return [0.5 * (1 + math.tanh(score / 2)) for score in self.scores(question, texts)]


def load_reranker(model: str) -> CrossEncoderReranker | None:
    """The reranker of a sentence-transformers name or path, None for `none`.

    A folder is looked at once; the weights are read, and those of a hub name downloaded where
    they are not there yet, at the first use.

    Raises:
        ModelMissing: a path that holds no cross-encoder.
    """
    if model in ("", NONE):
        return None
    folder = Path(model).expanduser()
    if folder.exists():
        _check_head(model, _architectures(model, folder / "config.json"))
        return CrossEncoderReranker(str(folder))
    if not HUB_NAME.fullmatch(model):
        raise _missing(model, "there is no such folder")
    # the packaged embedder closes the hub for the whole process unless this is set before it loads
    os.environ.setdefault("HF_HUB_OFFLINE", "0")
    return CrossEncoderReranker(model)


def _as_it_is(logits: Any) -> Any:
    return logits


def _architectures(model: str, path: Path) -> list[str]:
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
        return [str(name) for name in config["architectures"]]
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise _missing(model, "its config.json is missing or names no architecture") from error


def _check_head(model: str, architectures: Sequence[str]) -> None:
    if not any(name.endswith(WITH_HEAD) for name in architectures):
        raise _missing(model, "it is no cross-encoder, it has no trained head that scores a pair")


def _load_model(model: str) -> Any:
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from sentence_transformers import CrossEncoder
    from transformers.utils import logging

    logging.set_verbosity_error()  # type: ignore[no-untyped-call,unused-ignore]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call,unused-ignore]
    try:
        loaded = CrossEncoder(model, local_files_only=Path(model).exists())
    except (OSError, ValueError, RuntimeError, LookupError, TypeError) as error:
        reason = str(error).strip().split("\n")[0] or type(error).__name__
        raise _missing(model, reason) from error
    _check_head(model, getattr(loaded.config, "architectures", None) or [])
    if loaded.num_labels != 1:
        raise _missing(model, f"it gives {loaded.num_labels} scores for a pair, not one")
    return loaded


def _missing(model: str, reason: str) -> ModelMissing:
    return ModelMissing(model, reason, "reranker")
