"""Does a sentence concern what is asked: the meeting, the people, the countries, the days?"""

import re
from collections.abc import Sequence

from assistant.cover import governments_of, must_be_there, participants, term_weights
from assistant.evidence import FORWARD, Evidence, in_period, is_announcement
from assistant.lexicon import Lexicon
from assistant.records import AnswerKind, Reading
from assistant.selection import LISTED
from assistant.stand_ins import countries_of_capitals, is_told_of
from assistant.values import family_name, with_name
from index.meeting import EVENT_NOUN, ORDINAL, ordinal_in
from index.people import is_named
from index.records import Act, DateSpan, Filters
from index.words import COUNTRIES, stems

MIN_SCORE, MIN_COVERAGE, MIN_TOLD = 0.35, 0.30, 0.15
MIN_ALIKE_COVERAGE, MIN_COSINE = 0.15, 0.50
"""Below these a sentence is a neighbour, not an answer; chosen on the development questions."""
SAME_MATTER_COSINE = 0.55
"""Cosine from which a sentence may be on the matter though it has no word of it."""
WHETHER_OR_HOW_MANY = (AnswerKind.YES_NO, AnswerKind.HOW_MANY)
BRIEF = 4
"""Terms; in so short a question a word that the archive never has leaves nothing to answer it by."""
WHY = re.compile(r"^\W*(?:and |but )?why\b", re.IGNORECASE)
"""A reason is one for the very thing asked: no word of the question may be missing."""
NUMBERED = re.compile(
    rf"\s+(?:[\w’'-]+\s+){{0,6}}?(?:{EVENT_NOUN}|rounds?|sessions?)\b", re.IGNORECASE
)
"""What makes an ordinal that of a meeting."""
SAME_MEETING = 0.7
"""Affinity from which a release is of the meeting that is asked about."""
OUTCOME = re.compile(
    r"\b(?:outcomes?|results?|what (?:was|were|did) .*\b(?:decided|agreed|adopt\w*)|what happened|came out|attended|took part)\b",
    re.IGNORECASE,
)
HAPPENED = re.compile(
    rf"{OUTCOME.pattern}|\b(?:chaired|headed|led|opened|moderated|hosted|conclu\w+|reach(?:ed)?|won|spoke|said|discussed|presented|delivered|joined|present)\b"
    r"|\bwhat .*\b(?:did|was|were)\b.*\b(?:reach|discuss\w*|decide\w*|agree\w*|adopt\w*|approve\w*|conclude\w*|say|said)\b"
    r"|\b(?:was|were|did)\b.*\b(?:held|meet|met|take place|took place)\b",
    re.IGNORECASE,
)
"""A question about a meeting that was held."""
ASKS_PLAN = re.compile(
    r"\b(?:next|supposed|originally|should|would|to be held|to take place|scheduled|planned|slated|agree\w* to (?:hold|meet)|decid\w* to (?:hold|meet))\b",
    re.IGNORECASE,
)
STILL_TO_COME = re.compile(
    r"\b(?:to be held|will (?:be )?(?:held?|hold|take place|host|meet|open)|scheduled (?:for|to)|upcoming|slated for|(?:will|is expected to|are expected to) (?:attend|participate)"
    r"|(?:agreed|decided|plan\w*|expected|hop\w+|intend\w*|willingness|offered|wish\w*) to (?:hold|host|convene|meet|reconvene))\b",
    re.IGNORECASE,
)
BEFORE_PLAN = 90
"""Characters before the words of a plan in which what is planned is named."""
PLAN_SHARE = 0.6
"""How much of the question has to stand in the plan for it to be about what is planned."""


def is_good(evidence: Evidence, bonus: float = 0.0) -> bool:
    """True when a sentence is no mere neighbour; `bonus` is added for a value of the asked kind."""
    if evidence.is_likely or evidence.is_unlikely:
        return evidence.is_likely
    cover, cosine = evidence.cover, evidence.cosine
    covered = cover.coverage >= MIN_COVERAGE and cover.told >= MIN_TOLD
    alike = cover.coverage >= MIN_ALIKE_COVERAGE and cosine >= MIN_COSINE
    on_the_matter = cover.matter > 0 or cosine >= SAME_MATTER_COSINE
    return evidence.score + bonus >= MIN_SCORE and on_the_matter and (covered or alike)


