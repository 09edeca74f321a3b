"""The same body under several ids: kept once, shown under one id, found under all of them."""

from datetime import date
from pathlib import Path

import pytest

from index.build import remove
from index.duplicates import body_digest, is_same, shown_ids
from index.records import Release
from index.retrieve import Retriever
from index.store import Archive
from tests.fakes import FakeEmbedder
from tests.folders import PASSAGES, add, ids, post, published, talks, told, write
from tests.pages import LAYOUTS, page_a, page_c, release_of, texts
from tests.searches import query

BRIEF = "1. See the attached file on the talks."
PRESS, OTHER, THIRD = "m_5676-30", "m_5650-10", "m_5674-20"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Where a data folder will be."""
    return tmp_path / "data"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Where pages will be."""
    return tmp_path / "pages"


def release(id: str, text: str) -> Release:
    """A release with the board and number that its id tells."""
    board, _, seq = id.rpartition("-")
    return release_of(text, id, board, int(seq))


def found(data: Path, words: str) -> set[str]:
    """The releases that a search comes upon."""
    retriever = Retriever(data, FakeEmbedder())
    return {one.release for one in retriever.passages(query(words), 50)}


# which id is shown


@pytest.mark.parametrize(
    ("posted", "shown"),
    [
        ({"m_5676-9": "2022-05-09", "m_5650-1": "2022-05-01"}, "m_5676-9"),
        ({"m_5676-9": "", "m_5650-1": "2022-05-01"}, "m_5676-9"),
        ({"m_5674-9": "2022-05-01", "m_5650-1": "2022-05-02"}, "m_5674-9"),
        ({"m_5674-9": "2022-05-01", "m_5650-1": ""}, "m_5674-9"),
        ({"m_5674-1": "2022-05-01", "m_5650-9": "2022-05-01"}, "m_5650-9"),
        ({"m_5674-10": "2022-05-01", "m_5674-9": "2022-05-01"}, "m_5674-9"),
        ({"m_5674-10": "", "m_5674-9": ""}, "m_5674-9"),
        ({"m_5676-10": "2022-05-01", "m_5676-9": "2022-05-02"}, "m_5676-10"),
        ({"m_5676-10": "2022-05-01", "m_5676-9": "2022-05-01"}, "m_5676-9"),
        (
            {"m_5650-1": "2022-05-01", "m_5676-9": "2022-05-09", "m_5674-5": "2022-04-01"},
            "m_5676-9",
        ),
    ],
)
def test_the_press_release_goes_first_then_the_earliest_then_the_smallest_id(
    posted: dict[str, str], shown: str
) -> None:
    body = talks("atlas")
    releases = [
        release(id, page_a(body, day) if day else page_c(body)) for id, day in posted.items()
    ]
    assert shown_ids(releases) == dict.fromkeys(posted, shown)
    assert shown_ids(releases[::-1]) == dict.fromkeys(posted, shown)


def test_other_bodies_are_other_releases() -> None:
    releases = [release(PRESS, page_a(talks("atlas"))), release(OTHER, page_a(talks("buoy")))]
    assert shown_ids(releases) == {PRESS: PRESS, OTHER: OTHER}


# what makes two bodies the same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (" officials ", "   officials\u00a0 "),
        ("Busan", "“Busan”"),
        ("Norway and", "Norway, and"),
        ("\n\n2.", "\n2."),
        ("Officials", "OFFICIALS"),
        ("° The", "○ The"),
    ],
)
def test_spaces_signs_and_quote_marks_make_no_difference(one: str, other: str) -> None:
    body = talks("atlas")
    assert one in body
    old, new = release_of(page_a(body)), release_of(page_a(body.replace(one, other)))
    assert body_digest(old) == body_digest(new)


@pytest.mark.parametrize(
    ("one", "other"), [("May 4", "May 5"), ("2. The", "3. The"), ("agreed", "agreed not")]
)
def test_words_and_printed_numbers_make_a_difference(one: str, other: str) -> None:
    body = talks("atlas")
    assert one in body
    old, new = release_of(page_a(body)), release_of(page_a(body.replace(one, other)))
    assert body_digest(old) != body_digest(new)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_the_page_around_a_body_makes_no_difference(layout) -> None:  # type: ignore[no-untyped-def]
    assert body_digest(release_of(layout.head + talks("atlas"))) == body_digest(
        release_of(page_a(talks("atlas"), title="Quite another title"))
    )


def test_a_short_body_is_the_same_only_under_one_title() -> None:
    brief = [
        release(id, page_a(BRIEF, title=title))
        for id, title in ((PRESS, "Talks on Buoys"), (OTHER, "“Talks on  Buoys”"))
    ]
    assert shown_ids(brief) == {PRESS: PRESS, OTHER: PRESS}
    brief[1] = release(OTHER, page_a(BRIEF, title="Talks on Cranes"))
    assert shown_ids(brief) == {PRESS: PRESS, OTHER: OTHER}


