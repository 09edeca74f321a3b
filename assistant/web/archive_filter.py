"""Which releases the archive tab lists: what its fields limit, and the words that are searched for."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.chosen import filter_words, read_filters
from assistant.web.filter_form import Choice, offered
from assistant.web.page_list import UNDATED, by_date, year_of
from assistant.wider import permitted
from index.lexical import terms_of
from index.records import Filters, Release

if TYPE_CHECKING:
    from assistant.answer import Assistant
    from index.retrieve import Retriever
    from index.store import Archive

LONGEST = 200
"""Characters of the searched words that are read."""


@dataclass(frozen=True)
class Limits:
    """What the list is limited to; what is empty does not limit."""

    words: str
    years: tuple[str, ...]
    filters: Filters

    def told(self) -> tuple[str, ...]:
        """Each limit in words."""
        years = " or ".join(_year_words(year) for year in self.years)
        return (
            *([f"words “{self.words}”"] if self.words else []),
            *([f"year {years}"] if years else []),
            *filter_words(self.filters),
        )


def years_offered(releases: Sequence[Release]) -> list[Choice]:
    """The years with the number of releases each, the last first: the words shown and the value."""
    counted = Counter(map(year_of, releases))
    ordered = sorted(counted, key=lambda year: (year != UNDATED, year), reverse=True)
    return [(f"{_year_words(year)} · {counted[year]:,}", year) for year in ordered]


def lists_offered(archive: "Archive") -> list[list[Choice]]:
    """What each list of the tab offers: years, countries, meetings, acts, boards."""
    return [years_offered(archive.releases()), *offered(archive)]


def limits_in(archive: "Archive", values: Sequence[Any]) -> Limits:
    """What the values of the tab's fields stand for.

    Raises:
        BadFilter: the archive holds a chosen value no more.
    """
    words, years, countries, meetings, acts, boards = values
    filters = read_filters(
        archive,
        countries=countries or (),
        meetings=meetings or (),
        acts=acts or (),
        boards=boards or (),
    )
    return Limits(" ".join((words or "")[:LONGEST].split()), tuple(years or ()), filters)


def fitting(assistant: "Assistant", limits: Limits) -> list[Release]:
    """The releases within the limits, the last released first, undated ones last.

    Raises:
        BadData: the index cannot be searched.
    """
    found = permitted(limits.filters, assistant.archive.releases())
    if limits.years:
        found = [one for one in found if year_of(one) in limits.years]
    if acts := set(limits.filters.acts):
        found = [one for one in found if any(told.act in acts for told in one.statements)]
    if limits.words:
        held = _holding(assistant.retriever, limits.words)
        found = [one for one in found if one.id in held]
    return by_date(found)


def _holding(retriever: "Retriever", typed: str) -> set[str]:
    """The ids of the releases that have every word in any form; small words are passed over."""
    generation, held = retriever.generation, None
    for word in typed.split():
        if not terms_of(word):
            continue
        scores = generation.lexical_scores(word)
        ids = {id.partition("#")[0] for id in generation.best(scores, len(scores))}
        held = ids if held is None else held & ids
    return held or set()


def _year_words(year: str) -> str:
    return "no date known" if year == UNDATED else year
