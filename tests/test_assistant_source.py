"""The source panel: what is marked, what is shown, what is a link."""

import re
from dataclasses import replace
from datetime import date

import pytest

from assistant.records import Citation
from assistant.web.source import words
from assistant.web.source_panel import release_html
from assistant.wording import span_words
from index.records import DateSpan, Precision, Provenance, Release
from tests.invented import ADDRESS, answered, cite, invented, visible


def opened(current: int = 0, release: Release | None = None) -> str:
    release = release or invented()
    return str(release_html(release, answered("q", release).citations, current, "cite", 0))


def test_the_panel_marks_exactly_the_quoted_words() -> None:
    for current, citation in enumerate(answered("q", invented()).citations):
        marked = re.findall(r'<mark class="quoted">(.*?)</mark>', opened(current))
        assert [visible(each) for each in marked] == [citation.quote]


def test_the_panel_marks_the_other_citations_of_the_release_lightly() -> None:
    html = opened(0)
    others = [visible(each) for each in re.findall(r'<mark class="other">(.*?)</mark>', html)]
    quotes = [citation.quote for citation in answered("q", invented()).citations]
    assert sorted(others) == sorted(quotes[1:])
    assert 'value="cite-0-1"' in html and 'value="cite-0-2"' in html


def test_overlapping_quotations_keep_the_passage_whole() -> None:
    release = invented()
    first = cite(release, "1", "2.0", "agreed to hold the second talks")
    second = cite(release, "2", "2.0", "the second talks in Bergen")
    html = str(release_html(release, (first, second), 0, "cite", 0))
    marked = "".join(re.findall(r'<mark class="quoted">(.*?)</mark>', html))
    assert marked == first.quote
    text = visible(re.sub(r"<button.*?</button>", "", html))
    assert release.text_of(release.passage(first.id)) in text


def test_the_panel_shows_the_whole_release_with_numbers_and_signs() -> None:
    html = opened()
    text = visible(re.sub(r"<button.*?</button>", "", html)).replace("&lt;", "<")
    for passage in invented().passages:
        assert " ".join(invented().text_of(passage).split())[:40] in text
    assert re.findall(r'<span class="sign">(.*?)</span>', html) == [
        "1.",
        "°",
        "2.",
        "°",
        "※",
        "3.",
    ]
    assert "Skip navigation" in text and "Hit : 12" in text


def test_the_head_stands_in_the_body_only_when_it_is_cited() -> None:
    release = invented()
    assert "kind-head" not in opened()
    head = cite(release, "1", "head", "Held on May 4")
    html = str(release_html(release, (head,), 0, "cite", 0))
    assert "kind-head" in html
    assert '<mark class="quoted">Held on May 4</mark>' in html


def marking(citation: Citation, *words: str) -> Citation:
    """The citation with stretches of its quotation marked."""
    starts = [citation.start + citation.quote.index(each) for each in words]
    spans = zip(starts, words, strict=True)
    return replace(citation, marked=tuple((start, start + len(each)) for start, each in spans))


def test_what_answers_is_marked_inside_the_opened_quotation_only() -> None:
    release = invented()
    first, second, third = answered("q", release).citations
    citations = (marking(first, "the second talks", "2023"), marking(second, "pilot sites"), third)
    html = str(release_html(release, citations, 0, "cite", 0))
    assert re.findall(r'<mark class="answers">(.*?)</mark>', html) == ["the second talks", "2023"]
    assert '<mark class="quoted">agreed to hold <mark class="answers">' in html
    assert visible(html) == visible(opened())


def test_a_mark_over_the_lines_of_a_head_keeps_them() -> None:
    release = invented()
    text = release.text.replace("Tidal Energy Held on May 4", "Tidal Energy\n\nHeld on May 4", 1)
    head = replace(release.passages[0], end=release.passages[0].end + 1)
    broken = replace(release, text=text, passages=(head,))
    citation = replace(cite(broken, "1", "head", "Tidal Energy\n\nHeld"), id=head.id)
    html = str(release_html(broken, (marking(citation, "Energy\n\nHeld"),), 0, "cite", 0))
    assert 'Tidal <mark class="answers">Energy<br>Held</mark></mark> on May 4' in html
    html = str(release_html(broken, (marking(citation, "Held"),), 0, "cite", 0))
    assert 'Tidal Energy<br><mark class="answers">Held</mark>' in html


def test_what_is_also_close_has_a_name() -> None:
    release = invented()
    citations = [replace(one, label="") for one in answered("q", release).citations]
    html = str(release_html(release, citations, 0, "near", 3))
    assert re.findall(r'value="near-3-(\d)"[^>]*>\[(.*?)\]<', html) == [
        ("2", "closest 3"),
        ("1", "closest 2"),
    ]
    assert "[]" not in html


def test_a_repeated_number_is_shown_as_printed() -> None:
    release = invented()
    passages = tuple(replace(passage, number=f"{passage.number}b") for passage in release.passages)
    html = opened(release=replace(release, passages=passages))
    assert '<span class="sign">2.</span>' in html and "2b" not in html


def test_the_panel_says_where_each_date_comes_from() -> None:
    text = visible(opened())
    assert "4 May 2022 inferred" in text and "the year is the release&#39;s" in text
    assert "5 May 2022 as printed" in text


def test_the_official_page_opens_apart_and_only_a_web_address_is_a_link() -> None:
    link = f'<a href="{ADDRESS}" target="_blank" rel="noopener noreferrer">'
    assert link in opened()
    assert "Ministry of Foreign Affairs, Republic of Korea" in opened()
    assert "not established" in opened()
    assert "javascript" not in opened(release=invented("file-second", "javascript:alert(1)"))


def test_the_opened_passage_leads_to_its_plain_page() -> None:
    citation = answered("q", invented()).citations[1]
    page = f"r/m_5676-400001?cite={citation.start}-{citation.end}#2.0"
    assert f'<a href="{page}" target="_blank" rel="noopener"><code>{citation.id}</code>' in opened(
        1
    )


def test_nothing_of_a_release_becomes_markup() -> None:
    html = opened()
    assert "<script" not in html and "<img" not in html
    assert "&lt;script&gt;" in html


def test_hangul_is_marked_as_korean() -> None:
    assert words("in 부산 광역시.") == 'in <span lang="ko">부산 광역시</span>.'


@pytest.mark.parametrize(
    ("first", "last", "precision", "wording"),
    [
        (
            date(2020, 11, 19),
            date(2020, 11, 24),
            Precision.RANGE,
            "19 November 2020 to 24 November 2020",
        ),
        (date(2020, 11, 1), date(2020, 11, 30), Precision.MONTH, "November 2020"),
        (date(2020, 4, 1), date(2020, 6, 30), Precision.QUARTER, "second quarter of 2020"),
        (date(2020, 1, 1), date(2020, 12, 31), Precision.YEAR, "2020"),
    ],
)
def test_a_date_is_said_as_exactly_as_it_is_known(
    first: date, last: date, precision: Precision, wording: str
) -> None:
    assert span_words(DateSpan(first, last, precision, Provenance.STATED)) == wording
