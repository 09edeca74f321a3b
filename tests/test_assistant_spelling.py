"""Misspelt words are set right by the archive's own; well-spelt ones stay as they are."""

import pytest

from assistant.lexicon import Lexicon
from assistant.spelling import Speller, common_words, correct, is_spelt_well, is_word
from index.words import stem

WORDS = (
    "reef restoration consultation mussel tourism diver both privacy stage Shipping Minister meeting "
    "ratification KRRI Busan Norway cooperation vaccine vaccines delegation proposal fisheries"
).split()


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """An archive of a few words."""
    found = Lexicon(passages=9, acronyms={"KRRI": ("Kelp Reef Restoration Initiative",)})
    found.frequency = {stem(word): 3 for word in WORDS}
    found.printed = {stem(word): word for word in WORDS}
    return found


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mussle", "mussel"),  # swapped
        ("restorattion", "restoration"),  # one more
        ("tourisn", "tourism"),  # one other
        ("consultaton", "consultation"),  # one missing
        ("reeef", "reef"),
        ("reeefs", "reefs"),
        ("ocnsultation", "consultation"),  # the first two swapped
        ("coperaton", "cooperation"),  # two slips in a long word
        ("Norwya", "Norway"),
        ("krir", "KRRI"),
        ("krii", "krii"),  # another letter in a short word
        ("proposla", "proposal"),
        ("agred", "agreed"),
        ("shcedule", "shcedule"),  # the archive has no such word
    ],
)
def test_a_misspelt_word_is_read_as_the_archives_own(
    lexicon: Lexicon, typed: str, meant: str
) -> None:
    right, changes = correct(f"What about {typed} then", lexicon)
    assert right == f"What about {meant} then"
    assert changes == (((typed, meant),) if typed != meant else ())


@pytest.mark.parametrize(
    "word",
    """broadcasts landmines whalers startups tabled concurred summarise memoranda underlined sharing
    mapping moving dolphins stages planning hostages peacekeeping riverbanks harbours colours organised
    criticised uninhabited renegotiate multilateralism denuclearise subcommittees undersea retabled
    shipping tourists divers reefed vaccinated ratified both rivers peer pear port bold north east""".split(),
)
def test_a_well_spelt_word_is_left_alone(lexicon: Lexicon, word: str) -> None:
    assert correct(f"the {word} here", lexicon) == (f"the {word} here", ())


@pytest.mark.parametrize("word", ["KRIR", "KRRX", "ZZZZ", "NATO", "KRRI", "x", "é", "12345", "abc"])
def test_what_may_be_an_acronym_or_is_no_word_is_left_alone(lexicon: Lexicon, word: str) -> None:
    assert correct(word, lexicon) == (word, ())


@pytest.mark.parametrize(
    "word", ["landmines", "tabled", "planning", "whalers", "ratified", "peacekeeping", "retabled"]
)
def test_a_form_of_a_common_word_is_spelt_well(word: str) -> None:
    assert is_spelt_well(word)


@pytest.mark.parametrize(
    "word", ["proposeed", "hostes", "reefss", "mussle", "agreedd", "meetingg", "delagetes", "buld"]
)
def test_an_ending_that_english_writes_otherwise_is_a_slip(word: str) -> None:
    assert not is_spelt_well(word)


def test_a_word_has_forms_and_an_acronym_has_none() -> None:
    assert all(is_word(word) for word in ("act", "safe", "who", "gain", "port"))
    assert not any(is_word(word) for word in ("asean", "opec", "unesco", "krri"))
    assert "asean" in common_words()


def test_of_two_words_that_are_as_near_the_usual_one_is_meant() -> None:
    words = ["harbour", "harvour"]
    assert Speller(words, {stem("harbour"): 9, stem("harvour"): 1}).nearest("hargour") == "harbour"
    assert Speller(words, {stem("harbour"): 1, stem("harvour"): 9}).nearest("hargour") == "harvour"


def test_a_nearer_word_goes_before_a_usual_one() -> None:
    speller = Speller(["fisheries", "fishermen"], {stem("fishermen"): 99})
    assert speller.nearest("fisherise") == "fisheries"


def test_a_word_without_an_archive_may_still_be_one_that_questions_are_asked_with() -> None:
    assert correct("Whta was porposed", Lexicon())[1] == (
        ("Whta", "what"),
        ("porposed", "proposed"),
    )


def test_every_place_of_a_misspelt_word_is_set_right_and_said_once(lexicon: Lexicon) -> None:
    right, changes = correct("mussle or Mussle, mussle!", lexicon)
    assert right == "mussel or mussel, mussel!"
    assert changes == (("mussle", "mussel"), ("Mussle", "mussel"))
