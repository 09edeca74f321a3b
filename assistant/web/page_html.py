"""HTML of the plain pages: the frame around each, and a whole release.

They work without scripts. What comes from a release passes through `words`, which escapes it, and
everything else that is filled in is escaped by Markup.
"""

import hashlib
from base64 import b64encode
from functools import cache
from pathlib import Path

from markupsafe import Markup

from assistant.web.permalink import PAGES, Stretch, permalink
from assistant.web.source import dated, joined, licence, printed, publisher, rest, spaced, words
from assistant.wording import DISCLAIMER, meeting_words
from index.countries import name
from index.records import DateSpan, Passage, PassageKind, Release

STYLE = Path(__file__).with_name("page.css")
SHOWN_WORDS = 300
"""Characters of a title in the window's title bar."""
FRAME = Markup(
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="color-scheme" content="light dark">\n<title>{title} · Communiqué</title>\n'
    '<link rel="icon" href="{base}/favicon.ico">\n<style>{style}</style>\n</head>\n<body>\n'
    '<a class="skip" href="#text">Skip to the text</a>\n'
    '<header class="masthead"><nav aria-label="Communiqué"><a href="{base}/">Communiqué</a>'
    '<a href="{base}{pages}/">All releases</a></nav></header>\n'
    '<main id="text" tabindex="-1">\n{body}\n</main>\n'
    "<footer><p>{disclaimer}</p></footer>\n</body>\n</html>\n"
)


@cache
def style() -> Markup:
    """The style of all plain pages."""
    return Markup(STYLE.read_text("utf-8"))


def style_digest() -> str:
    """The SHA-256 of the style in base64, as a content security policy names it."""
    return b64encode(hashlib.sha256(style().encode()).digest()).decode()


def framed(title: str, body: Markup, base: str) -> str:
    """A whole page.

    Args:
        base: the path that the web app stands under, empty at the root of its address.
    """
    return FRAME.format(
        title=" ".join(title.split())[:SHOWN_WORDS],
        base=base,
        pages=PAGES,
        style=style(),
        body=body,
        disclaimer=DISCLAIMER,
    )


def release_page(
    release: Release,
    base: str,
    address: str = "",
    cited: Stretch | None = None,
    notices: tuple[Markup, ...] = (),
) -> str:
    """A release with its numbered paragraphs, each with its id as its address.

    Args:
        address: what it was asked for as, `R` or `R@<digest>`; the release's id where empty.
        cited: the quoted words, which are marked.
        notices: what is to be said above it.
    """
    here = base + permalink(address or release.id)
    if cited:
        notices += (Markup('The quoted words are marked: <a href="#cited">go to them</a>.'),)
    body = Markup(
        '{}<article lang="{}"><header>{}{}</header>'
        '<h2 class="aside" lang="en">Text of the release</h2>{}</article>{}'
    ).format(
        joined([Markup('<p class="notice">{}</p>').format(one) for one in notices]),
        release.language,
        _heading(release, cited),
        _facts(release, here, base),
        _paragraphs(release, here, cited),
        rest(release),
    )
    return framed(release.title, body, base)


def _heading(release: Release, cited: Stretch | None) -> Markup:
    """The board, and the title as the page prints it, which `#head` names."""
    head = next((one for one in release.passages if one.kind is PassageKind.HEAD), None)
    title = _marked(release, head, cited) if head else words(release.title)
    section = words(" · ".join(part for part in (release.section, release.board) if part))
    kicker = Markup('<p class="kicker" lang="en">{}</p>').format(section) if section else Markup("")
    return Markup('{}<h1 id="head">{}</h1>').format(kicker, title)


def _facts(release: Release, here: str, base: str) -> Markup:
    """What is known of a release, each date with its provenance."""
    people = [" ".join(f"{one.name}, {one.office}".strip(", ").split()) for one in release.people]
    mentioned = [_with_place(dated(one), one, here) for one in release.mentioned]
    version = f"{release.id}@{release.digest[:8]}"
    rows = [
        ("To take place" if release.announces else "Took place", _when(release.event, here)),
        ("Released", _when(release.released, here)),
        ("Also mentioned", _listed(mentioned)),
        ("Meeting", words(meeting_words(release.meeting)) if release.meeting else Markup("")),
        ("People named", _listed([words(one) for one in dict.fromkeys(people)])),
        ("Countries named", words(", ".join(name(code) for code in release.countries))),
        ("Bodies named", _listed([words(one) for one in release.organisations])),
        ("Published by", publisher(release)),
        ("Licence", licence(release)),
        ("Id", Markup('<a href="{}">{}</a>').format(here, release.id)),
        ("This version", Markup('<a href="{}">{}</a>').format(base + permalink(version), version)),
        ("Also posted as", words(", ".join(release.also))),
    ]
    return Markup('<dl lang="en">{}</dl>').format(
        joined([Markup("<dt>{}</dt><dd>{}</dd>").format(*row) for row in rows if row[1]])
    )


def _when(span: DateSpan | None, here: str) -> Markup:
    return _with_place(dated(span), span, here)


def _with_place(told: Markup, span: DateSpan | None, here: str) -> Markup:
    """A date with a link to the passage that prints it, where one does."""
    place = span.passage.partition("#")[2] if span else ""
    return told + (_self_link(here, place) if place else Markup(""))


def _self_link(here: str, place: str) -> Markup:
    return Markup(
        ' <a class="self" href="{}#{}"><span class="aside">Link to </span>#{}</a>'
    ).format(here, place, place)


def _listed(items: list[Markup]) -> Markup:
    if not items:
        return Markup("")
    return Markup("<ul>{}</ul>").format(
        joined([Markup("<li>{}</li>").format(one) for one in items])
    )


def _paragraphs(release: Release, here: str, cited: Stretch | None) -> Markup:
    """All passages in reading order, those of a paragraph together under its number."""
    blocks: list[Markup] = []
    for id in dict.fromkeys(one.paragraph for one in release.passages):
        passages = release.paragraph(id)
        if passages[0].kind is PassageKind.HEAD:
            continue
        html = [_passage(release, one, here, cited) for one in passages]
        block = '<div class="paragraph" id="{}">{}</div>'
        blocks.append(Markup(block).format(passages[0].number, joined(html)))
    return joined(blocks, "\n")


def _passage(release: Release, passage: Passage, here: str, cited: Stretch | None) -> Markup:
    """A passage with its printed number or sign, its words, and the link to itself."""
    place = passage.id.partition("#")[2]
    sign = words(printed(release, passage))
    return Markup('<p class="level-{} kind-{}" id="{}">{}{}{}</p>').format(
        min(passage.level, 3),
        passage.kind.value,
        place,
        Markup('<span class="sign">{}</span> ').format(sign) if sign else "",
        _marked(release, passage, cited),
        _self_link(here, place),
    )


def _marked(release: Release, passage: Passage, cited: Stretch | None) -> Markup:
    """A passage's words, in them those that are cited marked; the first mark is `#cited`."""
    breaks = passage.kind is PassageKind.HEAD
    start, end = cited or (passage.end, passage.end)
    first, last = max(start, passage.start), min(end, passage.end)
    if first >= last:
        return spaced(release.text_of(passage), breaks=breaks)
    places = (one.id for one in release.passages if start < one.end and one.start < end)
    is_first = passage.id == next(places)
    return Markup("{}<mark{}>{}</mark>{}").format(
        spaced(release.text[passage.start : first], breaks=breaks),
        Markup(' id="cited"') if is_first else "",
        spaced(release.text[first:last], breaks=breaks),
        spaced(release.text[last : passage.end], breaks=breaks),
    )
