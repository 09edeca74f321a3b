"""Who, the question says, did it; and the sentence in which it was somebody else."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.cover import GENERIC, term_weights
from assistant.evidence import Evidence
from assistant.lexicon import Lexicon
from assistant.records import Reading
from assistant.values import family_name
from index.countries import find_countries
from index.records import Modality, Passage, PassageKind, Release, Statement
from index.words import stem, stems

_WHO = (
    r"(?P<who>(?-i:[A-Z])[\w’'-]+(?:\s(?-i:[A-Z])[\w’'-]+)*)(?:\s(?:side|delegation|government))?"
)
ACTIVE = re.compile(
    rf"\b(?:did|does|has|had)\s+(?:the\s+)?{_WHO}\s+(?:\w+ly\s+)?(?P<verb>[a-z]+)", re.IGNORECASE
)
CLAUSE = re.compile(
    rf"\b(?:when|while|after|before|because|as|that)\s+(?:the\s+)?(?:{_WHO}|it|they|he|she)\s+(?:\w+ly\s+)?(?P<verb>[a-z]+)",
    re.IGNORECASE,
)
PASSIVE = re.compile(rf"\b(?P<verb>[a-z]+ed|put forward)\s+by\s+(?:the\s+)?{_WHO}", re.IGNORECASE)
AGENT = r"\b{verb}\w*\s+by\s+(?P<agent>.+?)(?=[,;.]|\s(?:and attended|on|at|with|as well)\b|$)"
PROXY = r"\b(?:on behalf of|in place of|instead of|in lieu of|standing in for)\s+(?:[\w-]+\s+){{0,5}}?{name}\b"
"""Words that tell that somebody else did it."""
DELEGATION = re.compile(
    r"\b(?:[\w’'-]+\s+){1,3}(?:side|delegation|delegates?|representatives?|officials?|minister|team)\b"
    r"|\b(?:delegation|delegates?|representatives?|officials?|minister|team)\s+(?:of|from)\s+(?:the\s+)?(?:[\w’'-]+\s*){1,3}",
    re.IGNORECASE,
)
ABSENT = re.compile(
    r"\bhop\w+ (?:for|that|to see) .{0,40}(?:participat\w*|join\w*|attend\w*|take part)|\bunable to (?:send|attend|come|take part|join)"
    r"|\b(?:did|could|does|do) not (?:attend|send|take part|join|come|participate)|\babsent\b|\bnot (?:present|represented)\b|\bstayed away\b",
    re.IGNORECASE,
)
"""Words that tell that somebody was not there."""
SAME_MATTER = 0.6
"""Share of what the question is about, beside who did it, that the sentence has to name."""
HOLDING = frozenset(stems("host chair organize convene hold held co-host lead led open"))
SAME_MEETING = 0.9
"""Affinity from which a release is of the very meeting."""
HOME_CODE = "KR"
"""The archive's own country, which takes part in everything."""
READ = 8
"""Sentences that are looked at."""


@dataclass(frozen=True)
class Doer:
    """Who is said to have done it: country codes or a family name; the verb's stem; the words' stems."""

    countries: frozenset[str]
    family: str
    verb: str
    terms: frozenset[str] = frozenset()


@lru_cache(maxsize=10_000)
def countries_in(text: str) -> frozenset[str]:
    """The countries that a text names, as ISO 3166-1 alpha-2 codes."""
    whole = Passage("", "", "", 0, PassageKind.LEAD, "", 0, 0, len(text))
    return frozenset(find_countries(text, (whole,)))


def other_actor(
    reading: Reading, evidence: Sequence[Evidence], lexicon: Lexicon
) -> Evidence | None:
    """The sentence in which another one did what the question says that one country or person did."""
    doers = list(_doers(reading))
    for doer in doers:
        if doer.family and (found := _by_proxy(doer, evidence)):
            return found
    weights = term_weights(reading, lexicon)
    for doer in doers:
        rest = {
            term: weight
            for term, weight in weights.items()
            if term not in doer.terms | GENERIC | {doer.verb}
        }
        near = [one for one in evidence if _on_matter(doer, one, rest)][:READ]
        if not doer.countries or any(_acts(doer, one) for one in near):
            continue
        if found := next((one for one in near if _is_other(doer, reading, one)), None):
            return found
    return None


