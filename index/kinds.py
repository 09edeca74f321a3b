"""Which files are read, and what a file holds: its content decides, its name only helps."""

import re
from enum import StrEnum

CATALOGUE = "catalogue.jsonl"


class Kind(StrEnum):
    """What a file holds, once it is known to be text."""

    TEXT = "page text"
    HTML = "web page"
    FEED = "feed"
    JSON = "JSON"
    LINES = "JSON lines"
    XML = "XML of another kind"


EXTENSIONS = {
    ".txt": Kind.TEXT,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".xml": Kind.FEED,
    ".rss": Kind.FEED,
    ".atom": Kind.FEED,
    ".json": Kind.JSON,
    ".jsonl": Kind.LINES,
    ".ndjson": Kind.LINES,
}
ZIP_EXTENSION = ".zip"
KINDS = " ".join((*EXTENSIONS, ZIP_EXTENSION))
ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
SAVED_PAGE = re.compile(r"view\.do(?:[?@]|%3f)", re.IGNORECASE)
JSON_START = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\[{\]])")
ONE_LINE = re.compile(r"\s*(\{.*\})[ \t\r]*(?:\n\s*(\{)?|$)")
PROLOG = re.compile(
    r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!doctype\b[^>\[]*(?:\[.*?\])?[^>]*>\s*)*", re.I | re.S
)
ROOT = re.compile(r"<(?:\w+:)?([A-Za-z][\w.-]*)(?=[\s/>])")
FEEDS = frozenset(("rss", "feed", "rdf"))
HTML_START = re.compile(
    r"(?:html|head|body|meta|title|div|p|table|tbody|article|section|main|span|h[1-6]|center|font"
    r"|link|script|style|header|nav|br|b|strong|a|ul|ol|dl)",
    re.IGNORECASE,
)
TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>")


def extension_of(name: str) -> str:
    """The extension of a file name, lower case, with its dot; empty when it has none."""
    stem, dot, extension = name.rpartition(".")
    return f".{extension.lower()}" if dot and stem else ""


def is_read(name: str) -> bool:
    """True for the name of a file that is taken from a folder or a .zip."""
    if name.startswith(".") or name.lower() == CATALOGUE:
        return False
    known = extension_of(name) in EXTENSIONS or extension_of(name) == ZIP_EXTENSION
    return known or bool(SAVED_PAGE.match(name))


def is_zip(head: bytes) -> bool:
    """True for the first bytes of a .zip."""
    return head.startswith(ZIP_STARTS)


def kind_of(text: str, name: str) -> Kind:
    """What a text holds, told by how it begins. `name` decides only where that leaves it open."""
    named = EXTENSIONS.get(extension_of(name), Kind.TEXT)
    if JSON_START.match(text):
        return _json_kind(text, named)
    if named is Kind.LINES and not text.lstrip().startswith("<"):
        return Kind.LINES
    start = PROLOG.match(text)
    place = start.end() if start else 0
    if root := ROOT.match(text, place):
        if root[1].lower() in FEEDS:
            return Kind.FEED
        if HTML_START.fullmatch(root[1]) and "</" in text:
            return Kind.HTML
        if text.lstrip().startswith("<?xml"):
            return Kind.XML
    if re.match(r"\s*(?:<!doctype html|<!--)", text, re.IGNORECASE) and TAG.search(text):
        return Kind.HTML
    if named is Kind.HTML and TAG.search(text):
        return Kind.HTML
    return Kind.JSON if named is Kind.JSON else Kind.TEXT


def _json_kind(text: str, named: Kind) -> Kind:
    """JSON lines when the first line is an object of its own and more follows, or by name."""
    first = text.lstrip().partition("\n")[0].strip()
    whole = first in ("{", "[") or first.startswith("[")
    if named is Kind.LINES and not whole:
        return Kind.LINES
    match = ONE_LINE.match(text)
    return Kind.LINES if match and match[2] else Kind.JSON
