"""Dates of undated releases, from the archive together and never from one page alone."""

import time
from dataclasses import replace
from datetime import date

import pytest

from index.infer import infer_dates
from index.records import DateSpan, Precision, Provenance, Release
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


def days(span: DateSpan | None) -> tuple[str, str, Precision] | None:
    """First day, last day and precision."""
    return (str(span.first), str(span.last), span.precision) if span else None


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


def test_neighbours_of_the_seeds_alone_leave_the_year_open() -> None:
    neighbours = [replace(release, people=()) for release in seed_releases()]
    [found] = [release for release in infer_dates(neighbours) if release.id == UNDATED]
    assert (found.event, found.released) == (None, None)


def test_one_sighting_of_the_office_holder_alone_gives_a_year() -> None:
    releases = {release.id: release for release in seed_releases()}
    found = infer_dates([releases[UNDATED], releases["m_5674-320155"]])[0]
    assert days(found.event) == ("2020-01-01", "2020-12-31", Precision.YEAR)
    assert found.released is None


def test_what_is_counted_from_an_inferred_day_is_inferred() -> None:
    told = {one.evidence: one for one in seed_archive()[UNDATED].mentioned}
    assert days(told["November 25"]) == ("2020-11-25", "2020-11-25", Precision.DAY)
    assert days(told["last year"]) == ("2019-01-01", "2019-12-31", Precision.YEAR)
    assert told["last year"].provenance is Provenance.INFERRED
    assert told["2007"].provenance is Provenance.STATED
    assert "November 19" not in told


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
    assert (release.released.first, release.released.last) == (date(2018, 5, 4), date(2018, 9, 1))
    assert "a lower page number of the board dated 2018-03-01" in release.event.evidence


def test_page_above_none_is_taken_to_be_posted_within_a_week() -> None:
    release = infer(undated(20, "Officials met in Busan on May 4, 2018."), dated(10, "2018-03-01"))
    assert days(release.event) == ("2018-05-04", "2018-05-04", Precision.DAY)
    assert days(release.released) == ("2018-05-04", "2018-05-11", Precision.RANGE)
    assert release.released and "within 7 days" in release.released.evidence


def test_page_without_a_dated_page_beside_it_has_no_release_date() -> None:
    release = infer(undated(20, "Officials met in Busan on May 4, 2018."))
    assert days(release.event) == ("2018-05-04", "2018-05-04", Precision.DAY)
    assert release.released is None


def test_last_past_day_told_starts_the_range_of_the_release_date() -> None:
    body = "Officials met in Busan on May 4, 2018. A workshop was held on May 6."
    release = infer(undated(20, body), dated(10, "2018-03-01"), dated(30, "2018-09-01"))
    assert days(release.released) == ("2018-05-06", "2018-09-01", Precision.RANGE)


def test_next_day_told_ends_the_range_of_the_release_date() -> None:
    body = "Officials met in Busan on May 4, 2018. They will meet in Oslo on May 20."
    release = infer(undated(20, body), dated(10, "2018-03-01"), dated(30, "2018-09-01"))
    assert days(release.released) == ("2018-05-04", "2018-05-19", Precision.RANGE)


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


def test_a_few_possible_years_are_a_range_and_many_unknown() -> None:
    release = undated(20, "Officials met in Busan on May 4.")
    few = infer(release, dated(10, "2017-03-01"), dated(30, "2018-09-01"))
    assert days(few.event) == ("2017-05-04", "2018-05-04", Precision.RANGE)
    many = infer(release, dated(10, "2015-03-01"), dated(30, "2018-09-01"))
    assert (many.event, many.released) == (None, None)


def test_day_of_the_week_decides_between_years() -> None:
    release = undated(20, "Officials met in Busan on Thursday, May 4.")
    found = infer(release, dated(10, "2015-03-01"), dated(30, "2018-09-01"))
    assert days(found.event) == ("2017-05-04", "2017-05-04", Precision.DAY)
    assert found.event and "the day of the week" in found.event.evidence


def test_page_alone_gives_no_day() -> None:
    body = "Officials met in Busan on Thursday, May 4. The office was opened in 2016. It will be "
    found = infer(undated(20, f"{body}moved in 2018."))
    assert days(found.event) == ("2017-01-01", "2017-12-31", Precision.YEAR)
    assert found.released is None


def test_full_years_of_the_text_bound_the_year() -> None:
    body = "Officials met in Busan on May 4. The office was opened in 2017."
    found = infer(undated(20, body), dated(10, "2015-03-01"), dated(30, "2018-03-01"))
    assert days(found.event) == ("2017-05-04", "2017-05-04", Precision.DAY)
    body = "Officials met in Busan on May 4. A goal was set for 2030, to be reached by the end of 2017."
    found = infer(undated(20, body), dated(10, "2017-03-01"), dated(30, "2019-03-01"))
    assert days(found.event) == ("2017-05-04", "2017-05-04", Precision.DAY)


