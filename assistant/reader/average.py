"""Averages trained readers: `python -m assistant.reader.average OUT TRAINED...`.

Runs that begin with the same weights and see other pairs end near each other; their average answers
better than any of them. Source: M. Wortsman and others, Model Soups (2022), uniform soup.
"""

import shutil
from pathlib import Path

import click

from assistant.reader.export import CONFIG

WEIGHTS = "model.safetensors"


@click.command()
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.argument(
    "trained",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
def main(out: Path, trained: tuple[Path, ...]) -> None:
    """Write to OUT a model whose weights are the mean of those in each folder TRAINED.

    A folder that is named twice counts twice. Each is what `train` wrote to `OUT/model`.
    """
    average(out, trained)


def average(out: Path, trained: tuple[Path, ...]) -> None:
    """Write the mean of the weights, as float32, with the files beside the first ones.

    Raises:
        click.ClickException: a folder holds no trained model, or one of another architecture.
    """
    from safetensors.torch import load_file, save_file

    for folder in trained:
        if not (folder / WEIGHTS).is_file():
            raise click.ClickException(
                f"{folder} has no {WEIGHTS}: name what `train` wrote to OUT/model"
            )
    first, *others = (load_file(folder / WEIGHTS) for folder in trained)
    mean = {name: weight.float() / len(trained) for name, weight in first.items()}
    for folder, weights in zip(trained[1:], others, strict=True):
        if {n: w.shape for n, w in weights.items()} != {n: w.shape for n, w in first.items()}:
            raise click.ClickException(f"{folder} has other weights than {trained[0]}")
        for name, weight in weights.items():
            mean[name] += weight.float() / len(trained)
    out.mkdir(parents=True, exist_ok=True)
    for name in (CONFIG, "tokenizer.json", "tokenizer_config.json"):
        shutil.copyfile(trained[0] / name, out / name)
    # transformers asks for the format
    save_file({n: w.contiguous() for n, w in mean.items()}, out / WEIGHTS, {"format": "pt"})


if __name__ == "__main__":
    main()