def lacks(
    reading: Reading,
    evidence: Evidence,
    lexicon: Lexicon,
    countries: bool = True,
    names: bool = True,
) -> bool:
    """True when the sentence can not be about what is asked: another meeting, person or country.

    For a sentence that the reader trusts a name elsewhere in the release is enough, or the country of
    a capital.

    Args:
        countries: whether the countries of the question have to be there.
        names: whether the names that have no other form have to be there.
    """
    release, scope = evidence.release, set(evidence.cover.missing)
    for name in reading.names:
        if name.kind == "acronym" and set(stems(name.canonical)) & scope:
            longs = " ".join(release.text_of(evidence.passage).split()).lower()
            if not any(alias.lower() in longs for alias in name.aliases):
                return True
    people = [name.canonical for name in reading.names if name.kind == "person"]
    if people and not any(_speaks_of(reading, evidence, person) for person in people):
        return True
    if reading.ordinal and not _has_ordinal(reading, evidence):
        return True
    if reading.act in LISTED and reading.kind is not AnswerKind.WHO:
        scope -= governments_of(participants(release), lexicon)
    if names and any(
        must_be_there(term, reading, lexicon)
        and not (evidence.is_trusted and is_told_of(term, release))
        for term in (scope & set(reading.terms)) - COUNTRIES
    ):
        return True
    if not countries:
        return False
    if not evidence.is_likely and _is_worded_otherwise(reading, evidence, lexicon):
        return True
    asked = set(reading.terms) & COUNTRIES
    given = set(stems(release.text_of(evidence.passage))) | set(stems(release.title))
    if reading.act in LISTED and reading.kind is not AnswerKind.WHO:
        given |= participants(evidence.release)
    if evidence.is_trusted:
        given |= countries_of_capitals(f"{release.title} {evidence.text}")
    return bool(asked - given) and bool(asked & scope or reading.kind is AnswerKind.WHO)


def _is_worded_otherwise(reading: Reading, evidence: Evidence, lexicon: Lexicon) -> bool:
    """True when words that a reason, or an answer to a brief question, may not lack are not there."""
    brief = reading.kind in WHETHER_OR_HOW_MANY and len(reading.terms) <= BRIEF
    unheard = brief and any(term not in lexicon.frequency for term in reading.terms)
    if unheard and evidence.cosine < SAME_MATTER_COSINE:
        return True
    missing = set(evidence.cover.missing) & set(reading.terms)
    return bool(WHY.match(reading.question) and missing)


def _speaks_of(reading: Reading, evidence: Evidence, person: str) -> bool:
    """True when a sentence is about a person; for what somebody said, when it is theirs."""
    release = evidence.release
    actors = " ".join(with_name(one.actor, release) for one in evidence.statements if one.actor)
    nearby = f"{evidence.text} {actors} {release.text_of(evidence.passage)}"
    if is_named(person, nearby) or re.search(rf"\b{re.escape(family_name(person))}\b", nearby):
        return True
    speech = reading.act is not None and reading.act is not Act.AGREED
    return not speech and any(one.name == person for one in release.people)


def _has_ordinal(reading: Reading, evidence: Evidence) -> bool:
    if _is_of_meeting(reading, evidence):
        return True
    return any(
        ordinal_in(match.group()) == reading.ordinal
        and NUMBERED.match(evidence.text[match.end() :])
        for match in ORDINAL.finditer(evidence.text)
    )


def of_meeting(reading: Reading, evidence: list[Evidence]) -> list[Evidence]:
    """Only the sentences of the meeting with the asked ordinal, where the archive has its release.

    A likely one of another release stays where it names that meeting: what was planned for it.
    """
    if not reading.ordinal:
        return evidence
    if not any(_is_of_meeting(reading, one) for one in evidence):
        return evidence
    return [
        one
        for one in evidence
        if _is_of_meeting(reading, one) or (one.is_likely and _has_ordinal(reading, one))
    ]


def _is_of_meeting(reading: Reading, evidence: Evidence) -> bool:
    """True for a sentence of the release of the very meeting that is asked about."""
    meeting = evidence.release.meeting
    numbered = meeting is not None and meeting.ordinal == reading.ordinal
    return numbered and (evidence.affinity >= SAME_MEETING or evidence.is_trusted)


def only_announced(reading: Reading, evidence: Evidence) -> bool:
    """True when an outcome is asked and the sentence only says that the meeting is to come."""
    if not OUTCOME.search(reading.question) or FORWARD.search(reading.question):
        return False
    return bool(STILL_TO_COME.search(evidence.text)) or is_announcement(evidence.release)


def only_planned(reading: Reading, evidence: Evidence, lexicon: Lexicon) -> bool:
    """True when the question is about a meeting as held, which the sentence only knows as planned."""
    question, release = reading.question, evidence.release
    if not HAPPENED.search(question) or FORWARD.search(question) or ASKS_PLAN.search(question):
        return False
    match = STILL_TO_COME.search(evidence.text)
    own = release.meeting is not None and release.meeting.ordinal == reading.ordinal
    if match is None or (reading.ordinal and own and not release.announces):
        return False
    plan = evidence.text[max(0, match.start() - BEFORE_PLAN) :]
    if reading.ordinal:
        return any(ordinal_in(it.group()) == reading.ordinal for it in ORDINAL.finditer(plan))
    weights = term_weights(reading, lexicon)
    held = set(stems(plan))
    told = sum(weight for term, weight in weights.items() if term in held)
    return told >= PLAN_SHARE * sum(weights.values()) > 0


def near_period(reading: Reading, evidence: Sequence[Evidence], filters: Filters) -> bool:
    """True when the archive tells of the asked subject in the asked period, only not this."""
    return any(one.cover.coverage >= 0.85 and in_period(one, filters) for one in evidence)


def in_days(span: DateSpan, reading: Reading) -> bool:
    """True when a date shares a day with the asked period."""
    assert reading.period
    return span.first <= reading.period.last and reading.period.first <= span.last
