"""Charts as SVG for a page: real text, colours that the page sets, the same bytes on each call."""

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from markupsafe import escape

WIDTH = 360.0
"""Of a chart, in its own units: a phone's width, so that its letters stay readable there."""
LETTER = 10.5
"""Height of the letters in these units."""
LETTER_WIDTH = 5.9
"""The mean width of a letter of DejaVu Sans at that height, for the room that labels take."""
LONGEST = 24
"""Letters of a label that are drawn; the table beside has the whole."""
SHAPES = "oDs^vPX*"
"""Signs of the series: nobody needs the colours to tell them apart."""
DASHES = ("-", (0, (5, 2)), (0, (1.5, 1.5)), (0, (5, 1.5, 1.5, 1.5)))
"""Lines of the series, for the same reason."""
FOOT = 20.0
"""The room below the axes for the figures of a scale."""
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
TICK_NAMES = ("0", ".25", ".5", ".75", "1")
SERIES = 8
"""How many colours there are; the ninth series has that of the first."""
ROLES = {"ink": "#fa0001", "soft": "#fa0002", "line": "#fa0003", "sheet": "#fa0004"} | {
    f"series{place}": f"#fa00{place + 16:x}" for place in range(SERIES)
}
"""The colour that stands in a drawing for each of the page's own, which know light and dark."""

_UNWANTED = re.compile(
    r"<\?xml.*?\?>|<!DOCTYPE.*?>|<metadata>.*?</metadata>|<defs>\s*<style.*?</style>\s*</defs>",
    re.DOTALL,
)
_TAG = re.compile(r"<[^>]*>")
_NAME = re.compile(r'(\bid="|href="#|url\(#)')


@dataclass(frozen=True)
class Mark:
    """A value in a row, with its interval; `told` is written beside it."""

    value: float
    low: float
    high: float
    told: str


@dataclass(frozen=True)
class Curve:
    """A line through points; `told` is written at its last one."""

    points: tuple[tuple[float, float], ...]
    told: str


def dots(
    name: str,
    title: str,
    alt: str,
    rows: Sequence[tuple[str, Sequence[Mark | None]]],
    series: Sequence[str],
    log_unit: str = "",
) -> str:
    """An SVG with a row for each label and in it a sign with its interval for each series.

    Args:
        log_unit: the unit of an axis by powers of ten; without one the axis goes from 0 to 1.
    """
    rows = [(_short(label), row) for label, row in rows]
    slot, top = 15.0, 22.0 if len(series) > 1 else 6.0
    step = slot * len(series) + 7.0
    left = LETTER_WIDTH * max(len(label) for label, _ in rows) + 10.0
    right = LETTER_WIDTH * max(len(one.told) for _, row in rows for one in row if one) + 12.0
    height = top + step * len(rows) + FOOT
    with _drawn(name, title, alt, height) as (figure, result):
        axes = _axes(figure, height, (left, right, top, FOOT))
        axes.set_ylim(step * len(rows), 0)
        _scale(axes, rows, log_unit)
        for place, (label, row) in enumerate(rows):
            middle = step * (place + 0.5)
            _write(axes, True, middle, label, "ink")
            for offset, mark in enumerate(row):
                if mark:
                    _mark(axes, mark, middle + slot * (offset - (len(row) - 1) / 2), offset)
        if len(series) > 1:
            _key(figure, height, left, series)
    return result[0]


def curves(
    name: str,
    title: str,
    alt: str,
    lines: Sequence[Curve],
    labels: tuple[str, str],
    *,
    is_diagonal: bool = False,
) -> str:
    """An SVG of lines over a square from 0 to 1, each named at its end.

    Args:
        labels: of the axes, across and up.
        is_diagonal: whether the line of equal values is shown, and each point as a sign.
    """
    lines = [Curve(line.points, _short(line.told)) for line in lines]
    height = 290.0
    right = LETTER_WIDTH * max(len(line.told) for line in lines) + 14.0
    with _drawn(name, title, alt, height) as (figure, result):
        axes = _axes(figure, height, (32.0, right, 20.0, 36.0))
        axes.set(xlim=(0, 1), ylim=(0, 1), xticks=TICKS, yticks=TICKS)
        axes.set_xticklabels(TICK_NAMES)
        axes.set_yticklabels(("", *TICK_NAMES[1:]))
        axes.set_xlabel(labels[0], color=ROLES["soft"], fontsize=LETTER)
        axes.text(
            *(0, 1.03, labels[1]),
            **{"transform": axes.transAxes, "fontsize": LETTER, "color": ROLES["soft"]},
        )
        axes.grid(axis="y", color=ROLES["line"], linewidth=0.6)
        if is_diagonal:
            axes.plot([0, 1], [0, 1], color=ROLES["soft"], linewidth=0.8, linestyle=DASHES[2])
        for place, (line, at) in enumerate(zip(lines, _spread(lines), strict=True)):
            _curve(axes, line, at, place, is_diagonal)
    return result[0]


