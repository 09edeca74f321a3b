"""A language model's reply while it arrives: whole sentences with the ids they cite."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.sentences import sentence_spans

LONGEST = 20_000
"""Characters of a reply that are read, reasoning left out; a model that runs on is cut off there."""
THOUGHTS = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
"""What reasoning models write before their reply."""
_OPEN, _CLOSE = "<think>", "</think>"
_MARK = r"\[[^\[\]\n]*\]"
MARK = re.compile(_MARK)
GROUP = re.compile(rf"{_MARK}(?:[ \t]*(?:,|;|&|and\b)?[ \t]*{_MARK})*")
"""Marks that stand together: "[s1][s2]", "[s1], [s2]"."""
_CLOSERS = r"[”\"’')*_]+"
TAIL = re.compile(rf"(?:[.!?…]+(?:{_CLOSERS})?|{_CLOSERS}(?=[ \t\n\[.!?])|[ \t]+|{_MARK})*")
"""What may follow a mark and still belong to its sentence."""
STOPPED = re.compile(rf"[.!?…](?:{_CLOSERS})?[ \t]*$")
BEGUN = re.compile(r"\[[^\[\]\n]*")
"""The beginning of what may become a mark."""
GOES_ON = re.compile(r"[a-z,;:&]")
"""How the rest of a sentence begins behind a mark that follows an abbreviation's full stop."""
ID = re.compile(r"\bs\d+\b")
BULLET = re.compile(r"^\s*(?:[-*•#>]+|\d+[.)])\s+")
ENDING = re.compile(rf"(?:[ \t]*(?:{_MARK}|[.!?…”\"’')*_]))+$")
"""Marks and stops at the end of a unit, in any order."""
AT_STOP = re.compile(rf" ?{GROUP.pattern}(?=[.!?…”\"’')*_]|$)")


@dataclass(frozen=True)
class Written:
    """A sentence of the reply without its marks, and the ids that these cite, known or not."""

    text: str
    ids: tuple[str, ...]


def read_reply(chunks: Iterable[str], longest: int = LONGEST) -> Iterator[Written]:
    """Each sentence as soon as nothing that follows can change it; the same for every split.

    A sentence without a mark has no ids. Reasoning and what lies beyond `longest` are left out.
    """
    text, place, read = "", 0, 0
    for chunk in _spoken(chunks):
        text += chunk[: longest - read]
        read += len(chunk)
        units, text, place = _cut(text, place, last=False)
        yield from _sentences(units)
        if read >= longest:
            break
    units, _, _ = _cut(text, place, last=True)
    yield from _sentences(units)


def _spoken(chunks: Iterable[str]) -> Iterator[str]:
    """The reply without its reasoning; what may be the beginning of a tag is held back."""
    held, thinking = "", False
    for chunk in chunks:
        held += chunk
        while (tag := _CLOSE if thinking else _OPEN) in held:
            before, _, held = held.partition(tag)
            if not thinking:
                yield before
            thinking = not thinking
        tail = next((n for n in range(len(tag) - 1, 0, -1) if held.endswith(tag[:n])), 0)
        spoken, held = held[: len(held) - tail], held[len(held) - tail :]
        if not thinking:
            yield spoken
    if not thinking:
        yield held


def _cut(text: str, place: int, last: bool) -> tuple[list[str], str, int]:
    """The units of a text that are complete, what is left, and up to where that was looked at.

    A unit ends with a line, or with the marks of its sentence. `last` is true when nothing follows.
    """
    units: list[str] = []
    start = 0
    while found := _boundary(text, start, place, last):
        place, ends = found
        if ends:
            units.append(text[start:place])
            start = place
    return ([*units, text[start:]] if last else units), text[start:], place - start


def _boundary(text: str, start: int, place: int, last: bool) -> tuple[int, bool] | None:
    """Where the next mark or line from `place` on ends, and whether the unit does; None: unknown."""
    line = text.find("\n", place)
    group = GROUP.search(text, place, line if line >= 0 else len(text))
    if not group:
        return (line + 1, True) if line >= 0 else None
    before = text[start : group.start()]
    if not before.strip(" \t\r*_-•#>"):
        return group.end(), False  # a mark in front belongs to what follows
    stopped = bool(STOPPED.search(before))
    if stopped and MARK.match(BULLET.sub("", before).lstrip()):
        return group.start(), True  # this reply puts its marks in front
    tail = TAIL.match(text, group.end())
    assert tail
    if not last and (tail.end() == len(text) or BEGUN.fullmatch(text, tail.end())):
        return None
    stopped = stopped or bool(re.search(r"[.!?…]", tail[0]))
    return tail.end(), stopped and not GOES_ON.match(text, tail.end())


def _sentences(units: Iterable[str]) -> Iterator[Written]:
    for unit in units:
        bare = _marks_before_stop(BULLET.sub("", unit.replace("**", "").replace("\r", "")).strip())
        for start, end in sentence_spans(bare):
            sentence = bare[start:end]
            ids = [id for mark in MARK.findall(sentence) for id in ID.findall(mark.lower())]
            words = AT_STOP.sub("", " ".join(sentence.split()))
            words = re.sub(r"\s+([.,;!?])", r"\1", " ".join(GROUP.sub(" ", words).split()))
            if words.strip(".,;!?… "):
                yield Written(words, tuple(dict.fromkeys(ids)))


def _marks_before_stop(unit: str) -> str:
    """The unit with all marks of its end before its full stop, which is then one."""
    ending = ENDING.search(unit)
    marks = MARK.findall(ending[0]) if ending else []
    if not ending or not marks:
        return unit
    stops = "".join(MARK.sub("", ending[0]).split())
    return unit[: ending.start()] + "".join(f" {mark}" for mark in marks) + stops.replace("..", ".")
