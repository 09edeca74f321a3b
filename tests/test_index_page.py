"""The head of a page in each layout of the archive, and what is no page."""

from datetime import date

import pytest

from index.lines import split_lines
from index.page import Head, read_head
from tests.pages import (
    ALL_LAYOUTS,
    BODY,
    FIRST,
    KOREAN_LINKS,
    SECOND,
    TITLE,
    Layout,
    kinds,
    page_a,
    page_c,
    release_of,
    texts,
)


def head_of(text: str) -> Head:
    """The head of a page text."""
    return read_head(text, split_lines(text))


@pytest.mark.parametrize("layout", ALL_LAYOUTS, ids=lambda layout: layout.name)
def test_each_head_layout_gives_title_section_and_date(layout: Layout) -> None:
    release = release_of(layout.head + BODY)
    posted = release.released.first.isoformat() if release.released else None
    assert (release.section, posted) == (layout.section, layout.posted)
    if layout.title is None:
        assert "head" not in texts(release)
        assert release.title.startswith("The Ministry of Foreign Affairs hosted")
    else:
        assert release.title == texts(release)["head"] == layout.title


@pytest.mark.parametrize("layout", ALL_LAYOUTS, ids=lambda layout: layout.name)
def test_numbered_lists_of_the_head_are_no_paragraphs(layout: Layout) -> None:
    release = release_of(layout.head + BODY)
    assert [id for id in texts(release) if id != "head"] == ["1.0", "1.1", "2.0"]
    assert texts(release)["1.0"] == FIRST


@pytest.mark.parametrize("layout", ALL_LAYOUTS, ids=lambda layout: layout.name)
def test_hit_counter_is_no_part_of_the_digest(layout: Layout) -> None:
    one = release_of(layout.head + BODY)
    other = release_of(layout.head.replace("1836", "20417") + BODY)
    assert one.digest == other.digest
    assert one.digest != release_of(layout.head + BODY.replace("Busan", "Ulsan")).digest


def test_named_remainders_tell_chrome_date_and_counter_apart() -> None:
    release = release_of(page_a(BODY))
    named = {span.name: release.text[span.start : span.end] for span in release.remainders}
    assert named["date line"] == "• Date : 2022-05-05 11:47:39"
    assert named["hit counter"] == "• Hit : 1836"
    assert named["mark"] == "2."
    chrome = [release.text[s.start : s.end] for s in release.remainders if s.name == "chrome"]
    assert chrome == [
        "Skip navigation",
        "1. HOME",
        "2. Press",
        "3. Press Releases",
        "Press Releases 상세보기",
    ]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("• Date : 2021-08-19 11:47:39", date(2021, 8, 19)),
        ("2017-07-14 17:53:09", date(2017, 7, 14)),
        ("작성일 : 2016. 3. 9.", date(2016, 3, 9)),
        ("2013/08/09", date(2013, 8, 9)),
        ("Date : Aug. 19, 2021", date(2021, 8, 19)),
        ("Date : 19 August 2021", date(2021, 8, 19)),
        ("작성일 2016-03-09 조회수 1,201", date(2016, 3, 9)),
        ("Date | 2016-03-09 | Hit | 12", date(2016, 3, 9)),
        ("• Date : 2021-02-30 11:47:39", None),
        ("• Date : 2021-13-01", None),
    ],
)
def test_posted_day(printed: str, expected: date | None) -> None:
    head = head_of(f"Press Releases 상세보기\n{TITLE}\n{printed}\n\n{BODY}")
    assert (head.posted.first if head.posted else None) == expected
    assert head.title is not None
    assert head.title.text == TITLE


def test_title_that_starts_with_an_ordinal_is_no_paragraph() -> None:
    release = release_of(page_c(BODY, title="2nd Virtual Meeting on Harbours"))
    assert release.title == "2nd Virtual Meeting on Harbours"


def test_press_briefing_as_first_line_is_the_title() -> None:
    text = (
        "Press Briefing\nSpokesperson Lee Min-ho\nSep.18, 2012 14:30 KST.\n\n"
        "First, I will speak on the visit of the Minister to Oslo.\n\n[Q&A]\n\nQ: When is it?"
    )
    release = release_of(text)
    assert (release.title, release.section) == ("Press Briefing", "")
    assert "u1.0" in texts(release)


