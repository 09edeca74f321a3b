"""The names of an invented archive in questions: every kind, in any spelling, and none too many."""

import pytest

from assistant.lexicon import Lexicon
from assistant.names import FIRST_KINDS, find_names
from assistant.records import Name
from index.words import stem

WORDS = """reef kelp fund meeting forum dialogue river harbour ministry side region members budget
act safe report tidal energy health security peace cooperation shipping office
restoration initiative northern alliance coastal open""".split()


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """An archive of acronyms, people, organisations, countries and meetings that are near each other."""
    found = Lexicon(
        passages=40,
        acronyms={
            "KRRI": ("Kelp Reef Restoration Initiative",),
            "NACHOS": ("Northern Alliance of Coastal Harbours for Open Shipping",),
            "TOPS": ("Tidal Observation Platform System",),
            "TOPAS": ("Tidal Operators Pact of the Arctic Sea",),
            "WHO": ("World Health Organization",),
            "SAFE": ("Sea Atlas For Everyone",),
            "MOTIF": ("Marine Office for Tidal Innovation Funds",),
        },
        people={
            "Han Sora": "Deputy Minister for Ocean Affairs",
            "Liv Brekke": "Ambassador of Norway",
            "Kim Min-jun": "Minister of Oceans",
            "Kim Min-jung": "Director-General for Reefs",
            "Kim Bora": "Vice Minister of Oceans",
            "José Ibáñez": "Minister of Energy",
            "Park Jiwon": "Director",
            "Park Jiwoo": "Director",
        },
        organisations={
            "World Health Organization": ("World Health Organization", "WHO"),
            "Association of Southeast Asian Nations": (
                "Association of Southeast Asian Nations",
                "ASEAN",
            ),
            "ASEAN Regional Forum": ("ASEAN Regional Forum", "ARF"),
            "World Bank": ("World Bank", "World Bank Group", "IBRD"),
            "Asia-Europe Foundation": ("Asia-Europe Foundation", "ASEF"),
        },
        countries={"NO": 9, "KR": 40, "US": 6, "CL": 3, "PL": 2, "CD": 1, "JO": 1},
        series={
            "kelp reef tourism forum": "Kelp Reef Tourism Forum",
            "korea-chile mussel consultation": "Korea-Chile Mussel Consultation",
            "harbour dialogue on tidal energy": "Harbour Dialogue on Tidal Energy",
            "harbour dialogue on kelp": "Harbour Dialogue on Kelp",
            "meeting on kelp reef restoration initiative": "meeting on Kelp Reef Restoration Initiative",
        },
        boards=frozenset({"m_5676"}),
    )
    found.frequency = {stem(word): 5 for word in WORDS}
    found.printed = {stem(word): word for word in WORDS}
    return found


def names(question: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    """Kind and canonical form of each name."""
    return [(one.kind, one.canonical) for one in find_names(question, lexicon)]


def only(question: str, lexicon: Lexicon) -> Name:
    """The one name of a question."""
    (one,) = find_names(question, lexicon)
    return one


@pytest.mark.parametrize("typed", ["KRRI", "krri", "Krri", "KRRI's", "KRRIs", "(KRRI)", "KRRI-led"])
def test_an_acronym_is_found_in_any_case(lexicon: Lexicon, typed: str) -> None:
    one = only(f"What did the {typed} members agree?", lexicon)
    assert (one.kind, one.canonical, one.corrected) == ("acronym", "KRRI", False)
    assert one.aliases == ("KRRI", "Kelp Reef Restoration Initiative")


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("KRIR", "KRRI"),  # two letters swapped
        ("NACOHS", "NACHOS"),
        ("KRR", "KRRI"),  # one missing
        ("NACHS", "NACHOS"),
        ("KRRRI", "KRRI"),  # one more
        ("NACHHOS", "NACHOS"),
        ("KRRII", "KRRI"),
        ("KRXI", "KRRI"),  # one other
        ("NACHES", "NACHOS"),
        ("MOTFI", "MOTIF"),
    ],
)
def test_a_misspelt_acronym_is_read_as_the_one_that_is_near(
    lexicon: Lexicon, typed: str, canonical: str
) -> None:
    one = only(f"What did {typed} agree?", lexicon)
    assert (one.typed, one.canonical, one.corrected) == (typed, canonical, True)


