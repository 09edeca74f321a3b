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
    return other_figure(reading, about[:READ], lexicon) or never_done(reading, told, lexicon)
