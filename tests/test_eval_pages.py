"""Page measures, each against a table worked by hand."""

from dataclasses import replace
from datetime import date

import pytest

from eval.pages import Line, covered, page_measures, page_report
from index.records import (
    Acronym,
    DateSpan,
    Format,
    Meeting,
    Passage,
    PassageKind,
    Person,
    Precision,
    Provenance,
    Release,
    Span,
)

TEXT = "Talks Held\n1. Peru spoke. Chile\u00a0left."


def span(first: str, last: str, provenance: Provenance = Provenance.STATED) -> DateSpan:
    return DateSpan(date.fromisoformat(first), date.fromisoformat(last), Precision.DAY, provenance)


def passage(place: str, start: int, end: int) -> Passage:
    return Passage(f"r#{place}", "r#1", "1", 0, PassageKind.LEAD, "", 0, start, end)


RELEASE = Release(
    "r", "m_5676", 1, "", "unknown", "Talks Held", "", TEXT, "",
    passages=(passage("head", 0, 10), passage("1.0", 14, 37)),
    remainders=(Span("mark", 11, 13),),
    released=span("2022-05-05", "2022-05-05"),
    event=span("2022-05-04", "2022-05-04"),
    mentioned=(span("2021-01-01", "2021-12-31"), span("2020-01-01", "2020-12-31")),
    meeting=Meeting("3rd Tide Talks", 3, "r#1.0", 0, 0, "Tide Talks", Format.VIRTUAL, "Oslo"),
    people=(Person("Ann Lund", "Minister", "r#1.0"), Person("Bo Kim", "Chair", "r#1.0")),
    countries=("PE", "CL"),
    acronyms=(Acronym("TT", "Tide Talks", "r#1.0"),),
)  # fmt: skip
GOLD: Line = {
    "file": "p01.txt",
    "id": "r",
    "refused": None,
    "language_of_page": "en",
    "title": "Talks Held",
    "released": {"from": "2022-05-05", "to": "2022-05-05", "provenance": "stated"},
    "event": {"from": "2022-05-04", "to": "2022-05-04", "provenance": "inferred"},
    "announcement": True,
    "passages": [["head", "Talks Held"], ["1.0", "Peru spoke. Chile left."], ["1.1", "More."]],
    "meeting": {"name": "Tide Talks", "ordinal": 3, "format": "virtual", "place": "Oslo"},
    "countries": ["CL", "PE", "NO"],
    "people": [["Ann Lund", "Minister"], ["Bo Kim", "Secretary"]],
    "acronyms": [["TT", "Tide Talks"]],
    "mentioned": [["2021-01-01", "2021-12-31"]],
    "duplicate_of": None,
}


def test_each_field_by_hand() -> None:
    found = page_measures([GOLD], {"r": RELEASE})
    assert {name: (one.gold, one.read, one.right) for name, one in found.lists.items()} == {
        "passages": (3, 2, 2),
        "countries": (3, 2, 2),
        "people": (2, 2, 1),
        "acronyms": (1, 1, 1),
        "mentioned": (1, 2, 1),
    }
    assert {name: list(marks) for name, marks in found.marks.items()} == {
        "refused": [True],
        "language_of_page": [True],
        "title": [True],
        "released": [True],
        "event": [False],
        "announcement": [False],
        "meeting": [True],
        "duplicate": [True],
    }
    assert (found.pages, found.covered) == (1, 1.0)


def test_a_field_that_is_not_there_is_not_scored() -> None:
    found = page_measures([{"id": "r", "refused": None, "passages": []}], {"r": RELEASE})
    assert found.lists["countries"].read == 0
    assert list(found.marks["title"]) == list(found.marks["duplicate"]) == []


@pytest.mark.parametrize(
    ("changed", "right"),
    [
        ({"name": "The 3rd Tide Talks"}, True),
        ({"name": "Talks"}, True),
        ({"name": "Wind Talks"}, False),
        ({"ordinal": 2}, False),
        ({"format": ""}, False),
        ({"place": "Lima"}, False),
    ],
)
def test_a_meeting_is_right_in_all_its_parts(changed: dict[str, object], right: bool) -> None:
    meeting = GOLD["meeting"]
    assert isinstance(meeting, dict)
    found = page_measures([{**GOLD, "meeting": meeting | changed}], {"r": RELEASE})
    assert list(found.marks["meeting"]) == [right]


def test_no_meeting_and_no_date_are_right_when_none_is_read() -> None:
    plain = replace(RELEASE, meeting=None, event=None)
    gold = {**GOLD, "meeting": None, "event": None}
    for release, right in ((plain, True), (RELEASE, False)):
        found = page_measures([gold], {"r": release})
        assert list(found.marks["meeting"]) == list(found.marks["event"]) == [right]


def test_refusals() -> None:
    list_page: Line = {"id": "l", "refused": "list"}
    found = page_measures([list_page], {})
    assert list(found.marks["refused"]) == [True]
    assert list(page_measures([list_page], {"l": RELEASE}).marks["refused"]) == [False]


def test_a_page_that_is_wrongly_refused_has_all_its_fields_wrong() -> None:
    found = page_measures([GOLD], {})
    assert (found.lists["passages"].gold, found.lists["passages"].read) == (3, 0)
    assert list(found.marks["title"]) == [False]
    assert list(found.marks["refused"]) == [False]
    assert found.covered is None


def test_duplicates_are_right_when_their_release_knows_them() -> None:
    twin: Line = {**GOLD, "id": "t", "duplicate_of": "r"}
    known = replace(RELEASE, also=("t",))
    assert list(page_measures([twin], {"r": known}).marks["duplicate"]) == [True]
    assert list(page_measures([twin], {"r": RELEASE}).marks["duplicate"]) == [False]
    assert list(page_measures([GOLD], {"r": RELEASE, "o": known}).marks["duplicate"]) == [True]
    other = replace(RELEASE, also=("r",))
    assert list(page_measures([GOLD], {"r": RELEASE, "o": other}).marks["duplicate"]) == [False]


def test_characters_in_two_places_or_none_are_not_covered() -> None:
    """Of "abcd efg" (7 characters that are no space): d in none, a and b in two: 4 of 7."""
    twice = replace(
        RELEASE,
        text="abcd efg",
        passages=(passage("1.0", 0, 3), passage("1.1", 5, 8)),
        remainders=(Span("mark", 0, 2),),
    )
    assert covered([twice]) == pytest.approx(4 / 7)
    assert covered([]) is None


def test_report_holds_figures_alone() -> None:
    lines = page_report("pages", page_measures([GOLD], {"r": RELEASE})).split("\n")
    assert any(line.split() == "passages 3 2 2 1.000 0.667 0.800".split() for line in lines)
    assert any(line.split() == "event right 0.000 0 of 1".split() for line in lines)
    assert any(line.split() == "characters in one place 1.000".split() for line in lines)
    assert "Ann Lund" not in "".join(lines)
    assert max(map(len, lines)) <= 100
