"""Charts: where the signs stand, names that do not cover each other, the same bytes each time."""

import re
from itertools import pairwise

from eval.page_drawing import Curve, Mark, curves, dots

MARK = Mark(0.5, 0.25, 1.0, "0.50")


def test_a_sign_stands_at_its_value() -> None:
    svg = dots("a", "T", "An alt.", [("row", [MARK]), ("other", [None])], ["s"])
    across = [float(x) for x in re.findall(r'<text[^>]*x="([\d.]+)"[^>]*>(?:0|1)</text>', svg)]
    sign = re.search(r'<use [^>]*x="([\d.]+)"', svg)
    assert sign and float(sign[1]) == (across[0] + across[1]) / 2
    assert "0.50" in svg and "row" in svg


def test_a_drawing_has_no_colours_of_its_own_and_no_address() -> None:
    svg = dots("a", "T", "An alt.", [("row", [MARK, MARK])], ["s", "t"])
    assert "var(--series0)" in svg and "var(--series1)" in svg
    assert not re.search(r"#[0-9a-f]{6}\b(?!-)", re.sub(r"(href=\"|url\()#[^\")]*", "", svg))
    assert "http" not in svg and "<?xml" not in svg and "metadata" not in svg
    assert '<title id="a-title">T</title><desc id="a-alt">An alt.</desc>' in svg


def test_the_same_figures_give_the_same_bytes() -> None:
    def draw() -> str:
        return curves("b", "T", "Alt.", [Curve(((0.1, 0.2), (1, 0.4)), "one")], ("x", "y"))

    assert draw() == draw()


def test_names_at_the_ends_of_lines_stand_apart() -> None:
    lines = [Curve(((0, 0), (1, 0.99)), f"name{at}") for at in range(5)]
    svg = curves("c", "T", "Alt.", lines, ("x", "y"))
    heights = sorted(float(y) for y in re.findall(r'y="([\d.]+)"[^>]*>name\d', svg))
    assert len(heights) == 5
    assert min(b - a for a, b in pairwise(heights)) >= 10.5
    assert heights[0] > 0


def test_a_label_keeps_its_text() -> None:
    svg = dots("d", "T", "Alt.", [('$x$ id="y" #fa0001 <b>', [MARK])], ["s"])
    assert '$x$ id="y" #fa0001 &lt;b&gt;' in svg
