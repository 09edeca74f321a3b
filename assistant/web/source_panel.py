"""The source panel: a whole release, opened at the quoted words."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from markupsafe import Markup

from assistant.records import Citation
from assistant.stretches import answering
from assistant.web.permalink import permalink
from assistant.web.source import (
    dated,
    joined,
    licence,
    mark,
    place,
    printed,
    publisher,
    rest,
    spaced,
    words,
)
from assistant.wording import meeting_words
from index.countries import name
from index.records import Passage, PassageKind, Release

EMPTY = Markup(
    '<div class="no-source"><h2>Source</h2><p>Choose a mark such as <span class="mark">[1]</span> '
    "in an answer: the whole release opens here, at the quoted words.</p></div>"
)
Mark = tuple[int, int, int, Markup]
Stretch = tuple[int, int]


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


def _people(release: Release) -> Markup:
    """Who is named, each once with the office printed beside the name."""
    named = [" ".join(f"{one.name}, {one.office}".strip(", ").split()) for one in release.people]
    return joined([Markup("<span>{}</span>").format(words(one)) for one in dict.fromkeys(named)])


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
