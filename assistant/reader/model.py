"""The reader: does this sentence answer this question? Two cross-encoders, one after the other."""

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.reader.large import ADAPTER, MPNET_EPSILON, parts, prepared
from assistant.reader.network import Network, has_bfloat16
from assistant.reader.text import MAX_TOKENS
from index.errors import ReaderBroken
from index.rerank import Reranker, load_reranker

FOLDER = Path(__file__).parent / "model"
WEIGHTS_SHA256 = "78f345a318bc1fa251f14876d014e0bb4f8f16c185125bb7c3ca6b467923f913"
"""Of model.safetensors; how it was made is told in CARD.md."""
PACKAGED, SMALL = "packaged", "small"
"""The names of the readers that come along: both in turn, and the small one alone."""
FILES = ("model.safetensors", "config.json", "tokenizer.json", "calibration.json")
LARGE = ADAPTER.parent
LARGE_SHA256 = "79f09e39dd05c277be929155493c36406daaf9a0a9e63a6d806e61a9f999b373"
"""Of adapter.safetensors."""
LARGE_FILES = ("adapter.safetensors", "tokenizer.json", "calibration.json")
BATCH = 32
AGAIN = 5
"""Texts that the larger reader reads, too: those the small one finds likeliest."""

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
    files: tuple[str, ...] = FILES
    """What the folder holds, the weights first."""

    def __init__(
        self, folder: Path = FOLDER, sha256: str = WEIGHTS_SHA256, bfloat16: bool | None = None
    ) -> None:
        self.model = SMALL if folder == FOLDER else folder.name
        for name in self.files:
            if not (folder / name).is_file():
                raise ReaderBroken(folder / name, f"it is not in {folder}")
        self.folder, self.sha256, self.bfloat16 = folder, sha256, bfloat16
        self._loaded: tuple[Network, Any, dict[str, float]] | None = None
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
        return self.likely(self.scores(question, texts))

    def likely(self, scores: Scores, before: Scores | None = None) -> Scores:
        """The probabilities `(n,) float32` that calibrated scores tell.

        Args:
            before: the scores of a reader that has read the same texts before.
        """
        curve = self._load()[2]
        logits = curve["slope"] * scores + curve["shift"]
        if before is not None:
            logits = logits + curve["small"] * before
        return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)

    def _load(self) -> tuple[Network, Any, dict[str, float]]:
        with self._lock:
            if self._loaded is None:
                curve = json.loads((self.folder / "calibration.json").read_text("utf-8"))
                self._loaded = (self._network(), _tokenizer(self.folder), curve)
            return self._loaded

    def _network(self) -> Network:
        from safetensors.torch import load

        return Network(load(self._checked()), self._in_bfloat16())

    def _checked(self) -> bytes:
        """The weights' file."""
        path = self.folder / self.files[0]
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        if self.sha256 and digest != self.sha256:
            raise ReaderBroken(path, f"it has sha256 {digest}, not {self.sha256}")
        return content

    def _in_bfloat16(self) -> bool:
        return has_bfloat16() if self.bfloat16 is None else self.bfloat16


class LargeReader(Reader):
    """The larger reader: what it learned lies in `folder`, its base in packages (reader.large).

    Raises:
        ReaderBroken: as `Reader`.
        LargeReaderBroken: when it is loaded: base and adapter cannot be put together.
    """

    files = LARGE_FILES

    def __init__(
        self, folder: Path = LARGE, sha256: str = LARGE_SHA256, bfloat16: bool | None = None
    ) -> None:
        super().__init__(folder, sha256, bfloat16)

    def _network(self) -> Network:
        from safetensors import SafetensorError
        from safetensors.torch import load_file

        self._checked()
        adapter = self.folder / self.files[0]
        try:
            weights = load_file(prepared(adapter))
        except (SafetensorError, OSError):  # cut off, or taken away meanwhile: made once more
            with suppress(OSError):
                prepared(adapter).unlink(missing_ok=True)
            weights = load_file(prepared(adapter))
        return Network(weights, self._in_bfloat16(), MPNET_EPSILON)


class Cascade:
    """Two readers in turn: the first reads all texts, the second the likeliest of them again.

    Source: L. Wang and others, A Cascade Ranking Model for Efficient Ranked Retrieval (2011). How
    likely a text is that both have read, a logistic curve over both scores tells (its calibration).

    Args:
        again: how many texts the second one reads.
    """

    model = PACKAGED
    reads_passages = False

    def __init__(self, first: Reader, second: Reader, again: int = AGAIN) -> None:
        self.first, self.second, self.again = first, second, again

    def scores(self, question: str, texts: Sequence[str]) -> Scores:
        """The logits of `probabilities`, `(n,) float32`."""
        likely = np.clip(self.probabilities(question, texts), 1e-6, 1 - 1e-6)
        return np.asarray(np.log(likely / (1 - likely)), dtype=np.float32)

    def probabilities(self, question: str, texts: Sequence[str]) -> Scores:
        """How likely each text answers the question, `(n,) float32` in [0, 1], calibrated."""
        first = self.first.scores(question, texts)
        likely = self.first.likely(first)
        best = self.best(first)
        if not len(best):
            return likely
        second = self.second.scores(question, [texts[i] for i in best])
        likely[best] = self.second.likely(second, first[best])
        return likely

    def best(self, scores: Scores) -> NDArray[np.int64]:
        """The places of the texts that the second one reads, from the first one's scores."""
        return np.argsort(-scores, kind="stable")[: self.again]


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
    """The cross-encoder of a name: `packaged`, `small`, `none`, or a sentence-transformers name or path.

    `packaged` is the small reader and then the larger one; the small one alone where the packages of
    the larger one's base are not installed (`is_whole`).

    Raises:
        ReaderBroken, ModelMissing: there is no such one.
    """
    if model == SMALL or (model == PACKAGED and not is_whole()):
        return Reader()
    return Cascade(Reader(), LargeReader()) if model == PACKAGED else load_reranker(model)


def is_whole() -> bool:
    """Whether the base of the larger reader is installed."""
    return bool(parts())
