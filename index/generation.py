"""A generation: Chroma (dense) and BM25 (lexical) built from the store in a folder of its own.

A build writes a new folder, and publishing makes it the one that is read; nothing in a folder that
a reader may have open is ever changed, and the generation before the current one is kept for such
readers. A new generation starts as a copy of the current one where most of it stays.
"""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.embed import Vectors
from index.errors import BadData
from index.graph_file import blank_unused
from index.lexical import bm25_of
from index.rows import Row
from index.sentence_vectors import COUNT, Halves, SentenceVectors, write_sentences
from index.stems import stems_of
from index.table import TABLE, read_table, table_of
from index.vectors import StoredVectors, write_vectors

COLLECTION = "passages"
BM25 = "bm25"
GRAPH = {"space": "cosine", "ef_construction": 200, "ef_search": 400}
"""Chroma's graph; its other settings, and 100 for both of these, are its defaults.

Among 100,000 clustered vectors (eval/speed_retrieval.py) 99.6 of the 100 nearest are found, 98 of
the worst question. On a set like it, ef_construction 100 found 98.1 with ef_search 100, 99.1 with 400
(99.6 with 800, in twice the time); 200 with twice the neighbours found 99.5, in twice the time.
"""
REUSE = 0.3
"""A generation is copied when at most this share of it changes: Chroma's graph keeps deleted
vectors as dead entries."""
STEP = 500
"""Passages written to Chroma at once."""
STAMP = "stamp.json"
DATABASE = "chroma.sqlite3"


@dataclass(frozen=True)
class Plan:
    """How a generation is written: what is copied from an earlier one, added and dropped."""

    earlier: Path | None
    add: Sequence[Row]
    drop: Sequence[str]
    stems: Path | None = None
    """The generation that stems of texts are taken from."""


def plan(rows: Sequence[Row], earlier: Path | None) -> Plan:
    """Copy the earlier generation where most of it stays, else write all rows."""
    held = _held(earlier) if earlier else {}
    changed = [row for row in rows if held.get(row.passage.id) != row.digest]
    wanted = {row.passage.id for row in rows}
    gone = [id for id in held if id not in wanted]
    if not held or len(changed) + len(gone) > REUSE * len(rows):
        return Plan(None, rows, (), stems=earlier)
    replaced = [row.passage.id for row in changed if row.passage.id in held]
    return Plan(earlier, changed, [*gone, *replaced], stems=earlier)


def _held(folder: Path) -> dict[str, str]:
    """The digest of each passage that a generation holds; empty when it is damaged."""
    from chromadb.errors import ChromaError

    try:
        held = {row[0]: row[4] for row in read_table(folder)["passages"]}
        stored = StoredVectors(folder)
        with chroma(folder / "chroma") as collection:
            is_whole = stored.passages == len(held) and collection.count() == stored.windows
            return held if is_whole else {}
    except (OSError, ValueError, LookupError, TypeError, ChromaError):
        return {}


def write_generation(
    folders: Path,
    rows: Sequence[Row],
    writing: Plan,
    vectors: dict[str, Vectors],
    stamp: dict[str, Any],
    tell: Callable[[str, int, int], None],
    sentences: Mapping[str, Halves] | None = None,
) -> Path:
    """Write a new generation of all rows; the folder it stands in is returned.

    Args:
        folders: where generations stand; the new one gets the next number.
        vectors: by key, those of the rows that the plan adds.
        sentences: the vectors of all sentences by key; left out, it holds none.

    Raises:
        BadData: it cannot be written.
    """
    from chromadb.errors import ChromaError

    try:
        folders.mkdir(parents=True, exist_ok=True)
        numbers = [int(path.name) for path in folders.iterdir() if path.name.isdigit()]
        folder = folders / f"{max(numbers, default=0) + 1:06d}"
        folder.mkdir()
        _write_dense(folder / "chroma", writing, vectors, tell)
        _write_vectors(folder, rows, writing, vectors)
        _write_lexical(folder / BM25, rows, writing.stems / BM25 if writing.stems else None)
        if sentences is not None:
            write_sentences(folder, sentences)
            stamp = {**stamp, COUNT: len(sentences)}
        (folder / TABLE).write_text(json.dumps(table_of(rows)), encoding="utf-8")
        (folder / STAMP).write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    except (OSError, sqlite3.Error, ChromaError) as error:
        reason = getattr(error, "strerror", None) or error
        raise BadData(folders.parent, f"a new generation cannot be written ({reason})") from error
    tell("writing", len(writing.add), len(writing.add))
    return folder


