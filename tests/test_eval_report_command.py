"""python -m eval report: files written, errors told, help that says what it takes."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from eval.__main__ import main
from eval.page_readme import BEGIN, END
from tests.page_runs import DEFAULT, written


@pytest.fixture
def run(tmp_path: Path) -> str:
    return str(written(tmp_path / "run.jsonl", *DEFAULT))


def test_pages_and_table_are_written(tmp_path: Path, run: str) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(f"{BEGIN}\n{END}\n")
    html, page = tmp_path / "report.html", tmp_path / "report.md"
    told = CliRunner().invoke(
        main, ["report", run, "--html", str(html), "--markdown", str(page), "--readme", str(readme)]
    )
    assert told.exit_code == 0, told.output
    assert told.output.splitlines() == [f"Written: {path}" for path in (html, page, readme)]
    assert html.read_text().startswith("<!doctype html>")
    assert page.read_text().startswith("# How well")
    assert "| R@5 | 0.833" in readme.read_text()


def test_without_a_file_the_page_is_printed(run: str) -> None:
    told = CliRunner().invoke(main, ["report", run])
    assert told.exit_code == 0
    assert told.output.startswith("# How well Communiqué answers")


def test_a_readme_without_markers_changes_nothing(tmp_path: Path, run: str) -> None:
    readme, html = tmp_path / "README.md", tmp_path / "report.html"
    readme.write_text("no place")
    told = CliRunner().invoke(main, ["report", run, "--html", str(html), "--readme", str(readme)])
    assert told.exit_code == 1
    assert told.output.startswith(f"Error: {readme}: has 0 times {BEGIN}")
    assert readme.read_text() == "no place" and not html.exists()


def test_a_file_that_is_no_run_is_told(tmp_path: Path) -> None:
    file = tmp_path / "other.jsonl"
    file.write_text('{"a": 1}\n')
    told = CliRunner().invoke(main, ["report", str(file)])
    assert told.exit_code == 2
    assert f"{file}:1" in told.output
