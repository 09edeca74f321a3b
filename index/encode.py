"""Releases to rows, and rows and sentences to vectors: each text is encoded once for a model."""

import hashlib
from collections.abc import Callable, Iterable, Sequence

from index.embed import Embedder, Vectors
from index.records import Passage, Release
from index.rows import Row
from index.sentence_vectors import Halves, SentenceVectors, halved, sentence_texts
from index.store import Archive

STEP = 64
"""Passages encoded between two saves: what an interruption can cost."""
SENTENCES = 4 * STEP
"""Sentences encoded between two saves: they are shorter, and many at once leave less to pad."""


def rows_of(releases: Sequence[Release]) -> list[Row]:
    """A row for every passage of the releases."""
    rows = []
    for release in releases:
        for passage in release.passages:
            text = release.text_of(passage)
            held = f"{context_line(release, passage)}\n{text}"
            rows.append(Row(passage, release, text, hashlib.sha256(held.encode()).hexdigest()))
    return rows


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


def encode_missing(
    archive: Archive,
    added: Sequence[Row],
    embedder: Embedder,
    tell: Callable[[str, int, int], None],
) -> tuple[dict[str, Vectors], int]:
    """The vectors of rows `(windows, d) float32` by key, and how many had to be encoded.

    Only texts that were never encoded before are; each block is kept as soon as it is done.
    """
    rows = {row.key: row for row in added}
    known = archive.vectors(embedder.name, list(rows))
    missing = [row for key, row in rows.items() if key not in known]
    for start in range(0, len(missing), STEP):
        tell("embedding", start, len(missing))
        block = _encode(missing[start : start + STEP], embedder)
        archive.keep_vectors(embedder.name, block)
        known |= block
    tell("embedding", len(missing), len(missing))
    return known, len(missing)


def encode_sentences(
    archive: Archive,
    releases: Iterable[Release],
    embedder: Embedder,
    earlier: SentenceVectors,
    tell: Callable[[str, int, int], None],
) -> tuple[dict[str, Halves], int]:
    """The vectors of all sentences of the releases by key, and how many had to be encoded.

    Each is encoded alone, once for all places where it stands; as with `encode_missing`, no more
    than a block is lost by an interruption.

    Args:
        earlier: those of the generation before, by the same model.
    """
    texts = sentence_texts(releases)
    known = earlier.halves(list(texts))
    left = [key for key in texts if key not in known]
    for start in range(0, len(left), SENTENCES):
        stored = archive.vectors(embedder.name, left[start : start + SENTENCES])
        known |= {key: halved(vectors[0]) for key, vectors in stored.items()}
    missing = [key for key in left if key not in known]
    for start in range(0, len(missing), SENTENCES):
        tell("sentences", start, len(missing))
        keys = missing[start : start + SENTENCES]
        vectors = embedder.encode([texts[key] for key in keys])
        block = {key: vector[None] for key, vector in zip(keys, vectors, strict=True)}
        archive.keep_vectors(embedder.name, block)
        known.update(zip(keys, halved(vectors), strict=True))
    tell("sentences", len(missing), len(missing))
    return known, len(missing)


def _encode(rows: Sequence[Row], embedder: Embedder) -> dict[str, Vectors]:
    """The vectors of rows by their keys, encoded together."""
    windows = {
        row.key: embedder.windows(context_line(row.release, row.passage), row.text) for row in rows
    }
    vectors = embedder.encode([window for pieces in windows.values() for window in pieces])
    block, place = {}, 0
    for key, pieces in windows.items():
        block[key] = vectors[place : place + len(pieces)]
        place += len(pieces)
    return block
