"""JSON records: the documented fields, composed page texts, and each problem of a record."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.found import Entry, Found, Refusal
from index.jsonl import read_json, read_line
from index.read import read_release
from index.records import Page, Precision
from tests.pages import BODY, LAYOUTS, SECOND, TITLE, Layout, page_a, seed_releases, texts

ADDRESS = "https://www.mofa.go.kr/eng/brd/m_5676/view.do?seq=400001"


def found_in(fields: Any) -> Found:
    found = read_line(json.dumps(fields), "a.jsonl, line 4", "file-a-4")
    assert isinstance(found, Found), found
    return found


def problems_of(fields: Any) -> str:
    refusal = read_line(json.dumps(fields), "a.jsonl, line 4", "file-a-4")
    assert isinstance(refusal, Refusal), refusal
    assert refusal.source == "a.jsonl, line 4"
    assert str(refusal.error).startswith("a.jsonl, line 4 cannot be used: ")
    return str(refusal.error)


def test_record_with_a_page_text() -> None:
    fields = {"address": ADDRESS, "licence": "CC0", "text": page_a(BODY), "sha256": [1], "x": {}}
    found = found_in(fields)
    assert (found.source, found.text) == ("a.jsonl, line 4", page_a(BODY))
    assert found.entry == Entry(ADDRESS, "", 0, "CC0")


def test_record_with_a_body() -> None:
    fields = {"title": TITLE, "section": "Issues", "released": "2022-05-05", "body": BODY}
    text = found_in(fields).text
    assert text == f"Issues 상세보기\n\n{TITLE}\nDate : 2022-05-05\n\n{BODY}"
    release = read_release(Page("a", text, "r"))
    assert (release.title, release.section) == (TITLE, "Issues")
    assert texts(release)["2.0"] == SECOND


def test_record_with_html() -> None:
    html = f'<link rel="canonical" href="{ADDRESS}"><h1>{TITLE}</h1><p>{SECOND}</p>'
    found = found_in({"html": html})
    assert (found.text, found.entry.address) == (f"{TITLE}\n{SECOND}", ADDRESS)
    found = found_in({"html": f"<p>{SECOND}</p>", "title": TITLE, "released": "2022-05-05"})
    assert found.text == f"{TITLE}\nDate : 2022-05-05\n\n{SECOND}"
    assert found_in({"html": html, "address": "https://x/1"}).entry.address == "https://x/1"


def test_text_goes_before_body_and_html() -> None:
    assert found_in({"text": "A text", "body": "A body", "html": "<p>x</p>"}).text == "A text"
    assert found_in({"text": " ", "body": "A body", "html": "<p>x</p>"}).text == "A body"


@pytest.mark.parametrize(
    ("released", "printed"),
    [
        ("2022-05-05", "2022-05-05"),
        ("2022-05-05 11:47:39", "2022-05-05 11:47:39"),
        ("2022-05-05T11:47", "2022-05-05 11:47:00"),
        ("2022-05-05T20:00:00Z", "2022-05-06 05:00:00"),
        ("2022-05-05T11:47:39+09:00", "2022-05-05 11:47:39"),
    ],
)
def test_day_above_a_body(released: str, printed: str) -> None:
    assert found_in({"body": BODY, "released": released}).text == f"Date : {printed}\n\n{BODY}"


@pytest.mark.parametrize("released", ["2020-11-19/2020-11-24", "2020-11", "2020", "", None])
def test_span_of_days_is_not_printed_as_the_day(released: str | None) -> None:
    assert found_in({"body": BODY, "released": released}).text == BODY


def test_title_above_a_text_that_does_not_show_it() -> None:
    fields = {"title": TITLE, "released": "2022-05-05", "text": BODY}
    assert found_in(fields).text == f"{TITLE}\nDate : 2022-05-05\n\n{BODY}"


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_text_that_shows_its_title_is_left_as_it_is(layout: Layout) -> None:
    text = layout.head + BODY
    title = read_release(Page("a", text, "r")).title
    assert found_in({"title": title, "released": "2022-05-05", "text": text}).text == text
    assert found_in({"title": f" {title.upper()} ".replace(" ", "\n "), "text": text}).text == text


def test_seeds_come_back_exactly_with_all_that_an_export_may_write() -> None:
    for release in seed_releases():
        fields = {
            "id": release.id,
            "board": release.board,
            "seq": release.seq,
            "address": release.address,
            "licence": release.licence,
            "title": release.title,
            "section": release.section,
            "released": release.released.first.isoformat() if release.released else None,
            "text": release.text,
            "digest": release.digest,
            "curated": {},
        }
        found = found_in(fields)
        assert (found.text, found.id) == (release.text, release.id)
        assert found.entry == Entry(release.address, release.board, release.seq, release.licence)


@given(st.text(min_size=1).filter(lambda text: bool(text.strip())))
def test_any_text_comes_back_exactly(text: str) -> None:
    fields = {"id": "m_1-2", "board": "m_1", "seq": 2, "address": "", "licence": "x", "text": text}
    found = found_in(fields)
    assert (found.text, found.id, found.entry) == (text, "m_1-2", Entry("", "m_1", 2, "x"))


@pytest.mark.parametrize(
    ("fields", "id", "board", "seq"),
    [
        ({}, "file-a-4", "", 0),
        ({"id": "m_5676-7"}, "m_5676-7", "m_5676", 7),
        ({"id": "m_5676-7", "address": ADDRESS}, "m_5676-7", "", 0),
        ({"id": "m_5676-7", "board": "m_1", "seq": 9}, "m_5676-7", "m_1", 9),
        ({"id": "file-harbour-talks"}, "file-harbour-talks", "", 0),
        ({"id": "https://example.org/5"}, "file-a-4", "", 0),
        ({"id": "5"}, "file-a-4", "", 0),
        ({"id": 5}, "file-a-4", "", 0),
    ],
)
def test_identity(fields: dict[str, Any], id: str, board: str, seq: int) -> None:
    found = found_in({"text": BODY, **fields})
    assert (found.id, found.entry.board, found.entry.seq) == (id, board, seq)


def test_values_set_by_hand() -> None:
    by_hand = {"released": "2020-11-19/2020-11-24", "event": "2020-11-19", "meeting": "Forum"}
    curated = found_in({"text": BODY, "curated": by_hand}).entry.curated
    assert curated.released is not None
    assert (curated.released.precision, curated.meeting) == (Precision.RANGE, "Forum")
    assert found_in({"text": BODY, "released": "2020-11-19"}).entry.curated.released is None


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ([], "a record must be an object, it is []"),
        ("text", 'a record must be an object, it is "text"'),
        (None, "a record must be an object, it is null"),
        ({}, "it has no `text`, `body` or `html`"),
        ({"title": TITLE, "text": " \n"}, "it has no `text`, `body` or `html`"),
        ({"text": 7}, "`text` must be text, it is 7"),
        ({"text": ["a"]}, '`text` must be text, it is ["a"]'),
        ({"text": "x", "title": {}}, "`title` must be text, it is {}"),
        ({"text": "x", "id": []}, "`id` must be text, it is []"),
        ({"text": "x", "seq": "one"}, '`seq` must be a whole number, it is "one"'),
        ({"text": "x", "address": 5}, "`address` must be text, it is 5"),
        ({"text": "x", "released": 2022}, "`released` must be text, it is 2022"),
        (
            {"text": "x", "released": "May 5"},
            '`released` must be a day like 2021-03-31, it is "May 5"',
        ),
        ({"text": "x", "curated": []}, ""),
        ({"text": "x", "curated": ["a"]}, '`curated` must be an object, it is ["a"]'),
        ({"text": "x", "curated": {"event": "soon"}}, "`event` must be a date like 2020-11-19"),
        ({"text": "half \ud83d"}, "`text` holds half a character"),
    ],
)
def test_problems_of_a_record(fields: Any, problem: str) -> None:
    if problem:
        assert problem in problems_of(fields)
    else:
        assert found_in(fields).text == "x"


def test_all_problems_of_a_record_at_once() -> None:
    told = problems_of({"text": 1, "seq": -1, "licence": 7, "released": "x"})
    assert re.findall(r"`(\w+)`", told) == ["licence", "seq", "released", "text"]
    assert told.endswith("Mend it and add the file again.")


@pytest.mark.parametrize("line", ["{", "text", '{"text": "x"', "[" * 100_000, "1" * 5000 + "x"])
def test_line_that_is_no_json(line: str) -> None:
    refusal = read_line(line, "a.jsonl, line 4", "f")
    assert isinstance(refusal, Refusal)
    assert "a.jsonl, line 4 cannot be used: it is not JSON (" in str(refusal.error)


RECORDS = [{"text": "One"}, {"text": "Two"}, {"text": 3}]


@pytest.mark.parametrize(
    "document", [RECORDS, {"releases": RECORDS, "n": 1}, {"items": RECORDS, "version": "x"}]
)
def test_documents_of_many_records(document: Any) -> None:
    one, two, three = read_json(json.dumps(document, indent=1), "a.json", "file-a")
    assert one == Found("a.json, item 1", "One", "file-a-1")
    assert two == Found("a.json, item 2", "Two", "file-a-2")
    assert isinstance(three, Refusal)
    assert three.source == "a.json, item 3"


def test_document_of_one_record() -> None:
    [found] = read_json('{"text": "One", "items": ["agenda"]}', "a.json", "file-a")
    assert found == Found("a.json", "One", "file-a")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", r"a\.json cannot be used: it is not JSON \(Expecting .* line 1 column 2"),
        ('[{"text": "x"},\n]', r"a\.json cannot be used: it is not JSON \(.* line \d"),
        ("[]", r"a\.json cannot be used: it is an empty list"),
        ('{"releases": []}', r"a\.json cannot be used: it is an empty list"),
        ('{"name": "x"}', r"a\.json cannot be used: it has no `text`, `body` or `html`"),
        ("7", r"a\.json cannot be used: a record must be an object, it is 7"),
        ("[" * 100_000, r"a\.json cannot be used: it is not JSON \(nested too deeply\)"),
    ],
)
def test_documents_that_cannot_be_used(text: str, problem: str) -> None:
    [refusal] = read_json(text, "a.json", "file-a")
    assert isinstance(refusal, Refusal)
    assert re.match(problem, str(refusal.error))


def test_without_a_file_the_id_comes_from_the_text() -> None:
    one, two = read_json('[{"text": "One"}, {"text": "Two"}]', "standard input", "")
    assert isinstance(one, Found) and isinstance(two, Found)
    assert one.id != two.id and one.id.startswith("file-")
    [again] = read_json('[{"text": "One"}]', "standard input", "")
    assert isinstance(again, Found) and again.id == one.id


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "text",
                        "body",
                        "html",
                        "id",
                        "seq",
                        "board",
                        "address",
                        "released",
                        "title",
                        "curated",
                        "event",
                        "items",
                    ]
                ),
                inner,
                max_size=5,
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_is_read_or_refused(document: Any) -> None:
    for found in read_json(json.dumps(document), "a.json", "file-a"):
        assert isinstance(found, Found | Refusal)
        assert found.source.startswith("a.json")
