"""The visible text of HTML, in lines, as a browser lays it out; nothing visible is dropped."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

UNSEEN = frozenset(
    """script style noscript template head title iframe object embed applet svg audio video
    canvas map datalist""".split()
)
BLOCKS = frozenset(
    """html body p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tfoot tr td th
    section article aside header footer main nav figure figcaption blockquote pre address form
    fieldset legend center hr details summary dir menu hgroup optgroup option""".split()
)
HIDDEN = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.I)
AS_TYPED = re.compile(r"(?:^|[;\s])white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
COLLAPSED = re.compile(r"[ \t\n\r\f]+")
"""White space that browsers fold into one blank; U+00A0 is none of it."""
BLANK = " \t\r\n\f\u00a0\u3000\u200b\ufeff"
CELL_GAP = "\t"
SELF_NUMBERED = re.compile(r"\s*(?:\(?\d{1,3}[.)]|[°oº◦ㅇо○●•·▪■□◯※*–—-]\s|[①-⑳])")
"""An item that prints its own number or sign gets none from its list."""


@dataclass
class _Lines:
    """The lines written so far, and the one that is open."""

    done: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    mark: str = ""

    def write(self, text: str) -> None:
        self.open.append(text)

    def end(self, even_empty: bool = False) -> None:
        """End the open line. A line of U+00A0 alone is a blank one, an empty one is none."""
        line = COLLAPSED.sub(" ", "".join(self.open)).strip(" ")
        self.open.clear()
        if line.strip(BLANK):
            self.done.append(self.mark + line)
            self.mark = ""
        elif line or even_empty:
            self.done.append("")

    def part(self) -> None:
        """Put a blank line below the last one, unless that is a sign whose text comes next."""
        if self.done and len(self.done[-1]) > 1:
            self.done.append("")


@dataclass
class _Row:
    """The cells of a table row as lines each, text outside of cells included."""

    cells: list[list[str]] = field(default_factory=list)

    def lines(self) -> list[str]:
        """One line for cells of one line each that stand side by side; longer cells in full."""
        lines: list[str] = []
        joined = False
        for cell in self.cells:
            if len(cell) == 1 and joined:
                lines[-1] += CELL_GAP + cell[0]
            else:
                lines += cell
            joined = len(cell) == 1
        return lines


def visible_lines(
    root: "Element", without: Collection["Element"] = (), bullets: bool = True
) -> list[str]:
    """The lines of an element and all in it. A blank line is an empty string.

    A page parts its paragraphs by blank lines of its own; where it has none, each `<p>` gets one,
    so that no reader takes two paragraphs for one that is hard-wrapped.

    Args:
        without: elements that are left out with all in them.
        bullets: whether items of unnumbered lists get the `•` that browsers put before them.
    """
    lines = _Layout(set(without), bullets, apart=False).lines(root)
    return lines if "" in lines else _Layout(set(without), bullets, apart=True).lines(root)


class _Layout:
    """Walks through the elements; a stack holds the rows and cells that are open."""

    def __init__(self, without: set["Element"], bullets: bool, apart: bool) -> None:
        self.without = without
        self.bullets = bullets
        self.apart = apart
        self.writers = [_Lines()]
        self.rows: list[tuple[Element, _Row]] = []
        self.cells: list[Element] = []
        self.typed: list[Element] = []
        self.numbers: dict[Element, int] = {}

    def lines(self, root: "Element") -> list[str]:
        from lxml import etree

        walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walker:
            if event == "start":
                if self._is_unseen(element):
                    walker.skip_subtree()
                    continue
                self._open(element)
                self._write(element.text or "")
            else:
                if event == "end" and not self._is_unseen(element):
                    self._close(element)
                if element is not root:
                    self._write(element.tail or "")
        self.writers[0].end()
        lines = self.writers[0].done
        return lines[:-1] if lines and not lines[-1] else lines

    def _is_unseen(self, element: "Element") -> bool:
        hidden = element.get("hidden") is not None or HIDDEN.search(element.get("style") or "")
        return element.tag in UNSEEN or bool(hidden) or element in self.without

    def _write(self, text: str) -> None:
        """Take text; its own line breaks count only where the page says so."""
        first, *others = text.split("\n") if self.typed else [text]
        self.writers[-1].write(first)
        for line in others:
            self.writers[-1].end(even_empty=True)
            self.writers[-1].write(line)

    def _open(self, element: "Element") -> None:
        tag = element.tag
        if tag == "tr":
            self.writers[-1].end()
            self.rows.append((element, _Row()))
            self.writers.append(_Lines())
        elif tag in ("td", "th") and self._in_row(element):
            self._keep_cell(self.writers[-1])
            self.writers.append(_Lines())
            self.cells.append(element)
        elif tag in BLOCKS:
            self.writers[-1].end()
            if tag == "li":
                self.writers[-1].mark = self._mark(element)
        if tag == "pre" or AS_TYPED.search(element.get("style") or ""):
            self.typed.append(element)

    def _close(self, element: "Element") -> None:
        tag = element.tag
        if self.typed and self.typed[-1] is element:
            self.typed.pop()
        if tag == "br":
            self.writers[-1].end(even_empty=True)
        elif tag == "tr":
            self._keep_cell(self.writers.pop())
            _, row = self.rows.pop()
            self.writers[-1].done += row.lines()
        elif self.cells and self.cells[-1] is element:
            self.cells.pop()
            self._keep_cell(self.writers.pop())
        elif tag in BLOCKS:
            self.writers[-1].end()
            if tag == "p" and self.apart:
                self.writers[-1].part()
            if tag == "li":
                self.writers[-1].mark = ""

    def _in_row(self, cell: "Element") -> bool:
        """True unless the cell stands outside of any row, as broken pages have it."""
        return bool(self.rows) and cell.getparent() is self.rows[-1][0]

    def _keep_cell(self, writer: _Lines) -> None:
        """Take what was written into the row that is open; the writer starts anew."""
        writer.end()
        while writer.done and not writer.done[-1]:
            writer.done.pop()
        if writer.done:
            self.rows[-1][1].cells.append(writer.done)
        writer.done = []

    def _mark(self, item: "Element") -> str:
        """The number or bullet that a browser puts before a list item."""
        parent = item.getparent()
        mark = "• " if self.bullets and parent is not None and parent.tag == "ul" else ""
        if parent is not None and parent.tag == "ol":
            start = self.numbers.get(parent, _whole(parent.get("start"), 1))
            number = _whole(item.get("value"), start)
            self.numbers[parent] = number + 1
            mark = f"{number}. "
        return "" if SELF_NUMBERED.match(_first_words(item)) else mark


def _first_words(item: "Element") -> str:
    """The first text in an item that is more than white space, and a blank."""
    texts = (text.strip(BLANK) for text in item.itertext())
    return next(filter(None, texts), "") + " "


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value and re.fullmatch(r"\d{1,6}", value.strip(), re.ASCII) else otherwise
