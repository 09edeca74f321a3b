"""Lines that an answer's text ends with where its search was wider or narrower than it looks."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.chosen import NO_FILTERS
from assistant.records import Answer, Reading, Status
from assistant.wider import GIVEN, REFUSED
from index.embed import Embedder
from index.records import Release

EVERYTHING = "The question names no subject: it was read as one on the whole archive."
ENGLISH_ONLY = (
    "The question is not in English and the embedding model is: only names, acronyms and figures "
    "were matched. Set a multilingual model with COMMUNIQUE_EMBED_MODEL."
)

MATCHED = (*GIVEN, *REFUSED, Status.UNCLEAR, Status.PREMISE_CONTRADICTED)
"""Statuses that rest on what of a question was found in the archive."""


LISTED = 3
"""Undated releases that are named; of further ones the number is told."""
NEAR = 10
"""Paragraphs of the ranking in which a release concerns the question."""


def with_remarks(answer: Answer, embedder: Embedder, releases: Sequence[Release] = ()) -> Answer:
    """The answer with what a reader has to know of its search, a line each.

    Args:
        releases: all releases of the archive.
    """
    lines = [EVERYTHING] if answer.status in GIVEN and _names_nothing(answer.reading) else []
    if answer.reading.period and answer.status in MATCHED and (left := _undated(answer, releases)):
        lines.append(f"Undated, and so held against no period: {left}.")
    language = answer.reading.language
    if answer.status in MATCHED and language != "en" and not _reads(embedder, language):
        lines.append(ENGLISH_ONLY)
    return replace(answer, text="\n".join([answer.text, *lines]))


def _undated(answer: Answer, releases: Sequence[Release]) -> str:
    """The releases without any date that the search found for the question."""
    found = {paragraph.release for paragraph in answer.retrieved[:NEAR]}
    undated = [one for one in releases if one.id in found and one.when is None]
    named = [f"“{' '.join(one.title.split())}” ({one.id})" for one in undated[:LISTED]]
    more = len(undated) - LISTED
    return ", ".join(named) + (f" and {more} more" if more > 0 else "")


def _names_nothing(reading: Reading) -> bool:
    """True when neither the question, nor the conversation, nor a filter limits the search."""
    told = (reading.names, reading.terms, reading.subject, reading.context, reading.actor)
    which = (reading.period, reading.ordinal, reading.edition, reading.latest)
    return not (any(told) or any(which)) and reading.filters == NO_FILTERS


def _reads(embedder: Embedder, language: str) -> bool:
    from assistant.language import is_multilingual

    return is_multilingual(embedder, language)
