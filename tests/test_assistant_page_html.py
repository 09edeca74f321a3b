"""The plain page of a release: all of its text, each paragraph with its address, nothing live."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from assistant.web.page_html import release_page
from assistant.web.permalink import permalink, read_stretch
from index.records import DateSpan, Person, Precision, Provenance
from tests.invented import ADDRESS, HOSTILE, answered, invented, visible

BARE = {"meta", "link", "br"}
"""Elements that are never closed."""


class Outline(HTMLParser):
    """The elements of a page: every start tag, and those left open or closed out of turn."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in BARE:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def body(html: str) -> str:
    """What is seen of a page, without the links of paragraphs to themselves."""
    html = re.sub(r' <a class="self".*?</a>', "", html[html.index("<main") :])
    return visible(html)


def test_the_page_is_well_formed_with_one_title_and_one_heading_of_the_first_level() -> None:
    outline = Outline(release_page(invented(), ""))
    assert (outline.open, outline.wrong) == ([], [])
    assert (
        len(outline.named("h1")) == len(outline.named("title")) == len(outline.named("main")) == 1
    )
    assert outline.named("html") == [{"lang": "en"}]
    ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_every_passage_and_paragraph_has_its_id_as_anchor_and_a_link_to_itself() -> None:
    release = invented()
    outline = Outline(release_page(release, "/app"))
    anchors = {attributes.get("id") for _, attributes in outline.tags}
    links = {attributes["href"] for attributes in outline.named("a")}
    for passage in release.passages:
        assert passage.id.partition("#")[2] in anchors
        assert passage.number in anchors
        if passage.number != "head":
            assert f"/app/r/{passage.id}" in links


def test_all_passages_are_read_in_order_with_their_printed_numbers_and_signs() -> None:
    release, text = invented(), body(release_page(invented(), "")).replace("&lt;", "<")
    text = text.replace("&gt;", ">").replace("&#34;", '"')
    places = [
        text.index(" ".join(release.text_of(one).split()), text.index("Text of the release"))
        for one in release.passages[1:]
    ]
    assert places == sorted(places)
    signs = re.findall(r'<span class="sign">(.*?)</span>', release_page(release, ""))
    assert signs == ["1.", "°", "2.", "°", "※", "3."]


def test_hostile_text_stays_text() -> None:
    release = invented()
    hostile = replace(
        release,
        title=HOSTILE,
        section=HOSTILE,
        licence=HOSTILE,
        people=(Person(HOSTILE, HOSTILE, ""),),
        organisations=(HOSTILE,),
        also=(HOSTILE,),
        address="javascript:alert(1)",
        passages=release.passages[1:],
    )
    outline = Outline(release_page(hostile, ""))
    assert not outline.named("script") and not outline.named("img")
    assert (outline.open, outline.wrong) == ([], [])
    assert all(not name.startswith("on") for _, attributes in outline.tags for name in attributes)
    assert all(
        str(attributes["href"]).startswith(("/", "#", "http")) for attributes in outline.named("a")
    )


def test_dates_are_told_with_where_they_come_from() -> None:
    mentioned = DateSpan(
        date(2023, 1, 1),
        date(2023, 12, 31),
        Precision.YEAR,
        Provenance.STATED,
        "in 2023",
        "m_5676-400001#2.0",
    )
    html = release_page(replace(invented(), mentioned=(mentioned,)), "")
    text = " ".join(body(html).split())
    assert "Took place4 May 2022 inferredMay 4 is printed; the year is the release" in text
    assert "Released5 May 2022 as printed" in text
    assert "Also mentioned2023 as printed" in text
    assert 'href="/r/m_5676-400001#2.0"' in html[: html.index("Meeting")]


def test_meeting_people_and_official_page_are_given() -> None:
    release = replace(invented(), people=(Person("Kim Ara", "Director", "m_5676-400001#1.0"),))
    html = release_page(release, "")
    assert "MeetingHarbour Talks on Tidal Energy" in body(html)
    assert "People namedKim Ara, Director" in body(html)
    assert f'href="{ADDRESS}"' in html and "official page" in html
    assert f'href="/r/m_5676-400001@{"0" * 8}"' in html


def test_korean_words_are_marked_as_korean() -> None:
    html = release_page(invented(), "")
    assert '(<span lang="ko">부산 광역시</span>)' in html
    korean = Outline(release_page(replace(invented(), language="ko"), ""))
    assert korean.named("article") == [{"lang": "ko"}]
    assert {"lang": "en"} in korean.named("dl")


@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_cited_words_are_marked_exactly(number: int) -> None:
    citation = answered("q", invented()).citations[number]
    html = release_page(invented(), "", cited=(citation.start, citation.end))
    marked = re.findall(r"<mark[^>]*>(.*?)</mark>", html)
    assert [visible(each) for each in marked] == [citation.quote]
    assert html.count('id="cited"') == 1
    assert body(html).replace("The quoted words are marked: go to them.", "") == body(
        release_page(invented(), "")
    )


def test_a_quotation_over_several_passages_is_marked_in_each_with_one_anchor() -> None:
    release = invented()
    first, second = release.passages[3:5]
    html = release_page(release, "", cited=(first.end - 6, second.start + 6))
    marked = [visible(each) for each in re.findall(r"<mark[^>]*>(.*?)</mark>", html)]
    assert marked == ["atlas.", "Norway"]
    assert html.count('id="cited"') == 1


def test_a_stretch_is_read_only_where_it_quotes_the_release() -> None:
    release = invented()
    passage, length = release.passages[1], len(release.text)
    good = f"{passage.start}-{passage.end}"
    assert read_stretch(good, release) == (passage.start, passage.end)
    wrong = (
        "",
        "5",
        "-5-9",
        f"0-{length + 1}",
        "9-9",
        "90-80",
        "0-5",
        f"{good}x",
        "１-９９",
        "1" * 40,
    )
    assert [read_stretch(each, release) for each in wrong] == [None] * len(wrong)


def test_an_address_is_the_id_itself() -> None:
    assert permalink("m_5676-1#3.2") == "/r/m_5676-1#3.2"
    assert permalink("m_5676-1@0a1b2c3d", (5, 9)) == "/r/m_5676-1@0a1b2c3d?cite=5-9"
    assert permalink("file-a#head", (0, 4)) == "/r/file-a?cite=0-4#head"


def test_a_page_says_that_it_is_no_service_of_the_ministry_and_can_be_skipped_into() -> None:
    html = release_page(invented(), "")
    assert "is no service of the ministry" in html[html.index("<footer>") :]
    first = Outline(html).named("a")[0]
    assert first == {"class": "skip", "href": "#text"}


def test_a_long_title_is_cut_in_the_title_bar_only() -> None:
    html = release_page(replace(invented(), title="word " * 500, passages=()), "")
    title = html[html.index("<title>") : html.index("</title>")]
    assert len(title) < 350 and html.count("word") > 500
