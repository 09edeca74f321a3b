"""What a report is made of: sections of words, tables, charts and questions, for any kind of page."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A mean or share with its 95 % interval over `n` values.

    `right` is the count behind a share, None for a mean. Of a difference (`is_difference`) the
    signs are shown; `verdict` is then "better" or "worse" where the interval leaves 0 out.
    """

    value: float
    low: float
    high: float
    n: int
    right: int | None = None
    is_difference: bool = False
    verdict: str = ""


Cell = str | Figure


@dataclass(frozen=True)
class Words:
    """A paragraph; `is_warning` for what a reader must not miss."""

    text: str
    is_warning: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of cells under heads; the first cell of a row names it."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class Chart:
    """A drawing as SVG without texts that are not its own, and a table of the same figures.

    `alt` says what it shows to somebody who does not see it.
    """

    name: str
    title: str
    svg: str
    alt: str
    table: Table
    note: str = ""


@dataclass(frozen=True)
class Quoted:
    """A passage with its id: one that was cited, or one that should have been."""

    id: str
    text: str


@dataclass(frozen=True)
class Failed:
    """A question that was answered badly: what was expected, what was given, what was wrong."""

    place: str
    kind: str
    question: str
    expected_status: str
    gold_answer: str
    status: str
    text: str
    faults: tuple[str, ...]
    cited: tuple[Quoted, ...]
    gold: tuple[Quoted, ...]


Part = Words | Table | Chart | Failed


@dataclass(frozen=True)
class Section:
    """A part of the page; `name` is its address within it."""

    name: str
    title: str
    parts: Sequence[Part]


def number(value: float, is_difference: bool = False) -> str:
    """A value with three decimals; a difference has its sign, and never that of a zero."""
    shown = f"{value:+.3f}" if is_difference else f"{value:.3f}"
    zeroes = ("+0.000", "-0.000")
    return "0.000" if shown in zeroes else shown


def interval(one: Figure) -> str:
    """The interval of a figure, in brackets."""
    ends = (number(end, one.is_difference) for end in (one.low, one.high))
    return f"[{', '.join(ends)}]"


def count(one: Figure) -> str:
    """What stands behind a figure: `7 of 9` for a share, `n 9` for a mean."""
    return f"n {one.n:,}" if one.right is None else f"{one.right:,} of {one.n:,}"
