"""From paths, folders and patterns to the files that are read."""

import glob
import os
import re
from collections.abc import Sequence
from pathlib import Path

from index.errors import NoSources
from index.kinds import CATALOGUE, is_read

STDIN = Path("-")
"""Stands for standard input; a file of that name is `./-`."""
PATTERN = re.compile(r"[*?\[]")


def source_files(paths: Sequence[Path | str]) -> list[Path]:
    """The files that the paths name, each once: folders searched through, patterns expanded.

    Absolute paths, those of a folder or pattern in name order; `STDIN` for `-`.

    Raises:
        NoSources: a path does not exist or holds nothing that is read.
    """
    files: list[Path] = []
    for path in paths:
        found = _files_of(path)
        if not found:
            raise NoSources(path)
        files += found
    unique = dict.fromkeys(file if file == STDIN else file.absolute() for file in files)
    sources = [file for file in unique if file.name.lower() != CATALOGUE]
    if files and not sources:
        raise NoSources(files[0], "only tells of the files beside it")
    return sources


def _files_of(path: Path | str) -> list[Path]:
    if str(path) == "-":
        return [STDIN]
    path = Path(path).expanduser().absolute()
    if path.is_dir():
        return _files_below(path)
    if path.exists():
        return [path]
    if not PATTERN.search(str(path)):
        return []
    found = [Path(match) for match in sorted(glob.glob(str(path), recursive=True))]
    folders = [file for folder in found if folder.is_dir() for file in _files_below(folder)]
    return sorted({*folders, *(file for file in found if file.is_file() and is_read(file.name))})


def _files_below(folder: Path) -> list[Path]:
    """The files in a folder and all below it, links followed, each folder once."""
    files, seen = [], set()
    for place, folders, names in os.walk(folder, followlinks=True, onerror=_unreadable):
        real = os.path.realpath(place)
        folders[:] = [] if real in seen else [name for name in folders if name[0] != "."]
        files += [] if real in seen else [Path(place, name) for name in names if is_read(name)]
        seen.add(real)
    return sorted(files)


def _unreadable(error: OSError) -> None:
    raise NoSources(error.filename, f"cannot be read ({error.strerror})") from error
