"""The measures of one answer against its question; None where a measure does not apply."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from assistant.records import Answer, Citation, Status
from eval.questions import Question
from index.errors import UnknownId
from index.records import Release

ABSTENTIONS = frozenset({Status.NOT_IN_ARCHIVE, Status.OUTSIDE_PERIOD, Status.UNCLEAR})
"""The refusals that are right for an unanswerable question; a failure is none of them."""
REFUSALS = ABSTENTIONS | {Status.INDEX_EMPTY, Status.MODEL_FAILED}
"""An answerable question that gets one of these is wrongly refused."""
ANSWERS = frozenset({Status.ANSWERED, Status.PARTLY_ANSWERED})

_RANK_CUT = 10


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
    entry for each quotation shown, the closest paragraphs' included.
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
    exact: tuple[bool, ...]
    placed: tuple[bool, ...]


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
        exact=tuple(exact for exact, _ in quotations),
        placed=tuple(placed for _, placed in quotations),
    )


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


def in_group(id: str, group: Sequence[str]) -> bool:
    """True when a cited id meets a need: `R#3` takes any passage of 3, `R#3.1` only itself."""
    return any(id == gold or id.startswith(f"{gold}.") for gold in group)


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


def says(text: str, point: Sequence[str]) -> bool:
    """True when a text gives a point in one of its spellings, as whole words.

    White space, letter case, quotation marks, dashes, emphasis and citation marks make no
    difference, nor does the spelling of a date: 30 March 2021, March 30th, 2021, Mar. 30, 2021,
    2021-03-30, 2021.3.30. A day gives its month, and a range like 5 April to 16 June 2020 both
    its days. 12 is not given by 112 nor by 12.5.
    """
    shown = re.sub(r"\s?\[\d+(?:, ?\d+)*\]", "", text)
    forms = (folded(shown), folded(_dated(shown)))
    return any(
        _whole(wanted, form)
        for spelling in point
        for wanted in {folded(spelling), folded(_dated(spelling))}
        for form in forms
    )


def _whole(wanted: str, form: str) -> bool:
    """True when `wanted` stands in `form` with no letter or digit of the same word beside it."""
    if not wanted:
        return False
    before = after = ""
    if _is_edge(wanted[0]):
        before = r"(?<!\w)(?<!\d[.,])" if wanted[0].isdigit() else r"(?<!\w)"
    if _is_edge(wanted[-1]):
        after = r"(?!\w)(?![.,]\d)" if wanted[-1].isdigit() else r"(?!\w)"
    return re.search(before + re.escape(wanted) + after, form) is not None


def _is_edge(sign: str) -> bool:
    """True for digits and for letters of a script that has case, where words are spaced."""
    return sign.isdigit() or sign.lower() != sign.upper()


_SAME = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032`\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb*", '"'),
    }
)


def folded(text: str) -> str:
    """A text as it is compared: NFKC, one case, single spaces, plain signs, no double quotes."""
    return _plain(text).casefold()


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(_SAME).replace('"', "")
    visible = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    return " ".join(visible.split())


_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
# "may" in lower case is a verb far more often than a month.
_NAMES = (
    r"(?:(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b|May\b|MAY\b)"
)
_MONTH = rf"\b(?P<month>{_NAMES})\.?"
_YEAR = r"(?:,? (?:of )?(?P<year>(?:19|20)\d\d))"
_TH = r"(?:st|nd|rd|th)?"
_DAY = rf"(?<![\w-])(?P<day>\d{{1,2}}){_TH}"
_TO = r" ?(?:-|to|and) ?"
_RANGES = (
    re.compile(rf"{_DAY}{_TO}(?=(?P<last>\d{{1,2}}){_TH}(?: of)? {_MONTH}{_YEAR}?)"),
    re.compile(
        rf"{_MONTH} (?P<day>\d{{1,2}}){_TH}{_TO}(?=(?P<last>\d{{1,2}}){_TH}(?!\w)"
        rf"(?!(?: of)? {_NAMES}){_YEAR}?)"
    ),
)
_DATES = (
    re.compile(rf"{_DAY}(?: of)? {_MONTH}{_YEAR}?(?!\w)"),
    re.compile(rf"{_MONTH} (?P<day>\d{{1,2}}){_TH}{_YEAR}?(?!\w)"),
    re.compile(rf"{_MONTH}{_YEAR}(?!\w)"),
    re.compile(
        r"(?<!\w)(?P<year>(?:19|20)\d\d)(?P<sign>[./-]) ?(?P<month>\d{1,2})"
        r"(?P=sign) ?(?P<day>\d{1,2})(?!\w)"
    ),
)
_UNDATED = re.compile(
    r"(?<![\w-])((\d\d)-\d\d)(?= ?(?:to|until|through|till|and|-) ?(\d{4})-(\d\d)-\d\d)"
)


def _dated(text: str) -> str:
    """A text with its dates in one spelling: 2021-03-30, 2021-03, or 03-30 without a year."""
    plain = _plain(text)
    plain = _RANGES[0].sub(lambda m: f"{m['day']} {m['month']} {m['year'] or ''} - ", plain)
    plain = _RANGES[1].sub(
        lambda m: f"{m['month']} {m['day']} {m['year'] or ''} - {m['month']} ", plain
    )
    for pattern in _DATES:
        plain = pattern.sub(_iso, " ".join(plain.split()))
    return _UNDATED.sub(
        lambda m: f"{m[3]}-{m[1]}" if m[2] <= m[4] else f"{int(m[3]) - 1}-{m[1]}", plain
    )


def _iso(match: re.Match[str]) -> str:
    parts = match.groupdict()
    month = parts["month"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    day = f"{int(parts['day']):02}" if parts.get("day") else ""
    return "-".join(part for part in (parts["year"] or "", f"{number:02}", day) if part)
