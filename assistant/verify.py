"""Nothing is shown that its evidence does not say: quotes, dates, numbers, names, acts, negation."""

import re
from collections.abc import Sequence
from dataclasses import replace

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

STRONG = (Act.AGREED, Act.SHARED_VIEW, Act.PROPOSED, Act.HOPED, Act.CALLED_FOR)
"""Acts whose verb, even inside a clause, must be carried by the evidence."""
WEAKER = {Act.STATED: (Act.STRESSED, Act.EXPLAINED)}
"""A claimed act and the stronger ones of the evidence that it follows from."""
GROUNDED = 2 / 3
"""Share of a sentence's content words that its evidence must have; the rest may be paraphrase."""
NEGATIVE = re.compile(
    r"\b(?:not(?! only)|cannot|never|no|none|nobody|nothing|neither|nor|without|except|unable|against|hardly|"
    r"fail(?:s|ed)?|declin(?:es|ed)|refus(?:es|ed)|reject(?:s|ed)|den(?:ies|ied)|oppos(?:es|ed)|lack(?:s|ed)?)\b|n['’]t\b",
    re.IGNORECASE,
)
BINDING = re.compile(
    r"\b(?:agreements?|accords?|deals?|treat(?:y|ies)|pacts?|consensus|decisions?|accept\w*|ratif\w+|consent\w*|commit\w*|pledg\w+|"
    r"promis\w+|guarante\w+|demand\w*|proposals?|vow\w*|complet\w+|sign(?:s|ing)?|unanimous\w*|all|every|each|always|only|"
    r"entire\w*|solely|most|majority|binding|final\w*)\b",
    re.IGNORECASE,
)
"""Words that say how far or how wide something goes; the act table knows them only in part."""
OPPOSITES = (
    "increase decrease",
    "rise fall",
    "strengthen weaken",
    "support oppose",
    "accept reject",
    "before after",
    "import export",
    "open close",
    "start end",
    "include exclude",
    "more less",
    "early late",
    "upgrade downgrade",
    "begin stop",
    "approve refuse",
    "continue stop",
    "resume suspend",
    "join leave",
    "accelerate delay",
    "success failure",
    "expand reduce",
    "peace war",
)
MODAL = re.compile(
    r"\b(?:should|could|would|may|might|must|can|will)\s+(?:\w+ly\s+)?(?:be\s+|have\s+)?(\w+)",
    re.IGNORECASE,
)
HEDGE = re.compile(
    r"\b(?:should|could|would|may|might|must|can|will|to|need\w*|necess\w+|hop\w+)\b", re.IGNORECASE
)
RELATIVE = re.compile(
    r"\b(?:(?:last|next|this|previous) (?:week|month|quarter)|yesterday|today|tomorrow|early|mid|late|(?:end|beginning|start) of|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
LIMIT = re.compile(
    r"\b(by|until|till|before|after|since|prior to)\s+(?:the\s+)?(?:\w+\s+of\s+)?$", re.IGNORECASE
)
"""Before a date: it is a limit and not the day of the event, so the sentence itself must print it."""
PUBLISHED = re.compile(r"\b(?:released|recalled|reported|published|posted)\b", re.IGNORECASE)
MARKED = re.compile(r"\s*[,(]?\s*(?:the )?(?:year |date )?inferred\b", re.IGNORECASE)
ADDRESS = re.compile(r"https?:|www\.|[\w.]+@\w|[<>`]|\]\(", re.IGNORECASE)
QUOTED = re.compile(r"[“\"]([^”\"]+)[”\"]")
CODE = re.compile(r"\b[A-Za-z]+[-‐–]?\d\w*|\b\d+(?!st\b|nd\b|rd\b|th\b)[A-Za-z]\w*")
"""A name with a figure in it: COVID-19, G20, 5G."""
_VALUES = (
    {
        word: str(number)
        for number, word in enumerate(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen twenty".split()
        )
    }
    | {"both": "2"}
    | {
        word: str(10 * ten)
        for ten, word in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), 3)
    }
)
_COUNTED = "once twice thrice double doubled triple tripled half quarter quarters dozen dozens hundred hundreds thousands millions billions".split()
NUMBER = re.compile(
    rf"""(?x)(?:\b(?P<up>more\ than|over|above|exceeding|surpassing|at\ least|no\ fewer\ than)
      |(?P<down>less\ than|fewer\ than|under|below|up\ to|at\ most|no\ more\ than)
      |(?P<about>about|around|approximately|some|nearly|almost|roughly))?\s*
    (?P<money>[$€£¥₩])?\s*
    (?P<value>(?<![A-Za-z][-‐–])(?<![\w.])\d[\d,]*(?:\.\d+)?(?=st\b|nd\b|rd\b|th\b|\b)
      |\b(?:{"|".join([*_VALUES, *_COUNTED, *ORDINALS])})\b)
    (?P<nth>st|nd|rd|th)?
    (?:[\s-]*(?P<scale>percent|per\ cent|%|hundred|thousand|million|billion|trillion|dozen)(?!\w))?
    (?:[\s-]+(?P<unit>won|dollars?|euros?|yen|yuan|years?|months?|weeks?|days?|hours?|minutes?|km|kilomet\w+|tons?|times)\b)?
    (?:[\s-]+(?P<after>\w+))?""",
    re.IGNORECASE,
)
OPENERS = frozenset(
    "participants participant delegates officials countries representatives sides ministers according additionally moreover "
    "furthermore separately meanwhile finally earlier later together".split()
)
"""Words that may open a sentence with a capital and name nobody."""
GENERIC = (
    OPENERS
    | STOPWORDS
    | frozenset(
        "two three four five six ten participating member side attending delegations parties".split()
    )
)


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
    words may be paraphrased. Doubt counts as a problem: a refused sentence costs a quotation only.

    Args:
        span: the evidence, `[start, end)` of `release.text`, when less than the whole passage.
    """
    start, end = span or (passage.start, passage.end)
    own = _flat(release.text[start:end])
    carried = [
        one
        for one in release.statements
        if one.passage == passage.id and start <= one.start and one.end <= end
    ]
    head = _flat(f"{release.title} . {release.meeting.name if release.meeting else ''}")
    sentence = _flat(sentence)
    found = _wrong_dates(sentence, release, own, head, carried)
    found += _wrong_numbers(_without_dates(sentence), _without_dates(own), _without_dates(head))
    found += _wrong_names(_without_dates(sentence), release, own, head, carried)
    found += _wrong_acts(sentence, own, head, carried, release)
    if len(NEGATIVE.findall(sentence)) != len(NEGATIVE.findall(own)):
        found.append("negation")
    return found + _wrong_words(sentence, own, head, carried)


def _flat(text: str) -> str:
    return " ".join(text.replace("’", "'").split())


def _without_dates(text: str) -> str:
    for mention in reversed(find_dates(text, None)):
        text = text[: mention.start] + " " + text[mention.end :]
    return text


def _wrong_dates(
    sentence: str, release: Release, own: str, head: str, carried: Sequence[Statement]
) -> list[str]:
    """Dates that neither the evidence nor the head prints and that are not the day of the event."""
    anchor = release.released or release.event
    printed = _printed(own, anchor)
    given = [one.event for one in carried if one.event]
    if not given or any(one.event is None for one in carried):
        given += [one for one in (release.event or release.released,) if one]
    if release.released and PUBLISHED.search(sentence):
        given.append(release.released)
    told = [*printed, *_printed(head, anchor), *given]
    bare = [one for text in (own, head) for one in find_dates(text, None) if one.first is None]
    wrong = [
        f"date {words}"
        for words in RELATIVE.findall(sentence)
        if words.lower() not in f"{own} {head}".lower()
    ]
    for mention, end in _joined(find_dates(sentence, anchor.first if anchor else None), sentence):
        limit = LIMIT.search(sentence[: mention.start])
        known = printed if limit else told
        if limit and not re.search(rf"\b{limit[1]}\b", own, re.IGNORECASE):
            known = []
        fitting = [one for one in known if _carries(one, mention)]
        if not fitting and not any(
            not mention.has_year and _day(one) == _day(mention) for one in bare
        ):
            wrong.append(f"date {mention.words}")
        elif (
            mention.has_year
            and all(one.provenance is Provenance.INFERRED for one in fitting)
            and not MARKED.match(sentence[end:])
        ):
            wrong.append(f"date {mention.words} is inferred, and not said to be")
    return wrong


def _printed(text: str, anchor: DateSpan | None) -> list[DateSpan]:
    """The dates of a text; a year that the text leaves out is as sure as the anchor's."""
    unsure = anchor.provenance if anchor else Provenance.INFERRED
    return [
        DateSpan(
            one.first,
            one.last,
            one.precision,
            Provenance.STATED if one.has_year else unsure,
            one.words,
        )
        for one in find_dates(text, anchor.first if anchor else None)
        if one.first and one.last
    ]


