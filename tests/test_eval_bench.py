"""Public sets: what is read of their files, and every broken line told with its place."""

import json
from datetime import date
from pathlib import Path

import pytest

from eval.bench import BadBench, BenchPassage, BenchQuery, BenchTurn, load_bench, load_benches
from tests.bench_sets import PASSAGES, QRELS, QUERIES, TALK, write_set


def told(folder: Path) -> list[str]:
    """The problems of a set, without the folder's name."""
    with pytest.raises(BadBench) as caught:
        load_bench(folder)
    return [one.removeprefix(f"{folder}/") for one in caught.value.problems]


def test_all_fields_are_read(tmp_path: Path) -> None:
    passage = PASSAGES[0] | {"date": "2021-05-03", "pool": "p", "source": "Mail", "title": " A\n b"}
    query = QUERIES[0] | {"history": TALK, "date": "2022-01-02", "pool": "p"}
    bench = load_bench(write_set(tmp_path / "set", [passage], [query], "q1\tfish\t2\n"))
    assert bench.name == "set"
    assert bench.passages == (
        BenchPassage("fish", "a", "A b", passage["text"], date(2021, 5, 3), "p", "Mail"),
    )
    turns = BenchTurn(True, TALK[0]["text"]), BenchTurn(False, TALK[1]["text"])
    assert bench.queries == (
        BenchQuery("q1", query["text"], turns, date(2022, 1, 2), True, "who", "p"),
    )
    assert bench.qrels == {"q1": {"fish": 2}}


def test_what_is_not_said_is_empty(tmp_path: Path) -> None:
    passage = {"id": "a", "doc": "d", "text": "t", "date": None, "title": None, "pool": None}
    query = {"id": "q", "text": "t", "date": "", "answerable": None, "history": None}
    bench = load_bench(write_set(tmp_path, [passage, ""], [query], ""))
    assert bench.passages == (BenchPassage("a", "d", "", "t", None, "", ""),)
    assert bench.queries == (BenchQuery("q", "t", (), None, None, "", ""),)
    assert bench.qrels == {} and bench.ranked == ()


def test_a_header_is_passed_over_and_a_first_label_is_not(tmp_path: Path) -> None:
    assert set(load_bench(write_set(tmp_path / "a")).qrels) == {"q1", "q2"}
    bare = QRELS.partition("\n")[2]
    assert set(load_bench(write_set(tmp_path / "b", qrels=bare)).qrels) == {"q1", "q2"}


def test_ranked_are_the_answerable_queries_with_a_grade_above_0(tmp_path: Path) -> None:
    qrels = QRELS.replace("q2\tbridge\t1", "q2\tbridge\t0") + "q3\tmaize\t1\n"
    bench = load_bench(write_set(tmp_path, qrels=qrels))
    assert [query.id for query in bench.ranked] == ["q1"]


def test_the_first_queries_keep_all_passages(tmp_path: Path) -> None:
    bench = load_bench(write_set(tmp_path))
    assert [query.id for query in bench.first(2).queries] == ["q1", "q2"]
    assert bench.first(2).passages == bench.passages
    assert bench.first(None) == bench


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"text": 3}, "text: must be a text"),
        ({"doc": None}, "doc: must be a text"),
        ({"title": ["a"]}, "title: must be a text or null"),
        ({"date": "May 2021"}, "date: must be a day like 2021-10-22, not 'May 2021'"),
        ({"id": "bridge"}, "the id 'bridge' stands on an earlier line, too"),
        ({"text": "\ud800"}, "holds half a character (a surrogate without its other half)"),
    ],
)
def test_a_broken_passage_is_told_with_its_line(
    tmp_path: Path, change: dict[str, object], problem: str
) -> None:
    passages = [PASSAGES[1], PASSAGES[0] | change]
    folder = write_set(tmp_path, passages, QUERIES, "q2\tbridge\t1")
    assert told(folder) == [f"corpus.jsonl:2: {problem}"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"history": "none"}, "history: must be a list of objects with role and text"),
        ({"history": [{"role": "user"}]}, "history: must be a list of objects with role and text"),
        ({"answerable": "yes"}, "answerable: must be true, false or null"),
        ({"pool": "p"}, "pool: no passage is in the pool 'p'"),
        ({"id": 7}, "id: must be a text"),
    ],
)
def test_a_broken_query_is_told_with_its_line(
    tmp_path: Path, change: dict[str, object], problem: str
) -> None:
    folder = write_set(tmp_path, queries=[QUERIES[1], QUERIES[0] | change], qrels="")
    assert told(folder) == [f"queries.jsonl:2: {problem}"]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("q1 fish 1", "must be query, passage and grade, tabs between"),
        ("q1\tfish\t-1", "must be query, passage and grade, tabs between"),
        ("q1\tfish\t²", "must be query, passage and grade, tabs between"),
        ("q9\tfish\t1", "queries.jsonl has no 'q9'"),
        ("q1\tfrog\t1", "corpus.jsonl has no 'frog'"),
    ],
)
def test_a_broken_label_is_told_with_its_line(tmp_path: Path, line: str, problem: str) -> None:
    assert told(write_set(tmp_path, qrels=f"{QRELS}{line}\n")) == [f"qrels.tsv:4: {problem}"]


def test_all_problems_are_told_at_once_and_none_that_follows_from_another(tmp_path: Path) -> None:
    folder = write_set(tmp_path, ["{", *PASSAGES[1:]], ["[]", *QUERIES], f"{QRELS}q1\n")
    problems = told(folder)
    assert [one.partition(": ")[0] for one in problems] == [
        "corpus.jsonl:1",
        "queries.jsonl:1",
        "qrels.tsv:4",
    ]
    assert "is no JSON: " in problems[0] and "is no JSON object" in problems[1]


def test_missing_files_are_told(tmp_path: Path) -> None:
    tmp_path.joinpath("corpus.jsonl").write_bytes(b"\xff")
    assert told(tmp_path) == [
        "corpus.jsonl: is no UTF-8 text (first wrong byte at 0)",
        "queries.jsonl: cannot be read (No such file or directory)",
        "qrels.tsv: cannot be read (No such file or directory)",
    ]


@pytest.mark.parametrize(("passages", "lacks"), [([], "passage"), (PASSAGES, "query")])
def test_an_empty_set_is_refused(tmp_path: Path, passages: list[object], lacks: str) -> None:
    assert told(write_set(tmp_path, passages, [], "")) == [f"{tmp_path}: holds no {lacks}"]


def test_the_problems_of_several_sets_are_told_together(tmp_path: Path) -> None:
    good = write_set(tmp_path / "good")
    one = write_set(tmp_path / "one", qrels="x\ny\n")
    two = write_set(tmp_path / "two", queries=[json.dumps(3)], qrels="")
    with pytest.raises(BadBench, match=r"(?s)one/qrels.tsv:2: .*two/queries.jsonl:1: "):
        load_benches([one, good, two])
    assert [bench.name for bench in load_benches([good, good])] == ["good", "good"]
