"""What was wrong with an answer, in words, from its measures."""

from collections.abc import Iterator

from assistant.records import Answer
from eval.measures import Outcome, Score
from eval.mix_ups import shown_as_agreed
from eval.questions import Question


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
