"""An opened generation: filters on both sides, the ways to the nearest passages, words with weights."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import index.dense
from index.dense import where
from index.encode import context_line, rows_of
from index.errors import BadData
from index.generation import plan, write_generation
from index.records import (
    Act,
    DateSpan,
    Filters,
    Meeting,
    Passage,
    PassageKind,
    Precision,
    Provenance,
    Release,
    Statement,
)
from index.search import Generation
from tests.fakes import WINDOW, FakeEmbedder

START = date(2018, 1, 1)
BOARDS, SERIES = ("m_1", "m_2", "file"), ("Harbour Talks", "Tide Forum", "")
COUNTRIES, ACTS = ("KR", "NO", "CL", "FJ"), (Act.AGREED, Act.PROPOSED, Act.HOPED)
RELEASES = 40
TOPICS = "buoys cranes ferries tides docks pilots".split()


def span(first: date, days: int, passage: str = "") -> DateSpan:
    """An interval of so many days."""
    last = first + timedelta(days=days - 1)
    return DateSpan(first, last, Precision.RANGE, Provenance.STATED, "", passage)


def made(number: int, chance: random.Random) -> Release:
    """A release of four passages, each with the word "officials"; what it says is left to chance."""
    id, texts = f"{chance.choice(BOARDS)}-{number}", []
    for place in range(4):
        words = chance.choices(TOPICS, k=chance.choice((5, 5, 2 * WINDOW)))
        texts.append(f"Officials met on {' '.join(words)} at {place}.")
    starts = [sum(len(text) + 1 for text in texts[:place]) for place in range(4)]
    passages = tuple(
        Passage(
            *(f"{id}#{place}.0", f"{id}#{place}", str(place), 0, PassageKind.LEAD, "", 0),
            *(starts[place], starts[place] + len(text)),
        )
        for place, text in enumerate(texts)
    )
    first = START + timedelta(days=chance.randrange(1500))
    event = span(first, chance.choice((1, 1, 3, 400)), passages[1].id)
    released = span(first + timedelta(days=chance.randrange(9)), chance.choice((1, 1, 31)))
    series = chance.choice(SERIES)
    return Release(
        id=id,
        board=id.partition("-")[0] if not id.startswith("file") else "",
        seq=number,
        address="",
        licence="",
        title="Talks",
        section="",
        text="\n".join(texts),
        digest=id,
        passages=passages,
        remainders=(),
        event=chance.choice((event, event, None)),
        released=chance.choice((released, released, None)),
        mentioned=(event, span(START, 1, passages[2].id), span(START, 31, passages[2].id)),
        meeting=chance.choice((None, Meeting("Talks", 0, passages[0].id, 0, 0, series))),
        countries=tuple(chance.sample(COUNTRIES, chance.randrange(4))),
        statements=tuple(
            Statement(one.id, one.start, one.end, one.start, one.end, "", act, "", one.start)
            for one in passages[1:]
            for act in chance.sample(ACTS, chance.randrange(3))
        ),
    )


def written(folder: Path, releases: Sequence[Release], earlier: Path | None = None) -> Path:
    """The folder of a generation of the releases."""
    rows, embedder = rows_of(releases), FakeEmbedder()
    writing = plan(rows, earlier)
    vectors = {
        row.key: embedder.encode(embedder.windows(context_line(row.release, row.passage), row.text))
        for row in writing.add
    }
    return write_generation(folder, rows, writing, vectors, {}, lambda *step: None)


@pytest.fixture(scope="module")
def releases() -> list[Release]:
    """Forty releases: some without a date, a meeting, countries or acts."""
    chance = random.Random(7)
    return [made(number, chance) for number in range(RELEASES)]


@pytest.fixture(scope="module")
def generation(
    tmp_path_factory: pytest.TempPathFactory, releases: list[Release]
) -> Iterator[Generation]:
    """A generation of them."""
    opened = Generation(written(tmp_path_factory.mktemp("generations"), releases))
    yield opened
    opened.close()


# filters


def overlap(known: DateSpan | None, first: date | None, last: date | None) -> bool:
    """What the bounds mean, read plainly."""
    if first is None and last is None:
        return True
    return known is not None and known.overlaps(
        DateSpan(first or date.min, last or date.max, Precision.RANGE, Provenance.STATED)
    )


def fits(release: Release, passage: Passage, filters: Filters) -> bool:
    """What the filters mean, read plainly."""
    acts = {one.act for one in release.statements if one.passage == passage.id}
    series = release.meeting.series if release.meeting else ""
    return (
        overlap(release.when, filters.first, filters.last)
        and overlap(release.released, filters.released_first, filters.released_last)
        and (not filters.releases or release.id in filters.releases)
        and (not filters.boards or release.board in filters.boards)
        and (not filters.series or series in filters.series)
        and (not filters.countries or bool(set(release.countries) & set(filters.countries)))
        and (not filters.acts or bool(acts & set(filters.acts)))
    )


days = st.none() | st.integers(-10, 1900).map(lambda number: START + timedelta(days=number))
names = st.sampled_from([f"{board}-{number}" for board in BOARDS for number in range(RELEASES)])


def some(values: Sequence[object]) -> st.SearchStrategy[tuple[object, ...]]:
    """Often none of the values, else one or more of them."""
    return st.just(()) | st.lists(st.sampled_from(values), max_size=3, unique=True).map(tuple)


@given(
    filters=st.builds(
        Filters,
        first=days,
        last=days,
        released_first=days,
        released_last=days,
        releases=st.just(()) | st.lists(names, max_size=60, unique=True).map(tuple),
        boards=some(("m_1", "m_2", "", "m_9")),
        countries=some((*COUNTRIES, "DE")),
        acts=some((*ACTS, Act.STRESSED)),
        series=some((*SERIES[:2], "Other Talks")),
    )
)
def test_both_sides_allow_what_the_filters_say(
    generation: Generation, releases: list[Release], filters: Filters
) -> None:
    expected = {
        passage.id
        for release in releases
        for passage in release.passages
        if fits(release, passage, filters)
    }
    vector, all = FakeEmbedder().encode(["Officials met"])[0], len(generation.passages)
    assert {id for id, _ in generation.dense(vector, all, filters)} == expected
    assert {id for id, _ in generation.lexical("officials", all, filters)} == expected
    assert generation.count(filters) == len(expected) == generation.allowed(filters).sum()
    held = generation.collection.get(where=where(filters), include=[])["ids"]
    assert {id.rpartition("/")[0] for id in held} == expected


def test_each_filter_limits_by_itself(generation: Generation) -> None:
    all = len(generation.passages)
    for filters in (
        Filters(first=date(2019, 1, 1)),
        Filters(last=date(2019, 1, 1)),
        Filters(released_first=date(2019, 1, 1)),
        Filters(released_last=date(2019, 1, 1)),
        Filters(boards=("m_1",)),
        Filters(countries=("KR",)),
        Filters(acts=(Act.AGREED,)),
        Filters(series=("Tide Forum",)),
    ):
        assert 0 < generation.count(filters) < all, filters
    assert generation.count(Filters()) == all
    assert generation.count(Filters(releases=("m_1-999",))) == 0


# the nearest passages


WAYS = {
    "sifted from Chroma": (10_000, 0),
    "one by one": (0, 10_000),
    "filtered by Chroma": (0, 0),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(first=date(2019, 1, 1)),
        Filters(first=date(2019, 1, 1), last=date(2019, 3, 31)),
        Filters(countries=("KR", "NO"), acts=(Act.AGREED,)),
        Filters(boards=("m_9",)),
    ],
)
def test_every_way_finds_the_same(
    way: str, filters: Filters, generation: Generation, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed = generation.allowed(filters)
    for words in ("Officials met on buoys and cranes", "ferries tides", "pilots"):
        vector = FakeEmbedder().encode([words])[0]
        cosines = generation.cosines(vector, generation.passages)
        expected = sorted(
            (
                (id, cosines[id])
                for id, fits in zip(generation.passages, allowed, strict=True)
                if fits
            ),
            key=lambda found: (-found[1], found[0]),
        )
        monkeypatch.setattr(index.dense, "ASKED", WAYS[way][0])
        monkeypatch.setattr(index.dense, "EXACT", WAYS[way][1])
        for k in (1, 7, 40):
            assert generation.dense(vector, k, filters) == expected[:k]


class Queries:
    """A Chroma collection that notes how many windows it is asked for, and by which filter."""

    def __init__(self, collection: object) -> None:
        self.collection, self.asked = collection, []  # type: ignore[var-annotated]

    def query(self, **values: object) -> object:
        """The collection's own answer."""
        self.asked.append((values["n_results"], values["where"]))
        return self.collection.query(**values)  # type: ignore[attr-defined]


