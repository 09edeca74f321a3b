"""The meeting that a release reports: name, series, ordinal, format and place."""

import pytest

from index.meeting import find_meeting
from index.meeting_names import ORDINALS, ordinal_in, ordinal_places, series_key, series_of
from index.records import Format, Meeting, Passage, PassageKind
from tests.pages import page_a, release_of, seed_archive


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


def told(lead: str, *more: str, title: str = "") -> Meeting | None:
    """The meeting of a first paragraph with further passages, and a later paragraph."""
    text, passages = "", []
    for place, (kind, piece) in enumerate(
        [
            (PassageKind.HEAD, title),
            (PassageKind.LEAD, lead),
            *((PassageKind.BULLET, one) for one in more),
        ]
    ):
        start, text = len(text), f"{text}{piece}\n"
        number = "head" if kind is PassageKind.HEAD else "1" if place < 3 else str(place)
        passages.append(
            Passage(
                f"r#{number}.{place}",
                f"r#{number}",
                number,
                place,
                kind,
                "",
                0,
                start,
                len(text) - 1,
            )
        )
    return find_meeting(text, passages[0] if title else None, passages[1], passages)


@pytest.mark.parametrize(
    ("lead", "series", "ordinal"),
    [
        (
            "Korea hosted the 2nd virtual meeting on “Tidal Energy Safety (TES)” on May 4.",
            "meeting on Tidal Energy Safety",
            2,
        ),
        (
            "The 5th virtual meeting of the Tide Coalition (TC) was held.",
            "meeting of the Tide Coalition",
            5,
        ),
        (
            "Korea held the Tidal Peace and Safety Intergovernmental Meeting 2021.",
            "Tidal Peace and Safety Intergovernmental Meeting",
            0,
        ),
        ("He attended the 2019 ASEAN-ROK Tide Summit held in Busan.", "ASEAN-ROK Tide Summit", 0),
        (
            "He attended the “Ministerial Meeting of the Tide Alliance” on May 4.",
            "Ministerial Meeting of the Tide Alliance",
            0,
        ),
        (
            "Korea and Norway held the 3rd Joint Commission for Bilateral Tides in Oslo.",
            "Joint Commission for Bilateral Tides",
            3,
        ),
        (
            "The third round of the Korea-Norway Director-General-level Consultation took place.",
            "Korea-Norway Director-General-level Consultation",
            3,
        ),
        ("He attended the opening session of the 5th Tide Forum (TF) in Oslo.", "Tide Forum", 5),
        (
            "He took part in the twenty-first ROK-Norway Tide Dialogue.",
            "ROK-Norway Tide Dialogue",
            21,
        ),
        (
            "Following the 4th Tide Forum in Oslo, Korea hosted the Harbour Dialogue on Women and Seas.",
            "Harbour Dialogue on Women and Seas",
            0,
        ),
        (
            "The Steering Committee of the Tide Initiative (TI) held its second meeting in Quito.",
            "Steering Committee of the Tide Initiative",
            2,
        ),
        (
            "He attended the 1st ROK-Baltic Round Table on Tides in Vilnius on October 4.",
            "ROK-Baltic Round Table on Tides",
            1,
        ),
    ],
)
def test_series_and_ordinal(lead: str, series: str, ordinal: int) -> None:
    found = told(lead)
    assert found is not None
    assert (found.series, found.ordinal) == (series, ordinal)
    assert lead[found.start - 1 : found.end - 1] == found.name


@pytest.mark.parametrize(
    "lead",
    [
        "Director Song held a consultation with Estonia and discussed tides.",
        "He had a luncheon meeting with the ambassadors of three countries.",
        "He presided over a meeting of the crisis response team.",
        "He met Minister Lee on the sidelines of the 54th Tide Ministers’ Meeting in Oslo.",
        "He had video conferences with ten delegates to the Senior Officials’ Meeting of ASEAN.",
        "Officials met and prepared the 6th Tide Forum to be held in Oslo.",
        "Minister Lee will pay an official visit to Norway.",
        "He had a telephone conversation with Foreign Minister Lund.",
    ],
)
def test_what_is_no_meeting_of_a_name(lead: str) -> None:
    assert told(lead) is None


def test_title_counts_unless_the_text_uses_a_common_noun() -> None:
    assert told("He opened a seminar on tides.", title="Seminar on Tides Held with Austria") is None
    named = told("Officials of both sides met in Oslo.", title="Seoul Forum on Tides Held")
    assert named is not None
    assert named.series == "Seoul Forum on Tides"


