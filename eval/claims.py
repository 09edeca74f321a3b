"""Labelled claims: a sentence, the evidence it is held against, and whether that carries it.

Two forms of file are read, a JSON object a line. Ours has id, claim, evidence (a text), supported,
kind (of change) and, where the evidence stands in a release, release: its path from the file's
folder. WiCE's has claim, evidence (the sentences of a page), supporting_sentences and label.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.lines import Fields, Wanted, field_faults, is_text, load_lines
from index.errors import CommuniqueError
from index.words import STOPWORDS, stems

LABELS = ("supported", "partially_supported", "not_supported")
"""WiCE's: what is carried in part only is not carried."""
PAGE_TITLE = "(meta data) TITLE: "
"""What the first sentence of a WiCE page begins with."""
ALTERNATIVES = 10
"""So many sets of a WiCE claim's supporting sentences are tried; a few claims have over a hundred."""
NEAREST = 3
"""Sentences that a WiCE claim without labelled ones is held against: those that share most words."""


class BadClaims(CommuniqueError):
    """A file of labelled claims with wrong lines; all problems are listed at once."""

    def __init__(self, problems: Sequence[str]) -> None:
        listed = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(f"The labelled claims cannot be used; mend these lines:\n{listed}")


@dataclass(frozen=True)
class Claim:
    """One line. `evidence` are alternatives, each enough where the claim is carried at all.

    `release` is the file that the evidence stands in, None for evidence that stands alone; `title`
    its page's title, empty for none. `kind` is how the claim was changed, empty without.
    """

    id: str
    text: str
    evidence: tuple[tuple[str, ...], ...]
    supported: bool
    kind: str
    release: Path | None
    title: str
    line: int


def load_claims(path: Path) -> list[Claim]:
    """The claims of a file, in file order.

    Raises:
        BadClaims: the file cannot be read, holds no claim, or has wrong lines.
    """
    found, problems = load_lines(path, lambda fields: _faults(fields, path), "labelled claim")
    if problems:
        raise BadClaims(problems)
    return [
        _wice(fields, number) if "label" in fields else _ours(fields, number, path)
        for number, fields in found
    ]


def _faults(fields: Fields, path: Path) -> Iterator[str]:
    """What is wrong with a line of either form."""
    if "label" in fields:
        yield from (wrong := list(field_faults(fields, _WICE, _WICE)))
        if not wrong and _highest(fields["supporting_sentences"]) >= len(_list(fields["evidence"])):
            yield "supporting_sentences: names a sentence that the evidence does not have"
        return
    yield from field_faults(fields, _OURS, ("id", "claim", "evidence", "supported", "kind"))
    name = fields.get("release")
    if is_text(name) and not (path.parent / str(name)).is_file():
        yield f"release: there is no file {name} beside {path.name}"


def _ours(fields: Fields, line: int, path: Path) -> Claim:
    name = fields.get("release")
    return Claim(
        id=str(fields["id"]),
        text=str(fields["claim"]),
        evidence=((str(fields["evidence"]),),),
        supported=bool(fields["supported"]),
        kind=str(fields["kind"]),
        release=(path.parent / str(name)).resolve() if name else None,
        title="",
        line=line,
    )


def _wice(fields: Fields, line: int) -> Claim:
    page, text = _list(fields["evidence"]), str(fields["claim"])
    sets = _list(fields["supporting_sentences"])
    labelled = [places for places in sets if places] or [_nearest(text, page)]
    first = page[0] if page else ""
    return Claim(
        id=f"line {line}",
        text=text,
        evidence=tuple(tuple(page[place] for place in one) for one in labelled[:ALTERNATIVES]),
        supported=fields["label"] == LABELS[0],
        kind=str(fields["label"]),
        release=None,
        title=first.removeprefix(PAGE_TITLE) if first.startswith(PAGE_TITLE) else "",
        line=line,
    )


def _nearest(text: str, page: Sequence[str]) -> list[int]:
    """The places of the sentences that share most content words with a claim, in reading order."""
    wanted = set(stems(text)) - STOPWORDS
    shared = {place: len(wanted & set(stems(one))) for place, one in enumerate(page)}
    return sorted(sorted(shared, key=lambda place: (-shared[place], place))[:NEAREST])


def _highest(sets: object) -> int:
    """The last place that any of the sets names, -1 where none does."""
    return max((place for one in _list(sets) for place in one), default=-1)


def _list(value: object) -> list[Any]:
    assert isinstance(value, list)
    return value


def _is_page(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)


def _is_sets(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, list) and all(type(place) is int and place >= 0 for place in one)
        for one in value
    )


_TEXT = (is_text, "a text that is not blank")
_OURS: Wanted = {
    **dict.fromkeys(("id", "claim", "evidence", "kind", "release"), _TEXT),
    "supported": (lambda value: isinstance(value, bool), "true or false"),
}
_WICE: Wanted = {
    "label": (lambda value: value in LABELS, f"one of {', '.join(LABELS)}"),
    "claim": _TEXT,
    "evidence": (_is_page, "a list of sentences"),
    "supporting_sentences": (_is_sets, "a list of lists of places in the evidence, from 0"),
}
