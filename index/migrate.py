"""An archive store of an earlier layout is brought to today's; nothing in it is lost."""

import json

from index.database import FIRST_LAYOUT, LAYOUT
from index.errors import NotARelease
from index.read import read_release
from index.store import Archive, as_page, insert_version


def migrate(archive: Archive) -> None:
    """Move every version of a first-layout store into today's tables, read by today's rules.

    Each stays readable by the digest that old answers name it by. A page that would be refused by
    now stays in the old table.
    """
    if archive.meta("layout") != str(FIRST_LAYOUT):
        return
    with archive.connect() as connection:
        rows = connection.execute("SELECT id, digest, current, source, release FROM version")
        for id, digest, current, source, stored in rows.fetchall():
            values = json.loads(stored)
            try:
                release = read_release(as_page(values, values["text"], source, source))
            except NotARelease:
                continue
            insert_version(connection, release, digest, False, source, source)
            if current:
                insert_version(connection, release, release.digest, True, source, source)
            connection.execute("DELETE FROM version WHERE id = ? AND digest = ?", (id, digest))
        connection.execute("UPDATE meta SET value = ? WHERE key = 'layout'", (str(LAYOUT),))
