"""Releases as rows of the store: a page's text in one column, what is read of it in another."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from pydantic import TypeAdapter

from index.database import TEXT_VERSION
from index.records import Curated, Page, Release

_CODEC: TypeAdapter[Release] = TypeAdapter(Release)


def insert_version(
    connection: sqlite3.Connection,
    release: Release,
    digest: str,
    current: bool,
    source: str,
    origin: str,
) -> None:
    """Store one version of a page under a digest; one that is there already is written over."""
    connection.execute(
        "INSERT INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id, digest) "
        "DO UPDATE SET current = excluded.current, source = excluded.source, "
        "origin = excluded.origin, text_version = excluded.text_version, "
        "text = excluded.text, reading = excluded.reading",
        (
            *(release.id, digest, current, source, origin),
            datetime.now(UTC).isoformat(timespec="seconds"),
            *(TEXT_VERSION, release.text, encoded(release)),
        ),
    )


def as_page(reading: dict[str, Any], text: str, source: str, origin: str) -> Page:
    """The page that a stored release was read from; its record may be of an earlier version."""
    curated = TypeAdapter(Curated).validate_python(reading.get("curated") or {})
    names = ("id", "board", "seq", "address", "licence")
    known = {name: reading[name] for name in names}
    return Page(source=source, text=text, origin=origin, curated=curated, **known)


def encoded(release: Release) -> str:
    """A release without its text, which is stored beside it."""
    return _CODEC.dump_json(replace(release, text="")).decode()


def decoded(text: str, reading: str) -> Release:
    """A release from its two columns. Raises pydantic's ValidationError where they are none."""
    return replace(_CODEC.validate_json(reading), text=text)
