"""Capitals that a question names for a country, where the archive knows the country only."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.capitals import CAPITALS
from index.countries import ALIASES, name
from index.words import stems

if TYPE_CHECKING:
    from assistant.lexicon import Lexicon

Change = tuple[str, str]
CITY = re.compile(
    r"(?<!\b[Ii]n )(?<!\b[Aa]t )(?<!\b[Nn]ear )(?<!(?!Is|Do|As)[A-Z][a-z] )(?<![a-z][a-z]-)\b(?:"
    + "|".join(sorted(map(re.escape, CAPITALS), key=len, reverse=True))
    + r")\b(?! [A-Z]|-)"
)
"""A capital that is said to do something: no place where something is, no part of a longer name."""
MOVED_TO = re.compile(
    r"\b(?:go(?:es|ing|ne)?|went|com(?:e|es|ing)|came|travel\w*|fl(?:y|ies|ew|own|ying|ights?)|visits?"
    r"|trips?|mov(?:e|es|ed|ing)|return\w*|journey\w*|invit\w+|train\w*|bus|ship\w*|sail\w*|road)\b"
    r"(?: \w+){0,4} to $",
    re.IGNORECASE,
)
"""Before a city somebody goes to; "talks offered to Ottawa" are offered to its government."""
_PEOPLE = {
    alias.lower(): code
    for code, aliases in ALIASES.items()
    for alias in aliases
    if alias[-1:] != "-"
}
"""Codes by the words for a country, its people and things, in lower case."""
CAPITAL_OF = re.compile(
    r"\b(?:the )?(?:(?P<people>"
    + "|".join(sorted(map(re.escape, _PEOPLE), key=len, reverse=True))
    + r")(?:[’']s?)? capital\b(?! (?:market|goods|punishment|increase|investment|flow|control))"
    r"|capital of (?:the )?(?P<country>"
    + "|".join(sorted(map(re.escape, _PEOPLE), key=len, reverse=True))
    + r")\b)",
    re.IGNORECASE,
)


def read_capitals(question: str, lexicon: "Lexicon") -> tuple[str, list[Change]]:
    """The question in the archive's words, and each `(typed, read as)`.

    A capital that no release prints stands for its country, if a release names that ("Ottawa" read
    as Canada); "the Canadian capital" is read as Ottawa where a release prints the city.
    """
    found = (*_cities(question, lexicon), *_circumscribed(question, lexicon))
    changes = list(dict.fromkeys(found))
    for typed, meant in changes:
        question = question.replace(typed, meant)
    return question, changes


def _cities(question: str, lexicon: "Lexicon") -> Iterator[Change]:
    for match in CITY.finditer(question):
        city, code = match[0], CAPITALS[match[0]]
        gone_to = MOVED_TO.search(question[: match.start()])
        if code in lexicon.countries and not gone_to and not _is_printed(city, lexicon):
            yield city, name(code)


def _circumscribed(question: str, lexicon: "Lexicon") -> Iterator[Change]:
    for match in CAPITAL_OF.finditer(question):
        code = _PEOPLE[(match["people"] or match["country"]).lower()]
        cities = [city for city, of in CAPITALS.items() if of == code]
        if printed := next((city for city in cities if _is_printed(city, lexicon)), ""):
            yield match[0], printed


def _is_printed(city: str, lexicon: "Lexicon") -> bool:
    return all(word in lexicon.frequency for word in stems(city))
