"""The systems of a run: which can be asked, and what each gives for a question."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.records import Answer, Status
from assistant.settings import Settings
from eval.measures import score
from eval.questions import Question
from eval.systems import (
    PARAGRAPHS,
    PLAIN,
    NoSystem,
    Product,
    Systems,
    chosen_systems,
    settings_of,
)
from index.errors import BadQuestion
from tests.fakes import FakeEmbedder
from tests.marsh import marsh_assistant
from tests.test_eval_measures import StubArchive, answer, question

PLAINLY = Settings(data=Path("data"), reranker="none")
BOTH = replace(PLAINLY, llm="writer", llm_reads=True, reranker="reader")


@pytest.mark.parametrize(
    ("names", "settings", "chosen"),
    [
        ((), PLAINLY, ["default"]),
        ((), BOTH, ["default"]),
        (("bm25", "default", "bm25"), PLAINLY, ["bm25", "default"]),
        (("all",), PLAINLY, ["default", "alone", *PLAIN]),
        (("all",), BOTH, ["default", "no-reader", "llm", "alone", *PLAIN]),
        (("vanilla", "all"), PLAINLY, ["vanilla", "default", "alone", "bm25", "dense", "rrf"]),
    ],
)
def test_the_systems_that_are_asked(
    names: Sequence[str], settings: Settings, chosen: Sequence[str]
) -> None:
    assert chosen_systems(names, settings) == chosen


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ours", "there is no such system; they are default, no-reader"),
        ("llm", "COMMUNIQUE_LLM"),
        ("no-reader", "COMMUNIQUE_RERANKER"),
    ],
)
def test_a_system_that_cannot_run(name: str, told: str) -> None:
    with pytest.raises(NoSystem, match=f"--system {name}: .*{told}"):
        chosen_systems(["default", name], PLAINLY)


def test_variants_differ_in_their_settings() -> None:
    assert settings_of("llm", BOTH) == BOTH
    without = replace(BOTH, llm="", llm_reads=False)
    assert settings_of("default", BOTH) == settings_of("alone", BOTH) == without
    assert settings_of("no-reader", BOTH) == replace(without, reranker="none")


class Recorder:
    """An assistant that keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []

    def warm(self) -> None:
        self.asked.append(("(warm)", 0))

    def ask(
        self, question: str, earlier: Sequence[Answer] = (), today: date | None = None
    ) -> Answer:
        self.asked.append((question, len(earlier)))
        if question == "Broken?":
            raise BadQuestion("it is broken")
        return replace(answer(), confidence=0.25)


def test_a_conversation_is_asked_from_its_start_unless_alone() -> None:
    asked = replace(question(), turns=("First?", "Then?"))
    for is_alone, turns in ((False, [("First?", 0), ("Then?", 1)]), (True, [("Then?", 0)])):
        recorder = Recorder()
        given = Product(recorder, is_alone).ask(asked, None)
        assert recorder.asked == turns
        assert given.confidence == 0.25


def test_a_variant_is_opened_once_and_warmed(monkeypatch: pytest.MonkeyPatch) -> None:
    recorder, opened = Recorder(), []

    def product(settings: Settings) -> Recorder:
        opened.append(settings)
        return recorder

    monkeypatch.setattr("eval.systems.open_product", product)
    systems = Systems(StubArchive(), BOTH, lambda *_: None)
    systems.system("no-reader").ask(question(), None)
    systems.system("no-reader").ask(question(), None)
    assert opened == [settings_of("no-reader", BOTH)]
    assert recorder.asked == [("(warm)", 0), ("What?", 0), ("What?", 0)]


@pytest.fixture
def systems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Systems:
    """The systems over the five marsh releases, with vectors that need no model."""
    monkeypatch.setattr("index.embed.load_embedder", lambda model: FakeEmbedder())
    return Systems(marsh_assistant(tmp_path).archive, PLAINLY, lambda *_: None)


def asking(text: str) -> Question:
    return replace(question((), (), ()), turns=("Who was there?", text))


@pytest.mark.parametrize("name", PLAIN)
def test_a_plain_search_quotes_its_best_passages(systems: Systems, name: str) -> None:
    asked = asking("Who opened the Salt Marsh School in Seoul on March 2?")
    given = systems.system(name).ask(asked, None)
    assert given.answer.status is Status.ANSWERED
    assert len(given.answer.citations) == 3
    assert [one.label for one in given.answer.citations] == ["1", "2", "3"]
    assert given.answer.text.count("“") == given.answer.text.count("\n") + 1 == 3
    marks = score(asked, given.answer, systems.archive)
    assert marks.exact == marks.placed == (True, True, True)
    ranked = [one.id for one in given.answer.retrieved]
    assert len(ranked) == len(set(ranked)) <= PARAGRAPHS
    assert all("." not in id.partition("#")[2] for id in ranked)
    assert given.answer.citations[0].id.startswith(ranked[0])
    assert (given.confidence is None) == (name == "rrf")
    assert systems.system(name).ask(asked, None).answer == given.answer


def test_bm25_finds_the_words_of_the_last_turn(systems: Systems) -> None:
    bm25 = systems.system("bm25")
    given = bm25.ask(asking("Who opened the Salt Marsh School?"), None)
    assert "was opened in Seoul on March 2" in given.answer.citations[0].quote
    assert given.confidence and given.confidence > 0


def test_a_search_that_finds_nothing_answers_with_nothing(systems: Systems) -> None:
    given = systems.system("bm25").ask(asking("Xylophone?"), None)
    assert (given.answer.status, given.answer.text, given.answer.citations) == (
        *(Status.ANSWERED, "", ()),
    )
    assert given.confidence == 0.0
