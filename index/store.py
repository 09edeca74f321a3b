"""The archive store (SQLite): pages with all versions, what is published, vectors. It is the truth.

A page is kept as soon as it is read. Readers see only what was published: one transaction changes
the described releases, the ids that resolve to them and the generation that searches them.
"""

import json
import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import uuid4

import numpy as np
from pydantic import ValidationError

from index.coverage import coverage_of
from index.database import TEXT_VERSION, Database, read_meta, write_meta
from index.embed import Vectors
from index.errors import BadData, NoIndex, UnknownId
from index.page_rows import as_page, decoded, encoded, insert_version
from index.records import Coverage, Page, Passage, Release

GENERATIONS = "generations"
ID = re.compile(r"^(?P<release>[^#@]+)(?:@(?P<digest>[0-9a-f]{8}))?(?:#(?P<place>.+))?$")
_PAGE = "SELECT source, origin, text, reading FROM page "
_PUBLISHED = """SELECT source, origin, text, ifnull(published.reading, page.reading)
    FROM published JOIN page USING (id, digest) """
_SHOWN = """SELECT page.text, published.reading FROM published
    JOIN page ON page.id = published.id AND page.digest = published.digest
    WHERE published.reading IS NOT NULL """


@dataclass(frozen=True)
class StoredPage:
    """A release as its page alone reads, with where it was read from (see `Page`)."""

    release: Release
    source: str
    origin: str


