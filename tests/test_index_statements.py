"""Who did what, how far it went, and when: statements of invented and delivered sentences."""

import pytest

from index.records import Act, Provenance, Release, Statement
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


def test_meeting_that_was_held_keeps_its_subject() -> None:
    assert rows("The virtual meeting was hosted by Norway.")[0][0].endswith("meeting")


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
    assert text[agreed.start : agreed.end] == "agreed to continue consultations."
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
