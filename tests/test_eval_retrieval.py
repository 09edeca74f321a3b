"""Rankings of our search over a set, the run of all systems, and the command around them."""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from eval.__main__ import main
from eval.bench import BenchSet, load_bench
from eval.ranking import MAIN, best, mean
from eval.retrieval import (
    SYSTEMS,
    UNDATED,
    Kept,
    Ours,
    asking_day,
    default_systems,
    open_ours,
    run_set,
)
from eval.retrieval_lines import ranked
from tests.bench_sets import PASSAGES, QRELS, QUERIES, TALK, no_progress, write_set
from tests.fakes import FakeEmbedder

BENCH = os.environ.get("COMMUNIQUE_BENCH", "")


def opened(bench: BenchSet, folder: Path) -> Ours:
    return open_ours(bench, folder, FakeEmbedder(), no_progress)


def with_talk(folder: Path) -> BenchSet:
    """A set whose second query can be understood from what was asked before alone."""
    asked = [{"role": "user", "text": "What was said of the bridge over the river?"}, TALK[1]]
    follow_up = QUERIES[1] | {"text": "When was it opened?", "history": asked}
    return load_bench(write_set(folder, queries=[QUERIES[0], follow_up]))


def test_ours_ranks_passages_of_the_set_by_id(tmp_path: Path) -> None:
    bench = load_bench(write_set(tmp_path / "set"))
    fish, bridge, _ = opened(bench, tmp_path / "cache").rank(bench.queries)
    assert (best(fish, 1), best(bridge, 1)) == (["fish"], ["bridge"])
    assert set(fish) <= {one["id"] for one in PASSAGES}
    assert fish.confidence is not None and 0 < fish.confidence <= 1


def test_ours_reads_the_conversation_and_ours_alone_does_not(tmp_path: Path) -> None:
    bench = with_talk(tmp_path / "set")
    ours, query = opened(bench, tmp_path / "cache"), bench.queries[1]
    assert "bridge" in ours.read(query).standalone
    asked: list[str] = []
    search = ours.assistant.search

    def spied(reading: Any, k: int) -> Any:
        asked.append(reading.standalone)
        return search(reading, k)

    ours.assistant.search = spied  # type: ignore[method-assign]
    list(ours.rank([query]))
    list(ours.without_conversation([query]))
    assert ["bridge" in text for text in asked] == [True, False]


def test_ours_searches_the_pool_alone(tmp_path: Path) -> None:
    passages = [one | {"pool": one["doc"]} for one in PASSAGES]
    bench = load_bench(write_set(tmp_path / "set", passages, [QUERIES[0] | {"pool": "b"}], ""))
    (ranking,) = opened(bench, tmp_path / "cache").rank(bench.queries)
    assert set(ranking) <= {"grain", "maize"}


def test_a_query_without_a_word_is_searched_too(tmp_path: Path) -> None:
    queries = [QUERIES[0] | {"text": "?"}, QUERIES[1] | {"text": "bridge " * 5000}]
    bench = load_bench(write_set(tmp_path / "set", queries=queries, qrels=""))
    assert len(list(opened(bench, tmp_path / "cache").rank(bench.queries))) == 2


def test_the_day_of_asking_is_that_of_the_newest_passage(tmp_path: Path) -> None:
    days = ("2021-05-03", "2023-01-09", None, None)
    dated = [one | {"date": day} for one, day in zip(PASSAGES, days, strict=True)]
    assert asking_day(load_bench(write_set(tmp_path, dated))) == date(2023, 1, 9)
    assert asking_day(load_bench(write_set(tmp_path))) == UNDATED


def test_ours_alone_is_for_conversations(tmp_path: Path) -> None:
    talks = with_talk(tmp_path / "talks")
    assert default_systems(talks) == list(SYSTEMS)
    silent = load_bench(write_set(tmp_path / "silent"))
    assert default_systems(silent) == ["bm25", "dense", "rrf", "vanilla", "ours"]


