"""What a written sentence says in figures and dates, against what its evidence says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.acts import VERBS, act_of
from index.dates import DateMention, find_dates
from index.meeting import ORDINALS
from index.records import (
    Act,
    DateSpan,
    Precision,
    Provenance,
    Release,
    Statement,
)
from index.words import stem


def any_of(listed: str) -> re.Pattern[str]:
    """A pattern for any of the words, written with `*` for any ending and `_` for a space."""
    forms = "|".join(re.escape(one) for one in listed.split())
    return re.compile(rf"\b(?:{forms})\b".replace(r"\*", r"\w*").replace("_", " "), re.IGNORECASE)


RELATIVE = any_of(
    "last_week last_month last_quarter next_week next_month next_quarter this_week this_month "
    "yesterday today tomorrow early mid late end_of beginning_of start_of "
    "monday tuesday wednesday thursday friday saturday sunday"
)
LIMIT = re.compile(
    r"\b(by|until|till|before|after|since|prior to)\s+(?:the\s+)?(?:\w+\s+of\s+)?$", re.I
)
"""Before a date: it is no day of the event, so the sentence itself must print it."""
PUBLISHED = any_of("released recalled reported published posted")
MARKED = re.compile(r"\s*[,(]?\s*(?:the )?(?:year |date )?inferred\b", re.IGNORECASE)
CODE = re.compile(r"\b[A-Za-z]+[-‐–]?\d\w*|\b\d+(?!st\b|nd\b|rd\b|th\b)[A-Za-z]\w*")
"""A name with a figure in it: COVID-19, G20, 5G."""
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
VALUES = {word: str(number) for number, word in enumerate(_ONES.split())}
VALUES |= {word: f"{ten}0" for ten, word in enumerate(_TENS.split(), 2)} | {"both": "2"}
_COUNTED = (
    r"once|twice|thrice|doubled?|tripled?|hal(?:f|ved)|quarters?|dozens?|hundreds?|thousands"
    r"|millions|billions"
)
NUMBER = re.compile(
    rf"""(?x)(?:\b(?P<up>more\ than|over|above|exceed\w*|surpass\w*|at\ least|no\ fewer\ than)
      |(?P<down>less\ than|fewer\ than|under|below|up\ to|at\ most|no\ more\ than)
      |(?P<about>about|around|approximately|some|nearly|almost|roughly))?\s*
    (?P<money>[$€£¥₩])?\s*
    (?P<value>(?<![A-Za-z][-‐–])(?<![\w.])\d[\d,]*(?:\.\d+)?(?=st\b|nd\b|rd\b|th\b|\b)
      |\b(?:{"|".join([*VALUES, _COUNTED, *ORDINALS])})\b)
    (?P<nth>st|nd|rd|th)?
    (?:[\s-]*(?P<scale>percent|per\ cent|%|hundred|thousand|million|billion|trillion|dozen)(?!\w))?
    (?:[\s-]+(?P<unit>won|dollars?|euros?|yen|yuan|years?|months?|weeks?|days?|hours?|minutes?
      |km|kilomet\w+|tons?|times)\b)?
    (?:[\s-]+(?P<after>\w+))?""",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Scope:
    """What a sentence is held against: the evidence, its statements, and the title and meeting.

    `whole` is true when the evidence is all of its passage, and not one of its sentences.
    """

    release: Release
    own: str
    head: str
    carried: tuple[Statement, ...]
    whole: bool

    @property
    def all(self) -> str:
        """All words that may name someone: actors who are printed earlier belong to them."""
        return " ".join([self.own, self.head, *(flat(one.actor) for one in self.carried)])


def flat(text: str) -> str:
    """One line, straight apostrophes; the Korean Peninsula names no country."""
    text = " ".join(text.replace("’", "'").split())
    return re.sub(r"\bKorean Peninsula\b", "Peninsula", text)


def without_dates(text: str) -> str:
    for mention in reversed(find_dates(text, None)):
        text = text[: mention.start] + " " + text[mention.end :]
    return text


def wrong_dates(sentence: str, scope: Scope) -> list[str]:
    """Dates that neither evidence nor head prints and that are not the day of the event."""
    anchor, own = scope.release.released or scope.release.event, scope.own
    printed = _printed(own, anchor)
    told = [*printed, *_printed(scope.head, anchor), *_event_days(sentence, scope)]
    open_here, open_there = (_open_days(text) for text in (own, scope.head))
    said = f"{own} {scope.head}".lower()
    wrong = [f"date {words}" for words in RELATIVE.findall(sentence) if words.lower() not in said]
    for one, end in _joined(find_dates(sentence, anchor.first if anchor else None), sentence):
        limit = LIMIT.search(sentence[: one.start])
        known = printed if limit else told
        if limit and not re.search(rf"\b{limit[1]}\b", own, re.IGNORECASE):
            known = []
        fitting = [date.provenance for date in known if _carries(date, one)]
        inside = any(_carries(date, one) for date in printed) or _day(one) in open_here
        if not fitting and (one.has_year or _day(one) not in [*open_here, *open_there]):
            wrong.append(f"date {one.words}")
        elif not inside and not _opens(one, sentence, bool(printed or open_here)):
            wrong.append(f"when {one.words}: the day of the event, not of this")
        elif one.has_year and set(fitting) == {Provenance.INFERRED}:
            wrong += [] if MARKED.match(sentence[end:]) else [f"date {one.words}: inferred"]
    return wrong


def _open_days(text: str) -> list[tuple[int, int, int, int]]:
    """The days that a text prints without a year."""
    return [_day(one) for one in find_dates(text, None) if not one.first]


def _opens(mention: DateMention, sentence: str, dated: bool) -> bool:
    """True when a day that only the release gives dates the whole sentence, and nothing in it."""
    before = sentence[: mention.start]
    acts = {act_of(match) for match in VERBS.finditer(before)}
    opening = re.match(r"(?:On|In|At|During|From)\b[^,]*$", before)
    return bool(opening) and acts <= {Act.TOOK_PLACE} and not dated


def _event_days(sentence: str, scope: Scope) -> list[DateSpan]:
    """The day of what the evidence tells: its own (recap) date, else the release's."""
    release = scope.release
    given = [one.event for one in scope.carried]
    days = [one for one in given if one]
    if scope.whole or None in given or not given:
        days += [one for one in (release.event or release.released,) if one]
    if release.released and PUBLISHED.search(sentence):
        days.append(release.released)
    return days


