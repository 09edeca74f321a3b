"""From scored sentences to those that answer, and the status that describes the answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.evidence import FORWARD, VALUE, Evidence, in_period, unknown_names
from assistant.names import Lexicon
from assistant.premise import contradiction
from assistant.records import AnswerKind, Reading, Status
from assistant.understand import parts_of
from assistant.values import asked_date, counted, family_name, find_value, with_name
from assistant.wording import day_words
from index.meeting import ordinal_in
from index.records import Act, DateSpan, Filters, Release
from index.words import COUNTRIES, stem, stems

MIN_SCORE, MIN_COVERAGE, MIN_TOLD = 0.45, 0.50, 0.45
MIN_ALIKE_COVERAGE, MIN_COSINE = 0.40, 0.60
"""Below these a sentence is a neighbour, not an answer; chosen on the development questions."""
SAME_TOPIC = 0.82
"""In a list, a sentence stays when it covers this share of what the best one covers."""
MAX_LIST, MAX_TIMELINE, MAX_CLOSEST = 10, 12, 3
SECOND_SHARE = 0.25
"""A second sentence is given when it adds this share of the question's terms to the first."""
AT_MEETING = re.compile(r"\b(?:at|during|in|from)\s+(?:the|its|their|this|that)\s+(?:[\w’'-]+\s+){0,9}?(?:meetings?|forum|round|talks|sessions?|dialogue|consultations?|summit|conference|visit|ministerial|committee)\b", re.IGNORECASE)
"""A question about one meeting, not about a subject wherever it came up."""
SAME_MEETING = 0.7
"""Affinity from which a release is of the meeting that is asked about."""
OUTCOME = re.compile(r"\b(?:outcomes?|results?|what (?:was|were|did) .*\b(?:decided|agreed|adopt\w*)|what happened|came out|attended|took part)\b", re.IGNORECASE)
ASKS_WHY = re.compile(r"^\W*(?:why|how)\b", re.IGNORECASE)
DECISIONS = re.compile(r"\b(?:decisions?|decided|agreements?|adopted|commitments?)\b", re.IGNORECASE)
"""Words that ask for commitments only, not for shared views."""
STILL_TO_COME = re.compile(r"\b(?:to be held|will (?:be )?(?:held?|hold|take place|host|meet)|scheduled for|upcoming|slated for|(?:will|is expected to|are expected to) (?:attend|participate))\b", re.IGNORECASE)
ACHIEVED = frozenset(stem(word) for word in "adopted approved endorsed signed concluded finalized finalised inked".split())
"""Verbs of a thing done; "agreed to adopt" is not one of them."""
NEIGHBOUR = 0.8
"""A neighbouring sentence is quoted too when it has this share of the best one's score."""
LISTED = (Act.AGREED, Act.PROPOSED, Act.SHARED_VIEW)
WEAKER = {Act.AGREED: (Act.SHARED_VIEW,), Act.PROPOSED: (), Act.SHARED_VIEW: ()}
"""What may be shown, under its own name, where the asked act is not found."""


@dataclass(frozen=True)
class Line:
    """One quotation of the answer: the sentence, its act, and the value it gives (printed words)."""

    evidence: Evidence
    act: Act | None = None
    is_view: bool = False
    value: str = ""


@dataclass(frozen=True)
class Selection:
    """What will be said. `missing` names what was asked and not found; `closest` is no answer."""

    status: Status
    lines: tuple[Line, ...] = ()
    missing: tuple[str, ...] = ()
    closest: tuple[Evidence, ...] = ()
    note: str = ""


