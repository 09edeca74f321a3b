"""Nothing is shown that its evidence does not say: quotes, dates, numbers, names, acts."""

import re
from collections import Counter

from assistant.figures import Scope, any_of, flat, without_dates, wrong_dates, wrong_numbers
from assistant.records import Citation
from assistant.shortened import STRONG, wrong_shortening
from assistant.wording import AT_LEAST, NUMBER_WORDS, day_words, one_day
from index.acts import CONSULT, VERBS, act_of
from index.meeting import EVENT_NOUN
from index.records import (
    Act,
    Passage,
    PassageKind,
    Release,
    Statement,
)
from index.statements import PRONOUN, find_statements
from index.words import COUNTRIES, STOPWORDS, stem, stems, words

WEAKER = {Act.STATED: (Act.STRESSED, Act.EXPLAINED)}
"""A claimed act and the stronger ones of the evidence that it follows from."""
GROUNDED = 2 / 3
"""Share of a sentence's content words that its evidence must have; the rest may be paraphrase."""
NEGATIVE = re.compile(
    r"\b(?:not(?! only)|cannot|never|no|none|nobody|nothing|neither|nor|without|except|unable"
    r"|hardly|against|(?:fail|reject|lack)(?:s|ed)?|declin(?:es|ed)|refus(?:es|ed)|den(?:ies|ied)"
    r"|oppos(?:es|ed))\b|n't\b|\b(?<!not )only\b",
    re.IGNORECASE,
)
DECIDED = re.compile(r"adopt|sign|ink|endors|approv|conclu|finali|resol|decid", re.IGNORECASE)
"""Verbs of agreement that say more than "agreed": each is carried by itself only."""
TALKS = any_of("consult* discuss* talk* explor* negotiat* communicat* work*")
BINDING = any_of(
    "agreement* accord* deal deals treaty treaties pact* consensus decision* accept* ratif* "
    "consent* commit* pledg* promis* guarante* demand* proposal* vow* complet* sign signs signing "
    "unanimous* all every each always entire* solely most majority binding final*"
)
"""Words that say how far or how wide something goes; the act table knows them only in part."""
_PAIRS = (
    "increase-decrease rise-fall strengthen-weaken support-oppose accept-reject before-after "
    "import-export open-close start-end include-exclude more-less early-late begin-stop "
    "upgrade-downgrade resume-suspend join-leave accelerate-delay expand-reduce peace-war"
)
OPPOSITES = tuple(tuple(map(stem, pair.split("-"))) for pair in _PAIRS.split())
MODAL = re.compile(
    r"\b(?:should|could|would|may|might|must|can|will)\s+(?:\w+ly\s+)?(?:be\s+|have\s+)?(\w+)", re.I
)
HEDGE = any_of("should could would may might must can will to need* necess* hop*")
ADDRESS = re.compile(r"https?:|www\.|[\w.]+@\w|[<>`]|\]\(", re.IGNORECASE)
QUOTED = re.compile(r"[“\"]([^”\"]+)[”\"]")
_OPENERS = (
    "participants participant delegates officials countries representatives sides ministers "
    "according additionally moreover furthermore separately meanwhile finally earlier later"
)
OPENERS = frozenset(_OPENERS.split())
"""Words that may open a sentence with a capital and name nobody."""
GENERIC = OPENERS | STOPWORDS | {"two", "participating", "member", "side", "attending", "parties"}


def quote_is_exact(citation: Citation, release: Release) -> bool:
    """True when the quote is the stored text at its offsets, inside the passage it names."""
    try:
        passage = release.passage(citation.id)
    except KeyError:
        return False
    inside = passage.start <= citation.start < citation.end <= passage.end
    return inside and citation.quote == release.text[citation.start : citation.end]


def wrong_days(words: str, release: Release, passage: Passage) -> list[str]:
    """The dates of a lead-in that its release neither prints nor gives as a described value."""
    return [one for one in problems(words, release, passage) if one.startswith("date")]


