"""From page text to its head (title, section, posted date) and the place where the body starts.

Chrome is told by its known words and by its place before the title, never by indentation
(the page heads A to H of the archive).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.chrome import SECTIONS, is_chrome, is_no_title, menu_end, section_in, section_name
from index.lines import DASHES, LONG_LINE, NUMBER, SIGN, Line, cut, ending, ends_sentence, is_short
from index.records import DateSpan, Precision, Provenance, Span

DETAIL = re.compile(r"^(?P<section>.*?)\s*상세보기$")
DAY = r"(\d{4})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{1,2})\.?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
LABEL = r"(?:date(?:\s+of\s+posting)?|posted(?:\s+on)?|created|작성일시?|등록일시?|게시일)"
POSTED = re.compile(rf"^[•·*-]?\s*(?:{LABEL}\s*[:|]?\s*)?{DAY}$", re.IGNORECASE)
POSTED_IN_WORDS = re.compile(
    rf"^[•·*-]?\s*{LABEL}\s*[:|]?\s*(?:(?P<month>[A-Z][a-z]{{2}})[a-z]*\.?\s+(?P<day>\d{{1,2}}),?"
    r"|(?P<first>\d{1,2})\s+(?P<named>[A-Z][a-z]{2})[a-z]*\.?),?\s+(?P<year>\d{4})$",
    re.IGNORECASE,
)
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
DATE_LABEL = re.compile(rf"^[•·*-]?\s*{LABEL}\s*[:|]?$", re.IGNORECASE)
HIT_WORD = r"[•·*|-]?\s*(?:hits?|views?|조회수|조회)\s*[:|]?"
HITS = re.compile(rf"^{HIT_WORD}\s*[\d,]*$", re.IGNORECASE)
DATE_AND_HITS = re.compile(
    rf"^(?P<date>[•·*-]?\s*(?:{LABEL}\s*[:|]?\s*)?{DAY})\s*(?P<hits>{HIT_WORD}\s*[\d,]+)$",
    re.IGNORECASE,
)
BARE_NUMBER = re.compile(r"^[\d,]+$")
OFFICE = re.compile(
    r"^[•·*-]?\s*(?:writer|author|department|부서명?|담당부서|작성자|글쓴이)\s*(?P<value>[:|]?.*)$",
    re.IGNORECASE,
)
ABBREVIATED = re.compile(
    r"(?:\b[A-Z]\.|\.\)|\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.)$"
)
"""Full stops that end titles, too: `the U.S.`, `(5.25.)`."""
GOES_ON = re.compile(
    r"(?:\b(?:of|the|and|for|with|to|in|on|at|by|from|a|an|between|or|its|their|as)|[-–&(“‘/])$"
)
WRAPPED_TITLE = 40
"""Characters; a shorter title has no need to go on in a second line."""
HEAD_LINES = 60
TITLE_LINES = 5
"""A title, hard-wrapped, with a subtitle; more lines before a date are a body."""
NEAR = 15
"""Lines; date and hit counter stand no farther from the section line."""
RUN_ON_HEAD = 800
"""Characters of a first line that may hold the whole head of a page."""
HEAD_PARTS = re.compile(
    rf"(?:상세보기|검색창 열기|(?:[•·]\s*)?\bdate\s*:?\s*{DAY}|(?:[•·]\s*)?\bhits?\s*:?\s*\d+)(?=\s)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Head:
    """What stands before the body; `body` is the number of the first body line.

    `title` is None on a page that starts with its body; `apart` are lines of the body that stand
    above the printed date. `hits` is the stretch of the hit counter, which is no part of the
    release's digest.
    """

    title: Line | None
    section: str
    posted: DateSpan | None
    body: int
    chrome: tuple[Span, ...]
    hits: tuple[Span, ...]
    apart: tuple[Line, ...] = ()


def cut_run_on_head(lines: Sequence[Line]) -> list[Line]:
    """The lines, the first cut into the parts of a head where it holds a whole one."""
    if not lines or len(lines[0].text) < LONG_LINE:
        return list(lines)
    parts = list(HEAD_PARTS.finditer(lines[0].text[:RUN_ON_HEAD]))
    places = [place for part in parts for place in (part.start(), part.end())]
    named = [part.start() for part in parts if part.group() in ("상세보기", "검색창 열기")]
    pieces = cut(lines[0], (place for place in places if place not in named))
    return [*(part for piece in pieces for part in cut(piece, section_in(piece.text))), *lines[1:]]


def read_head(text: str, lines: Sequence[Line]) -> Head:
    """The head of a page; a page without a title line has its body from the first line on."""
    first, section = _after_section(lines)
    printed = _printed_at(lines, first)
    start = _title_at(lines, first, section, printed)
    end = _title_end(lines, start, printed)
    between = lines[end:printed] if printed is not None else ()
    apart = tuple(line for line in between if not is_chrome(line.text))
    chrome = [line for line in (*lines[:start], *between) if line not in apart]
    place = end if printed is None else printed
    body, posted, stretches = _printed(lines, place)
    title = None
    if start < end:
        edge = lines[end - 1].end
        title = Line(text[lines[start].start : edge], lines[start].start, edge, lines[start].gap)
    return Head(
        title,
        section,
        posted,
        body,
        tuple(
            [Span("chrome", line.start, line.end) for line in chrome]
            + [span for span in stretches if span.name != "hit counter"]
        ),
        tuple(span for span in stretches if span.name == "hit counter"),
        apart,
    )


def _after_section(lines: Sequence[Line]) -> tuple[int, str]:
    """The number of the first line after the section line, and the section's name."""
    window = 0
    while window < min(len(lines), HEAD_LINES) and len(lines[window].text) < LONG_LINE:
        window += 1
    for number in range(min(window + 1, len(lines)) - 1, -1, -1):
        if match := DETAIL.match(lines[number].text[:RUN_ON_HEAD]):
            return number + 1, section_name(match["section"])
    menu = menu_end(lines[:window])
    for number, line in enumerate(lines[:window]):
        if line.text.lower().replace("’", "'") in SECTIONS:
            return number + 1, line.text
        if number >= menu and not is_no_title(line.text):
            break
    first = menu
    while first < len(lines) and is_chrome(lines[first].text):
        first += 1
    return first, ""


