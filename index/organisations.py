"""The organisations and groupings that a text names, by canonical name, and their aliases."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from index.organisation_table import NO_ORGANISATION, TABLE
from index.phrases import Mention, Table, find_phrases, fold, phrase_table
from index.records import Acronym, Passage

SPELLINGS = (
    ("Organization", "Organisation"),
    ("Organisation", "Organization"),
    ("Programme", "Program"),
    ("Centre", "Center"),
    ("Co-operation", "Cooperation"),
    ("Cooperation", "Co-operation"),
    ("United Nations ", "UN "),
    ("United Nations ", "U.N. "),
)
"""What is written one way or the other inside a name."""
ALIASES = {
    name: (name, *(one for one in names.split("; ") if one))
    for name, names in (row.split("|") for row in TABLE.strip().splitlines())
}
CANONICAL = {
    fold(spelling).lower(): name
    for name, names in ALIASES.items()
    for alias in names
    for spelling in (alias, *(alias.replace(*pair) for pair in SPELLINGS))
}
"""Every alias in lower case, however spelt, to its canonical name."""
PHRASES = phrase_table(
    {phrase: () for phrase in re.split(r";\s*", NO_ORGANISATION.strip())}
    | {
        spelling: (name,)
        for name, names in ALIASES.items()
        for alias in names
        for spelling in (alias, *(alias.replace(*pair) for pair in SPELLINGS))
    }
)
KIND = (
    r"(?:Agency|Alliance|Academy|Association|Authority|Bank|Bureau|Cent(?:er|re)s?|Chamber|"
    r"Coalition|Command|Commission|Committee|Community|Conference|Consortium|Co-?operation|"
    r"Corporation|Council|Court|Federation|Force|Forum|Foundation|Fund|Group|Initiative|"
    r"Institute|League|Mechanism|Mission|Movement|Network|Office|Organi[sz]ation|Panel|"
    r"Partnership|Platform|Secretariat|Society|Team|Tribunal|Union|University)"
)
"""What a long form must be, to be the name of an organisation or a grouping."""
HEAD = re.compile(rf"{KIND}(?=$|,? (?:against|among|between|for|in|of|on|to)\b)")
GENERIC = re.compile(
    rf"(?:{KIND}|Advisory|Economic|Executive|General|Global|Governmental|High-Level|"
    r"Intergovernmental|International|Joint|Local|National|Non-Governmental|Private|Public|"
    r"Regional|Special|Steering|Technical|Working|of|for|on|and|the)"
)
"""Words that name no particular organisation when there are no others."""
AGREEMENT = re.compile(r"\b(?:Regional Comprehensive Economic|Trans-Pacific) Partnership\b")
"""Partnerships that are treaties."""
OTHER_KIND = re.compile(
    r" (?:Alliance|Fund|Foundation|Forum|Initiative|Institute|Intergovernmental|Network|"
    r"Partnership|Platform|Secretariat)\b"
)
"""What makes another name of a defined long form when it follows: near names stay apart."""
SAME_NAME = 90.0
"""Percentage of equal letters (rapidfuzz ratio) from which a long form is a misprint of a known
one: "South East Asian" has 98, "International Meteorological" for "Maritime" less than 90."""


def find_organisations(
    text: str, passages: tuple[Passage, ...], acronyms: Iterable[Acronym]
) -> tuple[str, ...]:
    """The canonical names of the organisations named, in order of first mention.

    Known are those of the table, and those that `acronyms` define, of this release or of others.
    What the release itself defines goes before the table ("AU" may be no African Union), the table
    before what other releases define.
    """
    acronyms = tuple(acronyms)
    ids = {passage.id for passage in passages}
    own = _own_table(tuple(one for one in acronyms if one.passage in ids))
    others = _shared_table(acronyms)
    found: dict[str, None] = {}
    for passage in passages:
        piece = fold(text[passage.start : passage.end])
        for match in find_phrases(piece, own, PHRASES, others):
            for name in match.values:
                if name in ALIASES or not _is_longer(piece, match):
                    found[name] = None
    return tuple(found)


def organisation_aliases(name: str) -> tuple[str, ...]:
    """All names of an organisation, the canonical one first; one not in the table has only that."""
    return ALIASES.get(name, (name,))


def _is_longer(text: str, found: Mention) -> bool:
    """True when a defined long form goes on into another name: "... Cooperation Forum"."""
    return " " in text[found.start : found.end] and bool(OTHER_KIND.match(text, found.end))


def _own_table(acronyms: tuple[Acronym, ...]) -> Table:
    """What a release defines; an acronym that it gives to no organisation stands for nothing.

    Only where its letters are the capitals of the long form: a long form cut at a wrong word
    hides no known organisation.
    """
    phrases: dict[str, tuple[str, ...]] = {}
    for acronym in acronyms:
        if name := _canonical(acronym):
            phrases |= {acronym.short: (name,), acronym.long: (name,)}
        elif "".join(filter(str.isupper, acronym.long)) == acronym.short:
            phrases[acronym.short] = ()
    return phrase_table(phrases)


@lru_cache(maxsize=8)
def _shared_table(acronyms: tuple[Acronym, ...]) -> Table:
    """What all releases define: every long form, and the acronyms that mostly mean one of them."""
    names = {acronym: name for acronym in acronyms if (name := _canonical(acronym))}
    phrases = {acronym.long: (name,) for acronym, name in names.items()}
    for short, name in _prevailing(acronyms, names):
        phrases[short] = (name,)
    return phrase_table(phrases)


def _prevailing(
    acronyms: tuple[Acronym, ...], names: dict[Acronym, str]
) -> Iterator[tuple[str, str]]:
    """Each acronym with the name that most of its definitions give it."""
    meanings: dict[str, Counter[str]] = {}
    for acronym in acronyms:
        meanings.setdefault(acronym.short, Counter())[names.get(acronym, "")] += 1
    for short, counted in meanings.items():
        name, count = counted.most_common(1)[0]
        if name and count * 2 > counted.total():
            yield short, name


def _canonical(acronym: Acronym) -> str:
    """The canonical name of what an acronym is defined as; empty when it is no organisation."""
    long = fold(acronym.long).strip(" \"'")
    if known := CANONICAL.get(long.lower()):
        return known
    meant = CANONICAL.get(acronym.short.lower(), "")
    if any(_is_variant(long.lower(), alias.lower()) for alias in ALIASES.get(meant, ())):
        return meant
    return long if _is_organisation(long) else ""


def _is_variant(long: str, known: str) -> bool:
    """True for a misprint of a known name, or one that leaves out some of its words."""
    return ratio(long, known) >= SAME_NAME or set(long.split()) <= set(known.split())


def _is_organisation(long: str) -> bool:
    """True for "Tidal Energy Forum", not for "Terms of Reference" or "Joint Committee"."""
    head = HEAD.search(long)
    if not head or AGREEMENT.search(long):
        return False
    return any(word[0].isupper() and not GENERIC.fullmatch(word) for word in long.split())
