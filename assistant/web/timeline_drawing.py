"""The drawing of an archive's meetings over time, as inline SVG, and the same as a table.

No script stands in it and no colour: colours come from the page's style. What comes from a release
passes through `words` or is escaped by Markup.
"""

from collections.abc import Sequence

from markupsafe import Markup

from assistant.web.archive_list import agreements_words, linked
from assistant.web.permalink import permalink
from assistant.web.source import dated, joined, words
from assistant.web.timeline_marks import (
    LABEL,
    MARKS,
    OTHERS,
    SLOT,
    Drawing,
    Event,
    Kind,
    Mark,
    Row,
    drawing_of,
    series_of,
)
from assistant.wording import provenance_words
from index.records import Provenance, Release

SMALLEST, LARGEST = 5, 10
"""Pixels from a mark's middle to its edge: without an agreement, and with five or more."""
KIND_WORDS = {
    Kind.HELD: "meeting held",
    Kind.ANNOUNCED: "meeting announced",
    Kind.OTHER: "no meeting named",
}


def timeline_html(releases: Sequence[Release]) -> Markup:
    """The drawing of these releases with its key and its table; empty where there are none."""
    if not releases:
        return Markup("")
    drawing = drawing_of(releases)
    body = _frame(drawing) if drawing.rows else Markup("")
    return Markup(
        '<section class="timeline" aria-labelledby="timeline"><h3 id="timeline">Timeline</h3>'
        '<p class="quiet">{}</p>{}</section>'
    ).format(_told(drawing, len(releases)), body)


def _told(drawing: Drawing, held: int) -> str:
    """What is drawn, and what is not."""
    drawn = held - drawing.undated - drawing.left_out
    noun = "release" if drawn == 1 else "releases"
    parts = [
        f"{drawn:,} {noun} by the day of what they tell of; without one, by the day of release."
    ]
    if drawing.left_out:
        parts.append(
            f"These are the newest {MARKS:,}; choose a year or a meeting to see the {drawing.left_out:,} others."
        )
    if drawing.undated:
        are = "is" if drawing.undated == 1 else "are"
        parts.append(f"{drawing.undated:,} without any date {are} not drawn.")
    return " ".join(parts)


def _frame(drawing: Drawing) -> Markup:
    rows = joined(list(map(_row, drawing.rows)), "\n")
    return Markup(
        '{}<a class="skip" href="#found">Skip the drawing</a>'
        '<div class="frame" role="group" tabindex="0" aria-label="Drawing, scrolls sideways">'
        '<div class="sheet" style="min-width: {}px">{}{}</div></div>{}'
    ).format(_key(), drawing.width, _scale(drawing), rows, _table(drawing))


def _key() -> Markup:
    """What the shapes mean."""
    shapes = [
        (_shape(Kind.HELD, 6, False), "held"),
        (_shape(Kind.ANNOUNCED, 6, False), "announced"),
        (_shape(Kind.OTHER, 6, False), "no meeting named"),
        (_shape(Kind.HELD, 6, True), "date inferred"),
        (_shape(Kind.HELD, LARGEST, False), "larger: more agreements"),
    ]
    items = [
        Markup(
            '<li><svg width="22" height="22" aria-hidden="true"><svg x="11" y="11" overflow="visible">'
            "{}</svg></svg>{}</li>"
        ).format(shape, told)
        for shape, told in shapes
    ]
    return Markup('<ul class="key" aria-label="Key">{}</ul>').format(joined(items))


def _scale(drawing: Drawing) -> Markup:
    """The labels over all rows, each with a line down to the last one."""
    labels, lines = [], []
    for place, label in drawing.ticks:
        near = LABEL / 2 / drawing.width
        anchor = "start" if place < near else "end" if place > 1 - near else "middle"
        labels.append(
            Markup('<text x="{}" y="14" text-anchor="{}">{}</text>').format(
                _percent(place), anchor, label
            )
        )
        lines.append(
            Markup('<line class="tick" x1="{0}" x2="{0}" y1="20" y2="100%"/>').format(
                _percent(place)
            )
        )
    return Markup(
        '<svg class="scale" width="100%" height="100%" aria-hidden="true">{}{}</svg>'
    ).format(joined(lines), joined(labels))


