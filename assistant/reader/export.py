"""Puts a trained reader where the product loads it: `python -m assistant.reader.export FOLDER`.

FOLDER holds the trained model (what `assistant.reader.train` wrote to `OUT/model`). The weights are
stored as float16, the scores calibrated on releases and questions that were not trained on.
"""

import hashlib
import json
import shutil
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from assistant.likely import READ
from assistant.reader.model import FOLDER, Reader
from assistant.reader.written import HELD_BACK, Written
from index.embed import PACKAGED, load_embedder

CONFIG = "config.json"
BINS = 10


@click.command()
@click.argument("trained", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=FOLDER)
def main(trained: Path, out: Path) -> None:
    """Write the model in TRAINED to the package, calibrated on the questions held back."""
    digest = export(trained, out)
    scores, labels = scored(Reader(out, digest), Written(HELD_BACK, load_embedder(PACKAGED)))
    slope, shift = fitted(scores, labels)
    _write_calibration(out, slope, shift)
    before, after = (
        calibration_error(1 / (1 + np.exp(-(a * scores + b))), labels)
        for a, b in ((1.0, 0.0), (slope, shift))
    )
    click.echo(f"sha256 {digest}: put it into assistant/reader/model.py")
    click.echo(f"slope {slope:.4f} shift {shift:.4f}; ECE {before:.3f}, calibrated {after:.3f}")


def export(trained: Path, out: Path) -> str:
    """The sha256 of the float16 weights written to `out`, with tokenizer and configuration."""
    from safetensors.torch import load_file, save

    out.mkdir(parents=True, exist_ok=True)
    weights = load_file(trained / "model.safetensors")
    content = save({name: weights[name].half().contiguous() for name in sorted(weights)})
    (out / "model.safetensors").write_bytes(content)
    config = json.loads((trained / CONFIG).read_text(encoding="utf-8"))
    config["dtype"] = "float16"
    config.pop("_name_or_path", None)
    (out / CONFIG).write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copyfile(trained / name, out / name)
    _write_calibration(out, 1.0, 0.0)
    return hashlib.sha256(content).hexdigest()


def scored(
    reader: Reader, written: Written, read: int = READ
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Scores and labels `(n,)` of the sentences most alike to each question, as many as are read."""
    scores, labels = [], []
    for question, texts, answers in written.candidates(read):
        scores.append(reader.scores(question, texts))
        labels += answers
    return np.concatenate(scores), np.array(labels, dtype=np.float32)


def fitted(scores: NDArray[np.float32], labels: NDArray[np.float32]) -> tuple[float, ...]:
    """Slope and shift of the logistic curve that fits the labels best.

    Source: J. Platt, Probabilistic Outputs for Support Vector Machines (1999); by Newton's method.

    Args:
        scores: `(n,)`, or `(n, k)` of several readers: then a slope for each, and the shift last.
    """
    design = np.column_stack([scores, np.ones(len(scores))]).astype(np.float64)
    weights = np.zeros(design.shape[1])
    for _ in range(50):
        likely = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (labels - likely)
        curve = design.T @ (design * (likely * (1 - likely))[:, None])
        step = np.linalg.solve(curve + 1e-6 * np.eye(len(weights)), slope)
        weights += step
        if float(np.abs(step).max()) < 1e-8:
            break
    return tuple(float(weight) for weight in weights)


def calibration_error(likely: NDArray[np.float32], labels: NDArray[np.float32]) -> float:
    """The expected calibration error in [0, 1], over `BINS` bins of equal width.

    Source: C. Guo and others, On Calibration of Modern Neural Networks (2017).
    """
    bins = np.minimum((likely * BINS).astype(int), BINS - 1)
    gaps = [
        abs(float(likely[bins == b].mean() - labels[bins == b].mean())) * float((bins == b).mean())
        for b in range(BINS)
        if (bins == b).any()
    ]
    return float(sum(gaps))


def _write_calibration(out: Path, slope: float, shift: float) -> None:
    line = json.dumps({"slope": round(slope, 6), "shift": round(shift, 6)})
    (out / "calibration.json").write_text(line + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
