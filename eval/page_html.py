"""The report as one HTML page: no script, nothing fetched, everything escaped."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from markupsafe import Markup, escape

from eval.page_parts import (
    Cell,
    Chart,
    Failed,
    Part,
    Quoted,
    Section,
    Table,
    Words,
    count,
    interval,
    number,
)

STYLE = Path(__file__).with_name("page.css")
SIGNS = {"better": "▲", "worse": "▼"}
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What a browser lets the page do: show itself, even where an escape were forgotten."""


def html(title: str, sections: Sequence[Section]) -> str:
    """The whole page; the same bytes for the same sections."""
    links = Markup("").join(
        Markup('<li><a href="#{}">{}</a></li>\n').format(one.name, one.title) for one in sections
    )
    body = Markup("\n").join(_section(one) for one in sections)
    page = Markup(
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="{}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<title>{}</title>\n'
        "<style>\n{}</style>\n</head>\n<body>\n"
        '<div class="evaluation">\n<header>\n<h1>{}</h1>\n<nav aria-label="Parts of the report">'
        "\n<ul>\n{}</ul>\n</nav>\n</header>\n<main>\n{}\n</main>\n</div>\n</body>\n</html>\n"
    ).format(POLICY, title, Markup(STYLE.read_text(encoding="utf-8")), title, links, body)
    return str(page)


def _section(one: Section) -> Markup:
    parts = Markup("\n").join(_part(part) for part in one.parts)
    head = Markup('<section id="{0}" aria-labelledby="{0}-head">\n<h2 id="{0}-head">{1}</h2>\n')
    return head.format(one.name, one.title) + parts + Markup("\n</section>")


def _part(part: Part) -> Markup:
    if isinstance(part, Words):
        kind = Markup(' class="warning" role="note"') if part.is_warning else ""
        return Markup("<p{}>{}</p>").format(kind, part.text)
    if isinstance(part, Table):
        return _table(part)
    return _chart(part) if isinstance(part, Chart) else _failed(part)


def _table(table: Table) -> Markup:
    """A table that scrolls within itself where it is wider than the page."""
    heads = Markup("").join(
        Markup('<th scope="col">{}</th>').format(_breakable(one)) for one in table.heads
    )
    rows = Markup("\n").join(_row(row) for row in table.rows)
    caption = Markup("<caption>{}</caption>\n").format(table.title) if table.title else ""
    note = Markup('<p class="note">{}</p>').format(table.note) if table.note else ""
    return Markup(
        '<div class="table" role="region" tabindex="0" aria-label="{}">\n<table>\n{}'
        "<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>\n</div>\n{}"
    ).format(table.title or "Figures of the chart", caption, heads, rows, note)


def _row(row: Sequence[Cell]) -> Markup:
    name = Markup('<th scope="row">{}</th>').format(_breakable(str(row[0])))
    return Markup("<tr>{}{}</tr>").format(name, Markup("").join(map(_cell, row[1:])))


def _cell(cell: Cell) -> Markup:
    if isinstance(cell, str):
        return Markup("<td>{}</td>").format(cell)
    sign = Markup("")
    if cell.verdict:
        sign = Markup(' <span class="{0}" role="img" aria-label="{0}">{1}</span>').format(
            cell.verdict, SIGNS[cell.verdict]
        )
    return Markup('<td class="figure"><b>{}</b>{} <small>{} · {}</small></td>').format(
        number(cell.value, cell.is_difference), sign, interval(cell), count(cell)
    )


def _chart(chart: Chart) -> Markup:
    """The drawing with its table beside it, or below where there is no room."""
    note = Markup('<p class="note">{}</p>').format(chart.note) if chart.note else ""
    # the drawing is our own and was escaped as it was drawn
    return Markup(
        '<figure>\n<figcaption>{}</figcaption>\n<div class="beside">\n<div class="drawing">{}</div>'
        "\n{}\n</div>\n{}</figure>"
    ).format(chart.title, Markup(chart.svg), _table(chart.table), note)


def _failed(one: Failed) -> Markup:
    faults = Markup("").join(Markup("<li>{}</li>").format(fault) for fault in one.faults)
    sides = Markup("").join(
        [
            _side(f"Expected: {one.expected_status or 'no status'}", one.gold_answer, one.gold),
            _side(f"Given: {one.status}", one.text, one.cited),
        ]
    )
    return Markup(
        '<article>\n<h3>{}</h3>\n<p class="note">{} · {}</p>\n<ul class="faults">{}</ul>\n'
        '<div class="sides">{}</div>\n</article>'
    ).format(one.question, one.place, one.kind, faults, sides)


def _side(head: str, text: str, quotes: Sequence[Quoted]) -> Markup:
    quoted = Markup("").join(_quoted(quotes))
    return Markup('<div><h4>{}</h4>\n<p class="text">{}</p>\n{}</div>\n').format(
        head, text or "(nothing)", quoted
    )


def _quoted(quotes: Sequence[Quoted]) -> Iterator[Markup]:
    for one in quotes:
        yield Markup("<blockquote><cite>{}</cite> {}</blockquote>\n").format(one.id, one.text)


def _breakable(name: str) -> Markup:
    """A name that may be broken after its low lines, so that columns can be narrow."""
    return Markup(str(escape(name)).replace("_", "_<wbr>"))
