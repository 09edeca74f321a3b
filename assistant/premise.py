"""Questions that take for granted what the archive contradicts."""

from collections.abc import Sequence

from assistant.actor_asked import absent, other_actor
from assistant.asserted import Contradiction, told_otherwise
from assistant.concern import lacks
from assistant.evidence import Evidence
from assistant.figures_asserted import other_figure
from assistant.lexicon import Lexicon
from assistant.opposites import opposite, otherwise
from assistant.records import AnswerKind, Reading
from assistant.undone import READ, matter, never_done, share

NEAR = 25
"""Sentences in which other words or actors are looked for."""
ANSWERED = 0.5
"""Probability from which another sentence answers, so that what was asked does hold."""


def contradiction(
    reading: Reading, evidence: Sequence[Evidence], told: Sequence[Evidence], lexicon: Lexicon
) -> Contradiction | None:
    """The sentence that contradicts what the question takes for granted, or None.

    Args:
        evidence: all scored sentences, best first.
        told: those of them that can be about what is asked, in the asked period.
    """
    if reading.kind is AnswerKind.YES_NO:
        return None
    evidence, told = (  # what was quoted just before is no news to who asks on
        [one for one in some if one.passage.id not in reading.cited] for some in (evidence, told)
    )
    if found := told_otherwise(reading, evidence, lexicon):
        return found
    about = [one for one in told if not lacks(reading, one, lexicon, countries=False)]
    near = [one for one in about if one.cover.presence >= 0.45 or len(one.cover.missing) <= 1]
    if sentence := opposite(reading, near[:NEAR]) or other_actor(reading, near[:NEAR], lexicon):
        return Contradiction(sentence)
    if sentence := absent(reading, evidence):
        return Contradiction(sentence)
    read = evidence[:READ]
    shares = {
        place: share(one.text, matter(reading, one, lexicon)) for place, one in enumerate(read)
    }
    if sentence := otherwise(reading, read, shares):
        return Contradiction(sentence)
    if found := other_figure(reading, about[:READ], lexicon):
        return found
    denied = never_done(reading, told, lexicon)
    return None if denied and _is_answered(denied.sentence, evidence) else denied


def _is_answered(denial: Evidence, evidence: Sequence[Evidence]) -> bool:
    """True when the reader is sure of an answer, and does not take the denial for a part of it."""
    if denial.likely is None or denial.is_likely:
        return False
    return any((one.likely or 0.0) >= ANSWERED for one in evidence if one is not denial)
