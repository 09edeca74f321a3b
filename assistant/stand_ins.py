"""What a name may stand for where the reader finds a sentence likely: a capital, a region."""

import re
from collections.abc import Iterable

from index.capitals import CAPITALS
from index.countries import name
from index.records import Release
from index.regions import REGIONS
from index.sentences import flat
from index.words import stem, stems

CITY = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, CAPITALS), key=len, reverse=True))})\b")
OF_REGION = {stem(word): codes for word, codes in REGIONS.items()}
OF_CAPITAL = {stems(city)[0]: {code} for city, code in CAPITALS.items() if len(stems(city)) == 1}
"""ISO 3166-1 alpha-2 codes by the stem of a region's name, and of a capital's of one word."""
CAPITALS_OF: dict[str, set[str]] = {}
"""The stems of a country's capitals, of one word each, by the stem of the country's name."""
for _city, _codes in OF_CAPITAL.items():
    for _code in _codes:
        for _term in stems(name(_code)):
            CAPITALS_OF.setdefault(_term, set()).add(_city)


def capitals_of(terms: Iterable[str]) -> set[str]:
    """The stems of the capitals of the countries that are among some terms."""
    return {city for term in terms for city in CAPITALS_OF.get(term, ())}


def is_told_of(term: str, release: Release) -> bool:
    """True where a release has a name somewhere, or what it stands for: the country of a capital, a
    country of a region, named or by its own capital."""
    text = flat(release.text)
    if term in stems(text):
        return True
    codes = OF_REGION.get(term) or OF_CAPITAL.get(term) or set()
    return not codes.isdisjoint((*release.countries, *_by_capitals(text)))


def countries_of_capitals(text: str) -> set[str]:
    """The words, as stems, for the countries whose capitals a text names."""
    return {term for code in _by_capitals(flat(text)) for term in stems(name(code))}


def _by_capitals(text: str) -> set[str]:
    return {CAPITALS[match[0]] for match in CITY.finditer(text)}
