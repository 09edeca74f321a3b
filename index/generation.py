"""A generation: Chroma (dense) and BM25 (lexical) built from the store, opened by readers.

A build writes a new folder and then moves one pointer file; nothing in a folder that a reader may
have open is ever changed, and the generation before the current one is kept for such readers.
"""

import json
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from index.embed import Vectors
from index.errors import BadData, NoIndex
from index.records import Filters, Passage, Release
from index.store import read_stamp

FOLDER = "generations"
POINTER = "current"
COLLECTION = "passages"
K1, B = 1.2, 0.75
"""BM25's usual constants (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009)."""
ROOM = 3
"""Windows asked for per wanted passage, as several windows can belong to one passage."""


@dataclass(frozen=True)
class Row:
    """One passage as it is indexed. `vectors` is `(windows, d) float32`."""

    passage: Passage
    release: Release
    text: str
    vectors: Vectors


def day_number(day: date | None, unknown: int) -> int:
    """A day as the integer yyyymmdd, for range filters."""
    return day.year * 10_000 + day.month * 100 + day.day if day else unknown


def current_folder(data: Path) -> Path:
    """The folder of the generation that the pointer names. Raises NoIndex."""
    try:
        name = (data / POINTER).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise NoIndex(data) from error
    folder = data / FOLDER / name
    if not folder.is_dir():
        raise NoIndex(data)
    return folder


def write_generation(data: Path, rows: Sequence[Row], stamp: dict[str, Any]) -> Path:
    """Write a new generation and move the pointer to it; the folder it stands in is returned."""
    folders = data / FOLDER
    try:
        folders.mkdir(parents=True, exist_ok=True)
        numbers = [int(path.name) for path in folders.iterdir() if path.name.isdigit()]
        _drop_unfinished(data)
        folder = folders / f"{max(numbers, default=0) + 1:06d}"
        folder.mkdir()
        _write_dense(folder / "chroma", rows)
        _write_lexical(folder / "bm25", rows)
        (folder / "stamp.json").write_text(json.dumps(stamp, indent=1), encoding="utf-8")
        pointer = data / (POINTER + ".new")
        pointer.write_text(folder.name, encoding="utf-8")
        os.replace(pointer, data / POINTER)
    except OSError as error:
        raise BadData(data, f"a new generation cannot be written ({error.strerror})") from error
    return folder


def _drop_unfinished(data: Path) -> None:
    """Delete what an interrupted build left: folders that the pointer never reached."""
    try:
        current = current_folder(data).name
    except NoIndex:
        return
    for path in (data / FOLDER).iterdir():
        if path.is_dir() and path.name > current:
            shutil.rmtree(path, ignore_errors=True)


def drop_old(data: Path) -> None:
    """Delete all generations but the current one and the one before it."""
    current = current_folder(data)
    older = sorted(
        path for path in (data / FOLDER).iterdir() if path.is_dir() and path.name < current.name
    )
    for path in older[:-1]:
        shutil.rmtree(path, ignore_errors=True)


def _metadata(row: Row) -> dict[str, Any]:
    release, when = row.release, row.release.when
    return {
        "passage": row.passage.id,
        "paragraph": row.passage.paragraph,
        "release": release.id,
        "board": release.board,
        "kind": str(row.passage.kind),
        "meeting": release.meeting.name if release.meeting else "",
        "event_first": day_number(when.first if when else None, 0),
        "event_last": day_number(when.last if when else None, 0),
        "released_first": day_number(release.released.first if release.released else None, 0),
        "released_last": day_number(release.released.last if release.released else None, 0),
    }


def _collection(folder: Path, create: bool = False) -> Any:
    import chromadb
    from chromadb.config import Settings

    client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
    if create:
        return client.create_collection(
            COLLECTION,
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine", "ef_search": 200}},
        )
    return client.get_collection(COLLECTION, embedding_function=None)


def _write_dense(folder: Path, rows: Sequence[Row]) -> None:
    """The vectors as llama-index nodes in a Chroma collection, one node a window."""
    from llama_index.core.schema import BaseNode, TextNode
    from llama_index.vector_stores.chroma import ChromaVectorStore

    store = ChromaVectorStore(chroma_collection=_collection(folder, create=True))
    nodes = [
        TextNode(
            id_=f"{row.passage.id}/{number}",
            text=row.text,
            metadata=_metadata(row),
            embedding=[float(value) for value in vector],
        )
        for row in rows
        for number, vector in enumerate(row.vectors)
    ]
    if nodes:
        store.add(list[BaseNode](nodes))


