"""Nothing is shown that its evidence does not say: quotes, dates, numbers, names, acts."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.records import Citation
from index.acts import CONSULT, VERBS, act_of
from index.dates import DateMention, find_dates
from index.meeting import EVENT_NOUN, ORDINALS
from index.records import (
    Act,
    DateSpan,
    Passage,
    PassageKind,
    Precision,
    Provenance,
    Release,
    Statement,
)
from index.statements import PRONOUN, find_statements
from index.words import COUNTRIES, STOPWORDS, stem, stems, words


def _any(listed: str) -> re.Pattern[str]:
    """A pattern for any of the words, written with `*` for any ending and `_` for a space."""
    forms = "|".join(re.escape(one) for one in listed.split())
    return re.compile(rf"\b(?:{forms})\b".replace(r"\*", r"\w*").replace("_", " "), re.IGNORECASE)


STRONG = (Act.AGREED, Act.SHARED_VIEW, Act.PROPOSED, Act.HOPED, Act.CALLED_FOR)
"""Acts whose verb, even inside a clause, must be carried by the evidence."""
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
TALKS = _any("consult* discuss* talk* explor* negotiat* communicat* work*")
BINDING = _any(
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
HEDGE = _any("should could would may might must can will to need* necess* hop*")
RELATIVE = _any(
    "last_week last_month last_quarter next_week next_month next_quarter this_week this_month "
    "yesterday today tomorrow early mid late end_of beginning_of start_of "
    "monday tuesday wednesday thursday friday saturday sunday"
)
LIMIT = re.compile(
    r"\b(by|until|till|before|after|since|prior to)\s+(?:the\s+)?(?:\w+\s+of\s+)?$", re.I
)
"""Before a date: it is no day of the event, so the sentence itself must print it."""
PUBLISHED = _any("released recalled reported published posted")
MARKED = re.compile(r"\s*[,(]?\s*(?:the )?(?:year |date )?inferred\b", re.IGNORECASE)
ADDRESS = re.compile(r"https?:|www\.|[\w.]+@\w|[<>`]|\]\(", re.IGNORECASE)
QUOTED = re.compile(r"[“\"]([^”\"]+)[”\"]")
CODE = re.compile(r"\b[A-Za-z]+[-‐–]?\d\w*|\b\d+(?!st\b|nd\b|rd\b|th\b)[A-Za-z]\w*")
"""A name with a figure in it: COVID-19, G20, 5G."""
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_VALUES = {word: str(number) for number, word in enumerate(_ONES.split())}
_VALUES |= {word: f"{ten}0" for ten, word in enumerate(_TENS.split(), 2)} | {"both": "2"}
_COUNTED = (
    r"once|twice|thrice|doubled?|tripled?|hal(?:f|ved)|quarters?|dozens?|hundreds?|thousands"
    r"|millions|billions"
)
NUMBER = re.compile(
    rf"""(?x)(?:\b(?P<up>more\ than|over|above|exceed\w*|surpass\w*|at\ least|no\ fewer\ than)
      |(?P<down>less\ than|fewer\ than|under|below|up\ to|at\ most|no\ more\ than)
      |(?P<about>about|around|approximately|some|nearly|almost|roughly))?\s*
    (?P<money>[$€£¥₩])?\s*
    (?P<value>(?<![A-Za-z][-‐–])(?<![\w.])\d[\d,]*(?:\.\d+)?(?=st\b|nd\b|rd\b|th\b|\b)
      |\b(?:{"|".join([*_VALUES, _COUNTED, *ORDINALS])})\b)
    (?P<nth>st|nd|rd|th)?
    (?:[\s-]*(?P<scale>percent|per\ cent|%|hundred|thousand|million|billion|trillion|dozen)(?!\w))?
    (?:[\s-]+(?P<unit>won|dollars?|euros?|yen|yuan|years?|months?|weeks?|days?|hours?|minutes?
      |km|kilomet\w+|tons?|times)\b)?
    (?:[\s-]+(?P<after>\w+))?""",
    re.IGNORECASE,
)
_OPENERS = (
    "participants participant delegates officials countries representatives sides ministers "
    "according additionally moreover furthermore separately meanwhile finally earlier later"
)
OPENERS = frozenset(_OPENERS.split())
"""Words that may open a sentence with a capital and name nobody."""
GENERIC = OPENERS | STOPWORDS | {"two", "participating", "member", "side", "attending", "parties"}


@dataclass(frozen=True)
class _Scope:
    """What a sentence is held against: the evidence, its statements, and the title and meeting.

    `whole` is true when the evidence is all of its passage, and not one of its sentences.
    """

    release: Release
    own: str
    head: str
    carried: tuple[Statement, ...]
    whole: bool

    @property
    def all(self) -> str:
        """All words that may name someone: actors who are printed earlier belong to them."""
        return " ".join([self.own, self.head, *(_flat(one.actor) for one in self.carried)])


def quote_is_exact(citation: Citation, release: Release) -> bool:
    """True when the quote is the stored text at its offsets, inside the passage it names."""
    try:
        passage = release.passage(citation.id)
    except KeyError:
        return False
    inside = passage.start <= citation.start < citation.end <= passage.end
    return inside and citation.quote == release.text[citation.start : citation.end]


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
    own = _flat(release.text[start:end])
    carried = tuple(
        one
        for one in release.statements
        if one.passage == passage.id and start <= one.start and one.end <= end
    )
    head = _flat(f"{release.title} . {release.meeting.name if release.meeting else ''}")
    scope, sentence = _Scope(release, own, head, carried, span is None), _flat(sentence)
    found = _wrong_dates(sentence, scope) + _wrong_numbers(sentence, scope)
    found += _wrong_names(sentence, scope) + _wrong_acts(sentence, scope)
    if len(NEGATIVE.findall(sentence)) != len(NEGATIVE.findall(own)):
        found.append("negation")
    return found + _wrong_words(sentence, scope)


def _flat(text: str) -> str:
    """One line, straight apostrophes; the Korean Peninsula names no country."""
    text = " ".join(text.replace("’", "'").split())
    return re.sub(r"\bKorean Peninsula\b", "Peninsula", text)


def _without_dates(text: str) -> str:
    for mention in reversed(find_dates(text, None)):
        text = text[: mention.start] + " " + text[mention.end :]
    return text


def _wrong_dates(sentence: str, scope: _Scope) -> list[str]:
    """Dates that neither evidence nor head prints and that are not the day of the event."""
    anchor, own = scope.release.released or scope.release.event, scope.own
    printed = _printed(own, anchor)
    told = [*printed, *_printed(scope.head, anchor), *_event_days(sentence, scope)]
    open_here, open_there = (_open_days(text) for text in (own, scope.head))
    said = f"{own} {scope.head}".lower()
    wrong = [f"date {words}" for words in RELATIVE.findall(sentence) if words.lower() not in said]
    for one, end in _joined(find_dates(sentence, anchor.first if anchor else None), sentence):
        limit = LIMIT.search(sentence[: one.start])
        known = printed if limit else told
        if limit and not re.search(rf"\b{limit[1]}\b", own, re.IGNORECASE):
            known = []
        fitting = [date.provenance for date in known if _carries(date, one)]
        inside = any(_carries(date, one) for date in printed) or _day(one) in open_here
        if not fitting and (one.has_year or _day(one) not in [*open_here, *open_there]):
            wrong.append(f"date {one.words}")
        elif not inside and not _opens(one, sentence, bool(printed or open_here)):
            wrong.append(f"when {one.words}: the day of the event, not of this")
        elif one.has_year and set(fitting) == {Provenance.INFERRED}:
            wrong += [] if MARKED.match(sentence[end:]) else [f"date {one.words}: inferred"]
    return wrong


def _open_days(text: str) -> list[tuple[int, int, int, int]]:
    """The days that a text prints without a year."""
    return [_day(one) for one in find_dates(text, None) if not one.first]


def _opens(mention: DateMention, sentence: str, dated: bool) -> bool:
    """True when a day that only the release gives dates the whole sentence, and nothing in it."""
    before = sentence[: mention.start]
    acts = {act_of(match) for match in VERBS.finditer(before)}
    opening = re.match(r"(?:On|In|At|During|From)\b[^,]*$", before)
    return bool(opening) and acts <= {Act.TOOK_PLACE} and not dated


def _event_days(sentence: str, scope: _Scope) -> list[DateSpan]:
    """The day of what the evidence tells: its own (recap) date, else the release's."""
    release = scope.release
    given = [one.event for one in scope.carried]
    days = [one for one in given if one]
    if scope.whole or None in given or not given:
        days += [one for one in (release.event or release.released,) if one]
    if release.released and PUBLISHED.search(sentence):
        days.append(release.released)
    return days


