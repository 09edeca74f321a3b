"""The command over the reader: python -m eval reader."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eval.out_file import OutFile, out_options, tells_how_to_go_on
from eval.rerank_command import QUESTIONS, check_folders, head, rerank
from eval.terminal import show_progress

if TYPE_CHECKING:
    from eval.reader import Candidates, Judged, System
    from index.rerank import Reranker


@click.command()
@click.argument(
    "sets", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="SET..."
)
@click.option(
    "--limit",
    "--questions",
    "limit",
    type=click.IntRange(1),
    metavar="N",
    help=f"Ask N questions of a set, drawn by chance. Default: all; {QUESTIONS} with --rerank.",
)
@click.option("--rerank", "reranks", is_flag=True, help="Reorder passages found by the search.")
@click.option("--reranker", metavar="MODEL", help="A cross-encoder, its name or path; else as set.")
@click.option(
    "--cache",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep vectors, archives and scores in DIR. Default: the user's cache folder.",
)
@out_options("each question and system")
def reader(
    sets: tuple[Path, ...],
    limit: int | None,
    reranks: bool,
    reranker: str | None,
    cache: Path | None,
    out: Path | None,
    again: bool,
) -> None:
    """Measure the reader model beside the cosine of the embedding model and BM25.

    A SET is a SQuAD 2.0 file (of which the articles that were kept from the training are asked,
    each question over its paragraph), a folder with corpus.jsonl and queries.jsonl whose queries
    have pools (each over its pool), or a set of questions with releases (each over all sentences).

    \b
    accuracy@1, RR   is the first sentence a gold one; the reciprocal of its rank
    AUROC            how well the best sentence's score tells answerable questions
                     from others (0.5 is guessing); "reader + cosine": both ranks added
    refused          answerable questions refused where 42.4 % of the others are
                     answered, as GPT-4 does on NoMIRACL
    difference       less cosine, paired by question, with its 95 % interval

    With --rerank a SET is a folder with corpus.jsonl, queries.jsonl and qrels.tsv, as for
    `retrieval`; of the product's search the first 30 passages are read, as one text each and
    sentence by sentence (about five seconds a question), and nDCG@10 and R@5 are told before and
    after. What was read is kept: the same command goes on where it was stopped.

    Exit status: 0 all asked, 1 an error, 2 broken sets or options, 130 interrupted.
    """
    from platformdirs import user_cache_path

    from assistant.reader.model import load_reader
    from assistant.settings import read_settings
    from eval.kept_vectors import KeptVectors
    from eval.reader import bm25_system, cosine_system, drawn, reader_system
    from index.embed import PACKAGED, load_embedder

    settings = read_settings(reranker=reranker)[0]
    name, folder = settings.reranker, cache or user_cache_path("communique") / "bench"
    model = load_reader(name)
    if model is None:
        raise click.BadParameter("there is no reader to measure", param_hint="--reranker")
    if reranks:
        _rerank(sets, limit or QUESTIONS, model, settings.embed_model, folder, out, again)
        return
    embedder = KeptVectors(load_embedder(PACKAGED), folder)
    head = {"command": "reader", "sets": [path.name for path in sets], "limit": limit}
    with tells_how_to_go_on(out), OutFile(out, {**head, "model": name}, again) as file:
        for path in sets:
            candidates = drawn(_candidates(path), limit)
            cosine = cosine_system(candidates, embedder)
            systems: dict[str, Callable[[], System]] = {
                "bm25": partial(bm25_system, candidates),
                "cosine": partial(_same, cosine),
                "reader": partial(reader_system, model, cosine),
            }
            found = {
                system: _judged(file, path, system, make, candidates)
                for system, make in systems.items()
            }
            click.echo(report(path.name, found))
        file.finish()


def _rerank(
    sets: tuple[Path, ...],
    limit: int,
    reader: "Reranker",
    embedding_model: str,
    folder: Path,
    out: Path | None,
    again: bool,
) -> None:
    check_folders(sets)
    made_with = head(sets, limit, reader, embedding_model)
    with tells_how_to_go_on(out), OutFile(out, made_with, again) as file:
        rerank(sets, limit, reader, embedding_model, folder, file)
        file.finish()


def _same(system: "System") -> "System":
    return system


def _candidates(path: Path) -> "list[Candidates]":
    from eval.question_sets import question_set
    from eval.reader import asked_candidates, pooled_candidates, squad_candidates

    if not path.is_dir():
        return (
            squad_candidates(path)
            if path.suffix == ".json"
            else asked_candidates(question_set(path))
        )
    if (path / "corpus.jsonl").is_file():
        return pooled_candidates(path)
    return asked_candidates(question_set(path))


def _judged(
    file: OutFile,
    path: Path,
    system: str,
    make: "Callable[[], System]",
    candidates: "Sequence[Candidates]",
) -> "list[Judged]":
    """What a system made of each question; what the file has already is not asked again."""
    from eval.reader import Judged, judged

    done = [
        Judged(line["answerable"], line["confidence"], line["rank"])
        for line in file.lines
        if (line.get("set"), line.get("system")) == (path.name, system)
    ]
    scores = make() if len(done) < len(candidates) else None
    for place, one in enumerate(candidates[len(done) :], start=len(done) + 1):
        assert scores
        found = judged(one, scores(one))
        line = {"set": path.name, "system": system, "place": place}
        file.write({**line, **vars(found)})
        done.append(found)
        show_progress(f"{path.name}, {system}", place, len(candidates))
    return done


def report(name: str, found: "dict[str, list[Judged]]") -> str:
    """The measures of each system, a line each, then the differences to cosine."""
    from eval.reader import area, by_ranks, refused_at

    rows = [f"{name} ({len(found['cosine'])} questions)"]
    for system, judged in {
        **found,
        "reader + cosine": by_ranks(found["reader"], found["cosine"]),
    }.items():
        cells = [f"  {system:16}"]
        if ranks := [one.rank for one in judged if one.rank]:
            cells.append(f"accuracy@1 {_mean([float(rank == 1) for rank in ranks])}")
            cells.append(f"RR {_mean([1 / rank for rank in ranks])}")
        if (value := area(judged)) is not None:
            cells.append(f"AUROC {value:.3f} {_area_interval(judged)}")
            cells.append(f"refused {refused_at(judged):.3f}")
        rows.append("  ".join(cells))
    return "\n".join([*rows, *_differences(found)]) + "\n"


def _differences(found: "dict[str, list[Judged]]") -> list[str]:
    from eval.reader import by_ranks
    from eval.statistics import paired_auroc, paired_bootstrap

    rows = []
    answerable = [one.answerable for one in found["cosine"]]
    if len(set(answerable)) > 1:
        both = by_ranks(found["reader"], found["cosine"])
        for name, judged in (("reader", found["reader"]), ("reader + cosine", both)):
            gap, low, high = paired_auroc(
                [one.confidence for one in judged],
                [one.confidence for one in found["cosine"]],
                answerable,
            )
            rows.append(f"  {name} less cosine, AUROC: {gap:+.3f} [{low:+.3f}, {high:+.3f}]")
    pairs = [
        (ours, its)
        for ours, its in zip(found["reader"], found["cosine"], strict=True)
        if ours.rank and its.rank
    ]
    if not pairs:
        return rows
    for name, value in (
        ("accuracy@1", lambda rank: float(rank == 1)),
        ("RR", lambda rank: 1 / rank),
    ):
        gap, low, high = paired_bootstrap(
            [value(ours.rank) for ours, _ in pairs], [value(its.rank) for _, its in pairs]
        )
        rows.append(f"  reader less cosine, {name}: {gap:+.3f} [{low:+.3f}, {high:+.3f}]")
    return rows


def _mean(values: Sequence[float]) -> str:
    from eval.statistics import bootstrap

    low, high = bootstrap(values)
    return f"{sum(values) / len(values):.3f} [{low:.3f}, {high:.3f}]"


def _area_interval(found: "Sequence[Judged]") -> str:
    from eval.statistics import auroc_interval

    low, high = auroc_interval(
        [one.confidence for one in found if one.answerable],
        [one.confidence for one in found if not one.answerable],
    )
    return f"[{low:.3f}, {high:.3f}]"
