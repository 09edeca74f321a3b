"""The same release under several ids, or crawled several times: told by its words."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from index.read import read_release
from index.records import Page, PassageKind, Provenance, Release

PREFERRED = "m_5676"
"""The board of press releases: other boards post its releases again (archive-formats.md)."""
ENOUGH = 20
"""A body of fewer words ("See the attached file.") is only taken for the same under one title."""


def body_digest(release: Release) -> str:
    """SHA-256 of the body's letters and digits, printed numbers and signs among them.

    White space, punctuation, quote marks and everything around the body make no difference, so the
    same release is known again as a page, as a feed item and on another host.
    """
    spans = [one for one in release.passages if one.kind is not PassageKind.HEAD]
    marks = [one for one in release.remainders if one.name == "mark"]
    places = [(one.start, one.end) for one in spans] + [(one.start, one.end) for one in marks]
    words = "".join(release.text[start:end] for start, end in sorted(places))
    letters = re.sub(r"[\W_]+", "", words).casefold()
    few = sum(len(release.text_of(one).split()) for one in spans) < ENOUGH
    title = re.sub(r"[\W_]+", "", release.title).casefold() if few else ""
    return hashlib.sha256(f"{letters}\n{title}".encode()).hexdigest()


def is_same(old: Release, new: Release) -> bool:
    """True when a page read again tells nothing new: same words, title and date.

    A reading into more passages is new: it was read off a better copy (a page after a feed item).
    """
    return (
        body_digest(old) == body_digest(new)
        and len(new.passages) <= len(old.passages)
        and _title(new) in ("", _title(old))
        and (new.released is None or new.released == old.released or _same_day(old, new))
    )


def _title(release: Release) -> str:
    printed = any(passage.kind is PassageKind.HEAD for passage in release.passages)
    return " ".join(release.title.split()) if printed else ""


def _same_day(old: Release, new: Release) -> bool:
    return bool(old.released and new.released and old.released.first == new.released.first)


def shown_ids(releases: Iterable[Release]) -> dict[str, str]:
    """The id that is shown for each id: one of all that have the same body.

    A press release's own board goes first, then the earliest dated page, then the smallest id.
    """
    return {
        release.id: min(group, key=_order).id for group in _groups(releases) for release in group
    }


def dated_by_cross_posts(releases: Iterable[Release]) -> list[Release]:
    """The releases; an undated one whose body another page posts with a date takes that date."""
    dated = []
    for group in _groups(releases):
        first = min((one for one in group if one.released), key=_order, default=None)
        dated += [one if one.released or first is None else _dated_by(one, first) for one in group]
    return sorted(dated, key=lambda release: release.id)


def _dated_by(release: Release, other: Release) -> Release:
    """An undated release read with the day of its cross-post as its own, which is inferred."""
    assert other.released
    evidence = f"{other.id} has the same text and is dated {other.released.first}"
    day = replace(other.released, provenance=Provenance.INFERRED, evidence=evidence, passage="")
    page = page_of(release)
    read = read_release(replace(page, curated=replace(page.curated, released=day)))
    event = read.event
    if event and event.provenance is Provenance.STATED and release.event is None:
        words = f"“{event.evidence}” is printed; the year follows: {evidence}"
        event = replace(event, provenance=Provenance.INFERRED, evidence=words)
    return replace(read, event=event, curated=release.curated)


def page_of(release: Release, source: str = "", origin: str = "") -> Page:
    """The page that a release was read from."""
    return Page(
        source=source,
        text=release.text,
        id=release.id,
        board=release.board,
        seq=release.seq,
        address=release.address,
        licence=release.licence,
        origin=origin,
        curated=release.curated,
    )


def _groups(releases: Iterable[Release]) -> list[list[Release]]:
    groups: dict[str, list[Release]] = defaultdict(list)
    for release in releases:
        groups[body_digest(release)].append(release)
    return list(groups.values())


def _order(release: Release) -> tuple[bool, date, str, int, str]:
    day = release.released.first if release.released else date.max
    return release.board != PREFERRED, day, release.board, release.seq, release.id