def _printed(text: str, anchor: DateSpan | None) -> list[DateSpan]:
    """The dates of a text; those without a year are of unknown provenance: they carry no year."""
    return [
        DateSpan(
            one.first,
            one.last,
            one.precision,
            Provenance.STATED if one.has_year else Provenance.UNKNOWN,
        )
        for one in find_dates(text, anchor.first if anchor else None)
        if one.first and one.last
    ]


def _joined(mentions: Sequence[DateMention], sentence: str) -> list[tuple[DateMention, int]]:
    """The mentions and where they end; "5 April 2020 to 16 June 2020" is one interval."""
    joined: list[tuple[DateMention, int]] = []
    for mention in mentions:
        first, end = joined[-1] if joined else (mention, mention.end)
        between = sentence[end : mention.start]
        if (
            first.first
            and mention.last
            and re.fullmatch(r"\s*(?:to|until|through|-|–)\s*", between)
        ):
            both = replace(first, last=mention.last, precision=Precision.RANGE)
            joined[-1] = replace(both, words=sentence[first.start : mention.end]), mention.end
        else:
            joined.append((mention, mention.end))
    return joined


def _carries(known: DateSpan, mention: DateMention) -> bool:
    """True when a known date is the mentioned one, or lies in that month, quarter or year."""
    if mention.first is None or mention.last is None:
        if mention.precision is Precision.MONTH:
            return known.first.month == known.last.month == mention.month
        ends = (known.first.month, known.first.day, known.last.month, known.last.day)
        return _day(mention) == ends
    if mention.has_year and known.provenance is Provenance.UNKNOWN:
        return False
    if mention.first == known.first and mention.last == known.last:
        return True
    wider = mention.precision in (Precision.MONTH, Precision.QUARTER, Precision.YEAR)
    return wider and mention.first <= known.first and known.last <= mention.last


