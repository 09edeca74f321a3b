"""Questions that take for granted what the archive contradicts."""

import re
from collections.abc import Sequence

from assistant.actor_asked import other_actor
from assistant.asserted import Contradiction, told_otherwise
from assistant.evidence import Evidence
from assistant.lexicon import Lexicon
from assistant.records import AnswerKind, Reading
from assistant.undone import never_done
from index.words import COUNTRIES, stems

OPPOSITES = (
    (
        r"\b(?:online|virtual(?:ly)?|by video|remote(?:ly)?)\b",
        r"\b(?:offline|in[- ]person|face[- ]to[- ]face)\b",
    ),
    (
        r"\b(?:cancel\w*|called off|postpon\w*|did ?n[o']t take place|never (?:held|met))\b",
        r"\b(?:held|took place|hosted|convened|attended)\b",
    ),
    (
        r"\b(?:block\w*|oppos\w*|reject\w*|veto\w*|refus\w*|against|walk(?:ed)? out)\b",
        r"\b(?:joined the consensus|supported|welcomed|agreed|endorsed|in favou?r)\b",
    ),
    (
        r"\b(?:ended|abolish\w*|dissolv\w*|terminat\w*|withdr[ae]w\w*)\b",
        r"\b(?:continue|extended|renewed|launched|established|remain\w*)\b",
    ),
)
"""Two wordings that exclude each other, in both directions."""


def contradiction(
    reading: Reading, evidence: Sequence[Evidence], about: Sequence[Evidence], lexicon: Lexicon
) -> Contradiction | None:
    """The sentence that contradicts what the question takes for granted, or None.

    Args:
        evidence: all scored sentences, best first.
        about: those of them that can be about what is asked, in the asked period.
    """
    if reading.kind is AnswerKind.YES_NO:
        return None
    if found := told_otherwise(reading, evidence, lexicon):
        return found
    near = [one for one in about if one.cover.presence >= 0.45 or len(one.cover.missing) <= 1][:25]
    if sentence := _opposite(reading, near):
        return Contradiction(sentence)
    if acted := other_actor(reading, near, lexicon):
        return Contradiction(acted)
    return never_done(reading, about, lexicon)


def _opposite(reading: Reading, near: Sequence[Evidence]) -> Evidence | None:
    """A sentence in words that exclude those of the question."""
    for one, other in (*OPPOSITES, *((right, left) for left, right in OPPOSITES)):
        if not re.search(one, reading.question, re.I):
            continue
        for sentence in near:
            excluded = re.search(other, sentence.text, re.I) and not re.search(
                one, sentence.text, re.I
            )
            if excluded and _same_thing(reading, sentence):
                return sentence
    return None


def _same_thing(reading: Reading, sentence: Evidence) -> bool:
    """True when the sentence is about what the question says it of: its countries, or its meeting."""
    asked = set(reading.terms) & COUNTRIES
    if asked:
        return asked <= set(stems(sentence.text))
    return sentence.affinity >= 0.8 and bool(
        re.search(
            r"\b(?:meeting|forum|dialogue|talks|summit|consultations|held|format)\b",
            sentence.text,
            re.I,
        )
    )
