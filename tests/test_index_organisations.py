"""The organisations of a text, by the table and by definitions; near names stay apart."""

import pytest

from index.organisation_table import NO_ORGANISATION
from index.organisations import ALIASES, find_organisations, organisation_aliases
from index.records import Acronym
from tests.test_index_countries import passages_of

ELSEWHERE = "other#1.0"
NEACHS = "Northeast Asia Cooperation for Health Security"
NAPCI = "Northeast Asia Peace and Cooperation Initiative"
NORTHEAST = "Northeast Asia Peace and Cooperation"


def organisations(*pieces: str, defined: tuple[Acronym, ...] = ()) -> list[str]:
    """The canonical names of the organisations in the pieces of a text."""
    return list(find_organisations("\n".join(pieces), passages_of(*pieces), defined))


def test_every_alias_is_found_in_any_case() -> None:
    wrong = {}
    for name in ALIASES:
        for alias in organisation_aliases(name):
            for words in (alias, alias.upper()):
                found = organisations(f"He spoke of the {words} in May.")
                wrong |= {words: found} if found != [name] else {}
    assert wrong == {}


def test_each_alias_belongs_to_one_organisation() -> None:
    words = [alias.lower() for names in ALIASES.values() for alias in names]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ASEAN and ASEAN-ROK talks", ["Association of Southeast Asian Nations"]),
        ("ASEAN+3, ASEAN Plus Three and ASEAN plus 3", ["ASEAN Plus Three"]),
        ("the ASEAN Regional Forum (ARF)", ["ASEAN Regional Forum"]),
        (
            "the UN, UNESCO and UNICEF",
            [
                "United Nations",
                "United Nations Educational, Scientific and Cultural Organization",
                "United Nations Children's Fund",
            ],
        ),
        ("the UN General Assembly", ["United Nations General Assembly"]),
        ("UN-led and ROK-UN talks", ["United Nations"]),
        (
            "the European Council, the Council of Europe and the Council of the European Union",
            ["European Council", "Council of Europe", "Council of the European Union"],
        ),
        ("the Security Council", ["United Nations Security Council"]),
        ("the National Security Council", []),
        ("un, eu, who, quad and asean", []),
        ("Who met? The Gap. It is AUsome.", []),
        ("the World Food Program and the World Health Organisation", ["World Food Programme", "World Health Organization"]),
        ("the\u00a0Pacific\nIslands\u00a0 Forum", ["Pacific Islands Forum"]),
        ("the Conference on Interaction and Confidence‑Building Measures in Asia", ["Conference on Interaction and Confidence-Building Measures in Asia"]),
        ("the 1st Mekong-ROK and ROK-Mekong Meetings", ["Mekong-ROK Cooperation"]),
        ("boats on the Mekong", []),
        ("the Group of 20 and the group of 200", ["Group of Twenty"]),
        ("the Group of 200", []),
    ],
)  # fmt: skip
def test_table_names_stay_apart(text: str, names: list[str]) -> None:
    assert organisations(text) == names


def test_forum_platform_and_meeting_of_the_same_words_are_three() -> None:
    kinds = ("Platform", "Forum", "Intergovernmental Meeting", "Initiative")
    for kind in kinds:
        assert organisations(f"the “{NORTHEAST} {kind}” of 2021") == [f"{NORTHEAST} {kind}"]
    assert organisations(f"{NEACHS}; NEACHS; NAPCI") == [NEACHS, NAPCI]


def test_three_near_acronyms_are_three_things() -> None:
    defined = (Acronym("NAPC", NORTHEAST, ELSEWHERE),)
    assert organisations("NAPC, NAPCI, NEACHS", defined=defined) == [NORTHEAST, NAPCI, NEACHS]


def test_a_defined_name_is_not_that_of_another_kind() -> None:
    defined = (Acronym("TEC", "Tidal Energy Cooperation", ELSEWHERE),)
    long = "Tidal Energy Cooperation"
    assert organisations("The Tidal Energy Cooperation Forum met.", defined=defined) == []
    assert organisations("The Tidal Energy Cooperation met.", defined=defined) == [long]
    assert organisations("The TEC Forum met.", defined=defined) == [long]


