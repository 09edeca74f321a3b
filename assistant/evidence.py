"""From retrieved passages to scored sentences: how well does each answer the question?"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.names import Lexicon, common_words
from assistant.records import Reading
from index.embed import Embedder, Vectors
from index.records import Act, DateSpan, Filters, Passage, PassageKind, Release, Statement
from index.sentences import sentence_spans
from index.words import COUNTRIES, STOPWORDS, stem, stems

OWN, NEAR, AROUND = 1.0, 0.8, 0.6
"""What a term counts that stands in the sentence, its passage, or around it (lead, head, ¶1)."""
COVERAGE, FOCUS, COSINE, AFFINITY, ACT, QUOTED, VALUE = 0.25, 0.35, 0.35, 0.15, 0.12, 1.0, 0.10
ANNOUNCED = -0.12
"""Weights of the parts of a sentence's score; chosen on the development questions."""
HOME = "korea"
"""The archive's own country: every release is about it, so that its name tells nothing."""
FORWARD = re.compile(r"\b(?:will|going to|announc\w+|plan\w*|expected|upcoming|scheduled|invit\w+|to be held)\b", re.IGNORECASE)
GENERIC = frozenset(stem(word) for word in "country meeting participants government foreign ministry state relations side topic round session".split())
GENERIC_WEIGHT = 0.6
"""Words that stand in nearly every release tell little, however few releases there are."""
UNKNOWN_SHARE = 0.25
"""Weight of a common word that the archive never uses: it may be a paraphrase."""
OPENING, SAME_ORDINAL, SAME_PERIOD = 0.6, 1.3, 1.1
"""How a release's first sentence, the asked ordinal and the asked period count for its affinity."""
QUOTATION = re.compile(r"[“\"]([^”\"]{8,})[”\"]")


@dataclass(frozen=True)
class Evidence:
    """A sentence `release.text[start:end]` with its score (higher is better, about 0 to 1.3).

    `coverage` is the weighted share of the question's terms found in the sentence and its scope,
    in [0, 1]; `own` the share in the sentence alone; `presence` the share that stands in the passage,
    its paragraph's lead or the release's title and meeting, wherever; `focus` the share, in the sentence, of those terms that the release's title and
    opening sentence do not give already, `told` the same in the sentence's passage; `on_topic` is false when the sentence has
    fewer than half of them; `cosine` that of question and sentence.
    `missing` are terms found nowhere in the scope.
    """

    release: Release
    passage: Passage
    start: int
    end: int
    statements: tuple[Statement, ...]
    score: float
    coverage: float
    own: float
    cosine: float
    affinity: float
    missing: tuple[str, ...]
    presence: float = 1.0
    focus: float = 1.0
    told: float = 1.0
    on_topic: bool = True

    @property
    def text(self) -> str:
        """The sentence as stored."""
        return self.release.text[self.start : self.end]

    def when(self, act: Act | None = None) -> DateSpan | None:
        """The day of what the sentence tells: its own (recap) date, else the release's."""
        for statement in self.statements:
            if statement.event and (act is None or statement.act is act):
                return statement.event
        return self.release.when


