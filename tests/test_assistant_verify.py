"""What the verifier lets through, and what it must never let through."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.records import Citation
from assistant.verify import problems, quote_is_exact, value_is_carried
from assistant.wording import event_words
from index.read import read_release
from index.records import Page, PassageKind, Provenance, Release
from index.sentences import sentence_spans

BODY = """Press Releases

Third Reed Lake Forum Held on May 4

  • Date : 2022-05-05 10:00:00
  • Hit : 12

1. The Ministry of Foreign Affairs hosted the third Reed Lake Forum in Busan on May 4.

2. The participants agreed to draw up a list of 14 pilot sites by June 30. \
The Norwegian side proposed a tide atlas and pledged about 3 million won. \
The participants did not agree on the seat of the secretariat. \
The participants agreed on the need to share data on COVID-19 and not only on tides.

3. Deputy Minister Ada Berg stressed that safety should be ensured in Chile and North Korea. \
The participants agreed to continue consultations on joint patrols. \
The participants will adopt a charter at the next meeting.
"""


@pytest.fixture(scope="module")
def release() -> Release:
    return read_release(Page("forum", BODY, "m_1-1"))


def checked(release: Release, printed: str, sentence: str) -> list[str]:
    """The problems of a sentence against the sentence of the release that holds `printed`."""
    for passage in release.passages:
        text = release.text_of(passage)
        for start, end in sentence_spans(text):
            if passage.kind is not PassageKind.HEAD and printed in text[start:end]:
                span = (passage.start + start, passage.start + end)
                return problems(sentence, release, passage, span)
    raise AssertionError(printed)


CARRIED = [
    ("14 pilot", "The participants agreed to make a list of 14 pilot sites by June 30."),
    ("patrols", "On 4 May 2022, the participants agreed to hold talks on joint patrols."),
    (
        "14 pilot",
        "At the third Reed Lake Forum, the participants agreed to draw up a list of sites.",
    ),
    ("14 pilot", "Participants agreed to draw up a list of fourteen pilot sites by 30 June."),
    ("tide atlas", "Norway proposed a tide atlas."),
    ("tide atlas", "The Norwegian side pledged around 3 million won."),
    ("seat", "The participants did not agree on the secretariat's seat."),
    (
        "share data",
        "Participants agreed on the need to share data on COVID-19, and not only on tides.",
    ),
    ("safety", "Deputy Minister Berg stressed that safety should be ensured in Chile."),
    ("safety", "Deputy Minister Berg said that safety should be ensured in North Korea."),
    ("patrols", "The participants agreed to hold further consultations on joint patrols."),
    ("hosted", "The Ministry of Foreign Affairs hosted the third Forum in Busan on 4 May 2022."),
]
NOT_CARRIED = [
    ("14 pilot", "The participants proposed to draw up a list of 14 pilot sites.", "act proposed"),
    ("tide atlas", "The Norwegian side agreed on a tide atlas.", "act agreed"),
    ("tide atlas", "The Norwegian side accepted a tide atlas.", "act agreed"),
    ("tide atlas", "A tide atlas and 3 million won are available.", "act left out"),
    ("seat", "The participants agreed on the seat of the secretariat.", "negation"),
    ("14 pilot", "The participants did not agree to draw up a list of 14 pilot sites.", "negation"),
    ("14 pilot", "The participants agreed to draw up a list of 15 pilot sites.", "number 15"),
    ("14 pilot", "The participants agreed to draw up a list of 30 pilot sites.", "number 30"),
    ("14 pilot", "The participants agreed on at least 14 pilot sites.", "number 14"),
    ("14 pilot", "The two participants agreed on a list of 14 pilot sites.", "number two"),
    ("tide atlas", "The Norwegian side pledged about 3 billion won.", "number 3"),
    ("tide atlas", "The Norwegian side pledged about 3 million dollars.", "number 3"),
    ("tide atlas", "The Norwegian side pledged 3 million won.", "number 3"),
    (
        "hosted",
        "The Ministry of Foreign Affairs hosted the fourth Reed Lake Forum.",
        "number fourth",
    ),
    ("14 pilot", "The participants agreed to draw up a list of sites by July 1.", "date July 1"),
    ("14 pilot", "The participants agreed to draw up a list by 29 June 2022.", "date 29 June 2022"),
    ("14 pilot", "The participants agreed to draw up a list by 30 June 2022.", "date 30 June 2022"),
    ("14 pilot", "The participants agreed to draw up a list by 30 June 2021.", "date 30 June 2021"),
    ("14 pilot", "On 4 May 2022, the participants agreed to draw up a list.", "when 4 May 2022"),
    ("14 pilot", "The participants agreed to draw up a list after 30 June 2022.", "date 30 June"),
    ("14 pilot", "On 5 May 2022, the participants agreed to draw up a list.", "date 5 May 2022"),
    ("14 pilot", "The participants agreed to draw up a list by last month.", "date last month"),
    ("patrols", "The participants agreed to continue consultations in May 2022.", "when May 2022"),
    ("patrols", "The participants agreed to consultations by 4 May 2022.", "date 4 May 2022"),
    ("hosted", "The Ministry of Foreign Affairs hosted the Forum in Ulsan.", "name Ulsan"),
    ("safety", "Deputy Minister Ada Lind stressed that safety should be ensured.", "name Lind"),
    ("safety", "Deputy Minister Berg stressed that safety should be ensured in Peru.", "name Peru"),
    ("safety", "Deputy Minister Berg stressed that safety should be ensured in peru.", "name peru"),
    (
        "safety",
        "Deputy Minister Berg stressed that safety should be ensured in Korea.",
        "name Korea",
    ),
    ("tide atlas", "The Chilean side proposed a tide atlas.", "name Chilean"),
    ("tide atlas", "The participants proposed a tide atlas.", "actor"),
    ("14 pilot", "Norway agreed to draw up a list of 14 pilot sites.", "actor Norway"),
    ("14 pilot", "They agreed to draw up a list of 14 pilot sites.", "actor They"),
    ("14 pilot", "All participants agreed to draw up a list of 14 pilot sites.", "word All"),
    (
        "share data",
        "The participants agreed on the need to share data on COVID-20.",
        "name covid-20",
    ),
    (
        "share data",
        "The participants agreed not only to share data on COVID-19.",
        "act agreed: not",
    ),
    ("safety", "Deputy Minister Berg stressed that safety is ensured in Chile.", "word ensured"),
    ("patrols", "The participants agreed on joint patrols.", "act agreed: not so far"),
    ("charter", "The participants adopted a charter.", "act agreed"),
    ("14 pilot", "The participants agreed to “draw the list up”.", "quotation"),
    ("14 pilot", "The participants agreed to a list: https://example.org.", "address"),
    ("14 pilot", "The participants agreed to found a common currency bank.", "words that"),
]


@pytest.mark.parametrize(("printed", "sentence"), CARRIED)
def test_a_paraphrase_that_the_evidence_carries_passes(
    release: Release, printed: str, sentence: str
) -> None:
    assert checked(release, printed, sentence) == []


@pytest.mark.parametrize(("printed", "sentence", "problem"), NOT_CARRIED)
def test_what_the_evidence_does_not_carry_is_found(
    release: Release, printed: str, sentence: str, problem: str
) -> None:
    found = checked(release, printed, sentence)
    assert any(one.startswith(problem) for one in found), found


SHORTENED = [
    ("14 pilot", "A participant agreed to draw up a list of 14 pilot sites."),
    ("14 pilot", "Some participants agreed to draw up a list of 14 pilot sites."),
    ("14 pilot", "Several of the participants agreed to draw up a list of 14 pilot sites."),
    ("14 pilot", "The participants agreed to draw up a list of 14 pilot sites within June 30."),
    ("14 pilot", "The participants agreed to abandon a list of 14 pilot sites."),
    ("14 pilot", "The participants agreed to cancel the list of 14 pilot sites by June 30."),
    ("14 pilot", "The ministers agreed to draw up a list of 14 pilot sites."),
    ("14 pilot", "The prime ministers agreed to draw up a list of 14 pilot sites."),
    ("14 pilot", "The hosts agreed to draw up a list of 14 pilot sites."),
    ("14 pilot", "The participants have already agreed to draw up a list of 14 pilot sites."),
    ("14 pilot", "The participants agreed to draw up a list of 14 nuclear sites."),
    ("14 pilot", "By June 30 the participants agreed to draw up a list of 14 pilot sites."),
    ("14 pilot", "The participants agreed on June 30 to draw up a list of 14 pilot sites."),
    ("14 pilot", "On June 30, the participants agreed to draw up a list of 14 pilot sites."),
    ("14 pilot", "The participants agreed to draw up a list of 14 pilot sites on June 30."),
    ("14 pilot", "The participants agreed to 14 pilot sites by June 30."),
    ("14 pilot", "The participants agreed to draw up 14 pilot sites."),
    ("14 pilot", "The participants were agreed to draw up a list of 14 pilot sites."),
    ("tide atlas", "The Norwegian side proposed a tide atlas worth about 3 million won."),
    ("tide atlas", "The Norwegian side proposed and pledged about 3 million won."),
    ("tide atlas", "The Norwegian side pledged a tide atlas and proposed about 3 million won."),
    ("tide atlas", "The Norwegian side proposed about 3 million won."),
    ("tide atlas", "A tide atlas was proposed to the Norwegian side."),
    ("tide atlas", "The Norwegian side was proposed a tide atlas."),
    ("tide atlas", "Norwegians proposed a tide atlas."),
    ("tide atlas", "The Norwegian minister proposed a tide atlas."),
    ("tide atlas", "The Norwegian side promised about 3 million won."),
    ("tide atlas", "The Norwegian side proposed tide atlases."),
    ("tide atlas", "The other side proposed a tide atlas."),
    ("tide atlas", "The Norwegian side proposed a tide atlas against about 3 million won."),
    (
        "share data",
        "The participants agreed on the need to share data on tides and not only on COVID-19.",
    ),
    ("share data", "The participants agreed to share data on COVID-19 and not only on tides."),
    ("share data", "The participants agreed on data on COVID-19 and not only on tides."),
    ("safety", "Minister Ada Berg stressed that safety should be ensured in Chile."),
    ("safety", "Minister Berg stressed that safety should be ensured in Chile."),
    ("safety", "Deputy Minister Ada Berg warned that safety should be ensured in Chile."),
    (
        "safety",
        "Deputy Minister Ada Berg stressed that Chile and North Korea should ensure safety.",
    ),
    ("safety", "Deputy Ministers stressed that safety should be ensured in Chile."),
    ("safety", "Deputy Minister Ada Berg stressed that safety should ensure Chile."),
    ("safety", "Deputy Minister Ada Berg stressed that safety is ensured in Chile."),
    ("safety", "Deputy Minister Ada Berg stressed that safety must be ensured in Chile."),
    ("safety", "Deputy Minister Ada Berg stressed safety in Chile or North Korea."),
    ("patrols", "The participants agreed to end consultations on joint patrols."),
    ("patrols", "The participants agreed to continue consultations on ending joint patrols."),
    ("patrols", "The participants agreed to joint patrols after continued consultations."),
    ("patrols", "The participants agreed to continue consultations and joint patrols."),
    ("patrols", "The participants agreed to continue consultations by joint patrols."),
    ("patrols", "The participants agreed to continue on joint patrols."),
    ("charter", "The participants will adopt a charter at this meeting."),
    ("charter", "The participants will adopt a charter at the meeting."),
    ("charter", "The participants would adopt a charter at the next meeting."),
    ("charter", "The participants may adopt a charter at the next meeting."),
    ("charter", "The participants adopt a charter at the next meeting."),
    ("hosted", "The Reed Lake Forum hosted the Ministry of Foreign Affairs in Busan."),
    ("hosted", "The Ministry of Foreign Affairs attended the third Reed Lake Forum in Busan."),
    ("hosted", "The Ministry was hosted at the third Reed Lake Forum in Busan."),
    ("hosted", "The Ministry of Affairs hosted Busan."),
    ("share data", "The participants agreed to share COVID-19 data, not only tide data."),
    ("safety", "Deputy Minister Berg said that safety should be ensured in North Korea and Chile."),
]
"""Sentences of the evidence's own words that say something else, or may do so."""


