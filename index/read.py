"""Main flow 1, first half: one page becomes one described release, from that page alone."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace

from index.acronyms import find_acronyms
from index.countries import find_countries
from index.errors import NotARelease
from index.event import find_event, find_mentioned, span_of, tells_ahead
from index.foot import cut_foot
from index.language import language_of
from index.lines import Line, join_lone_marks, split_lines
from index.meeting import find_meeting
from index.meeting_names import ordinal_in, series_of
from index.numbering import ambiguities
from index.organisations import find_organisations
from index.page import Head, cut_run_on_head, read_head
from index.paragraphs import read_body
from index.people import find_people
from index.records import Meeting, Page, Passage, PassageKind, Release, Span
from index.refusal import reason_to_refuse
from index.run_on import split_run_on
from index.statements import find_statements

ENGLISH, KOREAN = "en", "ko"
VISIBLE = re.compile(r"\S+")


def read_release(page: Page) -> Release:
    """The release that a page holds, described from the page alone.

    A Korean one has only what was set by hand. Raises as `read_page`.
    """
    release = read_page(page)
    if release.language == KOREAN:
        return replace(release, event=page.curated.event, meeting=_curated_meeting(release))
    return _described(release)


def read_page(page: Page) -> Release:
    """The release that a page holds: head, posted day and passages, not described.

    Raises:
        NotARelease: the page is a list, holds questions, no text, or another language.
    """
    lines = _lines(page.text)
    head = read_head(page.text, lines)
    title = _one_line(head.title.text) if head.title else ""
    body = read_body(page.id, [*head.apart, *lines[head.body :]], title)
    if reason := reason_to_refuse(page, head, lines, body.passages):
        raise NotARelease(page.source, reason)
    language = language_of("\n".join(page.text[one.start : one.end] for one in body.passages))
    if language not in (ENGLISH, KOREAN):
        raise NotARelease(
            page.source, f"it is in {language}; pages in English and Korean can be read"
        )
    passages = (*_head_passage(page.id, head), *body.passages)
    title = title or _first_words(page.text, body.passages)
    return Release(
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
        _remainders(page.text, passages, (*head.chrome, *head.hits, *body.remainders)),
        page.curated.released or head.posted,
        language=language,
        curated=page.curated,
    )


def unclear_numbers(page: Page) -> list[str]:
    """What the numbering of a page leaves open, one sentence each, in reading order."""
    lines = _lines(page.text)
    kept, _ = cut_foot(lines[read_head(page.text, lines).body :])
    return ambiguities(split_run_on(kept))


def _lines(text: str) -> list[Line]:
    return join_lone_marks(text, cut_run_on_head(split_lines(text)))


def _one_line(title: str) -> str:
    return re.sub(r"\s*[\n\r\v\f\x85\u2028\u2029]\s*", " ", title)


def _remainders(text: str, passages: Iterable[Passage], spans: Iterable[Span]) -> tuple[Span, ...]:
    """The named stretches in reading order, with those of signs that print nothing."""
    named = list(spans)
    edges = sorted(
        [(one.start, one.end) for one in passages] + [(one.start, one.end) for one in named]
    )
    place = 0
    for start, end in [*edges, (len(text), len(text))]:
        for match in VISIBLE.finditer(text, place, start):
            named.append(Span("invisible", match.start(), match.end()))
        place = max(place, end)
    return tuple(sorted(named, key=lambda span: span.start))


def _described(release: Release) -> Release:
    """The release with all that its own page tells: dates, meeting, names, statements."""
    text, passages = release.text, release.passages
    anchor = release.released.first if release.released else None
    body = [passage for passage in passages if passage.kind is not PassageKind.HEAD]
    title = next((passage for passage in passages if passage.kind is PassageKind.HEAD), None)
    first = next((passage for passage in body if passage.kind is not PassageKind.BEFORE), None)
    mention, place = find_event(text, passages, anchor)
    event = release.curated.event or (span_of(mention, place) if mention else None)
    lead = release.text_of(first) if first else ""
    acronyms = find_acronyms(text, passages)
    return replace(
        release,
        event=event,
        mentioned=find_mentioned(text, passages, anchor, event),
        meeting=_curated_meeting(release) or find_meeting(text, title, first, passages),
        people=find_people(text, passages),
        countries=find_countries(text, passages),
        organisations=find_organisations(text, passages, acronyms),
        acronyms=acronyms,
        statements=find_statements(text, body, event or release.released),
        announces=tells_ahead(release.title, lead, event, release.released),
    )


def _curated_meeting(release: Release) -> Meeting | None:
    """The meeting that was set by hand; it stands in no passage of the release."""
    name = release.curated.meeting
    return Meeting(name, ordinal_in(name), "", 0, 0, series_of(name)) if name else None


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
