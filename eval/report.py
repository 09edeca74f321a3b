"""A run in figures: totals with intervals, a table by kind, and what failed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.records import Answer
from eval.measures import Outcome, Score
from eval.mix_ups import shown_as_agreed
from eval.questions import Question
from eval.run import Result
from eval.statistics import bootstrap, wilson


@dataclass(frozen=True)
class Measure:
    """One line of the totals.

    `values` gives what an answer adds to the mean: nothing where the measure does not apply.
    `is_share` marks values of 0 and 1. `short` heads the column by kind, empty for none.
    """

    group: str
    name: str
    short: str
    is_share: bool
    values: Callable[[Result], Sequence[float]]


def report(results: Sequence[Result], by_kind: bool = True) -> str:
    """Totals, the tables by kind, and the latency, in lines of at most 100 characters."""
    lines = [f"{'':34}{'value':>7}  {'95 % interval':16}  {'n':>5}"]
    for group in dict.fromkeys(measure.group for measure in MEASURES):
        lines += ["", f"{group}{_left_out(group, results)}"]
        lines += [_total(one, results) for one in MEASURES if one.group == group]
    if by_kind:
        lines += _kinds(results)
    return "\n".join([*lines, "", _latency(results)])


def _kinds(results: Sequence[Result]) -> Iterator[str]:
    """The two tables by kind: what was found and cited, and what was answered."""
    kinds = list(dict.fromkeys(result.question.kind for result in results))
    for title, groups in (
        ("Retrieval, citations (n)", MEASURES[:5]),
        ("Answers (n)", MEASURES[5:]),
    ):
        columns = [measure for measure in groups if measure.short]
        heads = "".join(f"{measure.short:>12}" for measure in columns)
        yield from ("", f"{title:28}{heads}")
        yield from (_kind(kind, columns, results) for kind in kinds)


def failures(results: Sequence[Result]) -> str:
    """Each question with a fault: what was asked, expected and given."""
    blocks = []
    for result in results:
        question, answer = result.question, result.answer
        wrong = list(faults(question, answer, result.score))
        if wrong:
            asked = " / ".join(question.turns)
            blocks += [
                f"{question.id} ({question.kind}, line {question.line}): {asked}",
                *(f"  - {fault}" for fault in wrong),
                f"  expected: {_short(question.gold_answer) or '(no gold answer)'}",
                f"  given ({answer.status}): {_short(answer.text)}",
                "",
            ]
    count = sum(1 for line in blocks if not line)
    return "\n".join([f"Questions with a fault: {count} of {len(results)}", "", *blocks]).rstrip()


def faults(question: Question, answer: Answer, marks: Score) -> Iterator[str]:
    """What was wrong with an answer, a line each; nothing when no measure could be higher.

    The rank of what was retrieved within the first five is no fault.
    """
    if marks.status_right is False:
        yield f"status: expected {question.status}, got {answer.status}"
    if marks.outcome not in (Outcome.GIVEN, Outcome.RIGHT_ABSTENTION):
        yield f"{marks.outcome}: {answer.status}"
    if marks.lacking:
        yield "points not given: " + " | ".join(marks.lacking)
    if marks.forbidden:
        yield "forbidden points given: " + " | ".join(marks.forbidden)
    if any(marks.mixed_up):
        shown = zip(shown_as_agreed(answer), marks.mixed_up, strict=True)
        yield "shown as agreed, which it is not: " + ", ".join(
            one.id for one, is_wrong in shown if is_wrong
        )
    if marks.missed:
        yield "not cited: " + "; ".join(" or ".join(group) for group in marks.missed)
    if marks.strays:
        yield "cited outside the gold: " + ", ".join(marks.strays)
    if not all((*marks.exact, *marks.placed)):
        yield (
            f"of {len(marks.exact)} quotations {marks.exact.count(False)} not exact, "
            f"{marks.placed.count(False)} outside the passage named"
        )
    if marks.retrieval.get("R@5", 1.0) < 1.0:
        ranked = ", ".join(one.id for one in answer.retrieved[:5]) or "nothing"
        yield f"retrieved first: {ranked}"


def _maybe(value: float | None) -> Sequence[float]:
    return () if value is None else (float(value),)


def _retrieval(name: str) -> Callable[[Result], Sequence[float]]:
    return lambda result: _maybe(result.score.retrieval.get(name))


def _outcome(
    wanted: Outcome, answerable: bool | None = None
) -> Callable[[Result], Sequence[float]]:
    """The share of an outcome among answerable, unanswerable, or (None) all questions."""
    return lambda result: (
        (float(result.score.outcome is wanted),)
        if answerable in (None, result.question.answerable)
        else ()
    )


def _forbidden(result: Result) -> Sequence[float]:
    return (float(bool(result.score.forbidden)),) if result.question.forbidden_points else ()


_GOLD = "Retrieval of numbered paragraphs"
_CITED = "Citations"
_TOLD = "Answers"
MEASURES = (
    Measure(_GOLD, "R@5", "R@5", False, _retrieval("R@5")),
    Measure(_GOLD, "RR@10", "RR@10", False, _retrieval("RR@10")),
    Measure(_GOLD, "nDCG@10", "nDCG@10", False, _retrieval("nDCG@10")),
    Measure(_CITED, "precision", "cite P", False, lambda one: _maybe(one.score.precision)),
    Measure(_CITED, "recall", "cite R", False, lambda one: _maybe(one.score.recall)),
    Measure(_CITED, "quotations exact", "", True, lambda one: one.score.exact),
    Measure(_CITED, "quotations in the passage named", "", True, lambda one: one.score.placed),
    Measure(_TOLD, "gold points given", "points", False, lambda one: _maybe(one.score.points)),
    Measure(_TOLD, "forbidden point given (low)", "forbidden", True, _forbidden),
    Measure(_TOLD, "act mix-ups (low)", "", True, lambda one: one.score.mixed_up),
    Measure(_TOLD, "status right", "status", True, lambda one: _maybe(one.score.status_right)),
    Measure(
        _TOLD, "wrong refusals (low)", "wrong ref.", True, _outcome(Outcome.WRONG_REFUSAL, True)
    ),
    Measure(
        *(_TOLD, "refusal precision", "", True),
        lambda one: _maybe(one.score.refusal_right),
    ),
    Measure(
        *(_TOLD, "refusal recall", "refusal R", True), _outcome(Outcome.RIGHT_ABSTENTION, False)
    ),
    Measure(
        _TOLD, "wrong answers (low)", "wrong ans.", True, _outcome(Outcome.WRONG_ANSWER, False)
    ),
    Measure(_TOLD, "other status (low)", "", True, _outcome(Outcome.OTHER)),
)


def _left_out(group: str, results: Sequence[Result]) -> str:
    without = sum(1 for result in results if not result.question.gold_paragraphs)
    return f" ({without} without gold paragraphs left out)" if group == _GOLD else ""


def _total(measure: Measure, results: Sequence[Result]) -> str:
    values = [value for result in results for value in measure.values(result)]
    if not values:
        return f"  {measure.name:32}{'-':>7}  {'':16}  {0:5}"
    low, high = wilson(round(sum(values)), len(values)) if measure.is_share else bootstrap(values)
    mean = sum(values) / len(values)
    count = f"  {sum(values):.0f} of {len(values)}" if measure.is_share else ""
    interval = f"[{low:.3f}, {high:.3f}]"
    return f"  {measure.name:32}{mean:7.3f}  {interval:16}  {len(values):5}{count}"


def _kind(kind: str, columns: Sequence[Measure], results: Sequence[Result]) -> str:
    own = [result for result in results if result.question.kind == kind]
    cells = ""
    for measure in columns:
        values = [value for result in own for value in measure.values(result)]
        mean = f"{sum(values) / len(values):.2f}" if values else "-"
        cells += f"{f'{mean} ({len(values)})' if values else mean:>12}"
    return f"  {f'{kind} ({len(own)})':26.26}{cells}"


def _latency(results: Sequence[Result]) -> str:
    import numpy

    p50, p95 = numpy.percentile([result.seconds for result in results], [50, 95])
    fallbacks = sum(1 for result in results if result.answer.fallback)
    told = f"; {fallbacks} fell back from the language model" if fallbacks else ""
    return f"Latency of ask: p50 {p50:.3f} s, p95 {p95:.3f} s over {len(results)} questions{told}"


def _short(text: str, limit: int = 300) -> str:
    """A text on one line, cut to `limit` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 3]}..."
