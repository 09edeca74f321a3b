"""Inferred dates of undated releases, from the whole archive; re-run after each change.

The day of an event is printed, its year is not. What bounds the year: the numbers of dated pages of
the same board (they run with time), dated meetings of the same series, full years in the text, the
day of the week, and the holders of an office seen in dated releases. Where all of them leave one
year, and other releases have a share in it, the day is inferred; where they leave a few, or
contradict each other, the range they span is; where that is wide, the date stays unknown.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta

from index.clues import MARGIN, Clue, Dated, clues_of
from index.dates import DateMention, find_dates, in_year
from index.event import Mentions, find_event, spans_of
from index.records import DateSpan, Passage, PassageKind, Precision, Provenance, Release, Statement
from index.statements import find_statements

LATEST = timedelta(days=7)
"""A page without a dated page above it is taken to be posted at most this long after its event:
the archive's dated ones take 0 to 2 days."""
WIDEST = timedelta(days=731)
"""The longest range that an inferred event is given as."""
NEIGHBOURS = timedelta(days=366)
"""The longest range between two neighbours that a release date is inferred as."""
ONE_DAY = timedelta(days=1)
YEARS = range(1945, 2101)
FEW = 3
"""Days of one event in different years that a contradiction may leave."""


def infer_dates(releases: Sequence[Release]) -> list[Release]:
    """The releases, those without a printed date given inferred ones where the archive allows it."""
    dated = Dated(releases)
    return [
        release if release.released or release.language != "en" else _infer(release, dated)
        for release in releases
    ]


def _infer(release: Release, dated: Dated) -> Release:
    event = release.event
    if event is None:
        mention, passage = find_event(release.text, release.passages, None)
        event = _event(release, mention, passage, dated) if mention and mention.day else None
    low, high = dated.neighbours(release)
    if event is None:
        return replace(release, released=_between(low, high))
    if event.last - event.first > MARGIN:
        return replace(release, event=event, released=_near(event, low, high))
    return _redescribed(release, event, low, high)


def _event(release: Release, mention: DateMention, passage: str, dated: Dated) -> DateSpan | None:
    """The day that the clues leave, the range they leave, or None."""
    clues = clues_of(release, mention, dated)
    words = [clue.words for clue in clues]
    days = _days(mention, clues)
    if mention.weekday is not None:
        words.append("the day of the week")
    if not days:
        return _span(mention, passage, _disputed(mention, clues), words, disputed=True)
    held, against, reasons = _holders(release, days, dated)
    if not held and against and set(against) == set(days):
        known = _sightings(release, mention, dated)
        return _span(mention, passage, [*days, *known], [*words, *reasons], disputed=True)
    kept = held or [day for day in days if day not in against]
    firm = any(clue.outside for clue in clues) or _is_between(release, kept, dated)
    return _span(mention, passage, kept, [*words, *reasons], firm=firm)


def _days(mention: DateMention, clues: Sequence[Clue], weekday: bool = True) -> list[date]:
    """The first days, one a year, that all clues allow."""
    first = max((clue.first for clue in clues if clue.first), default=date(YEARS[0], 1, 1))
    last = min((clue.last for clue in clues if clue.last), default=date(YEARS[-1], 12, 31))
    days = []
    for year in range(first.year, last.year + 1):
        try:
            day = date(year, mention.month, mention.day)
        except ValueError:  # 29 February
            continue
        told = mention.weekday if weekday else None
        if first <= day <= last and told in (None, day.weekday()):
            days.append(day)
    return days


def _disputed(mention: DateMention, clues: Sequence[Clue]) -> list[date]:
    """The days that are left when one clue, or the day of the week, is not believed."""
    left = [_days(mention, [*clues[:place], *clues[place + 1 :]]) for place in range(len(clues))]
    left.append(_days(mention, clues, weekday=False))
    few = [day for days in left if len(days) <= FEW for day in days]
    if not few:
        return []
    nearest = [min(days, key=lambda day: abs(day - few[0])) for days in left if len(days) > FEW]
    return few + nearest


def _holders(
    release: Release, days: Sequence[date], dated: Dated
) -> tuple[list[date], list[date], list[str]]:
    """The days on which its people held their offices, those on which others did, and why."""
    held: list[date] = []
    against: list[date] = []
    reasons: dict[str, None] = {}
    for day in days:
        told = [dated.holds(person.name, person.office, day) for person in release.people]
        verdicts = [verdict for verdict, _ in told]
        if 1 in verdicts and -1 not in verdicts:
            held.append(day)
        elif -1 in verdicts and 1 not in verdicts:
            against.append(day)
        reasons |= {
            words: None for verdict, words in told if verdict and (day in held or day in against)
        }
    return held, against, list(reasons)


def _sightings(release: Release, mention: DateMention, dated: Dated) -> list[date]:
    """The event's day in the years nearest to where its people are seen in their offices."""
    days = [day for one in release.people for day in dated.seen(one.name, one.office)]
    every = _days(mention, ())
    return [min(every, key=lambda one: abs(one - day)) for day in days]


