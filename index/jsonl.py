"""From JSON and JSON lines to pages.

A record is an object with its text, as `text` (a page text, head included), `body` (the text under
the head) or `html`, and any of `address`, `board`, `seq`, `id`, `title`, `section`, `released` (a
day, or a day and time), `licence` and `curated` (an object with `released`, `event`, `meeting`).
A file holds one record, an array of them, an object with such an array under `releases` or `items`,
or one record a line. Other fields are ignored.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from index.catalogue import SEOUL, by_hand_span, read_entry, shown
from index.errors import BadRecord, CommuniqueError
from index.found import Found, Refusal
from index.identity import RELEASE_ID, release_id, text_id
from index.webpage import WebPage, lay_out, read_webpage

TEXTS = ("text", "body", "html")
WORDS = ("id", "title", "section", "released", *TEXTS)
LISTS = ("releases", "items")
NEAR_START = 4000
"""Characters; the longest page head of the archive has about 1,500."""


def read_json(text: str, source: str, otherwise: str) -> Iterator[Found | Refusal]:
    """The pages of a JSON document; a refusal for each record that cannot be used.

    Args:
        otherwise: the id of a page without one; in a list, its number is put behind it. Empty
            where there is no file: then the id comes from the text.
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield Refusal(source, BadRecord(source, [_not_json(error)]))
        return
    if isinstance(document, dict) and not any(key in document for key in TEXTS):
        lists = [document[key] for key in LISTS if isinstance(document.get(key), list)]
        document = lists[0] if lists else document
    if not isinstance(document, list):
        yield _found(document, source, otherwise)
        return
    for number, fields in enumerate(document, start=1):
        yield _found(fields, f"{source}, item {number}", otherwise and f"{otherwise}-{number}")
    if not document:
        yield Refusal(source, BadRecord(source, ["it is an empty list"]))


def read_line(line: str, source: str, otherwise: str) -> Found | Refusal:
    """The page of one line. Arguments as `read_json`, but both for this line."""
    try:
        return _found(json.loads(line), source, otherwise)
    except (ValueError, RecursionError) as error:
        return Refusal(source, BadRecord(source, [_not_json(error)]))


def _not_json(error: Exception) -> str:
    return f"it is not JSON ({error if isinstance(error, ValueError) else 'nested too deeply'})"


def _found(fields: Any, source: str, otherwise: str) -> Found | Refusal:
    if not isinstance(fields, dict):
        problem = f"a record must be an object, it is {shown(fields)}"
        return Refusal(source, BadRecord(source, [problem]))
    entry, problems = read_entry(fields)
    problems += _wrong_words(fields)
    if not problems and not any(str(fields.get(key) or "").strip() for key in TEXTS):
        problems.append("it has no `text`, `body` or `html`")
    if problems:
        return Refusal(source, BadRecord(source, problems))
    try:
        text, stated = _page(fields, source)
    except CommuniqueError as error:
        return Refusal(source, error)
    entry = entry if entry.address else replace(entry, address=stated)
    id = RELEASE_ID.fullmatch(str(fields.get("id") or ""))
    if id and id["board"] and not (entry.board or entry.seq or release_id(entry.address)):
        entry = replace(entry, board=id["board"], seq=int(id["seq"]))
    return Found(source, text, id[0] if id else otherwise or text_id(text), entry)


def _wrong_words(fields: Mapping[str, Any]) -> list[str]:
    """What is wrong with the fields that hold text."""
    problems = []
    for key in WORDS:
        value = fields.get(key)
        if key == "id" and isinstance(value, int):
            continue
        if value is not None and not isinstance(value, str):
            problems.append(f"`{key}` must be text, it is {shown(value)}")
        elif value and re.search("[\ud800-\udfff]", value):
            problems.append(f"`{key}` holds half a character (a lone surrogate)")
        elif key == "released" and value and not (_posted(value) or by_hand_span(value)):
            problems.append(f"`released` must be a day like 2021-03-31, it is {shown(value)}")
    return problems


def _page(fields: Mapping[str, Any], source: str) -> tuple[str, str]:
    """Page text and stated address of a record.

    A head is put above a body, and above a text that does not show its title.
    """
    title = " ".join(str(fields.get("title") or "").split())
    section = " ".join(str(fields.get("section") or "").split())
    posted = _posted(str(fields.get("released") or ""))
    text, body = str(fields.get("text") or ""), str(fields.get("body") or "")
    if not text.strip() and body.strip():
        return lay_out(title, posted, body, section), ""
    page = WebPage(text, "") if text.strip() else read_webpage(str(fields["html"]), source)
    if _shows(page.text, title):
        return page.text, page.address
    return lay_out(title, posted, page.text, section), page.address


def _posted(released: str) -> str:
    """The day and time in Seoul that a page prints; empty for a span of days, as inferred."""
    try:
        moment = datetime.fromisoformat(released.strip())
    except ValueError:
        return ""
    if len(released.strip()) <= len("2021-03-31"):
        return moment.date().isoformat()
    local = moment.astimezone(SEOUL) if moment.tzinfo else moment
    return local.strftime("%Y-%m-%d %H:%M:%S")


def _shows(text: str, title: str) -> bool:
    """True when a text shows its title near its start, or there is none to show.

    The title opens the text or fills one to three lines: the same words within the first paragraph
    are no title.
    """
    wanted = _plain(title)
    start = text.lstrip("\ufeff")[:NEAR_START]
    if not wanted or _plain(start).startswith(wanted):
        return True
    if title.rstrip().endswith("…"):  # the first words of a page without a title
        return wanted in _plain(start)
    lines = [_plain(line) for line in start.splitlines()]
    return any(
        " ".join(lines[place : place + count]) == wanted
        for place in range(len(lines))
        for count in (1, 2, 3)
    )


def _plain(words: str) -> str:
    return " ".join(words.split()).removesuffix("…").strip().casefold()
