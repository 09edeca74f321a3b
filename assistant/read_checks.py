"""What of a language model's reading of a question may be used: nothing that nobody has said.

A check gets a proposed value, the reading so far and the conversation. It gives the fields of the
reading that change, or None where the value fails. Only what the user has typed may come back:
its words, its names and its periods, these resolved by the same code that reads any question.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from assistant.lexicon import Lexicon
from assistant.names import FIRST_KINDS, find_names
from assistant.period import read_period
from assistant.records import AnswerKind, Name, Period, Reading
from assistant.understand import understand
from index.acts import ASKED
from index.errors import BadQuestion
from index.records import Act
from index.words import stem, words

KINDS = tuple(str(kind) for kind in AnswerKind if kind is not AnswerKind.ABOUT)
"""The kinds that may be proposed; a question on the archive itself is known by its own words."""
ACTS = tuple(str(act) for act in ASKED)
"""The acts that a question can ask for."""
MOST_NAMES = 10
"""Names of a reply; nobody asks about more at once."""
FREE = frozenset(
    """a an the this that these those there here it its they them their he she him her his and or
    of in on at by for from to with about as into during regarding concerning do does did done is
    are was were be been being has have had can could will would should may might what which who
    whom whose when where why how many much any some also please tell me us give s""".split()
)
"""Words that may be filled in although nobody has typed them: they change nothing of what is asked.
Those of denying, comparing, ordering and limiting are not among them."""
TURNS = frozenset(
    """not no nor never neither none nothing without only except unless but before after since until
    till under over above below beyond between within more most less least fewer than""".split()
)
"""Words of the question that may not get lost: without them it asks for something else."""

WORD = re.compile(r"[^\W_]+")
Key = tuple[str, str]
"""Kind and canonical form of a name."""
Changes = dict[str, Any]


@dataclass(frozen=True)
class Conversation:
    """The code's own reading of a question, and what was asked before it, the latest first."""

    reading: Reading
    earlier: tuple[Reading, ...]
    lexicon: Lexicon
    today: date

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """All questions as typed and as set right, the last one's first."""
        turns = (self.reading, *self.earlier)
        return tuple(text for one in turns for text in (one.question, one.corrected or ""))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all words typed."""
        return frozenset(stem(word) for text in self.texts for word in _words(text))

    @cached_property
    def names(self) -> frozenset[Key]:
        """The names of all questions."""
        turns = (self.reading, *self.earlier)
        found = (name for one in turns for name in (*one.names, *one.scope))
        return _keys(found) | self.own_names

    @cached_property
    def own_names(self) -> frozenset[Key]:
        """The names that stand in the question itself."""
        return _keys(find_names(self.reading.corrected, self.lexicon))

    @cached_property
    def own_period(self) -> Period | None:
        """The period that the question itself names."""
        return self.resolved(self.reading.corrected)

    def resolved(self, text: str) -> Period | None:
        """The period that a text of the conversation names, as the code reads it."""
        base = self.earlier[0].period if self.earlier else None
        return read_period(text, self.today, base).period

    def holds(self, text: str) -> bool:
        """True when somebody has typed these words, in this order."""
        return any(_folded(text) in _folded(one) for one in self.texts)


def check_standalone(value: object, reading: Reading, talk: Conversation) -> Changes | None:
    """The question in other words of the conversation, read anew by the code."""
    if not isinstance(value, str) or not _says_the_same(value, talk):
        return None
    try:
        anew = understand(value, (), talk.lexicon, talk.today)
    except BadQuestion:
        return None
    names = _keys((*anew.names, *anew.scope))
    if not talk.own_names <= names <= talk.names or not _is_dated_as(anew, reading, talk):
        return None
    own = tuple(term for term in anew.terms if term in reading.terms)
    filled = tuple(term for term in anew.terms if term not in own)
    bare = reading.kind in (AnswerKind.FACT, AnswerKind.LIST) and not reading.act
    only_points = len(own) <= bare  # then what it points to is all that an answer can be about
    return {
        "standalone": anew.corrected,
        "corrected": anew.corrected,
        "names": _unless_same(anew.names, reading.names),
        "scope": _unless_same(anew.scope, reading.scope),
        "period": _known(anew.period, talk) or reading.period,
        "kind": anew.kind if reading.kind is AnswerKind.FACT else reading.kind,
        "act": reading.act or anew.act,
        "ordinal": reading.ordinal or anew.ordinal,
        "edition": reading.edition or anew.edition,
        "latest": reading.latest or anew.latest,
        "terms": _in_order(anew.terms if only_points else own, reading.terms),
        "subject": _in_order(filled or reading.subject, reading.subject),
        "notes": tuple(dict.fromkeys((*reading.notes, *anew.notes))),
    }


def check_names(value: object, reading: Reading, talk: Conversation) -> Changes | None:
    """The names of the archive that are meant, each of which somebody has typed."""
    if not isinstance(value, list) or len(value) > MOST_NAMES:
        return None
    found = list(find_names(reading.corrected, talk.lexicon))
    for typed in value:
        meant = find_names(typed, talk.lexicon) if isinstance(typed, str) else ()
        if not meant or not (talk.holds(typed) or _keys(meant) <= talk.names):
            return None
        found += [name for name in meant if not _keys([name]) <= _keys(found)]
    names = tuple(name for name in found if name.kind in FIRST_KINDS)
    scope = tuple(name for name in found if name.kind not in FIRST_KINDS)
    return {
        "names": _unless_same(names, reading.names),
        "scope": _unless_same(scope, reading.scope),
    }


def check_period(value: object, reading: Reading, talk: Conversation) -> Changes | None:
    """The period that the copied words name; the question's own cannot be changed."""
    if not isinstance(value, str) or not _folded(value).strip() or not talk.holds(value):
        return None
    known = [talk.own_period] if talk.own_period else [one.period for one in talk.earlier]
    for period in known:  # whole, so that "2021" copied from "since 2021" stays "since 2021"
        if period and _folded(value) in _folded(period.words):
            return {"period": reading.period if period == talk.own_period else period}
    if talk.own_period or any(str(one.edition) in value for one in _with_edition(talk)):
        return None
    period = talk.resolved(value)
    return {"period": period} if period else None


