"""Two systems on the same questions: figures worked by hand, what changed, what keeps them apart."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from eval.compare import Difference, changes, differences
from eval.compare_command import compare
from eval.compare_report import changed
from eval.pairs import NoSuchSystem, NothingPairs, Pair, paired, side
from eval.run_file import BadRun
from tests.runs import line, lines, written


def of(key: str, pairs: list[Pair]) -> Difference:
    return next(one for one in differences(pairs) if one.measure.key == key)


def test_a_mean_has_both_values_and_the_interval_of_their_difference() -> None:
    pairs = [
        (line(1, measures={"points": 0.0}), line(1)),
        (line(2, measures={"points": 0.5}), line(2, measures={"points": 0.0})),
        (line(3), line(3)),
        (line(4), line(4)),
    ]
    found = of("points", pairs)
    assert (found.a, found.b, found.n_a, found.n_b) == (0.625, 0.75, 4, 4)
    assert found.difference == pytest.approx(0.125)
    assert found.low == pytest.approx(-0.375)
    assert found.high == pytest.approx(0.75)
    assert (found.better_a, found.better_b, found.p) == (1, 1, None)


def test_a_share_has_the_exact_test_of_its_discordant_counts() -> None:
    wrong = {"measures": {"status_right": 0}}
    pairs = [(line(place, **wrong), line(place)) for place in range(1, 6)]
    pairs += [(line(6), line(6, **wrong)), (line(7), line(7))]
    found = of("status_right", pairs)
    assert (found.better_a, found.better_b) == (1, 5)
    # two-sided: 2 * (1 + 6) / 2**6
    assert found.p == pytest.approx(0.21875)


def test_where_lower_is_better_fewer_are_a_win() -> None:
    refused = line(1, measures={"wrong_refusal": 1})
    found = of("wrong_refusal", [(refused, line(1))])
    assert (found.better_a, found.better_b, found.difference) == (0, 1, -1.0)


def test_unlike_numbers_of_quotations_are_pooled() -> None:
    none = {"quotes": 0, "quotes_exact": 0}
    pairs = [
        (line(1, measures={"quotes": 3, "quotes_exact": 2}), line(1)),
        (line(2), line(2, measures=none)),
    ]
    found = of("quotes_exact", pairs)
    assert (found.a, found.b) == (pytest.approx(0.8), 1.0)
    assert (found.n_a, found.n_b) == (5, 2)
    assert found.difference == pytest.approx(0.2)
    # a draw of the first question alone gives 1 - 2/3; one of the second has nothing of B
    assert found.low == pytest.approx(0.2)
    assert found.high == pytest.approx(1 / 3)
    assert (found.better_a, found.better_b) == (0, 1)


def test_a_measure_of_one_side_only_has_no_difference() -> None:
    refused = line(1, measures={"refusal_right": 1})
    found = of("refusal_right", [(refused, line(1))])
    assert (found.a, found.b, found.difference, found.low, found.p) == (1.0, None, None, None, None)
    assert all(one.measure.key != "token_f1" for one in differences([(line(1), line(1))]))


def test_a_change_tells_what_became_better_and_worse() -> None:
    before = line(1, measures={"points": 0.5})
    after = line(
        1,
        status="partly_answered",
        citations=({"id": "r#9", "start": 0, "end": 9},),
        measures={"status_right": 0},
    )
    (change,) = changes([(before, after), (line(2), line(2))])
    assert change.told == (
        "status answered -> partly_answered",
        "points 0.50 -> 1.00",
        "citations -r#1 +r#9",
    )
    assert change.better == ("gold points given 0.50 -> 1.00",)
    assert change.worse == ("status right 1.00 -> 0.00",)
    assert change.verdict == "both"


def test_another_stretch_of_the_same_passage_is_a_change_of_neither_kind() -> None:
    moved = line(1, citations=({"id": "r#1", "start": 2, "end": 9},))
    (change,) = changes([(line(1), moved)])
    assert change.told == ("other stretches of r#1",)
    assert change.verdict == "neither"


def test_a_rank_alone_is_no_change() -> None:
    assert changes([(line(1), line(1, measures={"R@5": 0.0}))]) == []


def test_worse_questions_are_listed_first() -> None:
    low = {"measures": {"points": 0.0}}
    text = changed(changes([(line(1, **low), line(1)), (line(2), line(2, **low))]), 2)
    assert text.splitlines()[0] == "Answered otherwise: 2 of 2 (1 worse, 1 better)"
    assert text.index("worse: one q2 (when): When was meeting 2?") < text.index("better: one q1")


def test_of_a_set_put_aside_only_the_number_is_told() -> None:
    one, other = (
        line(1, set="a_set_aside", set_aside=True, kind="secret", measures={"points": value})
        for value in (0.0, 1.0)
    )
    text = changed(changes([(one, other)]), 1)
    assert "(1 better)" in text
    assert "1 of them in sets put aside" in text
    assert "a_set_aside" not in text
    assert "secret" not in text


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    a = written(tmp_path / "a.jsonl", lines(3) + lines(3, system="bm25"))
    return a, tmp_path / "b.jsonl"


def test_two_systems_of_one_file(files: tuple[Path, Path]) -> None:
    a, _ = files
    found = paired(side(f"{a}"), side(f"{a}:bm25"))
    assert [(one.system, other.system) for one, other in found.pairs] == [("default", "bm25")] * 3
    assert found.told == []


def test_an_unknown_system_names_those_there_are(files: tuple[Path, Path]) -> None:
    with pytest.raises(NoSuchSystem, match="no answers of the system llm; it has default, bm25"):
        side(f"{files[0]}", "llm")


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadRun, match=r"none\.jsonl"):
        side(f"{tmp_path / 'none.jsonl'}:bm25")


def test_questions_are_paired_by_what_they_ask(files: tuple[Path, Path]) -> None:
    a, path = files
    other = [line(1), line(2, question="Where?"), line(4), line(1, set="two")]
    heads = [{"name": "one", "stamp": "t", "questions_sha256": "e"}, {"name": "two"}]
    b = written(path, other, sets=heads, finished=False, embedding_model="large")
    found = paired(side(str(a)), side(str(b)))
    assert [one.place for one, _ in found.pairs] == [1]
    assert found.told == [
        f"{b} is not finished: not every question was asked",
        "embedding_model: small in A, large in B",
        "one: the file of questions is another; only questions in both count",
        "one: the index is another (its stamps differ)",
        "one: 2 questions of A left out, without a partner",
        "one: 2 questions of B left out, without a partner",
        "two: 1 question of B left out, without a partner",
    ]


def test_a_set_put_aside_pairs_only_where_its_file_is_the_same(tmp_path: Path) -> None:
    own = lines(2, set="a_set_aside", set_aside=True)
    one = written(tmp_path / "a.jsonl", own)
    heads = [{"name": "a_set_aside", "stamp": "s", "questions_sha256": "e", "set_aside": True}]
    other = written(tmp_path / "b.jsonl", own, sets=heads)
    assert len(paired(side(str(one)), side(str(one))).pairs) == 2
    with pytest.raises(NothingPairs, match="no question in common"):
        paired(side(str(one)), side(str(other)))


def test_the_command_prints_the_table_and_the_changes(files: tuple[Path, Path]) -> None:
    a, path = files
    b = written(path, [line(1, measures={"points": 0.25}), line(2), line(3)])
    run = CliRunner().invoke(compare, [str(a), str(b)])
    assert run.exit_code == 0, run.output
    assert "3 questions in both" in run.output
    assert "Not alike" not in run.output
    row = next(one for one in run.output.splitlines() if "gold points given" in one)
    assert row.split()[3:6] == ["1.000", "0.750", "-0.250"]
    assert "worse: one q1 (when): When was meeting 1?" in run.output
    assert max(map(len, run.output.splitlines()[4:30])) <= 100
