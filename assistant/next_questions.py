"""Questions that follow from a release: its meeting, the series of it, what people there said."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from assistant.values import family_name
from index.countries import name as country_name
from index.country_words import CODES
from index.meeting_names import ORDINAL, ORDINALS, ordinal_in, series_key
from index.organisations import organisation_aliases
from index.records import Act, Modality, Release
from index.words import stems

LONGEST = 115
"""Characters of a question that can be read at a glance."""
HOME, HOME_NAME = "KR", "Korea"
"""The country of the archive's ministry, and what questions call it."""
SAYING = {
    Act.PROPOSED: "propose",
    Act.STRESSED: "stress",
    Act.CALLED_FOR: "call for",
    Act.STATED: "say",
}
"""What somebody did with words, the most telling first, as a question asks for it."""
NOTHING_SAID = re.compile(
    r"(?:the\s+)?(?:other\s+)?(?:participants?|sides?|two sides|officials?|members?|they|he|she|it|meeting|forum)$",
    re.IGNORECASE,
)
WORDS = 4
"""Words of a side that is named in a question, at most."""
LONG = 90
"""Characters from which a question says when somebody spoke instead of where."""
TO_COME = re.compile(
    r"\b(?:will|would|is to|are to|to) (?:be )?(?:held|hold|host|hosted|take place|meet|convene)\b"
    r"|\bscheduled\b|\bslated for\b",
    re.IGNORECASE,
)
"""Words that tell when or where a meeting is to be."""
NEXT = re.compile(r"\bnext\b|\bfollowing\b", re.IGNORECASE)
WORDED = {number: word for word, number in reversed(ORDINALS.items()) if word != "inaugural"}
SHOWN_WORDED = 10
"""Ordinals up to which they are written out."""


@dataclass(frozen=True)
class Candidate:
    """A question with the releases it is about; `least` of them an answer to it has to quote.

    `asks` is what it asks of them, the same for all wordings of one question; `tells` are words
    that the quotation has to have, where an answer may be about something near instead.
    """

    question: str
    releases: frozenset[str]
    asks: str = ""
    least: int = 1
    tells: re.Pattern[str] | None = None


def next_questions(release: Release, releases: Sequence[Release]) -> list[Candidate]:
    """What to ask next about a release: of its meeting, of the series, and of who spoke, by turns.

    Args:
        releases: all releases that may be quoted.
    """
    name = called(release, releases)
    found = [
        list(_of_meeting(release, name)),
        list(_of_series(release, releases)),
        list(_of_speakers(release, name)),
    ]
    turns = chain.from_iterable(zip_longest(*found))
    return [one for one in turns if one is not None and len(one.question) <= LONGEST]


def called(release: Release, releases: Sequence[Release]) -> str:
    """The meeting of a release as a question names it ("the second KRRI meeting"), '' without one."""
    meeting = release.meeting
    if meeting is None or len(stems(meeting.series)) < 2:
        return ""
    series = series_called(release)
    if meeting.ordinal:
        return f"the {_ordinal(meeting.ordinal)} {series}"
    several = len(series_of(release, releases)) > 1 or re.search(r"\b(?:19|20)\d\d\b", meeting.name)
    return (
        f"the {release.event.first.year} {series}" if several and release.event else f"the {series}"
    )


def series_called(release: Release) -> str:
    """The series of a release's meeting, the acronym in front where one stands for its subject."""
    assert release.meeting
    series = " ".join(release.meeting.series.replace("“", "").replace("”", "").split())
    for acronym in release.acronyms:
        long = re.escape(" ".join(acronym.long.split()))
        if match := re.fullmatch(rf"(?P<noun>.+?) (?:on|of|for) (?:the )?{long}", series, re.I):
            return f"{acronym.short} {match['noun']}"
    return ORDINAL.sub("", series).strip()


def series_of(release: Release, releases: Sequence[Release]) -> list[Release]:
    """The releases that report meetings of one series, in the order of their days."""
    if release.meeting is None:
        return []
    key = series_key(release.meeting.series)
    found = [
        one
        for one in releases
        if one.meeting and series_key(one.meeting.series) == key and one.when and not one.announces
    ]
    return sorted(found, key=lambda one: (one.when.first if one.when else None, one.id))