def _is_between(release: Release, days: Sequence[date], dated: Dated) -> bool:
    """True when somebody is seen in office both before and after the days."""
    return bool(days) and any(
        dated.is_between(one.name, one.office, days[0])
        and dated.is_between(one.name, one.office, days[-1])
        for one in release.people
    )


def _span(
    mention: DateMention,
    passage: str,
    days: Sequence[date],
    reasons: Sequence[str],
    firm: bool = False,
    disputed: bool = False,
) -> DateSpan | None:
    """One day as a day (a year where nothing but the page tells it), several as a range."""
    if not days or max(days) - min(days) > WIDEST:
        return None
    follows = " and from ".join(reasons) or "nothing else"
    evidence = f"“{mention.words}” is printed; the year follows from {follows}"
    first, last = in_year(mention, min(days).year), in_year(mention, max(days).year)
    assert first.first and last.last
    if disputed:
        evidence = f"“{mention.words}” is printed; the year is in doubt between {follows}"
    precision = mention.precision if first == last else Precision.RANGE
    span = DateSpan(first.first, last.last, precision, Provenance.INFERRED, evidence, passage)
    if first == last and not firm:
        year = first.first.year
        return replace(
            span, first=date(year, 1, 1), last=date(year, 12, 31), precision=Precision.YEAR
        )
    return span


def _between(low: date | None, high: date | None) -> DateSpan | None:
    """A release date between two neighbours that are at most a year apart."""
    if not low or not high or not timedelta() <= high - low <= NEIGHBOURS:
        return None
    return _inferred(low, high, f"between {_pages(low, high)}")


def _near(event: DateSpan, low: date | None, high: date | None) -> DateSpan | None:
    """A release date for an event of which only a wide range is known."""
    return _between(low, high)


def _released(
    release: Release, event: DateSpan, mentions: Mentions, low: date | None, high: date | None
) -> DateSpan | None:
    """When a release on a known day was posted; None where no dated page stands beside it.

    From the last day told as past, or the page before, to the day before the first one told as to
    come, or the page after: the event itself is past in an outcome, to come in an announcement.
    """
    past = [] if release.announces else [event.last, *_days_told(mentions, event, ahead=False)]
    ahead = [event.first] if release.announces else _days_told(mentions, event, ahead=True)
    last = min([day for day in (high, *(day - ONE_DAY for day in ahead)) if day], default=None)
    earliest = [day for day in (low, *past) if day and (last is None or day <= last)]
    if (low is None and high is None) or not earliest:
        return None
    first, words = max(earliest), _pages(low, high)
    if last is None:
        last, words = first + LATEST, f"{words}, within {LATEST.days} days"
    kind = "an announcement" if release.announces else "after the event"
    return _inferred(first, last, f"{kind}, {words}")


def _days_told(mentions: Mentions, event: DateSpan, ahead: bool) -> list[date]:
    """The days after the event that the text tells as to come, or as past."""
    return [
        one.first if ahead else one.last
        for _, found in mentions
        for one in found
        if one.future is ahead and one.first and one.last and one.is_days and one.first > event.last
    ]


def _pages(low: date | None, high: date | None) -> str:
    words = [f"a lower page number of the board dated {low}"] if low else []
    words += [f"a higher page number of the board dated {high}"] if high else []
    return " and ".join(words)


def _inferred(first: date, last: date, evidence: str) -> DateSpan:
    precision = Precision.DAY if first == last else Precision.RANGE
    return DateSpan(first, last, precision, Provenance.INFERRED, evidence)


def _redescribed(release: Release, event: DateSpan, low: date | None, high: date | None) -> Release:
    """The release with all that is counted from its day: other dates, recaps in statements."""
    body = [passage for passage in release.passages if passage.kind is not PassageKind.HEAD]
    day = event.first if event.precision is Precision.DAY else None
    mentions = [(one, find_dates(release.text_of(one), event.last, day)) for one in body]
    earlier = {
        passage.paragraph
        for passage, found in mentions
        if any(one.last and one.last < event.first for one in found)
    }
    return replace(
        release,
        event=event,
        released=_released(release, event, mentions, low, high),
        mentioned=spans_of(mentions, event, Provenance.INFERRED),
        statements=_reread(release, body, earlier, event),
    )


def _reread(
    release: Release, body: Sequence[Passage], paragraphs: Collection[str], event: DateSpan
) -> tuple[Statement, ...]:
    """The statements, those of the paragraphs that recall an earlier day read anew."""
    again = [passage for passage in body if passage.paragraph in paragraphs]
    places = {passage.id for passage in again}
    kept = [one for one in release.statements if one.passage not in places]
    found = find_statements(release.text, again, event) if again else ()
    return tuple(sorted([*kept, *found], key=lambda one: (one.start, one.verb_start)))
