"""Dated lists: the steps of a subject, the meetings of a series, the releases of a period."""

import re
from collections.abc import Sequence
from datetime import date

from assistant.concern import in_days
from assistant.evidence import Evidence, in_period, is_announcement
from assistant.lexicon import Lexicon
from assistant.records import Reading, Status
from assistant.selection import LISTED, Form, Line, Selection, by_date, refused
from assistant.series import PLURAL, asks_meetings, meetings_of
from assistant.steps import day_told, steps_of
from index.people import is_named
from index.records import Act, Filters, PassageKind

SAME_TOPIC = 0.82
"""A release is on the matter when it covers this share of what the best one covers."""
MAX_LINES = 12
DOINGS = re.compile(
    r"\b(?:activities|doings|engagements|visits|calls|trips|career)\b", re.IGNORECASE
)


def timeline(
    reading: Reading, evidence: Sequence[Evidence], filters: Filters, lexicon: Lexicon
) -> Selection:
    """The meetings of a series where these are asked for, else the steps of the subject."""
    inside = [one for one in evidence if in_period(one, filters)]
    if asks_meetings(reading) and (lines := _meetings(reading, inside, lexicon)):
        return listed(lines)
    if lines := _of_person(reading, inside):
        return listed(lines)
    steps = steps_of(reading, evidence, filters, lexicon)
    if not steps:
        return refused(Status.NOT_IN_ARCHIVE, evidence)
    lines = [_line(one) for one in steps]
    return listed(lines, first=1)


def _line(one: Evidence) -> Line:
    when = day_told(one)
    own = when if when != one.when() else None
    return Line(one, telling_act(one), when=own, announced=is_announcement(one.release))


def meetings_listed(
    reading: Reading, evidence: Sequence[Evidence], lexicon: Lexicon
) -> Selection | None:
    """The meetings of a series, a line each; None where no such list is asked for or found."""
    lines = _meetings(reading, evidence, lexicon) if asks_meetings(reading) else []
    return listed(lines) if len(lines) > 1 else None


def _meetings(reading: Reading, evidence: Sequence[Evidence], lexicon: Lexicon) -> list[Line]:
    return [
        Line(one.evidence, when=one.when, announced=one.announced)
        for one in meetings_of(reading, evidence, lexicon)
        if not reading.period or one.when is None or in_days(one.when, reading)
    ]


def _of_person(reading: Reading, evidence: Sequence[Evidence]) -> list[Line]:
    """What each release tells first of a person, where this one's meetings or doings are asked for."""
    people = [name.canonical for name in reading.names if name.kind == "person"]
    question = reading.corrected or reading.question
    if len(people) != 1 or not (PLURAL.search(question) or DOINGS.search(question)):
        return []
    first: dict[str, Evidence] = {}
    for one in sorted(evidence, key=lambda one: one.start):
        if one.passage.kind is not PassageKind.HEAD and is_named(people[0], one.text):
            first.setdefault(one.release.id, one)
    return [Line(one, telling_act(one), announced=one.release.announces) for one in first.values()]


def listed(lines: Sequence[Line], first: int = 0) -> Selection:
    """The newest lines in the order of their days; how many there are beyond these is said.

    Args:
        first: how many of the oldest are kept too.
    """
    ordered = by_date(lines)
    more = max(0, len(ordered) - MAX_LINES)
    kept = (*ordered[:first], *ordered[first + more :])
    return Selection(Status.ANSWERED, kept, form=Form.DATED, more=more)


def telling_act(one: Evidence) -> Act | None:
    """The act of a quotation's first sentence that its lead-in names."""
    first = min((each.sentence_start for each in one.statements), default=0)
    acts = [each.act for each in one.statements if each.sentence_start == first]
    return next((act for act in LISTED if act in acts), acts[0] if acts else None)


def newest(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Only the sentences of the latest release that is on the matter."""
    best = max((one.cover.presence for one in evidence), default=0.0)
    near = [one for one in evidence if one.cover.presence >= SAME_TOPIC * best and one.release.when]
    if not near:
        return list(evidence)
    latest = max(near, key=lambda one: one.release.when.last if one.release.when else date.min)
    return [one for one in evidence if one.release.id == latest.release.id]
