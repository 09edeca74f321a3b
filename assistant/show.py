"""Answers, releases and passages as text for a terminal and as plain values for JSON."""

from collections.abc import Sequence
from typing import Any

from click import style

from assistant.explain import described, explained
from assistant.left_out import parts_of
from assistant.records import Answer, Citation
from assistant.stretches import pieces, placed
from assistant.wider import without_words
from assistant.wording import STATUS_WORDS, day_words, meeting_words, provenance_words
from index.countries import name
from index.duplicates import page_of
from index.export import date_values
from index.read import unclear_numbers
from index.records import Passage, Provenance, Release


def answer_values(answer: Answer) -> dict[str, Any]:
    """An answer as the values of one JSON line; `wider` is one of the same form, or None."""
    return {
        "question": answer.question,
        "status": str(answer.status),
        "text": answer.text,
        "citations": [citation_values(citation) for citation in answer.citations],
        "closest": [citation_values(citation) for citation in answer.closest],
        "choices": list(answer.choices),
        "reading": described(answer.reading),
        "query": answer.query,
        "fallback": answer.fallback,
        "timings": answer.timings,
        "wider": answer_values(answer.wider) if answer.wider else None,
    }


def citation_values(citation: Citation) -> dict[str, Any]:
    """A citation as plain values; `url` is None for a release without an address."""
    return {
        "label": citation.label,
        "id": citation.id,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "release": citation.release,
        "title": citation.title,
        "released": date_values(citation.released),
        "url": citation.url,
    }


def answer_text(answer: Answer, explain: bool = False) -> str:
    """An answer as it is printed: status, text, sources, wider answer, reading if asked.

    The words that answer are bold; `click.echo` leaves that out where there is no terminal.
    """
    parts = [f"{STATUS_WORDS[answer.status]}.", _text(answer)]
    parts += [f"  {number}) {choice}" for number, choice in enumerate(answer.choices, start=1)]
    parts += _sources(answer)
    if answer.wider:
        label = without_words(answer.reading, answer.wider.reading)
        parts += ["", f"{label}:", _text(answer.wider), *_sources(answer.wider)]
    elif answer.closest:
        parts += ["", "Closest, not an answer"]
        parts += [
            f"  {source_line(one)}\n    “{' '.join(one.quote.split())}”" for one in answer.closest
        ]
    if answer.fallback:
        parts += ["", f"Note: {answer.fallback}"]
    if explain:
        parts += ["", *_explanation(answer)]
    elif answer.reading.notes:
        parts += ["", "; ".join(answer.reading.notes)]
    return "\n".join(parts)


def _text(answer: Answer) -> str:
    """The text with the words of its quotations that answer in bold."""
    return "\n".join(_line(line, answer.citations) for line in answer.text.split("\n"))


def _line(line: str, citations: Sequence[Citation]) -> str:
    parts, end = [], 0
    for start, stop, citation in placed(line, citations):
        bold = [style(text, bold=True) if answers else text for text, answers in pieces(citation)]
        parts += [line[end:start], "“", *bold, "”"]
        end = stop
    return "".join([*parts, line[end:]])


def _sources(answer: Answer) -> list[str]:
    lines = [f"  [{one.label}] {source_line(one)}" for one in answer.citations]
    return ["", "Sources", *lines] if lines else []


def _explanation(answer: Answer) -> list[str]:
    """How the question was read, a line each with where it came from, and the seconds it took."""
    seconds = ", ".join(f"{step} {number}" for step, number in answer.timings.items())
    return [
        "How the question was read",
        *(f"  {label}: {value} [{where}]" for label, value, where in explained(answer.reading)),
        *_removable(answer),
        f"  Seconds: {seconds}",
    ]


def _removable(answer: Answer) -> list[str]:
    """The parts of the reading that can be left out, by their keys."""
    keys = ", ".join(one.key for one in parts_of(answer.reading))
    return [f"  Can be left out (--without): {keys}"] if keys else []


def source_line(citation: Citation) -> str:
    """One line of references: id, title, date with provenance, address."""
    released = f"released {day_words(citation.released)}" if citation.released else "undated"
    return " · ".join(
        part for part in (citation.id, citation.title, released, citation.url) if part
    )


def passage_text(release: Release, wanted: tuple[Passage, ...]) -> str:
    """Passages with what stands around them: head, and their whole paragraphs, the wanted marked."""
    lines = [" ".join(release.title.split()), *_about(release)]
    lines.append("")
    ids = {passage.id for passage in wanted}
    paragraphs = dict.fromkeys(passage.paragraph for passage in wanted)
    for paragraph in paragraphs:
        for passage in release.paragraph(paragraph):
            mark = ">" if passage.id in ids and len(ids) < len(release.passages) else " "
            numbered = passage.position == 0 and passage.number[0].isdigit()
            sign = f"{passage.number}." if numbered else passage.sign or " "
            text = " ".join(release.text_of(passage).split())
            lines.append(f"{mark} {passage.id.split('#')[1]:<6} {sign:>3} {text}")
    return "\n".join(lines)


def _about(release: Release) -> list[str]:
    """What is known of a release, a line each: dates with provenance, address, meeting, names."""
    ahead = " (announced)" if release.announces and release.event else ""
    known = [
        ("Released", provenance_words(release.released)),
        ("Event", provenance_words(release.event) + ahead),
        ("Inferred", "; ".join(_reasons(release))),
        ("Address", release.address or "not known"),
        ("Also posted", ", ".join(release.also)),
        ("Meeting", meeting_words(release.meeting) if release.meeting else ""),
        ("Countries", ", ".join(name(code) for code in release.countries)),
        ("Bodies", ", ".join(release.organisations)),
        ("Language", "" if release.language == "en" else "Korean (stored, not described)"),
        ("Licence", release.licence),
        ("Unclear", "; ".join(unclear_numbers(page_of(release)))),
    ]
    return [f"{label + ':':<13}{value}" for label, value in known if value]


def _reasons(release: Release) -> list[str]:
    spans = [span for span in (release.event, release.released) if span]
    return list(
        dict.fromkeys(span.evidence for span in spans if span.provenance is Provenance.INFERRED)
    )


def release_line(release: Release) -> str:
    """One line of a list of releases: id, date with provenance, title, other ids."""
    when = release.released or release.event
    day = provenance_words(when) if when else "undated"
    also = f" (also {', '.join(release.also)})" if release.also else ""
    return f"{release.id:<18} {day:<36} {' '.join(release.title.split())}{also}"
