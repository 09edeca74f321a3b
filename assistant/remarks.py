"""Lines that an answer's text ends with where its search was wider or narrower than it looks."""

from dataclasses import replace

from assistant.chosen import NO_FILTERS
from assistant.records import Answer, Reading, Status
from assistant.wider import GIVEN, REFUSED
from index.embed import Embedder

EVERYTHING = "The question names no subject: it was read as one on the whole archive."
ENGLISH_ONLY = (
    "The question is not in English and the embedding model is: only names, acronyms and figures "
    "were matched. Set a multilingual model with COMMUNIQUE_EMBED_MODEL."
)

MATCHED = (*GIVEN, *REFUSED, Status.UNCLEAR, Status.PREMISE_CONTRADICTED)
"""Statuses that rest on what of a question was found in the archive."""


def with_remarks(answer: Answer, embedder: Embedder) -> Answer:
    """The answer with what a reader has to know of its search, a line each."""
    lines = [EVERYTHING] if answer.status in GIVEN and _names_nothing(answer.reading) else []
    language = answer.reading.language
    if answer.status in MATCHED and language != "en" and not _reads(embedder, language):
        lines.append(ENGLISH_ONLY)
    return replace(answer, text="\n".join([answer.text, *lines]))


def _names_nothing(reading: Reading) -> bool:
    """True when neither the question, nor the conversation, nor a filter limits the search."""
    told = (reading.names, reading.terms, reading.subject, reading.context, reading.actor)
    which = (reading.period, reading.ordinal, reading.edition, reading.latest)
    return not (any(told) or any(which)) and reading.filters == NO_FILTERS


def _reads(embedder: Embedder, language: str) -> bool:
    from assistant.language import is_multilingual

    return is_multilingual(embedder, language)
