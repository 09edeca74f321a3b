"""From a passage to its statements: who did what, how far it went, and where it is written."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from index.acts import NEGATION, VERBS, VIEW, act_of
from index.dates import find_dates
from index.records import Act, ActObject, DateSpan, Passage, Provenance, Statement
from index.sentences import sentence_spans

FUTURE_BASE = re.compile(
    r"\b(?:to|will|would|should|could|can|may|might|not yet|whether to)\s+(?:\w+ly\s+|be\s+|"
    r"have\s+)?$",
    re.IGNORECASE,
)
"""Before a verb: it is not done yet ("are expected to adopt")."""
AGREES = re.compile(r"agree|concur", re.IGNORECASE)
"""The verbs that may state a mere view; what is decided or adopted is no view."""
PRONOUN = re.compile(r"\b(?:he|she|they)\b", re.IGNORECASE)
_CAP = r"[A-Z][\w’'.&-]*"
_ROLE = (
    r"(?:participants?|participating\ countries|sides?|delegat\w+|governments?|ministers?|"
    r"officials|countries|nations|states|"
    r"ministr(?:y|ies)|leaders|parties|members?(?:\ states)?|counterparts|heads|experts|"
    r"representatives|companies|"
    r"chairs?|co-chairs|organizers|committee|ambassadors?|secretar(?:y|ies)|presidents?|meeting|"
    r"forum)"
)
_COUNTED = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|participating|other|attending|\d+|"
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)|"
    r"virtual|annual|inaugural)"
)
_PLACE = rf"(?:{_CAP}|virtual\ meeting|meeting|conferences?|two\ countries|two\ sides)"
_NAME = rf"{_CAP}(?:,\ {_CAP}|\ (?:(?:for|of|and|the|to|on)\ )*{_CAP})*"
ACTOR = re.compile(
    rf"""(?x)
      \b(?:[Tt]he\ |[Bb]oth\ |[Aa]ll\ )?(?:{_COUNTED}\ )*
        (?:{_CAP}\ (?:and\ (?={_CAP}))?){{0,5}}(?i:{_ROLE})\b
        (?:\ (?:in|at|of|from|to|for)\ (?:the\ )?{_PLACE}(?:\ (?:of\ |and\ |the\ )*{_CAP})*)*
        (?:,?\ {_NAME})?
    | \b{_NAME}
    | \b(?:He|She|They|he|she|they)\b
    """
)
ADVERBS = (
    r"(?:\s|,|\b(?:also|further|then|therefore|both|all|once|again|in particular|jointly|mutually|"
    r"fully|"
    r"has|have|had|been|was|were|is|are|particularly|additionally|strongly|highly|deeply|likewise|"
    r"accordingly|"
    r"subsequently|respectively|finally|reportedly|and|in this regard|in addition|together|"
    r"each)\b)*"
)
DIRECT = re.compile(ADVERBS + "$", re.IGNORECASE)
NOMINAL = re.compile(
    r"\b(?:the|a|an|its|their|his|her|this|these|those|newly|as|political|firm|strong|good|free|"
    r"of|any|such|each|to be)\s+$",
    re.IGNORECASE,
)
BE = re.compile(r"\b(?:was|were|been|is|are|be|being)(?:\s+\w+ly)?\s+$", re.IGNORECASE)
OPENER = re.compile(
    r"(?:In|On|At|Given|As|For|To|Of|During|With|After|Moreover|This|It|That|However|Following)\b"
    r"|(?:The|A|An|These|Those|Both|All)$"
)
APART = re.compile(
    r"\([^)]*\)|,\s+(?:together|along) with [^,]*(?=,)"
    r"|^\s*(?:Moreover|However|Meanwhile|Furthermore|Additionally|Accordingly|Lastly|Finally|Also),\s"
)
"""What names no actor where one is looked for: brackets, companions, opening adverbs."""
APPOSITION = re.compile(r"(?<=,) an? [a-z][^,;]*\b[a-z]+ed\b[^,;]*(?=,)")
WHICH = re.compile(rf"\b((?:[Tt]he )?{_ROLE}),?\s+(?:which|who)\s*$")
MANY = re.compile(
    r"\b(?:participants|countries|sides|delegat\w+s|officials|ministers|nations|states|leaders|"
    r"parties|members|counterparts|heads|experts|representatives|companies|ambassadors|side)\b",
    re.IGNORECASE,
)
BODY = re.compile(r"\b(?:meeting|forum|ministry|government|committee)\b", re.IGNORECASE)
PARTICIPLES = frozenset(
    ["proposed", "suggested", "hosted", "presented", "adopted", "agreed", "introduced"]
)
"""Participles that follow their noun directly ("measures proposed at the Forum")."""
NOUNS_TOO = frozenset(["hope", "request", "agree", "propose", "state", "shared"])
JOINT = re.compile(r"(?:,|;|\band\b|\bwhile\b|\bbut\b|\bthat\b|\bwhich\b|\bas\b)\s*")
COORDINATED = re.compile(
    r"(?:,|;|\band|\bwhile|\bas well as|\bbut)\s+(?:\w+\s+){0,3}$", re.IGNORECASE
)


@dataclass
class _Verb:
    start: int
    end: int
    act: Act
    words: str


@dataclass
class _Named:
    """Who was named last in the paragraph that is read: what a pronoun stands for."""

    one: str = ""
    many: str = ""

    def resolve(self, actor: str, inherited: bool) -> str:
        """The actor that a pronoun stands for; any other actor as it is, and remembered."""
        if PRONOUN.fullmatch(actor):
            return (self.many if actor.lower() == "they" else self.one) or actor
        if MANY.search(actor) and not inherited:
            self.many = actor
        elif re.search(r"[A-Z]", actor) and not inherited and not BODY.search(actor):
            self.one = actor
        return actor


def find_statements(
    text: str, passages: Iterable[Passage], when: DateSpan | None
) -> tuple[Statement, ...]:
    """The statements of a release, in reading order.

    Args:
        text: the whole text of the release.
        passages: its passages, in reading order.
        when: its event (or release) date; a clause's own earlier date is kept on the clause.
    """
    found: list[Statement] = []
    paragraph, named = "", _Named()
    for passage in passages:
        if passage.paragraph != paragraph:
            paragraph, named = passage.paragraph, _Named()
        piece = text[passage.start : passage.end]
        for start, end in sentence_spans(piece):
            place = passage.start + start
            found += _in_sentence(piece[start:end], place, passage.id, when, named)
    return tuple(found)


def _in_sentence(
    sentence: str, offset: int, passage: str, when: DateSpan | None, named: _Named
) -> list[Statement]:
    verbs, relatives = _verbs(sentence)
    statements: list[Statement] = []
    actor, clause = "", 0
    for place, verb in enumerate(verbs):
        between = sentence[(verbs[place - 1].end if place else 0) : verb.start]
        printed = _actor(between, bool(place))
        if place and COORDINATED.search(between):
            clause = verb.start - len(between) + _split(between)
        if printed:
            actor = printed
        actor = named.resolve(actor, bool(place))
        following = verbs[place + 1].start if place + 1 < len(verbs) else len(sentence)
        end = _clause_end(sentence, verb.end, following)
        agent = _agent(sentence, verb, actor)
        view = (
            verb.act is Act.AGREED
            and AGREES.match(verb.words) is not None
            and bool(VIEW.match(sentence[verb.end :].lstrip()))
        )
        statements.append(
            Statement(
                passage,
                offset + clause,
                offset + end,
                offset,
                offset + len(sentence),
                agent,
                verb.act,
                verb.words,
                offset + verb.start,
                ActObject.THAT if view else ActObject.NONE,
                bool(NEGATION.search(sentence[: verb.start])),
                event=_own_date(
                    sentence, clause, verb.start, _of_others(sentence, relatives, agent), when
                ),
            )
        )
    return statements


def _verbs(sentence: str) -> tuple[list[_Verb], list[tuple[int, int]]]:
    """The verbs that carry an act, and the stretches of reduced relative clauses."""
    verbs: list[_Verb] = []
    relatives: list[tuple[int, int]] = []
    for match in VERBS.finditer(sentence):
        before, after = sentence[: match.start()], sentence[match.end() :]
        words, act = match.group(), act_of(match)
        if NOMINAL.search(before):
            continue
        if re.match(r"\s+(?:by|in|at|on|during|with)\b", after) and _reduced_relative(
            before, words, after
        ):
            comma = sentence.find(",", match.end())
            relatives.append((match.start(), comma if comma >= 0 else len(sentence)))
            continue
        if FUTURE_BASE.search(before) and act in (Act.AGREED, Act.SHARED_VIEW, Act.PROPOSED):
            continue
        if words.lower() in NOUNS_TOO and re.search(
            r"\b(?:of|for|with|strong|our|and|member|each|every)\s+$", before
        ):
            continue
        verbs.append(_Verb(match.start(), match.end(), act, words))
    return verbs, relatives


def _reduced_relative(before: str, verb: str, after: str) -> bool:
    """True for "measures proposed at the Forum": a participle after a noun, no subject."""
    verb = verb.lower()
    if (not verb.endswith("ed") and verb not in {"held", "led"}) or BE.search(before):
        return False
    if verb == "held" or re.search(r",\s+$", before):
        return True
    if verb not in PARTICIPLES:
        return False
    noun = re.search(r"\b[a-z]+(?:s|ion|ment|ance|ity)\s+$", before)
    return bool(re.match(r"\s+by\b", after) or (noun and re.search(r"\bthe\b|\bof\b", before)))


def _agent(sentence: str, verb: _Verb, subject: str) -> str:
    """Who acts: the subject, or after a passive verb whom "by" names, if anyone.

    What took place keeps its subject: a meeting that was held.
    """
    passive = BE.search(sentence[: verb.start]) and verb.words.lower().endswith("ed")
    if not passive or verb.act in (Act.TOOK_PLACE, Act.WILL_DO):
        return subject
    by = re.match(r"\s+by\s+", sentence[verb.end :])
    agent = ACTOR.match(sentence, verb.end + by.end()) if by else None
    return re.sub(r"(?<![A-Z])\.$", "", agent.group().strip(" ,")) if agent else ""


def _actor(between: str, inherits: bool) -> str:
    """The actor printed directly before a verb; for a first verb, else the first one before it.

    After an earlier verb only the words behind the last conjunction can be a new actor.
    """
    text = between.replace("\n", " ").replace("\u00a0", " ")
    text = APART.sub(lambda match: " " * len(match.group()), text)
    if inherits:
        text = text[max((match.end() for match in JOINT.finditer(text)), default=0) :]
    match = DIRECT.search(text)
    bare = text[: match.start()] if match else text
    if which := WHICH.search(bare):
        return which[1]
    found = [match for match in ACTOR.finditer(bare) if not OPENER.match(match.group())]
    direct = [match for match in found if match.end() >= len(bare) - 1]
    chosen = direct or ([] if inherits else found[:1])
    return chosen[0].group().strip(" ,") if chosen else ""


def _split(between: str) -> int:
    """Where the new clause starts inside the text between two verbs."""
    match = COORDINATED.search(between)
    assert match
    conjunction = re.match(r"(?:,|;)?\s*(?:and|while|but)?\s*", match.group())
    assert conjunction
    return match.start() + conjunction.end()


def _clause_end(sentence: str, start: int, following: int) -> int:
    """The end of a clause: before the conjunction of the next one, or the sentence's end."""
    if following == len(sentence):
        return following
    between = sentence[start:following]
    match = COORDINATED.search(between)
    return start + match.start() if match else len(sentence)


