"""Answers and releases as the plain values of the JSON interface (see `api_models`)."""

from collections.abc import Iterable, Sequence
from typing import Any

from assistant.explain import described
from assistant.records import Answer, Citation, Reading
from assistant.show import answer_values, citation_values
from assistant.web.permalink import permalink
from index.export import evidenced, reading_values
from index.records import Passage, Release, ScoredParagraph

JSON = dict[str, Any]
LISTED = ("title", "language", "released", "event", "meeting", "countries")
"""What a list of releases tells of what was read."""


def answer_json(answer: Answer, base: str) -> JSON:
    """An answer, each citation with the plain page that marks its words.

    Args:
        base: the path that the web app stands under.
    """
    return answer_values(answer) | {
        "citations": [_citation(one, base) for one in answer.citations],
        "closest": [_citation(one, base) for one in answer.closest],
        "wider": answer_json(answer.wider, base) if answer.wider else None,
    }


def _citation(citation: Citation, base: str) -> JSON:
    page = permalink(citation.id, (citation.start, citation.end))
    return citation_values(citation) | {"page": base + page}


def listed_json(release: Release, base: str) -> JSON:
    """A release as a list tells of it."""
    read = reading_values(release)
    return {
        "id": release.id,
        "board": release.board,
        "url": release.address or None,
        "page": base + permalink(release.id),
        **{name: read[name] for name in LISTED},
    }


def release_json(release: Release, base: str) -> JSON:
    """A whole release."""
    return {
        **reading_values(release),
        **listed_json(release, base),
        "licence": release.licence,
        "mentioned": [evidenced(one) for one in release.mentioned],
        "text": release.text,
        "passages": [_passage(release, one, base) for one in release.passages],
    }


def paragraph_json(id: str, release: Release, passages: Iterable[Passage], base: str) -> JSON:
    """What an id names in a release: all passages of a paragraph, or one."""
    return {
        "id": id,
        "release": release.id,
        "title": release.title,
        "released": evidenced(release.released),
        "passages": [_passage(release, one, base) for one in passages],
        "page": base + permalink(id),
    }


def found_json(
    reading: Reading, found: Sequence[ScoredParagraph], releases: Iterable[Release], base: str
) -> JSON:
    """What a search found, best first, with how the question was read."""
    wanted = {one.release for one in found}
    held = {one.id: one for one in releases if one.id in wanted}
    values = [_found(one, held[one.release], base) for one in found if one.release in held]
    return {"reading": described(reading), "found": values}


def _found(found: ScoredParagraph, release: Release, base: str) -> JSON:
    held = {one.id: one for one in release.passages}  # a build may have published another text
    passages = [held[one.id] for one in found.passages if one.id in held]
    return paragraph_json(found.id, release, passages, base) | {"score": found.score}


def _passage(release: Release, passage: Passage, base: str) -> JSON:
    return {
        "id": passage.id,
        "kind": str(passage.kind),
        "sign": passage.sign,
        "level": passage.level,
        "start": passage.start,
        "end": passage.end,
        "text": release.text_of(passage),
        "page": base + permalink(passage.id),
    }
