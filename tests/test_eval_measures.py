"""Each measure against a table worked by hand."""

import math
from dataclasses import replace
from datetime import date

import pytest

from assistant.records import Answer, AnswerKind, Citation, Reading, Status
from eval.measures import (
    Outcome,
    figures,
    given_shortly,
    outcome,
    paragraph_of,
    refusal_is_right,
    retrieval,
    score,
)
from eval.mix_ups import mixed_up
from eval.points import says
from eval.questions import Question, in_group
from index.errors import UnknownId
from index.records import (
    Act,
    DateSpan,
    Passage,
    PassageKind,
    Precision,
    Provenance,
    Release,
    ScoredParagraph,
)

TEXT = "Title\n1. The meeting was held.\n2. They met.\n- They agreed to continue.\n"


def passage(id: str, words: str) -> Passage:
    start = TEXT.index(words)
    paragraph, _, position = id.partition(".")
    return Passage(
        *(f"r#{id}", f"r#{paragraph}", paragraph, int(position or 0), PassageKind.LEAD),
        *("", 0, start, start + len(words)),
    )


def release() -> Release:
    day = DateSpan(date(2021, 4, 1), date(2021, 4, 1), Precision.DAY, Provenance.STATED)
    passages = (
        passage("head", "Title"),
        passage("1.0", "The meeting was held."),
        passage("2.0", "They met."),
        passage("2.1", "They agreed to continue."),
    )
    return Release("r", "", 0, "", "", "Title", "", TEXT, "", passages, (), released=day)


class StubArchive:
    """One release, `r`."""

    def release(self, id: str) -> Release:
        if id != "r":
            raise UnknownId(id, "")
        return release()

    def releases(self) -> list[Release]:
        return [release()]


def cite(id: str, quote: str = "They agreed", moved: int = 0, of: str = "r") -> Citation:
    start = TEXT.index(quote) + moved if quote in TEXT else TEXT.index("They agreed")
    return Citation("1", id, quote, start, start + len(quote), of, "Title", None, None)


def answer(
    text: str = "They agreed to continue [1].",
    citations: tuple[Citation, ...] = (cite("r#2.1"),),
    status: Status = Status.ANSWERED,
    ranking: tuple[str, ...] = ("r#2", "r#1"),
    closest: tuple[Citation, ...] = (),
) -> Answer:
    ranked = tuple(ScoredParagraph(id, "r", 1.0) for id in ranking)
    reading = Reading("What?", "What?", AnswerKind.FACT)
    return Answer("What?", status, text, citations, closest, reading, "What?", ranked)


def question(
    gold: tuple[tuple[str, ...], ...] = (("r#2.1",),),
    points: tuple[tuple[str, ...], ...] = (("agreed to continue",),),
    forbidden: tuple[tuple[str, ...], ...] = (("agreed to stop",),),
    answerable: bool = True,
    status: Status | None = Status.ANSWERED,
    not_agreed: tuple[str, ...] = (),
) -> Question:
    return Question(
        *("a", "when", ("What?",), None, answerable, status, ""),
        *(points, forbidden, gold, 1, not_agreed),
    )


def test_a_right_answer_has_full_measures() -> None:
    marks = score(question(), answer(), StubArchive())
    assert marks.retrieval == {"R@5": 1.0, "RR@10": 1.0, "nDCG@10": 1.0}
    assert (marks.precision, marks.recall, marks.points) == (1.0, 1.0, 1.0)
    assert (marks.missed, marks.strays, marks.lacking, marks.forbidden) == ((), (), (), ())
    assert marks.status_right is True
    assert marks.outcome is Outcome.GIVEN
    assert marks.exact == marks.placed == (True,)


def test_a_wrong_id_lowers_precision_recall_and_placement() -> None:
    marks = score(question(), answer(citations=(cite("r#2.0"),)), StubArchive())
    assert (marks.precision, marks.recall) == (0.0, 0.0)
    assert marks.strays == ("r#2.0",)
    assert marks.missed == (("r#2.1",),)
    assert marks.exact == (True,)
    assert marks.placed == (False,)


@pytest.mark.parametrize(
    "wrong",
    [
        cite("r#2.1", "They Agreed"),
        cite("r#2.1", "They agreed", moved=1),
        cite("r#2.1", ""),
        cite("r#2.1", of="elsewhere"),
    ],
)
def test_a_wrong_quote_lowers_exactness(wrong: Citation) -> None:
    assert score(question(), answer(citations=(wrong,)), StubArchive()).exact == (False,)
    assert score(question(), answer(closest=(wrong,)), StubArchive()).exact == (True, False)


