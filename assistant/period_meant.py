"""Which words that may be a time are one: "may", "fall", "now", "the first half"."""

import re

from assistant.period_forms import MONTH, ORDINARY
from assistant.period_piece import Piece

REACH = 60
"""Characters before a time in which the words stand that lead to it."""
LEAD = re.compile(
    r"\b(?:in|since|during|until|till|by|early|late|mid|last|this|next|for|from|of|before|after|through"
    r"|throughout|over|within|between|around|every|about|on|to|than|and|or)(?:\s+(?:the\s+)?(?:month\s+of\s+)?|(?<=mid)-)$"
)
"""Words that stand before a month, a quarter, a half or a season without a year."""
CHAINED_ON = re.compile(rf"\s*(?:-|,|/|&|\b(?:to|and|or|until|till|through)\b)\s*(?:{MONTH})")
THE = re.compile(r"\bthe\s+$")
NO_MONTH_BEHIND = re.compile(
    r"\s+(?:through|on|to|for|of|in|across|by|was|is|were|and|against|be|have|not|i|we|you|he|she|it|they)\b"
    r"|\W*$"
)
"""After "the march" or "this may": the word is no month."""
TITLE = re.compile(
    r"\b(?:Mrs?|Ms|Dr|Minister|Ambassador|President|Secretary|Director|Envoy|Prof(?:essor)?|Sir|Dame"
    r"|Lady|Lord|Captain|General)\.?\s+$"
)
ENDS_HERE = re.compile(
    r"\s*(?:$|[,.;:?!)]|(?:and|or|but|to|until|did|was|were|what|who|which|this|last|of"
    r"|meetings?|talks|session|round|visit|summit|trip|consultations?|conference|forum|call)\b)"
)
STARTING = re.compile(r"\W*(?:the\s+)?")
SHORT_LEAD = re.compile(r"\b(?:in|since|during|before|after|until|by)\s+['’]$")
THEN_LEAD = re.compile(r"\b(?:since|until|till|before|after|by|from)\s+$")
NOW_LEAD = re.compile(r"\b(?:until|till|to|and|up\s+to)\s+(?:the\s+)?$")
LEADS = {"short_year": SHORT_LEAD, "then": THEN_LEAD, "now": NOW_LEAD}
"""What has to stand before these, nearer words than those of `LEAD`."""
ALWAYS_LED = ("short_year", "then")
OF = re.compile(r"\s+of\b")
OF_THE = re.compile(r"\bof\s+the\s+$")
OR_MAY = re.compile(r"\s*(?:or|and)\s+(?:may|march)\b")
WEAK_LEAD = re.compile(r"\b(?:to|on|about|or|and)\s+$")
"""Leads of a month that lead to "may" and "march" as other words too."""
CAPITAL = re.compile(r"\s+[A-Z]")


def is_meant(question: str, text: str, piece: Piece) -> bool:
    """Whether a piece that stands by itself is a time, told by the words on both sides.

    Args:
        text: the question, folded.
    """
    before, after = text_before(text, piece.start), text[piece.end :]
    if piece.form in LEADS:
        return bool(LEADS[piece.form].search(before))
    if piece.form == "month":
        return _is_month(question, text, piece)
    if piece.form == "rel_month":
        return _is_relative_month(question, text, piece)
    if piece.form in ("season", "half", "share"):
        led = LEAD.search(before) or STARTING.fullmatch(before)
        return bool(led and ENDS_HERE.match(after) and not OF.match(after))
    return piece.form != "the_unit" and (piece.part is None or piece.in_year is not None)


def _is_month(question: str, text: str, piece: Piece) -> bool:
    word = text[piece.start : piece.end].rstrip(".")
    before, after = text_before(text, piece.start), text[piece.end :]
    if CHAINED_ON.match(after) and not OR_MAY.match(after):
        return True
    if THE.search(before) and not OF_THE.search(before):
        return not NO_MONTH_BEHIND.match(after)
    lead, named = LEAD.search(before), CAPITAL.match(question, piece.end)
    if TITLE.search(question[: piece.start]):
        return False
    if word in ORDINARY:
        return bool(lead and not WEAK_LEAD.search(before) and (word == "may" or not named))
    return bool(lead or not named or question[piece.start].islower())


def _is_relative_month(question: str, text: str, piece: Piece) -> bool:
    """False for "this may help": small letters, and the sentence goes on."""
    verb = text[piece.start : piece.end].split()[-1] in ORDINARY
    small = question[piece.end - 3 : piece.end].islower()
    goes_on = bool(text[piece.end :].strip(" ?.!,"))
    return not (text.startswith("this", piece.start) and verb and small and goes_on)


def text_before(text: str, place: int) -> str:
    """The characters that may lead to a time."""
    return text[max(0, place - REACH) : place]
