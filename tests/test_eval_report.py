"""Totals, tables by kind and by system, latency, and the list of failures."""

from dataclasses import replace

import pytest

from assistant.records import Answer, Status
from eval.questions import Question
from eval.report import MEASURES, failures, report
from eval.run import Asked, line_of
from eval.run_file import Line
from eval.systems import Given
from tests.test_eval_measures import StubArchive, answer, cite, question, shown


def result(asked: Question, given: Answer, seconds: float = 0.5) -> Line:
    return line_of("default", Asked("set", 1, asked), Given(given, seconds, 0.5), StubArchive())


def line(text: str, name: str) -> list[str]:
    """The words of the first line that starts with this name."""
    found = next(one for one in text.splitlines() if one.strip().startswith(name))
    return found.replace(name, "", 1).split()


def test_totals_count_what_applies() -> None:
    refusable = question((), (), (), answerable=False, status=Status.NOT_IN_ARCHIVE)
    text = report(
        [
            result(question(), answer()),
            result(question(), answer(status=Status.NOT_IN_ARCHIVE, citations=(), ranking=())),
            result(refusable, answer(citations=())),
        ]
    )
    assert "Retrieval of numbered paragraphs (1 without gold paragraphs left out)" in text
    assert line(text, "R@5") == ["0.500", "[0.000,", "1.000]", "2"]
    assert line(text, "precision")[0] == line(text, "recall")[0] == "0.500"
    assert line(text, "gold points given")[0] == "0.500"
    assert line(text, "wrong refusals (low)")[-3:] == ["1", "of", "2"]
    assert line(text, "wrong answers (low)")[-3:] == ["1", "of", "1"]
    assert line(text, "refusal recall")[-3:] == ["0", "of", "1"]
    assert line(text, "refusal precision")[-3:] == ["0", "of", "1"]
    assert line(text, "act mix-ups (low)") == ["-", "0"]
    assert line(text, "status right")[-3:] == ["1", "of", "3"]
    assert line(text, "quotations exact")[-3:] == ["1", "of", "1"]
    assert "p50 0.500 s, p95 0.500 s over 3 questions" in text


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("precision", answer(citations=(cite("r#1.0"),))),
        ("recall", answer(citations=(cite("r#1.0"),))),
        ("quotations exact", answer(citations=(cite("r#2.1", moved=2),))),
        ("quotations in the passage named", answer(citations=(cite("r#1.0"),))),
        ("R@5", answer(ranking=("r#1",))),
        ("RR@10", answer(ranking=("r#1", "r#2"))),
        ("nDCG@10", answer(ranking=("r#1", "r#2"))),
        ("gold points given", answer("Nothing.")),
        ("status right", answer(status=Status.PARTLY_ANSWERED)),
    ],
)
def test_a_fault_lowers_its_figure(name: str, wrong: Answer) -> None:
    right, fault = result(question(), answer()), result(question(), wrong)
    before, after = report([right, right]), report([right, fault])
    assert float(line(after, name)[0]) < float(line(before, name)[0])


def test_a_forbidden_point_raises_its_figure() -> None:
    right, fault = result(question(), answer()), result(question(), answer("Agreed to stop"))
    assert line(report([right]), "forbidden point given (low)")[0] == "0.000"
    assert line(report([right, fault]), "forbidden point given (low)")[0] == "0.500"


def test_refusal_precision_and_recall_have_their_own_counts() -> None:
    unanswerable = question((), (), (), answerable=False, status=Status.NOT_IN_ARCHIVE)
    given = [
        (unanswerable, Status.NOT_IN_ARCHIVE),
        (unanswerable, Status.UNCLEAR),
        (unanswerable, Status.PREMISE_CONTRADICTED),
        (unanswerable, Status.ANSWERED),
        (question(), Status.NOT_IN_ARCHIVE),
        (question(), Status.ANSWERED),
    ]
    text = report([result(asked, answer(status=status)) for asked, status in given])
    # Right are the first two of four refusals and contradictions, and of four unanswerable ones.
    assert line(text, "refusal precision") == ["0.500", "[0.150,", "0.850]", "4", "2", "of", "4"]
    assert line(text, "refusal recall") == ["0.500", "[0.150,", "0.850]", "4", "2", "of", "4"]
    text = report([result(asked, answer(status=status)) for asked, status in given[3:]])
    assert line(text, "refusal precision")[-3:] == ["0", "of", "1"]
    assert line(text, "refusal recall")[-3:] == ["0", "of", "1"]


