"""Public retrieval sets: passages, queries and relevance labels in one form, from a folder."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from index.errors import CommuniqueError

CORPUS, QUERIES, QRELS = "corpus.jsonl", "queries.jsonl", "qrels.tsv"
GRADE = re.compile(r"\s*[0-9]{1,9}\s*")


class BadBench(CommuniqueError):
    """A set with wrong lines; all problems are listed at once."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
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
        """The queries that have a relevant passage: those that measure ranking.

        One that the set calls unanswerable is not among them, whatever its labels.
        """
        return tuple(query for query in self.queries if self.is_ranked(query))

    def is_ranked(self, query: BenchQuery) -> bool:
        """True for a query of `ranked`."""
        return query.id in self.qrels and query.answerable is not False

    def first(self, limit: int | None) -> "BenchSet":
        """The set with its first queries alone; the whole set without a limit."""
        return replace(self, queries=self.queries[:limit])


def load_benches(folders: Sequence[Path]) -> list[BenchSet]:
    """The sets in some folders, in their order.

    Raises:
        BadBench: as `load_bench`; the problems of all the sets are listed at once.
    """
    sets: list[BenchSet] = []
    problems: list[str] = []
    for folder in folders:
        try:
            sets.append(load_bench(folder))
        except BadBench as error:
            problems += error.problems
    if problems:
        raise BadBench(problems)
    return sets


def load_bench(folder: Path) -> BenchSet:
    """The set in a folder with `corpus.jsonl`, `queries.jsonl` and `qrels.tsv`.

    Raises:
        BadBench: a file is missing, or some lines are wrong; all of them are listed.
    """
    problems: list[str] = []
    wanted = {"id": str, "doc": str, "text": str}
    passages = [_passage(one) for _, one in _lines(folder / CORPUS, wanted, problems)]
    pools = None if problems else {one.pool for one in passages}
    queries = []
    for place, fields in _lines(folder / QUERIES, {"id": str, "text": str}, problems):
        query = _query(fields)
        if pools is not None and query.pool and query.pool not in pools:
            problems.append(f"{place}: pool: no passage is in the pool {query.pool!r}")
        queries.append(query)
    ids = {one.id for one in queries}, {one.id for one in passages}
    qrels = _qrels(folder / QRELS, None if problems else ids, problems)
    if not problems and not (passages and queries):
        problems.append(f"{folder}: holds no {'query' if passages else 'passage'}")
    if problems:
        raise BadBench(problems)
    name = folder.resolve().name
    return BenchSet(name, tuple(passages), tuple(queries), qrels)


def _lines(
    path: Path, wanted: Mapping[str, type], problems: list[str]
) -> Iterator[tuple[str, dict[str, object]]]:
    """The objects of a file of JSON lines that can be used, each with its file and line."""
    seen: set[object] = set()
    for number, line in enumerate(_read(path, problems).split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{path}:{number}"
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError) as error:
            problems.append(f"{place}: is no JSON: {error}")
            continue
        wrong = _wrong(fields, wanted)
        if not wrong and fields["id"] in seen:
            wrong = [f"the id {fields['id']!r} stands on an earlier line, too"]
        problems += [f"{place}: {reason}" for reason in wrong]
        if not wrong:
            seen.add(fields["id"])
            yield place, fields


def _read(path: Path, problems: list[str]) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        problems.append(f"{path}: cannot be read ({error.strerror})")
    except UnicodeDecodeError as error:
        problems.append(f"{path}: is no UTF-8 text (first wrong byte at {error.start})")
    return ""


def _wrong(fields: object, wanted: Mapping[str, type]) -> list[str]:
    if not isinstance(fields, dict):
        return ["is no JSON object"]
    wrong = [
        f"{name}: must be a text"
        for name, kind in wanted.items()
        if not isinstance(fields.get(name), kind)
    ]
    wrong += [
        f"{name}: must be a text or null"
        for name in ("title", "pool", "source", "type")
        if not isinstance(fields.get(name) or "", str)
    ]
    turns = fields.get("history") or []
    if not isinstance(turns, list) or not all(_is_turn(turn) for turn in turns):
        wrong.append("history: must be a list of objects with role and text")
    if not isinstance(fields.get("answerable"), bool | None):
        wrong.append("answerable: must be true, false or null")
    day = fields.get("date")
    if day is not None and not _is_day(day):
        wrong.append(f"date: must be a day like 2021-10-22, not {day!r:.40}")
    try:
        json.dumps(fields, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        wrong.append("holds half a character (a surrogate without its other half)")
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
    path: Path, known: tuple[set[str], set[str]] | None, problems: list[str]
) -> dict[str, dict[str, int]]:
    """The grades above 0 by query and passage.

    Args:
        known: the ids of queries and passages; None where not all of them could be read.
    """
    qrels: dict[str, dict[str, int]] = {}
    for number, line in enumerate(_read(path, problems).split("\n"), start=1):
        query, _, rest = line.partition("\t")
        passage, _, grade = rest.partition("\t")
        if not line.strip() or (number == 1 and not GRADE.fullmatch(grade)):
            continue
        place = f"{path}:{number}"
        if not GRADE.fullmatch(grade):
            problems.append(f"{place}: must be query, passage and grade, tabs between")
            continue
        if known and query not in known[0]:
            problems.append(f"{place}: {QUERIES} has no {query!r}")
        if known and passage not in known[1]:
            problems.append(f"{place}: {CORPUS} has no {passage!r}")
        if int(grade) > 0:
            qrels.setdefault(query, {})[passage] = int(grade)
    return qrels
