"""The file of a run: what is written is read, an interrupted one goes on, a wrong one is told."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from eval.line_writer import NotWritten
from eval.run_file import BadRun, Line, read_run
from eval.run_writer import RunExists, RunWriter

HEAD = {
    "command": "python -m eval run one",
    "made": "2026-01-02T03:04:05+00:00",
    "systems": ["default", "bm25"],
    "sets": [{"name": "one", "stamp": "abc"}, {"name": "two_set_aside", "stamp": "def"}],
    "options": {"limit": None, "only": []},
    "embedding_model": "small",
}
LINE = Line(
    "default",
    "one",
    1,
    kind="when",
    answerable=True,
    status="answered",
    measures={"R@5": 0.5, "points": None},
    timings={"ask": 0.25},
    confidence=0.75,
    id="q1",
    question="When\u2028was it?",
    turns=2,
    gold_answer="1 May",
    expected="answered",
    text="On 1 May [1].",
    citations=({"id": "r#1.1", "start": 0, "end": 5, "quote": "1 May", "act": None},),
    retrieved=("r#1", "r#2"),
    faults=("not cited: r#2",),
)


def begun(path: Path, *lines: Line) -> Path:
    with RunWriter(path, HEAD) as writer:
        for line in lines:
            writer.write(line)
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "run.jsonl"


def test_what_is_written_is_read(file: Path) -> None:
    other = replace(LINE, system="bm25", confidence=None, fallback="no server")
    with RunWriter(file, HEAD) as writer:
        writer.write(LINE)
        writer.write(other)
        writer.finish(12.34, 1210.56)
    run = read_run(file)
    assert run.lines == [LINE, other]
    assert run.head == {"run": 1, **HEAD}
    assert (run.finished, run.seconds, run.peak_memory_mib) == (True, 12.3, 1210.6)
    assert LINE.key == ("one", 1, "default")


def test_a_set_put_aside_has_no_text_in_the_file(file: Path) -> None:
    begun(file, replace(LINE, set="two_set_aside", set_aside=True))
    record = json.loads(file.read_text("utf-8").splitlines()[1])
    assert list(record) == [
        *("system", "set", "place", "set_aside", "kind", "answerable", "status", "confidence"),
        *("measures", "timings"),
    ]
    line = read_run(file).lines[0]
    assert (line.id, line.question, line.citations, line.faults) == ("", "", (), ())
    assert line.measures == LINE.measures


def test_every_line_is_there_before_the_next_is_asked(file: Path) -> None:
    writer = RunWriter(file, HEAD)
    writer.write(LINE)
    assert read_run(file).lines == [LINE]
    writer._file.close()


@pytest.mark.parametrize("half", ['{"system": "bm25", "se', '{"system": "b\u00e4'])
def test_a_run_goes_on_after_its_last_whole_line(file: Path, half: str) -> None:
    begun(file, LINE)
    whole = file.read_bytes()
    file.write_bytes(whole + half.encode()[: len(half)])
    unfinished = read_run(file)
    assert unfinished.lines == [LINE]
    assert (unfinished.finished, unfinished.seconds) == (False, None)
    other = replace(LINE, system="bm25")
    with RunWriter(file, HEAD | {"made": "later", "command": "again"}) as writer:
        assert writer.lines == [LINE]
        writer.write(other)
        writer.finish(1, 2)
    assert file.read_bytes().startswith(whole)
    assert read_run(file).lines == [LINE, other]
    assert read_run(file).head["made"] == HEAD["made"]


@pytest.mark.parametrize("start", ["", '{"ru', '{"run": 1, "command": "py'])
def test_a_run_stopped_in_its_head_begins_anew(file: Path, start: str) -> None:
    file.write_text(start)
    begun(file, LINE)
    assert read_run(file).lines == [LINE]


def test_a_finished_run_is_kept_unless_started_over(file: Path) -> None:
    with RunWriter(file, HEAD) as writer:
        writer.write(LINE)
        writer.finish(1, 2)
    kept = file.read_bytes()
    with pytest.raises(RunExists, match=r"is a finished run of 1 lines.*--again"):
        RunWriter(file, HEAD)
    assert file.read_bytes() == kept
    with RunWriter(file, HEAD, again=True) as writer:
        assert writer.lines == []
    assert read_run(file).lines == []


@pytest.mark.parametrize(
    "changed",
    [
        {"systems": ["default"]},
        {"sets": [{"name": "one", "stamp": "changed"}]},
        {"options": {"limit": 3, "only": []}},
        {"embedding_model": "other"},
        {"llm": "other"},
    ],
)
def test_an_unfinished_run_of_something_else_is_kept(
    file: Path, changed: dict[str, object]
) -> None:
    begun(file, LINE)
    kept = file.read_bytes()
    with pytest.raises(RunExists, match=f"was begun with other {next(iter(changed))}.*--again"):
        RunWriter(file, HEAD | changed)
    assert file.read_bytes() == kept


def test_only_what_differs_is_told(file: Path) -> None:
    versions = {"torch": "2.1", "code": "abc"}
    RunWriter(file, HEAD | {"versions": versions})._file.close()
    with pytest.raises(RunExists, match='was begun with other versions: "abc", now "def"'):
        RunWriter(file, HEAD | {"versions": versions | {"code": "def"}})


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("text", ["my notes", "my notes\n", '{"id": "a"}\n'])
def test_a_file_that_is_no_run_is_never_written_over(file: Path, text: str, again: bool) -> None:
    file.write_text(text)
    with pytest.raises(BadRun, match="is no run, and is not written over"):
        RunWriter(file, HEAD, again)
    assert file.read_text() == text


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match=r"cannot be written \(there is no folder .*none\)"):
        RunWriter(tmp_path / "none" / "run.jsonl", HEAD)
    with pytest.raises(BadRun, match="cannot be read"):
        read_run(tmp_path / "run.jsonl")


def put(**changed: object) -> str:
    line = {
        **{"system": "default", "set": "two_set_aside", "place": 2, "set_aside": True},
        **{"kind": "when", "answerable": True, "status": "answered", "confidence": None},
        **{"measures": {}, "timings": {}},
    }
    return json.dumps(line | changed)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "3: is no JSON"),
        ("[]", "3: is no JSON object"),
        (put(measures={"R@5": float("nan")}), "3: is no JSON: NaN is no number"),
        (put(measures={"R@5": "1"}), "3: measures: must be an object of numbers or null"),
        (put(place=0), "3: place: must be a whole number from 1"),
        (put(place=None), "3: place: is missing"),
        (put(set_aside=False), "3: turns: is missing; id: is missing"),
        (put(system="vanilla"), "question 2, vanilla: the head has no such set or system"),
        (put(set="three"), "three, question 2, default: the head has no such set"),
        (put(set="one") + "\n" + put(set="one"), "one, question 2, default: is there twice"),
        ('{"end": true}', "3: seconds: is missing"),
    ],
)
def test_the_first_wrong_line_is_told(file: Path, line: str, told: str) -> None:
    begun(file, LINE)
    file.write_text(f"{file.read_text('utf-8')}{line}\n", "utf-8")
    with pytest.raises(BadRun) as caught:
        read_run(file)
    assert told in str(caught.value)
    assert "python -m eval run --out FILE" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "holds no run"),
        ('{"id": "a"}\n', ":1: is no run"),
        ('{"run": 2}\n', ":1: is no run"),
        ('{"run": 1, "systems": ["a"]}\n', ":1: sets: is missing"),
        ('{"run": 1, "systems": ["a"], "sets": [{}]}\n', ":1: sets: must be a list of objects"),
    ],
)
def test_a_file_without_a_head(file: Path, text: str, told: str) -> None:
    file.write_text(text)
    with pytest.raises(BadRun) as caught:
        read_run(file)
    assert told in str(caught.value)
