"""Asks recorded questions again, and tells what differs from what was answered then."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from assistant.record_form import CandidateParagraph, Earlier, Given, Quotation, Record
from assistant.record_make import Asked, circumstances, record_of

if TYPE_CHECKING:
    from assistant.answer import Assistant

SCORE = 0.001
"""Scores that differ by less are the same: other processors round otherwise."""
LABELS = {
    "embedding model": ("models", "embedding"),
    "reranker": ("models", "reranker"),
    "language model": ("models", "language"),
    "its help in reading": ("models", "reads"),
    "index (model)": ("index", "model"),
    "index (text version)": ("index", "text_version"),
    "index (archive)": ("index", "archive"),
}
"""What the models and the stamp of the index are called, by the field that holds each."""
SHOWN = 60
"""Characters of a value in a line."""


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was: what it is, and how it was and is, both in words.

    `then` is empty for a quotation that is new, `now` for one that is lost. `decides` is false for
    what stands beside the answer: the index, a model, the ranking.
    """

    what: str
    then: str
    now: str
    decides: bool = True


@dataclass(frozen=True)
class Replayed:
    """A record beside the record of the same question asked again."""

    then: Record
    now: Record
    same: tuple[str, ...]
    differences: tuple[Difference, ...]

    @property
    def is_same(self) -> bool:
        """True when the answer itself is as it was."""
        return not any(one.decides for one in self.differences)


class Replay:
    """Asks recorded questions of one assistant; earlier turns that records share are asked once."""

    def __init__(self, assistant: "Assistant") -> None:
        self.assistant = assistant
        self._asked: dict[tuple[Earlier, ...], Asked] = {}

    def again(self, record: Record) -> Replayed:
        """The record beside a new one, made with its own day, filters and conversation.

        Raises:
            BadQuestion: a recorded question can no longer be asked.
            NotRecordable: the archive was changed meanwhile.
        """
        last = Earlier(record.question, record.day, record.filters, record.left_out)
        turns: list[Asked] = []
        asked: tuple[Earlier, ...] = ()
        for turn in (*record.earlier, last):
            asked = (*asked, turn)
            if asked not in self._asked:
                self._asked[asked] = self._ask(turn, turns)
            turns.append(self._asked[asked])
        return compared(record, record_of(turns, self.assistant.archive))

    def _ask(self, turn: Earlier, turns: Sequence[Asked]) -> Asked:
        earlier = [one.answer for one in turns]
        answer = self.assistant.ask(turn.question, earlier, turn.day, turn.filters, turn.left_out)
        return Asked(answer, circumstances(self.assistant, answer, turn.day))


def compared(then: Record, now: Record) -> Replayed:
    """What is the same and what differs between two records of one question."""
    found: list[Difference] = []
    same: list[str] = []
    for what, differences in (
        *_answer_parts("", then.answer, now.answer),
        *_wider_parts(then.wider, now.wider),
        *_beside(then, now),
    ):
        found += differences
        same += [] if differences else [what]
    return Replayed(then, now, tuple(same), tuple(found))


Part = tuple[str, list[Difference]]
"""A part of an answer, and how it differs: not at all where the list is empty."""


def _answer_parts(of: str, then: Given, now: Given) -> Iterator[Part]:
    """The parts of an answer; `of` is what each is called after."""
    for name in ("status", "text"):
        yield f"{of}{name}", _value(f"{of}{name}", getattr(then, name), getattr(now, name))
    yield f"{of}citations", [*_quotations(f"{of}citation", then.citations, now.citations)]
    yield f"{of}closest", [*_quotations(f"{of}closest", then.closest, now.closest)]
    for name in ("choices", "fallback"):
        yield f"{of}{name}", _value(f"{of}{name}", getattr(then, name), getattr(now, name))


def _wider_parts(then: Given | None, now: Given | None) -> Iterator[Part]:
    if then and now:
        yield from _answer_parts("wider ", then, now)
    else:
        before, after = ("a wider answer" if one else "none" for one in (then, now))
        yield "wider answer", _value("wider answer", before, after)


def _beside(then: Record, now: Record) -> Iterator[Part]:
    """What an answer rests on without being part of it."""
    rows = [("program", then.program, now.program)]
    for label, of in LABELS.items():
        sides = [getattr(getattr(side, of[0]), of[1]) for side in (then, now)]
        rows.append((label, *sides))
    for what, before, after in rows:
        yield what, _value(what, before, after, decides=False)
    one, other = then.answer.reading, now.answer.reading
    yield (
        "reading",
        [
            difference
            for name in dict.fromkeys((*one, *other))
            for difference in _value(f"reading, {name}", one.get(name), other.get(name), False)
        ],
    )
    yield "query", _value("query", then.answer.query, now.answer.query, decides=False)
    yield "candidates", [*_candidates(then.answer.candidates, now.answer.candidates)]


def _value(what: str, then: object, now: object, decides: bool = True) -> list[Difference]:
    return [] if then == now else [Difference(what, *_apart(then, now), decides)]


def _apart(then: object, now: object) -> tuple[str, str]:
    """Two values in words, cut to the place where they part."""
    one, other = (" ".join(str(value).split()) for value in (then, now))
    first = next(
        (place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )
    start = max(0, first - SHOWN // 3)
    return _cut(one, start), _cut(other, start)


def _cut(words: str, start: int) -> str:
    shown = words[start : start + SHOWN]
    return f"{'…' if start else ''}{shown}{'…' if len(words) > start + SHOWN else ''}" or "none"


def _quotations(
    what: str, then: Sequence[Quotation], now: Sequence[Quotation]
) -> Iterator[Difference]:
    """Quotations that are lost, new, or the same words at another place or of another text."""
    left = {(one.id, one.quote): one for one in now}
    for one in then:
        other = left.pop((one.id, one.quote), None)
        if other is None:
            yield Difference(what, _named(one), "")
            continue
        for each in fields(one):
            values = getattr(one, each.name), getattr(other, each.name)
            if values[0] != values[1]:
                label = f"{what} {_named(one)}, {each.name.replace('_', ' ')}"
                yield Difference(label, *_apart(*values))
    for one in left.values():
        yield Difference(what, "", _named(one))


def _named(one: Quotation) -> str:
    mark = f"[{one.label}] " if one.label else ""
    return f"{mark}{one.id} “{_cut(' '.join(one.quote.split()), 0)}”"


def _candidates(
    then: Sequence[CandidateParagraph], now: Sequence[CandidateParagraph]
) -> Iterator[Difference]:
    one, other = ([each.id for each in side] for side in (then, now))
    if one != other:
        yield Difference("candidates", *_apart(", ".join(one), ", ".join(other)), False)
        return
    for each, its in zip(then, now, strict=True):
        if abs(each.score - its.score) > SCORE:
            label = f"candidates, score of {each.id}"
            yield Difference(label, str(each.score), str(its.score), False)
