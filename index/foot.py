"""What follows the body: previous and next titles, list button, attachments, the site's footer."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from index.lines import LONG_LINE, Line, ends_sentence

ARROWS = r"[▲▼△▽◀▶◁▷<>«»‹›|\s]*"
NEIGHBOUR = r"(?:previous|prev\.?|next|이전\s?글?|다음\s?글?|윗\s?글|아랫\s?글)"
BARE_NEIGHBOUR = re.compile(
    rf"^{ARROWS}{NEIGHBOUR}(?:\s(?:post|page|article))?\s*:?{ARROWS}$", re.IGNORECASE
)
NEIGHBOUR_TITLE = re.compile(
    rf"^{ARROWS}{NEIGHBOUR}(?P<mark>\s*[:|>]\s*|\s{{2,}}|\s)(?P<title>\S.*)$", re.IGNORECASE
)
BUTTON = re.compile(
    rf"^{ARROWS}(?:list|목록(?:\s?보기)?|(?:go|back)\s?to\s?(?:the\s)?list|list(?:{ARROWS}{NEIGHBOUR}){{1,2}}"
    rf"|{NEIGHBOUR}{ARROWS}(?:{NEIGHBOUR}{ARROWS})?list|{NEIGHBOUR}{ARROWS}{NEIGHBOUR})\s*{ARROWS}$",
    re.IGNORECASE,
)
ATTACHED = re.compile(
    r"^(?:첨부(?:\s?파일)?|attach(?:ed|ment)?s?(?:\s?files?)?|files?|downloads?)\s*(?:\(\d+\))?\s*:?\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
FILE = re.compile(
    r"^.{1,200}\.(?:hwpx?|pdf|docx?|xlsx?|pptx?|jpe?g|png|gif|bmp|zip|mp4|txt|odt)"
    r"(?:\s*[\[(]?\s*[\d.,]+\s*(?:[KMG]B|bytes?)\s*[\])]?)?"
    r"(?:\s*(?:이미지입니다\.?|download|preview|다운로드|바로\s?보기|미리\s?보기|새창|\|))*$",
    re.IGNORECASE,
)
NOTHING = re.compile(
    r"^(?:no data|no (?:previous|next|attached)\b.{0,30}|(?:이전|다음|첨부|등록).{0,12}없습니다\.?|없음)$",
    re.IGNORECASE,
)
DAY = re.compile(
    r"^\(?\d{4}\s?[-./]\s?\d{1,2}\s?[-./]\s?\d{1,2}\.?(?:\s\d{1,2}:\d{2}(?::\d{2})?)?\)?$"
)
SMALL = re.compile(
    rf"^{ARROWS}(?:top|go\s?to\s?top|맨\s?위로|위로|first|last|처음|마지막|print|인쇄|share|sns|공유(?:하기)?"
    r"|url\s?(?:복사|copy)|facebook|twitter|kakao\w*|naver\w*|\d{1,4}|-)"
    rf"{ARROWS}$",
    re.IGNORECASE,
)
FOOTER = re.compile(
    r"^(?:copyright\b|©|ⓒ|privacy policy$|개인정보\s?처리방침|저작권\s?정책|공공누리|웹\s?접근성|web accessibility"
    r"|family site|관련\s?사이트|담당\s?부서|최종\s?수정일|이 페이지에서 제공하는)"
    r"|copyright\s?(?:©|\(c\)|ⓒ)|all rights reserved|sajik-ro 8-gil|사직로\s?8길",
    re.IGNORECASE,
)
CONTACT = re.compile(r"^(?:tel|fax|phone|대표전화|e-?mail)\b[\s.:)]*[\w(+]", re.IGNORECASE)
SENTENCE = re.compile(r"[a-z]{3,}[.,;:]$|다\.$")
"""How a line of a body ends and a title does not."""
HANGUL = re.compile(r"[가-힣]")
MAX_TITLE = 250
"""Characters; a longer line is no title of another page."""
MAX_FOOT = 60
"""Lines; the foot of a page is shorter."""


def cut_foot(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of the body, and those of the foot that ends the page."""
    for first in range(max(0, len(lines) - MAX_FOOT), len(lines)):
        line = lines[first]
        if _opens(line) and _is_foot(lines[first:], _apart(lines, first)):
            return list(lines[:first]), list(lines[first:])
    return list(lines), []


def _opens(line: Line) -> bool:
    if len(line.text) > MAX_TITLE:
        return False
    short = len(line.text) < LONG_LINE and FOOTER.search(line.text)
    known = (BARE_NEIGHBOUR, NEIGHBOUR_TITLE, BUTTON, FILE)
    return bool(short or _is_attachment(line.text) or any(one.match(line.text) for one in known))


def _apart(lines: Sequence[Line], first: int) -> bool:
    """True where a foot can begin: behind a blank line or the end of a sentence."""
    if not first or lines[first].gap:
        return True
    above = lines[first - 1].text
    return ends_sentence(above) or above.lower().endswith(("/end/", "end/"))


def _is_attachment(text: str) -> bool:
    match = ATTACHED.match(text)
    return match is not None and (not match["rest"] or bool(FILE.match(match["rest"])))


def _is_foot(lines: Sequence[Line], apart: bool) -> bool:
    """True when every line to the end of the page is known from feet of pages."""
    marks, awaits_title = 0.0, False
    for line, following in zip_longest(lines, lines[1:]):
        text, below = line.text, following.text if following else ""
        if len(text) > MAX_TITLE:
            return False
        if BARE_NEIGHBOUR.match(text):
            marks, awaits_title = marks + 1, True
        elif BUTTON.match(text) or NOTHING.match(text):
            marks, awaits_title = marks + 1, False
        elif _is_attachment(text):
            named = FILE.match(text) or HANGUL.match(text) or (below and FILE.match(below))
            marks, awaits_title = marks + (1 if named else 0), False
        elif match := NEIGHBOUR_TITLE.match(text):
            if SENTENCE.search(text) and not NOTHING.match(match["title"]):
                return False
            marks, awaits_title = marks + (0.5 if match["mark"] == " " else 1), False
        elif any(one.match(text) for one in (FILE, DAY, SMALL, CONTACT)):
            continue
        elif FOOTER.search(text):
            marks, awaits_title = marks + 1, False
        elif awaits_title and not SENTENCE.search(text):
            awaits_title = False
        else:
            return False
    return marks >= (1 if apart else 2)
