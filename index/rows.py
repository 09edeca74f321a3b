"""Rows: a passage as both sides of the index hold it, with all that filters ask about."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from index.records import DateSpan, Passage, Release

NAMES = (
    *("passage", "paragraph", "release", "board", "kind", "meeting", "series"),
    *("event_first", "event_last", "released_first", "released_last", "countries", "acts"),
)
"""The names that `Row.metadata` may have; llama-index adds its own beside them."""


@dataclass(frozen=True)
class Row:
    """One passage as it is indexed; `key` is the digest its vectors are stored under."""

    passage: Passage
    release: Release
    text: str
    key: str

    @cached_property
    def words(self) -> str:
        """What BM25 reads: the passage behind its release's title."""
        return f"{self.release.title}\n{self.text}"

    @cached_property
    def metadata(self) -> dict[str, Any]:
        """What Chroma keeps beside the vector; days are integers yyyymmdd, 0 when unknown.

        A list that would be empty is left out, because Chroma refuses it.
        """
        release = self.release
        event, released = days_of(release.when), days_of(release.released)
        lists = {"countries": list(release.countries), "acts": self.acts}
        return {
            "passage": self.passage.id,
            "paragraph": self.passage.paragraph,
            "release": release.id,
            "board": release.board,
            "kind": str(self.passage.kind),
            "meeting": release.meeting.name if release.meeting else "",
            "series": release.meeting.series if release.meeting else "",
            "event_first": event[0],
            "event_last": event[1],
            "released_first": released[0],
            "released_last": released[1],
            **{name: values for name, values in lists.items() if values},
        }

    @cached_property
    def acts(self) -> list[str]:
        """The acts of the passage's own statements, in order of first appearance."""
        own = (one for one in self.release.statements if one.passage == self.passage.id)
        return list(dict.fromkeys(str(one.act) for one in own))

    @cached_property
    def mentioned(self) -> list[tuple[int, int]]:
        """First and last day number of each date that the passage itself prints."""
        own = (one for one in self.release.mentioned if one.passage == self.passage.id)
        return list(dict.fromkeys(days_of(one) for one in own))

    @cached_property
    def digest(self) -> str:
        """Changes with anything that Chroma holds of the passage."""
        held = json.dumps([self.key, self.text, self.metadata])
        return hashlib.sha256(held.encode()).hexdigest()[:16]


def day_number(day: date | None, unknown: int) -> int:
    """A day as the integer yyyymmdd, for range filters."""
    return day.year * 10_000 + day.month * 100 + day.day if day else unknown


def day_of(number: int) -> date:
    """The day of an integer yyyymmdd."""
    return date(number // 10_000, number // 100 % 100, number % 100)


def days_of(span: DateSpan | None) -> tuple[int, int]:
    """The first and last day number of an interval, zeros when it is unknown."""
    return (day_number(span.first, 0), day_number(span.last, 0)) if span else (0, 0)