def _joined(mentions: Sequence[DateMention], sentence: str) -> list[tuple[DateMention, int]]:
    """The mentions with their ends in the sentence; "5 April 2020 to 16 June 2020" is one interval."""
    joined: list[tuple[DateMention, int]] = []
    for mention in mentions:
        before = joined[-1] if joined else None
        between = sentence[before[1] : mention.start] if before else ""
        if (
            before
            and mention.last
            and before[0].first
            and re.fullmatch(r"\s*(?:to|until|through|-|–)\s*", between)
        ):
            words = sentence[before[0].start : mention.end]
            joined[-1] = (
                replace(before[0], last=mention.last, precision=Precision.RANGE, words=words),
                mention.end,
            )
        else:
            joined.append((mention, mention.end))
    return joined


def _carries(known: DateSpan, mention: DateMention) -> bool:
    """True when a known date is the mentioned one, or lies in the mentioned month, quarter or year."""
    if mention.first is None or mention.last is None:
        return (
            mention.precision is not Precision.MONTH
            and _day(mention)
            == (
                known.first.month,
                known.first.day,
                known.last.month,
                known.last.day,
            )
            or mention.precision is Precision.MONTH
            and known.first.month == known.last.month == mention.month
        )
    if mention.first == known.first and mention.last == known.last:
        return True
    wider = mention.precision in (Precision.MONTH, Precision.QUARTER, Precision.YEAR)
    return wider and mention.first <= known.first and known.last <= mention.last


