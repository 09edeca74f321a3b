"""The steps of a subject: the sentences that tell how a matter went on, from proposal to outcome."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.concern import lacks
from assistant.cover import GENERIC, term_weights
from assistant.evidence import Evidence, in_period, is_announcement
from assistant.lexicon import Lexicon, passage_stems
from assistant.origin import (
    PUT_FORWARD,
    in_series,
    numbers_in,
    origins_of,
    recalled_day,
    tells_again,
)
from assistant.records import Reading
from assistant.selection import LISTED
from index.dates import find_dates
from index.event import span_of
from index.records import Act, DateSpan, Filters, Modality, PassageKind
from index.words import stems

SURE = 0.75
"""Share of the best sentence's own words of the subject from which a sentence is a step."""
LEAST, ALIKE, TOGETHER = 0.2, 0.4, 0.8
"""A sentence with fewer of them is a step where it is alike in meaning: its share of the subject's
words, its cosine, and both together, at least. Chosen on the development questions."""
ENOUGH = 0.5
"""A subject of which no sentence has so much is not in the archive."""
RETURNS = 0.5
"""Share of the subject's words with which a later meeting of the series comes back to it."""
FURTHER = 0.6
"""Share of the best sentence's own words from which another one of its event is a step too."""
MAX_OF_EVENT = 3
PARTS, ALIKE_UNNAMED = 2, 0.3
"""Words of the later name, and the cosine, that a proposal made before that name has at least."""
TITLES = (PassageKind.HEAD, PassageKind.BEFORE)
"""What stands over the text and reports nothing that the text does not."""
MOVES = (Act.AGREED, Act.PROPOSED, Act.SHARED_VIEW)
"""Acts that move a matter on."""
GOES_ON = re.compile(
    r"\W*(?:they|it|this|these|in\s+this\s+connection|accordingly|instead|however|in\s+its\s+place)\b"
    r"|[^.]*?\b(?:the|this|that)\s+(?:proposal|idea|suggestion|plan|offer|request|matter|issue"
    r"|question|text|draft)\b",
    re.IGNORECASE,
)
"""The beginning of a sentence that goes on with what the one before it tells."""
CHANGED = re.compile(
    r"\b(?:put\s+off|postponed|delayed|cancelled|canceled|suspended|resumed|dropped|withdr[ae]wn?"
    r"|extended|closed|replaced|called\s+off|shelved)\b",
    re.IGNORECASE,
)
NAME = re.compile(r"[A-Z][\w’'-]*(?:\s+(?:(?:of|for|on|and|the)\s+)*[A-Z][\w’'-]*)+")


@dataclass(frozen=True)
class _Step:
    """A sentence with the share of the subject's words that it has itself, in [0, 1]."""

    evidence: Evidence
    own: float


def steps_of(
    reading: Reading, evidence: Sequence[Evidence], filters: Filters, lexicon: Lexicon
) -> list[Evidence]:
    """The steps of the asked subject, each told once: recaps of what another release reports are
    left out, and so are announcements of it.

    Args:
        evidence: scored sentences, best first; what is proposed without a name is among them.
    """
    body = [one for one in evidence if one.passage.kind not in TITLES]
    fitting = [one for one in body if not lacks(reading, one, lexicon)]
    weights = _subject(reading, lexicon)
    if not weights:
        return []
    rated = [_Step(one, _own(one, weights, lexicon)) for one in fitting if day_told(one)]
    best = max((one.own for one in rated), default=0.0)
    if best < ENOUGH:
        return []
    sure = [one for one in rated if _is_step(one, best)]
    steps = _of_each_event([one for one in rated if one in sure or _returns(one, sure)])
    first = [*origins_of(steps, body), *_unnamed(steps, body, weights)]
    steps += [one for one in dict.fromkeys(first) if not _among(one, steps)]
    steps = [one for one in steps if in_period(one, filters)]
    kept = [one for one in steps if not _told_elsewhere(one, steps)]
    left = [one for one in steps if one not in kept]
    left += [one.evidence for one in rated if _points_back(one, kept)]
    beyond = [rest for one in left if (rest := _beyond(one))]
    kept += [one for one in beyond if not _among(one, kept) and not _told_elsewhere(one, kept)]
    return [_to_its_end(one) for one in kept]


