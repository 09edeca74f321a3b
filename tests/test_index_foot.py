"""What follows the body is cut off, and nothing of the body with it."""

import pytest

from tests.made_pages import FOOTS
from tests.pages import (
    ALL_LAYOUTS,
    FIRST,
    SECOND,
    Layout,
    coverage_faults,
    page_a,
    page_c,
    passages,
    release_of,
    texts,
)

BODY = f"1. {FIRST}\n\n2. {SECOND}"
MORE_FEET = (
    "Prev\nNext\nList",
    "List Prev Next",
    "이전글\n다음글\n목록",
    "Previous | Minister Sends Letter\nNext | Talks Held\nList",
    "Next\nWhat Is an Honorary Consul?\nList",
    "Previous : 2nd Meeting of Advisers\nNext : No data",
    "▲ 이전글 제3차 대화 개최\n▼ 다음글 다음글이 없습니다.\n목록보기",
    "첨부파일 (2)\n한글 문서.hwpx [12.3 KB] 다운로드 미리보기\nphoto 1.13.(월).jpg",
    "Attachment : Joint Statement.pdf",
    "Attached files\nphoto.JPG\nList",
    "List\nTop\n60, Sajik-ro 8-gil, Jongno-gu, Seoul, Republic of Korea (03172)\nTel : 82-2-2100-2114",
    "Copyright © 2018 Ministry of Foreign Affairs. All Rights Reserved.",
)


@pytest.mark.parametrize("layout", ALL_LAYOUTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize("foot", FOOTS)
def test_no_layout_takes_its_foot_for_text(layout: Layout, foot: str) -> None:
    bare, footed = (release_of(f"{layout.head}{body}") for body in (BODY, f"{BODY}\n\n{foot}"))
    assert texts(bare) == texts(footed)
    assert bare.digest == footed.digest


@pytest.mark.parametrize("gap", ["\n", "\n\n", "/END/\n"])
@pytest.mark.parametrize("foot", MORE_FEET)
def test_foot_is_a_remainder(foot: str, gap: str) -> None:
    release = release_of(page_a(f"{BODY}{gap}{foot}"))
    assert {id: text for id, text in texts(release).items() if id != "head"} == passages(BODY)
    named = [release.text[s.start : s.end] for s in release.remainders if s.name == "foot"]
    assert named == foot.split("\n")
    assert coverage_faults(release) == []


@pytest.mark.parametrize(
    "line",
    [
        "Next year, the two sides will meet again.",
        "Previous talks were held in Oslo.",
        "List of participants",
        "Next steps",
        "Attachment: the text of the joint statement on tides",
        "The file was handed over.",
        "Tel: 82-2-2100-2114",
        "2022-05-05",
        "Print media were there, too.",
        "Top officials attended.",
        "The two sides spoke of copyright and all rights that follow from it.",
        "File",
        "Share",
    ],
)
def test_lines_that_end_a_body_and_are_no_foot(line: str) -> None:
    for text in (f"{BODY}\n\n{line}", f"{BODY}\n\n° {line}"):
        found = list(passages(text).values())
        assert found[-1] == line


def test_a_word_of_the_foot_inside_the_body_cuts_nothing() -> None:
    body = f"1. The talks on tides and turbines of all kinds will be held\nNext\nyear in Oslo.\n\n2. {SECOND}\n\nList\n\n3. {FIRST}"
    assert list(passages(body)) == ["1.0", "2.0", "2.1", "3.0"]


def test_hard_wrapped_last_line_is_no_button() -> None:
    body = f"1. {FIRST}\n\n2. The names of the members stand on a\nList"
    assert passages(body)["2.0"].endswith("on a\nList")


def test_a_page_of_foot_alone_has_no_text() -> None:
    release = release_of(page_c(f"{FIRST}\n\nPrevious\nNext\nList"))
    assert list(texts(release)) == ["head", "u1.0"]
