"""What the evaluation's commands share: arguments and options for files, files to write, progress."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import click

INTERRUPTED = 130
"""The exit status of a command that was interrupted."""
Command = Callable[..., Any]
QUESTION_SETS = click.argument(
    "sets", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[QUESTIONS]..."
)
LABELLED = click.argument(
    "files",
    nargs=-1,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="[FILE]...",
)


def written(name: str, variable: str, help: str) -> Callable[[Command], Command]:
    """An option that names a file to write."""
    path = click.Path(dir_okay=False, path_type=Path)
    return click.option(name, variable, metavar="FILE", type=path, help=help)


@contextmanager
def opened(path: Path | None) -> Iterator[TextIO | None]:
    """A file to write, opened before any work so that a wrong name costs none."""
    if path is None:
        yield None
        return
    try:
        file = path.open("w", encoding="utf-8")
    except OSError as error:
        raise click.FileError(str(path), hint=error.strerror) from error
    with file:
        yield file


def show_progress(step: str, done: int, total: int) -> None:
    """One line on standard error that is written over, on a terminal only."""
    if sys.stderr.isatty():
        end = "\n" if done >= total else ""
        print(f"\r\x1b[K{step} {done}/{total}", end=end, file=sys.stderr, flush=True)
