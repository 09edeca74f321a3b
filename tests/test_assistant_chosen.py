"""Typed filters over the invented archive: what they stand for, and what is refused."""

from datetime import date
from typing import Any

import pytest

from assistant.chosen import NO_FILTERS, filter_words, read_filters, values_of
from index.build import build
from index.errors import BadFilter, BadSetting
from index.records import Act, Filters
from index.store import Archive
from tests.fakes import FakeEmbedder
from tests.test_assistant_answer import FIRST, SECOND, TOURS, write_pages


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The archive of the four invented releases."""
    folder = tmp_path_factory.mktemp("archive")
    build(folder / "data", [write_pages(folder / "pages")], FakeEmbedder())
    return Archive(folder / "data")


def test_nothing_typed_does_not_limit(archive: Archive) -> None:
    assert read_filters(archive) == NO_FILTERS
    assert filter_words(NO_FILTERS) == ()


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2021-03-30", date(2021, 3, 30), date(2021, 3, 30)),
        (" 2021-4 ", date(2021, 4, 1), date(2021, 4, 30)),
    ],
)
def test_a_year_a_month_and_a_day_are_read_from_their_first_to_their_last_day(
    archive: Archive, typed: str, first: date, last: date
) -> None:
    filters = read_filters(archive, first=typed, last=typed)
    assert (filters.first, filters.last) == (first, last)


@pytest.mark.parametrize("typed", ["", "21", "2021-13", "2021-02-30", "0000", "yesterday", "२०२१x"])
def test_no_date_is_refused_with_the_forms_there_are(archive: Archive, typed: str) -> None:
    with pytest.raises(BadSetting, match=r"--to.*a year, a month or a day, like 2021, 2021-03 or"):
        read_filters(archive, last=typed)


def test_a_first_day_after_the_last_one_is_refused(archive: Archive) -> None:
    with pytest.raises(BadSetting, match=r"--from.* is '2022-02', .*\(--to\), 2022-01"):
        read_filters(archive, first="2022-02", last="2022-01")
    assert read_filters(archive, first="2022-02", last="2022-02").first == date(2022, 2, 1)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("NO", "NO"),
        ("cl", "CL"),
        ("norway", "NO"),
        ("South Korea", "KR"),
        ("Korean", "KR"),
        ("Congo", "CG"),
        ("North Korea", "KP"),
        ("New Zealand", "NZ"),
    ],
)
def test_a_country_is_known_by_code_name_and_other_names(
    archive: Archive, typed: str, code: str
) -> None:
    assert read_filters(archive, countries=[typed, typed]).countries == (code,)


def test_a_country_that_is_none_is_refused_with_its_neighbour(archive: Archive) -> None:
    with pytest.raises(BadFilter, match=r"'Norwai'\. Near to it: Norway \(NO\).*filters country$"):
        read_filters(archive, countries=["Norwai"])


def test_acts_are_those_of_a_closed_set(archive: Archive) -> None:
    filters = read_filters(archive, acts=["Agreed", "called-for", "shared a view"])
    assert filters.acts == (Act.AGREED, Act.CALLED_FOR, Act.SHARED_VIEW)
    with pytest.raises(BadFilter, match=r"Near to it: agreed.*communique filters act"):
        read_filters(archive, acts=["agreeed"])


def test_boards_and_releases_are_those_of_the_archive(archive: Archive) -> None:
    filters = read_filters(archive, boards=["m_5676"], releases=[FIRST])
    assert filters == Filters(boards=("m_5676",), releases=(FIRST,))
    with pytest.raises(BadFilter, match=r"No board here is 'm_5677'\. Near to it: m_5676"):
        read_filters(archive, boards=["m_5677"])
    with pytest.raises(BadFilter, match=rf"Near to it: .*{FIRST}.* communique releases$"):
        read_filters(archive, releases=[FIRST + "1"])


def series_of(archive: Archive, *ids: str) -> set[str]:
    """The series of the meetings of some releases, as stored."""
    return {one.meeting.series for one in archive.releases() if one.meeting and one.id in ids}


@pytest.mark.parametrize(
    "typed", ["KRRI", "krri", "Kelp Reef Restoration", "“kelp reef  restoration”"]
)
def test_a_series_is_known_by_its_acronym_and_by_words_of_it(archive: Archive, typed: str) -> None:
    found = read_filters(archive, meetings=[typed]).series
    assert found and set(found) == series_of(archive, FIRST, SECOND)


def test_a_series_is_not_known_by_half_a_word(archive: Archive) -> None:
    assert set(read_filters(archive, meetings=["Kelp Reef"]).series) == series_of(
        archive, FIRST, SECOND, TOURS
    )
    with pytest.raises(BadFilter, match="No meeting here is 'elp Ree'"):
        read_filters(archive, meetings=["elp Ree"])
    with pytest.raises(BadFilter, match=r"Near to it: .*Tourism.*communique filters meeting$"):
        read_filters(archive, meetings=["turism forum"])


@pytest.mark.parametrize("kind", ["boards", "countries", "acts", "meetings", "releases"])
@pytest.mark.parametrize("typed", ["", "  ", "??", "\x00"])
def test_an_empty_value_is_refused_and_never_everything(
    archive: Archive, kind: str, typed: str
) -> None:
    values: Any = {kind: [typed]}
    with pytest.raises(BadFilter, match="List them with: communique"):
        read_filters(archive, **values)


def test_what_there_is_to_filter_by_is_counted_in_releases(archive: Archive) -> None:
    values = values_of(archive.releases())
    assert values["board"] == [("m_5676", 4)]
    assert dict(values["country"])["Norway (NO)"] == 3
    assert dict(values["act"])["agreed"] == 4
    assert sum(count for _, count in values["meeting"]) == 4
    for kind, counted in values.items():
        assert [count for _, count in counted] == sorted((n for _, n in counted), reverse=True)
        assert len(dict(counted)) == len(counted), kind


def test_filters_are_told_in_words() -> None:
    filters = Filters(
        first=date(2021, 3, 1),
        released_last=date(2022, 1, 31),
        countries=("JP", "KR"),
        acts=(Act.AGREED,),
        series=("Talks\non Reefs",),
        boards=("a", "b", "c", "d", "e"),
    )
    assert filter_words(filters) == (
        "from 1 March 2021",
        "released to 31 January 2022",
        "country Japan (JP) or Republic of Korea (KR)",
        "board a, b, c or one of 2 others",
        "act “agreed”",
        "meeting “Talks on Reefs”",
    )
