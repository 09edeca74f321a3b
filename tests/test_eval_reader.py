"""The reader's measures, worked by hand."""

import json
from pathlib import Path

import numpy as np
import pytest

from eval.reader import Candidates, Scores, bm25_system, lines, pooled_candidates

SEEN = Candidates(
    "Who ran the mill?", ("A mill.", "Ada ran the mill.", "Rain."), frozenset({1}), True
)
UNSEEN = Candidates("Who sold the mill?", ("A mill.", "Ada ran the mill."), frozenset(), False)


def by_length(one: Candidates) -> Scores:
    return np.array([len(text) for text in one.texts], dtype=np.float32)


def against_length(one: Candidates) -> Scores:
    return -by_length(one)


def test_accuracy_rank_and_auroc_of_two_systems() -> None:
    (line,) = lines("set", [SEEN, UNSEEN], {"longest": by_length})
    assert "accuracy@1 1.000" in line
    assert "RR 1.000" in line
    # the best scores of both questions are equal: half
    assert "AUROC 0.500" in line
    (line,) = lines("set", [SEEN, UNSEEN], {"shortest": against_length})
    # the gold sentence is the last of three
    assert "accuracy@1 0.000" in line
    assert "RR 0.333" in line
    assert "AUROC 1.000" in line


def test_reader_and_cosine_together_add_their_ranks() -> None:
    found = list(lines("set", [SEEN, UNSEEN], {"reader": against_length, "cosine": against_length}))
    assert len(found) == 3
    assert "reader + cosine" in found[2]
    assert "AUROC 1.000" in found[2]


def test_bm25_prefers_the_sentence_with_the_words() -> None:
    assert bm25_system([SEEN, UNSEEN])(SEEN).argmax() == 1


def test_a_pool_gives_the_sentences_of_its_passages(tmp_path: Path) -> None:
    passage = {
        "id": "p1",
        "doc": "d",
        "para": 0,
        "title": "Mills",
        "date": None,
        "text": "A mill. Rain.",
        "pool": "one",
    }
    asked = {
        "id": "q1",
        "text": "Rain?",
        "history": [],
        "date": None,
        "answers": [],
        "answerable": False,
        "type": "none",
        "pool": "one",
    }
    (tmp_path / "corpus.jsonl").write_text(json.dumps(passage), encoding="utf-8")
    (tmp_path / "queries.jsonl").write_text(json.dumps(asked), encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n", encoding="utf-8")
    (only,) = pooled_candidates(tmp_path)
    assert only.texts == ("Mills | A mill.", "Mills | Rain.")
    assert only.answerable is False


@pytest.mark.slow
def test_the_shipped_reader_beats_bm25_on_a_question_of_words() -> None:
    from assistant.reader.model import Reader
    from eval.reader import reader_system

    told = ("The mill | Who ran the mill was not known.", "The mill | Ada Brook ran it until 1901.")
    one = Candidates("Who ran the mill?", told, frozenset({1}), True)
    assert bm25_system([one, UNSEEN])(one).argmax() == 0
    assert reader_system(Reader(), bm25_system([one, UNSEEN]))(one).argmax() == 1
