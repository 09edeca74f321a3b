"""The address of a release, paragraph or passage in the web app; it is the id itself."""

import re
from urllib.parse import quote

from index.records import Release

PAGES = "/r"
"""Where the plain pages stand below the web app's address."""
STRETCH = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")
Stretch = tuple[int, int]
"""Code points `[start, end)` of a release's stored text."""


def permalink(id: str, cited: Stretch | None = None) -> str:
    """The path of what an id names, such as `/r/m_5676-1#3.2`.

    Args:
        cited: quoted words, which the page marks then.
    """
    release, _, place = id.partition("#")
    query = f"?cite={cited[0]}-{cited[1]}" if cited else ""
    return f"{PAGES}/{quote(release, safe='@')}{query}" + (f"#{quote(place)}" if place else "")


def read_stretch(typed: str, release: Release) -> Stretch | None:
    """The stretch that `START-END` names, None where it is none or quotes no passage."""
    match = STRETCH.fullmatch(typed)
    if match is None:
        return None
    start, end = int(match[1]), int(match[2])
    quotes = any(start < one.end and one.start < end for one in release.passages)
    return (start, end) if start < end <= len(release.text) and quotes else None
