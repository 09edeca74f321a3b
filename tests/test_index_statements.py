"""Who did what, how far it went, and when: statements of invented and delivered sentences."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis.strategies import text

from index.records import (
    Act,
    ActObject,
    Modality,
    Passage,
    PassageKind,
    Provenance,
    Release,
    Statement,
)
from index.statements import find_statements
from tests.pages import page_a, release_of, seed_archive

Row = tuple[str, str, str]


def release_with(sentences: str) -> Release:
    """A release of 5 May 2022 whose second paragraph holds the sentences."""
    return release_of(page_a(f"1. The talks took place in Busan on May 4.\n\n2. {sentences}"))


def statements(sentences: str) -> list[Statement]:
    """The statements of the second paragraph."""
    return [one for one in release_with(sentences).statements if "#2." in one.passage]


def rows(sentences: str) -> list[Row]:
    """Actor, act and verb of each statement."""
    return [(one.actor, str(one.act), one.verb) for one in statements(sentences)]


@pytest.mark.parametrize(
    ("sentence", "act", "view"),
    [
        ("The participants agreed to continue consultations.", Act.AGREED, False),
        ("The two sides agreed on a joint list.", Act.AGREED, False),
        ("The two sides decided to open an office.", Act.AGREED, False),
        ("The participants agreed that tides can help.", Act.AGREED, True),
        ("The participants agreed on the need to meet.", Act.AGREED, True),
        ("The participants agreed on the necessity of a list.", Act.AGREED, True),
        ("The participants shared the view that tides help.", Act.SHARED_VIEW, False),
        ("The Korean side proposed a tide atlas.", Act.PROPOSED, False),
        ("The Korean side suggested a tide atlas.", Act.PROPOSED, False),
        ("The participants stressed the role of tides.", Act.STRESSED, False),
        ("The participants voiced hope for a list.", Act.HOPED, False),
        ("The participants discussed tides.", Act.DISCUSSED, False),
        ("The participants exchanged views on tides.", Act.DISCUSSED, False),
        ("The Korean side introduced its atlas.", Act.EXPLAINED, False),
        ("The participants appreciated the atlas.", Act.APPRECIATED, False),
        ("The participants noted with appreciation the atlas.", Act.APPRECIATED, False),
        ("The participants called for more data.", Act.CALLED_FOR, False),
        ("The Ministry of Foreign Affairs will publish a list.", Act.WILL_DO, False),
    ],
)
def test_each_act(sentence: str, act: Act, view: bool) -> None:
    [found] = [one for one in statements(sentence) if one.act is act]
    assert found.is_view is view
    assert found.negated is False
    assert found.actor
    assert sentence.startswith(found.actor)


@pytest.mark.parametrize(
    "sentence",
    [
        "The participants are expected to adopt the list.",
        "The participants will agree on the list.",
        "The list should be adopted next year.",
        "The participants discussed ways to adopt the list.",
        "The agreed list was long.",
    ],
)
def test_what_is_not_yet_agreed(sentence: str) -> None:
    assert [one for one in statements(sentence) if one.act is Act.AGREED] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The participants reviewed the measures proposed at the Forum.",
        "The participants reviewed the advice proposed by the private sector.",
        "The participants reviewed the plans suggested in Oslo.",
    ],
)
def test_reduced_relative_is_no_act_of_its_own(sentence: str) -> None:
    assert rows(sentence) == [("The participants", "discussed", "reviewed")]


def test_passive_names_its_agent_or_nobody() -> None:
    assert rows("The plans were proposed by Norway.") == [("Norway", "proposed", "proposed")]
    assert rows("The plans were discussed at length.") == [("", "discussed", "discussed")]
    [_, second] = rows("The Korean side explained plans which were proposed at the Forum.")
    assert second == ("", "proposed", "proposed")


def test_meeting_that_was_held_is_named_where_nobody_is_said_to_have_held_it() -> None:
    assert rows("The virtual meeting was held on May 3.") == [
        ("The virtual meeting", "took place", "held")
    ]
    assert rows(
        "The virtual meeting was hosted by Norway and attended by officials from Peru."
    ) == [
        ("Norway", "took place", "hosted"),
        ("officials from Peru", "took place", "attended"),
    ]


def test_coordinated_verbs_inherit_the_actor() -> None:
    sentence = (
        "The delegates recognized the role of tides, recalled the Oslo talks, "
        "and agreed to continue consultations."
    )
    assert rows(sentence) == [
        ("The delegates", "stated", "recognized"),
        ("The delegates", "stated", "recalled"),
        ("The delegates", "agreed", "agreed"),
    ]
    agreed = statements(sentence)[-1]
    text = release_with(sentence).text
    assert text[agreed.start : agreed.end] == "agreed to continue consultations"
    assert text[agreed.sentence_start : agreed.sentence_end] == sentence


def test_new_subject_behind_a_conjunction_takes_over() -> None:
    found = rows("The participants discussed tides, and the Korean side proposed a tide atlas.")
    assert found == [
        ("The participants", "discussed", "discussed"),
        ("the Korean side", "proposed", "proposed"),
    ]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Deputy Minister Kim spoke first. He stressed the role of tides.", "Deputy Minister Kim"),
        ("Minister Anne Lund noted the list. She hoped for more.", "Minister Anne Lund"),
        ("The participants met. In particular, they shared the view that tides help.",
         "The participants"),
        ("Minister Kang noted the list. The delegates met. They added a page.", "The delegates"),
        ("Minister Kang noted it. The delegates met. She stressed the role of tides.",
         "Minister Kang"),
        ("The meeting took place. He stressed the role of tides.", "He"),
    ],
)  # fmt: skip
def test_pronouns_stand_for_who_was_named_last(text: str, actor: str) -> None:
    assert statements(text)[-1].actor == actor


def test_pronoun_is_not_resolved_across_paragraphs() -> None:
    release = release_of(
        page_a("1. Minister Kang spoke of tides on May 4.\n\n2. She stressed their role.")
    )
    assert [one.actor for one in release.statements if one.passage == "r#2.0"] == ["She"]


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("Given the urgent need, the Korean side suggested a list.", "the Korean side"),
        ("In response to TIDE-19, the Korean side suggested a list.", "the Korean side"),
        ("Moreover, the Korean government suggested a list.", "the Korean government"),
        ("Minister of Foreign Affairs Kang, Kyung-wha suggested a list.",
         "Minister of Foreign Affairs Kang, Kyung-wha"),
        ("Minister Kim, together with the head of each member state, suggested a list.",
         "Minister Kim"),
        ("Countries which attended the talks last year (Oslo, Norway) agreed to meet.", "Countries"),
    ],
)  # fmt: skip
def test_printed_actor(sentence: str, actor: str) -> None:
    assert statements(sentence)[-1].actor == actor


@pytest.mark.parametrize(
    "sentence",
    [
        "The participants did not agree on a list.",
        "The participants have never agreed on a list.",
        "The two sides failed to reach an agreement and neither proposed a list.",
    ],
)
def test_negation(sentence: str) -> None:
    acts = [one for one in statements(sentence) if one.act in (Act.AGREED, Act.PROPOSED)]
    assert acts
    assert all(one.negated for one in acts)


def test_recap_has_its_own_date() -> None:
    [found] = [
        one
        for one in statements("In March 2021 the two sides agreed to open an office.")
        if one.act is Act.AGREED
    ]
    assert found.event is not None
    assert (str(found.event.first), str(found.event.last)) == ("2021-03-01", "2021-03-31")
    assert found.event.provenance is Provenance.STATED


def test_recap_without_a_printed_year_is_inferred() -> None:
    [first] = statements("Last year the two sides agreed to open an office.")
    assert first.event is not None
    assert (first.event.first.year, first.event.provenance) == (2021, Provenance.INFERRED)


@pytest.mark.parametrize(
    "sentence",
    [
        "Since its launch in 2007, the participants have discussed tides.",
        "The outcomes of the Forum, held on April 6-7, were discussed.",
        "The participants agreed to meet on June 3.",
        "On seals, an issue raised by Peru in March last year, the members agreed to talk.",
    ],
)
def test_date_of_something_else_is_not_the_act_s(sentence: str) -> None:
    assert [one.event for one in statements(sentence) if one.act is not Act.TOOK_PLACE] == [None]


def test_date_of_who_acts_is_the_act_s() -> None:
    [found] = statements("The second Forum, held in April 2021, agreed to open an office.")
    assert (found.actor, str(found.act)) == ("The second Forum", "agreed")
    assert found.event is not None
    assert str(found.event.first) == "2021-04-01"


def delivered(passage: str) -> list[tuple[str, str, bool]]:
    """Actor, act and view of the statements of a delivered passage."""
    release = seed_archive()[passage.partition("#")[0]]
    return [
        (one.actor, str(one.act), one.is_view)
        for one in release.statements
        if one.passage == passage
    ]


def test_suggested_projects_are_not_agreed() -> None:
    assert delivered("m_5676-321611#3.1") == [
        ("the Korean side", "proposed", False),
        ("The participants", "agreed", False),
    ]


def test_one_sentence_with_several_acts() -> None:
    assert [(actor, act) for actor, act, _ in delivered("m_5674-320155#5.0")] == [
        ("The ASEAN delegates", "stated"),
        ("The ASEAN delegates", "stated"),
        ("The ASEAN delegates", "agreed"),
    ]


def test_agreed_that_is_a_view() -> None:
    assert ("The participants in the conferences", "agreed", True) in delivered("m_5674-320155#8.0")
    assert ("The participating countries in the virtual meeting", "agreed", True) in delivered(
        "m_5650-318850#3.0"
    )


def test_act_of_an_earlier_event_inside_a_clause() -> None:
    release = seed_archive()["m_5676-321374"]
    [agreed] = [one for one in release.statements if one.act is Act.AGREED]
    assert (agreed.passage, agreed.actor) == ("m_5676-321374#2.0", "countries")
    assert agreed.event is not None
    assert (agreed.event.first.year, agreed.event.last.year) == (2019, 2019)


def test_offsets_lie_inside_the_passage() -> None:
    for release in seed_archive().values():
        for one in release.statements:
            passage = release.passage(one.passage)
            assert passage.start <= one.sentence_start <= one.start < one.end <= one.sentence_end
            assert one.sentence_end <= passage.end
            assert one.verb in release.text[one.start : one.end]


@pytest.mark.parametrize(
    ("sentence", "object"),
    [
        ("The participants agreed to meet.", ActObject.TO_DO),
        ("The participants agreed in May to meet again.", ActObject.TO_DO),
        ("The participants agreed on sharing data.", ActObject.TO_DO),
        ("The participants agreed on the establishment of a hotline.", ActObject.TO_DO),
        ("The participants agreed that it would be held in Oslo.", ActObject.TO_DO),
        ("The participants agreed that tides matter.", ActObject.THAT),
        ("The participants agreed on the urgency of the matter.", ActObject.THAT),
        ("The participants stressed the need to meet.", ActObject.THAT),
        ("The participants adopted a list.", ActObject.THING),
        ("The participants fully agreed.", ActObject.NONE),
        ("The participants proposed adding a page.", ActObject.TO_DO),
        ("The participants proposed a page.", ActObject.THING),
        ("The participants discussed adding a page.", ActObject.THING),
        ("The participants debated whether tides matter.", ActObject.THAT),
        ("The participants urged the two countries to talk.", ActObject.TO_DO),
        ("The participants urged restraint.", ActObject.THING),
        ("The participants looked forward to meeting again.", ActObject.TO_DO),
        ("The participants looked forward to the visit.", ActObject.THING),
        ("The participants thanked Norway for hosting the talks.", ActObject.THING),
        ("The participants met in Oslo.", ActObject.NONE),
        ("The participants met with scholars.", ActObject.THING),
        ("The participants told reporters that tides matter.", ActObject.THAT),
        ("The Ministry will publish a list.", ActObject.TO_DO),
        ("The list was adopted.", ActObject.THING),
        ("The talks were held in Oslo.", ActObject.NONE),
    ],
)
def test_what_an_act_is_about(sentence: str, object: ActObject) -> None:
    assert statements(sentence)[0].object is object


@pytest.mark.parametrize(
    ("sentence", "act", "modality"),
    [
        ("The Ministry will publish a list.", Act.WILL_DO, Modality.INTENDED),
        ("The Ministry plans to publish a list.", Act.WILL_DO, Modality.INTENDED),
        ("The Minister is scheduled to visit Oslo.", Act.WILL_DO, Modality.INTENDED),
        ("The Ministry pledged to publish a list.", Act.WILL_DO, Modality.FACT),
        ("The Korean side said that it would publish a list.", Act.WILL_DO, Modality.POSSIBLE),
        ("The two sides may sign a treaty.", Act.AGREED, Modality.POSSIBLE),
        ("The two sides signed a treaty.", Act.AGREED, Modality.FACT),
        ("The two sides could not agree on a treaty.", Act.AGREED, Modality.FACT),
    ],
)
def test_modality(sentence: str, act: Act, modality: Modality) -> None:
    assert [one.modality for one in statements(sentence) if one.act is act] == [modality]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Korean side hoped that the talks would resume.",
        "The participants shared the view that the fund would grow.",
        "The Korean side proposed that the two countries would meet yearly.",
        "The political will of the parties was clear.",
        "The agreement is expected to help both countries.",
        "The Forum will serve as an opportunity to meet.",
        "It would pave the way for more.",
    ],
)
def test_what_is_no_plan_of_anybody(sentence: str) -> None:
    assert [one for one in statements(sentence) if one.act is Act.WILL_DO] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Views differed on it, and the participants agreed to meet.",
        "The reports differed, and the two sides agreed to meet.",
        "Opinions were divided, and Peru and Chile agreed to meet.",
    ],
)
def test_what_is_agreed_behind_a_noun_that_is_written_like_a_verb(sentence: str) -> None:
    assert [one.act for one in statements(sentence)] == [Act.AGREED]


def test_a_chair_passes_on_and_a_bill_is_passed() -> None:
    assert [one.act for one in statements("The chair passed from Peru to Chile.")] != [Act.AGREED]
    assert [one.act for one in statements("The Assembly passed the list.")] == [Act.AGREED]


@pytest.mark.parametrize(
    ("sentence", "negated"),
    [
        ("Nor did they adopt a list.", Act.AGREED),
        ("The participants did not adopt a list.", Act.AGREED),
        ("No agreement was reached on the list.", Act.AGREED),
        ("Peru asked that it be read, but no new joint list was adopted.", Act.AGREED),
        ("Neither side proposed a date.", Act.PROPOSED),
        ("Nobody objected to the list.", Act.OTHER),
        ("The participants have yet to settle on a date.", Act.AGREED),
        ("The participants failed to agree on a date.", Act.AGREED),
        ("The Ministry will not take part in the talks.", Act.WILL_DO),
        ("Three lists were made by Peru, none of which was adopted.", Act.AGREED),
    ],
)
def test_what_was_not_done(sentence: str, negated: Act) -> None:
    assert [one.act for one in statements(f"The talks began. {sentence}") if one.negated] == [
        negated
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Minister Lund toured a harbour and planted a tree.",
         [("Minister Lund", "other", "toured"), ("Minister Lund", "other", "planted")]),
        ("The fund, which was launched in 2019, has grown.", [("", "other", "launched")]),
        ("Korea has been seeking closer ties. Trade doubled.", []),
        ("The meeting served as an opportunity to discuss tides.", []),
        ("The tides rose and the sea covered the pier.", []),
        ("Hybrid threats call for a joint response.", []),
    ],
)  # fmt: skip
def test_other_deeds_are_somebody_s(sentence: str, expected: list[Row]) -> None:
    assert rows(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The Korean side called on all parties to talk.", "called for"),
        ("Minister Lund called on the Speaker and left.", "took place"),
        ("Minister Lund presented a plaque to the crew.", "other"),
        ("Minister Lund presented a plan to the crew.", "explained"),
        ("Minister Lund shared the view.", "shared a view"),
        ("Minister Lund shared his experience.", "explained"),
        ("Minister Lund expressed gratitude for the support.", "appreciated"),
        ("Minister Lund expressed concern over the delay.", "other"),
        ("Minister Lund expressed hope for a treaty.", "hoped"),
        ("Minister Lund reported that tides matter.", "stated"),
        ("Minister Lund reported on the tides.", "explained"),
        ("Minister Lund held talks on tides.", "discussed"),
        ("Minister Lund held talks on May 3.", "took place"),
        ("Hope was expressed for a treaty.", "hoped"),
        ("Minister Lund spoke by phone with his Danish counterpart.", "took place"),
        ("The two sides were unable to agree on a date.", "agreed"),
        ("Not only did the Omani side accept the list, it asked for more.", "agreed"),
        ("Discussed were ways to read tides.", "discussed"),
        ("Members of the Forum had in 2017 committed themselves to tides.", "will do"),
    ],
)
def test_what_follows_a_verb_tells_its_act(sentence: str, expected: str) -> None:
    assert rows(sentence)[0][1] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("While Peru proposed a list, Norway suggested a map.", ["Peru", "Norway"]),
        ("Minister Lund, who visited Oslo on May 3, praised the list.",
         ["Minister Lund", "Minister Lund"]),
        ("Korea, Japan and China adopted a list.", ["Korea, Japan and China"]),
        ("Minister Kim and his counterpart signed a list.", ["Minister Kim and his counterpart"]),
        ("On May 3 the two sides adopted a list.", ["the two sides"]),
        ("In Oslo, Ann Lund, Vice Minister of Peru, proposed a list.", ["Ann Lund"]),
        ("Korea proposed a list, and Ann Lund, Vice Minister of Peru, praised it.",
         ["Korea", "Ann Lund"]),
        ("The Forum, the last of which was held in 2019, was chaired by Peru.",
         ["The Forum", "Peru"]),
        ("“We will help,” said Minister Kang of Korea.",
         ["Minister Kang of Korea", "Minister Kang of Korea"]),
        ("The Korean side said that it will help.", ["The Korean side", "The Korean side"]),
        ("The list was adopted by Peru, Norway and Chile by consensus.",
         ["Peru, Norway and Chile"]),
        ("The participants welcomed the map Norway had presented.", ["The participants", "Norway"]),
    ],
)  # fmt: skip
def test_who_acts_in_longer_sentences(sentence: str, expected: list[str]) -> None:
    found = [actor for actor, _, _ in rows(sentence)]
    assert found == expected


def test_an_act_inside_another_ends_with_its_own_clause() -> None:
    sentence = "The Korean side said that it will help, and the two sides adopted a list."
    text = release_with(sentence).text
    assert [text[one.start : one.end] for one in statements(sentence)] == [
        "The Korean side said that it will help",
        "it will help",
        "the two sides adopted a list",
    ]


def test_verb_stands_where_it_is_said_to() -> None:
    for release in seed_archive().values():
        for one in release.statements:
            assert release.text[one.verb_start :].startswith(one.verb)
            assert one.start <= one.verb_start < one.end


def test_a_text_without_stops_is_read_in_reasonable_time() -> None:
    start = perf_counter()
    statements("agreed, " * 5_000 + "and left.")
    assert perf_counter() - start < 60


@given(text(alphabet="agredthnow,. “”()’-TM2\n\u00a0", max_size=300))
def test_any_text_gives_statements_inside_it(words: str) -> None:
    whole = Passage("r#1.0", "r#1", "1", 0, PassageKind.LEAD, "", 0, 0, len(words))
    for one in find_statements(words, [whole], None):
        assert words[one.verb_start : one.verb_start + len(one.verb)] == one.verb
        assert 0 <= one.sentence_start <= one.start < one.end <= one.sentence_end <= len(words)
