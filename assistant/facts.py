"""Answers of one line: the sentence, with the value that was asked for."""

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.concern import OUTCOME, is_good, only_announced
from assistant.evidence import SURE, VALUE, Evidence
from assistant.kind_asked import parts_of
from assistant.records import AnswerKind, Reading, Status
from assistant.selection import LISTED, Line, Selection, refused
from assistant.series import ASKS_NEXT
from assistant.speaker import Speaker, speaker_of
from assistant.values import ASKS_AHEAD, asked_date, counted, find_value, limit_of
from assistant.wording import day_words
from index.acts import CONSULT
from index.records import Act, Statement
from index.words import stem, stems

SECOND_SHARE = 0.25
"""A second sentence is given when it adds this share of the question's terms to the first."""
DEEDS = {
    stem(word): group.split()[0]
    for group in ("adopted approved endorsed", "signed inked", "concluded", "finalized finalised")
    for word in group.split()
}
"""Verbs of a thing done, by the deed; "agreed to adopt" is none, and to finalize is not to sign."""
DEED_NOUN = re.compile(r"\b(\w+(?:ing|ion|ure)|approval)(?= of\b| ceremony)", re.IGNORECASE)
"""A deed as a noun: "the signing of the Agreement on March 5"."""
WHETHER = 0.5
"""Share of the matter that a sentence has to name to tell whether it is so."""
SOME_NUMBER = 0.45
"""Cosine from which a sentence with some number may tell how many, though it counts other things."""
COUNTED = 0.3
"""What a number of the asked things adds to a sentence beside one with some other number."""
AS_GOOD = 0.8
"""Share of the best score from which a later sentence on the same matter may replace it."""
STILL = re.compile(r"^\W*(?:has|have|is|are)\b", re.IGNORECASE)
"""Questions about how things stand now."""
NEIGHBOUR = 0.55
"""A neighbouring sentence is quoted too when it has this share of the best one's score."""
SAYING = (AnswerKind.FACT, AnswerKind.LIST)
"""Kinds of question in which somebody may be named as the speaker."""
UNNAMED = {
    AnswerKind.WHO: SURE,
    AnswerKind.WHERE: SURE,
    AnswerKind.HOW_MANY: 0.5,
    AnswerKind.WHEN: 0.5,
}
"""Kinds whose value may be worded as no name or number ("who pays?", "at the expense of the maker"),
with the probability from which a sentence answers so; chosen on the development questions."""
THE_MEETING = 0.9
"""Affinity from which a release is of the very meeting that is asked about."""
HELD = re.compile(
    r"\b(?:take place|took place|held|hold|meet|met|convened?|happen(?:ed)?|date of|venue)\b", re.I
)
"""Questions about a meeting itself."""
SAID_ON = 0.4
"""Share of the matter asked about that a speaker's sentence has to name."""
MAX_SAID = 4
"""Sentences of one speaker where no matter is named."""
BARE_YEAR = re.compile(r"\d{4}(?: \(.*\))?$")


def parts(reading: Reading, evidence: Sequence[Evidence]) -> Selection | None:
    """A question that asks two things ("where ... and how many ..."): what is found of each."""
    questions = parts_of(reading.question)
    if len(questions) < 2:
        return None
    found: list[Line] = []
    missing: list[str] = []
    for kind, words in questions:
        terms = tuple(term for term in reading.terms if term in stems(words))
        part = replace(reading, kind=kind, standalone=words, terms=terms or reading.terms)
        selection = fact(part, evidence)
        line = next((line for line in selection.lines if _answers_part(part, line)), None)
        if line is None:
            missing.append(words.strip(" ,?."))
        elif line.evidence not in [one.evidence for one in found]:
            found.append(line)
    if not found or selection.status is Status.PREMISE_CONTRADICTED:
        return None
    return Selection(
        Status.PARTLY_ANSWERED if missing else Status.ANSWERED, tuple(found), tuple(missing)
    )


def _answers_part(part: Reading, line: Line) -> bool:
    """True when the sentence has most of the part's own words beside the value."""
    own = set(part.terms) - set(stems(line.evidence.release.title))
    return not own or len(own & set(stems(line.evidence.text))) >= len(own) / 2


