"""The meetings of a series that a question asks for: held, recalled in a later release, or announced."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.cover import GENERIC, participants, question_terms
from assistant.evidence import Evidence
from assistant.lexicon import Lexicon, passage_stems
from assistant.records import AnswerKind, Reading
from assistant.selection import LISTED
from index.dates import find_dates
from index.event import span_of
from index.meeting import ORDINAL, ordinal_in
from index.records import DateSpan, Passage, PassageKind, Precision, Release
from index.words import COUNTRIES, stem, stems

MEETINGS = (
    r"(?:meeting|forum|fora|dialogue|consultation|conference|roundtable|round-table|summit|symposium"
    r"|seminar|workshop|webinar|congress|session|round|edition|committee|commission|council)s?|talks"
)
"""What meets or is a meeting, and no visit, call or ceremony."""
NOUN = re.compile(rf"\b(?:{MEETINGS})\b", re.IGNORECASE)
PLURAL = re.compile(
    r"\b(?:meetings|forums|fora|dialogues|consultations|conferences|round-?tables|summits|symposiums"
    r"|symposia|seminars|workshops|webinars|sessions|rounds|editions|talks)\b",
    re.IGNORECASE,
)
GENERAL = frozenset(
    stem(word)
    for word in "meeting session round edition time event so far venue format order gathering".split()
)
"""Words for any meeting: they tell no series apart."""
MET = re.compile(
    r"\bhow (?:often|many times) (?:has|have|had|did)\b.*"
    r"\b(?:met|meet|convened?|gather(?:ed)?|been held|taken? place|sat)\b",
    re.IGNORECASE,
)
"""A question for a number of meetings; "how often does it meet" asks for a rhythm."""
HELD = re.compile(
    r"\b(?:held|hosted|co-?hosted|took\s+place|taken\s+place|convened|met|opened|launched|chaired"
    r"|co-?chaired|attended|kicked\s+off|organi[sz]ed|participated|presided)\b",
    re.IGNORECASE,
)
AHEAD = re.compile(
    r"\b(?:will|would|to\s+(?:be\s+held|hold|host|convene|take\s+place|meet)|scheduled|planned"
    r"|slated|foreseen|next|upcoming|expected|offer(?:ed)?)\b",
    re.IGNORECASE,
)
"""Beside a meeting's number: it was still to come."""
NUMBERED = re.compile(
    rf"\s+(?:(?!(?:of|and|at|by|in|on|to|for)\b)[\w’'-]+\s+){{0,8}}?(?P<noun>{MEETINGS}|(?-i:[A-Z]{{2,}}))\b",
    re.IGNORECASE,
)
NEAR = 70
"""Signs behind a meeting's number within which its place and its day stand."""
IN_PLACE = re.compile(r"\b(?:in|at)\s+(?:the\s+)?((?:[A-Z][\w’'-]+)(?:\s[A-Z][\w’'-]+)*)")
MAX_READ = 40
"""Releases of a series whose opening is read beside the passages that the search found."""


ASKS_NEXT = re.compile(r"\b(?:next|following|reconvene\w*|meet again|after)\b", re.IGNORECASE)
"""A question about the meeting that comes after the one it names."""


@dataclass(frozen=True)
class Meeting:
    """A meeting of the series, with the sentence that tells of it; `ordinal` is 0 without one.

    `recalled` holds where no release of its own reports it, `announced` where it is only to come.
    """

    evidence: Evidence
    noun: str
    ordinal: int
    when: DateSpan | None
    recalled: bool = False
    announced: bool = False
    place: str = ""

    @property
    def day(self) -> int:
        """Its first day as an ordinal number, 0 where no day is known."""
        return self.when.first.toordinal() if self.when else 0


def asks_meetings(reading: Reading) -> bool:
    """True for a question that wants the meetings of a series one by one."""
    if reading.ordinal or reading.act in LISTED or reading.named("person"):
        return False
    if reading.kind in (AnswerKind.WHEN, AnswerKind.WHERE) and ASKS_NEXT.search(reading.question):
        return False
    listing = reading.kind in (
        AnswerKind.TIMELINE,
        AnswerKind.LIST,
        AnswerKind.WHEN,
        AnswerKind.WHERE,
    )
    return listing and bool(PLURAL.search(reading.corrected or reading.question))


