"""Inferred dates of undated releases, from their neighbours; re-run after each change.

Two clues: the page's number lies between dated pages of its board (numbers run with time), and
the holders of an office it names are seen in dated releases around that time. The neighbours must
be there, and both clues together must leave one year: where they leave several, or contradict
each other, the date stays unknown. Nothing is taken from other boards' numbers.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from index.dates import DateMention, find_dates, in_year
from index.meeting import event_mention
from index.records import DateSpan, PassageKind, Precision, Provenance, Release
from index.statements import find_statements

MARGIN = timedelta(days=183)
"""An office holder is taken to hold the office this long before and after being seen in it."""
LATEST = timedelta(days=7)
"""A page is posted at most this long after its event: the archive's dated ones take 0 to 2 days."""


def infer_dates(releases: Sequence[Release]) -> list[Release]:
    """The releases, those without a printed date given an inferred event and release date."""
    dated = [release for release in releases if release.released is not None]
    return [release if release.released else _infer(release, dated) for release in releases]


def _infer(release: Release, dated: Sequence[Release]) -> Release:
    mention, passage = _event_words(release)
    if mention is None or not mention.day:
        return release
    low, high, bounds = _neighbours(release, dated)
    years = [year for year in range(1990, 2100) if _fits(mention, year, low, high)]
    if not years or (low is None and high is None):
        return release
    seen, holders = _holders(release, dated)
    if len(years) > 1 and seen:
        years = [year for year in years if any(_near(in_year(mention, year), day) for day in seen)]
    elif seen:
        years = [year for year in years if not _held_by_another(release, year, mention, dated)]
    if len(years) != 1:
        return release
    event = in_year(mention, years[0])
    assert event.first and event.last
    evidence = f"“{mention.words}” is printed; the year follows from {bounds}"
    evidence += f" and from {holders}" if holders else ""
    span = DateSpan(
        event.first, event.last, event.precision, Provenance.INFERRED, evidence, passage
    )
    if event.future:
        return _redescribed(release, span, _announced(event.first, low, high, evidence))
    return _redescribed(release, span, _released(release, event.last, high, evidence))


def _event_words(release: Release) -> tuple[DateMention | None, str]:
    for passage in release.passages:
        if passage.kind is PassageKind.LEAD:
            return event_mention(release.text_of(passage), None), passage.id
    return None, ""


def _neighbours(release: Release, dated: Sequence[Release]) -> tuple[date | None, date | None, str]:
    """The dates of the nearest dated pages before and after on the same board."""
    board = [other for other in dated if release.board and other.board == release.board]
    before = [other for other in board if other.seq < release.seq and other.released]
    after = [other for other in board if other.seq > release.seq and other.released]
    low = max((other.released.first for other in before if other.released), default=None)
    high = min((other.released.last for other in after if other.released), default=None)
    words = [f"a lower page number of the board dated {low}"] if low else []
    words += [f"a higher page number of the board dated {high}"] if high else []
    return low, high, " and ".join(words)


def _fits(mention: DateMention, year: int, low: date | None, high: date | None) -> bool:
    try:
        event = in_year(mention, year)
    except ValueError:
        return False
    assert event.first
    if high and event.future:
        high += MARGIN
    return (low is None or event.first >= low - LATEST) and (high is None or event.first <= high)


def _holders(release: Release, dated: Sequence[Release]) -> tuple[list[date], str]:
    """The days on which this release's office holders are seen in dated releases."""
    own = {(person.name, person.office) for person in release.people}
    days, names = [], []
    for other in dated:
        for person in other.people:
            if (person.name, person.office) in own and other.released:
                days.append(other.released.first)
                names.append(f"{person.name} seen as {person.office} on {other.released.first}")
    return days, "; ".join(sorted(set(names)))


def _held_by_another(
    release: Release, year: int, mention: DateMention, dated: Sequence[Release]
) -> bool:
    """True when dated releases of that time show the office with another name only."""
    own = {person.office: person.name for person in release.people}
    near = [
        person
        for other in dated
        if other.released and _near(in_year(mention, year), other.released.first)
        for person in other.people
        if person.office in own
    ]
    return bool(near) and all(own[person.office] != person.name for person in near)


def _near(mention: DateMention, day: date) -> bool:
    return bool(mention.first and abs(mention.first - day) <= MARGIN)


def _released(release: Release, event: date, high: date | None, evidence: str) -> DateSpan:
    """From the event's day to the day before the first thing announced, or the next page's day."""
    limit = event + LATEST
    for passage in release.passages:
        for mention in find_dates(release.text_of(passage), event):
            if (
                mention.future
                and mention.first
                and mention.precision is Precision.DAY
                and event < mention.first
            ):
                limit = min(limit, mention.first - timedelta(days=1))
    limit = min(limit, high) if high else limit
    precision = Precision.DAY if limit == event else Precision.RANGE
    return DateSpan(event, limit, precision, Provenance.INFERRED, evidence)


def _announced(event: date, low: date | None, high: date | None, evidence: str) -> DateSpan | None:
    """From the page before to the event's day; None when no dated page stands before."""
    last = min(event, high) if high else event
    if low is None or low > last:
        return None
    precision = Precision.DAY if low == last else Precision.RANGE
    return DateSpan(low, last, precision, Provenance.INFERRED, evidence)


def _redescribed(release: Release, event: DateSpan, released: DateSpan | None) -> Release:
    body = [passage for passage in release.passages if passage.kind is not PassageKind.HEAD]
    return replace(
        release,
        event=event,
        released=released,
        statements=find_statements(release.text, body, event),
    )
