"""What the dated releases of an archive say about the days of undated ones.

Built once per archive and asked by bisection, so that 11,000 releases take seconds.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from index.date_forms import AIMED
from index.dates import DateMention, tense
from index.meeting import TO_COME
from index.meeting_names import names_in, ordinal_places, series_key, series_of
from index.people import person_key
from index.records import DateSpan, Precision, Provenance, Release

MARGIN = timedelta(days=183)
"""An office holder is taken to hold the office this long before and after being seen in it, where
nobody else is; a meeting is announced at most this long ahead."""
SLACK = timedelta(days=7)
"""An outcome may be told this long after it, so that its event may lie before the page below."""
FORETOLD = timedelta(days=366)
"""A meeting to come is told of at most this long ahead."""
NAME = 160
"""Characters in which a meeting's name ends that starts with its ordinal."""
PREPARED = re.compile(
    r"\b(?:prepar\w+(?:\s+for)?|ahead\s+of|prior\s+to|upcoming|will\s+\w+)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
RECALLED = re.compile(r"\b(?:at|during|since|following|after)\s+(?:the\s+)?$", re.IGNORECASE)
HELD = re.compile(
    r",?\s+(?:(?:which|that)\s+(?:was|took)|was|were|held|hosted|took)\b", re.IGNORECASE
)
"""What stands beside the name of a meeting that is to come, and of one that is past."""
GENERIC = re.compile(
    r"^(?:[\w-]+\s+)?(?:ambassador|director|director-general|minister|president|secretary|official)$"
    r"|^(?:deputy )?director\b.*\b(?:ministry|university)\b|\bprofessor\b|\bformer\b"
)
"""Offices that several people hold at a time."""


@dataclass(frozen=True)
class Clue:
    """Bounds of an event's first day, and why; `outside` when other releases give them."""

    first: date | None
    last: date | None
    words: str
    outside: bool


class Dated:
    """The dated releases of an archive, by page number, by office and by series of meetings."""

    def __init__(self, releases: Iterable[Release]) -> None:
        boards: dict[str, list[tuple[int, date, date]]] = defaultdict(list)
        self._seen: dict[tuple[str, str], list[date]] = defaultdict(list)
        self._holders: dict[str, list[tuple[date, str]]] = defaultdict(list)
        meetings: dict[str, dict[int, date]] = defaultdict(dict)
        for release in releases:
            if not release.released or release.released.provenance is Provenance.INFERRED:
                continue
            day = release.released.first
            if release.board and release.seq:
                boards[release.board].append((release.seq, day, release.released.last))
            for person in release.people:
                key, office = person_key(person.name), office_key(person.office)
                if office:
                    self._seen[key, office].append(day)
                    self._holders[office].append((day, key))
            if release.meeting and release.meeting.ordinal and _is_dated(release):
                assert release.event
                known = meetings[series_key(release.meeting.series)]
                known.setdefault(release.meeting.ordinal, release.event.first)
        self._boards = {board: in_order(pages) for board, pages in boards.items()}
        for days in self._seen.values():
            days.sort()
        for holders in self._holders.values():
            holders.sort()
        self._meetings = {key: days for key, days in meetings.items() if _rises(days)}

    def neighbours(self, release: Release) -> tuple[date | None, date | None]:
        """The days of the nearest dated pages below and above on the same board."""
        pages = self._boards.get(release.board, []) if release.board else []
        place = bisect_left(pages, (release.seq, date.min, date.min))
        above = place + (place < len(pages) and pages[place][0] == release.seq)
        low = pages[place - 1][1] if place > 0 else None
        return low, (pages[above][2] if above < len(pages) else None)

    def meeting(self, series: str, ordinal: int) -> date | None:
        """The day of one meeting of a series, where a dated release tells it."""
        return self._meetings.get(series_key(series), {}).get(ordinal)

    def around(self, series: str, ordinal: int) -> tuple[date | None, date | None]:
        """The days of the nearest dated meetings of a series with lower and higher ordinals."""
        days = self._meetings.get(series_key(series), {})
        below = [number for number in days if number < ordinal]
        above = [number for number in days if number > ordinal]
        return (days[max(below)] if below else None), (days[min(above)] if above else None)

    def holds(self, name: str, office: str, day: date) -> tuple[int, str]:
        """Whether somebody held an office on a day: 1 yes, -1 another did, 0 not known; and why."""
        key, printed, office = person_key(name), office, office_key(office)
        own, all_days = self._seen.get((key, office), []), self._holders.get(office, [])
        near = own[bisect_left(own, day - MARGIN) : bisect_right(own, day + MARGIN)]
        place = bisect_left(own, day)
        around = [*own[max(0, place - 1) : place], *own[place : place + 1]]
        seen = sorted({*around} & {*near}) or around
        words = f"{name} seen as {printed} on " + " and ".join(str(one) for one in seen)
        if near or (len(around) == 2 and not self._others(all_days, key, *around)):
            return 1, words
        if own and not GENERIC.search(office) and not self._others(all_days, key, own[0], own[-1]):
            others = self._others(all_days, key, day - MARGIN, day + MARGIN)
            if others:
                return -1, f"another seen as {printed} on {others[0]}, {name} on {own[-1]}"
        return 0, ""

    def is_between(self, name: str, office: str, day: date) -> bool:
        """True when somebody is seen in an office both before and after a day."""
        own = self._seen.get((person_key(name), office_key(office)), [])
        return bool(own) and own[0] <= day <= own[-1]

    def seen(self, name: str, office: str) -> Sequence[date]:
        """The days on which dated releases name somebody in an office."""
        return self._seen.get((person_key(name), office_key(office)), [])

    @staticmethod
    def _others(
        holders: Sequence[tuple[date, str]], key: str, first: date, last: date
    ) -> list[date]:
        start = bisect_left(holders, (first, ""))
        others: list[date] = []
        for day, holder in holders[start:]:
            if day > last or len(others) == 1:
                break
            if holder != key:
                others.append(day)
        return others


def office_key(office: str) -> str:
    """An office in comparable words: "Deputy Foreign Minister for ..." is "Deputy Minister for ..."."""
    return re.sub(r"\bforeign (?=minister for\b)", "", " ".join(office.lower().split()))


def _is_dated(release: Release) -> bool:
    event = release.event
    return bool(event and event.precision in (Precision.DAY, Precision.RANGE))


def _rises(days: dict[int, date]) -> bool:
    """True when higher ordinals are later: otherwise one name stands for two series."""
    in_turn = [days[number] for number in sorted(days)]
    return all(one <= other for one, other in pairwise(in_turn))


def in_order(pages: Sequence[tuple[int, date, date]]) -> list[tuple[int, date, date]]:
    """The pages whose numbers run with time beyond doubt, by number.

    A page out of order (an exception among the archive's numbers) is in no longest rising
    sequence of days; pages that could change places with others are in some but not in all.
    """
    pages = sorted(pages)
    days = [day for _, day, _ in pages]
    before = _lengths([day.toordinal() for day in days])
    after = _lengths([-day.toordinal() for day in reversed(days)])[::-1]
    longest = max(before, default=0)
    members = [place for place in range(len(pages)) if before[place] + after[place] - 1 == longest]
    rivals = Counter(before[place] for place in members)
    return [pages[place] for place in members if rivals[before[place]] == 1]


def _lengths(values: Sequence[int]) -> list[int]:
    """The length of the longest sequence without a fall that ends at each value.

    Source: M. Fredman, On computing the length of longest increasing subsequences, Discrete
    Mathematics 11 (1975) 29-35.
    """
    tails: list[int] = []
    lengths = []
    for value in values:
        place = bisect_right(tails, value)
        tails[place : place + 1] = [value]
        lengths.append(place + 1)
    return lengths


def clues_of(release: Release, mention: DateMention, dated: Dated) -> list[Clue]:
    """What bounds the day of an undated release's event, office holders left out."""
    return [
        clue
        for clue in (
            _of_neighbours(release, mention, dated),
            *_of_years(release),
            *_of_series(release, dated),
            *_of_meetings(release, dated),
        )
        if clue.first or clue.last
    ]


def _of_neighbours(release: Release, mention: DateMention, dated: Dated) -> Clue:
    low, high = dated.neighbours(release)
    words = [f"a lower page number of the board dated {low}"] if low else []
    words += [f"a higher page number of the board dated {high}"] if high else []
    if release.announces or mention.future:
        return Clue(low, high and high + MARGIN, " and ".join(words), True)
    return Clue(low and low - SLACK, high, " and ".join(words), True)


def _of_years(release: Release) -> list[Clue]:
    """Full years in the text: what is past cannot be later, what is to come not earlier."""
    past: DateSpan | None = None
    ahead: DateSpan | None = None
    for span in release.mentioned:
        piece = release.text_of(release.passage(span.passage))
        start = piece.find(span.evidence)
        told = tense(piece, start, start + len(span.evidence))
        aimed = AIMED.search(piece[:start])
        if told is False and not aimed and (past is None or span.first > past.first):
            past = span
        if told and (ahead is None or span.last < ahead.last):
            ahead = span
    clues = [Clue(past.first, None, f"“{past.evidence}” told as past", False)] if past else []
    if ahead:
        clues.append(Clue(None, ahead.last, f"“{ahead.evidence}” told as to come", False))
    if release.meeting and (year := re.search(r"\b(?:19|20)\d\d\b", release.meeting.name)):
        bounds = date(int(year[0]), 1, 1), date(int(year[0]), 12, 31)
        clues.append(Clue(*bounds, f"“{release.meeting.name}”", False))
    return clues


def _of_series(release: Release, dated: Dated) -> list[Clue]:
    """Dated meetings of the same series: lower ordinals are earlier; never a launch year."""
    meeting = release.meeting
    if not meeting or not meeting.ordinal:
        return []
    below, above = dated.around(meeting.series, meeting.ordinal)
    words = [f"an earlier meeting of the series on {below}"] if below else []
    words += [f"a later one on {above}"] if above else []
    clues = [Clue(below, above, " and ".join(words), True)]
    if day := dated.meeting(meeting.series, meeting.ordinal):
        clues.append(Clue(day - MARGIN, day + MARGIN, f"the same meeting dated {day}", True))
    return clues


def _lies_ahead(text: str, start: int, end: int) -> bool | None:
    """Whether a meeting named at `[start, end)` is told as to come; None when nothing tells."""
    if TO_COME.match(text, end) or PREPARED.search(text, max(0, start - 40), start):
        return True
    return (
        False if HELD.match(text, end) or RECALLED.search(text, max(0, start - 40), start) else None
    )


def _of_meetings(release: Release, dated: Dated) -> list[Clue]:
    """Other meetings told of, past or to come, that a dated release reports."""
    clues = []
    own = series_key(release.meeting.series) if release.meeting else ""
    for passage in release.passages:
        piece = release.text_of(passage)
        for start in ordinal_places(piece):
            name = next(names_in(piece[start : start + NAME]), None)
            if name is None or name.start > 0 or series_key(series_of(name.words)) == own:
                continue
            day = dated.meeting(series_of(name.words), name.ordinal)
            told = _lies_ahead(piece, start, start + name.end) if day else None
            if day and told:
                clues.append(Clue(day - FORETOLD, day, f"{name.words} to come, on {day}", True))
            elif day and told is False:
                clues.append(Clue(day, None, f"{name.words} told as past, on {day}", True))
    return clues
