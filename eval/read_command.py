"""The command over labelled texts and pages: python -m eval read."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from eval.out_file import OutFile, out_options, tells_how_to_go_on
from eval.terminal import show_progress

if TYPE_CHECKING:
    from eval.clauses import Labelled
    from eval.pages import PageFigures
    from eval.read import Figures, Reading


@click.command()
@click.argument(
    "files", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[FILE]..."
)
@out_options("each text and each set of pages (figures, no text)")
@click.option(
    "--show-failures",
    is_flag=True,
    help="List each text with a fault: what was labelled, what was read.",
)
def read(files: tuple[Path, ...], out: Path | None, again: bool, show_failures: bool) -> None:
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

    With --out the last line of FILE has the totals of each file of clauses; with
    --show-failures every text is read, those that FILE has, too.

    Exit status: 0 all read, 1 an error, 2 broken labels or options, 130 interrupted.
    """
    from eval.pages import PAGE_SETS, is_page_set, page_report
    from eval.read import DEFAULTS, failures, files_of, is_set_aside, json_line, load_all, report
    from eval.read_lines import head

    paths = files or (*DEFAULTS, *PAGE_SETS)
    if show_failures and any(is_set_aside(path) for path in paths):
        raise click.BadParameter(
            "the texts of a set put aside are never shown; name the other files",
            param_hint="--show-failures",
        )
    pages = [path for path in paths if is_page_set(path)]
    clauses = list(files_of([path for path in paths if path not in pages]))
    with tells_how_to_go_on(out), OutFile(out, head([*clauses, *pages]), again) as file:
        totals = []
        for path, labelled in load_all(clauses).items():
            marks, readings = _texts(path, labelled, file, show_failures)
            click.echo(f"{report(path, marks)}\n")
            if show_failures:
                click.echo(f"{failures(readings)}\n")
            totals.append(json_line(path, marks))
        for path in pages:
            click.echo(f"{page_report(path.name, _pages(path, file))}\n")
        file.finish(files=totals)


def _texts(
    path: Path, labelled: "list[Labelled]", file: OutFile, read_all_anew: bool
) -> "tuple[Figures, list[Reading]]":
    """The figures of a file of clauses, and what was read now of its texts."""
    from eval.read import read_all
    from eval.read_lines import name_of, summed, text_line

    lines = [line for line in file.lines if line["file"] == name_of(path)]
    done, readings = len(lines), []
    for place, one in enumerate(labelled, start=1):
        if place > done or read_all_anew:
            readings += read_all([one])
        if place > done:
            lines.append(text_line(path, place, readings[-1]))
            file.write(lines[-1])
        show_progress(f"Reading {path.name}", place, len(labelled))
    return summed(lines), readings


def _pages(path: Path, file: OutFile) -> "PageFigures":
    """The figures of a set of pages, read unless the file has them."""
    from eval.pages import measure_pages
    from eval.read_lines import name_of, pages_line, pages_of

    for line in file.lines:
        if line["file"] == name_of(path):
            return pages_of(line)
    found = measure_pages(path)
    file.write(pages_line(path, found))
    return found