def value_is_carried(value: str, release: Release, passage: Passage) -> bool:
    """True when every word of a value stands in its evidence scope or is a described value.

    Described values are the people of the release with their offices, its dates, and, for a
    count of meetings, the ordinal of its meeting.
    """
    if not value:
        return True
    if value.startswith(AT_LEAST):
        ordinal = release.meeting.ordinal if release.meeting else 0
        return ordinal > 0 and value == f"{AT_LEAST}{NUMBER_WORDS.get(ordinal, ordinal)}"
    if _is_described_day(value, release, passage):
        return True
    if wrong_days(value, release, passage):
        return False
    first = next((one for one in release.passages if one.kind is PassageKind.LEAD), passage)
    parts = [release.text_of(one) for one in (passage, release.lead_of(passage), first)]
    parts += [f"{one.name} {one.office}" for one in release.people]
    spans = [one for one in (release.event, release.released, *release.mentioned) if one]
    parts += [one_day(day) for span in spans for day in (span.first, span.last)]
    spoken = set(stems(" ".join([release.title, *parts, "to year inferred"])))
    return set(stems(value)) <= spoken


def _is_described_day(value: str, release: Release, passage: Passage) -> bool:
    """True for a date that was read off the passage, behind words that stand directly before it."""
    told = flat(release.text_of(passage)).lower()
    return any(
        value.endswith(words := day_words(span))
        and flat(f"{value.removesuffix(words)}{span.evidence}").lower() in told
        for span in release.mentioned
        if span.passage == passage.id
    )


def problems(
    sentence: str, release: Release, passage: Passage, span: tuple[int, int] | None = None
) -> list[str]:
    """What a written sentence claims that its evidence does not carry; empty when it passes.

    What was done, by whom and how many must stand in the evidence itself; which meeting and when
    may also come from the release's title, its meeting's name and its described dates. Ordinary
    words may be paraphrased. Doubt is a problem: a refused sentence costs a quotation only.

    Args:
        span: the evidence, `[start, end)` of `release.text`, when less than the whole passage.
    """
    start, end = span or (passage.start, passage.end)
    own = flat(release.text[start:end])
    carried = tuple(
        one
        for one in release.statements
        if one.passage == passage.id and start <= one.start and one.end <= end
    )
    head = flat(f"{release.title} . {release.meeting.name if release.meeting else ''}")
    scope, sentence = Scope(release, own, head, carried, span is None), flat(sentence)
    found = wrong_dates(sentence, scope) + wrong_numbers(sentence, scope)
    found += _wrong_names(sentence, scope) + _wrong_acts(sentence, scope)
    if len(NEGATIVE.findall(sentence)) != len(NEGATIVE.findall(own)):
        found.append("negation")
    return found + _wrong_words(sentence, scope) + wrong_shortening(sentence, own, head)


def _is_country(word: str) -> bool:
    return stem(word) in COUNTRIES or stem(word) == "korea"


def _wrong_names(sentence: str, scope: Scope) -> list[str]:
    """Capitalised words, and countries however written, that the evidence does not name."""
    text = scope.all
    for acronym in scope.release.acronyms:
        pair = (acronym.short, flat(acronym.long))
        if any(re.search(rf"\b{re.escape(one)}\b", text, re.IGNORECASE) for one in pair):
            text += " " + " ".join(pair)
    exact = {word.lower().rstrip("s") for word in words(text)}
    roots = {stem(word): word.lower()[:3] for word in words(text)}
    wrong = []
    for place, word in enumerate(words(without_dates(sentence))):
        root, plain, country = stem(word), word.lower(), _is_country(word)
        opens = not place and plain in OPENERS
        if not country and (not word[0].isupper() or plain in STOPWORDS or opens):
            continue
        kin = root in roots and (country or roots[root] == plain[:3])
        if not kin and (country or plain.rstrip("s") not in exact):
            wrong.append(f"name {word}")
    return wrong


