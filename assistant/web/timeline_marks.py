"""Where each release stands in the drawing of the archive: rows, lanes and the scale of days.

Places run from 0, the left edge, to 1. Lanes are counted at the drawing's smallest width: on a
wider page the marks only move apart.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.web.archive_list import agreements
from index.records import DateSpan, Precision, Release

ROWS = 8
"""Series of meetings with a row of their own."""
MARKS = 400
"""Releases that are drawn at most, the newest: more cannot be told apart, nor stepped through."""
SLOT = 24
"""Pixels that a mark takes in each direction: what a finger can hit."""
WIDTHS = (620, 900, 1300, 1900, 2600)
"""Smallest widths of a drawing in pixels; the first one is taken on which no row grows too high."""
LANES = 4
"""Lanes above which a row is too high."""
EDGE = 0.03
"""Share of the width that stays empty at either end: half a mark and half a label."""
MIN_DAYS = 90
"""Days that the scale covers at least."""
LABEL = 76
"""Pixels from one label of the scale to the next, "Sep 2021" with room around it."""
STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 600)
"""Months from one label to the next."""
VAGUE = (Precision.MONTH, Precision.QUARTER, Precision.YEAR)
OTHERS = "Other releases"


class Kind(StrEnum):
    """What a mark stands for."""

    HELD = "held"
    ANNOUNCED = "announced"
    OTHER = "no meeting"


@dataclass(frozen=True)
class Event:
    """A release with its day, the event's or else its own, and what it tells of."""

    release: Release
    when: DateSpan
    kind: Kind
    agreements: int

    @property
    def middle(self) -> float:
        """The middle of its days, as an ordinal number."""
        return (self.when.first.toordinal() + self.when.last.toordinal()) / 2


@dataclass(frozen=True)
class Mark:
    """An event in its row: the middle of its days, the ends where they are not known by the day."""

    event: Event
    place: float
    lane: int
    ends: tuple[float, float] | None = None


@dataclass(frozen=True)
class Row:
    """A series of meetings, or the other releases."""

    name: str
    marks: tuple[Mark, ...]

    @property
    def lanes(self) -> int:
        """Marks that stand above each other."""
        return 1 + max(mark.lane for mark in self.marks)


@dataclass(frozen=True)
class Drawing:
    """Rows over one scale; `ticks` are places with their labels, `width` the least in pixels.

    `undated` releases have no day to stand at, `left_out` ones are too many.
    """

    rows: tuple[Row, ...]
    ticks: tuple[tuple[float, str], ...] = ()
    width: int = WIDTHS[0]
    undated: int = 0
    left_out: int = 0


@dataclass(frozen=True)
class Scale:
    """From days to places."""

    first: int
    last: int

    def at(self, day: float) -> float:
        """The place of a day, an ordinal number."""
        return EDGE + (1 - 2 * EDGE) * (day - self.first) / (self.last - self.first)


def drawing_of(releases: Iterable[Release]) -> Drawing:
    """The drawing of releases: the most frequent series first, the others in a last row."""
    listed = list(releases)
    dated = sorted((event_of(one) for one in listed if one.when), key=lambda one: one.middle)
    events = dated[-MARKS:]
    undated, left_out = len(listed) - len(dated), len(dated) - len(events)
    if not events:
        return Drawing((), undated=undated)
    scale = _scale(events)
    grouped = _grouped(events)
    for width in WIDTHS:
        rows = tuple(Row(name, tuple(_marks(of, scale, width))) for name, of in grouped)
        if max(row.lanes for row in rows) <= LANES:
            break
    return Drawing(rows, tuple(_ticks(scale, width)), width, undated, left_out)


def event_of(release: Release) -> Event:
    """A release with a date as the drawing takes it."""
    assert release.when
    held = Kind.ANNOUNCED if release.announces else Kind.HELD
    kind = held if release.meeting else Kind.OTHER
    return Event(release, release.when, kind, agreements(release))


def series_of(release: Release) -> str:
    """The series of a release's meeting on one line, empty where there is none."""
    return " ".join(release.meeting.series.split()) if release.meeting else ""


def _grouped(events: Sequence[Event]) -> list[tuple[str, list[Event]]]:
    """The events of each series, those of the rarer ones and of none last."""
    counted = Counter(filter(None, (series_of(one.release) for one in events)))
    ranked = sorted(counted, key=lambda name: (-counted[name], name))[:ROWS]
    groups: dict[str, list[Event]] = {name: [] for name in [*ranked, OTHERS]}
    for one in events:
        name = series_of(one.release)
        groups[name if name in ranked else OTHERS].append(one)
    return [(name, of) for name, of in groups.items() if of]


def _scale(events: Sequence[Event]) -> Scale:
    first = min(one.when.first for one in events).toordinal()
    last = max(one.when.last for one in events).toordinal()
    missing = max(0, MIN_DAYS - (last - first))
    return Scale(first - missing // 2, last + missing - missing // 2)


def _marks(events: Sequence[Event], scale: Scale, width: int) -> Iterable[Mark]:
    """A mark for each event, in the lowest lane that is free there."""
    free: list[float] = []
    for one in events:
        place = scale.at(one.middle)
        lane = next((lane for lane, end in enumerate(free) if end <= place), len(free))
        free[lane : lane + 1] = [place + SLOT / width]
        days = one.when.first.toordinal(), one.when.last.toordinal()
        ends = (scale.at(days[0]), scale.at(days[1])) if one.when.precision in VAGUE else None
        yield Mark(one, place, lane, ends)


def _ticks(scale: Scale, width: int) -> Iterable[tuple[float, str]]:
    """Labels of months or years, as many as have room."""
    first, last = date.fromordinal(scale.first), date.fromordinal(scale.last)
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    room = max(2, width // LABEL)
    step = next((one for one in STEPS if (end - start) / one < room), STEPS[-1])
    for month in range(-(-start // step) * step, end + 1, step):
        day = date(month // 12, month % 12 + 1, 1)
        if day.toordinal() >= scale.first:
            yield scale.at(day.toordinal()), str(day.year) if step >= 12 else f"{day:%b %Y}"