def test_a_quote_counted_from_the_end_of_the_text_is_not_exact() -> None:
    quote = "continue."
    start = TEXT.index(quote) - len(TEXT)
    backwards = Citation("1", "r#2.1", quote, start, start + len(quote), "r", "", None, None)
    assert TEXT[backwards.start : backwards.end] == quote
    assert score(question(), answer(citations=(backwards,)), StubArchive()).exact == (False,)


def test_a_forbidden_point_is_counted() -> None:
    marks = score(question(), answer("They agreed to stop."), StubArchive())
    assert marks.forbidden == ("agreed to stop",)
    assert marks.points == 0.0
    assert marks.lacking == ("agreed to continue",)


@pytest.mark.parametrize(
    ("gold", "cited", "precision", "recall"),
    [
        # One of two cited is gold; one of two needs is met.
        ((("r#2.1",), ("r#1",)), ("r#2.1", "r#head"), 1 / 2, 1 / 2),
        # Any passage of paragraph 2 meets r#2, but r#2.0 is met by itself alone.
        ((("r#2",),), ("r#2.0", "r#2.1"), 1.0, 1.0),
        ((("r#2.0",),), ("r#2.1", "r#2"), 0.0, 0.0),
        # One alternative suffices, and the other is no stray.
        ((("r#1.0", "r#2.1"),), ("r#2.1",), 1.0, 1.0),
        ((("r#1.0", "r#2.1"),), ("r#2.1", "r#1.0"), 1.0, 1.0),
        # A passage cited twice is one cited passage.
        ((("r#2.1",),), ("r#2.1", "r#2.1", "r#1.0"), 1 / 2, 1.0),
        # Nothing cited: the question still has its score.
        ((("r#2.1",),), (), 0.0, 0.0),
        # Without gold the measures do not apply.
        ((), ("r#2.1",), None, None),
    ],
)
def test_citation_precision_and_recall(
    gold: tuple[tuple[str, ...], ...],
    cited: tuple[str, ...],
    precision: float | None,
    recall: float | None,
) -> None:
    marks = score(question(gold), answer(citations=tuple(map(cite, cited))), StubArchive())
    assert (marks.precision, marks.recall) == (precision, recall)


def test_ids() -> None:
    assert paragraph_of("m_5676-321611#3.1") == paragraph_of("m_5676-321611#3") == "m_5676-321611#3"
    assert paragraph_of("r#head") == "r#head"
    assert in_group("r#2b.0", ["r#2b"])
    assert not in_group("r#2b.0", ["r#2"])
    assert not in_group("r#21.0", ["r#2"])


LOG3 = 1 / math.log2(3)


@pytest.mark.parametrize(
    ("gold", "ranking", "recall", "reciprocal", "gain"),
    [
        ([["r#3.1"]], ["r#3", "r#1"], 1.0, 1.0, 1.0),
        ([["r#3.1"]], ["r#1", "r#3"], 1.0, 1 / 2, LOG3),
        # Two passages of one paragraph are one paragraph to find.
        ([["r#3.1"], ["r#3.2"]], ["r#3"], 1.0, 1.0, 1.0),
        # Two needs, one found at rank 1: the ideal gain is 1 + 1/log2(3).
        ([["r#3"], ["r#5"]], ["r#3", "r#1"], 1 / 2, 1.0, 1 / (1 + LOG3)),
        # A group is one need, met by the alternative ranked first.
        ([["r#8", "r#3"]], ["r#1", "r#3", "r#8"], 1.0, 1 / 2, LOG3),
        # Past rank 5, but within 10; past rank 10.
        ([["r#9"]], [f"r#{n}" for n in (1, 2, 3, 4, 5, 6, 9)], 0.0, 1 / 7, 1 / 3),
        ([["r#99"]], [f"r#{n}" for n in range(1, 11)] + ["r#99"], 0.0, 0.0, 0.0),
        # A paragraph that is ranked twice takes one place.
        ([["r#3"]], ["r#1", "r#1", "r#3"], 1.0, 1 / 2, LOG3),
        ([["r#3"]], ["r#1"], 0.0, 0.0, 0.0),
        ([["r#3"]], [], 0.0, 0.0, 0.0),
    ],
)
def test_retrieval(
    gold: list[list[str]], ranking: list[str], recall: float, reciprocal: float, gain: float
) -> None:
    expected = {"R@5": recall, "RR@10": reciprocal, "nDCG@10": gain}
    assert retrieval(gold, ranking) == pytest.approx(expected, abs=1e-6)


def test_retrieval_without_gold_is_left_out() -> None:
    assert retrieval([], ["r#1"]) == {}


