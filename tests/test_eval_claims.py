"""Labelled claims: both forms of file, verdicts and figures by hand, the command's exits."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from eval.__main__ import main
from eval.claims import ALTERNATIVES, BadClaims, load_claims
from eval.read import is_set_aside
from eval.run import ROOT
from eval.verdicts import failures, report, verdicts
from index.errors import CommuniqueError

LINE = {
    "id": "a",
    "claim": "The participants agreed to build 14 bridges.",
    "evidence": "The participants agreed to build 14 bridges.",
    "supported": True,
    "kind": "identical",
}
NUMBER = LINE | {
    "id": "b",
    "claim": "The participants agreed to build 15 bridges.",
    "supported": False,
    "kind": "number",
}
PARAPHRASE = LINE | {
    "id": "c",
    "claim": "Fourteen crossings will go up.",
    "kind": "paraphrase",
}
WICE = {
    "claim": "The participants agreed to build 14 bridges.",
    "label": "supported",
    "supporting_sentences": [[2], [1]],
    "evidence": [
        "(meta data) TITLE: The forum",
        "The participants agreed to build 14 bridges.",
        "Rain fell.",
    ],
}
RELEASE = """Press Releases

Forum Held on May 4

  • Date : 2022-05-05 10:00:00
  • Hit : 12

1. The Forum was held in Busan on May 4.

