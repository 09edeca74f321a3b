"""What of a meeting a comparison may ask for: who came, where, how, when, at what level, how much."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.evidence import Evidence
from assistant.values import MONEY, NUMBER, PEOPLE
from index.meeting import FORMATS, PLACE
from index.office_words import CALENDAR
from index.records import PassageKind
from index.words import stem


@dataclass(frozen=True)
class Facet:
    """A kind of value: the question's words for it, and how a sentence gives it.

    `value` is the printed words, '' where the sentence tells it without a single value, and None
    where it does not tell it.
    """

    words: re.Pattern[str]
    value: Callable[[Evidence], str | None]
    names: str = ""

    @property
    def stems(self) -> frozenset[str]:
        """The stems of words that only ask for it."""
        return frozenset(stem(word) for word in self.names.split())


COME = re.compile(
    r"\b(?:attend\w*|took\s+part|participa\w+|taking\s+part|drew|gather\w*|brought\s+together|joined"
    r"|in\s+attendance|present|represent\w+)\b",
    re.IGNORECASE,
)
VAGUE = re.compile(r"(?:several|once|twice|half|one\b)", re.IGNORECASE)
"""Number words that tell of a few of those who came, not of all."""
LED = re.compile(
    r"\b(?:led|headed|chaired|co-chaired|presided|level|rank|ministerial|represented\s+by|ministers)\b"
    r"|\bdirector(?:-general)?-level\b",
    re.IGNORECASE,
)


def _attendance(one: Evidence) -> str | None:
    return _counted(one, PEOPLE | {stem("representatives")})


def _countries(one: Evidence) -> str | None:
    return _counted(one, frozenset(map(stem, ("countries", "members", "states", "nations"))))


def _counted(one: Evidence, what: frozenset[str]) -> str | None:
    """A number with what it counts, in a sentence that tells who came."""
    text = _flat(one)
    if not (_opens(one) or COME.search(text)):
        return None
    for match in NUMBER.finditer(text):
        if VAGUE.match(match.group()):
            continue
        following = re.match(r"(?:\s+[\w’'-]+){1,4}", text[match.end() :])
        told = following.group().split() if following else []
        for place, word in enumerate(told, start=1):
            if stem(word) in what:
                return f"{match.group()} {' '.join(told[:place])}"
    return "" if COME.search(text) and _opens(one) else None


def _place(one: Evidence) -> str | None:
    meeting = one.release.meeting
    if meeting and meeting.place and meeting.place in _flat(one) and _opens(one):
        return meeting.place
    return None


def _format(one: Evidence) -> str | None:
    if not _opens(one):
        return None
    for _, pattern in FORMATS:
        if match := pattern.search(_flat(one)):
            return "" if len(match.group()) > 40 else match.group()
    place = PLACE.search(_flat(one))
    return "" if place and place["place"].split()[0] not in CALENDAR else None


def _level(one: Evidence) -> str | None:
    text = _flat(one)
    return "" if LED.search(text) and _opens(one) else None


def _money(one: Evidence) -> str | None:
    match = MONEY.search(_flat(one))
    return match.group().strip(" ,.") if match else None


def _date(one: Evidence) -> str | None:
    event = one.release.event
    return "" if event and event.passage == one.passage.id else None


def _opens(one: Evidence) -> bool:
    """True for a sentence of the first paragraph, where a release tells of its meeting itself."""
    return one.passage.number in ("1", "") and one.passage.kind is not PassageKind.HEAD


def _flat(one: Evidence) -> str:
    return " ".join(one.text.split())


FACETS = (
    Facet(
        re.compile(r"\b(?:rank|level|seniority|who\s+(?:led|headed|chaired))\b", re.IGNORECASE),
        _level,
        "rank level seniority led headed chaired attending attended",
    ),
    Facet(
        re.compile(
            r"\b(?:attendance|attendees|turnout|participants|participation|delegates|delegations|how\s+many\s+people|size)\b",
            re.IGNORECASE,
        ),
        _attendance,
        "attendance attendees turnout participants participation delegates delegations people size",
    ),
    Facet(
        re.compile(
            r"\b(?:how\s+many\s+(?:countries|members)|membership|number\s+of\s+(?:countries|members))\b",
            re.IGNORECASE,
        ),
        _countries,
        "countries members membership number",
    ),
    Facet(
        re.compile(r"\b(?:place|venue|where|city|cities|location)\b", re.IGNORECASE),
        _place,
        "place venue city location",
    ),
    Facet(
        re.compile(
            r"\b(?:format|in[\s-]person|virtual\w*|online|how\s+(?:was|were)\s+.*\bheld)\b",
            re.IGNORECASE,
        ),
        _format,
        "format person virtual virtually online",
    ),
    Facet(
        re.compile(
            r"\b(?:money|cost|costs|fund(?:s|ing)|budgets?|contributions?|amounts?|pledge[sd]?|how\s+much)\b",
            re.IGNORECASE,
        ),
        _money,
        "money cost costs funds funding budget budgets contribution contributions amount amounts pledge",
    ),
    Facet(re.compile(r"\b(?:when|dates?)\b", re.IGNORECASE), _date, "when date dates"),
)


def facet_of(question: str) -> Facet | None:
    """The kind of value that a question compares, None where it names none."""
    return next((one for one in FACETS if one.words.search(question)), None)
