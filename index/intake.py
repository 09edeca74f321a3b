"""Pages into the archive store: each is read, compared with what is stored, kept, and reported."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from index.duplicates import is_same
from index.errors import CommuniqueError, IdClash, NotARelease
from index.read import read_release
from index.records import Curated, Page, Release
from index.sources import Refusal, pages_in
from index.store import Archive, StoredPage

Progress = Callable[[str, int, int], None]
BATCH = 200
"""Pages stored in one transaction: what an interruption costs to read again."""


class What(StrEnum):
    """What became of a page."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate of"
    REFUSED = "refused"


@dataclass(frozen=True)
class Outcome:
    """What became of one page; `detail` is the other id of a duplicate, or why it was refused."""

    source: str
    what: What
    id: str = ""
    detail: str = ""


def read_again(archive: Archive, tell: Progress, everything: bool = False) -> None:
    """Read the pages of the store anew that earlier rules have read, or all of them.

    One that would be refused by now stays as it is: nothing is lost from the archive.
    """
    pages = archive.stored_pages(everything)
    with _Keeper(archive) as keeper:
        for number, page in enumerate(pages, start=1):
            try:
                release = read_release(page)
            except NotARelease:
                stored = archive.page(page.id)
                assert stored
                release = stored.release
            keeper.keep(release, page)
            tell("reading again", number, len(pages))


def take(
    archive: Archive,
    files: Sequence[Path],
    tell: Progress,
    stdin: bytes | None = None,
    only: Iterable[str] | None = None,
) -> list[Outcome]:
    """Read the pages of all files into the store; the outcome of each, in the order read.

    Args:
        only: ids to take; pages with other ids are passed over in silence.
    """
    wanted = None if only is None else frozenset(only)
    outcomes = []
    with _Keeper(archive) as keeper:
        for number, file in enumerate(files, start=1):
            for item in pages_in(file, stdin):
                if isinstance(item, Refusal):
                    outcomes.append(Outcome(item.source, What.REFUSED, "", str(item.error)))
                elif wanted is None or item.id in wanted:
                    outcomes.append(_taken(item, keeper))
            tell("reading", number, len(files))
    return outcomes


class _Keeper:
    """Stores releases in batches; what waits is stored when it is closed."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.waiting: dict[str, tuple[Release, str, str]] = {}

    def __enter__(self) -> "_Keeper":
        return self

    def __exit__(self, *_: object) -> None:
        self._store()

    def keep(self, release: Release, page: Page) -> None:
        """Make a release the current version of its page."""
        self.waiting[page.id] = (release, page.source, page.origin)
        if len(self.waiting) >= BATCH:
            self._store()

    def stored(self, id: str) -> StoredPage | None:
        """The current version of a page, one that waits included."""
        if id in self.waiting:
            return StoredPage(*self.waiting[id])
        return self.archive.page(id)

    def move(self, page: Page) -> None:
        """Note that the file of an unchanged page is now another one."""
        if page.id not in self.waiting:
            self.archive.move(page.id, page.source, page.origin)

    def _store(self) -> None:
        if self.waiting:
            self.archive.keep(self.waiting.values())
            self.waiting.clear()


def _taken(page: Page, keeper: _Keeper) -> Outcome:
    """What becomes of one page, compared with the store and with those taken just before it."""
    stored = keeper.stored(page.id)
    try:
        if stored is None:
            keeper.keep(read_release(page), page)
            return Outcome(page.source, What.ADDED, page.id)
        page = _with_known(page, stored)
        release = read_release(page)
        _check_clash(page, release, stored)
    except CommuniqueError as error:
        return Outcome(page.source, What.REFUSED, page.id, str(error))
    if not is_same(stored.release, release):
        keeper.keep(release, page)
        return Outcome(page.source, What.UPDATED, page.id)
    if _known_of(release) == _known_of(stored.release):
        if page.origin != stored.origin and not Path(stored.origin).is_file():
            keeper.move(page)
        return Outcome(page.source, What.UNCHANGED, page.id)
    page = replace(page, text=stored.release.text)
    keeper.keep(read_release(page), page)
    return Outcome(page.source, What.UPDATED, page.id)


def _check_clash(page: Page, release: Release, stored: StoredPage) -> None:
    """Two files of one name are two releases, and cannot have one id.

    A file that is gone may have moved: then its successor goes on under the id.
    """
    if (
        not page.board
        and page.origin != stored.origin
        and Path(stored.origin).is_file()
        and not is_same(stored.release, release)
    ):
        raise IdClash(page.id, stored.source, page.source)


def _known_of(release: Release) -> tuple[str, str, Curated]:
    return release.address, release.licence, release.curated


def _with_known(page: Page, stored: StoredPage) -> Page:
    """The page with address, licence and curated values as they are known after it.

    Another spelling of the same address changes nothing. Another file than the one stored adds
    what it knows and takes nothing away.
    """
    address, licence, curated = _known_of(stored.release)
    if not (page.board and address) and (page.address or page.origin == stored.origin):
        address = page.address
    if page.licence != "unknown" or page.origin == stored.origin:
        licence = page.licence
    curated = page.curated if page.origin == stored.origin else _merged(page.curated, curated)
    return replace(page, address=address, licence=licence, curated=curated)


def _merged(one: Curated, other: Curated) -> Curated:
    """The curated values of both, those of the first before those of the other."""
    return Curated(
        one.released or other.released, one.event or other.event, one.meeting or other.meeting
    )
