"""What a question is limited to, and what the archive says without those limits."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.chosen import NO_FILTERS, filter_words, listed
from assistant.evidence import Evidence, in_period
from assistant.records import Answer, Basis, Origin, Period, Reading, Status, Where
from assistant.wording import period_words
from index.records import DateSpan, Filters, Release

BELOW = "shown below."
"""How a text ends that announces what follows it."""
REFUSED = (Status.NOT_IN_ARCHIVE, Status.OUTSIDE_PERIOD)
GIVEN = (Status.ANSWERED, Status.PARTLY_ANSWERED)


def with_chosen(reading: Reading, chosen: Filters) -> Reading:
    """The reading with the filters that the user chose, apart from the question."""
    if chosen == NO_FILTERS:
        return reading
    origins = [Origin("filters", Where.CHOSEN, words) for words in filter_words(chosen)]
    return replace(reading, filters=chosen, origins=(*reading.origins, *origins))


def search_filters(reading: Reading) -> Filters:
    """The chosen filters and the question's own period together."""
    chosen, period = reading.filters, reading.period
    if period is None:
        return chosen
    if period.basis is Basis.RELEASED:
        return replace(
            chosen,
            released_first=max(chosen.released_first or period.first, period.first),
            released_last=min(chosen.released_last or period.last, period.last),
        )
    return replace(
        chosen,
        first=max(chosen.first or period.first, period.first),
        last=min(chosen.last or period.last, period.last),
    )


def held_filters(reading: Reading) -> Filters:
    """The filters that hold for every sentence looked at.

    Days of events that the question itself asks for are left out: what is told of other days
    shows whether the archive knows the subject at all.
    """
    return replace(search_filters(reading), first=reading.filters.first, last=reading.filters.last)


def leaves_no_day(filters: Filters) -> bool:
    """True when the question's period and the chosen days have no day in common."""
    pairs = ((filters.first, filters.last), (filters.released_first, filters.released_last))
    return any(first and last and first > last for first, last in pairs)


def permits(filters: Filters, release: Release) -> bool:
    """True when a release may be quoted: its id, board, countries, series and release date fit."""
    series = release.meeting.series if release.meeting else ""
    released = release.released
    bounded = filters.released_first or filters.released_last
    return (
        (not filters.releases or release.id in filters.releases)
        and (not filters.boards or release.board in filters.boards)
        and (not filters.countries or bool(set(filters.countries) & set(release.countries)))
        and (not filters.series or series in filters.series)
        and (not bounded or (released is not None and _released_within(released, filters)))
    )


def permitted(filters: Filters, releases: Sequence[Release]) -> Sequence[Release]:
    """The releases that may be quoted, in their order; without filters these are all."""
    if filters == NO_FILTERS:
        return releases
    return [one for one in releases if permits(filters, one)]


def _released_within(span: DateSpan, filters: Filters) -> bool:
    first, last = filters.released_first, filters.released_last
    return (first is None or span.last >= first) and (last is None or span.first <= last)


def fits(evidence: Evidence, filters: Filters) -> bool:
    """True when a sentence stands within the filters; of the acts it has to tell one itself."""
    acts = {one.act for one in evidence.statements}
    return (
        permits(filters, evidence.release)
        and (not filters.acts or bool(acts & set(filters.acts)))
        and in_period(evidence, filters)
    )


def wider_readings(answer: Answer) -> Iterator[Reading]:
    """The reading of a refused answer without its limits: the chosen ones, then the period too."""
    reading = answer.reading
    if answer.status not in REFUSED:
        return
    origins = tuple(one for one in reading.origins if one.field != "filters")
    unfiltered = replace(reading, filters=NO_FILTERS, origins=origins)
    if reading.filters != NO_FILTERS:
        yield unfiltered
    if reading.period:
        origins = tuple(one for one in origins if one.field != "period")
        yield replace(unfiltered, period=None, origins=origins)


def with_wider(
    answer: Answer, wider: Answer | None, missing: Sequence[str], releases: Sequence[Release]
) -> Answer:
    """A refused answer that names its limits, with what the archive says without them.

    Args:
        missing: what the archive does not mention at all.
        releases: all releases of the archive.
    """
    status, text = answer.status, answer.text
    if answer.reading.filters != NO_FILTERS and not missing:
        text = _within_words(answer.reading, releases)
    if wider is None:
        return replace(answer, text=text)
    period = answer.reading.period
    released = period is not None and period.basis is Basis.RELEASED
    if answer.reading.filters == NO_FILTERS and (released or not answer.closest):
        status = Status.OUTSIDE_PERIOD
    if BELOW not in text:
        text += (
            f" {without_words(answer.reading, wider.reading)} it holds something on this, {BELOW}"
        )
    return replace(answer, status=status, text=text, wider=replace(wider, wider=None))


def _within_words(reading: Reading, releases: Sequence[Release]) -> str:
    """That nothing within the chosen filters answers, and how many releases those are."""
    filters = search_filters(reading)
    chosen = f"the filter{'s' if len(filter_words(reading.filters)) > 1 else ''} "
    chosen += listed(filter_words(reading.filters))
    if reading.period:
        chosen += f" and the period {_period(reading.period)}"
    if leaves_no_day(filters):
        return f"No day is left within {chosen}."
    held = [one for one in releases if permits(filters, one) and _tells(one, filters)]
    if not held:
        return f"No release of the archive fits {chosen}."
    count = "The one release" if len(held) == 1 else f"None of the {len(held)} releases"
    does = "does not say this" if len(held) == 1 else "says this"
    fit = "fits" if len(held) == 1 else "fit"
    return f"{count} that {fit} {chosen} {does}. The archive holds {len(releases)} releases."


def _tells(release: Release, filters: Filters) -> bool:
    """True when a release has a statement of the acts and a day of the days that are chosen."""
    spans = [release.event, release.released, *release.mentioned]
    first, last = filters.first, filters.last
    dated = any(
        span and (not first or span.last >= first) and (not last or span.first <= last)
        for span in spans
    )
    acts = {one.act for one in release.statements}
    return (not (first or last) or dated) and (not filters.acts or bool(acts & set(filters.acts)))


def without_words(narrow: Reading, wide: Reading) -> str:
    """What the wider of two readings leaves out: "Without the filter country Japan (JP)"."""
    left = []
    if narrow.filters != wide.filters:
        words = filter_words(narrow.filters)
        left.append(f"the filter{'s' if len(words) > 1 else ''} {listed(words)}")
    if narrow.period and not wide.period:
        left.append(f"the period {_period(narrow.period)}")
    return f"Without {listed(left)}"


def _period(period: Period) -> str:
    return f"“{period.words}”" if period.words else period_words(period)
