"""The README's table of measures comes from a run, and stands where the README says."""

from pathlib import Path

import pytest

from eval.page_readme import BEGIN, END, NoMarkers, NoPage, replaced
from tests.page_runs import ASIDE, DEFAULT, PLAIN, joined

PAGE = f"# Title\n\nBefore.\n\n{BEGIN}\n| old |\n{END}\n\nAfter.\n"


def test_the_table_is_put_between_the_markers(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(PAGE)
    run = joined(tmp_path / "run.jsonl", *DEFAULT, *PLAIN, ASIDE)
    page = replaced(readme, run)
    before, rest = page.split(BEGIN)
    table, after = rest.split(END)
    assert (before, after) == ("# Title\n\nBefore.\n\n", "\n\nAfter.\n")
    lines = table.strip().splitlines()
    assert lines[0] == (
        "| measure | one (4 questions, 3 releases) | **set aside (1 questions, 2 releases)** |"
    )
    assert "| status right | 0.500 [0.150, 0.850] | 1.000 [0.207, 1.000] |" in lines
    assert "| quotations exact | 0.800 [0.376, 0.964] | 0.000 [0.000, 0.793] |" in lines
    readme.write_text(page)
    assert replaced(readme, run) == page


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("no markers", f"has 0 times {BEGIN}"),
        (f"{BEGIN}\nno end", f"has 0 times {END}"),
        (f"{END}\n{BEGIN}", "before"),
        (PAGE + PAGE, f"has 2 times {BEGIN}"),
    ],
)
def test_a_page_without_the_markers_is_told_of_them(tmp_path: Path, page: str, told: str) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(page)
    with pytest.raises(NoMarkers) as found:
        replaced(readme, joined(tmp_path / "run.jsonl", *DEFAULT))
    assert told in str(found.value)
    assert f"\n{BEGIN}\n{END}" in str(found.value)
    assert readme.read_text() == page


def test_a_page_that_is_no_text_is_told(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_bytes(b"\xff")
    with pytest.raises(NoPage, match="cannot be read"):
        replaced(readme, joined(tmp_path / "run.jsonl", *DEFAULT))


def test_the_readme_has_its_place() -> None:
    text = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    assert text.count(BEGIN) == text.count(END) == 1