def test_nineteen_words_are_short_and_twenty_are_not() -> None:
    for number, same in ((19, False), (20, True)):
        body = "1. " + " ".join(f"word{place}" for place in range(number)) + "."
        one = release(PRESS, page_a(body, title="Talks on Buoys"))
        other = release(OTHER, page_a(body, title="Talks on Cranes"))
        assert (body_digest(one) == body_digest(other)) is same


def test_a_page_read_again_tells_something_new_by_words_title_date_or_better_reading() -> None:
    body = talks("atlas")
    old = release_of(page_a(body, title="Talks on Buoys"))
    assert is_same(old, release_of(page_a(body, title="Talks  on Buoys", hits=900)))
    assert is_same(old, release_of(page_c(body, title="Talks on Buoys")))
    assert is_same(old, release_of(body))
    assert not is_same(old, release_of(page_a(body, title="Talks on Cranes")))
    assert not is_same(old, release_of(page_a(body, "2022-05-06", title="Talks on Buoys")))
    assert not is_same(release_of(page_c(body, title="Talks on Buoys")), old)
    flat = body.replace("\n\n° ", " ")
    poor, good = release_of(page_a(flat)), release_of(page_a(body))
    assert body_digest(poor) == body_digest(good)
    assert is_same(good, poor) and not is_same(poor, good)


# in the archive


def test_a_cross_post_is_kept_once_and_both_ids_lead_to_it(data: Path, pages: Path) -> None:
    report = add(data, post(pages, PRESS, "atlas"), post(pages, OTHER, "atlas", "2022-05-01"))
    assert told(report) == [("added", PRESS, ""), ("duplicate of", OTHER, PRESS)]
    assert report.encoded == PASSAGES
    archive = Archive(data)
    (shown,) = archive.releases()
    assert (shown.id, shown.also) == (PRESS, (OTHER,))
    assert archive.release(OTHER) == archive.release(PRESS) == shown
    assert archive.coverage().releases == 1
    assert found(data, "talks on atlas") == {PRESS}


def test_a_paragraph_and_a_passage_are_found_under_both_ids(data: Path, pages: Path) -> None:
    add(data, post(pages, PRESS, "atlas"), post(pages, OTHER, "atlas"))
    archive = Archive(data)
    for place in ("1", "1.0", "1.1", "2.0", "head"):
        assert archive.find(f"{OTHER}#{place}") == archive.find(f"{PRESS}#{place}")


def test_a_version_is_found_under_the_id_that_a_record_used(data: Path, pages: Path) -> None:
    add(data, post(pages, OTHER, "atlas", title="Talks: atlas"))
    before = Archive(data).release(OTHER)
    add(data, post(pages, PRESS, "atlas"))
    archive = Archive(data)
    assert archive.release(OTHER).id == PRESS
    kept = archive.release(f"{OTHER}@{before.digest[:8]}")
    assert (kept.id, kept.text, kept.title) == (OTHER, before.text, "Talks: atlas")
    _, (passage,) = archive.find(f"{OTHER}@{before.digest[:8]}#2.0")
    assert kept.text_of(passage) == before.text_of(before.passage(f"{OTHER}#2.0"))


def test_the_shown_one_may_come_later(data: Path, pages: Path) -> None:
    add(data, post(pages, OTHER, "atlas"))
    assert ids(Archive(data)) == [OTHER]
    report = add(data, post(pages, PRESS, "atlas", "2022-05-09"))
    assert told(report) == [("added", PRESS, "")]
    archive = Archive(data)
    assert ids(archive) == [PRESS]
    assert archive.release(OTHER).id == PRESS
    assert found(data, "talks on atlas") == {PRESS}


def test_three_pages_are_one_release_in_whatever_order_they_come(
    tmp_path: Path, data: Path
) -> None:
    days = {OTHER: "2022-05-03", THIRD: "2022-05-01", PRESS: "2022-05-09"}
    results = []
    for number, order in enumerate(([0, 1, 2], [2, 1, 0], [1, 2, 0])):
        folder = tmp_path / str(number)
        for place in order:
            id = list(days)[place]
            add(folder / "data", post(folder / id, id, "atlas", days[id]))
        results.append(published(folder / "data"))
    for result in results:
        assert result["shown"] == dict.fromkeys(days, PRESS)
        assert result["rows"] == results[0]["rows"]
        assert [one.also for one in result["releases"]] == [(OTHER, THIRD)]


