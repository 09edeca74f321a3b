"""A sentence as tokens, each with the small word class that rules about clauses need."""

import re
from dataclasses import dataclass

from index import verbs
from index.acts import PRESENT
from index.verbs import ING_NOUNS, PHRASES

TOKEN = re.compile(
    r"(?:[A-Z]\.)+(?=\W|$)|[^\W_]+(?:[.’'&/–-]+[^\W_]+)*(?:[’'](?=\W|$))?|--+|[^\w\s]", re.UNICODE
)
NOUNISH = frozenset("XKG")
"""Classes that can end a noun phrase."""
SPEECH = frozenset("said added remarked stated noted explained stressed replied asked".split())
"""Verbs that may stand behind a quotation and before their subject."""
QUANTIFIERS = frozenset("both all each some many most few several none".split())
"""Determiners that may also stand alone ("All agreed")."""
ABOUT = frozenset("about over around approximately nearly almost roughly".split())
"""Before a number they are part of it."""
TITLES = frozenset(
    """minister vice deputy ambassador president director director-general secretary
    secretary-general representative special chairman chairperson chair prime foreign premier
    mayor governor commissioner consul consul-general mr ms mrs dr professor envoy speaker
    coordinator chief counsellor counselor general first second senior assistant former king queen
    prince princess""".split()
)


@dataclass(slots=True)
class Token:
    """A word or sign of a sentence.

    `kind` is one of D determiner or possessive, P preposition, C conjunction, W word that opens a
    clause, M modal, B finite form of be, b other form of be, H finite form of have, h "having",
    O form of do, T "to", N negation, A adverb, R pronoun, V past form or participle, Q participle
    only, Y verb of saying behind a quotation, I -ing form, F present form of a verb of the table, K capitalised word, G number, X other
    word, and the signs , ; ( and ".
    """

    text: str
    low: str
    start: int
    end: int
    kind: str


_CLASSES: dict[str, str] = {}
for _words, _kind in (
    (verbs.ADVERBS, "A"),
    (verbs.PREPOSITIONS, "P"),
    (verbs.DETERMINERS, "D"),
    (verbs.PRONOUNS, "R"),
    (verbs.RELATIVES, "W"),
    (verbs.SUBORDINATORS, "W"),
    (("that",), "W"),
    (("and", "or", "but"), "C"),
    (verbs.MODALS, "M"),
    (verbs.BE, "B"),
    (("be", "been", "being"), "b"),
    (verbs.HAVE, "H"),
    (("having",), "h"),
    (verbs.DO, "O"),
    (("to",), "T"),
    (verbs.NEGATIONS, "N"),
):
    _CLASSES.update(dict.fromkeys(_words, _kind))
_CLASSES |= {"neither": "D", "cannot": "M"}
PHRASE_STARTS = frozenset(phrase.split()[0] for phrase in PHRASES)
_SIGNS = {",": ",", ";": ";", ":": ";", "(": "(", ")": ")", "—": ";", "–": ";", "[": "(", "]": ")"}


def tokens_of(sentence: str) -> list[Token]:
    """The tokens of a sentence; what stands in brackets and in quoted titles is left out.

    A quoted title stays as one capitalised word. A quotation that is a clause of its own stays as
    its words, without the marks; behind a comma it stands like a "that" clause.
    """
    found: list[Token] = []
    depth = 0
    for match in TOKEN.finditer(sentence):
        text = match.group()
        sign = _SIGNS.get(text) or (";" if text.startswith("--") else "")
        if sign in ("(", ")"):
            depth = max(0, depth + (1 if sign == "(" else -1))
            continue
        if depth:
            continue
        if sign:
            found.append(Token(text, text, match.start(), match.end(), sign))
        elif text in '“”"':
            found.append(Token(text, text, match.start(), match.end(), '"'))
        elif text[0].isalnum():
            found.append(_word(text, match.start(), not found))
    return _joined(_unquoted(found))


def _word(text: str, start: int, first: bool) -> Token:
    low = text.lower().replace("’", "'")
    end = start + len(text)
    return Token(text, low, start, end, _kind_of(text, low, first))


