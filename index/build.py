"""Main flow 1: page -> release -> paragraphs -> vectors -> store -> a new generation."""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from index.embed import Embedder, Vectors
from index.errors import BadData, CommuniqueError, IndexLocked, NoIndex, NotARelease
from index.generation import Row, current_folder, drop_old, write_generation
from index.infer import infer_dates
from index.read import read_release
from index.records import Page, Passage, Release
from index.sources import page_files, read_pages
from index.store import Archive, read_stamp

TEXT_VERSION = 3
"""Raised whenever reading or describing changes, so that every index is built anew."""
STEP = 64
"""Passages encoded between two saves: what an interruption can cost."""
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class BuildReport:
    """What a build did. `errors` are the pages that were refused, each with its reason."""

    added: int
    updated: int
    unchanged: int
    encoded: int
    errors: tuple[CommuniqueError, ...]
    rebuilt: bool


def build(
    data: Path,
    sources: Sequence[Path],
    embedder: Embedder,
    progress: Progress | None = None,
    rebuild: bool = False,
) -> BuildReport:
    """Bring the index of a data folder up to date with its sources.

    Args:
        sources: release pages and folders of them, added to what the archive holds.
        progress: called with a step's name, how much of it is done, and how much there is.
        rebuild: write a new generation even when nothing changed.

    Raises:
        NoSources, BadCatalogue, IdClash: the sources cannot be used; nothing was changed.
        BadData, IndexLocked: the data folder cannot be used now.
    """
    tell = progress or (lambda step, done, total: None)
    files = page_files(sources)
    with _lock(data):
        archive = Archive(data, writable=True)
        pages, errors = read_pages(files)
        releases, refused = _read(pages, tell)
        before = archive.digests()
        changed = _changed(archive, releases)
        fresh = not changed and not rebuild and _stamp(archive, embedder) == _written_stamp(data)
        encoded = 0
        if not fresh:
            everything = infer_dates([*releases, *_others(archive, releases)])
            sources_by_id = archive.sources() | {page.id: page.source for page in pages}
            archive.keep([(release, sources_by_id[release.id]) for release in everything])
            rows, encoded = _embed(archive, everything, embedder, tell)
            tell("writing", 0, 1)
            write_generation(data, rows, _stamp(archive, embedder))
            drop_old(data)
            tell("writing", 1, 1)
    added = sum(release.id not in before for release in changed)
    return BuildReport(
        added,
        len(changed) - added,
        len(releases) - len(changed),
        encoded,
        (*errors, *refused),
        not fresh,
    )


def _changed(archive: Archive, releases: Sequence[Release]) -> list[Release]:
    """The releases whose text, or what the catalogue says of it, differs from the archive's."""
    known = {old.id: (old.digest, old.address, old.licence) for old in archive.releases()}
    return [
        release
        for release in releases
        if known.get(release.id) != (release.digest, release.address, release.licence)
    ]


def is_current(data: Path, embedder: Embedder) -> bool:
    """True when the data folder holds an index that this version and model can open."""
    try:
        return _stamp(Archive(data), embedder) == _written_stamp(data)
    except NoIndex:
        return False


def _read(pages: Sequence[Page], tell: Progress) -> tuple[list[Release], list[CommuniqueError]]:
    releases: list[Release] = []
    refused: list[CommuniqueError] = []
    for number, page in enumerate(pages, start=1):
        try:
            releases.append(read_release(page))
        except CommuniqueError as error:
            refused.append(error)
        tell("reading", number, len(pages))
    return releases, refused


def _others(archive: Archive, releases: Sequence[Release]) -> list[Release]:
    """What the archive holds beside the given releases, read anew from its stored text.

    One that would be refused by now stays as it is: nothing is lost from the archive.
    """
    given = {release.id for release in releases}
    sources = archive.sources()
    others = []
    for old in archive.releases():
        if old.id in given:
            continue
        page = Page(sources[old.id], old.text, old.id, old.board, old.seq, old.address, old.licence)
        try:
            others.append(read_release(page))
        except NotARelease:
            others.append(old)
    return others


def _embed(
    archive: Archive, releases: Sequence[Release], embedder: Embedder, tell: Progress
) -> tuple[list[Row], int]:
    """A row for every passage; only texts that were never encoded before are encoded."""
    passages = [(release, passage) for release in releases for passage in release.passages]
    texts = [
        (context_line(release, passage), release.text_of(passage)) for release, passage in passages
    ]
    keys = [hashlib.sha256(f"{context}\n{text}".encode()).hexdigest() for context, text in texts]
    known = archive.vectors(embedder.name, keys)
    missing = [place for place, key in enumerate(keys) if key not in known]
    for start in range(0, len(missing), STEP):
        tell("embedding", start, len(missing))
        block = _encode(
            {keys[place]: texts[place] for place in missing[start : start + STEP]}, embedder
        )
        archive.keep_vectors(embedder.name, block)
        known |= block
    tell("embedding", len(missing), len(missing))
    rows = [
        Row(passage, release, text, known[key])
        for (release, passage), (_, text), key in zip(passages, texts, keys, strict=True)
    ]
    return rows, len(missing)


def _encode(texts: dict[str, tuple[str, str]], embedder: Embedder) -> dict[str, Vectors]:
    """The vectors of texts (context line, text) by their keys, encoded together."""
    windows = {key: embedder.windows(context, text) for key, (context, text) in texts.items()}
    vectors = embedder.encode([window for pieces in windows.values() for window in pieces])
    block, place = {}, 0
    for key, pieces in windows.items():
        block[key] = vectors[place : place + len(pieces)]
        place += len(pieces)
    return block


def context_line(release: Release, passage: Passage) -> str:
    """What the page itself states around a passage: title, printed date, the paragraph's lead.

    Never an inferred value, so that a vector depends on its page alone.
    """
    parts = [release.title]
    if release.released and release.released.evidence and release.released.provenance == "stated":
        parts.append(release.released.first.isoformat())
    lead = release.lead_of(passage)
    if lead.id != passage.id:
        parts.append(release.text_of(lead))
    return " · ".join(" ".join(part.split()) for part in parts)


def _stamp(archive: Archive, embedder: Embedder) -> dict[str, object]:
    digests = sorted(archive.digests().items())
    return {
        "model": embedder.name,
        "text_version": TEXT_VERSION,
        "archive": hashlib.sha256(repr(digests).encode()).hexdigest(),
        "releases": len(digests),
    }


def _written_stamp(data: Path) -> dict[str, object]:
    try:
        return read_stamp(current_folder(data))
    except NoIndex:
        return {}


@contextmanager
def _lock(data: Path) -> Iterator[None]:
    """One builder at a time; the lock goes with its process."""
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadData(data, f"it cannot be made ({error.strerror})") from error
    holder = data / "building"
    try:
        with FileLock(data / "lock", timeout=0):
            holder.write_text(f"process {os.getpid()}", encoding="utf-8")
            yield
    except Timeout as error:
        name = holder.read_text(encoding="utf-8") if holder.is_file() else "just started"
        raise IndexLocked(data, name) from error
    except PermissionError as error:
        raise BadData(data, f"it cannot be written ({error.strerror})") from error