def select(reading: Reading, evidence: Sequence[Evidence], filters: Filters, lexicon: Lexicon) -> Selection:
    """The sentences that answer the question, or the reason why none does.

    Args:
        evidence: scored sentences, best first, from inside and outside the asked period.
    """
    strangers = unknown_names(reading, lexicon)
    if strangers:
        return _refused(Status.NOT_IN_ARCHIVE, evidence, [lexicon.printed.get(word, word) for word in strangers])
    fitting = _of_meeting(reading, [one for one in evidence if not _lacks(reading, one)])
    if reading.context and not re.search(r"\b(?:ever|since|later|eventually|finally|in the end)\b", reading.question, re.I):
        recent = [one for one in fitting if one.release.id in reading.context]
        if (narrow := _choose(reading, [one for one in recent if in_period(one, filters)], lexicon)).lines:
            return narrow
    inside = [one for one in fitting if in_period(one, filters)]
    chosen = _choose(reading, inside, lexicon)
    if chosen.status is Status.NOT_IN_ARCHIVE and (filters.first or filters.last) and reading.period:
        outside = [one for one in fitting if one not in inside]
        elsewhere = _choose(replace(reading, period=None), outside, lexicon)
        if elsewhere.status in (Status.ANSWERED, Status.PARTLY_ANSWERED) and not _near_period(reading, evidence, filters):
            return replace(
                _refused(Status.OUTSIDE_PERIOD, [line.evidence for line in elsewhere.lines]), note="found outside it"
            )
    return chosen if chosen.lines else replace(chosen, closest=_closest(inside or evidence))


def _of_meeting(reading: Reading, evidence: list[Evidence]) -> list[Evidence]:
    """Only the sentences of the meeting with the asked ordinal, where the archive has its release."""
    if not reading.ordinal:
        return evidence
    exact = [
        one for one in evidence
        if one.release.meeting and one.release.meeting.ordinal == reading.ordinal and one.affinity >= SAME_MEETING
    ]
    return exact or evidence


def _near_period(reading: Reading, evidence: Sequence[Evidence], filters: Filters) -> bool:
    """True when the archive tells of the asked subject in the asked period, only not this."""
    return any(one.coverage >= 0.85 and in_period(one, filters) for one in evidence)


def _choose(reading: Reading, evidence: Sequence[Evidence], lexicon: Lexicon) -> Selection:
    if not evidence:
        return Selection(Status.NOT_IN_ARCHIVE)
    if reading.kind is AnswerKind.TIMELINE:
        return _timeline(reading, evidence)
    if found := contradiction(reading, evidence):
        return Selection(Status.PREMISE_CONTRADICTED, (Line(found),))
    lists = reading.kind in (AnswerKind.FACT, AnswerKind.LIST) and not ASKS_WHY.search(reading.question)
    if reading.act in LISTED and lists:
        return _acts(reading, evidence)
    if reading.act in LISTED and re.search(r"\banything\b", reading.question, re.I):
        return _acts(reading, evidence)
    if reading.kind in (AnswerKind.HOW_MANY, AnswerKind.COUNT) and _counts_meetings(reading):
        if found := _series_count(reading, evidence):
            return found
    if reading.kind is AnswerKind.DEFINITION and reading.names:
        if found := _definition(reading, evidence):
            return found
    return _parts(reading, evidence) or _fact(reading, evidence)


def _lacks(reading: Reading, evidence: Evidence) -> bool:
    """True when the sentence can not be about what is asked: another meeting, person or country."""
    release, scope = evidence.release, set(evidence.missing)
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
    asked = set(reading.terms) & COUNTRIES
    given = set(stems(release.text_of(evidence.passage))) | set(stems(release.title))
    return bool(asked - given) and bool(asked & scope or reading.kind is AnswerKind.WHO)


def _speaks_of(reading: Reading, evidence: Evidence, person: str) -> bool:
    """True when a sentence is about a person; for what somebody said, when it is theirs."""
    release = evidence.release
    actors = " ".join(with_name(one.actor, release) for one in evidence.statements if one.actor)
    nearby = f"{evidence.text} {actors} {release.text_of(evidence.passage)}".replace(",", "")
    if person in nearby or re.search(rf"\b{re.escape(family_name(person))}\b", nearby):
        return True
    speech = reading.act is not None and reading.act is not Act.AGREED
    return not speech and any(one.name == person for one in release.people)


def _has_ordinal(reading: Reading, evidence: Evidence) -> bool:
    printed = {ordinal_in(match) for match in re.findall(r"\b\w+\b", evidence.text)} - {0}
    meeting = evidence.release.meeting
    if meeting and meeting.ordinal == reading.ordinal and evidence.affinity >= SAME_MEETING:
        return True
    return reading.ordinal in printed


