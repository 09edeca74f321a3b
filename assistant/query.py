"""From the reading of a question to what is searched for."""

import re
from collections.abc import Mapping
from datetime import date

import numpy as np

from assistant.records import Basis, Reading
from assistant.wider import search_filters
from index.dates import PATTERN, find_dates
from index.embed import Embedder, Vectors
from index.query import Query
from index.records import Precision

JOINING_WORDS = 3
"""Words that at most stand between the two ends of a range."""
OTHER_FORM = 0.5
"""What a word counts that stands in another form of a country's or an organisation's name."""
UNRELATED = 0.05
"""Cosine of a question and an earlier turn up to which that is about something else."""


def query_of(reading: Reading, embedder: Embedder) -> Query:
    """What is searched for: the question, the other forms of its names, and its conversation."""
    texts = [reading.corrected, *(turn.text for turn in reading.background)]
    vectors = embedder.encode(texts)
    related = [
        turn.weight if float(np.dot(vectors[0], vector)) > UNRELATED else 0.0
        for turn, vector in zip(reading.background, vectors[1:], strict=True)
    ]
    period = reading.period
    return Query(
        words=words_of(reading, related),
        vector=_combined(vectors, [1.0, *related]),
        filters=reading.filters,
        within=search_filters(reading) if period else None,
        days=_days(reading),
        released_only=period is not None and period.basis is Basis.RELEASED,
        boards=reading.named("board"),
    )


def _days(reading: Reading) -> tuple[tuple[date, date], ...]:
    """The asked days: each printed day where a question names several, else the period.

    "The notice of 1 May and the one of 9 June" asks for two days and not for all between them.
    The year in a meeting's name tells when it was, too.
    """
    if reading.period is None:
        year = reading.edition
        return ((date(year, 1, 1), date(year, 12, 31)),) if year else ()
    mentions = [
        (one.first, one.last)
        for one in find_dates(reading.corrected, None)
        if one.first and one.last and one.precision is Precision.DAY
    ]
    between = len(PATTERN.sub(" ", reading.period.words).split())
    if len(mentions) > 1 and between > JOINING_WORDS:
        return tuple(dict.fromkeys(mentions))
    return ((reading.period.first, reading.period.last),)


def words_of(reading: Reading, weights: list[float] | None = None) -> Mapping[str, float]:
    """The weight of each word that BM25 searches for.

    Args:
        weights: of the turns of the background; none of them counts where it is left out.
    """
    aliases = [alias for name in reading.names for alias in name.aliases]
    words: dict[str, float] = {}
    for word in _words(" ".join([reading.corrected, *aliases])):
        words[word] = words.get(word, 0.0) + 1.0
    others = _words(" ".join(alias for name in reading.scope for alias in name.aliases))
    words |= {word: OTHER_FORM for word in others if word not in words}
    own = set(words)
    for turn, weight in zip(reading.background, weights or [], strict=False):
        for word in set(_words(turn.text)) - own:
            words[word] = max(words.get(word, 0.0), weight)
    return words


def _words(text: str) -> list[str]:
    return re.findall(r"\w+(?:[-.’']\w+)*", text)


def _combined(vectors: Vectors, weights: list[float]) -> Vectors:
    """The unit vector of the weighted sum."""
    total: Vectors = (vectors * np.array(weights, dtype=np.float32)[:, None]).sum(axis=0)
    return total / max(float(np.linalg.norm(total)), 1e-9)
