"""The table of passages beside both sides of a generation: filters and dates are read from it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.records import Filters
from index.rows import Row, day_number, day_of, days_of

TABLE = "passages.json"
LATEST = 99_999_999
"""A day number after all days."""
Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]
Interval = tuple[date, date]


def table_of(rows: Sequence[Row]) -> dict[str, list[list[Any]]]:
    """What is kept of the rows, in their order; what a release says is kept once.

    A release is `[id, board, series, countries, event first, event last, released first, released
    last]`, a passage `[id, number of its release, acts, mentioned, digest]`.
    """
    releases: dict[str, list[Any]] = {}
    numbers: dict[str, int] = {}
    passages: list[list[Any]] = []
    for row in rows:
        release = row.release
        if release.id not in releases:
            series = release.meeting.series if release.meeting else ""
            days = [*days_of(release.when), *days_of(release.released)]
            known = [release.id, release.board, series, list(release.countries), *days]
            releases[release.id] = known
            numbers[release.id] = len(numbers)
        mentioned = [list(days) for days in row.mentioned]
        passages.append([row.passage.id, numbers[release.id], row.acts, mentioned, row.digest])
    return {"releases": list(releases.values()), "passages": passages}


def flat(table: Mapping[str, list[list[Any]]]) -> list[list[Any]]:
    """Each passage of a table with what its release says: `[id, ..., digest, release, ...]`."""
    releases = table["releases"]
    return [[id, *own, *releases[number]] for id, number, *own in table["passages"]]


def read_table(folder: Path) -> dict[str, list[list[Any]]]:
    """The table of a generation's folder. Raises OSError or ValueError when there is none."""
    table: dict[str, list[list[Any]]] = json.loads((folder / TABLE).read_text(encoding="utf-8"))
    return table


class Table:
    """The table as columns: a filter is a few steps over arrays, whatever the archive's size."""

    def __init__(self, held: Mapping[str, list[list[Any]]]) -> None:
        """Raises LookupError, TypeError or ValueError when `held` is no table."""
        releases, passages = held["releases"], held["passages"]
        self.passages: list[str] = [row[0] for row in passages]
        self.numbers = {id: number for number, id in enumerate(self.passages)}
        self.releases: list[str] = [row[0] for row in releases]
        self._release = np.array([row[1] for row in passages], dtype=np.int64)
        self._days = np.array([row[4:8] for row in releases], dtype=np.int64).reshape(-1, 4)
        self._mentioned = {number: row[3] for number, row in enumerate(passages) if row[3]}
        self._ids = _places([row[0]] for row in releases)
        self._board_names: list[str] = [row[1] for row in releases]
        self._boards = _places([row[1]] for row in releases)
        self._series = _places([row[2]] for row in releases)
        self._countries = _places(row[3] for row in releases)
        self._acts = _places(row[2] for row in passages)
        self.order = np.empty(len(self.passages), dtype=np.int64)
        """The place of each passage among all, sorted by id: ties go by it."""
        self.order[sorted(range(len(self.passages)), key=self.passages.__getitem__)] = np.arange(
            len(self.passages)
        )

    def release_of(self, passage: str) -> str:
        """The release that a passage belongs to."""
        return self.releases[int(self._release[self.numbers[passage]])]

    def dates_of(self, passage: str) -> list[tuple[int, int]]:
        """First and last day number of the event (release, where there is none) if it is known.

        Those of the dates that are printed in the passage itself follow, in reading order.
        """
        number = self.numbers[passage]
        first, last = self._days[self._release[number]][:2].tolist()
        mentioned = [(one, other) for one, other in self._mentioned.get(number, ())]
        return [(first, last), *mentioned] if first else mentioned

    def own_days(self, passage: str, released_only: bool = False) -> Interval | None:
        """First and last day of the event (release, where there is none), None when unknown."""
        days = self._days[self._release[self.numbers[passage]]].tolist()
        first, last = days[2:] if released_only else days[:2]
        return (day_of(first), day_of(last)) if first else None

    def printed_days(self, passage: str) -> list[Interval]:
        """First and last day of each date that the passage itself prints, in reading order."""
        printed = self._mentioned.get(self.numbers[passage], ())
        return [(day_of(first), day_of(last)) for first, last in printed]

    def board_of(self, passage: str) -> str:
        """The board that a passage's release stands on."""
        return self._board_names[int(self._release[self.numbers[passage]])]

    def allowed(self, filters: Filters) -> Mask:
        """`(passages,)`: which passages are within the filters."""
        within = np.ones(len(self.releases), dtype=np.bool_)
        days = self._days
        for first, last, column in (
            (filters.first, filters.last, days[:, :2]),
            (filters.released_first, filters.released_last, days[:, 2:]),
        ):
            if first or last:
                within &= _overlap(column, first, last)
        for places, wanted in (
            (self._ids, filters.releases),
            (self._boards, filters.boards),
            (self._series, filters.series),
            (self._countries, filters.countries),
        ):
            if wanted:
                within &= _any_of(places, wanted, len(within))
        allowed: Mask = within[self._release]
        if filters.acts:
            allowed &= _any_of(self._acts, map(str, filters.acts), len(allowed))
        return allowed


def _places(values: Iterable[Iterable[str]]) -> dict[str, Numbers]:
    """The numbers of the rows that have a value, by value."""
    places: dict[str, list[int]] = {}
    for number, row in enumerate(values):
        for value in row:
            places.setdefault(value, []).append(number)
    return {value: np.array(numbers, dtype=np.int64) for value, numbers in places.items()}


def _any_of(places: Mapping[str, Numbers], wanted: Iterable[str], count: int) -> Mask:
    found = np.zeros(count, dtype=np.bool_)
    for value in wanted:
        if value in places:
            found[places[value]] = True
    return found


def _overlap(days: Numbers, first: date | None, last: date | None) -> Mask:
    """Which intervals share a day with the bounds; an unknown one never does."""
    overlap: Mask = (days[:, 0] > 0) & (days[:, 1] >= day_number(first, 0))
    overlap &= days[:, 0] <= day_number(last, LATEST)
    return overlap
