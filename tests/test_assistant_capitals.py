"""Capitals that stand for a country."""

from types import SimpleNamespace
from typing import Any

import pytest

from assistant.capitals import read_capitals
from index.capitals import CAPITALS
from index.countries import ALIASES

LEXICON: Any = SimpleNamespace(
    countries={"CA": 3, "RU": 1, "KG": 1, "KR": 9}, frequency={"bishkek": 1, "seoul": 9}
)


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("Has Ottawa given a date?", "Has Canada given a date?"),
        ("What did Moscow ask of Seoul?", "What did Russia ask of Seoul?"),
        ("Which overtures were made to Moscow?", "Which overtures were made to Russia?"),
        ("Is Ottawa to be there?", "Is Canada to be there?"),
        ("Who spoke for the Kyrgyz capital?", "Who spoke for Bishkek?"),
        ("What happened in the capital of Kyrgyzstan?", "What happened in Bishkek?"),
    ],
)
def test_a_capital_is_read_as_what_the_archive_prints(question: str, read: str) -> None:
    right, changes = read_capitals(question, LEXICON)
    assert right == read
    assert changes and all(
        typed in question and meant in read and typed not in read for typed, meant in changes
    )


@pytest.mark.parametrize(
    "question",
    [
        "What was said in Ottawa?",
        "Who travelled to Moscow?",
        "What did Moscow Rules say?",
        "What did Seoul offer?",
        "What has Tokyo offered?",
        "Is the Canadian capital market open?",
        "What did Jane Ottawa-Smith say?",
    ],
)
def test_places_names_and_what_the_archive_prints_are_left(question: str) -> None:
    assert read_capitals(question, LEXICON) == (question, [])


def test_every_capital_is_one_of_a_known_country() -> None:
    assert set(CAPITALS.values()) <= set(ALIASES)
    assert len(set(CAPITALS.values())) >= len(ALIASES) - 7
