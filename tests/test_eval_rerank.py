"""The reader as a reranker: orders worked by hand, and the command with a fake reader."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from assistant.reader.model import FOLDER, WEIGHTS_SHA256, Cascade, Reader, load_reader
from eval import rerank_command
from eval.__main__ import main
from eval.bench import BenchSet, load_bench
from eval.ranking import best
from eval.reader import drawn
from eval.rerank import BEFORE, ORDERS, KeptScores, Read, measures, orders, read_set, weights_of
from eval.rerank_report import Gain, report, summary
from eval.rerank_report import Result as Found
from eval.retrieval import open_ours
from tests.bench_sets import no_progress, write_set
from tests.fakes import FakeEmbedder, FakeReranker

PASSAGES: list[dict[str, Any]] = [
    {
        "id": "oslo", "doc": "a", "title": "Sea", "date": "2021-05-03",
        "text": "Ministers met in Oslo on fishing quotas. Nothing was agreed on fishing quotas.",
    },
    {
        "id": "bergen", "doc": "b", "title": "Sea", "date": "2022-06-01",
        "text": "It rained. In Bergen they settled how much cod may be caught.",
    },
    {"id": "grain", "doc": "c", "title": "Farms", "text": "Trade in grain grew."},
]  # fmt: skip
QUERIES: list[dict[str, Any]] = [
    {"id": "q1", "text": "Where were fishing quotas agreed?", "answerable": True},
    {"id": "q2", "text": "Which trade in grain grew?", "answerable": True},
    {"id": "q3", "text": "Which zebras sleep on fishing quotas?", "answerable": False},
]
QRELS = "query-id\tcorpus-id\tscore\nq1\tbergen\t1\nq2\tgrain\t1\nq3\toslo\t1\n"
READ = Read(
    "q1",
    ("a", "b", "c", "d"),
    (1.0, 0.9, 0.2, 0.0),
    (-1.0, 2.0, 1.0, -1.0),
    (0.0, 1.0, 4.0, 1.0),
    {"search": 0.1, "passage": 1.0, "sentence": 2.0},
)


@pytest.fixture
def bench(tmp_path: Path) -> BenchSet:
    """A set whose first question's search finds a passage without the answer first."""
    return load_bench(write_set(tmp_path / "made-up", PASSAGES, QUERIES, QRELS))


def read_all(bench: BenchSet, reader: FakeReranker, folder: Path) -> list[Read]:
    """What is read of the ranked queries."""
    ours = open_ours(bench, folder, FakeEmbedder(), no_progress)
    kept = KeptScores(reader, folder / "scores")
    return list(read_set(bench, bench.ranked, ours, kept, no_progress))


# Orders


@pytest.mark.parametrize(
    ("name", "order"),
    [
        ("search", "abcd"),
        ("passage", "bcad"),  # a and d are equal: as the search had them
        ("sentence", "cbda"),
        # 1/61 + 1/63, 1/62 + 1/61, 1/63 + 1/62, 1/64 + 1/64
        ("search + passage", "bacd"),
        # 1/61 + 1/64, 1/62 + 1/62, 1/63 + 1/61, 1/64 + 1/63
        ("search + sentence", "cbad"),
        # .5 + 0, .45 + .5, .1 + .333, 0 + 0
        ("half passage", "bacd"),
        # .5 + 0, .45 + .125, .1 + .5, 0 + .125
        ("half sentence", "cbad"),
    ],
)
def test_each_order_is_that_of_its_scores(name: str, order: str) -> None:
    assert "".join(best(orders(READ)[name], 4)) == order


def test_every_order_is_explained_and_made() -> None:
    assert list(orders(READ)) == list(ORDERS)
    nothing = Read("q", (), (), (), (), {})
    assert orders(nothing) == {name: {} for name in ORDERS}