def _wrong_acts(sentence: str, scope: Scope) -> list[str]:
    """Acts that the evidence does not carry: by verb, actor, negation, or view for commitment."""
    spoken = Counter(act_of(match) for match in VERBS.finditer(scope.own))
    claimed = Counter(act_of(match) for match in VERBS.finditer(sentence))
    wrong = [f"act {act}" for act in (claimed - spoken) if act in STRONG]
    whole = Passage("", "", "", 0, PassageKind.LEAD, "", 0, 0, len(sentence))
    claims = find_statements(sentence, [whole], scope.release.when)
    for claim in claims:
        acts = (claim.act, *WEAKER.get(claim.act, ()))
        same = [one for one in scope.carried if one.act in acts]
        fitting = [one for one in same if _as_far(claim, sentence, one, scope.release.text)]
        if not fitting:
            wrong.append(f"act {claim.act}" + (": not so far" if same else ""))
        elif not any(_same_actor(claim, sentence, one, scope) for one in fitting):
            wrong.append(f"actor {claim.actor}")
    return wrong if claims or not scope.carried else [*wrong, "act left out"]


def _as_far(claim: Statement, sentence: str, one: Statement, text: str) -> bool:
    """False when the evidence denies it, or agreed on a view or on talks only, or on less."""
    if claim.act is not Act.AGREED or claim.negated != one.negated:
        return claim.negated == one.negated
    told = flat(sentence[claim.start : claim.end]).partition(claim.verb)[2]
    printed = flat(text[one.start : one.end]).partition(one.verb)[2]
    kinds = [
        found[0].lower() if (found := DECIDED.match(each.verb)) else "" for each in (claim, one)
    ]
    talks = bool(TALKS.search(told)) or not CONSULT.match(printed)
    return claim.is_view == one.is_view and talks and kinds[0] == kinds[1]


def _same_actor(claim: Statement, sentence: str, one: Statement, scope: Scope) -> bool:
    """True when the claimed actor is the printed one, a part of its name, or left out."""
    if PRONOUN.fullmatch(claim.actor):
        return False
    mine, its = _actor_names(claim, sentence), _actor_names(one, scope.release.text)
    if re.search(rf"{EVENT_NOUN}$", claim.actor) and mine <= set(map(stem, words(scope.head))):
        return True
    return mine <= its if mine else not its or not claim.actor or set(stems(claim.actor)) <= its


def _actor_names(statement: Statement, text: str) -> set[str]:
    """The names in an actor, directly before it ("Kim and his counterparts"), and after "by"."""
    sentence = flat(text[statement.sentence_start : statement.sentence_end])
    actor = flat(statement.actor)
    before = sentence.partition(actor)[0] if actor and actor in sentence else ""
    joined = re.search(r"(?:(?:[A-Z][\w'.-]*|of|for|the|and|his|her|its|their) )*$", before)
    after = flat(text[statement.start : statement.end]).partition(flat(statement.verb))[2]
    agent = re.match(r" (?:\w+ly )?by ((?:(?:[A-Z][\w'.-]*|[a-z]+)(?: |$))+)", after)
    named = words((joined.group() if joined else "") + actor + " " + (agent[1] if agent else ""))
    return {
        stem(word)
        for word in named
        if _is_country(word) or (word[0].isupper() and word.lower() not in GENERIC)
    }


def _wrong_words(sentence: str, scope: Scope) -> list[str]:
    """Quotations, addresses, binding words, opposites, a dropped "should", foreign words."""
    own, given = scope.own, f"{scope.own} {scope.head}"
    mine, its = set(map(stem, words(sentence))), set(map(stem, words(own)))
    wrong = [
        f"quotation {one}" for one in QUOTED.findall(sentence) if one.strip(" .,") not in given
    ]
    wrong += [f"address {one}" for one in ADDRESS.findall(sentence) if one not in own]
    wrong += [f"word {one}" for one in BINDING.findall(sentence) if stem(one) not in its]
    for pair in OPPOSITES:
        if len(mine & set(pair) - its) == len(its & set(pair) - mine) == 1:
            wrong.append(f"opposite of {' or '.join(pair)}")
    for verb in MODAL.findall(without_dates(own)):
        said = re.search(rf"((?:\S+\s+){{0,4}})\b{re.escape(verb)}(?:s|d|ed)?\b", sentence)
        wrong += [f"word {verb}"] if said and not HEDGE.search(said[1]) else []
    content = set(stems(without_dates(sentence)))
    if content and len(content & set(stems(scope.all))) < GROUNDED * len(content):
        wrong.append("words that the evidence does not have")
    return wrong
