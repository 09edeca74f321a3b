"""How a reading is shown: plain values for JSON, lines with their origin for people."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.explain import described, explained
from assistant.records import AnswerKind, Basis, Name, Origin, Period, Reading, Where
from index.records import Act, Filters

KRRI = Name("KRRI", "KRRI", ("KRRI", "Kelp Reef Restoration Initiative"), "acronym")
ASKED = "What did KRRI agree in 2022?"
READING = Reading(
    ASKED,
    ASKED,
    AnswerKind.FACT,
    act=Act.AGREED,
    period=Period(date(2022, 1, 1), date(2022, 12, 31), "2022"),
    names=(KRRI,),
    actor="KRRI",
    terms=("krri",),
    notes=("searched also as Kelp Reef Restoration Initiative",),
)


def line(reading: Reading, label: str) -> tuple[str, str]:
    """Value and origin of the one line with this label."""
    (found,) = [(value, where) for name, value, where in explained(reading) if name == label]
    return found


def test_a_reading_is_described_without_its_empty_fields() -> None:
    assert described(READING) == {
        "kind": "fact",
        "act": "agreed",
        "period": {"from": "2022-01-01", "to": "2022-12-31", "words": "2022", "basis": "event"},
        "names": ["KRRI"],
        "named": [
            {
                "typed": "KRRI",
                "canonical": "KRRI",
                "kind": "acronym",
                "aliases": ["KRRI", "Kelp Reef Restoration Initiative"],
                "corrected": False,
            }
        ],
        "actor": "KRRI",
        "terms": ["krri"],
        "standalone": ASKED,
        "language": "en",
        "notes": ["searched also as Kelp Reef Restoration Initiative"],
    }


def test_what_has_no_origin_came_from_the_question() -> None:
    assert explained(READING) == [
        ("Asked for", "fact", "question"),
        ("What was done", "agreed", "question"),
        ("By whom", "KRRI", "question"),
        (
            "Period",
            "“2022”: 1 January 2022 to 31 December 2022 (days of what happened)",
            "question",
        ),
        (
            "Acronym",
            "KRRI; searched also as Kelp Reef Restoration Initiative",
            "question: “KRRI”",
        ),
        ("About", "krri", "question"),
    ]


def test_every_origin_is_named_with_its_words() -> None:
    last = "What did they agree in 2022?"
    origins = (
        Origin("period", Where.CONVERSATION, last),
        Origin("act", Where.MODEL),
        Origin("actor", Where.QUESTION, "KRRI"),
        Origin("terms", Where.QUESTION, ASKED),
        Origin("terms", Where.CONVERSATION, last),
        Origin("latest", Where.TODAY, "2023-09-01"),
    )
    reading = replace(READING, origins=origins, latest=True)
    assert line(reading, "Period")[1] == f"conversation: “{last}”"
    assert line(reading, "What was done")[1] == "language model"
    assert line(reading, "By whom")[1] == "question: “KRRI”"
    assert line(reading, "About")[1] == f"question; conversation: “{last}”"
    assert line(reading, "Which one") == ("the most recent", "day of asking: “2023-09-01”")
    values = described(reading)
    assert values["carried"] == ["period", "terms"]
    origins_shown = values["origins"]
    assert isinstance(origins_shown, dict)
    assert origins_shown["terms"] == [
        {"where": "question", "words": ASKED},
        {"where": "conversation", "words": last},
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (Name("Norwegian", "NO", ("NO",), "country"), ("Country", "“Norwegian” is Norway (NO)")),
        (
            Name("Han Sorra", "Han Sora", ("Han Sora",), "person", corrected=True),
            ("Person", "“Han Sorra” is Han Sora (spelling guessed)"),
        ),
        (
            Name("UNSC", "UN Security Council", ("UN Security Council", "UNSC"), "organisation"),
            ("Body", "“UNSC” is UN Security Council; searched also as UNSC"),
        ),
        (Name("m_5676", "m_5676", ("m_5676",), "board"), ("Board", "m_5676")),
        (Name("the talks", "Reef Talks", (), "meeting"), ("Meeting", "“the talks” is Reef Talks")),
        (Name("x", "y", (), "of a kind to come"), ("Name", "“x” is y")),
    ],
)
def test_a_name_is_shown_by_its_kind(name: Name, shown: tuple[str, str]) -> None:
    (found,) = [one for one in explained(replace(READING, names=(name,))) if one[0] == shown[0]]
    assert found == (*shown, f"question: “{name.typed}”")


def test_a_carried_name_is_from_the_conversation() -> None:
    origin = Origin("names", Where.CONVERSATION, "Who hosted KRRI?")
    shown = line(replace(READING, origins=(origin,)), "Acronym")
    assert shown[1] == "conversation: “Who hosted KRRI?”"


def test_a_follow_up_shows_how_it_was_filled_in_and_from_where() -> None:
    origin = Origin("names", Where.CONVERSATION, ASKED)
    reading = replace(
        READING,
        question="And then?",
        standalone=f"And then? ({ASKED})",
        origins=(origin,),
        subject=("reef",),
        context=("m_5676-500001",),
    )
    assert line(reading, "Read as") == (f"And then? ({ASKED})", f"conversation: “{ASKED}”")
    assert line(reading, "Releases of the last answer")[0] == "m_5676-500001"
    assert line(reading, "Talked about before")[0] == "reef"


def test_basis_edition_ordinal_conflict_and_language_are_shown() -> None:
    assert READING.period
    reading = replace(
        READING,
        period=replace(READING.period, basis=Basis.RELEASED),
        edition=2021,
        ordinal=2,
        conflict="after 2022 and before 2020",
        language="ko",
    )
    assert line(reading, "Period")[0].endswith("(days of release)")
    assert line(reading, "Year in the meeting's name")[0] == "2021"
    assert line(reading, "Number of the meeting")[0] == "2"
    assert line(reading, "No day fits")[0] == "“after 2022 and before 2020”"
    assert line(reading, "Language")[0] == "not English (ko)"
    values = described(reading)
    assert (values["edition"], values["conflict"]) == (2021, "after 2022 and before 2020")


def test_chosen_filters_stand_apart_from_what_the_question_says() -> None:
    filters = Filters(first=date(2021, 1, 1), countries=("JP",))
    reading = replace(READING, filters=filters)
    shown = [one for one in explained(reading) if one[0] == "Filter"]
    assert shown == [
        ("Filter", "from 1 January 2021", "chosen"),
        ("Filter", "country Japan (JP)", "chosen"),
    ]
    assert described(reading)["filters"] == {"from": "2021-01-01", "countries": ["JP"]}


def test_notes_are_shown_once() -> None:
    note = "“agred” read as “agreed”"
    shown = explained(replace(READING, notes=(note, *READING.notes)))
    assert [one for one in shown if one[0] == "Note"] == [("Note", note, "archive")]
