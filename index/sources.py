"""Files and folders to pages: text, id, and what `catalogue.jsonl` says of each file."""

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from index.errors import BadCatalogue, CommuniqueError, IdClash, NoSources
from index.page import decode, read_file
from index.records import Page

CATALOGUE = "catalogue.jsonl"
ADDRESS = re.compile(r"/brd/(m_\d+)/view\.do\?(?:.*(?:&|;|%3B))?seq=(\d+)", re.IGNORECASE)


def page_files(paths: Sequence[Path]) -> list[Path]:
    """The `.txt` files that the paths name, folders searched one level deep, in name order.

    Raises:
        NoSources: a path does not exist or holds no page.
    """
    files: list[Path] = []
    for path in paths:
        found = sorted(path.glob("*.txt")) if path.is_dir() else [path] if path.is_file() else []
        if not found:
            raise NoSources(path)
        files += found
    return list(dict.fromkeys(file.absolute() for file in files))


def read_pages(files: Iterable[Path]) -> tuple[list[Page], list[CommuniqueError]]:
    """The pages of all readable files, and one error for each file that is none.

    Raises:
        BadCatalogue: a catalogue with wrong lines.
        IdClash: two files with one id.
    """
    pages: dict[str, Page] = {}
    errors: list[CommuniqueError] = []
    catalogues: dict[Path, dict[str, dict[str, Any]]] = {}
    for file in files:
        if file.parent not in catalogues:
            catalogues[file.parent] = read_catalogue(file.parent / CATALOGUE)
        try:
            page = _page(file, read_file(file), catalogues[file.parent].get(file.name, {}))
        except CommuniqueError as error:
            errors.append(error)
            continue
        if page.id in pages:
            raise IdClash(page.id, pages[page.id].source, page.source)
        pages[page.id] = page
    return list(pages.values()), errors


def read_catalogue(path: Path) -> dict[str, dict[str, Any]]:
    """The catalogue's entries by file name; empty when there is none.

    Raises:
        BadCatalogue: some lines cannot be used; all are listed.
        WrongEncoding: the file is not UTF-8.
    """
    content = path.read_bytes() if path.is_file() else b""
    if not content.strip():
        return {}
    entries: dict[str, dict[str, Any]] = {}
    problems: list[str] = []
    for number, line in enumerate(decode(content, str(path)).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except ValueError as error:
            problems.append(f"line {number}: not JSON ({error})")
            continue
        if problem := _problem(entry, entries):
            problems.append(f"line {number}: {problem}")
        else:
            entries[entry["file"]] = entry
    if problems:
        raise BadCatalogue(path, problems)
    return entries


def _problem(entry: Any, earlier: dict[str, dict[str, Any]]) -> str:
    """What is wrong with a line of a catalogue, empty when it can be used."""
    if not isinstance(entry, dict) or not isinstance(entry.get("file"), str):
        return "needs an object with a `file`"
    if entry["file"] in earlier:
        return f"names {entry['file']} a second time"
    for key in ("address", "board", "licence"):
        if not isinstance(entry.get(key) or "", str):
            return f"`{key}` must be text, it is {json.dumps(entry[key])}"
    seq = entry.get("seq") or 0
    if isinstance(seq, bool) or not (isinstance(seq, int) or str(seq).isdecimal()) or int(seq) < 0:
        return f"`seq` must be a whole number, it is {json.dumps(seq)}"
    return ""


def _page(file: Path, text: str, entry: dict[str, Any]) -> Page:
    address = str(entry.get("address") or "")
    match = ADDRESS.search(address)
    board = str(entry.get("board") or (match[1] if match else ""))
    seq = int(entry.get("seq") or (match[2] if match else 0))
    id = f"{board}-{seq}" if board and seq else file_id(file.stem)
    licence = str(entry.get("licence") or "unknown")
    return Page(str(file), text, id, board, seq, address, licence)


def file_id(stem: str) -> str:
    """The id of a release without an address: the stem, other signs than a-z 0-9 as `-`."""
    return "file-" + re.sub(r"[^a-z0-9]", "-", stem.lower())
