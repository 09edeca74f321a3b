"""HTML of the archive tab: the list of releases in pages, and a release beside it.

What comes from a release or a visitor passes through `words` or is escaped by Markup.
"""

from collections.abc import Sequence

from markupsafe import Markup

from assistant.web.archive_filter import Limits
from assistant.web.permalink import permalink
from assistant.web.source import dated, joined, words
from assistant.web.source_panel import whole_html
from index.countries import name
from index.records import Act, Modality, Release

PAGE = 30
"""Releases on one page of the list."""
NAMED = 6
"""Countries that an entry names; of more, the number is said."""
CLOSED = Markup(
    '<div class="no-source"><h2>Release</h2><p>Choose a release from the list, or a mark in the '
    "drawing: it opens here.</p></div>"
)
CLEAR = Markup(
    '<button type="button" class="choice" value="clear-limits">Clear all limits</button>'
)
EMPTY = Markup(
    "<p>The archive holds no releases yet. Add some with: <code>communique index add FOLDER</code></p>"
)


def agreements(release: Release) -> int:
    """How many sentences tell of something agreed, at the release's own event."""
    told = {
        one.sentence_start
        for one in release.statements
        if one.act is Act.AGREED
        and one.modality is Modality.FACT
        and not one.negated
        and one.event is None
    }
    return len(told)


def agreements_words(count: int) -> str:
    """A number of agreements in words."""
    return f"{count} agreement" if count == 1 else f"{count or 'no'} agreements"


def pages_of(count: int) -> int:
    """How many pages so many releases take, at least 1."""
    return max(1, -(-count // PAGE))


def list_html(found: Sequence[Release], held: int, limits: Limits, page: int) -> Markup:
    """One page of the releases that were found; where there are none, what to do.

    Args:
        held: how many releases the archive holds.
        page: from 1; one beyond the last shows the last.
    """
    if not found:
        return _none(held, limits)
    page = min(max(page, 1), pages_of(len(found)))
    first = (page - 1) * PAGE
    shown = found[first : first + PAGE]
    entries = joined([_entry(one) for one in shown], "\n")
    return Markup(
        '<section class="found" aria-labelledby="found"><h3 id="found" tabindex="-1">{}</h3>'
        '{}<ul class="entries">{}</ul>{}</section>'
    ).format(
        _count(len(found), held, first, len(shown)), _told(limits), entries, _turns(found, page)
    )


def _none(held: int, limits: Limits) -> Markup:
    if not held:
        told = EMPTY
    else:
        wanted = "No release fits: {}. Use fewer or other words, or take a limit away."
        told = Markup("<p>{}</p>{}").format(wanted.format("; ".join(limits.told())), CLEAR)
    return Markup(
        '<section class="found" aria-labelledby="found"><h3 id="found" tabindex="-1">No releases</h3>'
        "{}</section>"
    ).format(told)


def _count(found: int, held: int, first: int, shown: int) -> str:
    noun = "release" if found == 1 else "releases"
    of_all = "" if found == held else f" of {held:,}"
    part = "" if shown == found else f", {first + 1:,} to {first + shown:,} shown"
    return f"{found:,}{of_all} {noun}, newest first{part}"


def _told(limits: Limits) -> Markup:
    """The limits in words, with a button that takes them away."""
    if not (told := limits.told()):
        return Markup("")
    return Markup('<div class="limited"><p>{}</p>{}</div>').format(words("; ".join(told)), CLEAR)


def _entry(release: Release) -> Markup:
    meeting = words(release.meeting.name) if release.meeting else None
    countries = [name(code) for code in release.countries]
    if len(countries) > NAMED:
        countries = [*countries[:NAMED], f"{len(countries) - NAMED} more"]
    facts = [
        meeting,
        words(", ".join(countries)),
        words(release.board),
        words(agreements_words(agreements(release))),
    ]
    return Markup(
        '<li class="entry"><p class="title">{}</p><p class="when">{}</p><p class="facts">{}</p></li>'
    ).format(linked(release), _dates(release), joined([one for one in facts if one], " · "))


def linked(release: Release) -> Markup:
    """The title, linked to the plain page; on the page the release opens beside the list."""
    return Markup('<a href="{}" data-release="{}" lang="{}">{}</a>').format(
        permalink(release.id).lstrip("/"), release.id, release.language, words(release.title)
    )


def _dates(release: Release) -> Markup:
    held = "to take place" if release.announces else "took place"
    parts = [Markup("released {}").format(dated(release.released))]
    if release.event:
        parts.append(Markup("{} {}").format(held, dated(release.event)))
    return joined(parts, " · ")


def _turns(found: Sequence[Release], page: int) -> Markup:
    """Buttons for the first page, the one before, the one after, and the last."""
    last = pages_of(len(found))
    if last == 1:
        return Markup("")
    places = [("First", 1), ("Newer", page - 1), ("Older", page + 1), ("Last", last)]
    buttons = [
        Markup('<button type="button" value="page-{}"{}>{}</button>').format(
            to, Markup("") if 1 <= to <= last and to != page else Markup(" disabled"), told
        )
        for told, to in places
    ]
    return Markup(
        '<nav class="turns" aria-label="Pages">{}<span>Page {:,} of {:,}</span>{}</nav>'
    ).format(joined(buttons[:2]), page, last, joined(buttons[2:]))


def opened_html(release: Release) -> Markup:
    """A release as it opens beside the list."""
    link = Markup(
        '<a href="{}" target="_blank" rel="noopener">Plain page<span class="aside"> (opens a new tab)</span></a>'
    )
    actions = Markup(
        '<p class="actions"><button type="button" class="choice" value="about-{}">Ask about this release</button>{}</p>'
    ).format(release.id, link.format(permalink(release.id).lstrip("/")))
    return whole_html(release, actions)
