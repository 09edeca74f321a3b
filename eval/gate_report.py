"""What the gate found, in lines for the terminal."""

from collections import Counter
from collections.abc import Iterator, Sequence

from eval.baseline_file import ALL, Baseline
from eval.gate import FAILING, Outcome, Verdict, What
from eval.run_file import RunFile

ADVICE = (
    "So that the better ones are kept, write the baseline anew: python -m eval check --write RUN"
)
LEARN = "Which questions: python -m eval compare BEFORE RUN, with a run of the checkout before"


def report(baseline: Baseline, run: RunFile, outcome: Outcome) -> str:
    """What fell, what rose, and how many figures stayed; last whether the gate is passed."""
    verdicts = outcome.verdicts
    lines = [*_heads(baseline, run)]
    lines += _listed("Other than in the baseline:", outcome.told)
    lines += _listed("Not the run that the baseline is of:", outcome.faults)
    for what in What:
        own = [one for one in verdicts if one.what is what and _is_shown(one)]
        lines += _listed(f"{what.capitalize()}:", [_row(one) for one in own])
    lines += ["", *_counts(verdicts)]
    if outcome.has_passed and any(one.what is What.ROSE for one in verdicts):
        lines += [ADVICE]
    return "\n".join([*lines, "", *_end(outcome)])


def _is_shown(one: Verdict) -> bool:
    """True for what is listed: small movements only of all sets together, and never what stayed."""
    return one.what is not What.SAME and (
        one.set == ALL or one.what not in (What.LOWER, What.HIGHER)
    )


def _heads(baseline: Baseline, run: RunFile) -> Iterator[str]:
    names = [str(run.head.get(key)) for key in ("embedding_model", "reader") if run.head.get(key)]
    checkout = baseline.head.get("checkout") or "unknown"
    yield f"Baseline: run of {baseline.head.get('made')}, written in checkout {checkout}"
    yield f"Now:      run of {run.head.get('made')}, {', '.join(names) or 'no models named'}"


def _listed(head: str, rows: Sequence[str]) -> list[str]:
    return ["", head, *(f"  {row}" for row in rows)] if rows else []


def _row(one: Verdict) -> str:
    place = f"{one.set}: {one.measure.group.split()[0].lower()}, {one.measure.title}"
    was = f"{one.was.value:.3f} [{one.was.low:.3f}, {one.was.high:.3f}]"
    n = f"{one.now.n}" if one.now.n == one.was.n else f"{one.now.n}, was {one.was.n}"
    now = f"{one.now.value:.3f}" if one.now.n else "none"
    return f"{place:58} {was} -> {now} (n {n})"


def _counts(verdicts: Sequence[Verdict]) -> Iterator[str]:
    counts = Counter(one.what for one in verdicts)
    yield f"{len(verdicts)} figures compared:"
    yield from (f"  {counts[what]:4} {what}" for what in What if counts[what])


def _end(outcome: Outcome) -> Iterator[str]:
    if outcome.has_passed:
        yield "The gate is passed."
        return
    fallen = sum(1 for one in outcome.verdicts if one.what in FAILING)
    told = [f"{fallen} figures fell or are wrong"] * bool(fallen)
    told += ["the run is not of the baseline's questions"] * bool(outcome.faults)
    yield f"The gate is not passed: {' and '.join(told)}."
    yield LEARN
