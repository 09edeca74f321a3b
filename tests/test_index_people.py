"""The people whom a text names, in every printing of names and offices."""

import pytest

from index.people import is_named, named, normal_name, person_key
from tests.pages import page_c, release_of, seed_archive


def people(text: str) -> list[tuple[str, str]]:
    """Name and office of each person of a text."""
    return [(one.name, one.office) for one in named(text)]


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        (
            "Minister of Foreign Affairs Hong, Min-ji attended",
            "Hong Min-ji",
            "Minister of Foreign Affairs",
        ),
        ("Minister HONG Min-ji attended", "Hong Min-ji", "Minister"),
        (
            "chaired by Deputy Minister for Tidal Affairs Hong Min Ji.",
            "Hong Min-ji",
            "Deputy Minister for Tidal Affairs",
        ),
        (
            "Hong Gil-sun, Director-General for African Affairs, met",
            "Hong Gil-sun",
            "Director-General for African Affairs",
        ),
        ("Vice Minister for Tides Hong Min-ji met", "Hong Min-ji", "Vice Minister for Tides"),
        (
            "President of the European Council Ursula von der Tide",
            "Ursula von der Tide",
            "President of the European Council",
        ),
        (
            "Indonesian Foreign Minister Retno L.P. Lestari said",
            "Retno L.P. Lestari",
            "Indonesian Foreign Minister",
        ),
        (
            "External Affairs Minister Dr. S. Jayaraman of India",
            "S. Jayaraman",
            "External Affairs Minister",
        ),
        (
            "Deputy Foreign Minister of Viet Nam Nguyen Thi Thao said",
            "Nguyen Thi Thao",
            "Deputy Foreign Minister of Viet Nam",
        ),
        (
            "the Minister of Foreign Affairs of Chile, Andrés Olmedo, visited",
            "Andrés Olmedo",
            "Minister of Foreign Affairs of Chile",
        ),
        (
            "Minister of Agriculture, Food and Rural Affairs Song Mi-ryeong",
            "Song Mi-ryeong",
            "Minister of Agriculture, Food and Rural Affairs",
        ),
        ("U.S. Secretary of State Anthony Blank said", "Anthony Blank", "U.S. Secretary of State"),
        ("UN Secretary-General Ban Ki-seon said", "Ban Ki-seon", "UN Secretary-General"),
        (
            "Spokesperson and Deputy Minister for Public Relations Ma Sang-hoon",
            "Ma Sang-hoon",
            "Spokesperson and Deputy Minister for Public Relations",
        ),
        (
            "Lukas\nHruby, Director of the Asia and Pacific Department of the Czech Foreign\nMinistry, in Prague",
            "Lukas Hruby",
            "Director of the Asia and Pacific Department of the Czech Foreign Ministry",
        ),
        (
            "Ms. Aida Torova, Head of the Water Department of the Kyrgyz Foreign Ministry, said",
            "Aida Torova",
            "Head of the Water Department of the Kyrgyz Foreign Ministry",
        ),
        (
            "Dr. Hirut Wolde, Director of the Ethiopian gene bank, said",
            "Hirut Wolde",
            "Director of the Ethiopian gene bank",
        ),
        (
            "H.E. Mr. Abdul Arip, Prime Minister of Uzbekistan",
            "Abdul Arip",
            "Prime Minister of Uzbekistan",
        ),
        (
            "Crown Prince Sheikh Mohammed bin Zayd Al Noor",
            "Mohammed bin Zayd Al Noor",
            "Crown Prince",
        ),
        (
            "Ambassador of the ROK to Japan Nam Gwan-su",
            "Nam Gwan-su",
            "Ambassador of the ROK to Japan",
        ),
        (
            "Mr. Kim Sang-ok, former professor of seas, was appointed as Ambassador for Tides on May 4.",
            "Kim Sang-ok",
            "Ambassador for Tides",
        ),
        ("Hong Min-ji (Ambassador for Tides) spoke", "Hong Min-ji", "Ambassador for Tides"),
        (
            "Chair of the Committee on Carbon Neutrality Hong Min-ji spoke",
            "Hong Min-ji",
            "Chair of the Committee on Carbon Neutrality",
        ),
        ("a delegation led by Grace Wanji, and", "Grace Wanji", ""),
    ],
)
def test_name_and_office(text: str, name: str, office: str) -> None:
    assert people(text) == [(name, office)]


