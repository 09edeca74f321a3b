"""Counts: the number first, then what proves it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.concern import MIN_COVERAGE, in_days
from assistant.evidence import Evidence
from assistant.lexicon import Lexicon
from assistant.records import Reading, Status
from assistant.selection import Form, Line, Selection, refused
from assistant.series import PLURAL, Meeting, asked_places, counts_meetings, meetings_of
from assistant.values import NUMBER, counted, find_value
from assistant.wording import AT_LEAST, NUMBER_WORDS
from index.meeting import ORDINALS
from index.records import PassageKind
from index.words import COUNTRIES, STOPWORDS, stem, stems

READ = 12
"""Sentences in which a printed number is looked for."""
OF_MEETINGS = re.compile(rf"{PLURAL.pattern}|\b(?:times|twice)\b", re.IGNORECASE)
"""What a printed number of meetings counts; one meeting is no number of them."""
SURE = 0.8
"""Share of the question's words with which a sentence's own number goes before counting."""
TOGETHER, APART = 0.15, -0.05
"""What it adds to a sentence's score that the counted noun and the asked verb stand in it."""
AS_GOOD = 0.7
"""Share of the best score from which a newer sentence replaces it where the present is asked."""
NOW = re.compile(r"\b(?:now|currently|today|at present|so far|to date|by now)\b", re.IGNORECASE)
_FIGURE = r"(?:\d[\d,.]*|[a-z]+(?:-[a-z]+)?)"
BROUGHT = re.compile(
    rf"\b(?:br(?:ing|ought)\w*|rais\w+|increas\w+)\s+(?:to\s+(?P<first>{_FIGURE})\s+the\s+(?:total\s+)?number\s+of"
    rf"\s+(?P<what>[\w-]+)|(?:the\s+)?(?:total\s+)?(?:number\s+of\s+)?(?P<noun>[\w-]+)\s+to\s+(?P<last>{_FIGURE}))\b",
    re.IGNORECASE,
)
"""A number as it stands after a change: "bringing the number of members to eleven"."""
ADMITTED = re.compile(
    rf"\bas\s+(?:the|its|their)\s+(?P<nth>(?:\d+(?:st|nd|rd|th)|{'|'.join(ORDINALS)})\s+(?P<noun>[\w-]+))\b",
    re.IGNORECASE,
)
"""The newest of those that are counted: "admitted as the seventh member"."""


def count(reading: Reading, evidence: Sequence[Evidence], lexicon: Lexicon) -> Selection | None:
    """The number asked for with what proves it; None where no count is asked or found."""
    if counts_meetings(reading):
        counted_ones = _of_meetings(reading, evidence, lexicon)
        return counted_ones or refused(Status.NOT_IN_ARCHIVE, evidence)
    what = counted(reading.question)
    if not what:
        return None
    return _standing(reading, evidence, what) or _titled(reading, evidence, what)


def _of_meetings(
    reading: Reading, evidence: Sequence[Evidence], lexicon: Lexicon
) -> Selection | None:
    """How many meetings were held: a printed number, else those that the archive tells of."""
    held = [one for one in meetings_of(reading, evidence, lexicon) if not one.announced]
    if reading.period:
        held = [one for one in held if one.when and in_days(one.when, reading)]
    printed = _printed(reading, evidence, held)
    if printed:
        return Selection(Status.ANSWERED, (printed,))
    if not held:
        return None
    lines = tuple(Line(one.evidence, when=one.when) for one in held)
    numbers = [one.ordinal for one in held]
    highest = max(numbers)
    limited = asked_places(reading) & {part for one in held for part in stems(one.place)}
    whole = sorted(numbers) == list(range(1, highest + 1)) and len({one.noun for one in held}) == 1
    if highest > len(held) and not limited and not _by_country(reading):
        lines = tuple(
            _at_least(line) if one.ordinal == highest and not one.recalled else line
            for line, one in zip(lines, held, strict=True)
        )
    return Selection(Status.ANSWERED, lines, form=Form.COUNT, whole=whole and not limited)


def _by_country(reading: Reading) -> bool:
    """True where nothing but a country limits the meetings: their numbers are of several series."""
    return bool(reading.terms) and set(reading.terms) <= COUNTRIES | {stem("meeting")}


def _at_least(line: Line) -> Line:
    meeting = line.evidence.release.meeting
    number = meeting.ordinal if meeting else 0
    return replace(line, value=f"{AT_LEAST}{NUMBER_WORDS.get(number, number)}") if number else line