@pytest.mark.parametrize(("printed", "sentence"), SHORTENED)
def test_words_that_are_moved_added_or_left_out_to_another_meaning_are_found(
    release: Release, printed: str, sentence: str
) -> None:
    assert checked(release, printed, sentence)


def test_every_sentence_of_the_seeds_carries_itself_but_for_pronouns() -> None:
    for release in seeds():
        for passage in release.passages[1:]:
            for start, end in sentence_spans(release.text_of(passage)):
                span = (passage.start + start, passage.start + end)
                found = problems(release.text[span[0] : span[1]], release, passage, span)
                assert [one for one in found if not one.lower().startswith("actor")] == []
                assert not found or any(one[6:].lower() in {"he", "she", "they"} for one in found)


CHANGES = [
    (r"(?<![\w-])\d+", lambda found: str(int(found[0]) + 1)),
    (r"\b(?:two|four|five|six|ten)\b", "seven"),
    (r"(?:January|March|April|June|August|September|October|November|December)\b", "July"),
    (r"\b(?:China|Japan|Mongolia|Russia|Germany|Kazakhstan|Brunei|Thailand)\b", "Peru"),
    (r"\bKorean? (?!Pen|Wave|nat|bus)", "Norway "),
    (r"\b(?:Kim|Yeo|Kang)\b", "Lind"),
    (r"\bagreed\b", "proposed"),
    (r"\bagreed\b", "did not agree"),
    (r"\b(?:suggested|stressed|underscored|hoped|discussed|shared the view)\b", "agreed"),
    (r"\b(?:no|not) ", ""),
    (r"^(?:The p|P)articipants agreed", "The Russian side agreed"),
]


