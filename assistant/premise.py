"""Questions that take for granted what the archive contradicts."""

import re
from collections.abc import Sequence

from assistant.evidence import Evidence
from assistant.records import AnswerKind, Reading
from index.words import COUNTRIES, stem, stems

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


def contradiction(reading: Reading, evidence: Sequence[Evidence]) -> Evidence | None:
    """The sentence that contradicts what the question takes for granted, or None."""
    if reading.kind is AnswerKind.YES_NO:
        return None
    near = [one for one in evidence if one.cover.presence >= 0.45 or len(one.cover.missing) <= 1][
        :25
    ]
    for one, other in (*OPPOSITES, *((right, left) for left, right in OPPOSITES)):
        if not re.search(one, reading.question, re.I):
            continue
        for sentence in near:
            excluded = re.search(other, sentence.text, re.I) and not re.search(
                one, sentence.text, re.I
            )
            if excluded and _same_thing(reading, sentence):
                return sentence
    return _other_actor(reading, near)


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


def _other_actor(reading: Reading, evidence: Sequence[Evidence]) -> Evidence | None:
    """A sentence in which another country did what the question says one country did."""
    match = re.search(
        r"\b(?i:why|how|when|what)\b.*?\b(?:did|does|has|had)\s+(?:the\s+)?([A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*)(?:\s(?:side|delegation|government))?\s+(?:\w+ly\s+)?([a-z]+)",
        reading.question,
    )
    if not match:
        return None
    asked = set(stems(match[1])) & COUNTRIES
    verb = stem(match[2])
    if not asked:
        return None
    for sentence in evidence[:5]:
        for statement in sentence.statements:
            before = sentence.text.partition(statement.verb)[0]
            actors = set(stems(f"{statement.actor} {before}")) & COUNTRIES
            same = verb in stems(statement.verb) or (reading.act and statement.act is reading.act)
            if same and actors and not actors & asked and not asked & set(stems(sentence.text)):
                return sentence
    return None
