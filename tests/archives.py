"""Small archives behind the web app's pages, without a model."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from index.records import Act, DateSpan, Meeting, Precision, Provenance, Release, Statement
from index.retrieve import Retriever
from index.store import Archive
from tests.fakes import FakeEmbedder
from tests.folders import add, post
from tests.invented import invented


def opened(data: Path) -> Any:
    """What the archive's tab needs of an assistant, over a built archive."""
    return SimpleNamespace(archive=Archive(data), retriever=Retriever(data, FakeEmbedder()))


def three(folder: Path) -> Path:
    """The data folder of three releases: two boards, three years, one of them without a date."""
    post(folder / "in", "m_5676-400001", "buoys")
    post(folder / "in", "m_5676-400002", "tides & <b>", "2021-03-04")
    post(folder / "in", "m_20140-7", "reefs", "")
    add(folder / "data", folder / "in")
    return folder / "data"


def many(count: int, series: int = 5) -> list[Release]:
    """Releases eleven days apart, the first on 1 January 2012, in turn of each series."""
    first = invented()
    assert first.meeting
    found = []
    for number in range(count):
        day = date(2012, 1, 1) + timedelta(days=11 * number)
        span = DateSpan(day, day, Precision.DAY, Provenance.STATED)
        meeting = replace(first.meeting, series=f"Talks {number % series}")
        id = f"m_1-{number + 1}"
        found.append(replace(first, id=id, released=span, event=span, meeting=meeting, also=()))
    return found


def with_agreements(release: Release, count: int, **fields: Any) -> Release:
    """A release with so many statements of something agreed, each in a sentence of its own."""
    told = tuple(
        Statement(
            release.passages[1].id,
            10 * at,
            10 * at + 9,
            10 * at,
            10 * at + 9,
            "They",
            Act.AGREED,
            "agreed",
            10 * at,
            **fields,
        )
        for at in range(count)
    )
    return replace(release, statements=release.statements + told)


def of_meeting(release: Release, series: str) -> Release:
    """A release of another series, or of none where the name is empty."""
    meeting = release.meeting
    assert isinstance(meeting, Meeting)
    return replace(release, meeting=replace(meeting, series=series) if series else None)
