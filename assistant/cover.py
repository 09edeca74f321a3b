"""How much of the question's wording stands in a sentence and around it."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from assistant.lexicon import Lexicon
from assistant.records import Reading
from assistant.stand_ins import OF_REGION, capitals_of
from index.records import Passage, PassageKind, Release
from index.sentences import flat
from index.words import COUNTRIES, stem, stems

OWN, NEAR, AROUND = 1.0, 0.8, 0.6
"""What a term counts that stands in the sentence, its passage, or around it (lead, head, ¶1)."""
HOME = "korea"
"""The archive's own country: every release is about it, so that its name tells nothing."""
HOME_WORDS = frozenset({HOME, stem("seoul")})
GENERIC = frozenset(
    stem(word)
    for word in "country meeting participants government foreign ministry state relations side topic round session point partner issue matter step thing field area".split()
)
GENERIC_WEIGHT = 0.2
"""Words that stand in nearly every release tell little, however few releases there are."""
LONG_QUESTION = 4
"""Terms; in a shorter question every word is essential."""
KIN, ENDING = 4, 3
"""Letters that two words of one family share at least, and that either ends differently at most."""
SHORT = 3
"""Letters up to which a word in small letters that the archive does not use is no name."""
COMPASS = frozenset(
    stem(point + ending)
    for point in (
        "north",
        "south",
        "east",
        "west",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
    )
    for ending in ("", "ern")
)
"""Points of the compass, which have capitals in names and on their own: "Western", "the North"."""
UNKNOWN_SHARE = 0.25
"""Weight of a common word that the archive never uses: it may be a paraphrase."""


def term_weights(reading: Reading, lexicon: Lexicon) -> dict[str, float]:
    """The weight of each term an answer has to be about."""
    weights = {}
    for term in reading.terms:
        weight = (
            0.1
            if term == HOME
            else min(lexicon.weight(term), GENERIC_WEIGHT)
            if term in GENERIC
            else lexicon.weight(term)
        )
        unknown = term not in lexicon.frequency and not unknown_name(term, reading, lexicon)
        if unknown and _abbreviates(term, reading):
            weight = GENERIC_WEIGHT
        elif unknown and len(reading.terms) >= LONG_QUESTION:
            weight *= UNKNOWN_SHARE
        weights[term] = weight
    for name in reading.names:
        for term in stems(name.canonical) if name.kind == "acronym" else ():
            weights[term] = max(weights.get(term, 0.0), lexicon.weight(term))
    return weights


def question_terms(reading: Reading) -> set[str]:
    """The terms of the question, the short forms of its names included."""
    return set(reading.terms) | {
        term for name in reading.names if name.kind == "acronym" for term in stems(name.canonical)
    }


def unknown_name(term: str, reading: Reading, lexicon: Lexicon) -> bool:
    """True for a word that looks like a name and that the archive nowhere prints."""
    if term in lexicon.frequency or term.isdigit() or term in COMPASS:
        return False
    if not lexicon.countries.keys().isdisjoint(OF_REGION.get(term, ())):
        return False
    if any(term in stems(name.typed) for name in reading.names):
        return False
    printed = [
        word
        for word in re.findall(r"[^\W\d_][\w’-]*", reading.standalone)
        for part in re.split(r"[-’]", word)
        if stem(part or word) == term
    ]
    if not printed or _abbreviates(term, reading) or _is_slip(term, lexicon):
        return False
    first = reading.standalone.split()[0].strip("“\"'")
    if not any(word[0].isupper() and word != first for word in printed):
        return False
    # a short word in capitals may be stressed, where names have theirs
    return not all(word.isupper() and len(word) < 5 for word in printed)


def _abbreviates(term: str, reading: Reading) -> bool:
    """True for "pls", "mt" and "Dr.": too short, or with a full stop, and no acronym."""
    typed = re.findall(
        rf"(?<![\w-]){re.escape(term)}\w?(?![\w-])\.?", reading.standalone, re.IGNORECASE
    )
    return (
        bool(typed)
        and len(term) <= SHORT
        and all(
            word.islower()
            or (word.endswith(".") and not word.isupper() and not reading.standalone.endswith(word))
            for word in typed
        )
    )