def _day(mention: DateMention) -> tuple[int, int, int, int]:
    if mention.first and mention.last:
        return mention.first.month, mention.first.day, mention.last.month, mention.last.day
    return (
        mention.month,
        mention.day,
        mention.last_month or mention.month,
        mention.last_day or mention.day,
    )


def _wrong_numbers(sentence: str, own: str, head: str) -> list[str]:
    """Numbers with another value, scale, unit or limit than in the evidence; an ordinal may be the meeting's."""
    known = [_number(one)[:-1] for one in NUMBER.finditer(own)]
    meeting = [_number(one) for one in NUMBER.finditer(head)]
    wrong = []
    for match in NUMBER.finditer(sentence):
        *number, after = _number(match)
        same = any(
            list(one) == number or list(one[:4]) == number[:4] and not number[4] for one in known
        )
        titled = any(
            list(one[:-1]) == number and (number[2] or one[-1] == after) for one in meeting
        )
        if not same and not titled:
            wrong.append(f"number {match['value']}")
    codes = {re.sub("[‐–]", "-", code).lower() for code in CODE.findall(f"{own} {head}")}
    return wrong + [
        f"name {code}"
        for code in CODE.findall(sentence)
        if re.sub("[‐–]", "-", code).lower() not in codes
    ]


def _number(match: re.Match[str]) -> tuple[str, str, str, str, str, str]:
    """Limit, value, whether ordinal, scale, unit, next word: all comparable."""
    value = match["value"].lower().rstrip(",").replace(",", "")
    limit = next((name for name in ("up", "down", "about") if match[name]), "")
    nth = "nth" if match["nth"] or value in ORDINALS else ""
    value = str(ORDINALS[value]) if value in ORDINALS else _VALUES.get(value, value)
    scale = (match["scale"] or "").lower().replace("per cent", "percent").replace("%", "percent")
    unit = match["money"] or stem(match["unit"] or "")
    unit = {"$": "dollar", "€": "euro", "¥": "yen", "₩": "won"}.get(unit, unit)
    return limit, value, nth, scale, unit, stem(match["after"] or "")


def _wrong_names(
    sentence: str, release: Release, own: str, head: str, carried: Sequence[Statement]
) -> list[str]:
    """Capitalised words, and countries however written, that the evidence and its lead-in do not name."""
    scope = _named(release, own, head, carried)
    exact = {word.lower().rstrip("s") for word in scope}
    roots = {stem(word): word.lower()[:3] for word in scope}
    wrong = []
    for place, word in enumerate(words(sentence)):
        root, plain = stem(word), word.lower()
        country = root in COUNTRIES or root == "korea"
        if not country and (
            not word[0].isupper() or plain in STOPWORDS or not place and plain in OPENERS
        ):
            continue
        kin = root in roots and (country or roots[root] == plain[:3])
        if not kin and plain.rstrip("s") not in exact and not (not place and plain in own.split()):
            wrong.append(f"name {word}")
    return wrong


def _named(release: Release, own: str, head: str, carried: Sequence[Statement]) -> list[str]:
    """The words that may name someone: those of the evidence, of its actors, title and meeting."""
    text = " ".join([own, head, *(_flat(one.actor) for one in carried)])
    for acronym in release.acronyms:
        pair = (acronym.short, _flat(acronym.long))
        if any(re.search(rf"\b{re.escape(form)}\b", text, re.IGNORECASE) for form in pair):
            text += " " + " ".join(pair)
    return words(text)


