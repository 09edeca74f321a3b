"""Public retrieval sets: passages, queries and relevance labels in one form, from a folder."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.errors import CommuniqueError

CORPUS, QUERIES, QRELS = "corpus.jsonl", "queries.jsonl", "qrels.tsv"


class BadBench(CommuniqueError):
    """A set with wrong lines; all problems are listed at once."""

    def __init__(self, problems: list[str]) -> None:
        listed = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(f"The set cannot be used; mend these lines:\n{listed}")


@dataclass(frozen=True)
class BenchPassage:
    """One passage of a set; `doc` groups those of a document, in the order of the file.

    `pool` is the group of candidates it belongs to, empty when every passage is a candidate of
    every query. `source` is who published it, empty where the set does not say.
    """

    id: str
    doc: str
    title: str
    text: str
    day: date | None
    pool: str
    source: str


@dataclass(frozen=True)
class BenchTurn:
    """An earlier turn of a conversation: what the user asked, or what was answered."""

    is_question: bool
    text: str


@dataclass(frozen=True)
class BenchQuery:
    """One query: `day` is the day of asking, `answerable` None where the set does not say."""

    id: str
    text: str
    history: tuple[BenchTurn, ...]
    day: date | None
    answerable: bool | None
    kind: str
    pool: str


@dataclass(frozen=True)
class BenchSet:
    """A set; `qrels` has the grade (above 0) of each relevant passage by query and passage id."""

    name: str
    passages: tuple[BenchPassage, ...]
    queries: tuple[BenchQuery, ...]
    qrels: Mapping[str, Mapping[str, int]]

    @property
    def ranked(self) -> tuple[BenchQuery, ...]:
        """The queries that have a relevant passage: those that measure ranking."""
        return tuple(query for query in self.queries if query.id in self.qrels)


def load_bench(folder: Path) -> BenchSet:
    """The set in a folder with `corpus.jsonl`, `queries.jsonl` and `qrels.tsv`.

    Raises:
        BadBench: a file is missing, or some lines are wrong; all of them are listed.
    """
    problems: list[str] = []
    passages = [
        _passage(fields)
        for fields in _lines(folder / CORPUS, {"id": str, "doc": str, "text": str}, problems)
    ]
    queries = [
        _query(fields) for fields in _lines(folder / QUERIES, {"id": str, "text": str}, problems)
    ]
    known = {one.id for one in passages}, {one.id for one in queries}
    qrels = _qrels(folder / QRELS, known, problems)
    if not problems and not (passages and queries):
        problems.append(f"{folder}: holds no passage or no query")
    if problems:
        raise BadBench(problems)
    name = folder.resolve().name
    return BenchSet(name, tuple(passages), tuple(queries), qrels)


def _lines(
    path: Path, wanted: Mapping[str, type], problems: list[str]
) -> Iterator[dict[str, object]]:
    """The objects of a file of JSON lines that have the wanted fields and an id of their own."""
    seen: set[object] = set()
    for number, line in enumerate(_read(path, problems).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError) as error:
            problems.append(f"{path}:{number}: is no JSON: {error}")
            continue
        wrong = _wrong(fields, wanted)
        if not wrong and fields["id"] in seen:
            wrong = [f"the id {fields['id']!r} stands on an earlier line, too"]
        problems += [f"{path}:{number}: {reason}" for reason in wrong]
        if not wrong:
            seen.add(fields["id"])
            yield fields


def _read(path: Path, problems: list[str]) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        problems.append(f"{path}: cannot be read as UTF-8 text ({error})")
        return ""


def _wrong(fields: object, wanted: Mapping[str, type]) -> list[str]:
    if not isinstance(fields, dict):
        return ["is no JSON object"]
    wrong = [
        f"{name}: must be a text"
        for name, kind in wanted.items()
        if not isinstance(fields.get(name), kind)
    ]
    turns = fields.get("history") or []
    if not isinstance(turns, list) or not all(_is_turn(turn) for turn in turns):
        wrong.append("history: must be a list of objects with role and text")
    day = fields.get("date")
    if day is not None and not _is_day(day):
        wrong.append(f"date: must be a day like 2021-10-22, not {day!r:.40}")
    return wrong


def _is_turn(turn: object) -> bool:
    return isinstance(turn, dict) and all(isinstance(turn.get(k), str) for k in ("role", "text"))


def _is_day(value: object) -> bool:
    try:
        return value == "" or bool(date.fromisoformat(str(value)))
    except ValueError:
        return False


def _passage(fields: dict[str, object]) -> BenchPassage:
    text: Callable[[str], str] = lambda name: str(fields.get(name) or "")  # noqa: E731
    return BenchPassage(
        text("id"),
        text("doc"),
        " ".join(text("title").split()),
        text("text"),
        _day(fields),
        text("pool"),
        text("source"),
    )


def _query(fields: dict[str, object]) -> BenchQuery:
    history = fields.get("history") or []
    assert isinstance(history, list)
    answerable = fields.get("answerable")
    return BenchQuery(
        str(fields["id"]),
        str(fields["text"]),
        tuple(BenchTurn(turn["role"] == "user", turn["text"]) for turn in history),
        _day(fields),
        answerable if isinstance(answerable, bool) else None,
        str(fields.get("type") or ""),
        str(fields.get("pool") or ""),
    )


def _day(fields: dict[str, object]) -> date | None:
    value = fields.get("date")
    return date.fromisoformat(str(value)) if value else None


def _qrels(
    path: Path, known: tuple[set[str], set[str]], problems: list[str]
) -> dict[str, dict[str, int]]:
    passages, queries = known
    qrels: dict[str, dict[str, int]] = {}
    for number, line in enumerate(_read(path, problems).split("\n"), start=1):
        if number == 1 or not line.strip():
            continue
        query, _, rest = line.partition("\t")
        passage, _, grade = rest.partition("\t")
        if not grade.strip().isdigit():
            problems.append(f"{path}:{number}: must be query, passage and grade, tabs between")
        elif query not in queries or passage not in passages:
            missing = query if query not in queries else passage
            problems.append(f"{path}:{number}: {missing!r} is in neither of the other files")
        elif int(grade) > 0:
            qrels.setdefault(query, {})[passage] = int(grade)
    return qrels
