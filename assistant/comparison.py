"""Two or more sides side by side: what is said of each on the aspect that is asked about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.concern import lacks
from assistant.cover import cover_of, term_weights, unknown_name
from assistant.evidence import Evidence
from assistant.facets import Facet, facet_of
from assistant.lexicon import Lexicon
from assistant.records import AnswerKind, Name, Period, Reading, Status
from assistant.selection import Form, Line, Selection
from assistant.series import of_series, series_terms
from index.meeting import ORDINAL, ordinal_in
from index.records import Act, Modality, PassageKind
from index.words import STOPWORDS, stems

YEAR = re.compile(r"(?<![\d-])(?:19|20)\d\d(?![\d-])")
BETWEEN = re.compile(
    r"\bdifferences?\b[^?]*?\bbetween\s+(?P<sides>[^?]+)"
    r"|\bcompar(?:e|ing|ison)\b(?:\s+(?:of|between))?\s+(?P<pair>[^?]+)"
    r"|\bhow\s+(?:does|do|did|is|are)\s+(?P<first>[^?]+?)\s+(?:differ|compare)s?(?:ent)?\s+(?:from|with|to)\s+(?P<second>[^?]+)"
    r"|(?P<one>[^?,]+?)\s+(?:vs\.?|versus|compared\s+(?:with|to))\s+(?P<other>[^?,]+)",
    re.IGNORECASE,
)
ASPECT = re.compile(
    r"\s+(?:as\s+to|as\s+regards|regarding|concerning|with\s+respect\s+to|in\s+terms\s+of|when\s+it\s+comes\s+to)\s+",
    re.IGNORECASE,
)
"""Behind the sides: what of them is compared."""
SINCE = re.compile(r"\b(?:since|from|compared\s+(?:with|to))\b", re.IGNORECASE)
LAST_ONE = re.compile(
    r"\b(?:latest|most\s+recent|newest|last|current|present)\s+(?:one|meeting|session|round|forum|dialogue|consultation)\b",
    re.IGNORECASE,
)
THIS_YEAR = re.compile(
    r"\bthis\s+year\b.*\blast(?:\s+year)?\b|\blast\s+year\b.*\bthis\b", re.IGNORECASE
)
MAX_SIDES, LINES_OF_SIDE = 4, 2
PLAIN_LINES = 3
"""Lines of a side where no aspect is asked about and all that was decided there is compared."""
OWN, ALIKE, FACET, DECIDED = 0.5, 0.35, 0.3, 0.1
"""Weights of a sentence's words of the aspect, of its meaning, of a value of the asked kind, and
of a decision; chosen on the development questions."""
LEAST = 0.3
"""A sentence with less of the aspect, and no value of the asked kind, tells nothing of it."""
NEARLY = 0.75
"""Share of the best sentence's score from which a second one of the side is shown."""


@dataclass(frozen=True)
class Side:
    """One of the things compared: meetings by number or year, or a name by its words."""

    label: str
    ordinal: int = 0
    year: int = 0
    name: Name | None = None
    terms: tuple[str, ...] = ()


def comparison(
    reading: Reading, evidence: Sequence[Evidence], lexicon: Lexicon
) -> Selection | None:
    """What is said of each side, with a heading for each; None where the sides are not told apart.

    A side that the archive does not tell of is named as missing.
    """
    sides = sides_of(reading, evidence, lexicon)
    if len(sides) < 2:
        return None
    facet = facet_of(reading.corrected or reading.question)
    found, missing = [], []
    for side in sides[:MAX_SIDES]:
        lines = _told_of(side, sides, reading, evidence, lexicon, facet)
        found += lines
        missing += [] if lines else [side.label]
    if not found:
        return None
    if len({(one.evidence.passage.id, one.evidence.start) for one in found}) == 1:
        return Selection(Status.ANSWERED, (replace(found[0], side="", value=""),))
    found = _once(found)
    status = Status.PARTLY_ANSWERED if missing else Status.ANSWERED
    return Selection(status, tuple(found), tuple(missing), form=Form.SIDES)


def _once(lines: Sequence[Line]) -> list[Line]:
    """The lines without a sentence that was given for an earlier side already."""
    kept: dict[tuple[str, int], Line] = {}
    for line in lines:
        kept.setdefault((line.evidence.passage.id, line.evidence.start), line)
    return list(kept.values())


def sides_of(reading: Reading, evidence: Sequence[Evidence], lexicon: Lexicon) -> list[Side]:
    """The sides that a question names, in its order: numbers of meetings, years, names, or words."""
    question = reading.corrected or reading.question
    numbers = dict.fromkeys(ordinal_in(match.group()) for match in ORDINAL.finditer(question))
    ordinals = [number for number in numbers if number]
    years = [int(year) for year in dict.fromkeys(YEAR.findall(question))]
    if len(ordinals) > 1:
        return [Side(_nth(number), ordinal=number) for number in ordinals]
    if len(years) > 1:
        return [Side(str(year), year=year) for year in years]
    acronyms = [name for name in reading.names if name.kind == "acronym"]
    if len(acronyms) > 1:
        return [Side(name.canonical, name=name) for name in _in_order(acronyms, question)]
    if THIS_YEAR.search(question) and reading.period:
        year = reading.period.last.year
        return [Side(str(year - 1), year=year - 1), Side(str(year), year=year)]
    newest = _newest(reading, evidence, lexicon)
    if (
        len(ordinals) == 1
        and newest
        and newest != ordinals[0]
        and (SINCE.search(question) or LAST_ONE.search(question))
    ):
        return [Side(_nth(number), ordinal=number) for number in sorted((ordinals[0], newest))]
    if len(years) == 1 and newest and SINCE.search(question):
        last = max(_years(evidence, reading, lexicon), default=years[0])
        return [Side(str(year), year=year) for year in dict.fromkeys((years[0], last))]
    return _named_sides(question, lexicon)