def fact(reading: Reading, evidence: Sequence[Evidence]) -> Selection:
    """The one sentence that answers, a second one where it adds what the first does not say."""
    if OUTCOME.search(reading.question) and only_announced(
        reading, max(evidence, key=lambda one: one.cover.own)
    ):
        return refused(Status.NOT_IN_ARCHIVE, evidence)
    itself = HELD.search(reading.question) and not ASKS_NEXT.search(reading.question)
    if itself and (own := _of_the_meeting(reading, evidence)):
        return Selection(Status.ANSWERED, (own,))
    speaker = speaker_of(reading) if reading.kind in SAYING else None
    if speaker and (said := _said_by(reading, speaker, evidence)):
        return said
    lines = _lines(reading, evidence)
    if not lines:
        return refused(Status.NOT_IN_ARCHIVE, evidence)
    best = lines[0]
    if reading.kind is AnswerKind.WHEN and BARE_YEAR.match(best.value):
        best = _more_exact(best, lines)
    if reading.kind in (AnswerKind.FACT, AnswerKind.DEFINITION):
        best = replace(best, evidence=with_neighbour(best.evidence, evidence))
    if reading.kind is AnswerKind.YES_NO:
        return Selection(Status.ANSWERED, (_whether(reading, lines),))
    second = _second(reading, best, lines[1:6])
    return Selection(Status.ANSWERED, (best, second) if second else (best,))


def _lines(reading: Reading, evidence: Sequence[Evidence]) -> list[Line]:
    """The sentences that may answer, best first: one with a value goes before one without."""
    counts = reading.kind is AnswerKind.HOW_MANY and counted(reading.question)
    lines = [
        line
        for one in evidence[:30]
        if not only_announced(reading, one)
        and (line := _line(reading, one))
        and is_good(one, VALUE if line.value else 0.0)
        and (line.value or not counts or one.cosine >= SOME_NUMBER or is_read_so(reading, one))
        and (reading.kind is not AnswerKind.YES_NO or one.cover.matter >= WHETHER or one.is_likely)
    ]
    valued = COUNTED if reading.kind is AnswerKind.HOW_MANY else VALUE
    return sorted(lines, key=lambda line: -line.evidence.score - (valued if line.value else 0.0))


def _whether(reading: Reading, lines: Sequence[Line]) -> Line:
    """What tells whether it is so: the asked act where it is told, the newest on how things stand."""
    done = [
        line
        for line in lines
        if line.act is reading.act
        and line.evidence.cover.on_topic
        and line.evidence.cover.told >= 0.6
    ]
    best = done[0] if reading.act in LISTED and done else lines[0]
    if STILL.match(reading.question):
        best = _newest([line for line in lines if _as_good(line, best)]) or best
    return replace(best, evidence=to_end_of_passage(best.evidence))


def _second(reading: Reading, best: Line, lines: Sequence[Line]) -> Line | None:
    """A line nearly as good that has terms of the question which the best one has not."""
    wanted = set(reading.terms) - set(stems(best.evidence.text))
    for line in lines:
        added = wanted & set(stems(line.evidence.text))
        close = line.evidence.score >= 0.85 * best.evidence.score
        if reading.terms and len(added) / len(reading.terms) >= SECOND_SHARE and close:
            return line
    return None


def _of_the_meeting(reading: Reading, evidence: Sequence[Evidence]) -> Line | None:
    """Day or place of the very meeting that is asked about, from the sentence that reports it."""
    for one in evidence:
        release = one.release
        meeting, event = release.meeting, release.event
        if one.affinity < THE_MEETING or one.cover.has_topic or not meeting:
            continue
        if reading.ordinal and meeting.ordinal != reading.ordinal:
            continue
        if reading.kind is AnswerKind.WHEN and event and event.passage == one.passage.id:
            return Line(one, Act.TOOK_PLACE, value=day_words(event))
        place = " ".join(meeting.place.split())
        if reading.kind is AnswerKind.WHERE and place and place in " ".join(one.text.split()):
            return Line(one, Act.TOOK_PLACE, value=place)
    return None


def _said_by(reading: Reading, speaker: Speaker, evidence: Sequence[Evidence]) -> Selection | None:
    """What somebody said on the asked matter; all they said there where no matter is named.

    None where only a role is named and nobody is told to have it, or where the reader finds an
    answer for a country's side or for "she", who may be another one: it may be worded otherwise.
    """
    theirs = [
        one
        for one in evidence
        if any(speaker.spoke(statement, one.release) for statement in one.statements)
    ]
    asked = [
        one
        for one in theirs
        if reading.act and any(_same(reading.act, two) for two in one.statements)
    ]
    near = [one for one in asked or theirs if one.cover.topic >= SAID_ON and one.cover.matter > 0]
    if not near:
        read = theirs if speaker.name and "names" not in reading.carried else evidence
        otherwise = speaker.is_role or any(one.is_likely for one in read)
        return None if otherwise else refused(Status.NOT_IN_ARCHIVE, theirs or evidence)
    near.sort(key=lambda one: -one.score)
    best = near[0]
    if best.cover.has_topic:
        return Selection(Status.ANSWERED, (Line(with_neighbour(best, evidence), _spoken(best)),))
    there = [one for one in near if one.release.id == best.release.id][:MAX_SAID]
    there.sort(key=lambda one: one.start)
    return Selection(Status.ANSWERED, tuple(Line(one, _spoken(one)) for one in there))


