"""The page of the last evaluation: shown as written, running nothing, or the commands to make one."""

import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from assistant.settings import Settings
from assistant.web import report_page
from assistant.web.server import application
from eval.__main__ import main
from tests.invented import StubAssistant
from tests.page_runs import DEFAULT, written


@pytest.fixture
def asking(tmp_path: Path) -> TestClient:
    """Someone who asks an app whose data folder is empty."""
    stub: Any = StubAssistant()
    return TestClient(application(stub, Settings(data=tmp_path)))


def test_without_a_report_the_commands_that_make_one_are_told(asking: TestClient) -> None:
    answer = asking.get("/report")
    assert answer.status_code == 200 and "<h1>No report yet</h1>" in answer.text
    for command in report_page.COMMANDS:
        assert f"<code>{command}</code>" in answer.text


def test_the_commands_are_those_of_the_evaluation() -> None:
    for command in report_page.COMMANDS:
        words = command.removeprefix("python -m eval ").split()
        told = CliRunner().invoke(main, [words[0], "--help"]).output
        assert all(flag in told for flag in words if flag.startswith("--"))


def test_the_report_of_the_evaluation_is_shown_from_then_on(
    asking: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "No report yet" in asking.get("/report").text
    monkeypatch.setenv("COMMUNIQUE_DATA", str(tmp_path))
    run = written(tmp_path / "run.jsonl", *DEFAULT)
    told = CliRunner().invoke(main, ["report", str(run), "--app"])
    assert told.exit_code == 0, told.output
    assert told.output == f"Written: {tmp_path / 'report.html'}\n"
    answer = asking.get("/report")
    assert answer.content == (tmp_path / "report.html").read_bytes()
    assert "<svg" in answer.text and "nDCG@10" in answer.text


def test_a_data_folder_that_cannot_be_made_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("COMMUNIQUE_DATA", str(tmp_path / "file"))
    run = written(tmp_path / "run.jsonl", *DEFAULT)
    told = CliRunner().invoke(main, ["report", str(run), "--app"])
    assert told.exit_code == 1 and "cannot be used" in told.output


def test_the_report_may_run_and_load_nothing(asking: TestClient, tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text("<script>hacked = 1</script>")
    for _ in range(2):
        headers = asking.get("/report").headers
        rules = [one.strip() for one in headers["content-security-policy"].split(";")]
        assert "default-src 'none'" in rules and "sandbox" in rules
        assert not any(one.startswith(("script-src", "img-src", "connect-src")) for one in rules)
        (tmp_path / "report.html").unlink(missing_ok=True)


def test_a_report_that_is_too_large_or_cannot_be_read_is_told(
    asking: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "report.html").write_text("x" * 11)
    with monkeypatch.context() as limited:
        limited.setattr(report_page, "LARGEST", 10)
        assert "<h1>The report is too large to be shown</h1>" in asking.get("/report").text
    os.unlink(tmp_path / "report.html")
    (tmp_path / "report.html").mkdir()
    assert "<h1>The report cannot be read</h1>" in asking.get("/report").text