def day_told(one: Evidence) -> DateSpan | None:
    """The day of what a sentence tells: that of the meeting it looks back on, else its event's."""
    return recalled_day(one) or one.when()


def _subject(reading: Reading, lexicon: Lexicon) -> Mapping[str, float]:
    """The weights of the words that name the subject."""
    weights = term_weights(reading, lexicon)
    telling = {term: weight for term, weight in weights.items() if term not in GENERIC}
    return telling or weights


def _own(one: Evidence, weights: Mapping[str, float], lexicon: Lexicon) -> float:
    """The share of the subject's words in a sentence, its acronyms written out.

    Words inside another name ("Tide Fund Council" for "tide fund") are none of the subject's.
    """
    text = " ".join(one.text.split())
    subject = set(weights)
    own = NAME.sub(lambda match: " " if _is_near(match.group(), subject) else match.group(), text)
    given = set(passage_stems(own))
    for short in re.findall(r"\b[A-Z][A-Z\d-]+\b", own):
        for long in lexicon.acronyms.get(short, ()):
            given |= passage_stems(long)
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in given) / total


def _is_near(name: str, subject: set[str]) -> bool:
    """True for a name that shares words with the subject, lacks others and names another thing."""
    words = stems(name)
    shared = subject.intersection(words)
    lacking = bool(subject.difference(words))
    return len(shared) > 1 and lacking and words[-1] not in subject


def _is_step(one: _Step, best: float) -> bool:
    if one.own >= SURE * best:
        return True
    alike = one.evidence.cosine >= ALIKE and one.own + one.evidence.cosine >= TOGETHER
    return one.own >= LEAST and alike and _moves(one.evidence)


def _returns(one: _Step, sure: Sequence[_Step]) -> bool:
    """True where a sentence comes back to what was put forward: "on the centre proposed last year"."""
    release = one.evidence.release
    back = PUT_FORWARD.search(one.evidence.text) and not release.announces
    return (
        bool(back)
        and one.own >= RETURNS
        and any(in_series(other.evidence.release, release) for other in sure)
    )


def _points_back(one: _Step, steps: Sequence[Evidence]) -> bool:
    """True for a sentence of a step's release that only tells at which earlier meeting it began."""
    told = any(other.release.id == one.evidence.release.id for other in steps)
    back = PUT_FORWARD.search(one.evidence.text) and one.own >= LEAST
    return told and bool(back) and bool(numbers_in(one.evidence.text, one.evidence.release))


def _moves(one: Evidence) -> bool:
    return any(
        each.act in MOVES and each.modality is not Modality.POSSIBLE for each in one.statements
    )


def _of_each_event(rated: Sequence[_Step]) -> list[Evidence]:
    """The best sentence of each event, and further steps of the same one from other passages."""
    chosen: dict[tuple[str, str], list[_Step]] = {}
    for one in rated:
        when = day_told(one.evidence)
        group = chosen.setdefault((one.evidence.release.id, str(when.first if when else "")), [])
        if not group or _is_further(one, group):
            group.append(one)
    return [one.evidence for group in chosen.values() for one in group[:MAX_OF_EVENT]]


def _is_further(one: _Step, group: Sequence[_Step]) -> bool:
    looks_back = _looks_back(one.evidence)
    if any(one.evidence.passage.id == other.evidence.passage.id for other in group):
        return looks_back and one.own >= FURTHER * group[0].own
    settled = any(_moves(other.evidence) for other in group)
    acts = (Act.AGREED, Act.PROPOSED) if settled else MOVES
    done = looks_back or any(
        each.act in acts and each.modality is Modality.FACT for each in one.evidence.statements
    )
    return done and one.own >= (FURTHER if settled else RETURNS) * group[0].own


