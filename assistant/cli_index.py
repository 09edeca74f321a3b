"""The commands that keep and show the archive: index, releases, show."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from assistant.bars import Bars
from assistant.options import settings_from, shared
from assistant.settings import Settings
from assistant.wording import one_day
from index.build import BuildReport, build, is_current, refresh
from index.build import remove as remove_pages
from index.embed import load_embedder
from index.errors import BadSetting
from index.export import exported
from index.generation import read_stamp
from index.intake import Outcome, What
from index.store import Archive
from index.verify import verify as find_faults


@click.group(invoke_without_command=True)
@click.option("--rebuild", is_flag=True, help="Write a new index even when nothing changed.")
@shared("data", "embed_model")
@click.pass_context
def index(context: click.Context, /, rebuild: bool, **flags: Any) -> None:
    """Build the index, or bring it up to date with its releases.

    Without a subcommand: the releases that are in the archive already (their files are read
    again), or, for a new archive, the ones that come with Communiqué.
    """
    if context.invoked_subcommand is None:
        bring_up_to_date(settings_from(flags), rebuild, say_unchanged=True)


@index.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@shared("data", "embed_model")
@click.pass_context
def add(context: click.Context, /, paths: tuple[Path, ...], **flags: Any) -> None:
    """Add the releases of PATHS to the archive, and tell what became of each page.

    PATHS are files, folders, patterns like 'pages/*.html' and - for standard input: page text,
    saved web pages, RSS or Atom feeds, JSON and JSON lines, .zip of these. A folder or .zip may
    hold a catalogue.jsonl with the address of each file.

    \b
    added         new in the archive
    updated       its text or what the catalogue says of it has changed; old versions stay readable
    unchanged     nothing new (hit counts, hosts and query strings make no difference)
    duplicate of  the same body is in the archive under another id; both ids lead to it
    refused       no release, with the reason; then the exit status is 2
    """
    settings = settings_from(flags)
    stdin = sys.stdin.buffer.read() if Path("-") in paths else None
    with Bars() as bars:
        report = build(
            settings.data, paths, load_embedder(settings.embed_model), bars.tell, stdin=stdin
        )
    for outcome in report.outcomes:
        click.echo(_outcome_line(outcome))
    _tell(report)
    if report.count(What.REFUSED):
        context.exit(2)


def _outcome_line(outcome: Outcome) -> str:
    detail = f" {outcome.detail}" if outcome.what is What.DUPLICATE else ""
    if outcome.what is What.REFUSED:
        return f"{outcome.what:<13} {outcome.detail}"
    return f"{outcome.what + detail:<13} {outcome.id:<17} {outcome.source}"


@index.command()
@click.argument("ids", nargs=-1, required=True)
@click.option(
    "--forget", is_flag=True, help="Delete the texts, too: old answers cannot be checked."
)
@shared("data", "embed_model")
def remove(ids: tuple[str, ...], forget: bool, **flags: Any) -> None:
    """Take the releases with these IDS out of the archive.

    Their texts stay readable by version (communique show ID@DIGEST), so that old answers can be
    checked. A cross-post of a removed release stays, and is shown under its own id.
    """
    settings = settings_from(flags)
    archive = Archive(settings.data)
    kept = _cross_posts(archive, ids)
    with Bars() as bars:
        remove_pages(settings.data, ids, load_embedder(settings.embed_model), bars.tell, forget)
    for id in ids:
        click.echo(f"removed       {id}")
    for id, other in kept:
        click.echo(f"{other} has the same text as {id} and stays; remove it, too, if it should go.")


def _cross_posts(archive: Archive, ids: Sequence[str]) -> list[tuple[str, str]]:
    """The pages with the same body as a page of `ids` that are not among them."""
    shown = archive.shown()
    return [
        (id, other)
        for id in ids
        for other, target in shown.items()
        if target == shown.get(id) and other not in ids
    ]


@index.command()
@click.argument("file", default="-", type=click.Path(path_type=Path, allow_dash=True))
@shared("data")
def export(file: Path, **flags: Any) -> None:
    """Write the archive to FILE (default: standard output) as JSON lines, one page a line.

    `communique index add FILE` reads them back; `reading` tells other programs what was read.
    """
    lines = exported(Archive(settings_from(flags).data))
    try:
        with click.open_file(str(file), "w", encoding="utf-8", atomic=str(file) != "-") as stream:
            for line in lines:
                stream.write(json.dumps(line, ensure_ascii=False) + "\n")
    except BrokenPipeError:
        raise  # nobody reads on: click ends the command quietly
    except OSError as error:
        raise BadSetting("FILE", str(file), f"writable ({error.strerror})") from error


@index.command()
@shared("data")
@click.pass_context
def verify(context: click.Context, /, **flags: Any) -> None:
    """Check every stored passage against its source, and BM25 against Chroma.

    Exit status: 0 nothing is wrong, 1 faults, each on a line of its own.
    """
    data = settings_from(flags).data
    with Bars() as bars:
        faults = list(find_faults(data, bars.tell))
    for fault in faults:
        click.echo(fault)
    if faults:
        click.echo(
            f"{_counted(len(faults), 'fault')}. Build the index anew: communique index --rebuild",
            err=True,
        )
        context.exit(1)
    coverage = Archive(data).coverage()
    click.echo(f"Nothing is wrong: {coverage.releases} releases, {coverage.passages} passages.")


@index.command()
@shared("data", "embed_model")
def status(**flags: Any) -> None:
    """Print what the index holds: releases, dates, gaps, and the stamp it was built with."""
    settings = settings_from(flags)
    data = settings.data
    archive = Archive(data)
    coverage = archive.coverage()
    stamp = read_stamp(archive.generation())
    boards = ", ".join(f"{board} {number}" for board, number in coverage.by_board)
    gaps = ", ".join(f"{one_day(one)} to {one_day(other)}" for one, other in coverage.gaps)
    for name, value in (
        ("data folder", data),
        ("releases", f"{coverage.releases} ({boards})" if boards else coverage.releases),
        ("passages", coverage.passages),
        ("first date", one_day(coverage.first) if coverage.first else "none"),
        ("last date", one_day(coverage.last) if coverage.last else "none"),
        ("undated", coverage.undated),
        (
            "inferred",
            sum(
                bool(one.released and one.released.provenance == "inferred")
                for one in archive.releases()
            ),
        ),
        ("gaps", gaps or "none longer than a year"),
        (
            "up to date",
            "yes"
            if is_current(data, load_embedder(settings.embed_model))
            else "no: run communique index",
        ),
        ("model", stamp.get("model", "unknown")),
        ("text version", stamp.get("text_version", "unknown")),
        ("archive", str(stamp.get("archive", "unknown"))[:16]),
    ):
        click.echo(f"{name:<13} {value}")


@click.command()
@shared("data")
def releases(**flags: Any) -> None:
    """List the releases, newest first: id, date with provenance, title."""
    from assistant.show import release_line

    for release in Archive(settings_from(flags).data).releases():
        click.echo(release_line(release))


@click.command()
@click.argument("id")
@shared("data")
def show(id: str, **flags: Any) -> None:
    """Print the release, paragraph or passage with this ID, and what stands around it.

    For instance: m_5676-1, m_5676-1#3, m_5676-1#3.2
    """
    from assistant.show import passage_text

    click.echo(passage_text(*Archive(settings_from(flags).data).find(id)))


def bring_up_to_date(
    settings: Settings, rebuild: bool = False, say_unchanged: bool = False
) -> None:
    """Read the archive's source files again and build what changed."""
    import seeds

    with Bars() as bars:
        report = refresh(
            settings.data,
            [Path(seeds.__file__).parent],
            load_embedder(settings.embed_model),
            bars.tell,
            rebuild,
        )
    for outcome in report.outcomes:
        if outcome.what is What.REFUSED:
            click.echo(_outcome_line(outcome), err=True)
    if report.gone:
        click.echo(
            f"{_counted(report.gone, 'release')} kept although no longer in a file.", err=True
        )
    if report.rebuilt or report.count(What.REFUSED) or say_unchanged:
        _tell(report)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _tell(report: BuildReport) -> None:
    words = "built" if report.rebuilt else "up to date"
    counts = ", ".join(
        f"{_counted(report.count(what), 'duplicate') if what is What.DUPLICATE else f'{report.count(what)} {what}'}"
        for what in What
        if report.count(what) or what is not What.DUPLICATE
    )
    click.echo(
        f"Index {words}: {counts}; {_counted(report.encoded, 'passage')} and {_counted(report.sentences, 'sentence')} encoded.",
        err=True,
    )
