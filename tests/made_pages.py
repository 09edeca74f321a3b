"""Pages made by rule, in every layout and habit of the archive, each with its right reading."""

import textwrap
from dataclasses import dataclass, field

from hypothesis import strategies as st

from tests.pages import ALL_LAYOUTS, KOREAN_LINKS, SIGNS, TITLE, Layout

SENTENCES = (
    "The Ministry of Foreign Affairs hosted the Third Harbour Dialogue in Busan on May 4.",
    "The dialogue brought together officials of Korea, Norway and Chile, and it went on for days.",
    "“An international port is only as strong as its weakest crane,” Minister Kim said there.",
    "Mr. Kim Min-ho said that the two sides had agreed on a joint list of pilot sites.",
    "Session No. 3 dealt with the resolution that the U.S. and Norway adopted on 2008. 5. 21 in Oslo.",
    "ASEAN and Korea will hold the next talks in 2027, and 12 countries have said they will come.",
    "The participants noted a rise of 1.5 degrees (38 °C in June) and called for early warnings.",
    "He added that the 1.13 agreement, the 2nd of its kind, would be reviewed by all members.",
)
PLAIN = tuple(SENTENCES[place] for place in (0, 1, 3, 5))
"""Sentences that can be wrapped anywhere."""
KOREAN = (
    "외교부는 5월 4일 부산에서 제3차 항만 대화를 개최하였다.",
    "양측은 공동 조사를 계속해 나가기로 하였다.",
    "이번 대화에는 한국, 노르웨이 및 칠레의 관계자 20여 명이 참석하였음.",
    "우리측은 이를 검토하겠다고 답변하였으며, 차기 회의는 서울에서 개최될 예정이다.",
)
GAPS = ("\n", "\n\n", "\n\n\n", "\n\n\n\n\n", "\n\u00a0\n", "\n \u00a0\u00a0\n\u00a0\n")
END_MARKS = ("", "", " /END/", "/end/", " /End/", "\n\n/END/")
FOOTS = (
    "",
    "",
    "List",
    "Previous\nNext\nList",
    "Previous\nMinister Sends Letter (5.25.)\n2022-05-04\nNext\n1. Meeting of Advisers\nList",
    "이전글 다음 행사 안내\n다음글 없음\n목록",
    "첨부파일\n1.13.(월).jpg\nstatement.pdf (123 KB) 다운로드\nPrevious Talks Held\nNext No data",
    "List\nCopyright © 2022 Ministry of Foreign Affairs. All rights reserved.",
)
BEFORE = {
    "- Tides, Turbines and Trust -": "Tides, Turbines and Trust",
    "Tides and Trust for All": "Tides and Trust for All",
    TITLE: TITLE,
    "[Unofficial Translation]": "[Unofficial Translation]",
    "22 May 2015, Seoul": "22 May 2015, Seoul",
    "5.31 Harbour Dialogue.jpg": "5.31 Harbour Dialogue.jpg",
}
AFTER = {
    "Spokesperson and Deputy Minister for Public Relations": None,
    "* unofficial translation": "unofficial translation",
    "[Unofficial Translation]": None,
}


@dataclass(frozen=True)
class Made:
    """A page, and what must be read from it: ids behind the `#` with folded texts, in order."""

    layout: Layout
    text: str
    passages: tuple[tuple[str, str], ...]
    language: str = "en"


@dataclass
class _Parts:
    """Printed blocks of a body with their readings; blocks are joined by the page's gap."""

    blocks: list[str] = field(default_factory=list)
    passages: list[tuple[str, str]] = field(default_factory=list)

    def add(self, id: str, text: str, printed: str = "") -> None:
        self.blocks.append(printed or text)
        self.passages.append((id, " ".join(text.split())))


@st.composite
def numbered_pages(draw: st.DrawFn) -> Made:
    """Numbered paragraphs with bullets, notes, sub-paragraphs and a quoted list; numbers at fault."""
    layout, gap = draw(st.sampled_from(ALL_LAYOUTS)), draw(st.sampled_from(GAPS))
    sign, space = draw(st.sampled_from(SIGNS)), draw(st.sampled_from([" ", "\u00a0", "  ", "\n"]))
    width = draw(st.sampled_from([0, 0, 72]))
    parts = _Parts()
    if layout.title and (layout.posted or layout.head.endswith("\n\n")):
        some = st.lists(st.sampled_from(list(BEFORE)), max_size=2, unique=True)
        for place, line in enumerate(draw(some), start=1):
            parts.add(f"h{place}", BEFORE[line], line)
    count = draw(st.integers(2, 9))
    fault = draw(st.sampled_from(["", "", "skip", "repeat", "quoted"]))
    at = draw(st.integers(1, count - 1))
    number, used = 0, []
    for place in range(count):
        number += 1 if place != at else {"skip": 2, "repeat": 0}.get(fault, 1)
        name = f"{number}{'b' if number in used else ''}"
        used.append(number)
        _marked(draw, parts, f"{name}.0", f"{number}.", space, width)
        position = 1
        for kind in draw(st.lists(st.sampled_from("sdn*u"), max_size=3)):
            id = f"{name}.{position}"
            if kind == "u":
                text = draw(st.sampled_from(SENTENCES))
                parts.add(id, text)
            else:
                mark = {"s": sign, "d": "-", "n": "※", "*": "*"}[kind]
                _marked(draw, parts, id, mark, space, width)
            position += 1
        if fault == "quoted" and place == at and place + 1 < count:
            lengths = [length for length in (3, 4, 5) if length != number]
            for inner in range(1, draw(st.sampled_from(lengths)) + 1):
                _marked(draw, parts, f"{name}.{position}", f"{inner}.", space, width)
                position += 1
    return _page(draw, layout, parts, gap)


