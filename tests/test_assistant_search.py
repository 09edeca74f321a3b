"""The search step: the order of passages with and without a reranker."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from assistant import search as module
from assistant.answer import Assistant
from assistant.query import query_of
from assistant.records import Answer, Status
from assistant.search import RERANK_SHARE, Search
from assistant.understand import understand
from index.records import ScoredPassage
from index.retrieve import Retriever
from index.store import Archive
from tests.fakes import FakeEmbedder, FakeReranker
from tests.test_assistant_answer import FIRST, SECOND, assistant_over

TODAY = date(2023, 9, 1)
KELP = "What is said of kelp reefs?"


class Listed(Retriever):
    """A retriever that always finds these passages."""

    def __init__(self, data: Path, found: Sequence[ScoredPassage]) -> None:
        super().__init__(data, FakeEmbedder())
        self.found = list(found)

    def passages(self, query: object, k: int) -> list[ScoredPassage]:
        return self.found[:k]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant over four invented releases, without a reranker."""
    return assistant_over(tmp_path_factory.mktemp("archive"))


def found(
    assistant: Assistant, reranker: FakeReranker | None, question: str = KELP, k: int = 40
) -> list[ScoredPassage]:
    """What a search finds."""
    reading = understand(question, (), assistant.lexicon, TODAY)
    query = query_of(reading, assistant.retriever.embedder)
    return Search(assistant.archive, assistant.retriever, reranker).passages(reading, query, k)


def scored(*rows: tuple[str, float]) -> list[ScoredPassage]:
    return [ScoredPassage(id, id.split("#")[0], score) for id, score in rows]


def of(
    assistant: Assistant, rows: Sequence[ScoredPassage], reranker: FakeReranker, k: int = 40
) -> list[str]:
    """The ids in the order that a search over just these passages gives."""
    data = assistant.retriever.archive.folder
    reading = understand(KELP, (), assistant.lexicon, TODAY)
    query = query_of(reading, assistant.retriever.embedder)
    ranked = Search(Archive(data), Listed(data, rows), reranker).passages(reading, query, k)
    assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)
    return [one.id for one in ranked]


def test_both_scores_count_alike(assistant: Assistant) -> None:
    rows = scored(
        (f"{FIRST}#2.0", 1.4), (f"{FIRST}#3.1", 1.0), (f"{FIRST}#3.2", 0.6), (f"{FIRST}#4.0", 0.4)
    )
    assert RERANK_SHARE == 0.5
    # fused from 1 to 0: 1.0, 0.6, 0.2, 0.0; read: map 1.0, seed bank 0.5, the others 0.0
    reranker = FakeReranker({"map of the reefs": 10.0, "seed bank": 5.0})
    assert of(assistant, rows, reranker) == [
        f"{FIRST}#3.1",  # 0.3 + 0.25
        f"{FIRST}#2.0",  # 0.5 + 0
        f"{FIRST}#4.0",  # 0 + 0.5, behind the one with the smaller id
        f"{FIRST}#3.2",  # 0.1 + 0
    ]


def test_the_scale_of_the_reranker_does_not_matter(assistant: Assistant) -> None:
    plain = found(assistant, FakeReranker({"Norway": 1.0, "Busan": 0.5}))
    logits = found(assistant, FakeReranker({"Norway": 900.0, "Busan": 450.0}))
    assert [one.id for one in plain] == [one.id for one in logits]
    assert [one.id for one in plain] != [one.id for one in found(assistant, None)]


def test_a_reranker_that_tells_nothing_apart_changes_no_order(assistant: Assistant) -> None:
    same = found(assistant, FakeReranker())
    assert [one.id for one in same] == [one.id for one in found(assistant, None)]


def test_a_reranker_decides_where_the_fused_scores_are_equal(assistant: Assistant) -> None:
    rows = scored((f"{FIRST}#2.0", 0.7), (f"{FIRST}#4.0", 0.7))
    assert of(assistant, rows, FakeReranker({"map of the reefs": 1.0})) == [
        f"{FIRST}#4.0",
        f"{FIRST}#2.0",
    ]


def test_the_reranker_reads_title_and_passage_of_the_standalone_question(
    assistant: Assistant,
) -> None:
    reranker = FakeReranker()
    ranked = found(assistant, reranker)
    [(question, texts)] = reranker.asked
    assert question == KELP
    by_id = dict(zip((one.id for one in ranked), texts, strict=True))
    title = "2nd Meeting on Kelp Reef Restoration Initiative Held in Busan"
    assert by_id[f"{SECOND}#2.0"].startswith(f"{title}\n")
    assert "Norway proposed a joint fund of USD 3 million for divers." in by_id[f"{SECOND}#2.0"]


