"""Files that a visitor sends, into the archive: checked, kept as .zip in the data folder, built, reported.

A file's name is never a path: it only labels a member of a .zip that we name ourselves. What no
release was read from is deleted again.
"""

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from index.build import BuildReport, build
from index.embed import Embedder
from index.errors import ArchiveBusy, IndexLocked
from index.intake import Outcome, Progress, What
from index.kinds import CATALOGUE, KINDS, ZIP_EXTENSION, extension_of, is_read
from index.store import Archive

FILES = 50
"""Files that are sent at once at most."""
LARGEST = 10_000_000
"""Bytes of one file: fifty times the archive's longest page."""
FOLDER = "uploads"
"""Where the sent files are kept below the data folder, to be read again as others are."""
LONGEST = 120
"""Characters of a file's name."""
FORBIDDEN = re.compile(r"[^\w .,()@=&?%+~-]")
"""Characters of a name that could mean more than a label."""


@dataclass(frozen=True)
class Sent:
    """A file as the browser sent it."""

    name: str
    size: int
    content: IO[bytes]


@dataclass(frozen=True)
class Report:
    """What became of each page, and in figures what was done; `failed` where nothing was."""

    outcomes: tuple[Outcome, ...] = ()
    told: str = ""
    failed: str = ""


def take_in(archive: Archive, embedder: Embedder, files: Sequence[Sent], tell: Progress) -> Report:
    """The report of adding files to the archive; all that can be used is published.

    Raises:
        ArchiveBusy: another process or visitor is building.
        CommuniqueError: the archive cannot be built.
    """
    good, refused = _checked(files)
    if not good:
        return Report(tuple(refused), "Nothing was added.")
    folder = archive.folder.absolute() / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    kept = _kept(folder, good)
    try:
        report = build(archive.folder, list(kept), embedder, tell)
        scrub = _Scrub(archive, kept)
        return Report((*refused, *map(scrub.outcome, report.outcomes)), _figures(report))
    except IndexLocked as error:
        raise ArchiveBusy from error
    finally:
        _drop_unused(archive, kept)


def _checked(files: Sequence[Sent]) -> tuple[dict[str, Sent], list[Outcome]]:
    """The files that can be read, by the names they are kept under, and a refusal of each other one."""
    good: dict[str, Sent] = {}
    refused = []
    for number, file in enumerate(files):
        name = label(file.name)
        reason = ""
        if number >= FILES:
            reason = f"more than {FILES} files were sent at once. Send it again with the next ones"
        elif name != CATALOGUE and not is_read(name):
            reason = f"this kind is not read. These kinds are: {KINDS}"
        elif file.size > LARGEST:
            reason = (
                f"it has {file.size / 1e6:,.1f} MB, and at most {LARGEST / 1e6:,.0f} MB are taken"
            )
        elif name in good:
            reason = "another file of this name was sent with it. Rename one"
        if reason:
            refused.append(Outcome(name, What.REFUSED, "", f"{name}: {reason}."))
        else:
            good[name] = file
    return good, refused


def label(name: str) -> str:
    """The name of a file without folders and without signs that could mean more than a label."""
    last = re.split(r"[/\\]", name)[-1]
    kept = " ".join(FORBIDDEN.sub("_", last).split()).lstrip(".")
    stem, extension = kept, extension_of(kept)
    if extension:
        stem = kept[: -len(extension)]
    return stem[: LONGEST - len(extension)] + extension[:LONGEST] or "unnamed"


def _kept(folder: Path, files: dict[str, Sent]) -> dict[Path, str]:
    """The .zip files that the sent ones are kept in, each with the name of what was sent as .zip."""
    kept: dict[Path, str] = {}
    single: dict[str, bytes] = {}
    for name, file in files.items():
        content = file.content.read()
        if extension_of(name) == ZIP_EXTENSION:
            path = folder / f"{_digest({name: content})}.zip"
            path.write_bytes(content)
            kept[path] = name
        else:
            single[name] = content
    if single:
        path = folder / f"{_digest(single)}.zip"
        with ZipFile(path, "w", ZIP_DEFLATED) as packed:
            for name, content in single.items():
                packed.writestr(ZipInfo(name), content, ZIP_DEFLATED)
        kept[path] = ""
    return kept


def _digest(contents: dict[str, bytes]) -> str:
    """A name for contents: the same ones get the same."""
    digest = hashlib.sha256()
    for name, content in contents.items():
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:24]


def _drop_unused(archive: Archive, kept: dict[Path, str]) -> None:
    """Deletes what no page of the archive was read from."""
    needed = set(archive.origins().values())
    for path in kept:
        if str(path) not in needed:
            path.unlink(missing_ok=True)


class _Scrub:
    """Takes the server's folders out of what a visitor is told."""

    def __init__(self, archive: Archive, kept: dict[Path, str]) -> None:
        self.names = {f"{path}: ": f"{name}: " if name else "" for path, name in kept.items()}
        self.names |= {str(path): name for path, name in kept.items()}
        folders = {os.path.dirname(origin) for origin in archive.origins().values() if origin}
        folders |= {str(path.parent) for path in kept}
        self.folders = sorted((f"{one}{os.sep}" for one in folders if one), key=len, reverse=True)

    def outcome(self, outcome: Outcome) -> Outcome:
        """An outcome that names files as the visitor does."""
        return Outcome(
            self.told(outcome.source), outcome.what, outcome.id, self.told(outcome.detail)
        )

    def told(self, text: str) -> str:
        """Words without paths of this machine."""
        for printed, name in self.names.items():
            text = text.replace(printed, name)
        for folder in self.folders:
            text = text.replace(folder, "")
        return text


def _figures(report: BuildReport) -> str:
    """How many pages had each outcome."""
    counted = [(what, report.count(what)) for what in What]
    told = ", ".join(
        f"{count} {'duplicate' if what is What.DUPLICATE else what}"
        for what, count in counted
        if count
    )
    return f"{told[:1].upper()}{told[1:]}." if told else "Nothing was added."


def lines_of(report: Report) -> Iterator[tuple[str, str, str]]:
    """What became of each page: the word for it, its id or empty, and its file or the reason."""
    for one in report.outcomes:
        if one.what is What.REFUSED:
            yield str(one.what), "", one.detail
        else:
            other = f" {one.detail}" if one.what is What.DUPLICATE else ""
            yield f"{one.what}{other}", one.id, one.source
