"""Labelled periods: what is read of a file, the figures by hand, and the command's exits."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.period import FIRST_DAY, LAST_DAY
from assistant.records import AnswerKind, Basis, Period, Reading
from eval.__main__ import main
from eval.filters import (
    BadFilters,
    Case,
    Filter,
    Outcome,
    failures,
    filter_of,
    load_filters,
    read_all,
    report,
)

LINE = {
    "id": "a",
    "kind": "year",
    "turns": ["What was agreed in 2021?"],
    "today": "2022-02-02",
    "first": "2021-01-01",
    "last": "2021-12-31",
    "basis": "event",
    "edition": 0,
    "conflict": False,
}
NONE = LINE | {"id": "b", "kind": "none", "first": None, "last": None, "basis": None}
EVENTS_2021 = Filter(date(2021, 1, 1), date(2021, 12, 31), Basis.EVENT, 0, False)


def write(folder: Path, *lines: object, name: str = "filters.jsonl") -> Path:
    file = folder / name
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    file.write_text("\n".join(texts), encoding="utf-8")
    return file


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["filters", *map(str, arguments)])


def test_a_line_is_read(tmp_path: Path) -> None:
    one, two = load_filters(write(tmp_path, LINE, "", NONE | {"edition": 2021}))
    assert one == Case("a", "year", ("What was agreed in 2021?",), date(2022, 2, 2), EVENTS_2021, 1)
    assert (two.gold, two.line) == (Filter(None, None, None, 2021, False), 3)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "is no JSON"),
        ([], "is no JSON object"),
        (LINE | {"turns": []}, "turns: must be a list of one or more texts"),
        (LINE | {"today": ""}, "today: must be a day like 2021-10-22"),
        (LINE | {"first": "2021-02-30"}, "first: must be a day like 2021-10-22, or null"),
        (LINE | {"basis": "published"}, "basis: must be one of event, released, or null"),
        (LINE | {"basis": None}, "basis: must be there with a first or last day, and only then"),
        (NONE | {"basis": "event"}, "basis: must be there with a first or last day, and only then"),
        (LINE | {"edition": "2021"}, "edition: must be a year like 2021, or 0"),
        (LINE | {"conflict": "no"}, "conflict: must be true or false"),
        ({key: LINE[key] for key in LINE if key != "edition"}, "edition: is missing"),
        (LINE | {"basiss": "event"}, "basiss: is no field; basis is"),
    ],
)
def test_a_broken_line_is_told_with_its_place(tmp_path: Path, line: object, told: str) -> None:
    with pytest.raises(BadFilters) as caught:
        load_filters(write(tmp_path, LINE | {"id": "good"}, line))
    assert f"filters.jsonl:2: {told}" in str(caught.value)


def test_all_broken_lines_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(BadFilters) as caught:
        load_filters(write(tmp_path, LINE, LINE, "{"))
    assert "filters.jsonl:2: the id 'a' is already on line 1" in str(caught.value)
    assert "filters.jsonl:3: is no JSON" in str(caught.value)


def test_a_file_without_a_line_is_broken(tmp_path: Path) -> None:
    with pytest.raises(BadFilters, match="holds no labelled question"):
        load_filters(write(tmp_path, ""))


def test_open_ends_are_none() -> None:
    def of(first: date, last: date) -> Filter:
        period = Period(first, last, "x", Basis.RELEASED)
        return filter_of(Reading("x", "x", AnswerKind.FACT, period=period))

    day = date(2021, 5, 3)
    assert of(FIRST_DAY, day) == Filter(None, day, Basis.RELEASED, 0, False)
    assert of(day, LAST_DAY) == Filter(day, None, Basis.RELEASED, 0, False)


def test_edition_and_conflict_are_those_of_the_reading() -> None:
    reading = Reading("x", "x", AnswerKind.FACT, edition=2021, conflict="in 2021 in 2019")
    assert filter_of(reading) == Filter(None, None, None, 2021, True)


def test_questions_are_read_in_their_conversation(tmp_path: Path) -> None:
    turns = ["What was agreed in 2021?", "And in the first quarter?"]
    alone = LINE | {"id": "c", "turns": turns[1:]}
    told, other = read_all(load_filters(write(tmp_path, LINE | {"turns": turns}, alone)))
    assert told.read == Filter(date(2021, 1, 1), date(2021, 3, 31), Basis.EVENT, 0, False)
    assert other.read == Filter(date(2022, 1, 1), date(2022, 3, 31), Basis.EVENT, 0, False)


def test_a_question_that_is_refused_is_wrong_in_all(tmp_path: Path) -> None:
    [one] = read_all(load_filters(write(tmp_path, NONE | {"turns": ["?!"]})))
    assert one.read is None
    assert not any(one.right(mark) for mark in ("filter", "edition", "conflict"))


def test_a_filter_is_right_with_its_days_and_its_basis(tmp_path: Path) -> None:
    [case] = load_filters(write(tmp_path, LINE))
    released = Filter(case.gold.first, case.gold.last, Basis.RELEASED, 0, False)
    longer = Filter(case.gold.first, None, Basis.EVENT, 0, True)
    named = Filter(case.gold.first, case.gold.last, Basis.EVENT, 2021, False)
    assert Outcome(case, case.gold).right("filter")
    assert not Outcome(case, released).right("filter")
    assert not Outcome(case, longer).right("filter")
    assert Outcome(case, named).right("filter")
    assert not Outcome(case, named).right("edition")
    assert not Outcome(case, longer).right("conflict")


def test_the_figures_by_hand(tmp_path: Path) -> None:
    lines = [LINE | {"id": str(number)} for number in range(3)]
    cases = load_filters(write(tmp_path, *lines, NONE))
    outcomes = [Outcome(case, EVENTS_2021) for case in cases]
    shown = report(Path("x.jsonl"), outcomes).split("\n")
    assert shown[0] == "x.jsonl: 4 questions"
    assert shown[2].split()[:5] == ["year", "3", "1.000", "[0.439,", "1.000]"]
    assert shown[3].split()[:5] == ["none", "1", "0.000", "[0.000,", "0.793]"]
    assert shown[4].split()[:5] == ["all", "4", "0.750", "[0.301,", "0.954]"]
    assert shown[4].split()[5:] == ["1.000", "[0.510,", "1.000]"] * 2
    assert max(map(len, shown)) <= 100


def test_failures_tell_what_was_labelled_and_what_was_read(tmp_path: Path) -> None:
    one, two = load_filters(write(tmp_path, LINE, NONE))
    shown = failures([Outcome(one, one.gold), Outcome(two, EVENTS_2021)])
    assert "Questions with a fault: 1 of 2" in shown
    assert "labelled: no period" in shown
    assert "read:     2021-01-01 to 2021-12-31 (event)" in shown


def test_the_command_prints_figures_and_failures(tmp_path: Path) -> None:
    file = write(tmp_path, LINE, NONE)
    assert "filters.jsonl: 2 questions" in run(file).output
    assert "Questions with a fault: 1 of 2" not in run(file).output
    assert "Questions with a fault: 1 of 2" in run(file, "--show-failures").output


def test_failures_of_a_set_put_aside_are_never_shown(tmp_path: Path) -> None:
    file = write(tmp_path, NONE, name="set_aside.jsonl")
    result = run(file, "--show-failures")
    assert result.exit_code == 2
    assert "never shown" in result.output
    assert "What was agreed" not in result.output
    assert "set_aside.jsonl: 1 questions" in run(file).output


def test_broken_labels_end_with_2(tmp_path: Path) -> None:
    result = run(write(tmp_path, "{"))
    assert result.exit_code == 2
    assert "filters.jsonl:1: is no JSON" in result.output
