"""The commands over public sets: python -m eval retrieval, python -m eval tune."""

from pathlib import Path

import click

from eval.terminal import opened, show_progress, written

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
@written(
    "--json",
    "json_file",
    "Write one line of JSON per query and system to FILE: measures and the best ten.",
)
@written("--markdown", "markdown_file", "Write the tables of all sets, side by side, to FILE.")
@CACHE
def retrieval(
    folders: tuple[Path, ...],
    names: tuple[str, ...],
    limit: int | None,
    json_file: Path | None,
    markdown_file: Path | None,
    cache: Path | None,
) -> None:
    """Search public sets with labelled passages, beside the systems that ours is measured against.

    DIR has corpus.jsonl (id, doc, title, date, text, pool), queries.jsonl (id, text, history,
    date, answerable, type, pool) and qrels.tsv (query, passage, grade); with a pool only its
    passages are searched. What is encoded is kept: an interrupted run goes on where it stopped.

    \b
    Ranking        R@k, RR@10, nDCG@10, MAP@10 and Hits@k (a relevant passage among
                   the first k), by ir-measures, over the queries with labels
    Difference     of nDCG@10, ours less another system's, paired by query
    Abstention     how well the confidence of a search tells answerable from
                   unanswerable queries: AUROC of the best cosine (bm25: best score)

    Exit status: 0 all searched, 1 an error, 2 broken sets or options, 130 interrupted.
    """
    from platformdirs import user_cache_path

    from assistant.settings import read_settings
    from eval.bench import load_benches
    from eval.retrieval import SYSTEMS, run_set
    from eval.retrieval_report import json_lines, markdown, report
    from index.embed import load_embedder

    if unknown := [name for name in names if name not in SYSTEMS]:
        raise click.BadParameter(
            f"no system is called {', '.join(unknown)}; they are {', '.join(SYSTEMS)}",
            param_hint="--system",
        )
    sets = [bench.first(limit) for bench in load_benches(folders)]
    folder = cache or user_cache_path("communique") / "bench"
    settings, _ = read_settings()
    embedder = load_embedder(settings.embed_model)
    results = []
    with opened(json_file) as lines, opened(markdown_file) as page:
        for bench in sets:
            results.append(run_set(bench, names, folder, embedder, show_progress))
            click.echo(f"{report(results[-1])}\n")
            for line in json_lines(results[-1]) if lines else ():
                print(line, file=lines, flush=True)
        if page:
            page.write(markdown(results, embedder.name))


@click.command()
@FOLDERS
@CACHE
def tune(folders: tuple[Path, ...], cache: Path | None) -> None:
    """Try weights of the ranking on public sets, each set judged by weights chosen on the others.

    DIR is as for `retrieval`. Prints, for each set, the weights that are the best on the mean
    nDCG@10 of the other sets, what they give on this one, what the product's weights give, and
    what the best weights of the set itself would give.
    """
    from platformdirs import user_cache_path

    from assistant.settings import read_settings
    from eval.bench import load_benches
    from eval.tune import leave_one_out, report, searched
    from index.embed import load_embedder

    folder = cache or user_cache_path("communique") / "bench"
    settings, _ = read_settings()
    embedder = load_embedder(settings.embed_model)
    sets = [bench for bench in load_benches(folders) if bench.ranked]
    found = [searched(bench, folder, embedder, show_progress) for bench in sets]
    click.echo(report(leave_one_out(found)))
