"""Main flow 1, its start: paths to files, files to pages with what is known of each.

Files, folders, patterns and standard input; page text, web pages, feeds, JSON and .zip of these.
What a file holds is told by its content. A bad file, member or line is a `Refusal`; the others go
on.
"""

import glob
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import count
from pathlib import Path, PurePath
from typing import IO

from index.catalogue import Catalogue, Entry, name_key, read_catalogue
from index.encoding import decode, wide_encoding
from index.errors import CommuniqueError, NoSources, NotARelease, TooLarge
from index.feeds import read_feed
from index.identity import file_id, page_id, path_id, release_id, text_id
from index.jsonl import read_json, read_line
from index.kinds import CATALOGUE, KINDS, Kind, is_read, is_zip, kind_of
from index.records import Page
from index.webpage import read_webpage
from index.zipped import Member, zip_members

STDIN = Path("-")
"""Stands for standard input; a file of that name is `./-`."""
MAX_FILE = 20_000_000
"""Bytes of a page or a JSON document: a hundred times the archive's longest page."""
MAX_LONG = 500_000_000
"""Bytes of a file of many releases: feed, JSON lines, .zip. Ten times the archive."""
LONG_KINDS = (Kind.FEED, Kind.LINES)
HEAD = 65_536
"""Bytes that tell what a file holds."""
PATTERN = re.compile(r"[*?\[]")


@dataclass(frozen=True)
class Refusal:
    """A file, member or line that gives no page, with the reason."""

    source: str
    error: CommuniqueError


@dataclass(frozen=True)
class _Place:
    """Where content stands: for people, as a path, on disk, and in its catalogue."""

    source: str
    path: PurePath
    origin: str
    entry: Entry = Entry()

    @property
    def otherwise(self) -> str:
        """The id when nothing but the file's name is known; empty without a file."""
        return file_id(self.path.stem) if self.path != STDIN else ""


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
            raise NoSources(path, KINDS)
        files += found
    unique = dict.fromkeys(file if file == STDIN else file.absolute() for file in files)
    sources = [file for file in unique if file.name.lower() != CATALOGUE]
    if files and not sources:
        raise NoSources(files[0], KINDS, "only tells of the files beside it")
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
    raise NoSources(error.filename, KINDS, f"cannot be read ({error.strerror})") from error


def read_catalogues(files: Iterable[Path]) -> dict[Path, Catalogue]:
    """The catalogue of each folder that holds one of the files.

    Raises:
        BadCatalogue, WrongEncoding: a catalogue that cannot be used.
    """
    folders = dict.fromkeys(file.absolute().parent for file in files if file != STDIN)
    return {folder: _catalogue_in(folder) for folder in folders}


def _catalogue_in(folder: Path) -> Catalogue:
    path = folder / CATALOGUE
    try:
        state = path.stat()
    except OSError:
        return {}
    return _catalogue(path, state.st_mtime_ns, state.st_size, state.st_ino)


@lru_cache(maxsize=16)
def _catalogue(path: Path, *state: int) -> Catalogue:
    """The catalogue of a path in one state: read once for all files of its folder."""
    return read_catalogue(path.read_bytes(), path)


def pages_in(file: Path, stdin: bytes | None = None) -> Iterator[Page | Refusal]:
    """The pages of a file one by one, and a refusal for each part of it that is none.

    Args:
        stdin: what standard input held, read for `STDIN` alone.

    Raises:
        BadCatalogue: the catalogue of the file's folder cannot be used.
    """
    if file == STDIN:
        place = _Place("standard input", STDIN, "")
        yield from _pages_of(BytesIO(stdin or b""), len(stdin or b""), place)
        return
    file = file.absolute()
    entry = _catalogue_in(file.parent).get(name_key(file.name), Entry())
    place = _Place(str(file), file, str(file), entry)
    try:
        with file.open("rb") as opened:
            yield from _pages_of(opened, os.fstat(opened.fileno()).st_size, place)
    except OSError as error:
        reason = f"it cannot be read ({error.strerror})"
        yield Refusal(place.source, NotARelease(place.source, reason))


def _pages_of(content: IO[bytes], size: int, place: _Place) -> Iterator[Page | Refusal]:
    """The pages of a file that is open at its start."""
    head = content.read(HEAD)
    content.seek(0)
    packed = is_zip(head) or place.path.suffix.lower() == ".zip"
    beginning = head.decode(wide_encoding(head) or "utf-8", "replace").removeprefix("\ufeff")
    kind = kind_of(beginning, place.path.name)
    limit = MAX_LONG if packed or kind in LONG_KINDS else MAX_FILE
    try:
        if size > limit:
            raise TooLarge(place.source, size, limit)
        if packed:
            yield from _zip_pages(content, place)
        elif kind is Kind.LINES:
            yield from _line_pages(content, wide_encoding(head), place)
        else:
            yield from _document_pages(decode(content.read(), place.source), place)
    except CommuniqueError as error:
        yield Refusal(place.source, error)


def _zip_pages(content: IO[bytes], place: _Place) -> Iterator[Page | Refusal]:
    catalogues: dict[PurePath, Catalogue] = {}
    empty = True
    for member in zip_members(content, place.source):
        empty = False
        if not isinstance(member, Member):
            yield Refusal(place.source, member)
            continue
        path, source = PurePath(member.name), f"{place.source}: {member.name}"
        if path.name == CATALOGUE:
            catalogues[path.parent] = read_catalogue(member.content, source)
            continue
        entry = catalogues.get(path.parent, {}).get(name_key(path.name), Entry())
        inner = _Place(source, path, place.origin, entry)
        yield from _pages_of(BytesIO(member.content), len(member.content), inner)
    if empty:
        raise NotARelease(place.source, f"it holds none of these: {KINDS}")


def _line_pages(content: IO[bytes], wide: str, place: _Place) -> Iterator[Page | Refusal]:
    """The pages of JSON lines, of which never more than one line is held."""
    for number in count(1):
        line = content.readline(MAX_FILE + 1)
        if not line:
            return
        source = f"{place.source}, line {number}"
        try:
            if len(line) > MAX_FILE:
                raise TooLarge(source, len(line), MAX_FILE)
            if not line.strip(b"\xef\xbb\xbf \t\r\n"):
                continue
            yield _record_page(read_line(decode(line, source), place.source, number), place)
        except CommuniqueError as error:
            yield Refusal(source, error)
