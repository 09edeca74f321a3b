"""From retrieved passages to scored sentences: how well does each answer the question?"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.cover import (
    GENERIC,
    HOME,
    Cover,
    Surroundings,
    cover_of,
    question_terms,
    term_weights,
)
from assistant.lexicon import Lexicon
from assistant.records import Reading
from assistant.values import with_name
from index.embed import Embedder, Vectors
from index.people import is_named
from index.records import Act, DateSpan, Filters, Passage, PassageKind, Release, Statement
from index.sentence_vectors import halved
from index.sentences import flat, sentence_spans
from index.words import stems

COVERAGE, FOCUS, COSINE, AFFINITY, ACT, QUOTED, VALUE = 0.25, 0.35, 0.35, 0.15, 0.12, 1.0, 0.10
BY_PERSON, ACTOR, ANNOUNCED = 0.15, 0.12, -0.12
"""Weights of the parts of a sentence's score; chosen on the development questions."""
FORWARD = re.compile(
    r"\b(?:will|going to|announc\w+|plan\w*|expected|upcoming|scheduled|invit\w+|to be held)\b",
    re.IGNORECASE,
)
OPENING, SAME_ORDINAL, SAME_PERIOD = 0.6, 1.3, 1.1
"""How a release's first sentence, the asked ordinal and the asked period count for its affinity."""
SURE, DOUBTED = 0.15, 0.08
"""Probabilities of the reader from which, and below which, it overrules the words' marks."""
TRUSTED = 0.25
"""Probability of the reader from which a name that is asked for may stand elsewhere in the release;
chosen on the development questions."""
MAX_REMEMBERED = 50_000
"""Sentences whose vectors are kept in memory (1.5 KB each with 384 dimensions)."""
Stored = Callable[[Sequence[str]], dict[str, Vectors]]
"""Gives the vectors that the index holds of some sentences, by their texts."""
QUOTATION = re.compile(r"[“\"]([^”\"]{8,})[”\"]")


@dataclass(frozen=True)
class Evidence:
    """A sentence `release.text[start:end]` with its score (higher is better, about 0 to 1.3).

    `cosine` is that of question and sentence, in [-1, 1]; `affinity` tells how well the release's
    meeting fits the question, in [0, 1]; `cover` how much of the question's wording is there;
    `likely` is the reader's probability that it answers, None where it was not read.
    """

    release: Release
    passage: Passage
    start: int
    end: int
    statements: tuple[Statement, ...]
    score: float
    cosine: float
    affinity: float
    cover: Cover
    likely: float | None = None

    @property
    def text(self) -> str:
        """The sentence as stored."""
        return self.release.text[self.start : self.end]

    @property
    def is_likely(self) -> bool:
        """True when the reader is so sure that it answers that it need not share words with it."""
        return self.likely is not None and self.likely >= SURE

    @property
    def is_trusted(self) -> bool:
        """True when the reader is so sure that the names asked for need not stand beside it."""
        return self.likely is not None and self.likely >= TRUSTED

    @property
    def is_unlikely(self) -> bool:
        """True when the reader is so sure that it does not answer that shared words do not help."""
        return self.likely is not None and self.likely < DOUBTED

    def when(self, act: Act | None = None) -> DateSpan | None:
        """The day of what the sentence tells: its own (recap) date, else the release's."""
        for statement in self.statements:
            if statement.event and (act is None or statement.act is act):
                return statement.event
        return self.release.when


