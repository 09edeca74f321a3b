"""Pieces of HTML about a release and its quotations, wherever they are shown.

Everything that comes from a release or a question passes through `words`, which escapes it.
"""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from assistant.records import Citation
from assistant.wording import span_words
from index.records import DateSpan, Passage, Provenance, Release

MINISTRY = "Ministry of Foreign Affairs, Republic of Korea"
HANGUL = re.compile(r"[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]+(?:[ ·]+[\uac00-\ud7a3]+)*")
LINE_END = re.compile(r"\s*[\r\n]\s*")
PROVENANCE = {
    Provenance.STATED: "as printed",
    Provenance.INFERRED: "inferred",
    Provenance.CURATED: "set by hand",
    Provenance.UNKNOWN: "not known",
}


def words(text: str) -> Markup:
    """Text as HTML on one line: escaped, each run of Hangul marked as Korean."""
    text, html, end = " ".join(text.split()), Markup(""), 0
    for run in HANGUL.finditer(text):
        korean = Markup('<span lang="ko">{}</span>').format(run.group())
        html += escape(text[end : run.start()]) + korean
        end = run.end()
    return html + escape(text[end:])


def joined(parts: Sequence[Markup], between: str = "") -> Markup:
    """Several pieces of HTML as one."""
    return Markup(between).join(parts)


def place(citation: Citation) -> str:
    """Where a citation stands in its release: `paragraph 3`, or `title and date`."""
    number = citation.id.partition("#")[2].partition(".")[0]
    if number == "head":
        return "title and date"
    return f"paragraph {number}" if number[:1].isdigit() else "unnumbered paragraph"


def mark(citation: Citation, reference: str) -> Markup:
    """A button `[1]` that opens a citation; `reference` is what the page sends back.

    Its words are shown beside it by the page's script, from the list of sources.
    """
    return Markup('<button type="button" class="mark" value="{}">[{}]</button>').format(
        reference, citation.label
    )


def dated(span: DateSpan | None) -> Markup:
    """A date with its provenance, and the reason where it is inferred."""
    if span is None or span.provenance == Provenance.UNKNOWN:
        return Markup('<span class="unknown">not known</span>')
    reason = Markup("")
    if span.evidence and span.provenance == Provenance.INFERRED:
        reason = Markup('<span class="evidence">{}</span>').format(words(span.evidence))
    return Markup('{} <span class="provenance {}">{}</span>{}').format(
        span_words(span), span.provenance.value, PROVENANCE[span.provenance], reason
    )


def published_at(address: str) -> tuple[str, str]:
    """Who published a release, and the address of its official page; both empty where unknown."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return "", ""
    official = parts.hostname == "mofa.go.kr" or parts.hostname.endswith(".mofa.go.kr")
    return MINISTRY if official else parts.hostname, address


def publisher(release: Release) -> Markup:
    """Who published a release, with a link to the official page where its address is one."""
    who, address = published_at(release.address)
    if not address:
        return Markup("address not known")
    return Markup(
        '{} <a href="{}" target="_blank" rel="noopener noreferrer">official page'
        '<span class="aside"> (opens a new tab)</span></a>'
    ).format(who, address)


def licence(release: Release) -> Markup:
    """The licence of a release, and whether it calls itself an unofficial translation."""
    known = release.licence and release.licence != "unknown"
    told = words(release.licence) if known else Markup("not established; quoted with its source")
    if "unofficial translation" in release.text.casefold():
        told += Markup(' <span class="provenance">unofficial translation</span>')
    return told


def printed(release: Release, passage: Passage) -> str:
    """The number or sign as it is printed before a passage, such as `1.` or `°`."""
    for span in release.remainders:
        between = release.text[span.end : passage.start]
        if span.name == "mark" and span.end <= passage.start and not between.strip():
            return release.text[span.start : span.end].strip()
    return passage.sign


def spaced(text: str, *, breaks: bool) -> Markup:
    """Escaped text that keeps the space at its ends; line ends show only where they matter."""
    if breaks:
        lines = [spaced(line, breaks=False) for line in LINE_END.split(text)]
        return joined(lines, "<br>")
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() else ""
    return Markup(before) + words(text) + Markup(after)


def rest(release: Release) -> Markup:
    """What the page holds beside the release (menus, hit counter), folded away."""
    lines = [
        line.strip()
        for span in sorted(release.remainders, key=lambda span: span.start)
        if span.name != "mark"
        for line in release.text[span.start : span.end].splitlines()
        if line.strip()
    ]
    if not lines:
        return Markup("")
    return Markup(
        '<details class="rest"><summary>Rest of the page, as delivered</summary><p>{}</p></details>'
    ).format(joined([words(line) for line in lines], "<br>"))
