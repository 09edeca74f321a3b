"""The command that shows runs to people: python -m eval report."""

from pathlib import Path

import click

from eval.terminal import opened, written
from index.errors import BadData

GIVEN = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("runs", nargs=-1, required=True, type=GIVEN, metavar="RUN...")
@written(
    "--html", "html_file", "Write one page to FILE that needs nothing else: no script, no net."
)
@written("--markdown", "markdown_file", "Write the same as Markdown to FILE, without drawings.")
@click.option(
    "--readme",
    metavar="FILE",
    type=GIVEN,
    help="Put the table of measures into FILE, between its two comments.",
)
@click.option("--app", "for_app", is_flag=True, help="Write that page for the web app to show.")
@click.option(
    "--retrieval",
    multiple=True,
    metavar="FILE",
    type=GIVEN,
    help="Tell the searches of public sets too, from retrieval --out FILE; may be repeated.",
)
@click.option(
    "--reading",
    multiple=True,
    metavar="FILE",
    type=GIVEN,
    help="Tell what was read of labelled texts too, from read --out FILE; may be repeated.",
)
def report(
    runs: tuple[Path, ...],
    html_file: Path | None,
    markdown_file: Path | None,
    readme: Path | None,
    for_app: bool,
    retrieval: tuple[Path, ...],
    reading: tuple[Path, ...],
) -> None:
    """Show one or more runs as a page: tables, charts, and the questions answered worst.

    RUN is a file written by `run --out FILE`. Several runs stand on one page where they asked
    other sets or other systems. Of a set put aside only totals are shown. Without a file to write,
    the page is printed as Markdown.

    \b
    Tables      every measure with its 95 % interval: by set, by system, by kind
                of question; differences to the product, question by question
    Charts      search by kind, citations by system, risk and coverage,
                calibration, latency; each with a table of its figures
    Questions   the 20 answered worst, of the sets developed on

    Exit status: 0 written, 1 an error, 2 a broken file or options, 130 interrupted.
    """
    from eval.page import TITLE, sections
    from eval.page_html import html
    from eval.page_markdown import markdown
    from eval.page_readme import replaced
    from eval.page_runs import join
    from eval.run_file import read_run

    joined = join([read_run(path) for path in runs])
    table = replaced(readme, joined) if readme else ""
    app_file = _place_in_data_folder() if for_app else None
    if html_file or markdown_file or app_file or not readme:
        found = sections(joined, retrieval, reading)
        for path, write in ((html_file, html), (markdown_file, markdown), (app_file, html)):
            if path:
                with opened(path) as file:
                    assert file
                    file.write(write(TITLE, found))
        if not (html_file or markdown_file or app_file or readme):
            click.echo(markdown(TITLE, found), nl=False)
    if readme:
        readme.write_bytes(table.encode("utf-8"))
    for path in (html_file, markdown_file, app_file, readme):
        if path:
            click.echo(f"Written: {path}")


def _place_in_data_folder() -> Path:
    """Where the web app looks for the report: in the data folder that is set."""
    from assistant.settings import read_settings
    from assistant.web.report_page import FILE

    folder = read_settings()[0].data
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadData(folder, error.strerror or str(error)) from error
    return folder / FILE
