"""What was selected: the quotations of an answer, or the reason why there are none."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.evidence import Evidence
from assistant.records import Status
from index.records import Act, DateSpan

LISTED = (Act.AGREED, Act.PROPOSED, Act.SHARED_VIEW)
MAX_CLOSEST = 3
"""Paragraphs shown as closest, not an answer."""


@dataclass(frozen=True)
class Line:
    """One quotation of the answer: the sentence, its act, and the value it gives (printed words).

    `side` names what of a comparison it tells of. `when` is the day of what it tells where no
    statement of the sentence gives it, and `announced` holds where that was still to come.
    """

    evidence: Evidence
    act: Act | None = None
    is_view: bool = False
    value: str = ""
    side: str = ""
    when: DateSpan | None = None
    announced: bool = False

    @property
    def day(self) -> DateSpan | None:
        """The day of what the line tells, None where it is unknown."""
        return self.when or self.evidence.when(self.act)


class Form(StrEnum):
    """How the lines of an answer are put together."""

    LINES = "lines"
    DATED = "dated"
    COUNT = "count"
    SIDES = "sides"


@dataclass(frozen=True)
class Selection:
    """What will be said. `missing` names what was asked and not found; `closest` is no answer.

    `form` says how the lines are told; `more` is the number of further ones that are left out,
    and `whole` holds for a count whose list is known to be complete.
    """

    status: Status
    lines: tuple[Line, ...] = ()
    missing: tuple[str, ...] = ()
    closest: tuple[Evidence, ...] = ()
    note: str = ""
    form: Form = Form.LINES
    more: int = 0
    whole: bool = False


def refused(status: Status, evidence: Sequence[Evidence], missing: Sequence[str] = ()) -> Selection:
    return Selection(status, (), tuple(missing), closest(evidence))


def closest(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    seen: dict[str, Evidence] = {}
    for one in evidence:
        seen.setdefault(one.passage.id, one)
    return tuple(list(seen.values())[:MAX_CLOSEST])


def by_date(lines: Sequence[Line]) -> list[Line]:
    def key(line: Line) -> tuple[int, str, int]:
        when = line.day
        return (
            when.first.toordinal() if when else 0,
            line.evidence.release.id,
            line.evidence.start,
        )

    return sorted(lines, key=key)
