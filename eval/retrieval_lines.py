"""Rankings of public sets as lines of JSON, and such lines as rankings again."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.bench import CORPUS, QRELS, QUERIES, BenchQuery, BenchSet
from eval.ranking import Ranking, measure

DIGITS = 6
"""Figures in a line have six decimals, as those of `eval run`."""


def head(
    folders: Sequence[Path], names: Sequence[str], limit: int | None, model: str
) -> dict[str, Any]:
    """What decides the rankings: the files of the sets, the systems, the model."""
    sets = [{"name": one.resolve().name, "sha256": _digest(one)} for one in folders]
    return {
        "command": "retrieval",
        "sets": sets,
        "systems": list(names),
        "limit": limit,
        "embedding_model": model,
    }


def _digest(folder: Path) -> str:
    whole = hashlib.sha256()
    for name in (CORPUS, QUERIES, QRELS):
        whole.update(hashlib.sha256((folder / name).read_bytes()).digest())
    return whole.hexdigest()


def ranking_line(
    bench: BenchSet, system: str, query: BenchQuery, ranking: Ranking
) -> dict[str, Any]:
    """A ranking of a set's query by a system, with its measures where the query has labels."""
    measures: Mapping[str, float] = {}
    if bench.is_ranked(query):
        measures = measure({query.id: bench.qrels[query.id]}, {query.id: ranking})[query.id]
    return {
        "set": bench.name,
        "system": system,
        "id": query.id,
        "type": query.kind,
        "answerable": query.answerable,
        "measures": {name: round(value, DIGITS) for name, value in measures.items()},
        "confidence": ranking.confidence,
        "top": list(ranking),
    }


def rankings_of(lines: Iterable[Mapping[str, Any]], name: str) -> dict[tuple[str, str], Ranking]:
    """The rankings of a set that lines tell of, by system and query id."""
    return {
        (line["system"], line["id"]): ranked(line["top"], line["confidence"])
        for line in lines
        if line["set"] == name
    }


def ranked(ids: Sequence[str], confidence: float | None) -> Ranking:
    """A ranking of passages, best first, as it is written: places for scores, few digits."""
    shown = {id: float(len(ids) - place) for place, id in enumerate(ids)}
    return Ranking(shown, None if confidence is None else round(confidence, DIGITS))
