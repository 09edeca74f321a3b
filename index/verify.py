"""Checks an index against its truth: every passage against its source, BM25 against Chroma."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.describe import describe_archive
from index.duplicates import is_same, page_of
from index.embed import Vectors
from index.encode import rows_of
from index.errors import CommuniqueError
from index.intake import Progress
from index.lexical import bm25_of
from index.read import read_release
from index.records import Page, Release
from index.rows import NAMES, Row
from index.search import Generation
from index.sentence_vectors import COUNT, halved, passage_sentences, sentence_key
from index.sources import Refusal, pages_in
from index.stems import stems_of
from index.store import Archive, StoredPage
from index.table import flat, table_of

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
    generation = Generation(archive.generation())
    pages = archive.pages()
    for number, page in enumerate(pages, start=1):
        yield from _page_faults(page)
        tell("checking", number, len(pages))
    yield from _file_faults(archive, pages, tell)
    if archive.is_published:
        yield from _published_faults(archive, *describe_archive(page.release for page in pages))
    else:
        yield from _waiting(archive, pages)
    rows = rows_of(sorted(archive.releases(), key=lambda release: release.id))
    yield from _lexical_faults(generation, rows)
    yield from _dense_faults(generation, rows, archive, tell)
    yield from _sentence_faults(generation, rows, archive)
    generation.close()


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
    try:
        new = read_release(page_of(old, page.source, page.origin))
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
        items = [item for item in pages_in(file) if not isinstance(item, Refusal)]
        if not items:
            yield from (
                f"{page.release.id}: {file} holds no release any more"
                for page in pages
                if page.origin == str(file)
            )
        for item in items:
            if item.id in stored:
                yield from _item_faults(item, stored[item.id])
        tell("checking files", number, len(files))


def _item_faults(item: Page, stored: Release) -> Iterator[str]:
    try:
        new = read_release(item)
    except CommuniqueError as error:
        yield f"{item.id}: its file is refused today: {error}"
        return
    if not is_same(stored, new):
        yield f"{item.id}: {item.source} has changed since it was added; run: communique index"


def _waiting(archive: Archive, pages: Sequence[StoredPage]) -> Iterator[str]:
    """What the index does not hold yet, as a build was interrupted."""
    published = archive.published()
    stored = {page.release.id: page.release.digest for page in pages}
    known = [id for id in stored if id in published]
    changed = [id for id in known if stored[id] != published[id]]
    for id in sorted(stored.keys() - published.keys()):
        yield f"{id}: is not in the index yet; run: communique index"
    for id in changed:
        yield f"{id}: what changed is not in the index yet; run: communique index"
    for id in sorted(published.keys() - stored.keys()):
        yield f"{id}: its removal is not in the index yet; run: communique index"
    if published == stored:
        yield "what is known of some pages is not in the index yet; run: communique index"


def _published_faults(
    archive: Archive, releases: Sequence[Release], shown: dict[str, str]
) -> Iterator[str]:
    seen = {release.id: release for release in archive.releases()}
    for release in releases:
        if seen.pop(release.id, None) != release:
            yield f"{release.id}: what is shown is not what the archive holds"
    for id in seen:
        yield f"{id}: is shown, but the archive does not hold it"
    known = archive.shown()
    for id in sorted(known.keys() | shown.keys()):
        if known.get(id) != shown.get(id):
            yield f"{id}: leads to {known.get(id)}, and should lead to {shown.get(id)}"


def _lexical_faults(generation: Generation, rows: Sequence[Row]) -> Iterator[str]:
    """The BM25 side: the same passages, and the very index that their texts give.

    The scores of all passages hang together, so they are compared once the passages are the same.
    """
    table = generation.rows
    held = {row[0]: row for row in table}
    wanted = {row[0]: row for row in flat(table_of(rows))}
    for id in sorted(held.keys() - wanted.keys()):
        yield f"{id}: is in BM25, but the archive does not hold it"
    for id in wanted:
        if held.get(id) != wanted[id]:
            yield (
                f"{id}: BM25 holds another text or other dates"
                if id in held
                else f"{id}: is not in BM25"
            )
    if held == wanted and table != [*wanted.values()]:
        yield "BM25 holds the passages in another order"
    elif held == wanted and rows:
        fresh = bm25_of(stems_of([row.words for row in rows]))
        for number in sorted(_other_scores(generation.lexical_index.model, fresh)):
            yield f"{rows[number].passage.id}: BM25 holds other words"


def _other_scores(one: Any, other: Any) -> set[int]:
    """The numbers of the passages that two BM25 indexes score differently for some word.

    The indexes may number their words differently.
    """
    numbers: set[int] = set()
    for word in one.vocab_dict.keys() | other.vocab_dict.keys():
        numbers |= {number for number, _ in _scores(one, word) ^ _scores(other, word)}
    return numbers


def _scores(model: Any, word: str) -> set[tuple[int, float]]:
    """The passages that hold a word, by their numbers, with its score in each."""
    if word not in model.vocab_dict:
        return set()
    column, starts = model.vocab_dict[word], model.scores["indptr"]
    part = slice(starts[column], starts[column + 1] if column + 1 < len(starts) else None)
    scores = model.scores
    return set(zip(scores["indices"][part].tolist(), scores["data"][part].tolist(), strict=True))


def _dense_faults(
    generation: Generation, rows: Sequence[Row], archive: Archive, tell: Progress
) -> Iterator[str]:
    """The Chroma side: each window of each passage with its text, metadata and vector.

    The vectors stand in a file as well.
    """
    model, collection = str(generation.stamp.get("model")), generation.collection
    others = set(collection.get(include=[])["ids"])
    for start in range(0, len(rows), BLOCK):
        block = rows[start : start + BLOCK]
        vectors = archive.vectors(model, [row.key for row in block])
        names = {
            f"{row.passage.id}/{number}": (row, vector)
            for row in block
            for number, vector in enumerate(vectors.get(row.key, ()))
        }
        others -= names.keys()
        yield from (
            f"{row.passage.id}: has no stored vector" for row in block if row.key not in vectors
        )
        yield from _block_faults(collection, names)
        yield from _file_of_vectors_faults(generation, block, vectors)
        tell("checking vectors", min(start + BLOCK, len(rows)), len(rows))
    for name in sorted(others):
        yield f"{name.rpartition('/')[0]}: Chroma holds a vector that the archive does not"


def _sentence_faults(
    generation: Generation, rows: Sequence[Row], archive: Archive
) -> Iterator[str]:
    """The file of sentences: a vector for each sentence, as it is stored, and no others."""
    if COUNT not in generation.stamp:
        yield "the index holds no sentences, questions encode them; run: communique index"
        return
    model, held = str(generation.stamp.get("model")), generation.sentences
    places: dict[str, str] = {}
    for row in rows:
        for text in passage_sentences(row.release, row.passage):
            places.setdefault(sentence_key(text), row.passage.id)
    keys = list(places)
    for start in range(0, len(keys), BLOCK):
        block = keys[start : start + BLOCK]
        found, stored = held.halves(block), archive.vectors(model, block)
        for key in block:
            wanted, half = stored.get(key), found.get(key)
            if wanted is None or half is None or not np.array_equal(half, halved(wanted[0])):
                yield f"{places[key]}: the file of sentences holds another vector, or none"
    same = {row.passage.id for row in rows} == set(generation.passages)
    # a passage that lost its text is told of as that
    if same and all(row.text for row in rows) and len(held) > len(keys):
        yield f"the file of sentences holds {len(held)} vectors for {len(keys)} sentences"


def _file_of_vectors_faults(
    generation: Generation, rows: Sequence[Row], vectors: dict[str, Vectors]
) -> Iterator[str]:
    numbers = generation.table.numbers
    for row in rows:
        wanted, number = vectors.get(row.key), numbers.get(row.passage.id)
        if wanted is not None and number is not None:
            held = generation.vectors.of(number)
            if held.shape != wanted.shape or not np.allclose(held, wanted, atol=ALIKE):
                yield f"{row.passage.id}: the file of vectors holds another vector"


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
        known = {name: value for name, value in (metadata or {}).items() if name in NAMES}
        if text != row.text or known != row.metadata:
            yield f"{row.passage.id}: Chroma holds another text or other dates"
        if not np.allclose(stored, vector, atol=ALIKE):
            yield f"{row.passage.id}: Chroma holds another vector"
