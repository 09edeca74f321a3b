"""The days a question asks about, resolved in code against the day of asking.

A question is read in four steps. `period_pieces` finds times with their places ("early", "March",
"last year"). `period_names` tells which numbers are years and which years belong to a name,
`period_meant` which other words are times. `period_mentions` puts the pieces together ("early March
last year") and gives each its days. `period_joins` combines them by the words before and between
them ("since", "from ... to", "and"); `period_basis` tells days of events from those of publication.

The grammar is our own: what is hard in a question is left to the caller by the libraries that read
English dates (dateparser, parsedatetime). They return a moment, where a first and a last day are
asked for, either of them open, and do not tell a year from the year in a name. The dates that
releases print (`index.dates`) are another language: releases are dated in full, questions in passing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from assistant.period_calendar import FIRST_DAY, LAST_DAY, Days
from assistant.period_joins import join
from assistant.period_mentions import Assembler, Mention
from assistant.period_pieces import find_pieces, folded
from assistant.records import Period, Where

__all__ = ["FIRST_DAY", "LAST_DAY", "AskedTime", "read_period"]

MOST = 40
"""Pieces of time that are read; a text with more is no question."""
ELLIPTICAL = 2
"""Words beside its times; a shorter follow-up asks for what was asked before."""
LITTLE = re.compile(
    r"\b(?:and|or|but|only|just|the|ones?|what|how|about|in|on|of|for|from|since|until|before|after|by"
    r"|between|to|during|those|please|then|also|i|mean)\b"
)


@dataclass(frozen=True)
class AskedTime:
    """What a question tells of time.

    `edition` is the year in the name of what is asked about, 0 without one. `conflict` are words
    whose dates leave no day, empty without. `where` tells what the days were counted from.
    """

    period: Period | None = None
    edition: int = 0
    conflict: str = ""
    where: Where = Where.QUESTION


def read_period(question: str, today: date, base: Period | None = None) -> AskedTime:
    """The period that a question names, its edition, and its conflict; it raises nothing.

    Args:
        today: what "last year" counts from.
        base: the period of the conversation, which gives a bare month its year and "the year
            before" its year; it is not taken over.
    """
    text, told = folded(question), (base.first, base.last) if base else None
    try:
        found = Assembler(question, text, today, told).assemble(
            list(islice(find_pieces(text, today), MOST))
        )
        if not found.mentions:
            return AskedTime(edition=found.edition)
        asked = _joined(question, text, found.mentions, today, told)
    except (ValueError, OverflowError):  # days beyond the calendar: no period is named
        return AskedTime()
    if asked.period and base and _is_elliptical(text, found.mentions):
        asked = replace(asked, period=replace(asked.period, basis=base.basis))
    return replace(asked, edition=found.edition)


def _joined(
    question: str, text: str, mentions: Sequence[Mention], today: date, base: Days | None
) -> AskedTime:
    both = join(text, mentions, today, base)
    if both.clash:
        return AskedTime(conflict=question[both.start : both.end])
    if both.days is None:
        return AskedTime()
    words = question[both.start : both.end]
    period = Period(*both.days, words, both.basis)
    return AskedTime(period, where=both.where)


def _is_elliptical(text: str, mentions: Sequence[Mention]) -> bool:
    """True for "And in 2021?", whose verb is that of the question before."""
    rest = text
    for mention in reversed(mentions):
        rest = rest[: mention.start] + rest[mention.end :]
    return len(re.findall(r"\w+", LITTLE.sub(" ", rest))) <= ELLIPTICAL - 1
