"""What an earlier answer quotes, held against the archive as it is now.

The index may have been built anew since the answer was given. A quotation is then looked up in the
version of its release that was quoted, which the archive keeps for citations.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.record_make import Circumstances
from assistant.records import Answer, Citation
from index.errors import QuotationGone, UnknownId
from index.records import Release
from index.store import Archive

CHANGED = "{} was changed since: a mark opens its text as it was quoted."
REMOVED = "{} was removed from the archive since: a mark opens its text as it was quoted."
GONE = "What is quoted from {} is not in this archive, so it could not be checked."
Place = Callable[[Citation], Citation]


class Stored:
    """The archive's releases by version, each read once however often it is quoted."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._releases: dict[str, Release | None] = {}
        self._published: dict[str, str] | None = None

    def release(self, id: str) -> Release | None:
        """A release, or a version of one (`R@<8 hex>`), None where there is none such."""
        if id not in self._releases:
            try:
                self._releases[id] = self._archive.release(id)
            except UnknownId:
                self._releases[id] = None
        return self._releases[id]

    def present(self, id: str) -> str:
        """The digest of a release as readers see it now, empty where it is not shown."""
        if self._published is None:
            self._published = self._archive.published()
        return self._published.get(id, "")


def quoted(
    citation: Citation, told: Circumstances | None, stored: Stored
) -> tuple[Release, Citation]:
    """The release that a citation quotes, in the version quoted, and the citation in its place.

    A page read anew may hold the same words further on; the citation is moved there.

    Args:
        told: what the answer was given under; without it only the present version is known.

    Raises:
        QuotationGone: the quoted words stand in no stored version that can be told.
    """
    digest = told.digests.get(citation.release, "") if told else ""
    versions = [f"{citation.release}@{digest[:8]}"] if digest else []
    for version in (*versions, citation.release):
        release = stored.release(version)
        found = _placed(citation, release) if release else None
        if release and found:
            return release, found
    raise QuotationGone(citation.release)


def _placed(citation: Citation, release: Release) -> Citation | None:
    """The citation where its words stand in its passage, None where they do not."""
    try:
        passage = release.passage(citation.id)
    except KeyError:
        return None
    inside = passage.start <= citation.start and citation.end <= passage.end
    if inside and release.text[citation.start : citation.end] == citation.quote:
        return citation
    at = release.text.find(citation.quote, passage.start, passage.end)
    if at < 0:
        return None
    by = at - citation.start
    marked = tuple((start + by, end + by) for start, end in citation.marked)
    return replace(citation, start=at, end=citation.end + by, marked=marked)


def in_place(
    citations: Sequence[Citation], told: Circumstances | None, stored: Stored
) -> list[Citation]:
    """The citations where their words stand now; one whose words are gone belongs to no release."""
    placed = []
    for citation in citations:
        try:
            placed.append(quoted(citation, told, stored)[1])
        except QuotationGone:
            placed.append(replace(citation, release=""))
    return placed


def checked(answer: Answer, told: Circumstances | None, stored: Stored) -> tuple[Answer, str]:
    """The answer with its citations where their words stand now, and what is to be said of them."""
    notes: dict[str, None] = {}

    def place(citation: Citation) -> Citation:
        try:
            release, found = quoted(citation, told, stored)
        except QuotationGone:
            notes[GONE.format(citation.release)] = None
            return citation
        if became := since(release, stored):
            notes[became] = None
        return found

    whole = _with_places(answer, place)
    if answer.wider:
        whole = replace(whole, wider=_with_places(answer.wider, place))
    return whole, " ".join(notes)


def _with_places(answer: Answer, place: Place) -> Answer:
    return replace(
        answer,
        citations=tuple(place(one) for one in answer.citations),
        closest=tuple(place(one) for one in answer.closest),
    )


def since(release: Release, stored: Stored) -> str:
    """What became of a quoted release since; empty where readers see this very version."""
    now = stored.present(release.id)
    if now == release.digest:
        return ""
    return (CHANGED if now else REMOVED).format(release.id)
