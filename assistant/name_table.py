"""The names of an archive, kept so that those in a question are found without a look at all of them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.abridged import Abridged
from index.countries import aliases as country_aliases
from index.office_words import SURNAMES
from index.organisations import CANONICAL
from index.phrases import fold

WORD = re.compile(r"[^\W_]+")
LONG_SHARE, SERIES_SHARE = 0.65, 0.6
"""How much of a long form, and of a series of meetings, has to be typed."""
LONG_FORM = 3
"""Words from which a name may be abridged: of two, one that is left alone names too much."""
NEAR_FROM = 4
"""Letters from which an acronym may be misspelt: every shorter one is near to others."""
LONG_NAME = 10
"""Letters of a person's name from which two slips are allowed for, and one before."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A name of the archive; `kind` and `canonical` are those of `assistant.records.Name`."""

    kind: str
    canonical: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """One form of a name: its words in lower case, as printed, and what it names."""

    keys: tuple[str, ...]
    form: str
    entry: Entry
    reversed: bool = False


class NameTable:
    """The names of an archive by their first words, by their letters, and by their rarest words.

    Args: as the fields of `Lexicon`.
    """

    def __init__(
        self,
        acronyms: Mapping[str, tuple[str, ...]] | None = None,
        people: Mapping[str, str] | None = None,
        organisations: Mapping[str, tuple[str, ...]] | None = None,
        countries: Mapping[str, int] | None = None,
        series: Mapping[str, str] | None = None,
        boards: Iterable[str] = (),
    ) -> None:
        self._acronyms, self._people = acronyms or {}, people or {}
        self._organisations, self.countries = organisations or {}, countries or {}
        self.boards = {board.lower(): board for board in boards}
        self._short_of = dict(self._shorts())
        self.phrases: dict[str, list[Phrase]] = {}
        self._add_things()
        self.families: dict[str, list[str]] = {}
        self._letters: dict[str, dict[str, str]] = {}
        for name in self._people:
            self._add_person(name)
        for phrases in self.phrases.values():
            phrases.sort(key=lambda one: -len(one.keys))
        self._near = _Near(self._abbreviations())
        self.series = list((series or {}).values())
        self.abridged_series = Abridged(((name, name) for name in self.series), SERIES_SHARE)
        self.things = list(self._long_forms())
        self.abridged_things = Abridged(self.things, LONG_SHARE)

    def aliases(self, entry: Entry) -> tuple[str, ...]:
        """All forms of a name that are searched, the canonical one first where it is words."""
        if entry.kind == "acronym":
            longs = self._acronyms[entry.canonical]
            known = {fold(long).lower() for long in longs}
            also = (name for name, short in self._short_of.items() if short == entry.canonical)
            return (
                entry.canonical,
                *longs,
                *(name for name in also if fold(name).lower() not in known),
            )
        if entry.kind == "organisation":
            return self._organisations[entry.canonical]
        return country_aliases(entry.canonical) if entry.kind == "country" else (entry.canonical,)

    def office(self, name: str) -> str:
        """The office of a person of the archive."""
        return self._people[name]

    def acronym_longs(self, short: str) -> tuple[str, ...]:
        """The long forms of an acronym; none where the archive has no such acronym."""
        return self._acronyms.get(short, ())

    def near_acronym(self, typed: str) -> Entry | None:
        """The one acronym that a word in capitals is a slip for; None where none or several are."""
        return self._near.find(typed)

    def near_person(self, letters: str) -> str:
        """The one person whose name is a slip away from these letters of a name; or ''."""
        known = self._letters.get(letters[:2], {})
        limit = 1 if len(letters) < LONG_NAME else 2
        near = process.extract(
            letters, known.keys(), scorer=OSA.distance, score_cutoff=limit, limit=2
        )
        if not near or (len(near) > 1 and near[0][1] == near[1][1]):
            return ""
        return known[near[0][0]]

    def near_family(self, family: str) -> list[str]:
        """The people of the one family whose name is a slip away; none where several are."""
        near = process.extract(
            family, self.families.keys(), scorer=OSA.distance, score_cutoff=1, limit=2
        )
        return self.families[near[0][0]] if len(near) == 1 else []

    def _shorts(self) -> Iterator[tuple[str, str]]:
        """Organisations that the archive has an acronym for, which then names them."""
        for short, longs in self._acronyms.items():
            for long in longs:
                name = CANONICAL.get(fold(long).lower(), fold(long))
                if name in self._organisations:
                    yield name, short

    def _add(self, form: str, entry: Entry, reversed: bool = False) -> None:
        keys = name_keys(form)
        if keys:
            phrase = Phrase(keys, form, entry, reversed)
            known = self.phrases.setdefault(keys[0], [])
            if phrase not in known:
                known.append(phrase)

    def _add_things(self) -> None:
        for short, longs in self._acronyms.items():
            for form in (short, *longs):
                self._add(form, Entry("acronym", short))
        for name, forms in self._organisations.items():
            for form in forms:
                self._add(form, self._thing(name))

    def _thing(self, organisation: str) -> Entry:
        short = self._short_of.get(organisation)
        return Entry("acronym", short) if short else Entry("organisation", organisation)

    def _add_person(self, name: str) -> None:
        entry, parts = Entry("person", name), name.split()
        self._add(name, entry)
        if len(parts) == 2:
            self._add(f"{parts[1]} {parts[0]}", entry, reversed=True)
        if "-" in name:
            self._add(name.replace("-", ""), entry)
        letters = "".join(name_keys(name))
        self._letters.setdefault(letters[:2], {})[letters] = name
        self.families.setdefault(_family(parts), []).append(name)

    def _abbreviations(self) -> Iterator[tuple[str, Entry]]:
        for short in self._acronyms:
            yield short, Entry("acronym", short)
        for name, forms in self._organisations.items():
            yield from ((form, self._thing(name)) for form in forms if is_abbreviation(form))

    def _long_forms(self) -> Iterator[tuple[str, Entry]]:
        seen = set[tuple[str, Entry]]()
        for short, longs in self._acronyms.items():
            seen |= {(long, Entry("acronym", short)) for long in longs}
        for name, forms in self._organisations.items():
            seen |= {(form, self._thing(name)) for form in forms}
        for form, entry in sorted(seen, key=lambda one: (one[0], one[1].kind, one[1].canonical)):
            if len(form.split()) >= LONG_FORM:
                yield form, entry