def test_chroma_is_asked_for_no_more_than_is_needed(
    generation: Generation, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Queries(generation.collection)
    monkeypatch.setattr(generation._dense, "collection", asked)
    vector = FakeEmbedder().encode(["buoys"])[0]
    windows = generation.vectors.windows
    assert windows > len(generation.passages) == 4 * RELEASES
    generation.dense(vector, 10, Filters())
    assert asked.asked == [(10 + int(15 * windows / 160), None)]
    monkeypatch.setattr(index.dense, "ASKED", 50)
    generation.dense(vector, 10, Filters(releases=(generation.release_of(generation.passages[0]),)))
    assert len(asked.asked) == 1  # so few are compared one by one
    monkeypatch.setattr(index.dense, "EXACT", 2)
    narrow = Filters(countries=("KR",), first=date(2019, 1, 1))
    generation.dense(vector, 10, narrow)
    assert asked.asked[1:] == [(pytest.approx(100, abs=70), where(narrow))]


def test_too_few_of_the_nearest_are_made_up_for(
    generation: Generation, releases: list[Release], monkeypatch: pytest.MonkeyPatch
) -> None:
    vector = FakeEmbedder().encode(["Officials met on buoys"])[0]
    ranking = [id for id, _ in generation.dense(vector, 160, Filters())]
    far = tuple(sorted({generation.release_of(id) for id in ranking[-60:]}))
    near = {generation.release_of(id) for id in ranking[:40]}
    filters = Filters(releases=tuple(id for id in far if id not in near))
    assert filters.releases
    asked = Queries(generation.collection)
    monkeypatch.setattr(generation._dense, "collection", asked)
    monkeypatch.setattr(index.dense, "ROOM", 0.1)
    found = generation.dense(vector, 4, filters)
    expected = [id for id in ranking if generation.release_of(id) in filters.releases]
    assert [id for id, _ in found] == expected[:4]
    assert len(asked.asked) == 1 and asked.asked[0][0] < 160


def test_a_cosine_is_that_of_the_best_window(generation: Generation) -> None:
    embedder = FakeEmbedder()
    vector = embedder.encode(["Talks\nOfficials met on ferries"])[0]
    several = 0
    numbers = generation.table.numbers
    found = generation.cosines(vector, generation.passages[::-1])
    assert list(found) == generation.passages[::-1]
    for id, cosine in found.items():
        windows = generation.vectors.of(numbers[id])
        several += len(windows) > 1
        assert cosine == pytest.approx(max(windows @ vector), abs=2e-6)
    assert several > 10
    assert generation.cosines(vector, []) == {}
    assert generation.cosines(3 * vector, generation.passages[:5]) == pytest.approx(
        generation.cosines(vector, generation.passages[:5]), abs=2e-6
    )


def test_a_passage_without_a_window_is_never_near(tmp_path: Path, releases: list[Release]) -> None:
    rows, embedder = rows_of(releases[:1]), FakeEmbedder()
    vectors = {row.key: embedder.encode([row.text]) for row in rows}
    vectors[rows[1].key] = vectors[rows[1].key][:0]
    folder = write_generation(tmp_path, rows, plan(rows, None), vectors, {}, lambda *step: None)
    generation = Generation(folder)
    vector = embedder.encode([rows[2].text])[0]
    cosines = generation.cosines(vector, generation.passages)
    assert cosines[rows[1].passage.id] == -1.0
    assert cosines[rows[2].passage.id] == pytest.approx(1.0)
    assert generation.dense(vector, 9, Filters())[-1] == (rows[1].passage.id, -1.0)


def test_a_closed_generation_is_searched_in_no_way(
    tmp_path: Path, releases: list[Release], monkeypatch: pytest.MonkeyPatch
) -> None:
    generation = Generation(written(tmp_path, releases[:5]))
    vector = FakeEmbedder().encode(["buoys"])[0]
    generation.close()
    for asked in (10_000, 0):
        monkeypatch.setattr(index.dense, "ASKED", asked)
        with pytest.raises(BadData, match="the generation is damaged"):
            generation.dense(vector, 5, Filters())
    with pytest.raises(BadData, match="the generation is damaged"):
        generation.cosines(vector, generation.passages)


# words


def test_words_may_have_weights(generation: Generation) -> None:
    plain = generation.lexical("buoys cranes", 30, Filters())
    assert generation.lexical({"buoys": 1.0, "cranes": 1.0}, 30, Filters()) == plain
    assert generation.lexical({"buoys cranes": 1.0}, 30, Filters()) == plain
    buoys, cranes = generation.lexical_scores("buoys"), generation.lexical_scores("cranes")
    mixed = generation.lexical_scores({"Cranes": 0.5, "buoy": 2.0, "walrus": 9.0, "the": 5.0})
    np.testing.assert_allclose(mixed, 2 * buoys + 0.5 * cranes, rtol=1e-6)
    assert buoys.any() and cranes.any() and mixed.dtype == np.float32
    assert generation.lexical({"buoys": 0.0}, 30, Filters()) == []
    assert generation.lexical({}, 30, Filters()) == []


def test_words_of_one_stem_add_up(generation: Generation) -> None:
    twice = generation.lexical_scores("buoy buoys")
    np.testing.assert_array_equal(twice, 2 * generation.lexical_scores("buoy"))
    weighted = generation.lexical_scores({"buoy": 0.5, "buoys": 1.5})
    np.testing.assert_array_equal(weighted, twice)


def test_scores_of_all_passages_are_those_that_are_ranked(generation: Generation) -> None:
    filters = Filters(first=date(2019, 1, 1))
    allowed = generation.allowed(filters)
    scores = generation.lexical_scores("tides docks", allowed)
    assert not scores[~allowed].any()
    expected = sorted(
        (
            (id, float(score))
            for id, score in zip(generation.passages, scores, strict=True)
            if score > 0
        ),
        key=lambda found: (-found[1], found[0]),
    )
    assert len(expected) > 30
    for k in (1, 10, 29, len(expected), 1000):
        assert generation.lexical("tides docks", k, filters) == expected[:k]


# dates


def test_dates_of_a_passage_are_its_releases_and_its_own(
    generation: Generation, releases: list[Release]
) -> None:
    kinds = set()
    for release in releases:
        days = []
        if when := release.when:
            days = [(int(f"{when.first:%Y%m%d}"), int(f"{when.last:%Y%m%d}"))]
        kinds.add((bool(release.event), bool(release.released)))
        event = release.mentioned[0]
        printed = (int(f"{event.first:%Y%m%d}"), int(f"{event.last:%Y%m%d}"))
        assert generation.dates_of(release.passages[0].id) == days
        assert generation.dates_of(release.passages[1].id) == [*days, printed]
        assert generation.dates_of(release.passages[2].id) == [
            *days,
            (20180101, 20180101),
            (20180101, 20180131),
        ]
    assert len(kinds) == 4


# what the next generation takes over


def test_a_generation_that_copies_gives_what_a_fresh_one_gives(
    tmp_path: Path, releases: list[Release]
) -> None:
    earlier = written(tmp_path / "one", releases[:38])
    assert plan(rows_of(releases[2:]), earlier).earlier == earlier
    copied = Generation(written(tmp_path / "one", releases[2:], earlier))
    fresh = Generation(written(tmp_path / "two", releases[2:]))
    assert copied.passages == fresh.passages and copied.rows == fresh.rows
    for name in ("vectors.npy", "windows.npy", "passages.json"):
        assert (copied.folder / name).read_bytes() == (fresh.folder / name).read_bytes(), name
    for words in ("officials", "buoys cranes", "tides"):
        vector = FakeEmbedder().encode([words])[0]
        for k in (5, 500):
            assert copied.lexical(words, k, Filters()) == fresh.lexical(words, k, Filters())
            assert copied.dense(vector, k, Filters()) == fresh.dense(vector, k, Filters())
