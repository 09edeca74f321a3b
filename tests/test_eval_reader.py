"""The reader's measures, worked by hand, and their command with a fake reader."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from assistant.reader.data import CHECKED, MEASURED
from assistant.reader.large import parts
from assistant.reader.model import load_reader
from eval import reader as module
from eval.__main__ import main
from eval.question_sets import question_set
from eval.reader import (
    Candidates,
    Judged,
    Scores,
    area,
    asked_candidates,
    bm25_system,
    by_ranks,
    cosine_system,
    judged,
    pooled_candidates,
    reader_system,
    refused_at,
    squad_candidates,
)
from tests.fakes import FakeEmbedder, FakeReranker
from tests.test_assistant_answer import CONSULT, FIRST, SECOND, SUGGESTED, TERMS, write_pages
from tests.test_assistant_reader import squad_file

SEEN = Candidates(
    "Who ran the mill?", ("A mill.", "Ada ran the mill.", "Rain."), frozenset({1}), True
)
UNSEEN = Candidates("Who sold the mill?", ("A mill.", "Ada ran the mill."), frozenset(), False)


def given(*scores: float) -> Scores:
    return np.array(scores, dtype=np.float32)


def confident(answerable: Sequence[float], others: Sequence[float]) -> list[Judged]:
    """What a system made of answerable questions and then of others, with these confidences."""
    return [
        *(Judged(True, one, 1) for one in answerable),
        *(Judged(False, one, 0) for one in others),
    ]


# Measures


@pytest.mark.parametrize(
    ("scores", "rank"),
    [
        (given(1, 3, 2), 1),
        (given(3, 1, 2), 3),
        (given(2, 2, 1), 2),  # equal scores keep the sentences' order
        (given(0, 0, 0), 2),
    ],
)
def test_the_rank_is_that_of_the_gold_sentence(scores: Scores, rank: int) -> None:
    assert judged(SEEN, scores) == Judged(True, float(scores.max()), rank)


def test_of_several_gold_sentences_the_best_counts() -> None:
    both = Candidates("Who?", ("A.", "B.", "C."), frozenset({0, 2}), True)
    assert judged(both, given(0.1, 0.9, 0.5)).rank == 2


def test_without_gold_or_without_a_choice_there_is_no_rank() -> None:
    assert judged(UNSEEN, given(0.25, 0.75)) == Judged(False, 0.75, 0)
    only = Candidates("Who ran the mill?", ("Ada ran the mill.",), frozenset({0}), True)
    assert judged(only, given(0.1234567)) == Judged(True, 0.123457, 0)


def test_two_systems_together_add_the_ranks_of_their_confidences() -> None:
    first, second = confident([0.1, 0.9], [0.5]), confident([300, 100], [300])
    # ranks 0, 2, 1 and 1, 0, 1: of equal ones the lower rank
    both = by_ranks(first, second)
    assert [one.confidence for one in both] == [1.0, 2.0, 2.0]
    assert [one.answerable for one in both] == [True, True, False]
    assert {one.rank for one in both} == {0}


def test_the_area_is_the_share_of_pairs_in_order() -> None:
    # 0.9 is above both, 0.5 above one and equal to the other
    assert area(confident([0.9, 0.5], [0.5, 0.1])) == pytest.approx(3.5 / 4)
    assert area(confident([0.9, 0.5], [])) is None
    assert area(confident([], [0.9])) is None


def test_refused_are_those_below_what_lets_so_many_others_through() -> None:
    found = confident([6.0, 3.0, 2.0], [1.0, 5.0, 2.0, 4.0, 3.0])
    # two of five others (5 and 4) are answered with a bar at 3, which 3 and 2 do not pass
    assert refused_at(found, answered=0.4) == pytest.approx(2 / 3)
    assert refused_at(found) == pytest.approx(2 / 3)  # .424 of five are two
    assert refused_at(found, answered=0.0) == pytest.approx(2 / 3)  # the bar is 5
    assert refused_at(found, answered=1.0) == 0.0  # it is 1
    assert refused_at(confident([1.0], [])) is None
    assert refused_at(confident([], [1.0])) is None


# Systems


def test_bm25_prefers_the_sentence_with_the_words() -> None:
    scores = bm25_system([SEEN, UNSEEN])
    assert scores(SEEN).argmax() == 1
    assert scores(SEEN)[1] > scores(SEEN)[0] > scores(SEEN)[2] == 0
    # both have "mill", and the shorter one little else
    assert scores(UNSEEN)[0] > scores(UNSEEN)[1] > 0


def test_bm25_gives_nothing_for_words_that_no_sentence_has() -> None:
    strange = Candidates("Zebras?", SEEN.texts, frozenset(), False)
    assert bm25_system([SEEN, strange])(strange).tolist() == [0.0, 0.0, 0.0]


def test_cosine_is_that_of_question_and_sentence() -> None:
    embedder = FakeEmbedder()
    scores = cosine_system([SEEN, UNSEEN], embedder)(SEEN)
    vectors, [asked] = embedder.encode(SEEN.texts), embedder.encode([SEEN.question])
    assert scores == pytest.approx(vectors @ asked)
    assert scores.argmax() == 1


def test_the_reader_reads_the_best_of_another_system_alone() -> None:
    fake = FakeReranker({"Rain": 9.0, "Ada": 2.0})
    scores = reader_system(fake, lambda one: given(1, 3, 2)[: len(one.texts)], read=2)
    # the order of the other system, and no score for its third
    assert scores(SEEN).tolist() == [-30.0, 2.0, 9.0]
    assert fake.asked == [(SEEN.question, ["Ada ran the mill.", "Rain."])]


# Candidates


def test_squad_questions_stand_over_their_own_paragraph(tmp_path: Path) -> None:
    assert not set(MEASURED) & set(CHECKED)
    assert squad_candidates(squad_file(tmp_path, CHECKED[0])) == []
    built, sold = squad_candidates(squad_file(tmp_path, MEASURED[0]))
    told = ("The mill was built in 1820.", "It burned down in 1901.", "The miller was Ada Brook.")
    texts = tuple(f"{MEASURED[0]} | {text}" for text in told)
    assert built == Candidates("When was the mill built?", texts, frozenset({0}), True)
    assert sold == Candidates("When was the mill sold?", texts, frozenset(), False)


def pool(folder: Path) -> Path:
    """A set with pools: questions over the sentences of one passage."""
    passage = {"id": "p1", "doc": "d", "title": "Mills", "text": "A mill. Rain.", "pool": "one"}
    asked = [
        {"id": "q1", "text": "Rain?", "answerable": False, "type": "none", "pool": "one"},
        {"id": "q2", "text": "A mill?", "answerable": True, "type": "none", "pool": "one"},
        {"id": "q3", "text": "Who?", "type": "none", "pool": "one"},
    ]
    folder.mkdir()
    (folder / "corpus.jsonl").write_text(json.dumps(passage), encoding="utf-8")
    lines = "\n".join(json.dumps(one) for one in asked)
    (folder / "queries.jsonl").write_text(lines, encoding="utf-8")
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n", encoding="utf-8")
    return folder


def test_a_pool_gives_the_sentences_of_its_passages(tmp_path: Path) -> None:
    texts = ("Mills | A mill.", "Mills | Rain.")
    # the third is not said to be answerable or not
    assert pooled_candidates(pool(tmp_path / "pool")) == [
        Candidates("Rain?", texts, frozenset(), False),
        Candidates("A mill?", texts, frozenset(), True),
    ]


def asked_folder(folder: Path) -> Path:
    """A set of questions with releases."""
    write_pages(folder / "releases", (FIRST, SECOND))
    rows = [
        (["What was suggested?"], True, [[f"{FIRST}#3.1"], [f"{SECOND}#3"]]),
        (["Who snored?"], False, []),
        (["What was suggested?", "And by whom?"], True, [[f"{FIRST}#3.1"]]),
    ]
    lines = [
        json.dumps(
            {
                "id": f"q{place}", "kind": "fact", "turns": turns, "answerable": answerable,
                "gold_paragraphs": gold,
            }
        )
        for place, (turns, answerable, gold) in enumerate(rows)
    ]  # fmt: skip
    (folder / "questions.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


@pytest.fixture
def _fake_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """The embedding model is the fake one."""
    monkeypatch.setattr("index.embed.load_embedder", lambda model: FakeEmbedder())


@pytest.mark.usefixtures("_fake_models")
def test_a_question_of_a_set_stands_over_all_sentences_of_its_releases(tmp_path: Path) -> None:
    first, second = asked_candidates(question_set(asked_folder(tmp_path / "set")))
    assert (first.question, first.answerable) == ("What was suggested?", True)
    assert (second.question, second.answerable) == ("Who snored?", False)
    assert first.texts == second.texts
    assert second.gold == frozenset()
    # the sentence of paragraph 3 and both of the passage, each as the product reads it
    later = "2nd Meeting on Kelp Reef Restoration Initiative Held in Busan (10 May 2023)"
    title = "1st Virtual Meeting on “Kelp Reef Restoration Initiative” Held on Mar. 15"
    lead = "The participants focused on ways to fund the initiative."
    assert {first.texts[place] for place in first.gold} == {
        f"{later} | {TERMS}",
        f"{title} (15 March 2022) | {lead} | {SUGGESTED}",
        f"{title} (15 March 2022) | {lead} | {CONSULT}",
    }
    assert not any(text.endswith(title) for text in first.texts)  # no head


# The command


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch, _fake_models: None) -> FakeReranker:
    """The reader that the command measures."""
    one = FakeReranker({"1820": 4.0, "Rain": 1.0}, otherwise=-3.0, reads_passages=False)
    monkeypatch.setattr("assistant.reader.model.load_reader", lambda name: one)
    return one


def command(folder: Path, *arguments: object) -> Result:
    words = ["reader", "--cache", str(folder / "cache"), *map(str, arguments)]
    return CliRunner().invoke(main, words)


def rows(output: str) -> dict[str, str]:
    """The figures of each system and difference, spaces folded."""
    folded = [" ".join(line.split()) for line in output.splitlines()]
    names = (
        "reader + cosine less cosine, AUROC:",
        "reader less cosine, AUROC:",
        "reader less cosine, accuracy@1:",
        "reader less cosine, RR:",
        *("reader + cosine", "reader", "cosine", "bm25"),
    )
    found: dict[str, str] = {}
    for line in folded:
        name = next((one for one in names if line.startswith(one)), "")
        if name:
            found[name] = line.removeprefix(name).strip()
    return found


def test_the_report_gives_each_system_and_the_differences(
    tmp_path: Path, fake: FakeReranker
) -> None:
    path = squad_file(tmp_path, MEASURED[0])
    result = command(tmp_path, path)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[0] == "squad2_small.json (2 questions)"
    found = rows(result.stdout)
    # the reader has 1820 first, and is as sure of the question that nothing answers
    assert found["reader"] == (
        "accuracy@1 1.000 [1.000, 1.000] RR 1.000 [1.000, 1.000] "
        "AUROC 0.500 [0.500, 0.500] refused 1.000"
    )
    # by its words the gold sentence is the first one, too, and more alike to the one answered
    assert found["cosine"] == (
        "accuracy@1 1.000 [1.000, 1.000] RR 1.000 [1.000, 1.000] "
        "AUROC 1.000 [1.000, 1.000] refused 0.000"
    )
    assert found["bm25"].startswith("accuracy@1 1.000 ")
    # ranks 0 + 1 against 0 + 0
    assert found["reader + cosine"] == "AUROC 1.000 [1.000, 1.000] refused 0.000"
    assert found["reader less cosine, AUROC:"] == "-0.500 [-0.500, -0.500]"
    assert found["reader + cosine less cosine, AUROC:"] == "+0.000 [+0.000, +0.000]"
    assert found["reader less cosine, accuracy@1:"] == "+0.000 [+0.000, +0.000]"
    assert found["reader less cosine, RR:"] == "+0.000 [+0.000, +0.000]"
    assert [question for question, _ in fake.asked] == [
        "When was the mill built?",
        "When was the mill sold?",
    ]


def test_a_worse_reader_is_told_as_worse(tmp_path: Path, fake: FakeReranker) -> None:
    fake.words = {"Ada Brook": 5.0, "1901": 4.0}
    result = command(tmp_path, squad_file(tmp_path, MEASURED[0]))
    found = rows(result.stdout)
    assert found["reader"].startswith("accuracy@1 0.000 [0.000, 0.000] RR 0.333 [0.333, 0.333]")
    assert found["reader less cosine, accuracy@1:"] == "-1.000 [-1.000, -1.000]"
    assert found["reader less cosine, RR:"] == "-0.667 [-0.667, -0.667]"


def test_every_kind_of_set_is_asked(tmp_path: Path, fake: FakeReranker) -> None:
    sets = [
        squad_file(tmp_path, MEASURED[0]),
        pool(tmp_path / "pool"),
        asked_folder(tmp_path / "asked"),
    ]
    result = command(tmp_path, *sets)
    assert result.exit_code == 0, result.output
    heads = [line for line in result.stdout.splitlines() if line.endswith("questions)")]
    assert heads == [f"{path.name} (2 questions)" for path in sets]
    # a pool has no gold sentences: no rank, and no difference of ranks
    part = result.stdout.split("\n\n")[1]
    assert "AUROC" in part and "accuracy@1" not in part


def test_a_limit_draws_the_same_questions_each_time(tmp_path: Path, fake: FakeReranker) -> None:
    path = squad_file(tmp_path, MEASURED[0])
    first = command(tmp_path, path, "--limit", 1)
    assert first.stdout.startswith("squad2_small.json (1 questions)")
    assert "AUROC" not in first.stdout  # one question is of one kind
    assert command(tmp_path, path, "--limit", 1).stdout == first.stdout
    assert len({question for question, _ in fake.asked}) == 1


@pytest.mark.parametrize("kept", [1, 2, 4, 6])
def test_a_cut_run_goes_on_and_ends_the_same(tmp_path: Path, fake: FakeReranker, kept: int) -> None:
    path, out = squad_file(tmp_path, MEASURED[0]), tmp_path / "out.jsonl"
    first = command(tmp_path, path, "--out", out)
    whole = out.read_bytes()
    head, *lines, end = [json.loads(line) for line in whole.decode().splitlines()]
    assert head == {
        "out": 1, "command": "reader", "sets": [path.name], "limit": None, "model": "packaged",
    }  # fmt: skip
    assert [(line["system"], line["place"]) for line in lines] == [
        (system, place) for system in ("bm25", "cosine", "reader") for place in (1, 2)
    ]
    assert lines[4] == {
        "set": path.name, "system": "reader", "place": 1,
        "answerable": True, "confidence": 4.0, "rank": 1,
    }  # fmt: skip
    assert end == {"end": True}
    fake.asked.clear()
    out.write_bytes(b"".join(whole.splitlines(keepends=True)[:kept]) + b'{"set": "squ')
    second = command(tmp_path, path, "--out", out)
    assert second.exit_code == 0, second.output
    assert (second.stdout, out.read_bytes()) == (first.stdout, whole)
    # of the reader's two lines, which follow head and four others, the first may be there
    assert len(fake.asked) == (1 if kept == 6 else 2)


def test_an_interrupt_tells_how_to_go_on(
    tmp_path: Path, fake: FakeReranker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> Scores:
        raise KeyboardInterrupt

    monkeypatch.setattr(fake, "scores", interrupted)
    out = tmp_path / "out.jsonl"
    result = command(tmp_path, squad_file(tmp_path, MEASURED[0]), "--out", out)
    assert result.exit_code == 130
    assert f"goes on after what stands in {out}" in result.stderr
    assert out.read_bytes().count(b"\n") == 5  # the head, and two lines each of bm25 and cosine


def test_a_file_begun_with_another_model_is_kept(tmp_path: Path, fake: FakeReranker) -> None:
    path, out = squad_file(tmp_path, MEASURED[0]), tmp_path / "out.jsonl"
    assert command(tmp_path, path, "--out", out).exit_code == 0
    result = command(tmp_path, path, "--out", out, "--reranker", "some/model")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "was begun with other model" in result.stderr


def test_without_a_reader_there_is_nothing_to_measure(tmp_path: Path) -> None:
    result = command(tmp_path, squad_file(tmp_path, MEASURED[0]), "--reranker", "none")
    assert result.exit_code == 2
    assert "there is no reader to measure" in result.stderr


def test_the_help_says_what_each_figure_is() -> None:
    words = " ".join(CliRunner().invoke(main, ["reader", "--help"]).stdout.split())
    assert f"{module.WRONG_ANSWERS:.1%}".replace("%", " %") in words
    for told in ("accuracy@1, RR", "AUROC", "refused", "difference", "--reranker MODEL", "--out"):
        assert told in words


@pytest.mark.slow
@pytest.mark.skipif(not parts(), reason="needs the packages of requirements-reader.txt")
def test_the_shipped_readers_beat_bm25_on_a_question_of_words() -> None:
    shipped = load_reader("packaged")  # the small one alone prefers the denial (CARD.md, Limits)
    assert shipped
    told = ("The mill | Who ran the mill was not known.", "The mill | Ada Brook ran it until 1901.")
    one = Candidates("Who ran the mill?", told, frozenset({1}), True)
    assert bm25_system([one, UNSEEN])(one).argmax() == 0
    assert reader_system(shipped, bm25_system([one, UNSEEN]))(one).argmax() == 1
