"""The day of what a release reports, told apart from the other dates that it prints."""

from datetime import date

import pytest

from index.event import event_mention, find_event, find_mentioned, span_of, tells_ahead
from index.records import DateSpan, Passage, PassageKind, Precision, Provenance
from tests.pages import page_a, release_of, seed_archive

POSTED = date(2021, 6, 8)


def event(text: str, posted: date | None = POSTED) -> tuple[str, str] | None:
    """First and last day of the event of a first paragraph."""
    found = event_mention(text, posted)
    return (str(found.first), str(found.last)) if found else None


def passages(*pieces: tuple[str, str]) -> tuple[str, list[Passage]]:
    """A text and its passages from pairs of an id and a text."""
    text, found = "", []
    for id, piece in pieces:
        kind = {"head": PassageKind.HEAD, "h1": PassageKind.BEFORE}.get(id, PassageKind.LEAD)
        start, text = len(text), f"{text}{piece}\n"
        paragraph = id.partition(".")[0]
        found.append(
            Passage(f"r#{id}", f"r#{paragraph}", paragraph, 0, kind, "", 0, start, len(text) - 1)
        )
    return text, found


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        (
            "He had talks starting with Oslo on April 5 and ending with Lima on June 6.",
            "2021-04-05",
            "2021-06-06",
        ),
        ("He visited Japan on May 4-5 and China on May 6-7.", "2021-05-04", "2021-05-07"),
        (
            "Following the first meeting held on March 3, the two sides held the second on April 5.",
            "2021-04-05",
            "2021-04-05",
        ),
        (
            "As agreed at the summit held on March 3, the Ministry hosted a forum on April 5.",
            "2021-04-05",
            "2021-04-05",
        ),
        (
            "He opened an office on May 4, 20 years after it was planned on May 1, 2001.",
            "2021-05-04",
            "2021-05-04",
        ),
        (
            "On the sidelines of the Assembly (September 20-26, 2020), he met him on September 22, 2020.",
            "2020-09-22",
            "2020-09-22",
        ),
        (
            "The 5th Dialogue, which was launched on May 3, 2015, took place on June 4.",
            "2021-06-04",
            "2021-06-04",
        ),
        (
            "The act, which was promulgated on January 5, takes effect on June 9.",
            "2021-06-09",
            "2021-06-09",
        ),
        ("He attended the Dialogue, which was held in Oslo on June 4.", "2021-06-04", "2021-06-04"),
        (
            "The Ministry announced on May 4 that the Forum will be held on June 10.",
            "2021-06-10",
            "2021-06-10",
        ),
        (
            "The two sides agreed on May 4 to hold the next meeting on June 13.",
            "2021-05-04",
            "2021-05-04",
        ),
        ("The Forum was held for two days from May 4 in Seoul.", "2021-05-04", "2021-05-05"),
        ("The Forum was held from May 4 for three days.", "2021-05-04", "2021-05-06"),
        (
            "President Lund, who was born on March 3, 1950, will visit Seoul on June 15.",
            "2021-06-15",
            "2021-06-15",
        ),
        (
            "Diplomatic ties date from May 3, 1962. On June 4, both sides signed a treaty.",
            "2021-06-04",
            "2021-06-04",
        ),
        (
            "He and Tesfaye Gebre, State Minister of Ethiopia, signed a treaty on June 2.",
            "2021-06-02",
            "2021-06-02",
        ),
        (
            "The Week opened in Chuncheon on June 3 and will run until June 19.",
            "2021-06-03",
            "2021-06-03",
        ),
        ("The Minister met today with the Ambassador.", "2021-06-08", "2021-06-08"),
        ("The Ministry held three seminars in May.", "2021-05-01", "2021-05-31"),
        ("It was launched in late 2020. It met on May 4.", "2021-05-04", "2021-05-04"),
    ],
)
def test_day_of_the_event(text: str, first: str, last: str) -> None:
    assert event(text) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "It was launched in late 2020.",
        "Officials prepared the Forum scheduled for June 25.",
        "The office has been open since May 4, 2019.",
        "Applications must be handed in by June 30.",
    ],
)
def test_dates_of_other_things_are_no_event(text: str) -> None:
    assert event(text) is None


def test_event_is_looked_for_in_the_paragraph_then_the_dateline_then_the_title() -> None:
    head, line = ("head", "Talks Held on May 4"), ("h1", "San José, May 5, 2021")
    lead, plain = ("1.0", "They met on May 6."), ("1.0", "They met in San José.")
    for pieces, place, day in (
        ((head, line, lead), "r#1.0", 6),
        ((head, line, plain), "r#h1", 5),
        ((head, plain), "r#head", 4),
    ):
        mention, passage = find_event(*passages(*pieces), POSTED)
        assert mention is not None
        assert (passage, mention.first) == (place, date(2021, 5, day))
    assert find_event(*passages(plain), POSTED) == (None, "")


@pytest.mark.parametrize(
    ("title", "lead", "ahead"),
    [
        ("Minister to Visit Chile", "Minister Min will pay a visit to Chile.", True),
        ("Forum to Be Held", "The Forum is to be held in Seoul from June 20 to 21.", True),
        ("Minister to Visit Chile", "The visit is from June 20 to 21.", True),
        ("Minister Visits Chile", "Minister Min visited Chile and will report.", False),
        ("Statement on Nepal", "The government has decided to send a team.", False),
        ("Drill Held", "“Nobody will be left,” he said. He opened the drill.", False),
        ("President Arrives", "President Lund, who was born in Oslo, will arrive.", True),
    ],
)
def test_announcement_is_told_by_its_wording(title: str, lead: str, ahead: bool) -> None:
    assert tells_ahead(title, lead) is ahead


def test_days_help_where_the_wording_does_not_tell() -> None:
    def day(number: int) -> DateSpan:
        one = date(2021, 6, number)
        return DateSpan(one, one, Precision.DAY, Provenance.STATED)

    assert tells_ahead("Drill", "Drill in Busan.", day(9), day(8)) is True
    assert tells_ahead("Drill", "Drill in Busan.", day(8), day(8)) is False
    assert tells_ahead("Drill", "It will be held.", day(7), day(8)) is False


def test_mentioned_dates_leave_the_event_out() -> None:
    text, found = passages(
        ("head", "Talks on May 4"),
        ("1.0", "They met on May 4-6, and on May 5 in Busan."),
        ("2.0", "They met last year and will meet next month."),
    )
    own = DateSpan(date(2021, 5, 4), date(2021, 5, 6), Precision.RANGE, Provenance.STATED)
    told = find_mentioned(text, found, date(2021, 5, 7), own)
    assert [(one.evidence, str(one.first), one.passage) for one in told] == [
        ("last year", "2020-01-01", "r#2.0"),
        ("next month", "2021-06-01", "r#2.0"),
    ]


def test_only_what_is_printed_is_stated_beside_an_inferred_day() -> None:
    without, printed = (
        event_mention(text, POSTED) for text in ("met on May 4", "met on May 4, 2021")
    )
    assert without is not None
    assert printed is not None
    told = [span_of(one, "", Provenance.INFERRED) for one in (without, printed)]
    assert [one.provenance for one in told if one] == [Provenance.INFERRED, Provenance.STATED]


def test_day_of_another_time_zone_is_one_event() -> None:
    release = release_of(
        page_a("1. He spoke on the evening of May 5 (New York time).\n\n2. It ended.", "2022-05-06")
    )
    assert release.event is not None
    assert release.event.first == date(2022, 5, 5)


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