@pytest.mark.parametrize(("pattern", "change"), CHANGES)
def test_one_changed_word_in_any_sentence_of_the_seeds_is_found(
    pattern: str, change: str | Callable[[re.Match[str]], str]
) -> None:
    changed = 0
    for release in seeds():
        for passage in release.passages[1:]:
            for start, end in sentence_spans(release.text_of(passage)):
                span = (passage.start + start, passage.start + end)
                printed = release.text[span[0] : span[1]]
                for found in re.finditer(pattern, printed):
                    new = change if isinstance(change, str) else change(found)
                    sentence = printed[: found.start()] + new + printed[found.end() :]
                    changed += 1
                    assert problems(sentence, release, passage, span), sentence
    assert changed


def test_every_lead_in_of_the_seeds_has_only_dates_of_its_release() -> None:
    for release in seeds():
        for statement in release.statements:
            lead = event_words(release, statement.event or release.when)
            found = problems(lead, release, release.passage(statement.passage))
            assert not [one for one in found if one.startswith("date")], lead


def test_a_lead_in_with_the_day_of_another_event_is_found(release: Release) -> None:
    lead = event_words(release, release.when).replace("4 May", "3 May")
    found = problems(lead, release, release.passages[-1])
    assert "date 3 May 2022" in found


def test_an_inferred_year_passes_only_when_it_is_said_to_be_inferred() -> None:
    read = read_release(Page("forum", BODY, "m_1-1"))
    assert read.event and read.released
    inferred = Provenance.INFERRED
    event = replace(read.event, provenance=inferred)
    release = replace(read, event=event, released=replace(read.released, provenance=inferred))
    said = "On 4 May 2022{}, the participants agreed to continue consultations on joint patrols."
    assert checked(release, "patrols", said.format(" (year inferred)")) == []
    assert checked(release, "patrols", said.format("")) == ["date 4 May 2022: inferred"]


