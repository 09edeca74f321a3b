"""Two or more sides side by side: what is said of each on the aspect that is asked about."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from assistant.concern import lacks
from assistant.cover import cover_of, term_weights, unknown_name
from assistant.definition import tells_what, with_next
from assistant.evidence import Evidence
from assistant.facets import Facet, facet_of
from assistant.lexicon import Lexicon
from assistant.origin import recalled_day
from assistant.records import AnswerKind, Reading, Status
from assistant.selection import LISTED, Form, Line, Selection, by_date
from assistant.sides import Side, forms_of, names_side, numbered, of_side, sides_of, words_of
from assistant.values import find_value
from index.acts import CONSULT
from index.records import Act, Modality, PassageKind
from index.words import stems

VALUES = (AnswerKind.WHO, AnswerKind.WHERE, AnswerKind.HOW_MANY, AnswerKind.COUNT)
"""Kinds of question that a value answers, for each side its own."""
MAX_SIDES, LINES_OF_SIDE = 4, 2
PLAIN_LINES, MAX_DECIDED = 3, 6
"""Lines of a side where no aspect is asked about; the second where its decisions are asked for."""
OWN, ALIKE, FACET = 0.5, 0.35, 0.3
"""Weights of a sentence's words of the aspect, of its meaning and of a value of the asked kind;
chosen on the development questions."""
RECALLS = re.compile(r"\b(?:recall\w*|look(?:ed)?\s+back|had\s+agreed)\b", re.IGNORECASE)
"""Words of a sentence that tells what was decided before."""
CONTRAST = re.compile(
    r"\b(?:whereas|unlike|separate\s+from|not\s+to\s+be\s+confused|not\s+be\s+confused|distinct|differ\w*"
    r"|in\s+contrast|not\s+part\s+of|as\s+opposed\s+to|instead\s+of|while)\b",
    re.IGNORECASE,
)
"""Words of a sentence that tells two things apart."""
LEAST = 0.3
"""A sentence with less of the aspect, and no value of the asked kind, tells nothing of it."""
NEARLY = 0.75
"""Share of the best sentence's score from which a second one of the side is shown."""


def comparison(
    reading: Reading, evidence: Sequence[Evidence], lexicon: Lexicon
) -> Selection | None:
    """What is said of each side, with a heading for each; None where the sides are not told apart.

    A side that the archive does not tell of is named as missing.
    """
    if reading.kind is not AnswerKind.COMPARISON and len(numbered(reading)) < 2:
        return None
    sides = sides_of(reading, evidence, lexicon)
    if len(sides) < 2:
        return None
    facet = facet_of(reading.corrected or reading.question)
    found = {
        side.label: _told_of(side, sides, reading, evidence, lexicon, facet)
        for side in sides[:MAX_SIDES]
    }
    missing = tuple(label for label, lines in found.items() if not lines)
    contrast = _contrast(sides, evidence) if not facet else None
    if contrast:
        return _apart(contrast, sides, found)
    if len(missing) == len(found):
        return None
    lines = _once([line for lines in found.values() for line in by_date(lines)])
    if len(lines) == 1 and not missing:
        return Selection(Status.ANSWERED, (replace(lines[0], side="", value=""),))
    status = Status.PARTLY_ANSWERED if missing else Status.ANSWERED
    return Selection(status, tuple(lines), missing, form=Form.SIDES)


def _contrast(sides: Sequence[Side], evidence: Sequence[Evidence]) -> Evidence | None:
    """The sentence that tells the sides apart itself: "not to be confused with"."""
    if any(side.ordinal or side.year for side in sides):
        return None
    both = [
        one
        for one in evidence
        if one.passage.kind is not PassageKind.HEAD
        and CONTRAST.search(one.text)
        and all(names_side(side, one.text) for side in sides)
    ]
    return next(iter(both), None)


def _apart(
    contrast: Evidence, sides: Sequence[Side], found: Mapping[str, Sequence[Line]]
) -> Selection:
    """The sentence that tells the sides apart, and what each is that it does not say itself."""
    lines = [Line(contrast)]
    for side in sides:
        if not tells_what(contrast, forms_of(side)):
            lines += found[side.label][:1]
    return Selection(Status.ANSWERED, tuple(_once(lines)), form=Form.DATED)


def _once(lines: Sequence[Line]) -> list[Line]:
    """The lines without a sentence that was given for an earlier side already."""
    kept: dict[tuple[str, int], Line] = {}
    for line in lines:
        kept.setdefault((line.evidence.passage.id, line.evidence.start), line)
    return list(kept.values())