def series_terms(reading: Reading, lexicon: Lexicon) -> frozenset[str]:
    """The question's words that stand in a title or a meeting's name; empty where none tells."""
    asked = question_terms(reading) - GENERAL - GENERIC - asked_places(reading)
    known = frozenset(term for term in asked if term in lexicon.head_frequency)
    named = [stems(name.canonical) for name in reading.names if name.kind == "acronym"]
    if any(not known & set(parts) for parts in named):
        return frozenset()
    return known


def asked_places(reading: Reading) -> frozenset[str]:
    """The stems of "in Oslo": they tell where a meeting was, and are no part of its name."""
    text = reading.corrected or reading.question
    return frozenset(one for match in IN_PLACE.finditer(text) for one in stems(match[1]))


def of_series(release: Release, terms: frozenset[str], lexicon: Lexicon) -> bool:
    """True when title and meeting name the series; a country may stand in the first paragraph."""
    missing = terms - lexicon.heads[release.id]
    return bool(terms) and (not missing or missing <= COUNTRIES & participants(release))


def _wanted(release: Release, reading: Reading, terms: frozenset[str], lexicon: Lexicon) -> bool:
    """True for a release of the series, or of any series where only a place is asked for."""
    if terms:
        return of_series(release, terms, lexicon)
    place = release.meeting.place if release.meeting else ""
    return bool(set(stems(place)) & asked_places(reading))


def further_passages(
    reading: Reading, releases: Sequence[Release], lexicon: Lexicon
) -> Iterator[tuple[Release, Passage]]:
    """The openings of the series' releases, newest first, where its meetings are asked for."""
    if not (asks_meetings(reading) or counts_meetings(reading)):
        return
    terms = series_terms(reading, lexicon)
    family = [one for one in releases if one.id in lexicon.heads and of_series(one, terms, lexicon)]
    family.sort(key=lambda one: one.when.first.toordinal() if one.when else 0, reverse=True)
    for release in family[:MAX_READ]:
        first = opening(release)
        if first:
            yield release, first


def counts_meetings(reading: Reading) -> bool:
    """True for a question for the number of meetings of a series."""
    if reading.kind not in (AnswerKind.HOW_MANY, AnswerKind.COUNT):
        return False
    question = reading.corrected or reading.question
    counted = re.search(
        r"\b(?:how many|number of)\s+"
        r"(?:(?!(?:did|do|does|was|were|is|are|has|have|had|will|of|at|in|that|which)\b)[\w’'-]+\s+){0,9}?"
        rf"(?:{PLURAL.pattern}|times\b.*\b(?:met|meet|held|convened?|gather))",
        question,
        re.IGNORECASE,
    )
    return not reading.ordinal and bool(counted or MET.search(question))


def opening(release: Release) -> Passage | None:
    """The lead of a release's first paragraph."""
    return next((one for one in release.passages if one.kind is PassageKind.LEAD), None)


def meetings_of(reading: Reading, evidence: Sequence[Evidence], lexicon: Lexicon) -> list[Meeting]:
    """The meetings of the asked series in the order of their days, each once.

    One that its own release reports goes before one that a later release recalls, and that before
    an announcement.
    """
    terms = series_terms(reading, lexicon)
    wanted = [one for one in evidence if _wanted(one.release, reading, terms, lexicon)]
    found = [*_reported(wanted)]
    nouns = {one.noun for one in found}
    if not nouns:
        return []
    found += [*_recalled(evidence, terms, nouns, lexicon)] if terms else []
    found.sort(key=lambda one: (one.announced, one.recalled, one.day))
    kept: list[Meeting] = []
    for one in found:
        if not any(_same(one, other) for other in kept):
            kept.append(one)
    return sorted(_in_place(reading, kept), key=lambda one: (one.day, one.ordinal))


def _in_place(reading: Reading, meetings: Sequence[Meeting]) -> list[Meeting]:
    """Those held at the asked place, where the question names the place of one."""
    asked = asked_places(reading)
    there = [one for one in meetings if asked & set(stems(one.place))]
    return there or list(meetings)