def _printed_at(lines: Sequence[Line], first: int) -> int | None:
    """The first line of the block with date and hit counter; None when none is printed."""
    titles = 0
    for place in range(first, min(first + NEAR, len(lines))):
        line = lines[place].text
        if _prints(lines, place):
            return place
        if NUMBER.match(line):
            if not is_short(line):
                return None
        elif not is_chrome(line):
            titles += 1
        if titles > TITLE_LINES or (titles > 1 and _is_sentence(line)):
            return None
    return None


def _prints(lines: Sequence[Line], place: int) -> bool:
    """True when a line holds a posted date or a hit counter, or the label of one."""
    line = lines[place].text
    if len(line) > LONG_LINE:
        return False
    following = lines[place + 1].text if place + 1 < len(lines) else ""
    if POSTED.match(line) or POSTED_IN_WORDS.match(line) or DATE_AND_HITS.match(line):
        return True
    if DATE_LABEL.match(line):
        return bool(POSTED.match(following))
    if HITS.match(line):
        return bool(re.search(r"\d", line) or BARE_NUMBER.match(following))
    return bool((match := OFFICE.match(line)) and (not match["value"] or match["value"][0] in ":|"))


def _title_at(lines: Sequence[Line], first: int, section: str, printed: int | None) -> int:
    """The line of the title, or the first body line of a page that has none."""
    place = first
    while place < (len(lines) if printed is None else printed):
        line = lines[place].text
        menu = printed is not None and NUMBER.match(line) and is_short(line)
        if not (menu or is_chrome(line) or line.lower() == section.lower()):
            break
        place += 1
    return place


def _title_end(lines: Sequence[Line], start: int, printed: int | None) -> int:
    """The line behind the title, which may be hard-wrapped; `start` where there is no title."""
    if start >= len(lines) or start == printed:
        return start
    line = lines[start].text
    if NUMBER.match(line) or (len(line) >= LONG_LINE and _is_sentence(line)):
        return start
    end = start + 1
    limit = len(lines) if printed is None else printed
    while end < limit and _title_goes_on(lines[end - 1], lines[end], printed is not None):
        end += 1
    return end


def _is_sentence(line: str) -> bool:
    """True for a line that ends a sentence, as titles do not."""
    return ends_sentence(line) and not ABBREVIATED.search(ending(line))


def _title_goes_on(above: Line, line: Line, dated: bool) -> bool:
    """True when a line is the rest of a hard-wrapped title."""
    if (
        line.gap
        or NUMBER.match(line.text)
        or SIGN.match(line.text)
        or line.text[0] in "[(<※*" + DASHES
    ):
        return False
    if _is_sentence(line.text) or line.text[-1] in ",;:" or len(line.text) >= LONG_LINE:
        return False
    if is_chrome(line.text):
        return False
    return (
        dated
        or len(above.text) >= WRAPPED_TITLE
        or line.text[0].islower()
        or bool(GOES_ON.search(above.text))
    )


def _printed(lines: Sequence[Line], place: int) -> tuple[int, DateSpan | None, list[Span]]:
    """The line behind the block with date and hit counter, the date, and the block's stretches."""
    posted: DateSpan | None = None
    stretches: list[Span] = []
    while place < len(lines) and _prints(lines, place):
        line = lines[place]
        if match := DATE_AND_HITS.match(line.text):
            posted = posted or _day(match["date"], *match.groups()[1:4])
            edge = line.start + match.start("hits")
            stretches += [Span("date line", line.start, line.start + match.end("date"))]
            stretches += [Span("hit counter", edge, line.end)]
        elif match := POSTED.match(line.text) or POSTED_IN_WORDS.match(line.text):
            posted = posted or _posted(match)
            stretches.append(Span("date line", line.start, line.end))
        elif DATE_LABEL.match(line.text):
            stretches.append(Span("date label", line.start, line.end))
        else:
            name = "hit counter" if HITS.match(line.text) else "office"
            stretches.append(Span(name, line.start, line.end))
            if not re.search(r"\d|[:|]\s*\S", line.text) and place + 1 < len(lines):
                place += 1
                stretches.append(Span(name, lines[place].start, lines[place].end))
        place += 1
    return place, posted, stretches


def _posted(match: re.Match[str]) -> DateSpan | None:
    if "year" not in match.groupdict():
        return _day(match.group(), *match.groups()[:3])
    month = (match["month"] or match["named"]).lower()
    if month not in MONTHS:
        return None
    number = str(MONTHS.index(month) + 1)
    return _day(match.group(), match["year"], number, match["day"] or match["first"])


def _day(printed: str, year: str, month: str, day: str) -> DateSpan | None:
    try:
        value = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return DateSpan(value, value, Precision.DAY, Provenance.STATED, printed)
