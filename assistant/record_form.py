"""The form of an answer's record: one JSON object that a third party can check again.

A file of records holds one object a line. What a field means is said at its class.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError, with_config

from assistant.records import Status
from index.errors import BadSetting, NoAnswerRecord, RecordExists
from index.records import Act, Filters

NAME: Final = "Communiqué answer"
FORMAT: Final = 1
LARGEST = 64_000_000
"""Bytes of a file that is read: some thousands of records, which have 5,000 to 20,000 each."""
SHOWN = 60
"""Characters of a wrong value in a message."""
TOLD = 5
"""Wrong lines of a file, and wrong fields of a line, that are named."""
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 in hexadecimal."""
Offset = Annotated[int, Field(ge=0)]
"""Code points from the start of a release's stored text."""
exact = with_config(ConfigDict(extra="forbid", ser_json_inf_nan="constants"))


@exact
@dataclass(frozen=True)
class Earlier:
    """An earlier question of the conversation, with its day of asking and its filters.

    `left_out` are the keys of the parts of its reading that did not count.
    """

    question: str
    day: date
    filters: Filters
    left_out: tuple[str, ...] = ()


@exact
@dataclass(frozen=True)
class Models:
    """The models in force; of one in a folder only the folder's name.

    `reranker` is `none`, and `language` empty, where there is none. `reads` tells whether the
    language model helped to read the question.
    """

    embedding: str
    reranker: str
    language: str
    reads: bool


@exact
@dataclass(frozen=True)
class Index:
    """The stamp of the index that was searched; `archive` is the digest of all its releases."""

    model: str
    text_version: int
    archive: str


@exact
@dataclass(frozen=True)
class Quotation:
    """A quoted stretch of a release: `quote` is exactly the stored text from `start` to `end`.

    `label` is its mark in the answer's text, empty for what is closest. `id` is the passage's id.
    `digest` is the release's: of its title, printed date and passages, white space folded;
    `release@<first 8 of it>` names this version for ever. `passage_sha256` is of the whole passage
    as it is stored, in UTF-8. `marked` are the stretches inside the quotation that answer.
    """

    label: str
    id: str
    quote: str
    start: Offset
    end: Offset
    marked: tuple[tuple[Offset, Offset], ...]
    act: Act | None
    release: str
    digest: Digest
    passage_sha256: Digest
    title: str
    released: dict[str, str | None]
    url: str | None


@exact
@dataclass(frozen=True)
class ScoredPiece:
    """A passage that the search found; scores are higher the better."""

    id: str
    score: float
    dense: float
    lexical: float


@exact
@dataclass(frozen=True)
class CandidateParagraph:
    """A paragraph that the answer was selected from, with what was found of it."""

    id: str
    score: float
    passages: tuple[ScoredPiece, ...]


@exact
@dataclass(frozen=True)
class Given:
    """What was answered, and how it was come by.

    `reading` is how the question was understood, each part with its origin; `query` are the words
    searched for; `candidates` are in the order of the ranking. `fallback` tells why a language
    model that was set was not used.
    """

    status: Status
    text: str
    citations: tuple[Quotation, ...]
    closest: tuple[Quotation, ...]
    choices: tuple[str, ...]
    fallback: str | None
    reading: dict[str, Any]
    query: str
    candidates: tuple[CandidateParagraph, ...]


@exact
@dataclass(frozen=True)
class Record:
    """An answer with all that is needed to check it, and to ask its question again.

    `wider` is what the archive says without the limits that left the answer empty. `timings` are
    seconds by step. `left_out` are the keys of the parts of the reading that did not count; they
    are none in a record that was written before there were any.
    """

    record: Literal["Communiqué answer"]
    format: Literal[1]
    program: str
    question: str
    day: date
    filters: Filters
    earlier: tuple[Earlier, ...]
    models: Models
    index: Index
    answer: Given
    wider: Given | None
    timings: dict[str, float] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()

    @property
    def quotations(self) -> tuple[Quotation, ...]:
        """Every quotation, proof or not: the answer's, then the wider answer's."""
        given = [self.answer, *([self.wider] if self.wider else [])]
        return tuple(one for each in given for one in (*each.citations, *each.closest))


