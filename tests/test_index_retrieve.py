"""Searching: the expected order, filters, ties and fused scores."""

from collections.abc import Iterator
from datetime import date

import numpy as np
import pytest

from index.build import build
from index.records import Filters, ScoredPassage
from index.retrieve import RANK_CONSTANT, Retriever, paragraphs_of
from index.stems import tokenize
from tests.fakes import FakeEmbedder
from tests.pages import page_a, page_c

PAGES = {
    "m_1-1": ("2020-03-02", "Talks on Buoys", "Officials met on March 1 on buoys and lights."),
    "m_1-2": ("2021-03-02", "Talks on Cranes", "Officials met on March 1 on cranes and docks."),
    "m_2-3": ("2022-03-02", "Talks on Ferries", "Officials met on March 1 on ferries and buoys."),
    "file-undated": ("", "Talks on Tides", "Officials met on buoys, cranes and ferries."),
}


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retriever]:
    """A search over three dated releases of two boards and an undated one."""
    folder = tmp_path_factory.mktemp("pages")
    lines = []
    for id, (posted, title, words) in PAGES.items():
        body = f"1. {words}\n\n2. The participants agreed to meet again in Lima."
        text = page_a(body, posted, title) if posted else page_c(body, title)
        (folder / f"{id.removeprefix('file-')}.txt").write_text(text, encoding="utf-8")
        board, _, seq = id.partition("-")
        if board != "file":
            lines.append(f'{{"file": "{id}.txt", "board": "{board}", "seq": {seq}}}')
    (folder / "catalogue.jsonl").write_text("\n".join(lines), encoding="utf-8")
    data = tmp_path_factory.mktemp("data")
    build(data, [folder], FakeEmbedder())
    yield Retriever(data, FakeEmbedder())


def search(retriever: Retriever, words: str, k: int = 50, **filters: object) -> list[ScoredPassage]:
    """The passages found for some words."""
    return retriever.passages(words, retriever.encode(words), k, Filters(**filters))  # type: ignore[arg-type]


def releases(found: list[ScoredPassage]) -> set[str]:
    """The releases that passages belong to."""
    return {passage.release for passage in found}


def test_best_passage_is_the_one_with_the_words(retriever: Retriever) -> None:
    found = search(retriever, "Talks on Cranes: officials met on cranes and docks")
    assert found[0].id == "m_1-2#1.0"
    assert found[0].release == "m_1-2"
    scores = [passage.score for passage in found]
    assert scores == sorted(scores, reverse=True)
    assert search(retriever, "cranes and docks", k=2) == search(retriever, "cranes and docks")[:2]


def test_lexical_order_and_scores(retriever: Retriever) -> None:
    found = retriever.generation.lexical("lights", 10, Filters())
    assert [id for id, _ in found] == ["m_1-1#1.0"]
    assert found[0][1] > 0
    assert retriever.generation.lexical("walrus", 10, Filters()) == []
    assert retriever.generation.lexical("", 10, Filters()) == []
    assert retriever.generation.lexical("of the", 10, Filters()) == []


def test_word_forms_are_one(retriever: Retriever) -> None:
    assert tokenize(["Buoys agreed the Agreeing"]) == [["buoy", "agre", "agre"]]
    one = retriever.generation.lexical("light", 10, Filters())
    assert one == retriever.generation.lexical("LIGHTS", 10, Filters())


def test_dense_scores_are_cosines(retriever: Retriever) -> None:
    embedder = FakeEmbedder()
    text = "Talks on Buoys · 2020-03-02\nTalks on Buoys"
    found = dict(retriever.generation.dense(embedder.encode([text])[0], 50, Filters()))
    assert found["m_1-1#head"] == pytest.approx(1.0, abs=1e-4)
    other = "Talks on Cranes · 2021-03-02\nTalks on Cranes"
    expected = float(np.dot(*embedder.encode([text, other])))
    assert found["m_1-2#head"] == pytest.approx(expected, abs=1e-3)