def _printed(text: str, anchor: DateSpan | None) -> list[DateSpan]:
    """The dates of a text; those without a year are of unknown provenance: they carry no year."""
    return [
        DateSpan(
            one.first,
            one.last,
            one.precision,
            Provenance.STATED if one.has_year else Provenance.UNKNOWN,
        )
        for one in find_dates(text, anchor.first if anchor else None)
        if one.first and one.last
    ]


def _joined(mentions: Sequence[DateMention], sentence: str) -> list[tuple[DateMention, int]]:
    """The mentions and where they end; "5 April 2020 to 16 June 2020" is one interval."""
    joined: list[tuple[DateMention, int]] = []
    for mention in mentions:
        first, end = joined[-1] if joined else (mention, mention.end)
        between = sentence[end : mention.start]
        if (
            first.first
            and mention.last
            and re.fullmatch(r"\s*(?:to|until|through|-|–)\s*", between)
        ):
            both = replace(first, last=mention.last, precision=Precision.RANGE)
            joined[-1] = replace(both, words=sentence[first.start : mention.end]), mention.end
        else:
            joined.append((mention, mention.end))
    return joined


def _carries(known: DateSpan, mention: DateMention) -> bool:
    """True when a known date is the mentioned one, or lies in that month, quarter or year."""
    if mention.first is None or mention.last is None:
        if mention.precision is Precision.MONTH:
            return known.first.month == known.last.month == mention.month
        ends = (known.first.month, known.first.day, known.last.month, known.last.day)
        return _day(mention) == ends
    if mention.has_year and known.provenance is Provenance.UNKNOWN:
        return False
    if mention.first == known.first and mention.last == known.last:
        return True
    wider = mention.precision in (Precision.MONTH, Precision.QUARTER, Precision.YEAR)
    return wider and mention.first <= known.first and known.last <= mention.last


def _day(mention: DateMention) -> tuple[int, int, int, int]:
    first, last = mention.first, mention.last
    if first and last:
        return first.month, first.day, last.month, last.day
    month, day = mention.month, mention.day
    return month, day, mention.last_month or month, mention.last_day or day


def wrong_numbers(sentence: str, scope: Scope) -> list[str]:
    """Numbers of another value, scale, unit or limit; an ordinal may be the meeting's."""
    known = [_number(one)[:-1] for one in NUMBER.finditer(without_dates(scope.own))]
    titled = [_number(one) for one in NUMBER.finditer(without_dates(scope.head))]
    wrong = []
    for match in NUMBER.finditer(without_dates(sentence)):
        *number, after = _number(match)
        same = any(one[:4] == number[:4] and number[4] in (one[4], "") for one in known)
        if not same and not any(
            one[:-1] == number and (number[2] or one[-1] == after) for one in titled
        ):
            wrong.append(f"number {match['value']}")
    codes = set(CODE.findall(re.sub("[‐–]", "-", f"{scope.own} {scope.head}").lower()))
    spelt = CODE.findall(re.sub("[‐–]", "-", sentence).lower())
    return wrong + [f"name {code}" for code in spelt if code not in codes]


def _number(match: re.Match[str]) -> list[str]:
    """Limit, value, whether ordinal, scale, unit, next word: all comparable."""
    value = match["value"].lower().rstrip(",").replace(",", "")
    limit = next((name for name in ("up", "down", "about") if match[name]), "")
    nth = "nth" if match["nth"] or value in ORDINALS else ""
    value = str(ORDINALS[value]) if value in ORDINALS else VALUES.get(value, value)
    scale = re.sub("per cent|%", "percent", (match["scale"] or "").lower())
    unit = match["money"] or stem(match["unit"] or "")
    unit = {"$": "dollar", "€": "euro", "¥": "yen", "₩": "won"}.get(unit, unit)
    return [limit, value, nth, scale, unit, stem(match["after"] or "")]
