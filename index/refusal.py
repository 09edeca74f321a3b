"""What has the look of the archive's pages and is no release: lists, questions, errors, no text."""

import re
from collections.abc import Sequence

from index.chrome import is_chrome
from index.lines import LONG_LINE, Line, ending, ends_sentence
from index.page import DAY, Head
from index.records import Page, Passage, PassageKind

DATED_LINE = re.compile(
    rf"(?:^|\s){DAY}(?:\s+[\d,]+)?(?:\s+(?:file|첨부(?:파일)?))?$", re.IGNORECASE
)
TOTAL = re.compile(r"^(?:total|전체|총)\s*:?\s*[\d,]+", re.IGNORECASE)
LIST_ROWS, LIST_SHARE, LIST_PROSE = 4, 5, 4
"""A list of pages has at least so many rows with a date, one in so many lines is dated, and full
sentences are fewer than one to so many rows."""
FAQ = re.compile(
    r"^(?:\d+\.\s*)?(?:FAQs?\b|frequently asked questions|자주\s?(?:하는|묻는)\s?질문)",
    re.IGNORECASE,
)
QUESTION = re.compile(r"^Q\s?\d{0,3}\s?[.:)]", re.IGNORECASE)
QUESTIONS = 3
SPOKEN = re.compile(
    r"briefing|interview|conference|remarks|speech|statement|\baddress by\b|keynote|message"
    r"|브리핑|연설|축사|환영사|기고",
    re.IGNORECASE,
)
TOP = 3
"""Passages; who speaks stands in the first ones."""
ERROR = re.compile(
    r"\b(?:page|file|document|url)\b.{0,40}\b(?:not (?:be )?found|cannot be found|does not exist|moved)"
    r"|\b40[34]\b.{0,20}(?:not found|forbidden|error)|access denied|internal server error"
    r"|요청하신 페이지|존재하지 않는 (?:페이지|게시물)|삭제되었거나|잘못된 접근",
    re.IGNORECASE,
)
ERROR_WORDS = 60
"""Words; a page that only tells of an error has fewer."""
WORD = re.compile("[\u3040-\u9fff]{2}|\\w+")
"""Japanese and Chinese stand without spaces."""
MIN_WORDS = 5
"""A page with fewer words of text under its head is no release."""


def reason_to_refuse(
    page: Page, head: Head, lines: Sequence[Line], passages: Sequence[Passage]
) -> str:
    """Why a page holds no release; empty when it holds one."""
    texts = [page.text[passage.start : passage.end] for passage in passages]
    title = head.title.text if head.title else ""
    if _is_questions(page.text, head, title, texts):
        return "it is a page of frequently asked questions"
    if _is_list(lines):
        return "it is a list of pages"
    words = sum(len(WORD.findall(text)) for text in texts)
    if words < ERROR_WORDS and ERROR.search(" ".join([title, *texts])):
        return "it only tells of an error"
    if not (head.section or head.posted or _reads_as_release(page, title, passages, texts)):
        return "it has neither the page head of a release nor numbered paragraphs"
    if words < MIN_WORDS or all(map(is_chrome, texts)):
        return "there is no text under its head"
    return ""


def _is_list(lines: Sequence[Line]) -> bool:
    dated = sum(bool(DATED_LINE.search(ending(line.text))) for line in lines)
    prose = sum(len(line.text) >= LONG_LINE / 2 and ends_sentence(line.text) for line in lines)
    counted = any(TOTAL.match(line.text) for line in lines)
    if prose * LIST_PROSE >= dated:
        return False
    return dated >= LIST_ROWS - counted and (counted or dated * LIST_SHARE >= len(lines))


def _is_questions(text: str, head: Head, title: str, texts: Sequence[str]) -> bool:
    """True for questions and answers that nobody spoke: told by title, section, or `Q1.` alone."""
    menu = [text[span.start : span.end] for span in head.chrome if span.name == "chrome"]
    entry = next((line for line in reversed(menu) if line[0].isdigit()), "")
    if any(FAQ.match(line) for line in (title, head.section, entry)):
        return True
    asked = sum(bool(QUESTION.match(each)) for each in texts)
    return asked >= QUESTIONS and not SPOKEN.search(" ".join([title, head.section, *texts[:TOP]]))


def _reads_as_release(
    page: Page, title: str, passages: Sequence[Passage], texts: Sequence[str]
) -> bool:
    """True for numbered paragraphs, something spoken, or prose with a known address."""
    leads = [passage for passage in passages if passage.kind is PassageKind.LEAD]
    marked = (passage.number.isdigit() or passage.sign for passage in leads)
    if any(marked) or SPOKEN.search(" ".join([title, *texts[:TOP]])):
        return True
    return bool(page.seq) and any(map(ends_sentence, texts))