def _is_slip(term: str, lexicon: Lexicon) -> bool:
    """True when two letters side by side are turned round in a name of the archive."""
    return any(
        turned in lexicon.proper
        for place in range(len(term) - 1)
        if (turned := term[:place] + term[place + 1] + term[place] + term[place + 2 :]) != term
    )


def must_be_there(term: str, reading: Reading, lexicon: Lexicon) -> bool:
    """True for a figure, an acronym, or a name of the archive typed as one: no paraphrase for it.

    The archive's own capital is let off: it is also used for the government.
    """
    if term.isdigit():
        return True
    if term not in lexicon.proper or term in HOME_WORDS | COMPASS:
        return False
    if lexicon.printed.get(term, "").isupper():
        return True
    typed = re.findall(r"[^\W\d_][\w’-]*", reading.question)[1:]
    return any(word[0].isupper() and term in stems(word) for word in typed)


def unknown_names(reading: Reading, lexicon: Lexicon) -> list[str]:
    """The name-like words of the question that the archive nowhere prints, as typed."""
    return [term for term in reading.terms if unknown_name(term, reading, lexicon)]


@dataclass(frozen=True)
class Cover:
    """How much of a question's terms a sentence and its surroundings have; shares in [0, 1].

    `coverage` counts a term less the farther away it stands; `own` is what the sentence itself
    has, `presence` also passage, lead and meeting; `focus` and `told` are the same of the terms
    that the release's opening does not have. `missing` are terms found nowhere. `topic` (with
    `topic_own` of the sentence alone) is the share of the archive's terms that do not describe the
    meeting, `matter` that of all such terms; 1 where there are none (`has_topic` is then false).
    """

    coverage: float
    own: float
    presence: float
    focus: float
    told: float
    on_topic: bool
    missing: tuple[str, ...]
    topic: float = 1.0
    topic_own: float = 1.0
    has_topic: bool = False
    matter: float = 1.0


def cover_of(
    weights: Mapping[str, float],
    release: Release,
    passage: Passage,
    sentence: str,
    lexicon: Lexicon,
    around: "Surroundings | None" = None,
) -> Cover:
    """How much of the question's terms stands in the sentence, its passage and around it.

    Args:
        around: where several sentences are held against one question, what is known of others.
    """
    total = sum(weights.values())
    if not total:
        return Cover(0.5, 0.5, 1.0, 0.5, 0.5, True, ())
    held = (around or Surroundings(lexicon)).of(release, passage)
    mine = set(stems(sentence)) | {HOME}
    own = Terms(mine)
    near, beside = held.near | mine, held.beside
    special = {term: weight for term, weight in weights.items() if term not in GENERIC}
    known = {term: weight for term, weight in special.items() if term in lexicon.frequency}
    opening = lexicon.openings[release.id]
    focus = {term: weight for term, weight in known.items() if term not in opening}
    topic = {term: weight for term, weight in known.items() if not held.event.has(term)}
    matter = {term: weight for term, weight in special.items() if not held.event.has(term)}
    gained = sum(
        weight * _nearness(term, mine, near, held.around) for term, weight in weights.items()
    )
    return Cover(
        gained / total,
        _share(mine, weights),
        _share(near | beside, weights),
        _share(mine, focus or weights),
        _share(near | beside, focus),
        _share(mine, focus) >= 0.5,
        tuple(term for term in weights if term not in near and term not in held.around),
        _kin_share((held.told, own), topic),
        _kin_share((own,), topic),
        bool(topic),
        _kin_share((held.told, own), matter),
    )


class Terms:
    """A set of terms that remembers which words have a kin in it."""

    def __init__(self, terms: Set[str]) -> None:
        self._terms, self._known = terms, dict[str, bool]()

    def has(self, term: str) -> bool:
        """True when the term, or one that begins alike ("safe" for "safety"), is among them."""
        if (known := self._known.get(term)) is None:
            known = self._known[term] = _has(self._terms, term)
        return known


