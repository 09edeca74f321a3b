"""The reader: does this sentence answer this question? A small cross-encoder that comes along."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.reader.network import Network, has_bfloat16
from assistant.reader.text import MAX_TOKENS
from index.errors import ReaderBroken
from index.rerank import Reranker, load_reranker

FOLDER = Path(__file__).parent / "model"
WEIGHTS_SHA256 = "78f345a318bc1fa251f14876d014e0bb4f8f16c185125bb7c3ca6b467923f913"
"""Of model.safetensors; how it was made is told in CARD.md."""
PACKAGED = "packaged"
"""The name of the reader that comes along."""
FILES = ("model.safetensors", "config.json", "tokenizer.json", "calibration.json")
BATCH = 32

Scores = NDArray[np.float32]


class Reader:
    """Scores sentences for a question; loaded when the first ones are scored.

    It is a `Reranker` (index.rerank) of sentences in the form of `pair_text`.

    The weights are kept as float16. They are multiplied as bfloat16 where the processor does so
    itself, otherwise as float32: probabilities differ by less than .02 (CARD.md).

    Args:
        bfloat16: multiply so, or not, whatever the processor does.

    Raises:
        ReaderBroken: a file is missing, or the weights are not those that were measured.
    """

    reads_passages = False

    def __init__(
        self, folder: Path = FOLDER, sha256: str = WEIGHTS_SHA256, bfloat16: bool | None = None
    ) -> None:
        self.model = PACKAGED if folder == FOLDER else folder.name
        for name in FILES:
            if not (folder / name).is_file():
                raise ReaderBroken(folder / name, f"it is not in {folder}")
        self.folder, self.sha256, self.bfloat16 = folder, sha256, bfloat16
        self._loaded: tuple[Network, Any, list[float]] | None = None
        self._lock = Lock()

    def scores(self, question: str, texts: Sequence[str]) -> Scores:
        """Logits `(n,) float32` in the order of `texts`, which are in the form of `pair_text`.

        Above 0 an answer is more likely than not by the model's own measure; `probabilities` says
        how likely. A pair is cut off at `MAX_TOKENS`.
        """
        found = np.zeros(len(texts), dtype=np.float32)
        if not texts:
            return found
        network, tokenizer, _ = self._load()
        pairs = tokenizer.encode_batch([(question, text) for text in texts])
        # the shortest first: a batch costs as much as its longest pair
        order = sorted(range(len(pairs)), key=lambda i: len(pairs[i].ids))
        for start in range(0, len(order), BATCH):
            part = order[start : start + BATCH]
            found[part] = _logits(network, [pairs[i] for i in part])
        return found

    def probabilities(self, question: str, texts: Sequence[str]) -> Scores:
        """How likely each text answers the question, `(n,) float32` in [0, 1], calibrated."""
        scores = self.scores(question, texts)
        slope, shift = self._load()[2]
        return np.asarray(1 / (1 + np.exp(-(slope * scores + shift))), dtype=np.float32)

    def _load(self) -> tuple[Network, Any, list[float]]:
        with self._lock:
            if self._loaded is None:
                calibration = json.loads((self.folder / "calibration.json").read_text("utf-8"))
                slope_and_shift = [float(calibration["slope"]), float(calibration["shift"])]
                self._loaded = (
                    self._network(),
                    _tokenizer(self.folder),
                    slope_and_shift,
                )
            return self._loaded

    def _network(self) -> Network:
        path = self.folder / "model.safetensors"
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        if self.sha256 and digest != self.sha256:
            raise ReaderBroken(path, f"it has sha256 {digest}, not {self.sha256}")
        from safetensors.torch import load

        weights = {name: weight.float() for name, weight in load(content).items()}
        return Network(weights, has_bfloat16() if self.bfloat16 is None else self.bfloat16)


def _tokenizer(folder: Path) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS, strategy="longest_first")
    tokenizer.no_padding()
    return tokenizer


def _logits(network: Network, pairs: Sequence[Any]) -> Scores:
    lengths = np.array([len(pair.ids) for pair in pairs])
    ids = np.zeros((len(pairs), int(lengths.max())), dtype=np.int64)
    types = np.zeros_like(ids)
    for i, pair in enumerate(pairs):
        ids[i, : lengths[i]], types[i, : lengths[i]] = pair.ids, pair.type_ids
    return network.logits(ids, types, lengths)


def load_reader(model: str) -> Reranker | None:
    """The cross-encoder of a name: `packaged`, `none`, or a sentence-transformers name or path.

    Raises:
        ReaderBroken, ModelMissing: there is no such one.
    """
    return Reader() if model == PACKAGED else load_reranker(model)
