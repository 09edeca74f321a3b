"""From a passage to its statements: who did what, how far it went, and where it is written."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from index.acts import NEGATION, VERBS, VIEW, act_of
from index.dates import find_dates
from index.records import Act, DateSpan, Passage, Provenance, Statement
from index.sentences import sentence_spans

FUTURE_BASE = re.compile(
    r"\b(?:to|will|would|should|could|can|may|might|not yet|whether to)\s+(?:\w+ly\s+|be\s+|"
    r"have\s+)?$",
    re.IGNORECASE,
)
"""Before a verb: it is not done yet ("are expected to adopt")."""
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
ACTOR = re.compile(
    rf"""(?x)
      \b(?:[Tt]he\ |[Bb]oth\ |[Aa]ll\ )?(?:(?:two|three|four|five|six|seven|eight|nine|ten|participating|other|attending|\d+)\ )*
        (?:{_CAP}\ (?:and\ (?={_CAP}))?){{0,5}}(?i:{_ROLE})\b
        (?:\ (?:in|at|of|from|to|for)\ (?:the\ )?(?:{_CAP}|virtual\ meeting|meeting|conferences?|two\ countries|two\ sides)
           (?:\ (?:of\ |and\ |the\ )*{_CAP})*)*
    | \b{_CAP}(?:,?\ (?:(?:for|of|and|the|to|on)\ )*{_CAP})*
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
)
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
    paragraph, person = "", ""
    for passage in passages:
        if passage.paragraph != paragraph:
            paragraph, person = passage.paragraph, ""
        piece = text[passage.start : passage.end]
        for start, end in sentence_spans(piece):
            statements, person = _in_sentence(
                piece[start:end], passage.start + start, passage.id, when, person
            )
            found += statements
    return tuple(found)


def _in_sentence(
    sentence: str, offset: int, passage: str, when: DateSpan | None, person: str
) -> tuple[list[Statement], str]:
    verbs = list(_verbs(sentence))
    statements: list[Statement] = []
    actor, clause = "", 0
    for place, verb in enumerate(verbs):
        between = sentence[(verbs[place - 1].end if place else 0) : verb.start]
        printed = _actor(between, bool(place))
        if place and COORDINATED.search(between):
            clause = verb.start - len(between) + _split(between)
        if printed:
            actor = printed
        if PRONOUN.fullmatch(actor):
            actor = person or actor
        elif not place and re.search(r"[A-Z]", actor[4:]):
            person = actor
        following = verbs[place + 1].start if place + 1 < len(verbs) else len(sentence)
        end = _clause_end(sentence, verb.end, following)
        view = verb.act is Act.AGREED and bool(VIEW.match(sentence[verb.end :].lstrip()))
        statements.append(
            Statement(
                passage,
                offset + clause,
                offset + end,
                offset,
                offset + len(sentence),
                actor,
                verb.act,
                verb.words,
                view,
                bool(NEGATION.search(sentence[: verb.start])),
                _own_date(sentence[clause : verb.start], when),
            )
        )
    return statements, person


def _verbs(sentence: str) -> Iterable[_Verb]:
    for match in VERBS.finditer(sentence):
        before, after = sentence[: match.start()], sentence[match.end() :]
        if NOMINAL.search(before):
            continue
        if re.match(r"\s+(?:by|in|at|on|during|with)\b", after) and _reduced_relative(
            before, match.group()
        ):
            continue
        if FUTURE_BASE.search(before) and act_of(match) in (
            Act.AGREED,
            Act.SHARED_VIEW,
            Act.PROPOSED,
        ):
            continue
        if match.group().lower() in {
            "hope",
            "request",
            "agree",
            "propose",
            "state",
            "shared",
        } and re.search(r"\b(?:of|for|with|strong|our|and)\s+$", before):
            continue
        yield _Verb(match.start(), match.end(), act_of(match), match.group())


def _reduced_relative(before: str, verb: str) -> bool:
    """True for "measures proposed at the Forum": a participle after a noun, no subject."""
    if not verb.endswith("ed") and verb not in {"held", "led"} or BE.search(before):
        return False
    return (
        bool(re.search(r",\s+$", before))
        or verb.lower() == "held"
        or bool(
            re.search(r"\b[a-z]+(?:s|ion|ment|ance|ity)\s+$", before)
            and re.search(r"\bthe\b|\bof\b", before)
            and verb.lower()
            in {"proposed", "suggested", "hosted", "presented", "adopted", "agreed", "introduced"}
        )
    )


def _actor(between: str, inherits: bool) -> str:
    """The actor printed directly before a verb; for a first verb, else the first one before it.

    After an earlier verb only the words behind the last conjunction can be a new actor.
    """
    text = between.replace("\n", " ").replace("\u00a0", " ")
    if inherits:
        text = text[max((match.end() for match in JOINT.finditer(text)), default=0) :]
    match = DIRECT.search(text)
    bare = text[: match.start()] if match else text
    found = [match for match in ACTOR.finditer(bare) if not OPENER.match(match.group())]
    direct = [match for match in found if match.end() >= len(bare) - 1]
    chosen = direct or ([] if inherits else found[:1])
    return chosen[0].group().strip(" ,") if chosen else ""


def _split(between: str) -> int:
    """Where the new clause starts inside the text between two verbs."""
    match = COORDINATED.search(between)
    assert match
    return match.start() + len(re.match(r"(?:,|;)?\s*(?:and|while|but)?\s*", match.group()).group())  # type: ignore[union-attr]


def _clause_end(sentence: str, start: int, following: int) -> int:
    """The end of a clause: before the conjunction that opens the next one, or the sentence's end."""
    if following == len(sentence):
        return following
    between = sentence[start:following]
    match = COORDINATED.search(between)
    return start + match.start() if match else len(sentence)


def _own_date(clause: str, when: DateSpan | None) -> DateSpan | None:
    """The clause's own date, when it tells of a time before the release's event."""
    if when is None:
        return None
    for mention in find_dates(clause, when.last):
        if re.search(r"\bsince\b[^,]{0,40}$", clause[: mention.start]):
            continue
        if mention.first and mention.last and mention.last < when.first and not mention.future:
            provenance = Provenance.STATED if mention.has_year else Provenance.INFERRED
            return DateSpan(
                mention.first, mention.last, mention.precision, provenance, mention.words
            )
    return None
