"""From a saved web page to a page text, laid out as the crawler's text pages are.

So one reader reads both: section line, title, date and hit lines, blank line, body.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from index.errors import NotARelease
from index.identity import release_id
from index.page import DETAIL, HITS, POSTED
from index.visible import visible_lines

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->", re.IGNORECASE)
WEB_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
SITE = "https://www.mofa.go.kr/"
"""Where an address that begins with its path belongs, when it names a page of a board."""
SAVED_WITHIN = 4096
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
CLOSED_AT_ONCE = re.compile(
    r"<(script|style|title|iframe|textarea|noscript)\b([^<>]*)/>", re.IGNORECASE
)
SECTION_CARRIERS = "//*[contains(., '상세보기')][not(*[contains(., '상세보기')])]"
CHROME_TAGS = frozenset("nav footer aside button select textarea".split())
CHROME_ROLES = frozenset("navigation banner contentinfo search".split())
CHROME_CLASSES = frozenset("breadcrumb breadcrumbs gnb lnb snb skipnav".split())
"""What Korean sites call their global, local and side menus."""
BREADCRUMB = re.compile(r"(?:home|홈)\s*[>»›].{1,150}", re.IGNORECASE)


@dataclass(frozen=True)
class WebPage:
    """A page's text and the address that it states for itself, empty when it states none."""

    text: str
    address: str


def read_webpage(html: str, source: str) -> WebPage:
    """The page text of a whole web page, or of a piece of one.

    Raises:
        NotARelease: there is no text in it, or it is nested beyond what can be read.
    """
    root = _parsed(html, source)
    return WebPage(_board_page(root) or _other_page(root), _address(root, html))


def text_of(html: str, source: str) -> str:
    """The visible text of a piece of HTML, as feeds have it. Raises as `read_webpage`."""
    return "\n".join(visible_lines(_parsed(html, source)))


def lay_out(title: str, posted: str, body: str, section: str = "") -> str:
    """A page text from its parts, each empty when it is not known."""
    lines = [f"{section} 상세보기", ""] if section else []
    lines += [title] if title else []
    lines += [f"Date : {posted}"] if posted else []
    return "\n".join([*lines, "", body] if lines else [body])


def _parsed(html: str, source: str) -> "Element":
    from lxml import etree

    if html.lstrip().startswith("<?xml"):
        html = CLOSED_AT_ONCE.sub(r"<\1\2></\1>", html)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    content = CONTROLS.sub(" ", html).encode("utf-8", "replace")
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise NotARelease(source, f"it is no web page that can be read ({error.msg})") from error
    if root is None:
        raise NotARelease(source, "it is a web page without text")
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        raise NotARelease(source, "its elements are nested too deeply to be read")
    return root


def _board_page(root: "Element") -> str:
    """A page of the archive's board, empty for a page of another layout."""
    body = _with_class(root, "bo_con") or _with_class(root, "se-contents")
    if not body:
        return ""
    head = next(iter(_with_class(root, "bo_head")), None)
    title: list[str] = []
    stated: list[str] = []
    if head is not None:
        heading = next(iter(head.xpath(".//h1|.//h2|.//h3|.//h4")), None)
        title = [] if heading is None else visible_lines(heading)
        stated = _stated(visible_lines(head, [] if heading is None else [heading], bullets=False))
    lines = [line for element in body for line in visible_lines(element)]
    section = _section(root, body)
    parts = [f"{section} 상세보기", ""] if section else []
    return "\n".join([*parts, " ".join(filter(None, title)), *stated, "", *lines])


def _stated(lines: list[str]) -> list[str]:
    """The date and hit lines of a head; a label and its value may stand on a line each."""
    stated: list[str] = []
    while lines:
        line, *lines = lines
        pair = f"{line.rstrip(' :')} : {lines[0]}" if lines else ""
        counted = bool(re.search(r"\d", line))
        if POSTED.match(pair) or (HITS.match(line) and HITS.match(pair) and not counted):
            stated.append(pair)
            lines = lines[1:]
        elif POSTED.match(line) or (HITS.match(line) and counted):
            stated.append(line)
    return stated


def _section(root: "Element", body: list["Element"]) -> str:
    """The section's name, from the line that carries it or else from the window title."""
    inside = {below for element in body for below in element.iter()}
    carriers = [element for element in root.xpath(SECTION_CARRIERS) if element not in inside]
    lines = [" ".join(visible_lines(element)) for element in carriers]
    titles = [" ".join((title.text or "").split()) for title in root.iter("title")]
    for line in [*lines, *titles]:
        found = re.match(r"(.{1,80}?\s*상세보기)(?:\s*[|<>:-].*)?$", line)
        if found and (match := DETAIL.match(found[1])) and match["section"]:
            return match["section"].strip()
    return ""


def _other_page(root: "Element") -> str:
    """All visible text of a page whose layout is not known, without its navigation."""
    mains = root.xpath("//main|//*[@role='main']")
    start = mains[0] if len(mains) == 1 else root
    for stressed in start.iter("em", "span", "strong"):
        if POSTED.match("".join(stressed.itertext()).strip()):
            _apart(stressed)
    lines = visible_lines(start, _chrome(start), bullets=start is not root)
    return "\n".join(line for line in lines if not BREADCRUMB.fullmatch(line))


def _apart(element: "Element") -> None:
    """Put a date on a line of its own, where the reader of page heads looks for it."""
    element.tag = "div"


def _chrome(start: "Element") -> list["Element"]:
    """Navigation, page header and foot; the header of an article is none."""
    chrome = [
        element
        for element in start.iter("*")
        if element.get("role") in CHROME_ROLES
        or CHROME_CLASSES.intersection((element.get("class") or "").lower().split())
    ]
    for element in start.iter(*CHROME_TAGS, "header"):
        inside = next(element.iterancestors("article", "main", "section"), None)
        if element.tag not in ("header", "footer") or inside is None:
            chrome.append(element)
    return chrome


def _with_class(root: "Element", name: str) -> list["Element"]:
    """The elements of a class, outermost ones only, in order."""
    found = root.xpath(
        "//*[contains(concat(' ', normalize-space(@class), ' '), $name)]", name=f" {name} "
    )
    inner = {below for element in found for below in element.iterdescendants() if below in found}
    return [element for element in found if element not in inner]


def _address(root: "Element", html: str) -> str:
    """The address that a page states: the first that names a release, else the first at all."""
    stated = [
        *root.xpath("//link[translate(@rel,'CANOILR','canoilr')='canonical']/@href"),
        *root.xpath("//meta[@property='og:url' or @name='og:url']/@content"),
        *SAVED_FROM.findall(html[:SAVED_WITHIN]),
    ]
    addresses = [str(address).strip() for address in stated]
    whole = [urljoin(SITE, one) if release_id(one) else one for one in addresses]
    usable = [address for address in whole if WEB_ADDRESS.match(address)]
    named = [address for address in usable if release_id(address)]
    return next(iter(named or usable), "")