def absent(reading: Reading, evidence: Sequence[Evidence]) -> Evidence | None:
    """The sentence that tells that a delegation was not there whose words or deeds are asked."""
    match = DELEGATION.search(reading.question)
    words = match[0].title() if match and match[0].islower() else match[0] if match else ""
    asked = countries_in(words) - {HOME_CODE}
    if len(asked) != 1:
        return None
    for one in evidence:
        missing = ABSENT.search(one.text) and asked <= countries_in(one.text)
        near = one.cover.presence >= SAME_MATTER and one.affinity >= SAME_MEETING
        if missing and near and not _took_part(asked, one.release):
            return one
    return None


def _took_part(asked: frozenset[str], release: Release) -> bool:
    return any(
        asked & countries_in(it.actor)
        and not it.negated
        and not ABSENT.search(release.text[it.sentence_start : it.sentence_end])
        for it in release.statements
    )


def _doers(reading: Reading) -> Iterator[Doer]:
    """Who the question says did what, in the order of its words."""
    last: Doer | None = None
    people = [name for name in reading.names if name.kind == "person"]
    for pattern in (ACTIVE, CLAUSE, PASSIVE):
        for match in pattern.finditer(reading.question):
            who, verb = match["who"], stem(match["verb"])
            if who is None:
                if last is not None:
                    yield replace(last, verb=verb)
                continue
            countries = countries_in(who)
            family = next(
                (
                    family_name(one.canonical)
                    for one in people
                    if one.typed in who or who in one.typed
                ),
                "",
            )
            if countries or family:
                last = Doer(countries, family, verb, frozenset(stems(who)))
                yield last


def _on_matter(doer: Doer, one: Evidence, rest: dict[str, float]) -> bool:
    """True when the sentence is on the same matter; what is hosted or chaired is the meeting itself."""
    if doer.verb in HOLDING and one.affinity >= SAME_MEETING:
        return one.cover.presence >= SAME_MATTER
    return _share(one, rest) >= SAME_MATTER


def _share(one: Evidence, rest: dict[str, float]) -> float:
    held = set(stems(one.text))
    return sum(weight for term, weight in rest.items() if term in held) / (
        sum(rest.values()) or 1.0
    )


def _by_proxy(doer: Doer, evidence: Sequence[Evidence]) -> Evidence | None:
    words = PROXY.format(name=re.escape(doer.family))
    return next((one for one in evidence if re.search(words, one.text)), None)


def _acts(doer: Doer, one: Evidence) -> bool:
    """True when the sentence tells that the asked country did it."""
    done = [it for it in one.statements if _same_verb(doer, it) and it.modality is Modality.FACT]
    return any(doer.countries & countries_in(it.actor) for it in done)


def _same_verb(doer: Doer, statement: Statement) -> bool:
    return doer.verb in stems(statement.verb)


def _is_other(doer: Doer, reading: Reading, one: Evidence) -> bool:
    """True when others did it, or the asked country has it still before it."""
    for statement in one.statements:
        same = _same_verb(doer, statement) or (reading.act and statement.act is reading.act)
        if not same:
            continue
        ahead = statement.modality is not Modality.FACT and _same_verb(doer, statement)
        if ahead and doer.countries & countries_in(statement.actor):
            return True
        before = one.text.partition(statement.verb)[0]
        actors = countries_in(f"{statement.actor}, {before}") - {HOME_CODE}
        if actors and not actors & doer.countries and not doer.countries & countries_in(one.text):
            return True
    agent = re.search(AGENT.format(verb=re.escape(doer.verb)), one.text, re.IGNORECASE)
    acting = countries_in(agent["agent"]) if agent else frozenset()
    return bool(acting) and not acting & doer.countries
