"""Dates, acts and statuses in words; the same in the app, the command line and the documents."""

from datetime import date

from assistant.records import Period, Status
from index.records import Act, DateSpan, Meeting, Precision, Provenance, Release

STATUS_WORDS = {
    Status.ANSWERED: "Answered",
    Status.PARTLY_ANSWERED: "Partly answered",
    Status.NOT_IN_ARCHIVE: "Not in the archive",
    Status.OUTSIDE_PERIOD: "Outside the period",
    Status.UNCLEAR: "Unclear",
    Status.PREMISE_CONTRADICTED: "The archive says otherwise",
    Status.ABOUT: "About this archive",
    Status.INDEX_EMPTY: "The archive is empty",
    Status.MODEL_FAILED: "No answer could be made",
}
QUARTERS = ("first", "second", "third", "fourth")
NUMBER_WORDS = dict(
    enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)
)
AT_LEAST = "at least "
"""What a count of meetings begins with that rests on the ordinal of the last one."""
DISCLAIMER = "Communiqué is no service of the ministry. It quotes press releases; check the official page before you rely on one."


def one_day(day: date) -> str:
    """A day as "30 March 2021"."""
    return f"{day.day} {day:%B} {day.year}"


def span_words(span: DateSpan) -> str:
    """A date in words, as exact as it is known."""
    if span.precision is Precision.YEAR:
        return str(span.first.year)
    if span.precision is Precision.QUARTER:
        return f"{QUARTERS[(span.first.month - 1) // 3]} quarter of {span.first.year}"
    if span.precision is Precision.MONTH:
        return f"{span.first:%B} {span.first.year}"
    if span.first == span.last:
        return one_day(span.first)
    return f"{one_day(span.first)} to {one_day(span.last)}"


def day_words(span: DateSpan) -> str:
    """A date in words, said to be inferred when it is, or only its year where the day is printed."""
    words = span_words(span)
    if span.provenance is Provenance.INFERRED:
        return f"{words} ({'year ' if span.passage else ''}inferred)"
    return f"{words} (set by hand)" if span.provenance is Provenance.CURATED else words


def provenance_words(span: DateSpan | None) -> str:
    """A date in words with its provenance, always said."""
    if span is None:
        return "unknown"
    stated = span.provenance is Provenance.STATED
    return f"{span_words(span)} (stated)" if stated else day_words(span)


def meeting_words(meeting: Meeting) -> str:
    """A meeting as its release names it, with how and where it was held as far as that is told."""
    return " · ".join(
        part for part in (" ".join(meeting.name.split()), meeting.format, meeting.place) if part
    )


def period_words(period: Period) -> str:
    """The asked period in words."""
    if period.first.year <= 1900:
        return f"up to {one_day(period.last)}"
    if period.last.year >= 2199:
        return f"since {one_day(period.first)}"
    if period.first == period.last:
        return one_day(period.first)
    return f"{one_day(period.first)} to {one_day(period.last)}"


def event_words(release: Release, when: DateSpan | None) -> str:
    """The lead-in of a quotation: date and meeting, both as the release gives them.

    A date that is not the release's own event is said to be recalled.
    """
    name = (
        " ".join(release.meeting.name.split())
        if release.meeting
        else " ".join(release.title.split())
    )
    if when is None:
        return f"Undated · {name}"
    if release.event and when != release.event:
        told = release.released or release.event
        return f"{day_words(when)}, as recalled in “{' '.join(release.title.split())}” ({day_words(told)})"
    prefix = "" if release.event else "released "
    return f"{prefix}{day_words(when)} · {name}"


def act_words(act: Act | None, is_view: bool) -> str:
    """How far a statement goes, in words."""
    if act is None:
        return ""
    return "agreed, as a view" if act is Act.AGREED and is_view else str(act)
