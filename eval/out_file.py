"""Files of JSON lines, written as the work is done: a cut one is gone on with, a whole one kept."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click

from eval.line_writer import NotWritten, open_lines, put_line
from eval.run_writer import RunExists
from eval.terminal import INTERRUPTED, Command
from index.errors import CommuniqueError

FORM = 1
"""The number of this form of file, which the head begins with."""
START = f'{{"out": {FORM}'
"""What every such file begins with, however little of it was written."""


class BadOut(CommuniqueError):
    """A file that was not written by the command that is to go on with it."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}. Name another file with --out; this one is left alone.")


class OutFile:
    """Writes a head, lines and an end, each flushed; `lines` are those that were there already.

    Without a path nothing is written, and nothing was there.
    """

    def __init__(self, path: Path | None, head: Mapping[str, Any], again: bool = False) -> None:
        """Open the file, after its last whole line where it was begun with the same head.

        Args:
            again: start over, whatever is in the file.

        Raises:
            RunExists: it is finished, or was begun with another head, and is not to be started over.
            BadOut: it is no such file.
            NotWritten: it cannot be opened.
        """
        self.path = path
        self.lines: list[dict[str, Any]] = []
        self._file: IO[str] | None = None
        if path is None:
            return
        whole = _whole(path)
        if whole and not again:
            self.lines = _begun(path, whole, head)
            self._file = open_lines(path, "r+")
            self._file.truncate(len(whole))
            self._file.seek(0, 2)
        else:
            self._file = open_lines(path, "w")
            self.write({"out": FORM, **head})

    def __enter__(self) -> "OutFile":
        return self

    def __exit__(self, *_: object) -> None:
        if self._file:
            self._file.close()

    def write(self, record: Mapping[str, Any]) -> None:
        """Add a line.

        Raises:
            NotWritten: there is no room, or the disk fails.
        """
        if self._file is None or self.path is None:
            return
        put_line(self.path, self._file, record)

    def finish(self, **totals: object) -> None:
        """Add the end, by which a reader knows that the work is whole."""
        self.write({"end": True, **totals})


def out_options(what: str) -> Command:
    """The options --out and --again.

    Args:
        what: what a line is about.
    """
    path = click.Path(dir_okay=False, path_type=Path)
    text = f"Write a line of JSON for {what} to FILE as it is done; the same command goes on there."
    out = click.option("--out", metavar="FILE", type=path, help=text)
    again = click.option("--again", is_flag=True, help="Start FILE over, whatever was done.")
    return lambda command: out(again(command))


@contextmanager
def tells_how_to_go_on(path: Path | None) -> Iterator[None]:
    """Ends an interrupted command with status 130 and what to type next."""
    try:
        yield
    except KeyboardInterrupt as error:
        told = (
            f"Stopped. The same command goes on after what stands in {path}."
            if path
            else "Stopped. With --out FILE the same command would go on where it was stopped."
        )
        click.echo(told, err=True)
        raise click.exceptions.Exit(INTERRUPTED) from error


def _whole(path: Path) -> bytes:
    """The lines of a file that are there to their end; nothing where there is no file."""
    if not path.exists():
        return b""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise NotWritten(path, error) from error
    if not (content.startswith(START.encode()) or START.encode().startswith(content)):
        raise BadOut(path, "holds something else")
    return content[: content.rfind(b"\n") + 1]


def _begun(path: Path, whole: bytes, head: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The lines after the head of a file that is to be gone on with."""
    try:
        first, *lines = [json.loads(line) for line in whole.decode().split("\n") if line.strip()]
    except (ValueError, RecursionError) as error:
        raise BadOut(path, f"has a line that is no JSON ({error})") from error
    wanted = json.loads(json.dumps({"out": FORM, **head}))
    if other := [name for name in {**wanted, **first} if wanted.get(name) != first.get(name)]:
        raise RunExists(path, f"was begun with other {', '.join(other)}")
    if not all(isinstance(line, dict) for line in lines):
        raise BadOut(path, "has a line that is no JSON object")
    if lines and "end" in lines[-1]:
        raise RunExists(path, f"is finished ({len(lines) - 1} lines)")
    return lines
