"""What is new: the releases of a period, or the latest ones, on a subject, a line each."""

import re
from collections.abc import Iterator, Sequence

from assistant.concern import in_days
from assistant.cover import participants
from assistant.evidence import Evidence
from assistant.lexicon import Lexicon
from assistant.records import AnswerKind, Basis, Reading
from assistant.selection import LISTED, Line, Selection, by_date
from assistant.series import further_passages, opening
from assistant.steps import TITLES
from assistant.timeline import listed, telling_act
from index.records import Passage, Release
from index.words import COUNTRIES, stem, stems

RELEASES = r"(?:press\s+)?(?:releases?|news|announcements?|items|notices|articles|statements|communiqu[eé]s)"
NEWS = re.compile(
    r"\bwhat(?:[’']?s|\s+is|\s+was)?\s+(?:been\s+)?(?:new|the\s+(?:latest|news))\b(?!\s+(?:name|title|deadline|date|chair|member))"
    r"|\b(?:anything|something)\s+new\b"
    rf"|\b(?:latest|recent|newest|most\s+recent|new|all|any|which|what|list(?:\s+(?:the|all))*|show(?:\s+me)?)\s+(?:the\s+)?(?:\w+\s+)?{RELEASES}\b"
    rf"|^\W*(?:the\s+)?{RELEASES}\s+(?:published|issued|posted|dated|from|of|in|about|on|since)\b"
    r"|\bupdates?\s+(?:on|about|regarding|since)\b|\bnews\s+(?:on|about|from|since)\b|\boverview\s+of\b"
    r"|\bwhat\s+(?:has\s+|have\s+)?(?:happened|been\s+(?:happening|going\s+on)|went\s+on|was\s+going\s+on|took\s+place)"
    r"\s+(?:since|in|on|during|between|over|after|last|this|with\s+regard\s+to|about|regarding|concerning|around)\b",
    re.IGNORECASE,
)
"""Questions for whatever there is, with a time or a subject."""
ASKING = frozenset(
    stem(word)
    for word in "new news updates announcements items notices articles happening overview all any show published publish issued posted dated recent concerned deal".split()
)
"""Words that only ask for news."""
KINDS = (AnswerKind.FACT, AnswerKind.LIST, AnswerKind.TIMELINE, AnswerKind.YES_NO, AnswerKind.WHEN)
LATEST = 5
"""Releases that are the latest ones of a subject."""
MAX_READ = 40
"""Releases whose opening is read beside the passages that the search found."""


def asks_news(reading: Reading) -> bool:
    """True for a question for all that is reported in a time or on a subject."""
    if reading.ordinal or reading.act in LISTED or reading.kind not in KINDS:
        return False
    bare = not (reading.terms or reading.names)
    asked = NEWS.search(reading.corrected or reading.question) is not None
    if bare:
        return bool(reading.period) or reading.kind is AnswerKind.TIMELINE
    return asked


def news(reading: Reading, evidence: Sequence[Evidence], lexicon: Lexicon) -> Selection | None:
    """The sentence of each release that tells most, in date order; None where there is none.

    That is the opening of a release, or what it says on the subject where its opening does not.
    """
    if not asks_news(reading):
        return None
    subject = _subject(reading)
    lines = []
    for release in {one.release.id: one.release for one in evidence}.values():
        if not _in_time(reading, release):
            continue
        own = [
            one
            for one in evidence
            if one.release.id == release.id and one.passage.kind not in TITLES
        ]
        if best := _telling(own, release, subject, lexicon):
            lines.append(Line(best, telling_act(best), announced=release.announces))
    if reading.latest and lines:
        one = re.search(r"\b(?:release|item|announcement|article|notice)\b", reading.question, re.I)
        lines = by_date(lines)[-1 if one else -LATEST :]
    return listed(lines) if lines else None


def further_openings(
    reading: Reading, releases: Sequence[Release], lexicon: Lexicon
) -> Iterator[tuple[Release, Passage]]:
    """The openings that a list needs beside what the search found, newest first.

    Those of the asked series' meetings, and of the releases of the asked time and subject.
    """
    yield from further_passages(reading, releases, lexicon)
    if not asks_news(reading):
        return
    subject = _subject(reading)
    fitting = [
        one
        for one in releases
        if one.id in lexicon.openings
        and _in_time(reading, one)
        and subject <= _told_first(one, lexicon)
    ]
    fitting.sort(key=lambda one: one.when.last.toordinal() if one.when else 0, reverse=True)
    for release in fitting[:MAX_READ]:
        if first := opening(release):
            yield release, first


def _subject(reading: Reading) -> frozenset[str]:
    """The words that a release has to have; of a name, its short form stands for all."""
    named = [set(stems(name.canonical)) for name in reading.names if name.kind == "acronym"]
    long = {
        part
        for name in reading.names
        if name.kind == "acronym"
        for form in name.aliases
        for part in stems(form)
    }
    terms = set(reading.terms) - ASKING - (long if named else set())
    return frozenset(terms.union(*named))


def _told_first(release: Release, lexicon: Lexicon) -> frozenset[str] | set[str]:
    return lexicon.openings[release.id] | (COUNTRIES & participants(release))


def _in_time(reading: Reading, release: Release) -> bool:
    """True for a release of the asked days, by its event or by its publication."""
    if reading.period is None:
        return True
    released = reading.period.basis is Basis.RELEASED
    when = release.released if released else release.when
    return when is not None and in_days(when, reading)


def _telling(
    own: Sequence[Evidence], release: Release, subject: frozenset[str], lexicon: Lexicon
) -> Evidence | None:
    """The opening sentence, or the best one with the whole subject where the opening lacks it."""
    first = opening(release)
    if subject <= _told_first(release, lexicon):
        leads = [one for one in own if first and one.passage.id == first.id]
        if leads:
            return min(leads, key=lambda one: one.start)
    return next((one for one in own if subject and subject <= set(stems(one.text))), None)
