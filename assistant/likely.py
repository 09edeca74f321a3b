"""The reader's judgement: how likely does a sentence answer the question?"""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant.evidence import Evidence
from assistant.kind_asked import parts_of
from assistant.reader.text import pair_text
from assistant.records import Reading
from assistant.wording import span_words
from index.records import Passage, Release
from index.rerank import Reranker
from index.sentences import flat

READ = 24
"""Sentences that are read, the best by their other marks."""
LIKELY = 0.3
"""Weight, in a sentence's score, of what the reader adds to the odds that a sentence answers."""
USUAL = 0.03
"""The share of sentences read that answer: at this probability nothing is added."""
SUREST = 0.999
"""Odds beyond these add no more."""


def read(reading: Reading, evidence: Sequence[Evidence], reader: Reranker) -> list[Evidence]:
    """The evidence, best first, with how likely each of the first `READ` sentences answers.

    After a follow-up the first `READ` of the releases that the last answer cited are read, too.
    """
    meant = [one for one in evidence if one.release.id in reading.context][:READ]
    best = [*evidence[:READ], *(one for one in meant if one not in evidence[:READ])]
    rest = [one for one in evidence if one not in best]
    texts = [pair_of(one.release, one.passage, one.text) for one in best]
    likely = np.max(
        [np.asarray(reader.probabilities(asked, texts)) for asked in _asked(reading)], axis=0
    )
    judged = [
        replace(one, likely=float(each), score=one.score + LIKELY * _added(float(each)))
        for one, each in zip(best, likely, strict=True)
    ]
    return sorted([*judged, *rest], key=lambda one: (-one.score, one.release.id, one.start))


def _asked(reading: Reading) -> list[str]:
    """The question, and each part of one that asks two things, of which a sentence may answer one.

    A part is read with the whole in brackets, as a follow-up is with the question before it.
    """
    parts = [words.strip(" ,") for _, words in parts_of(reading.question)]
    whole = reading.standalone
    return [whole, *(f"{part} ({whole})" for part in parts if len(parts) > 1)]


def _added(likely: float) -> float:
    """The logarithm of the odds less that of the usual ones, 0 where the reader tells nothing.

    Source: I. J. Good, Probability and the Weighing of Evidence (1950), weight of evidence.
    """
    kept = min(max(likely, 1 - SUREST), SUREST)
    return math.log(kept / (1 - kept)) - math.log(USUAL / (1 - USUAL))


def pair_of(release: Release, passage: Passage, sentence: str) -> str:
    """A sentence as the reader is given it: behind title, day and, in a bullet, its lead."""
    lead = release.lead_of(passage)
    led = flat(release.text_of(lead)) if lead.id != passage.id else ""
    day = span_words(release.when) if release.when else ""
    return pair_text(flat(release.title), led, sentence, day)
