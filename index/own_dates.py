"""A clause's own day: when it tells of another, earlier time than its release does."""

import re

from index.dates import DateMention, find_dates
from index.parse import Clause
from index.records import DateSpan, Provenance
from index.tokens import Token

DATED = re.compile(r"\d|\b(?:years?|months?|weeks?|days?|yesterday|half|quarter)\b|[Ll]ast ")
"""What a sentence with a date in it has at least."""
OF = re.compile(
    r"\b(?:of|from|for|until|by)\s+(?:the\s+|early\s+|late\s+|mid-?)?$|\bsince\b[^,]{0,60}$",
    re.IGNORECASE,
)
"""Before a date that is a noun's or a starting point, not the day of the act."""
APPOSITION = re.compile(r"(?<=,) an? [a-z][^,;]*\b[a-z]+ed\b[^,;]*(?=,)")


def earlier_days(text: str, when: DateSpan | None) -> list[DateMention]:
    """The dates in a sentence that lie before the event of its release."""
    if when is None or not DATED.search(text):
        return []
    return [
        one
        for one in find_dates(text, when.last)
        if one.last is not None and one.first is not None
        and one.last < when.first and not one.future
    ]  # fmt: skip


def own_day(
    days: list[DateMention],
    clause: Clause,
    clauses: list[Clause],
    tokens: list[Token],
    text: str,
    told: bool,
) -> DateSpan | None:
    """The earlier day on which a clause's act was done, or None.

    Args:
        days: the dates of its sentence that lie before the event.
        told: whether the act was done with words; what it is about may have a date of its own.
    """
    opening = _opening(clause, clauses, tokens)
    begin, end = tokens[opening].start, tokens[clause.end - 1].end
    first, main = tokens[clause.first].start, tokens[clause.main].end
    apart = _apart(clause, clauses, tokens, text, opening)
    for day in days:
        if not begin <= day.start < end or OF.search(text[: day.start]):
            continue
        if any(start <= day.start < stop for start, stop in apart):
            continue
        if day.start > first:
            between = [one for one in tokens if main <= one.start < day.start]
            if _is_inside(between) or (told and not _close(clause, between)):
                continue
        return _span(day)
    return _when(days, clause, tokens)


def _opening(clause: Clause, clauses: list[Clause], tokens: list[Token]) -> int:
    """The token where the opening words of a clause start ("In March 2021 the two sides agreed")."""
    at = clause.begin
    if (
        clause.kind not in ("main", "that")
        or clause.subject is None
        or clause.begin == clause.first
    ):
        return at
    verbs = {one.main for one in clauses}
    while at > 0 and tokens[at - 1].kind not in "WC;" and at - 1 not in verbs:
        at -= 1
    return at


def _span(day: DateMention) -> DateSpan | None:
    if day.first is None or day.last is None:
        return None
    provenance = Provenance.STATED if day.has_year else Provenance.INFERRED
    return DateSpan(day.first, day.last, day.precision, provenance, day.words)


def _apart(
    clause: Clause, clauses: list[Clause], tokens: list[Token], text: str, start: int
) -> list[tuple[int, int]]:
    """The stretches that tell of something else: clauses inside, and participles of other nouns.

    "The Forum, held on May 3, agreed" dates the act; "outcomes of the Forum, held on May 3, were
    discussed" and "the Minister, who came on May 3, agreed" do not.
    """
    found = [match.span() for match in APPOSITION.finditer(text)]
    for other in clauses:
        if other is clause or other.begin < clause.begin or not other.end:
            continue
        comma = other.begin > 0 and tokens[other.begin - 1].kind == ","
        restrictive = other.kind == "relative" and not comma and other.end <= clause.first
        if not restrictive:
            found.append((tokens[other.begin].start, tokens[other.end - 1].end))
    found += _participles(clause, tokens, start)
    return found


def _participles(clause: Clause, tokens: list[Token], start: int) -> list[tuple[int, int]]:
    """Stretches like "held on May 3," before the verb, but for one directly behind the subject."""
    found = []
    subject_end = clause.subject[1] if clause.subject else -1
    for at in range(start, clause.first):
        opener = at == start or tokens[at - 1].kind == ","
        if not (opener and tokens[at].kind in "hI") and (
            tokens[at].kind not in "VQ" or not (opener or tokens[at - 1].kind in "XKG")
        ):
            continue
        direct = at in (subject_end, subject_end + 1)
        simple = clause.subject is not None and not any(
            one.kind == "P" for one in tokens[clause.subject[0] : subject_end]
        )
        stop = next((n for n in range(at, clause.first) if tokens[n].kind == ","), clause.first)
        if not (direct and simple and tokens[at].low == "held"):
            found.append((tokens[at].start, tokens[stop].end))
    return found


def _is_inside(between: list[Token]) -> bool:
    """True when a date behind the verb stands in what the act is about."""
    for place, one in enumerate(between):
        following = between[place + 1].kind if place + 1 < len(between) else ""
        if one.kind in "WVQI" or (one.kind == "T" and following not in ("D", "K", "G")):
            return True
    return False


def _close(clause: Clause, between: list[Token]) -> bool:
    """True when a date belongs to an act of words: directly behind it, or told as long past."""
    long_past = clause.perfect and clause.form == "perfect"
    return long_past or clause.passive or len([one for one in between if one.kind != "A"]) <= 1


def _when(days: list[DateMention], clause: Clause, tokens: list[Token]) -> DateSpan | None:
    """The day before "when" ("since June 2013, when they had agreed")."""
    opener = clause.begin - 1
    if clause.kind != "adverbial" or opener < 1 or tokens[opener].low != "when":
        return None
    start = tokens[opener].start
    return next((_span(day) for day in days if 0 <= start - day.end <= 2), None)
