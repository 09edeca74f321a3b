"""The report as one Markdown page, for the repository: tables and words, no drawings."""

import re
from collections.abc import Iterator, Sequence

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

SIGNS = {"better": " ▲", "worse": " ▼", "": ""}
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~$])")
_LEADING = re.compile(r"^(#|[-+=](?=\s|$|[-=])|\d+(?=[.)]))")


def markdown(title: str, sections: Sequence[Section]) -> str:
    """The whole page; the same bytes for the same sections."""
    parts = [f"# {plain(title)}"]
    for one in sections:
        parts.append(f"## {plain(one.title)}")
        parts += [text for part in one.parts for text in _part(part)]
    return "\n\n".join(parts) + "\n"


def plain(text: str) -> str:
    """A text on one line of which nothing is taken for Markdown or HTML."""
    line = _SPECIAL.sub(r"\\\1", " ".join(text.split()).replace("&", "&amp;"))
    return _LEADING.sub(lambda found: _guarded(found[1]), line)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in lines; heads and cells are taken as they are."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _guarded(start: str) -> str:
    return f"{start}\\" if start.isdigit() else f"\\{start}"


def _part(part: Part) -> Iterator[str]:
    if isinstance(part, Words):
        yield f"**{plain(part.text)}**" if part.is_warning else plain(part.text)
    elif isinstance(part, Table):
        yield from _table(part)
    elif isinstance(part, Chart):
        yield f"**{plain(part.title)}**"
        yield from _table(part.table)
        if part.note:
            yield plain(part.note)
    else:
        yield from _failed(part)


def _table(one: Table) -> Iterator[str]:
    if one.title:
        yield f"**{plain(one.title)}**"
    yield table([*map(plain, one.heads)], [[*map(_cell, row)] for row in one.rows])
    if one.note:
        yield plain(one.note)


def _cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return plain(cell)
    value = number(cell.value, cell.is_difference)
    return f"{value} {interval(cell)}{SIGNS[cell.verdict]}, {count(cell)}"


def _failed(one: Failed) -> Iterator[str]:
    yield f"### {plain(one.question)}"
    yield f"{plain(one.place)} · {plain(one.kind)}"
    if one.faults:
        yield "\n".join(f"- {plain(fault)}" for fault in one.faults)
    for head, status, text, quotes in (
        ("Expected", one.expected_status or "no status", one.gold_answer, one.gold),
        ("Given", one.status, one.text, one.cited),
    ):
        yield f"{head} ({plain(status)}): {plain(text) or '(nothing)'}"
        yield from _quoted(quotes)


def _quoted(quotes: Sequence[Quoted]) -> Iterator[str]:
    for one in quotes:
        yield f"> {plain(one.id)}: {plain(one.text)}"