def _day(mention: DateMention) -> tuple[int, int, int, int]:
    first, last = mention.first, mention.last
    if first and last:
        return first.month, first.day, last.month, last.day
    month, day = mention.month, mention.day
    return month, day, mention.last_month or month, mention.last_day or day


def _wrong_numbers(sentence: str, scope: _Scope) -> list[str]:
    """Numbers of another value, scale, unit or limit; an ordinal may be the meeting's."""
    known = [_number(one)[:-1] for one in NUMBER.finditer(_without_dates(scope.own))]
    titled = [_number(one) for one in NUMBER.finditer(_without_dates(scope.head))]
    wrong = []
    for match in NUMBER.finditer(_without_dates(sentence)):
        *number, after = _number(match)
        same = any(one[:4] == number[:4] and number[4] in (one[4], "") for one in known)
        if not same and not any(
            one[:-1] == number and (number[2] or one[-1] == after) for one in titled
        ):
            wrong.append(f"number {match['value']}")
    codes = set(CODE.findall(re.sub("[‐–]", "-", f"{scope.own} {scope.head}").lower()))
    spelt = CODE.findall(re.sub("[‐–]", "-", sentence).lower())
    return wrong + [f"name {code}" for code in spelt if code not in codes]


def _number(match: re.Match[str]) -> list[str]:
    """Limit, value, whether ordinal, scale, unit, next word: all comparable."""
    value = match["value"].lower().rstrip(",").replace(",", "")
    limit = next((name for name in ("up", "down", "about") if match[name]), "")
    nth = "nth" if match["nth"] or value in ORDINALS else ""
    value = str(ORDINALS[value]) if value in ORDINALS else _VALUES.get(value, value)
    scale = re.sub("per cent|%", "percent", (match["scale"] or "").lower())
    unit = match["money"] or stem(match["unit"] or "")
    unit = {"$": "dollar", "€": "euro", "¥": "yen", "₩": "won"}.get(unit, unit)
    return [limit, value, nth, scale, unit, stem(match["after"] or "")]


