"""Figures of other commands on the page: searches of public sets, readings."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from eval.page_given import BadFigures, readings, searched
from eval.page_parts import Figure


def found(id: str, system: str, value: float, sure: float, answerable: bool = True) -> str:
    line = {"set": "public", "system": system, "id": id, "answerable": answerable}
    measures = {"nDCG@10": value, "R@5": value} if answerable else {}
    return json.dumps(line | {"type": "", "measures": measures, "confidence": sure, "top": []})


def file_of(path: Path, lines: Sequence[str], **totals: object) -> Path:
    """The lines between a head and an end, as the commands write them."""
    path.write_text("\n".join(['{"out": 1}', *lines, json.dumps({"end": True, **totals})]))
    return path


def test_searches_side_by_side(tmp_path: Path) -> None:
    lines = [
        found("a", "bm25", 0.5, 3),
        found("b", "bm25", 0.25, 2),
        found("c", "bm25", 0, 1, False),
    ]
    lines += [
        found("a", "ours", 1, 0.9),
        found("b", "ours", 0.5, 0.2),
        found("c", "ours", 0, 0.4, False),
    ]
    file = file_of(tmp_path / "searches.jsonl", lines)
    ranked, recall, gaps, areas = searched([file])
    assert ranked.heads == ("system", "public")
    values = [row[1].value for row in ranked.rows if isinstance(row[1], Figure)]
    assert values == [0.375, 0.75]
    assert recall.title == "R@5"
    (name, gap), *others = gaps.rows
    assert isinstance(gap, Figure) and not others
    assert (name, gap.value, gap.verdict) == ("bm25", 0.375, "")
    sure = [row[1].value for row in areas.rows if isinstance(row[1], Figure)]
    assert sure == [1.0, 0.5]


def test_readings(tmp_path: Path) -> None:
    line = {
        "file": "clauses.jsonl",
        "texts": 12,
        "all": {"precision": 0.9, "recall": 0.5, "f1": None},
    }
    line |= {"fields": {"actor": 0.25}, "own_events": {"f1": 1.0}, "clause_overlap": 0.75}
    file = file_of(tmp_path / "read.jsonl", ['{"file": "clauses.jsonl", "place": 1}'], files=[line])
    (table,) = readings([file])
    assert table.heads[5] == "actor"
    assert table.rows == (
        ("clauses.jsonl", "12", "0.900", "0.500", "–", "0.250", "1.000", "0.750"),
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "line 1 is no JSON"),
        ('{"out": 1}\n{"set": "a"}', "has no end: it was not finished"),
        ('{"out": 1}\n[]\n{"end": true}', "line 2: is no JSON object"),
        ('{"out": 1}\n{"set": "a"}\n{"end": true}', "line 2: system: is missing"),
    ],
)
def test_another_file_is_told(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "file.jsonl"
    file.write_text(text)
    with pytest.raises(BadFigures, match=f"{told}.*eval retrieval"):
        searched([file])