def check_kind(value: object, reading: Reading, talk: Conversation) -> Changes | None:
    """A kind of the closed set."""
    return {"kind": AnswerKind(value)} if value in KINDS else None


def check_act(value: object, reading: Reading, talk: Conversation) -> Changes | None:
    """An act of the closed set."""
    return {"act": Act(value)} if value in ACTS else None


CHECKS: Mapping[str, Callable[[object, Reading, Conversation], Changes | None]] = {
    "standalone": check_standalone,
    "names": check_names,
    "period": check_period,
    "kind": check_kind,
    "act": check_act,
}
"""The keys that a reply may have, in the order in which their values are taken."""


def _says_the_same(text: str, talk: Conversation) -> bool:
    """True when every word was typed or is free, and none that matters in the question is lost."""
    said = _words(text)
    kept = {stem(word) for word in said}
    question = _words(talk.reading.corrected)
    vital = {word for word in question if word in TURNS or word[0].isdigit()}
    own_terms = {stem(word) for word in question} & set(talk.reading.terms)
    return (
        all(word in FREE or stem(word) in talk.stems for word in said)
        and vital <= set(said)
        and own_terms <= kept
    )


def _is_dated_as(anew: Reading, reading: Reading, talk: Conversation) -> bool:
    """True when the rewritten question names no days, edition or ordinal of its own making."""
    turns = (reading, *talk.earlier)
    period = _known(anew.period, talk)
    if anew.conflict != reading.conflict or (anew.period and not period):
        return False
    if talk.own_period and not _same_days(anew.period, talk.own_period):
        return False
    editions, ordinals = {one.edition for one in turns}, {one.ordinal for one in turns}
    return anew.edition in {0, *editions} and anew.ordinal in {0, *ordinals}


def _known(period: Period | None, talk: Conversation) -> Period | None:
    """The period of the conversation that has these days."""
    turns = (talk.own_period, talk.reading.period, *(one.period for one in talk.earlier))
    return next((one for one in turns if one and _same_days(one, period)), None)


def _same_days(one: Period | None, other: Period | None) -> bool:
    if one is None or other is None:
        return False
    return (one.first, one.last, one.basis) == (other.first, other.last, other.basis)


def _with_edition(talk: Conversation) -> Iterable[Reading]:
    return (one for one in (talk.reading, *talk.earlier) if one.edition)


def _unless_same(names: tuple[Name, ...], before: tuple[Name, ...]) -> tuple[Name, ...]:
    """The names as they were before, where they name the same."""
    return before if _keys(names) == _keys(before) else names


def _in_order(terms: tuple[str, ...], before: tuple[str, ...]) -> tuple[str, ...]:
    """The terms in their order before, where they are the same."""
    return before if set(terms) == set(before) else terms


def _keys(names: Iterable[Name]) -> frozenset[Key]:
    return frozenset((name.kind, name.canonical) for name in names)


def _words(text: str) -> list[str]:
    """The words in small letters, "didn't" as "did not"."""
    text = re.sub(r"n[’']t\b", " not", text.lower().replace("cannot", "can not"))
    return [word.lower() for word in words(text)]


def _folded(text: str) -> str:
    """Words in small letters between single spaces, so that whole words are found in it."""
    return f" {' '.join(WORD.findall(text.lower()))} "