def test_a_word_of_the_menu_inside_a_hard_wrapped_body_does_not_cut_it() -> None:
    text = (
        "1. The talks were led by the\nMinister\nof Foreign Affairs of Norway.\n2. They ended well."
    )
    assert texts(release_of(text)) == {
        "1.0": "The talks were led by the\nMinister\nof Foreign Affairs of Norway.",
        "2.0": "They ended well.",
    }


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        (
            "Deputy Minister for Political Affairs Hosts First Korea-Central\nAsia Officials’ Meeting",
            "Deputy Minister for Political Affairs Hosts First Korea-Central Asia Officials’ Meeting",
        ),
        ("Vice Minister Attends the\nForum", "Vice Minister Attends the Forum"),
        ("Talks on “Tides\nand Trust” Held", "Talks on “Tides and Trust” Held"),
    ],
)
def test_hard_wrapped_title(printed: str, title: str) -> None:
    release = release_of(page_c(BODY, title=printed))
    assert release.title == title
    assert texts(release)["head"] == printed
    assert texts(release)["1.0"] == FIRST


def test_lines_above_the_date_are_the_title_and_what_stands_apart() -> None:
    text = (
        f"{KOREAN_LINKS}Press Releases\n\nMinister Hosts\nHigh Level Meeting\n\n"
        f"- Tides and Trust -\n\nDate\n2020-11-19\nhit\n55\n\n{BODY}"
    )
    release = release_of(text)
    assert release.title == "Minister Hosts High Level Meeting"
    assert (texts(release)["h1"], kinds(release)["h1"]) == ("Tides and Trust", "before")


@pytest.mark.parametrize(
    "line",
    [
        "- Tides, Turbines and Trust -",
        "[Unofficial Translation]",
        "(Seoul, May 22, 2015)",
        "※ Embargoed until noon",
        f"1. {FIRST}",
        "Excellencies,",
        "The Minister left for Oslo this morning, where he will meet many people.",
    ],
)
def test_lines_below_a_title_that_do_not_go_on_with_it(line: str) -> None:
    title = "Third Harbour Dialogue on Tidal Energy Held"
    head = head_of(f"Press Releases\n\n{title}\n{line}\n\n{BODY}")
    assert head.title is not None
    assert head.title.text == title


@pytest.mark.parametrize(
    "title",
    [
        "2nd Virtual Meeting on Harbours",
        "13th MIKTA Consultation Held (5.25.)",
        "2021 Northeast Asia Harbour Meeting",
        "3.1 Independence Movement Day Marked in Oslo",
        "Minister Opens Page on Facebook",
        "Korea Launches its Harbour Blog",
        "[Former] Dinner Speech at the Forum",
        "Seven Countries Join ‘Harbours for All’",
    ],
)
@pytest.mark.parametrize("head", ["Press Releases\n{}\n", "{}\nDate : 2022-05-05\n\n"])
def test_titles_that_look_like_something_else(head: str, title: str) -> None:
    release = release_of(head.format(title) + BODY)
    assert release.title == title
    assert texts(release)["1.0"] == FIRST


def test_menu_words_around_the_title_are_chrome() -> None:
    head = head_of(
        f"Home | Sitemap | Contact Us\nPress Releases\nShare\nPrint\n{TITLE}\n"
        f"Date\n2011-06-30\nHit 512\n{BODY}"
    )
    assert head.title is not None
    assert head.title.text == TITLE
    assert head.posted is not None


def test_a_date_in_the_foot_is_not_the_posted_day() -> None:
    foot = "Previous\nMinister Sends Letter\n2022-05-04\nNext\nNo data\nList"
    assert release_of(page_c(f"{BODY}\n\n{foot}")).released is None


def test_a_date_line_of_a_speech_is_no_posted_day() -> None:
    body = f"Reception for the Diplomatic Corps\n2008. 5. 21, 18th floor\n\n{FIRST}\n\n{SECOND}"
    assert release_of(page_c(body)).released is None


def test_a_page_that_starts_with_prose_has_no_title() -> None:
    assert head_of(f"{FIRST} {SECOND}\n\n{FIRST}").title is None


def test_the_office_that_posted_a_page_is_no_text() -> None:
    release = release_of(
        f"보도자료\n\n{TITLE}\n부서명\n외교부 > 유럽국\n작성일\n2022-05-05\n\n{BODY}"
    )
    assert release.title == TITLE
    named = [release.text[s.start : s.end] for s in release.remainders if s.name == "office"]
    assert named == ["부서명", "외교부 > 유럽국"]


def test_a_date_and_a_counter_in_one_line_are_told_apart() -> None:
    text = "Press Releases\n{}\nDate : 2022-05-05 10:11:12 Hit : {}\n\n{}"
    one, other = (release_of(text.format(TITLE, hits, BODY)) for hits in (7, 8123))
    named = {span.name: one.text[span.start : span.end] for span in one.remainders}
    assert named["date line"] == "Date : 2022-05-05 10:11:12"
    assert named["hit counter"] == "Hit : 7"
    assert one.digest == other.digest
