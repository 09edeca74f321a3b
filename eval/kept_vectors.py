"""Vectors that are kept in a folder, so that no text of a baseline is encoded twice."""

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embed import Embedder, Vectors
from index.errors import CommuniqueError

STEP = 256
"""Texts encoded between two saves: what an interruption can cost."""


class BadCache(CommuniqueError):
    """A folder for archives and vectors that cannot be written."""

    def __init__(self, folder: Path, error: OSError) -> None:
        super().__init__(
            f"The folder {folder} cannot be written ({error.strerror}). "
            "Choose another with --cache DIR."
        )


class KeptVectors:
    """An embedder that writes what it encodes to a folder, and reads it there the next time.

    `STEP` texts are a file, named by the digest of model and texts. A damaged file is made anew.
    """

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        """Use a folder, which is made at need. Raises BadCache when it cannot be."""
        self.embedder, self.folder = embedder, folder
        self.name = embedder.name
        make_folder(folder)

    def windows(self, context: str, text: str) -> list[str]:
        """As the embedder's own."""
        return self.embedder.windows(context, text)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors `(n, d) float32`, in the order of `texts`, n at least 1."""
        steps = [texts[start : start + STEP] for start in range(0, len(texts), STEP)]
        return np.concatenate([self._step(step) for step in steps])

    def _step(self, texts: Sequence[str]) -> Vectors:
        return kept_array(self.folder, [self.name, *texts], lambda: self.embedder.encode(texts))


def kept_array(
    folder: Path, held: Sequence[str], make: Callable[[], NDArray[np.float32]]
) -> NDArray[np.float32]:
    """What `make` gives, kept in a folder in a file that is named by the digest of `held`.

    `held` is a name and the texts that the array has a row for each of. A damaged file is made anew.

    Raises:
        BadCache: the file cannot be written.
    """
    file = folder / f"{hashlib.sha256(chr(0).join(held).encode()).hexdigest()[:32]}.npy"
    try:
        kept: NDArray[np.float32] = np.load(file)
        if len(kept) == len(held) - 1:
            return kept
    except (OSError, ValueError, EOFError):
        pass  # not made yet, or damaged
    made = make()
    unfinished = file.with_suffix(f".{os.getpid()}.npy")
    try:
        np.save(unfinished, made)
        unfinished.replace(file)
    except OSError as error:
        raise BadCache(folder, error) from error
    return made


def make_folder(folder: Path) -> None:
    """Make a folder and those above it. Raises BadCache when it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadCache(folder, error) from error
