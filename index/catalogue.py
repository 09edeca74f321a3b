"""What is known of a page beside its text: the fields of `catalogue.jsonl` and of JSON records."""

import calendar
import json
import re
from collections.abc import Mapping
from datetime import date, timedelta, timezone
from pathlib import Path
from typing import Any
from unicodedata import normalize

from index.encoding import decode
from index.errors import BadCatalogue
from index.found import NOTHING, Entry
from index.records import Curated, DateSpan, Precision, Provenance

SEOUL = timezone(timedelta(hours=9))
"""Where the archive's days are counted. Korea has had no summer time since 1988."""
BY_HAND = "set by hand in catalogue.jsonl"
OTHER_SCHEME = re.compile(r"\s*(?!https?:)[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
"""An address is shown as a link: `javascript:` and the like never are. A port may follow a host."""
BOARD = re.compile(r"[a-z][a-z0-9_]*", re.IGNORECASE)
SEQ = r"\d{1,18}"
"""Longer numbers do not fit into the archive's integers."""
CURATED = ("released", "event", "meeting")


Catalogue = Mapping[str, Entry]
"""The entries of one catalogue by file name, in Unicode's composed form."""


def name_key(name: str) -> str:
    """A file name as a key: one disk composes accents and syllables, another takes them apart."""
    return normalize("NFC", name)


def read_catalogue(content: bytes, path: Path | str) -> Catalogue:
    """The entries of a catalogue's bytes; empty when there are none.

    Raises:
        BadCatalogue: some lines cannot be used; all are listed.
        WrongEncoding: the encoding cannot be told.
    """
    entries: dict[str, Entry] = {}
    problems: list[str] = []
    if not content.strip(b"\xef\xbb\xbf \t\r\n"):
        return entries
    for number, line in enumerate(decode(content, str(path)).split("\n"), start=1):
        if line.strip():
            name, entry, wrong = _read_line(line)
            if not wrong and name in entries:
                wrong = [f"names {name} a second time"]
            problems += [f"line {number}: {problem}" for problem in wrong]
            entries.setdefault(name, entry)
    if problems:
        raise BadCatalogue(path, problems)
    return entries


def _read_line(line: str) -> tuple[str, Entry, list[str]]:
    """File name, entry and problems of a line."""
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        return "", NOTHING, [f"not JSON ({error})"]
    if not isinstance(fields, dict) or not isinstance(fields.get("file"), str):
        return "", NOTHING, ["needs an object with a `file`"]
    by_hand = {key: fields[key] for key in CURATED if key in fields}
    entry, problems = read_entry(fields, by_hand)
    return name_key(fields["file"]), entry, problems


def read_entry(
    fields: Mapping[str, Any], by_hand: Mapping[str, Any] | None = None
) -> tuple[Entry, list[str]]:
    """What an object says of its page, and what is wrong with it.

    Args:
        by_hand: curated values beside those under `curated`.
    """
    problems = [
        f"`{key}` must be text, it is {shown(fields[key])}"
        for key in ("address", "board", "licence")
        if not isinstance(fields.get(key) or "", str)
    ]
    if OTHER_SCHEME.match(str(fields.get("address") or "")):
        problems.append(f"`address` must be a web address, it is {shown(fields['address'])}")
    board = fields.get("board") or ""
    if isinstance(board, str) and board and not BOARD.fullmatch(board):
        problems.append(f"`board` must be a name like m_5676, it is {shown(board)}")
    seq = fields.get("seq") or 0
    if isinstance(seq, bool) or not re.fullmatch(SEQ, str(seq), re.ASCII):
        problems.append(f"`seq` must be a whole number, it is {shown(seq)}")
        seq = 0
    under = fields.get("curated") or {}
    if not isinstance(under, dict):
        problems.append(f"`curated` must be an object, it is {shown(under)}")
        under = {}
    curated, wrong = _read_curated({**under, **(by_hand or {})})
    if problems + wrong:
        return NOTHING, problems + wrong
    address, licence = fields.get("address") or "", fields.get("licence") or ""
    return Entry(address.strip(), board.lower(), int(seq), licence, curated), []


def _read_curated(fields: Mapping[str, Any]) -> tuple[Curated, list[str]]:
    spans: dict[str, DateSpan | None] = {}
    problems = []
    for key in ("released", "event"):
        value = fields.get(key)
        spans[key] = by_hand_span(value) if isinstance(value, str) and value else None
        if value and spans[key] is None:
            problems.append(
                f"`{key}` must be a date like 2020-11-19, 2020-11-19/2020-11-24, 2020-11 or 2020, "
                f"it is {shown(value)}"
            )
    meeting = fields.get("meeting") or ""
    if not isinstance(meeting, str):
        problems.append(f"`meeting` must be text, it is {shown(meeting)}")
        meeting = ""
    return Curated(spans["released"], spans["event"], meeting), problems


def by_hand_span(value: str) -> DateSpan | None:
    """The span that a date set by hand names; None when it is no date."""
    begins, _, ends = value.partition("/")
    start, end = _days(begins.strip()), _days((ends if "/" in value else begins).strip())
    if not start or not end or start[0] > end[1]:
        return None
    first, last = start[0], end[1]
    return DateSpan(first, last, _precision(first, last), Provenance.CURATED, BY_HAND)


def _precision(first: date, last: date) -> Precision:
    """Two days that span a month or a year say the same as its name."""
    if first == last:
        return Precision.DAY
    if _days(first.isoformat()[:7]) == (first, last):
        return Precision.MONTH
    return Precision.YEAR if _days(first.isoformat()[:4]) == (first, last) else Precision.RANGE


def _days(text: str) -> tuple[date, date] | None:
    """First and last day of a day, a month or a year."""
    try:
        if re.fullmatch(r"\d{4}", text, re.ASCII):
            return date(int(text), 1, 1), date(int(text), 12, 31)
        if match := re.fullmatch(r"(\d{4})-(\d{2})", text, re.ASCII):
            year, month = int(match[1]), int(match[2])
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return date.fromisoformat(text), date.fromisoformat(text)
    except ValueError:
        return None
    return None


def shown(value: Any) -> str:
    """A value as it stands in the file, short enough for a message."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:59] + "…"
