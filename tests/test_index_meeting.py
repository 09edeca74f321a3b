"""The meeting, the people and the acronyms that a release prints."""

from datetime import date

import pytest

from index.meeting import event_mention, ordinal_in
from index.records import Precision
from tests.pages import page_a, page_c, release_of, seed_archive


def meeting_of(first: str, title: str = "Officials Meet in Busan") -> tuple[str, int]:
    """Name and ordinal of the meeting under a title and a first paragraph."""
    release = release_of(page_a(f"1. {first}\n\n2. It ended well.", title=title))
    assert release.meeting is not None
    name = release.text[release.meeting.start : release.meeting.end]
    assert name == release.meeting.name
    return " ".join(name.split()), release.meeting.ordinal


@pytest.mark.parametrize(
    ("first", "name", "ordinal"),
    [
        (
            "The Ministry hosted the 2nd Harbour Dialogue on May 4.",
            "2nd Harbour Dialogue",
            2,
        ),
        (
            "Korea and Norway held the first Joint Tidal Committee on May 4.",
            "first Joint Tidal Committee",
            1,
        ),
        (
            "Minister Lee attended the Ministerial Meeting of the Tide Alliance during the "
            "high-level week of the 75th session of the General Assembly.",
            "Ministerial Meeting of the Tide Alliance",
            0,
        ),
        (
            "The Tidal Energy Forum held its third forum in Busan.",
            "Tidal Energy Forum",
            3,
        ),
    ],
)
def test_meeting_of_the_first_sentence(first: str, name: str, ordinal: int) -> None:
    assert meeting_of(first) == (name, ordinal)


def test_ordinal_from_the_title() -> None:
    found = meeting_of("The Harbour Dialogue took place on May 4.", "5th Harbour Dialogue Held")
    assert found == ("Harbour Dialogue", 5)


def test_meeting_from_the_title_where_the_text_names_none() -> None:
    release = release_of(
        page_a("1. Officials met in Busan.\n\n2. They talked.", title="6th Tide Forum")
    )
    assert release.meeting is not None
    assert (release.meeting.name, release.meeting.ordinal) == ("6th Tide Forum", 6)
    assert release.meeting.passage == "r#head"


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("13th MIKTA Meeting", 13),
        ("the twelfth Forum", 12),
        ("inaugural meeting", 1),
        ("the second quarter", 0),
        ("for the first time", 0),
        ("Forum", 0),
    ],
)
def test_ordinal_in(words: str, number: int) -> None:
    assert ordinal_in(words) == number


def test_event_of_a_series_is_one_range() -> None:
    found = event_mention(
        "He had talks starting with Oslo on April 5 and ending with Lima on June 16.",
        date(2020, 6, 18),
    )
    assert found is not None
    assert (found.first, found.last) == (date(2020, 4, 5), date(2020, 6, 16))
    assert found.precision is Precision.RANGE


def test_event_is_the_first_day_and_a_month_is_none() -> None:
    found = event_mention("It was launched in late 2020. It met on May 4.", date(2021, 5, 5))
    assert found is not None
    assert (found.first, found.words) == (date(2021, 5, 4), "May 4")
    assert event_mention("It was launched in late 2020.", date(2021, 5, 5)) is None


def test_people_with_their_offices() -> None:
    release = release_of(
        page_c(
            "1. Vice Minister for Tides Hong Min-ji met Norwegian State Secretary Anne Lund.\n\n"
            "2. Ambassador Park Joon-woo and Minister of Foreign Affairs Seo, Ji-woo attended."
        )
    )
    people = {person.name: person.office for person in release.people}
    assert people["Hong Min-ji"] == "Vice Minister for Tides"
    assert people["Park Joon-woo"] == "Ambassador"
    assert people["Seo Ji-woo"] == "Minister of Foreign Affairs"
    assert {person.passage for person in release.people if person.name == "Park Joon-woo"} == {
        "r#2.0"
    }


def test_acronyms_with_their_long_forms() -> None:
    release = release_of(
        page_c(
            "1. The “Tidal Energy Cooperation for Harbours (TECH)” met.\n\n"
            "2. It drew up terms of reference (TOR) and went home (Busan)."
        )
    )
    assert [(one.short, one.long, one.passage) for one in release.acronyms] == [
        ("TECH", "Tidal Energy Cooperation for Harbours", "r#1.0"),
        ("TOR", "terms of reference", "r#2.0"),
    ]


def test_meetings_people_and_acronyms_of_the_delivered_releases() -> None:
    archive = seed_archive()
    health = archive["m_5676-321611"]
    assert health.meeting is not None
    assert health.meeting.ordinal == 2
    assert ("NEACHS", "Northeast Asia Cooperation for Health Security") in [
        (one.short, one.long) for one in health.acronyms
    ]
    alliance = archive["m_5650-318850"]
    assert alliance.meeting is not None
    assert alliance.meeting.ordinal == 0
    assert ("Kang Kyung-wha", "Minister of Foreign Affairs") in [
        (one.name, one.office) for one in alliance.people
    ]


def test_events_and_posted_days_of_the_delivered_releases() -> None:
    days = {
        id: (str(one.event.first), str(one.event.last), str(one.released.first))
        for id, one in seed_archive().items()
        if one.event and one.released and one.released.provenance == "stated"
    }
    assert days == {
        "m_5676-321611": ("2021-03-30", "2021-03-30", "2021-03-31"),
        "m_5676-321884": ("2021-10-20", "2021-10-20", "2021-10-22"),
        "m_5650-318850": ("2020-09-25", "2020-09-25", "2020-09-26"),
        "m_5674-320155": ("2020-04-05", "2020-06-16", "2020-06-18"),
    }