def _nth(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number % 100 // 10 != 1 else 0, "th")
    return f"{number}{ending}"


def _in_order(names: Sequence[Name], question: str) -> list[Name]:
    return sorted(names, key=lambda name: max(0, question.find(name.typed)))


def _newest(reading: Reading, evidence: Sequence[Evidence], lexicon: Lexicon) -> int:
    """The number of the series' last meeting that was held, 0 where none is known."""
    terms = series_terms(reading, lexicon)
    numbers = [
        one.release.meeting.ordinal
        for one in evidence
        if one.release.meeting
        and not one.release.announces
        and of_series(one.release, terms, lexicon)
    ]
    return max(numbers, default=0)


def _years(evidence: Sequence[Evidence], reading: Reading, lexicon: Lexicon) -> list[int]:
    terms = series_terms(reading, lexicon)
    return [
        one.release.when.first.year
        for one in evidence
        if one.release.when and of_series(one.release, terms, lexicon)
    ]


def _named_sides(question: str, lexicon: Lexicon) -> list[Side]:
    """The two things between "between" and "and", or around "versus", by their own words."""
    match = BETWEEN.search(question)
    if not match:
        return []
    groups = [match[name] for name in ("first", "second", "one", "other") if match[name]]
    if not groups:
        groups = re.split(
            r"\s+(?:and|with|to|from)\s+", match["sides"] or match["pair"], maxsplit=1
        )
    bare = [
        re.sub(r"^\W*(?:the|a|an)\s+", "", ASPECT.split(group)[0]).strip(" ,.?") for group in groups
    ]
    words = [[part for part in stems(one) if part not in STOPWORDS] for one in bare]
    if len(bare) < 2 or not all(words):
        return []
    return [
        Side(label, terms=tuple(dict.fromkeys(parts)))
        for label, parts in zip(bare, words, strict=True)
    ]


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
    rated = []
    for one in evidence:
        if one.passage.kind is PassageKind.HEAD or not _is_of(side, one, narrow, lexicon):
            continue
        text = " ".join(one.text.split())
        near = replace(one, cover=cover_of(weights, one.release, one.passage, text, lexicon))
        if lacks(narrow, near, lexicon):
            continue
        rated.append(_rated(near, narrow, facet, bool(_aspect(narrow, side))))
    rated = [pair for pair in rated if pair[0] > 0]
    rated.sort(key=lambda pair: (-pair[0], pair[1].evidence.start))
    asked = bool(facet) or bool(_aspect(narrow, side))
    most = LINES_OF_SIDE if asked else PLAIN_LINES
    best = rated[0][0] if rated else 0.0
    lines = [replace(line, side=side.label) for score, line in rated if score >= NEARLY * best]
    if facet and lines and lines[0].value:
        lines = [line for line in lines if line.value][:1] + [
            line for line in lines if not line.value
        ][:0]
    return lines[:most]


def _reading_of(
    side: Side, sides: Sequence[Side], reading: Reading, facet: Facet | None
) -> Reading:
    """The question as one for this side alone."""
    others = [name for one in sides if one is not side and (name := one.name)]
    names = tuple(name for name in reading.names if name not in others)
    foreign = {term for one in sides if one is not side for term in (*one.terms, *_words(one.name))}
    foreign -= {*side.terms, *_words(side.name)}
    asking = facet.stems if facet else frozenset()
    terms = tuple(term for term in reading.terms if term not in foreign and term not in asking)
    period = None
    if side.year:
        period = Period(date(side.year, 1, 1), date(side.year, 12, 31), str(side.year))
    return replace(
        reading,
        kind=AnswerKind.FACT,
        names=names,
        terms=terms,
        ordinal=side.ordinal,
        period=period,
        act=reading.act,
    )


def _words(name: Name | None) -> list[str]:
    return (
        [part for form in (name.canonical, *name.aliases) for part in stems(form)] if name else []
    )


def _aspect(narrow: Reading, side: Side) -> tuple[str, ...]:
    """What is asked of the side beside its name."""
    own = {*side.terms, *_words(side.name)}
    return tuple(term for term in narrow.terms if term not in own)


def _is_of(side: Side, one: Evidence, narrow: Reading, lexicon: Lexicon) -> bool:
    """True for a sentence of the side's meeting or year, or in a passage with its name."""
    release = one.release
    if side.ordinal:
        meeting = release.meeting
        return bool(meeting and meeting.ordinal == side.ordinal and not release.announces)
    if side.year:
        when = release.when
        return bool(when and when.first.year <= side.year <= when.last.year)
    given = set(stems(release.text_of(one.passage))) | set(stems(release.title))
    if side.name:
        return any(set(stems(form)) <= given for form in (side.name.canonical, *side.name.aliases))
    return set(side.terms) <= given


def _rated(
    one: Evidence, narrow: Reading, facet: Facet | None, has_aspect: bool
) -> tuple[float, Line]:
    """How well a sentence tells of the side's aspect, with its value of the asked kind."""
    value = facet.value(one) if facet else None
    decided = any(
        each.act in (Act.AGREED, Act.PROPOSED) and each.modality is Modality.FACT
        for each in one.statements
    )
    score = OWN * one.cover.own + ALIKE * max(one.cosine, 0.0) + (FACET if value is not None else 0)
    if has_aspect and value is None and one.cover.own < LEAST:
        return 0.0, Line(one)
    if facet and value is None and not has_aspect:
        return 0.0, Line(one)
    score += DECIDED if decided and not facet else 0.0
    act = next((each.act for each in one.statements), None)
    return score, Line(one, act, value=value or "")
