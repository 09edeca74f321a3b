"""Progress of long jobs on a terminal."""

from typing import Any

from tqdm import tqdm

STEPS = {
    "reading": "file",
    "reading again": "page",
    "embedding": "passage",
    "sentences": "sentence",
    "writing": "passage",
    "checking": "page",
    "checking files": "file",
    "checking vectors": "passage",
}
"""The steps of long jobs, and what each counts."""


class Bars:
    """One progress bar a step, on standard error, with rate and remaining time."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._step = ""

    def __enter__(self) -> "Bars":
        return self

    def __exit__(self, *error: object) -> None:
        self._close()

    def tell(self, step: str, done: int, total: int) -> None:
        """Show how far a step is; a step of nothing has no bar."""
        if step != self._step:
            self._close()
            self._step = step
            self._bar = (
                tqdm(total=total, desc=f"{step:<16}", unit=STEPS[step]) if total > 1 else None
            )
        if self._bar is not None:
            self._bar.update(done - self._bar.n)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
