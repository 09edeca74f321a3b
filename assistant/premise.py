"""Questions that take for granted what the archive contradicts."""

import re
from collections.abc import Sequence

from assistant.evidence import COUNTRIES, Evidence
from assistant.records import AnswerKind, Reading
from index.words import stem, stems

OPPOSITES = (
    (r"\b(?:online|virtual(?:ly)?|by video|remote(?:ly)?)\b", r"\b(?:offline|in[- ]person|face[- ]to[- ]face)\b"),
    (r"\b(?:cancel\w*|called off|postpon\w*|did ?n[o']t take place|never (?:held|met))\b", r"\b(?:held|took place|hosted|convened|attended)\b"),
    (r"\b(?:block\w*|oppos\w*|reject\w*|veto\w*|refus\w*|against|walk(?:ed)? out)\b", r"\b(?:joined the consensus|supported|welcomed|agreed|endorsed|in favou?r)\b"),
    (r"\b(?:ended|abolish\w*|dissolv\w*|terminat\w*|withdr[ae]w\w*)\b", r"\b(?:continue|extended|renewed|launched|established|remain\w*)\b"),
)
"""Two wordings that exclude each other, in both directions."""


def contradiction(reading: Reading, evidence: Sequence[Evidence]) -> Evidence | None:
    """The sentence that contradicts what the question takes for granted, or None."""
    if reading.kind is AnswerKind.YES_NO:
        return None
    for one, other in (*OPPOSITES, *((right, left) for left, right in OPPOSITES)):
        if not re.search(one, reading.question, re.I):
            continue
        for sentence in evidence[:4]:
            if re.search(other, sentence.text, re.I) and not re.search(one, sentence.text, re.I) and sentence.own > 0.3:
                return sentence
    return _other_actor(reading, evidence)


def _other_actor(reading: Reading, evidence: Sequence[Evidence]) -> Evidence | None:
    """A sentence in which another country did what the question says one country did."""
    match = re.search(r"\b(?:why|how|when|what)\b.*?\b(?:did|does|has|had)\s+(?:the\s+)?([A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*)(?:\s(?:side|delegation|government))?\s+(?:\w+ly\s+)?([a-z]+)", reading.question)
    if not match:
        return None
    asked = set(stems(match[1])) & COUNTRIES
    verb = stem(match[2])
    if not asked:
        return None
    for sentence in evidence[:3]:
        for statement in sentence.statements:
            actors = set(stems(statement.actor)) & COUNTRIES
            same = verb in stems(statement.verb) or (reading.act and statement.act is reading.act)
            if same and actors and not actors & asked and not asked & set(stems(sentence.text)):
                return sentence
    return None
