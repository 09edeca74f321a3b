"""A run from end to end over a stub assistant, and its exits."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from click.testing import Result as Run

from assistant.records import Answer, Status
from assistant.settings import Settings
from eval.__main__ import main
from eval.run import RELEASES, temporary_assistant
from index.errors import BadQuestion, NoSources, NotARelease
from index.intake import Outcome, What
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

    def __init__(self, broken: type[BaseException] | None = None) -> None:
        self.archive = StubArchive()
        self.asked: list[tuple[str, list[str], date | None]] = []
        self.broken = broken

    def ask(
        self, question: str, earlier: Sequence[Answer] = (), today: date | None = None
    ) -> Answer:
        self.asked.append((question, [one.question for one in earlier], today))
        if self.broken and question == "Nothing?":
            raise self.broken("it is too long")
        if question == "Nothing?":
            return answer("Not found.", (), Status.NOT_IN_ARCHIVE, ())
        return replace(answer(), question=question, timings={"retrieve": 0.25})


class Bench:
    """Runs `python -m eval` over a stub assistant and a question file."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.file = folder / "questions.jsonl"
        self.file.write_text("\n".join(map(json.dumps, LINES)), encoding="utf-8")
        self.assistant = StubAssistant()
        self.sources: list[Path] = []
        self.opened: list[list[Path]] = []
        monkeypatch.setattr("eval.run.temporary_assistant", self.open)

    @contextmanager
    def open(
        self, releases: Sequence[Path], progress: object = None
    ) -> Iterator[tuple[StubAssistant, Settings]]:
        self.sources = list(releases)
        self.opened.append(self.sources)
        yield self.assistant, Settings()

    def run(self, *arguments: object) -> Run:
        return CliRunner().invoke(main, ["run", str(self.file), *map(str, arguments)])


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    return Bench(tmp_path, monkeypatch)


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
    assert bench.sources == [RELEASES]
    assert f"3 questions of {bench.file.parent.name}/questions.jsonl over 1 releases" in run.stdout
    assert "today is 2021-04-01" in run.stdout
    assert "language model: none" in run.stdout
    for name in ("R@5", "RR@10", "nDCG@10", "precision", "recall", "refusal recall", "p95"):
        assert name in run.stdout
    assert "Asking" in run.stderr
    assert "Asking" not in run.stdout


def test_json_has_a_line_for_each_question_in_order(bench: Bench, tmp_path: Path) -> None:
    texts = []
    for name in ("a.jsonl", "b.jsonl"):
        assert bench.run("--json", tmp_path / name).exit_code == 0
        lines = [json.loads(one) for one in (tmp_path / name).read_text("utf-8").splitlines()]
        timings = [line.pop("timings") for line in lines]
        assert [set(one) for one in timings] == [{"retrieve", "ask"}] * 2 + [{"ask"}]
        texts.append(lines)
    assert texts[0] == texts[1]
    assert [line["id"] for line in texts[0]] == ["one", "two", "three"]
    first = texts[0][0]
    assert first["status"] == "answered"
    assert first["retrieved"] == ["r#2", "r#1"]
    assert first["citations"][0]["id"] == "r#2.1"
    assert first["measures"]["nDCG@10"] == 1.0
    assert first["measures"]["quotes_exact"] == "1/1"
    assert first["measures"]["refusal_right"] is None
    assert first["measures"]["act_mix_ups"] == "0/0"
    assert texts[0][2]["measures"]["refusal_right"] is True


def test_a_choice_of_questions(bench: Bench) -> None:
    assert bench.run("--only", "when", "--limit", "1").exit_code == 0
    assert [question for question, _, _ in bench.assistant.asked] == ["What?"]


def test_an_unknown_kind_names_the_kinds(bench: Bench) -> None:
    run = bench.run("--only", "what")
    assert run.exit_code == 2
    assert "the kinds are when, follow_up" in run.stderr


