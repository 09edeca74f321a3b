"""A public set as an archive of the product: one passage of the set is one passage of the index."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from eval.bench import BenchPassage, BenchSet
from index.acronyms import find_acronyms
from index.build import is_current, publish
from index.countries import find_countries
from index.database import TEXT_VERSION
from index.embed import Embedder
from index.event import find_mentioned
from index.organisations import find_organisations
from index.people import find_people
from index.records import DateSpan, Passage, PassageKind, Precision, Provenance, Release
from index.store import Archive

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class BenchArchive:
    """The archive of a set, and which passage of the index stands for which of the set.

    `passages` has the set's id of each passage of the index, `releases` those of each pool.
    """

    data: Path
    passages: dict[str, str]
    releases: dict[str, tuple[str, ...]]


def bench_archive(
    bench: BenchSet, folder: Path, embedder: Embedder, progress: Progress
) -> BenchArchive:
    """The set, built as an archive in a folder of its own below `folder`, or found there.

    Passages of one document, pool and day are a release; each is a numbered paragraph of one
    passage. The set gives title, text and day; names, countries and printed dates are read by
    the product's rules. What was encoded before an interruption is kept.
    """
    releases, passages = _releases(bench)
    data = folder / f"{bench.name}-{_digest(bench.passages)}"
    data.mkdir(parents=True, exist_ok=True)
    if not is_current(data, embedder):
        described: list[Release] = []
        for release in releases:
            progress(f"{bench.name}, ours: describing", len(described), len(releases))
            described.append(_described(release))
        archive = Archive(data, writable=True)
        archive.keep((release, bench.name, "") for release in described)
        shown = {release.id: release.id for release in described}
        publish(archive, described, shown, embedder, progress, sentences=False)
    pools: dict[str, list[str]] = {}
    for (pool, _, _), group in _documents(bench.passages).items():
        pools.setdefault(pool, []).append(_release_id(bench, group))
    return BenchArchive(data, passages, {pool: tuple(ids) for pool, ids in pools.items()})


def _digest(passages: Iterable[BenchPassage]) -> str:
    """Changes with anything that the archive is built from."""
    digest = hashlib.sha256(str(TEXT_VERSION).encode())
    for passage in passages:
        digest.update(repr(passage).encode())
    return digest.hexdigest()[:12]


def _documents(
    passages: Sequence[BenchPassage],
) -> dict[tuple[str, str, date | None], list[BenchPassage]]:
    groups: dict[tuple[str, str, date | None], list[BenchPassage]] = {}
    for passage in passages:
        groups.setdefault((passage.pool, passage.doc, passage.day), []).append(passage)
    return groups


def _release_id(bench: BenchSet, group: Sequence[BenchPassage]) -> str:
    digest = hashlib.sha256(f"{group[0].pool} {group[0].id}".encode()).hexdigest()[:12]
    return f"bench-{digest}"


def _releases(bench: BenchSet) -> tuple[list[Release], dict[str, str]]:
    """The releases of a set, and the set's id of each of their passages."""
    releases, ids = [], {}
    for group in _documents(bench.passages).values():
        id, text, passages = _release_id(bench, group), "", []
        for number, one in enumerate(group, start=1):
            place = f"{id}#{number}"
            start = len(text)
            text += f"{one.text}\n\n"
            end = start + len(one.text)
            passages.append(
                Passage(*(f"{place}.0", place, str(number), 0, PassageKind.LEAD, "", 0, start, end))
            )
            ids[f"{place}.0"] = one.id
        releases.append(_release(id, group[0], text, tuple(passages)))
    return releases, ids


def _release(id: str, first: BenchPassage, text: str, passages: tuple[Passage, ...]) -> Release:
    day = first.day
    released = (
        DateSpan(day, day, Precision.DAY, Provenance.STATED, day.isoformat()) if day else None
    )
    return Release(
        id=id,
        board=first.source,
        seq=0,
        address="",
        licence="unknown",
        title=first.title,
        section="",
        text=text,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        passages=passages,
        remainders=(),
        released=released,
    )


def _described(release: Release) -> Release:
    """The release with the names and dates of its text; the day of the set is that of the event."""
    text, passages = release.text, release.passages
    anchor = release.released.first if release.released else None
    acronyms = find_acronyms(text, passages)
    return replace(
        release,
        mentioned=find_mentioned(text, passages, anchor, None),
        people=find_people(text, passages),
        countries=find_countries(text, passages),
        organisations=find_organisations(text, passages, acronyms),
        acronyms=acronyms,
    )