def _good(evidence: Evidence) -> bool:
    covered = evidence.coverage >= MIN_COVERAGE and evidence.told >= MIN_TOLD
    alike = evidence.coverage >= MIN_ALIKE_COVERAGE and evidence.cosine >= MIN_COSINE
    return evidence.score >= MIN_SCORE and (covered or alike)


def _parts(reading: Reading, evidence: Sequence[Evidence]) -> Selection | None:
    """A question that asks two things ("where ... and how many ..."): what is found of each."""
    questions = parts_of(reading.question)
    if len(questions) < 2:
        return None
    found: list[Line] = []
    missing: list[str] = []
    for kind, words in questions:
        terms = tuple(term for term in reading.terms if term in stems(words))
        part = replace(reading, kind=kind, standalone=words, terms=terms or reading.terms)
        selection = _fact(part, evidence)
        line = next((line for line in selection.lines if _answers_part(part, line)), None)
        if line is None:
            missing.append(words.strip(" ,?.") )
        elif line.evidence not in [one.evidence for one in found]:
            found.append(line)
    if not found or selection.status is Status.PREMISE_CONTRADICTED:
        return None
    return Selection(Status.PARTLY_ANSWERED if missing else Status.ANSWERED, tuple(found), tuple(missing))


def _answers_part(part: Reading, line: Line) -> bool:
    """True when the sentence has most of the part's own words beside the value."""
    own = set(part.terms) - set(stems(line.evidence.release.title))
    return not own or len(own & set(stems(line.evidence.text))) >= len(own) / 2


def _fact(reading: Reading, evidence: Sequence[Evidence]) -> Selection:
    """The one sentence that answers, a second one where it adds what the first does not say."""
    if OUTCOME.search(reading.question) and _only_announced(reading, max(evidence, key=lambda one: one.own)):
        return _refused(Status.NOT_IN_ARCHIVE, evidence)
    good = [one for one in evidence[:30] if _good(one) and not _only_announced(reading, one)]
    lines = [line for one in good if (line := _line(reading, one))]
    if not lines:
        return _refused(Status.NOT_IN_ARCHIVE, evidence)
    lines.sort(key=lambda line: -line.evidence.score - (VALUE if line.value else 0.0))
    best = lines[0]
    if reading.kind in (AnswerKind.FACT, AnswerKind.DEFINITION):
        best = replace(best, evidence=with_neighbour(best.evidence, evidence))
    if reading.kind is AnswerKind.YES_NO:
        done = [line for line in lines if line.act is reading.act and line.evidence.on_topic and line.evidence.told >= 0.6]
        best = done[0] if reading.act in LISTED and done else best
        return Selection(Status.ANSWERED, (replace(best, evidence=to_end_of_passage(best.evidence)),))
    wanted = set(reading.terms) - set(stems(best.evidence.text))
    for line in lines[1:6]:
        added = wanted & set(stems(line.evidence.text))
        close = line.evidence.score >= 0.85 * best.evidence.score
        if reading.terms and len(added) / len(reading.terms) >= SECOND_SHARE and close:
            return Selection(Status.ANSWERED, (best, line))
    return Selection(Status.ANSWERED, (best,))


def to_end_of_passage(evidence: Evidence) -> Evidence:
    """The sentence with all that follows it in its passage: how a matter was left stands there."""
    passage = evidence.passage
    rest = tuple(
        one for one in evidence.release.statements if one.passage == passage.id and one.start >= evidence.start
    )
    return replace(evidence, end=passage.end, statements=rest or evidence.statements)


def with_neighbour(best: Evidence, evidence: Sequence[Evidence]) -> Evidence:
    """The sentence joined with the next or last one of its passage where that answers nearly as well."""
    passage = best.passage
    for one in evidence:
        if one.passage.id != passage.id or one is best or one.score < NEIGHBOUR * best.score:
            continue
        between = best.release.text[min(one.end, best.end) : max(one.start, best.start)]
        if not between.strip():
            return replace(
                best, start=min(one.start, best.start), end=max(one.end, best.end),
                statements=tuple(sorted({*best.statements, *one.statements}, key=lambda two: two.start)),
            )
    return best


