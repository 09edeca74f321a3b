"""Checks a recorded answer against the stored releases; no model is needed.

(The quotations of an answer in the making are checked in `verify`, an index in `index.verify`.)
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.record_form import Given, Quotation, Record
from assistant.record_make import sha256_of
from assistant.wider import GIVEN
from index.errors import UnknownId
from index.records import Release
from index.store import Archive

MARK = re.compile(r"\[(\d{1,4})\]")
MARKED_QUOTATION = re.compile(r"”\s*((?:\[\d{1,4}\]\s*)+)")
BULLET = re.compile(r"^\s*[-•]\s")
SHOWN = 60
"""Characters of a quotation in a message."""


@dataclass(frozen=True)
class Checked:
    """What checking a record came to.

    `problems` mean that the answer is not proven; `notes` tell of what changed since without
    touching the proof. `quotations` is how many were held against their source.
    """

    question: str
    quotations: int
    problems: tuple[str, ...]
    notes: tuple[str, ...]


def check(record: Record, archive: Archive) -> Checked:
    """What is wrong with a record, held against the archive as it is now."""
    problems: list[str] = []
    stored = {one: _stored(one, archive) for one in map(_version, record.quotations)}
    for quotation in record.quotations:
        where = f"[{quotation.label}] " if quotation.label else "closest, "
        found = _faults(quotation, stored[_version(quotation)])
        problems += [f"{where}{quotation.id}: {fault}" for fault in found]
    for given in (record.answer, record.wider):
        problems += _text_faults(given) if given else ()
    current = archive.published()
    notes = [
        note
        for one in record.quotations
        if stored[_version(one)] and (note := _since(one, current.get(one.release, "")))
    ]
    return Checked(
        record.question, len(record.quotations), tuple(problems), tuple(dict.fromkeys(notes))
    )


def _version(quotation: Quotation) -> str:
    return f"{quotation.release}@{quotation.digest[:8]}"


def _stored(version: str, archive: Archive) -> Release | None:
    try:
        return archive.release(version)
    except UnknownId:
        return None


def _since(quotation: Quotation, current: str) -> str:
    """What has become of a quoted release since; empty where it is as it was.

    Args:
        current: the digest of the version that readers see, empty without one.
    """
    if current == quotation.digest:
        return ""
    became = "changed" if current else "removed"
    version = _version(quotation)
    return f"{quotation.release} was {became} since; what was quoted is stored as {version}"


def _faults(quotation: Quotation, release: Release | None) -> Iterator[str]:
    """What is wrong with a quotation by itself and in its release, None where it is not stored."""
    if quotation.id.partition("#")[0] != quotation.release:
        yield f"is no passage of {quotation.release}"
    if quotation.start >= quotation.end:
        yield f"ends at {quotation.end}, where it should be after its start, {quotation.start}"
    for start, end in quotation.marked:
        if not quotation.start <= start < end <= quotation.end:
            yield f"what is marked, {start} to {end}, is not inside the quotation"
    if release is None:
        yield f"{_version(quotation)} is not stored, so nothing of it can be checked"
        return
    if release.digest != quotation.digest:
        yield f"the release that is stored has another digest: {release.digest}"
    yield from _text_differs(quotation, release)


def _text_differs(quotation: Quotation, release: Release) -> Iterator[str]:
    """Where quotation and stored text part."""
    stored = release.text[quotation.start : quotation.end]
    if stored != quotation.quote:
        place = f"{quotation.start} to {quotation.end}"
        at = release.text.find(quotation.quote)
        hint = f"; the quoted words stand at {at}" if at >= 0 else ""
        yield f"the stored text from {place} is “{_short(stored)}” and not the quotation{hint}"
    try:
        passage = release.passage(quotation.id)
    except KeyError:
        yield "its release has no such passage"
        return
    if not passage.start <= quotation.start < quotation.end <= passage.end:
        yield f"the quotation is not inside its passage, {passage.start} to {passage.end}"
    if sha256_of(release.text_of(passage)) != quotation.passage_sha256:
        yield "the stored passage has another SHA-256"


def _text_faults(given: Given) -> Iterator[str]:
    """What is wrong between an answer's text and its citations."""
    quotes = {one.label: one for one in given.citations}
    if len(quotes) < len(given.citations):
        yield "two citations have the same mark"
    if given.status in GIVEN and not quotes:
        yield f"the answer is {given.status}, but cites nothing"
    text = "\n".join(_without_right_ones(line, given.citations) for line in given.text.split("\n"))
    marks = set(MARK.findall(text))
    for label in sorted(marks - quotes.keys(), key=int):
        yield f"[{label}] stands in the text, but is no citation"
    for label in quotes:
        if label not in marks:
            yield f"[{label}] is a citation, but stands nowhere in the text"
    if quotes:
        for line in text.split("\n"):
            yield from _line_faults(line, quotes)


def _without_right_ones(line: str, citations: Sequence[Quotation]) -> str:
    """A line in which each quotation that is as cited is left out, its mark kept.

    Brackets and quote marks inside of these are the release's own.
    """
    for one in citations:
        for words in (_folded(one.quote), *_stretches(one)):
            line = line.replace(f"“{words}” [{one.label}]", f"[{one.label}]")
    return line


def _stretches(quotation: Quotation) -> list[str]:
    """The words of what is marked in a quotation, which may be all that is shown of it."""
    start = quotation.start
    return [
        _folded(quotation.quote[first - start : last - start]) for first, last in quotation.marked
    ]


def _line_faults(line: str, quotes: dict[str, Quotation]) -> Iterator[str]:
    """Quotations in a line that are not those of their marks.

    In a sentence, words of the quotation may stand in quote marks before its mark.
    """
    point = BULLET.match(line)
    for match in MARKED_QUOTATION.finditer(line):
        words = line[line.rfind("“", 0, match.start()) + 1 : match.start()]
        for label in MARK.findall(match[1]):
            quoted = label in quotes and not point and words in _folded(quotes[label].quote)
            if label in quotes and not quoted:
                yield f"[{label}]: “{_short(words)}” in the text is not its quotation"
    if point and "“" in line and not MARK.search(line):
        yield f"a quotation in the text has no mark: “{_short(line.partition('“')[2])}"


def _folded(text: str) -> str:
    return " ".join(text.split())


def _short(text: str) -> str:
    folded = _folded(text)
    return folded if len(folded) <= SHOWN else f"{folded[:SHOWN]}…"
