"""From an RSS or Atom feed file to one page text for each item. Nothing is fetched."""

import calendar
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from index.catalogue import SEOUL
from index.errors import BadFeed, CommuniqueError, NotARelease
from index.found import Entry, Found, Refusal
from index.identity import digest, item_id, release_id
from index.webpage import WEB_ADDRESS, lay_out, text_of

PROLOG = re.compile(r"\s*<\?xml.*?\?>", re.DOTALL)
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""XML holds none of these; pages that were pasted from a word processor do."""
FEED_END = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf)\s*>\s*(?:<!--.*?-->\s*)*$", re.I | re.S)
END_WITHIN = 4096
FAULTS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What feedparser was seen to raise, or may, on feeds with damaged markup."""
TIME_ZONE = re.compile(r"(?:Z|[A-Z]{2,4}|[+-]\d{2}:?\d{2})$")
MARKUP = re.compile(r"<[A-Za-z/!]|&(?:\w+|#\d+|#x[0-9a-f]+);", re.IGNORECASE)


def read_feed(text: str, source: str, otherwise: str) -> Iterator[Found | Refusal]:
    """The items of a feed in its order; a refusal for each that cannot be used.

    Args:
        otherwise: how the ids of items begin that have neither guid nor link.
    """
    feed = _parsed(text)
    if feed is None:
        yield Refusal(source, NotARelease(source, "it is no feed that can be read"))
        return
    cut = bool(feed.bozo) and not FEED_END.search(text.rstrip()[-END_WITHIN:])
    entries = feed.entries[:-1] if cut else feed.entries
    for number, entry in enumerate(entries, start=1):
        place = f"{source}, item {number}"
        try:
            yield _item(entry, place, otherwise)
        except CommuniqueError as error:
            yield Refusal(place, error)
        except FAULTS:
            yield Refusal(place, NotARelease(place, "it is no feed item that can be read"))
    if cut:
        yield Refusal(source, BadFeed(source, len(entries)))
    elif not entries:
        yield Refusal(source, NotARelease(source, "it is a feed without items"))


def _parsed(text: str) -> Any:
    """The feed as feedparser reads it; None when it fails."""
    import feedparser

    content = CONTROLS.sub(" ", PROLOG.sub("", text, count=1)).encode("utf-8", "replace")
    # A file object, as feedparser would take text for an address or a file name and open it.
    try:
        return feedparser.parse(BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    except FAULTS:
        return None


def _item(entry: Any, source: str, otherwise: str) -> Found:
    title = " ".join(_plain(entry.get("title_detail"), source).split())
    text = lay_out(title, _posted(entry), _body(entry, source))
    link, guid = (str(entry.get(key) or "").strip() for key in ("link", "id"))
    usable = [one for one in (link, guid) if WEB_ADDRESS.match(one)]
    named = [one for one in usable if release_id(one)]
    address = next(iter(named or usable), "")
    name = guid or link
    id = item_id(name) if name else f"{otherwise or 'file'}-{digest(text)}"
    return Found(source, text, id, Entry(address))


def _body(entry: Any, source: str) -> str:
    """The fullest text of an item: its content, or the description where that says more."""
    details = [*entry.get("content", []), entry.get("summary_detail")]
    texts = [_plain(detail, source) for detail in details if detail]
    return max(texts, key=len, default="")


def _plain(detail: Any, source: str) -> str:
    """The text of a title, description or content, whether it is HTML or not."""
    value = str(detail.get("value") or "") if detail else ""
    if detail and detail.get("type") != "text/plain" and MARKUP.search(value):
        return text_of(value, source)
    return value.strip()


def _posted(entry: Any) -> str:
    """The day of posting in Seoul; empty when none is printed. A time without a zone is Seoul's."""
    for key in ("published", "updated"):
        printed, parsed = str(entry.get(key) or "").strip(), entry.get(f"{key}_parsed")
        if printed and parsed:
            moment = datetime.fromtimestamp(calendar.timegm(parsed), UTC)
            local = moment.astimezone(SEOUL) if TIME_ZONE.search(printed) else moment
            return local.date().isoformat()
    return ""
