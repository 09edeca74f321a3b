"""Answers and quotations as text to be taken elsewhere, each quotation with its full reference.

Everything from a release or a question is escaped in Markdown: no word of it becomes a heading, a
link or a tag there.
"""

import re
from collections.abc import Callable
from urllib.parse import quote

from assistant.chosen import filter_words
from assistant.records import Answer, Citation
from assistant.web.answer_html import STATUSES
from assistant.web.chips import left_out_words
from assistant.web.permalink import permalink
from assistant.web.source import PROVENANCE, place, published_at
from assistant.web.text_html import BULLET, MARK
from assistant.wider import without_words
from assistant.wording import span_words
from index.records import DateSpan, Provenance, Release

SPECIAL = re.compile(r"([\\`*_\[\]<>|~$&#])")
"""What means something anywhere in Markdown, or HTML in it."""
OPENING = re.compile(r"^(\s*)([-+=]|\d{1,9}(?=[.)]))")
"""What means something at the start of a line: a list, a rule, a heading."""
RESERVED = "%/:?=@+,;&!*'-._~"
"""Characters of an address that stay; brackets and spaces would end a link."""
Releases = Callable[[Citation], Release | None]
"""The release of a citation, None where the archive holds it no longer."""
NOTICE = "Quoted with Communiqué, which is no service of the ministry."


def reference(citation: Citation, release: Release | None, base: str = "") -> str:
    """A full reference in one line: title, dates with provenance, paragraph, addresses.

    Args:
        release: what the citation quotes, for the day of the event; None where it is gone.
        base: address of the app, which stands before the permalink.
    """
    official = published_at(citation.url or "")[1]
    parts = [
        *_told(citation, release),
        f"Official page: {official}" if official else "Official page not known",
        f"Permalink: {_permalink(citation, base)}",
    ]
    return ". ".join(parts)


def reference_markdown(citation: Citation, release: Release | None, base: str = "") -> str:
    """The same in Markdown, the addresses as links."""
    official = published_at(citation.url or "")[1]
    parts = [
        *(escaped(one) for one in _told(citation, release)),
        f"[Official page]({_target(official)})" if official else "Official page not known",
        f"[Permalink]({_target(_permalink(citation, base))})",
    ]
    return ". ".join(parts)


def _told(citation: Citation, release: Release | None) -> list[str]:
    """Title, who published it and when, when it took place, and the paragraph."""
    publisher = published_at(citation.url or "")[0]
    released = f"released {_dated(citation.released)}" if citation.released else "undated"
    event = ""
    if release and release.event:
        ahead = "to take place" if release.announces else "took place"
        event = f"; {ahead} {_dated(release.event)}"
    where = place(citation)
    return [
        _one_line(citation.title),
        f"{f'{publisher}, ' if publisher else ''}{released}{event}",
        f"{where[0].upper()}{where[1:]} ({citation.id})",
    ]


def _dated(span: DateSpan) -> str:
    if span.provenance is Provenance.UNKNOWN:
        return "on a day not known"
    return f"{span_words(span)} ({PROVENANCE[span.provenance]})"


def _permalink(citation: Citation, base: str) -> str:
    return base.rstrip("/") + permalink(citation.id, (citation.start, citation.end))


def quotation_text(citation: Citation, release: Release | None, base: str = "") -> str:
    """One quotation with its reference, as plain text."""
    return f"“{_one_line(citation.quote)}”\n{reference(citation, release, base)}"


def answer_text(question: str, answer: Answer, releases: Releases, base: str = "") -> str:
    """An answer as plain text, each mark with its reference at the end."""
    blocks = [_one_line(question), *_asked_with(answer), f"{STATUSES[answer.status][1]}."]
    for label, part in _parts(answer):
        blocks += [f"{label}:"] if label else []
        blocks.append(part.text.strip())
    if answer.quoted:
        listed = [f"[{one.label}] {reference(one, releases(one), base)}" for one in answer.quoted]
        blocks.append("\n".join(["References", *listed]))
    blocks += _closest(answer, releases, base)
    return "\n\n".join([*blocks, NOTICE]) + "\n"


