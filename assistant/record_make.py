"""From an answer to its record: what was in force when it was given, and what it rests on."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from assistant.explain import described
from assistant.record_form import (
    FORMAT,
    NAME,
    CandidateParagraph,
    Earlier,
    Given,
    Index,
    Models,
    Quotation,
    Record,
    ScoredPiece,
)
from assistant.records import Answer, Citation, Reading
from index.errors import NotRecordable, UnknownId
from index.export import date_values
from index.records import Release, ScoredParagraph
from index.rerank import NONE
from index.store import Archive

if TYPE_CHECKING:
    from assistant.answer import Assistant

DECIMALS = 6
"""Of a score; what is beyond differs between machines."""
ADDRESS = re.compile(r"https?://[^\s)\"'”]*[^\s)\"'”:;,.]")


@dataclass(frozen=True)
class Circumstances:
    """What an answer was given under, and cannot be told from it later.

    `digests` are those of the releases that it quotes, by id.
    """

    day: date
    models: Models
    index: Index
    digests: Mapping[str, str]


@dataclass(frozen=True)
class Asked:
    """A turn of a conversation: an answer with what it was given under."""

    answer: Answer
    circumstances: Circumstances


def circumstances(assistant: "Assistant", answer: Answer, day: date) -> Circumstances:
    """What an answer was given under, taken right after it was given.

    Args:
        day: the day of asking.
    """
    stamp = assistant.retriever.generation.stamp
    quoted = {one.release for one in _quoted(answer)}
    held = assistant.archive.releases() if quoted else []
    written = assistant.writer or assistant.reader
    return Circumstances(
        day,
        Models(
            embedding=_bare(assistant.retriever.embedder.name),
            reranker=_bare(getattr(assistant.reranker, "model", NONE)),
            language=_bare(written.model.name) if written else "",
            reads=assistant.reader is not None,
        ),
        Index(
            model=_bare(str(stamp.get("model", ""))),
            text_version=int(stamp.get("text_version", 0)),
            archive=str(stamp.get("archive", "")),
        ),
        {one.id: one.digest for one in held if one.id in quoted},
    )


def _quoted(answer: Answer) -> list[Citation]:
    wider = answer.wider
    return [*answer.quoted, *answer.closest, *(wider.closest if wider else ())]


def _bare(model: str) -> str:
    """A model's name; of one in a folder only the folder's, as a path tells of the machine."""
    kinds = (PurePosixPath, PureWindowsPath)
    if model.startswith((".", "~")) or any(kind(model).is_absolute() for kind in kinds):
        return PureWindowsPath(model).name
    return Path(model).name if model and Path(model).exists() else model


def record_of(turns: Sequence[Asked], archive: Archive) -> Record:
    """The record of the last turn of a conversation.

    Raises:
        NotRecordable: a quoted text was changed while it was quoted, or was forgotten since.
    """
    *earlier, last = turns
    answer, told = last.answer, last.circumstances
    quotations = _Quotations(archive, told.digests)
    return Record(
        record=NAME,
        format=FORMAT,
        program=_program(),
        question=answer.question,
        day=told.day,
        filters=answer.reading.filters,
        earlier=tuple(_earlier(one) for one in earlier),
        models=told.models,
        index=told.index,
        answer=_given(answer, quotations),
        wider=_given(answer.wider, quotations) if answer.wider else None,
        timings=dict(answer.timings),
        left_out=answer.reading.left_out,
    )


def _earlier(turn: Asked) -> Earlier:
    answer = turn.answer
    reading = answer.reading
    return Earlier(answer.question, turn.circumstances.day, reading.filters, reading.left_out)


@cache
def _program() -> str:
    """The version of this program; `unknown` where it runs without being installed."""
    try:
        return version("communique")
    except PackageNotFoundError:
        return "unknown"


def _given(answer: Answer, quotations: "_Quotations") -> Given:
    return Given(
        status=answer.status,
        text=answer.text,
        citations=tuple(quotations.of(one) for one in answer.citations),
        closest=tuple(quotations.of(one) for one in answer.closest),
        choices=answer.choices,
        fallback=_without_addresses(answer.fallback) if answer.fallback else None,
        reading=_reading(answer.reading),
        query=answer.query,
        candidates=tuple(_candidate(one) for one in answer.retrieved),
    )


def _reading(reading: Reading) -> dict[str, object]:
    """The reading as it is explained; notes may name the address of a server."""
    notes = tuple(_without_addresses(note) for note in reading.notes)
    return described(replace(reading, notes=notes))


def _without_addresses(told: str) -> str:
    return ADDRESS.sub("its server", told)


def _candidate(paragraph: ScoredParagraph) -> CandidateParagraph:
    return CandidateParagraph(
        paragraph.id,
        round(float(paragraph.score), DECIMALS),
        tuple(
            ScoredPiece(
                one.id,
                *(round(float(score), DECIMALS) for score in (one.score, one.dense, one.lexical)),
            )
            for one in paragraph.passages
        ),
    )


class _Quotations:
    """Citations with the digests of what they quote, in the versions that were quoted."""

    def __init__(self, archive: Archive, digests: Mapping[str, str]) -> None:
        self.archive, self.digests = archive, digests
        self._releases: dict[str, Release] = {}

    def of(self, citation: Citation) -> Quotation:
        """The citation as it is recorded. Raises NotRecordable."""
        release = self._release(citation.release)
        try:
            passage = release.passage(citation.id)
        except KeyError as error:
            raise NotRecordable(citation.release) from error
        if release.text[citation.start : citation.end] != citation.quote:
            raise NotRecordable(citation.release)
        return Quotation(
            label=citation.label,
            id=citation.id,
            quote=citation.quote,
            start=citation.start,
            end=citation.end,
            marked=citation.marked,
            act=citation.act,
            release=citation.release,
            digest=release.digest,
            passage_sha256=sha256_of(release.text_of(passage)),
            title=citation.title,
            released=date_values(citation.released),
            url=citation.url,
        )

    def _release(self, id: str) -> Release:
        """The release in the version that was quoted."""
        if id not in self._releases:
            try:
                self._releases[id] = self.archive.release(f"{id}@{self.digests[id][:8]}")
            except (KeyError, UnknownId) as error:
                raise NotRecordable(id) from error
        return self._releases[id]


def sha256_of(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
