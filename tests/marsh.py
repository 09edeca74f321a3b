"""An invented archive of one series of meetings, for the forms of answers that span releases."""

import json
from collections.abc import Mapping
from pathlib import Path

from assistant.answer import Assistant
from index.build import build
from index.retrieve import Retriever
from index.store import Archive
from tests.fakes import FakeEmbedder
from tests.pages import page_a

FIRST, THIRD, NOTICE, SCHOOL, CALL = (
    "m_5676-600001",
    "m_5676-600030",
    "m_5676-600040",
    "m_5676-600035",
    "m_5676-600050",
)
"""The 1st and 3rd Salt Marsh Dialogue, the notice of the 4th, a school with a like name, a call."""
HELD_FIRST = (
    "The Ministry of Foreign Affairs held the 1st Salt Marsh Dialogue (SMD) in Yeosu on June 3, "
    "with 40 participants from five countries in attendance."
)
PROPOSED = (
    "The Danish side proposed building a common register of salt marshes, to which every country "
    "would report once a year."
)
CONSULT = "The participants took note of the proposal and agreed to consult further on its cost."
HELD_THIRD = (
    "The 3rd Salt Marsh Dialogue (SMD) took place in Esbjerg, Denmark, on September 8, with 65 "
    "participants from seven countries in attendance."
)
SECOND = (
    "At the 2nd Dialogue, held in Aveiro, Portugal, in April 2019, the participants agreed to set "
    "up a working group on the register of salt marshes."
)
ADOPTED = (
    "The participants adopted the rules of the Marsh Register (MREG), which grew out of a proposal "
    "made by Denmark at the 1st Dialogue."
)
TELLS = "The MREG is a public list of salt marshes and of the birds that live in them."
MEMBERS = "Chile and Kenya were admitted to the SMD, bringing the number of members to nine."
APART = "The SMD is separate from the Salt Marsh School (SMS), which is a course for students."
NEXT = "The 4th Salt Marsh Dialogue (SMD) will be held in Jeju on October 5."
PAGES = {
    FIRST: page_a(
        f"1. {HELD_FIRST}\n\n\n"
        "2. In Session 1, the participants exchanged views on tides.\n\n\n"
        f"° {PROPOSED} {CONSULT}\n\n\n"
        "3. The participants agreed to hold the 2nd Dialogue in Portugal in 2019.",
        "2017-06-05",
        "1st Salt Marsh Dialogue Held in Yeosu",
    ),
    THIRD: page_a(
        f"1. {HELD_THIRD}\n\n\n"
        f"2. {SECOND}\n\n\n"
        f"3. {ADOPTED}\n\n\n"
        f"※ {TELLS}\n\n\n"
        f"4. {MEMBERS}\n\n\n"
        "5. The Portuguese side proposed a Marsh Register Council of scientists.",
        "2021-09-10",
        "3rd Salt Marsh Dialogue Takes Place in Esbjerg",
    ),
    SCHOOL: page_a(
        "1. The Salt Marsh School (SMS) was opened in Seoul on March 2 by Ambassador Ida Holm.\n\n\n"
        f"° {APART}\n\n\n"
        "2. The students agreed to draw a map of the coast.",
        "2022-03-03",
        "Salt Marsh School Opens in Seoul",
    ),
    NOTICE: page_a(
        f"1. {NEXT} About 80 participants are expected to attend.\n\n\n"
        "2. The participants are expected to review the Marsh Register (MREG).",
        "2023-09-20",
        "4th Salt Marsh Dialogue to Be Held in Jeju",
    ),
    CALL: page_a(
        "1. Minister of Foreign Affairs Han Sora had a telephone conversation with Minister of "
        "Foreign Affairs of Kenya Amina Otieno on October 20.\n\n\n"
        "2. The two Ministers agreed to open a direct flight.",
        "2023-10-21",
        "Minister of Foreign Affairs Has Telephone Conversation with Minister of Kenya",
    ),
}


def marsh_assistant(folder: Path, given: Mapping[str, str] = PAGES) -> Assistant:
    """An assistant over an index of these pages, with vectors that need no model."""
    pages = folder / "pages"
    pages.mkdir(parents=True)
    lines = []
    for id, page in given.items():
        board, seq = id.split("-")
        (pages / f"{seq}.txt").write_text(page, encoding="utf-8")
        address = f"https://www.mofa.go.kr/eng/brd/{board}/view.do?seq={seq}"
        lines.append(json.dumps({"file": f"{seq}.txt", "address": address}))
    (pages / "catalogue.jsonl").write_text("\n".join(lines), encoding="utf-8")
    embedder = FakeEmbedder()
    build(folder / "data", [pages], embedder)
    return Assistant(Archive(folder / "data"), Retriever(folder / "data", embedder))
