"""The command over labelled texts and pages: python -m eval read."""

import json
from pathlib import Path

import click

from eval.terminal import opened, written


@click.command()
@click.argument(
    "files", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[FILE]..."
)
@written(
    "--json",
    "json_file",
    "Write one line of JSON per file of labelled clauses to FILE: its figures, no text.",
)
@click.option(
    "--show-failures",
    is_flag=True,
    help="List each text with a fault: what was labelled, what was read.",
)
def read(files: tuple[Path, ...], json_file: Path | None, show_failures: bool) -> None:
    """Read labelled texts and pages, and print how well they are understood.

    A FILE of clauses, or each .jsonl file of a folder, has one JSON object a line: id, text,
    released, event, statements (clause, verb, act, actor, object, negated, modality, event). A
    folder with pages/ and gold.jsonl is a set of pages with what should be read from each.
    Default: the clauses of the five releases, the development sets and the sets put aside.
    Nothing but figures is shown of what has "set_aside" in its name.

    \b
    Acts           a statement is right when its act is the labelled one and its
                   verb shares a character with the labelled verb;
                   precision, recall and F1 for each act
    Shared verbs   share of the statements at a labelled verb whose act, actor,
                   object, negation, modality and own event are as labelled;
                   clause overlap: characters in both over characters in either
    Pages          passages with their ids and exact texts, dates with provenance,
                   meeting, names; share of characters in exactly one place

    Exit status: 0 all read, 1 an error, 2 broken labels or options, 130 interrupted.
    """
    from eval.pages import PAGE_SETS, is_page_set, measure_pages, page_report
    from eval.read import DEFAULTS, failures, figures, is_set_aside, load_all, read_all, report
    from eval.read import json_line as figures_line

    paths = files or (*DEFAULTS, *PAGE_SETS)
    if show_failures and any(is_set_aside(path) for path in paths):
        raise click.BadParameter(
            "the texts of a set put aside are never shown; name the other files",
            param_hint="--show-failures",
        )
    with opened(json_file) as lines:
        clauses = [path for path in paths if not is_page_set(path)]
        for path, labelled in load_all(clauses).items():
            readings = read_all(labelled)
            marks = figures(readings)
            click.echo(f"{report(path, marks)}\n")
            if show_failures:
                click.echo(f"{failures(readings)}\n")
            if lines:
                print(json.dumps(figures_line(path, marks)), file=lines)
    for path in paths:
        if is_page_set(path):
            click.echo(f"{page_report(path.name, measure_pages(path))}\n")