_CODEC: TypeAdapter[Record] = TypeAdapter(Record)


def as_line(record: Record) -> str:
    """The record as one line of JSON, without a line end; fields stand in the classes' order."""
    return _CODEC.dump_json(record).decode()


def read_records(path: Path) -> list[Record]:
    """The records of a file, in its order; empty lines are passed over.

    Raises:
        NoAnswerRecord: the file cannot be read, or a line is no record; all wrong lines are told.
    """
    lines = [line for line in enumerate(_text(path).split("\n"), start=1) if line[1].strip()]
    if not lines:
        raise NoAnswerRecord(path, ["it is empty"])
    records: list[Record] = []
    problems: list[str] = []
    for number, line in lines:
        if problem := _foreign(line):
            problems.append(f"line {number} {problem}")
            continue
        try:
            records.append(_CODEC.validate_json(line, strict=True))
        except ValidationError as error:
            problems.append(f"line {number} is damaged: {_faults(error)}")
    if problems:
        raise NoAnswerRecord(path, _cut(problems))
    return records


def _text(path: Path) -> str:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            limit = f"at most {LARGEST / 1e6:,.0f} MB are read; split it by lines"
            raise NoAnswerRecord(path, [f"it has {size / 1e6:,.1f} MB, and {limit}"])
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise NoAnswerRecord(path, [f"it cannot be read ({error.strerror})"]) from error
    except UnicodeDecodeError as error:
        raise NoAnswerRecord(path, [f"it is no UTF-8 text (byte {error.start})"]) from error


def _foreign(line: str) -> str:
    """Why a line is no record of a form that is known here; empty for one that may be."""
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        return "is no JSON"
    if not isinstance(values, dict) or values.get("record") != NAME:
        if isinstance(values, dict) and {"question", "citations", "reading"} <= values.keys():
            return "is a line of ask --json, which has no digests"
        return "is no answer record of Communiqué"
    form = values.get("format")
    if type(form) is not int or form < 1:
        return f"is damaged: its format is {str(form)[:SHOWN]}"
    if form > FORMAT:
        return f"is of format {form}, which a later version wrote; this one reads {FORMAT}"
    return ""


def _faults(error: ValidationError) -> str:
    """Field and fault, of the first few wrong ones."""
    faults = [
        f"{'.'.join(str(part) for part in one['loc'])}: {one['msg'].lower()}"
        for one in error.errors(include_url=False, include_input=False)
    ]
    return "; ".join(_cut(faults))


def _cut(told: Sequence[str]) -> list[str]:
    more = len(told) - TOLD
    return [*told[:TOLD], *([f"and {more} more"] if more > 0 else [])]


class RecordFile:
    """A file that gets one line for each answer, as soon as it is given."""

    def __init__(self, path: Path, overwrite: bool = False) -> None:
        """Nothing is written yet.

        Raises:
            RecordExists: the file is there and may not be written over.
            BadSetting: there is no such folder.
        """
        if path.exists() and not overwrite:
            raise RecordExists(path)
        if path.is_dir() or not path.parent.is_dir():
            raise BadSetting("--record", str(path), "a file in a folder that is there")
        self.path = path
        self._mode = "wb" if overwrite else "xb"

    def add(self, record: Record) -> None:
        """Write one more line. Raises as the constructor, and BadSetting where it cannot."""
        try:
            with self.path.open(self._mode) as stream:
                stream.write(f"{as_line(record)}\n".encode())
        except FileExistsError as error:
            raise RecordExists(self.path) from error
        except OSError as error:
            wanted = f"writable ({error.strerror})"
            raise BadSetting("--record", str(self.path), wanted) from error
        self._mode = "ab"