@dataclass(frozen=True)
class Around:
    """The terms around the sentences of a passage.

    `near` stand in the passage and its actors, `told` there or in the lead, `event` name the
    meeting; `beside` are those of lead, event and head, `around` those of the first paragraph too.
    """

    near: Set[str]
    told: Terms
    event: Terms
    beside: Set[str]
    around: Set[str]


class Surroundings:
    """What stands around sentences, read once for all that one question is held against."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._events: dict[str, tuple[frozenset[str], Terms]] = {}
        self._passages: dict[str, Around] = {}

    def of(self, release: Release, passage: Passage) -> Around:
        """The terms around the sentences of a passage."""
        if passage.id not in self._passages:
            self._passages[passage.id] = self._read(release, passage)
        return self._passages[passage.id]

    def _read(self, release: Release, passage: Passage) -> Around:
        actors = " ".join(one.actor for one in release.statements if one.passage == passage.id)
        near = set(stems(flat(release.text_of(passage)))) | set(stems(actors))
        led = set(stems(flat(release.text_of(release.lead_of(passage)))))
        event, remembered = self._event(release)
        beside = led | event | self._lexicon.heads[release.id]
        around = scope_terms(release, passage) | beside
        return Around(near, Terms(near | led), remembered, beside, around)

    def _event(self, release: Release) -> tuple[frozenset[str], Terms]:
        if release.id not in self._events:
            proper = self._lexicon.openings[release.id] & self._lexicon.proper
            there = participants(release)
            governments = governments_of(there, self._lexicon)
            event = self._lexicon.events[release.id] | there | governments | proper
            self._events[release.id] = (event, Terms(event))
        return self._events[release.id]


def _nearness(term: str, mine: Set[str], near: Set[str], around: Set[str]) -> float:
    """What a term counts: less the farther away from the sentence it stands."""
    if term in mine:
        return OWN
    if term in near:
        return NEAR
    return AROUND if term in around else 0.0


def _share(found: Set[str], of: Mapping[str, float]) -> float:
    """The weighted share of terms that are among those found; 1 where there is no term."""
    told = sum(weight for term, weight in of.items() if term in found)
    return told / sum(of.values()) if of else 1.0


def _kin_share(found: Sequence[Terms], of: Mapping[str, float]) -> float:
    """As `_share` of what is among any of those found, words of one family counted as one."""
    told = sum(weight for term, weight in of.items() if any(one.has(term) for one in found))
    return told / sum(of.values()) if of else 1.0


def _has(found: Set[str], term: str) -> bool:
    """True when a term, or a word that begins alike ("safe" for "safety"), is among those found."""
    if term in found:
        return True
    root = term[: max(KIN, len(term) - ENDING)]
    return len(term) >= KIN and any(
        one.startswith(root) and len(one) - len(root) <= ENDING for one in found
    )


def scope_terms(release: Release, passage: Passage) -> set[str]:
    """The terms that stand around a passage: its paragraph's lead, the head, the first paragraph."""
    lead = release.lead_of(passage)
    first = next((one for one in release.passages if one.kind is PassageKind.LEAD), lead)
    around = " ".join(
        [
            release.title,
            release.meeting.name if release.meeting else "",
            release.text_of(lead),
            release.text_of(first),
        ]
    )
    longs = [
        acronym.short for acronym in release.acronyms if acronym.long.lower() in around.lower()
    ]
    return set(stems(flat(" ".join([around, *longs]))))


def governments_of(countries: Set[str], lexicon: Lexicon) -> Set[str]:
    """The capitals, as stems, that stand for the governments of countries: no release tells in its
    title or first paragraph of something that took place there."""
    return capitals_of(countries) - lexicon.opened_with.keys()


def participants(release: Release) -> set[str]:
    """The countries named in the first paragraph: those who took part in what is reported."""
    first = next((one for one in release.passages if one.kind is PassageKind.LEAD), None)
    passages = release.paragraph(first.paragraph) if first else ()
    return {
        term
        for passage in passages
        for term in stems(flat(release.text_of(passage)))
        if term in COUNTRIES
    }
