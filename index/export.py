"""An archive as JSON lines that `index add` reads back."""

from collections.abc import Iterator
from typing import Any

from index.records import Curated, DateSpan, Precision, Release
from index.store import Archive

WRITTEN = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}
"""How many characters of `2020-11-19` a curated date of this precision has."""


def exported(archive: Archive) -> Iterator[dict[str, Any]]:
    """One object for every page that readers see, cross-posts included, by id.

    `id`, `board`, `seq`, `address`, `licence`, `text` and `curated` give the page back as it is;
    `reading` tells what was read from it, for other programs.
    """
    for page in archive.published_pages():
        release = page.release
        yield {
            "id": release.id,
            "board": release.board,
            "seq": release.seq,
            "address": release.address,
            "licence": release.licence,
            "source": page.source,
            "text": release.text,
            "curated": curated_values(release.curated),
            "reading": reading_values(release),
        }


def curated_values(curated: Curated) -> dict[str, str]:
    """The curated fields that are set, dates as they are written in a catalogue."""
    values = {"meeting": curated.meeting}
    for name, span in (("released", curated.released), ("event", curated.event)):
        if span:
            length = WRITTEN.get(span.precision)
            one, other = span.first.isoformat(), span.last.isoformat()
            values[name] = one[:length] if length else f"{one}/{other}"
    return {name: value for name, value in values.items() if value}


def reading_values(release: Release) -> dict[str, Any]:
    """What was read from a release: head, dates, meeting, names, passages, statements."""
    meeting = release.meeting
    return {
        "title": release.title,
        "section": release.section,
        "language": release.language,
        "digest": release.digest,
        "released": evidenced(release.released),
        "event": evidenced(release.event),
        "announces": release.announces,
        "meeting": meeting
        and {
            "name": meeting.name,
            "series": meeting.series,
            "ordinal": meeting.ordinal,
            "format": meeting.format,
            "place": meeting.place,
        },
        "countries": release.countries,
        "organisations": release.organisations,
        "people": [{"name": one.name, "office": one.office} for one in release.people],
        "acronyms": {one.short: one.long for one in release.acronyms},
        "also": release.also,
        "passages": [
            {"id": one.id, "kind": one.kind, "sign": one.sign, "text": release.text_of(one)}
            for one in release.passages
        ],
        "statements": [
            {
                "passage": one.passage,
                "text": release.text[one.start : one.end],
                "actor": one.actor,
                "act": one.act,
                "verb": one.verb,
                "object": one.object,
                "negated": one.negated,
                "modality": one.modality,
                "event": evidenced(one.event) if one.event else None,
            }
            for one in release.statements
        ],
    }


def evidenced(span: DateSpan | None) -> dict[str, str | None]:
    """A date as `date_values` gives it, with the words or the reason it was read from."""
    return date_values(span) | {"evidence": span.evidence if span else ""}


def date_values(span: DateSpan | None) -> dict[str, str | None]:
    """A date as `from`, `to`, `precision` and `provenance`; days are None when it is unknown."""
    if span is None:
        return {"from": None, "to": None, "precision": None, "provenance": "unknown"}
    return {
        "from": span.first.isoformat(),
        "to": span.last.isoformat(),
        "precision": str(span.precision),
        "provenance": str(span.provenance),
    }