def _looks_back(one: Evidence) -> bool:
    """True for a sentence that tells of several steps by their days, earlier than its release."""
    when = one.release.when
    anchor = one.release.released or when
    if when is None or anchor is None:
        return False
    days = [mention.first for mention in find_dates(one.text, anchor.first) if mention.first]
    return any(day < when.first for day in days)


def _following(one: Evidence) -> Iterator[Evidence]:
    """The sentences behind one in its passage, in their order."""
    ends = {
        each.sentence_start: each.sentence_end
        for each in one.release.statements
        if each.passage == one.passage.id and each.sentence_start >= one.end
    }
    for start, end in sorted(ends.items()):
        own = tuple(
            each
            for each in one.release.statements
            if each.passage == one.passage.id and each.sentence_start == start
        )
        yield replace(one, start=start, end=end, statements=own)


def _unnamed(
    steps: Sequence[Evidence], evidence: Sequence[Evidence], weights: Mapping[str, float]
) -> Iterator[Evidence]:
    """The proposal that came before the first step, in words of the full name it was given later."""
    earliest = min(steps, key=lambda one: _day(one), default=None)
    if earliest is None or any(each.act is Act.PROPOSED for each in earliest.statements):
        return
    subject = set(weights)
    full = [set(stems(name)) for one in steps for name in NAME.findall(" ".join(one.text.split()))]
    wanted = subject.union(*[name for name in full if subject <= name]) - GENERIC
    found = []
    for one in evidence:
        shared = wanted & set(stems(one.text))
        proposed = any(each.act is Act.PROPOSED and not each.negated for each in one.statements)
        near = one.cosine >= ALIKE_UNNAMED and in_series(one.release, earliest.release)
        if proposed and near and shared & subject and len(shared) >= PARTS:
            found.append((len(shared), one.score, one))
    if found:
        yield max(found, key=lambda each: each[:2])[2]


def _day(one: Evidence) -> int:
    when = day_told(one)
    return when.first.toordinal() if when else 0


def _to_its_end(one: Evidence) -> Evidence:
    """The sentence with the next of its passage where that goes on with it: what came of it."""
    for rest in _following(one):
        between = one.release.text[one.end : rest.start]
        if not between.strip() and _goes_on(rest):
            return replace(one, end=rest.end, statements=(*one.statements, *rest.statements))
        break
    return one


def _goes_on(rest: Evidence) -> bool:
    moved = any(each.act in LISTED for each in rest.statements) or CHANGED.search(rest.text)
    return bool(moved) and bool(GOES_ON.match(rest.text))


def _beyond(one: Evidence) -> Evidence | None:
    """What a passage tells of the matter behind a recap that is left out itself."""
    rest = next(_following(one), None)
    if rest is None or one.release.announces or not _goes_on(rest):
        return None
    own = day_told(rest) == one.release.when or CHANGED.search(rest.text)
    return rest if own else None


def _among(one: Evidence, steps: Sequence[Evidence]) -> bool:
    return any(
        one.passage.id == other.passage.id and one.start < other.end and other.start < one.end
        for other in steps
    )


def _told_elsewhere(one: Evidence, steps: Sequence[Evidence]) -> bool:
    """True for a recap or an announcement of what another step's own release reports."""
    others = [
        other
        for other in steps
        if other.release.id != one.release.id
        and not is_announcement(other.release)
        and day_told(other) == other.release.when
    ]
    recap = day_told(one) != one.release.when or is_announcement(one.release)
    if recap and any(_same_day(one, other) for other in others):
        return True
    if is_announcement(one.release) and any(_prints_day_of(one, other) for other in others):
        return True
    return any(tells_again(one, other) for other in others)


def _prints_day_of(one: Evidence, other: Evidence) -> bool:
    """True when an announcement's sentence prints the day or month of an earlier event."""
    anchor, its = one.release.released, other.release.when
    days = find_dates(one.text, anchor.first if anchor else None)
    spans = [span for mention in days if (span := span_of(mention, ""))]
    return its is not None and any(span.overlaps(its) for span in spans)


def _same_day(one: Evidence, other: Evidence) -> bool:
    mine, its = day_told(one), day_told(other)
    return bool(mine and its and mine.overlaps(its))
