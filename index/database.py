"""The archive store's SQLite file: tables, layout version, connections."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import BadData, NoIndex, OldIndex

FILE = "archive.sqlite"
LAYOUT = 2
"""Version of the tables; an older store is migrated by the next build, a newer one is refused."""
FIRST_LAYOUT = 1
TEXT_VERSION = 8
"""Raised whenever reading, describing or what a generation holds changes: every index is then built
anew, with the vectors that the store has."""
_TABLES = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS page (
    id TEXT NOT NULL, digest TEXT NOT NULL, current INTEGER NOT NULL, source TEXT NOT NULL,
    origin TEXT NOT NULL, added TEXT NOT NULL, text_version INTEGER NOT NULL, text TEXT NOT NULL,
    reading TEXT NOT NULL, PRIMARY KEY (id, digest));
CREATE UNIQUE INDEX IF NOT EXISTS page_current ON page (id) WHERE current;
CREATE TABLE IF NOT EXISTS published (
    id TEXT PRIMARY KEY, shown TEXT NOT NULL, digest TEXT NOT NULL, reading TEXT);
CREATE TABLE IF NOT EXISTS vector (
    model TEXT NOT NULL, digest TEXT NOT NULL, vectors BLOB NOT NULL, dimension INTEGER NOT NULL,
    PRIMARY KEY (model, digest));
"""


class Database:
    """The SQLite file of a data folder; a connection lives for one call only."""

    def __init__(self, folder: Path, writable: bool = False) -> None:
        """Open the store of a data folder.

        Raises:
            NoIndex: there is none and `writable` is false.
            OldIndex: an earlier version of this program wrote it, and `writable` is false.
            BadData: the folder cannot be used, or its store is damaged or of a later version.
        """
        self.folder, self.path = folder, folder / FILE
        if writable:
            self._prepare()
        elif not self.path.is_file():
            raise NoIndex(folder)
        layout = self.meta("layout")
        if not writable and (layout == str(FIRST_LAYOUT) or self._is_old()):
            raise OldIndex(folder)
        if layout not in (str(LAYOUT), str(FIRST_LAYOUT)):
            raise BadData(
                folder, f"its store has layout {layout or 'unknown'}, this version needs {LAYOUT}"
            )

    def _is_old(self) -> bool:
        return self.meta("text_version") not in ("", str(TEXT_VERSION))

    def _prepare(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            probe = self.folder / ".writable"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise BadData(self.folder, f"it cannot be written ({error.strerror})") from error
        with self.connect() as connection:
            connection.executescript(_TABLES)
            connection.execute("INSERT OR IGNORE INTO meta VALUES ('layout', ?)", (str(LAYOUT),))

    @contextmanager
    def connect(self) -> Iterator[sqlite3.Connection]:
        """A connection for one transaction: committed at the end, rolled back on an error."""
        try:
            connection = sqlite3.connect(self.path, timeout=30)
            try:
                with connection:
                    yield connection
            finally:
                connection.close()
        except sqlite3.Error as error:
            raise BadData(self.folder, f"its store answers “{error}”") from error

    def compact(self) -> None:
        """Write the file anew without what deleted and moved rows left in its free space.

        SQLite overwrites deleted rows at best (`secure_delete`), not the copies that stay behind
        where it moves rows to other pages of the file.
        """
        with self.connect() as connection:
            connection.execute("VACUUM")

    def meta(self, key: str) -> str:
        """A value the store keeps about itself, empty when it has none."""
        with self.connect() as connection:
            return read_meta(connection, key)


def read_meta(connection: sqlite3.Connection, key: str) -> str:
    """A value the store keeps about itself, read within a transaction; empty when it has none."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else ""


def write_meta(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Keep a value about the store itself, within a transaction."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))