@pytest.mark.parametrize(
    ("answerable", "expected", "given", "judged"),
    [
        (True, "answered", "answered", Outcome.GIVEN),
        (True, "answered", "partly_answered", Outcome.GIVEN),
        (True, "about", "about", Outcome.GIVEN),
        (True, "answered", "about", Outcome.OTHER),
        (True, "answered", "not_in_archive", Outcome.WRONG_REFUSAL),
        (True, "answered", "outside_period", Outcome.WRONG_REFUSAL),
        (True, "answered", "unclear", Outcome.WRONG_REFUSAL),
        (True, "answered", "index_empty", Outcome.WRONG_REFUSAL),
        (True, "answered", "model_failed", Outcome.WRONG_REFUSAL),
        (True, "answered", "premise_contradicted", Outcome.OTHER),
        (False, "not_in_archive", "not_in_archive", Outcome.RIGHT_ABSTENTION),
        (False, "not_in_archive", "unclear", Outcome.RIGHT_ABSTENTION),
        (False, "not_in_archive", "answered", Outcome.WRONG_ANSWER),
        (False, "not_in_archive", "partly_answered", Outcome.WRONG_ANSWER),
        (False, "not_in_archive", "premise_contradicted", Outcome.OTHER),
        (False, "not_in_archive", "model_failed", Outcome.OTHER),
        (False, "premise_contradicted", "premise_contradicted", Outcome.RIGHT_ABSTENTION),
        (False, "premise_contradicted", "not_in_archive", Outcome.RIGHT_ABSTENTION),
        (False, "premise_contradicted", "answered", Outcome.WRONG_ANSWER),
        (False, None, "premise_contradicted", Outcome.RIGHT_ABSTENTION),
    ],
)
def test_outcome(answerable: bool, expected: str | None, given: str, judged: Outcome) -> None:
    asked = question(answerable=answerable, status=Status(expected) if expected else None)
    assert outcome(asked, Status(given)) is judged


@pytest.mark.parametrize(
    ("answerable", "expected", "given", "right"),
    [
        (True, "answered", "answered", None),
        (True, "answered", "about", None),
        (False, "not_in_archive", "partly_answered", None),
        (True, "answered", "not_in_archive", False),
        (True, "answered", "premise_contradicted", False),
        (True, "premise_contradicted", "premise_contradicted", True),
        (True, "premise_contradicted", "not_in_archive", False),
        (False, "not_in_archive", "not_in_archive", True),
        (False, "not_in_archive", "unclear", True),
        (False, "not_in_archive", "premise_contradicted", False),
        (False, "premise_contradicted", "premise_contradicted", True),
        (False, "premise_contradicted", "not_in_archive", True),
        (False, None, "premise_contradicted", True),
        (True, None, "premise_contradicted", False),
        (False, "not_in_archive", "model_failed", False),
        (True, "answered", "index_empty", False),
    ],
)
def test_a_refusal_is_right_or_wrong(
    answerable: bool, expected: str | None, given: str, right: bool | None
) -> None:
    asked = question(answerable=answerable, status=Status(expected) if expected else None)
    assert refusal_is_right(asked, Status(given)) is right
    assert score(asked, answer(status=Status(given)), StubArchive()).refusal_right is right


def shown(quote: str, act: Act | None = Act.AGREED, id: str = "r#2.1") -> Citation:
    return Citation("1", id, quote, 0, len(quote), "r", "Title", None, None, act)


@pytest.mark.parametrize(
    ("quote", "mixed"),
    [
        ("They agreed to continue.", False),
        ("The 3rd meeting\nwill be held as agreed.", False),
        ("The two sides reached an agreement on fees.", False),
        ("Guidelines were adopted.", False),
        ("The members accepted the offer to host.", False),
        ("The signatories set the target of 24 hours.", False),
        ("The Chinese side called for a second check.", True),
        ("Both sides shared the view that more is needed.", True),
        ("The Korean side proposed to adopt a declaration.", True),
        ("It was put off so that the text could be finalized.", True),
        ("The participants did not agree on a joint fund.", True),
        ("They raised it again, but no consensus was reached.", True),
        ("No fund was agreed. Instead, they decided to form a group.", False),
        ("They disagreed.", True),
    ],
)
def test_what_is_shown_as_agreed_says_so(quote: str, mixed: bool) -> None:
    assert mixed_up(question(forbidden=()), answer(citations=(shown(quote),))) == (mixed,)


