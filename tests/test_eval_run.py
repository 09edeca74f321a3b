"""A run from end to end over a stub assistant, and its exits."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from click.testing import Result as Run

from assistant.records import Answer, Status
from assistant.settings import Settings, read_settings
from eval.__main__ import main
from eval.run import RELEASES, Indexed, temporary_index
from eval.run_file import read_run
from index.errors import BadQuestion, NoSources
from tests.fakes import FakeEmbedder
from tests.pages import page_a
from tests.test_eval_measures import StubArchive, answer

LINES = [
    {
        "id": "one",
        "kind": "when",
        "turns": ["What?"],
        "answerable": True,
        "status": "answered",
        "gold_points": ["agreed to continue"],
        "gold_paragraphs": ["r#2.1"],
    },
    {
        "id": "two",
        "kind": "follow_up",
        "turns": ["First?", "Second?", "What?"],
        "today": "2020-01-02",
        "answerable": True,
    },
    {"id": "three", "kind": "when", "turns": ["Nothing?"], "answerable": False},
]


class StubAssistant:
    """Answers every question the same, refuses `Nothing?`, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, list[str], date | None]] = []
        self.broken: type[BaseException] | None = None

    def warm(self) -> None:
        pass

    def ask(
        self, question: str, earlier: Sequence[Answer] = (), today: date | None = None
    ) -> Answer:
        self.asked.append((question, [one.question for one in earlier], today))
        if self.broken and question == "Nothing?":
            raise self.broken("it is too long")
        if question == "Nothing?":
            return answer("Not found.", (), Status.NOT_IN_ARCHIVE, ())
        given = replace(answer(), question=question, timings={"retrieve": 0.25})
        return replace(given, confidence=0.5)


