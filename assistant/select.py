"""From scored sentences to those that answer, and the status that describes the answer."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.asked_for import gives_it, tells_it
from assistant.comparison import comparison
from assistant.concern import lacks, near_period, of_meeting, only_planned
from assistant.counting import count, with_verb
from assistant.cover import unknown_names
from assistant.definition import definition
from assistant.evidence import Evidence, in_period
from assistant.facts import fact, parts
from assistant.follow_up import BEFORE, LATER, is_typed
from assistant.lexicon import Lexicon
from assistant.lists import acts
from assistant.news import news
from assistant.premise import contradiction
from assistant.records import AnswerKind, Reading, Status
from assistant.selection import LISTED, Line, Selection, closest, refused
from assistant.timeline import meetings_listed, newest, timeline
from index.records import Filters

LISTING = (AnswerKind.FACT, AnswerKind.LIST, AnswerKind.COMPARISON)
TRIES = 4
"""How often the next best sentences are tried where the value is of another kind."""
ANYTHING = re.compile(
    r"\banything\b|\bany (?:\w+ )?(?:agreements?|deals?|decisions?|commitments?|proposals?)\b",
    re.IGNORECASE,
)
"""A yes-or-no question that asks for a list."""
FRESH = 0.8
"""Share of the reader's probability of what was quoted just before that something new has to have;
chosen on the development conversations."""
ASKS_WHY = re.compile(r"^\W*(?:why|how)\b", re.IGNORECASE)


def select(
    reading: Reading, evidence: Sequence[Evidence], filters: Filters, lexicon: Lexicon
) -> Selection:
    """The sentences that answer the question, or the reason why none does.

    Args:
        evidence: scored sentences, best first, from inside and outside the asked period.
    """
    if decided := _before_a_choice(reading, evidence, filters, lexicon):
        return decided
    fitting = _fitting(reading, evidence, lexicon)
    inside = [one for one in fitting if in_period(one, filters)]
    if not reading.context and (listed := meetings_listed(reading, inside, lexicon)):
        return listed
    planned = [one for one in fitting if only_planned(reading, one, lexicon)]
    held = [one for one in fitting if one not in planned]
    if planned and _most(planned) > _most(held):
        return refused(Status.NOT_IN_ARCHIVE, planned)
    if planned and (reading.ordinal or reading.act not in LISTED):
        fitting, inside = held, [one for one in inside if one not in planned]
    if reading.context or (reading.carried and not _asks_for_list(reading)):
        return _followed(reading, inside, fitting, evidence, lexicon)
    chosen = _choose(reading, inside, lexicon)
    if not chosen.lines and _asks_for_list(reading):
        chosen = _worded_otherwise(reading, inside) or chosen
    likely = [one for one in inside if one.is_likely]
    if likely and not chosen.lines and reading.kind is AnswerKind.TIMELINE:
        chosen = fact(reading, likely)
    if chosen.status is Status.NOT_IN_ARCHIVE and reading.period and inside != fitting:
        outside = [one for one in fitting if one not in inside]
        elsewhere = _choose(replace(reading, period=None), outside, lexicon)
        if elsewhere.lines and not near_period(reading, evidence, filters):
            return refused(Status.OUTSIDE_PERIOD, [line.evidence for line in elsewhere.lines])
    return chosen if chosen.lines else replace(chosen, closest=closest(inside or evidence))


def _before_a_choice(
    reading: Reading, evidence: Sequence[Evidence], filters: Filters, lexicon: Lexicon
) -> Selection | None:
    """Comparisons and dated lists, wrong premises and unknown names: they look at all evidence."""
    if compared := comparison(reading, evidence, lexicon):
        return compared
    told = [
        one
        for one in evidence
        if in_period(one, filters) and not lacks(reading, one, lexicon, False, names=False)
    ]
    if found := contradiction(reading, evidence, of_meeting(reading, told), lexicon):
        return Selection(Status.PREMISE_CONTRADICTED, (Line(found.sentence),), note=found.note)
    if strangers := unknown_names(reading, lexicon):
        names = [lexicon.printed.get(word, word) for word in strangers]
        return refused(Status.NOT_IN_ARCHIVE, evidence, names)
    if reading.kind is AnswerKind.TIMELINE and not reading.context:
        dated = timeline(reading, evidence, filters, lexicon)
        return dated if dated.lines else None
    return None


def _fitting(reading: Reading, evidence: Sequence[Evidence], lexicon: Lexicon) -> list[Evidence]:
    """The sentences that are about what is asked, and tell what is asked of it."""
    telling = [one for one in evidence if tells_it(reading, one, lexicon)]
    return of_meeting(reading, [one for one in telling if not lacks(reading, one, lexicon)])


def _followed(
    reading: Reading,
    inside: Sequence[Evidence],
    fitting: Sequence[Evidence],
    evidence: Sequence[Evidence],
    lexicon: Lexicon,
) -> Selection:
    """The selection of a follow-up: from where it points to, then from elsewhere.

    A period that the conversation supplies holds no longer where nothing in it answers.
    """
    timeless = replace(reading, period=None)
    # "two years later" counts from what was told, but is asked
    carried = "period" in reading.carried and not is_typed(reading)
    # what is likely where the question points to needs none of its words
    known = [one for one in _meant(reading, evidence) if one.is_likely]
    places = [(reading, _meant(reading, inside), known), (reading, inside, inside)]
    if carried:
        places += [(timeless, _meant(reading, fitting), known), (timeless, fitting, fitting)]
    for asked, there, read_there in places:
        chosen = _choose_new(asked, there, lexicon)
        if chosen.lines and (_asks_for_list(asked) or _is_read_so(chosen, evidence)):
            return chosen
        likely = [one for one in _fresh(reading, read_there) if one.is_likely]
        if likely and (found := _read_alone(asked, likely)) and found.lines:
            return found
    if not carried and reading.period and inside != fitting:
        outside = [one for one in fitting if one not in inside]
        elsewhere = _choose(timeless, outside, lexicon)
        if elsewhere.lines and _is_read_so(elsewhere, evidence):
            return refused(Status.OUTSIDE_PERIOD, [line.evidence for line in elsewhere.lines])
    return refused(Status.NOT_IN_ARCHIVE, inside or evidence)


def _read_alone(reading: Reading, likely: Sequence[Evidence]) -> Selection | None:
    """What the reader alone finds; a proposal is shown for no agreement."""
    if _asks_for_list(reading):
        return _worded_otherwise(reading, likely)
    return fact(reading, likely)


def _is_read_so(chosen: Selection, evidence: Sequence[Evidence]) -> bool:
    """True unless a reader finds no sentence likely: a follow-up has few words to tell them by."""
    has_reader = any(one.likely is not None for one in evidence)
    return not has_reader or any(line.evidence.is_likely for line in chosen.lines)


def _meant(reading: Reading, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Where a follow-up is answered first: in the releases that the last answer cited, or where it
    asks how things went on, or had been, in later or earlier ones."""
    told = [one for one in evidence if one.release.id in reading.context]
    spans = [one.release.when for one in told if one.release.when]
    others = [(one, one.release.when) for one in evidence if one.release.id not in reading.context]
    if spans and LATER.search(reading.question):
        last = max(span.last for span in spans)
        return [one for one, when in others if when and when.first > last]
    if spans and BEFORE.search(reading.question):
        first = min(span.first for span in spans)
        return [one for one, when in others if when and when.last < first]
    return [] if LATER.search(reading.question) else told


