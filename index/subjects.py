"""Noun phrases beside a verb: the subject before it, the antecedent of a relative pronoun."""

import re

from index.actors import ACTING, kind_of
from index.tokens import NOUNISH, TITLES, Token

ROLES = frozenset(
    """participant participants side sides delegate delegates delegation delegations official
    officials minister ministers country countries representative representatives government
    governments expert experts member members leader leaders ambassador ambassadors they he she
    ministry committee counterpart counterparts delegations partners parties""".split()
)
"""Head nouns that act, and are hardly ever acted upon."""
TIMES = frozenset(
    """january february march april may june july august september october november december early
    late""".split()
)
OWN = frozenset("his her its their".split())
YEAR = re.compile(r"(?:19|20)\d\d")
Span = tuple[int, int]


def subject_in(tokens: list[Token], start: int, end: int) -> Span | None:
    """The subject among the tokens before a verb: a noun phrase, adverbials left out."""
    last = end - 1
    while last > start and tokens[last].kind in "AN":
        last -= 1
    if last >= start and tokens[last].kind == "R":
        return (last, last + 1)
    pieces = _pieces(tokens, start, end)
    if not pieces:
        return None
    first, last = pieces[-1]
    if first == last:
        return _first_of(tokens, pieces)
    own = _phrase(tokens, first, last)
    if own is None:
        earlier = [own for piece in pieces[:-1] if (own := _phrase(tokens, *piece))]
        return earlier[-1] if earlier else None
    alone = own[0] != first or len(pieces) == 1
    return own if alone else _with_list(tokens, pieces, own)


def _first_of(tokens: list[Token], pieces: list[Span]) -> Span | None:
    """The first noun phrase of several, with the list of names that goes on behind its comma."""
    own: Span | None = None
    for first, last in pieces:
        names = first < last and all(tokens[at].kind in "KC" for at in range(first, last))
        if own is not None and names and tokens[own[1] - 1].kind == "K":
            joined = any(tokens[at].kind == "C" for at in range(first - 1, last))
            if joined:
                return (own[0], last)
        elif own is not None:
            return own
        own = own or _phrase(tokens, first, last)
    return own


def _pieces(tokens: list[Token], start: int, end: int) -> list[Span]:
    """The stretches between commas, outer conjunctions and adverbs left out."""
    pieces, at = [], start
    for place in range(start, end + 1):
        if place == end or tokens[place].kind in ",;":
            first, last = at, place
            while first < last and tokens[first].kind in "ANC":
                first += 1
            while last > first and tokens[last - 1].kind in "AN":
                last -= 1
            pieces.append((first, last))
            at = place + 1
    return pieces


def _phrase(tokens: list[Token], start: int, end: int) -> Span | None:
    """The noun phrase that a stretch is, or that stands behind its opening adverbial."""
    if start >= end:
        return None
    kind = tokens[start].kind
    if kind in "DXKGRF" or tokens[start].low == "whose" or _is_attribute(tokens, start, end):
        return trimmed(tokens, start, end)
    if kind in "PIVQT":
        starts = (at for at in range(start + 1, end) if _starts_phrase(tokens, at))
        at = next(starts, None)
        return trimmed(tokens, at, end) if at is not None else None
    return None


def _is_attribute(tokens: list[Token], start: int, end: int) -> bool:
    """True for "participating countries": a participle that belongs to the noun behind it."""
    following = tokens[start + 1] if start + 1 < end else None
    return (
        tokens[start].kind in "IV"
        and following is not None
        and following.kind in "XF"
        and following.low.endswith("s")
    )


def _starts_phrase(tokens: list[Token], at: int) -> bool:
    """True where a second noun phrase stands directly behind a first ("On March 30 the ...")."""
    one, before = tokens[at], tokens[at - 1]
    if before.kind not in NOUNISH and before.kind != "A":
        return False
    if one.kind in "DR":
        return True
    if one.kind == "K":
        return before.kind in "XG" or (one.low in TITLES and before.low not in TITLES)
    return one.kind in "XI" and before.kind == "G"


def trimmed(tokens: list[Token], start: int, end: int) -> Span:
    """A noun phrase up to what is told of it: participles, relative clauses, "in her remarks"."""
    for at in range(start + 1, end):
        kind, before = tokens[at].kind, tokens[at - 1].kind
        if kind == "W" and not (at == start + 1 and tokens[start].low == "whose"):
            return (start, at)
        if kind in ("T", ";"):
            return (start, at)
        if kind in "VIQ" and before in NOUNISH and not (before == "G" and kind == "I"):
            return (start, at)
        own = at + 2 < end and tokens[at + 1].low in OWN
        if kind == "P" and own and tokens[at].low in ("in", "at", "on", "during", "for"):
            return (start, at)
    while end > start + 1 and tokens[end - 1].kind in "ANC":
        end -= 1
    return (start, end)


