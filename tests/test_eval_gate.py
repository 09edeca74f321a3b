"""The gate over made-up runs: what fails, what passes, and what is refused."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eval.baseline_file import (
    BadBaseline,
    Baseline,
    Figure,
    baseline_of,
    figure,
    read_baseline,
    write_baseline,
)
from eval.gate import NotForTheGate, Outcome, What, check, gated, judged
from eval.gate_report import report
from eval.report import MEASURES
from eval.run_file import Line, read_run
from tests.runs import line, lines, written

BY_KEY = {measure.key: measure for measure in MEASURES}
# 36 right of 40: Wilson gives [0.7695, 0.9604], worked with his formula by hand
SHARE = Figure(40, 0.9, 0.7695, 0.9604)


def kept(folder: Path, lines: list[Line]) -> Baseline:
    run = read_run(written(folder / "before.jsonl", lines))
    return baseline_of(run, gated(run), MEASURES, "abc")


@pytest.fixture
def outcome(tmp_path: Path) -> Callable[..., Outcome]:
    """What the gate says of a run after another."""

    def checked(before: list[Line], after: list[Line], **head: Any) -> Outcome:
        return check(
            kept(tmp_path, before), read_run(written(tmp_path / "now.jsonl", after, **head))
        )

    return checked


def failing(outcome: Outcome) -> set[tuple[str, str, What]]:
    fails = (What.FELL, What.FAULTY, What.GONE)
    return {(one.set, one.measure.key, one.what) for one in outcome.verdicts if one.what in fails}


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (0.75, What.FELL),
        (0.775, What.LOWER),
        (0.9, What.SAME),
        (0.95, What.HIGHER),
        (0.975, What.ROSE),
    ],
)
def test_a_share_falls_only_below_its_interval(value: float, what: What) -> None:
    assert judged(BY_KEY["status_right"], SHARE, Figure(40, value, 0, 1)) is what


def test_where_lower_is_better_a_higher_share_falls() -> None:
    was = Figure(40, 0.1, 0.0396, 0.2305)
    refusals = BY_KEY["wrong_refusal"]
    assert judged(refusals, was, Figure(40, 0.25, 0, 1)) is What.FELL
    assert judged(refusals, was, Figure(40, 0.225, 0, 1)) is What.LOWER
    assert judged(refusals, was, Figure(40, 0.025, 0, 1)) is What.ROSE


def test_one_wrong_quotation_fails_even_if_the_baseline_has_one() -> None:
    was = Figure(1000, 0.999, 0.99, 1.0)
    for key in ("quotes_exact", "quotes_in_passage"):
        assert judged(BY_KEY[key], was, Figure(1000, 0.999, 0.99, 1.0)) is What.FAULTY
        assert judged(BY_KEY[key], was, Figure(900, 1.0, 0.99, 1.0)) is What.HIGHER


def test_one_more_act_mix_up_fails() -> None:
    was = Figure(100, 0.02, 0.0055, 0.07)
    mix_ups = BY_KEY["act_mix_ups"]
    assert judged(mix_ups, was, Figure(100, 0.03, 0, 1)) is What.FAULTY
    assert judged(mix_ups, was, Figure(100, 0.02, 0, 1)) is What.SAME
    assert judged(mix_ups, was, Figure(100, 0.01, 0, 1)) is What.HIGHER
    # fewer quotations with as many mix-ups are a higher share, and no further mix-up
    assert judged(mix_ups, was, Figure(80, 0.025, 0, 1)) is What.LOWER


def test_what_applies_to_no_answer_any_more_fails() -> None:
    assert judged(BY_KEY["refusal_right"], SHARE, Figure(0, 0, 0, 0)) is What.GONE


def test_values_all_alike_have_an_interval_with_width() -> None:
    found = figure(BY_KEY["points"], lines(20))
    assert found is not None
    # Wilson's lower end of 20 of 20: 1 / (1 + 1.96**2 / 20)
    assert (found.value, found.low, found.high) == (1.0, pytest.approx(0.8389, abs=1e-4), 1.0)


def test_the_same_run_passes(outcome: Callable[..., Outcome]) -> None:
    found = outcome(lines(20), lines(20))
    assert found.has_passed
    assert {one.what for one in found.verdicts} == {What.SAME}
    assert {one.set for one in found.verdicts} == {"one", "all"}


def test_a_few_worse_answers_pass_and_many_fail(outcome: Callable[..., Outcome]) -> None:
    worse = [line(place, measures={"points": 0.0}) for place in range(1, 21)]
    before = worse[:4] + lines(20)[4:]
    assert outcome(before, worse[:6] + lines(20)[6:]).has_passed
    found = outcome(before, worse[:10] + lines(20)[10:])
    assert failing(found) == {("one", "points", What.FELL), ("all", "points", What.FELL)}


def test_what_no_set_shows_alone_the_sets_together_do(outcome: Callable[..., Outcome]) -> None:
    def run(wrong: int) -> list[Line]:
        return [
            line(place, set=name, measures={"status_right": int(place > wrong)})
            for name in ("one", "two", "three", "four")
            for place in range(1, 41)
        ]

    # 4 of 40 wrong in each: 8 of 40 is within [0.770, 0.960], 32 of 160 not within [0.844, 0.938]
    assert failing(outcome(run(4), run(8))) == {("all", "status_right", What.FELL)}


def test_an_improved_run_passes_with_the_advice_to_keep_it(
    tmp_path: Path, outcome: Callable[..., Outcome]
) -> None:
    before = [line(place, measures={"points": 0.0, "act_mix_ups": 1}) for place in range(1, 21)]
    found = outcome(before, lines(20))
    assert found.has_passed
    assert {one.measure.key for one in found.verdicts if one.what is What.ROSE} == {
        "points",
        "act_mix_ups",
    }
    text = report(kept(tmp_path, before), read_run(tmp_path / "now.jsonl"), found)
    assert "Better than the baseline's interval:" in text
    assert "write the baseline anew: python -m eval check --write RUN" in text
    assert text.endswith("The gate is passed.")


def test_the_report_names_what_fell(tmp_path: Path, outcome: Callable[..., Outcome]) -> None:
    before = lines(20)
    worse = [line(1, measures={"quotes_exact": 1}), *lines(20)[1:]]
    found = outcome(before, worse)
    assert not found.has_passed
    text = report(kept(tmp_path, before), read_run(tmp_path / "now.jsonl"), found)
    assert "Wrong, for which there is no tolerance:" in text
    assert "one: citations, quotations exact" in text
    assert "all: citations, quotations exact" in text
    assert "The gate is not passed: 2 figures fell or are wrong." in text


def test_a_missing_set_and_other_questions_fail(outcome: Callable[..., Outcome]) -> None:
    before = lines(5) + lines(5, set="two")
    found = outcome(before, lines(5), sets=[{"name": "one", "questions_sha256": "e"}])
    assert not found.has_passed
    assert found.faults == [
        "one has other questions than in the baseline: write the baseline anew",
        "two is in the baseline and not in the run",
    ]
    assert {one.set for one in found.verdicts} == {"one"}


def test_other_models_an_index_and_more_sets_are_only_told(
    outcome: Callable[..., Outcome],
) -> None:
    heads = [{"name": "one", "questions_sha256": "d", "stamp": "t"}, {"name": "new"}]
    after = [*lines(5, measures={"token_f1": 1.0}), line(1, set="new")]
    found = outcome(lines(5), after, sets=heads, embedding_model="large")
    assert found.has_passed
    assert found.told == [
        "embedding_model was small and is large",
        "one has another index than in the baseline",
        "new is not in the baseline, and not compared",
        "short answer, token F1 is not in the baseline, and not compared",
    ]
    assert all(one.now.n == one.was.n for one in found.verdicts)


def test_other_systems_do_not_count(outcome: Callable[..., Outcome]) -> None:
    poor = lines(20, system="bm25", measures={"points": 0.0})
    assert outcome(lines(20), lines(20) + poor).has_passed


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"lines": [line(1, set="a_set_aside", set_aside=True)]}, "a_set_aside is put aside"),
        ({"lines": lines(1), "finished": False}, "it is not finished"),
        ({"lines": lines(1), "options": {"limit": 3, "only": []}}, "it was run with --limit"),
        ({"lines": lines(1), "options": {"limit": None, "only": ["when"]}}, "with --only"),
        ({"lines": lines(1, system="bm25")}, "it has no answers of the system default"),
    ],
)
def test_a_run_that_is_no_fair_one_is_refused(
    tmp_path: Path, given: dict[str, Any], reason: str
) -> None:
    with pytest.raises(NotForTheGate, match=reason):
        gated(read_run(written(tmp_path / "run.jsonl", **given)))


def test_a_baseline_is_read_as_it_was_written(tmp_path: Path) -> None:
    before, path = kept(tmp_path, lines(5)), tmp_path / "baseline.json"
    write_baseline(path, before)
    assert read_baseline(path) == before
    record = json.loads(path.read_text("utf-8"))
    assert record["checkout"] == "abc"
    assert record["embedding_model"] == "small"
    assert record["measures"]["one"]["points"]["n"] == 5
    assert not list(tmp_path.glob("*.half"))


@pytest.mark.parametrize("text", ["", "{", "[]", '{"baseline": 2}', '{"baseline": 1}'])
def test_a_broken_baseline_says_how_to_write_one(tmp_path: Path, text: str) -> None:
    path = tmp_path / "baseline.json"
    with pytest.raises(BadBaseline, match="cannot be read"):
        read_baseline(path)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadBaseline, match="eval check --write RUN"):
        read_baseline(path)
