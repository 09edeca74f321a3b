"""The same release under several ids, or crawled several times: told by its words."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from index.records import PassageKind, Release

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
    groups: dict[str, list[Release]] = defaultdict(list)
    for release in releases:
        groups[body_digest(release)].append(release)
    return {release.id: min(group, key=_order).id for group in groups.values() for release in group}


def _order(release: Release) -> tuple[bool, date, str, int, str]:
    day = release.released.first if release.released else date.max
    return release.board != PREFERRED, day, release.board, release.seq, release.id
