"""From the address of a page, in whatever spelling, to the id of its release."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import PurePath
from urllib.parse import unquote

AMPERSAND = re.compile(r"&(?:amp|#38|#x26);", re.IGNORECASE)
SEPARATOR = re.compile(r"[?&;]|amp%(?:25)*3b", re.IGNORECASE)
PAGE = re.compile(
    r"/+brd/+(?P<board>m_\d{1,9})/+view\.do(?P<session>;[^?]*)?\?(?P<query>.*)",
    re.IGNORECASE | re.DOTALL,
)
SEQ = re.compile(r"seq=0*(\d{1,18})(?!\w)", re.IGNORECASE | re.ASCII)
HOST = re.compile(
    r"(?:https?:)?//(?P<host>[a-z0-9.-]+)(?::\d+)?(?P<site>(?:/[\w-]+)*)/brd/", re.IGNORECASE
)
MAX_ENCODED = 3
"""An address is found encoded once or twice; the third round costs nothing."""
BOARD_FOLDER = re.compile(r"m_\d{1,9}", re.IGNORECASE)
SAVED_PAGE = re.compile(r"view\.do(?:[?@]|%3f)(?P<query>.*)", re.IGNORECASE | re.DOTALL)
RELEASE_ID = re.compile(r"(?P<board>m_\d{1,9})-(?P<seq>\d{1,18})|file-[a-z0-9-]+")
MAX_SLUG = 60
"""Characters; a longer name is cut, and told apart by its digest."""


def release_id(address: str) -> tuple[str, int] | None:
    """Board and number of the page that an address names; None when it names none.

    Host, site part, port, session, every other parameter, the case and the fragment do not count,
    nor whether the address was percent-encoded or its `&` written as `&amp;`.
    """
    for spelling in _spellings(address):
        if match := PAGE.search(spelling):
            for part in SEPARATOR.split(match["query"]):
                if seq := SEQ.match(part):
                    return match["board"].lower(), int(seq[1])
    return None


def tidy_address(address: str) -> str:
    """The address of a page without all that does not count, so that it can be followed.

    Host and site part are kept as given; what names no page of the archive is left as it is.
    """
    known = release_id(address)
    for spelling in _spellings(address):
        match = HOST.match(spelling)
        if known and match:
            host, site = match["host"].lower(), match["site"].lower()
            return f"https://{host}{site}/brd/{known[0]}/view.do?seq={known[1]}"
    return address


def _spellings(address: str) -> Iterator[str]:
    """An address as it is, and with its percent-encoding undone as often as it was done."""
    spelling = AMPERSAND.sub("&", address.strip()).partition("#")[0]
    for _ in range(MAX_ENCODED):
        yield spelling
        plain = unquote(spelling)
        if plain == spelling:
            return
        spelling = plain


def path_id(path: PurePath) -> tuple[str, int] | None:
    """Board and number from the name of a saved page: `m_5676/view.do?seq=1.html`."""
    folder, match = path.parent.name, SAVED_PAGE.match(path.name)
    if not match or not BOARD_FOLDER.fullmatch(folder):
        return None
    return release_id(f"/brd/{folder}/view.do?{match['query']}")


def page_id(board: str, seq: int, otherwise: str) -> str:
    """The id of a release: board and number where both are known, `otherwise` where not."""
    return f"{board}-{seq}" if board and seq else otherwise


def file_id(stem: str) -> str:
    """The id of a release without an address: the stem, other signs than a-z 0-9 as `-`."""
    return "file-" + re.sub(r"[^a-z0-9]", "-", stem.lower())


def item_id(name: str) -> str:
    """The id of a feed item without a board: its guid or link, the same in every feed."""
    bare = re.sub(r"^(?:https?://|tag:|urn:)", "", name.strip().lower())
    slug = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")
    if len(slug) > MAX_SLUG or not bare.isascii() or not slug:
        slug = f"{slug[:MAX_SLUG]}-{digest(name)}".strip("-")
    return f"file-{slug}"


def text_id(text: str) -> str:
    """The id of a release that has neither address nor file: from its text."""
    return f"file-{digest(text)}"


def digest(text: str) -> str:
    """The first 8 hexadecimal digits of the text's SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
