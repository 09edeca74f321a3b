"""Trains the larger reader: `python -m assistant.reader.train_large BASE OUT PAIRS...`.

BASE is a folder with all-mpnet-base-v2 (what the packages of `assistant.reader.large` hold, unpacked),
PAIRS what `assistant.reader.data` wrote. The base's matrices stay as they are; two thin ones beside
each are learned. It has its own loop, not that of `train`: with the base's matrices kept as bfloat16
a step takes 0.64 of the time that training all weights takes (two cores with AVX512_BF16).
"""

import json
import math
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from assistant.reader.large import SCALE
from assistant.reader.text import MAX_TOKENS
from assistant.reader.train import length_batches

MODEL = "mpnet."
"""Stands before the names of the base's weights in transformers."""
RANK = 32
BATCH = 32
RATE = 3e-4
WARM_UP, COOL_DOWN = 0.04, 0.6
"""Shares of the steps in which the rate rises, and in which it falls to nothing."""
PUBLIC, INVENTED = 4_500, 1_000
"""Pairs from public questions, and made by rules, beside those written by hand."""
CHECKPOINT = 100
"""Steps between two times that the adapter is written."""
LONGEST_STEP = 1.0
"""The gradient's norm is cut to this."""


@click.command()
@click.argument("base", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.argument(
    "pairs", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--begin", type=click.Path(exists=True, path_type=Path), help="Adapter to begin with."
)
@click.option("--rate", default=RATE, show_default=True, help="Highest learning rate.")
@click.option("--seed", default=7, show_default=True)
@click.option("--threads", default=2, show_default=True)
def main(
    base: Path,
    out: Path,
    pairs: tuple[Path, ...],
    begin: Path | None,
    rate: float,
    seed: int,
    threads: int,
) -> None:
    """Learn an adapter for BASE from the files PAIRS, one pass, and write it to OUT."""
    import torch

    torch.set_num_threads(threads)
    drawn = joined([_read(path) for path in pairs])
    click.echo(f"{len(drawn):,} pairs, {sum(pair['label'] for pair in drawn):,.0f} answer")
    train(base, out, drawn, begin, rate, seed)


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def joined(files: Sequence[Sequence[dict[str, Any]]]) -> list[dict[str, Any]]:
    """The pairs trained on, shuffled: those by hand of all files, once, and some others of the first.

    Of a later file only the questions that none before it has.
    """
    kept: dict[tuple[str, str], dict[str, Any]] = {}
    asked: set[str] = set()
    for file in files:
        by_hand = [pair for pair in file if pair["source"] == "written"]
        fresh = [pair for pair in by_hand if pair["question"] not in asked]
        for pair in fresh:
            kept.setdefault((pair["question"], pair["text"]), pair)
        asked |= {pair["question"] for pair in fresh}
    public = [pair for pair in files[0] if pair["source"] in ("squad", "timeqa")]
    invented = [pair for pair in files[0] if pair["source"] == "invented"]
    pairs = [*kept.values(), *public[:PUBLIC], *invented[:INVENTED]]
    random.Random(11).shuffle(pairs)
    return pairs


def train(
    base: Path,
    out: Path,
    pairs: Sequence[dict[str, Any]],
    begin: Path | None = None,
    rate: float = RATE,
    seed: int = 7,
) -> None:
    """Writes the learned weights to `out` (safetensors, as `large.merged` takes them)."""
    import torch
    from safetensors.torch import load_file, save_file
    from tokenizers import Tokenizer

    torch.manual_seed(seed)
    model = adapted(base)
    if begin:
        known = {name.removeprefix(MODEL): weight for name, weight in model.named_parameters()}
        for name, weight in load_file(begin).items():
            known[name].data.copy_(weight)
    learned = {name: w for name, w in model.named_parameters() if w.requires_grad}
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS, strategy="longest_first")
    tokenizer.enable_padding(pad_id=1, pad_token="<pad>")
    lengths = [len(pair["question"]) + len(pair["text"]) for pair in pairs]
    batches = length_batches(lengths, BATCH, seed)
    optimizer = torch.optim.AdamW(list(learned.values()), lr=rate, weight_decay=0.01)
    model.train()
    with click.progressbar(length=len(batches), label="Steps") as bar:
        for step, places in enumerate(batches):
            for group in optimizer.param_groups:
                group["lr"] = rate * share(step, len(batches))
            _loss(model, tokenizer, [pairs[i] for i in places]).backward()
            torch.nn.utils.clip_grad_norm_(list(learned.values()), LONGEST_STEP)
            optimizer.step()
            optimizer.zero_grad()
            bar.update(1)
            if (step + 1) % CHECKPOINT == 0 or step + 1 == len(batches):
                weights = {n.removeprefix(MODEL): w.detach() for n, w in learned.items()}
                save_file({n: w.half().contiguous() for n, w in weights.items()}, out)


def share(step: int, steps: int) -> float:
    """The share of the highest rate at a step."""
    return min(1.0, (step + 1) / (WARM_UP * steps)) * min(1.0, (steps - step) / (COOL_DOWN * steps))


def _loss(model: Any, tokenizer: Any, pairs: Sequence[dict[str, Any]]) -> Any:
    import torch
    from torch.nn.functional import binary_cross_entropy_with_logits

    read = tokenizer.encode_batch([(pair["question"], pair["text"]) for pair in pairs])
    ids = torch.tensor([one.ids for one in read])
    seen = torch.tensor([one.attention_mask for one in read])
    with torch.autocast("cpu", torch.bfloat16):
        logits = model(input_ids=ids, attention_mask=seen).logits[:, 0]
    wanted = torch.tensor([float(pair["label"]) for pair in pairs])
    return binary_cross_entropy_with_logits(logits.float(), wanted)


def adapted(base: Path) -> Any:
    """The base with a head, an adapter beside each matrix; only these and the norms are trained."""
    import torch
    from torch import nn
    from torch.nn.functional import linear
    from transformers import AutoModelForSequenceClassification

    class Adapter(nn.Module):
        """A matrix that stays, and two thin ones, of which the second begins with zeros."""

        def __init__(self, whole: Any) -> None:
            super().__init__()
            self.weight = nn.Parameter(whole.weight.data.bfloat16(), requires_grad=False)
            self.bias = nn.Parameter(whole.bias.data.bfloat16(), requires_grad=False)
            self.A = nn.Parameter(torch.empty(RANK, whole.in_features))
            self.B = nn.Parameter(torch.zeros(whole.out_features, RANK))
            nn.init.kaiming_uniform_(self.A, a=math.sqrt(5))

        def forward(self, state: Any) -> Any:
            state = state.bfloat16()
            thin = linear(state, self.A.bfloat16())
            return linear(state, self.weight, self.bias) + linear(thin, (self.B * SCALE).bfloat16())

    model = AutoModelForSequenceClassification.from_pretrained(str(base), num_labels=1)
    model.requires_grad_(False)
    for layer in model.mpnet.encoder.layer:
        attention = layer.attention.attn
        for part, name in (
            *((attention, one) for one in "qkvo"),
            (layer.intermediate, "dense"),
            (layer.output, "dense"),
        ):
            setattr(part, name, Adapter(getattr(part, name)))
    for name, weight in model.named_parameters():
        norms = "LayerNorm" in name and "encoder" in name
        weight.requires_grad_(norms or name.startswith("classifier") or name[-2:] in (".A", ".B"))
    return model


if __name__ == "__main__":
    main()