def answer_markdown(question: str, answer: Answer, releases: Releases, base: str = "") -> str:
    """An answer in Markdown, each mark a link to its permalink, its reference at the end."""
    asked = [escaped(one) for one in _asked_with(answer)]
    blocks = [f"**{escaped(_one_line(question))}**", *asked, f"*{STATUSES[answer.status][1]}.*"]
    for label, part in _parts(answer):
        blocks += [f"**{escaped(label)}:**"] if label else []
        blocks.append(_text_markdown(part, base))
    if answer.quoted:
        listed = [
            f"- **\\[{escaped(one.label)}\\]** {reference_markdown(one, releases(one), base)}"
            for one in answer.quoted
        ]
        blocks.append("\n".join(["**References**", "", *listed]))
    blocks += [escaped(block) for block in _closest(answer, releases, base)]
    return "\n\n".join([*blocks, escaped(NOTICE)]) + "\n"


def _parts(answer: Answer) -> list[tuple[str, Answer]]:
    """The answer, and what is said without its limits under its label."""
    if answer.wider is None:
        return [("", answer)]
    return [("", answer), (without_words(answer.reading, answer.wider.reading), answer.wider)]


def _asked_with(answer: Answer) -> list[str]:
    """The filters and the parts left out, under which the answer was given."""
    filters, left_out = filter_words(answer.reading.filters), left_out_words(answer.reading)
    told = [f"Filters: {_one_line('; '.join(filters))}."] if filters else []
    return told + ([f"Left out: {_one_line('; '.join(left_out))}."] if left_out else [])


def _closest(answer: Answer, releases: Releases, base: str) -> list[str]:
    """What was close, where no wider answer stands in its place."""
    if answer.wider or not answer.closest:
        return []
    return [
        "Closest, not an answer:",
        *(quotation_text(one, releases(one), base) for one in answer.closest),
    ]


def _text_markdown(answer: Answer, base: str) -> str:
    """The text of an answer: its points as a list, its marks as links."""
    targets = {one.label: _permalink(one, base) for one in answer.citations}
    lines: list[str] = []
    listing = False
    for line in answer.text.strip().splitlines():
        bullet = BULLET.match(line)
        if bullet and not listing and lines and lines[-1]:
            lines.append("")
        listing = bool(bullet)
        start = bullet.end() if bullet else 0
        sign = ("  " if len(bullet[1]) > 1 else "") + "- " if bullet else ""
        lines.append(sign + _linked(line[start:], targets))
    return "\n".join(lines)


def _linked(line: str, targets: dict[str, str]) -> str:
    text, end = "", 0
    for found in MARK.finditer(line):
        if found[1] in targets:
            before = line[end : found.start()]
            text += inside(before) if end else escaped(before)
            text += f"[\\[{inside(found[1])}\\]]({_target(targets[found[1]])})"
            end = found.end()
    return text + (inside(line[end:]) if end else escaped(line))


def escaped(text: str) -> str:
    """Text as Markdown that shows it as it stands, each line also at its start."""
    return "\n".join(OPENING.sub(_kept, inside(line)) for line in text.split("\n"))


def inside(text: str) -> str:
    """Text as Markdown within a line."""
    return SPECIAL.sub(r"\\\1", text)


def _kept(found: re.Match[str]) -> str:
    """A list's sign is escaped itself; of a number, what follows it."""
    return f"{found[1]}{found[2]}\\" if found[2].isdigit() else f"{found[1]}\\{found[2]}"


def _target(address: str) -> str:
    """An address as the target of a link."""
    return quote(address, safe=RESERVED + "#")


def _one_line(text: str) -> str:
    return " ".join(text.split())
