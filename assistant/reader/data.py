"""Writes the training pairs: `python -m assistant.reader.data FOLDER OUT`."""

import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from assistant.reader.invented import invented_pairs
from assistant.reader.squad import (
    Alike,
    Pair,
    Share,
    easy_pairs,
    pairs_of,
    read_bench,
    read_squad,
    squad_articles,
)
from assistant.reader.written import FOLDER as WRITTEN
from assistant.reader.written import Written, written_pairs
from index.embed import PACKAGED, Embedder, load_embedder

MEASURED = ("Amazon rainforest", "Packet switching", "Southern California")
CHECKED = ("Geology", "Huguenot")
"""SQuAD articles that are not trained on: for the measures, and to look at meanwhile."""
EASY, INVENTED = 5_120, 4_000


@dataclass(frozen=True)
class Round:
    """Which pairs a round of training has.

    `share` is that of the public questions pairs are drawn for, `written` how often pairs are drawn
    for each question written by hand, in `folders[first:last]`; the others are how many wrong
    sentences a public question gets.
    """

    share: float
    written: int
    folders: tuple[int, int]
    answerable: Share
    unanswerable: Share


_FIRST = (Share(near=2, article=0.5, elsewhere=0.5), Share(near=2, article=0.3, elsewhere=0.4))
_MORE = (Share(near=3, article=0.5, elsewhere=1), Share(near=3, article=0.5, elsewhere=1))
ROUNDS = (
    Round(1.0, 0, (0, 0), *_FIRST),
    Round(0.35, 2, (0, 8), *_FIRST),
    Round(1.0, 2, (0, 8), *_MORE),
    Round(0.5, 1, (0, 8), *_MORE),
    Round(0.4, 2, (0, 13), *_MORE),
    Round(0.05, 1, (0, 13), *_MORE),
    Round(0.05, 1, (0, 19), *_MORE),
    Round(0.05, 2, (13, 19), *_MORE),
)
_OLDER = (Round(0.25, 1, (0, 19), *_MORE),)
BRANCHES: tuple[tuple[Round, ...], ...] = (
    *(_OLDER,) * 4,
    (Round(0.15, 1, (13, 19), *_MORE), Round(0.1, 2, (19, 23), *_MORE)),
)
"""Each for a run of its own, all rounds shuffled together; of the first three the shipped weights are
the average, the others told no more (CARD.md)."""


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--invented", default=INVENTED, show_default=True, help="Pairs made by rules, a round."
)
@click.option("--seed", default=7, show_default=True)
@click.option(
    "--branch", type=click.IntRange(1, len(BRANCHES)), help="Those of one branch, by its own seed."
)
def main(folder: Path, out: Path, invented: int, seed: int, branch: int | None) -> None:
    """Write the training pairs of FOLDER (SQuAD 2.0, TimeQA) and invented ones to OUT."""
    rounds: Sequence[Round] = ROUNDS
    easy = EASY
    if branch:
        rounds, easy, seed = BRANCHES[branch - 1], 0, 100 * branch
    pairs = training_pairs(folder, invented, rounds, seed, load_embedder(PACKAGED), easy)
    if len(rounds) > 1 and branch:
        random.Random(seed).shuffle(pairs)
    out.write_text("".join(json.dumps(asdict(pair)) + "\n" for pair in pairs), encoding="utf-8")
    for (source, label), count in sorted(Counter((p.source, p.label) for p in pairs).items()):
        click.echo(f"{source:10} {'answers' if label else 'does not'} {count:7,}")


def training_pairs(
    folder: Path,
    invented: int,
    rounds: Sequence[Round],
    seed: int,
    embedder: Embedder,
    easy: int = EASY,
) -> list[Pair]:
    """Easy pairs, then all others in rounds, each shuffled; the same arguments give the same pairs.

    Each round draws other wrong sentences for the same questions, and other invented releases.
    The pairs written by hand, most like the archive's, come with the later rounds, so that what is
    learned last is nearest to what is asked. More rounds add pairs at the end alone.
    """
    askings = []
    for path in sorted(folder.glob("squad2*.json")):
        trained = [t for t in squad_articles(path) if t not in MEASURED + CHECKED]
        askings.append(("squad", read_squad(path, trained)))
    if (folder / "timeqa").is_dir():
        askings.append(("timeqa", read_bench(folder / "timeqa")))
    alike = [Alike.of(asking, embedder) for _, asking in askings]
    by_hand = [Written(path, embedder) for path in sorted(WRITTEN.iterdir())]
    pairs: list[Pair] = []
    for number, kind in enumerate(rounds):
        random_ = random.Random(seed + number)
        if number == 0 and easy:
            pairs = easy_pairs(askings[0][1], random_, easy)
            random_.shuffle(pairs)
        drawn = invented_pairs(invented, seed + number)
        for (source, asking), near in zip(askings, alike, strict=True):
            part = asking.part(kind.share, random_)
            drawn += pairs_of(part, kind.answerable, kind.unanswerable, random_, source, near)
        folders = by_hand[slice(*kind.folders)]
        drawn += [pair for _ in range(kind.written) for pair in written_pairs(random_, folders)]
        random_.shuffle(drawn)
        pairs += drawn
    return pairs


if __name__ == "__main__":
    main()
