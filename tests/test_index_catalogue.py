"""The lines of `catalogue.jsonl`: identity, licence, and what is set by hand."""

import json
import re
from datetime import date
from typing import Any

import pytest

from index.catalogue import BY_HAND, by_hand_span, read_catalogue, read_entry
from index.errors import BadCatalogue, WrongEncoding
from index.found import Entry
from index.records import Curated, DateSpan, Precision, Provenance


def catalogue_of(*entries: Any) -> bytes:
    return "\n".join(json.dumps(entry) for entry in entries).encode()


def span(first: date, last: date, precision: Precision) -> DateSpan:
    return DateSpan(first, last, precision, Provenance.CURATED, BY_HAND)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2020-11-19", (date(2020, 11, 19), date(2020, 11, 19), Precision.DAY)),
        ("2020-11-19/2020-11-24", (date(2020, 11, 19), date(2020, 11, 24), Precision.RANGE)),
        ("2020-02", (date(2020, 2, 1), date(2020, 2, 29), Precision.MONTH)),
        ("2020", (date(2020, 1, 1), date(2020, 12, 31), Precision.YEAR)),
        ("2020-02-01/2020-02-29", (date(2020, 2, 1), date(2020, 2, 29), Precision.MONTH)),
        ("2020-01-01/2020-12-31", (date(2020, 1, 1), date(2020, 12, 31), Precision.YEAR)),
        ("2020-11-19/2020-11-19", (date(2020, 11, 19), date(2020, 11, 19), Precision.DAY)),
        ("0999", (date(999, 1, 1), date(999, 12, 31), Precision.YEAR)),
        ("2020-11/2021", (date(2020, 11, 1), date(2021, 12, 31), Precision.RANGE)),
        (" 2020-11-19 ", (date(2020, 11, 19), date(2020, 11, 19), Precision.DAY)),
    ],
)
def test_dates_set_by_hand(value: str, expected: tuple[date, date, Precision]) -> None:
    assert by_hand_span(value) == span(*expected)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "19 November 2020",
        "2020-13",
        "2020-02-30",
        "2020-11-24/2020-11-19",
        "2020/",
        "/2020",
        "20201119",
        "2020-11-19/2020-11-24/2020-11-25",
        "0000",
        "２０２０",
        "2020-11-19T10:00",
    ],
)
def test_what_is_no_date(value: str) -> None:
    assert by_hand_span(value) is None


def test_line_with_everything() -> None:
    line = {
        "file": "a.txt",
        "address": " https://x/brd/m_5676/view.do?seq=5 ",
        "board": "M_5676",
        "seq": "5",
        "licence": "CC0",
        "released": "2020-11-19/2020-11-24",
        "event": "2020-11-19",
        "meeting": "13th Harbour Forum",
        "sha256": "ignored",
    }
    curated = Curated(
        span(date(2020, 11, 19), date(2020, 11, 24), Precision.RANGE),
        span(date(2020, 11, 19), date(2020, 11, 19), Precision.DAY),
        "13th Harbour Forum",
    )
    [(name, entry)] = read_catalogue(catalogue_of(line), "c").items()
    assert name == "a.txt"
    assert entry == Entry("https://x/brd/m_5676/view.do?seq=5", "m_5676", 5, "CC0", curated)


def test_values_under_curated_and_beside_it() -> None:
    entry, problems = read_entry({"curated": {"event": "2020", "meeting": "A"}}, {"meeting": "B"})
    assert not problems
    assert entry.curated == Curated(
        None, span(date(2020, 1, 1), date(2020, 12, 31), Precision.YEAR), "B"
    )


def test_values_beside_curated_are_not_set_by_hand_in_a_record() -> None:
    entry, problems = read_entry({"released": "2020-11-19", "meeting": "A"})
    assert (entry.curated, problems) == (Curated(), [])