@pytest.mark.parametrize(
    "typed",
    [
        "KRRIX",  # a longer name, made of the acronym
        "XKRRI",
        "TOPES",  # as near to TOPS as to TOPAS
        "NATO",
        "APEC",  # another organisation
        "WTO",  # too short
        "WHA",
        "ACT",
        "REEF",  # a word of the archive
        "SAVE",  # a word of English
        "KR2I3",
        "NO",
    ],
)
def test_what_is_another_name_is_no_misspelt_acronym(lexicon: Lexicon, typed: str) -> None:
    assert "acronym" not in [kind for kind, _ in names(f"What did {typed} agree?", lexicon)]


def test_two_real_acronyms_that_are_near_stay_apart(lexicon: Lexicon) -> None:
    assert names("What do TOPS and TOPAS share?", lexicon) == [
        ("acronym", "TOPS"),
        ("acronym", "TOPAS"),
    ]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Who chaired the meeting?", []),
        ("who did it", []),
        ("WHO CHAIRED THE MEETING?", []),
        ("What did the WHO say?", [("acronym", "WHO")]),
        ("is the harbour safe", []),
        ("What is SAFE?", [("acronym", "SAFE")]),
    ],
)
def test_a_word_of_english_is_an_acronym_only_in_capitals(
    lexicon: Lexicon, question: str, found: list[tuple[str, str]]
) -> None:
    assert names(question, lexicon) == found


@pytest.mark.parametrize(
    "typed",
    [
        "Kelp Reef Restoration Initiative",
        "kelp reef restoration initiative",
        "initiative for kelp reef restoration",
        "kelp reef restoration",
        "Kelp  Reef-Restoration Initiative",
    ],
)
def test_a_long_form_is_found_in_other_words(lexicon: Lexicon, typed: str) -> None:
    one = only(f"What did the {typed} agree?", lexicon)
    assert (one.kind, one.canonical) == ("acronym", "KRRI")
    assert "KRRI" in one.aliases


def test_a_long_form_without_its_last_words_is_said_to_be_guessed(lexicon: Lexicon) -> None:
    one = only("What is the northern alliance of coastal harbours?", lexicon)
    assert (one.canonical, one.corrected) == ("NACHOS", True)
    assert one.typed == "northern alliance of coastal harbours"


def test_a_misspelt_long_form_is_found(lexicon: Lexicon) -> None:
    one = only("What is the Kelp Reef Restoratoin Initiative?", lexicon)
    assert (one.canonical, one.corrected) == ("KRRI", True)


@pytest.mark.parametrize(
    "typed",
    [
        "Kelp Reef Conservation Initiative",  # another word in the place of one
        "Pacific Kelp Reef Restoration",  # a longer name
        "kelp reef",
        "restoration initiative",
        "alliance for open shipping",
    ],
)
def test_another_long_name_is_not_taken_for_a_near_one(lexicon: Lexicon, typed: str) -> None:
    assert "acronym" not in [kind for kind, _ in names(f"What is the {typed}?", lexicon)]


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("ASEAN", "Association of Southeast Asian Nations"),
        ("asean", "Association of Southeast Asian Nations"),
        ("ASAEN", "Association of Southeast Asian Nations"),
        ("association of southeast asian nations", "Association of Southeast Asian Nations"),
        ("World Bank Group", "World Bank"),
        ("world bank", "World Bank"),
        ("ASEF", "Asia-Europe Foundation"),
        ("Asia Europe Foundation", "Asia-Europe Foundation"),
        ("ASEAN Regional Forum", "ASEAN Regional Forum"),
    ],
)
def test_an_organisation_is_found_by_all_its_names(
    lexicon: Lexicon, typed: str, canonical: str
) -> None:
    one = only(f"What did the {typed} promise?", lexicon)
    assert (one.kind, one.canonical) == ("organisation", canonical)
    assert one.aliases[0] == canonical


