"""Timing answers: what the made-up archive holds, what is asked and measured, what is printed."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from eval.__main__ import main
from eval.run import RELEASES
from eval.speed_answer import AnswerSpeed, Taken, _faster, make, measure, mixed, report
from eval.synthetic import DIMENSION
from index.embed import Vectors
from index.sentence_vectors import sentence_texts
from index.store import Archive
from tests.fakes import FakeEmbedder

SIZE = 200


class WideEmbedder(FakeEmbedder):
    """As many axes as the made-up vectors have."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors = super().encode(texts)
        return np.pad(vectors, ((0, 0), (0, DIMENSION - vectors.shape[1])))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five releases among invented ones: about 200 passages."""
    folder = tmp_path_factory.mktemp("answers") / "data"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("eval.speed_answer.FOLDERS", ())
        make(folder, WideEmbedder(), SIZE, lambda *step: None)
    return folder


def test_the_archive_holds_real_releases_among_dated_invented_ones(data: Path) -> None:
    releases = Archive(data).releases()
    real = [one for one in releases if not one.id.startswith("m_1-")]
    assert len(real) == len(list(RELEASES.glob("*.txt")))
    assert len(real) < len(releases) / 2
    assert 0.97 * SIZE <= sum(len(one.passages) for one in releases) <= SIZE
    assert all(one.event and one.released for one in releases if one not in real)
    assert len({one.when.first.year for one in releases if one.when}) > 4


def test_an_archive_that_is_there_is_taken(data: Path) -> None:
    before = Archive(data).generation()
    make(data, WideEmbedder(), SIZE, lambda *step: None)
    assert Archive(data).generation() == before


def test_questions_of_every_kind_are_asked_and_no_set_put_aside_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[Path] = []
    opened = Path.read_text
    monkeypatch.setattr(
        Path, "read_text", lambda self, **how: (read.append(self), opened(self, **how))[1]
    )
    questions = mixed(2)
    kinds = [question.kind for question in questions]
    assert max(map(kinds.count, kinds)) == 2
    assert {"agreed_in_period", "single_fact", "who", "when", "count"} <= set(kinds)
    assert {"timeline", "compare", "not_in_archive", "follow_up"} <= set(kinds)
    assert mixed(2) == questions
    assert read and not any("set_aside" in str(path) for path in read)


def test_every_question_is_timed_with_a_memory_of_its_own(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = ("about", "follow_up", "single_fact", "when")
    questions = [one for one in mixed(1) if one.kind in kinds]
    monkeypatch.setattr("eval.speed_answer.mixed", lambda each: questions)
    monkeypatch.setattr("eval.speed_answer.ROUNDS", 2)
    steps: list[tuple[str, int, int]] = []
    embedder = WideEmbedder()
    speed = measure(data, embedder, lambda *step: steps.append(step), SIZE, each=1)
    assert tuple(one.kind for one in speed.taken) == kinds
    assert steps == [(f"round {number}", place, 4) for number in (1, 2) for place in (1, 2, 3, 4)]
    for one in speed.taken:
        assert 0 < one.first <= one.new
        assert one.again > 0 and one.searched > 0
    sentences = sentence_texts(Archive(data).releases()).values()
    assert embedder.encoded and not set(embedder.encoded) & set(sentences)  # the index holds them
    searched = next(one for one in speed.taken if one.kind == "single_fact")
    assert {"understand", "retrieve", "select", "compose"} <= set(searched.steps)


def taken(kind: str, new: float, **other: float) -> Taken:
    given = {"first": new / 2, "again": new / 4, "searched": 10.0} | other
    return Taken(kind, new, **given, steps={"select": new, "retrieve": new / 3})


def test_the_fastest_of_the_rounds_counts() -> None:
    slow, fast = taken("when", 400.0, searched=5.0), taken("when", 80.0)
    both = _faster(slow, fast)
    assert (both.new, both.first, both.again, both.searched) == (80.0, 40.0, 20.0, 5.0)
    assert both.steps == fast.steps == _faster(fast, slow).steps


def test_report_says_what_was_wanted_and_what_was_found() -> None:
    times = tuple(taken("when", float(value)) for value in range(0, 1010, 10))
    told = report(AnswerSpeed(900, 10_000, times, 50.0))
    assert told.startswith("10,000 passages of 900 releases; 101 questions, no language model")
    rows = {line[:24].strip(): line[24:].split() for line in told.splitlines()}
    assert rows["when"][:7] == ["101", "500", "/", "950", "250", "/", "475"]
    assert rows["all kinds"] == rows["when"]
    assert "whole answer, p95: 950 ms (wanted: at most 400)" in told
    assert "first words, p95: 475 ms (wanted: at most 200)" in told
    assert "50.0 times as long as encoding and searching" in told
    assert "select 75 %, retrieve 25 %" in told
    told = report(AnswerSpeed(900, 10_000, (*times, taken("who", 500.0)), 50.0))
    assert "102 questions" in told
    assert f"{'who':24}{1:4}{'500 / 500':>16}{'250 / 250':>16}{'125 / 125':>16}" in told


def test_the_command_prints_the_table(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[object] = []
    speed = AnswerSpeed(9, 100, (taken("when", 80.0),), 50.0)

    def measured(
        folder: Path, embedder: object, tell: object, each: int, reranker: str
    ) -> AnswerSpeed:
        asked.extend((folder, each, reranker))
        return replace(speed, passages=123)

    monkeypatch.setattr("eval.speed_answer.measure", measured)
    monkeypatch.setattr("index.embed.load_embedder", lambda model: WideEmbedder())
    arguments = ["speed", "answering", "--folder", str(tmp_path), "--each", "2"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert asked == [tmp_path / "answers-10000", 2, "packaged"]
    assert result.output.startswith("123 passages of 9 releases")
