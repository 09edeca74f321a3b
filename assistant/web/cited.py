"""What a conversation has cited so far: every release with its passages, to be opened again."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from assistant.chosen import listed
from assistant.records import Citation
from assistant.web.conversation import Turn
from assistant.web.source import joined, place, words
from assistant.wording import span_words


@dataclass
class _Cited:
    """A quotation with the reference that opens it first, and the answers that quote it."""

    citation: Citation
    reference: str
    answers: list[int] = field(default_factory=list)


def cited_html(turns: Sequence[Turn], opened: str = "") -> Markup:
    """The list, folded away; empty where nothing was cited.

    Args:
        opened: reference of the citation that is shown.
    """
    releases = _by_release(turns)
    if not releases:
        return Markup("")
    count = sum(len(quoted) for quoted in releases.values())
    return Markup(
        '<details class="so-far"><summary>Cited in this conversation'
        '<span class="count"> · {} passage{} of {} release{}</span></summary><ul>{}</ul></details>'
    ).format(
        count,
        "" if count == 1 else "s",
        len(releases),
        "" if len(releases) == 1 else "s",
        joined([_release(quoted, opened) for quoted in releases.values()]),
    )


def _by_release(turns: Sequence[Turn]) -> dict[str, list[_Cited]]:
    """The distinct quotations by release, both in the order in which they were first cited."""
    found: dict[tuple[str, int, int], _Cited] = {}
    for number, turn in enumerate(turns):
        for position, citation in enumerate(turn.answer.quoted if turn.answer else ()):
            key = (citation.release, citation.start, citation.end)
            one = found.setdefault(key, _Cited(citation, f"cite-{number}-{position}"))
            if number + 1 not in one.answers:
                one.answers.append(number + 1)
    releases: dict[str, list[_Cited]] = {}
    for one in found.values():
        releases.setdefault(one.citation.release, []).append(one)
    return releases


def _release(quoted: Sequence[_Cited], opened: str) -> Markup:
    first = quoted[0].citation
    released = f", {span_words(first.released)}" if first.released else ""
    return Markup("<li>{}<ul>{}</ul></li>").format(
        words(f"{first.title}{released}"), joined([_passage(one, opened) for one in quoted])
    )


def _passage(one: _Cited, opened: str) -> Markup:
    answers = listed([str(number) for number in one.answers])
    return Markup(
        '<li><button type="button" class="near" value="{}"{}>{}</button>'
        '<span class="quote">“{}”</span></li>'
    ).format(
        one.reference,
        Markup(' aria-current="true"') if one.reference == opened else "",
        f"{place(one.citation)}, answer{'' if len(one.answers) == 1 else 's'} {answers}",
        words(one.citation.quote),
    )