class Archive(Database):
    """All releases of a data folder; may be shared between threads."""

    def __init__(self, folder: Path, writable: bool = False) -> None:
        """Open the store of a data folder; raises as `Database`."""
        super().__init__(folder, writable)
        self._cached: tuple[str, list[Release]] | None = None
        self._coverage: tuple[list[Release], Coverage] | None = None

    # Pages: the truth, each version kept.

    def pages(self) -> list[StoredPage]:
        """The current version of every page, by id."""
        with self.connect() as connection:
            rows = connection.execute(_PAGE + "WHERE current ORDER BY id").fetchall()
        return [self._stored(row) for row in rows]

    def page(self, id: str) -> StoredPage | None:
        """The current version of a page, None when there is none."""
        with self.connect() as connection:
            row = connection.execute(_PAGE + "WHERE current AND id = ?", (id,)).fetchone()
        return self._stored(row) if row else None

    def page_ids(self) -> list[str]:
        """The ids of all current pages, sorted."""
        return sorted(self.origins())

    def version_ids(self) -> set[str]:
        """The ids of all pages of which some version is stored, removed ones included."""
        with self.connect() as connection:
            return {row[0] for row in connection.execute("SELECT DISTINCT id FROM page")}

    @property
    def is_new(self) -> bool:
        """True when nothing was ever stored."""
        return not self.meta("pages") and not self.version_ids()

    def stored_pages(self, everything: bool) -> list[Page]:
        """The current pages as they came, by id: those that earlier rules have read, or all."""
        with self.connect() as connection:
            rows = connection.execute(
                _PAGE + "WHERE current AND (text_version != ? OR ?) ORDER BY id",
                (TEXT_VERSION, everything),
            ).fetchall()
        return [as_page(json.loads(row[3]), row[2], row[0], row[1]) for row in rows]

    def origins(self) -> dict[str, str]:
        """The file that each current page was read from, by the page's id."""
        with self.connect() as connection:
            return dict(connection.execute("SELECT id, origin FROM page WHERE current"))

    def keep(self, releases: Iterable[tuple[Release, str, str]]) -> None:
        """Store pages `(release, source, origin)` as current versions; older versions stay."""
        with self.connect() as connection:
            for release, source, origin in releases:
                connection.execute("UPDATE page SET current = 0 WHERE id = ?", (release.id,))
                insert_version(connection, release, release.digest, True, source, origin)
            write_meta(connection, "pages", uuid4().hex)

    def move(self, id: str, source: str, origin: str) -> None:
        """Note that the file of a current page is now another one."""
        with self.connect() as connection:
            connection.execute(
                "UPDATE page SET source = ?, origin = ? WHERE id = ? AND current",
                (source, origin, id),
            )

    def take_out(self, ids: Iterable[str]) -> None:
        """Make pages no longer current; their versions stay readable by digest."""
        with self.connect() as connection:
            connection.executemany(
                "UPDATE page SET current = 0 WHERE id = ?", [(id,) for id in ids]
            )
            write_meta(connection, "pages", uuid4().hex)

    def forget(self, ids: Iterable[str], needed: Set[str]) -> None:
        """Delete pages with all their versions, and what is left of deleted rows in the file.

        Args:
            needed: the text digests whose vectors stay: a vector tells much of its text.
        """
        with self.connect() as connection:
            connection.executemany("DELETE FROM page WHERE id = ?", [(id,) for id in ids])
            held = connection.execute("SELECT model, digest FROM vector").fetchall()
            gone = [row for row in held if row[1] not in needed]
            connection.executemany("DELETE FROM vector WHERE model = ? AND digest = ?", gone)
        self.compact()

    def _stored(self, row: tuple[str, str, str, str]) -> StoredPage:
        source, origin, text, reading = row
        return StoredPage(self._decoded(text, reading), source, origin)

    def _decoded(self, text: str, reading: str) -> Release:
        try:
            return decoded(text, reading)
        except ValidationError as error:
            raise BadData(self.folder, "its store holds a release that cannot be read") from error

    # What is published: what readers see.

    @property
    def state(self) -> str:
        """Changes whenever something is published."""
        return self.meta("state")

    def publish(self, releases: Sequence[Release], shown: dict[str, str], generation: str) -> None:
        """Make described releases, the ids that resolve to them and a generation visible at once.

        Args:
            releases: the releases that are shown.
            shown: the id of the shown release for the id of every current page.
        """
        rows = {release.id: (release.id, release.digest, encoded(release)) for release in releases}
        with self.connect() as connection:
            known = {
                row[0]: row[1:]
                for row in connection.execute("SELECT id, shown, digest, reading FROM published")
            }
            digests = dict(connection.execute("SELECT id, digest FROM page WHERE current"))
            wanted = {id: rows.get(id, (target, digests[id], None)) for id, target in shown.items()}
            connection.executemany(
                "DELETE FROM published WHERE id = ?", [(id,) for id in known.keys() - wanted.keys()]
            )
            connection.executemany(
                "INSERT OR REPLACE INTO published VALUES (?, ?, ?, ?)",
                [(id, *row) for id, row in wanted.items() if known.get(id) != row],
            )
            write_meta(connection, "generation", generation)
            write_meta(connection, "text_version", str(TEXT_VERSION))
            write_meta(connection, "published", read_meta(connection, "pages"))
            write_meta(connection, "state", uuid4().hex)

    @property
    def is_published(self) -> bool:
        """True when readers see every page as it is stored."""
        return bool(self.meta("generation")) and self.meta("published") == self.meta("pages")

    def published(self) -> dict[str, str]:
        """The digest of each published page, by id."""
        with self.connect() as connection:
            return dict(connection.execute("SELECT id, digest FROM published"))

    def published_pages(self) -> list[StoredPage]:
        """Every page that readers see, by id; a cross-post as it reads by itself."""
        with self.connect() as connection:
            rows = connection.execute(_PUBLISHED + "ORDER BY id").fetchall()
        return [self._stored(row) for row in rows]

    def shown(self) -> dict[str, str]:
        """The id of the shown release for each published page."""
        with self.connect() as connection:
            return dict(connection.execute("SELECT id, shown FROM published"))

    def generation(self) -> Path:
        """The folder of the published generation. Raises NoIndex when there is none."""
        name = self.meta("generation")
        folder = self.folder / GENERATIONS / name
        if name and folder.is_dir():
            return folder
        if self.meta("generation") != name:
            return self.generation()  # two builds were published between the two steps
        raise NoIndex(self.folder)

    def releases(self) -> list[Release]:
        """The shown release of every group of cross-posts, newest first, undated ones last."""
        with self.connect() as connection:
            state = read_meta(connection, "state")
            if self._cached is not None and self._cached[0] == state:
                return self._cached[1]
            rows = connection.execute(_SHOWN).fetchall()
        releases = [self._decoded(*row) for row in rows]
        releases.sort(key=lambda release: (_newest(release), release.id), reverse=True)
        self._cached = (state, releases)
        return releases

    def coverage(self) -> Coverage:
        """What readers see, in figures."""
        releases = self.releases()
        if self._coverage is None or self._coverage[0] is not releases:
            self._coverage = (releases, coverage_of(releases))
        return self._coverage[1]

    def release(self, id: str) -> Release:
        """A release by id: `R`, also a cross-post's, or `R@<8 hex of its digest>` for a version.

        Raises:
            UnknownId: there is none such; of one that was removed, how to read its versions.
        """
        match = ID.match(id)
        if match and not match["place"]:
            release = (
                self._version(match["release"], match["digest"])
                if match["digest"]
                else self._shown(match["release"])
            )
            if release:
                return release
        raise UnknownId(id, self._hint(match["release"] if match else ""))

    def _shown(self, id: str) -> Release | None:
        with self.connect() as connection:
            row = connection.execute(
                _SHOWN + "AND published.id = (SELECT shown FROM published WHERE id = ?)", (id,)
            ).fetchone()
        return self._decoded(*row) if row else None

    def _version(self, id: str, digest: str) -> Release | None:
        with self.connect() as connection:
            row = connection.execute(
                _SHOWN + "AND published.id = ? AND published.digest LIKE ?", (id, digest + "%")
            ).fetchone()
            row = (
                row
                or connection.execute(
                    "SELECT text, reading FROM page WHERE id = ? AND digest LIKE ?",
                    (id, digest + "%"),
                ).fetchone()
            )
        return self._decoded(*row) if row else None

    def removed(self, id: str) -> list[str]:
        """The versions `R@<8 hex>` of a release that is no longer shown, oldest first."""
        if self._shown(id):
            return []
        with self.connect() as connection:
            rows = connection.execute(
                "SELECT digest FROM page WHERE id = ? AND NOT current ORDER BY added", (id,)
            ).fetchall()
        return [f"{id}@{row[0][:8]}" for row in rows]

    def _hint(self, id: str) -> str:
        if versions := self.removed(id):
            return f"It was removed; its text can still be read as {', '.join(versions)}"
        return "List the releases with: communique releases"

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
        if found := _passages_at(release, place):
            return release, found
        with self.connect() as connection:
            row = connection.execute(_PUBLISHED + "WHERE id = ?", (base,)).fetchone()
        # A cross-post may be read into other passages than the shown one.
        if row and (found := _passages_at(own := self._stored(row).release, place)):
            return own, found
        known = ", ".join(dict.fromkeys("#" + passage.number for passage in release.passages))
        raise UnknownId(id, f"{release.id} has {known}")

    # Vectors by text digest.

    def vectors(self, model: str, digests: Sequence[str]) -> dict[str, Vectors]:
        """The stored vectors `(windows, d) float32` of those text digests that were encoded."""
        found: dict[str, Vectors] = {}
        with self.connect() as connection:
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
        with self.connect() as connection:
            connection.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?, ?, ?)", rows)


def _passages_at(release: Release, place: str) -> tuple[Passage, ...]:
    """The passages of a paragraph, or the one with this number and position."""
    wanted = f"{release.id}#{place}"
    return tuple(one for one in release.passages if wanted in (one.id, one.paragraph))


def _newest(release: Release) -> date:
    return release.when.last if release.when else date.min
