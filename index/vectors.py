"""The vectors of a generation's passages in one file, for exact cosines of passages by number.

Chroma holds them too and is what finds the nearest of all. It gives vectors back slowly (about 0.1
ms each), and a filter of its own takes more than a second in an archive of 100,000 passages.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embed import Vectors

FILE, COUNTS = "vectors.npy", "windows.npy"
BLOCK = 512
"""Windows multiplied at once: under 1 MB of vectors stay in a processor's cache; blocks of 4096 take
three times as long."""
DIGITS = 6
"""Cosines are equal when they agree so far: float32 sums differ beyond, by how many are made."""
Numbers = NDArray[np.int64]


class StoredVectors:
    """The vectors of a folder, mapped into memory: only what is asked for is read."""

    def __init__(self, folder: Path) -> None:
        """Open a folder. Raises OSError or ValueError when it is damaged."""
        self._counts: Numbers = np.load(folder / COUNTS).astype(np.int64)
        self._ends = np.cumsum(self._counts)
        self.passages, self.windows = len(self._counts), int(self._counts.sum())
        self._vectors: Vectors = np.empty((0, 0), dtype=np.float32)
        if self.windows:
            self._vectors = np.asarray(np.load(folder / FILE, mmap_mode="r"))
        if len(self._vectors) != self.windows:
            raise ValueError("its file of vectors has another length")

    def close(self) -> None:
        """Let go of the file; asking for a vector is an IndexError from now on."""
        self._vectors = np.empty((0, 0), dtype=np.float32)

    def of(self, number: int) -> Vectors:
        """The vectors `(windows, d) float32` of a passage."""
        end = int(self._ends[number])
        return self._vectors[end - int(self._counts[number]) : end]

    def count(self, numbers: Numbers) -> int:
        """How many windows some passages have together."""
        return int(self._counts[numbers].sum())

    def cosines(self, vector: Vectors, numbers: Numbers) -> NDArray[np.float64]:
        """The cosine of each passage's best window; -1 for a passage without one.

        Args:
            vector: a unit vector `(d,) float32`.
            numbers: of passages.
        """
        counts = self._counts[numbers]
        owners = np.repeat(np.arange(len(numbers)), counts)
        first = np.cumsum(counts) - counts
        windows = np.arange(len(owners)) - (first - self._ends[numbers] + counts)[owners]
        found = np.empty(len(owners), dtype=np.float32)
        for start in range(0, len(owners), BLOCK):
            part = slice(start, start + BLOCK)
            # One thread: those of a matrix product wait for each other where a processor is busy.
            found[part] = np.einsum("ij,j->i", self._vectors[windows[part]], vector)
        best = np.full(len(numbers), -1.0)
        np.maximum.at(best, owners, found)
        return best.round(DIGITS)


def write_vectors(folder: Path, blocks: Sequence[Vectors]) -> None:
    """Write the vectors of passages, in their order. Raises OSError when it cannot.

    Args:
        blocks: `(windows, d) float32` each.
    """
    counts = np.array([len(block) for block in blocks], dtype=np.int32)
    np.save(folder / COUNTS, counts)
    if counts.any():
        dimension = max(block.shape[1] for block in blocks if len(block))
        write_rows(folder / FILE, (int(counts.sum()), dimension), blocks)


def write_rows(
    path: Path, shape: tuple[int, int], blocks: Iterable[NDArray[Any]], kind: str = "<f4"
) -> None:
    """Write an .npy file block by block; through a map, a full disk would end the process.

    Args:
        kind: how numbers are stored, in numpy's words.
    """
    header = {"descr": kind, "fortran_order": False, "shape": shape}
    with path.open("wb") as file:
        np.lib.format.write_array_header_1_0(file, header)
        for block in blocks:
            file.write(np.ascontiguousarray(block, dtype=kind).tobytes())
