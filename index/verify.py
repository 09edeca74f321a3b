"""Checks an index against its truth: every passage against its source, BM25 against Chroma."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.build import describe
from index.duplicates import is_same
from index.embed import Vectors
from index.encode import rows_of
from index.errors import CommuniqueError
from index.generation import Row, lexical_of, open_collection, read_stamp
from index.intake import Progress
from index.read import read_release
from index.records import Page, Release
from index.search import Generation
from index.sources import Refusal, pages_in
from index.store import Archive, StoredPage

ALIKE = 1e-4
"""Two stored copies of one vector may differ by so much in any coordinate (float32 on disk)."""
BLOCK = 500


def verify(data: Path, progress: Progress | None = None) -> Iterator[str]:
    """The faults of an index, one line each; none when all is well.

    Every stored page is read again from its stored text and, where the file is still there, from
    its file; every passage is looked up in both sides of the published generation.

    Raises:
        NoIndex, OldIndex, BadData: there is no index that could be checked.
    """
    tell = progress or (lambda step, done, total: None)
    archive = Archive(data)
    folder = archive.generation()
    if not archive.is_published:
        yield "the archive holds pages that are not in the index yet; run: communique index"
    pages = archive.pages()
    for number, page in enumerate(pages, start=1):
        yield from _page_faults(page)
        tell("checking", number, len(pages))
    yield from _file_faults(archive, pages, tell)
    releases, shown = describe(archive)
    yield from _published_faults(archive, releases, shown)
    generation = Generation(folder)
    rows = rows_of(releases)
    yield from _lexical_faults(generation, rows)
    model = str(read_stamp(folder).get("model"))
    yield from _dense_faults(folder, rows, archive, model, tell)


def uncovered(release: Release) -> list[int]:
    """The places of characters that are not in exactly one passage or remainder."""
    times = [0] * len(release.text)
    stretches = [(one.start, one.end) for one in release.passages]
    stretches += [(one.start, one.end) for one in release.remainders]
    for start, end in stretches:
        for place in range(start, end):
            times[place] += 1
    return [
        place
        for place, character in enumerate(release.text)
        if times[place] > 1 or (times[place] == 0 and not _is_blank(character))
    ]


def _is_blank(character: str) -> bool:
    return character.isspace() or character in "\u200b\ufeff"


def _page_faults(page: StoredPage) -> Iterator[str]:
    """A page's reading against its stored text."""
    old = page.release
    given = Page(
        page.source,
        old.text,
        *(old.id, old.board, old.seq, old.address, old.licence),
        page.origin,
        old.curated,
    )
    try:
        new = read_release(given)
    except CommuniqueError as error:
        yield f"{old.id}: its stored text is refused today: {error}"
        return
    if new != old:
        yield f"{old.id}: its stored text reads differently today; run: communique index --rebuild"
    if places := uncovered(old):
        yield f"{old.id}: {len(places)} characters of its text stand in no passage, or in two"


def _file_faults(archive: Archive, pages: Sequence[StoredPage], tell: Progress) -> Iterator[str]:
    """Stored pages against the files they were read from, as far as those are still there."""
    stored = {page.release.id: page.release for page in pages}
    files = sorted({Path(page.origin) for page in pages if Path(page.origin).is_file()})
    for number, file in enumerate(files, start=1):
        for item in pages_in(file):
            if isinstance(item, Refusal) or item.id not in stored:
                continue
            try:
                new = read_release(item)
            except CommuniqueError:
                continue
            if not is_same(stored[item.id], new):
                yield f"{item.id}: {item.source} has changed since it was added; run: communique index"
        tell("checking files", number, len(files))


def _published_faults(
    archive: Archive, releases: Sequence[Release], shown: dict[str, str]
) -> Iterator[str]:
    seen = {release.id: release for release in archive.releases()}
    for release in releases:
        if seen.pop(release.id, None) != release:
            yield f"{release.id}: what is shown is not what the archive holds"
    for id in seen:
        yield f"{id}: is shown, but the archive does not hold it"
    if archive.shown() != shown:
        yield "the ids of cross-posts do not lead where they should"


def _lexical_faults(generation: Generation, rows: Sequence[Row]) -> Iterator[str]:
    """The BM25 side: the same passages, and the very index that their texts give."""
    if [row[0] for row in generation.rows] != [row.passage.id for row in rows]:
        yield "BM25 holds other passages than the archive"
    elif rows and not _same_index(generation.lexical_index, lexical_of(rows)):
        yield "BM25 holds other words than the passages"


def _same_index(one: Any, other: Any) -> bool:
    """True when two BM25 indexes hold the same scores; they may number their words differently."""
    words = one.vocab_dict.keys()
    return words == other.vocab_dict.keys() and all(
        np.array_equal(mine, yours)
        for word in words
        for mine, yours in zip(_scores(one, word), _scores(other, word), strict=True)
    )


def _scores(model: Any, word: str) -> tuple[Any, Any]:
    """The passages that hold a word, by their numbers, and its score in each."""
    column, starts = model.vocab_dict[word], model.scores["indptr"]
    part = slice(starts[column], starts[column + 1] if column + 1 < len(starts) else None)
    return model.scores["indices"][part], model.scores["data"][part]


def _dense_faults(
    folder: Path, rows: Sequence[Row], archive: Archive, model: str, tell: Progress
) -> Iterator[str]:
    """The Chroma side: each window of each passage with its text, metadata and vector."""
    collection = open_collection(folder / "chroma")
    windows = 0
    for start in range(0, len(rows), BLOCK):
        block = rows[start : start + BLOCK]
        vectors = archive.vectors(model, [row.key for row in block])
        names = {
            f"{row.passage.id}/{number}": (row, vector)
            for row in block
            for number, vector in enumerate(vectors.get(row.key, ()))
        }
        windows += len(names)
        yield from (
            f"{row.passage.id}: has no stored vector" for row in block if row.key not in vectors
        )
        yield from _block_faults(collection, names)
        tell("checking vectors", min(start + BLOCK, len(rows)), len(rows))
    if (held := collection.count()) != windows:
        yield f"Chroma holds {held} vectors, the archive {windows}"


def _block_faults(collection: Any, names: dict[str, tuple[Row, Vectors]]) -> Iterator[str]:
    found = collection.get(ids=list(names), include=["embeddings", "documents", "metadatas"])
    held = {
        id: (text, metadata, vector)
        for id, text, metadata, vector in zip(
            found["ids"], found["documents"], found["metadatas"], found["embeddings"], strict=True
        )
    }
    for name, (row, vector) in names.items():
        if name not in held:
            yield f"{row.passage.id}: is not in Chroma"
            continue
        text, metadata, stored = held[name]
        if text != row.text or any(metadata[key] != value for key, value in row.metadata.items()):
            yield f"{row.passage.id}: Chroma holds another text or other dates"
        if not np.allclose(stored, vector, atol=ALIKE):
            yield f"{row.passage.id}: Chroma holds another vector"
