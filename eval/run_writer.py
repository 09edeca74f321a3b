"""Writes the file of a run while it is asked, and goes on with an unfinished one."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from eval.line_writer import NotWritten, open_lines, put_line
from eval.run_file import (
    FORM,
    ORDER,
    START,
    WITHHELD,
    BadRun,
    Line,
    RunFile,
    read_run,
    run_text,
    whole_lines,
)
from index.errors import CommuniqueError

SAME = ("sets", "systems", "options", "embedding_model", "reader", "llm", "versions")
"""What of a head must be alike for an unfinished run to go on."""


class RunExists(CommuniqueError):
    """A run file that is finished, or was begun with something else."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path} {reason}. To start it over, add --again; to keep it, name another file."
        )


class RunWriter:
    """Writes a run file line by line, each flushed; an unfinished one is gone on with.

    `lines` are those that were there already.
    """

    def __init__(self, path: Path, head: Mapping[str, Any], again: bool = False) -> None:
        """Open the file, after its last whole line where the run in it is the same.

        Raises:
            RunExists: it is finished, or of another run, and not to be started over.
            BadRun: it is no run file, and so is not written over.
            NotWritten: it cannot be opened.
        """
        self.path = path
        self.lines: list[Line] = []
        begun = startable(path, again)
        if begun:
            _check_same(begun, head)
            self.lines = begun.lines
            self._file = open_lines(path, "r+")
            self._go_on()
        else:
            self._file = open_lines(path, "w")
            self._put({"run": FORM, **head})

    def __enter__(self) -> "RunWriter":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, line: Line) -> None:
        """Add a line."""
        withheld = WITHHELD if line.set_aside else frozenset()
        self._put({name: getattr(line, name) for name in ORDER if name not in withheld})

    def finish(self, seconds: float, peak_memory_mib: float) -> None:
        """Add the end, by which a reader knows that every question was asked."""
        held = {"seconds": seconds, "peak_memory_mib": peak_memory_mib}
        self._put({"end": True, **{name: round(value, 1) for name, value in held.items()}})

    def _go_on(self) -> None:
        """Cut a half-written last line off, and stand at the end."""
        whole = whole_lines(self.path.read_bytes())
        self._file.truncate(len(whole))
        self._file.seek(0, 2)

    def _put(self, record: Mapping[str, Any]) -> None:
        put_line(self.path, self._file, record)


def startable(
    path: Path, again: bool = False, head: Mapping[str, Any] | None = None
) -> RunFile | None:
    """The unfinished run in a file that can be gone on with; None where one starts anew.

    To be called before any work, so that a wrong name costs none.

    Args:
        head: what the run in it must be begun with, its sets aside: those are not known yet.

    Raises:
        RunExists, BadRun, NotWritten: as `RunWriter`.
    """
    if not path.parent.is_dir():
        raise NotWritten(path, FileNotFoundError(2, f"there is no folder {path.parent}"))
    text = run_text(path) if path.exists() else ""
    if not text or (START.startswith(text) or (text.startswith(START) and "\n" not in text)):
        return None
    if not text.startswith(START):
        raise BadRun(path, "is no run, and is not written over")
    if again:
        return None
    run = read_run(path)
    if run.finished:
        raise RunExists(path, f"is a finished run of {len(run.lines)} lines")
    if head:
        _check_same(run, {**head, "sets": run.head["sets"]})
    return run


def _check_same(begun: RunFile, head: Mapping[str, Any]) -> None:
    head = json.loads(json.dumps(head))
    for name in SAME:
        before, now = _parts(begun.head.get(name)), _parts(head.get(name))
        if apart := [one for one in {**before, **now} if before.get(one) != now.get(one)]:
            was, is_now = (json.dumps(each.get(apart[0])) for each in (before, now))
            raise RunExists(begun.path, f"was begun with other {name}: {was}, now {is_now}")


def _parts(value: object) -> Mapping[object, object]:
    """What a value of a head is made of, so that only what differs is told."""
    if isinstance(value, list):
        return dict(enumerate(value))
    return value if isinstance(value, dict) else {"": value}
