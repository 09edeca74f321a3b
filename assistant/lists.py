"""Answers of several lines: what was agreed or proposed, timelines, meetings counted."""

import re
from collections.abc import Sequence
from datetime import date

from assistant.concern import (
    MIN_COVERAGE,
    MIN_TOLD,
    SAME_MEETING,
    in_days,
)
from assistant.evidence import Evidence, is_announcement
from assistant.records import Reading, Status
from assistant.selection import LISTED, Line, Selection, by_date, refused
from assistant.speaker import speaker_of
from assistant.values import counted, find_value
from assistant.wording import AT_LEAST, NUMBER_WORDS
from index.records import Act, DateSpan, Modality, PassageKind, Release, Statement
from index.words import stem

SAME_TOPIC = 0.82
"""In a list, a sentence stays when it covers this share of what the best one covers."""
ON_TOPIC = 0.5
"""Share of what the question asks beside its meeting that a listed sentence and its lead have."""
MIN_PRESENCE = 0.35
"""Share of the question's words that the best of a list has, its meeting's words among them."""
MAX_LIST, MAX_TIMELINE = 10, 12
AT_MEETING = re.compile(
    r"\b(?:at|during|in|from|of|under)\s+(?:the|its|their|this|that)\s+(?:[\w’'-]+\s+){0,9}?(?:meetings?|forum|round|talks|sessions?|dialogue|consultations?|summit|conference|visit|ministerial|committee)\b",
    re.IGNORECASE,
)
"""A question about one meeting, not about a subject wherever it came up."""
THE_MEETING = 0.9
"""Affinity of the very meeting: all that was agreed there answers."""
DECISIONS = re.compile(
    r"\b(?:decisions?|decided|agreements?|adopted|commitments?)\b", re.IGNORECASE
)
"""Words that ask for commitments only, not for shared views."""
NOT_DONE = re.compile(r"\b(?:not|never|fail(?:ed)?|disagree\w*|without)\b|n['’]t\b", re.IGNORECASE)
"""Words that ask for what was not agreed, not proposed, not shared."""
TOGETHER = re.compile(
    r"\b(?:participants|members|sides|parties|countries|ministers|delegates|governments|both|two|all)\b",
    re.IGNORECASE,
)
BOUND = re.compile(r"(?:commit|pledg|undert|promis)\w*", re.IGNORECASE)
"""Verbs by which those who speak bind themselves."""
WEAKER = {Act.AGREED: (Act.SHARED_VIEW,), Act.PROPOSED: (), Act.SHARED_VIEW: ()}
"""What may be shown, under its own name, where the asked act is not found."""


def acts(reading: Reading, evidence: Sequence[Evidence]) -> Selection:
    """All sentences that carry the asked act on the asked subject, in order of their events."""
    assert reading.act
    if lines := _with_act(reading, evidence, reading.act):
        return Selection(Status.ANSWERED, tuple(by_date(lines)[:MAX_LIST]))
    for act in WEAKER[reading.act]:
        if lines := _with_act(reading, evidence, act):
            return Selection(
                Status.PARTLY_ANSWERED,
                tuple(by_date(lines)[:MAX_LIST]),
                (f"nothing that was {reading.act}",),
            )
    return refused(Status.NOT_IN_ARCHIVE, evidence)


def _with_act(reading: Reading, evidence: Sequence[Evidence], act: Act) -> list[Line]:
    """The sentences that carry an act on the asked subject, or at the asked meeting."""
    lines = [line for one in evidence if (line := _carrying(reading, one, act))]
    if reading.ordinal or AT_MEETING.search(reading.question):
        there = [line for line in lines if line.evidence.affinity >= THE_MEETING]
        lines = there or [line for line in lines if line.evidence.affinity >= SAME_MEETING]
    lines = [line for line in lines if line.evidence.cover.topic >= ON_TOPIC]
    told = {line.evidence.passage.paragraph for line in lines if line.evidence.cover.topic_own >= ON_TOPIC}
    lines = [
        line
        for line in lines
        if line.evidence.cover.topic_own > 0 or line.evidence.passage.paragraph not in told
    ]
    best = max((line.evidence.cover.presence for line in lines), default=0.0)
    if best < MIN_PRESENCE:
        return []
    return [line for line in lines if line.evidence.cover.presence >= SAME_TOPIC * best]


def _carrying(reading: Reading, one: Evidence, act: Act) -> Line | None:
    """The sentence as a line, when it carries the act, in the asked days, and is no announcement."""
    if is_announcement(one.release):
        return None
    if reading.period and not any(in_days(span, reading) for span in _spans(one, act)):
        return None
    carried = [
        statement
        for statement in one.statements
        if statement.act is act
        and statement.modality is Modality.FACT
        and (not statement.negated or NOT_DONE.search(reading.question))
    ]
    if act is Act.AGREED and not carried:
        carried = [statement for statement in one.statements if _is_joint_commitment(statement)]
    if DECISIONS.search(reading.question):
        carried = [statement for statement in carried if not statement.is_view]
    speaker = speaker_of(reading) if act is Act.PROPOSED else None
    if speaker and not speaker.is_role:
        carried = [statement for statement in carried if speaker.spoke(statement, one.release)]
    if not carried:
        return None
    return Line(one, carried[0].act, all(statement.is_view for statement in carried))


