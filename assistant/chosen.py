"""The filters that a user sets: typed values to filters of this archive, and filters to words."""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from rapidfuzz import fuzz, process

from assistant.wording import one_day
from index.countries import ALIASES, SHARED, name
from index.errors import BadFilter, BadSetting
from index.records import Act, Filters, Release
from index.store import Archive

NO_FILTERS = Filters()
FROM, TO = "The first day (--from)", "The last day (--to)"
DAYS = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
LIKENESS = 65.0
"""rapidfuzz ratio, 0 to 100, from which a known value is named as near to a wrong one."""
NAMED = 3
"""Values of one filter that are named in a sentence; of more, the number is said."""
Counted = list[tuple[str, int]]


def read_filters(
    archive: Archive,
    *,
    first: str | None = None,
    last: str | None = None,
    boards: Sequence[str] = (),
    countries: Sequence[str] = (),
    acts: Sequence[str] = (),
    meetings: Sequence[str] = (),
    releases: Sequence[str] = (),
) -> Filters:
    """The filters that typed values stand for; None and empty sequences do not limit.

    Args:
        first: a year, a month or a day (2021, 2021-03, 2021-03-30): its first day counts.
        last: likewise; its last day counts.
        countries: ISO 3166-1 alpha-2 codes or English names.
        meetings: a series' name or words of it, or an acronym that the archive explains.

    Raises:
        BadFilter: the archive has no such board, series or release; or no such country or act is
            known at all.
        BadSetting: a date of the wrong form, or a first day after the last one.
    """
    start = _day(FROM, first, last=False) if first is not None else None
    end = _day(TO, last, last=True) if last is not None else None
    if start and end and start > end:
        raise BadSetting(FROM, str(first), f"no later than {TO[0].lower()}{TO[1:]}, {last}")
    shown = archive.releases() if boards or meetings else []
    return Filters(
        first=start,
        last=end,
        releases=_each(releases, "release", archive.shown() if releases else {}),
        boards=_each(boards, "board", {one.board: one.board for one in shown if one.board}),
        countries=tuple(dict.fromkeys(_country(typed) for typed in countries)),
        acts=tuple(Act(value) for value in _each(acts, "act", {act: act for act in map(str, Act)})),
        series=tuple(dict.fromkeys(one for typed in meetings for one in _series(typed, shown))),
    )


def _day(flag: str, typed: str, last: bool) -> date:
    match = DAYS.fullmatch(typed.strip())
    try:
        if match is None:
            raise ValueError
        year, month = int(match[1]), int(match[2] or (12 if last else 1))
        day = int(match[3] or (monthrange(year, month)[1] if last else 1))
        return date(year, month, day)
    except ValueError as error:
        wanted = "a year, a month or a day, like 2021, 2021-03 or 2021-03-30"
        raise BadSetting(flag, typed, wanted) from error


def _each(typed: Iterable[str], kind: str, known: dict[str, str]) -> tuple[str, ...]:
    """What the typed values stand for; case and hyphens for spaces make no difference."""
    folded = {_folded(key): value for key, value in known.items()}
    found = []
    for value in typed:
        if _folded(value) not in folded:
            raise BadFilter(kind, value, _close(value, known))
        found.append(folded[_folded(value)])
    return tuple(dict.fromkeys(found))


def _folded(words: str) -> str:
    return " ".join(re.sub(r"[-_“”\"]", " ", words).casefold().split())


def _close(typed: str, known: Iterable[str], part: bool = False) -> list[str]:
    """The known values that are nearest to a typed one, or have a part that is."""
    choices = {value: _folded(value) for value in sorted(known)}
    scorer = fuzz.partial_ratio if part else fuzz.ratio
    found = process.extract(
        _folded(typed), choices, scorer=scorer, score_cutoff=LIKENESS, limit=NAMED
    )
    return [value for _, _, value in found]


def _country(typed: str) -> str:
    """The code of a country; of those that share a word, the one that it mostly means."""
    if typed.strip().upper() in ALIASES:
        return typed.strip().upper()
    wanted = _folded(typed)
    for code, words in ALIASES.items():
        if wanted and wanted == _folded(words[0]):
            return code
    for word, codes in SHARED.items():
        if wanted == _folded(word):
            return codes[0]
    for code, words in ALIASES.items():
        if wanted and wanted in map(_folded, words):
            return code
    near = _close(typed, (alias for words in ALIASES.values() for alias in words))
    codes = [code for word in near for code, words in ALIASES.items() if word in words]
    raise BadFilter("country", typed, [f"{name(code)} ({code})" for code in dict.fromkeys(codes)])


def _series(typed: str, releases: Sequence[Release]) -> list[str]:
    """The archive's series with this name, else all that have the words in it, as printed."""
    wanted = {_folded(typed)} - {""}
    for release in releases:
        wanted |= {
            _folded(one.long) for one in release.acronyms if _folded(one.short) == _folded(typed)
        }
    series = {one.meeting.series: one.meeting for one in releases if one.meeting}
    series.pop("", None)
    same = [one for one in series if _folded(one) in wanted]
    held = [one for one in series if any(_stands_in(words, one) for words in wanted)]
    if not (same or held):
        raise BadFilter("meeting", typed, _close(typed, series, part=True))
    return same or held


def _stands_in(words: str, series: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", _folded(series)) is not None


def values_of(releases: Sequence[Release]) -> dict[str, Counted]:
    """What can be filtered by, with the number of releases each: boards, countries, acts, series."""
    boards, countries, acts, series = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for release in releases:
        boards.update([release.board] if release.board else [])
        countries.update(f"{name(code)} ({code})" for code in release.countries)
        acts.update({str(one.act) for one in release.statements})
        if release.meeting and release.meeting.series:
            series[" ".join(release.meeting.series.split())] += 1
    kinds = {"board": boards, "country": countries, "act": acts, "meeting": series}
    return {
        kind: sorted(counter.items(), key=lambda entry: (-entry[1], entry[0]))
        for kind, counter in kinds.items()
    }


def filter_words(filters: Filters) -> tuple[str, ...]:
    """Each chosen filter in words."""
    days = [
        ("from", filters.first),
        ("to", filters.last),
        ("released from", filters.released_first),
        ("released to", filters.released_last),
    ]
    kinds: list[tuple[str, list[str]]] = [
        ("country", [f"{name(code)} ({code})" for code in filters.countries]),
        ("board", list(filters.boards)),
        ("act", [f"“{act}”" for act in filters.acts]),
        ("meeting", [f"“{' '.join(series.split())}”" for series in filters.series]),
        ("release", list(filters.releases)),
    ]
    return (
        *(f"{label} {one_day(day)}" for label, day in days if day),
        *(f"{label} {_alternatives(values)}" for label, values in kinds if values),
    )


def _alternatives(values: list[str]) -> str:
    if len(values) > NAMED + 1:
        values = [*values[:NAMED], f"one of {len(values) - NAMED} others"]
    return " or ".join([", ".join(values[:-1]), values[-1]] if len(values) > 1 else values)


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence: "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