def name_keys(text: str) -> tuple[str, ...]:
    """The words of a name in lower case, without accents."""
    return tuple(WORD.findall(plain(text)))


def plain(text: str) -> str:
    """The text in lower case, without accents."""
    if not text.isascii():
        text = "".join(
            sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign)
        )
    return text.lower()


def is_abbreviation(form: str) -> bool:
    """True for "AfDB" and "G20", whose capitals belong to it; not for "Gavi"."""
    return " " not in form and sum(sign.isupper() or sign.isdigit() for sign in form) >= 2


def _family(parts: list[str]) -> str:
    """The family name in lower case: first in Korean names, last in others."""
    korean = "-" in parts[-1] or parts[0].lower() in SURNAMES
    return plain(parts[0] if korean else parts[-1])


class _Near:
    """Acronyms by all that is left when one letter is taken out: two that are near share one."""

    def __init__(self, acronyms: Iterable[tuple[str, Entry]]) -> None:
        self._known: set[str] = set()
        self._left: dict[str, dict[str, Entry]] = {}
        self._sorted: dict[str, dict[str, Entry]] = {}
        for short, entry in acronyms:
            self._known.add(short.upper())
            if len(short) >= NEAR_FROM and short.isalnum():
                self._sorted.setdefault("".join(sorted(short.upper())), {})[short] = entry
                for left in _one_out(short.upper()):
                    self._left.setdefault(left, {})[short] = entry

    def find(self, typed: str) -> Entry | None:
        """The one acronym that has the typed letters in another order, or is one letter away."""
        word = typed.upper()
        if word in self._known or word.lower() in CANONICAL or len(word) < NEAR_FROM - 1:
            return None
        near = dict(self._sorted.get("".join(sorted(word)), {}))
        for left in _one_out(word):
            near |= {
                short: entry
                for short, entry in self._left.get(left, {}).items()
                if OSA.distance(word, short.upper(), score_cutoff=1) <= 1
                and not _derived(word, short.upper())
            }
        return next(iter(near.values())) if len(set(near.values())) == 1 else None


def _one_out(word: str) -> set[str]:
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def _derived(typed: str, short: str) -> bool:
    """True for a longer name that an acronym opens or closes, such as NATOX; a doubled letter is a slip."""
    if len(typed) <= len(short):
        return False
    return (typed.startswith(short) and typed[-1] != short[-1]) or (
        typed.endswith(short) and typed[0] != short[0]
    )
