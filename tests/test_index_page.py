"""The head of a page in each layout of the archive, and what is no page."""

from datetime import date
from pathlib import Path

import pytest

from index.errors import NotARelease, WrongEncoding
from index.page import decode, read_file, read_head, split_lines
from tests.pages import BODY, FIRST, LAYOUTS, TITLE, Layout, page_a, page_c, release_of, texts


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_each_head_layout_gives_title_section_and_date(layout: Layout) -> None:
    release = release_of(layout.head + BODY)
    posted = release.released.first.isoformat() if release.released else None
    assert (release.section, posted) == (layout.section, layout.posted)
    if layout.title is None:
        assert "head" not in texts(release)
        assert release.title.startswith("The Ministry of Foreign Affairs hosted")
    else:
        assert release.title == texts(release)["head"] == layout.title


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_numbered_lists_of_the_head_are_no_paragraphs(layout: Layout) -> None:
    release = release_of(layout.head + BODY)
    assert [id for id in texts(release) if id != "head"] == ["1.0", "1.1", "2.0"]
    assert texts(release)["1.0"] == FIRST


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
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
        ("• Date : 2021-02-30 11:47:39", None),
        ("• Date : 2021-13-01", None),
    ],
)
def test_posted_day(printed: str, expected: date | None) -> None:
    head = read_head(split_lines(f"Press Releases 상세보기\n{TITLE}\n{printed}\n\n{BODY}"))
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


@pytest.mark.parametrize("content", [b"", b"  \n\t \n", b"\xef\xbb\xbf\n"])
def test_empty_file_is_no_release(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_bytes(content)
    with pytest.raises(NotARelease, match=r"page\.txt is no release"):
        release_of(read_file(file))


def test_wrong_encoding_names_the_first_wrong_byte() -> None:
    with pytest.raises(
        WrongEncoding, match=r"page\.txt is not UTF-8 text \(first wrong byte at 5\)"
    ):
        decode("Title외교부".encode("cp949"), "page.txt")


def test_byte_order_mark_is_dropped() -> None:
    assert decode(b"\xef\xbb\xbfPress Releases", "page.txt") == "Press Releases"


def test_folder_instead_of_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotARelease, match="it cannot be read"):
        read_file(tmp_path)


ROWS = "\n".join(
    f"{number}\nMinister Meets Delegation {number}\n2022-05-{number % 28 + 1:02d}\n{number * 7}"
    for number in range(120, 105, -1)
)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "Just some words that were saved from a page about harbours and tides.",
            "neither the page",
        ),
        (page_a(""), "no text under its head"),
        (page_a("Three words here"), "no text under its head"),
        (f"Skip navigation\nPress Releases 상세보기\n\nNo\nTitle\nDate\nHit\n{ROWS}\n", "a list"),
        (page_c("How do I get a visa?\n\nApply at an embassy near you.", title="FAQ"), "questions"),
        (
            page_c(
                "How do I?\n\nApply at an embassy.", title="Frequently Asked Questions on Visas"
            ),
            "questions",
        ),
        ("Press Releases\n", "neither|no text"),
    ],
)
def test_pages_without_a_release_are_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(NotARelease, match=f"page.txt is no release: .*(?:{reason})"):
        release_of(text)


def test_briefing_with_questions_is_no_page_of_questions() -> None:
    text = page_c(
        "Good afternoon to all of you.\n\n[Q&A]\n\nQ: When?\n\nA: Soon.", "Press Briefing"
    )
    assert release_of(text).title == "Press Briefing"