def _same(one: Meeting, other: Meeting) -> bool:
    """True for two tellings of one meeting: the same number in the series, or the same days."""
    if one.ordinal and other.ordinal:
        return one.ordinal == other.ordinal and one.noun == other.noun
    exact = (Precision.DAY, Precision.RANGE)
    return bool(
        one.when
        and other.when
        and one.when.precision in exact
        and other.when.precision in exact
        and one.when.overlaps(other.when)
    )


def _reported(evidence: Sequence[Evidence]) -> Iterator[Meeting]:
    """The meetings that a release of the series reports or announces in its opening."""
    seen = set()
    for one in sorted(evidence, key=lambda one: one.start):
        release, first = one.release, opening(one.release)
        if release.id in seen or first is None or one.passage.id != first.id:
            continue
        meeting = release.meeting
        noun = _noun_of(meeting.name) if meeting else _noun_of(one.text)
        if noun and (meeting or HELD.search(one.text)):
            seen.add(release.id)
            ordinal = meeting.ordinal if meeting else 0
            place = meeting.place if meeting else ""
            places = f"{place} {' '.join(_places(one.text))}"
            yield Meeting(
                one, noun, ordinal, release.when, announced=release.announces, place=places
            )


def _noun_of(name: str) -> str:
    """What a meeting is: the last noun before the topic, "meeting" where a body meets."""
    found = [match.group().lower() for match in NOUN.finditer(name)]
    nouns = [one for one in found if not one.startswith(("committee", "commission", "council"))]
    return _singular(nouns[0]) if nouns else "meeting" if found else ""


@lru_cache(maxsize=1000)
def _singular(noun: str) -> str:
    return {"fora": "forum", "talks": "talks", "session": "meeting", "sessions": "meeting"}.get(
        noun, noun.rstrip("s")
    )


def _recalled(
    evidence: Sequence[Evidence], terms: frozenset[str], nouns: set[str], lexicon: Lexicon
) -> Iterator[Meeting]:
    """The meetings that a sentence looks back on by number: "the 2nd Dialogue, held in Oslo"."""
    for one in evidence:
        if not of_series(one.release, terms, lexicon) and not terms <= passage_stems(one.text):
            continue
        text = " ".join(one.text.split())
        for match in ORDINAL.finditer(text):
            told = NUMBERED.match(text[match.end() :])
            if not told:
                continue
            noun = told["noun"]
            noun = _own_noun(one.release) if noun.isupper() else _singular(noun.lower())
            noun = "meeting" if noun in ("round", "edition") and noun not in nouns else noun
            number = ordinal_in(match.group())
            own = one.release.meeting
            if noun not in nouns or (own and own.ordinal <= number and own.ordinal):
                continue
            start, end = match.start(), match.end() + told.end()
            if _was_held(text, start, end):
                near = text[end : end + NEAR]
                when = _day(near, one.release)
                yield Meeting(one, noun, number, when, recalled=True, place=" ".join(_places(near)))


def _own_noun(release: Release) -> str:
    return _noun_of(release.meeting.name) if release.meeting else "meeting"


def _was_held(text: str, start: int, end: int) -> bool:
    """True when the words around a meeting's number tell that it took place."""
    before, after = text[max(0, start - 40) : start], text[end : end + NEAR]
    if AHEAD.search(re.split(r"[.;]", before)[-1]) or AHEAD.search(after.split(",")[0]):
        return False
    held = HELD.search(after) or re.search(
        r"\b(?:held|hosted|convened)\s+(?:its|the|their)\s*$", before
    )
    return bool(held) or (
        bool(re.search(r"\b(?:at|since|after|following|during)\s+(?:the|its|their)\s*$", before))
        and bool(find_dates(after, None))
    )


def _day(near: str, release: Release) -> DateSpan | None:
    anchor = release.released or release.event
    mention = next(iter(find_dates(near, anchor.first if anchor else None)), None)
    return span_of(mention, "") if mention else None


def _places(text: str) -> list[str]:
    return [match[1] for match in IN_PLACE.finditer(text)]
