"""What a question asserts of a meeting in passing, where the release describes it otherwise."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.cover import HOME_WORDS
from assistant.evidence import Evidence
from assistant.lexicon import Lexicon
from assistant.meeting_asked import Asked, asked_meeting, asserted_places, says_days
from assistant.records import AnswerKind, Basis, Reading
from assistant.wording import day_words
from index.countries import find_countries
from index.records import Format, Passage, PassageKind, Release
from index.words import COUNTRIES, stem, stems

VIRTUAL = re.compile(
    r"\b(?:online|virtual(?:ly)?|remote(?:ly)?|(?:by|via) video\w*)\b", re.IGNORECASE
)
IN_PERSON = re.compile(r"\b(?:offline|in[- ]person|face[- ]to[- ]face)\b", re.IGNORECASE)
TRAVEL = re.compile(
    r"\b(?:city|town|hotel|building|venue|travel\w*|fly|flew|gather\w*|hosted?|visit\w*)\b",
    re.IGNORECASE,
)
"""Words of a question that take for granted that a meeting had a place."""
OTHER_FORMATS = {
    Format.VIRTUAL: (IN_PERSON, "in person", "virtual"),
    Format.IN_PERSON: (VIRTUAL, "online", "in person"),
}
"""The format that a release describes, what a question may not assert then, and both in words."""
NUMBERS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
)
NUMBERED = re.compile(
    rf"\b(?P<number>\d{{1,4}}|{'|'.join(NUMBERS)})\s+(?P<noun>(?:[a-z][\w’'-]*\s+){{0,2}}?[a-z][\w’'-]*s|people)\b",
    re.IGNORECASE,
)
UNCOUNTED = frozenset(
    stem(word) for word in "years months weeks days hours minutes times sides".split()
)
ASKS_NUMBER = re.compile(
    r"\bhow many\b|\bnumber of\b|\bthe (?:other|first|last|next)\s*$", re.IGNORECASE
)


@dataclass(frozen=True)
class Contradiction:
    """A sentence that tells otherwise, and in one clause what of the question it tells otherwise."""

    sentence: Evidence
    note: str = ""


def told_otherwise(
    reading: Reading, evidence: Sequence[Evidence], lexicon: Lexicon
) -> Contradiction | None:
    """The sentence that gives another place, day, format or number than the question asserts.

    Args:
        evidence: scored sentences, best first, from inside and outside the asked period.
    """
    if reading.kind is AnswerKind.YES_NO:
        return None
    asked = asked_meeting(reading, evidence, lexicon)
    if asked is None:
        return None
    own = [one for one in evidence if one.release.id == asked.release.id]
    checks = (
        *_days(reading, asked, own),
        *_place(reading, asked, own, lexicon),
        *_no_place(reading, asked, own),
        *_format(reading, asked, own),
        *_number(reading, own),
    )
    return checks[0] if checks else None


def _days(reading: Reading, asked: Asked, own: Sequence[Evidence]) -> Iterator[Contradiction]:
    event = asked.release.event
    if reading.kind is AnswerKind.WHEN or event is None or reading.period is None:
        return
    if reading.period.basis is Basis.RELEASED or not says_days(reading, asked):
        return
    if event.first <= reading.period.last and reading.period.first <= event.last:
        return
    note = f"the question says {_bare(reading.period.words)}, the release {day_words(event)}"
    yield from _quoting(own, event.passage, event.evidence, note)


def _bare(words: str) -> str:
    """The words of a period without what leads to it."""
    return re.sub(r"^(?:in|on|during|of|at)\s+", "", words.strip(), flags=re.IGNORECASE)


def _place(
    reading: Reading, asked: Asked, own: Sequence[Evidence], lexicon: Lexicon
) -> Iterator[Contradiction]:
    meeting = asked.release.meeting
    if reading.kind is AnswerKind.WHERE or meeting is None:
        return
    held = meeting.place or ("" if meeting.format is not Format.VIRTUAL else "held online")
    known = _told_first(asked.release)
    for place in asserted_places(reading, asked):
        said = set(stems(place))
        small = place.islower() and not said & _places(lexicon)
        if not held or not said or small or said & (known | HOME_WORDS) or _is_month(place):
            continue
        if _country_of(place) & set(asked.release.countries):
            continue
        note = f"the question says {place}, the release {held}"
        yield from _quoting(own, meeting.passage, meeting.place, note)


def _no_place(reading: Reading, asked: Asked, own: Sequence[Evidence]) -> Iterator[Contradiction]:
    """A city or a journey asked of a meeting that was held online."""
    meeting = asked.release.meeting
    if meeting is None or meeting.format is not Format.VIRTUAL or meeting.place:
        return
    if reading.kind is AnswerKind.WHERE and TRAVEL.search(reading.question):
        yield from _quoting(own, meeting.passage, VIRTUAL, "the meeting was held online")


def _is_month(word: str) -> bool:
    return bool(
        re.match(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\d", word, re.I)
    )


def _places(lexicon: Lexicon) -> set[str]:
    """Names that may be places although they are typed in small letters."""
    return lexicon.proper | COUNTRIES


def _country_of(place: str) -> set[str]:
    whole = Passage("", "", "", 0, PassageKind.LEAD, "", 0, 0, len(place))
    return set(find_countries(place, (whole,)))


def _told_first(release: Release) -> set[str]:
    """The stems of the title and of the first paragraph, where a meeting's place and days stand."""
    first = next((one for one in release.passages if one.kind is PassageKind.LEAD), None)
    pieces = [release.text_of(one) for one in (release.paragraph(first.paragraph) if first else ())]
    return set(
        stems(" ".join([release.title, *pieces, release.meeting.place if release.meeting else ""]))
    )


