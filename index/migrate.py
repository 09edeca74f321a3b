"""An archive store of an earlier layout is brought to today's; nothing in it is lost."""

import json
from typing import Any

from pydantic import TypeAdapter

from index.database import FIRST_LAYOUT, LAYOUT
from index.errors import NotARelease
from index.page_rows import as_page, insert_version
from index.read import read_release
from index.records import Release
from index.store import Archive


def migrate(archive: Archive) -> None:
    """Move every version of a first-layout store into today's tables, read by today's rules.

    Each stays readable by the digest that old answers name it by.
    """
    if archive.meta("layout") != str(FIRST_LAYOUT):
        return
    with archive.connect() as connection:
        rows = connection.execute("SELECT id, digest, current, source, release FROM version")
        for id, digest, current, source, stored in rows.fetchall():
            release = _read(json.loads(stored), source)
            insert_version(connection, release, digest, False, source, source)
            if current:
                insert_version(connection, release, release.digest, True, source, source)
            connection.execute("DELETE FROM version WHERE id = ? AND digest = ?", (id, digest))
        connection.execute("UPDATE meta SET value = ? WHERE key = 'layout'", (str(LAYOUT),))


def _read(values: dict[str, Any], source: str) -> Release:
    """The release that a record of the first layout holds.

    One that would be refused by now stays as it was read then, without its statements.
    """
    try:
        return read_release(as_page(values, values["text"], source, source))
    except NotARelease:
        return TypeAdapter(Release).validate_python({**values, "statements": ()})