def _told_of(
    side: Side,
    sides: Sequence[Side],
    reading: Reading,
    evidence: Sequence[Evidence],
    lexicon: Lexicon,
    facet: Facet | None,
) -> list[Line]:
    """The best sentences on one side."""
    narrow = _reading_of(side, sides, reading, facet)
    if any(unknown_name(term, narrow, lexicon) for term in side.terms):
        return []
    weights = term_weights(narrow, lexicon)
    near = []
    for one in of_side(side, evidence):
        text = " ".join(one.text.split())
        cover = cover_of(weights, one.release, one.passage, text, lexicon)
        narrowed = replace(one, cover=cover)
        if not lacks(narrow, narrowed, lexicon):
            near.append(narrowed)
    heads = {term for one in near for term in lexicon.heads[one.release.id]}
    own = heads if side.ordinal or side.year else {*side.terms, *words_of(side.name)}
    aspect = {term: weight for term, weight in weights.items() if term not in own}
    given = facet.value if facet else _value_of(replace(narrow, kind=reading.kind))
    if given and (valued := _valued(near, given, aspect)):
        return [replace(valued, side=side.label)]
    if aspect and not (facet and (side.ordinal or side.year)):
        return [replace(one, side=side.label) for one in _best(near, aspect)]
    most = MAX_DECIDED if reading.act in LISTED else PLAIN_LINES
    plain = _explained(side, near) if side.name or side.terms else _decided(near, most)
    return [replace(one, side=side.label) for one in plain]


def _value_of(narrow: Reading) -> Callable[[Evidence], str | None] | None:
    """How a sentence answers "who", "where" or "how many" for one side."""
    if narrow.kind not in VALUES:
        return None
    return lambda one: find_value(narrow, one.release, " ".join(one.text.split()), one.statements)


def _valued(
    near: Sequence[Evidence],
    given: Callable[[Evidence], str | None],
    aspect: Mapping[str, float],
) -> Line | None:
    """The best sentence with a value of the asked kind."""
    found = []
    for one in near:
        value = given(one)
        if value is not None:
            score = _alike(one, aspect) + (FACET if value else 0.0)
            found.append((score, -one.start, Line(one, value=value)))
    return max(found, key=lambda each: each[:2])[2] if found else None


def _alike(one: Evidence, aspect: Mapping[str, float]) -> float:
    total = sum(aspect.values())
    given = set(stems(one.text))
    own = sum(weight for term, weight in aspect.items() if term in given)
    return OWN * (own / total if total else 0.0) + ALIKE * max(one.cosine, 0.0)


def _best(near: Sequence[Evidence], aspect: Mapping[str, float]) -> list[Line]:
    """The sentences that have most of the aspect's words."""
    total = sum(aspect.values())
    rated = []
    for one in near:
        given = set(stems(one.text))
        own = sum(weight for term, weight in aspect.items() if term in given) / total
        if own >= LEAST:
            rated.append((OWN * own + ALIKE * max(one.cosine, 0.0), one))
    rated.sort(key=lambda pair: (-pair[0], pair[1].release.id, pair[1].start))
    best = rated[0][0] if rated else 0.0
    lines = [Line(one, _act_of(one)) for score, one in rated if score >= NEARLY * best]
    return lines[:LINES_OF_SIDE]


def _act_of(one: Evidence) -> Act | None:
    acts = [each.act for each in one.statements]
    return next((act for act in LISTED if act in acts), acts[0] if acts else None)


def _explained(side: Side, near: Sequence[Evidence]) -> list[Line]:
    """What a named side is, else the sentence nearest to the question."""
    forms = forms_of(side)
    ordered = sorted(
        (one for one in near if not CONTRAST.search(one.text)),
        key=lambda one: (one.release.when.first if one.release.when else date.max, one.start),
    )
    tells = [one for one in ordered if tells_what(one, forms)]
    if best := max(tells, key=lambda one: one.cosine, default=None):
        return [Line(best, _act_of(best))]
    named = next((one for one in ordered if names_side(side, one.text)), None)
    return [Line(with_next(named), _act_of(named))] if named else []


def _only_talks(one: Evidence) -> bool:
    """True when a sentence agrees on nothing but to talk on."""
    agreed = [each for each in one.statements if each.act is Act.AGREED]
    return all(CONSULT.match(one.text.partition(each.verb)[2]) for each in agreed)


def _decided(near: Sequence[Evidence], most: int) -> list[Line]:
    """What was decided at a side's meeting; its opening where nothing was."""
    done = [
        one
        for one in near
        if any(
            each.act is Act.AGREED
            and each.modality is Modality.FACT
            and not each.negated
            and not each.event
            for each in one.statements
        )
        and not RECALLS.search(one.text)
        and recalled_day(one) is None
    ]
    if done:
        best = sorted(done, key=lambda one: (_only_talks(one), -one.score))[:most]
        return [Line(one, Act.AGREED) for one in sorted(best, key=lambda one: one.start)]
    first = min(near, key=lambda one: one.start, default=None)
    return [Line(first)] if first else []


def _reading_of(
    side: Side, sides: Sequence[Side], reading: Reading, facet: Facet | None
) -> Reading:
    """The question as one for this side alone."""
    others = [name for one in sides if one is not side and (name := one.name)]
    foreign = {
        term for one in sides if one is not side for term in (*one.terms, *words_of(one.name))
    }
    foreign -= {*side.terms, *words_of(side.name)}
    names = tuple(
        name
        for name in reading.names
        if name not in others and not set(stems(name.canonical)) <= foreign
    )
    asking = facet.stems if facet else frozenset()
    terms = tuple(term for term in reading.terms if term not in foreign and term not in asking)
    return replace(
        reading,
        kind=AnswerKind.FACT,
        names=names,
        terms=terms,
        ordinal=0,
        period=None,
    )
