"""The archive's own names in a question: found in any case, misspelt, abridged or turned round."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.abridged import Found
from assistant.lexicon import Lexicon
from assistant.mentions import Mention, Token, covers, each_once, inside, overlaps, tokens_of
from assistant.name_table import LONG_FORM, Entry, Phrase, is_abbreviation, plain
from assistant.places import find_places
from assistant.records import Name
from assistant.spelling import is_word
from index.acronyms import JOINERS
from index.meeting_names import FORMAT_WORDS, NOUN, ORDINAL
from index.office_words import CALENDAR, HEADS, MODIFIERS, TITLES
from index.words import STOPWORDS, stem

WORD = re.compile(r"[^\W_]+")
FIRST_KINDS = ("acronym", "person")
"""Kinds that tell what a question is about; the others tell where to look."""
PERSON_WORDS = (2, 5)
"""A misspelt name has so many words, the hyphenated ones counted apart."""
TITLE = frozenset(word.rstrip(".").lower() for word in HEADS | TITLES)
RANK = frozenset(word.lower() for word in HEADS | MODIFIERS)
NO_OFFICE = frozenset(word.rstrip(".").lower() for word in TITLES)
TOPIC = frozenset(("of", "for", "on"))
"""What joins a name to further words of it: "Harbour Dialogue on Wind"."""
DAYS = frozenset(word.rstrip(".").lower() for word in CALENDAR)
FAMILY = 5
"""Letters from which a family name behind a title may be misspelt."""


def find_names(question: str, lexicon: Lexicon) -> tuple[Name, ...]:
    """All names of the archive that a question mentions, of every kind, in their order."""
    asked = _Asked(question, lexicon)
    places = list(find_places(question, lexicon.countries))
    mentions = [one for one in asked.printed() if not _is_part_of(one, places)]
    mentions += [one for one in asked.misspelt() if not overlaps(one, mentions)]
    mentions += asked.people(mentions)
    mentions += asked.abridged(mentions)
    mentions += [
        Mention(Entry("country", code), start, end)
        for code, start, end in places
        if not inside(start, end, mentions)
    ]
    mentions += asked.meetings(mentions)
    mentions += _boards(question, lexicon)
    return tuple(
        Name(
            one.form or question[one.start : one.end],
            one.entry.canonical,
            lexicon.table.aliases(one.entry),
            one.entry.kind,
            one.corrected,
        )
        for one in each_once(mentions)
    )


def _is_part_of(one: Mention, places: Sequence[tuple[str, int, int]]) -> bool:
    """True for a word of a country's longer name that is spelt like an acronym: "Sri Lanka"."""
    return one.entry.kind == "acronym" and any(
        start <= one.start and one.end <= end and one.end - one.start < end - start
        for _, start, end in places
    )


def _boards(question: str, lexicon: Lexicon) -> Iterator[Mention]:
    """The boards that a question names; one spelt like a word of English only in its own case."""
    for board in lexicon.boards:
        for match in re.finditer(rf"(?<![\w-]){re.escape(board)}(?!-?\w)", question, re.I):
            if match[0] == board or not is_word(board.lower()):
                yield Mention(Entry("board", board), *match.span())