def test_only_the_best_are_reranked_and_the_rest_stay_behind(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "RERANKED", 5)
    before = found(assistant, None)
    reranker = FakeReranker({"map": 1.0, "Norway": 0.9, "Busan": 0.8})
    after = found(assistant, reranker)
    [(_, texts)] = reranker.asked
    assert len(texts) == 5 < len(before)
    assert {one.id for one in after[:5]} == {one.id for one in before[:5]}
    assert after[5:] == before[5:]
    scores = [one.score for one in after]
    assert scores == sorted(scores, reverse=True)


def test_a_passage_beyond_the_first_k_may_come_into_them(assistant: Assistant) -> None:
    rows = scored((f"{FIRST}#2.0", 0.9), (f"{FIRST}#4.0", 0.8), (f"{FIRST}#3.1", 0.1))
    reranker = FakeReranker({"map of the reefs": 1.0})
    assert of(assistant, rows, reranker, k=1) == [f"{FIRST}#4.0"]
    assert len(reranker.asked[0][1]) == 3


def test_a_period_leaves_the_reranker_what_is_told_of_other_days(assistant: Assistant) -> None:
    question = "What was said of kelp reefs in 2022?"
    plain = found(assistant, None, question)
    reranker = FakeReranker({"USD 3 million": 1.0})
    ranked = found(assistant, reranker, question)
    assert {one.id for one in ranked} == {one.id for one in plain}
    places = [[one.id for one in order].index(f"{SECOND}#2.0") for order in (ranked, plain)]
    assert places[0] < places[1]
    assert len(reranker.asked) == 1


def test_a_passage_that_was_taken_out_meanwhile_is_no_error(assistant: Assistant) -> None:
    rows = scored((f"{FIRST}#2.0", 0.9), ("m_1-1#1.0", 0.8), (f"{FIRST}#4.0", 0.7))
    reranker = FakeReranker({"map of the reefs": 1.0})
    assert "m_1-1#1.0" in of(assistant, rows, reranker)
    assert reranker.asked[0][1][1] == ""


def test_the_assistant_searches_with_its_reranker(assistant: Assistant) -> None:
    reranker = FakeReranker({"map of the reefs": 1.0})
    other = Assistant(assistant.archive, assistant.retriever, reranker=reranker)
    reading = understand(KELP, (), other.lexicon, TODAY)
    assert other.search(reading) == found(assistant, reranker)
    other.warm()
    assert reranker.asked[-1] == ("", [""])
    answer = other.ask("What did KRRI agree in 2022?", (), TODAY)
    assert isinstance(answer, Answer)
    assert answer.citations


def test_a_reader_of_sentences_leaves_the_order_of_passages_to_the_search(
    assistant: Assistant,
) -> None:
    reader = FakeReranker({"map of the reefs": 9.0}, reads_passages=False)
    other = Assistant(assistant.archive, assistant.retriever, reranker=reader)
    reading = understand(KELP, (), other.lexicon, TODAY)
    assert other.search(reading) == found(assistant, None) != found(assistant, reader)
    reader.asked.clear()
    other.ask(KELP, (), TODAY)
    [(question, texts)] = reader.asked
    assert question == KELP
    title = "1st Virtual Meeting on “Kelp Reef Restoration Initiative” Held on Mar. 15"
    assert f"{title} (15 March 2022) | The Ministry will publish a map of the reefs." in texts


def test_a_reranker_of_passages_reads_the_sentences_too(assistant: Assistant) -> None:
    reranker = FakeReranker()
    other = Assistant(assistant.archive, assistant.retriever, reranker=reranker)
    other.ask(KELP, (), TODAY)
    passages, sentences = (texts for _, texts in reranker.asked)
    assert all("\n" in text for text in passages)
    assert all("\n" not in text for text in sentences)


def test_without_a_reranker_nothing_is_read_and_what_it_doubts_is_not_quoted(
    assistant: Assistant,
) -> None:
    question = "What did KRRI agree in 2023?"
    plain = assistant.ask(question, (), TODAY)
    assert plain.reading and [one.id for one in plain.citations] == [f"{SECOND}#3.0"]
    doubts = FakeReranker(otherwise=-9.0, reads_passages=False)
    other = Assistant(assistant.archive, assistant.retriever, reranker=doubts)
    refused = other.ask(question, (), TODAY)
    assert (refused.status, refused.citations) == (Status.NOT_IN_ARCHIVE, ())
