"""A generation: Chroma (dense) and BM25 (lexical) built from the store in a folder of its own.

A build writes a new folder, and publishing makes it the one that is read; nothing in a folder that
a reader may have open is ever changed, and the generation before the current one is kept for such
readers. A new generation starts as a copy of the current one where most of it stays.
"""

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from index.embed import Vectors
from index.errors import BadData
from index.records import Passage, Release

COLLECTION = "passages"
K1, B = 1.2, 0.75
"""BM25's usual constants (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009)."""
REUSE = 0.3
"""A generation is copied when at most this share of it changes: Chroma's graph keeps deleted
vectors as dead entries."""
STEP = 500
"""Passages written to Chroma at once."""
STAMP = "stamp.json"
TABLE = "passages.json"
DATABASE = "chroma.sqlite3"


@dataclass(frozen=True)
class Row:
    """One passage as it is indexed; `key` is the digest its vectors are stored under."""

    passage: Passage
    release: Release
    text: str
    key: str

    @cached_property
    def metadata(self) -> dict[str, Any]:
        """What Chroma keeps beside the vector; days are integers yyyymmdd, 0 when unknown."""
        release, when = self.release, self.release.when
        return {
            "passage": self.passage.id,
            "paragraph": self.passage.paragraph,
            "release": release.id,
            "board": release.board,
            "kind": str(self.passage.kind),
            "meeting": release.meeting.name if release.meeting else "",
            "event_first": day_number(when.first if when else None, 0),
            "event_last": day_number(when.last if when else None, 0),
            "released_first": day_number(release.released.first if release.released else None, 0),
            "released_last": day_number(release.released.last if release.released else None, 0),
        }

    @cached_property
    def digest(self) -> str:
        """Changes with anything that Chroma holds of the passage."""
        held = json.dumps([self.key, self.text, self.metadata])
        return hashlib.sha256(held.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Plan:
    """How a generation is written: what is copied from an earlier one, added and dropped."""

    earlier: Path | None
    add: Sequence[Row]
    drop: Sequence[str]


def day_number(day: date | None, unknown: int) -> int:
    """A day as the integer yyyymmdd, for range filters."""
    return day.year * 10_000 + day.month * 100 + day.day if day else unknown


def plan(rows: Sequence[Row], earlier: Path | None) -> Plan:
    """Copy the earlier generation where most of it stays, else write all rows."""
    held = _held(earlier) if earlier else {}
    changed = [row for row in rows if held.get(row.passage.id) != row.digest]
    wanted = {row.passage.id for row in rows}
    gone = [id for id in held if id not in wanted]
    if not held or len(changed) + len(gone) > REUSE * len(rows):
        return Plan(None, rows, ())
    replaced = [row.passage.id for row in changed if row.passage.id in held]
    return Plan(earlier, changed, [*gone, *replaced])


def _held(folder: Path) -> dict[str, str]:
    """The digest of each passage that a generation holds; empty when it is damaged."""
    from chromadb.errors import ChromaError

    try:
        table = json.loads((folder / "bm25" / TABLE).read_text(encoding="utf-8"))
        held = {row[0]: row[5] for row in table}
        with chroma(folder / "chroma") as collection:
            return held if collection.count() >= len(held) else {}
    except (OSError, ValueError, LookupError, TypeError, ChromaError):
        return {}


def write_generation(
    folders: Path,
    rows: Sequence[Row],
    writing: Plan,
    vectors: dict[str, Vectors],
    stamp: dict[str, Any],
    tell: Callable[[str, int, int], None],
) -> Path:
    """Write a new generation of all rows; the folder it stands in is returned.

    Args:
        folders: where generations stand; the new one gets the next number.
        vectors: by key, those of the rows that the plan adds.

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
        _write_lexical(folder / "bm25", rows)
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
                configuration={"hnsw": {"space": "cosine", "ef_search": 200}},
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
        for start in range(0, len(writing.add), STEP):
            tell("writing", start, len(writing.add))
            block = writing.add[start : start + STEP]
            store.add([node for row in block for node in _nodes(row, vectors[row.key])])


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


def table_of(rows: Sequence[Row]) -> list[list[Any]]:
    """What is kept of each row beside BM25: ids, board, event as days, digest."""
    return [
        [
            *(row.passage.id, row.release.id, row.release.board),
            *(row.metadata["event_first"], row.metadata["event_last"], row.digest),
        ]
        for row in rows
    ]


def _write_lexical(folder: Path, rows: Sequence[Row]) -> None:
    folder.mkdir()
    (folder / TABLE).write_text(json.dumps(table_of(rows)), encoding="utf-8")
    if rows:
        lexical_of(rows).save(str(folder))


def lexical_of(rows: Sequence[Row]) -> Any:
    """The BM25 index of the rows, each with its release's title."""
    import bm25s

    model = bm25s.BM25(k1=K1, b=B)
    model.index(tokenize(f"{row.release.title}\n{row.text}" for row in rows), show_progress=False)
    return model


def tokenize(texts: Iterable[str]) -> list[list[str]]:
    """Lower-case word stems (Snowball English), stop words left out."""
    import bm25s
    import Stemmer

    tokens = bm25s.tokenize(
        list(texts),
        stopwords="en",
        stemmer=Stemmer.Stemmer("english"),
        return_ids=False,
        show_progress=False,
    )
    return [list(words) for words in tokens]