def _is_country(word: str) -> bool:
    return stem(word) in COUNTRIES or stem(word) == "korea"


def _wrong_names(sentence: str, scope: _Scope) -> list[str]:
    """Capitalised words, and countries however written, that the evidence does not name."""
    text = scope.all
    for acronym in scope.release.acronyms:
        pair = (acronym.short, _flat(acronym.long))
        if any(re.search(rf"\b{re.escape(one)}\b", text, re.IGNORECASE) for one in pair):
            text += " " + " ".join(pair)
    exact = {word.lower().rstrip("s") for word in words(text)}
    roots = {stem(word): word.lower()[:3] for word in words(text)}
    wrong = []
    for place, word in enumerate(words(_without_dates(sentence))):
        root, plain, country = stem(word), word.lower(), _is_country(word)
        opens = not place and plain in OPENERS
        if not country and (not word[0].isupper() or plain in STOPWORDS or opens):
            continue
        kin = root in roots and (country or roots[root] == plain[:3])
        if not kin and (country or plain.rstrip("s") not in exact):
            wrong.append(f"name {word}")
    return wrong


def _wrong_acts(sentence: str, scope: _Scope) -> list[str]:
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
    told = _flat(sentence[claim.start : claim.end]).partition(claim.verb)[2]
    printed = _flat(text[one.start : one.end]).partition(one.verb)[2]
    kinds = [
        found[0].lower() if (found := DECIDED.match(each.verb)) else "" for each in (claim, one)
    ]
    talks = bool(TALKS.search(told)) or not CONSULT.match(printed)
    return claim.is_view == one.is_view and talks and kinds[0] == kinds[1]


def _same_actor(claim: Statement, sentence: str, one: Statement, scope: _Scope) -> bool:
    """True when the claimed actor is the printed one, a part of its name, or left out."""
    if PRONOUN.fullmatch(claim.actor):
        return False
    mine, its = _actor_names(claim, sentence), _actor_names(one, scope.release.text)
    if re.search(rf"{EVENT_NOUN}$", claim.actor) and mine <= set(map(stem, words(scope.head))):
        return True
    return mine <= its if mine else not its or not claim.actor or set(stems(claim.actor)) <= its


def _actor_names(statement: Statement, text: str) -> set[str]:
    """The names in an actor, directly before it ("Kim and his counterparts"), and after "by"."""
    sentence = _flat(text[statement.sentence_start : statement.sentence_end])
    actor = _flat(statement.actor)
    before = sentence.partition(actor)[0] if actor and actor in sentence else ""
    joined = re.search(r"(?:(?:[A-Z][\w'.-]*|of|for|the|and|his|her|its|their) )*$", before)
    after = _flat(text[statement.start : statement.end]).partition(_flat(statement.verb))[2]
    agent = re.match(r" (?:\w+ly )?by ((?:(?:[A-Z][\w'.-]*|[a-z]+)(?: |$))+)", after)
    named = words((joined.group() if joined else "") + actor + " " + (agent[1] if agent else ""))
    return {
        stem(word)
        for word in named
        if _is_country(word) or (word[0].isupper() and word.lower() not in GENERIC)
    }


def _wrong_words(sentence: str, scope: _Scope) -> list[str]:
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
    for verb in MODAL.findall(_without_dates(own)):
        said = re.search(rf"((?:\S+\s+){{0,4}})\b{re.escape(verb)}(?:s|d|ed)?\b", sentence)
        wrong += [f"word {verb}"] if said and not HEDGE.search(said[1]) else []
    content = set(stems(_without_dates(sentence)))
    if content and len(content & set(stems(scope.all))) < GROUNDED * len(content):
        wrong.append("words that the evidence does not have")
    return wrong
