"""The measures of one answer against its question; None where a measure does not apply."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from assistant.lines import MARKED_WORDS
from assistant.records import Answer, Citation, Status
from eval.mix_ups import mixed_up
from eval.points import says
from eval.questions import Question, in_group
from eval.short_answers import exact_match, token_f1
from eval.support import support
from index.errors import UnknownId
from index.records import Release

ABSTENTIONS = frozenset({Status.NOT_IN_ARCHIVE, Status.OUTSIDE_PERIOD, Status.UNCLEAR})
"""The refusals that are right for an unanswerable question; a failure is none of them."""
REFUSALS = ABSTENTIONS | {Status.INDEX_EMPTY, Status.MODEL_FAILED}
"""An answerable question that gets one of these is wrongly refused.

Refusal precision: of the answers with one of these or with `premise_contradicted`, the share that
is right, as `refusal_is_right` says; a failure never is. Refusal recall: of the unanswerable
questions, the share with the outcome `right abstention`. A contradiction that is not expected
counts in neither as right: it says of the archive what it does not say.
"""
ANSWERS = frozenset({Status.ANSWERED, Status.PARTLY_ANSWERED})

_RANK_CUT = 10
_MARK = re.compile(r"\s*\[\d+\]")
"""The mark of a citation in an answer's text."""
_QUOTATION = "- "
"""How a line of an answer begins that holds a quotation."""


class Outcome(StrEnum):
    """Whether an answer was given, and whether it should have been."""

    GIVEN = "answer given"
    WRONG_REFUSAL = "wrong refusal"
    RIGHT_ABSTENTION = "right abstention"
    WRONG_ANSWER = "wrong answer"
    OTHER = "other status"


class Texts(Protocol):
    """What is needed of an archive."""

    def release(self, id: str) -> Release:
        """The release with this id."""
        ...


@dataclass(frozen=True)
class Score:
    """All measures of one answer.

    `retrieval` is empty, `precision` and `recall` None without gold paragraphs; `points` is None
    without gold points, `status_right` None without an expected status. `missed` are the groups
    no citation meets, `strays` the cited ids in no group, `lacking` and `forbidden` the gold
    points not given and the forbidden ones given (first spelling). `exact` and `placed` have one
    entry for each quotation shown, the closest paragraphs' included, `mixed_up` has one
    for each shown as agreed; `refusal_right` is what `refusal_is_right` gives. `token_f1` and
    `exact_match` are None without a short gold answer, `support` where nothing is claimed.
    """

    retrieval: Mapping[str, float]
    precision: float | None
    recall: float | None
    missed: tuple[tuple[str, ...], ...]
    strays: tuple[str, ...]
    points: float | None
    lacking: tuple[str, ...]
    forbidden: tuple[str, ...]
    status_right: bool | None
    outcome: Outcome
    refusal_right: bool | None
    exact: tuple[bool, ...]
    placed: tuple[bool, ...]
    mixed_up: tuple[bool, ...]
    token_f1: float | None = None
    exact_match: bool | None = None
    support: float | None = None


def score(question: Question, answer: Answer, archive: Texts) -> Score:
    """All measures of an answer to the last turn of a question."""
    groups, cited = question.gold_paragraphs, _distinct([one.id for one in answer.citations])
    missed = tuple(group for group in groups if not any(in_group(id, group) for id in cited))
    strays = tuple(id for id in cited if not any(in_group(id, group) for group in groups))
    judged = outcome(question, answer.status)
    given = [
        judged is not Outcome.WRONG_REFUSAL and says(answer.text, point)
        for point in question.gold_points
    ]
    quotations = [_quotation(one, archive) for one in (*answer.citations, *answer.closest)]
    gold, short = question.short_gold, given_shortly(answer)
    return Score(
        retrieval=retrieval(groups, [one.id for one in answer.retrieved]),
        precision=(1 - len(strays) / len(cited) if cited else 0.0) if groups else None,
        recall=1 - len(missed) / len(groups) if groups else None,
        missed=missed,
        strays=strays if groups else (),
        points=sum(given) / len(given) if given else None,
        lacking=tuple(p[0] for p, ok in zip(question.gold_points, given, strict=True) if not ok),
        forbidden=tuple(p[0] for p in question.forbidden_points if says(answer.text, p)),
        status_right=answer.status == question.status if question.status else None,
        outcome=judged,
        refusal_right=refusal_is_right(question, answer.status),
        exact=tuple(exact for exact, _ in quotations),
        placed=tuple(placed for _, placed in quotations),
        mixed_up=mixed_up(question, answer),
        token_f1=token_f1(short, gold) if gold else None,
        exact_match=exact_match(short, gold) if gold else None,
        support=support(answer, archive),
    )


def figures(question: Question, marks: Score) -> dict[str, float | None]:
    """The measures as a line of a run has them: numbers, None where one does not apply.

    What is so or not is 0 or 1. Quotations and those shown as agreed are counted.
    """
    is_answerable, judged = question.answerable, marks.outcome
    held: dict[str, float | None] = {
        **dict.fromkeys(("R@5", f"RR@{_RANK_CUT}", f"nDCG@{_RANK_CUT}")),
        **marks.retrieval,
        "citation_precision": marks.precision,
        "citation_recall": marks.recall,
        "points": marks.points,
        "token_f1": marks.token_f1,
        "exact_match": marks.exact_match,
        "support": marks.support,
        "forbidden": bool(marks.forbidden) if question.forbidden_points else None,
        "status_right": marks.status_right,
        "wrong_refusal": judged is Outcome.WRONG_REFUSAL if is_answerable else None,
        "right_abstention": None if is_answerable else judged is Outcome.RIGHT_ABSTENTION,
        "wrong_answer": None if is_answerable else judged is Outcome.WRONG_ANSWER,
        "refusal_right": marks.refusal_right,
        "other_status": judged is Outcome.OTHER,
        "act_mix_ups": sum(marks.mixed_up),
        "shown_agreed": len(marks.mixed_up),
        "quotes": len(marks.exact),
        "quotes_exact": sum(marks.exact),
        "quotes_in_passage": sum(marks.placed),
    }
    return {name: _number(value) for name, value in held.items()}