def _choose_new(reading: Reading, evidence: Sequence[Evidence], lexicon: Lexicon) -> Selection:
    """What the last answer quoted is given again only where the reader finds nothing as good."""
    fresh = _choose(reading, _fresh(reading, evidence), lexicon)
    if fresh.lines and reading.kind in LISTING:
        return fresh
    if LATER.search(reading.question) and reading.kind in (*LISTING, AnswerKind.YES_NO):
        return fresh
    again = _choose(reading, evidence, lexicon)
    return fresh if fresh.lines and _likely(fresh) >= FRESH * _likely(again) else again


def _fresh(reading: Reading, evidence: Iterable[Evidence]) -> list[Evidence]:
    """The sentences of passages that the last answer did not quote."""
    return [one for one in evidence if one.passage.id not in reading.cited]


def _likely(chosen: Selection) -> float:
    return max((line.evidence.likely or 0.0 for line in chosen.lines), default=0.0)


def _most(evidence: Iterable[Evidence]) -> float:
    """How much of the question's wording the sentence has that has most of it."""
    return max((one.cover.own for one in evidence), default=0.0)


def _choose(reading: Reading, evidence: Sequence[Evidence], lexicon: Lexicon) -> Selection:
    """The selection whose values are of the asked kind; sentences that give none are passed over."""
    for _ in range(TRIES):
        chosen = _chosen(reading, evidence, lexicon)
        idle = [line.evidence for line in chosen.lines if not gives_it(reading, line)]
        if not idle:
            return chosen
        starts = {(one.release.id, one.start) for one in idle}
        evidence = [one for one in evidence if (one.release.id, one.start) not in starts]
    return refused(Status.NOT_IN_ARCHIVE, evidence)


def _asks_for_list(reading: Reading) -> bool:
    """True for a question about all that was agreed, proposed or seen alike."""
    lists = reading.kind in LISTING and not ASKS_WHY.search(reading.question)
    return reading.act in LISTED and lists


def _worded_otherwise(reading: Reading, evidence: Sequence[Evidence]) -> Selection | None:
    """What the reader finds likely where no sentence on the matter carries the asked act.

    A sentence with another listed act is passed over: a proposal is shown for no agreement.
    """
    likely = [
        one
        for one in evidence
        if one.is_likely
        and {two.act for two in one.statements}.intersection(LISTED) <= {reading.act}
    ]
    found = fact(reading, likely) if likely else Selection(Status.NOT_IN_ARCHIVE)
    if not found.lines:
        return None
    acts_told = {two.act for line in found.lines for two in line.evidence.statements}
    if reading.act in acts_told:
        return found
    missing = (*found.missing, f"nothing that was {reading.act}")
    return replace(found, status=Status.PARTLY_ANSWERED, missing=missing)


def _chosen(reading: Reading, evidence: Sequence[Evidence], lexicon: Lexicon) -> Selection:
    if not evidence:
        return Selection(Status.NOT_IN_ARCHIVE)
    if reported := news(reading, evidence, lexicon):
        return reported
    if reading.kind is AnswerKind.TIMELINE:
        return timeline(reading, evidence, Filters(), lexicon)
    if listed := meetings_listed(reading, evidence, lexicon):
        return listed
    if reading.latest:
        evidence = newest(evidence)
    if _asks_for_list(reading):
        return acts(reading, evidence)
    if reading.act in LISTED and ANYTHING.search(reading.question):
        return acts(reading, evidence)
    special = None
    if reading.kind in (AnswerKind.HOW_MANY, AnswerKind.COUNT):
        special = count(reading, evidence, lexicon)
        evidence = with_verb(reading, evidence)
    if reading.kind is AnswerKind.DEFINITION:
        special = definition(reading, evidence)
    return special or parts(reading, evidence) or fact(reading, evidence)
