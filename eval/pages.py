"""How well pages are read into releases, held against gold readings that people wrote."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from pathlib import Path

from eval.read import Count, folded_name
from eval.run import ROOT
from index.describe import describe_archive
from index.errors import CommuniqueError, NotARelease
from index.read import read_release
from index.records import DateSpan, Meeting, Release
from index.sources import Refusal, pages_in, source_files

PAGE_SETS = tuple(ROOT / "eval" / "sets" / name for name in ("pages_dev", "pages_set_aside"))
Line = Mapping[str, object]
"""A line of gold.jsonl: one document that a page holds. A field that is not there is not scored."""


class BadPages(CommuniqueError):
    """A folder that is no set of pages with gold readings."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"{folder} is no set of pages: {reason}.")


@dataclass(frozen=True)
class PageFigures:
    """The measures of a set of pages.

    `lists` count the items of fields with several values: right are those on both sides. `marks`
    hold, for each field with one value, a mark for every page that it is scored on. `covered` is
    the share of characters, white space left out, that stand in exactly one passage or remainder.
    """

    pages: int
    lists: Mapping[str, Count]
    marks: Mapping[str, Sequence[bool]]
    covered: float | None


def is_page_set(path: Path) -> bool:
    """True for a folder with pages and their gold readings."""
    return (path / "gold.jsonl").is_file() and (path / "pages").is_dir()


def measure_pages(folder: Path) -> PageFigures:
    """The measures of a folder with `pages/` and `gold.jsonl`, read by the product's own reader.

    Raises:
        BadPages: the folder is no such set, or its gold cannot be read.
    """
    gold, pages = folder / "gold.jsonl", folder / "pages"
    if not is_page_set(folder):
        raise BadPages(folder, "it needs gold.jsonl and a folder pages/")
    try:
        lines = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line]
    except ValueError as error:
        raise BadPages(folder, f"gold.jsonl: {error}") from error
    return page_measures(lines, read_folder(pages))


def read_folder(*paths: Path) -> dict[str, Release]:
    """Every page of folders and files as the whole is described, by id; refused ones left out."""
    readings: dict[str, Release] = {}
    for file in source_files(paths):
        for item in pages_in(file):
            with suppress(NotARelease):
                if not isinstance(item, Refusal):
                    readings.setdefault(item.id, read_release(item))
    shown, _ = describe_archive(readings.values())
    return {release.id: release for release in shown}


def page_measures(gold: Iterable[Line], releases: Mapping[str, Release]) -> PageFigures:
    """The measures of the releases read from a set of pages.

    Args:
        gold: the lines of its gold.jsonl.
        releases: what was read, by release id, without the pages that were refused.
    """
    lines = list(gold)
    lists = {name: Count() for name in LISTS}
    marks: dict[str, list[bool]] = {name: [] for name in ("refused", *VALUES, "duplicate")}
    seen: list[Release] = []
    for line in lines:
        release = releases.get(str(line["id"]))
        taken = release is not None or _is_shown_elsewhere(line, releases)
        marks["refused"].append(taken is not bool(line["refused"]))
        if line["refused"]:
            continue
        if "duplicate_of" in line:
            marks["duplicate"].append(_is_known_twin(line, releases))
        if release is None:
            if not line.get("duplicate_of"):
                _count_missing(line, lists, marks)
            continue
        seen.append(release)
        for name, items in LISTS.items():
            if name in line:
                _add(lists[name], _items(line[name]), items(release))
        for name, fits in VALUES.items():
            if name in line:
                marks[name].append(fits(line[name], release))
    return PageFigures(len(lines), lists, marks, covered(seen))


def _count_missing(line: Line, lists: Mapping[str, Count], marks: Mapping[str, list[bool]]) -> None:
    """A page that was wrongly refused has all of its fields wrong."""
    for name in LISTS:
        if name in line:
            lists[name].gold += len(_items(line[name]))
    for name in VALUES:
        if name in line:
            marks[name].append(False)


def _add(count: Count, gold: set[tuple[str, ...]], read: set[tuple[str, ...]]) -> None:
    count.gold += len(gold)
    count.read += len(read)
    count.right += len(gold & read)


def _items(value: object) -> set[tuple[str, ...]]:
    """The items of a gold list, each as a tuple of folded texts."""
    assert isinstance(value, list)
    return {
        tuple(_folded(part) for part in (item if isinstance(item, list) else [item]))
        for item in value
    }


