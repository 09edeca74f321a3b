"""What an act is about: told by the words behind its verb."""

import re

from index.parse import Clause
from index.records import Act, ActObject
from index.tokens import Token

WORTH = re.compile(
    r"\s+(?:(?:up)?on |of |in |to )?(?:the |its |their |a )?(?:\w+ ){0,2}?"
    r"(?:need|necessity|importance|urgency|significance|fact)\b",
    re.IGNORECASE,
)
"""Behind a verb of saying or agreeing: a view ("on the need to meet")."""
VIEWS = frozenset({Act.AGREED, Act.STRESSED, Act.STATED, Act.EXPLAINED, Act.SHARED_VIEW})
DOING = frozenset({Act.AGREED, Act.PROPOSED, Act.HOPED, Act.CALLED_FOR, Act.WILL_DO})
"""Acts that "to ..." or "-ing" behind them makes acts about a deed."""
TELLING = frozenset({Act.EXPLAINED, Act.STATED, Act.DISCUSSED})
REQUESTS = frozenset(
    """urge ask request encourage call invite advise appeal renew exhort implore press remind prompt
    beseech demand""".split()
)
"""Verbs of asking with "somebody to do something" behind them."""
MAKING = re.compile(
    r"\s+(?:up)?on (?:the |an? )(?:\w+ )?(?:establishment|launch|creation|resumption|opening|holding|"
    r"signing|conclusion|introduction|extension|expansion|adoption) of\b",
    re.IGNORECASE,
)
""" "agreed on the establishment of": a deed in the shape of a noun."""
COMMITS = re.compile(r"\s+that\b[^,;]{0,160}?\b(?:would|will|shall)\b", re.IGNORECASE)
""" "agreed that it would be held": a commitment, not a view."""


def object_of(
    act: Act,
    lemma: str,
    clause: Clause,
    tokens: list[Token],
    text: str,
    verb: tuple[int, int],
    agent: bool,
) -> ActObject:
    """What an act is about.

    Args:
        lemma: the base form of its verb, as the table has it.
        verb: the place of the verb's words in the text.
        agent: whether somebody is named who acts.
    """
    words, after = text[slice(*verb)].lower(), verb[1]
    if act is Act.WILL_DO and (not lemma or words.endswith(" to")):
        return ActObject.TO_DO
    main = tokens[clause.main].end
    if act is Act.AGREED and COMMITS.match(text, main):
        return ActObject.TO_DO
    if act in VIEWS and lemma != "share" and (WORTH.match(text, main) or WORTH.match(text, after)):
        return ActObject.THAT
    if act is Act.AGREED and MAKING.match(text, main):
        return ActObject.TO_DO
    behind = _behind(tokens, clause, after)
    first = behind[0] if behind else None
    if first is not None and first.low in ("that", "whether", "how", "why"):
        return ActObject.THAT
    leads = first is not None and first.kind == "T" and act in DOING
    if leads and _is_deed(act, lemma, clause, behind, words):
        return ActObject.TO_DO
    saying = act in (Act.STATED, Act.STRESSED)
    if clause.governs or (saying and _quotes(clause, tokens, first)):
        return ActObject.THAT
    if act is Act.TOOK_PLACE:
        return _of_event(clause, tokens, words, first, agent)
    if first is not None and act in DOING and _is_deed(act, lemma, clause, behind, words):
        return ActObject.TO_DO
    if first is None:
        noun = (" " in words and lemma != "be") or clause.passive or clause.gap
        return ActObject.THING if noun else ActObject.NONE
    if clause.gap:
        return ActObject.THING
    if act in TELLING and any(one.low in ("how", "whether", "why") for one in behind[:4]):
        return ActObject.THAT
    if act is Act.AGREED and " " not in words and not clause.passive and _is_adverbial(behind):
        return ActObject.NONE
    return ActObject.THING


def _quotes(clause: Clause, tokens: list[Token], first: Token | None) -> bool:
    """True for "said, ..." and for ", an official remarked" at the end of what was said."""
    if tokens[clause.main].kind == "Y" or (first is not None and first.kind == ","):
        return True
    return first is None and clause.begin > 0 and tokens[clause.begin - 1].kind == ","


def _behind(tokens: list[Token], clause: Clause, after: int) -> list[Token]:
    """The tokens of a clause behind a place of the text, from the first that is no adverb."""
    behind = [one for one in tokens[clause.main : clause.end] if one.start >= after]
    while behind and behind[0].kind in "AN":
        behind = behind[1:]
    return behind


def _of_event(
    clause: Clause, tokens: list[Token], words: str, first: Token | None, agent: bool
) -> ActObject:
    """Nothing for what was held or got under way; a thing for what somebody held or visited."""
    if clause.passive:
        return ActObject.THING if agent else ActObject.NONE
    if " " in words and not words.startswith(("took place", "got under", "gathered")):
        return ActObject.THING
    if first is None:
        return ActObject.NONE
    low = tokens[clause.main].low
    if first.kind != "P":
        return ActObject.NONE if words.startswith(("took place", "got under")) else ActObject.THING
    own = low.startswith(("particip", "presid", "arriv", "return", "travel"))
    return (
        ActObject.THING
        if first.low == "with" or (own and first.low in ("in", "over"))
        else (ActObject.NONE)
    )


def _is_deed(act: Act, lemma: str, clause: Clause, behind: list[Token], words: str) -> bool:
    """True for "to do", "doing", "on doing", and "somebody to do" after a verb of asking."""
    place = 0
    if act is Act.AGREED:
        place = _past_adverbial(behind)
    first = behind[place]
    following = behind[place + 1] if place + 1 < len(behind) else None
    if first.kind == "T":
        return act in (Act.AGREED, Act.WILL_DO, Act.CALLED_FOR, Act.PROPOSED) or (
            following is not None and following.kind not in "DKGP"
        )
    if first.kind == "I":
        return following is not None
    if first.kind == "P" and following is not None and following.kind == "I":
        return not clause.passive and act is not Act.CALLED_FOR
    if (
        act is not Act.CALLED_FOR
        or lemma not in REQUESTS
        or (first.low in ("for", "about") or words.endswith(" for"))
    ):
        return False
    return _asks_somebody(behind)


def _asks_somebody(behind: list[Token]) -> bool:
    """True for "the two countries to extend": a noun phrase and "to" behind it."""
    for place, one in enumerate(behind):
        if one.kind == "T":
            following = behind[place + 1].kind if place + 1 < len(behind) else ""
            return place > 0 and following in ("F", "X", "b", "H", "V", "O", "A")
        if one.kind in ",;" and place > 12:
            return False
    return False


def _past_adverbial(behind: list[Token]) -> int:
    """The place behind "in February 2018" where "to" follows it; 0 otherwise."""
    if behind[0].kind not in "PK":
        return 0
    for place, one in enumerate(behind[:9]):
        if one.kind == "T":
            return place
        if one.kind in "IVW":
            return 0
    return 0


def _is_adverbial(behind: list[Token]) -> bool:
    """True where only time and place follow ("as they had agreed in Seoul in 2014")."""
    return behind[0].low in ("in", "at", "during", "with") and behind[0].kind == "P"