def test_releases_are_handed_on(bench: Bench, tmp_path: Path) -> None:
    assert bench.run("--releases", tmp_path, "--releases", bench.file).exit_code == 0
    assert bench.sources == [tmp_path, bench.file]


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
    run = bench.run(folder, "--json", tmp_path / "a.jsonl")
    assert run.exit_code == 0, run.output
    assert bench.opened == [[RELEASES], [folder / "releases"]]
    heads = [one for one in run.stdout.splitlines() if " questions of " in one or "together" in one]
    assert heads[0].startswith(f"3 questions of {tmp_path.name}/questions.jsonl over")
    assert heads[1].startswith("1 questions of more over")
    assert heads[2] == "All 2 sets together: 4 questions"
    totals = [one.split() for one in run.stdout.splitlines() if one.startswith("  R@5")]
    assert [one[-1] for one in totals] == ["1", "1", "2"]
    lines = [json.loads(one) for one in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()]
    assert [one["set"] for one in lines] == [f"{tmp_path.name}/questions.jsonl"] * 3 + ["more"]
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
    run = bench.run(given, "--show-failures", "--json", tmp_path / "a.jsonl")
    assert run.exit_code == 0, run.output
    told = run.stdout + (tmp_path / "a.jsonl").read_text("utf-8").splitlines()[-1]
    for text in ("hidden", "secret_kind", "never given", "Who, then?", "agreed to continue", "r#"):
        assert text not in told
    assert run.stdout.count("gold points given") == 3
    assert "Retrieval, citations (n)" in run.stdout
    assert "Retrieval, citations (n)" not in run.stdout.partition("together")[2]
    line = json.loads((tmp_path / "a.jsonl").read_text("utf-8").splitlines()[-1])
    assert set(line) == {"set", "status", "measures", "timings"}
    assert line["measures"]["points"] == 0.0


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


def test_an_interrupt_exits_130_with_one_line(bench: Bench, tmp_path: Path) -> None:
    bench.assistant.broken = KeyboardInterrupt
    run = bench.run("--json", tmp_path / "a.jsonl")
    assert run.exit_code == 130
    assert run.stderr.strip().splitlines()[-1].startswith("Stopped; no figures")
    assert "Traceback" not in run.output
    assert len((tmp_path / "a.jsonl").read_text().splitlines()) == 2


def test_a_question_that_is_not_taken_is_named(bench: Bench) -> None:
    bench.assistant.broken = BadQuestion
    run = bench.run()
    assert run.exit_code == 1
    assert "stopped at question three: That question cannot be asked: it is too long" in run.stderr


def test_a_json_file_that_cannot_be_written(bench: Bench, tmp_path: Path) -> None:
    run = bench.run("--json", tmp_path / "none" / "a.jsonl")
    assert run.exit_code == 1
    assert "No such file" in run.stderr
    assert bench.assistant.asked == []


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What the product's parts are called with, the parts being replaced."""
    calls: list[object] = []

    def build(
        folder: Path, sources: Sequence[Path], embedder: str, progress: object
    ) -> SimpleNamespace:
        if not sources:
            raise NoSources(folder)
        assert folder.is_dir()
        calls.append((folder, list(sources), embedder))
        refused = str(NotARelease("page.txt", "it has no title"))
        return SimpleNamespace(outcomes=(Outcome("page.txt", What.REFUSED, "", refused),))

    for module, names in (
        ("assistant.answer", SimpleNamespace(open_assistant=lambda settings: settings)),
        ("index.build", SimpleNamespace(build=build)),
        ("index.embed", SimpleNamespace(load_embedder=lambda model: f"<{model}>")),
    ):
        monkeypatch.setitem(sys.modules, module, names)
    return calls


def test_the_index_is_temporary(
    parts: list[object],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("COMMUNIQUE_DATA", str(tmp_path))
    monkeypatch.setenv("COMMUNIQUE_CHROMA_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("COMMUNIQUE_EMBED_MODEL", "small")
    with temporary_assistant([RELEASES]) as (_, settings):
        assert settings.data != tmp_path
        assert parts == [(settings.data, [RELEASES], "<small>")]
    assert not settings.data.exists()
    assert "Not indexed: page.txt is no release: it has no title" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_failed_build_leaves_no_folder(
    parts: list[object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(NoSources, match="holds no"), temporary_assistant([]):
        pass
    assert list(tmp_path.iterdir()) == []