class _Asked:
    """A question with its words, and the archive that it is asked of."""

    def __init__(self, question: str, lexicon: Lexicon) -> None:
        self.question, self.lexicon, self.table = question, lexicon, lexicon.table
        self.shouted = question.isupper() and len(question.split()) > 2
        self.tokens = tokens_of(question, lexicon)

    def printed(self) -> Iterator[Mention]:
        """The names that stand in the question in one of the forms that the archive knows."""
        for place, token in enumerate(self.tokens):
            keys = [token.key]
            if token.word[-1] == "s" and token.word[:-1].isupper():
                keys.append(token.key[:-1])
            for key in keys:
                for phrase in self.table.phrases.get(key, ()):
                    last = place + len(phrase.keys) - 1
                    if self._is_at(place, phrase) and self._is_meant(place, last, phrase):
                        one = self._mention(place, last, phrase.entry, phrase.reversed)
                        yield replace(one, form=self._form(one, phrase))

    def _form(self, one: Mention, phrase: Phrase) -> str:
        """The archive's form of an acronym written out without capitals, else ''."""
        small = self.question[one.start : one.end].islower() and not one.corrected
        return phrase.form if small and len(phrase.keys) > 1 and one.entry.kind == "acronym" else ""

    def _is_at(self, place: int, phrase: Phrase) -> bool:
        tokens = self.tokens[place + 1 : place + len(phrase.keys)]
        return tuple(token.key for token in tokens) == phrase.keys[1:]

    def _mention(self, first: int, last: int, entry: Entry, corrected: bool = False) -> Mention:
        tokens = self.tokens[first : last + 1]
        corrected = corrected or any(token.respelt for token in tokens)
        return Mention(entry, tokens[0].start, tokens[-1].end, corrected)

    def _is_meant(self, first: int, last: int, phrase: Phrase) -> bool:
        """False for part of a compound, and for a word of English that is spelt like an acronym."""
        start, end = self.tokens[first].start, self.tokens[last].end
        if not is_abbreviation(phrase.form):
            single = len(phrase.keys) == 1 and not self.tokens[first].respelt
            return (
                not single
                or not self.question[start:end].islower()
                or not _is_english(phrase.keys[0])
            )
        if not self._stands_alone(first, last):
            return False
        typed = self.question[start:end]
        if typed.removesuffix("s") == phrase.form and not self.shouted:
            return True
        if re.sub(r"\W", "", typed.lower()).removesuffix("s") != re.sub(
            r"\W", "", phrase.form.lower()
        ).removesuffix("s"):
            return self.tokens[first].respelt
        return not _is_english(typed.lower()) and not self._is_usual(typed)

    def _is_usual(self, typed: str) -> bool:
        """True where the archive itself prints a word in small letters, too."""
        root = stem(typed)
        return root in self.lexicon.frequency and root not in self.lexicon.proper

    def _stands_alone(self, first: int, last: int) -> bool:
        """False for "X-NATO"; "NATO-led" and "Korea-NATO" name it."""
        before = self.question[: self.tokens[first].start][-1:]
        after = self.question[self.tokens[last].end :][:1]
        if before in ("-", "_") and not (first and self._is_name(self.tokens[first - 1])):
            return False
        if after not in ("-", "_"):
            return True
        following = self.tokens[last + 1].word if last + 1 < len(self.tokens) else ""
        return len(following) > 2 and (following.islower() or self._is_name(self.tokens[last + 1]))

    def _is_name(self, token: Token) -> bool:
        return token.key in self.table.phrases or any(
            True for _ in find_places(token.word, self.lexicon.countries)
        )

    def misspelt(self) -> Iterator[Mention]:
        """Words in capitals that are one slip away from one acronym only."""
        for place, token in enumerate(self.tokens):
            word = token.word
            if not (word.isupper() and word.isalnum() and word.isascii()) or word.isdigit():
                continue
            if _is_english(word.lower()) or stem(word) in self.lexicon.frequency:
                continue
            entry = self.table.near_acronym(word)
            if entry and self._stands_alone(place, place):
                yield self._mention(place, place, entry, corrected=True)

    def people(self, known: Sequence[Mention]) -> list[Mention]:
        """People by a misspelt name, or by their family name behind a title."""
        persons = [one for one in known if one.entry.kind == "person"]
        found: list[Mention] = []
        least, most = PERSON_WORDS
        for first in range(len(self.tokens)):
            for last in range(first + least - 1, min(first + most, len(self.tokens))):
                name = self._near_person(first, last)
                if name:
                    one = self._mention(first, last, Entry("person", name), corrected=True)
                    if not overlaps(one, [*persons, *found]):
                        found.append(one)
        for place in range(1, len(self.tokens)):
            titled = self._titled(place)
            found += [one for one in titled if not overlaps(one, [*persons, *found])]
        return found

    def _near_person(self, first: int, last: int) -> str:
        tokens = self.tokens[first : last + 1]
        letters = "".join(token.key for token in tokens)
        name = self.table.near_person(letters) if letters.isalpha() else ""
        parts = WORD.findall(plain(name))
        small = [one for one in tokens if one.key in STOPWORDS and one.key not in parts]
        return "" if small or abs(len(parts) - len(tokens)) > 1 else name

    def _titled(self, place: int) -> list[Mention]:
        """The people whose family name stands at a place, behind a title that fits their office."""
        title, token = self.tokens[place - 1], self.tokens[place]
        following = self.question[token.end : token.end + 2]
        compound = "-".join(one.key for one in self.tokens[max(0, place - 2) : place])
        if not {title.key, compound} & TITLE or (
            re.match(r"[ -][A-Z]", following) and not self.shouted
        ):
            return []
        names = self.table.families.get(token.key, [])
        near = [] if names else self._near_family(token)
        fitting = self._of_office(place, names or near)
        start = place - 1
        return [
            self._mention(start, place, Entry("person", name), corrected=bool(near))
            for name in fitting
        ]

    def _near_family(self, token: Token) -> list[str]:
        """Those of one family whose name a word that the archive does not use is a slip for."""
        if (
            len(token.key) < FAMILY
            or token.respelt
            or _is_english(token.key)
            or stem(token.key) in self.lexicon.frequency
        ):
            return []
        return self.table.near_family(token.key)

    def _of_office(self, place: int, names: Sequence[str]) -> list[str]:
        """Of the people of one family name those with the typed office; all where none has it."""
        first = place - 1
        while first > 0 and self.tokens[first - 1].key in RANK:
            first -= 1
        typed = " ".join(token.key for token in self.tokens[first:place])
        if len(names) < 2 or self.tokens[place - 1].key in NO_OFFICE:
            return list(names)
        offices = {name: plain(self.table.office(name)).replace("-", " ") for name in names}
        for fits in (
            lambda office: office.startswith(typed),
            lambda office: re.search(rf"\b{re.escape(typed)}\b", office),
            lambda office: self.tokens[place - 1].key in office,
        ):
            if chosen := [name for name, office in offices.items() if fits(office)]:
                return chosen
        return list(names)

    def abridged(self, known: Sequence[Mention]) -> list[Mention]:
        """Acronyms and organisations by a long form in other words than printed."""
        roots = [self._roots(token) for token in self.tokens]
        found = []
        for one in self.table.abridged_things.find(roots):
            entry = self.table.things[one.number][1]
            if len(one.held) < LONG_FORM or not self._is_certain(one):
                continue
            mention = self._mention(one.first, one.last, entry, corrected=True)
            if not any(covers(other, mention) or other.entry == entry for other in known):
                found.append(mention)
        return found

    def meetings(self, known: Sequence[Mention]) -> list[Mention]:
        """Series of meetings by their name, or by enough of it."""
        roots = [self._roots(token) for token in self.tokens]
        for one in known:
            if one.entry.kind == "acronym":
                held = self._acronym_roots(one.entry)
                for place, token in enumerate(self.tokens):
                    if one.start <= token.start and token.end <= one.end:
                        roots[place] |= held
        found = []
        for near in self.table.abridged_series.find(roots):
            typed = self.tokens[near.first : near.last + 1]
            named = len(near.held) > 1 and any(NOUN.match(token.word) for token in typed)
            if named and self._is_certain(near):
                entry = Entry("meeting", self.table.series[near.number])
                found.append(self._mention(near.first, near.last, entry))
        return found

    def _roots(self, token: Token) -> frozenset[str]:
        return frozenset() if token.key in JOINERS else frozenset((stem(token.key),))

    def _acronym_roots(self, entry: Entry) -> frozenset[str]:
        """The stems of an acronym and of its long forms, each of which may stand in a series' name."""
        forms = (entry.canonical, *self.table.acronym_longs(entry.canonical))
        return frozenset(
            stem(word)
            for form in forms
            for word in WORD.findall(plain(form))
            if word not in JOINERS
        )

    def _is_certain(self, one: Found) -> bool:
        """True when a name is whole, or the words on both sides make no longer name of it."""
        if one.is_whole:
            return True
        following = self.tokens[one.last + 1 : one.last + 3]
        if len(following) > 1 and following[0].key in TOPIC:
            goes_on = not (following[1].key in STOPWORDS or following[1].key in DAYS)
            if goes_on and not following[1].word.isdigit():
                return False
        before = self.tokens[one.first - 1 : one.first]
        return not any(self._goes_on(token) for token in (*before, *following[:1]))

    def _goes_on(self, token: Token) -> bool:
        """True for a word that makes another name of the words beside it."""
        if token.key in STOPWORDS or token.word.isdigit():
            return False
        if ORDINAL.fullmatch(token.word) or FORMAT_WORDS.fullmatch(token.word):
            return False
        if self.shouted or token.word.islower():
            unknown = stem(token.key) not in self.lexicon.frequency
            named = stem(token.key) in self.lexicon.proper
            return named or (unknown and not _is_english(token.key))
        return token.start > 0


def _is_english(word: str) -> bool:
    return word in STOPWORDS or is_word(word)
