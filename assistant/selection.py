"""What was selected: the quotations of an answer, or the reason why there are none."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence import Evidence
from assistant.records import Status
from index.records import Act

LISTED = (Act.AGREED, Act.PROPOSED, Act.SHARED_VIEW)
MAX_CLOSEST = 3
"""Paragraphs shown as closest, not an answer."""


@dataclass(frozen=True)
class Line:
    """One quotation of the answer: the sentence, its act, and the value it gives (printed words)."""

    evidence: Evidence
    act: Act | None = None
    is_view: bool = False
    value: str = ""


@dataclass(frozen=True)
class Selection:
    """What will be said. `missing` names what was asked and not found; `closest` is no answer."""

    status: Status
    lines: tuple[Line, ...] = ()
    missing: tuple[str, ...] = ()
    closest: tuple[Evidence, ...] = ()
    note: str = ""


def refused(status: Status, evidence: Sequence[Evidence], missing: Sequence[str] = ()) -> Selection:
    return Selection(status, (), tuple(missing), closest(evidence))


def closest(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    seen: dict[str, Evidence] = {}
    for one in evidence:
        seen.setdefault(one.passage.id, one)
    return tuple(list(seen.values())[:MAX_CLOSEST])


def by_date(lines: Sequence[Line]) -> list[Line]:
    def key(line: Line) -> tuple[int, str, int]:
        when = line.evidence.when(line.act)
        return (
            when.first.toordinal() if when else 0,
            line.evidence.release.id,
            line.evidence.start,
        )

    return sorted(lines, key=key)