def _marked(draw: st.DrawFn, parts: _Parts, id: str, mark: str, space: str, width: int) -> None:
    text = draw(st.sampled_from(PLAIN if width else SENTENCES))
    if width:
        text = textwrap.fill(text, width, break_on_hyphens=False)
    parts.add(id, text, f"{mark}{space}{text}")


def _page(draw: st.DrawFn, layout: Layout, parts: _Parts, gap: str, language: str = "en") -> Made:
    """The whole page: head, blocks, end mark, sign-off, foot; line ends of either kind."""
    body = gap.join(parts.blocks) + draw(st.sampled_from(END_MARKS))
    some = st.lists(st.sampled_from(list(AFTER)), max_size=2, unique=True)
    for place, line in enumerate(draw(some) if language == "en" else [], start=1):
        body += f"\n\n{line}"
        parts.passages.append((f"t{place}", AFTER[line] or line))
    foot = draw(st.sampled_from(FOOTS))
    text = layout.head + body + (f"\n\n{foot}\n" if foot else "")
    head = [("head", layout.title)] if layout.title else []
    text = text.replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n"])))
    return Made(layout, text, (*head, *parts.passages), language)


@st.composite
def unnumbered_pages(draw: st.DrawFn) -> Made:
    """Paragraphs without numbers, with bullets of one sign below some."""
    layout = draw(st.sampled_from([each for each in ALL_LAYOUTS if each.section]))
    sign, gap = draw(st.sampled_from([*SIGNS, "-"])), draw(st.sampled_from(GAPS[1:]))
    parts = _Parts()
    for place in range(1, draw(st.integers(1, 8)) + 1):
        parts.add(f"u{place}.0", draw(st.sampled_from(SENTENCES)))
        for position in range(1, draw(st.integers(0, 2)) + 1):
            text = draw(st.sampled_from(SENTENCES))
            parts.add(f"u{place}.{position}", text, f"{sign} {text}")
    text = layout.head + gap.join(parts.blocks)
    return Made(layout, text, (("head", layout.title or ""), *parts.passages))


@st.composite
def korean_pages(draw: st.DrawFn) -> Made:
    """Korean pages: boxes open paragraphs where there are no numbers."""
    layout = draw(st.sampled_from([each for each in ALL_LAYOUTS if each.title]))
    boxed, gap = draw(st.booleans()), draw(st.sampled_from(GAPS))
    box, circle = draw(st.sampled_from("□■")), draw(st.sampled_from("ㅇ○"))
    parts = _Parts()
    for place in range(1, draw(st.integers(2, 6)) + 1):
        name = f"u{place}" if boxed else str(place)
        text = draw(st.sampled_from(KOREAN))
        parts.add(f"{name}.0", text, f"{box if boxed else f'{place}.'} {text}")
        signs = st.lists(st.sampled_from([circle, " -", "※"]), max_size=3)
        for position, sign in enumerate(draw(signs), start=1):
            text = draw(st.sampled_from(KOREAN))
            parts.add(f"{name}.{position}", text, f"{sign} {text}")
    made = _page(draw, layout, parts, gap, "ko")
    return made


@st.composite
def briefings(draw: st.DrawFn) -> Made:
    """A briefing: speaker, time, topics, questions and answers, on lines of their own."""
    gap = draw(st.sampled_from(GAPS))
    lines = [
        "Spokesperson and Deputy Minister for Public Relations Ma Sang-hoon",
        "Sep.18, 2012 14:30 KST.",
        "Good afternoon. I have two announcements to make.",
    ]
    topics = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4)
    lines += [f"Moving on to the next topic, {text}" for text in draw(topics)]
    lines.append("[Q&A]")
    for asked in draw(st.lists(st.sampled_from(SENTENCES), max_size=4)):
        lines += [f"Q: {asked}", "A: No such plan has been made."]
    head = draw(st.sampled_from(["", f"{KOREAN_LINKS}\nPress Briefings\n\n"]))
    parts = _Parts()
    for place, line in enumerate(lines, start=1):
        parts.add(f"u{place}.0", line)
    layout = Layout("briefing", f"{head}Press Briefing{gap}", "Press Briefing", "", None)
    text = layout.head + gap.join(parts.blocks)
    return Made(layout, text, (("head", "Press Briefing"), *parts.passages))


@st.composite
def run_on_pages(draw: st.DrawFn) -> Made:
    """A feed's item: all white space of the body collapsed."""
    layouts = [each for each in ALL_LAYOUTS if each.title and each.head.endswith("\n")]
    layout, sign = draw(st.sampled_from(layouts)), draw(st.sampled_from([*SIGNS, "-"]))
    parts = _Parts()
    for number in range(1, draw(st.integers(2, 8)) + 1):
        text = draw(st.sampled_from(SENTENCES))
        parts.add(f"{number}.0", text, f"{number}. {text}")
        signs = st.lists(st.sampled_from([sign, sign, "※", "*"]), max_size=3)
        for position, mark in enumerate(draw(signs), start=1):
            text = draw(st.sampled_from(SENTENCES))
            parts.add(f"{number}.{position}", text, f"{mark} {text}")
    text = layout.head + " ".join(parts.blocks) + draw(st.sampled_from(["", " /end/", "/END/"]))
    return Made(layout, text, (("head", layout.title or ""), *parts.passages))


ANY_PAGE = st.one_of(
    numbered_pages(), unnumbered_pages(), korean_pages(), briefings(), run_on_pages()
)