def _number(value: float | None) -> float | None:
    """A number as JSON has it: true and false as 1 and 0, others to six digits."""
    if value is None:
        return None
    return int(value) if isinstance(value, bool | int) else round(float(value), 6)


def given_shortly(answer: Answer) -> str:
    """What an answer gives as the value asked for, as short as it says it; empty for a refusal.

    It is what the first line says that is no quotation and has a citation's mark, without the
    marks. Where there is none it is the value marked in the first quotation, then that quotation:
    of a question that asks for no value, what is marked are the words of the question.
    """
    if answer.status not in ANSWERS:
        return ""
    for line in answer.text.split("\n"):
        if _MARK.search(line) and not line.startswith(_QUOTATION):
            return _MARK.sub("", line).strip()
    if not answer.citations:
        return ""
    first = answer.citations[0]
    if first.marked and answer.reading.kind not in MARKED_WORDS:
        start, end = first.marked[0]
        return first.quote[start - first.start : end - first.start]
    return first.quote


def outcome(question: Question, status: Status) -> Outcome:
    """Whether a status gives an answer, and rightly; the expected status is always right.

    An unanswerable question is rightly met by an abstention, or by `premise_contradicted` where
    that or nothing is expected. A wrong answer is `answered` or `partly_answered` to an
    unanswerable question. What is neither (a failure, an unexpected `about` or contradiction) is
    `other status`.
    """
    expected = status == question.status
    if question.answerable:
        if expected or status in ANSWERS:
            return Outcome.GIVEN
        return Outcome.WRONG_REFUSAL if status in REFUSALS else Outcome.OTHER
    unjudged = question.status is None and status == Status.PREMISE_CONTRADICTED
    if expected or status in ABSTENTIONS or unjudged:
        return Outcome.RIGHT_ABSTENTION
    return Outcome.WRONG_ANSWER if status in ANSWERS else Outcome.OTHER


def refusal_is_right(question: Question, status: Status) -> bool | None:
    """Whether a refusal or a contradiction is right, None where the status is neither.

    It is where it is the expected status, of an answerable question too (one that takes something
    wrong for granted is answered by the contradiction), and where it is a right abstention.
    """
    if status not in REFUSALS | {Status.PREMISE_CONTRADICTED}:
        return None
    return status == question.status or outcome(question, status) is Outcome.RIGHT_ABSTENTION


def retrieval(groups: Sequence[Sequence[str]], ranking: Sequence[str]) -> dict[str, float]:
    """R@5, RR@10 and nDCG@10 of a ranking of paragraphs; empty when there is no gold.

    Ids are mapped to their numbered paragraphs. A group is one need: it is collapsed to the
    alternative ranked first, or the one listed first when none is ranked, and the distinct
    paragraphs left are the relevant ones, with gain 1. R@5 is thus the share of the paragraphs
    needed that are among the first five; further alternatives of a met need gain nothing.
    A paragraph ranked twice counts at its first rank. An empty ranking scores 0.

    Source: recall, reciprocal rank and nDCG as trec_eval defines them, computed by ir-measures
        (MacAvaney, Macdonald, Ounis: Streamlining Evaluation with ir-measures, ECIR 2022).
    """
    if not groups:
        return {}
    from ir_measures import RR, Qrel, R, ScoredDoc, iter_calc, nDCG

    ranked = _distinct([paragraph_of(id) for id in ranking])
    rank = {paragraph: place for place, paragraph in enumerate(ranked)}
    relevant = {
        min(map(paragraph_of, group), key=lambda paragraph: rank.get(paragraph, len(ranked)))
        for group in groups
    }
    wanted = [R @ 5, RR @ _RANK_CUT, nDCG @ _RANK_CUT]
    qrels = [Qrel("q", paragraph, 1) for paragraph in sorted(relevant)]
    run = [ScoredDoc("q", paragraph, -float(place)) for paragraph, place in rank.items()]
    values = {str(one.measure): float(one.value) for one in iter_calc(wanted, qrels, run)}
    return {str(measure): values[str(measure)] for measure in wanted}


def paragraph_of(id: str) -> str:
    """The numbered paragraph of a passage id: `R#3.1` and `R#3` both give `R#3`."""
    release, _, number = id.rpartition("#")
    return f"{release}#{number.partition('.')[0]}"


def _distinct(ids: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(ids))


def _quotation(citation: Citation, archive: Texts) -> tuple[bool, bool]:
    """Whether the quote is the release's text at its offsets, and lies in the passage named."""
    try:
        release = archive.release(citation.release)
    except (UnknownId, KeyError):
        return False, False
    start, end = citation.start, citation.end
    exact = 0 <= start < end and release.text[start:end] == citation.quote
    named = [one for one in release.passages if citation.id in (one.id, one.paragraph)]
    placed = bool(named) and named[0].start <= start < end <= named[-1].end
    return exact, placed
