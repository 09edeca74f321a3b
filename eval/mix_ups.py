"""Act mix-ups: a quotation shown as agreed although the release does not say agreed there."""

import re
from itertools import accumulate

from assistant.records import Answer, Citation
from eval.points import says
from eval.questions import Question, in_group
from index.records import Act

_AGREED = (
    r"(?:agree(?:d|s|ing|ments?)?|concur(?:red|s|ring)?|decid(?:ed?|es|ing)|decisions?"
    r"|adopt(?:ed|s|ing|ion)?|approv(?:ed?|al|es|ing)|sign(?:ed|ing|s|ator(?:y|ies))?"
    r"|conclu(?:ded?|des|ding|sions?)|settl(?:ed?|es|ing)|consensus|resolv(?:ed?|es|ing)"
    r"|endors(?:ed?|es|ing)|accept(?:ed|s|ing)?|ratif(?:ied|y|ies)|consent(?:ed|s)?"
    r"|(?:s?elect|designat|finali[sz])ed|chosen?|(?:struck|made) (?:a|the) (?:deal|compromise)"
    r"|set (?:a|the|its|their) (?:target|goal|date|deadline))"
)
"""Words by which a release says that something is agreed; a wide list, kept apart from the
product's own table of acts, so that the one can find the other at fault."""
_WORD = re.compile(rf"\b{_AGREED}\b", re.IGNORECASE)
_NOT_DONE = re.compile(
    r"\b(?:to|would|could|should|might|may|can|cannot|be|not|no|never|neither|without|fail\w*"
    rf"|unable)(?: (?:yet|to|be|reach|have|an?|any|been|come))* {_AGREED}\b",
    re.IGNORECASE,
)
"""Such a word as what is denied, hoped or proposed: "no consensus", "proposed to adopt"."""
_SENTENCE = re.compile(r"(?<=[.;!?])\s+")
_PART = re.compile(r"(?<=,)\s+")


def shown_as_agreed(answer: Answer) -> list[Citation]:
    """The quotations that an answer, or its wider one, shows as agreed, in order."""
    return [one for one in answer.quoted if one.act is Act.AGREED]


def mixed_up(question: Question, answer: Answer) -> tuple[bool, ...]:
    """For each quotation shown as agreed, whether the release does not say agreed there.

    Three things tell it, without a judge:

    - no word of the quotation says that something is agreed, other than as denied or intended;
    - the question's `not_agreed` names its passage;
    - a forbidden point stands in it, and no such word before the point or in the same part of
      its sentence: "they proposed a fund, and agreed to meet" does not say that a fund is agreed.
      Where the answer marks the clause that is agreed, only that clause is shown as agreed.

    That a quotation answers a question on what was only proposed, or holds a forbidden point, is
    not enough: its release may say agreed of something else, or of another meeting. That answer is
    wrong, but what was proposed is not told as agreed, and other measures count it. A sentence that
    agrees to one thing and proposes another without being labelled passes for agreed, so that the
    figure is rather too low.
    """
    return tuple(_is_mixed_up(question, one) for one in shown_as_agreed(answer))


def _is_mixed_up(question: Question, citation: Citation) -> bool:
    quote = " ".join(citation.quote.split())
    if not _says_agreed(quote) or in_group(citation.id, question.not_agreed):
        return True
    clauses = [clause for clause in _marked(citation) if _says_agreed(clause)]
    return any(
        not _says_agreed(before)
        for point in question.forbidden_points
        for clause in clauses or [quote]
        for before in _up_to(point, clause)
    )


def _marked(citation: Citation) -> list[str]:
    """The stretches of a quotation that the answer marks."""
    stretches = (
        citation.quote[start - citation.start : end - citation.start]
        for start, end in citation.marked
    )
    return [" ".join(stretch.split()) for stretch in stretches]


def _says_agreed(text: str) -> bool:
    """True when a text with single spaces holds a word of agreeing that counts."""
    return _WORD.search(_NOT_DONE.sub(" ", text)) is not None


def _up_to(point: tuple[str, ...], quote: str) -> list[str]:
    """The sentences with a point, each up to the end of the part in which it stands."""
    found = []
    for sentence in _SENTENCE.split(quote):
        starts = accumulate(_PART.split(sentence), "{} {}".format)
        found += [start for start in starts if says(start, point)][:1]
    return found
