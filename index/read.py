"""Main flow 1, first half: one page becomes one described release, from that page alone."""

import hashlib
import re
from dataclasses import replace
from datetime import date

from index.dates import find_dates
from index.errors import NotARelease
from index.meeting import event_mention, find_acronyms, find_meeting, find_people, span_of
from index.page import CHROME, DAY, Head, Line, read_head, split_lines
from index.paragraphs import numbering, read_body
from index.records import DateSpan, Page, Passage, PassageKind, Release
from index.statements import find_statements

DATED_LINE = re.compile(rf"(?:^|\s){DAY}(?:\s+[\d,]+)?$")
LIST_ROWS, LIST_SHARE = 4, 5
"""A list of pages has at least so many rows with a date, and one in so many lines is dated."""
FAQ = re.compile(r"^(?:FAQs?\b|frequently asked questions)", re.IGNORECASE)
MIN_WORDS = 5
"""A page with fewer words of text under its head is no release."""


def read_release(page: Page) -> Release:
    """The release that a page holds, described from the page alone.

    Raises:
        NotARelease: the page has no head and no numbered paragraphs, or no text.
    """
    lines = split_lines(page.text)
    head = read_head(lines)
    body = read_body(page.id, lines[head.body :])
    _check_kind(page, head, lines)
    _check(page, head, body.passages)
    passages = (*_head_passage(page.id, head), *body.passages)
    remainders = tuple(
        sorted((*head.chrome, *head.hits, *body.remainders), key=lambda span: span.start)
    )
    title = head.title.text if head.title else _first_words(page.text, body.passages)
    release = Release(
        page.id,
        page.board,
        page.seq,
        page.address,
        page.licence,
        title,
        head.section,
        page.text,
        _digest(title, head, page.text, passages),
        passages,
        remainders,
        page.curated.released or head.posted,
        curated=page.curated,
    )
    return _described(release)


def _described(release: Release) -> Release:
    """The release with all that its own page tells: dates, meeting, people, statements."""
    text, passages = release.text, release.passages
    anchor = release.released.first if release.released else None
    body = [passage for passage in passages if passage.kind is not PassageKind.HEAD]
    title = next((passage for passage in passages if passage.kind is PassageKind.HEAD), None)
    first = next((passage for passage in body if passage.kind is not PassageKind.BEFORE), None)
    event = release.curated.event or _event(
        text, [passage for passage in (first, title) if passage], anchor
    )
    when = event or release.released
    return replace(
        release,
        event=event,
        mentioned=_mentioned(text, body, anchor),
        meeting=find_meeting(text, title, first),
        people=find_people(text, passages),
        acronyms=find_acronyms(text, passages),
        statements=find_statements(text, body, when),
    )


def _event(text: str, places: list[Passage], anchor: date | None) -> DateSpan | None:
    """The day of what is reported; None when it is not printed or its year is not known yet."""
    for passage in places:
        mention = event_mention(text[passage.start : passage.end], anchor)
        if mention and (span := span_of(mention, passage.id)):
            return span
    return None


def _mentioned(text: str, body: list[Passage], anchor: date | None) -> tuple[DateSpan, ...]:
    spans = []
    for passage in body:
        for mention in find_dates(text[passage.start : passage.end], anchor):
            if span := span_of(mention, passage.id):
                spans.append(span)
    return tuple(spans)


def _check_kind(page: Page, head: Head, lines: list[Line]) -> None:
    """Refuse what has the archive's page head and is no release: lists and questions."""
    if head.title and FAQ.match(head.title.text):
        raise NotARelease(page.source, "it is a page of frequently asked questions")
    dated = sum(bool(DATED_LINE.search(line.text)) for line in lines)
    numbered = bool(numbering(lines[head.body :]))
    if not numbered and dated >= LIST_ROWS and dated * LIST_SHARE >= len(lines):
        raise NotARelease(page.source, "it is a list of pages")


def _check(page: Page, head: Head, passages: tuple[Passage, ...]) -> None:
    numbered = any(passage.number.isdigit() for passage in passages)
    briefing = head.title is not None and re.search(
        r"briefing|remarks|speech|statement", head.title.text, re.I
    )
    if not (head.section or head.posted or numbered or briefing):
        raise NotARelease(
            page.source, "it has neither the page head of a release nor numbered paragraphs"
        )
    words = [
        word
        for passage in passages
        for word in page.text[passage.start : passage.end].split()
        if re.search(r"\w", word)
    ]
    if len(words) < MIN_WORDS or all(
        CHROME.match(page.text[passage.start : passage.end]) for passage in passages
    ):
        raise NotARelease(page.source, "there is no text under its head")


def _head_passage(id: str, head: Head) -> tuple[Passage, ...]:
    if head.title is None:
        return ()
    place = f"{id}#head"
    return (
        Passage(place, place, "head", 0, PassageKind.HEAD, "", 0, head.title.start, head.title.end),
    )


def _first_words(text: str, passages: tuple[Passage, ...]) -> str:
    words = text[passages[0].start : passages[0].end].split()
    return " ".join(words[:12]) + (" …" if len(words) > 12 else "")


def _digest(title: str, head: Head, text: str, passages: tuple[Passage, ...]) -> str:
    """SHA-256 of what is read: title, printed date, passages, white space folded.

    Chrome and hit counter change from visit to visit and from host to host.
    """
    posted = head.posted.first.isoformat() if head.posted else ""
    parts = [title, posted, *(text[one.start : one.end] for one in passages)]
    return hashlib.sha256("\n".join(" ".join(part.split()) for part in parts).encode()).hexdigest()
