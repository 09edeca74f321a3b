"""The drawing of an archive over time: rows, lanes, scale, shapes, what is not drawn, escaping."""

import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from assistant.web.timeline_drawing import timeline_html
from assistant.web.timeline_marks import (
    EDGE,
    LABEL,
    LANES,
    MARKS,
    OTHERS,
    ROWS,
    SLOT,
    WIDTHS,
    Kind,
    drawing_of,
)
from index.records import DateSpan, Precision, Provenance, Release
from tests.archives import many, of_meeting, with_agreements
from tests.invented import HOSTILE, invented, span, visible


def on(day: date, number: int = 0, provenance: Provenance = Provenance.STATED) -> Release:
    """A release of the invented series about one day."""
    when = span(day, provenance)
    return replace(invented(), id=f"m_1-{number}", event=when, released=when)


def test_the_most_frequent_series_come_first_the_others_last() -> None:
    releases = [of_meeting(one, f"Talks {min(at, 11)}") for at, one in enumerate(many(20))]
    releases.append(of_meeting(on(date(2012, 5, 1)), ""))
    rows = drawing_of(releases).rows
    assert len(rows) == ROWS + 1
    assert rows[0].name == "Talks 11" and len(rows[0].marks) == 9
    assert rows[-1].name == OTHERS and len(rows[-1].marks) == 11 - (ROWS - 1) + 1
    assert sum(len(row.marks) for row in rows) == 21


def test_a_series_that_is_called_as_the_last_row_stays_in_the_drawing() -> None:
    rows = drawing_of([of_meeting(on(date(2020, 1, 1)), OTHERS), on(date(2021, 1, 1), 2)]).rows
    assert sum(len(row.marks) for row in rows) == 2


def test_marks_stand_in_the_order_of_their_days_within_the_edges() -> None:
    marks = drawing_of([on(date(2019 + at, 1, 1), at) for at in (2, 0, 1)]).rows[0].marks
    places = [mark.place for mark in marks]
    assert places == sorted(places)
    assert places[0] == pytest.approx(EDGE) and places[-1] == pytest.approx(1 - EDGE)
    assert places[1] == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("count", [1, 2, 5, 40, 300])
def test_no_two_marks_of_a_row_lie_upon_each_other(count: int) -> None:
    drawing = drawing_of(many(count))
    assert drawing.width in WIDTHS
    for row in drawing.rows:
        assert row.lanes <= LANES
        for at, one in enumerate(row.marks):
            for other in row.marks[:at]:
                near = abs(one.place - other.place) * drawing.width < SLOT - 0.001
                assert not (near and one.lane == other.lane)


def test_the_same_day_takes_a_lane_for_each() -> None:
    row = drawing_of([on(date(2020, 1, 1), at) for at in range(7)]).rows[0]
    assert [mark.lane for mark in row.marks] == [*range(7)]


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        (date(2020, 3, 1), date(2020, 3, 1), ["Feb 2020", "Mar 2020", "Apr 2020"]),
        (date(2019, 6, 1), date(2020, 5, 1), ["Jul 2019", "Sep 2019", "Nov 2019", "Jan 2020"]),
        (date(2010, 6, 1), date(2016, 5, 1), ["2011", "2012", "2013", "2014", "2015", "2016"]),
        (date(1990, 6, 1), date(2021, 5, 1), ["1995", "2000", "2005", "2010", "2015", "2020"]),
    ],
)
def test_the_scale_has_as_many_labels_as_have_room(
    first: date, last: date, labels: list[str]
) -> None:
    drawing = drawing_of([on(first, 1), on(last, 2)])
    assert [label for _, label in drawing.ticks][: len(labels)] == labels
    for (one, _), (other, _) in zip(drawing.ticks, drawing.ticks[1:], strict=False):
        assert (other - one) * drawing.width > LABEL * 0.7


def test_undated_and_surplus_releases_are_counted_not_drawn() -> None:
    undated = replace(invented(), event=None, released=None)
    drawing = drawing_of([*many(MARKS + 7), undated])
    assert (drawing.undated, drawing.left_out) == (1, 7)
    assert sum(len(row.marks) for row in drawing.rows) == MARKS
    html = timeline_html([undated])
    assert "1 without any date is not drawn" in html and "<svg" not in html
    assert "the 7 others" in timeline_html(many(MARKS + 7))
    assert timeline_html([]) == ""


def test_a_day_that_is_known_by_its_year_alone_is_drawn_as_its_year() -> None:
    year = DateSpan(date(2020, 1, 1), date(2020, 12, 31), Precision.YEAR, Provenance.STATED)
    release = replace(on(date(2020, 1, 1)), event=year)
    mark = drawing_of([release, on(date(2019, 1, 1), 2)]).rows[0].marks[1]
    assert mark.ends and mark.ends[0] < mark.place < mark.ends[1]
    assert 'class="span"' in timeline_html([release])


def shapes(release: Release) -> list[str]:
    """The classes of the shapes in a drawing of one release, without those of its key."""
    drawn = timeline_html([release]).partition('class="sheet"')[2]
    return re.findall(r'<\w+ class="(shape [^"]*)"', drawn)


def test_kinds_differ_in_shape_and_inferred_dates_are_marked() -> None:
    held = on(date(2020, 1, 1))
    assert shapes(held) == ["shape held"]
    assert shapes(replace(held, announces=True)) == ["shape announced"]
    assert shapes(of_meeting(held, "")) == ["shape other"]
    assert shapes(on(date(2020, 1, 1), 0, Provenance.INFERRED)) == ["shape held inferred"]
    assert drawing_of([replace(held, announces=True)]).rows[0].marks[0].event.kind is Kind.ANNOUNCED


def test_a_mark_grows_with_the_agreements_up_to_a_bound() -> None:
    held = on(date(2020, 1, 1))

    def radius(count: int) -> str:
        html = timeline_html([with_agreements(held, count)]).partition('class="sheet"')[2]
        return re.findall(r'"shape held" r="(\d+)"', html)[0]

    assert [radius(count) for count in (0, 1, 3, 5, 50)] == ["5", "6", "8", "10", "10"]


def test_each_mark_is_a_named_link_and_the_table_says_the_same() -> None:
    html = timeline_html([with_agreements(invented(), 1), on(date(2020, 1, 1), 7)])
    assert (
        'href="r/m_5676-400001" data-release="m_5676-400001" aria-label="4 May 2022 (inferred): '
        'First Harbour Talks on Tidal Energy Held on May 4 (meeting held, 1 agreement)"' in html
    )
    rows = re.findall(r"<tr>(.*?)</tr>", html.partition("<tbody>")[2], re.DOTALL)
    told = [" ".join(visible(row).split()) for row in rows]
    assert len(told) == 2
    assert told[0].startswith("1 January 2020 as printed") and "4 May 2022 inferred" in told[1]


def test_a_release_without_an_event_stands_at_its_day_of_release_and_says_so() -> None:
    html = timeline_html([replace(invented(), event=None)])
    assert 'aria-label="released 5 May 2022 (stated): ' in html


def test_nothing_of_a_release_becomes_markup_and_the_drawing_is_well_formed() -> None:
    hostile = of_meeting(replace(invented(), title=HOSTILE), HOSTILE)
    html = timeline_html([hostile, *many(5)])
    root = ElementTree.fromstring(html)
    assert not [one for one in root.iter() if one.tag in ("script", "img", "b")]
    assert not [name for one in root.iter() for name in one.attrib if name.startswith("on")]
