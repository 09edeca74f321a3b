"""The page as Markdown: texts stay texts, figures stand with interval and count."""

from pathlib import Path

import pytest

from eval.page import TITLE, sections
from eval.page_markdown import markdown, plain
from tests.page_runs import DEFAULT, PLAIN, joined


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a | b", "a \\| b"),
        ("<b>x</b>", "\\<b\\>x\\</b\\>"),
        ("# no head", "\\# no head"),
        ("- no list\n- at all", "\\- no list - at all"),
        ("1. no list", "1\\. no list"),
        ("2021 began", "2021 began"),
        ("`a` *b* _c_ [d](e)", "\\`a\\` \\*b\\* \\_c\\_ \\[d\\](e)"),
        ("&lt;", "&amp;lt;"),
        ("a\\|b", "a\\\\\\|b"),
    ],
)
def test_nothing_is_taken_for_markup(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_figures_stand_with_interval_and_count(tmp_path: Path) -> None:
    page = markdown(TITLE, sections(joined(tmp_path / "run.jsonl", *DEFAULT, *PLAIN)))
    assert page.startswith("# How well Communiqué answers\n\n## In short\n")
    assert "| status right | 0.500 [0.150, 0.850], 2 of 4 |" in page
    assert "> r#4.0: The envoy was there." in page
    assert "**Calibration: how often the archive has an answer, by confidence**" in page
    assert "<svg" not in page