2. The participants agreed
to build 14 bridges. Norway proposed a map.
"""


def write(folder: Path, *lines: object, name: str = "claims.jsonl") -> Path:
    file = folder / name
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    file.write_text("\n".join(texts), encoding="utf-8")
    return file


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["support", *map(str, arguments)])


def test_a_line_is_read(tmp_path: Path) -> None:
    (tmp_path / "forum.txt").write_text(RELEASE, encoding="utf-8")
    one, two = load_claims(write(tmp_path, LINE, "", NUMBER | {"release": "forum.txt"}))
    assert (one.id, one.supported, one.kind, one.release, one.line) == (
        "a",
        True,
        "identical",
        None,
        1,
    )
    assert one.evidence == (("The participants agreed to build 14 bridges.",),)
    assert (two.release, two.line) == ((tmp_path / "forum.txt").resolve(), 3)


def test_a_line_of_wice_is_read(tmp_path: Path) -> None:
    part = WICE | {"label": "partially_supported", "supporting_sentences": [[0, 1]] * 20}
    none = WICE | {"label": "not_supported", "supporting_sentences": [[]]}
    yes, partly, no = load_claims(write(tmp_path, WICE, part, none))
    assert (yes.title, yes.supported, yes.evidence) == (
        "The forum",
        True,
        (("Rain fell.",), ("The participants agreed to build 14 bridges.",)),
    )
    assert (partly.supported, len(partly.evidence)) == (False, ALTERNATIVES)
    assert no.evidence == (tuple(WICE["evidence"]),)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "is no JSON"),
        ({key: LINE[key] for key in LINE if key != "supported"}, "supported: is missing"),
        (LINE | {"supported": "yes"}, "supported: must be true or false"),
        (LINE | {"release": "none.txt"}, "there is no file none.txt"),
        (LINE | {"claim": " "}, "claim: must be a text"),
        (WICE | {"label": "maybe"}, "label: must be one of supported"),
        (WICE | {"evidence": "a text"}, "evidence: must be a list of sentences"),
        (
            WICE | {"supporting_sentences": [[3]]},
            "names a sentence that the evidence does not have",
        ),
    ],
)
def test_wrong_lines_are_told_with_their_place(tmp_path: Path, line: object, told: str) -> None:
    with pytest.raises(BadClaims, match=r"claims\.jsonl:2: ") as caught:
        load_claims(write(tmp_path, LINE | {"id": "first"}, line))
    assert told in str(caught.value)


def test_verdicts_over_evidence_that_stands_alone(tmp_path: Path) -> None:
    file = write(tmp_path, LINE, NUMBER, PARAPHRASE)
    found = verdicts(file, load_claims(file))
    assert [one.is_right for one in found] == [True, True, False]
    assert found[1].reasons == ("number 15", "order of 15")
    text = report(file, found)
    assert "claims.jsonl: 3 claims, 2 of them carried by their evidence" in text
    assert [one.split()[-3:] for one in text.splitlines() if "not carried, and" in one] == [
        ["1", "of", "1"]
    ]
    assert "carried, and let through          0.500  [0.095, 0.905]    1 of 2" in text
    assert "  carried: paraphrase                0 of 1" in text
    assert "by kind" not in report(file, found, by_kind=False)
    assert max(map(len, text.splitlines())) <= 100


def test_one_alternative_of_the_evidence_is_enough(tmp_path: Path) -> None:
    file = write(tmp_path, WICE, WICE | {"supporting_sentences": [[2]]})
    assert [one.is_right for one in verdicts(file, load_claims(file))] == [True, False]


def test_verdicts_over_a_release_know_its_days(tmp_path: Path) -> None:
    (tmp_path / "forum.txt").write_text(RELEASE, encoding="utf-8")
    dated = {
        **LINE,
        "claim": "On 4 May 2022, the participants agreed to build 14 bridges.",
        "release": "forum.txt",
    }
    alone = {key: dated[key] for key in dated if key != "release"} | {"id": "b"}
    file = write(tmp_path, dated, alone)
    assert [bool(one.reasons) for one in verdicts(file, load_claims(file))] == [False, True]


def test_evidence_that_its_release_does_not_have_is_told(tmp_path: Path) -> None:
    (tmp_path / "forum.txt").write_text(RELEASE, encoding="utf-8")
    file = write(tmp_path, LINE | {"release": "forum.txt", "evidence": "Nobody came."})
    with pytest.raises(BadClaims, match=r"claims\.jsonl:1: evidence: does not stand"):
        verdicts(file, load_claims(file))
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "empty.txt").write_text("", encoding="utf-8")
    file = write(tmp_path, LINE | {"release": "other/empty.txt"})
    with pytest.raises(CommuniqueError, match="holds no release"):
        verdicts(file, load_claims(file))


def test_failures_tell_claim_evidence_and_reason(tmp_path: Path) -> None:
    file = write(
        tmp_path, LINE, NUMBER | {"supported": True}, LINE | {"id": "c", "supported": False}
    )
    text = failures(verdicts(file, load_claims(file)))
    assert text.startswith("Wrong verdicts: 2 of 3")
    assert "b (number, line 2): refused (number 15; order of 15)" in text
    assert "c (identical, line 3): let through" in text
    assert "a (identical" not in text


def test_the_command_prints_figures_and_never_texts_of_a_set_put_aside(tmp_path: Path) -> None:
    shown = run(write(tmp_path, LINE, PARAPHRASE), "--show-failures")
    assert shown.exit_code == 0
    assert "Right by kind of claim" in shown.output and "Fourteen crossings" in shown.output
    aside = write(tmp_path, LINE, PARAPHRASE, name="set_aside.jsonl")
    hidden = run(aside)
    assert hidden.exit_code == 0 and "1 of 2" in hidden.output
    assert "kind" not in hidden.output and "crossings" not in hidden.output
    assert run(aside, "--show-failures").exit_code == 2


def test_broken_labels_end_with_2(tmp_path: Path) -> None:
    result = run(write(tmp_path, "[]"))
    assert result.exit_code == 2
    assert "claims.jsonl:1: is no JSON object" in result.output


def test_both_files_are_half_carried_and_over_other_releases() -> None:
    folder = ROOT / "eval" / "sets" / "claims"
    files = {name: load_claims(folder / f"{name}.jsonl") for name in ("dev", "set_aside")}
    assert is_set_aside(folder / "set_aside.jsonl")
    for name, least in (("dev", 160), ("set_aside", 80)):
        assert len(files[name]) >= least
        assert sum(one.supported for one in files[name]) * 2 == len(files[name])
    dev, aside = ({one.release for one in claims} for claims in files.values())
    assert not dev & aside