def test_fused_score_is_the_sum_of_reciprocal_ranks(retriever: Retriever) -> None:
    vector = retriever.encode("lights")
    dense = [id for id, _ in retriever.generation.dense(vector, 100, Filters())]
    found = {one.id: one for one in retriever.passages("lights", vector, 100)}
    rank = dense.index("m_1-1#1.0") + 1
    expected = 1 / (RANK_CONSTANT + rank) + 1 / (RANK_CONSTANT + 1)
    assert found["m_1-1#1.0"].score == pytest.approx(expected)
    assert found["m_1-1#1.0"].lexical > 0
    only_dense = found[dense[-1]]
    assert only_dense.score == pytest.approx(1 / (RANK_CONSTANT + len(dense)))
    assert only_dense.lexical == 0.0


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2021, 1, 1), date(2021, 12, 31), {"m_1-2"}),
        (date(2021, 3, 1), date(2021, 3, 1), {"m_1-2"}),
        (date(2021, 3, 2), date(2021, 12, 31), set()),
        (None, date(2020, 12, 31), {"m_1-1"}),
        (date(2021, 1, 1), None, {"m_1-2", "m_2-3"}),
        (date(1900, 1, 1), date(2199, 12, 31), {"m_1-1", "m_1-2", "m_2-3"}),
    ],
)
def test_period_matches_event_dates_and_never_undated_releases(
    retriever: Retriever, first: date | None, last: date | None, expected: set[str]
) -> None:
    found = search(retriever, "officials met on buoys and cranes", first=first, last=last)
    assert releases(found) == expected
    generation, filters = retriever.generation, Filters(first=first, last=last)
    lexical = generation.lexical("officials met", 50, filters)
    dense = generation.dense(retriever.encode("officials met"), 50, filters)
    assert {generation.release_of(id) for id, _ in lexical} == expected
    assert {generation.release_of(id) for id, _ in dense} == expected


def test_undated_release_is_found_without_a_period(retriever: Retriever) -> None:
    assert "file-undated" in releases(search(retriever, "officials met"))


def test_boards_and_releases_limit(retriever: Retriever) -> None:
    words = "officials met on buoys"
    assert releases(search(retriever, words, boards=("m_1",))) == {"m_1-1", "m_1-2"}
    assert releases(search(retriever, words, boards=("m_1", "m_2"))) == {"m_1-1", "m_1-2", "m_2-3"}
    assert releases(search(retriever, words, boards=("m_9",))) == set()
    assert releases(search(retriever, words, releases=("file-undated",))) == {"file-undated"}
    both = search(retriever, words, releases=("m_1-1", "m_2-3"), first=date(2022, 1, 1))
    assert releases(both) == {"m_2-3"}


def test_ties_go_by_id(retriever: Retriever) -> None:
    words = "participants agreed to meet again in Lima"
    lexical = retriever.generation.lexical(words, 50, Filters())
    tied = [id for id, score in lexical if id.endswith("#2.0") and score == lexical[0][1]]
    assert len(tied) == 4
    assert tied == sorted(tied)
    cut = [id for id, _ in retriever.generation.lexical(words, 2, Filters())]
    assert cut == tied[:2]


def test_paragraphs_take_the_best_score_of_their_passages() -> None:
    found = [
        ScoredPassage("r#2.1", "r", 0.9),
        ScoredPassage("r#1.0", "r", 0.8),
        ScoredPassage("r#2.0", "r", 0.7),
        ScoredPassage("a#head", "a", 0.8),
    ]
    paragraphs = paragraphs_of(found, 5)
    assert [(one.id, one.score) for one in paragraphs] == [
        ("r#2", 0.9),
        ("a#head", 0.8),
        ("r#1", 0.8),
    ]
    assert [passage.id for passage in paragraphs[0].passages] == ["r#2.1", "r#2.0"]
    assert paragraphs_of(found, 1) == paragraphs[:1]
    assert paragraphs_of([], 5) == []