def test_page_out_of_order_is_not_believed() -> None:
    release = undated(25, "Officials met in Busan on May 4.")
    pages = [dated(10, "2018-03-01"), dated(20, "2021-01-05"), dated(30, "2018-09-01")]
    found = infer(release, *pages, dated(40, "2018-10-01"), dated(5, "2018-02-01"))
    assert days(found.event) == ("2018-05-04", "2018-05-04", Precision.DAY)


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


def test_another_holder_of_the_office_lowers_the_precision() -> None:
    release = undated(20, f"{OFFICE} met officials in Busan on May 4.")
    neighbours = [dated(10, "2018-03-01"), dated(30, "2018-09-01")]
    earlier = dated(5, "2016-05-01", f"{OFFICE} met officials of Norway.", board="m_2")
    successor = OFFICE.replace("Kim Min-ho", "Park Ji-woo")
    later = dated(6, "2018-05-20", f"{successor} met officials of Norway.", board="m_2")
    contradicted = infer(release, *neighbours, earlier, later)
    assert days(contradicted.event) == ("2016-05-04", "2018-05-04", Precision.RANGE)
    assert contradicted.event
    assert "2018-09-01" in contradicted.event.evidence
    assert "another seen" in contradicted.event.evidence
    known = infer(release, *neighbours, earlier)
    assert days(known.event) == ("2018-05-04", "2018-05-04", Precision.DAY)


def test_clues_that_exclude_each_other_lower_the_precision() -> None:
    body = "Officials met in Busan on May 4. The office was opened in 2019."
    found = infer(undated(20, body), dated(10, "2018-03-01"), dated(30, "2018-09-01"))
    assert days(found.event) == ("2018-05-04", "2019-05-04", Precision.RANGE)
    assert found.event and "in doubt" in found.event.evidence


def test_dated_meetings_of_the_series_bound_the_year() -> None:
    release = undated(20, "The 5th Tide Forum was held in Busan on May 4.")
    fourth = dated(1, "2016-06-02", "The 4th Tide Forum was held in Oslo on June 1.", board="m_2")
    sixth = dated(2, "2018-03-02", "The 6th Tide Forum was held in Oslo on March 1.", board="m_2")
    found = infer(release, fourth, sixth)
    assert days(found.event) == ("2017-05-04", "2017-05-04", Precision.DAY)
    assert infer(release, fourth).event is None
    other = dated(2, "2018-03-02", "The 6th Tide Dialogue met in Oslo on March 1.", board="m_2")
    assert infer(release, fourth, other).event is None


def test_meeting_to_come_that_is_dated_elsewhere_bounds_the_year() -> None:
    body = "Officials met in Busan on May 4 and prepared the 6th Tide Forum to be held in Oslo."
    sixth = dated(2, "2018-06-02", "The 6th Tide Forum was held in Oslo on June 1.", board="m_2")
    found = infer(undated(20, body), sixth)
    assert days(found.event) == ("2018-05-04", "2018-05-04", Precision.DAY)
    assert found.event and "6th Tide Forum" in found.event.evidence


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


def test_announcement_is_posted_on_the_day_before_its_event_at_the_latest() -> None:
    release = infer(
        undated(20, "Officials will meet in Busan on May 4."),
        dated(10, "2018-04-20"),
        dated(30, "2018-06-30"),
    )
    assert days(release.released) == ("2018-04-20", "2018-05-03", Precision.RANGE)


def test_release_without_a_day_lies_between_its_neighbours() -> None:
    release = undated(20, "Officials met in Busan in May.")
    near = infer(release, dated(10, "2018-03-01"), dated(30, "2018-09-01"))
    assert near.event is None
    assert days(near.released) == ("2018-03-01", "2018-09-01", Precision.RANGE)
    assert near.released and near.released.provenance is Provenance.INFERRED
    far = infer(release, dated(10, "2017-03-01"), dated(30, "2018-09-01"))
    assert far.released is None
    assert infer(release, dated(10, "2018-03-01")).released is None


def test_twenty_ninth_of_february_only_in_a_year_that_has_it() -> None:
    release = infer(
        undated(20, "Officials met in Busan on February 29."),
        dated(10, "2015-02-01"),
        dated(30, "2018-09-01"),
    )
    assert release.event is not None
    assert release.event.first == date(2016, 2, 29)


@pytest.mark.slow
def test_eleven_thousand_releases_take_seconds() -> None:
    sample = [undated(1, f"{OFFICE} met officials in Busan on May 4."), dated(2, "2018-05-06")]
    releases = [
        replace(sample[number % 3 == 0], id=f"m_1-{number}", board="m_1", seq=number)
        for number in range(11_000)
    ]
    start = time.process_time()
    assert sum(release.event is not None for release in infer_dates(releases)) > 7_000
    assert time.process_time() - start < 60
