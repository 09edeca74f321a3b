"""A written sentence as a shortening of its evidence: words left out, none added, none moved.

Whoever may only leave words out can still turn a sentence round: by what is left out. So it is
told apart what may go (adverbials, whole phrases behind a preposition) and what may not (what
hedges, limits or governs the words that stay).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.figures import MARKED, VALUES, any_of
from index.acts import VERBS, act_of
from index.dates import find_dates
from index.records import Act
from index.words import COUNTRIES, STOPWORDS, stem

STRONG = (Act.AGREED, Act.SHARED_VIEW, Act.PROPOSED, Act.HOPED, Act.CALLED_FOR)
"""Acts whose verb, even inside a clause, must be carried by the evidence."""
WORD = re.compile(r"[^\W_][\w'&.-]*[^\W_]|[^\W_]")
DATE = "\0date"
"""What stands for a date: its value is checked elsewhere, here its place."""
SAME = {
    one: group.split()[0]
    for group in (
        "talks consultations consultation consult consulting discussions talk discuss discussing",
        "further continue continuing continued",
        "held hold holding",
    )
    for one in group.split()
}
"""Words that stand for each other here."""
ABOUT = frozenset("around approximately roughly".split())
LIGHT = frozenset("make made hold held have draw drawn set up also further continue".split())
"""Verbs and adverbs that carry no meaning of their own; they may come and go."""
AUXILIARY = {
    form: root
    for root, forms in {
        "be": "be is are was were been being",
        **{one: one for one in "should could would may might must can will shall".split()},
    }.items()
    for form in forms.split()
}
"""Function words that turn a verb round: voice and mood."""
RELATION = frozenset(
    "by from against without until till before after since under over between among except despite "
    "within than and or nor but if unless because although while toward towards into through "
    "during via beyond behind".split()
)
"""Function words that may not come in where the evidence has none of them."""
QUANTITY = frozenset(
    "some any several many few most another other both certain one this these those each every all "
    "no half such same its their his her our".split()
)
KEPT = any_of(
    "deputy vice assistant acting former interim honorary special possib* potential* tentativ* "
    "likely unlikely perhaps probably plan* intend* aim* seek* sought try* tried attempt* consider* "
    "expect* hope* draft proposed so-called alleged* unofficial* informal* preliminar* partial* "
    "partly some several most many few half hardly nearly almost not never no without only need* "
    "necess* should could would may might must can will to_be next previous last first second third"
)
"""Words that may not be left out between two that stay."""
CONDITION = any_of(
    "if unless provided once subject_to depending pending until whether in_principle except "
    "as_long_as on_condition"
)
GOVERNED = frozenset("of on for about into to towards toward regarding concerning against".split())
"""Prepositions whose phrase says nothing without the word before it."""
TITLES = any_of(
    "minister* president* ambassador* secretary secretaries director* envoy* representative* "
    "premier* chair* chief* head* governor* commissioner* counsellor* consul* general deputy"
)
LIMITS = frozenset("by until till before after since from".split())
"""What stands before a date and makes another time of it."""
OPENING = re.compile(r"(?:On|In|At|During|From) [^,]*, ")


@dataclass(frozen=True)
class _Word:
    """A content word, the function words before it, and the word before all of these."""

    text: str
    root: str
    before: tuple[str, ...]


def wrong_shortening(sentence: str, own: str, head: str) -> list[str]:
    """What a sentence adds to its evidence, moves in it, or may not leave out of it.

    Args:
        own: the evidence.
        head: title and meeting, which an opening ("At the third forum, ...") may take words from.
    """
    sentence = _without_opening(sentence, own, head)
    mine, its = _words(sentence), _words(own)
    places = _aligned(mine, its)
    if isinstance(places, str):
        return [f"order of {places}"]
    wrong = [
        f"word {word}"
        for word in re.findall(r"[a-z]+", sentence.lower())
        if word in QUANTITY and not re.search(rf"\b{word}\b", own, re.I)
    ]
    if len(CONDITION.findall(own)) > len(CONDITION.findall(sentence)):
        wrong.append("condition left out")
    last = -1
    for word, place in zip(mine, places, strict=True):
        if place is not None:
            wrong += _wrong_gap(word, its, last, place)
            last = place
    return wrong + _wrong_complements(mine, its, places) + _wrong_governors(its, places)


def _without_opening(sentence: str, own: str, head: str) -> str:
    """The sentence without an opening that says when or where by words of the head alone."""
    opening = OPENING.match(sentence)
    if not opening or isinstance(_aligned(_words(sentence), _words(own)), list):
        return sentence
    known = {word.root for word in _words(head)}
    if DATE in {word.root for word in _words(own)}:
        known -= {DATE}
    else:
        known |= {DATE}
    return (
        sentence[opening.end() :] if {one.root for one in _words(opening[0])} <= known else sentence
    )


def _words(text: str) -> list[_Word]:
    """The content words of a text in order; "the forum's seat" counts as "the seat of the forum"."""
    for mention in reversed(find_dates(text, None)):
        text = f"{text[: mention.start]} {DATE} {text[mention.end :]}"
    text = MARKED.sub(" ", text)
    text = re.sub(r"\b([\w-]+)'s (?:(\w+)\b)", r"\2 of \1", text)
    words: list[_Word] = []
    before: list[str] = []
    for token in re.findall(rf"{DATE}|{WORD.pattern}", text):
        lower = token.lower()
        small = lower in STOPWORDS | ABOUT or lower in AUXILIARY or lower.endswith("ly")
        if token != DATE and small:
            before.append(lower)
        else:
            words.append(_Word(lower, _root(lower), tuple(before)))
            before = []
    return words


def _root(word: str) -> str:
    word = SAME.get(word, word)
    return word if word == DATE else VALUES.get(word, stem(word))


def _aligned(mine: Sequence[_Word], its: Sequence[_Word]) -> list[int | None] | str:
    """For each word its place in the evidence, None for one without meaning; else the first without."""
    places: list[int | None] = []
    begin = 0
    for word in mine:
        found = next((n for n in range(begin, len(its)) if _is_same(word, its[n])), None)
        if found is None and word.text not in LIGHT:
            return word.text
        places.append(found)
        begin = begin if found is None else found + 1
    return places


def _is_same(word: _Word, other: _Word) -> bool:
    """True for the same word, inflected as a verb perhaps; another number is another word."""
    if word.text == other.text:
        return True
    if word.root != other.root:
        return False
    one, more = sorted((word.text, other.text), key=len)
    if more in (f"{one}s", f"{one}es"):
        return False
    if word.root in COUNTRIES or word.text[0].isdigit() or other.text[0].isdigit():
        return True
    if word.text in SAME or word.text in VALUES:
        return True
    return word.text[:3] == other.text[:3]


def _wrong_gap(word: _Word, its: Sequence[_Word], last: int, place: int) -> list[str]:
    """What stands between two words that stay, against what the evidence has there."""
    dropped = its[last + 1 : place]
    printed = {one for each in its[last + 1 : place + 1] for one in each.before}
    wrong = [f"word {one}" for one in word.before if one in RELATION and one not in printed]
    if word.text == DATE and LIMITS & set(word.before) != LIMITS & set(its[place].before):
        wrong.append("limit of a date")
    mood = [
        {AUXILIARY[one] for one in each.before if one in AUXILIARY} for each in (word, its[place])
    ]
    if mood[0] != mood[1] and DATE not in (word.text, its[place].text):
        wrong.append(f"mood of {word.text}")
    if last >= 0:
        wrong += [f"left out {one.text}" for one in dropped if _is_kept(one)]
    before = its[place - 1].text if place else ""
    titled = TITLES.fullmatch(word.text) and not its[place].before
    if titled and last != place - 1 and (KEPT.fullmatch(before) or TITLES.fullmatch(before)):
        wrong.append(f"left out {before}")
    return wrong


def _is_kept(word: _Word) -> bool:
    """True for a word that hedges or limits; "proposed" does so behind an article only."""
    return bool(KEPT.fullmatch(word.text)) and (word.text != "proposed" or bool(word.before))


def _wrong_complements(
    mine: Sequence[_Word], its: Sequence[_Word], places: Sequence[int | None]
) -> list[str]:
    """Verbs of an act that stand before another word than the evidence has behind them."""
    wrong = []
    kept = [(word, place) for word, place in zip(mine, places, strict=True) if place is not None]
    for (word, place), (after, next_place) in pairwise(kept):
        verb = VERBS.fullmatch(its[place].text)
        if not verb or act_of(verb) not in STRONG:
            continue
        rest = [n for n in range(place + 1, len(its)) if its[n].text not in LIGHT]
        if rest and next_place > rest[0] and after.text != DATE:
            wrong.append(f"what was {word.text}")
    return wrong


def _wrong_governors(its: Sequence[_Word], places: Sequence[int | None]) -> list[str]:
    """Words that stay while the one that they hang on goes: "a study on a fund" is no fund."""
    kept = {place for place in places if place is not None}
    wrong, governor = [], -1
    for place, word in enumerate(its):
        if place and set(word.before) & GOVERNED and not set(word.before) & {"and", "or"}:
            governor = place - 1
        elif VERBS.fullmatch(word.text):
            governor = -1
        if place in kept and word.text != DATE and governor >= 0 and governor not in kept:
            wrong += [] if its[governor].text in LIGHT else [f"left out {its[governor].text}"]
    return wrong