def _write_lexical(folder: Path, rows: Sequence[Row]) -> None:
    import bm25s

    folder.mkdir()
    days = ("event_first", "event_last")
    table = [
        [row.passage.id, row.release.id, row.release.board, *(_metadata(row)[day] for day in days)]
        for row in rows
    ]
    (folder / "passages.json").write_text(json.dumps(table), encoding="utf-8")
    if not rows:
        return
    model = bm25s.BM25(k1=K1, b=B)
    model.index(tokenize(f"{row.release.title}\n{row.text}" for row in rows), show_progress=False)
    model.save(str(folder))


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


class Generation:
    """A generation opened for reading."""

    def __init__(self, folder: Path) -> None:
        """Open a generation's folder. Raises BadData when a part of it is missing or damaged."""
        import bm25s
        from chromadb.errors import ChromaError
        from llama_index.vector_stores.chroma import ChromaVectorStore

        self.folder, self.stamp = folder, read_stamp(folder)
        try:
            if not (folder / "chroma" / "chroma.sqlite3").is_file():
                raise FileNotFoundError("its vectors are missing")
            self.rows = json.loads((folder / "bm25" / "passages.json").read_text(encoding="utf-8"))
            self._dense = ChromaVectorStore(chroma_collection=_collection(folder / "chroma"))
            self._lexical = bm25s.BM25.load(str(folder / "bm25")) if self.rows else None
            self._first = np.array([row[3] for row in self.rows], dtype=np.int64)
            self._last = np.array([row[4] for row in self.rows], dtype=np.int64)
            self._place = {row[0]: number for number, row in enumerate(self.rows)}
        except (OSError, ValueError, LookupError, TypeError, ChromaError) as error:
            raise BadData(
                folder, f"the generation is damaged ({error}); run: communique index --rebuild"
            ) from error
        self._order = np.argsort(np.argsort([row[0] for row in self.rows]))

    def release_of(self, passage: str) -> str:
        """The release that a passage of this generation belongs to."""
        return str(self.rows[self._place[passage]][1])

    def dense(self, vector: Vectors, k: int, filters: Filters) -> list[tuple[str, float]]:
        """The `k` nearest passages with their cosine in [-1, 1], best first, ties by id."""
        from llama_index.core.vector_stores import VectorStoreQuery

        if not self.rows:
            return []
        query = VectorStoreQuery(
            query_embedding=[float(value) for value in vector],
            similarity_top_k=min(k * ROOM, 10_000),
        )
        where = _where(filters)
        result = self._dense.query(query, **({"where": where} if where else {}))
        best: dict[str, float] = {}
        for node, similarity in zip(result.nodes or [], result.similarities or [], strict=True):
            cosine = 1 + float(np.log(max(similarity, 1e-9)))  # llama-index gives exp(-distance)
            passage = str(node.metadata["passage"])
            best[passage] = max(best.get(passage, -1.0), cosine)
        return sorted(best.items(), key=lambda entry: (-entry[1], entry[0]))[:k]

    def lexical(self, words: str, k: int, filters: Filters) -> list[tuple[str, float]]:
        """The `k` best passages by BM25 (score above 0), best first, ties by id."""
        tokens = tokenize([words])[0]
        if self._lexical is None or not tokens:
            return []
        scores = self._lexical.get_scores(tokens) * self._allowed(filters)
        order = np.lexsort((self._order, -scores))[:k]
        return [
            (str(self.rows[number][0]), float(scores[number]))
            for number in order
            if scores[number] > 0
        ]

    def _allowed(self, filters: Filters) -> Any:
        allowed = np.ones(len(self.rows), dtype=np.float32)
        if filters.first or filters.last:
            allowed *= (self._last >= day_number(filters.first, 0)) & (self._first > 0)
            allowed *= self._first <= day_number(filters.last, 99_999_999)
        for column, wanted in ((1, filters.releases), (2, filters.boards)):
            if wanted:
                allowed *= np.array([row[column] in wanted for row in self.rows])
        return allowed


def _where(filters: Filters) -> dict[str, Any] | None:
    """The Chroma filter: an event interval matches on any overlap; undated ones never match."""
    parts: list[dict[str, Any]] = []
    if filters.first:
        parts.append({"event_last": {"$gte": day_number(filters.first, 0)}})
    if filters.last:
        parts.append({"event_first": {"$lte": day_number(filters.last, 99_999_999)}})
    if filters.first or filters.last:
        parts.append({"event_first": {"$gt": 0}})
    if filters.releases:
        parts.append({"release": {"$in": list(filters.releases)}})
    if filters.boards:
        parts.append({"board": {"$in": list(filters.boards)}})
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else {"$and": parts}
