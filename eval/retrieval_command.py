"""The commands over public sets: python -m eval retrieval, python -m eval tune."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eval.out_file import OutFile, out_options, tells_how_to_go_on
from eval.terminal import opened, show_progress, written

if TYPE_CHECKING:
    from eval.bench import BenchQuery, BenchSet
    from eval.ranking import Ranking
    from index.embed import Embedder

FOLDERS = click.argument(
    "folders",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR...",
)
CACHE = click.option(
    "--cache",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep archives and vectors in DIR. Default: the user's cache folder.",
)


@click.command()
@FOLDERS
@click.option(
    "--system",
    "names",
    multiple=True,
    metavar="NAME",
    help="bm25, dense, rrf, vanilla, ours or ours-alone; may be repeated. Default: all, "
    "ours-alone only where a set has conversations.",
)
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Ask the first N queries.")
@out_options("each query and system (measures, confidence, the best ten)")
@written("--markdown", "markdown_file", "Write the tables of all sets, side by side, to FILE.")
@CACHE
def retrieval(
    folders: tuple[Path, ...],
    names: tuple[str, ...],
    limit: int | None,
    out: Path | None,
    again: bool,
    markdown_file: Path | None,
    cache: Path | None,
) -> None:
    """Search public sets with labelled passages, beside the systems that ours is measured against.

    DIR has corpus.jsonl (id, doc, title, date, text, pool), queries.jsonl (id, text, history,
    date, answerable, type, pool) and qrels.tsv (query, passage, grade); with a pool only its
    passages are searched. What is encoded is kept, and with --out what is ranked, too: the same
    command goes on where it was stopped, and ends with the same lines and tables.

    \b
    Ranking        R@k, RR@10, nDCG@10, MAP@10 and Hits@k (a relevant passage among
                   the first k), by ir-measures, over the queries with labels
    Difference     of nDCG@10, ours less another system's, paired by query
    Abstention     how well the confidence of a search tells answerable from
                   unanswerable queries: AUROC of the best cosine (bm25: best score)

    Exit status: 0 all searched, 1 an error, 2 broken sets or options, 130 interrupted.
    """
    from eval.retrieval import Kept, run_set
    from eval.retrieval_lines import head, rankings_of
    from eval.retrieval_report import markdown, report

    _refuse_unknown(names)
    sets = _loaded(folders, limit)
    folder, embedder = _folder_and_model(cache)
    results = []
    made_with = head(folders, names, limit, embedder.name)
    with (
        tells_how_to_go_on(out),
        OutFile(out, made_with, again) as file,
        opened(markdown_file) as page,
    ):
        for bench in sets:
            kept = Kept(rankings_of(file.lines, bench.name), partial(_add, file, bench))
            results.append(run_set(bench, names, folder, embedder, show_progress, kept))
            click.echo(f"{report(results[-1])}\n")
        if page:
            page.write(markdown(results, embedder.name))
        file.finish()


def _folder_and_model(cache: Path | None) -> "tuple[Path, Embedder]":
    """Where archives and vectors are kept, and the embedding model of the settings."""
    from platformdirs import user_cache_path

    from assistant.settings import read_settings
    from index.embed import load_embedder

    settings, _ = read_settings()
    return cache or user_cache_path("communique") / "bench", load_embedder(settings.embed_model)


def _refuse_unknown(names: Sequence[str]) -> None:
    """Tell of a name that no system has."""
    from eval.retrieval import SYSTEMS

    if unknown := [name for name in names if name not in SYSTEMS]:
        raise click.BadParameter(
            f"no system is called {', '.join(unknown)}; they are {', '.join(SYSTEMS)}",
            param_hint="--system",
        )


def _loaded(folders: Sequence[Path], limit: int | None) -> "list[BenchSet]":
    """The sets in these folders; two of one name could not be told apart."""
    from eval.bench import load_benches

    sets = [bench.first(limit) for bench in load_benches(folders)]
    if len({bench.name for bench in sets}) < len(sets):
        raise click.BadParameter("two sets have the same name", param_hint="DIR...")
    return sets


def _add(
    file: OutFile, bench: "BenchSet", system: str, query: "BenchQuery", ranking: "Ranking"
) -> None:
    """Write the line of a ranking."""
    from eval.retrieval_lines import ranking_line

    file.write(ranking_line(bench, system, query, ranking))


@click.command()
@FOLDERS
@CACHE
def tune(folders: tuple[Path, ...], cache: Path | None) -> None:
    """Try weights of the ranking on public sets, each set judged by weights chosen on the others.

    DIR is as for `retrieval`. Prints, for each set, the weights that are the best on the mean
    nDCG@10 of the other sets, what they give on this one, what the product's weights give, and
    what the best weights of the set itself would give.
    """
    from eval.bench import load_benches
    from eval.tune import leave_one_out, report, searched

    folder, embedder = _folder_and_model(cache)
    sets = [bench for bench in load_benches(folders) if bench.ranked]
    found = [searched(bench, folder, embedder, show_progress) for bench in sets]
    click.echo(report(leave_one_out(found)))
