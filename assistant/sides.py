"""The sides of a comparison that a question names, and what the archive tells of each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence import Evidence
from assistant.lexicon import Lexicon
from assistant.records import Name, Reading
from assistant.series import MEETINGS, of_series, series_terms
from index.meeting import ORDINAL, ordinal_in
from index.records import DateSpan, PassageKind, Provenance, Release
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
SAME_MATTER = 0.7
"""Share of the best affinity in a year from which a release of it is on the same matter."""


OF_MEETING = re.compile(
    rf"\s+(?:(?:and|or|to|with|vs\.?|versus|than|from)\b|(?:(?!(?:of|at|by|in|on|for|to|from)\b)[\w’'-]+\s+){{0,6}}?(?:{MEETINGS}|ones?|(?-i:[A-Z]{{3,}}))\b)",
    re.IGNORECASE,
)
"""Behind a number: it is a meeting's, or another number follows."""


@dataclass(frozen=True)
class Side:
    """One of the things compared: meetings by number or year, or a name by its words."""

    label: str
    ordinal: int = 0
    year: int = 0
    name: Name | None = None
    terms: tuple[str, ...] = ()


def sides_of(reading: Reading, evidence: Sequence[Evidence], lexicon: Lexicon) -> list[Side]:
    """The sides that a question names, in its order: numbers of meetings, years, names, or words."""
    question = reading.corrected or reading.question
    ordinals = numbered(reading)
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


def numbered(reading: Reading) -> list[int]:
    """The numbers of the meetings that a question names ("the 1st and the 4th meeting")."""
    question = reading.corrected or reading.question
    found = [
        ordinal_in(match.group())
        for match in ORDINAL.finditer(question)
        if OF_MEETING.match(question[match.end() :])
    ]
    return [number for number in dict.fromkeys(found) if number]


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


def of_side(side: Side, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The sentences of the side's meeting or year, or of the passages with its name."""
    body = [one for one in evidence if one.passage.kind is not PassageKind.HEAD]
    if side.ordinal:
        there = [
            one
            for one in body
            if one.release.meeting
            and one.release.meeting.ordinal == side.ordinal
            and not one.release.announces
        ]
        nearest = max(there, key=lambda one: one.affinity, default=None)
        return [one for one in there if nearest and one.release.id == nearest.release.id]
    if side.year:
        there = [one for one in body if (when := one.release.when) and _in_year(when, side.year)]
        highest = max((one.affinity for one in there), default=0.0)
        there = [one for one in there if one.affinity >= SAME_MATTER * highest]
        return there if highest else [one for one in body if _perhaps(one.release, side.year)]
    named = []
    for one in body:
        if names_side(side, f"{one.release.text_of(one.passage)} {one.release.title}"):
            named.append(one)
    return named


def _in_year(when: DateSpan, year: int) -> bool:
    return when.first.year <= year <= when.last.year


def _perhaps(release: Release, year: int) -> bool:
    """True for a release whose inferred year lies beside the asked one."""
    when = release.when
    if when is None or when.provenance is not Provenance.INFERRED:
        return False
    return abs(when.first.year - year) <= 1


def forms_of(side: Side) -> tuple[str, ...]:
    return (side.name.canonical, *side.name.aliases) if side.name else (side.label,)


def names_side(side: Side, text: str) -> bool:
    given = set(stems(text))
    if side.name:
        return any(set(stems(form)) <= given for form in forms_of(side))
    return bool(side.terms) and set(side.terms) <= given


def words_of(name: Name | None) -> list[str]:
    return (
        [part for form in (name.canonical, *name.aliases) for part in stems(form)] if name else []
    )