@pytest.mark.parametrize(
    ("lead", "more", "form"),
    [
        ("The 2nd Tide Forum was held in a video format on May 4.", (), Format.VIRTUAL),
        ("Korea held the 2nd Tide Forum online on May 4.", (), Format.VIRTUAL),
        ("Korea hosted the 2nd virtual Tide Forum on May 4.", (), Format.VIRTUAL),
        ("The 2nd Tide Forum was held in a hybrid format.", (), Format.HYBRID),
        ("The 2nd Tide Forum was held both online and in person.", (), Format.HYBRID),
        (
            "The 2nd Tide Forum was held in Oslo.",
            ("Norway attended in person, and Peru joined online.",),
            Format.HYBRID,
        ),
        ("The 2nd Tide Forum is to be held in person in Rome.", (), Format.IN_PERSON),
        (
            "Korea held the 2nd Tide Forum.",
            ("This year’s Forum was held offline with six countries.",),
            Format.IN_PERSON,
        ),
        ("Korea held the 2nd Tide Forum in Seoul.", (), Format.UNKNOWN),
        ("Korea held the 2nd Tide Forum.", ("The Forum will be streamed online.",), Format.UNKNOWN),
        (
            "Korea held the 2nd Tide Forum, following his virtual meetings with Peru.",
            (),
            Format.UNKNOWN,
        ),
        ("Korea held the 2nd Tide Forum.", ("The 1st Forum was held online.",), Format.UNKNOWN),
        (
            "Korea held the 2nd Tide Forum.",
            ("It went well.", "The virtual meeting ended."),
            Format.VIRTUAL,
        ),
        (
            "Korea held the 2nd Tide Forum.",
            ("It went well.", "They held virtual meetings."),
            Format.UNKNOWN,
        ),
    ],
)
def test_format_is_told_in_words(lead: str, more: tuple[str, ...], form: Format) -> None:
    found = told(lead, *more)
    assert found is not None
    assert found.format is form


@pytest.mark.parametrize(
    ("lead", "place"),
    [
        ("The 2nd Tide Forum took place in Suva, Fiji, on October 10-11.", "Suva"),
        ("Korea held the 2nd Tide Forum at a hotel in Seoul on March 13.", "Seoul"),
        ("The 2nd Tide Forum took place at the Harbour Hotel in Busan.", "Busan"),
        ("Korea held the 2nd Tide Forum on May 4 in Warsaw with Poland.", "Warsaw"),
        ("He attended the 2nd Tide Forum in New York, the United States, on June 3.", "New York"),
        ("He attended the 2nd Tide Forum in Washington, D.C. on June 3.", "Washington, D.C."),
        ("The 2nd Tide Forum opened on Jeju Island on June 3.", "Jeju Island"),
        (
            "He attended the 2nd Tide Forum with the government of Rwanda in Kigali on May 4.",
            "Kigali",
        ),
        ("Korea held the 2nd Tide Forum with diplomats at embassies in Korea.", ""),
        ("Korea held the 2nd Tide Forum on peace in Northeast Asia on May 4.", ""),
        ("Korea held the 2nd Tide Forum in March.", ""),
    ],
)
def test_place_as_printed(lead: str, place: str) -> None:
    found = told(lead)
    assert found is not None
    assert found.place == place


def test_place_of_another_meeting_is_not_taken() -> None:
    found = told("Korea held the 2nd Tide Forum online.", "The 1st Forum was held in Lisbon.")
    assert found is not None
    assert found.place == ""


def test_near_names_stay_apart() -> None:
    names = ["Tidal Peace Platform", "Tidal Peace Forum", "Tidal Peace Intergovernmental Meeting"]
    assert len({series_key(series_of(f"3rd {name} 2021")) for name in names}) == 3
    assert series_key("Officials' Meeting") == series_key("officials’ meeting")


def test_ordinals_in_words_reach_fifty() -> None:
    assert (ORDINALS["thirteenth"], ORDINALS["twenty-first"], ORDINALS["fiftieth"]) == (13, 21, 50)
    assert list(ordinal_places("the 2nd and the twenty-first, at last")) == [4, 16]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("the twenty-first Forum", 21),
        ("21st century", 0),
        ("the 20th anniversary", 0),
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


def test_meetings_of_the_delivered_releases() -> None:
    archive = seed_archive()
    health = archive["m_5676-321611"]
    assert health.meeting is not None
    assert health.meeting.ordinal == 2
    assert health.meeting.format is Format.VIRTUAL
    assert health.meeting.series == "meeting on Northeast Asia Cooperation for Health Security"
    alliance = archive["m_5650-318850"]
    assert alliance.meeting is not None
    assert alliance.meeting.series == "Ministerial Meeting of the Alliance for Multilateralism"
    assert alliance.meeting.ordinal == 0
    assert archive["m_5674-320155"].meeting is None
