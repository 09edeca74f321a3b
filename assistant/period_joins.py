"""How the times of a question go together: the words before, behind and between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import pairwise

from assistant.period_basis import basis_of
from assistant.period_calendar import FIRST_DAY, LAST_DAY, ONE_DAY, Days, around, in_common, unit_of
from assistant.period_forms import WEEKDAY
from assistant.period_meant import REACH, text_before
from assistant.period_mentions import Mention, settled
from assistant.records import Basis, Where

_FILLER = (
    r"(?:\s+(?:the|around|about|roughly|approximately|say|month\s+of|year|calendar\s+year|course\s+of"
    rf"|period|date\s+of|day\s+of|morning\s+of|evening\s+of|{WEEKDAY}),?)*\s*$"
)


class Side(Enum):
    """Which days beside a time are asked about."""

    WITHIN = "within"
    SINCE = "since"
    AFTER = "after"
    BEFORE = "before"
    UNTIL = "until"


LEADS = (
    (
        Side.SINCE,
        r"as\s+from|(?:no|not)\s+(?:earlier|sooner)\s+than|not\s+before|(?:in|on|at)\s+or\s+after",
    ),
    (Side.UNTIL, r"(?:no|not)\s+later\s+than|not\s+after|(?:in|on|at)\s+or\s+before"),
    (
        Side.AFTER,
        r"post-|after|(?:later|newer|more\s+recent|younger)\s+than|subsequent\s+to|beyond",
    ),
    (
        Side.BEFORE,
        r"pre-|before|prior\s+to|(?:earlier|older)\s+than|ahead\s+of|preceding|(?:run-?up|leading\s+up)\s+to",
    ),
    (
        Side.SINCE,
        r"since(?:\s+(?:as\s+early\s+as|back\s+in|in))?|(?:starting|beginning|effective)(?:\s+(?:in|from|on|with|of))?"
        r"|as\s+(?:of|from)\s+(?=.*\bonwards?)",
    ),
    (
        Side.UNTIL,
        r"from\s+(?:its|the|their|his|her)\s+(?:very\s+)?(?:start|beginning|outset|founding|origins?"
        r"|creation|launch)\s+(?:up\s+)?(?:to|until|till|through)"
        r"|until|till|'til|til|by|up\s+(?:to|until|till|through)(?:\s+and\s+including)?|through|thru|as\s+(?:of|at)",
    ),
)
LEAD = tuple((side, re.compile(rf"(?:^|\b)(?:{words}){_FILLER}")) for side, words in LEADS)
FROM = re.compile(rf"\b(?:between|from){_FILLER}")
BETWEEN = re.compile(rf"\bbetween{_FILLER}")
NOT = re.compile(
    r"\b(?:not|except|excluding|instead\s+of|rather\s+than|other\s+than|apart\s+from)"
    rf"(?:\s+(?:in|on|during|for|from|of|that|those))?{_FILLER}"
)
BESIDE = re.compile(rf"\bthe\s+(?P<u>day|week|month|quarter|year)\s+(?P<rel>before|after){_FILLER}")
ONWARDS = re.compile(
    r"\s*,?\s*(?:onwards?\b|forwards?\b|on\b(?=\s*(?:[,.;:?!]|$|(?:between|with|by|in|at|did|what|who|which"
    r"|has|have|had|how|were|was)\b))|(?:and|or)\s+(?:later|after|since|onwards?)\b)"
)
BACKWARDS = re.compile(r"\s*,?\s*(?:and|or)\s+(?:earlier|before)\b(?=\s*(?:[,.;:?!]|$))")
TO = re.compile(
    rf"\s*,?\s*(?:-|(?:right\s+)?(?:up\s+)?(?:to|until|till|through|thru)\b(?:\s+and\s+including)?){_FILLER}"
)
FAR_TO = re.compile(rf"[^.?!]{{1,60}}\b(?:to|and|until|till|through|up\s+to){_FILLER}")
"""Between the ends of a range that other words part: "between the May talks and the June talks"."""
WORDS = re.compile(r"[a-z']+")
JOINING = frozenset("and or versus vs against with".split())
LITTLE = JOINING | frozenset(
    """in on during of at since until till by before after from to the but then also not but within
    throughout later earlier than prior year month again both either only compared over a was
    were it and/or as well up no for s""".split()
)
"""Words that may stand between two times that belong together."""


@dataclass(frozen=True)
class Term:
    """The days that a mention, or a range of two, asks about."""

    days: Days
    start: int
    end: int
    open: bool


@dataclass(frozen=True)
class Joined:
    """The days of all times together; `clash` is true when they leave none."""

    days: Days | None
    start: int = 0
    end: int = 0
    clash: bool = False
    where: Where = Where.QUESTION
    basis: Basis = Basis.EVENT


def join(text: str, mentions: Sequence[Mention], today: date, base: Days | None) -> Joined:
    """The days that the times of a folded question come to, taken together."""
    known = [one for one in dated(text, mentions, today, base) if not _is_left_out(text, one)]
    if not known:
        return Joined(None)
    for mention in known:
        if mention.broken or mention.days is None:
            return Joined(None, mention.start, mention.end, clash=True)
    terms = _terms(text, known)
    bases = [basis_of(text, term.start, term.end) for term in terms]
    if Basis.RELEASED in bases:  # "press releases from 2021 on the talks of June 2020"
        terms = [one for one, basis in zip(terms, bases, strict=True) if basis is Basis.RELEASED]
    basis = Basis.RELEASED if Basis.RELEASED in bases else Basis.EVENT
    days, start = terms[0].days, terms[0].start
    for last, term in pairwise(terms):
        both = _together(days, term, last, text[last.end : term.start])
        if both is None or both[0] > both[1]:
            return Joined(None, _lead_start(text, start), term.end, clash=True)
        days = both
    if days[0] > days[1]:
        return Joined(None, _lead_start(text, start), terms[-1].end, clash=True)
    if days == (FIRST_DAY, LAST_DAY):  # "before 2020 or after 2021": no filter can tell it
        return Joined(None)
    return Joined(days, start, terms[-1].end, where=_where(known), basis=basis)


def _is_left_out(text: str, mention: Mention) -> bool:
    """True for "not in 2019"."""
    return bool(NOT.search(text_before(text, mention.start)))


def _where(mentions: Sequence[Mention]) -> Where:
    """Where the days of some mentions came from; the conversation before today before the words."""
    found = {mention.where for mention in mentions}
    return next((one for one in (Where.CONVERSATION, Where.TODAY) if one in found), Where.QUESTION)


def dated(text: str, mentions: Sequence[Mention], today: date, base: Days | None) -> list[Mention]:
    """The mentions, each with the year that others lend it, else that of `settled`."""
    known = list(mentions)
    for place in range(len(known) - 1, -1, -1):
        if place + 1 < len(known) and known[place].days is None and known[place + 1].year:
            known[place] = _lent(text, known[place], known[place + 1])
    for place, mention in enumerate(known):
        if mention.days is None and not mention.broken:
            known[place] = _found_year(text, known, place) or settled(mention, today, base)
    return known


def _lent(text: str, mention: Mention, following: Mention) -> Mention:
    """A mention in the year of the one that a range or a list joins it to."""
    between = text[mention.end : following.start]
    if mention.broken or not _listed(between, text, mention) or following.days is None:
        return mention
    placed = mention.placed(following.year, following.where)
    if _is_range(text, mention, following) and placed.days and placed.days[0] > following.days[1]:
        return mention.placed(following.year - 1, following.where)
    return placed


def _listed(between: str, text: str, mention: Mention) -> bool:
    words = set(WORDS.findall(between))
    return words <= LITTLE or bool(FROM.search(text_before(text, mention.start)))


def _found_year(text: str, known: Sequence[Mention], place: int) -> Mention | None:
    """A mention in the year of the nearest time before it, else of the nearest behind it."""
    mention, before = known[place], [one for one in known[:place] if one.year and one.days]
    lender = before[-1] if before else next((one for one in known[place:] if one.year), None)
    if lender is None:
        return None
    placed = mention.placed(lender.year, lender.where)
    last = known[place - 1] if place else None
    if last and last.days and placed.days and _is_range(text, last, mention):
        year = lender.year + (placed.days[1] < last.days[0])
        return mention.placed(year, lender.where)
    return placed


def _terms(text: str, mentions: Sequence[Mention]) -> list[Term]:
    """One term for each range and for each other mention."""
    terms, at = [], 0
    while at < len(mentions):
        first = last = mentions[at]
        while at + 1 < len(mentions) and _is_range(text, last, mentions[at + 1]):
            at += 1
            last = mentions[at]
        terms.append(_sided(text, first) if first is last else _ranged(text, first, last))
        at += 1
    return terms


def _is_range(text: str, one: Mention, other: Mention) -> bool:
    between = text[one.end : other.start]
    if len(between) > REACH + 20:
        return False
    if TO.fullmatch(between):
        return True
    before = text_before(text, one.start)
    if BETWEEN.search(before) and re.fullmatch(rf"\s*,?\s*(?:and|&){_FILLER}", between):
        return True
    return bool(FROM.search(before) and FAR_TO.fullmatch(between)) and not any(
        re.search(rf"\b(?:{words}){_FILLER}", between)
        for side, words in LEADS
        if side is Side.BEFORE
    )


def _ranged(text: str, first: Mention, last: Mention) -> Term:
    """A range; the wrong way round only "between" is taken for its two ends."""
    assert first.days and last.days
    before = text_before(text, first.start)
    start = first.days[1] + ONE_DAY if side_of(before) is Side.AFTER else first.days[0]
    days = (start, last.days[1])
    if last.days[1] < start and BETWEEN.search(before):
        days = around(first.days, last.days)
    return Term(days, first.start, last.end, open=False)


def _sided(text: str, mention: Mention) -> Term:
    """A mention with the words before and behind it: "since March", "2019 onwards"."""
    assert mention.days
    first, last = mention.days
    beside = BESIDE.search(text_before(text, mention.start))
    if beside:
        step = -1 if beside["rel"] == "before" else 1
        days = unit_of(first if step < 0 else last, beside["u"], step)
        return Term(days, mention.start, mention.end, open=False)
    side, after = side_of(text_before(text, mention.start)), text[mention.end : mention.end + REACH]
    if side is Side.WITHIN:
        side = Side.SINCE if ONWARDS.match(after) else side
        side = Side.UNTIL if BACKWARDS.match(after) else side
    if side is Side.BEFORE and mention.ends:
        side = Side.UNTIL
    days = {
        Side.WITHIN: (first, last),
        Side.SINCE: (first, LAST_DAY),
        Side.AFTER: (last + ONE_DAY, LAST_DAY),
        Side.BEFORE: (FIRST_DAY, first - ONE_DAY),
        Side.UNTIL: (FIRST_DAY, last),
    }[side]
    return Term(days, mention.start, mention.end, side is not Side.WITHIN)


def side_of(before: str) -> Side:
    """What the words directly before a time ask about."""
    return next((side for side, lead in LEAD if lead.search(before)), Side.WITHIN)


def _lead_start(text: str, start: int) -> int:
    """Where the words begin that lead to a time: "after" before "2022"."""
    before = text_before(text, start)
    found = next((match for _, lead in LEAD if (match := lead.search(before))), None)
    return start - len(before) + found.start() if found else start


def _together(days: Days, term: Term, last: Term, between: str) -> Days | None:
    """The days of two terms: all from one to the other in a list, else those in both.

    Two that share none leave no day when only little words part them, or when both are open;
    words of their own make them two times that are both asked about.
    """
    words = WORDS.findall(between)
    near, shared = set(words) <= LITTLE, in_common(days, term.days)
    listed = bool(JOINING & set(words)) or "&" in between or between.strip() in (",", "/")
    if last.open and term.open:
        return around(days, term.days) if "or" in words else shared
    if near and listed and not (last.open or term.open):
        return around(days, term.days)
    if shared:
        return shared
    both = near and listed and not (last.open or term.open)
    return None if near and not both and "or" not in words else around(days, term.days)
