"""Dates of undated releases, from the archive together and never from one page alone."""

from dataclasses import replace
from datetime import date

from index.infer import infer_dates
from index.records import Precision, Provenance, Release
from tests.pages import page_a, page_c, release_of, seed_archive, seed_releases

UNDATED = "m_5676-321374"
OFFICE = "Deputy Minister for Tides Kim Min-ho"


def dated(seq: int, posted: str, words: str = "Officials met.", board: str = "m_1") -> Release:
    """A dated release of a board."""
    body = f"1. {words} It took place in Busan.\n\n2. It ended well."
    return release_of(page_a(body, posted), f"{board}-{seq}", board, seq)


def undated(seq: int, words: str, board: str = "m_1") -> Release:
    """An undated release of a board."""
    body = f"1. {words}\n\n2. It ended well for all sides."
    return release_of(page_c(body), f"{board}-{seq}", board, seq)


def infer(release: Release, *others: Release) -> Release:
    """The release as the archive of all of them describes it."""
    return infer_dates([*others, release])[-1]


def test_undated_release_of_the_seeds_is_dated_by_the_archive() -> None:
    release = seed_archive()[UNDATED]
    assert release.event is not None
    assert release.released is not None
    assert (release.event.first, release.event.last) == (date(2020, 11, 19), date(2020, 11, 19))
    assert release.event.precision is Precision.DAY
    assert (release.released.first, release.released.last) == (
        date(2020, 11, 19),
        date(2020, 11, 24),
    )
    assert release.released.precision is Precision.RANGE
    assert release.event.provenance is release.released.provenance is Provenance.INFERRED
    assert "“November 19” is printed" in release.event.evidence
    assert "2021-03-31" in release.event.evidence
    assert "Kim Gunn" in release.event.evidence
    assert release.event.passage == f"{UNDATED}#1.0"


def test_undated_release_read_alone_stays_unknown() -> None:
    alone = next(release for release in seed_releases() if release.id == UNDATED)
    assert (alone.event, alone.released) == (None, None)
    assert infer_dates([alone]) == [alone]


def test_each_clue_of_the_seeds_is_needed() -> None:
    releases = {release.id: release for release in seed_releases()}
    holders = [releases[UNDATED], releases["m_5674-320155"]]
    assert infer_dates(holders)[0].event is None
    neighbours = [replace(release, people=()) for release in releases.values()]
    [found] = [release for release in infer_dates(neighbours) if release.id == UNDATED]
    assert found.event is None


def test_dated_releases_are_left_as_they_are() -> None:
    releases = {release.id: release for release in seed_releases()}
    del releases[UNDATED]
    assert infer_dates(list(releases.values())) == list(releases.values())


def test_year_between_two_dated_neighbours() -> None:
    release = infer(
        undated(20, "Officials met in Busan on May 4."),
        dated(10, "2018-03-01"),
        dated(30, "2018-09-01"),
    )
    assert release.event is not None
    assert release.released is not None
    assert release.event.first == date(2018, 5, 4)
    assert (release.released.first, release.released.last) == (date(2018, 5, 4), date(2018, 5, 11))


def test_statements_are_read_anew_beside_the_inferred_day() -> None:
    release = infer(
        undated(20, "Officials met in Busan on May 4. Last year the two sides agreed to meet."),
        dated(10, "2018-03-01"),
        dated(30, "2018-09-01"),
    )
    agreed = next(one for one in release.statements if one.verb == "agreed")
    assert agreed.event is not None
    assert agreed.event.first.year == 2017


def test_numbers_of_another_board_tell_nothing() -> None:
    release = infer(
        undated(20, "Officials met in Busan on May 4."),
        dated(10, "2018-03-01", board="m_2"),
        dated(30, "2018-09-01", board="m_2"),
    )
    assert (release.event, release.released) == (None, None)


def test_several_possible_years_stay_unknown() -> None:
    release = infer(
        undated(20, "Officials met in Busan on May 4."),
        dated(10, "2016-03-01"),
        dated(30, "2018-09-01"),
    )
    assert release.event is None


def test_holder_of_an_office_decides_between_years() -> None:
    release = infer(
        undated(20, f"{OFFICE} met officials in Busan on May 4."),
        dated(10, "2016-03-01"),
        dated(30, "2018-09-01"),
        dated(25, "2017-06-01", f"{OFFICE} met officials of Norway.", board="m_2"),
    )
    assert release.event is not None
    assert release.event.first == date(2017, 5, 4)


def test_neighbours_out_of_order_keep_unknown() -> None:
    release = infer(
        undated(20, "Officials met in Busan on May 4."),
        dated(10, "2018-09-01"),
        dated(30, "2018-03-01"),
    )
    assert (release.event, release.released) == (None, None)


def test_another_holder_of_the_office_contradicts_the_neighbours() -> None:
    release = undated(20, f"{OFFICE} met officials in Busan on May 4.")
    neighbours = [dated(10, "2018-03-01"), dated(30, "2018-09-01")]
    earlier = dated(5, "2016-05-01", f"{OFFICE} met officials of Norway.", board="m_2")
    successor = OFFICE.replace("Kim Min-ho", "Park Ji-woo")
    later = dated(6, "2018-05-20", f"{successor} met officials of Norway.", board="m_2")
    contradicted = infer(release, *neighbours, earlier, later)
    assert (contradicted.event, contradicted.released) == (None, None)
    known = infer(release, *neighbours, earlier)
    assert known.event is not None
    assert known.event.first == date(2018, 5, 4)


def test_announcement_is_posted_before_its_event() -> None:
    release = infer(
        undated(20, "Officials will meet in Busan on May 4."),
        dated(10, "2018-04-20"),
        dated(30, "2018-04-30"),
    )
    assert release.event is not None
    assert release.released is not None
    assert release.event.first == date(2018, 5, 4)
    assert (release.released.first, release.released.last) == (date(2018, 4, 20), date(2018, 4, 30))


def test_release_without_a_day_stays_unknown() -> None:
    release = infer(
        undated(20, "Officials met in Busan in May."),
        dated(10, "2018-03-01"),
        dated(30, "2018-09-01"),
    )
    assert (release.event, release.released) == (None, None)


def test_twenty_ninth_of_february_only_in_a_year_that_has_it() -> None:
    release = infer(
        undated(20, "Officials met in Busan on February 29."),
        dated(10, "2015-02-01"),
        dated(30, "2018-09-01"),
    )
    assert release.event is not None
    assert release.event.first == date(2016, 2, 29)
