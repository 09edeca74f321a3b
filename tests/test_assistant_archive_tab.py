"""The archive's tab without a browser: the list in pages, the opened release, hostile words."""

from dataclasses import replace
from time import perf_counter
from typing import Any

import pytest

from assistant.chosen import NO_FILTERS
from assistant.web.archive_filter import Limits
from assistant.web.archive_list import PAGE, agreements, list_html, opened_html, pages_of
from assistant.web.archive_tab import opened_release, shown
from assistant.web.filter_form import chosen_in
from index.errors import BadFilter
from index.records import Act, Modality
from tests.archives import many, of_meeting, opened, three, with_agreements
from tests.invented import HOSTILE, StubArchive, invented, visible

NONE = Limits("", (), NO_FILTERS)
EMPTY: list[Any] = ["", [], [], [], [], []]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return opened(three(tmp_path_factory.mktemp("archive")))


def test_an_entry_tells_date_with_provenance_meeting_countries_board_and_agreements() -> None:
    release = replace(with_agreements(invented(), 2), countries=("NO", "CL"))
    text = " ".join(visible(list_html([release], 1, NONE, 1)).split())
    assert "1 release, newest first" in text
    assert "First Harbour Talks on Tidal Energy Held on May 4" in text
    assert "released 5 May 2022 as printed" in text
    assert "took place 4 May 2022 inferred" in text
    assert "Harbour Talks on Tidal Energy · Norway, Chile · m_5676 · 2 agreements" in text


def test_what_lies_ahead_is_not_told_as_held() -> None:
    assert "to take place" in list_html([replace(invented(), announces=True)], 1, NONE, 1)


def test_agreements_are_sentences_of_what_was_agreed_at_the_event_itself() -> None:
    release = with_agreements(invented(), 3)
    assert agreements(release) == 3
    assert agreements(with_agreements(release, 3)) == 3  # clauses of the same sentences
    assert agreements(with_agreements(invented(), 2, negated=True)) == 0
    assert agreements(with_agreements(invented(), 2, modality=Modality.POSSIBLE)) == 0
    assert agreements(with_agreements(invented(), 2, event=invented().released)) == 0
    other = tuple(replace(one, act=Act.PROPOSED) for one in release.statements)
    assert agreements(replace(release, statements=other)) == 0


def test_a_long_list_comes_in_pages() -> None:
    releases = many(2 * PAGE + 5)
    first, last = list_html(releases, 99, NONE, 1), list_html(releases, 99, NONE, 3)
    assert first.count('class="entry"') == PAGE and last.count('class="entry"') == 5
    assert "65 of 99 releases, newest first, 1 to 30 shown" in first
    assert "61 to 65 shown" in last and "Page 3 of 3" in last
    assert 'value="page-2">Older' in first and 'value="page-0" disabled>Newer' in first
    assert 'value="page-2">Newer' in last and 'value="page-4" disabled>Older' in last
    assert list_html(releases, 99, NONE, 400) == last and pages_of(0) == 1
    assert "turns" not in list_html(releases[:PAGE], 99, NONE, 1)


def test_nothing_found_says_what_to_do_and_an_empty_archive_how_to_fill_it() -> None:
    nothing = list_html([], 9, Limits("tides & <b>", ("2021",), NO_FILTERS), 1)
    assert "No release fits: words “tides &amp; &lt;b&gt;”; year 2021." in nothing
    assert 'value="clear-limits"' in nothing
    empty = list_html([], 0, NONE, 1)
    assert "communique index add FOLDER" in empty and "clear-limits" not in empty


def test_an_opened_release_reads_as_the_source_panel_does() -> None:
    html = opened_html(invented())
    text = " ".join(visible(html).split())
    assert "Took place4 May 2022 inferred" in text and "Published by" in text
    assert "The participants agreed" in text and "※" in text
    assert 'value="about-m_5676-400001"' in html and 'href="r/m_5676-400001"' in html
    assert "<mark" not in html and 'id="m_5676' not in html  # ids stand in the other panel


def test_nothing_of_a_release_becomes_markup() -> None:
    release = replace(invented(), title=HOSTILE, board='"><script>', section=HOSTILE)
    release = of_meeting(release, HOSTILE)
    html = list_html([release], 1, NONE, 1) + opened_html(release)
    assert "<script" not in html and "<img" not in html and "<b>" not in html


def test_an_unknown_release_is_said_not_raised(assistant: Any) -> None:
    for id in ("m_1-1", None, 3, "<b>"):
        assert "Nothing in the archive has the id" in opened_release(assistant, id)
    assert "&lt;b&gt;" in opened_release(assistant, "<b>")


def test_drawing_and_list_hold_the_same_releases(assistant: Any) -> None:
    drawing, listed = shown(assistant, ["buoys", [], [], [], [], []], 1)
    for html in (drawing, listed):
        assert "Talks on buoys" in html and "reefs" not in html
    drawing, listed = shown(assistant, ["penguins", [], [], [], [], []], 1)
    assert drawing == "" and "No release fits: words “penguins”" in listed


def test_a_wrong_value_is_said_in_the_list(assistant: Any) -> None:
    drawing, listed = shown(assistant, ["", [], [], [], [], ["m_999"]], 1)
    assert drawing == "" and "No board here is" in listed


def test_two_thousand_releases_are_listed_fast() -> None:
    archive: Any = StubArchive()
    archive.held = {one.id: one for one in many(2000, 40)}
    assistant: Any = type("A", (), {"archive": archive})()
    shown(assistant, EMPTY, 1)
    start = perf_counter()
    drawing, listed = shown(assistant, EMPTY, 60)
    assert perf_counter() - start < 3
    assert "2,000 releases" in listed and "the 1,600 others" in drawing
    assert len(drawing) < 600_000


def test_a_release_can_be_set_as_a_filter_of_questions() -> None:
    archive: Any = StubArchive()
    values = ["", "", [], [], [], []]
    assert chosen_in(archive, [*values, " m_5676-400001 "]).releases == ("m_5676-400001",)
    assert chosen_in(archive, [*values, ""]) == chosen_in(archive, values) == NO_FILTERS
    with pytest.raises(BadFilter, match="No release here is 'nothing'"):
        chosen_in(archive, [*values, "nothing"])


def test_undated_releases_are_listed_as_such() -> None:
    text = visible(list_html([replace(invented(), released=None, event=None)], 1, NONE, 1))
    assert "released not known" in text and "took place" not in text
