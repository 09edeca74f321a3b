"""Main flow 1: page -> release -> paragraphs -> vectors -> store -> a new generation."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from index.database import TEXT_VERSION
from index.describe import describe_archive
from index.embed import Embedder
from index.encode import encode_missing, encode_sentences, rows_of
from index.errors import BadData, IndexLocked, NoIndex, OldIndex, UnknownId
from index.generation import (
    drop_unused,
    has_sentences,
    plan,
    read_stamp,
    sentences_in,
    write_generation,
)
from index.intake import Outcome, Progress, What, read_again, take
from index.migrate import migrate
from index.records import Release
from index.sentence_vectors import sentence_texts
from index.sources import read_catalogues, source_files
from index.store import GENERATIONS, Archive


@dataclass(frozen=True)
class BuildReport:
    """What a build did: the outcome of each page, and how many texts were encoded.

    `encoded` counts passages, `sentences` sentences. `gone` counts releases that stay although the files they were read from are gone.
    """

    outcomes: tuple[Outcome, ...]
    encoded: int
    rebuilt: bool
    gone: int = 0
    sentences: int = 0

    def count(self, what: What) -> int:
        """How many pages had this outcome."""
        return sum(outcome.what is what for outcome in self.outcomes)


def build(
    data: Path,
    sources: Sequence[Path],
    embedder: Embedder,
    progress: Progress | None = None,
    rebuild: bool = False,
    stdin: bytes | None = None,
) -> BuildReport:
    """Add sources to the archive of a data folder and bring its index up to date.

    Args:
        sources: files, folders and patterns of them; `-` is `stdin`.
        progress: called with a step's name, how much of it is done, and how much there is.
        rebuild: read all stored pages again and write a new generation even when nothing changed.

    Raises:
        NoSources, BadCatalogue: the sources cannot be used; nothing was changed.
        BadData, IndexLocked: the data folder cannot be used now.
    """
    tell = progress or _silent
    files = source_files(sources)
    read_catalogues(files)
    with _writing(data, tell, rebuild) as archive:
        before = archive.published()
        outcomes = take(archive, files, tell, stdin)
        return _publish(archive, embedder, outcomes, before, tell, rebuild)


def refresh(
    data: Path,
    first: Sequence[Path],
    embedder: Embedder,
    progress: Progress | None = None,
    rebuild: bool = False,
) -> BuildReport:
    """Read the archive's own files again, as far as they are there, and build what changed.

    Args:
        first: the sources of an archive that never held anything.

    Raises:
        As `build`.
    """
    tell = progress or _silent
    with _writing(data, tell, rebuild) as archive:
        before, origins, is_new = archive.published(), archive.origins(), archive.is_new
        files = sorted({Path(origin) for origin in origins.values() if Path(origin).is_file()})
        if is_new:
            files = source_files(first)
        read_catalogues(files)
        outcomes = take(archive, files, tell, only=None if is_new else origins)
        report = _publish(archive, embedder, outcomes, before, tell, rebuild)
        return replace(report, gone=sum(Path(one) not in files for one in origins.values() if one))


def remove(
    data: Path,
    ids: Sequence[str],
    embedder: Embedder,
    progress: Progress | None = None,
    forget: bool = False,
) -> BuildReport:
    """Take pages out of the archive; their texts stay readable by digest, for old answers.

    Args:
        forget: delete their texts, too, also those of pages that were removed before. The
            generation that was shown until now holds them until the next build.

    Raises:
        UnknownId: an id names no page; nothing was removed.
    """
    with _writing(data, progress or _silent) as archive:
        before = archive.published()
        known = archive.version_ids() if forget else {*archive.page_ids(), *before}
        if unknown := sorted(set(ids) - set(known)):
            raise UnknownId(unknown[0], "List the releases with: communique releases")
        archive.take_out(ids)
        # A copied generation would keep the forgotten texts in the log of its Chroma database.
        report = _publish(archive, embedder, [], before, progress or _silent, rebuild=forget)
        if forget:
            archive.forget(ids, _keys(archive))
        return report


def is_current(data: Path, embedder: Embedder) -> bool:
    """True when the data folder holds an index that this version and model can open."""
    try:
        archive = Archive(data)
        return archive.is_published and _fits(archive, embedder)
    except (NoIndex, OldIndex):
        return False


def _publish(
    archive: Archive,
    embedder: Embedder,
    outcomes: Sequence[Outcome],
    before: dict[str, str],
    tell: Progress,
    rebuild: bool,
) -> BuildReport:
    """Describe, encode and write what changed, then show it to readers in one step."""
    encoded, sentences = 0, 0
    fresh = archive.is_published and _is_whole(archive, embedder) and not rebuild
    if not fresh:
        releases, shown = describe_archive(page.release for page in archive.pages())
        encoded, sentences = publish(archive, releases, shown, embedder, tell, rebuild)
    told = _told(archive, outcomes, before)
    return BuildReport(told, encoded, not fresh, sentences=sentences)


def publish(
    archive: Archive,
    releases: Sequence[Release],
    shown: dict[str, str],
    embedder: Embedder,
    tell: Progress,
    rebuild: bool = False,
    sentences: bool = True,
) -> tuple[int, int]:
    """Write a generation of described releases and show it to readers in one step.

    Args:
        shown: the id of the shown release for the id of every current page.
        sentences: encode them, too; otherwise questions do, those that they come upon.

    Returns:
        How many passages and how many sentences had to be encoded.
    """
    rows = rows_of(releases)
    earlier = _earlier(archive)
    alike = earlier and read_stamp(earlier).get("model") == embedder.name
    copied = earlier if alike and not rebuild else None
    writing = plan(rows, copied)
    vectors, encoded = encode_missing(archive, writing.add, embedder, tell)
    told, new = None, 0
    if sentences:
        known = sentences_in(copied)
        told, new = encode_sentences(archive, releases, embedder, known, tell)
    folders = archive.folder / GENERATIONS
    stamp = _stamp(releases, embedder)
    folder = write_generation(folders, rows, writing, vectors, stamp, tell, told)
    archive.publish(releases, shown, folder.name)
    drop_unused(folders, keep=[folder, *([earlier] if earlier else [])])
    return encoded, new


def _keys(archive: Archive) -> set[str]:
    """The digests of all texts that the shown releases have vectors of."""
    releases = archive.releases()
    return {*(row.key for row in rows_of(releases)), *sentence_texts(releases)}


def _told(
    archive: Archive, outcomes: Sequence[Outcome], before: dict[str, str]
) -> tuple[Outcome, ...]:
    """The outcomes as readers see them: what is new to them, and what is shown under another id."""
    shown, after = archive.shown(), archive.published()
    told: list[Outcome] = []
    seen: set[str] = set()
    for outcome in outcomes:
        what, target = outcome.what, shown.get(outcome.id, outcome.id)
        is_first, is_new = outcome.id not in seen, before.get(outcome.id) != after.get(outcome.id)
        if what is What.UNCHANGED and is_first and is_new:  # stored by an interrupted build
            what = What.UPDATED if outcome.id in before else What.ADDED
        seen.add(outcome.id)
        if what in (What.ADDED, What.UPDATED) and target != outcome.id:
            outcome = replace(outcome, detail=target)
            what = What.DUPLICATE
        told.append(replace(outcome, what=what))
    return tuple(told)


def _stamp(releases: Sequence[Release], embedder: Embedder) -> dict[str, object]:
    digests = sorted((release.id, release.digest) for release in releases)
    return {
        "model": embedder.name,
        "text_version": TEXT_VERSION,
        "archive": hashlib.sha256(repr(digests).encode()).hexdigest(),
        "releases": len(digests),
    }


def _fits(archive: Archive, embedder: Embedder) -> bool:
    """True when the published generation is there, of this version and this model."""
    try:
        stamp = read_stamp(archive.generation())
    except NoIndex:
        return False
    return (stamp.get("model"), stamp.get("text_version")) == (embedder.name, TEXT_VERSION)


def _is_whole(archive: Archive, embedder: Embedder) -> bool:
    """True when the published generation fits and lacks nothing that this version writes."""
    return _fits(archive, embedder) and has_sentences(archive.generation())


def _earlier(archive: Archive) -> Path | None:
    try:
        return archive.generation()
    except NoIndex:
        return None


def _silent(step: str, done: int, total: int) -> None:
    """No progress is shown."""


@contextmanager
def _writing(data: Path, tell: Progress, again: bool = False) -> Iterator[Archive]:
    """The archive for one builder at a time, read by today's rules; the lock goes with the process."""
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadData(data, f"it cannot be made ({error.strerror})") from error
    holder = data / "building"
    try:
        with FileLock(data / "lock", timeout=0):
            holder.write_text(f"process {os.getpid()}", encoding="utf-8")
            archive = Archive(data, writable=True)
            migrate(archive)
            read_again(archive, tell, everything=again)
            yield archive
    except Timeout as error:
        name = holder.read_text(encoding="utf-8") if holder.is_file() else "just started"
        raise IndexLocked(data, name) from error
    except OSError as error:
        raise BadData(data, f"it cannot be written ({error.strerror or error})") from error
