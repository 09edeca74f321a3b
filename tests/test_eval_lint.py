"""The linter of question files: each rule on a line that breaks it and one that does not."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from eval.__main__ import main
from eval.kinds import ENOUGH, KINDS
from eval.lint import RELATIVE, Checked, lint
from eval.question_sets import question_set
from eval.questions import load_questions
from eval.run import ROOT

PAGE = """\
Ministry of Foreign Affairs
2nd Tide Talks Held in Oslo
Date
2022-05-05

1. The 2nd Tide Talks were held in Oslo on May 4, with 40 officials from Korea and Norway.

2. The two sides agreed to open a tide station in Bergen by 2024.
 ㅇ Norway proposed a joint fund of two million dollars.

3. The two sides agreed to continue consultations on a seventh station.
"""
ID = "file-talks"
RIGHT: dict[str, Any] = {
    "id": "a",
    "kind": "agreed_in_period",
    "turns": ["What was agreed at the Tide Talks?"],
    "answerable": True,
    "status": "answered",
    "gold_points": ["tide station", "4 May 2022"],
    "forbidden_points": ["million"],
    "gold_paragraphs": [f"{ID}#2.0"],
    "not_agreed": [f"{ID}#2.1"],
}
DEVELOPED_ON = [
    ROOT / "eval" / "sets" / name
    for name in ("seeds", "invented_dev", "invented_dev2", "invented_dev3", "invented_dev4")
]


def made(folder: Path, *lines: object) -> Path:
    """A set's folder with one release."""
    (folder / "releases").mkdir(parents=True)
    (folder / "releases" / "talks.txt").write_text(PAGE, encoding="utf-8")
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    (folder / "questions.jsonl").write_text("\n".join(texts), encoding="utf-8")
    return folder


def checked(folder: Path, *lines: object) -> Checked:
    return lint(question_set(made(folder / "mine", *lines)))


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["lint", *map(str, arguments)])


def test_a_right_line_has_no_finding(tmp_path: Path) -> None:
    assert checked(tmp_path, RIGHT).findings == ()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"kind": "singel_fact"}, "the kind is in no table .*'singel_fact'; 'single_fact' is one"),
        ({"gold_points": ["six stations"]}, "stands in no gold paragraph.*: 'six stations'"),
        ({"gold_points": ["5 June 2022"]}, "stands in no gold paragraph.*: '5 June 2022'"),
        ({"gold_points": ["40 officials"]}, "stands in no gold paragraph.*: '40 officials'"),
        (
            {"forbidden_points": ["Bergen"]},
            f"a forbidden point stands.*: 'Bergen' stands in {ID}#2.0",
        ),
        ({"turns": ["What was agreed last year?"]}, "needs today: 'last year'"),
        ({"gold_paragraphs": [], "gold_points": []}, "answerable, but without gold_paragraphs"),
        ({"answerable": False, "status": "not_in_archive"}, "not answerable, but with gold_para"),
        ({"status": "not_in_archive"}, "does not fit: not_in_archive with answerable true"),
        ({"not_agreed": [f"{ID}#2.0"]}, "yet nothing is agreed there: .*not_agreed on line 1"),
        ({"kind": "follow_up"}, "a follow_up needs the turns before it"),
    ],
)
def test_what_looks_like_a_slip_is_a_warning(
    tmp_path: Path, change: dict[str, Any], told: str
) -> None:
    [finding] = (one := checked(tmp_path, RIGHT | change)).findings
    assert not finding.is_error
    [line] = one.told()
    assert line.startswith(f"{one.one.questions}:1: warning: ")
    assert re.search(told, line), line


@pytest.mark.parametrize(
    ("id", "near"),
    [
        (f"{ID}#2.2", f"{ID}#2.1"),
        ("file-talk#2.0", f"{ID}#2.0"),
        ("m_5676-1#1.0", ""),
    ],
)
def test_an_id_that_is_not_there_is_an_error_with_the_nearest(
    tmp_path: Path, id: str, near: str
) -> None:
    one = checked(tmp_path, RIGHT | {"gold_paragraphs": [id], "gold_points": []})
    [finding] = one.findings
    assert finding.is_error and f"{id!r}" in finding.detail
    assert (near in finding.detail) if near else "perhaps" not in finding.detail


def test_a_point_counts_where_an_answer_can_show_it(tmp_path: Path) -> None:
    """From the lead above a bullet, the title, the day with the release's year; a count is made."""
    points = ["tide station in Bergen", "2nd Tide Talks", "4 May 2022", "May 2022"]
    line = RIGHT | {"gold_paragraphs": [f"{ID}#2.1"], "gold_points": points, "not_agreed": []}
    counted = RIGHT | {"id": "b", "kind": "count", "gold_points": ["two meetings"], "turns": ["?"]}
    counted |= {"not_agreed": []}
    assert checked(tmp_path, line | {"forbidden_points": []}, counted).findings == ()


