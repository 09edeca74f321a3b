"""The parts of a reading that a reader may leave out, and the reading without some of them."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.cover import GENERIC
from assistant.explain import KINDS, LABELS, name_words
from assistant.records import (
    Answer,
    AnswerKind,
    Basis,
    Draft,
    Name,
    Origin,
    Period,
    Reading,
    Where,
)
from assistant.taken_out import Taken, spoken, without_words
from assistant.understand import name_notes
from assistant.wording import period_words
from index.errors import BadPart
from index.words import stems

FIELDS = ("period", "act", "actor", "ordinal", "edition", "latest")
"""Keys of the parts that are no names; each is a field of the reading, too."""
NARROWING = frozenset(("period", "ordinal", "edition", "names", "scope"))
"""Fields that chose the releases of the last answer."""


@dataclass(frozen=True)
class Part:
    """A part of a reading: its key, what it is called, and what was read, both in words.

    Keys stay the same from question to question: a field ("period"), or the kind of a name with its
    canonical form ("country:KR").
    """

    key: str
    label: str
    value: str


def parts_of(reading: Reading) -> list[Part]:
    """The parts that can be left out and leave something to ask, in the order of the explanation."""
    if reading.kind is AnswerKind.ABOUT:
        return []
    return [one for one in _parts(reading) if _asks(without(reading, (one.key,)))]


def read_left_out(typed: Sequence[str]) -> tuple[str, ...]:
    """The keys typed, each once. Raises BadPart for what can be the key of no part."""
    for key in typed:
        kind, _, name = key.partition(":")
        if key not in FIELDS and not (kind in KINDS and name.strip()):
            raise BadPart(key, (*FIELDS, *(f"{kind}:NAME" for kind in KINDS)))
    return tuple(dict.fromkeys(typed))


def without(reading: Reading, left_out: Sequence[str]) -> Reading:
    """The reading without these parts, also in its words, so that its search is wider.

    `question` loses the words, too; `as_typed` gives them back once the answer is made. Keys of
    parts that were not read are passed over.
    """
    wanted = {key.casefold() for key in left_out}
    held = {one: [one.key] for one in _fields(reading)}
    groups = {_part(group[0]): group for group in _groups(reading)}
    held |= {one: [key_of(name) for name in group] for one, group in groups.items()}
    parts = [one for one, keys in held.items() if wanted & {key.casefold() for key in keys}]
    if not parts:
        return reading
    keys = {one.key for one in parts}
    gone = [name for one in parts for name in groups.get(one, ())]
    fields = {key for key in keys if key in FIELDS}
    fields |= {"actor"} if any(_within(one.typed, reading.actor) for one in gone) else set()
    values = _words(reading, fields, gone)
    values |= {field: type(getattr(reading, field))() for field in fields - {"period", "act"}}
    values |= dict.fromkeys(fields & {"period", "act"})
    values |= {field: _kept(getattr(reading, field), gone) for field in ("names", "scope")}
    left = (*reading.left_out, *(one.key for one in parts))
    told = [Origin("left_out", Where.CHOSEN, f"{one.label}: {one.value}") for one in parts]
    own = [one for one in reading.origins if not _is_of(one, fields, gone, values)]
    if _narrowed_by_talk(reading, fields, gone):
        values |= {"context": (), "cited": ()}
    return replace(reading, **values, left_out=left, origins=(*own, *told))


def as_typed(given: Answer | Draft, typed: str) -> Answer | Draft:
    """An answer, or what is proven of one, with its question as it was typed."""
    if isinstance(given, Draft):
        return replace(given, answer=_as_typed(given.answer, typed))
    return _as_typed(given, typed)


def _as_typed(answer: Answer, typed: str) -> Answer:
    wider = _as_typed(answer.wider, typed) if answer.wider else None
    reading = replace(answer.reading, question=typed)
    return replace(answer, question=typed, reading=reading, wider=wider)


def key_of(name: Name) -> str:
    """The key of a name."""
    return f"{name.kind}:{name.canonical}"


def _parts(reading: Reading) -> list[Part]:
    return [*_fields(reading), *(_part(group[0]) for group in _groups(reading))]


def _fields(reading: Reading) -> Iterator[Part]:
    values = {
        "act": str(reading.act or ""),
        "actor": reading.actor if _is_somebody(reading) else "",
        "period": _period(reading.period) if reading.period else "",
        "edition": str(reading.edition or ""),
        "ordinal": str(reading.ordinal or ""),
        "latest": "the most recent" if reading.latest else "",
    }
    for field, value in values.items():
        if value:
            yield Part(field, LABELS[field], value)


def _part(name: Name) -> Part:
    return Part(key_of(name), KINDS.get(name.kind, "Name"), name_words(name))


def _groups(reading: Reading) -> list[list[Name]]:
    """The names that are said by the same words, the longest first: they can only go together.

    In "the KRRI meeting" the acronym stands nowhere but in the name of the meeting.
    """
    names = list({key_of(one): one for one in _named(reading)}.values())
    at = [[one.span() for one in spoken(reading.standalone, name.typed)] for name in names]
    size = [max((end - start for start, end in spans), default=0) for spans in at]
    groups: dict[int, list[Name]] = {}
    for place in sorted(range(len(names)), key=lambda place: -size[place]):
        outer = (other for other in groups if at[place] and _inside(at[place], at[other]))
        groups.setdefault(next(outer, place), []).append(names[place])
    return [groups[place] for place in sorted(groups)]


def _inside(spans: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> bool:
    """True when each stretch lies within one of the others."""
    return all(any(one[0] <= start and end <= one[1] for one in others) for start, end in spans)


def _named(reading: Reading) -> tuple[Name, ...]:
    return (*reading.names, *reading.scope)


def _kept(names: tuple[Name, ...], gone: Sequence[Name]) -> tuple[Name, ...]:
    return tuple(one for one in names if one not in gone)


def _is_somebody(reading: Reading) -> bool:
    """True where more is said of who acted than a name says already."""
    said = set(stems(reading.actor)) - GENERIC
    return bool(said) and not any(said <= set(stems(one.typed)) for one in _named(reading))


def _within(typed: str, words: str) -> bool:
    return bool(typed) and set(stems(typed)) <= set(stems(words))


def _period(period: Period) -> str:
    """The days in few words: "2021", "March 2021"."""
    first, last = period.first, period.last
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    words = period_words(period)
    if whole and 1900 < first.year <= last.year < 2199:
        words = str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    elif first.day == 1 and last == first.replace(day=monthrange(first.year, first.month)[1]):
        words = f"{first:%B %Y}"
    return words if period.basis is Basis.EVENT else f"{words} (days of release)"


def _asks(reading: Reading) -> bool:
    """True where a question without some of its parts still says what to look for."""
    named = (reading.names, reading.scope, reading.terms, reading.subject, reading.actor)
    which = (reading.period, reading.ordinal, reading.edition, reading.latest, reading.context)
    return any(named) or any(which)


def _words(reading: Reading, fields: set[str], gone: Sequence[Name]) -> dict[str, Any]:
    """The texts and terms of the reading without the words of these fields and names."""
    period = reading.period.words if reading.period and "period" in fields else ""
    edition = str(reading.edition) if "edition" in fields else ""
    kept = [one for one in _named(reading) if one not in gone]
    actor = reading.actor if "actor" in fields else ""
    taken = Taken(
        words=tuple(words for words in (period, edition) if words),
        names=tuple(gone),
        kept=tuple(kept),
        actor=actor,
        act=reading.act if "act" in fields else None,
        ordinal=reading.ordinal if "ordinal" in fields else 0,
        latest="latest" in fields,
    )
    texts = {
        field: without_words(getattr(reading, field), taken)
        for field in ("question", "standalone", "corrected")
    }
    lost = set(stems(" ".join([period, edition, actor, *_forms(gone)])))
    lost -= set(stems(" ".join([texts["standalone"], *_forms(kept)])))
    told = name_notes(gone)
    return {
        **texts,
        "background": tuple(
            replace(turn, text=without_words(turn.text, taken)) for turn in reading.background
        ),
        "terms": tuple(term for term in reading.terms if term not in lost),
        "subject": tuple(term for term in reading.subject if term not in lost),
        "notes": tuple(note for note in reading.notes if note not in set(told)),
    }


def _forms(names: Sequence[Name]) -> Iterator[str]:
    for name in names:
        yield from (name.typed, name.canonical, *name.aliases)


def _is_of(origin: Origin, fields: set[str], gone: Sequence[Name], values: dict[str, Any]) -> bool:
    """True for where a field or a name came from that is there no longer."""
    if origin.field in ("names", "scope"):
        return not values[origin.field] or origin.words in {one.typed for one in gone}
    return origin.field in fields


def _narrowed_by_talk(reading: Reading, fields: set[str], gone: Sequence[Name]) -> bool:
    """True where the conversation supplied a part that is left out, and with it the releases."""
    lost = fields | ({"names", "scope"} if gone else set())
    return bool(lost & NARROWING & set(reading.carried))
