"""From page text to its head (title, section, posted date) and the place where the body starts.

Chrome is told by its known words and by its place before the title, never by indentation
(the page heads A to H of the archive).
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.errors import NotARelease, WrongEncoding
from index.records import DateSpan, Precision, Provenance, Span

SPACE = " \t\r\u00a0\u3000\u200b\ufeff"
DETAIL = re.compile(r"^(?P<section>.*?)\s*상세보기$")
SECTIONS = frozenset(
    """press releases|press release|ministry news|issues|press briefings
    |minister's speeches|minister’s speeches|vice ministers' speeches|vice ministers’ speeches
    |vice minister's speeches|speeches|speeches & published materials|minister|vice ministers
    |news|announcements|spokesperson's statements|보도자료|브리핑|대변인 브리핑""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
CHROME = re.compile(
    r"""^(?:\d+\.\s*)?(?:
      skip\ (?:to\ )?(?:navigation|content|menu)\w*|countries\ information|home|press|kor|eng|rss
    | policy\ information|about\ (?:us|mofa|the\ ministry)|sitemap|site\ map|screen\ size|search
    | human\ rights|.*\b(?:facebook|twitter|youtube|instagram|flickr|blog)|menu|share|print|list
    | .*(?:바로가기|누리집입니다\.?|메뉴|검색창\ 열기|국가상징|어린이·청소년|메뉴\ 열기)
    | 공유하기|인쇄|목록
    | ministry\ of\s+foreign\ affairs(?:,\s*republic\ of\ korea)?
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
NAVIGATION = re.compile(r"^\d+\.(?:\s+(?:[A-Z&]\S*|of|and|the|for|in|on|to))+$")
DAY = r"(\d{4})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{1,2})\.?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
POSTED = re.compile(rf"^[•·*-]?\s*(?:(?:date|작성일|등록일|posted)\s*:?\s*)?{DAY}$", re.IGNORECASE)
DATE_LABEL = re.compile(r"^[•·*-]?\s*(?:date|작성일|등록일|posted)\s*:?$", re.IGNORECASE)
HITS = re.compile(r"^[•·*-]?\s*(?:hits?|views?|조회수|조회)\s*:?\s*[\d,]*$", re.IGNORECASE)
BARE_NUMBER = re.compile(r"^[\d,]+$")
NUMBERED = re.compile(r"^1\.\s+\S")
HANGUL = re.compile(r"[가-힣]")
LONG_LINE = 120
"""Characters; no chrome line of the archive is as long, body lines mostly are longer."""


@dataclass(frozen=True)
class Line:
    """One printed line without its outer white space; `gap` counts the blank lines before it."""

    text: str
    start: int
    end: int
    gap: int


@dataclass(frozen=True)
class Head:
    """What stands before the body; `body` is the number of the first body line.

    `title` is None on a page that starts with its body. `hits` is the stretch of the hit
    counter, which is no part of the release's digest.
    """

    title: Line | None
    section: str
    posted: DateSpan | None
    body: int
    chrome: tuple[Span, ...]
    hits: tuple[Span, ...]


def decode(content: bytes, source: str) -> str:
    """The page text of a file's bytes (UTF-8, a byte order mark is dropped).

    Raises:
        WrongEncoding: the bytes are not UTF-8.
        NotARelease: the file is empty.
    """
    if not content.strip():
        raise NotARelease(source, "it is empty")
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise WrongEncoding(source, 0)
    if b"\x00" in content:
        raise NotARelease(source, "it is no text file")
    if re.match(
        rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|head|body)\b", content[:400], re.I
    ):
        raise NotARelease(source, "it is a web page, and only its text can be read yet")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongEncoding(source, error.start) from error


def read_file(path: Path) -> str:
    """The page text of a file. Raises as `decode`, and NotARelease when it cannot be read."""
    try:
        return decode(path.read_bytes(), str(path))
    except OSError as error:
        raise NotARelease(str(path), f"it cannot be read ({error.strerror})") from error


def split_lines(text: str) -> list[Line]:
    """The lines of a page that hold anything, in order."""
    lines, gap = [], 0
    for match in re.finditer(r"[^\n]*(?:\n|$)", text):
        bare = match.group().strip(SPACE + "\n")
        if not bare:
            gap += 1
            continue
        start = match.start() + match.group().index(bare[0])
        lines.append(Line(bare, start, start + len(bare), gap))
        gap = 0
    return lines


def read_head(lines: list[Line]) -> Head:
    """The head of a page; a page without a title line has its body from the first line on."""
    first, section = _after_section(lines)
    posted: DateSpan | None = None
    title: Line | None = None
    chrome = [Span("chrome", line.start, line.end) for line in lines[:first]]
    hits: list[Span] = []
    place = first
    while place < len(lines):
        line = lines[place]
        following = lines[place + 1].text if place + 1 < len(lines) else ""
        if match := POSTED.match(line.text):
            posted = posted or _posted(match)
            chrome.append(Span("date line", line.start, line.end))
        elif DATE_LABEL.match(line.text) and POSTED.match(following):
            chrome.append(Span("date label", line.start, line.end))
        elif HITS.match(line.text):
            hits.append(Span("hit counter", line.start, line.end))
            if not re.search(r"\d", line.text) and BARE_NUMBER.match(following):
                place += 1
                hits.append(Span("hit counter", lines[place].start, lines[place].end))
        elif title is None and (CHROME.match(line.text) or line.text.lower() == section.lower()):
            chrome.append(Span("chrome", line.start, line.end))
        elif title is None and not NUMBERED.match(line.text):
            title = line
        else:
            break
        place += 1
    return Head(title, section, posted, place, tuple(chrome), tuple(hits))


def _after_section(lines: list[Line]) -> tuple[int, str]:
    """The number of the first line after the section line, and the section's name."""
    window = 0
    while window < len(lines) and len(lines[window].text) < LONG_LINE and window < 60:
        window += 1
    for number in range(window - 1, -1, -1):
        if match := DETAIL.match(lines[number].text):
            return number + 1, match.group("section").strip()
    for number, line in enumerate(lines[:window]):
        if line.text.lower() in SECTIONS:
            return number + 1, line.text
        if not (CHROME.match(line.text) or NAVIGATION.match(line.text) or HANGUL.search(line.text)):
            break
    first = 0
    while first < len(lines) and CHROME.match(lines[first].text):
        first += 1
    return first, ""


def _posted(match: re.Match[str]) -> DateSpan | None:
    try:
        day = date(*(int(part) for part in match.groups()[:3]))
    except ValueError:
        return None
    return DateSpan(day, day, Precision.DAY, Provenance.STATED, match.group(0))
