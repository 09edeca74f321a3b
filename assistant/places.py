"""The countries that a question names, also where it is typed without capitals."""

from collections.abc import Iterator, Mapping

from assistant.spelling import is_word
from index.countries import AFTER, PHRASES, find_countries
from index.phrases import WORD, fold
from index.records import Passage, PassageKind
from index.words import STOPWORDS

NOT_SMALL = frozenset(("polish", "us"))
"""Words for a country that mean something else in small letters, unless an article goes before."""
ARTICLES = ("the ", "a ")


def find_places(question: str, countries: Mapping[str, int]) -> Iterator[tuple[str, int, int]]:
    """The countries of the archive that a question names: ISO 3166-1 alpha-2 code, start and end.

    Args:
        countries: the codes of the archive with the number of releases that name each.
    """
    folded = fold(question)
    if len(folded) != len(question):
        folded = question
    sure: frozenset[str] | None = None
    done, low = 0, folded.lower()
    for word in WORD.finditer(low):
        if word.start() < done or word[0] not in PHRASES:
            continue
        end, codes = _longest(folded, low, word.start())
        if not codes:
            done = max(done, end)
            continue
        small = folded[word.start() : end].islower()
        if sure is None and not small:
            whole = Passage("", "", "", 0, PassageKind.LEAD, "", 0, 0, len(folded))
            sure = frozenset(find_countries(folded, (whole,)))
        for code in codes:
            choices = [one for one in code.split("/") if one in countries]
            if choices and (small or (sure and sure & set(code.split("/")))):
                done = end
                yield max(choices, key=lambda one: countries[one]), word.start(), end


def _longest(text: str, low: str, start: int) -> tuple[int, tuple[str, ...]]:
    """Where the longest phrase ends that starts at a place, and its codes; none for a trap."""
    for phrase, lowered, codes in PHRASES[WORD.match(low, start)[0]]:  # type: ignore[index]
        end = start + len(lowered)
        if not low.startswith(lowered, start) or low[end : end + 1].isalnum():
            continue
        printed = text[start:end]
        if printed == phrase or not (phrase.isupper() or printed.islower()):
            return end, codes
        if _is_meant_small(low, start, end):
            return end, codes
    return start, ()


def _is_meant_small(low: str, start: int, end: int) -> bool:
    """True when a word in small letters means the country, and nothing that is written like it."""
    word = low[start:end]
    if AFTER["Polish"].match(low, end):
        return word != "polish"
    if word in NOT_SMALL or word in STOPWORDS:
        return low[:start].endswith(ARTICLES)
    return len(word) > 3 or not is_word(word)
