"""The countries of a text: names, people, abbreviations, compounds; and what only looks like one."""

import re
from pathlib import Path

import pycountry
import pytest

from index.countries import ALIASES, ROWS, aliases, find_countries, name
from index.country_table import NO_COUNTRY, OTHER
from index.records import Passage, PassageKind

SEEDS = Path(__file__).parent.parent / "seeds"
NO_ISO_NAME = {
    "BN": "Brunei Darussalam",
    "CD": "Congo, The Democratic Republic of the",
    "CG": "Congo",
    "FM": "Micronesia, Federated States of",
    "KR": "Korea, Republic of",
    "PS": "Palestine, State of",
    "RU": "Russian Federation",
    "ST": "Sao Tome and Principe",
    "VA": "Holy See (Vatican City State)",
}
"""Where the canonical name is shorter than, or put otherwise than, the library's."""
NAMES_ITS_COUNTRY = {"MF", "SX", "UM", "VG", "VI"}
"""Territories whose name in the standard prints the country that they belong to."""


def passages_of(*pieces: str, kind: PassageKind = PassageKind.LEAD) -> tuple[Passage, ...]:
    """One passage for each piece of a text that joins them with line breaks."""
    passages, start = [], 0
    for number, piece in enumerate(pieces, start=1):
        end = start + len(piece)
        passages.append(Passage(f"r#{number}.0", "r", str(number), 0, kind, "", 0, start, end))
        start = end + 1
    return tuple(passages)


def countries(*pieces: str, kind: PassageKind = PassageKind.LEAD) -> str:
    """The codes in the pieces of a text, separated by spaces."""
    return " ".join(find_countries("\n".join(pieces), passages_of(*pieces, kind=kind)))


def test_codes_and_names_are_those_of_the_standard() -> None:
    for code in ALIASES.keys() - {"XK"}:
        country = pycountry.countries.get(alpha_2=code)
        assert country is not None, code
        known = {country.name, getattr(country, "common_name", "")}
        assert name(code) in known or country.name == NO_ISO_NAME[code], code
    assert pycountry.countries.get(alpha_2="XK") is None


def test_every_name_of_the_standard_is_found_and_no_territory_is_a_country() -> None:
    wrong = {}
    for country in pycountry.countries:
        expected = country.alpha_2 if country.alpha_2 in ALIASES else ""
        names = [getattr(country, field, "") for field in ("name", "common_name", "official_name")]
        for words in filter(None, [*names, *(one.upper() for one in names)]):
            if country.alpha_2 not in NAMES_ITS_COUNTRY:
                found = countries(f"He came to {words} in May.")
                wrong |= {words: found} if found != expected else {}
    assert wrong == {}


def test_table_is_sorted_and_each_word_belongs_to_one_country() -> None:
    codes = [row[0] for row in ROWS]
    assert all(len(row) == 4 for row in ROWS)
    assert codes == sorted(set(codes))
    words = [
        word for code in codes for word in aliases(code) if word not in OTHER
    ]  # "Guinean" and the like are shared
    assert len(words) == len(set(words))


def test_every_alias_is_found() -> None:
    wrong = {}
    for code, words in ALIASES.items():
        assert words == aliases(code)
        for word in words:
            found = countries(f"talks with the Paris-{word} side", f"the {name(code)}")
            wrong |= {word: found} if found != code else {}
    assert wrong == {}