def drop_unused(folders: Path, keep: Sequence[Path]) -> None:
    """Delete all generations but some; what an interrupted build left goes, too."""
    for path in folders.iterdir():
        if path not in keep:
            shutil.rmtree(path, ignore_errors=True)


def read_stamp(folder: Path) -> dict[str, Any]:
    """The stamp of a generation; empty when it has none."""
    try:
        stamp: dict[str, Any] = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp


def has_sentences(folder: Path) -> bool:
    """True when a generation holds the vectors of its sentences; one of an earlier version does not."""
    return COUNT in read_stamp(folder)


def sentences_in(folder: Path | None) -> SentenceVectors:
    """The sentence vectors of an earlier generation; none where they are missing or damaged."""
    try:
        return SentenceVectors(folder if folder and has_sentences(folder) else None)
    except (OSError, ValueError):
        return SentenceVectors(None)


@contextmanager
def chroma(folder: Path, create: bool = False) -> Iterator[Any]:
    """The Chroma collection in a folder, without telemetry and without an embedder of its own.

    It holds files and threads until it is left.

    Raises:
        FileNotFoundError: there is none and `create` is false.
    """
    import chromadb
    from chromadb.config import Settings

    if not create and not (folder / DATABASE).is_file():
        raise FileNotFoundError("its vectors are missing")
    with chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False)) as client:
        if create:
            yield client.create_collection(
                COLLECTION,
                embedding_function=None,
                configuration={"hnsw": GRAPH},
            )
        else:
            yield client.get_collection(COLLECTION, embedding_function=None)


def _write_dense(
    folder: Path,
    writing: Plan,
    vectors: dict[str, Vectors],
    tell: Callable[[str, int, int], None],
) -> None:
    """The vectors as llama-index nodes in a Chroma collection, one node a window."""
    from llama_index.vector_stores.chroma import ChromaVectorStore

    if writing.earlier:
        _copy(writing.earlier / "chroma", folder)
    with chroma(folder, create=not writing.earlier) as collection:
        for start in range(0, len(writing.drop), STEP):
            collection.delete(where={"passage": {"$in": list(writing.drop[start : start + STEP])}})
        store = ChromaVectorStore(chroma_collection=collection)
        store.flat_metadata = False  # else it refuses lists, which Chroma itself can hold
        for start in range(0, len(writing.add), STEP):
            tell("writing", start, len(writing.add))
            block = writing.add[start : start + STEP]
            store.add([node for row in block for node in _nodes(row, vectors[row.key])])
    blank_unused(folder)


def _copy(chroma: Path, folder: Path) -> None:
    """A copy of a Chroma folder. Each reader that opens one writes a row into its database."""
    shutil.copytree(chroma, folder, ignore=shutil.ignore_patterns(f"{DATABASE}*"))
    with (
        closing(sqlite3.connect(chroma / DATABASE)) as source,
        closing(sqlite3.connect(folder / DATABASE)) as target,
    ):
        source.backup(target)


def _nodes(row: Row, vectors: Vectors) -> list[Any]:
    from llama_index.core.schema import TextNode

    return [
        TextNode(
            id_=f"{row.passage.id}/{number}",
            text=row.text,
            metadata=row.metadata,
            embedding=[float(value) for value in vector],
        )
        for number, vector in enumerate(vectors)
    ]


def _write_vectors(
    folder: Path, rows: Sequence[Row], writing: Plan, vectors: dict[str, Vectors]
) -> None:
    """The vectors of all rows; those of rows that the plan does not add stand in the earlier one."""
    added = {row.passage.id for row in writing.add}
    earlier = _earlier_vectors(writing.earlier) if writing.earlier else {}
    write_vectors(
        folder,
        [vectors[row.key] if row.passage.id in added else earlier[row.passage.id] for row in rows],
    )


def _earlier_vectors(folder: Path) -> dict[str, Vectors]:
    """The vectors of a generation by passage."""
    stored = StoredVectors(folder)
    passages = [row[0] for row in read_table(folder)["passages"]]
    return {id: stored.of(number) for number, id in enumerate(passages)}


def _write_lexical(folder: Path, rows: Sequence[Row], kept: Path | None) -> None:
    """The BM25 index of the rows, and their stems for the generation after this one."""
    folder.mkdir()
    stems = stems_of([row.words for row in rows], kept)
    stems.save(folder)
    if rows:
        bm25_of(stems).save(str(folder))