def test_an_organisation_with_an_acronym_of_the_archive_is_one_name(lexicon: Lexicon) -> None:
    assert names("What did the World Health Organization (WHO) say?", lexicon) == [
        ("acronym", "WHO")
    ]


def test_an_organisation_that_the_archive_does_not_name_is_none_of_its_names(
    lexicon: Lexicon,
) -> None:
    assert names("What did NATO and the European Union agree?", lexicon) == []


@pytest.mark.parametrize(
    ("typed", "canonical", "corrected"),
    [
        ("Han Sora", "Han Sora", False),
        ("han sora", "Han Sora", False),
        ("HAN Sora", "Han Sora", False),
        ("Han, Sora", "Han Sora", False),
        ("Sora Han", "Han Sora", True),
        ("Han Soraa", "Han Sora", True),
        ("Han Sara", "Han Sora", True),
        ("Kim Min-jun", "Kim Min-jun", False),
        ("Kim Min Jun", "Kim Min-jun", False),
        ("Kim Minjun", "Kim Min-jun", False),
        ("Min-jun Kim", "Kim Min-jun", True),
        ("Kim Min-jung", "Kim Min-jung", False),
        ("Jose Ibanez", "José Ibáñez", False),
        ("José Ibáñes", "José Ibáñez", True),
        ("Deputy Minister Han", "Han Sora", False),
        ("minister han", "Han Sora", False),
        ("Ms. Han", "Han Sora", False),
        ("Ambassador Brekke", "Liv Brekke", False),
        ("Ambassador Brekkke", "Liv Brekke", True),
        ("Vice Minister Kim", "Kim Bora", False),
        ("Minister Kim", "Kim Min-jun", False),
        ("Director-General Kim", "Kim Min-jung", False),
    ],
)
def test_a_person_is_found_by_name_and_by_title(
    lexicon: Lexicon, typed: str, canonical: str, corrected: bool
) -> None:
    one = only(f"What did {typed} stress?", lexicon)
    assert (one.kind, one.canonical, one.corrected) == ("person", canonical, corrected)


@pytest.mark.parametrize(
    "question",
    [
        "What flows in the Han river?",
        "What did Minister Noh stress?",
        "What did Minister Han Minho stress?",
        "Who is Hans Solo?",
        "Who is Kim Min-ho?",
        "Who is Kim Bosung?",
        "Who is Kim?",
    ],
)
def test_another_person_is_not_taken_for_one_of_the_archive(
    lexicon: Lexicon, question: str
) -> None:
    assert names(question, lexicon) == []


def test_a_slip_that_is_as_near_to_two_people_names_neither(lexicon: Lexicon) -> None:
    assert names("Who is Park Jiwom?", lexicon) == []
    assert names("Who is Park Jiwoo?", lexicon) == [("person", "Park Jiwoo")]


def test_all_of_a_family_name_are_meant_where_the_title_fits_none_better(
    lexicon: Lexicon,
) -> None:
    assert len(names("What did Mr. Kim stress?", lexicon)) == 3


@pytest.mark.parametrize(
    ("question", "codes"),
    [
        ("What did Norway propose?", ["NO"]),
        ("what did norway propose", ["NO"]),
        ("What did the Norwegian side say to the Koreans?", ["NO", "KR"]),
        ("what did the norwegian side say", ["NO"]),
        ("What did the Republic of Korea propose?", ["KR"]),
        ("What did the ROK propose?", ["KR"]),
        ("what did the rok propose", ["KR"]),
        ("What did South Korea propose?", ["KR"]),
        ("What did the US say?", ["US"]),
        ("What did the U.S. say?", ["US"]),
        ("what did the us say", ["US"]),
        ("what did the usa say", ["US"]),
        ("tell us about norway", ["NO"]),
        ("how did they polish the text", []),
        ("What did the Polish side say?", ["PL"]),
        ("what did poland say", ["PL"]),
        ("Korea-Chile relations", ["KR", "CL"]),
        ("What did the Congo sign?", ["CD"]),
        ("What happened on the Norwegian Sea?", []),
        ("What did Michael Jordan say?", []),
        ("What did Jordan say?", ["JO"]),
        ("What did Kenya propose?", []),
    ],
)
def test_a_country_of_the_archive_is_found_by_its_code(
    lexicon: Lexicon, question: str, codes: list[str]
) -> None:
    found = [one for one in find_names(question, lexicon) if one.kind == "country"]
    assert [one.canonical for one in found] == codes


