"""Main flow 1, its start: paths to files, files to pages with what is known of each.

Files, folders, patterns and standard input; page text, web pages, feeds, JSON and .zip of these.
What a file holds is told by its content. A bad file, member or line is a `Refusal`; the others go
on.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path, PurePath
from typing import IO

from index.catalogue import Catalogue, name_key, read_catalogue
from index.encoding import decode, wide_encoding
from index.errors import BadCatalogue, CommuniqueError, NotARelease, TooLarge
from index.feeds import read_feed
from index.files import STDIN, source_files
from index.found import NOTHING, Entry, Found, Refusal
from index.identity import file_id, page_id, path_id, release_id, text_id, tidy_address
from index.jsonl import read_json, read_line
from index.kinds import CATALOGUE, KINDS, ZIP_EXTENSION, Kind, is_zip, kind_of
from index.records import Curated, Page
from index.webpage import read_webpage
from index.zipped import zip_members

__all__ = ["STDIN", "Refusal", "pages_in", "read_catalogues", "source_files"]
MAX_FILE = 20_000_000
"""Bytes of a page or a JSON document: a hundred times the archive's longest page."""
MAX_LONG = 500_000_000
"""Bytes of a file of many releases: feed, JSON lines, .zip. Ten times the archive."""
HEAD = 65_536
"""Bytes that tell what a file holds."""
BLANK = b"\xef\xbb\xbf \t\r\n"


@dataclass(frozen=True)
class _Place:
    """Where content stands: for people, as a path, on disk, and in its catalogue."""

    source: str
    path: PurePath
    origin: str
    entry: Entry = NOTHING

    @property
    def otherwise(self) -> str:
        """The id when nothing but the file's name is known; empty without a file."""
        return file_id(self.path.stem) if self.path != STDIN else ""


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
    try:
        return read_catalogue(path.read_bytes(), path)
    except OSError as error:
        raise BadCatalogue(path, [f"it cannot be read ({error.strerror})"]) from error


def pages_in(file: Path, stdin: bytes | None = None) -> Iterator[Page | Refusal]:
    """The pages of a file one by one, and a refusal for each part of it that is none.

    Args:
        stdin: what standard input held, read for `STDIN` alone.

    Raises:
        BadCatalogue, WrongEncoding: the catalogue of the file's folder cannot be used.
    """
    if file == STDIN:
        place = _Place("standard input", STDIN, "")
        yield from _pages_of(BytesIO(stdin or b""), len(stdin or b""), place)
        return
    file = file.absolute()
    entry = _catalogue_in(file.parent).get(name_key(file.name), NOTHING)
    place = _Place(str(file), file, str(file), entry)
    try:
        with file.open("rb") as opened:
            if opened.seekable():
                yield from _pages_of(opened, os.fstat(opened.fileno()).st_size, place)
            else:
                content = opened.read(MAX_LONG + 1)
                yield from _pages_of(BytesIO(content), len(content), place)
    except OSError as error:
        reason = f"it cannot be read ({error.strerror})"
        yield Refusal(place.source, NotARelease(place.source, reason))


def _pages_of(content: IO[bytes], size: int, place: _Place) -> Iterator[Page | Refusal]:
    """The pages of a file that is open at its start."""
    head = content.read(HEAD)
    content.seek(0)
    wide = wide_encoding(head)
    beginning = head.decode(wide or "utf-8", "replace").removeprefix("\ufeff")
    kind = kind_of(beginning, place.path.name)
    packed = is_zip(head) or place.path.suffix.lower() == ZIP_EXTENSION
    long = packed or kind is Kind.FEED or (kind is Kind.LINES and not wide)
    try:
        if size > (limit := MAX_LONG if long else MAX_FILE):
            raise TooLarge(place.source, size, limit)
        if packed:
            yield from _zip_pages(content, place)
        elif kind is Kind.LINES and not wide:
            yield from _line_pages(content, place)
        else:
            yield from _document_pages(decode(content.read(), place.source), place)
    except CommuniqueError as error:
        yield Refusal(place.source, error)


def _zip_pages(content: IO[bytes], place: _Place) -> Iterator[Page | Refusal]:
    catalogues: dict[PurePath, Catalogue] = {}
    empty = True
    for member in zip_members(content, place.source):
        empty = False
        if isinstance(member, Refusal):
            yield member
            continue
        path, source = PurePath(member.name), f"{place.source}: {member.name}"
        if path.name == CATALOGUE:
            catalogues[path.parent] = read_catalogue(member.content, source)
            continue
        entry = catalogues.get(path.parent, {}).get(name_key(path.name), NOTHING)
        inner = _Place(source, path, place.origin, entry)
        yield from _pages_of(BytesIO(member.content), len(member.content), inner)
    if empty:
        raise NotARelease(place.source, f"it holds none of these: {KINDS}")


def _line_pages(content: IO[bytes], place: _Place) -> Iterator[Page | Refusal]:
    """The pages of JSON lines, of which never more than one line is held."""
    number = 0
    while line := content.readline(MAX_FILE + 1):
        number += 1
        source = f"{place.source}, line {number}"
        try:
            if len(line) > MAX_FILE:
                raise TooLarge(source, len(line) + _skip_line(content), MAX_FILE)
            if line.strip(BLANK):
                otherwise = place.otherwise and f"{place.otherwise}-{number}"
                yield _page(read_line(decode(line, source), source, otherwise), place)
        except CommuniqueError as error:
            yield Refusal(source, error)


def _skip_line(content: IO[bytes]) -> int:
    """Bytes of the rest of a line that is left out."""
    skipped = 0
    while line := content.readline(HEAD):
        skipped += len(line)
        if line.endswith(b"\n"):
            break
    return skipped


def _document_pages(text: str, place: _Place) -> Iterator[Page | Refusal]:
    """The pages of a text that is one document."""
    kind, source, otherwise = kind_of(text, place.path.name), place.source, place.otherwise
    if kind is Kind.LINES:
        yield from _line_pages(BytesIO(text.encode()), place)
    elif kind is Kind.JSON:
        for found in read_json(text, source, otherwise):
            yield _page(found, place)
    elif kind is Kind.FEED:
        for found in read_feed(text, source, otherwise):
            yield _page(found, place)
    elif kind is Kind.XML:
        raise NotARelease(source, "it is XML, but neither a feed nor a web page")
    else:
        address = ""
        if kind is Kind.HTML:
            web = read_webpage(text, source)
            text, address = web.text, web.address
        yield _page(Found(source, text, otherwise or text_id(text), Entry(address)), place)


def _page(found: Found | Refusal, place: _Place) -> Page | Refusal:
    """The page that was found, with its identity.

    The catalogue's line goes first, as it was set by hand, then what the page states, then the
    name of its file. A line of a file of many pages gives them its licence alone.
    """
    if isinstance(found, Refusal):
        return found
    by_hand, stated = place.entry, found.entry
    if found.source != place.source:
        by_hand = Entry(licence=by_hand.licence)
    address = by_hand.address or stated.address
    named = path_id(place.path) if found.source == place.source else None
    address = tidy_address(address)
    known = release_id(address) or named or ("", 0)
    board = by_hand.board or stated.board or known[0]
    seq = by_hand.seq or stated.seq or known[1]
    return Page(
        found.source,
        found.text,
        page_id(board, seq, found.id),
        board,
        seq,
        address,
        stated.licence or by_hand.licence or "unknown",
        place.origin,
        by_hand.curated if by_hand.curated != Curated() else stated.curated,
    )
