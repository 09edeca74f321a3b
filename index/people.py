"""The people whom a text names, each with the office printed beside the name.

Each word of a text becomes one letter (what it can be in an office or a name), and the patterns
run over the row of letters: an office and a name ("Vice Minister of Foreign Affairs Pyo Eun-ji"),
a name and an office ("Ilze Kalnina, State Secretary of ..."), an office, a comma and a name.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from index.office_words import (
    CALENDAR,
    HEADS,
    MODIFIERS,
    NOUNS,
    PARTICLES,
    SURNAMES,
    TITLES,
)
from index.records import Passage, PassageKind, Person
from index.words import COUNTRIES, stem

TOKEN = re.compile(
    r"Viet\s+Nam|(?:[A-Z]\.)+(?!\w)|(?:Mr|Ms|Mrs|Dr|Prof|Amb|Hon)\.|\w[\w’'-]*|[^\w\s]"
)
DEMONYM = re.compile(r"[A-Z][a-z]+(?:ian|ean|ese|ish|wegian|nch|tch|istani|aeli|aqi)(?:[’']s?)?$")
ACRONYM = re.compile(r"(?:U\.S\.(?:A\.)?|U\.N\.|U\.K\.|U\.A\.E\.|Viet\s+Nam|[A-Z]{2,6})$")
INITIALS = re.compile(r"(?:[A-Z]\.)+$")
GIVEN = re.compile(r"[^\W\d_][\w’']*-[\w’']+$")
SYLLABLE = re.compile(
    r"(?:ch|[bdghjkmnprstwyls])?[wy]?(?:ae|eo|eu|oe|oo|ou|ee|ai|ui|uh|oh|ah|[aeiou])"
    r"(?:ng|[bgkhlmnprst])?$",
    re.IGNORECASE,
)
"""A syllable of a Korean given name in Latin letters, in any of the usual spellings."""
SMALL = {"the": "d", "a": "d", "an": "d", "and": "a", "&": "a", ",": ","} | dict.fromkeys(
    ("of", "for", "to", "at", "on"), "o"
)
_NAME = "(?:S,?G|S[SCG]{1,2}(?![SCGI])|[SCGI](?:p{0,3}[SCGI]){1,4})"
_HEAD = "(?:[MKA]*Ha)?[MKA]*H[MH]*"
_WORD = "[NMKACSGI]"
_FOR = f"(?:[od]+{_WORD}+(?:(?:[od]|a(?=[od]*[NMKA])|,(?=[NM]+a))+{_WORD}+)*)"
"""What an office is for: "of Agriculture, Food and Rural Affairs of the Republic of Korea"."""
FORMS = tuple(
    re.compile(form)
    for form in (
        f"(?P<office>{_HEAD}(?:[od]+(?:[NMKACaod]|,(?=[NM]))*?[NMKA])?)t*(?P<name>{_NAME})(?![NMKAH])",
        f"(?P<office>{_HEAD}[od]+(?:[NMKACaod]|,(?=[NM]))*?)t*(?P<name>S,?G)(?![NMKAH])",
        f"(?P<office>{_HEAD}o[od]*C{{1,3}}?(?:aC{{1,2}}?)?)t*(?P<name>{_NAME})(?![NMKAH])",
        f"(?P<name>{_NAME})[,(]d?(?P<office>{_HEAD}{_FOR}?(?:(?<=A)x{{1,3}}(?=,))?)(?![SCGI])",
        f"(?P<office>{_HEAD}{_FOR}),t*(?P<name>{_NAME})(?=[,a(x]|$)",
    )
)
"""Over letters: H a title, M what stands before it, N, K and A what it is for (K: a country, A: "Czech"), S a
Korean surname, G a hyphenated and C any other capitalised word, I initials, p a particle, t "Mr.",
o "of" and the like, d an article, a "and", x anything else."""
PLACED = frozenset("in at from to near In At From To".split())
LED = frozenset(("led by", "headed by", "named"))
"""What goes before a name that has no office."""
NO_OFFICE = re.compile(rf"(?:(?<=t)|(?<=L)){_NAME}(?![NMKAH])")


@dataclass(frozen=True)
class Named:
    """A person at `[start, end)` of a text, office included; the name normalised, the office folded."""

    name: str
    office: str
    start: int
    end: int


def find_people(text: str, passages: Iterable[Passage]) -> tuple[Person, ...]:
    """The people of the body, each once with the first office printed, in reading order."""
    people: dict[str, Person] = {}
    for passage in passages:
        if passage.kind is PassageKind.HEAD:
            continue
        for one in named(text[passage.start : passage.end]):
            key = person_key(one.name)
            if key not in people or (one.office and not people[key].office):
                people[key] = Person(one.name, one.office, passage.id)
    return tuple(people.values())


def person_key(name: str) -> str:
    """The letters of a name: the same for "Han, Seo-yun", "HAN Seo-yun", "Han Seo Yun"."""
    return re.sub(r"[\W_]", "", normal_name(name)).lower()


def is_named(name: str, text: str) -> bool:
    """True when a text prints a name, in whatever spelling."""
    return person_key(name) in re.sub(r"[\W_]", "", text).lower()


def normal_name(name: str) -> str:
    """A name in one spelling: no comma, no capitals throughout, a Korean given name hyphenated."""
    parts = [_lowered(part) for part in name.replace(",", " ").split()]
    if len(parts) == 2 and "-" in parts[0] and parts[1].lower() in SURNAMES:
        parts.reverse()
    if len(parts) == 3 and parts[0].lower() in SURNAMES and all(map(SYLLABLE.match, parts[1:])):
        parts = [parts[0], f"{parts[1]}-{parts[2].lower()}"]
    return " ".join(parts)


def _lowered(part: str) -> str:
    if len(part) > 1 and part.isupper() and "." not in part:
        return part[0] + part[1:].lower()
    return part


@dataclass(frozen=True)
class _Words:
    """The words of a text, the letter of each, and where each stands."""

    text: str
    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    letters: str

    def printed(self, start: int, end: int) -> str:
        """The text of some words, white space folded."""
        return " ".join(self.text[self.places[start][0] : self.places[end - 1][1]].split())


def named(text: str) -> list[Named]:
    """The people that a text names with an office, with a title such as "Mr.", or as leaders."""
    words = _words(text)
    if "H" not in words.letters and "t" not in words.letters and "L" not in words.letters:
        return []
    found: dict[int, tuple[int, int, str]] = {}
    taken: set[int] = set()
    for form in FORMS:
        for match in form.finditer(words.letters):
            (start, end), office = match.span("name"), match.span("office")
            if start in found or taken & {*range(*office)} or _is_place(words, start, office[0]):
                continue
            found[start] = (end, min(start, office[0]), words.printed(*office))
            taken |= {*range(*office), *range(start, end)}
    for match in NO_OFFICE.finditer(words.letters):
        start, end = match.span()
        if not taken & {*range(start, end)}:
            found[start] = (end, start, _appointed(words, end))
    return [_named(words, start, *found[start]) for start in sorted(found)]


def _named(words: _Words, start: int, end: int, first: int, office: str) -> Named:
    name = normal_name(words.printed(start, end))
    last = end if first < start else max(end, first)
    return Named(name, office, words.places[first][0], words.places[last - 1][1])


def _is_place(words: _Words, name: int, office: int) -> bool:
    """True for "In New York, Ambassador ...": a capitalised pair that is no name.

    "In" is a surname too: what opens a sentence is one before a hyphenated given name only.
    """
    if name > office:
        return False
    opens = name == 0 or words.words[name - 1] in ".!?"
    if opens and words.words[name] in PLACED and words.letters[name + 1 : name + 2] != "G":
        return True
    return name > 0 and words.words[name - 1] in PLACED


def _appointed(words: _Words, end: int) -> str:
    """The office that somebody "was appointed as" in the same sentence; empty when none."""
    stop = words.words.index(".", end) if "." in words.words[end:] else len(words.words)
    for place in range(end, stop):
        if words.words[place] == "appointed":
            match = re.compile(f"x?d?(?P<office>{_HEAD}{_FOR}?)").match(words.letters, place + 1)
            return words.printed(*match.span("office")) if match else ""
    return ""


def _words(text: str) -> _Words:
    matches = list(TOKEN.finditer(text))
    words = tuple(match[0] for match in matches)
    letters = [_letter(word) for word in words]
    for place, word in enumerate(words):
        if word in LED or " ".join(words[max(0, place - 1) : place + 1]) in LED:
            letters[place] = "L"
    return _Words(text, words, tuple(match.span() for match in matches), "".join(letters))


@lru_cache(maxsize=50_000)
def _letter(word: str) -> str:
    """What a word can be in an office or a name."""
    if word in SMALL:
        return SMALL[word]
    if word in TITLES:
        return "t"
    if word in PARTICLES:
        return "p"
    bare = re.sub(r"[’']s?$", "", word)
    for letter, table in (("H", HEADS), ("M", MODIFIERS), ("x", CALENDAR), ("N", NOUNS)):
        if (word if letter == "H" else bare) in table:
            return letter
    if not word[0].isupper():
        return "(" if word == "(" else "x"
    if DEMONYM.match(word):
        return "A"
    if stem(bare) in COUNTRIES | {"korea"}:
        return "K"
    if bare.lower() in SURNAMES:
        return "S"
    if ACRONYM.match(word) or ACRONYM.match(bare):
        return "K"
    if INITIALS.match(word):
        return "I"
    return "G" if GIVEN.match(word) else "C"
