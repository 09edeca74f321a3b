"""Puts a trained adapter where the product loads it: `python -m assistant.reader.export_large BASE ADAPTER`.

BASE is the folder it was trained with, ADAPTER what `assistant.reader.train_large` wrote. The scores
are calibrated on the releases and questions held back, where the cascade reads twice.
"""

import hashlib
import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import numpy as np
from numpy.typing import NDArray

from assistant.likely import READ
from assistant.reader.export import calibration_error, fitted
from assistant.reader.model import LARGE, Cascade, LargeReader, Reader
from assistant.reader.written import HELD_BACK, Written
from index.embed import PACKAGED, load_embedder

Columns = NDArray[np.float32]


@click.command()
@click.argument("base", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("adapter", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=LARGE)
def main(base: Path, adapter: Path, out: Path) -> None:
    """Write ADAPTER to the package, calibrated on the questions held back."""
    digest = hashlib.sha256(adapter.read_bytes()).hexdigest()
    with TemporaryDirectory() as folder:  # what is shipped stays until all of the new is there
        made = Path(folder)
        shutil.copyfile(adapter, made / "adapter.safetensors")
        shutil.copyfile(base / "tokenizer.json", made / "tokenizer.json")
        write_calibration(made, (0.0, 1.0, 0.0))
        cascade = Cascade(Reader(), LargeReader(made, digest))
        scores, labels = read_twice(cascade, Written(HELD_BACK, load_embedder(PACKAGED)))
        curve = fitted(scores, labels)
        write_calibration(made, curve)
        shutil.copytree(made, out, dirs_exist_ok=True)
    likely = 1 / (1 + np.exp(-(scores @ np.array(curve[:2]) + curve[2])))
    click.echo(f"sha256 {digest}: put it into assistant/reader/model.py")
    click.echo(f"small {curve[0]:.4f} large {curve[1]:.4f} shift {curve[2]:.4f}")
    click.echo(f"ECE {calibration_error(likely.astype(np.float32), labels):.3f}")


def read_twice(cascade: Cascade, written: Written, read: int = READ) -> tuple[Columns, Columns]:
    """Both readers' scores `(n, 2)` and the labels `(n,)` of the sentences that both have read."""
    scores, labels = [], []
    for question, texts, answers in written.candidates(read):
        first = cascade.first.scores(question, texts)
        best = cascade.best(first)
        second = cascade.second.scores(question, [texts[i] for i in best])
        scores.append(np.column_stack([first[best], second]))
        labels += [answers[i] for i in best]
    return np.concatenate(scores), np.array(labels, dtype=np.float32)


def write_calibration(out: Path, curve: tuple[float, ...]) -> None:
    """The logistic curve over both scores: the small reader's slope, the larger one's, the shift."""
    names = ("small", "slope", "shift")
    line = json.dumps({name: round(one, 6) for name, one in zip(names, curve, strict=True)})
    (out / "calibration.json").write_text(line + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