def _wrong_acts(
    sentence: str, own: str, head: str, carried: Sequence[Statement], release: Release
) -> list[str]:
    """Acts that the evidence does not carry: another verb, actor, negation, or a view made a commitment."""
    spoken = {act_of(match) for match in VERBS.finditer(own)}
    claimed = {act_of(match) for match in VERBS.finditer(sentence)} & set(STRONG)
    wrong = [f"act {act}" for act in sorted(claimed - spoken)]
    whole = Passage("", "", "", 0, PassageKind.LEAD, "", 0, 0, len(sentence))
    claims = find_statements(sentence, [whole], release.when)
    for claim in claims:
        same = [
            one for one in carried if one.act is claim.act or one.act in WEAKER.get(claim.act, ())
        ]
        fitting = [
            one
            for one in same
            if one.negated == claim.negated and _as_far(claim, sentence, one, release)
        ]
        if not same:
            wrong.append(f"act {claim.act}")
        elif not fitting:
            wrong.append(f"act {claim.act}: denied, a view, or only to be discussed")
        elif not any(_same_actor(claim, sentence, one, release, head) for one in fitting):
            wrong.append(f"actor {claim.actor}")
    return wrong if claims or not carried else [*wrong, "act left out"]


def _as_far(claim: Statement, sentence: str, one: Statement, release: Release) -> bool:
    """False when only a view, or only talks, were agreed and the sentence says more (or less)."""
    if claim.act is not Act.AGREED:
        return True
    told, printed = (
        _flat(text[each.start : each.end]).partition(each.verb)[2]
        for text, each in ((sentence, claim), (release.text, one))
    )
    talks = re.search(
        r"\b(?:consult|discuss|talk|explor|negotiat|communicat|work)\w*", told, re.IGNORECASE
    )
    return claim.is_view == one.is_view and (bool(talks) or not CONSULT.match(printed))


def _same_actor(
    claim: Statement, sentence: str, one: Statement, release: Release, head: str
) -> bool:
    """True when the claimed actor is the printed one, a part of its name, or left out."""
    if PRONOUN.fullmatch(claim.actor):
        return False
    mine = _actor_names(claim, sentence)
    its = _actor_names(one, release.text)
    if re.search(rf"{EVENT_NOUN}$", claim.actor) and mine <= {stem(word) for word in words(head)}:
        return True
    return mine <= its if mine else not its or not claim.actor or set(stems(claim.actor)) <= its


def _actor_names(statement: Statement, text: str) -> set[str]:
    """The names of an actor with those printed directly before it ("Kim and his ASEAN counterparts")."""
    sentence = _flat(text[statement.sentence_start : statement.sentence_end])
    actor = _flat(statement.actor)
    before = sentence.partition(actor)[0] if actor and actor in sentence else ""
    joined = re.search(r"(?:(?:[A-Z][\w'.-]*|of|for|the|and|his|her|its|their),? )*$", before)
    printed = (joined.group() if joined else "") + actor
    return {
        stem(word) for word in words(printed) if word[0].isupper() and word.lower() not in GENERIC
    } | {stem(word) for word in words(printed) if stem(word) in COUNTRIES or stem(word) == "korea"}


def _wrong_words(sentence: str, own: str, head: str, carried: Sequence[Statement]) -> list[str]:
    """Quotations, addresses, binding words, opposites, dropped "should" and mostly foreign words."""
    scope = set(stems(f"{own} {head} {' '.join(one.actor for one in carried)}"))
    mine, its = set(map(stem, words(sentence))), set(map(stem, words(own)))
    wrong = [
        f"quotation {part}"
        for part in QUOTED.findall(sentence)
        if part.strip(" .,") not in f"{own} {head}"
    ]
    wrong += [f"address {part}" for part in ADDRESS.findall(sentence) if part not in own]
    wrong += [f"word {part}" for part in BINDING.findall(sentence) if stem(part) not in its]
    for one, other in (map(stem, pair.split()) for pair in OPPOSITES):
        wrong += [
            f"word {a}"
            for a, b in ((one, other), (other, one))
            if a in mine - its and b in its - mine
        ]
    for verb in MODAL.findall(own):
        said = re.search(rf"((?:\S+\s+){{0,4}})\b{re.escape(verb)}(?:s|d|ed)?\b", sentence)
        wrong += [f"word {verb}"] if said and not HEDGE.search(said[1]) else []
    content = set(stems(_without_dates(sentence)))
    if content and len(content & scope) < GROUNDED * len(content):
        wrong.append("words that the evidence does not have")
    return wrong
