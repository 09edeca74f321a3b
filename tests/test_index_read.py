"""A whole page: what is refused and why, its language, and what is said of a Korean one."""

import sys

import pytest

from index.errors import NotARelease
from index.language import language_of
from index.read import read_release, unclear_numbers
from index.records import Page, PassageKind
from tests.pages import BODY, FIRST, SECOND, TITLE, page_a, page_c, release_of, seed_releases, texts

ROWS = [
    (number, f"Minister Meets Delegation {number}", f"2022-05-{number % 28 + 1:02d}", number * 7)
    for number in range(120, 105, -1)
]
IN_LINES = "\n".join("\n".join(map(str, row)) for row in ROWS)
IN_ROWS = "\n".join(" ".join(map(str, row)) for row in ROWS[:5])
IN_CELLS = "\n".join("\t".join(map(str, row)) for row in ROWS)
QUESTIONS = (
    "Q1. How can I apply for a visa?\nA1. Please contact the embassy.\n\n"
    "Q2. How long does it take?\nA2. It takes about two weeks.\n\n"
    "Q3. Can I have my documents sent by mail?\nA3. Yes. Please send a form."
)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Just some words that were saved from a page about harbours.", "neither the page"),
        (
            "Skip navigation\n  1. HOME\n  2. Ministry\n  3. Organization\nOrganization Chart\n\n"
            "Minister\nFirst Vice Minister\n  - European Affairs Bureau\nTel : 82-2-000-0000",
            "neither the page",
        ),
        (page_a(""), "no text under its head"),
        (page_a("Three words here"), "no text under its head"),
        (page_a("List\nPrevious\nNo data\nNext\nTalks Held in Oslo"), "no text under its head"),
        ("Press Releases\n", "neither|no text"),
        (f"Skip navigation\nPress Releases 상세보기\n\nNo\nTitle\nDate\nHit\n{IN_LINES}", "a list"),
        (f"Press Releases\n\nTotal : 11,087 (1/1109)\nNo Title Date Hit\n{IN_ROWS}\n  1. 1\n  2. 2", "a list"),
        (f"Press Releases\nNo\tTitle\tDate\tHit\n{IN_CELLS}\n1 2 3", "a list"),
        (page_c("How do I get a visa?\n\nApply at an embassy.", title="FAQ"), "questions"),
        (page_c("How?\n\nApply at an embassy.", title="Frequently Asked Questions"), "questions"),
        (f"Skip navigation\n  1. HOME\n  2. Consular Services\n  3. FAQ\nVisas\n\n{QUESTIONS}", "questions"),
        (page_c(QUESTIONS, title="Visas"), "questions"),
        (page_c("The page you requested cannot be found. Go to the main page.", title="Error"), "error"),
        ("본문 바로가기\n\n요청하신 페이지를 찾을 수 없습니다.", "error"),
    ],
)  # fmt: skip
def test_pages_without_a_release_are_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(NotARelease, match=f"page.txt is no release: .*(?:{reason})"):
        release_of(text)


def test_briefing_with_questions_is_no_page_of_questions() -> None:
    text = page_c(f"Good afternoon to all of you.\n\n[Q&A]\n\n{QUESTIONS}", "Press Briefing")
    assert release_of(text).title == "Press Briefing"


def test_release_with_dated_rows_is_no_list() -> None:
    rows = "\n".join(f"- Session {number} in Busan 2022-05-{number:02d}" for number in range(1, 6))
    body = f"1. {FIRST}\n\n{rows}\n\n2. {SECOND}"
    assert texts(release_of(page_a(body)))["1.5"] == "Session 5 in Busan 2022-05-05"


def test_prose_of_a_known_address_needs_no_head() -> None:
    page = Page("page.txt", f"{FIRST}\n\n{SECOND}", "m_5676-7", "m_5676", 7)
    assert read_release(page).id == "m_5676-7"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "French",
            "Le ministre des Affaires étrangères et son homologue se sont entretenus à Paris le 14 "
            "octobre et ont adopté une déclaration conjointe sur la coopération culturelle.",
        ),
        (
            "Spanish",
            "El ministro de Relaciones Exteriores envió un mensaje de Año Nuevo a los residentes en "
            "América Latina y agradeció a todas las comunidades por su apoyo durante la pandemia.",
        ),
        (
            "German",
            "Der Außenminister traf am 14. Oktober in Berlin mit seinem Amtskollegen zusammen und "
            "erörterte die Zusammenarbeit der beiden Länder. Beide Seiten vereinbarten, sich im "
            "kommenden Jahr wieder zu treffen.",
        ),
        (
            "Indonesian or Malay",
            "Menteri Luar Negeri mengadakan pertemuan dengan mitranya di Jakarta dan membahas kerja "
            "sama kedua negara di bidang energi dan ilmu pengetahuan serta sepakat untuk bertemu.",
        ),
        (
            "Vietnamese",
            "Bộ trưởng Ngoại giao đã có cuộc gặp với người đồng cấp tại Hà Nội và thảo luận về hợp "
            "tác giữa hai nước trong lĩnh vực năng lượng và khoa học.",
        ),
        ("Japanese", "外務省は11月28日、釜山で第7回日韓海洋環境協議を開催した。双方は一致した。"),
        ("Chinese", "外交部于11月28日在釜山举行第七次韩中海洋环境协商。双方一致同意继续开展调查。"),
        ("Cyrillic script", "Министр иностранных дел провёл встречу со своим коллегой в Москве."),
        (
            "Arabic script",
            "عقد وزير الخارجية اجتماعا مع نظيره في القاهرة وناقشا التعاون بين البلدين.",
        ),
    ],
)
def test_pages_in_other_languages_are_refused(language: str, text: str) -> None:
    assert language_of(text) == language
    with pytest.raises(NotARelease, match=f"it is in {language}; pages in English and Korean"):
        release_of(page_c(f"1. {text}\n\n2. {text}", title=text[:30]))