def _format(reading: Reading, asked: Asked, own: Sequence[Evidence]) -> Iterator[Contradiction]:
    meeting = asked.release.meeting
    if meeting is None:
        return
    if meeting.format in OTHER_FORMATS:
        other, said, held = OTHER_FORMATS[meeting.format]
        if other.search(reading.question) and not other.search(asked.release.text):
            note = f"the question says {said}, the release {held}"
            marks = VIRTUAL if meeting.format is Format.VIRTUAL else IN_PERSON
            yield from _quoting(own, meeting.passage, marks, note)
        return
    said_online = VIRTUAL.search(reading.question) and not VIRTUAL.search(asked.release.text)
    if said_online and meeting.place and not meeting.format:
        note = f"the question says online, the release {meeting.place}"
        yield from _quoting(own, meeting.passage, meeting.place, note)


def _number(reading: Reading, own: Sequence[Evidence]) -> Iterator[Contradiction]:
    """Another number of the same things in the meeting's release, which has the asserted one nowhere."""
    for match in NUMBERED.finditer(reading.question):
        noun = stem(match["noun"].split()[-1])
        if noun in UNCOUNTED or ASKS_NUMBER.search(reading.question[: match.start()]):
            continue
        said = _value(match["number"])
        told = [
            (one, other)
            for one in own
            for other in NUMBERED.finditer(one.text)
            if stem(other["noun"].split()[-1]) == noun
        ]
        if told and all(_value(other["number"]) != said for _, other in told) and len(told) == 1:
            one, other = told[0]
            note = f"the question says {match['number']} {match['noun']}, the release {other[0]}"
            yield Contradiction(one, " ".join(note.split()))


def _value(number: str) -> int:
    return int(number) if number.isdigit() else NUMBERS.index(number.lower()) + 2


def _quoting(
    own: Sequence[Evidence], passage: str, words: str | re.Pattern[str], note: str
) -> Iterator[Contradiction]:
    """The sentence that prints a value: in its passage, else the first of the release that has it."""
    for one in sorted(own, key=lambda one: (one.passage.id != passage, one.start)):
        printed = words.search(one.text) if isinstance(words, re.Pattern) else words in one.text
        if printed:
            yield Contradiction(one, note)
            return