def test_when_the_shown_one_is_removed_the_next_one_is_shown(data: Path, pages: Path) -> None:
    days = {OTHER: "2022-05-03", THIRD: "2022-05-01", PRESS: "2022-05-09"}
    add(data, *(post(pages, id, "atlas", day) for id, day in days.items()))
    before = Archive(data).release(PRESS)
    remove(data, [PRESS], FakeEmbedder())
    archive = Archive(data)
    assert archive.shown() == {OTHER: THIRD, THIRD: THIRD}
    assert [one.also for one in archive.releases()] == [(OTHER,)]
    assert found(data, "talks on atlas") == {THIRD}
    assert archive.release(f"{PRESS}@{before.digest[:8]}").text == before.text
    remove(data, [THIRD], FakeEmbedder())
    assert Archive(data).shown() == {OTHER: OTHER}
    remove(data, [OTHER], FakeEmbedder())
    assert Archive(data).releases() == []
    assert found(data, "talks on atlas") == set()


def test_when_an_alias_is_removed_the_shown_one_stays(data: Path, pages: Path) -> None:
    add(data, post(pages, PRESS, "atlas"), post(pages, OTHER, "atlas"))
    remove(data, [OTHER], FakeEmbedder())
    archive = Archive(data)
    assert archive.shown() == {PRESS: PRESS}
    assert [one.also for one in archive.releases()] == [()]


def test_bodies_that_diverge_become_two_releases_and_may_come_together_again(
    data: Path, pages: Path
) -> None:
    post(pages, OTHER, "atlas")
    add(data, post(pages, PRESS, "atlas"), pages / f"{OTHER}.txt")
    together = published(data)
    post(pages, OTHER, "atlas", body=talks("atlas") + " They met twice.")
    assert told(add(data, pages)) == [("unchanged", PRESS, ""), ("updated", OTHER, "")]
    archive = Archive(data)
    assert archive.shown() == {PRESS: PRESS, OTHER: OTHER}
    assert [one.also for one in archive.releases()] == [(), ()]
    assert texts(archive.release(OTHER))["2.0"].endswith("They met twice.")
    assert found(data, "talks on atlas") == {PRESS, OTHER}
    post(pages, OTHER, "atlas")
    assert told(add(data, pages)) == [("duplicate of", OTHER, PRESS), ("unchanged", PRESS, "")]
    again = published(data)
    assert again == together


def test_when_the_shown_one_diverges_the_other_is_shown_beside_it(data: Path, pages: Path) -> None:
    add(data, post(pages, PRESS, "atlas"), post(pages, OTHER, "atlas"))
    post(pages, PRESS, "atlas", body=talks("atlas").replace("survey", "close"))
    assert told(add(data, pages)) == [("unchanged", OTHER, ""), ("updated", PRESS, "")]
    archive = Archive(data)
    assert archive.shown() == {PRESS: PRESS, OTHER: OTHER}
    assert "close atlas harbours" in texts(archive.release(PRESS))["2.0"]
    assert "survey atlas harbours" in texts(archive.release(OTHER))["2.0"]


def test_an_undated_page_takes_the_date_of_its_cross_post(data: Path, pages: Path) -> None:
    add(data, post(pages, PRESS, "atlas", ""))
    assert Archive(data).release(PRESS).released is None
    add(data, post(pages, OTHER, "atlas", "2022-05-05"))
    archive = Archive(data)
    shown = archive.release(OTHER)
    assert shown.id == PRESS and shown.released and shown.event
    assert (shown.released.first, str(shown.released.provenance)) == (date(2022, 5, 5), "inferred")
    assert OTHER in shown.released.evidence
    assert (shown.event.first, str(shown.event.provenance)) == (date(2022, 5, 4), "inferred")
    remove(data, [OTHER], FakeEmbedder())
    assert Archive(data).release(PRESS).released is None


def test_a_paragraph_of_an_alias_that_was_read_otherwise_can_still_be_read(
    data: Path, pages: Path
) -> None:
    """A record that cites the bullet of one page holds although a poorer copy is shown."""
    add(data, post(pages, OTHER, "atlas"))
    _, before = Archive(data).find(f"{OTHER}#1.1")
    flat = talks("atlas").replace("\n\n° ", " ")
    report = add(data, post(pages, PRESS, "atlas", body=flat))
    archive = Archive(data)
    assert archive.shown() == {OTHER: PRESS, PRESS: PRESS}
    assert told(report) == [("added", PRESS, "")]
    release, (passage,) = archive.find(f"{OTHER}#1.1")
    assert release.text_of(passage).startswith("The atlas talks brought together")
    assert passage == before[0]


def test_hosts_and_query_strings_change_nothing(data: Path, pages: Path) -> None:
    address = "https://www.mofa.go.kr/eng/brd/m_5676/view.do?seq=30"
    write(pages, "one", address=address)
    add(data, pages)
    state = Archive(data).state
    write(
        pages,
        "one",
        hits=77,
        address="http://overseas.mofa.go.kr:80/us-en/brd/M_5676/view.do?page=3&amp;seq=30&srchFr=#top",
    )
    assert told(add(data, pages)) == [("unchanged", PRESS, "")]
    assert Archive(data).state == state
    assert Archive(data).release(PRESS).address == address