def test_measures_are_those_of_the_labels(bench: BenchSet) -> None:
    one = Read("q1", ("oslo", "bergen"), (1.0, 0.5), (0.0, 1.0), (1.0, 0.0), {})
    found = {name: rows["q1"]["nDCG@10"] for name, rows in measures(bench, [one]).items()}
    second = 1 / np.log2(3)
    assert found[BEFORE] == pytest.approx(second)
    assert found["passage"] == 1.0
    assert found["sentence"] == pytest.approx(second)


# What is read


def test_a_passage_is_read_as_one_text_and_sentence_by_sentence(
    bench: BenchSet, tmp_path: Path
) -> None:
    fake = FakeReranker({"Oslo": 2.0, "In Bergen": 5.0, "rained": 3.0}, otherwise=-1.0)
    first, second = read_all(bench, fake, tmp_path / "cache")
    assert (first.query, first.ids[0]) == ("q1", "oslo")
    asked = [texts for question, texts in fake.asked if question == QUERIES[0]["text"]]
    assert len(asked) == 2
    assert "Sea (3 May 2021) | " + PASSAGES[0]["text"] in asked[0]
    assert "Sea (1 June 2022) | It rained." in asked[1]
    assert "Sea (1 June 2022) | In Bergen they settled how much cod may be caught." in asked[1]
    by_id = dict(zip(first.ids, zip(first.passage, first.sentence, strict=True), strict=True))
    # the best of the sentences, whichever place it has
    assert by_id["bergen"] == (5.0, 5.0)
    assert by_id["oslo"] == (2.0, 2.0)
    assert second.ids[0] == "grain" and set(second.seconds) == {BEFORE, "passage", "sentence"}


def test_a_question_is_read_as_it_was_understood(tmp_path: Path) -> None:
    talk = [{"role": "user", "text": "What was said of fishing quotas in Oslo?"}]
    query = QUERIES[0] | {"text": "Were they agreed there?", "history": talk}
    bench = load_bench(write_set(tmp_path / "talk", PASSAGES, [query], QRELS.split("q2")[0]))
    fake = FakeReranker()
    read_all(bench, fake, tmp_path / "cache")
    assert "fishing" in fake.asked[-1][0] and "fishing" not in query["text"]


