"""What the page asks on a click: again, without a part, without a filter, or changed in the box."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant.left_out import parts_of, without
from assistant.records import Basis, Name, Period, Reading
from assistant.web.asking import (
    NO_VALUES,
    Asking,
    Change,
    Editing,
    editing_html,
    read_asking,
    read_change,
)
from assistant.web.chips import chips_html, filter_chips, form_values, left_out_words
from assistant.web.conversation import Turn
from assistant.wider import with_chosen
from index.records import Act, Filters
from tests.invented import answered, invented, visible

FILTERS = Filters(
    first=date(2021, 1, 1), countries=("NO", "CL"), series=("Harbour\n Talks",), acts=(Act.AGREED,)
)
VALUES: tuple[Any, ...] = ("2021", "", ["NO", "CL"], ["Harbour Talks"], ["agreed"], [])
OFFERED: list[list[str]] = [["NO"], ["Harbour Talks"], ["agreed"], ["m_5676"]]


def turn(question: str = "What?", left_out: tuple[str, ...] = (), **values: Any) -> Turn:
    """A turn whose question was read with a period, an acronym and further values."""
    answer = answered(question, invented())
    reading = without(replace(answer.reading, **values), left_out)
    return Turn(question, replace(answer, reading=reading), left_out=left_out)


def limited() -> Turn:
    """A turn that was asked under filters."""
    one = turn()
    assert one.answer
    return replace(
        one, answer=replace(one.answer, reading=with_chosen(one.answer.reading, FILTERS))
    )


def keys(one: Turn) -> list[str]:
    """The keys of the parts of a turn's reading."""
    assert one.answer
    return [part.key for part in parts_of(one.answer.reading)]


def test_a_typed_question_follows_all_turns_or_replaces_the_one_that_is_changed() -> None:
    turns = (turn("One?"), turn("Two?"), turn("Three?"))
    assert read_asking({}, "Four?", turns, None, VALUES) == Asking("Four?", turns, VALUES)
    changed = read_asking({}, "Else?", turns, Editing(1, ("period",)), VALUES)
    assert changed == Asking("Else?", turns[:1], VALUES, ("period",))
    gone = read_asking({}, "Else?", turns, Editing(7), VALUES)
    assert gone == Asking("Else?", turns, VALUES)


def test_a_clicked_question_is_a_new_one_even_while_another_is_changed() -> None:
    turns = (turn("One?"),)
    found = read_asking({"question": "Next?"}, "typed", turns, Editing(0), VALUES)
    assert found == Asking("Next?", turns, VALUES)


def test_a_turn_is_asked_again_with_what_was_left_out_of_it() -> None:
    turns = (turn("One?"), turn("Two?", ("period",)), Turn("Three?", error="no", left_out=("act",)))
    found = read_asking({"action": "again-1"}, "typed", turns, None, VALUES)
    assert found == Asking("Two?", turns[:1], VALUES, ("period",))
    failed = read_asking({"action": "again-2"}, "typed", turns, None, VALUES)
    assert failed == Asking("Three?", turns[:2], VALUES, ("act",))


def test_a_part_is_left_out_and_put_back() -> None:
    turns = (turn("One?"),)
    assert keys(turns[0]) == ["period", "acronym:HTTE"]
    found = read_asking({"action": "without-0-1"}, "", turns, None, VALUES)
    assert found == Asking("One?", (), VALUES, ("acronym:HTTE",))
    turns = (turn("One?", ("period", "acronym:HTTE")),)
    found = read_asking({"action": "restore-0-0"}, "", turns, None, VALUES)
    assert found == Asking("One?", (), VALUES, ("acronym:HTTE",))


def test_one_filter_is_taken_out_of_the_form() -> None:
    turns = (limited(),)
    shown = [(one.field, one.value) for one in filter_chips(FILTERS)]
    assert shown == [(0, "2021-01-01"), (2, "NO"), (2, "CL"), (3, "Harbour Talks"), (4, "agreed")]
    values = [
        found.values
        for position in range(5)
        if (found := read_asking({"action": f"unfilter-0-{position}"}, "", turns, None, VALUES))
    ]
    assert values == [
        ("", *VALUES[1:]),
        (*VALUES[:2], ["CL"], *VALUES[3:]),
        (*VALUES[:2], ["NO"], *VALUES[3:]),
        (*VALUES[:3], [], *VALUES[4:]),
        (*VALUES[:4], [], *VALUES[5:]),
    ]


