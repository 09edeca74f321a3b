"""What a file gives: its pages as found, what is said of them, and what is refused."""

from dataclasses import dataclass, field

from index.errors import CommuniqueError
from index.records import Curated


@dataclass(frozen=True)
class Entry:
    """What is known of a page beside its text; empty where nothing is."""

    address: str = ""
    board: str = ""
    seq: int = 0
    licence: str = ""
    curated: Curated = field(default_factory=Curated)


NOTHING = Entry()
"""Nothing is known beside the text."""


@dataclass(frozen=True)
class Found:
    """A page's text, and where it stood, for people ("feed.xml, item 3").

    `id` is what its release is called when nothing names its board and number.
    """

    source: str
    text: str
    id: str
    entry: Entry = NOTHING


@dataclass(frozen=True)
class Refusal:
    """A file, member, item or line that gives no page, with the reason."""

    source: str
    error: CommuniqueError
