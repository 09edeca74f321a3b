"""Question files: what is read, and how each broken line is told."""

import json
from datetime import date
from pathlib import Path

import pytest

from assistant.records import Status
from eval.questions import BadQuestions, check_gold, load_questions
from eval.run import QUESTIONS
from tests.test_eval_measures import StubArchive

GOOD = {"id": "a", "kind": "when", "turns": ["When?"], "answerable": True}


def write(path: Path, *lines: object) -> Path:
    file = path / "questions.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    file.write_text("\n".join(texts), encoding="utf-8")
    return file


def problems(path: Path) -> str:
    with pytest.raises(BadQuestions) as caught:
        load_questions(path)
    return str(caught.value)


def test_a_full_line_is_read(tmp_path: Path) -> None:
    line = GOOD | {
        "turns": ["First?", "Then?"],
        "today": "2021-03-31",
        "status": "answered",
        "gold_answer": "On 30 March.",
        "gold_points": ["30 March", ["four", "4"]],
        "forbidden_points": ["2019"],
        "gold_paragraphs": ["r#3.1", ["r#4", "r#5.0"]],
        "not_agreed": ["r#4", "r#6.1"],
    }
    (question,) = load_questions(write(tmp_path, "", line, ""))
    assert question.line == 2
    assert question.turns == ("First?", "Then?")
    assert question.today == date(2021, 3, 31)
    assert question.status is Status.ANSWERED
    assert question.gold_points == (("30 March",), ("four", "4"))
    assert question.forbidden_points == (("2019",),)
    assert question.gold_paragraphs == (("r#3.1",), ("r#4", "r#5.0"))
    assert question.not_agreed == ("r#4", "r#6.1")


@pytest.mark.parametrize(
    ("fields", "short"),
    [
        ({"gold_answer": "On 30 March."}, ("On 30 March.",)),
        ({"gold_answer": "one two three four five six seven eight"}, None),
        ({"gold_answer": "one two three four five six seven eight nine"}, ()),
        ({"gold_answer": "one two three", "short_answer": "three"}, ("three",)),
        ({"short_answer": ["three", "3"]}, ("three", "3")),
        ({"gold_answer": "Not in the archive.", "answerable": False}, ()),
        ({"gold_answer": ""}, ()),
        ({}, ()),
    ],
)
def test_a_short_answer(
    tmp_path: Path, fields: dict[str, object], short: tuple[str, ...] | None
) -> None:
    (question,) = load_questions(write(tmp_path, GOOD | fields))
    assert question.short_gold == ((question.gold_answer,) if short is None else short)


def test_optional_fields_may_be_left_out_or_empty(tmp_path: Path) -> None:
    short, empty = load_questions(
        write(tmp_path, GOOD, GOOD | {"id": "b", "today": "", "status": "", "gold_answer": None})
    )
    for question in (short, empty):
        assert (question.today, question.status, question.gold_paragraphs) == (None, None, ())
        assert question.not_agreed == ()


def test_separators_inside_a_text_do_not_end_a_line(tmp_path: Path) -> None:
    line = json.dumps(GOOD | {"turns": ["one\u2028two"]}, ensure_ascii=False)
    assert load_questions(write(tmp_path, line))[0].turns == ("one\u2028two",)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", ":1: is no JSON"),
        ("[]", ":1: is no JSON object"),
        (GOOD | {"id": " "}, ":1: id: must be a text that is not blank, not ' '"),
        (GOOD | {"turns": []}, ":1: turns: must be a list of one or more texts"),
        (GOOD | {"turns": ["x", ""]}, ":1: turns: must be a list of one or more texts"),
        (GOOD | {"turns": None}, ":1: turns: is missing"),
        (GOOD | {"today": "31.3.2021"}, ":1: today: must be a day like 2021-10-22"),
        (GOOD | {"answerable": "yes"}, ":1: answerable: must be true or false, not 'yes'"),
        (GOOD | {"status": "refused"}, ":1: status: must be one of answered, partly_answered"),
        (GOOD | {"gold_points": "one"}, ":1: gold_points: must be a list of texts"),
        (GOOD | {"gold_points": [[]]}, ":1: gold_points: must be a list of texts"),
        (GOOD | {"gold_paragraphs": ["r3"]}, ":1: gold_paragraphs: must be a list of ids"),
        (GOOD | {"gold_paragraphs": [["r#3", 4]]}, ":1: gold_paragraphs: must be a list of ids"),
        (GOOD | {"short_answer": ["May", " "]}, ":1: short_answer: must be a text, or a list of"),
        (GOOD | {"short_answer": 3}, ":1: short_answer: must be a text, or a list of texts"),
        (GOOD | {"not_agreed": ["r3"]}, ":1: not_agreed: must be a list of ids"),
        (GOOD | {"not_agreed": [["r#3", "r#4"]]}, ":1: not_agreed: must be a list of ids"),
        (GOOD | {"gold_point": []}, ":1: gold_point: is no field; gold_points is"),
    ],
)
def test_a_broken_line_is_told_with_its_number(tmp_path: Path, line: object, told: str) -> None:
    file = write(tmp_path, line)
    assert f"{file}{told}" in problems(file)


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    file = write(tmp_path, GOOD, GOOD, "{", {"id": "c"})
    told = problems(file).splitlines()[1:]
    assert [line.split(":")[1] for line in told] == ["2", "3", "4", "4", "4"]
    assert "the id 'a' is already on line 1" in told[0]


def test_a_file_without_questions(tmp_path: Path) -> None:
    with pytest.raises(BadQuestions, match="holds no question"):
        load_questions(write(tmp_path, "", ""))


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadQuestions, match="cannot be read as UTF-8"):
        load_questions(tmp_path / "q.jsonl")


def test_a_gold_id_that_the_archive_has_not_is_told(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        GOOD | {"gold_paragraphs": ["r#1", "r#2.1", "r#head"]},
        GOOD | {"id": "b", "gold_paragraphs": [["r#1.0", "r#9"]]},
    )
    questions = load_questions(file)
    check_gold(file, questions[:1], StubArchive())
    with pytest.raises(BadQuestions, match=r":2: gold_paragraphs: 'r#9' is not in the archive"):
        check_gold(file, questions, StubArchive())
    file = write(tmp_path, GOOD | {"not_agreed": ["r#2", "r#8"]})
    with pytest.raises(BadQuestions, match=r":1: not_agreed: 'r#8' is not in the archive"):
        check_gold(file, load_questions(file), StubArchive())


def test_the_first_set_is_whole() -> None:
    questions = load_questions(QUESTIONS)
    assert len(questions) >= 40
    assert {True, False} == {question.answerable for question in questions}