def test_no_trap_is_dead() -> None:
    """Each phrase hides a country's word: its words one by one name a country."""
    for phrase in filter(None, re.split(r"[;\n]\s*", NO_COUNTRY)):
        assert countries(f"He saw the {phrase.title()} again.") == ""
        assert countries(f"He saw the {phrase} again.") == ""
        words = re.split(r"[ -]", phrase.title().replace("Us ", "US ").replace("U.S.S.R.", "U.S."))
        assert countries(*words), phrase


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("officials of Korea, the U.S., China, Japan, Russia and Mongolia", "KR US CN JP RU MN"),
        (
            "Mekong-ROK talks, ROK–Japan-China talks, US-led and U.S.-Viet Nam talks",
            "KR JP CN US VN",
        ),
        ("the Kazakh side, Mongolian guests, Koreans, Filipinos and Swedes", "KZ MN KR PH SE"),
        ("Dutch, Swiss, Thai, Danish, Polish and Lao PDR experts", "NL CH TH DK PL LA"),
        ("the UK, the U.K., the UAE, the PRC, the DPRK and the USA", "GB AE CN KP US"),
        ("Korea·China·Japan", "KR CN JP"),
        ("Sino-Mongolian, Russo-Japanese and Franco-German talks", "CN MN RU JP FR DE"),
        ("General Franco and Mr. Sino", ""),
        ("Mexico City and Kuwait City", "MX KW"),
    ],
)
def test_names_people_abbreviations_and_compounds(text: str, codes: str) -> None:
    assert countries(text) == codes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Swaziland", "SZ"),
        ("the former Yugoslav Republic of Macedonia", "MK"),
        ("Burma", "MM"),
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("Turkiye", "TR"),
        ("the Czech Republic", "CZ"),
        ("Cape Verde", "CV"),
        ("Ivory Coast", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("Cote d'Ivoire", "CI"),
        ("Co\u0302te d’Ivoire", "CI"),
        ("CÔTE D’IVOIRE", "CI"),
        ("Holland", "NL"),
        ("East Timor", "TL"),
        ("Timor Leste", "TL"),
        ("St. Kitts and Nevis", "KN"),
        ("Trinidad & Tobago", "TT"),
        ("NEW\u00a0ZEALAND", "NZ"),
        ("Papua\nNew\u00a0 Guinea", "PG"),
        ("Kosovo", "XK"),
        ("Palestine", "PS"),
        ("Chinese Taipei", "TW"),
        ("the Hong Kong Special Administrative Region of the People’s Republic of China", "HK"),
        ("Macau", "MO"),
    ],
)
def test_old_changed_and_otherwise_spelt_names(text: str, code: str) -> None:
    assert countries(f"He left {text} in May.") == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Korea", "KR"),
        ("the Democratic People’s Republic of Korea and the Republic of Korea", "KP KR"),
        ("North Korea’s answer to the south", "KP"),
        ("the north Korean side", "KP"),
        ("inter-Korean talks", "KR KP"),
        ("North and South Korea", "KP KR"),
        ("the two Koreas", "KR KP"),
        ("peace on the Korean Peninsula and veterans of the Korean War", ""),
        ("Guinea-Bissau, Equatorial Guinea, Papua New Guinea", "GW GQ PG"),
        ("Guinea and the Gulf of Guinea", "GN"),
        ("Nigerien, Nigerian and Niger Delta", "NE NG"),
        ("South Sudan, Sudan and South Africa", "SS SD ZA"),
        ("Dominica and the Dominican Republic", "DM DO"),
        ("the Dominican side", "DO"),
        ("the Dominican side of Dominica", "DM"),
        ("Congo", "CG"),
        ("the Democratic Republic of the Congo; the Congolese side", "CD"),
        ("the Congolese side of DR Congo and of the Republic of the Congo", "CG CD"),
        ("Ireland and Northern Ireland", "IE GB"),
        ("Samoa and American Samoa", "WS"),
        ("Mali, Somalia, Oman, Roman, Romania and Indochina", "ML SO OM RO"),
        ("People's Republic of China and Republic of China", "CN TW"),
    ],
)
def test_near_names_stay_apart(text: str, codes: str) -> None:
    assert countries(text) == codes


@pytest.mark.parametrize(
    "text",
    [
        "the indian ocean and Indiana",
        "the Indian Ocean, the South China Sea, the Sea of Japan and the Panama Canal",
        "Latin American, South American, North American and Pan-American partners",
        "the Organization of American States",
        "French-speaking and Spanish-speaking Africa",
        "New Mexico and British Columbia",
        "Let us go. Us too. Follow us.",
        "LET US WORK TOGETHER",
        "US$5 million, US$ 5 million, 5 million US dollars or 5 million U.S. dollars",
        "Polish the draft. Polish your words.",
        "a wild turkey and a Turkey Sandwich",
        "Wheat from the german, french and china shops",
        "He lives in Atlanta, Georgia, and works at Georgia Tech.",
        "the Governor of Georgia and the State of Georgia",
        "Mr. Chad Hurley, Ms. Holland and Dr. Israel",
        "He met Jordan Smith and the player Michael Jordan.",
        "Ambassador Germán Gutiérrez",
    ],
)
def test_what_is_no_mention_of_a_country(text: str) -> None:
    assert countries(text) == ""


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Jordan Foreign Minister Safadi came from Amman, Jordan.", "JO"),
        ("With Jordan, Chad and Israel it agreed.", "JO TD IL"),
        ("The Jordan Ambassador and the Israel Defense Forces agreed.", "JO IL"),
        ("It was told of the campaign Visit Jordan.", "JO"),
        ("The ROK-Jordan Treaty was signed.", "KR JO"),
        ("Tbilisi, Georgia", "GE"),
        ("The Head of State of Georgia met the Secretary of State of the U.S.", "GE US"),
        ("Georgia, Ukraine and Moldova", "GE UA MD"),
        ("The US side and the US Secretary of State", "US"),
        ("KOREA-US SUMMIT HELD IN SEOUL", "KR US"),
        ("African American and Korean American guests", "US KR"),
        ("the Ukraine war", "UA"),
        ("Polish officials", "PL"),
    ],
)
def test_what_looks_like_a_trap_and_is_a_country(text: str, codes: str) -> None:
    assert countries(text) == codes


def test_a_heading_cannot_tell_a_given_name_from_a_country() -> None:
    assert countries("Jordan Calls for Peace", kind=PassageKind.HEAD) == "JO"


def test_order_is_that_of_first_mention_and_only_passages_count() -> None:
    text = "Chile Peru\nNorway and Peru\nKorea and Chile"
    assert find_countries(text, passages_of("Chile Peru", "Norway and Peru")) == ("CL", "PE", "NO")
    assert find_countries(text, ()) == ()


def test_aliases_of_no_code() -> None:
    with pytest.raises(KeyError):
        aliases("ZZ")
    with pytest.raises(KeyError):
        name("Korea")