def _only_announced(reading: Reading, evidence: Evidence) -> bool:
    """True when an outcome is asked and the sentence only says that the meeting is to come."""
    if not OUTCOME.search(reading.question) or FORWARD.search(reading.question):
        return False
    return bool(STILL_TO_COME.search(evidence.text)) or _ahead(evidence.release)


def _ahead(release: Release) -> bool:
    """True for an announcement: posted before its event."""
    return bool(release.event and release.released and release.event.first > release.released.last)


def _line(reading: Reading, evidence: Evidence) -> Line | None:
    """The sentence as an answer of the asked kind; None when it holds no such value."""
    act = next((one.act for one in evidence.statements if one.act is reading.act), None)
    act = act or (evidence.statements[0].act if evidence.statements else None)
    if reading.kind is AnswerKind.WHEN and not _achieved(reading, evidence):
        return None
    if reading.kind is AnswerKind.WHEN:
        meeting = evidence.release.meeting
        own = bool(evidence.release.event and evidence.release.event.passage == evidence.passage.id) or bool(
            reading.act and act is reading.act
        ) or bool(meeting and evidence.affinity > 0.9 and evidence.own > 0.7)
        span = asked_date(reading, evidence.release, " ".join(evidence.text.split()), own)
        if span is None:
            return None
        return Line(evidence, act, value=day_words(span))
    value = find_value(reading, evidence.release, " ".join(evidence.text.split()), evidence.statements)
    return None if value is None else Line(evidence, act, value=value)


def _achieved(reading: Reading, evidence: Evidence) -> bool:
    """False when "adopted" or "signed" is asked and the sentence only agrees to get there."""
    asked = ACHIEVED & set(stems(reading.question))
    if not asked or reading.act is not Act.AGREED:
        return True
    return any(stem(one.verb) in ACHIEVED and not one.negated for one in evidence.statements)


def _acts(reading: Reading, evidence: Sequence[Evidence]) -> Selection:
    """All sentences that carry the asked act on the asked subject, in order of their events."""
    assert reading.act
    if lines := _with_act(reading, evidence, reading.act):
        return Selection(Status.ANSWERED, tuple(_by_date(lines)[:MAX_LIST]))
    for act in WEAKER[reading.act]:
        if lines := _with_act(reading, evidence, act):
            return Selection(
                Status.PARTLY_ANSWERED, tuple(_by_date(lines)[:MAX_LIST]), (f"nothing that was {reading.act}",)
            )
    return _refused(Status.NOT_IN_ARCHIVE, evidence)


def _with_act(reading: Reading, evidence: Sequence[Evidence], act: Act) -> list[Line]:
    lines = []
    one_meeting = bool(AT_MEETING.search(reading.question)) or bool(reading.ordinal)
    for one in evidence:
        if one_meeting and one.affinity < SAME_MEETING or _ahead(one.release):
            continue
        if reading.period and not any(in_days(span, reading) for span in _spans(one, act)):
            continue
        carried = [statement for statement in one.statements if statement.act is act]
        if DECISIONS.search(reading.question):
            carried = [statement for statement in carried if not statement.is_view]
        if carried and one.presence >= MIN_COVERAGE:
            lines.append(Line(one, act, all(statement.is_view for statement in carried)))
    if not lines:
        return []
    best = max(line.evidence.presence for line in lines)
    lines = [line for line in lines if line.evidence.presence >= SAME_TOPIC * best]
    on_topic = [line for line in lines if line.evidence.on_topic]
    return on_topic or lines


def _spans(evidence: Evidence, act: Act) -> list[DateSpan]:
    """The days on which the statements of an act were made."""
    own = [one.event for one in evidence.statements if one.act is act and one.event]
    return own or ([evidence.release.when] if evidence.release.when else [])


def in_days(span: DateSpan, reading: Reading) -> bool:
    """True when a date shares a day with the asked period."""
    assert reading.period
    return span.first <= reading.period.last and reading.period.first <= span.last