@pytest.mark.parametrize(
    "text",
    [
        "Participants: Nguyen Van Anh, Tran Thi Bich, José María da Silva, Ana de la Cruz de los "
        "Reyes, Jan van der Berg, Piet de Vries van den Heuvel, Karl von und zu Weizsäcker, Maria "
        "della Valle, Luis de la Fuente, Federico de la Rosa y de la Vega, Ahmed bin Rashid al Maktoum.",
        "enhance trade; expand cultural exchange; strengthen supply chains; promote tourism; support "
        "youth exchange programs; boost digital cooperation; hold regular consultations",
        "The Minister met 윤병세 and 김성환 in Seoul; The Honorable 정진석 spoke on the theme.",
        "Minister Kim left for São Paulo, Bogotá, Asunción, Brasília and Córdoba yesterday evening.",
        "Short words here.",
        "",
    ],
)  # fmt: skip
def test_english_with_many_names_is_english(text: str) -> None:
    assert language_of(text) == "en"


def test_names_of_a_whole_page_never_refuse_it() -> None:
    names = ", ".join(f"José de la Peña y Ruiz {chr(65 + n)}., Jan van den Berg" for n in range(20))
    assert release_of(page_a(f"1. {FIRST}\n\n- {names}\n\n2. {SECOND}")).language == "en"


def test_english_pages_need_no_classifier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "py3langid.langid", None)
    assert {release.language for release in seed_releases()} == {"en"}


KOREAN = (
    "본문 바로가기\n\n  1. HOME\n  2. 뉴스·공지\n  3. 보도자료\n보도자료\n보도자료 상세보기\n\n"
    "제6차 한-노르웨이 항만 협의회 개최\n\n작성일\n2022-06-17 14:02:11\n조회수\n3055\n\n"
)


def test_korean_page_is_read_and_dated_and_not_described() -> None:
    release = release_of(
        f"{KOREAN}1. 외교부는 6월 16일 부산에서 협의회(KNHC)를 개최하였다.\n\n"
        "ㅇ 김민수 장관은 양측이 조사를 계속하기로 합의하였다고 밝혔다.\n\n- 전문가 20여 명이 참여한다.\n\n"
        "2. 차기 회의는 오슬로에서 개최된다.  끝.\n\n첨부파일\n사진.hwp\n이전글\n다음 행사\n목록"
    )
    assert list(texts(release)) == ["head", "1.0", "1.1", "1.2", "2.0"]
    assert texts(release)["2.0"] == "차기 회의는 오슬로에서 개최된다."
    assert release.language == "ko"
    assert release.released is not None
    assert release.released.first.isoformat() == "2022-06-17"
    assert (release.statements, release.people, release.acronyms) == ((), (), ())
    assert (release.meeting, release.event, release.mentioned) == (None, None, ())


@pytest.mark.parametrize("box", "□■")
def test_boxes_open_korean_paragraphs_without_numbers(box: str) -> None:
    release = release_of(
        f"{KOREAN}{box} 외교부는 부산에서 협의회를 개최하였다.\n\nㅇ 양측은 조사를 계속한다.\n"
        f"  - 전문가가 참여한다.\n※ 제7차 협의회는 2023년에 개최된다.\n\n{box} 우리측은 검토하기로 하였다."
    )
    assert list(texts(release)) == ["head", "u1.0", "u1.1", "u1.2", "u1.3", "u2.0"]
    levels = {one.id: (str(one.kind), one.sign, one.level) for one in release.passages}
    assert levels["r#u1.0"] == ("lead", box, 0)
    assert levels["r#u1.1"] == ("bullet", "ㅇ", 1)
    assert levels["r#u1.2"] == ("bullet", "-", 2)
    assert levels["r#u1.3"] == ("note", "※", 2)


def test_box_under_a_number_is_a_bullet() -> None:
    release = release_of(f"{KOREAN}1. 외교부는 협의회를 개최하였다.\n\n□ 양측은 조사를 계속한다.")
    assert [str(one.kind) for one in release.passages] == ["head", "lead", "bullet"]


def test_english_page_with_a_korean_title_is_english() -> None:
    assert (
        release_of(page_c(f"{FIRST}\n\n{SECOND}", title="제주포럼 만찬사 (9.15.)")).language == "en"
    )


def test_signs_that_print_nothing_are_a_remainder_of_their_own() -> None:
    release = release_of(page_a(BODY).replace("1. ", "1.\u200b ").replace("° ", "\ufeff° "))
    assert release.paragraph("r#1")[0].kind is PassageKind.LEAD
    assert texts(release)["1.0"] == FIRST
    assert {span.name for span in release.remainders} >= {"invisible", "mark"}


def test_title_of_a_page_without_one_is_its_first_words() -> None:
    assert release_of(BODY).title.startswith("The Ministry of Foreign Affairs hosted")
    assert release_of(BODY).title.endswith("…")
    assert release_of(page_a(BODY)).title == TITLE


def test_what_the_numbering_leaves_open_is_told_of_a_page() -> None:
    page = Page("page.txt", page_a(f"1. {FIRST}\n\n2. {SECOND}\n\n2. {FIRST}\n\nList"), "r")
    assert unclear_numbers(page) == ["2 is printed twice"]
    assert unclear_numbers(Page("page.txt", page_a(BODY), "r")) == []
