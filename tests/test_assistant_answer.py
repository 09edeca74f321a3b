"""Answers over an invented archive of four releases, each status and every citation."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant import answer as flow
from assistant.answer import Assistant
from assistant.records import Answer, Status
from index.build import build
from index.retrieve import Retriever
from index.store import Archive
from tests.fakes import FakeEmbedder
from tests.pages import page_a, page_c

TODAY = date(2023, 9, 1)
FIRST, MUSSELS, TOURS, SECOND = (
    "m_5676-500001",
    "m_5676-500005",
    "m_5676-500010",
    "m_5676-500020",
)
"""The meetings on kelp reefs in 2022 and 2023, a forum with a similar name, an undated page."""
SUGGESTED = (
    "The Korean side suggested a shared seed bank as a candidate project for reef restoration."
)
CONSULT = "The participants agreed to continue consultations in order to draw up a work plan."
VIEW = "Participants shared the view that warmer seas endanger the reefs."
TERMS = "The participants agreed to adopt the terms of reference of KRRI by the end of the year."
PAGES = {
    FIRST: page_a(
        "1. The Ministry of Foreign Affairs hosted the 1st virtual meeting on “Kelp Reef "
        "Restoration Initiative (KRRI)” on the evening of March 15.\n\n\n"
        "° The meeting brought together officials of Korea, Norway, Chile and Canada.\n\n\n"
        "2. In her welcoming remarks, Deputy Minister for Ocean Affairs Han Sora stressed the "
        "need to restore kelp reefs before the next warm summer.\n\n\n"
        "3. The participants focused on ways to fund the initiative.\n\n\n"
        f"° {SUGGESTED} {CONSULT}\n\n\n"
        f"° {VIEW}\n\n\n"
        "4. The Ministry will publish a map of the reefs.",
        "2022-03-16",
        "1st Virtual Meeting on “Kelp Reef Restoration Initiative” Held on Mar. 15",
    ),
    TOURS: page_a(
        "1. The Ministry of Foreign Affairs held the Kelp Reef Tourism Forum in Jeju on "
        "April 2.\n\n\n"
        "2. The participants agreed to open a diving trail along the eastern coast.\n\n\n"
        "3. Ambassador Liv Brekke of Norway thanked the divers for their songs.",
        "2022-04-03",
        "Kelp Reef Tourism Forum Held in Jeju",
    ),
    MUSSELS: page_c(
        "1. Deputy Minister for Ocean Affairs Han Sora hosted the first Korea-Chile Mussel "
        "Consultation on March 28.\n\n\n"
        "2. The two sides agreed to exchange mussel larvae every autumn.",
        "Deputy Minister for Ocean Affairs Hosts First Korea-Chile Mussel Consultation",
    ),
    SECOND: page_a(
        "1. The Ministry of Foreign Affairs hosted the 2nd meeting on Kelp Reef Restoration "
        "Initiative (KRRI) in Busan on May 10, chaired by Deputy Minister for Ocean Affairs "
        "Han Sora.\n\n\n"
        "° The meeting was held offline with 14 experts of Korea, Norway and Chile.\n\n\n"
        "2. Norway proposed a joint fund of USD 3 million for divers.\n\n\n"
        f"3. {TERMS}",
        "2023-05-11",
        "2nd Meeting on Kelp Reef Restoration Initiative Held in Busan",
    ),
}  # fmt: skip


def write_pages(folder: Path, ids: tuple[str, ...] = tuple(PAGES)) -> Path:
    """A folder of release pages with the catalogue that gives them their ids."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for id in ids:
        board, seq = id.split("-")
        (folder / f"{seq}.txt").write_text(PAGES[id], encoding="utf-8")
        address = f"https://www.mofa.go.kr/eng/brd/{board}/view.do?seq={seq}"
        lines.append(json.dumps({"file": f"{seq}.txt", "address": address}))
    (folder / "catalogue.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def assistant_over(folder: Path, ids: tuple[str, ...] = tuple(PAGES)) -> Assistant:
    """An assistant over an index of these pages, with vectors that need no model."""
    embedder = FakeEmbedder()
    build(folder / "data", [write_pages(folder / "pages", ids)], embedder)
    return Assistant(Archive(folder / "data"), Retriever(folder / "data", embedder))
