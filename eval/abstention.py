"""How well a system knows when not to answer: by its confidence, and by what it refused."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.records import Status
from eval.statistics import area_under_risk_coverage, auroc, auroc_interval, risk_coverage, wilson

GIVEN = frozenset({Status.ANSWERED, Status.PARTLY_ANSWERED})
"""The statuses of a question that was answered; every other one abstains."""


class Asked(Protocol):
    """What is needed of a line of a run."""

    @property
    def answerable(self) -> bool:
        """Whether the archive answers the question."""
        ...

    @property
    def status(self) -> str:
        """The status of the answer."""
        ...

    @property
    def confidence(self) -> float | None:
        """How sure the system was, higher is surer; None for one that cannot tell."""
        ...

    @property
    def measures(self) -> Mapping[str, float | None]:
        """The measures of the answer by name; None where one does not apply."""
        ...


@dataclass(frozen=True)
class Share:
    """How many of `n` are right."""

    right: int
    n: int

    @property
    def value(self) -> float | None:
        """The share, None of nothing."""
        return self.right / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Its 95 % interval, None of nothing."""
        return wilson(self.right, self.n) if self.n else None


@dataclass(frozen=True)
class Abstention:
    """What the lines of one system tell of its abstaining.

    `auroc` says how well the confidence parts answerable from unanswerable questions (0.5 is
    guessing), None without one of each or without a confidence. `curve` are coverage and risk at
    each confidence that could be asked for, the highest first: coverage is the share of all
    questions that would still be answered, risk the mean loss of these answers (`loss`). `area` is
    the mean risk over the questions answered, None where none was. `precision` is of refusals and
    contradictions, the share that is right; `recall` of unanswerable questions, the share refused
    as it should be.
    """

    answerable: int
    unanswerable: int
    auroc: float | None
    auroc_interval: tuple[float, float] | None
    curve: tuple[tuple[float, float], ...]
    area: float | None
    precision: Share
    recall: Share


def abstention(lines: Sequence[Asked]) -> Abstention:
    """How well a system abstains, from the lines of a run of that one system.

    Source: selective answers and their risk at each coverage as A. Kamath, R. Jia, P. Liang,
        Selective question answering under domain shift, ACL 2020, section 3.
    """
    yes, no = (
        [one.confidence for one in lines if one.answerable is kind] for kind in (True, False)
    )
    parted = yes and no and None not in (*yes, *no)
    sides = (_known(yes), _known(no))
    answered = [(sure, loss(one)) for one in lines if (sure := _given(one)) is not None]
    confidence, losses = [sure for sure, _ in answered], [lost for _, lost in answered]
    reach = len(answered) / len(lines) if lines else 0.0
    return Abstention(
        len(yes),
        len(no),
        auroc(*sides) if parted else None,
        auroc_interval(*sides) if parted else None,
        tuple((share * reach, risk) for share, risk in risk_coverage(confidence, losses)),
        area_under_risk_coverage(confidence, losses) if answered else None,
        _share(one.measures.get("refusal_right") for one in lines),
        _share(one.measures.get("right_abstention") for one in lines),
    )


def loss(line: Asked) -> float:
    """What is wrong with an answer, from 0 (nothing) to 1 (all of it).

    All is, where the question has no answer. Else it is the share of the gold points that are not
    given, without gold points the share of the gold paragraphs not cited, and nothing without both.
    """
    if not line.answerable:
        return 1.0
    told = [line.measures.get(name) for name in ("points", "citation_recall")]
    return 1 - next((share for share in told if share is not None), 1.0)


def _known(values: Iterable[float | None]) -> list[float]:
    return [value for value in values if value is not None]


def _given(line: Asked) -> float | None:
    """The confidence of a question that was answered; None for another one."""
    return line.confidence if line.status in GIVEN else None


def _share(values: Iterable[float | None]) -> Share:
    marks = _known(values)
    return Share(round(sum(marks)), len(marks))