def test_only_the_first_passages_are_read(
    bench: BenchSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eval.rerank.RERANKED", 1)
    fake = FakeReranker()
    first, _ = read_all(bench, fake, tmp_path / "cache")
    assert len(first.ids) == len(first.found) == len(first.passage) == len(first.sentence) == 1


# Kept scores


def test_scores_are_read_once_with_the_seconds_they_took(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([10.0, 13.0])
    monkeypatch.setattr("eval.rerank.time.perf_counter", lambda: next(clock))
    fake = FakeReranker({"Oslo": 2.0}, otherwise=-1.0)
    for _ in range(2):
        scores, seconds = KeptScores(fake, tmp_path / "new").scores("Where?", ["Rain.", "Oslo."])
        assert scores.tolist() == [-1.0, 2.0]
        assert seconds == pytest.approx(3.0)
    assert len(fake.asked) == 1


def test_other_questions_texts_and_weights_are_read_anew(tmp_path: Path) -> None:
    model = tmp_path / "model"
    model.mkdir()
    fake = FakeReranker()
    fake.model = str(model)
    asked: list[tuple[str, list[str]]] = [("A?", ["b"]), ("B?", ["b"]), ("A?", ["c"])]
    for question, texts in asked:
        KeptScores(fake, tmp_path).scores(question, texts)
    (model / "model.safetensors").write_bytes(b"other")
    KeptScores(fake, tmp_path).scores("A?", ["b"])
    assert fake.asked == [*asked, ("A?", ["b"])]


def test_the_weights_are_told_by_their_digest(tmp_path: Path) -> None:
    small = load_reader("small")
    assert isinstance(small, Reader) and weights_of(small) == WEIGHTS_SHA256
    both = {weights_of(Cascade(small, one)) for one in (small, Reader(sha256="0" * 64))}
    assert len(both | {WEIGHTS_SHA256}) == 3
    assert FOLDER.is_dir() and weights_of(FakeReranker()) == ""


# Figures


def found(name: str, gains: Sequence[float], bench: BenchSet) -> Found:
    """A set whose searches have nDCG@10 .5 and whose other orders have so much more each."""
    read = [Read(str(place), (), (), (), (), READ.seconds) for place in range(len(gains))]
    rows = {
        order: {
            str(place): dict.fromkeys(("nDCG@10", "R@5"), 0.5 + (order != BEFORE) * gain)
            for place, gain in enumerate(gains)
        }
        for order in ORDERS
    }
    return Found(BenchSet(name, bench.passages, bench.queries, bench.qrels), read, rows)


def test_a_report_tells_measures_seconds_and_differences(bench: BenchSet) -> None:
    head, _, search, passage, sentence, *_ = report(found("one", [0.1, 0.3], bench)).splitlines()
    assert head.startswith("one: 2 of the 2 questions with labels, drawn with seed 0; the first 30")
    assert search.split() == ["search", "0.500", "0.500", "0.10"]
    gain = "+0.200 [+0.100, +0.300]"
    assert " ".join(passage.split()) == f"passage 0.700 0.700 1.00 {gain} {gain}"
    assert sentence.split()[3] == "2.00"


@pytest.mark.parametrize(
    ("gains", "told"),
    [
        ((0.1, 0.1), "+0.100 +0.100 [+0.100, +0.100] one; worse beyond chance on 0; goal reached"),
        ((0.12, 0.0), "+0.060 +0.000 [+0.000, +0.000] two; worse beyond chance on 0; goal reached"),
        ((0.02, 0.04), "+0.030 +0.020 [+0.020, +0.020] one; worse beyond chance on 0; goal not"),
        ((0.4, -0.1), "+0.150 -0.100 [-0.100, -0.100] two; worse beyond chance on 1; goal not"),
    ],
)
def test_the_goal_asks_for_a_mean_and_no_loss(
    bench: BenchSet, gains: tuple[float, float], told: str
) -> None:
    sets = [
        found(name, [gain] * 3, bench) for name, gain in zip(("one", "two"), gains, strict=True)
    ]
    head, passage, *_ = summary(sets).splitlines()
    assert head.startswith("All sets (2): nDCG@10 less search")
    assert " ".join(passage.split()).startswith(f"passage {told}")


def test_a_gain_is_paired_by_question(bench: BenchSet) -> None:
    assert found("one", [0.25] * 5, bench).gain("passage", "R@5") == Gain("one", 0.25, 0.25, 0.25)


def test_a_lower_number_draws_among_those_of_a_higher_one() -> None:
    many = list(range(50))
    few, more = drawn(many, 5), drawn(many, 20)
    assert (len(few), len(more), drawn(many, None)) == (5, 20, many)
    assert set(few) < set(more) and more == sorted(more) and more != many[:20]


# The command


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeReranker:
    """The reader that the command measures, which knows where the answers stand."""
    one = FakeReranker({"Bergen": 4.0, "grain": 1.0}, otherwise=-3.0, reads_passages=False)
    monkeypatch.setattr("assistant.reader.model.load_reader", lambda name: one)
    monkeypatch.setattr("index.embed.load_embedder", lambda model: FakeEmbedder())
    return one


def command(folder: Path, *arguments: object) -> Result:
    words = ["reader", "--rerank", "--cache", str(folder / "cache"), *map(str, arguments)]
    return CliRunner().invoke(main, words)


def timeless(output: str) -> str:
    """The output without its seconds, the only figures with two decimals."""
    return re.sub(r"\b\d+\.\d\d\b", "", output)


def rows(output: str) -> list[list[str]]:
    """The words of each line with figures."""
    return [line.split() for line in output.splitlines() if line.startswith("  ")]


@pytest.mark.usefixtures("bench")
def test_the_command_tells_of_a_better_order_and_of_a_worse_one(
    tmp_path: Path, fake: FakeReranker
) -> None:
    result = command(tmp_path, tmp_path / "made-up")
    assert result.exit_code == 0, result.output
    told, figures = result.stdout.split("\n\n", 1)
    assert told.startswith("reader: fake\n") and all(meaning in told for meaning in ORDERS.values())
    assert figures.startswith("made-up: 2 of the 2 questions with labels")
    before, passage, *_ = rows(figures)[1:]
    # Bergen goes from the third place to the first, of both questions: (.5 + 1) / 2, (1 + .631) / 2
    assert before[:2] == ["search", "0.750"]
    assert (passage[:2], passage[4]) == (["passage", "0.815"], "+0.065")
    fake.words = {"Oslo": 4.0}
    (tmp_path / "cache" / "scores").rename(tmp_path / "old")
    figures = command(tmp_path, tmp_path / "made-up").stdout.split("\n\n", 1)[1]
    _, _, passage, *_ = rows(figures)
    # Oslo first, the others as they were: (.5 + .631) / 2
    assert (passage[:2], passage[4]) == (["passage", "0.565"], "-0.185")


@pytest.mark.usefixtures("bench")
def test_an_interrupted_run_reads_nothing_twice(
    tmp_path: Path, fake: FakeReranker, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, scores = tmp_path / "out.jsonl", fake.scores

    def interrupted(question: str, texts: Sequence[str]) -> list[float]:
        if "grain" in question:
            raise KeyboardInterrupt
        return scores(question, texts)

    with monkeypatch.context() as patched:
        patched.setattr(fake, "scores", interrupted)
        result = command(tmp_path, tmp_path / "made-up", "--out", out)
    assert result.exit_code == 130 and "goes on after what stands in" in result.stderr
    assert out.read_bytes().count(b"\n") == 2  # the head and the first question
    fake.asked.clear()
    result = command(tmp_path, tmp_path / "made-up", "--out", out)
    assert result.exit_code == 0, result.output
    assert {question for question, _ in fake.asked} == {"", QUERIES[1]["text"]}
    head, *lines, end = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert (head["command"], head["limit"], head["weights"]) == (
        "reader --rerank", rerank_command.QUESTIONS, "",
    )  # fmt: skip
    assert [line["query"] for line in lines] == ["q1", "q2"] and end == {"end": True}
    whole = command(tmp_path, tmp_path / "made-up", "--out", out, "--again")
    assert timeless(whole.stdout) == timeless(result.stdout)


@pytest.mark.usefixtures("bench", "fake")
def test_the_number_of_questions_bounds_the_work(tmp_path: Path) -> None:
    result = command(tmp_path, tmp_path / "made-up", "--questions", 1)
    assert "made-up: 1 of the 2 questions with labels" in result.stdout
    assert "All sets" not in result.stdout


@pytest.mark.usefixtures("bench", "fake")
def test_a_set_without_labels_is_told_and_passed_over(tmp_path: Path) -> None:
    bare = write_set(tmp_path / "bare", PASSAGES, QUERIES, QRELS.splitlines()[0])
    again = write_set(tmp_path / "again", PASSAGES, QUERIES, QRELS)
    result = command(tmp_path, bare, tmp_path / "made-up", again)
    assert result.exit_code == 0, result.output
    assert "bare: not reranked, none of its passages is labelled" in result.stdout
    assert "All sets (2)" in result.stdout


@pytest.mark.usefixtures("bench", "fake")
def test_what_is_no_such_folder_is_told_before_any_work(tmp_path: Path) -> None:
    file = tmp_path / "made-up" / "corpus.jsonl"
    result = command(tmp_path, tmp_path / "made-up", file)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "to rerank, a set is a folder with corpus.jsonl" in " ".join(result.stderr.split())
    assert not (tmp_path / "cache").exists()


def test_the_help_says_what_it_needs() -> None:
    words = " ".join(CliRunner().invoke(main, ["reader", "--help"]).stdout.split())
    for told in ("--rerank", "--questions N", "corpus.jsonl, queries.jsonl and qrels.tsv"):
        assert told in words
    assert f"{rerank_command.QUESTIONS} with --rerank" in words