def test_other_acts_are_no_mix_up() -> None:
    citations = (shown("They met.", None), shown("They hoped.", Act.HOPED), shown("They agreed."))
    given = answer(citations=citations)
    assert mixed_up(question(), given) == (False,)
    assert mixed_up(question(), answer(citations=citations[:2])) == ()
    assert score(question(), given, StubArchive()).mixed_up == (False,)


def test_a_passage_labelled_as_not_agreed_is_mixed_up_whatever_it_says() -> None:
    given = answer(citations=(shown("They agreed.", id="r#2.1"), shown("They agreed.", id="r#2.0")))
    assert mixed_up(question(not_agreed=("r#2.1",)), given) == (True, False)
    assert mixed_up(question(not_agreed=("r#2",)), given) == (True, True)
    kind = replace(question(gold=(("r#2.1",),)), kind="proposed_not_agreed")
    assert mixed_up(kind, given) == (False, False)


@pytest.mark.parametrize(
    ("quote", "mixed"),
    [
        ("They proposed a joint fund, and agreed to consult.", True),
        ("They agreed to consult, and to set up a joint fund.", False),
        ("A joint fund was agreed, as proposed.", False),
        ("They agreed to meet. Norway hoped for a joint fund.", True),
        ("They agreed to meet.", False),
    ],
)
def test_a_forbidden_point_shown_as_agreed_is_mixed_up(quote: str, mixed: bool) -> None:
    asked = question(forbidden=(("small grant",), ("common fund", "joint fund")))
    assert mixed_up(asked, answer(citations=(shown(quote),))) == (mixed,)
    assert mixed_up(asked, answer(citations=(shown(quote, Act.PROPOSED),))) == ()


def test_a_forbidden_point_beside_the_clause_marked_as_agreed_is_none() -> None:
    quote = "They proposed a joint fund, and agreed to consult."
    clause, words = quote.index("agreed"), quote.index("proposed")
    asked = question(forbidden=(("joint fund",),))
    marked = replace(shown(quote), start=100, marked=((100 + clause, 100 + len(quote)),))
    assert mixed_up(asked, answer(citations=(marked,))) == (False,)
    other = replace(shown(quote), start=100, marked=((100 + words, 100 + clause - 6),))
    assert mixed_up(asked, answer(citations=(other,))) == (True,)


def test_a_wider_answer_shows_acts_too() -> None:
    wider = answer(citations=(shown("They hoped to meet."),))
    assert mixed_up(question(), replace(answer(citations=()), wider=wider)) == (True,)


def test_status_without_expectation_is_not_judged() -> None:
    assert score(question(status=None), answer(), StubArchive()).status_right is None
    wrong = score(question(), answer(status=Status.PARTLY_ANSWERED), StubArchive())
    assert wrong.status_right is False


def test_a_wrong_refusal_gives_no_point_whatever_it_repeats() -> None:
    refused = answer("Who agreed to continue? Not found.", status=Status.NOT_IN_ARCHIVE)
    assert score(question(), refused, StubArchive()).points == 0.0
    expected = question(answerable=False, status=Status.NOT_IN_ARCHIVE)
    assert score(expected, refused, StubArchive()).points == 1.0


@pytest.mark.parametrize(
    "text",
    [
        "on 30 March 2021",
        "on March 30, 2021",
        "on March 30th 2021.",
        "on the 30th of March, 2021",
        "on Mar. 30, 2021",
        "on MARCH 30, 2021",
        "2021-03-30",
        "2021.3.30",
        "2021/03/30",
        "from 29 to 30 March 2021",
        "from 30 March to 2 April 2021",
        "30-31 March 2021",
        "March 30\u201331, 2021",
        "on 30\u00a0March\u00a02021",
    ],
)
def test_a_date_is_given_in_any_usual_spelling(text: str) -> None:
    assert says(text, ["30 March 2021"])
    assert says(text, ["March 30, 2021"])
    assert says(text, ["March 2021"])
    assert says(text, ["2021-03-30"])
    assert says(text, ["30 March"])
    assert not says(text, ["28 March 2021"])
    assert not says(text, ["30 March 2020"])
    assert not says(text, ["3 March 2021"])


