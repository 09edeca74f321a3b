"""Statements of an answer, and whether their citations carry them, worked by hand."""

from dataclasses import replace

import pytest

from assistant.records import Answer, AnswerKind, Citation, Reading, Status
from eval.stated import Stated, statements
from eval.support import judged, support, support_precision
from index.errors import UnknownId
from index.read import read_release
from index.records import Page, Release

BODY = """Press Releases

Third Reed Lake Forum Held on May 4

  • Date : 2022-05-05 10:00:00
  • Hit : 12

1. The Ministry of Foreign Affairs hosted the third Reed Lake Forum in Busan on May 4.

2. The participants agreed to draw up a list of 14 pilot sites by June 30.

° The Norwegian side proposed a tide atlas.

° The participants did not agree on the seat of the secretariat.

3. The participants agreed to continue consultations on joint patrols.

4. The Chilean side proposed a school for divers.
"""
SITES = "The participants agreed to draw up a list of 14 pilot sites by June 30."
ATLAS = "The Norwegian side proposed a tide atlas."
SEAT = "The participants did not agree on the seat of the secretariat."
PATROLS = "The participants agreed to continue consultations on joint patrols."
DIVERS = "The Chilean side proposed a school for divers."
RELEASE = read_release(Page("forum", BODY, "m_1-1"))


class StubArchive:
    """One release, `m_1-1`."""

    def release(self, id: str) -> Release:
        if id != RELEASE.id:
            raise UnknownId(id, "")
        return RELEASE


def cite(label: str, quote: str, moved: int = 0) -> Citation:
    start = RELEASE.text.index(quote)
    passage = next(one for one in RELEASE.passages if one.start <= start < one.end)
    at = (start + moved, start + moved + len(quote))
    return Citation(label, passage.id, quote, *at, RELEASE.id, "Title", None, None)


def answer(text: str, *quotes: str) -> Answer:
    citations = tuple(cite(str(number), quote) for number, quote in enumerate(quotes, start=1))
    reading = Reading("What?", "What?", AnswerKind.FACT)
    return Answer("What?", Status.ANSWERED, text, citations, (), reading, "What?")


def marks(text: str, *quotes: str) -> list[tuple[bool, tuple[bool, ...]]]:
    found = judged(answer(text, *quotes), StubArchive())
    return [(one.carried, one.precise) for one in found]


def test_each_stretch_up_to_its_marks_is_a_statement() -> None:
    text = "\n".join(
        [
            "4 May 2022 · Reed Lake Forum",
            "They agreed on it [1]. They met. [2] [3] And then left.",
            "- Norway — proposed: “A tide atlas [5] is due.” [4]",
            "Not found: the rest.",
        ]
    )
    assert list(statements(text)) == [
        Stated("They agreed on it", ("1",)),
        Stated("They met.", ("2", "3")),
        Stated("And then left.", ()),
        Stated("Norway — proposed", ("4",), "A tide atlas [5] is due."),
    ]


def test_an_answer_without_marks_states_nothing() -> None:
    refusal = answer("The archive does not say this. Searched 5 releases.")
    assert support(refusal, StubArchive()) is None
    assert support_precision(refusal, StubArchive()) is None


def test_a_quotation_with_its_lead_in_is_carried() -> None:
    text = f"4 May 2022 · Forum\n- The participants — agreed: “{SITES}” [1]\n- “{ATLAS}” [2]"
    assert marks(text, SITES, ATLAS) == [(True, (True,)), (True, (True,))]
    assert support(answer(text, SITES, ATLAS), StubArchive()) == 1.0


@pytest.mark.parametrize(
    ("line", "quote"),
    [
        (f"- The Norwegian side — agreed: “{ATLAS}” [1]", ATLAS),
        (f"- The Swedish side — proposed: “{ATLAS}” [1]", ATLAS),
        (f"- The participants — agreed: “{SEAT}” [1]", SEAT),
        (f"- The participants — not agreed: “{SITES}” [1]", SITES),
        (f"- “{ATLAS}” [1]", SITES),
        ("- “The Norwegian side proposed an atlas.” [1]", ATLAS),
        (f"- “{ATLAS}” [2]", ATLAS),
    ],
)
def test_a_quotation_is_not_carried_by_another_or_with_a_wrong_lead_in(
    line: str, quote: str
) -> None:
    assert marks(line, quote) == [(False, (False,))]


def test_denials_and_further_talks_are_led_in_as_such() -> None:
    assert marks(f"- The participants — not agreed: “{SEAT}” [1]", SEAT) == [(True, (True,))]
    led = f"- The participants — agreed to consult further: “{PATROLS}” [1]"
    assert marks(led, PATROLS) == [(True, (True,))]
    assert marks(led.replace(PATROLS, SITES), SITES) == [(False, (False,))]


@pytest.mark.parametrize(
    ("sentence", "carried"),
    [
        ("The participants agreed to draw up a list of 14 pilot sites [1].", True),
        ("The participants agreed to draw up a list of 15 pilot sites [1].", False),
        ("The participants proposed to draw up a list of 14 pilot sites [1].", False),
        ("14 pilot sites [1]", True),
        ("15 pilot sites [1]", False),
        ("4 May 2022 [1]", True),
        ("5 June 2022 [1]", False),
        ("Reed Lake: 14 pilot sites [1]", True),
    ],
)
def test_sentences_and_values_are_held_against_the_quotation(sentence: str, carried: bool) -> None:
    assert marks(sentence, SITES) == [(carried, (carried,))]


def test_an_inexact_quotation_carries_nothing() -> None:
    given = answer(f"- “{ATLAS}” [1]", ATLAS)
    moved = replace(given, citations=(cite("1", ATLAS, moved=1),))
    unknown = replace(given, citations=(replace(cite("1", ATLAS), release="m_9-9"),))
    assert support(given, StubArchive()) == 1.0
    assert support(moved, StubArchive()) == support(unknown, StubArchive()) == 0.0


def test_a_citation_that_adds_nothing_is_not_precise() -> None:
    sentence = "The participants agreed to draw up a list of 14 pilot sites. [1] [2]"
    assert marks(sentence, SITES, ATLAS) == [(True, (True, False))]
    assert support_precision(answer(sentence, SITES, ATLAS), StubArchive()) == 0.5


def test_two_citations_may_carry_a_statement_that_neither_carries_alone() -> None:
    both = (
        "The Norwegian side proposed a tide atlas. The Chilean side proposed a school for divers."
    )
    assert marks(f"{both} [1] [2]", ATLAS, DIVERS) == [(True, (True, True))]
    assert marks(f"{both} [1]", ATLAS) == [(False, (False,))]
    # the third is needed by neither
    assert marks(f"{both} [1] [2] [3]", ATLAS, DIVERS, PATROLS) == [(True, (True, True, False))]


def test_a_count_is_carried_by_all_that_is_counted() -> None:
    assert marks("two [1] [2]", ATLAS, DIVERS) == [(True, (True, True))]
    assert marks("two in this archive [1] [2]", ATLAS, DIVERS) == [(True, (True, True))]
    assert marks("three [1] [2]", ATLAS, DIVERS) == [(False, (False, False))]


def test_what_a_line_has_behind_its_marks_is_not_carried() -> None:
    given = answer(f"- “{ATLAS}” [1]\n{ATLAS} [1] Sweden agreed.", ATLAS)
    assert support(given, StubArchive()) == pytest.approx(2 / 3)
    assert support_precision(given, StubArchive()) == 1.0
