"""A made-up retrieval set in the form of the public ones, for the tests of the evaluation."""

import json
from pathlib import Path
from typing import Any

PASSAGES: list[dict[str, Any]] = [
    {
        "id": "fish",
        "doc": "a",
        "text": "Ministers agreed on fishing quotas in Oslo.",
        "title": "Sea",
    },
    {"id": "bridge", "doc": "a", "text": "The bridge over the river was opened.", "title": "Sea"},
    {"id": "grain", "doc": "b", "text": "Trade in grain grew by ten percent.", "title": "Farms"},
    {"id": "maize", "doc": "b", "text": "Maize was planted in the north.", "title": "Farms"},
]
QUERIES: list[dict[str, Any]] = [
    {"id": "q1", "text": "Who agreed on fishing quotas?", "type": "who", "answerable": True},
    {"id": "q2", "text": "When was the bridge opened?", "type": "when", "answerable": True},
    {"id": "q3", "text": "Which zebras sleep?", "type": "who", "answerable": False},
]
QRELS = "query-id\tcorpus-id\tscore\nq1\tfish\t1\nq2\tbridge\t1\n"
TALK = [
    {"role": "user", "text": "Tell me of the river."},
    {"role": "agent", "text": "A bridge crosses it."},
]


def write_set(
    folder: Path,
    passages: list[Any] = PASSAGES,
    queries: list[Any] = QUERIES,
    qrels: str = QRELS,
) -> Path:
    """The folder, with the three files of a set; a line that is a text is written as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in (("corpus.jsonl", passages), ("queries.jsonl", queries)):
        texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        (folder / name).write_text("\n".join(texts), encoding="utf-8")
    (folder / "qrels.tsv").write_text(qrels, encoding="utf-8")
    return folder


def no_progress(step: str, done: int, total: int) -> None:
    """Says nothing."""
