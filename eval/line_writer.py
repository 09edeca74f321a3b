"""Files of JSON lines that are written while the work is done, each line at once."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, Literal

from index.errors import CommuniqueError


class NotWritten(CommuniqueError):
    """A file of lines that cannot be written."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(
            f"{path} cannot be written ({error.strerror}). Name another file with --out, or make "
            "room; what was written stays, and the same command goes on after it."
        )


def open_lines(path: Path, mode: Literal["r+", "w"]) -> IO[str]:
    """The file, opened to go on in it or to begin it. Raises NotWritten."""
    try:
        # the sign at a line's end is the same everywhere, as offsets are counted with it
        return path.open(mode, encoding="utf-8", newline="\n")
    except OSError as error:
        raise NotWritten(path, error) from error


def put_line(path: Path, file: IO[str], record: Mapping[str, Any]) -> None:
    """Add a line to the opened file. Raises NotWritten: there is no room, or the disk fails."""
    try:
        print(json.dumps(record, ensure_ascii=False, allow_nan=False), file=file)
        file.flush()
    except OSError as error:
        raise NotWritten(path, error) from error