def _with_list(tokens: list[Token], pieces: list[Span], own: Span) -> Span:
    """A subject with the list before it ("Korea, Japan and China") or a name ("Han, Seo-yun")."""
    start = own[0]
    conjunction = tokens[start - 1].kind == "C"
    inside = any(tokens[at].kind == "C" for at in range(*own))
    for first, last in reversed(pieces[:-1]):
        if first == last or _phrase(tokens, first, last) != (first, last):
            break
        names = all(tokens[at].kind in "KDG" or tokens[at].low == "of" for at in range(first, last))
        single = own[1] - own[0] == 1 and tokens[own[0]].kind == "K"
        if single and tokens[last - 1].kind == "K" and not conjunction and start == own[0]:
            return (first, own[1])
        origin = tokens[last - 1].kind == "K" and tokens[own[0]].kind in "KD"
        if not conjunction and not (inside and (names or origin)):
            break
        start = first
    return (start, own[1])


def antecedent(tokens: list[Token], place: int) -> Span | None:
    """The noun phrase that ends before a relative pronoun, with "of ..." in and before it."""
    end = place
    while end and tokens[end - 1].kind in ",ANC":
        end -= 1
    start = end
    while start > 0:
        one, before = tokens[start - 1], tokens[start - 2].kind if start > 1 else ""
        attribute = one.kind in "VIQF" and before not in NOUNISH and before != ""
        names = one.kind == "C" and tokens[start].kind == "K" and before == "K"
        ordinal = one.low in ("first", "last", "next") and start < end
        if one.kind in NOUNISH or attribute or ordinal or (names and start < end):
            start -= 1
        elif one.kind == "D" and start < end:
            start -= 1
            if one.text[-1] not in "s’'":
                if not _belongs(tokens, start - 1, end):
                    break
                start -= 1
        elif start < end and _belongs(tokens, start - 1, end):
            start -= 1
        else:
            break
    return (start, end) if start < end else None


def persons_before(tokens: list[Token], phrase: Span) -> Span:
    """The persons that a phrase told by "who" belongs to ("Participants in the workshop, who")."""
    start, end = phrase
    if start > 1 and tokens[start - 1].kind == "P" and tokens[start - 2].kind in NOUNISH:
        wider = antecedent(tokens, start - 1)
        if wider is not None and names_actor(tokens, wider):
            return (wider[0], end)
    return phrase


def _belongs(tokens: list[Token], place: int, end: int) -> bool:
    """True for the "of" of "the Speaker of the Parliament", and "in" before the name of a place."""
    if place < 1 or tokens[place - 1].kind not in NOUNISH:
        return False
    one = tokens[place]
    names = all(tokens[at].kind in "KC" for at in range(place + 1, end))
    return one.low in ("of", "for") or (one.low in ("in", "at", "on") and names)


def phrase_from(tokens: list[Token], start: int, end: int) -> Span | None:
    """The noun phrase that starts at a token, with "of ..." and "and ..." behind it."""
    at = start
    while at < end and _continues(tokens, at, end):
        at += 1
    while at > start and tokens[at - 1].kind in "PCD,":
        at -= 1
    return (start, at) if at > start else None


def _continues(tokens: list[Token], at: int, end: int) -> bool:
    """True while a token still belongs to the noun phrase that is read."""
    one = tokens[at]
    following = tokens[at + 1] if at + 1 < end else None
    if one.kind in "DKXGF":
        return True
    if following is None:
        return False
    if one.kind == "P":
        if one.low in ("in", "to"):
            return following.low == "charge" or (one.low == "to" and following.kind == "K")
        times = following.low in TIMES or YEAR.fullmatch(following.low) is not None
        return one.low == "about" or (one.low in ("of", "for", "from") and not times)
    if one.kind in "IV":
        return following.kind in "XF" and following.low.endswith("s")
    if one.kind == "C":
        return following.kind in "DKXGI"
    return one.kind == "," and _is_list(tokens, at, end)


def _is_list(tokens: list[Token], comma: int, end: int) -> bool:
    """True for the comma of "Australia, Indonesia and Mexico"."""
    at = comma + 1
    if tokens[comma - 1].kind != "K":
        return False
    while at < end and (tokens[at].kind in "KD," or tokens[at].low == "of"):
        at += 1
    return at > comma + 1 and at < end and tokens[at].kind == "C"


def head_of(tokens: list[Token], phrase: Span) -> int:
    """The head noun: the last word before "of ...", another preposition or "and"."""
    start, end = phrase
    for at in range(start + 1, end):
        if tokens[at].kind in "P," or (tokens[at].kind == "C" and tokens[at - 1].kind in "XK"):
            return at - 1
    return end - 1


def names_actor(tokens: list[Token], phrase: Span) -> bool:
    """True for a phrase that may act: persons, groups, bodies, and names of unknown kind."""
    words = " ".join(one.text for one in tokens[slice(*phrase)])
    return kind_of(words, tokens[head_of(tokens, phrase)].text) in ACTING


def is_acting(tokens: list[Token], phrase: Span) -> bool:
    """True for a phrase that hardly names anything but who acts ("The participants")."""
    head = tokens[head_of(tokens, phrase)].low
    return head in ROLES or any(tokens[at].low in TITLES for at in range(*phrase))
