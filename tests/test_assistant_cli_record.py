"""Recorded answers on the command line: ask --record, replay, verify; and that nothing else stays."""

import json
import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from click.testing import CliRunner, Result

import assistant.answer
import assistant.cli_index
from assistant.cli import main
from assistant.settings import Settings
from assistant.web import server
from tests.fakes import own_settings
from tests.test_assistant_answer import CONSULT, FIRST, PAGES, SECOND, assistant_over, write_pages

REPOSITORY = Path(__file__).parent.parent
QUESTIONS = ("What did KRRI agree in 2022?", "And in 2023?")
HEAVY = ("torch", "transformers", "sentence_transformers", "chromadb", "gradio", "llama_index")


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own_settings(monkeypatch, tmp_path / "data")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the four invented pages and a data folder; only read by the tests."""
    folder = tmp_path_factory.mktemp("built")
    assistant_over(folder)
    return folder


@pytest.fixture
def records(built: Path, tmp_path: Path) -> Path:
    """A file with the records of two turns, over a copy of the archive that may be changed."""
    shutil.copytree(built / "data", tmp_path / "data")
    file = tmp_path / "answers.json"
    result = run("ask", *QUESTIONS, "--today", "2023-09-01", "--record", str(file))
    assert result.exit_code == 0, result.output
    return file


def run(*arguments: str) -> Result:
    """A command run in this process."""
    return CliRunner().invoke(main, list(arguments), prog_name="communique")


def refused(result: Result, words: str) -> None:
    """Assert that a command ended with status 2, nothing on its output and one line of error."""
    assert (result.exit_code, result.stdout) == (2, "")
    assert re.search(words, result.stderr), result.stderr
    assert len(result.stderr.strip().split("\n")) == 1


def change(file: Path, one: str, other: str) -> None:
    """Other words in the place of some in a file."""
    text = file.read_text(encoding="utf-8")
    assert one in text
    file.write_text(text.replace(one, other), encoding="utf-8")


def test_each_question_gives_one_line_with_the_questions_before_it(records: Path) -> None:
    first, second = map(json.loads, records.read_text(encoding="utf-8").splitlines())
    assert (first["question"], first["earlier"]) == (QUESTIONS[0], [])
    assert second["question"] == QUESTIONS[1]
    assert [one["question"] for one in second["earlier"]] == [QUESTIONS[0]]
    assert {first["day"], second["day"]} == {"2023-09-01"}
    assert first["answer"]["citations"][0]["quote"] == CONSULT


def test_a_file_that_is_there_is_refused_before_anything_is_asked(
    records: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = records.read_bytes()
    monkeypatch.setattr(assistant.answer, "open_assistant", lambda settings: 1 / 0)
    refused(run("ask", "What?", "--record", str(records)), "is there already.*--overwrite")
    refused(run("ask", "What?", "--record", str(records.parent / "no" / "a")), "--record is '")
    assert records.read_bytes() == held


def test_it_is_written_over_when_that_is_asked_for(records: Path) -> None:
    assert run("ask", "hello", "--record", str(records), "--overwrite").exit_code == 0
    (line,) = records.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["question"] == "hello"


def test_what_was_answered_before_a_refused_question_is_recorded(
    built: Path, tmp_path: Path
) -> None:
    file = tmp_path / "a.json"
    run("ask", "hello", "???", "--data", str(built / "data"), "--record", str(file))
    assert len(file.read_text(encoding="utf-8").splitlines()) == 1


# verify


def test_records_are_proven(records: Path) -> None:
    result = run("verify", str(records))
    assert (result.exit_code, result.stdout) == (0, "All proven: 2 answers, 2 quotations.\n")


def test_a_problem_is_told_with_its_answer_and_status_1(records: Path) -> None:
    change(records, f'"quote":"{CONSULT}"', '"quote":"The participants agreed to all."')
    result = run("verify", str(records))
    first, *others, last = result.stdout.splitlines()
    assert result.exit_code == 1
    assert first.startswith(f"answer 1: [1] {FIRST}#3.1: the stored text from ")
    assert others and all(line.startswith("answer 1: ") for line in others)
    assert last == f"{len(others) + 1} problems: 2 answers, 2 quotations."


def test_verify_in_json_is_one_line_a_record(records: Path) -> None:
    change(records, " [1]", "")
    result = run("verify", "--json", str(records))
    first, second = map(json.loads, result.stdout.splitlines())
    assert result.exit_code == 1
    assert list(first) == ["question", "quotations", "problems", "notes"]
    assert (first["question"], second["question"]) == QUESTIONS
    assert "stands nowhere in the text" in first["problems"][0]


def test_a_removed_release_is_a_note_and_a_forgotten_one_a_problem(records: Path) -> None:
    assert run("index", "remove", FIRST).exit_code == 0
    removed = run("verify", str(records))
    assert removed.exit_code == 0
    assert f"answer 1: note: {FIRST} was removed since" in removed.stdout
    assert run("index", "add", str(write_pages(records.parent / "pages"))).exit_code == 0
    assert run("index", "remove", FIRST, "--forget").exit_code == 0
    forgotten = run("verify", str(records))
    assert forgotten.exit_code == 1 and "is not stored" in forgotten.stdout


def test_verify_loads_no_model_and_no_index(records: Path) -> None:
    code = (
        "import sys\nfrom assistant.cli import main\ntry:\n    main()\nfinally:\n"
        f"    print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    process = subprocess.run(
        [sys.executable, "-c", code, "verify", str(records)],
        cwd=REPOSITORY,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert process.stdout.splitlines() == ["All proven: 2 answers, 2 quotations.", "[]"]


@pytest.mark.parametrize("command", ["verify", "replay"])
def test_a_file_that_cannot_be_used_is_one_message(records: Path, command: str) -> None:
    refused(run(command, str(records.parent / "none.json")), "it cannot be read")
    records.write_text("", encoding="utf-8")
    refused(run(command, str(records)), "it is empty")
    line = run("ask", "--json", QUESTIONS[0]).stdout
    records.write_text(line, encoding="utf-8")
    refused(run(command, str(records)), "line 1 is a line of ask --json")


@pytest.mark.parametrize("command", ["verify", "replay"])
def test_without_an_index_it_says_how_to_build_one(
    records: Path, tmp_path: Path, command: str
) -> None:
    result = run(command, str(records), "--data", str(tmp_path / "none"))
    refused(result, "no index.*communique index")


# replay


def test_the_same_archive_answers_the_same(records: Path) -> None:
    result = run("replay", str(records))
    assert result.exit_code == 0
    assert [line[:9] for line in result.stdout.splitlines()[::2]] == [
        "same     ",
        "same     ",
        "The same:",
    ]
    assert "as it was: status, text, citations, closest" in result.stdout


def test_a_changed_archive_is_told_with_status_1(records: Path) -> None:
    pages = write_pages(records.parent / "pages")
    other = PAGES[SECOND].replace("adopt the terms", "rewrite the terms")
    (pages / f"{SECOND.partition('-')[2]}.txt").write_text(other, encoding="utf-8")
    assert run("index", "add", str(pages)).exit_code == 0
    result = run("replay", str(records))
    assert result.exit_code == 1
    first, second = result.stdout.split("differs  ")
    assert first.startswith(f"same     {QUESTIONS[0]}\n  index (archive) (beside the answer): ")
    assert second.startswith(f"{QUESTIONS[1]}\n")
    assert re.search(rf"^  citation lost: \[1\] {SECOND}#3\.0 “", second, re.MULTILINE)
    assert re.search(rf"^  citation new: \[1\] {SECOND}#3\.0 “", second, re.MULTILINE)
    assert "rewrite the terms" in second and second.endswith("Not the same: 1 of 2 answers.\n")
    assert run("verify", str(records)).exit_code == 0


def test_replay_in_json_is_one_line_a_record(records: Path) -> None:
    change(records, '"program":"', '"program":"0')
    result = run("replay", "--json", str(records))
    first, second = map(json.loads, result.stdout.splitlines())
    assert result.exit_code == 0 and (first["question"], second["question"]) == QUESTIONS
    assert first["same"] is True and "text" in first["unchanged"]
    (difference,) = first["differences"]
    assert (difference["what"], difference["decides"]) == ("program", False)


def test_a_record_made_under_filters_is_replayed_under_them(built: Path, tmp_path: Path) -> None:
    file, data = str(tmp_path / "a.json"), ("--data", str(built / "data"))
    flags = ("--country", "JP", "--from", "2021", "--record", file)
    assert run("ask", QUESTIONS[0], *flags, *data).exit_code == 0
    (values,) = map(json.loads, Path(file).read_text(encoding="utf-8").splitlines())
    assert values["filters"]["countries"] == ["JP"] and values["wider"]["citations"]
    assert run("replay", file, *data).exit_code == 0
    assert run("verify", file, *data).exit_code == 0


# what stays where nothing is recorded


SECRET = "Quokkafarm"
"""A word that no release holds; it is asked for beside one that is answered."""


class Kept(logging.Handler):
    """Keeps every line that is logged, whatever its logger."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.getMessage()} {record.exc_text or ''}")