def _ordinal(number: int) -> str:
    if number <= SHOWN_WORDED:
        return WORDED[number]
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10)
    return f"{number}{ending or 'th'}"


def _did(release: Release, act: Act) -> bool:
    """True where a release tells of an act as done."""
    return any(
        one.act is act and one.modality is Modality.FACT and not one.negated
        for one in release.statements
    )


def _of_meeting(release: Release, name: str) -> Iterator[Candidate]:
    own = frozenset((release.id,))
    if not name:
        yield from _of_two_countries(release)
        return
    if _did(release, Act.AGREED):
        yield Candidate(f"What was agreed at {name}?", own, "agreed")
    if _did(release, Act.PROPOSED):
        yield Candidate(f"What was proposed at {name}?", own, "proposed")
    yield Candidate(f"Which countries took part in {name}?", own, "who")
    if release.event:
        yield Candidate(f"When was {name} held?", own, "when")


def _of_two_countries(release: Release) -> Iterator[Candidate]:
    """What a visit or talks with one country led to, where no meeting has a name."""
    titled = {CODES[term] for term in stems(release.title) if term in CODES} - {HOME}
    if len(titled) == 1 and release.when and _did(release, Act.AGREED):
        both = f"{HOME_NAME} and {country_name(titled.pop())}"
        question = f"What did {both} agree in {release.when.first:%B %Y}?"
        yield Candidate(question, frozenset((release.id,)), "agreed")


def _of_series(release: Release, releases: Sequence[Release]) -> Iterator[Candidate]:
    """The meeting after this one, or before it, and what all of them led to."""
    held = series_of(release, releases)
    if len(held) < 2 or release not in held:
        last = release in held and not release.announces
        yield from _of_the_next(release) if last else ()
        return
    place = held.index(release)
    for other in (*held[place + 1 : place + 2], *reversed(held[max(0, place - 1) : place])):
        name = called(other, releases)
        if name and name != called(release, releases) and _did(other, Act.AGREED):
            yield Candidate(f"What was agreed at {name}?", frozenset((other.id,)), "agreed")
            break
    if sum(_did(one, Act.AGREED) for one in held) > 1:
        question = f"What has been agreed at the {series_called(release)} so far?"
        yield Candidate(question, frozenset(one.id for one in held), "agreed", 2)
    if release is held[-1]:
        yield from _of_the_next(release)


def _of_the_next(release: Release) -> Iterator[Candidate]:
    """When the meeting after the last one is to be, where the release may tell it."""
    if release.meeting is None or len(stems(release.meeting.series)) < 2:
        return
    number = release.meeting.ordinal + 1 if release.meeting.ordinal else 0
    for passage in release.passages:
        text = release.text_of(passage)
        meant = NEXT.search(text) or any(
            ordinal_in(one.group()) == number for one in ORDINAL.finditer(text) if number
        )
        if meant and TO_COME.search(text):
            question = f"When will the next {series_called(release)} be held?"
            yield Candidate(question, frozenset((release.id,)), "next", tells=TO_COME)
            break


def _of_speakers(release: Release, name: str) -> Iterator[Candidate]:
    """What the people and sides that a release quotes said, each once."""
    when = f"in {release.when.first:%B %Y}" if release.when else ""
    told: set[str] = set()
    for act, verb in SAYING.items():
        for one in release.statements:
            who = _speaker(one.actor, release) if one.act is act and not one.negated else ""
            question = f"What did {who} {verb} at {name}?"
            if not name or len(question) > LONG:
                question = f"What did {who} {verb} {when}?" if when else ""
            if who and question and who not in told:
                told.add(who)
                yield Candidate(question, frozenset((release.id,)), f"{verb} {who}")


def _speaker(actor: str, release: Release) -> str:
    """Who speaks, as a question names them: the whole name of a person, a country, a side."""
    words = " ".join(actor.split())
    for person in release.people:
        if re.search(rf"\b{re.escape(family_name(person.name))}\b", words):
            return person.name
    if not words or NOTHING_SAID.match(words) or len(words.split()) > WORDS or "," in words:
        return ""
    bare = re.sub(r"^The\b", "the", words)
    bodies = {one for body in release.organisations for one in (body, *organisation_aliases(body))}
    known = set(CODES) | {one for body in bodies for one in stems(body) if body.isupper()}
    return bare if set(stems(bare)) & known else ""