class Bench:
    """Runs `python -m eval` over a stub assistant and a question file."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.file = folder / "questions.jsonl"
        self.file.write_text("\n".join(map(json.dumps, LINES)), encoding="utf-8")
        self.assistant = StubAssistant()
        self.stamp = "1-abc"
        self.opened: list[list[Path]] = []
        self.settings: list[Settings] = []
        monkeypatch.setattr("eval.run_command.temporary_index", self.open)
        monkeypatch.setattr("eval.systems.open_product", self.product)

    @contextmanager
    def open(self, releases: Sequence[Path], progress: object = None) -> Iterator[Indexed]:
        self.opened.append(list(releases))
        yield Indexed(StubArchive(), self.stamp, read_settings()[0])

    def product(self, settings: Settings) -> StubAssistant:
        self.settings.append(settings)
        return self.assistant

    def run(self, *arguments: object) -> Run:
        return CliRunner().invoke(main, ["run", str(self.file), *map(str, arguments)])


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    for name in ("COMMUNIQUE_LLM", "COMMUNIQUE_RERANKER"):
        monkeypatch.delenv(name, raising=False)
    return Bench(tmp_path, monkeypatch)


def lines_of(path: Path) -> list[dict[str, Any]]:
    """The lines of a run file without what differs in every run."""
    found: list[dict[str, Any]] = [json.loads(one) for one in path.read_text("utf-8").splitlines()]
    for one in found:
        for name in ("timings", "made", "seconds", "peak_memory_mib", "command", "machine"):
            one.pop(name, None)
    return found


def test_a_run_asks_every_turn_and_prints_the_figures(bench: Bench) -> None:
    run = bench.run()
    assert run.exit_code == 0, run.output
    newest, own = date(2021, 4, 1), date(2020, 1, 2)
    assert bench.assistant.asked == [
        ("What?", [], newest),
        ("First?", [], own),
        ("Second?", ["First?"], own),
        ("What?", ["First?", "Second?"], own),
        ("Nothing?", [], newest),
    ]
    assert bench.opened == [[RELEASES]]
    assert f"3 questions of {bench.file.parent.name}/questions.jsonl over 1 releases" in run.stdout
    assert "today is 2021-04-01" in run.stdout
    assert "reader model: packaged; language model: none" in run.stdout
    for name in ("R@5", "RR@10", "nDCG@10", "precision", "recall", "refusal recall", "p95"):
        assert name in run.stdout
    assert "Peak memory: " in run.stdout
    assert "Asking" in run.stderr
    assert "Asking" not in run.stdout


def test_a_run_file_has_a_line_for_each_question_in_order(bench: Bench, tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        assert bench.run("--out", tmp_path / name).exit_code == 0
    told = lines_of(tmp_path / "a.jsonl")
    assert told == lines_of(tmp_path / "b.jsonl")
    head, *lines, end = told
    assert end == {"end": True}
    name = f"{tmp_path.name}/questions.jsonl"
    digest = hashlib.sha256(bench.file.read_bytes()).hexdigest()
    assert head["sets"] == [
        {
            **{"name": name, "questions": 3, "releases": 1, "stamp": "1-abc"},
            **{"questions_sha256": digest, "set_aside": False},
        }
    ]
    assert head["systems"] == ["default"]
    assert (head["reader"], head["llm"]) == ("packaged", "")
    assert [(one["place"], one["id"], one["turns"]) for one in lines] == [
        *((1, "one", 1), (2, "two", 3), (3, "three", 1)),
    ]
    first = lines[0]
    assert (first["status"], first["expected"], first["set"]) == ("answered", "answered", name)
    assert first["retrieved"] == ["r#2", "r#1"]
    assert first["citations"][0]["id"] == "r#2.1"
    assert first["confidence"] == 0.5
    assert first["measures"]["nDCG@10"] == 1.0
    assert (first["measures"]["quotes"], first["measures"]["quotes_exact"]) == (1, 1)
    assert first["measures"]["refusal_right"] is None
    assert lines[2]["measures"]["refusal_right"] == 1
    run = read_run(tmp_path / "a.jsonl")
    assert [set(one.timings) for one in run.lines] == [{"retrieve", "ask"}] * 2 + [{"ask"}]
    assert run.finished and run.peak_memory_mib and run.peak_memory_mib > 10


def test_an_interrupted_run_goes_on_where_it_stopped(bench: Bench, tmp_path: Path) -> None:
    whole, file = tmp_path / "whole.jsonl", tmp_path / "a.jsonl"
    assert bench.run("--out", whole).exit_code == 0
    bench.assistant.broken = KeyboardInterrupt
    run = bench.run("--out", file)
    assert run.exit_code == 130
    assert run.stderr.strip().splitlines()[-1] == (
        f"Stopped after 2 of 3 answers. The same command, without --again, goes on after those "
        f"in {file}."
    )
    assert len(read_run(file).lines) == 2
    bench.assistant.broken, bench.assistant.asked = None, []
    run = bench.run("--out", file)
    assert run.exit_code == 0, run.output
    assert [question for question, _, _ in bench.assistant.asked] == ["Nothing?"]
    assert "2 of 3 answers were there already" in run.stdout
    assert "over 3 questions" in run.stdout
    assert lines_of(file) == lines_of(whole)


def test_a_finished_run_is_not_written_over(bench: Bench, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    assert bench.run("--out", file).exit_code == 0
    opened, kept = len(bench.opened), file.read_bytes()
    run = bench.run("--out", file)
    assert run.exit_code == 2
    assert "is a finished run of 3 lines. To start it over, add --again" in run.stderr
    assert (len(bench.opened), file.read_bytes()) == (opened, kept)
    assert bench.run("--out", file, "--again", "--limit", "1").exit_code == 0
    assert len(read_run(file).lines) == 1


def test_an_unfinished_run_over_other_texts_is_not_gone_on_with(
    bench: Bench, tmp_path: Path
) -> None:
    bench.assistant.broken = KeyboardInterrupt
    assert bench.run("--out", tmp_path / "a.jsonl").exit_code == 130
    opened = len(bench.opened)
    run = bench.run("--out", tmp_path / "a.jsonl", "--limit", "1")
    assert (run.exit_code, len(bench.opened)) == (2, opened)
    assert "was begun with other options: null, now 1" in run.stderr
    bench.stamp = "1-changed"
    run = bench.run("--out", tmp_path / "a.jsonl")
    assert run.exit_code == 2
    assert "was begun with other sets" in run.stderr


def test_starting_over_needs_a_file(bench: Bench) -> None:
    run = bench.run("--again")
    assert run.exit_code == 2
    assert "--again needs --out FILE" in run.stderr


def test_several_systems_stand_side_by_side(bench: Bench, tmp_path: Path) -> None:
    run = bench.run("--system", "alone", "--system", "default", "--out", tmp_path / "a.jsonl")
    assert run.exit_code == 0, run.output
    lines = read_run(tmp_path / "a.jsonl").lines
    assert [(one.place, one.system) for one in lines] == [
        (place, name) for place in (1, 2, 3) for name in ("alone", "default")
    ]
    earlier = [before for question, before, _ in bench.assistant.asked if question == "What?"]
    assert earlier == [[], [], [], ["First?", "Second?"]]
    assert "alone      default\n" in run.stdout
    assert "Latency of ask, alone: p50" in run.stdout


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ours", "there is no such system; they are default, no-reader, llm, alone, bm25"),
        ("llm", "no language model is set; name one in COMMUNIQUE_LLM"),
        ("no-reader", "no reader model is in force"),
    ],
)
def test_a_system_that_cannot_run_is_told(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, name: str, told: str
) -> None:
    monkeypatch.setenv("COMMUNIQUE_RERANKER", "none")
    run = bench.run("--system", name)
    assert run.exit_code == 2
    assert f"--system {name}: {told}" in run.stderr
    assert bench.opened == []


def test_a_choice_of_questions(bench: Bench) -> None:
    assert bench.run("--only", "when", "--limit", "1").exit_code == 0
    assert [question for question, _, _ in bench.assistant.asked] == ["What?"]


def test_an_unknown_kind_names_the_kinds(bench: Bench) -> None:
    run = bench.run("--only", "what")
    assert run.exit_code == 2
    assert "the kinds are when, follow_up" in run.stderr


def test_releases_are_handed_on(bench: Bench, tmp_path: Path) -> None:
    assert bench.run("--releases", tmp_path, "--releases", bench.file).exit_code == 0
    assert bench.opened == [[tmp_path, bench.file]]


def test_failures_are_shown_on_demand(bench: Bench) -> None:
    bench.file.write_text(json.dumps(LINES[0] | {"gold_points": ["agreed to stop"]}))
    assert "points not given: agreed to stop" in bench.run("--show-failures").stdout
    assert "points not given" not in bench.run().stdout


def folder_of(path: Path, *lines: object) -> Path:
    """A set of these lines, with a folder of releases of its own."""
    (path / "releases").mkdir(parents=True)
    (path / "questions.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


def test_several_sets_are_asked_over_their_own_releases_and_pooled(
    bench: Bench, tmp_path: Path
) -> None:
    folder = folder_of(tmp_path / "more", LINES[0] | {"id": "other", "kind": "who"})
    run = bench.run(folder, "--out", tmp_path / "a.jsonl")
    assert run.exit_code == 0, run.output
    assert bench.opened == [[RELEASES], [folder / "releases"]]
    heads = [one for one in run.stdout.splitlines() if " questions of " in one or "together" in one]
    assert heads[0].startswith(f"3 questions of {tmp_path.name}/questions.jsonl over")
    assert heads[1].startswith("1 questions of more over")
    assert heads[2] == "All 2 sets together: 4 questions"
    totals = [one.split() for one in run.stdout.splitlines() if one.startswith("  R@5")]
    assert [one[-1] for one in totals] == ["1", "1", "2"]
    lines = read_run(tmp_path / "a.jsonl").lines
    assert [one.set for one in lines] == [f"{tmp_path.name}/questions.jsonl"] * 3 + ["more"]
    assert f"Asking {folder.name}" in run.stderr


def test_a_set_named_twice_is_asked_once(bench: Bench) -> None:
    run = bench.run(bench.file)
    assert run.exit_code == 0, run.output
    assert len(bench.opened) == 1
    assert "together" not in run.stdout


def test_a_kind_that_one_set_lacks_leaves_that_set_out(bench: Bench, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "more", LINES[0] | {"kind": "who"})
    assert bench.run(folder, "--only", "who").exit_code == 0
    assert bench.opened == [[folder / "releases"]]
    run = bench.run(folder, "--only", "what")
    assert "the kinds are when, follow_up, who" in run.stderr


def test_given_releases_replace_those_of_a_folder(bench: Bench, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "more", LINES[0])
    assert bench.run(folder, "--releases", tmp_path).exit_code == 0
    assert bench.opened == [[tmp_path], [tmp_path]]


@pytest.mark.parametrize("as_file", [True, False])
def test_of_a_set_put_aside_only_totals_are_told(
    bench: Bench, tmp_path: Path, as_file: bool
) -> None:
    secret = {"id": "hidden", "kind": "secret_kind", "turns": ["Who, then?"], "answerable": True}
    secret |= {"gold_points": ["never given"], "gold_paragraphs": ["r#1"]}
    folder = folder_of(tmp_path / "my_set_aside_9", secret)
    given = folder / "questions.jsonl" if as_file else folder
    run = bench.run(given, "--show-failures", "--out", tmp_path / "a.jsonl")
    assert run.exit_code == 0, run.output
    line = (tmp_path / "a.jsonl").read_text("utf-8").splitlines()[-2]
    for text in ("hidden", "never given", "Who, then?", "agreed to continue", "r#"):
        assert text not in run.stdout + line
    assert "secret_kind" not in run.stdout
    assert run.stdout.count("gold points given") == 3
    assert "Search, citations (n)" in run.stdout
    assert "Search, citations (n)" not in run.stdout.partition("together")[2]
    assert set(json.loads(line)) == {
        *("system", "set", "place", "set_aside", "kind", "answerable", "status", "confidence"),
        *("measures", "timings"),
    }
    assert json.loads(line)["measures"]["points"] == 0.0


def test_two_sets_of_one_name_are_told_apart_by_their_owner(bench: Bench, tmp_path: Path) -> None:
    one, other = (folder_of(tmp_path / name / "same", LINES[0]) for name in ("a", "b"))
    run = bench.run(one, other)
    assert run.exit_code == 2
    assert "two sets are called same; ask them in two runs, or rename one" in run.stderr


def test_broken_questions_exit_2_before_anything_is_asked(bench: Bench) -> None:
    bench.file.write_text('{"id": "x"}\n{')
    run = bench.run()
    assert run.exit_code == 2
    assert f"{bench.file}:1: kind: is missing" in run.stderr
    assert f"{bench.file}:2: is no JSON" in run.stderr
    assert bench.assistant.asked == []
    assert run.stdout == ""


def test_a_gold_id_of_another_archive_exits_2(bench: Bench) -> None:
    bench.file.write_text(json.dumps(LINES[0] | {"gold_paragraphs": ["s#1"]}))
    run = bench.run()
    assert run.exit_code == 2
    assert ":1: gold_paragraphs: 's#1' is not in the archive" in run.stderr
    assert bench.assistant.asked == []


def test_an_interrupt_exits_130_with_one_line(bench: Bench) -> None:
    bench.assistant.broken = KeyboardInterrupt
    run = bench.run()
    assert run.exit_code == 130
    assert run.stderr.strip().splitlines()[-1].startswith("Stopped; no figures")
    assert "Traceback" not in run.output


def test_a_question_that_is_not_taken_is_named(bench: Bench) -> None:
    bench.assistant.broken = BadQuestion
    run = bench.run()
    assert run.exit_code == 1
    assert "stopped at question three: That question cannot be asked: it is too long" in run.stderr


def test_a_file_that_cannot_be_written_costs_no_work(bench: Bench, tmp_path: Path) -> None:
    run = bench.run("--out", tmp_path / "none" / "a.jsonl")
    assert run.exit_code == 1
    assert "cannot be written (there is no folder" in run.stderr
    assert bench.opened == []


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a release and a page that is none; the index is made with a fake embedder."""
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.txt").write_text(
        page_a("1. The two sides agreed to continue.\n\n\n2. They met in May.")
    )
    (pages / "b.txt").write_text("")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    monkeypatch.setattr("index.embed.load_embedder", lambda model: FakeEmbedder())
    return pages


def test_the_index_is_temporary(
    given: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    own = tmp_path / "own"
    monkeypatch.setenv("COMMUNIQUE_DATA", str(own))
    stamps = []
    for _ in range(2):
        with temporary_index([given]) as indexed:
            assert indexed.settings.data.parent == tmp_path / "temporary"
            assert len(indexed.archive.releases()) == 1
            stamps.append(indexed.stamp)
    assert stamps[0] == stamps[1]
    (given / "a.txt").write_text(
        page_a("1. The two sides agreed to stop.\n\n\n2. They met in May.")
    )
    with temporary_index([given]) as indexed:
        assert indexed.stamp != stamps[0]
    assert "Not indexed: " in capsys.readouterr().err
    assert not own.exists()
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_failed_build_leaves_no_folder(given: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NoSources, match="holds no"), temporary_index([tmp_path / "empty"]):
        pass
    assert list((tmp_path / "temporary").iterdir()) == []