@pytest.fixture
def logged() -> Iterator[list[str]]:
    """All lines logged at INFO or above while the test runs."""
    root, handler = logging.getLogger(), Kept()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield handler.lines
    root.removeHandler(handler)
    root.setLevel(level)


def holding(folder: Path, *words: str) -> list[Path]:
    """The files of a folder that hold one of the words, as text or in a database."""
    wanted = [word.encode() for word in words]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if any(word in path.read_bytes() for word in wanted)]


def test_asking_leaves_no_word_in_logs_or_data(
    built: Path, tmp_path: Path, logged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(built / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    logging.getLogger("asked").info("this is heard")
    result = run("ask", f"What did KRRI agree on {SECRET}?", QUESTIONS[0])
    assert result.exit_code == 0 and SECRET in result.stdout
    assert logged[0].startswith("this is heard")
    assert not [line for line in logged if SECRET in line or CONSULT in line]
    assert holding(tmp_path, SECRET) == []
    assert holding(tmp_path, "publish a map of the reefs")  # what is stored is seen


def posted(address: str, path: str, values: dict[str, Any] | None = None) -> str:
    """What the app answers to a request as the page makes it."""
    body = json.dumps(values).encode() if values else None
    request = Request(f"{address}{path}", body, {"Content-Type": "application/json"})
    with urlopen(request, timeout=60) as reply:
        text: str = reply.read().decode()
    return text


@pytest.mark.slow
def test_the_app_leaves_no_word_in_logs_files_or_output(
    built: Path,
    tmp_path: Path,
    logged: list[str],
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.copytree(built / "data", tmp_path / "data")
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "gradio"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    over = assistant.answer.open_assistant(Settings(data=tmp_path / "data"))
    listener = server.listen("127.0.0.1", 0)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    app = server.server(over, address)
    thread = threading.Thread(target=app.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        events = {
            (name, len(event["inputs"]), len(event["outputs"])): event["id"]
            for event in json.loads(posted(address, "/config"))["dependencies"]
            for _, name in event["targets"]
        }
        question = f"What did KRRI agree on {SECRET}?"
        asked: dict[str, Any] = {"question": question}
        limits = ["", "", [], [], [], [], ""]
        for name, outputs, values, event_data in (
            ("submit", 13, ["", None, None, *limits], asked),
            ("download", 2, [None], {"turn": 0}),
        ):
            event = events[name, len(values), outputs]
            join = {"data": values, "fn_index": event, "event_data": event_data}
            posted(address, "/gradio_api/queue/join", {**join, "session_hash": "visitor"})
            told = posted(address, "/gradio_api/queue/data?session_hash=visitor")
            assert SECRET in told and '"success": true' in told.replace('":true', '": true')
        assert "passage_sha256" in told
    finally:
        app.should_exit = True
        thread.join(timeout=10)
        listener.close()
    assert not [line for line in logged if SECRET in line or CONSULT in line]
    assert holding(tmp_path, SECRET) == []
    assert SECRET not in "".join(capfd.readouterr())