@pytest.mark.parametrize(
    ("short", "long", "names"),
    [
        ("TEF", "Tidal Energy Forum", ["Tidal Energy Forum"]),
        ("TEF", "Tidal\u00a0Energy  Forum", ["Tidal Energy Forum"]),
        ("CRP", "Coalition for Resilient Ports", ["Coalition for Resilient Ports"]),
        ("TOR", "terms of reference", []),
        ("SOM", "Senior Officials’ Meeting", []),
        ("RCEP", "Regional Comprehensive Economic Partnership", []),
        ("IO", "International Organization", []),
        ("JEC", "Joint Economic Committee", []),
        ("NGO", "non-governmental organization", []),
        ("FTA", "Free Trade Agreement", []),
    ],
)
def test_definitions_of_organisations_and_of_other_things(
    short: str, long: str, names: list[str]
) -> None:
    assert organisations(f"The {short} met.", defined=(Acronym(short, long, "r#1.0"),)) == names
    assert organisations(f"The {short} met.", defined=(Acronym(short, long, ELSEWHERE),)) == names


def test_a_definition_of_a_known_organisation_gives_its_canonical_name() -> None:
    for long in ("World Health Organisation", "Worlds Health Organization", "Health Organization"):
        found = organisations(
            f"{long} (WHO) met. WHO left.", defined=(Acronym("WHO", long, "r#1.0"),)
        )
        assert found == ["World Health Organization"]


def test_own_definition_goes_before_the_table_and_the_table_before_others() -> None:
    union = Acronym("AU", "Atlas Union", "r#1.0")
    agenda = Acronym("NSS", "National Security Strategy", "r#1.0")
    assert organisations("the AU", defined=(union,)) == ["Atlas Union"]
    assert organisations("the NSS", defined=(agenda,)) == []
    other = Acronym("AU", "Atlas Union", ELSEWHERE)
    assert organisations("the AU", defined=(other,)) == ["African Union"]
    assert organisations("the Atlas Union", defined=(other,)) == ["Atlas Union"]


def test_the_longest_name_goes_before_a_definition() -> None:
    own = Acronym("ASEAN", "Association of Southeast Asian Nations", "r#1.0")
    assert organisations("the ASEAN Regional Forum", defined=(own,)) == ["ASEAN Regional Forum"]


def test_a_definition_cut_at_a_wrong_word_hides_no_organisation() -> None:
    cut = Acronym("WHO", "which the Health Organization’s chief Tedros", "r#1.0")
    assert organisations("the WHO", defined=(cut,)) == ["World Health Organization"]


def test_an_acronym_of_others_means_what_most_of_them_say() -> None:
    forum, fund = "Tidal Energy Forum", "Tropical Environment Fund"
    defined = [Acronym("TEF", forum, "a#1.0"), Acronym("TEF", fund, "b#1.0")]
    assert organisations("TEF", defined=tuple(defined)) == []
    assert organisations(f"the {fund}", defined=tuple(defined)) == [fund]
    defined.append(Acronym("TEF", forum, "c#1.0"))
    assert organisations("TEF", defined=tuple(defined)) == [forum]


def test_no_trap_is_dead() -> None:
    for phrase in NO_ORGANISATION.replace("\n", " ").split(";"):
        assert organisations(phrase.title()) == []


def test_order_is_that_of_first_mention_and_only_passages_count() -> None:
    text = "MIKTA NATO\nOECD and NATO\nAPEC"
    found = find_organisations(text, passages_of("MIKTA NATO", "OECD and NATO"), ())
    assert found == (
        "MIKTA",
        "North Atlantic Treaty Organization",
        "Organisation for Economic Co-operation and Development",
    )


def test_an_unknown_organisation_has_its_own_name_only() -> None:
    assert organisation_aliases("Tidal Energy Forum") == ("Tidal Energy Forum",)
