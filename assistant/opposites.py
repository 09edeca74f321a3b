"""Wordings that exclude each other: the question has one, the release the other."""

import re
from collections.abc import Mapping, Sequence

from assistant.evidence import Evidence
from assistant.records import Reading
from assistant.undone import is_deed
from index.words import COUNTRIES, stems

HELD_OR_NOT = (
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
"""Pairs that exclude each other when they are said of one meeting, or of the same countries."""
SO_OR_OTHERWISE = (
    (
        r"\b(?:on schedule|on time|as (?:first |originally )?(?:planned|scheduled))\b",
        r"\b(?:later than (?:\w+ )?planned|delay\w*|behind schedule|put off|postpon\w*)\b",
    ),
    (
        r"\b(?:fall(?:s|en)? short|fell short|miss(?:ed)? (?:its|the|their) (?:\w+ )?(?:goal|target|deadline))\b",
        r"\b(?:more than (?:\w+ )?planned|exceed\w*|surpass\w*|ahead of|met (?:its|the) target)\b",
    ),
    (
        r"\b(?:upgrad\w*|raised|elevat\w*|lowered|downgrad\w*|chang(?:e|ed|ing)|lifted)\b",
        r"\b(?:(?:remain\w*|left|stay\w*) unchanged|(?:keep|kept|maintain\w*) (?:the|its)|remain\w* (?:at|the same))\b",
    ),
    (
        r"\b(?:another name|other name|same (?:thing |body |meeting )?as|identical|also (?:called|known as))\b",
        r"\b(?:not to be confused|separate|distinct|different from|independent of|not part of|no part of)\b",
    ),
    (
        r"\b(?:open to the public|in public|publicly)\b",
        r"\b(?:closed[- ]door|behind closed doors|confidential\w*)\b",
    ),
    (
        r"\b(?:increase[ds]?|rose|rise|grew|grow(?:n|th)?|went up|gone up)\b",
        r"\b(?:decreas\w*|fell|fallen|declined|dropped|went down|gone down|shrank|shrunk|lower than)\b",
    ),
    (
        r"\b(?:unanim\w*|by consensus|everyone agreed|all (?:sides )?agreed)\b",
        r"\b(?:views differed|differences|objected|reserved its position|reservations)\b",
    ),
)
"""Pairs that exclude each other when they are said of the same matter."""
MATTER = 0.4
"""How much of the matter the sentence has to name."""


def opposite(reading: Reading, near: Sequence[Evidence]) -> Evidence | None:
    """A sentence on the same meeting or countries in words that exclude those of the question."""
    for one, other in (*HELD_OR_NOT, *((right, left) for left, right in HELD_OR_NOT)):
        if not re.search(one, reading.question, re.I):
            continue
        for sentence in near:
            if _excludes(sentence, one, other) and _same_thing(reading, sentence):
                return sentence
    return None


def otherwise(
    reading: Reading, evidence: Sequence[Evidence], shares: Mapping[int, float]
) -> Evidence | None:
    """A sentence on the same matter in words that exclude those of the question.

    Args:
        shares: by the place of each sentence how much of the matter it names, in [0, 1].
    """
    for one, other in (*SO_OR_OTHERWISE, *((right, left) for left, right in SO_OR_OTHERWISE)):
        if not re.search(one, reading.question, re.I):
            continue
        told = [it for place, it in enumerate(evidence) if shares[place] >= MATTER]
        if any(re.search(one, it.text, re.I) and is_deed(it) for it in told):
            continue
        if found := next((it for it in told if _excludes(it, one, other)), None):
            return found
    return None


def _excludes(sentence: Evidence, one: str, other: str) -> bool:
    return bool(re.search(other, sentence.text, re.I) and not re.search(one, sentence.text, re.I))


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