def _same(act: Act, statement: Statement) -> bool:
    return statement.act is act and act is not Act.STATED


def _spoken(one: Evidence) -> Act | None:
    return one.statements[0].act if one.statements else None


def _more_exact(best: Line, lines: Sequence[Line]) -> Line:
    """A line of the same release that gives the day, where the best one gives the year alone."""
    return next(
        (
            line
            for line in lines
            if line.evidence.release.id == best.evidence.release.id
            and not BARE_YEAR.match(line.value)
            and _as_good(line, best)
        ),
        best,
    )


def _as_good(line: Line, best: Line) -> bool:
    """True for a sentence on the same matter that answers nearly as well."""
    return line.evidence.cover.on_topic and line.evidence.score >= AS_GOOD * best.evidence.score


def _newest(lines: Sequence[Line]) -> Line | None:
    """The line of the latest release, None when there is none."""
    return max(
        lines,
        key=lambda line: (
            line.evidence.release.when.last if line.evidence.release.when else date.min
        ),
        default=None,
    )


def to_end_of_passage(evidence: Evidence) -> Evidence:
    """The sentence with all that follows it in its passage: how a matter was left stands there."""
    passage = evidence.passage
    rest = tuple(
        one
        for one in evidence.release.statements
        if one.passage == passage.id and one.start >= evidence.start
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
                best,
                start=min(one.start, best.start),
                end=max(one.end, best.end),
                statements=tuple(
                    sorted({*best.statements, *one.statements}, key=lambda two: two.start)
                ),
            )
    return best


def _line(reading: Reading, evidence: Evidence) -> Line | None:
    """The sentence as an answer of the asked kind; None when it holds no such value."""
    act = next((one.act for one in evidence.statements if one.act is reading.act), None)
    if act is None and evidence.statements:
        act = min(evidence.statements, key=lambda one: (one.start, -one.end)).act  # the main clause
    if reading.kind is AnswerKind.WHEN and not _achieved(reading, evidence):
        return None
    if reading.kind is AnswerKind.WHEN:
        event = evidence.release.event
        own = bool(event and event.passage == evidence.passage.id) or act is reading.act is not None
        text = " ".join(evidence.text.split())
        span = asked_date(reading, evidence.release, text, evidence.statements, own)
        if span is None:
            return Line(evidence, act) if is_read_so(reading, evidence) else None
        return Line(evidence, act, value=f"{limit_of(span, text)}{day_words(span)}")
    value = find_value(
        reading, evidence.release, " ".join(evidence.text.split()), evidence.statements
    )
    if value is None and is_read_so(reading, evidence):
        value = ""
    return None if value is None else Line(evidence, act, value=value)


def is_read_so(reading: Reading, evidence: Evidence) -> bool:
    """True when the reader is so sure of a sentence that it needs no value of the asked kind."""
    return (evidence.likely or 0.0) >= UNNAMED.get(reading.kind, math.inf)


def _only_consulted(evidence: Evidence) -> bool:
    """True when the sentence agrees to talk about something, which so has no date yet."""
    agreed = [one for one in evidence.statements if one.act is Act.AGREED]
    return bool(agreed) and all(
        CONSULT.match(evidence.text.partition(one.verb)[2]) for one in agreed
    )


def _achieved(reading: Reading, evidence: Evidence) -> bool:
    """False when "adopted" or "signed" is asked as done and the sentence only agrees to get there."""
    if ASKS_AHEAD.search(reading.question):
        return True
    if reading.act is not Act.AGREED and _only_consulted(evidence):
        return False
    asked = {DEEDS[word] for word in stems(reading.question) if word in DEEDS}
    if not asked or reading.act is not Act.AGREED:
        return True
    nouns = {DEEDS[stem(word)] for word in DEED_NOUN.findall(evidence.text) if stem(word) in DEEDS}
    return bool(nouns & asked) or any(
        DEEDS.get(stem(one.verb)) in asked and not one.negated for one in evidence.statements
    )
