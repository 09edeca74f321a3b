"""What the archive's tab lists: each field, words in any form, and limits in words."""

from typing import Any

import pytest

from assistant.web.archive_filter import fitting, limits_in, lists_offered, years_offered
from index.errors import BadFilter
from tests.archives import many, opened, three
from tests.invented import invented


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return opened(three(tmp_path_factory.mktemp("archive")))


def ids(assistant: Any, *values: Any) -> list[str]:
    """The listed releases for words, years, countries, meetings, acts and boards."""
    given = [*values, *([] for _ in range(6 - len(values)))]
    return [one.id for one in fitting(assistant, limits_in(assistant.archive, given))]


def test_all_are_listed_newest_first_undated_ones_last(assistant: Any) -> None:
    everything = ["m_5676-400001", "m_5676-400002", "m_20140-7"]
    assert ids(assistant, "") == everything
    assert ids(assistant, None, None, None, None, None, None) == everything


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("buoys", ["m_5676-400001"]),
        ("buoy officials", ["m_5676-400001"]),
        ("SURVEYED", ["m_5676-400001", "m_5676-400002", "m_20140-7"]),
        ("buoys reefs", []),
        ("the reefs", ["m_20140-7"]),
        ("penguins", []),
        ("of the", []),
    ],
)
def test_words_have_to_stand_in_the_release_all_of_them_in_any_form(
    assistant: Any, words: str, found: list[str]
) -> None:
    assert ids(assistant, words) == found


def test_each_field_limits_and_fields_hold_together(assistant: Any) -> None:
    assert ids(assistant, "", ["2021"]) == ["m_5676-400002"]
    assert ids(assistant, "", ["undated", "2022"]) == ["m_5676-400001", "m_20140-7"]
    assert ids(assistant, "", [], ["NO"], [], [], ["m_20140"]) == ["m_20140-7"]
    assert ids(assistant, "", [], [], [], ["agreed"]) == ids(assistant, "")
    assert ids(assistant, "", [], [], [], ["proposed"]) == []
    assert ids(assistant, "buoys", ["2021"]) == []


def test_what_the_archive_no_longer_holds_is_refused(assistant: Any) -> None:
    with pytest.raises(BadFilter, match="m_999"):
        limits_in(assistant.archive, ["", [], [], [], [], ["m_999"]])


def test_limits_are_told_in_words(assistant: Any) -> None:
    limits = limits_in(assistant.archive, [" buoys  or ", ["2021", "undated"], ["NO"], [], [], []])
    assert limits.told() == (
        "words “buoys or”",
        "year 2021 or no date known",
        "country Norway (NO)",
    )


def test_the_lists_offer_what_the_archive_holds(assistant: Any) -> None:
    years, countries, _, acts, boards = lists_offered(assistant.archive)
    assert years == [("2022 · 1", "2022"), ("2021 · 1", "2021"), ("no date known · 1", "undated")]
    assert [value for _, value in boards] == ["m_5676", "m_20140"]
    assert {value for _, value in countries} >= {"NO", "CL"}
    assert "agreed" in [value for _, value in acts]


def test_years_are_counted_the_last_first() -> None:
    assert years_offered([*many(60), invented()])[:2] == [
        ("2022 · 1", "2022"),
        ("2013 · 26", "2013"),
    ]
