"""The archive store (SQLite): pages, releases with all versions, vectors. It is the truth."""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
from pydantic import TypeAdapter, ValidationError

from index.embed import Vectors
from index.errors import BadData, NoIndex, UnknownId
from index.records import Coverage, Passage, Release

FILE = "archive.sqlite"
LAYOUT = 1
"""Version of the tables; a store of another one is refused."""
GAP = timedelta(days=365)
"""A stretch without any release longer than this is shown as a gap of the archive."""
ID = re.compile(r"^(?P<release>[^#@]+)(?:@(?P<digest>[0-9a-f]{8}))?(?:#(?P<place>.+))?$")
_CODEC: TypeAdapter[Release] = TypeAdapter(Release)
_TABLES = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS version (
    id TEXT NOT NULL, digest TEXT NOT NULL, current INTEGER NOT NULL, source TEXT NOT NULL,
    added TEXT NOT NULL, release TEXT NOT NULL, PRIMARY KEY (id, digest));
CREATE INDEX IF NOT EXISTS version_current ON version (id) WHERE current;
CREATE TABLE IF NOT EXISTS vector (
    model TEXT NOT NULL, digest TEXT NOT NULL, vectors BLOB NOT NULL, dimension INTEGER NOT NULL,
    PRIMARY KEY (model, digest));