def _timeline(reading: Reading, evidence: Sequence[Evidence]) -> Selection:
    """The best sentence of each event, in date order; an event recalled elsewhere has its own line
    only where no release of the archive reports it."""
    good = [one for one in evidence if one.coverage >= MIN_COVERAGE and one.told >= MIN_TOLD and one.when()]
    if not good:
        return _refused(Status.NOT_IN_ARCHIVE, evidence)
    best = max(one.presence for one in good)
    chosen: dict[tuple[str, str], Evidence] = {}
    for one in good:
        when = one.when()
        if one.presence < SAME_TOPIC * best or when is None:
            continue
        chosen.setdefault((one.release.id, str(when.first)), one)
    primary = [one for one in chosen.values() if one.when() == one.release.when]
    recaps = [one for one in chosen.values() if one.when() != one.release.when]
    kept = primary + [one for one in recaps if not any(_same_day(one, other) for other in primary)]
    lines = [Line(one, _telling_act(one)) for one in kept[:MAX_TIMELINE]]
    return Selection(Status.ANSWERED, tuple(_by_date(lines)))


def _same_day(one: Evidence, other: Evidence) -> bool:
    mine, its = one.when(), other.when()
    return bool(mine and its and mine.overlaps(its))


def _telling_act(one: Evidence) -> Act | None:
    acts = [statement.act for statement in one.statements]
    return next((act for act in LISTED if act in acts), acts[0] if acts else None)


def _counts_meetings(reading: Reading) -> bool:
    what = counted(reading.question)
    return bool(what & {stem("meeting"), stem("sessions"), stem("consultations"), stem("forums"), stem("times"), stem("rounds"), stem("dialogues")})


def _series_count(reading: Reading, evidence: Sequence[Evidence]) -> Selection | None:
    """The number of meetings held: a printed number, or the highest ordinal of the series."""
    for one in evidence[:12]:
        value = find_value(reading, one.release, " ".join(one.text.split()), one.statements)
        if value and one.coverage >= 0.8:
            return Selection(Status.ANSWERED, (Line(one, value=value),))
    held = [one for one in evidence if _reports_held(one)]
    if not held:
        return None
    top = max(held, key=lambda one: one.release.meeting.ordinal if one.release.meeting else 0)
    ordinal = top.release.meeting.ordinal if top.release.meeting else 0
    return Selection(Status.ANSWERED, (Line(top, value=f"at least {NUMBER_WORDS.get(ordinal, ordinal)}"),)) if ordinal else None


NUMBER_WORDS = dict(enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1))


def _reports_held(one: Evidence) -> bool:
    release: Release = one.release
    return bool(
        release.meeting and release.meeting.ordinal and one.affinity > 0.9 and one.passage.id == release.meeting.passage
        and release.released and (release.event is None or release.event.first <= release.released.last)
    )


def _definition(reading: Reading, evidence: Sequence[Evidence]) -> Selection | None:
    """The sentence that gives a name's long form or says what it is."""
    name = reading.names[0]
    for one in sorted(evidence, key=lambda one: one.release.when.first.toordinal() if one.release.when else 0):
        defined = any(acronym.short == name.canonical and acronym.passage == one.passage.id for acronym in one.release.acronyms)
        if defined and re.search(rf"\(\s*[“\"]?{re.escape(name.canonical)}", one.text):
            return Selection(Status.ANSWERED, (Line(one),))
    return None


def _by_date(lines: Sequence[Line]) -> list[Line]:
    def key(line: Line) -> tuple[int, str, int]:
        when = line.evidence.when(line.act)
        return (when.first.toordinal() if when else 0, line.evidence.release.id, line.evidence.start)

    return sorted(lines, key=key)


def _refused(status: Status, evidence: Sequence[Evidence], missing: Sequence[str] = ()) -> Selection:
    return Selection(status, (), tuple(missing), _closest(evidence))


def _closest(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    seen: dict[str, Evidence] = {}
    for one in evidence:
        seen.setdefault(one.passage.id, one)
    return tuple(list(seen.values())[:MAX_CLOSEST])