def _row(row: Row) -> Markup:
    height = row.lanes * SLOT + 4
    marks = [_mark(mark) for mark in row.marks]
    name = words(row.name) if row.name != OTHERS else Markup("<em>{}</em>").format(row.name)
    return Markup(
        '<p class="series">{} <span class="count">{:,}</span></p>'
        '<svg class="row" width="100%" height="{}" role="group" aria-label="{}">{}</svg>'
    ).format(name, len(marks), height, row.name, joined(marks, "\n"))


def _mark(mark: Mark) -> Markup:
    """A link that opens the release, in the shape of what it tells of."""
    event = mark.event
    y = mark.lane * SLOT + SLOT // 2 + 2
    span = Markup("")
    if mark.ends:
        span = Markup('<line class="span" x1="{}" x2="{}" y1="{}" y2="{}"/>').format(
            *map(_percent, mark.ends), y, y
        )
    told = _name(event)
    radius = min(SMALLEST + event.agreements, LARGEST)
    return Markup(
        '{}<a class="event" href="{}" data-release="{}" aria-label="{}"><svg x="{}" y="{}" '
        'overflow="visible"><title>{}</title><circle class="touch" r="{}"/>{}</svg></a>'
    ).format(
        span,
        permalink(event.release.id).lstrip("/"),
        event.release.id,
        told,
        _percent(mark.place),
        y,
        told,
        SLOT // 2,
        _shape(event.kind, radius, event.when.provenance is Provenance.INFERRED),
    )


def _name(event: Event) -> str:
    """What a mark is called: its date with provenance, its title, its kind, its agreements."""
    title = " ".join(event.release.title.split())
    basis = "" if event.release.event else "released "
    kind, count = KIND_WORDS[event.kind], agreements_words(event.agreements)
    return f"{basis}{provenance_words(event.when)}: {title} ({kind}, {count})"


def _shape(kind: Kind, radius: float, inferred: bool) -> Markup:
    """A disc for what was held, a diamond for what was announced, else a square."""
    names = f"shape {kind.name.lower()}{' inferred' if inferred else ''}"
    if kind is Kind.HELD:
        return Markup('<circle class="{}" r="{}"/>').format(names, radius)
    if kind is Kind.ANNOUNCED:
        far = round(radius * 1.25, 1)
        return Markup('<path class="{}" d="M0 -{f}L{f} 0L0 {f}L-{f} 0Z"/>').format(names, f=far)
    side = round(radius * 1.6, 1)
    return Markup('<rect class="{}" x="-{h}" y="-{h}" width="{s}" height="{s}"/>').format(
        names, h=side / 2, s=side
    )


def _percent(place: float) -> str:
    return f"{place * 100:.2f}%"


def _table(drawing: Drawing) -> Markup:
    """What the drawing shows, row by row."""
    rows = [
        Markup("<tr><td>{}{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>").format(
            "" if mark.event.release.event else "released ",
            dated(mark.event.when),
            words(series_of(mark.event.release)) or "none",
            KIND_WORDS[mark.event.kind],
            mark.event.agreements,
            linked(mark.event.release),
        )
        for row in drawing.rows
        for mark in row.marks
    ]
    heads = ("Date", "Series", "What", "Agreements", "Release")
    return Markup(
        '<details class="as-table"><summary>The drawing as a table</summary>'
        '<div class="frame" role="group" tabindex="0" aria-label="Table, scrolls sideways">'
        "<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div></details>"
    ).format(
        joined([Markup('<th scope="col">{}</th>').format(head) for head in heads]),
        joined(rows, "\n"),
    )