@pytest.mark.parametrize(
    "text",
    [
        "In Santiago, Minister Min will hold talks",
        "the visit of President Moon",
        "a Permanent Secretary of the Ministry of Foreign Affairs of Brunei Darussalam on April 5",
        "the Minister’s schedule",
        "Ministers from Norway, Costa Rica and Papua New Guinea",
        "Chair of the Lake Victoria Basin Office",
    ],
)
def test_who_is_not_named(text: str) -> None:
    assert people(text) == []


def test_several_people_in_a_sentence() -> None:
    assert people(
        "Deputy Minister for Trade Ahn Dong-seok and Tesfaye Gebre, State Minister of Transport of "
        "Ethiopia, met Vice Minister Ignacio Quispe of Peru and Undersecretary Rosa Chica of Ecuador."
    ) == [
        ("Ahn Dong-seok", "Deputy Minister for Trade"),
        ("Tesfaye Gebre", "State Minister of Transport of Ethiopia"),
        ("Ignacio Quispe", "Vice Minister"),
        ("Rosa Chica", "Undersecretary"),
    ]


def test_place_before_an_office_is_no_name() -> None:
    assert people("In New York, Ambassador Hong Min-ji spoke") == [("Hong Min-ji", "Ambassador")]


def test_stretch_holds_office_and_name() -> None:
    text = "It was Vice Minister Hong Min-ji who spoke"
    [found] = named(text)
    assert text[found.start : found.end] == "Vice Minister Hong Min-ji"


def test_one_spelling_for_a_name() -> None:
    printed = ("Hong, Min-ji", "HONG Min-ji", "Hong Min-ji", "Hong Min Ji", "Min-ji Hong")
    assert {normal_name(name) for name in printed} == {"Hong Min-ji"}
    assert len({person_key(name) for name in printed}) == 1
    assert normal_name("Do Hung Viet") == "Do Hung Viet"
    assert person_key("Kim Min-ho") != person_key("Kim Min-hee")


def test_a_name_is_found_in_any_spelling() -> None:
    assert is_named("Hong Min-ji", "Deputy Minister HONG, Min Ji")
    assert not is_named("Hong Min-ji", "Deputy Minister Hong")


def test_people_of_a_release_are_listed_once_with_the_first_office() -> None:
    release = release_of(
        page_c(
            "1. Vice Minister for Tides Hong, Min-ji met State Secretary Anne Lund.\n\n"
            "2. Vice Minister HONG Min-ji and Ambassador Park Joon-woo left early."
        )
    )
    assert [(one.name, one.office, one.passage) for one in release.people] == [
        ("Hong Min-ji", "Vice Minister for Tides", "r#1.0"),
        ("Anne Lund", "State Secretary", "r#1.0"),
        ("Park Joon-woo", "Ambassador", "r#2.0"),
    ]


def test_people_of_the_delivered_releases() -> None:
    people_by_release = {
        id: [(one.name, one.office) for one in release.people]
        for id, release in seed_archive().items()
    }
    deputy = "Deputy Minister for Political Affairs"
    assert people_by_release == {
        "m_5676-321611": [("Kim Gunn", deputy)],
        "m_5676-321884": [("Yeo Seung-bae", deputy)],
        "m_5650-318850": [("Kang Kyung-wha", "Minister of Foreign Affairs")],
        "m_5676-321374": [("Kim Gunn", deputy)],
        "m_5674-320155": [("Kim Gunn", deputy)],
    }
