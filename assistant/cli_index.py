"""The commands that keep and show the archive: index, releases, show."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from assistant.options import settings_from, shared
from assistant.settings import Settings
from assistant.wording import one_day
from index.build import BuildReport, build, is_current
from index.embed import load_embedder
from index.errors import NoIndex
from index.generation import current_folder
from index.store import Archive, read_stamp

STEPS = {"reading": "page", "embedding": "passage", "writing": "index"}


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
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@shared("data", "embed_model")
@click.pass_context
def add(context: click.Context, /, paths: tuple[Path, ...], **flags: Any) -> None:
    """Add PATHS (release pages as .txt files, or folders of them) to the archive."""
    settings = settings_from(flags)
    report = _build(settings, paths, False)
    _tell(report)
    if report.errors:
        context.exit(2)


@index.command()
@shared("data", "embed_model")
def status(**flags: Any) -> None:
    """Print what the index holds: releases, dates, gaps, and the stamp it was built with."""
    settings = settings_from(flags)
    data = settings.data
    archive = Archive(data)
    coverage = archive.coverage()
    stamp = read_stamp(current_folder(data))
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

    For instance: m_5676-321611, m_5676-321611#3, m_5676-321611#3.2
    """
    from assistant.show import passage_text

    click.echo(passage_text(*Archive(settings_from(flags).data).find(id)))


def bring_up_to_date(
    settings: Settings, rebuild: bool = False, say_unchanged: bool = False
) -> None:
    """Read the archive's source files again and build what changed."""
    report = _build(settings, _sources(settings.data), rebuild)
    if report.rebuilt or report.errors or say_unchanged:
        _tell(report)


def _sources(data: Path) -> list[Path]:
    """The files the archive was read from that still exist, else the releases that come along."""
    try:
        files = [Path(source) for source in Archive(data).sources().values()]
    except NoIndex:
        files = []
    here = [file for file in files if file.is_file()]
    if gone := len(files) - len(here):
        click.echo(f"{gone} releases stay in the archive although their files are gone.", err=True)
    if here or files:
        return sorted(here)
    import seeds

    return [Path(seeds.__file__).parent]


def _build(settings: Settings, sources: Sequence[Path], rebuild: bool) -> BuildReport:
    with _Bars() as bars:
        return build(
            settings.data, sources, load_embedder(settings.embed_model), bars.tell, rebuild
        )


def _tell(report: BuildReport) -> None:
    for error in report.errors:
        click.echo(f"refused: {error}", err=True)
    words = "built" if report.rebuilt else "up to date"
    click.echo(
        f"Index {words}: {report.added} added, {report.updated} updated, {report.unchanged} unchanged, "
        f"{len(report.errors)} refused; {report.encoded} passages encoded.",
        err=True,
    )


class _Bars:
    """One progress bar a step, on standard error, with rate and remaining time."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._step = ""

    def __enter__(self) -> "_Bars":
        return self

    def __exit__(self, *error: object) -> None:
        self._close()

    def tell(self, step: str, done: int, total: int) -> None:
        """Show how far a step is; a step of nothing has no bar."""
        if step != self._step:
            self._close()
            self._step = step
            self._bar = (
                tqdm(total=total, desc=f"{step:<9}", unit=STEPS[step]) if total > 1 else None
            )
        if self._bar is not None:
            self._bar.update(done - self._bar.n)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
