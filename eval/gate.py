"""The gate: whether a run fell behind the committed baseline by more than chance leaves open."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from eval.baseline_file import ALL, Baseline, Figure, figures
from eval.pairs import DEFAULT, MODELS
from eval.report import MEASURES, Measure
from eval.run_file import Line, RunFile
from index.errors import CommuniqueError

NEVER_WRONG = frozenset({"quotes_exact", "quotes_in_passage"})
"""What the product promises without exception: one wrong fails, whatever the baseline has."""
NEVER_MORE = frozenset({"act_mix_ups"})
"""What is judged by signs and not quite without faults: one more than in the baseline fails."""
NOTHING: Figure = Figure(0, 0.0, 0.0, 0.0)


class NotForTheGate(CommuniqueError):
    """A run that cannot be compared with a baseline, nor be one."""

    def __init__(self, path: Path, reasons: Sequence[str]) -> None:
        listed = "; ".join(reasons)
        super().__init__(
            f"{path} cannot be used for the gate: {listed}. Make one with: "
            "python -m eval check --out FILE"
        )


class What(StrEnum):
    """What became of a figure; the first three fail. Worse is higher where lower is better."""

    FELL = "worse than the baseline's interval"
    FAULTY = "wrong, for which there is no tolerance"
    GONE = "applied to no answer any more"
    LOWER = "worse, within the interval"
    SAME = "the same"
    HIGHER = "better, within the interval"
    ROSE = "better than the baseline's interval"


FAILING = frozenset({What.FELL, What.FAULTY, What.GONE})


@dataclass(frozen=True)
class Verdict:
    """One measure of one set, or of all together, before and now."""

    set: str
    measure: Measure
    what: What
    was: Figure
    now: Figure


@dataclass(frozen=True)
class Outcome:
    """All verdicts; `faults` are what makes the run no fair one, `told` what is only to be known."""

    verdicts: list[Verdict]
    faults: list[str]
    told: list[str]

    @property
    def has_passed(self) -> bool:
        """True when nothing fell and the run is of the same questions."""
        return not self.faults and not any(one.what in FAILING for one in self.verdicts)


def gated(run: RunFile) -> list[Line]:
    """The lines of the default system, of a run that a gate or a baseline can be made of.

    Raises:
        NotForTheGate: it holds a set put aside, is not finished, or not all questions were asked.
    """
    options: Mapping[str, Any] = run.head.get("options") or {}
    aside = {one["name"] for one in run.head["sets"] if one.get("set_aside")}
    aside |= {line.set for line in run.lines if line.set_aside}
    lines = [line for line in run.lines if line.system == DEFAULT]
    reasons = [
        *(f"{name} is put aside, to be measured and not steered by" for name in sorted(aside)),
        *(["it is not finished"] if not run.finished else []),
        *(f"it was run with --{name}" for name in sorted(options) if options[name]),
        *([f"it has no answers of the system {DEFAULT}"] if not lines else []),
    ]
    if reasons:
        raise NotForTheGate(run.path, reasons)
    return lines


def check(baseline: Baseline, run: RunFile) -> Outcome:
    """What became of each figure of the baseline, set by set, then of all sets together.

    A figure fell when it is worse than the worse end of its 95 % interval in the baseline. That
    interval is what another draw of questions could have given: between two checkouts on the same
    questions less is moved by chance, so that a few answers worded otherwise never fail, and on
    some forty questions only a large loss does; over all sets together it is narrow. As the
    baseline stays while checkouts go by, small losses add up until they fail.

    Raises:
        NotForTheGate: as `gated`.
    """
    lines = gated(run)
    names = [name for name in baseline.sets if name in {line.set for line in lines}]
    faults = list(_faults(baseline, run, names))
    compared = {name: [line for line in lines if line.set == name] for name in names}
    if len(names) == len(baseline.sets):
        compared[ALL] = [line for line in lines if line.set in baseline.sets]
    verdicts = [
        verdict
        for name, own in compared.items()
        for verdict in _verdicts(name, baseline.figures[name], figures(MEASURES, own))
    ]
    return Outcome(verdicts, faults, list(_told(baseline, run)))


def _verdicts(
    name: str, before: Mapping[str, Figure], after: Mapping[str, Figure]
) -> Iterator[Verdict]:
    for measure in MEASURES:
        was, now = before.get(measure.key), after.get(measure.key, NOTHING)
        if was:
            yield Verdict(name, measure, judged(measure, was, now), was, now)


def judged(measure: Measure, was: Figure, now: Figure) -> What:
    """What became of one figure."""
    if not now.n:
        return What.GONE
    if measure.key in NEVER_WRONG and now.total < now.n:
        return What.FAULTY
    if measure.key in NEVER_MORE and now.total > was.total:
        return What.FAULTY
    sign = -1 if measure.is_low else 1
    worst, best = sorted((sign * was.low, sign * was.high))
    value, before = sign * now.value, sign * was.value
    if value < worst:
        return What.FELL
    if value > best:
        return What.ROSE
    return What.LOWER if value < before else What.HIGHER if value > before else What.SAME


def _faults(baseline: Baseline, run: RunFile, names: Sequence[str]) -> Iterator[str]:
    """The sets that are not asked, or not the same questions."""
    heads = {one["name"]: one for one in run.head["sets"]}
    for name, before in baseline.sets.items():
        if name not in names:
            yield f"{name} is in the baseline and not in the run"
        elif heads[name].get("questions_sha256") != before.get("questions_sha256"):
            yield f"{name} has other questions than in the baseline: write the baseline anew"


def _told(baseline: Baseline, run: RunFile) -> Iterator[str]:
    """What else differs, and need not be wrong."""
    for key in MODELS:
        before, now = baseline.head.get(key) or "none", run.head.get(key) or "none"
        if before != now:
            yield f"{key} was {before} and is {now}"
    for one in run.head["sets"]:
        before_set = baseline.sets.get(one["name"])
        if before_set is None:
            yield f"{one['name']} is not in the baseline, and not compared"
        elif one.get("stamp") != before_set.get("stamp"):
            yield f"{one['name']} has another index than in the baseline"
    kept = {key for own in baseline.figures.values() for key in own}
    for measure in MEASURES:
        has_values = any(measure.values(line) for line in run.lines if line.system == DEFAULT)
        if measure.key not in kept and has_values:
            yield f"{measure.title} is not in the baseline, and not compared"
