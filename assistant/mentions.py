"""The words of a question and where in it a name is mentioned."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.lexicon import Lexicon
from assistant.name_table import Entry, plain
from assistant.spelling import respelt

WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the question; `key` is it in lower case, misspelling set right."""

    word: str
    start: int
    end: int
    key: str
    respelt: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """An entry at `[start, end)` of the question; `form` is the archive's where only case differs."""

    entry: Entry
    start: int
    end: int
    corrected: bool = False
    form: str = ""


def tokens_of(question: str, lexicon: Lexicon) -> list[Token]:
    """The words of a question in order, those set right that the archive prints otherwise."""
    tokens = []
    for match in WORD.finditer(question):
        if match[0].lower() == "s" and question[match.start() - 1 : match.start()] in ("'", "’"):
            continue
        right = respelt(match[0], lexicon)
        tokens.append(Token(match[0], *match.span(), plain(right or match[0]), bool(right)))
    return tokens


def each_once(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions in order, each name once, none inside a longer one of its kind."""
    kept: dict[Entry, Mention] = {}
    for one in sorted(mentions, key=lambda one: (one.start, -one.end, one.corrected)):
        if not any(covers(other, one) for other in mentions):
            kept.setdefault(one.entry, one)
    return list(kept.values())


def covers(other: Mention, one: Mention) -> bool:
    """True when a mention lies inside a longer one of the same kind of thing."""
    longer = other.end - other.start > one.end - one.start
    return (
        longer
        and other.start <= one.start
        and one.end <= other.end
        and _group(other.entry) == _group(one.entry)
    )


def _group(entry: Entry) -> str:
    """Acronyms and organisations are names of the same things."""
    return "organisation" if entry.kind == "acronym" else entry.kind


def inside(start: int, end: int, mentions: Sequence[Mention]) -> bool:
    """True when a stretch of the question is within a mention."""
    return any(one.start <= start and end <= one.end for one in mentions)


def overlaps(one: Mention, mentions: Sequence[Mention]) -> bool:
    """True when a mention shares a letter with one of others."""
    return any(one.start < other.end and other.start < one.end for other in mentions)