class Sentences:
    """The sentences of releases with their vectors, encoded once and remembered."""

    def __init__(self, embedder: Embedder) -> None:
        self.embedder = embedder
        self._vectors: dict[str, Vectors] = {}

    def vectors(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """The unit vector `(d,) float32` of each text."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if missing:
            if len(self._vectors) > 50_000:
                self._vectors.clear()
            for text, vector in zip(missing, self.embedder.encode(missing), strict=True):
                self._vectors[text] = vector
        return {text: self._vectors[text] for text in texts if text in self._vectors}


def affinities(reading: Reading, lexicon: Lexicon) -> dict[str, float]:
    """How well each release's title, meeting and opening fit the question, in [0, 1]; 1 for the best."""
    wanted = question_terms(reading) | set(reading.subject)
    raw = {}
    for id, head in lexicon.heads.items():
        opening = lexicon.openings[id] - head
        raw[id] = sum(lexicon.head_weight(term) for term in wanted & head)
        raw[id] += OPENING * sum(lexicon.head_weight(term) for term in wanted & opening)
        if reading.ordinal and lexicon.ordinals.get(id) == reading.ordinal:
            raw[id] *= SAME_ORDINAL
        if reading.period and (when := lexicon.when.get(id)) and when.first <= reading.period.last and reading.period.first <= when.last:
            raw[id] *= SAME_PERIOD
    highest = max(raw.values(), default=0.0)
    return {id: value / highest if highest else 0.0 for id, value in raw.items()}


def question_terms(reading: Reading) -> set[str]:
    """The terms of the question, the short forms of its names included."""
    return set(reading.terms) | {
        term for name in reading.names if name.kind == "acronym" for term in stems(name.canonical)
    }


def weigh(
    reading: Reading, passages: Iterable[tuple[Release, Passage]], vector: Vectors, sentences: Sentences,
    lexicon: Lexicon, affinity: Mapping[str, float],
) -> list[Evidence]:
    """The sentences of the passages as evidence, best first."""
    pieces = [
        (release, passage, passage.start + start, passage.start + end)
        for release, passage in passages
        if passage.kind is not PassageKind.HEAD
        for start, end in sentence_spans(release.text_of(passage))
    ]
    vectors = sentences.vectors([_flat(release.text[start:end]) for release, _, start, end in pieces])
    weights = term_weights(reading, lexicon)
    quoted = [_flat(match).lower() for match in QUOTATION.findall(reading.question)]
    found = []
    for release, passage, start, end in pieces:
        text = _flat(release.text[start:end])
        statements = tuple(
            one for one in release.statements if one.sentence_start == start and one.passage == passage.id
        )
        cover = _cover(weights, release, passage, text, lexicon)
        cosine = float(np.dot(vector, vectors[text]))
        near = affinity.get(release.id, 0.0) if release.id not in reading.context else 1.0
        score = COVERAGE * cover.coverage + FOCUS * cover.focus + COSINE * cosine + AFFINITY * near
        if release.event and release.released and release.event.first > release.released.last and not FORWARD.search(reading.question):
            score += ANNOUNCED
        if reading.act and any(_same_act(reading.act, one.act) for one in statements):
            score += ACT
        if any(quote.strip(" .,") in text.lower().replace("‘", "'") for quote in quoted):
            score += QUOTED
        found.append(
            Evidence(
                release, passage, start, end, statements, score, cover.coverage, cover.own, cosine, near,
                cover.missing, cover.presence, cover.focus, cover.told, cover.on_topic,
            )
        )
    return sorted(found, key=lambda one: (-one.score, one.release.id, one.start))


def _same_act(asked: Act, given: Act) -> bool:
    """True when an act is the asked one; "said" is asked of any act of speech."""
    return given is asked or (asked is Act.STATED and given not in (Act.TOOK_PLACE, Act.WILL_DO, Act.OTHER))


def term_weights(reading: Reading, lexicon: Lexicon) -> dict[str, float]:
    """The weight of each term an answer has to be about."""
    weights = {}
    for term in reading.terms:
        weight = 0.1 if term == HOME else min(lexicon.weight(term), GENERIC_WEIGHT) if term in GENERIC else lexicon.weight(term)
        if term not in lexicon.frequency and not unknown_name(term, reading, lexicon):
            weight *= UNKNOWN_SHARE
        weights[term] = weight
    for name in reading.names:
        for term in stems(name.canonical) if name.kind == "acronym" else ():
            weights[term] = max(weights.get(term, 0.0), lexicon.weight(term))
    return weights


def unknown_name(term: str, reading: Reading, lexicon: Lexicon) -> bool:
    """True for a word that looks like a name and that the archive nowhere prints."""
    if term in lexicon.frequency or term.isdigit():
        return False
    if any(term in stems(name.typed) for name in reading.names):
        return False
    printed = [word for word in re.findall(r"[^\W\d_][\w’-]*", reading.standalone) for part in re.split(r"[-’]", word) if stem(part or word) == term]
    if not printed:
        return False
    first = reading.standalone.split()[0].strip("“\"'")
    capital = any(word[0].isupper() and word != first for word in printed)
    if any(word[0].isupper() for word in reading.standalone.split()[1:]):
        return capital and not all(word.isupper() and len(word) < 5 for word in printed)
    rare = all(part.lower() not in common_words() and part.lower() not in STOPWORDS for word in printed for part in re.split(r"[-’]", word))
    return capital or (rare and bool(common_words()))


def unknown_names(reading: Reading, lexicon: Lexicon) -> list[str]:
    """The name-like words of the question that the archive nowhere prints, as typed."""
    return [term for term in reading.terms if unknown_name(term, reading, lexicon)]


def scope_terms(release: Release, passage: Passage) -> set[str]:
    """The terms that stand around a passage: its paragraph's lead, the head, the first paragraph."""
    lead = release.lead_of(passage)
    first = next((one for one in release.passages if one.kind is PassageKind.LEAD), lead)
    around = " ".join(
        [release.title, release.meeting.name if release.meeting else "", release.text_of(lead), release.text_of(first)]
    )
    longs = [acronym.short for acronym in release.acronyms if acronym.long.lower() in around.lower()]
    return set(stems(_flat(" ".join([around, *longs]))))


@dataclass(frozen=True)
class _Cover:
    coverage: float
    own: float
    presence: float
    focus: float
    told: float
    on_topic: bool
    missing: tuple[str, ...]


def _cover(
    weights: Mapping[str, float], release: Release, passage: Passage, sentence: str, lexicon: Lexicon
) -> _Cover:
    """How much of the question's terms stands in the sentence, its passage and around it."""
    total = sum(weights.values())
    if not total:
        return _Cover(0.5, 0.5, 1.0, 0.5, 0.5, True, ())
    head, opening = lexicon.heads[release.id], lexicon.openings[release.id]
    actors = " ".join(one.actor for one in release.statements if one.passage == passage.id)
    mine = set(stems(sentence)) | {HOME}
    near = set(stems(_flat(release.text_of(passage)))) | set(stems(actors)) | mine
    beside = set(stems(_flat(release.text_of(release.lead_of(passage))))) | set(head)
    around = scope_terms(release, passage) | beside
    focus = {
        term: weight for term, weight in weights.items() if term not in opening and term in lexicon.frequency
    }

    def share(found: set[str], of: Mapping[str, float]) -> float:
        return sum(weight for term, weight in of.items() if term in found) / sum(of.values())

    gained = sum(
        weight * (OWN if term in mine else NEAR if term in near else AROUND if term in around else 0.0)
        for term, weight in weights.items()
    )
    return _Cover(
        gained / total, share(mine, weights), share(near | beside, weights),
        share(mine, focus or weights), share(near | beside, focus) if focus else 1.0,
        not focus or share(mine, focus) >= 0.5,
        tuple(term for term in weights if term not in near | around),
    )


def _flat(text: str) -> str:
    return " ".join(text.split())


def in_period(evidence: Evidence, filters: Filters) -> bool:
    """True when the sentence tells of the asked days: its statements, its release, or a printed date."""
    if not (filters.first or filters.last):
        return True
    spans = [one.event for one in evidence.statements if one.event] or [evidence.release.when]
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