def _is_joint_commitment(statement: Statement) -> bool:
    """True for what several sides bound themselves to together: "the two sides committed to ..."."""
    return (
        statement.act is Act.WILL_DO
        and statement.modality is Modality.FACT
        and not statement.negated
        and bool(TOGETHER.search(statement.actor))
        and bool(BOUND.match(statement.verb))
    )


def _spans(evidence: Evidence, act: Act) -> list[DateSpan]:
    """The days on which the statements of an act were made."""
    own = [one.event for one in evidence.statements if one.act is act and one.event]
    return own or ([evidence.release.when] if evidence.release.when else [])


def timeline(reading: Reading, evidence: Sequence[Evidence]) -> Selection:
    """The best sentence of each event, in date order; an event recalled elsewhere has its own line
    only where no release of the archive reports it."""
    good = [
        one
        for one in evidence
        if one.cover.coverage >= MIN_COVERAGE and one.cover.told >= MIN_TOLD and one.when()
    ]
    if not good:
        return refused(Status.NOT_IN_ARCHIVE, evidence)
    best = max(one.cover.presence for one in good)
    chosen: dict[tuple[str, str], Evidence] = {}
    for one in good:
        when = one.when()
        if one.cover.presence < SAME_TOPIC * best or when is None:
            continue
        chosen.setdefault((one.release.id, str(when.first)), one)
    primary = [one for one in chosen.values() if one.when() == one.release.when]
    recaps = [one for one in chosen.values() if one.when() != one.release.when]
    kept = primary + [one for one in recaps if not any(_same_day(one, other) for other in primary)]
    lines = [Line(one, _telling_act(one)) for one in kept[:MAX_TIMELINE]]
    return Selection(Status.ANSWERED, tuple(by_date(lines)))


def _same_day(one: Evidence, other: Evidence) -> bool:
    mine, its = one.when(), other.when()
    return bool(mine and its and mine.overlaps(its))


def _telling_act(one: Evidence) -> Act | None:
    acts = [statement.act for statement in one.statements]
    return next((act for act in LISTED if act in acts), acts[0] if acts else None)


def overview(reading: Reading, evidence: Sequence[Evidence]) -> Selection:
    """What was reported in a period: the first sentence of every release, in date order."""
    opening: dict[str, Evidence] = {}
    for one in sorted(evidence, key=lambda one: one.start):
        when = one.release.when
        if one.passage.kind is PassageKind.LEAD and when and in_days(when, reading):
            opening.setdefault(one.release.id, one)
    lines = [Line(one, _telling_act(one)) for one in opening.values()]
    if not lines:
        return refused(Status.NOT_IN_ARCHIVE, evidence)
    return Selection(Status.ANSWERED, tuple(by_date(lines)[:MAX_TIMELINE]))


def newest(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Only the sentences of the latest release that is on the matter."""
    best = max((one.cover.presence for one in evidence), default=0.0)
    near = [one for one in evidence if one.cover.presence >= SAME_TOPIC * best and one.release.when]
    if not near:
        return list(evidence)
    latest = max(near, key=lambda one: one.release.when.last if one.release.when else date.min)
    return [one for one in evidence if one.release.id == latest.release.id]


def counts_meetings(reading: Reading) -> bool:
    what = counted(reading.question)
    return bool(
        what
        & {
            stem("meeting"),
            stem("sessions"),
            stem("consultations"),
            stem("forums"),
            stem("times"),
            stem("rounds"),
            stem("dialogues"),
        }
    )


def series_count(reading: Reading, evidence: Sequence[Evidence]) -> Selection | None:
    """The number of meetings held: a printed number, or the highest ordinal of the series."""
    for one in evidence[:12]:
        value = find_value(reading, one.release, " ".join(one.text.split()), one.statements)
        if value and one.cover.coverage >= 0.8:
            return Selection(Status.ANSWERED, (Line(one, value=value),))
    held = [one for one in evidence if _reports_held(one)]
    if not held:
        return None
    top = max(held, key=lambda one: one.release.meeting.ordinal if one.release.meeting else 0)
    ordinal = top.release.meeting.ordinal if top.release.meeting else 0
    return (
        Selection(
            Status.ANSWERED, (Line(top, value=f"{AT_LEAST}{NUMBER_WORDS.get(ordinal, ordinal)}"),)
        )
        if ordinal
        else None
    )


def _reports_held(one: Evidence) -> bool:
    release: Release = one.release
    return bool(
        release.meeting
        and release.meeting.ordinal
        and one.affinity > 0.9
        and one.passage.id == release.meeting.passage
        and release.released
        and (release.event is None or release.event.first <= release.released.last)
    )