def _short(label: str) -> str:
    """A label on one line, cut where it would leave no room for the chart."""
    line = " ".join(label.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


@contextmanager
def _drawn(name: str, title: str, alt: str, height: float) -> Iterator[tuple[Any, list[str]]]:
    """A figure to draw on, and a list that holds its SVG afterwards."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    settings: dict[Any, Any] = {
        "svg.fonttype": "none",
        "svg.hashsalt": name,
        "font.family": "DejaVu Sans",
        "text.parse_math": False,
        "axes.unicode_minus": False,
    }
    result: list[str] = []
    with rc_context(settings):
        figure = Figure(figsize=(WIDTH / 72, height / 72))
        figure.patch.set_visible(False)
        yield figure, result
        written = io.StringIO()
        figure.savefig(written, format="svg", metadata={"Date": None})
        result.append(_inline(written.getvalue(), name, title, alt))


def _inline(svg: str, name: str, title: str, alt: str) -> str:
    """The drawing as a part of a page: names of its own, the page's colours, a title, an alt."""
    box = re.search(r'viewBox="([^"]*)"', svg)
    assert box
    head = (
        f'<svg role="img" aria-labelledby="{name}-title {name}-alt" viewBox="{box[1]}">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-alt">{escape(alt)}</desc>'
    )
    body = _UNWANTED.sub("", svg).partition("<svg")[2].partition(">")[2]
    # within the signs of a tag alone: a label may hold any text
    body = _TAG.sub(lambda tag: _NAME.sub(rf"\g<1>{name}-", _coloured(tag[0])), body)
    return "\n".join([head, *(line.strip() for line in body.splitlines() if line.strip())])


def _coloured(tag: str) -> str:
    tag = tag.replace("xlink:href", "href")
    for role, colour in ROLES.items():
        tag = tag.replace(colour, f"var(--{role})")
    return tag


def _axes(figure: Any, height: float, margins: tuple[float, float, float, float]) -> Any:
    """Axes with no frame but the line below; the margins are left, right, top, bottom."""
    left, right, top, bottom = margins
    wide, high = WIDTH - left - right, height - top - bottom
    axes = figure.add_axes((left / WIDTH, bottom / height, wide / WIDTH, high / height))
    axes.patch.set_visible(False)
    for side in ("left", "top", "right"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(ROLES["line"])
    axes.tick_params(length=0, labelsize=LETTER, labelcolor=ROLES["soft"])
    axes.set_axisbelow(True)
    return axes


def _scale(axes: Any, rows: Sequence[tuple[str, Sequence[Mark | None]]], log_unit: str) -> None:
    """Set the axis of the values, and thin lines up from its figures."""
    axes.set_yticks([])
    axes.grid(axis="x", color=ROLES["line"], linewidth=0.6)
    if not log_unit:
        axes.set_xlim(0, 1)
        axes.set_xticks(TICKS, TICK_NAMES)
        return
    marks = [mark for _, row in rows for mark in row if mark]
    axes.set_xscale("log")
    axes.set_xlim(min(mark.low for mark in marks) / 1.5, max(mark.high for mark in marks) * 1.5)
    axes.minorticks_off()
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:g} {log_unit}")


def _mark(axes: Any, mark: Mark, height: float, series: int) -> None:
    colour = ROLES[f"series{series % SERIES}"]
    axes.plot([mark.low, mark.high], [height, height], color=colour, linewidth=1.6, alpha=0.55)
    axes.plot(
        *([mark.value], [height]),
        **{"color": colour, "marker": SHAPES[series % len(SHAPES)], "markersize": 6.5},
        **{"markeredgecolor": ROLES["sheet"], "markeredgewidth": 0.8, "clip_on": False},
    )
    _write(axes, False, height, mark.told, "ink")


def _curve(axes: Any, line: Curve, at: float, place: int, has_signs: bool) -> None:
    colour = ROLES[f"series{place % SERIES}"]
    across, up = zip(*line.points, strict=True)
    axes.plot(
        *(across, up),
        **{"color": colour, "linewidth": 1.8, "linestyle": DASHES[place % len(DASHES)]},
        **{"marker": SHAPES[place] if has_signs else "", "markersize": 6.0},
        **{"markeredgecolor": ROLES["sheet"], "markeredgewidth": 0.8, "clip_on": False},
    )
    _write(axes, False, at, line.told, f"series{place % SERIES}")


def _spread(lines: Sequence[Curve], room: float = 0.058) -> list[float]:
    """Heights for the names at the ends of lines, far enough apart to be read."""
    wanted = sorted(range(len(lines)), key=lambda place: lines[place].points[-1][1])
    heights = [0.0] * len(lines)
    lowest = 0.0
    for place in wanted:
        heights[place] = max(lines[place].points[-1][1], lowest)
        lowest = heights[place] + room
    over = max(0.0, lowest - room - 1.0)
    return [height - over for height in heights]


def _write(axes: Any, is_left: bool, height: float, text: str, role: str) -> None:
    """Write a text beside the axes, on the left or the right, at a height of them."""
    axes.annotate(
        *(text, (0.0 if is_left else 1.0, height)),
        **{"xycoords": axes.get_yaxis_transform(), "textcoords": "offset points"},
        **{"xytext": (-6 if is_left else 8, 0), "ha": "right" if is_left else "left"},
        **{"va": "center", "fontsize": LETTER, "color": ROLES[role]},
        **{"parse_math": False, "annotation_clip": False},
    )


def _key(figure: Any, height: float, left: float, series: Sequence[str]) -> None:
    """The sign and name of each series, in a line above the axes."""
    from matplotlib.lines import Line2D

    across, up = left, height - LETTER
    for place, name in enumerate(series):
        colour = ROLES[f"series{place % SERIES}"]
        sign = Line2D([across / WIDTH], [up / height], color=colour, marker=SHAPES[place])
        sign.set_markersize(6.5)
        figure.add_artist(sign)
        figure.text(
            *((across + 8) / WIDTH, up / height, name),
            **{"va": "center", "fontsize": LETTER, "color": ROLES["ink"], "parse_math": False},
        )
        across += LETTER_WIDTH * len(name) + 26