def test_a_country_comes_with_its_words(lexicon: Lexicon) -> None:
    one = only("What did the Norwegians say?", lexicon)
    assert (one.typed, one.aliases[0]) == ("Norwegians", "Norway")
    assert "Norwegian" in one.aliases


@pytest.mark.parametrize(
    ("typed", "series"),
    [
        ("Kelp Reef Tourism Forum", "Kelp Reef Tourism Forum"),
        ("2nd Kelp Reef Tourism Forum", "Kelp Reef Tourism Forum"),
        ("kelp reef tourism forum", "Kelp Reef Tourism Forum"),
        ("reef tourism forum", "Kelp Reef Tourism Forum"),
        ("Mussel Consultation", "Korea-Chile Mussel Consultation"),
        ("dialogue on tidal energy", "Harbour Dialogue on Tidal Energy"),
        ("KRRI meeting", "meeting on Kelp Reef Restoration Initiative"),
    ],
)
def test_a_series_of_meetings_is_found_by_enough_of_its_name(
    lexicon: Lexicon, typed: str, series: str
) -> None:
    found = names(f"What was agreed at the {typed} in 2022?", lexicon)
    assert ("meeting", series) in found


@pytest.mark.parametrize(
    "typed",
    [
        "Harbour Dialogue",  # there are two
        "Sand Reef Tourism Forum",
        "forum",
        "Kelp Reef Tourism",
        "Harbour Dialogue on Wind",
        "meeting in Norway",
    ],
)
def test_a_meeting_that_is_not_certain_is_none(lexicon: Lexicon, typed: str) -> None:
    found = names(f"What was agreed at the {typed} in 2022?", lexicon)
    assert "meeting" not in [kind for kind, _ in found]


@pytest.mark.parametrize(
    ("question", "boards"),
    [
        ("What is on board m_5676?", ["m_5676"]),
        ("what is on M_5676", ["m_5676"]),
        ("What is on m_5677?", []),
        ("What does m_5676-500001 say?", []),
        ("What is on xm_5676?", []),
    ],
)
def test_a_board_of_the_archive_is_found(
    lexicon: Lexicon, question: str, boards: list[str]
) -> None:
    assert [one for kind, one in names(question, lexicon) if kind == "board"] == boards


def test_no_name_is_found_twice_and_the_longer_goes_before(lexicon: Lexicon) -> None:
    question = (
        "Did KRRI, the Kelp Reef Restoration Initiative, and krri meet the ASEAN Regional Forum?"
    )
    assert names(question, lexicon) == [
        ("acronym", "KRRI"),
        ("organisation", "ASEAN Regional Forum"),
    ]


def test_names_stand_in_the_order_of_the_question(lexicon: Lexicon) -> None:
    found = names("Did Norway, Han Sora and KRRI meet on m_5676?", lexicon)
    assert [name for _, name in found] == ["NO", "Han Sora", "KRRI", "m_5676"]


def test_only_acronyms_and_people_tell_what_a_question_is_about(lexicon: Lexicon) -> None:
    question = "Did Norway, Han Sora, ASEAN and KRRI meet at the Kelp Reef Tourism Forum?"
    telling = [one for one in find_names(question, lexicon) if one.kind in FIRST_KINDS]
    assert [one.canonical for one in telling] == ["Han Sora", "KRRI"]


def test_what_was_typed_stands_in_the_question(lexicon: Lexicon) -> None:
    question = "did KRIR tell norway and Sora Han of the reef tourism forum on M_5676?"
    found = find_names(question, lexicon)
    assert len(found) == 5
    assert all(one.typed in question for one in found)


@pytest.mark.parametrize("question", ["", "?", "why", "日本 提案?", "ß" * 50, "İstanbul İ"])
def test_a_question_without_names_has_none(lexicon: Lexicon, question: str) -> None:
    assert find_names(question, lexicon) == ()
    assert find_names(question, Lexicon()) == ()