def test_a_run_measures_ranked_queries_and_keeps_every_ranking(tmp_path: Path) -> None:
    bench = load_bench(write_set(tmp_path / "set"))
    names = ["ours", "dense", "ours", "rrf"]
    runs = run_set(bench, names, tmp_path / "cache", FakeEmbedder(), no_progress).runs
    assert [run.system for run in runs] == ["ours", "dense", "rrf"]
    for run in runs:
        assert {id: row["R@1"] for id, row in run.measures.items()} == {"q1": 1.0, "q2": 1.0}
        assert list(run.shown) == ["q1", "q2", "q3"] and run.shown["q1"][0] == "fish"
    assert [len(run.confidence) for run in runs] == [3, 3, 0]


def test_only_the_systems_asked_for_are_made_ready(tmp_path: Path) -> None:
    bench, embedder = load_bench(write_set(tmp_path / "set")), FakeEmbedder()
    run_set(bench, ["bm25"], tmp_path / "cache", embedder, no_progress)
    assert not embedder.calls
    assert not list((tmp_path / "cache").glob("set-*"))


# The command


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A set; the model is the fake one."""
    monkeypatch.setattr("index.embed.load_embedder", lambda model: FakeEmbedder())
    return write_set(tmp_path / "made-up")


def command(folder: Path, *arguments: object) -> Result:
    cache = folder.parent / "cache"
    words = ["retrieval", str(folder), "--cache", str(cache), *map(str, arguments)]
    return CliRunner().invoke(main, words)


def test_the_command_prints_tables_and_writes_lines_and_a_page(
    folder: Path, tmp_path: Path
) -> None:
    lines, page = tmp_path / "lines.jsonl", tmp_path / "page.md"
    options = ["--system", "bm25", "--system", "ours", "--out", lines, "--markdown", page]
    result = command(folder, *options)
    assert result.exit_code == 0, result.output
    assert "made-up: 4 passages, 3 queries, 2 of them ranked" in result.stdout
    assert "all ranked queries (n = 2)" in result.stdout
    assert f"{MAIN}, ours - bm25: +0.000 [+0.000, +0.000] (paired)" in result.stdout
    assert "2 answerable, 1 unanswerable queries" in result.stdout
    head, *written, end = [json.loads(line) for line in lines.read_text("utf-8").splitlines()]
    assert head["systems"] == ["bm25", "ours"] and end == {"end": True}
    assert [(line["system"], line["id"]) for line in written] == [
        (system, id) for system in ("bm25", "ours") for id in ("q1", "q2", "q3")
    ]
    assert written[0]["measures"]["RR@10"] == 1.0 and written[0]["top"][0] == "fish"
    assert written[2]["measures"] == {}
    assert "| system | made-up (n = 2) |" in page.read_text("utf-8")


def test_a_second_run_encodes_no_passage_and_says_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, embedder = command(folder), FakeEmbedder()
    assert first.exit_code == 0, first.output
    monkeypatch.setattr("index.embed.load_embedder", lambda model: embedder)
    assert command(folder).stdout == first.stdout
    assert not {one["text"] for one in PASSAGES} & {
        text.split("\n")[-1] for text in embedder.encoded
    }


@pytest.mark.parametrize("kept", [2, 5, 7])
def test_a_cut_run_goes_on_and_ends_the_same(folder: Path, tmp_path: Path, kept: int) -> None:
    out = tmp_path / "out.jsonl"
    options = ["--system", "rrf", "--system", "ours", "--out", out]
    first, whole = command(folder, *options), out.read_bytes()
    out.write_bytes(b"".join(whole.splitlines(keepends=True)[:kept]) + b'{"set": "made')
    second = command(folder, *options)
    assert second.exit_code == 0, second.output
    assert (second.stdout, out.read_bytes()) == (first.stdout, whole)


def test_what_was_ranked_is_not_ranked_again(tmp_path: Path) -> None:
    bench = load_bench(write_set(tmp_path / "set"))
    asked: list[str] = []
    kept = Kept({("bm25", "q1"): ranked(["grain"], 0.5)}, lambda *new: asked.append(new[1].id))
    [run] = run_set(bench, ["bm25"], tmp_path, FakeEmbedder(), no_progress, kept).runs
    assert asked == ["q2", "q3"]
    assert run.shown["q1"] == ("grain",) and run.confidence["q1"] == 0.5
    assert list(run.shown) == ["q1", "q2", "q3"]


def test_an_interrupt_keeps_the_lines_and_says_how_to_go_on(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.jsonl"

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("eval.retrieval_report.report", interrupted)
    result = command(folder, "--system", "bm25", "--out", out)
    assert (result.exit_code, result.stdout) == (130, "")
    assert f"goes on after what stands in {out}" in result.stderr
    assert out.read_bytes().count(b"\n") == 4


def test_a_file_of_other_work_is_kept(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    command(folder, "--system", "bm25", "--out", out)
    result = command(folder, "--system", "dense", "--out", out)
    assert result.exit_code == 2 and "was begun with other systems" in result.stderr
    assert command(folder, "--system", "dense", "--out", out, "--again").exit_code == 0


def test_two_sets_of_one_name_are_told(folder: Path, tmp_path: Path) -> None:
    result = command(folder, write_set(tmp_path / "more" / "made-up"), "--system", "bm25")
    assert result.exit_code == 2 and "two sets have the same name" in result.stderr


def test_several_sets_stand_side_by_side(folder: Path, tmp_path: Path) -> None:
    other, page = write_set(tmp_path / "other", qrels=QRELS[:-1]), tmp_path / "page.md"
    result = command(folder, other, "--system", "bm25", "--markdown", page)
    assert result.exit_code == 0, result.output
    assert "| system | made-up (n = 2) | other (n = 2) |" in page.read_text("utf-8")


def test_a_limit_asks_the_first_queries(folder: Path) -> None:
    result = command(folder, "--system", "bm25", "--limit", "1")
    assert "4 passages, 1 queries, 1 of them ranked" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--system", "bm52"], "no system is called bm52; they are bm25, dense, rrf, vanilla"),
        (["--limit", "0"], "0 is not in the range"),
        (["nowhere"], "Directory 'nowhere' does not exist"),
        (["--out", "nowhere/file"], "No such file or directory"),
    ],
)
def test_wrong_options_are_told(folder: Path, arguments: list[str], told: str) -> None:
    result = command(folder, *arguments)
    assert (result.exit_code, result.stdout) == (1 if "--out" in arguments else 2, "")
    assert told in result.stderr


def test_no_folder_is_told() -> None:
    result = CliRunner().invoke(main, ["retrieval"])
    assert result.exit_code == 2 and "Missing argument 'DIR...'" in result.stderr


def test_broken_sets_are_told_before_any_work(folder: Path, tmp_path: Path) -> None:
    broken = write_set(tmp_path / "broken", qrels="x\ny\n")
    empty = write_set(tmp_path / "empty", [], [], "")
    result = command(folder, broken, empty)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "broken/qrels.tsv:2: must be query, passage and grade" in result.stderr
    assert "empty: holds no passage" in result.stderr
    assert not (tmp_path / "cache").exists()


def test_a_cache_that_cannot_be_made_is_told(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "vectors").write_text("")
    result = command(folder, "--system", "dense")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: The folder ") and "--cache DIR" in result.stderr


def test_help_names_every_system() -> None:
    text = CliRunner().invoke(main, ["retrieval", "--help"]).stdout
    assert all(name in text for name in SYSTEMS)


# The harness itself, against figures that others published


@pytest.mark.slow
@pytest.mark.skipif(not BENCH, reason="COMMUNIQUE_BENCH names no folder with the set xquad")
def test_published_figures_of_xquad_are_met(tmp_path: Path) -> None:
    from index.embed import PACKAGED, load_embedder

    bench = load_bench(Path(BENCH) / "xquad")
    systems, embedder = ["bm25", "dense"], load_embedder(PACKAGED)
    runs = run_set(bench, systems, tmp_path, embedder, no_progress).runs
    found = {run.system: mean([row[MAIN] for row in run.measures.values()]) for run in runs}
    assert 0.943 <= found["dense"] <= 0.945  # published: .94357
    assert 0.9645 <= found["bm25"] <= 0.9655  # published: .96494
