"""HTML of the plain pages that lead to releases: the list by date, and what was not found."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import urlencode

from markupsafe import Markup
from rapidfuzz import fuzz, process

from assistant.web.page_html import framed
from assistant.web.permalink import PAGES, permalink
from assistant.web.source import joined, words
from assistant.wording import provenance_words
from index.records import DateSpan, Release

LISTED = 200
"""Releases on one page of the list."""
NEAREST = 5
"""Ids that are offered for one that is not known."""
LIKENESS = 60.0
"""rapidfuzz ratio, 0 to 100, from which an id is near to an unknown one."""
COMPARED = 200
"""Characters of an unknown id that are compared and shown."""
UNDATED = "undated"


@dataclass(frozen=True)
class Wanted:
    """What of the list is wanted: a board and a year, all where empty, and the page from 1."""

    board: str = ""
    year: str = ""
    page: int = 1


def list_page(releases: Sequence[Release], wanted: Wanted, base: str) -> str:
    """The releases of a board and a year by date, newest first, undated ones last."""
    fitting = by_date(releases, wanted.board, wanted.year)
    first = (wanted.page - 1) * LISTED
    shown = fitting[first : first + LISTED]
    body = Markup("<h1>Releases</h1><p>{}</p>{}{}{}{}").format(
        _count(len(fitting), first, len(shown)),
        _choices("Years", "year", _years(releases), wanted, base),
        _choices("Boards", "board", (one.board for one in releases if one.board), wanted, base),
        _by_year(shown, base),
        _steps(len(fitting), wanted, base),
    )
    return framed("Releases", body, base)


def by_date(releases: Iterable[Release], board: str = "", year: str = "") -> list[Release]:
    """The releases of a board and a year, the last released first, undated ones last."""
    fitting = [one for one in releases if board in ("", one.board) and year in ("", year_of(one))]
    return sorted(fitting, key=_newest, reverse=True)


def _years(releases: Iterable[Release]) -> list[str]:
    """The year of each release, the last first, undated ones last."""
    return sorted(map(year_of, releases), key=lambda year: (year != UNDATED, year), reverse=True)


def year_of(release: Release) -> str:
    """The year that a release is listed under."""
    when = _when(release)
    return str(when.last.year) if when else UNDATED


def _when(release: Release) -> DateSpan | None:
    return release.released or release.event


def _newest(release: Release) -> tuple[str, str]:
    when = _when(release)
    return (when.last.isoformat() if when else "", release.id)


def _count(fitting: int, first: int, shown: int) -> str:
    noun = "release" if fitting == 1 else "releases"
    if shown == fitting:
        return f"{fitting:,} {noun}"
    return (
        f"{fitting:,} {noun}, of these {first + 1:,} to {first + shown:,}" if shown else "None here"
    )


def _choices(label: str, key: str, values: Iterable[str], wanted: Wanted, base: str) -> Markup:
    """Links that limit the list to one value each, and to none."""
    chosen = getattr(wanted, key)
    items = [_choice("all", replace(wanted, page=1, **{key: ""}), not chosen, base)]
    for value, count in Counter(values).items():
        limited = replace(wanted, page=1, **{key: value})
        items.append(_choice(f"{value} ({count:,})", limited, value == chosen, base))
    return Markup('<nav class="choices" aria-label="{}"><p>{}</p><ul>{}</ul></nav>').format(
        label, label, joined(items)
    )


def _choice(told: str, wanted: Wanted, is_chosen: bool, base: str) -> Markup:
    current = Markup(' aria-current="true"') if is_chosen else ""
    return Markup('<li><a href="{}"{}>{}</a></li>').format(_address(wanted, base), current, told)


def _address(wanted: Wanted, base: str) -> str:
    given = {"board": wanted.board, "year": wanted.year, "page": wanted.page}
    query = urlencode({key: value for key, value in given.items() if value not in ("", 1)})
    return f"{base}{PAGES}/" + (f"?{query}" if query else "")


def _by_year(releases: Sequence[Release], base: str) -> Markup:
    years = []
    for year, listed in groupby(releases, key=year_of):
        heading = "No date known" if year == UNDATED else year
        years.append(Markup("<h2>{}</h2>{}").format(heading, _links(listed, base)))
    return joined(years, "\n")


def _links(releases: Iterable[Release], base: str) -> Markup:
    items = []
    for one in releases:
        when = _when(one)
        told = "released" if one.released else "took place"
        day = f"{told} {provenance_words(when)} · " if when else ""
        items.append(
            Markup('<li><a href="{}" lang="{}">{}</a><span>{}<code>{}</code></span></li>').format(
                base + permalink(one.id), one.language, words(one.title), day, one.id
            )
        )
    return Markup('<ul class="releases">{}</ul>').format(joined(items, "\n"))


def _steps(count: int, wanted: Wanted, base: str) -> Markup:
    """Links to the page before and the one after."""
    steps = []
    if wanted.page > 1:
        steps.append(("prev", "Newer releases", replace(wanted, page=wanted.page - 1)))
    if wanted.page * LISTED < count:
        steps.append(("next", "Older releases", replace(wanted, page=wanted.page + 1)))
    if not steps:
        return Markup("")
    links = [
        Markup('<a rel="{}" href="{}">{}</a>').format(rel, _address(to, base), told)
        for rel, told, to in steps
    ]
    return Markup('<nav class="steps" aria-label="Pages">{}</nav>').format(joined(links))


def nearest(id: str, known: Iterable[str]) -> list[str]:
    """The known ids that are nearest to an unknown one, best first."""
    found = process.extract(
        id[:COMPARED], list(known), scorer=fuzz.ratio, score_cutoff=LIKENESS, limit=NEAREST
    )
    return [one for one, _, _ in found]


def not_found_page(id: str, near: Sequence[Release], removed: Sequence[str], base: str) -> str:
    """What is said where nothing has this id: the versions of what was removed, and near ids."""
    kept = [
        Markup('<li><a href="{}">{}</a></li>').format(base + permalink(one), one) for one in removed
    ]
    body = Markup(
        "<h1>No such release</h1><p>Nothing in the archive has the id “{}”.</p>{}{}"
    ).format(
        words(id[:COMPARED]),
        Markup("<h2>It was removed; its text is kept</h2><ul>{}</ul>").format(joined(kept))
        if kept
        else "",
        Markup("<h2>Nearest ids</h2>{}").format(_links(near, base)) if near else "",
    )
    return framed("No such release", body, base)


def failed_page(title: str, told: str, base: str) -> str:
    """What is said where a page cannot be made."""
    body = Markup("<h1>{}</h1><p>{}</p>").format(title, words(told))
    return framed(title, body, base)
