"""Answers of several lines: what was agreed, proposed or seen alike."""

import re
from collections.abc import Sequence

from assistant.concern import (
    SAME_MEETING,
    in_days,
)
from assistant.evidence import Evidence, is_announcement
from assistant.records import Reading, Status
from assistant.selection import Line, Selection, by_date, refused
from assistant.speaker import speaker_of
from index.records import Act, DateSpan, Modality, Statement

SAME_TOPIC = 0.82
"""In a list, a sentence stays when it covers this share of what the best one covers."""
ON_TOPIC = 0.5
"""Share of what the question asks beside its meeting that a listed sentence and its lead have."""
MIN_PRESENCE = 0.35
"""Share of the question's words that the best of a list has, its meeting's words among them."""
RULED_OUT = 0.003
"""Probability of the reader below which a sentence is not listed; chosen on the development questions."""
MAX_LIST = 10
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
ON = re.compile(
    r"\b(?:on|about|regarding|concerning|over|as to|with regard to|in terms of|for|to)\s+(?!(?:the\s+)?(?:\w+\s+){0,4}(?:meeting|forum|round|talks|session|dialogue|consultations?|summit|visit|call)\b)(?!\d)(?!(?:at|in|on|by|during|from|since|until|when|after|before)\b)\w+",
    re.IGNORECASE,
)
"""Words that name a matter: what is agreed on another one is no answer."""
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
    lines = [line for line in lines if not _is_ruled_out(line)]
    lines = _on_topic(reading, lines)
    told = {
        line.evidence.passage.paragraph
        for line in lines
        if line.evidence.cover.topic_own >= ON_TOPIC
    }
    lines = [
        line
        for line in lines
        if line.evidence.cover.topic_own > 0 or line.evidence.passage.paragraph not in told
    ]
    best = max((line.evidence.cover.presence for line in lines), default=0.0)
    return [
        line
        for line in lines
        if line.evidence.is_likely
        or line.evidence.cover.presence >= max(SAME_TOPIC * best, MIN_PRESENCE)
    ]


def _on_topic(reading: Reading, lines: Sequence[Line]) -> list[Line]:
    """The lines on the asked matter; where none is named, or no line has its words, those of the
    event that fits best."""
    covered = [line for line in lines if line.evidence.cover.topic >= ON_TOPIC]
    if ON.search(reading.question):
        covered = [line for line in covered if line.evidence.cover.matter > 0]
    else:
        covered = covered or _of_the_best(lines)
    return [line for line in lines if line in covered or line.evidence.is_likely]


def _is_ruled_out(line: Line) -> bool:
    """True when the reader is nearly certain: the asked act itself already speaks for a line."""
    likely = line.evidence.likely
    return likely is not None and likely < RULED_OUT


def _of_the_best(lines: Sequence[Line]) -> list[Line]:
    """The lines of the event that fits best, where the question names no matter, only an event."""
    best = max(lines, key=lambda line: _fit(line.evidence), default=None)
    if best is None or best.evidence.cover.presence < MIN_PRESENCE:
        return []
    return [line for line in lines if line.evidence.release.id == best.evidence.release.id]


def _fit(one: Evidence) -> tuple[float, float]:
    return one.cover.presence + one.affinity, one.score


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