def test_fields_of_nothing() -> None:
    fields = dict.fromkeys(("address", "board", "seq", "licence", "curated"))
    assert read_entry(fields) == (Entry(), [])


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "line 2: not JSON"),
        ("[" * 100_000, "line 2: not JSON"),
        ("[1]", "line 2: needs an object with a `file`"),
        ('{"address": "x"}', "line 2: needs an object with a `file`"),
        ('{"file": 7}', "line 2: needs an object with a `file`"),
        ('{"file": "a.txt", "seq": "twelve"}', "line 2: `seq` must be a whole number"),
        ('{"file": "a.txt", "seq": 1.5}', "line 2: `seq` must be a whole number"),
        ('{"file": "a.txt", "seq": -4}', "line 2: `seq` must be a whole number"),
        ('{"file": "a.txt", "seq": true}', "line 2: `seq` must be a whole number"),
        ('{"file": "a.txt", "seq": [1]}', "line 2: `seq` must be a whole number"),
        ('{"file": "a.txt", "seq": 9999999999999999999}', "line 2: `seq` must be a whole number"),
        ('{"file": "a.txt", "board": 5676}', "line 2: `board` must be text, it is 5676"),
        ('{"file": "a.txt", "address": "javascript:x"}', "line 2: `address` must be a web address"),
        ('{"file": "a.txt", "board": "../x"}', "line 2: `board` must be a name like m_5676"),
        ('{"file": "a.txt", "licence": ["x"]}', "line 2: `licence` must be text"),
        ('{"file": "a.txt", "released": "soon"}', "line 2: `released` must be a date like 2020"),
        ('{"file": "a.txt", "event": 2020}', "line 2: `event` must be a date like 2020"),
        ('{"file": "a.txt", "meeting": 13}', "line 2: `meeting` must be text, it is 13"),
        ('{"file": "a.txt", "curated": "x"}', "line 2: `curated` must be an object"),
        ('{"file": "a.txt", "curated": {"event": []}, "seq": -1}', "line 2: `seq` must be"),
        ('{"file": "first.txt"}', "line 2: names first.txt a second time"),
    ],
)
def test_wrong_lines(line: str, problem: str) -> None:
    content = f'{{"file": "first.txt"}}\n{line}\n'.encode()
    with pytest.raises(BadCatalogue, match=rf"c\.jsonl cannot be used.*\n  {re.escape(problem)}"):
        read_catalogue(content, "c.jsonl")


def test_all_wrong_lines_are_listed_at_once() -> None:
    with pytest.raises(BadCatalogue) as caught:
        read_catalogue(b'{\n\n{"file": "a.txt", "seq": -1, "board": 7}\n[]\n', "c.jsonl")
    assert re.findall(r"\n  line (\d+)", str(caught.value)) == ["1", "3", "3", "4"]


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf\n"])
def test_empty_catalogue_is_none(content: bytes) -> None:
    assert read_catalogue(content, "c") == {}


def test_byte_order_mark_and_line_separator() -> None:
    line = '\ufeff{"file": "a.txt", "licence": "one\u2028two"}\r\n'
    assert read_catalogue(line.encode(), "c")["a.txt"].licence == "one\u2028two"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp949"])
def test_encodings(encoding: str) -> None:
    content = '{"file": "외교부.txt", "seq": 7, "board": "m_1"}'.encode(encoding)
    assert read_catalogue(content, "c")["외교부.txt"].seq == 7


def test_encoding_that_cannot_be_told() -> None:
    with pytest.raises(WrongEncoding, match=r"c\.jsonl is not UTF-8 text"):
        read_catalogue(b'{"file": "caf\xe9.txt"}', "c.jsonl")


def test_accents_taken_apart_name_the_same_file() -> None:
    entries = read_catalogue(catalogue_of({"file": "cafe\u0301.txt"}), "c")
    assert list(entries) == ["caf\u00e9.txt"]


@pytest.mark.parametrize("address", ["www.mofa.go.kr:80/eng", "HTTPS://x.org", "/eng/brd", "x"])
def test_addresses_that_are_kept_as_they_are(address: str) -> None:
    assert read_entry({"address": address}) == (Entry(address), [])
