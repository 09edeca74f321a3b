"""HTML of the source panel: a whole release, opened at the quoted words.

Everything that comes from a release or a question passes through `words`, which escapes it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from assistant.records import Citation
from assistant.stretches import answering
from assistant.web.permalink import permalink
from assistant.wording import meeting_words, span_words
from index.countries import name
from index.records import DateSpan, Passage, PassageKind, Provenance, Release

MINISTRY = "Ministry of Foreign Affairs, Republic of Korea"
HANGUL = re.compile(r"[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]+(?:[ ·]+[\uac00-\ud7a3]+)*")
LINE_END = re.compile(r"\s*[\r\n]\s*")
PROVENANCE = {
    Provenance.STATED: "as printed",
    Provenance.INFERRED: "inferred",
    Provenance.CURATED: "set by hand",
    Provenance.UNKNOWN: "not known",
}
EMPTY = Markup(
    '<div class="no-source"><h2>Source</h2><p>Choose a mark such as <span class="mark">[1]</span> '
    "in an answer: the whole release opens here, at the quoted words.</p></div>"
)


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


def release_html(
    release: Release,
    citations: Sequence[Citation],
    current: int,
    kind: str,
    turn: int,
    cited: str = "",
    became: str = "",
) -> Markup:
    """A release with one citation marked and scrolled to, the answer's others marked lightly.

    Args:
        release: the release that `citations[current]` quotes.
        citations: all citations of one answer, in order; those of other releases are skipped.
        current: position of the opened citation.
        kind: `cite` for proof of an answer, `near` for "closest, not an answer".
        turn: position of the answer in the conversation.
        cited: HTML of what the conversation has cited so far.
        became: what became of the release since it was quoted, where it is shown as it was.
    """
    opened = citations[current]
    if kind == "near":  # no marks of the answer: they have no labels there
        citations = [
            replace(one, label=f"closest {number}") for number, one in enumerate(citations, 1)
        ]
    marks = [
        (citation.start, citation.end, position, mark(citation, f"{kind}-{turn}-{position}"))
        for position, citation in enumerate(citations)
        if citation.release == release.id
    ]
    return Markup(
        '<article class="release" data-reference="{}-{}-{}" lang="{}" aria-labelledby="opened">'
        "{}{}{}{}{}</article>"
    ).format(
        kind,
        turn,
        current,
        release.language,
        _header(release, opened, kind, f"{kind}-{turn}-{current}", became),
        Markup(cited),
        _body(release, opened, current, marks),
        rest(release),
        Markup(
            '<p class="back"><button type="button" value="back">Back to the answer</button></p>'
        ),
    )


def _header(release: Release, opened: Citation, kind: str, reference: str, became: str) -> Markup:
    if kind == "cite":
        label = Markup("Source [{}] · {}").format(opened.label, place(opened))
    else:
        label = Markup("Closest, not an answer · {}").format(place(opened))
    note = Markup('<p class="note">{}</p>').format(words(became)) if became else Markup("")
    passage = _permanent(opened, release.digest if became else "")
    return Markup(
        '<header><p class="kicker">{} <button type="button" class="tool" value="copy-{}">'
        'Copy quotation</button></p><h2 id="opened" tabindex="-1">{}</h2></header>{}{}'
    ).format(label, reference, words(release.title), note, _facts(release, ("Passage", passage)))


def _facts(release: Release, place: tuple[str, Markup]) -> Markup:
    """What is known of a release, and what names it or the opened passage."""
    rows = [
        ("To take place" if release.announces else "Took place", dated(release.event)),
        ("Released", dated(release.released)),
        ("Meeting", words(meeting_words(release.meeting)) if release.meeting else Markup("")),
        ("People", _people(release)),
        ("Countries", words(", ".join(name(code) for code in release.countries))),
        ("Published by", publisher(release)),
        ("Licence", licence(release)),
        place,
        ("Also posted as", words(", ".join(release.also))),
    ]
    return Markup("<dl>{}</dl>").format(
        joined([Markup("<dt>{}</dt><dd>{}</dd>").format(*row) for row in rows if row[1]])
    )


def whole_html(release: Release, actions: Markup) -> Markup:
    """A release as the panel shows it, with nothing quoted; `actions` stand under its title."""
    section = words(" · ".join(part for part in (release.section, release.board) if part))
    return Markup(
        '<article class="release" data-opened="{}" lang="{}" aria-labelledby="archive-opened">'
        '<header><p class="kicker">{}</p><h2 id="archive-opened" tabindex="-1">{}</h2></header>'
        "{}{}{}{}{}</article>"
    ).format(
        release.id,
        release.language,
        section or "Release",
        words(release.title),
        actions,
        _facts(release, ("Id", Markup("<code>{}</code>").format(release.id))),
        _body(release, None, 0, ()),
        rest(release),
        Markup(
            '<p class="back"><button type="button" value="to-list">Back to the list</button></p>'
        ),
    )


def _permanent(opened: Citation, digest: str) -> Markup:
    """The id of the opened passage, linked to its plain page below the app's own address.

    Args:
        digest: that of the version quoted, where readers see another one.
    """
    release, _, place = opened.id.partition("#")
    id = f"{release}@{digest[:8]}#{place}" if digest else opened.id
    return Markup(
        '<a href="{}" target="_blank" rel="noopener"><code>{}</code>'
        '<span class="aside"> (plain page, opens a new tab)</span></a>'
    ).format(permalink(id, (opened.start, opened.end)).lstrip("/"), id)


def _people(release: Release) -> Markup:
    """Who is named, each once with the office printed beside the name."""
    named = [" ".join(f"{one.name}, {one.office}".strip(", ").split()) for one in release.people]
    return joined([Markup("<span>{}</span>").format(words(one)) for one in dict.fromkeys(named)])


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


Mark = tuple[int, int, int, Markup]
Stretch = tuple[int, int]


def _body(release: Release, opened: Citation | None, current: int, marks: Sequence[Mark]) -> Markup:
    """All passages in reading order, one section for each numbered paragraph."""
    cited_paragraph = (opened.id.rpartition(".")[0] or opened.id) if opened else ""
    sections: list[Markup] = []
    for paragraph in dict.fromkeys(passage.paragraph for passage in release.passages):
        if paragraph.endswith("#head") and not _head_cited(release, marks):
            continue  # the panel's own heading shows the title already
        passages = [
            _passage(release, passage, opened, current, marks)
            for passage in release.paragraph(paragraph)
        ]
        name = "paragraph cited" if paragraph == cited_paragraph else "paragraph"
        sections.append(Markup('<section class="{}">{}</section>').format(name, joined(passages)))
    return Markup('<div class="body">{}</div>').format(joined(sections))


def _head_cited(release: Release, marks: Sequence[Mark]) -> bool:
    head = release.passages[0]
    text = release.text_of(head)
    return " ".join(text.split()) != " ".join(release.title.split()) or any(
        start < head.end for start, _, _, _ in marks
    )


def _passage(
    release: Release,
    passage: Passage,
    opened: Citation | None,
    current: int,
    marks: Sequence[Mark],
) -> Markup:
    return Markup(
        '<div class="passage kind-{} level-{}{}"{}><span class="sign">{}</span><p>{}</p></div>'
    ).format(
        passage.kind.value,
        min(passage.level, 3),
        " cited" if opened and passage.id == opened.id else "",
        Markup(' id="{}"').format(passage.id) if opened else "",  # once on the whole page
        words(printed(release, passage)),
        _marked(release, passage, current, marks, answering(opened) if opened else ()),
    )


def printed(release: Release, passage: Passage) -> str:
    """The number or sign as it is printed before a passage, such as `1.` or `°`."""
    for span in release.remainders:
        between = release.text[span.end : passage.start]
        if span.name == "mark" and span.end <= passage.start and not between.strip():
            return release.text[span.start : span.end].strip()
    return passage.sign


def _marked(
    release: Release,
    passage: Passage,
    current: int,
    marks: Sequence[Mark],
    told: Sequence[Stretch],
) -> Markup:
    """A passage's words with its quoted stretches marked, cut at every end of a quotation.

    `told` are the stretches of the opened quotation that answer.
    """
    here = [each for each in marks if each[0] < passage.end and each[1] > passage.start]
    cuts = {passage.start, passage.end}
    for start, end, _, _ in here:
        cuts |= {max(start, passage.start), min(end, passage.end)}
    html, edges = Markup(""), sorted(cuts)
    for start, end in pairwise(edges):
        covering = [each for each in here if each[0] <= start and end <= each[1]]
        opened = any(position == current for _, _, position, _ in covering)
        piece = _piece(release, passage, start, end, told if opened else ())
        if opened:
            piece = Markup('<mark class="quoted">{}</mark>').format(piece)
        elif covering:
            piece = Markup('<mark class="other">{}</mark>').format(piece)
        ending = [each[3] for each in covering if each[1] == end and each[2] != current]
        html += piece + joined(ending)
    return html


def _piece(
    release: Release, passage: Passage, first: int, last: int, told: Sequence[Stretch]
) -> Markup:
    """The words from `first` to `last`, in them those that answer marked."""
    breaks = passage.kind == PassageKind.HEAD
    html, at = Markup(""), first
    for start, end in told:
        start, end = max(start, first), min(end, last)
        if start < end:
            html += spaced(release.text[at:start], breaks=breaks)
            answers = spaced(release.text[start:end], breaks=breaks)
            html += Markup('<mark class="answers">{}</mark>').format(answers)
            at = end
    return html + spaced(release.text[at:last], breaks=breaks)


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