def test_act_mix_ups_are_counted_by_quotation_and_told() -> None:
    citations = (shown("They agreed."), shown("They hoped.", id="r#2.0"), shown("No.", None))
    mixed = result(question(), answer(citations=citations))
    assert line(report([mixed]), "act mix-ups (low)")[-3:] == ["1", "of", "2"]
    assert "shown as agreed, which it is not: r#2.0\n" in failures([mixed])
    assert "shown as agreed" not in failures(
        [result(question(), answer(citations=(citations[0],)))]
    )


def test_without_kinds_only_totals_are_told() -> None:
    results = [result(question(), answer())]
    assert "when (1)" in report(results)
    totals = report(results, by_kind=False)
    assert "when" not in totals
    assert line(totals, "R@5") and "p50 0.500 s" in totals


def test_each_kind_has_a_row_with_its_numbers() -> None:
    text = report(
        [
            result(question(), answer()),
            result(
                question(
                    (),
                ),
                answer(),
            ),
        ]
    )
    rows = [one.split() for one in text.splitlines() if one.strip().startswith("when (2)")]
    assert rows[0][:12] == ["when", "(2)", *["1.00", "(1)"] * 5]
    assert rows[1][:4] == ["when", "(2)", "1.00", "(2)"]
    assert "when (2)" not in report([replace(result(question(), answer()), set_aside=True)] * 2)


def test_no_line_is_too_long() -> None:
    one = result(question(), answer())
    text = report([one])
    assert max(map(len, text.splitlines())) <= 100
    names = ("default", "no-reader", "llm", "alone", "bm25", "dense", "rrf", "vanilla")
    text = report([replace(one, system=name) for name in names])
    assert max(map(len, text.splitlines())) <= 100
    for name in names:
        assert f" {name}" in text


def test_systems_stand_side_by_side_with_their_intervals() -> None:
    right, wrong = result(question(), answer()), result(question(), answer("Nothing."))
    other = [replace(one, system="bm25") for one in (right, wrong)]
    text = report([right, other[0], wrong, other[0]])
    lines = text.splitlines()
    assert lines[0].split() == ["default", "bm25"]
    at = next(place for place, one in enumerate(lines) if "gold points given" in one)
    assert lines[at].split()[-2:] == ["0.500", "1.000"]
    assert lines[at + 1].split() == ["[.000,1.00]", "[1.00,1.00]"]
    at = next(place for place, one in enumerate(lines) if "quotations exact" in one)
    # of 2, by Wilson: 1 / (1 + 1.96 ** 2 / 2)
    assert lines[at + 1].split() == ["[.342,1.00]"] * 2
    assert "Latency of ask, bm25: p50 0.500 s, p95 0.500 s over 2 questions" in text


def test_a_fallback_is_counted() -> None:
    fallen = result(question(), replace(answer(), fallback="no server"))
    text = report([fallen, result(question(), answer())])
    assert "over 2 questions; 1 fell back from the language model" in text


def test_every_measure_of_a_line_is_told_once() -> None:
    told = [one.key for one in MEASURES] + [one.of for one in MEASURES if one.of]
    assert set(told) == set(result(question(), answer()).measures)
    assert len({one.key for one in MEASURES}) == len(MEASURES)
    assert len({one.name for one in MEASURES}) == len(MEASURES)


def test_failures_tell_what_was_expected_and_given() -> None:
    wrong = answer("They agreed to stop.", (cite("r#1.0", moved=1),), ranking=("r#1",))
    text = failures([result(question(), answer()), result(question(), wrong)])
    assert text.startswith("Questions with a fault: 1 of 2")
    assert "points not given: agreed to continue" in text
    assert "forbidden points given: agreed to stop" in text
    assert "not cited: r#2.1" in text
    assert "cited outside the gold: r#1.0" in text
    assert "of 1 quotations 1 not exact, 1 outside the passage named" in text
    assert "retrieved first: r#1" in text
    assert "given (answered): They agreed to stop." in text


def test_nothing_of_a_set_put_aside_is_listed() -> None:
    wrong = result(question(), answer("They agreed to stop."))
    text = failures([replace(wrong, set_aside=True), wrong])
    assert text.startswith("Questions with a fault: 1 of 1")


def test_failures_of_several_systems_name_them() -> None:
    wrong = result(question(), answer("They agreed to stop."))
    text = failures([wrong, replace(wrong, system="bm25")])
    assert text.startswith("Answers with a fault: 2 of 2")
    assert "a (when, question 1, bm25): What?" in text


def test_failures_tell_a_wrong_status() -> None:
    text = failures([result(question(), answer(status=Status.UNCLEAR))])
    assert "status: expected answered, got unclear" in text
    assert "wrong refusal: unclear" in text
