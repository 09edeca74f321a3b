"""What `python -m eval reader --rerank` does: the reader over the passages that the search finds."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from eval.out_file import OutFile
from eval.terminal import show_progress

if TYPE_CHECKING:
    from eval.bench import BenchSet
    from eval.rerank import KeptScores, Read
    from index.rerank import Reranker

QUESTIONS = 100
"""Questions drawn from a set where no other number is given: a passage takes long to read."""


def check_folders(sets: Sequence[Path]) -> None:
    """Raises BadParameter for what is no folder of a set with labelled passages."""
    from eval.bench import CORPUS, QRELS, QUERIES

    files = (CORPUS, QUERIES, QRELS)
    if wrong := [str(path) for path in sets if not all((path / one).is_file() for one in files)]:
        raise click.BadParameter(
            f"to rerank, a set is a folder with {', '.join(files)}; {', '.join(wrong)} is none",
            param_hint="SET...",
        )


def head(sets: Sequence[Path], limit: int, reader: "Reranker", model: str) -> dict[str, Any]:
    """What decides the figures: sets, number of questions, models, the reader's weights."""
    from eval.rerank import weights_of
    from eval.retrieval_lines import head as head_of_sets

    decides = head_of_sets(sets, (), limit, model) | {"command": "reader --rerank"}
    return {**decides, "model": reader.model, "weights": weights_of(reader)[:8]}


def rerank(
    sets: Sequence[Path],
    limit: int,
    reader: "Reranker",
    model: str,
    folder: Path,
    file: OutFile,
) -> None:
    """Print the figures of each set and of all, and write a line for each question.

    Args:
        limit: questions drawn from each set.
        model: the embedding model of the search.
        folder: where archives and the reader's scores are kept.
    """
    from eval.bench import load_benches
    from eval.rerank import KeptScores, weights_of
    from eval.rerank_report import legend, report, result, summary

    kept = KeptScores(reader, folder / "scores")
    click.echo(legend(reader.model, weights_of(reader)[:8]))
    results = []
    for bench in load_benches(sets):
        if not bench.ranked:
            click.echo(f"{bench.name}: not reranked, none of its passages is labelled\n")
            continue
        read = list(_read(bench, limit, kept, model, folder, file))
        results.append(result(bench, read))
        click.echo(report(results[-1]))
    if len(results) > 1:
        click.echo(summary(results))


def _read(
    bench: "BenchSet", limit: int, kept: "KeptScores", model: str, folder: Path, file: OutFile
) -> "Iterator[Read]":
    """What is read of each question drawn; a line is written for one that has none."""
    from eval.reader import drawn
    from eval.rerank import read_set
    from eval.retrieval import open_ours
    from index.embed import load_embedder

    ours = open_ours(bench, folder, load_embedder(model), show_progress)
    written = {(line.get("set"), line.get("query")) for line in file.lines}
    for one in read_set(bench, drawn(bench.ranked, limit), ours, kept, show_progress):
        if (bench.name, one.query) not in written:
            file.write({"set": bench.name, **vars(one)})
        yield one