@pytest.mark.parametrize(
    ("text", "point", "given"),
    [
        ("The Terms  of\u00a0Reference [2] by\nthe end", "terms of reference by the end", True),
        ("adopting NEACHS\u2019s TOR", "adopting NEACHS's TOR", True),
        (
            "\u201cYear of New Northern Cooperation\u201d",
            '"year of new northern cooperation"',
            True,
        ),
        ("agreed to \u201ccontinue\u201d talks", "agreed to continue talks", True),
        ("director\u2010general and **director\u2013level**", "director-level", True),
        ("held on **30 March** 2021 [1]", "30 March 2021", True),
        ("the fourth meeting", "four", False),
        ("Four meetings", "four", True),
        ("every factor", "TOR", False),
        ("Kangwon", "Kang", False),
        ("112 million", "12 million", False),
        ("1.2 million", "2 million", False),
        ("12.5 million", "12", False),
        ("12 million.", "12", True),
        ("US$5 million", "$5 million", True),
        ("the U.S., China", "U.S.", True),
        ("in late 2020", "late 2020", True),
        ("on 18 June 2020", "June 2020", True),
        ("in June 2020", "18 June 2020", False),
        ("in October", "October", True),
        ("from 5 April to 16 June 2020", "5 April 2020", True),
        ("from December 30 to January 2, 2021", "30 December 2020", True),
        ("5 to 7 May 2020", "6 May 2020", False),
        ("you may 5 times", "5 May", False),
    ],
)
def test_points(text: str, point: str, given: bool) -> None:
    assert says(text, [point]) is given


def test_one_spelling_suffices() -> None:
    assert says("about 4 meetings", ["four", "4 meetings"])
    assert not says("no meetings", ["four", "4 meetings"])


QUOTED = "- “They agreed to continue.” [1]"
KIND_WHEN = Reading("What?", "What?", AnswerKind.WHEN)


def marked(words: str) -> Citation:
    """The quotation `They agreed to continue.` with these words marked in it."""
    one = cite("r#2.1", "They agreed to continue.")
    start = TEXT.index(words)
    return replace(one, marked=((start, start + len(words)),))


@pytest.mark.parametrize(
    ("given", "short"),
    [
        (answer(f"30 March 2021 [1]\n25 May · a meeting\n{QUOTED}"), "30 March 2021"),
        (answer(f"A note:\nsix in this archive [1] [2]\n{QUOTED}"), "six in this archive"),
        (answer("The fund has 5 million [1]. It grows [2]."), "The fund has 5 million. It grows."),
        (
            replace(answer(QUOTED, (marked("to continue"),)), reading=KIND_WHEN),
            "to continue",
        ),
        # of a question that asks for no value the words of the question are marked
        (answer(QUOTED, (marked("to continue"),)), "They agreed to continue."),
        (replace(answer(QUOTED), reading=KIND_WHEN), "They agreed"),
        (answer("May [1]", status=Status.NOT_IN_ARCHIVE), ""),
        (answer("Nothing.", ()), ""),
    ],
)
def test_what_is_given_shortly(given: Answer, short: str) -> None:
    assert given_shortly(given) == short


def test_a_short_gold_answer_is_held_against_what_is_given() -> None:
    asked = replace(question(), short_answer=("31 March 2021", "30 March 2021"))
    right = score(asked, answer(f"30 March 2021 [1]\n{QUOTED}"), StubArchive())
    assert (right.token_f1, right.exact_match) == (1.0, True)
    wrong = score(asked, answer(f"May [1]\n{QUOTED}"), StubArchive())
    assert (wrong.token_f1, wrong.exact_match) == (0.0, False)
    without = score(question(), answer(), StubArchive())
    assert (without.token_f1, without.exact_match) == (None, None)


def test_figures_are_numbers_or_null() -> None:
    asked = question()
    given = answer(
        "They agreed to stop.",
        (cite("r#1.0", moved=1), cite("r#2.1", moved=1), shown("They hoped.")),
    )
    told = figures(asked, score(asked, given, StubArchive()))
    support = told.pop("support")
    assert support is None or 0 <= support <= 1
    assert told == {
        **{"R@5": 1.0, "RR@10": 1.0, "nDCG@10": 1.0},
        **{"citation_precision": 0.5, "citation_recall": 1.0, "points": 0.0},
        **{"token_f1": None, "exact_match": None, "forbidden": 1, "status_right": 1},
        **{"wrong_refusal": 0, "right_abstention": None, "wrong_answer": None},
        **{"refusal_right": None, "other_status": 0, "act_mix_ups": 1, "shown_agreed": 1},
        **{"quotes": 3, "quotes_exact": 0, "quotes_in_passage": 1},
    }
    assert not any(isinstance(value, bool) for value in told.values())


def test_figures_of_an_unanswerable_question() -> None:
    asked = question((), (), (), answerable=False, status=Status.NOT_IN_ARCHIVE)
    told = figures(asked, score(asked, answer(status=Status.NOT_IN_ARCHIVE), StubArchive()))
    assert (told["R@5"], told["points"], told["forbidden"], told["wrong_refusal"]) == (None,) * 4
    assert (told["right_abstention"], told["wrong_answer"], told["refusal_right"]) == (1, 0, 1)