def test_a_year_that_nothing_gives_is_found() -> None:
    undated = BODY.replace("  • Date : 2022-05-05 10:00:00\n", "")
    release = read_release(Page("forum", undated, "m_1-1"))
    found = checked(release, "14 pilot", "The participants agreed to a list by 30 June 2022.")
    assert found == ["date 30 June 2022"]
    assert not checked(release, "14 pilot", "The participants agreed to draw up a list by June 30.")


def test_a_passage_is_the_evidence_when_no_sentence_is_named(release: Release) -> None:
    passage = next(one for one in release.passages if "14 pilot" in release.text_of(one))
    sentence = "The participants agreed to draw up a list of 16 pilot sites."
    assert "number 16" in problems(sentence, release, passage)


@pytest.mark.parametrize(
    ("value", "is_carried"),
    [
        ("by 30 June 2022", True),
        ("30 June 2022", True),
        ("after 30 June 2022", False),
        ("on 30 June 2022", False),
        ("by 30 June 2021", False),
        ("by 29 June 2022", False),
    ],
)
def test_a_day_that_answers_when_is_one_that_the_passage_prints_as_the_reader_dated_it(
    release: Release, value: str, is_carried: bool
) -> None:
    [passage] = [one for one in release.passages if "June 30" in release.text_of(one)]
    assert value_is_carried(value, release, passage) is is_carried


@pytest.mark.parametrize("change", [{"start": 1}, {"end": 10**6}, {"quote": "x"}, {"id": "m#9.9"}])
def test_a_quotation_that_is_not_the_stored_text_is_found(
    release: Release, change: dict[str, str | int]
) -> None:
    passage = release.passages[1]
    quote = release.text_of(passage)
    citation = Citation(
        "1", passage.id, quote, passage.start, passage.end, release.id, "", None, None
    )
    assert quote_is_exact(citation, release)
    assert not quote_is_exact(replace(citation, **change), release)  # type: ignore[arg-type]


def seeds() -> Sequence[Release]:
    """The releases as delivered, each read alone."""
    pages = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
    return [read_release(Page(page.name, page.read_text("utf-8"), page.stem)) for page in pages]