def test_a_search_without_limits_drops_filters_and_period_and_nothing_else() -> None:
    found = read_asking({"action": "wide-0"}, "", (turn("One?", ("acronym:HTTE",)),), None, VALUES)
    assert found == Asking("One?", (), NO_VALUES, ("acronym:HTTE", "period"))
    found = read_asking({"action": "wide-0"}, "", (turn("One?", period=None),), None, VALUES)
    assert found == Asking("One?", (), NO_VALUES)


@pytest.mark.parametrize(
    "action",
    "|again-1|again--1|without-0-9|restore-0-0|unfilter-0-0|wide-9|again-0\n|again-99999999"
    "|cite-0-0|again-0-<script>|edit-0".split("|"),
)
def test_what_names_nothing_of_the_conversation_asks_nothing(action: str) -> None:
    assert read_asking({"action": action}, "typed", (turn(),), None, VALUES) is None


def test_a_question_to_be_changed_goes_back_into_the_box_as_it_was_typed() -> None:
    turns = (turn("One?"), turn("Two?", ("period",)))
    found = read_change("edit-1", turns, VALUES, OFFERED)
    assert found == Change("Two?", Editing(1), VALUES)
    assert read_change("edit-2", turns, VALUES, OFFERED) is None
    assert read_change("keep", turns, VALUES, OFFERED) is None


def test_a_part_to_be_changed_stands_in_its_field_of_the_form() -> None:
    country = Name("Norway", "NO", ("Norway",), "country")
    meeting = Name("the talks", "Harbour  Talks", ("Harbour Talks",), "meeting")
    one = turn("One?", act=Act.AGREED, scope=(country, meeting))
    empty: tuple[Any, ...] = ("", "", [], [], [], [])
    fields = {
        key: read_change(f"change-0-{position}", (one,), empty, OFFERED)
        for position, key in enumerate(keys(one))
    }
    period = fields["period"]
    assert period and period.values[:2] == ("2022-01-01", "2022-12-31") and period.field == "From"
    assert period.editing == Editing(0, ("period",), ("Period 2022",))
    assert fields["act"] and fields["act"].values[4] == ["agreed"]
    assert fields["country:NO"] and fields["country:NO"].values[2] == ["NO"]
    assert fields["meeting:Harbour  Talks"] is not None
    assert fields["meeting:Harbour  Talks"].values[3] == ["Harbour Talks"]
    assert fields["acronym:HTTE"] is None


def test_a_value_that_the_form_does_not_offer_is_not_filled_in() -> None:
    one = turn("One?", scope=(Name("Chile", "CL", ("Chile",), "country"),))
    number = keys(one).index("country:CL")
    found = read_change(f"change-0-{number}", (one,), VALUES, OFFERED)
    assert found and found.values == VALUES and found.field == "Country"


def test_only_days_of_what_happened_have_a_field_and_open_ends_stay_empty() -> None:
    reading = answered("q", invented()).reading
    part = parts_of(reading)[0]
    since = replace(reading, period=Period(date(2021, 5, 1), date(2199, 12, 31), "since"))
    assert form_values(part, since) == {0: "2021-05-01", 1: ""}
    until = replace(reading, period=Period(date(1900, 1, 1), date(2021, 5, 1), "until"))
    assert form_values(part, until) == {0: "", 1: "2021-05-01"}
    assert reading.period
    released = replace(reading, period=replace(reading.period, basis=Basis.RELEASED))
    assert form_values(part, released) == {}


def test_chips_tell_parts_filters_and_what_was_left_out() -> None:
    one = limited()
    assert one.answer
    reading = replace(one.answer.reading, left_out=("act", "country:<b>"))
    html = str(chips_html(3, reading, asks=True))
    assert 'value="change-3-0"' in html and 'value="without-3-1"' in html
    assert 'value="unfilter-3-4"' in html and 'value="restore-3-1"' in html
    assert "<b>" not in html and "<s>&lt;b&gt;</s>" in html
    assert "<button" not in chips_html(3, reading, asks=False)
    told = turn("One?", ("period",)).answer
    assert told and left_out_words(told.reading) == ["Period: 2022"]
    assert chips_html(0, Reading("q", "q", told.reading.kind), asks=True) == ""


def test_the_line_above_the_box_escapes_what_is_left_out() -> None:
    html = editing_html(Editing(2, ("actor",), ("By whom <i>x</i>",)))
    assert "question 3" in html and "<i>" not in html
    assert visible(editing_html(None)) == ""