"""


class Archive:
    """All releases of a data folder; may be shared between threads."""

    def __init__(self, folder: Path, writable: bool = False) -> None:
        """Open the store of a data folder.

        Raises:
            NoIndex: there is none and `writable` is false.
            BadData: the folder cannot be used, or its store is of another version or damaged.
        """
        self.folder, self.path = folder, folder / FILE
        if writable:
            self._prepare()
        elif not self.path.is_file():
            raise NoIndex(folder)
        layout = self.meta("layout")
        if layout != str(LAYOUT):
            raise BadData(
                folder, f"its store has layout {layout or 'unknown'}, this version needs {LAYOUT}"
            )
        self._releases: tuple[str, list[Release]] | None = None

    def _prepare(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            probe = self.folder / ".writable"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise BadData(self.folder, f"it cannot be written ({error.strerror})") from error
        with self._connect() as connection:
            connection.executescript(_TABLES)
            connection.execute("INSERT OR IGNORE INTO meta VALUES ('layout', ?)", (str(LAYOUT),))

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = sqlite3.connect(self.path, timeout=30)
            try:
                with connection:
                    yield connection
            finally:
                connection.close()
        except sqlite3.Error as error:
            raise BadData(self.folder, f"its store answers “{error}”") from error

    def meta(self, key: str) -> str:
        """A value the store keeps about itself, empty when it has none."""
        with self._connect() as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def set_meta(self, key: str, value: str) -> None:
        """Keep a value about the store itself."""
        with self._connect() as connection:
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def releases(self) -> list[Release]:
        """The current version of every release, newest first, undated ones last."""
        state = self.meta("digest")
        if self._releases is None or self._releases[0] != state:
            with self._connect() as connection:
                rows = connection.execute("SELECT release FROM version WHERE current").fetchall()
            releases = [self._decoded(row[0]) for row in rows]
            releases.sort(key=lambda release: (_newest(release), release.id), reverse=True)
            self._releases = (state, releases)
        return self._releases[1]

    def release(self, id: str) -> Release:
        """A release by id, `R` or, for an older version, `R@<8 hex of its digest>`.

        Raises:
            UnknownId: there is none such.
        """
        match = ID.match(id)
        if match and not match["place"]:
            query, values = (
                "SELECT release FROM version WHERE id = ? AND current",
                [match["release"]],
            )
            if match["digest"]:
                query = "SELECT release FROM version WHERE id = ? AND digest LIKE ?"
                values.append(match["digest"] + "%")
            with self._connect() as connection:
                row = connection.execute(query, values).fetchone()
            if row:
                return self._decoded(row[0])
        raise UnknownId(id, "List the releases with: communique releases")

    def _decoded(self, stored: str) -> Release:
        try:
            return _CODEC.validate_json(stored)
        except ValidationError as error:
            raise BadData(self.folder, "its store holds a release that cannot be read") from error

    def find(self, id: str) -> tuple[Release, tuple[Passage, ...]]:
        """What an id names: a release and its passages there (all of a paragraph, or one).

        Raises:
            UnknownId: there is none such; the message lists the paragraphs there are.
        """
        base, _, place = id.partition("#")
        if not base:
            raise UnknownId(id, "List the releases with: communique releases")
        release = self.release(base)
        if not place:
            return release, release.passages
        wanted = f"{release.id}#{place}"
        found = tuple(
            passage for passage in release.passages if wanted in (passage.id, passage.paragraph)
        )
        if not found:
            known = ", ".join(dict.fromkeys("#" + passage.number for passage in release.passages))
            raise UnknownId(id, f"{release.id} has {known}")
        return release, found

    def digests(self) -> dict[str, str]:
        """The digest of the current version of each release."""
        with self._connect() as connection:
            return dict(
                connection.execute("SELECT id, digest FROM version WHERE current").fetchall()
            )

    def sources(self) -> dict[str, str]:
        """The source file of each current release."""
        with self._connect() as connection:
            return dict(
                connection.execute("SELECT id, source FROM version WHERE current").fetchall()
            )

    def keep(self, releases: Iterable[tuple[Release, str]]) -> None:
        """Store releases (with their source) as the current versions; older versions stay."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._connect() as connection:
            for release, source in releases:
                connection.execute("UPDATE version SET current = 0 WHERE id = ?", (release.id,))
                connection.execute(
                    "INSERT INTO version VALUES (?, ?, 1, ?, ?, ?) "
                    "ON CONFLICT (id, digest) DO UPDATE "
                    "SET current = 1, source = excluded.source, release = excluded.release",
                    (release.id, release.digest, source, now, _CODEC.dump_json(release).decode()),
                )
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('digest', ?)", (uuid4().hex,))

    def vectors(self, model: str, digests: Sequence[str]) -> dict[str, Vectors]:
        """The stored vectors `(windows, d) float32` of those text digests that were encoded."""
        found: dict[str, Vectors] = {}
        with self._connect() as connection:
            for digest in digests:
                row = connection.execute(
                    "SELECT vectors, dimension FROM vector WHERE model = ? AND digest = ?",
                    (model, digest),
                ).fetchone()
                if row:
                    found[digest] = np.frombuffer(row[0], dtype=np.float32).reshape(-1, row[1])
        return found

    def keep_vectors(self, model: str, vectors: dict[str, Vectors]) -> None:
        """Store vectors by text digest."""
        rows = [
            (model, digest, block.tobytes(), block.shape[1]) for digest, block in vectors.items()
        ]
        with self._connect() as connection:
            connection.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?, ?, ?)", rows)

    def coverage(self) -> Coverage:
        """What the archive holds, in figures; dates are release dates, inferred ones included."""
        releases = self.releases()
        days = sorted(
            (release.released.first, release.released.last)
            for release in releases
            if release.released
        )
        boards: dict[str, int] = {}
        for release in releases:
            boards[release.board or "none"] = boards.get(release.board or "none", 0) + 1
        gaps = [(one[1], other[0]) for one, other in pairwise(days) if other[0] - one[1] > GAP]
        return Coverage(
            len(releases),
            sum(len(release.passages) for release in releases),
            min((first for first, _ in days), default=None),
            max((last for _, last in days), default=None),
            sum(release.released is None for release in releases),
            sorted(boards.items()),
            gaps,
        )


def _newest(release: Release) -> date:
    return release.when.last if release.when else date.min


def read_stamp(folder: Path) -> dict[str, Any]:
    """The stamp of a generation; empty when it has none."""
    try:
        stamp: dict[str, Any] = json.loads((folder / "stamp.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp
