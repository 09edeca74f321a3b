"""Labelled clauses: what is read of a file, the figures by hand, and the command's exits."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from eval.__main__ import main
from eval.clauses import BadClauses, Labelled, load_clauses, read_day
from eval.pages import PAGE_SETS, measure_pages, page_report
from eval.read import CLAUSES, Count, Reading, figures, folded_name, is_set_aside, read_all, report
from eval.read_lines import pages_line, pages_of
from index.records import Act, ActObject, Modality, Statement

TEXT = "The two sides agreed to meet in Oslo and adopted a list. Norway hoped for more."
FIRST = {
    "clause": "The two sides agreed to meet in Oslo",
    "verb": "agreed",
    "act": "agreed",
    "actor": "The two sides",
    "object": "to do",
    "negated": False,
    "modality": "fact",
    "event": None,
}
SECOND = FIRST | {"clause": "adopted a list", "verb": "adopted", "object": "thing"}
THIRD = FIRST | {
    "clause": "Norway hoped for more",
    "verb": "hoped for",
    "act": "hoped",
    "actor": "Norway",
    "object": "thing",
}
LINE = {
    "id": "a",
    "text": TEXT,
    "released": "2022-05-05",
    "event": "2022-05-04",
    "statements": [FIRST, SECOND, THIRD],
}


def write(folder: Path, *lines: object, name: str = "clauses.jsonl") -> Path:
    file = folder / name
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    file.write_text("\n".join(texts), encoding="utf-8")
    return file


def labelled(folder: Path, line: object = LINE) -> Labelled:
    """The one labelled text of a line."""
    [one] = load_clauses(write(folder, line))
    return one


def statement(start: int, end: int, verb: str, act: Act = Act.AGREED) -> Statement:
    """A statement over a stretch of `TEXT`, by the two sides, about a thing."""
    place = TEXT.index(verb)
    actor, about = "The two sides", ActObject.THING
    return Statement("r#1.0", start, end, 0, len(TEXT), actor, act, verb, place, about)


def reading(folder: Path, monkeypatch: pytest.MonkeyPatch, *read: Statement) -> Reading:
    """What is made of the statements of `LINE` when these are read."""
    monkeypatch.setattr("eval.read.find_statements", lambda *_: read)
    [one] = read_all([labelled(folder)])
    return one


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["read", *map(str, arguments)])


def test_a_line_is_read(tmp_path: Path) -> None:
    one = labelled(tmp_path)
    assert one.when is not None
    assert (str(one.when.first), one.file, one.line) == ("2022-05-04", "", 1)
    first, second, third = one.statements
    assert TEXT[first.start : first.end] == FIRST["clause"]
    assert [TEXT[start:end] for start, end in second.verbs] == ["adopted"]
    assert (third.act, third.object, third.modality) == (
        Act.HOPED, ActObject.THING, Modality.FACT,
    )  # fmt: skip


def test_a_verb_that_stands_twice_in_its_clause_has_two_places(tmp_path: Path) -> None:
    text = "The talks held in May were held again; withheld is another word."
    one = FIRST | {"clause": text, "verb": "held", "act": "took place"}
    [gold] = labelled(tmp_path, {"id": "a", "text": text, "statements": [one]}).statements
    assert [start for start, _ in gold.verbs] == [10, 27]


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2021", "2021-01-01", "2021-12-31"),
        ("2021-02", "2021-02-01", "2021-02-28"),
        ("2021-12", "2021-12-01", "2021-12-31"),
        ("2021-10-22", "2021-10-22", "2021-10-22"),
        ("2021-10-22/2021-10-23", "2021-10-22", "2021-10-23"),
    ],
)
def test_days(value: str, first: str, last: str) -> None:
    span = read_day(value)
    assert span is not None
    assert (str(span.first), str(span.last)) == (first, last)


def test_no_day() -> None:
    assert read_day(None) is None
    assert read_day("") is None


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "is no JSON"),
        ([], "is no JSON object"),
        (LINE | {"text": " "}, "text: must be a text that is not blank"),
        (LINE | {"event": "May"}, "event: must be a day"),
        (LINE | {"event": "2021-02-30"}, "event: must be a day"),
        (LINE | {"statements": None}, "statements: must be a list"),
        (LINE | {"statements": ["x"]}, "statement 1: is no JSON object"),
        (LINE | {"statements": [FIRST, FIRST | {"clause": "x"}]}, "statement 2: clause: 'x'"),
        (LINE | {"statements": [FIRST | {"verb": "x"}]}, "statement 1: verb: 'x'"),
        (
            LINE | {"statements": [FIRST | {"act": "x"}]},
            "statement 1: act: must be one of 'agreed'",
        ),
        (
            LINE | {"statements": [FIRST | {"object": "x"}]},
            "statement 1: object: must be one of 'to do'",
        ),
        (
            LINE | {"statements": [FIRST | {"modality": "x"}]},
            "statement 1: modality: must be one of 'fact'",
        ),
        (LINE | {"statements": [FIRST | {"actor": None}]}, "statement 1: actor: must be a text"),
        (
            LINE | {"statements": [FIRST | {"negated": "no"}]},
            "statement 1: negated: must be true or false",
        ),
        (LINE | {"statements": [FIRST | {"event": "May"}]}, "statement 1: event: must be a date"),
    ],
)
def test_a_bad_line_is_told_with_its_number(tmp_path: Path, line: object, told: str) -> None:
    with pytest.raises(BadClauses) as caught:
        load_clauses(write(tmp_path, "", LINE, line))
    assert f"clauses.jsonl:3: {told}" in str(caught.value)


def test_a_repeated_id_and_an_empty_file_are_told(tmp_path: Path) -> None:
    with pytest.raises(BadClauses, match=r":2: the id 'a' is already on line 1"):
        load_clauses(write(tmp_path, LINE, LINE))
    with pytest.raises(BadClauses, match="holds no labelled text"):
        load_clauses(write(tmp_path, ""))
    with pytest.raises(BadClauses, match="cannot be read"):
        load_clauses(tmp_path / "none.jsonl")


def test_figures_by_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of three labelled: one read in full, one with another act, one not; one read besides.

    Clauses: [0, 36) read as [0, 18) overlaps by 18 of 36; [41, 55) is read as labelled.
    """
    both = reading(
        tmp_path,
        monkeypatch,
        replace(statement(0, 18, "agreed"), object=ActObject.TO_DO),
        replace(statement(41, 55, "adopted", Act.PROPOSED), negated=True, actor="Peru"),
        statement(57, 77, "more", Act.STATED),
    )
    assert [one.verb for one in both.missed] == ["hoped for"]
    assert [one.verb for one in both.extra] == ["more"]
    found = figures([both])
    counts = {act: (one.gold, one.read, one.right) for act, one in found.acts.items()}
    assert counts[Act.AGREED] == (2, 1, 1)
    assert counts[Act.PROPOSED] == (0, 1, 0)
    assert counts[Act.HOPED] == (1, 0, 0)
    assert counts[Act.STATED] == (0, 1, 0)
    assert (found.total.gold, found.total.read, found.total.right) == (3, 3, 1)
    assert {name: sum(marks) for name, marks in found.fields.items()} == {
        "act": 1, "actor": 1, "object": 2, "negation": 1, "modality": 2, "own event": 2,
    }  # fmt: skip
    assert list(found.overlaps) == [0.5, 1.0]
    lines = report(tmp_path / "x.jsonl", found).split("\n")
    assert any(line.split() == "agreed 2 1 1 1.000 0.500 0.667".split() for line in lines)
    assert any(line.split() == "all 3 3 1 0.333 0.333 0.333".split() for line in lines)
    assert any(line.split() == "clause overlap 0.750 mean".split() for line in lines)
    assert max(map(len, lines)) <= 100


def test_the_labelled_act_goes_before_another_at_the_same_verb(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = reading(
        tmp_path, monkeypatch,
        statement(0, 36, "agreed", Act.STATED), statement(0, 36, "agreed to", Act.AGREED),
    )  # fmt: skip
    assert [pair.read.act for pair in one.pairs] == [Act.AGREED]
    assert [extra.act for extra in one.extra] == [Act.STATED]


def test_own_events_by_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One labelled 2019 and read as May 2019: right. One read with a day that none is labelled."""
    gold = LINE | {"statements": [FIRST | {"event": "2019"}, SECOND]}
    monkeypatch.setattr(
        "eval.read.find_statements",
        lambda *_: (
            replace(statement(0, 36, "agreed"), event=read_day("2019-05")),
            replace(statement(41, 55, "adopted"), event=read_day("2020")),
        ),
    )
    found = figures(read_all([labelled(tmp_path, gold)]))
    assert (found.events.gold, found.events.read, found.events.right) == (1, 2, 1)
    assert list(found.fields["own event"]) == [True, False]


@pytest.mark.parametrize(
    ("count", "shares"),
    [
        (Count(4, 2, 1), (0.5, 0.25, 1 / 3)),
        (Count(0, 2, 0), (0.0, None, 0.0)),
        (Count(2, 0, 0), (None, 0.0, 0.0)),
        (Count(), (None, None, None)),
    ],
)
def test_shares(count: Count, shares: Sequence[float | None]) -> None:
    assert (count.precision, count.recall, count.f1) == tuple(
        share if share is None else pytest.approx(share) for share in shares
    )


def test_actors_are_compared_without_articles_case_and_white_space() -> None:
    assert folded_name("The  Korean\u00a0side") == folded_name("the Korean side")
    assert folded_name("A ministry official") == folded_name("ministry official")
    assert folded_name("Theodora Kim") != folded_name("odora Kim")


def test_the_command_prints_figures_and_failures(tmp_path: Path) -> None:
    file = write(tmp_path, LINE)
    result = run(file, "--show-failures", "--out", tmp_path / "out.jsonl")
    assert result.exit_code == 0, result.output
    assert "clauses.jsonl: 1 texts" in result.output
    assert "Texts with a fault: 0 of 1" in result.output
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    _, text, end = map(json.loads, lines)
    assert (text["place"], text["id"], text["acts"]["hoped"]) == (1, "a", [1, 1, 1])
    [told] = end["files"]
    assert (told["file"], told["texts"], told["all"]["right"]) == ("clauses.jsonl", 1, 3)
    assert told["fields"]["actor"] == 1.0


def test_the_command_tells_what_was_read_wrongly(tmp_path: Path) -> None:
    wrong = [FIRST | {"actor": "Peru", "act": "proposed"}, THIRD | {"verb": "more"}]
    result = run(write(tmp_path, LINE | {"statements": wrong}), "--show-failures")
    assert "- not read: Norway | hoped | more" in result.output
    assert "- not labelled: The two sides | agreed | adopted" in result.output
    assert "act proposed, read agreed; actor Peru, read The two sides" in result.output


def test_a_folder_is_read_file_by_file(tmp_path: Path) -> None:
    write(tmp_path, LINE, name="b.jsonl")
    write(tmp_path, LINE, name="a.jsonl")
    result = run(tmp_path)
    assert result.output.index("a.jsonl: 1") < result.output.index("b.jsonl: 1")


def test_nothing_of_a_set_aside_text_is_shown(tmp_path: Path) -> None:
    file = write(tmp_path, LINE | {"statements": []}, name="set_aside.jsonl")
    result = run(file, "--show-failures")
    assert result.exit_code == 2
    assert "the texts of a set put aside are never shown" in result.output
    assert "Oslo" not in result.output
    result = run(file, "--out", tmp_path / "out.jsonl")
    shown = result.output + (tmp_path / "out.jsonl").read_text(encoding="utf-8")
    assert result.exit_code == 0
    assert not any(word in shown for word in ("Oslo", "two sides", "Norway", '"id"'))


def test_a_cut_run_reads_the_other_texts_alone_and_ends_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = LINE | {"id": "b", "statements": [FIRST | {"actor": "Peru"}, SECOND]}
    file, out = write(tmp_path, LINE, other), tmp_path / "out.jsonl"
    first = run(file, "--out", out)
    whole = out.read_bytes()
    out.write_bytes(b"".join(whole.splitlines(keepends=True)[:2]) + b'{"file"')
    asked: list[str] = []
    monkeypatch.setattr(
        "eval.read.read_all",
        lambda some: asked.extend(one.id for one in some) or read_all(some),
    )
    second = run(file, "--out", out)
    assert asked == ["b"]
    assert (second.stdout, out.read_bytes()) == (first.stdout, whole)
    assert run(file, "--out", out).exit_code == 2
    assert run(file, "--out", out, "--again").exit_code == 0


def test_a_file_that_changed_is_not_gone_on_with(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    run(write(tmp_path, LINE), "--out", out)
    result = run(write(tmp_path, LINE | {"id": "b"}), "--out", out)
    assert result.exit_code == 2 and "was begun with other files" in result.stderr


def test_figures_of_a_set_of_pages_are_the_same_from_their_line() -> None:
    found = measure_pages(PAGE_SETS[0])
    line = json.loads(json.dumps(pages_line(PAGE_SETS[0], found)))
    assert page_report("pages", pages_of(line)) == page_report("pages", found)


def test_what_is_set_aside_is_told_by_its_name() -> None:
    assert is_set_aside(Path("eval/sets/pages_set_aside/gold.jsonl"))
    assert not is_set_aside(Path("eval/sets/clauses/dev.jsonl"))


def test_a_bad_file_ends_with_status_2_and_a_missing_one_too(tmp_path: Path) -> None:
    result = run(write(tmp_path, "{"))
    assert result.exit_code == 2
    assert "clauses.jsonl:1: is no JSON" in result.output
    assert run(tmp_path / "none.jsonl").exit_code == 2


@pytest.mark.parametrize(("name", "least"), [("seeds", 0.95), ("dev", 0.95)])
def test_what_was_developed_on_stays_read(name: str, least: float) -> None:
    found = figures(read_all(load_clauses(CLAUSES / f"{name}.jsonl")))
    assert found.total.precision is not None and found.total.precision >= least
    assert found.total.recall is not None and found.total.recall >= least
    for field, marks in found.fields.items():
        assert sum(marks) / len(marks) >= least, field
