"""Searching: the expected order, filters, days and boards that are asked about, ties."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from math import exp
from pathlib import Path

import numpy as np
import pytest

from index import retrieve
from index.build import build
from index.fuse import OWN_DAYS, WEIGHTS
from index.query import Query
from index.records import Filters, ScoredPassage
from index.retrieve import Retriever, paragraphs_of
from index.stems import tokenize
from tests.fakes import FakeEmbedder
from tests.folders import add, post
from tests.pages import page_a, page_c
from tests.searches import query

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
    return retriever.passages(query(words, **filters), k)


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


def test_a_score_joins_what_both_sides_give(retriever: Retriever) -> None:
    asked = query("lights", near="Officials met on lights")
    dense = dict(retriever.generation.dense(asked.vector, 100, Filters()))
    found = {one.id: one for one in retriever.passages(asked, 100)}
    assert found.keys() == dense.keys()
    assert all(one.dense == dense[id] for id, one in found.items())
    best = found["m_1-1#1.0"]
    assert best.lexical > 0 and best.score == pytest.approx(1.0)  # the best of both sides
    only_dense = found["m_1-2#1.0"]
    assert only_dense.lexical == 0.0 < only_dense.dense
    assert only_dense.score == pytest.approx(WEIGHTS.dense * only_dense.dense / best.dense)


def test_what_words_alone_find_is_as_near_as_it_is(
    retriever: Retriever, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retrieve, "DEPTH", 1)
    asked = query("lights", near="Talks on Cranes")
    found = {one.id: one for one in retriever.passages(asked, 50)}
    assert found.keys() == {"m_1-2#head", "m_1-1#1.0"}
    cosines = retriever.generation.cosines(asked.vector, found)
    assert {id: one.dense for id, one in found.items()} == cosines
    assert 0 < cosines["m_1-1#1.0"] < cosines["m_1-2#head"]


# days and boards that are asked about

MEET = "The participants agreed to meet again in Lima"
"""Stands in every release: what is asked about besides decides the order."""
SECOND = [f"{id}#2.0" for id in PAGES]


def ranked(retriever: Retriever, asked: Query) -> list[str]:
    """The second paragraphs of the releases in the order found."""
    return [one.id for one in retriever.passages(asked, 50) if one.id in SECOND]


@pytest.mark.parametrize(("year", "id"), [(2020, "m_1-1"), (2021, "m_1-2"), (2022, "m_2-3")])
def test_a_passage_of_the_asked_days_goes_first_and_others_stay(
    retriever: Retriever, year: int, id: str
) -> None:
    asked = replace(query(MEET), days=((date(year, 2, 1), date(year, 3, 31)),))
    order = ranked(retriever, asked)
    assert order[0] == f"{id}#2.0" and sorted(order) == sorted(SECOND)
    before = {one.id: one.score for one in retriever.passages(query(MEET), 50)}
    after = {one.id: one.score for one in retriever.passages(asked, 50)}
    assert after[f"{id}#2.0"] == pytest.approx(before[f"{id}#2.0"] + WEIGHTS.days)
    assert after["file-undated#2.0"] == pytest.approx(before["file-undated#2.0"])


def test_a_passage_near_the_asked_days_goes_before_one_far_off(retriever: Retriever) -> None:
    asked = replace(query(MEET), days=((date(2021, 3, 4), date(2021, 3, 4)),))
    assert ranked(retriever, asked)[0] == "m_1-2#2.0"


def test_days_of_publication_are_held_against_the_day_of_release(retriever: Retriever) -> None:
    day = date(2021, 3, 2)  # the release's; the talks were the day before
    of_events = replace(query(MEET), days=((day, day),))
    of_releases = replace(of_events, released_only=True)
    before = {one.id: one.score for one in retriever.passages(query(MEET), 50)}
    for asked, share in ((of_events, exp(-1 / OWN_DAYS)), (of_releases, 1.0)):
        after = {one.id: one.score for one in retriever.passages(asked, 50)}
        gain = after["m_1-2#2.0"] - before["m_1-2#2.0"]
        assert gain == pytest.approx(share * WEIGHTS.days)


def test_a_named_board_goes_first_and_others_stay(retriever: Retriever) -> None:
    for board, first in (("m_1", ["m_1-1#2.0", "m_1-2#2.0"]), ("m_2", ["m_2-3#2.0"])):
        asked = replace(query(MEET), boards=(board,))
        order = ranked(retriever, asked)
        assert sorted(order[: len(first)]) == first and sorted(order) == sorted(SECOND)
    before = {one.id: one.score for one in retriever.passages(query(MEET), 50)}
    after = {one.id: one.score for one in retriever.passages(asked, 50)}
    assert after["m_2-3#2.0"] == pytest.approx(before["m_2-3#2.0"] + WEIGHTS.board)
    assert after["m_1-1#2.0"] == before["m_1-1#2.0"]


def test_what_is_within_is_found_however_much_else_there_is(
    retriever: Retriever, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retrieve, "DEPTH", 1)
    asked = query("Officials met on ferries and buoys")
    within = replace(asked, within=Filters(boards=("m_1",)))
    at_large = {one.id for one in retriever.passages(asked, 50)}
    found = {one.id: one for one in retriever.passages(within, 50)}
    assert not any(id.startswith("m_1-") for id in at_large)
    assert at_large < found.keys() and "m_1-1#1.0" in found
    alone = retriever.passages(replace(asked, filters=within.within), 50)
    assert found.keys() == at_large | {one.id for one in alone}


def test_a_date_that_a_passage_prints_leads_to_it(tmp_path: Path) -> None:
    body = (
        "1. Officials met on May 4, 2022 on pilots.\n\n"
        "2. They praised the treaty.\n\n"
        "3. They praised the treaty of June 12, 1987."
    )
    post(tmp_path / "pages", "m_1-1", "pilots", body=body)
    add(tmp_path / "data", tmp_path / "pages")
    retriever = Retriever(tmp_path / "data", FakeEmbedder())
    asked = query("praised treaty")
    assert retriever.passages(asked, 1)[0].id == "m_1-1#2.0"
    dated = replace(asked, days=((date(1987, 1, 1), date(1987, 12, 31)),))
    assert retriever.passages(dated, 1)[0].id == "m_1-1#3.0"
    of_releases = replace(dated, released_only=True)
    assert retriever.passages(of_releases, 1)[0].id == "m_1-1#2.0"


# words


def test_weights_of_words_decide(retriever: Retriever) -> None:
    nothing = query("walrus").vector
    for lights, docks, first in ((1.0, 0.2, "m_1-1#1.0"), (0.2, 1.0, "m_1-2#1.0")):
        found = retriever.passages(Query({"lights": lights, "docks": docks}, nothing), 2)
        assert found[0].id == first
        assert found[0].lexical == pytest.approx(5 * found[1].lexical, rel=0.05)


def test_how_rare_a_word_is_counts_among_what_is_searched(tmp_path: Path) -> None:
    for number, words in enumerate(("a pier", "kelp, kelp", "kelp, kelp"), start=1):
        body = f"1. Officials of harbour {number} met on kelp.\n\n2. They wrote of {words}."
        post(tmp_path / "pages", f"m_1-{number}", "x", body=body)
    for number in range(1, 9):
        body = f"1. Officials of harbour {number} met on a pier."
        post(tmp_path / "pages", f"m_2-{number}", "x", body=body)
    add(tmp_path / "data", tmp_path / "pages")
    retriever = Retriever(tmp_path / "data", FakeEmbedder())
    everywhere = query("kelp pier", near="walrus")
    assert [one.id for one in retriever.passages(everywhere, 2)] == ["m_1-2#2.0", "m_1-3#2.0"]
    on_one_board = query("kelp pier", near="walrus", boards=("m_1",))
    assert retriever.passages(on_one_board, 1)[0].id == "m_1-1#2.0"


# filters


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