def _folded(value: object) -> str:
    return " ".join(str(value).split())


def _passages(release: Release) -> set[tuple[str, ...]]:
    return {(one.id.partition("#")[2], _folded(release.text_of(one))) for one in release.passages}


LISTS: Mapping[str, Callable[[Release], set[tuple[str, ...]]]] = {
    "passages": _passages,
    "countries": lambda release: {(one,) for one in release.countries},
    "people": lambda release: {(_folded(one.name), _folded(one.office)) for one in release.people},
    "acronyms": lambda release: {
        (_folded(one.short), _folded(one.long)) for one in release.acronyms
    },
    "mentioned": lambda release: {
        (one.first.isoformat(), one.last.isoformat()) for one in release.mentioned
    },
}
"""Fields with several values: what was read of each, comparable to the gold items."""


def _same_span(gold: object, read: DateSpan | None) -> bool:
    """True when both ends and the provenance are the same; a date that is unknown has no ends."""
    if not isinstance(gold, Mapping) or not gold.get("from"):
        return read is None or read.provenance == "unknown"
    ends = (date.fromisoformat(str(gold["from"])), date.fromisoformat(str(gold["to"])))
    same = read is not None and (read.first, read.last) == ends
    return same and read is not None and read.provenance == gold.get("provenance")


def _same_meeting(gold: object, read: Meeting | None) -> bool:
    """True when name (an ordinal before it or not), ordinal, format and place are the same."""
    if not isinstance(gold, Mapping):
        return read is None
    if read is None:
        return False
    name = folded_name(str(gold.get("name")))
    names = {folded_name(read.name), folded_name(read.series)}
    named = name in names or folded_name(read.name).endswith(f" {name}")
    wanted = tuple(gold.get(part) for part in ("ordinal", "format", "place"))
    return named and wanted == (read.ordinal, str(read.format), read.place)


VALUES: Mapping[str, Callable[[object, Release], bool]] = {
    "language_of_page": lambda gold, release: release.language == gold,
    "title": lambda gold, release: _folded(release.title) == _folded(gold),
    "released": lambda gold, release: _same_span(gold, release.released),
    "event": lambda gold, release: _same_span(gold, release.event),
    "announcement": lambda gold, release: release.announces is gold,
    "meeting": lambda gold, release: _same_meeting(gold, release.meeting),
}
"""Fields with one value: whether a release has it as the gold line does."""


def _is_known_twin(line: Line, releases: Mapping[str, Release]) -> bool:
    """True when a cross-post is noted at its release, and what is none is noted nowhere."""
    id, twin = str(line["id"]), line["duplicate_of"]
    if twin is None:
        return not any(id in other.also for other in releases.values())
    other = releases.get(str(twin))
    return other is not None and (id == twin or id in other.also)


def _is_shown_elsewhere(line: Line, releases: Mapping[str, Release]) -> bool:
    """True when a page was kept, and is shown under the id of its cross-post."""
    return any(line["id"] in other.also for other in releases.values())


def covered(releases: Iterable[Release]) -> float | None:
    """The share of characters in exactly one passage or remainder, white space left out."""
    once = whole = 0
    for release in releases:
        steps = [0] * (len(release.text) + 1)
        spans = [(one.start, one.end) for one in release.passages]
        spans += [(one.start, one.end) for one in release.remainders]
        for start, end in spans:
            steps[start] += 1
            steps[end] -= 1
        for sign, times in zip(release.text, accumulate(steps), strict=False):
            if not sign.isspace():
                whole += 1
                once += times == 1
    return once / whole if whole else None


def page_report(name: str, one: PageFigures) -> str:
    """The figures of a set of pages, in lines of at most 100 characters."""
    lines = [
        f"{name}: {one.pages} pages",
        f"  {'field':18}{'gold':>7}{'read':>7}{'right':>7}{'precision':>11}{'recall':>8}{'F1':>7}",
    ]
    for field, count in one.lists.items():
        shares = f"{_share(count.precision):>11}{_share(count.recall):>8}{_share(count.f1):>7}"
        lines.append(f"  {field:18}{count.gold:7}{count.read:7}{count.right:7}{shares}")
    for field, marks in one.marks.items():
        right = sum(marks)
        share = _share(right / len(marks) if marks else None)
        lines.append(f"  {field + ' right':24}{share:>7}  {right} of {len(marks)}")
    lines.append(f"  {'characters in one place':24}{_share(one.covered):>7}")
    return "\n".join(lines)


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
