"""The countries that a text names, as ISO 3166-1 alpha-2 codes, and their aliases."""

import re
from collections.abc import Iterator

from index.country_table import NO_COUNTRY, OTHER, TABLE
from index.phrases import find_phrases, fold, phrase_table
from index.records import Passage, PassageKind

ROWS = tuple(tuple(row.split("|")) for row in TABLE.strip().splitlines())
SHARED = {word: codes.split("/") for word, codes in OTHER.items() if "/" in codes}
ALIASES = {
    code: (
        name,
        *(one for one in f"{names}; {people}".split("; ") if one),
        *(word for word, codes in SHARED.items() if code in codes),
    )
    for code, name, names, people in ROWS
}
PLURALS = {
    f"{demonym}s": (code,)
    for code, _, _, people in ROWS
    for demonym in people.split("; ")
    if demonym
}
PHRASES = phrase_table(
    PLURALS
    | {alias: (code,) for code, names in ALIASES.items() for alias in names}
    | {phrase: tuple(codes.split()) for phrase, codes in OTHER.items()}
    | {phrase: () for phrase in re.split(r";?\s*\n|; ?", NO_COUNTRY) if phrase}
)
WINDOW = 60
"""How far a word is read to both sides, in characters: a name and an office before it fit in."""
_NOUN = (
    r"(?:Ambassador|Army|Authorit|Cabinet|Compact|Conference|Cooperation|Council|Deputy|Embassy|"
    r"Foreign|Forum|Government|King|Meeting|Minist|National|Parliament|Premier|President|Prime|"
    r"Queen|Relation|Summit|Talk|Today|Visit|Week)"
)
_NOT_A_GIVEN_NAME = (
    r"(?:Accompany|Amman|And|Between|Both|Embassy|Foreign|For|From|In|Minister|Of|On|Queen|The|"
    r"Through|To|Visit|With)"
)
TITLE = re.compile(r"\b(?:Mr|Ms|Mrs|Dr|Prof|Sir|Dame|Sen|Senator|Rep|Congress(?:man|woman))\.? $")
GIVEN = re.compile(rf" (?!{_NOUN})(?:[A-Z]\. )?[A-Z][a-z'-]+\b(?! [A-Z])")
SURNAME = re.compile(rf"[a-z,] (?!{_NOT_A_GIVEN_NAME}\b)[A-Z][a-z]+ (?:[A-Z]\. )?$")
NAMES = frozenset({"Chad", "Georgia", "Israel", "Jordan"})
"""Countries that are also given names and surnames."""
STATE = re.compile(
    r"\b(?:Atlanta|Augusta|Savannah|Alabama|Florida|Tennessee|(?:North|South) Carolina|"
    r"(?<![Oo]f )[Ss]tate of Georgia|Governor of Georgia|Georgia(?:'s)? Governor|"
    r"University of Georgia|Georgia (?:State|Tech)\b)"
)
"""What stands near Georgia, the state of the United States."""
AFTER = {
    "US": re.compile(r" ?(?:\$|dollars?\b)"),
    "U.S": re.compile(r"\.? ?(?:\$|dollars?\b)"),
    "Polish": re.compile(r" (?:the|an?|up|your|our|its|their|his|her|my)\b"),
}
"""What makes of a word no country when it follows: a currency, a verb's object."""
PRONOUN = re.compile(
    r"\b(?:ABOUT|ALL OF|BOTH OF|CONTACT|FOLLOW|FOR|GIVES?|HELPS?|JOIN|LETS?|MANY OF|MOST OF|"
    r"TELLS?|TO|WITH) $"
)
"""What makes of a shouted "US" the pronoun when it stands before."""


def find_countries(text: str, passages: tuple[Passage, ...]) -> tuple[str, ...]:
    """The ISO 3166-1 alpha-2 codes of the countries named, in order of first mention.

    A name, an abbreviation and a word for the people each count, alone or in a compound
    ("Mekong-ROK"). XK (user-assigned) is Kosovo.
    """
    found = [
        code
        for passage in passages
        for code in _codes(
            fold(text[passage.start : passage.end]), passage.kind is PassageKind.HEAD
        )
    ]
    sure = frozenset(found)
    return tuple(dict.fromkeys(_resolved(code, sure) for code in found))


def aliases(code: str) -> tuple[str, ...]:
    """All words for a country, the canonical short name first. Raises KeyError for no code."""
    return ALIASES[code]


def name(code: str) -> str:
    """The canonical English short name. Raises KeyError for no code."""
    return ALIASES[code][0]


def _codes(text: str, heading: bool) -> Iterator[str]:
    for found in find_phrases(text, PHRASES):
        before = text[max(0, found.start - WINDOW) : found.start]
        after = text[found.end : found.end + WINDOW]
        if not _is_other(text[found.start : found.end], before, after, heading):
            yield from found.values


def _resolved(code: str, sure: frozenset[str]) -> str:
    """Of the countries that share a word, the first that is named elsewhere, else the first."""
    choices = code.split("/")
    return next((choice for choice in choices if choice in sure), choices[0])


def _is_other(word: str, before: str, after: str, heading: bool) -> bool:
    """True when what stands around a word tells that no country is meant."""
    if after.startswith("-speaking") or TITLE.search(before):
        return True
    if word in AFTER and AFTER[word].match(after):
        return True
    if word == "US" and PRONOUN.search(before):
        return True
    if word.capitalize() == "Georgia" and STATE.search(f"{before}{word}{after}"):
        return True
    return word in NAMES and not heading and _is_person(before, after)


def _is_person(before: str, after: str) -> bool:
    """True for "Jordan Smith visited" and "the player Michael Jordan"; headings cannot tell."""
    if before.endswith("-") or after.startswith("-"):
        return False
    return bool(GIVEN.match(after) or SURNAME.search(before))
