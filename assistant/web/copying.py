"""What a button of the page copies: an answer or one quotation, as text for the clipboard.

The text is made when it is asked for and sent to the page that asked; the server keeps none of it.
"""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from assistant.records import Citation
from assistant.web.answering import Turns, citations_of
from assistant.web.reference import answer_markdown, answer_text, quotation_text
from index.errors import UnknownId
from index.records import Release
from index.store import Archive

WHOLE = re.compile(r"(text|markdown)-([0-9]{1,4})")
LONGEST_BASE = 300
"""Characters of the app's address as a browser tells it."""


def copied(archive: Archive, turns: Turns, sent: Mapping[str, Any]) -> str:
    """The text to be copied, empty where what comes from the browser names none.

    Args:
        sent: `what` is `text-<turn>`, `markdown-<turn>` or a mark's reference; `base` is the
            app's address in that browser.
    """
    what, base = str(sent.get("what", "")), _base(str(sent.get("base", "")))

    def release_of(citation: Citation) -> Release | None:
        try:
            return archive.release(citation.release)
        except UnknownId:  # the index was built anew since: the reference does without it
            return None

    whole = WHOLE.fullmatch(what)
    if whole:
        turn = turns[int(whole[2])] if int(whole[2]) < len(turns) else None
        if turn is None or turn.answer is None:
            return ""
        written = answer_text if whole[1] == "text" else answer_markdown
        return written(turn.question, turn.answer, release_of, base)
    found = citations_of(turns, what)
    if found is None:
        return ""
    _, _, position, citations = found
    return quotation_text(citations[position], release_of(citations[position]), base)


def _base(told: str) -> str:
    """The app's address as a browser tells it; empty where it is none of the web."""
    try:
        parts = urlsplit(told)
    except ValueError:
        return ""
    plain = len(told) <= LONGEST_BASE and not re.search(r"[\s\x00-\x1f<>\"()]", told)
    return told if plain and parts.scheme in ("http", "https") and parts.netloc else ""
