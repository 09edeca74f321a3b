"""One word for each country, and the regions it belongs to."""

import pytest

from index.country_table import TABLE
from index.country_words import CODES, joined
from index.regions import REGIONS, region_words
from index.words import COUNTRIES, stem, stems


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the Irish and South African sides", ("ireland", "southafrica", "side")),
        ("Papua New Guinean delegates", ("papuanewguinea", "delegate")),
        ("New Zealanders and Ni-Vanuatu", ("newzealand", "vanuatu")),
        ("the U.S., the UK and Côte d'Ivoire", ("usa", "britain", stem("ctedivoire"))),
        ("South China Sea", ("southchinasea",)),
        ("Korean and North Korean", ("korea", "northkorea")),
    ],
)
def test_each_form_of_a_country_is_one_word(text: str, words: tuple[str, ...]) -> None:
    assert stems(text) == words


def test_words_without_a_long_name_stay_as_they_are() -> None:
    words = ["New", "rules", "in", "Central", "offices"]
    assert joined(words) is words


def test_every_country_but_the_archives_own_has_a_word() -> None:
    codes = {row.split("|")[0] for row in TABLE.strip().splitlines()} - {"KR"}
    assert set(CODES.values()) == codes and set(CODES) == COUNTRIES


def test_regions_hold_codes_of_the_table_only() -> None:
    codes = {row.split("|")[0] for row in TABLE.strip().splitlines()}
    assert all(members <= codes for members in REGIONS.values())
    assert {"pacific", "oceania"} <= region_words(frozenset({"FJ"}))
    assert "nordic" not in region_words(frozenset({"FJ"}))


@pytest.mark.parametrize(
    ("one", "other"),
    [("led", "headed"), ("spoke", "speaks"), ("put off", "postponed"), ("co-chaired", "chaired")],
)
def test_words_of_one_meaning_are_the_same(one: str, other: str) -> None:
    assert stems(one) == stems(other)


def test_words_that_share_a_stem_only_are_told_apart() -> None:
    assert stems("president") != stems("chair")
    assert stems("reported") != stems("journalist")
    assert stems("nation") == stems("country") != stems("citizen")
