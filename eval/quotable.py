"""What releases let an answer show: the texts under each id, titles, meetings and days."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from eval.pages import read_folder
from index.records import DateSpan, Release

BEGINNING = 90
"""Characters of a passage that a list shows: with its id they fill a line of a wide terminal."""


class Quotable:
    """The paragraphs and passages of some releases by id."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Read the releases in files and folders; no index is built.

        Raises:
            CommuniqueError: a path cannot be read.
        """
        self.releases = read_folder(*paths)
        self._texts: dict[str, str] = {}
        for release in self.releases.values():
            for passage in release.passages:
                text = release.text_of(passage)
                whole = self._texts.get(passage.paragraph, "")
                self._texts[passage.paragraph] = f"{whole}\n{text}".strip()
                # the head is its own paragraph
                self._texts[passage.id] = text

    def __contains__(self, id: str) -> bool:
        return id in self._texts

    def text(self, id: str) -> str:
        """The text of a passage, or of a paragraph with all under it."""
        return self._texts[id]

    def shown(self, ids: Iterable[str]) -> str:
        """All that an answer may show where it cites these: the whole paragraphs, and the heads.

        A head is what stands over quotations: the release's title, its meeting and its days.
        """
        paragraphs = dict.fromkeys(self._paragraph(id) for id in ids)
        releases = dict.fromkeys(id.partition("#")[0] for id in paragraphs)
        return "\n".join(
            [*map(self.text, paragraphs), *(_head(self.releases[id]) for id in releases)]
        )

    def nearest(self, id: str) -> list[str]:
        """Up to three ids that are written like one that is not there, the nearest first."""
        release, _, _ = id.partition("#")
        if release not in self.releases:
            near = get_close_matches(release, self.releases, 3, 0.8)
            moved = [f"{one}{id.removeprefix(release)}" for one in near]
            return [one for one in moved if one in self] or near
        own = [one for one in self._texts if one.startswith(f"{release}#")]
        return get_close_matches(id, own, 3)

    def _paragraph(self, id: str) -> str:
        release, _, place = id.partition("#")
        return f"{release}#{place.partition('.')[0]}" if place != "head" else id


def listed(releases: Iterable[Release]) -> Iterator[str]:
    """For each release a line with its days, then a line for each passage: id and beginning."""
    for release in releases:
        yield f"{release.id} · {release.title or '(no title)'} · {_days_told(release)}"
        for passage in release.passages:
            text = " ".join(release.text_of(passage).split())
            more = "…" if len(text) > BEGINNING else ""
            yield f"  {passage.id}  {text[:BEGINNING]}{more}"
        yield ""


def _days_told(release: Release) -> str:
    told = [f"released {release.released.first}"] if release.released else []
    if release.event:
        first, last = release.event.first, release.event.last
        told.append(f"event {first}" if first == last else f"event {first} to {last}")
    return ", ".join(told) or "no date"


def _head(release: Release) -> str:
    meeting = release.meeting.name if release.meeting else ""
    return "\n".join([release.title, meeting, *map(_ends, (release.released, release.event))])


def _ends(span: DateSpan | None) -> str:
    return f"{span.first} {span.last}" if span else ""