class Sentences:
    """The vectors of sentences; shared by all visitors' questions.

    Those of the index are read from it. Others, as of an index of an earlier version, are encoded
    once, rounded as the index rounds them, and remembered.
    """

    def __init__(self, embedder: Embedder, stored: Stored | None = None) -> None:
        self.embedder, self.stored = embedder, stored
        self._known: dict[str, Vectors] = {}

    def vectors(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """The unit vector `(d,) float32` of each text."""
        wanted = dict.fromkeys(texts)
        found = self.stored(list(wanted)) if self.stored else {}
        for text in wanted.keys() - found.keys():
            if (vector := self._known.get(text)) is not None:
                found[text] = vector
        missing = [text for text in wanted if text not in found]
        if missing:
            rounded = halved(self.embedder.encode(missing)).astype(np.float32)
            new = dict(zip(missing, rounded, strict=True))
            if len(self._known) > MAX_REMEMBERED:
                self._known = {}
            self._known |= new
            found |= new
        return found


def affinities(reading: Reading, lexicon: Lexicon) -> dict[str, float]:
    """How well each release's title, meeting and opening fit the question, in [0, 1]; 1 for the best."""
    wanted = question_terms(reading) | set(reading.subject)
    raw = dict.fromkeys(lexicon.heads, 0.0)
    for id in dict.fromkeys(id for term in wanted for id in lexicon.opened_with.get(term, ())):
        head, opening = lexicon.heads[id], lexicon.openings[id] - lexicon.heads[id]
        raw[id] = sum(lexicon.head_weight(term) for term in wanted & head)
        raw[id] += OPENING * sum(lexicon.head_weight(term) for term in wanted & opening)
        if reading.ordinal and lexicon.ordinals.get(id) == reading.ordinal:
            raw[id] *= SAME_ORDINAL
        if _fits_days(reading, lexicon.when.get(id)):
            raw[id] *= SAME_PERIOD
    highest = max(raw.values(), default=0.0)
    return {id: value / highest if highest else 0.0 for id, value in raw.items()}


def _fits_days(reading: Reading, when: DateSpan | None) -> bool:
    """True when a release tells of the asked period, or of the year in the asked meeting's name."""
    if when is None:
        return False
    if reading.edition and not reading.period:
        return when.first.year <= reading.edition <= when.last.year
    period = reading.period
    return period is not None and when.first <= period.last and period.first <= when.last


def weigh(
    reading: Reading,
    passages: Iterable[tuple[Release, Passage]],
    vector: Vectors,
    sentences: Sentences,
    lexicon: Lexicon,
    affinity: Mapping[str, float],
) -> list[Evidence]:
    """The sentences of the passages as evidence, best first."""
    pieces = [
        (release, passage, passage.start + start, passage.start + end)
        for release, passage in passages
        if passage.kind is not PassageKind.HEAD
        for start, end in sentence_spans(release.text_of(passage))
    ]
    vectors = sentences.vectors(
        [flat(release.text[start:end]) for release, _, start, end in pieces]
    )
    weights = term_weights(reading, lexicon)
    wide = term_weights(replace(reading, terms=whole_terms(reading)), lexicon)
    found, around = [], Surroundings(lexicon)
    for release, passage, start, end in pieces:
        text = flat(release.text[start:end])
        statements = tuple(
            one
            for one in release.statements
            if one.sentence_start == start and one.passage == passage.id
        )
        cover = cover_of(wide, release, passage, text, lexicon, around)
        if release.id in reading.context:  # what is meant is known there: the rest is enough
            alone = cover_of(weights, release, passage, text, lexicon, around)
            cover = max(alone, cover, key=lambda one: one.coverage)
        cosine = float(np.dot(vector, vectors[text]))
        near = affinity.get(release.id, 0.0) if release.id not in reading.context else 1.0
        score = COVERAGE * cover.coverage + FOCUS * cover.focus + COSINE * cosine + AFFINITY * near
        score += _bonus(reading, release, statements, text)
        found.append(Evidence(release, passage, start, end, statements, score, cosine, near, cover))
    return sorted(found, key=lambda one: (-one.score, one.release.id, one.start))


def whole_terms(reading: Reading) -> tuple[str, ...]:
    """The terms of a question; of one that points back, those of what it points to, too."""
    if not reading.context:
        return reading.terms
    return tuple(dict.fromkeys((*reading.terms, *reading.subject)))


def _bonus(reading: Reading, release: Release, statements: Sequence[Statement], text: str) -> float:
    """What act, actor, person and quoted words add to a sentence's score, or take from it."""
    bonus = ACTOR * _acting(reading, statements, release)
    if is_announcement(release) and not FORWARD.search(reading.question):
        bonus += ANNOUNCED
    if reading.act and any(_same_act(reading.act, one.act) for one in statements):
        bonus += ACT
    people = [name.canonical for name in reading.names if name.kind == "person"]
    if people and any(_by(people, one, release) for one in statements):
        bonus += BY_PERSON
    quoted = [flat(match).lower() for match in QUOTATION.findall(reading.question)]
    if any(quote.strip(" .,") in text.lower().replace("‘", "'") for quote in quoted):
        bonus += QUOTED
    return bonus


def is_announcement(release: Release) -> bool:
    """True for a release that tells of an event to come."""
    return release.announces


def _by(people: Sequence[str], statement: Statement, release: Release) -> bool:
    """True when a statement is that of one of the people."""
    actor = with_name(statement.actor, release) if statement.actor else ""
    return any(is_named(person, actor) for person in people)


def _acting(reading: Reading, statements: Sequence[Statement], release: Release) -> int:
    """1 when the asked actor is the one who acts, -1 when it is another, 0 when that is open."""
    wanted = set(stems(reading.actor)) - GENERIC - {HOME}
    acting = [
        one for one in statements if reading.act and _same_act(reading.act, one.act) and one.actor
    ]
    if not wanted or not acting:
        return 0
    return 1 if any(wanted & set(stems(with_name(one.actor, release))) for one in acting) else -1


def _same_act(asked: Act, given: Act) -> bool:
    """True when an act is the asked one; "said" is asked of any act of speech."""
    return given is asked or (
        asked is Act.STATED and given not in (Act.TOOK_PLACE, Act.WILL_DO, Act.OTHER)
    )


def in_period(evidence: Evidence, filters: Filters) -> bool:
    """True when the sentence tells of the asked days: its statements, its release, or a printed date."""
    if not (filters.first or filters.last):
        return True
    spans: list[DateSpan | None] = [one.event for one in evidence.statements if one.event]
    spans = spans or [evidence.release.when]
    if any(span is not None and _within(span, filters) for span in spans):
        return True
    printed = [one for one in evidence.release.mentioned if one.passage == evidence.passage.id]
    return any(_within(one, filters) and _inside(one, filters) for one in printed)


def _inside(span: DateSpan, filters: Filters) -> bool:
    return (filters.first is None or span.first >= filters.first) and (
        filters.last is None or span.last <= filters.last
    )


def _within(span: DateSpan, filters: Filters) -> bool:
    return (filters.first is None or span.last >= filters.first) and (
        filters.last is None or span.first <= filters.last
    )
