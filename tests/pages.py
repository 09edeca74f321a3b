"""Invented pages in every head and body layout that the archive knows."""

from dataclasses import dataclass
from pathlib import Path

from index.infer import infer_dates
from index.read import read_release
from index.records import Page, Release
from index.sources import pages_in, source_files

SEEDS = Path(__file__).parent.parent / "seeds"
SIGNS = ("°", "o", "º", "◦", "ㅇ", "о", "○", "●")
TITLE = "Third Harbour Dialogue on Tidal Energy Held in Busan"
FIRST = "The Ministry of Foreign Affairs hosted the Third Harbour Dialogue in Busan on May 4."
BULLET = "The dialogue brought together officials of Korea, Norway and Chile."
SECOND = "The participants agreed to draw up a joint list of pilot sites by the end of the year."
BODY = f"1. {FIRST}\n\n° {BULLET}\n\n2. {SECOND}"
KOREAN_LINKS = "바로가기 메뉴\n본문 바로가기\n주메뉴 바로가기\n검색창 열기\n"


@dataclass(frozen=True)
class Layout:
    """A page head of the archive and what must be read from it; `None` where nothing is printed."""

    name: str
    head: str
    title: str | None
    section: str
    posted: str | None


LAYOUTS = (
    Layout(
        "A",
        "Skip navigation\n\nCountries Information\n\n  1. HOME\n  2. Press\n  3. Press Releases\n"
        f"Press Releases\nPress Releases 상세보기\n\n{TITLE}\n\n"
        "  • Date : 2022-05-05 11:47:39\n  • hit : 1836\n\n",
        TITLE,
        "Press Releases",
        "2022-05-05",
    ),
    Layout(
        "A, four breadcrumbs",
        "Skip navigation\n\nCountries Information\n\n  1. HOME\n  2. Policy Information\n"
        f"  3. Human Rights\n  4. Issues\nIssues 상세보기\n\n{TITLE}\n\n"
        "  • Date : 2022-05-05 11:47:39\n  • Hit : 1836\n\n",
        TITLE,
        "Issues",
        "2022-05-05",
    ),
    Layout(
        "B",
        f"{KOREAN_LINKS}\nPress Releases\n\n{TITLE}\n\nDate\n2022-05-05\nhit\n1836\n\n",
        TITLE,
        "Press Releases",
        "2022-05-05",
    ),
    Layout("C", f"{KOREAN_LINKS}\nPress Releases\n\n{TITLE}\n\n\n", TITLE, "Press Releases", None),
    Layout("D", "", None, "", None),
    Layout(
        "E",
        "Skip navigation\n  1. HOME\n  2. Press\n  3. Press Releases\nSCREEN SIZE\nKOR\n"
        "Press Releases 상세보기\n"
        "1. Ministry of  Foreign Affairs, Republic of Korea facebook\n"
        "2. Ministry of Foreign Affairs blog\n3. Ministry of Foreign Affairs youtube\n"
        f"4. Ministry of Foreign Affairs, Republic of Korea twitter\n\n{TITLE}\n\n"
        "• Date : 2022-05-05 11:47:39\n• hit : 1836\n\n",
        TITLE,
        "Press Releases",
        "2022-05-05",
    ),
    Layout(
        "F, bare date",
        f"본문 바로가기\n\n{TITLE}\n2022-05-05 17:53:09\n\n",
        TITLE,
        "",
        "2022-05-05",
    ),
    Layout(
        "F, Korean labels",
        f"본문 바로가기\n\n{TITLE}\n작성일\n2022-05-05\n조회수\n1836\n\n",
        TITLE,
        "",
        "2022-05-05",
    ),
    Layout(
        "G",
        "이 누리집은 대한민국 공식 전자정부 누리집입니다.\n1. 국가상징\n2. 어린이·청소년\n3. RSS\n"
        f"Press Releases 상세보기\n{TITLE}\n• Date : 2022-05-05 11:47:39\n• hit : 1836\n",
        TITLE,
        "Press Releases",
        "2022-05-05",
    ),
    Layout("H", f"Press Releases\n{TITLE}\n", TITLE, "Press Releases", None),
)


