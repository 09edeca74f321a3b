"""The README's table of measures, put between two comments of it."""

from pathlib import Path

from eval.page_markdown import plain, table
from eval.page_parts import Cell, Figure, interval, number
from eval.page_runs import Joined, of_system
from eval.page_tables import MAIN, Columns, by_set, measured, named
from eval.report import MEASURES
from index.errors import CommuniqueError

BEGIN, END = "<!-- measures: python -m eval report --readme -->", "<!-- end of measures -->"
SHOWN = {*MAIN, "quotes_exact"}


class NoMarkers(CommuniqueError):
    """A page without the place for the table."""

    def __init__(self, path: Path, found: str) -> None:
        super().__init__(
            f"{path}: {found}, so there is no place for the table of measures. Put these two lines "
            f"there, each once and in this order, around where it should stand:\n{BEGIN}\n{END}"
        )


class NoPage(CommuniqueError):
    """A page that cannot be read or written."""

    def __init__(self, path: Path, error: Exception) -> None:
        super().__init__(
            f"{path}: cannot be read and written ({error}). Name a Markdown page: --readme README.md"
        )


def replaced(path: Path, joined: Joined) -> str:
    """The page with the table of these runs in place of what stood between its markers.

    Raises:
        NoMarkers: it does not have both, once each, in order.
        NoPage: it cannot be read as UTF-8 text.
    """
    try:
        page = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NoPage(path, error) from error
    for marker in (BEGIN, END):
        if page.count(marker) != 1:
            raise NoMarkers(path, f"has {page.count(marker)} times {marker}")
    before, _, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise NoMarkers(path, f"has {END} before {BEGIN}")
    return f"{before}{BEGIN}\n{measures(joined)}\n{END}{after}"


def measures(joined: Joined) -> str:
    """The table: a column for each set developed on, one for all put aside together."""
    own = of_system(joined.developed, joined.main)
    columns = {plain(name): lines for name, lines in _by_set(joined).items()}
    if aside := of_system(joined.put_aside, joined.main):
        sets = {line.set for line in aside}
        releases = sum(int(joined.sets[name].get("releases") or 0) for name in sets)
        columns[f"**set aside ({len(aside)} questions, {releases} releases)**"] = aside
    elif not own:
        columns = {}
    shown = [one for one in MEASURES if one.key in SHOWN]
    rows = [
        [plain(named(one)), *(_brief(measured(one, lines)) for lines in columns.values())]
        for one in shown
    ]
    return table(["measure", *columns], rows)


def _by_set(joined: Joined) -> Columns:
    names = {line.set for line in joined.developed}
    return {
        title: lines
        for title, lines in by_set(joined).items()
        if lines[0].set in names and len({line.set for line in lines}) == 1
    }


def _brief(cell: Cell) -> str:
    """A figure without its count; that is in the report."""
    return f"{number(cell.value)} {interval(cell)}" if isinstance(cell, Figure) else cell