def _kind_of(text: str, low: str, first: bool) -> str:
    if low.endswith(("'s", "s'")) and low not in ("it's", "let's"):
        return "D"
    capital = text[0].isupper() and not first
    if kind := _CLASSES.get(low):
        return "K" if capital and (kind in "MAOBHT" or low == "us") else kind
    if low.endswith("n't"):
        return "O" if low[:-3] in ("did", "does", "do") else "M"
    if text[0].isdigit():
        return "G"
    if capital:
        return "K"
    if verbs.is_participle_only(low):
        return "Q"
    if verbs.is_past(low):
        return "V"
    if low in PRESENT:
        return "F"
    if low.endswith("ing") and len(low) > 5:
        return "I"
    if low.endswith("ly") and len(low) > 4 and low not in ("family", "assembly", "supply", "reply"):
        return "A"
    return "K" if text[0].isupper() else "X"


def _unquoted(tokens: list[Token]) -> list[Token]:
    """Quotation marks away; a quoted title becomes one word."""
    kept: list[Token] = []
    place = 0
    while place < len(tokens):
        one = tokens[place]
        place += 1
        if one.kind != '"':
            kept.append(one)
            continue
        close = next((at for at in range(place, len(tokens)) if tokens[at].kind == '"'), None)
        if close is None:
            continue
        inner = tokens[place:close]
        place = close + 1
        if inner and not _is_clause(inner):
            kept.append(Token('""', '""', inner[0].start, inner[-1].end, "K"))
            continue
        if kept and kept[-1].kind in ",;":
            kept[-1] = Token(one.text, "that", one.start, one.end, "W")
        kept += inner
        if place < len(tokens) and tokens[place].low in SPEECH:
            tokens[place].kind = "Y"
    return kept


def _is_clause(inner: list[Token]) -> bool:
    """True for quoted speech with a subject and a finite verb, false for a title or a phrase."""
    if len(inner) < 4:
        return False
    capitals = sum(one.text[0].isupper() for one in inner)
    return capitals * 2 < len(inner) and any(one.kind in "MBHOR" for one in inner)


def _joined(tokens: list[Token]) -> list[Token]:
    """Phrases of several words as one token each; a few classes mended by the words beside."""
    kept: list[Token] = []
    place = 0
    while place < len(tokens):
        one = tokens[place]
        size, kind = _phrase_at(tokens, place) if one.low in PHRASE_STARTS else (0, "")
        if size:
            last = tokens[place + size - 1]
            text = " ".join(token.text for token in tokens[place : place + size])
            kept.append(Token(text, text.lower(), one.start, last.end, kind))
            place += size
            continue
        following = tokens[place + 1].kind if place + 1 < len(tokens) else ""
        if one.low in QUANTIFIERS and following in ("V", "M", "B", "H", "O"):
            one.kind = _of_quantity(one, tokens[place + 2 : place + 3], kept)
        if one.low in ("first", "last", "next") and following == "K":
            one.kind = "K"
        elif one.low in ABOUT and following == "G":
            one.kind = "D"
        elif one.kind == "I" and one.low in ING_NOUNS and (not kept or kept[-1].kind in "DXKG"):
            one.kind = "X"
        kept.append(one)
        place += 1
    return kept


def _of_quantity(one: Token, after: list[Token], kept: list[Token]) -> str:
    """The class of "both", "all", "some" before a verb: an adverb behind a noun, or a noun."""
    if after and after[0].kind in "XF":
        return one.kind
    behind_noun = bool(kept) and kept[-1].kind in NOUNISH
    return "A" if behind_noun and one.low in ("both", "all", "each") else "X"


def _phrase_at(tokens: list[Token], place: int) -> tuple[int, str]:
    """The number of words and the class of the fixed phrase at a place; 0 where there is none."""
    for size in (3, 2):
        words = " ".join(token.low for token in tokens[place : place + size])
        kind = PHRASES.get(words, "") if place + size <= len(tokens) else ""
        if kind:
            after = tokens[place + size].low if place + size < len(tokens) else ""
            if kind != "A" or after not in ("of", "to", "as"):
                return size, kind
    return 0, ""