BANNER = (
    "바로가기 메뉴 본문 바로가기 주메뉴 바로가기\n이 누리집은 대한민국 공식 전자정부 누리집입니다.\n"
    "공식 누리집 주소 확인하기\ngo.kr 주소를 사용하는 누리집은 대한민국 정부기관이 관리하는 누리집입니다.\n"
    "운영중인 공식 누리집보기\n  1. 국가상징\n  2. 어린이·청소년\n  3. RSS\n\n"
)
MORE_LAYOUTS = (
    Layout(
        "E, no date",
        f"{KOREAN_LINKS}\nKOR\nSCREEN SIZE\n"
        "  1. Ministry of  Foreign Affairs, Republic of Korea facebook\n"
        "  2. Ministry of  Foreign Affairs, Republic of Korea youtube\n"
        "  3. Ministry of  Foreign Affairs, Republic of Korea blog\n"
        "  1. HOME\n  2. Press\n  3. Press Releases\nPress Releases\nPress Releases 상세보기\n\n"
        f"{TITLE}\n\n",
        TITLE,
        "Press Releases",
        None,
    ),
    Layout(
        "G, whole banner, menu behind it",
        f"{BANNER}Skip navigation\n\n  1. HOME\n  2. Press\n  3. Press Releases\n"
        f"Press Releases 상세보기\n{TITLE}\n\n• Date : 2022-05-05\n• Hit : 1,836\n\n",
        TITLE,
        "Press Releases",
        "2022-05-05",
    ),
    Layout("G, no section", f"{BANNER}{TITLE}\n\n\n", TITLE, "", None),
    Layout(
        "F, one line, Korean labels",
        f"컨텐츠 바로가기\n\n연설문\n\n{TITLE}\n\n작성일 2022-05-05 10:53:43 조회수 1836\n\n",
        TITLE,
        "연설문",
        "2022-05-05",
    ),
    Layout(
        "embassy",
        "Skip to main content\nEmbassy of the Republic of Korea in Norway\n  1. HOME\n  2. News\n"
        "  3. Embassy News\nEmbassy News\nEmbassy News 상세보기\n\n"
        f"{TITLE}\n\n  • Writer : Embassy in Norway\n  • Date : 2022-05-05\n  • hit : 1836\n\n",
        TITLE,
        "Embassy News",
        "2022-05-05",
    ),
    Layout(
        "embassy, no menu",
        "Embassy of the Republic of Korea to the United Kingdom\nEmbassy News\n"
        f"{TITLE}\n\nDate\n2022-05-05\nhit\n1836\n\n",
        TITLE,
        "Embassy News",
        "2022-05-05",
    ),
    Layout(
        "Korean, with the office",
        "바로가기 메뉴 본문 바로가기 주메뉴 바로가기\n\n외교부\n\n보도자료\n\n"
        f"{TITLE}\n\n부서명\n외교부 > 유럽국\n작성일\n2022-05-05 20:00:00\n조회수\n1836\n\n",
        TITLE,
        "보도자료",
        "2022-05-05",
    ),
    Layout("feed", f"{TITLE}\nDate : 2022-05-05\n\n", TITLE, "", "2022-05-05"),
    Layout(
        "words in the date",
        f"Press Releases 상세보기\n{TITLE}\nDate : May 5, 2022\nHits : 1836\n\n",
        TITLE,
        "Press Releases",
        "2022-05-05",
    ),
    Layout(
        "B, all in one line",
        "바로가기 메뉴 본문 바로가기 주메뉴 바로가기 검색창 열기 KOR Press Releases "
        f"{TITLE} Date 2022-05-05 hit 1836 ",
        TITLE,
        "Press Releases",
        "2022-05-05",
    ),
    Layout(
        "A, all in one line",
        "Skip navigation Countries Information 1. HOME 2. Press 3. Press Releases Press Releases "
        f"Press Releases 상세보기 {TITLE} • Date : 2022-05-05 11:47:39 • Hit : 1836 ",
        TITLE,
        "Press Releases",
        "2022-05-05",
    ),
)
ALL_LAYOUTS = LAYOUTS + MORE_LAYOUTS


def release_of(text: str, id: str = "r", board: str = "", seq: int = 0) -> Release:
    """The release that a page text holds."""
    return read_release(Page("page.txt", text, id, board, seq))


def page_a(body: str, posted: str = "2022-05-05", title: str = TITLE, hits: int = 1836) -> str:
    """A body under a head of layout A."""
    return (
        "Skip navigation\n\n  1. HOME\n  2. Press\n  3. Press Releases\nPress Releases 상세보기\n\n"
        f"{title}\n\n  • Date : {posted} 11:47:39\n  • Hit : {hits}\n\n{body}"
    )


def page_c(body: str, title: str = TITLE) -> str:
    """A body under a head of layout C: no date."""
    return f"{KOREAN_LINKS}\nPress Releases\n\n{title}\n\n\n{body}"


def texts(release: Release) -> dict[str, str]:
    """The text of each passage by its id behind the `#`."""
    return {passage.id.partition("#")[2]: release.text_of(passage) for passage in release.passages}


def passages(body: str) -> dict[str, str]:
    """The text of each passage of a body, read under a head of layout A."""
    found = texts(release_of(page_a(body)))
    del found["head"]
    return found


def kinds(release: Release) -> dict[str, str]:
    """The kind of each passage by its id behind the `#`."""
    return {passage.id.partition("#")[2]: str(passage.kind) for passage in release.passages}


def seed_releases() -> list[Release]:
    """The five delivered releases, each read alone."""
    pages = [page for file in source_files([SEEDS]) for page in pages_in(file)]
    return [read_release(page) for page in pages if isinstance(page, Page)]


def seed_archive() -> dict[str, Release]:
    """The five delivered releases by id, described together."""
    return {release.id: release for release in infer_dates(seed_releases())}


def coverage_faults(release: Release) -> list[str]:
    """What breaks the rule that each character that is not white space stands in one place."""
    times = [0] * len(release.text)
    faults = []
    for stretch in (*release.passages, *release.remainders):
        if not 0 <= stretch.start < stretch.end <= len(release.text):
            faults.append(f"{stretch} is no stretch of the text")
        for place in range(stretch.start, stretch.end):
            times[place] += 1
    for place, (character, count) in enumerate(zip(release.text, times, strict=True)):
        if not character.isspace() and count != 1:
            faults.append(f"{character!r} at {place} stands in {count} places")
        if count > 1:
            faults.append(f"{place} is covered {count} times")
    ids = [passage.id for passage in release.passages]
    faults += [f"{id} is given twice" for id in set(ids) if ids.count(id) > 1]
    starts = [passage.start for passage in release.passages]
    if starts != sorted(starts):
        faults.append("the passages are not in reading order")
    return faults
