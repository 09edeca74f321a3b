"""Folders of invented pages, and what an index built from them holds."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from index.build import BuildReport, build
from index.records import Filters
from index.search import Generation
from index.store import GENERATIONS, Archive
from tests.fakes import FakeEmbedder
from tests.pages import page_a, page_c

CATALOGUE = "catalogue.jsonl"
PASSAGES = 4
"""Passages of a page whose body is `talks`: its head, a lead with a bullet, another lead."""


def talks(word: str) -> str:
    """A body on one subject, unlike those on others."""
    return (
        f"1. Officials met on {word} in Busan on May 4.\n\n"
        f"° The {word} talks brought together officials of Korea, Norway and Chile.\n\n"
        f"2. The participants agreed to survey {word} harbours by the end of the year."
    )


def write(
    folder: Path,
    name: str,
    body: str = "",
    posted: str = "2022-05-05",
    title: str = "",
    hits: int = 1,
    **fields: Any,
) -> Path:
    """A page on one subject and, where fields are given, its line in the folder's catalogue.

    Args:
        body: the body; left out, the one on the subject `name`.
        posted: the printed day; empty for a page without one.
        fields: of the catalogue line, such as `board` and `seq`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    title, body = title or f"Talks on {name}", body or talks(name)
    text = page_a(body, posted, title, hits) if posted else page_c(body, title)
    path = folder / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    if fields:
        known = folder / CATALOGUE
        lines = known.read_text(encoding="utf-8").splitlines() if known.is_file() else []
        lines = [line for line in lines if json.loads(line)["file"] != path.name]
        lines.append(json.dumps({"file": path.name, **fields}))
        known.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def post(folder: Path, id: str, subject: str, posted: str = "2022-05-05", **fields: Any) -> Path:
    """A page with the id `<board>-<seq>` on one subject."""
    board, _, seq = id.rpartition("-")
    body = fields.pop("body", talks(subject))
    title = fields.pop("title", f"Talks on {subject}")
    return write(folder, id, body, posted, title, board=board, seq=int(seq), **fields)


def add(data: Path, *sources: Path, model: str = "fake") -> BuildReport:
    """What a build from the sources reports."""
    return build(data, sources, FakeEmbedder(model))


def told(report: BuildReport) -> list[tuple[str, str, str]]:
    """What became of each page: outcome, id, detail, by id."""
    return sorted((str(one.what), one.id, one.detail) for one in report.outcomes)


def generations(data: Path) -> list[str]:
    """The names of the generations that are kept."""
    return sorted(path.name for path in (data / GENERATIONS).iterdir())


def ids(archive: Archive) -> list[str]:
    """The ids of all releases that are shown, sorted."""
    return sorted(release.id for release in archive.releases())


def published(data: Path, queries: Iterable[str] = ("officials", "harbours")) -> dict[str, Any]:
    """All that readers of a data folder can come upon: releases, ids, both sides of the index.

    Two archives are the same to readers when this is.
    """
    archive = Archive(data)
    folder = archive.generation()
    generation = Generation(folder)
    held = generation.collection.get(include=["embeddings", "documents", "metadatas"])
    place = {id: number for number, id in enumerate(held["ids"])}
    seen = {
        "releases": archive.releases(),
        "shown": archive.shown(),
        "versions": archive.published(),
        "stamp": generation.stamp,
        "rows": generation.rows,
        "dense": {
            id: (text, metadata["event_first"], metadata["passage"], vector.tolist())
            for id, text, metadata, vector in zip(
                held["ids"], held["documents"], held["metadatas"], held["embeddings"], strict=True
            )
        },
        "nearest": {
            id: generation.dense(held["embeddings"][place[id]], 50, Filters())[0]
            for id in sorted(place)[:: 1 + len(place) // 10]
        },
        "lexical": {words: generation.lexical(words, 1000, Filters()) for words in queries},
    }
    generation.close()
    return seen