def _printed(
    reading: Reading, evidence: Sequence[Evidence], held: Sequence[Meeting]
) -> Line | None:
    """The sentence that gives the number itself, unless a later meeting has made it too small."""
    nouns = counted(reading.question) | {stem(one.noun) for one in held} | {stem("rounds")}
    found = []
    for one in evidence[:READ]:
        text = " ".join(one.text.split())
        if (number := _brought(text, nouns)) and one.cover.presence >= MIN_COVERAGE:
            found.append(Line(one, value=number))
        elif one.cover.coverage >= SURE:
            value = find_value(reading, one.release, text, one.statements)
            if value and OF_MEETINGS.search(value):
                found.append(Line(one, value=value))
    found = [line for line in found if _number(line.value) >= len(held)]
    return max(found, key=_latest, default=None)


def _latest(line: Line) -> int:
    when = line.evidence.release.when
    return when.last.toordinal() if when else 0


def _number(value: str) -> int:
    """The number that printed words begin with, a large one where it is none."""
    words = {word: number for number, word in NUMBER_WORDS.items()}
    for word in value.lower().split():
        if word in words:
            return words[word]
        if word.strip(",.").isdigit():
            return int(word.strip(",."))
    return 1_000


def _brought(text: str, what: set[str]) -> str:
    """The number to which a sentence says that the counted things have come, '' for none."""
    for match in BROUGHT.finditer(text):
        noun, number = match["what"] or match["noun"], match["first"] or match["last"]
        if stem(noun) in what and NUMBER.fullmatch(number):
            return number
    return ""


def _standing(reading: Reading, evidence: Sequence[Evidence], what: set[str]) -> Selection | None:
    """The number of members and the like as it stands after the newest change."""
    found = []
    for one in evidence:
        text = " ".join(one.text.split())
        value = _brought(text, what)
        if not value and (match := ADMITTED.search(text)) and stem(match["noun"]) in what:
            value = match["nth"]
        if value and (one.cover.presence >= MIN_COVERAGE):
            found.append(Line(one, value=value))
    if not found:
        return None
    newest = max(found, key=_latest)
    plain = [
        one
        for one in evidence[:READ]
        if find_value(reading, one.release, " ".join(one.text.split()), one.statements)
        and _latest(Line(one)) > _latest(newest)
        and one.cover.coverage >= SURE
    ]
    if plain and not NOW.search(reading.question):
        return None
    return Selection(Status.ANSWERED, (newest,))


def with_verb(reading: Reading, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The sentences with those ahead in which the counted noun and the asked verb stand together."""
    what, verb = counted(reading.question), _verb(reading.question)
    if not what or not verb:
        return list(evidence)
    marked = []
    for one in evidence:
        given = set(stems(one.text))
        bonus = TOGETHER if verb in given and what & given else 0.0 if verb in given else APART
        marked.append(replace(one, score=one.score + bonus))
    return sorted(marked, key=lambda one: (-one.score, one.release.id, one.start))


def _verb(question: str) -> str:
    """The stem of the verb behind what is counted ("how many countries signed"), '' for none."""
    match = re.search(r"\b(?:how many|number of)\s+(?P<rest>.+)", question, re.IGNORECASE)
    if not match:
        return ""
    words = re.findall(r"[\w’'-]+", match["rest"])
    what = counted(question)
    place = next((at for at, word in enumerate(words) if set(stems(word)) & what), None)
    if place is None:
        return ""
    behind = (word for word in words[place + 1 :] if word.lower() not in STOPWORDS)
    return stem(next(behind, ""))


def _titled(reading: Reading, evidence: Sequence[Evidence], what: set[str]) -> Selection | None:
    """The number that a title gives for what is counted, with the sentence that has the verb."""
    verb = _verb(reading.question)
    if not verb:
        return None
    for one in evidence[:READ]:
        title = " ".join(one.release.title.split())
        if one.passage.kind is PassageKind.HEAD or not {verb} <= set(stems(title)):
            continue
        value = _in_title(title, what)
        if value and verb in stems(one.text) and one.cover.presence >= SURE:
            return Selection(Status.ANSWERED, (Line(one, value=value),))
    return None


def _in_title(title: str, what: set[str]) -> str:
    """The number with the words up to the noun that it counts, '' where the title has none."""
    for match in NUMBER.finditer(title):
        words = title[match.end() :].split()[:3]
        for place, word in enumerate(words, start=1):
            if stem(word) in what:
                return f"{match.group()} {' '.join(words[:place])}"
    return ""