def test_a_forbidden_point_in_one_of_two_alternatives_can_be_kept_out(tmp_path: Path) -> None:
    either = [[f"{ID}#2.0", f"{ID}#2.1"]]
    assert checked(tmp_path, RIGHT | {"gold_paragraphs": either, "not_agreed": []}).findings == ()


def test_the_same_question_is_told_but_not_on_another_day(tmp_path: Path) -> None:
    asked = [RIGHT, RIGHT | {"id": "b", "turns": ["what was agreed at the tide talks"]}]
    other = RIGHT | {"id": "c", "today": "2023-01-01"}
    [finding] = checked(tmp_path, *asked, other).findings
    assert (finding.line, finding.detail) == (2, "as on line 1")


def test_all_is_told_at_once_by_line_errors_first(tmp_path: Path) -> None:
    lines = [RIGHT | {"kind": "x"}, "{", RIGHT, RIGHT | {"id": "d", "gold_paragraphs": ["r#1"]}]
    found = checked(tmp_path, *lines).findings
    assert [(one.line, one.is_error) for one in found] == [
        (1, False), (2, True), (3, True), (4, True), (4, False),
    ]  # fmt: skip
    assert "the id 'a' is already on line 1" in found[2].detail


def test_no_text_of_a_set_put_aside_is_told(tmp_path: Path) -> None:
    folder = made(tmp_path / "set_aside", RIGHT | {"kind": "Oslo"}, {"id": "Bergen"})
    output = run(folder).output.replace(str(folder), "")
    assert ":1: warning: the kind is in no table" in output and ":2: error: the line" in output
    assert "Oslo" not in output and "Bergen" not in output and "turns" not in output


@pytest.mark.parametrize(
    ("change", "options", "status"),
    [
        ({}, ["--strict"], 0),
        ({"kind": "mine"}, [], 0),
        ({"kind": "mine"}, ["--strict"], 1),
        ({"kind": 4}, [], 2),
    ],
)
def test_the_exit_status(
    tmp_path: Path, change: dict[str, Any], options: list[str], status: int
) -> None:
    assert run(made(tmp_path / "mine", RIGHT | change), *options).exit_code == status


def test_other_releases_can_be_named(tmp_path: Path) -> None:
    folder = made(tmp_path / "mine", RIGHT)
    result = run(folder, "--releases", ROOT / "seeds")
    assert result.exit_code == 2 and f"'{ID}#2.0'" in result.output


def test_every_paragraph_is_listed_with_its_id_and_beginning(tmp_path: Path) -> None:
    output = run("--list", made(tmp_path / "mine", RIGHT) / "releases").output
    assert f"{ID} · 2nd Tide Talks Held in Oslo · released 2022-05-05" in output
    assert f"  {ID}#2.1  Norway proposed a joint fund of two million dollars.\n" in output


def test_the_kinds_are_counted(tmp_path: Path) -> None:
    output = run(made(tmp_path / "mine", RIGHT, RIGHT | {"id": "b", "kind": "x"}), "--kinds").output
    assert "    1 few  agreed_in_period " in output and "(a kind of your own)" in output


@pytest.mark.parametrize("words", ["yesterday", "last May", "two years ago", "this past winter"])
def test_words_that_need_a_day(words: str) -> None:
    assert RELATIVE.search(f"What was said {words}?")


@pytest.mark.parametrize(
    "words", ["at the last meeting", "in May 2021", "this forum", "lasting years", "next to Oslo"]
)
def test_words_that_need_none(words: str) -> None:
    assert not RELATIVE.search(f"What was said {words}?")


def test_the_questions_of_the_guide_are_right(tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "writing-questions.md").read_text(encoding="utf-8")
    lines = guide.split("```json\n")[1].split("```")[0]
    (tmp_path / "questions.jsonl").write_text(lines, encoding="utf-8")
    releases = ROOT / "eval" / "sets" / "invented_dev2" / "releases"
    output = run(tmp_path, "--releases", releases, "--strict").output
    assert output == "4 questions in 1 file: 0 errors, 0 warnings\n"


# The sets that are developed on


def test_the_development_sets_have_no_error_and_one_known_warning() -> None:
    told = [line for one in DEVELOPED_ON for line in lint(question_set(one)).told()]
    # a quotation is a sentence: that of the paragraph which is gold does not hold the point
    assert len(told) == 1 and "seeds/questions.jsonl:1: warning: a forbidden point" in told[0]


def test_the_table_has_every_kind_of_the_development_sets_and_enough_of_each() -> None:
    kinds = [
        question.kind
        for one in DEVELOPED_ON
        for question in load_questions(one / "questions.jsonl")
    ]
    assert set(kinds) == set(KINDS)
    assert not [kind for kind in KINDS if kinds.count(kind) < ENOUGH]