def _of_others(
    sentence: str, relatives: list[tuple[int, int]], agent: str
) -> list[tuple[int, int]]:
    """The stretches that tell of something else than who acts.

    "The Forum, held on May 3, agreed" dates the act; "outcomes of the Forum, held on May 3, were
    discussed" and "on seals, an issue raised last year, they agreed" do not.
    """
    apart = [
        (start, end)
        for start, end in relatives
        if not agent or not sentence[:start].rstrip(" ,").endswith(agent)
    ]
    return apart + [match.span() for match in APPOSITION.finditer(sentence)]


def _own_date(
    sentence: str,
    clause: int,
    verb: int,
    relatives: list[tuple[int, int]],
    when: DateSpan | None,
) -> DateSpan | None:
    """The clause's own date, when it tells of a time before the release's event.

    A date inside a reduced relative clause ("the Forum, held on May 3,") is its noun's, not ours.
    """
    if when is None:
        return None
    before = sentence[clause:verb]
    for mention in find_dates(before, when.last):
        place = clause + mention.start
        if any(start <= place < end for start, end in relatives):
            continue
        if re.search(r"\bsince\b[^,]{0,40}$", before[: mention.start], re.IGNORECASE):
            continue
        if mention.first and mention.last and mention.last < when.first and not mention.future:
            provenance = Provenance.STATED if mention.has_year else Provenance.INFERRED
            return DateSpan(
                mention.first, mention.last, mention.precision, provenance, mention.words
            )
    return None
