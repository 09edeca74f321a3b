"""What an archive calls things: stems, printed words and names, read fast and as before."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.lexicon import TRIGGERS, Lexicon, passage_stems, read_lexicon
from eval.speed_understand import invented_archive, invented_questions, measure, report
from index.infer import infer_dates
from index.records import Release
from index.words import PHRASES, STOPWORDS, stems
from tests.pages import page_a, release_of, seed_releases
from tests.test_assistant_answer import FIRST, MUSSELS, PAGES, TOURS

PHRASED = (
    "the Republic of Korea", "South Koreans met", "the DPRK and North Korea", "North Koreans",
    "United States of America", "the united states", "the U.S. side", "the USA", "the US and", "U.S.A.",
    "the United Kingdom", "U.K. officials", "New Zealanders", "new zealand", "Saudi Arabian", "South Africans",
    "Sri Lankans", "Costa Rica", "United Nations", "the U.N. Charter", "Terms of Reference", "the TORs", "TOR",
    "in-person talks", "in person", "face-to-face", "face to face", "took part", "takes part", "taking part",
    "came to Busan", "set up a fund", "setting up", "Memoranda of Understanding", "memorandum of understanding",
    "in the face of", "surface", "discuss us", "Asia-Pacific", "ministers' and minister’s", "São Paulo",
    "USD 3,000,000", "naïve cafés", "日本", "", "a\x00b", "US\n\x00\nA",
)  # fmt: skip


@pytest.fixture(scope="module")
def releases() -> list[Release]:
    """The four invented releases, described together."""
    return infer_dates([release_of(text, id, "m_5676", int(id[-6:])) for id, text in PAGES.items()])


@pytest.fixture(scope="module")
def lexicon(releases: list[Release]) -> Lexicon:
    """The lexicon of the four."""
    return read_lexicon(releases)


@pytest.mark.parametrize("text", PHRASED)
def test_the_stems_of_a_text_are_those_of_the_index(text: str) -> None:
    assert passage_stems(text) == set(stems(text))


@given(
    st.lists(
        st.sampled_from((*PHRASED, "of", "-", "'s", "’", ".", "\n", "U", "set", "a")), max_size=8
    )
)
def test_the_stems_of_any_text_are_those_of_the_index(pieces: list[str]) -> None:
    text = " ".join(pieces).replace("\x00", "")
    assert passage_stems(text) == set(stems(text))


def test_every_phrase_has_letters_that_its_matches_hold() -> None:
    assert len(TRIGGERS) == len(PHRASES)
    for literals, any_case, pattern, _ in TRIGGERS:
        assert literals
        for text in PHRASED:
            if pattern.search(text):
                held = text.lower() if any_case else text
                assert any(letters in held for letters in literals), pattern.pattern


def test_each_passage_counts_a_stem_once() -> None:
    page = page_a("1. Reefs, reefs and a reef.\n\n2. A reef.\n\n3. The sea.", title="Reef Talks")
    lexicon = read_lexicon([release_of(page)])
    assert lexicon.frequency["reef"] == 3
    assert lexicon.passages == 4
    assert not STOPWORDS & lexicon.frequency.keys()


def test_the_frequencies_are_those_of_the_passages(
    releases: list[Release], lexicon: Lexicon
) -> None:
    counted: dict[str, int] = {}
    for release in [*releases]:
        for passage in release.passages:
            for term in set(stems(release.text_of(passage))):
                counted[term] = counted.get(term, 0) + 1
    assert lexicon.frequency == counted


def test_a_name_is_a_word_that_is_never_printed_small(lexicon: Lexicon) -> None:
    assert {"krri", "busan", "brekk"} <= lexicon.proper
    assert not {"reef", "fund", "diver"} & lexicon.proper


def test_a_word_of_a_title_alone_is_no_name() -> None:
    lexicon = read_lexicon(
        [release_of(page_a("1. The talks went on.\n\n2. They end.", title="Lantern Talks"))]
    )
    assert "lantern" not in lexicon.proper


def test_the_first_printed_spelling_is_kept() -> None:
    first = release_of(page_a("1. Reefs grow.\n\n2. They grow well."), "a")
    second = release_of(page_a("1. The reef grows.\n\n2. It grows well."), "b")
    assert read_lexicon([first, second]).printed["reef"] == "Reefs"
    assert read_lexicon([second, first]).printed["reef"] == "reef"


def test_a_head_has_the_short_form_of_a_long_one(lexicon: Lexicon) -> None:
    assert "krri" in lexicon.heads[FIRST]
    assert "krri" not in lexicon.heads[TOURS]


def test_names_of_every_kind_are_kept(lexicon: Lexicon) -> None:
    assert lexicon.acronyms == {"KRRI": ("Kelp Reef Restoration Initiative",)}
    assert lexicon.people["Han Sora"] == "Deputy Minister for Ocean Affairs"
    assert lexicon.countries["NO"] == 3 and "KE" not in lexicon.countries
    assert lexicon.series["korea-chile mussel consultation"] == "Korea-Chile Mussel Consultation"
    assert lexicon.boards == {"m_5676"}
    assert lexicon.ordinals[MUSSELS] == 1


def test_an_organisation_comes_with_all_its_names() -> None:
    page = page_a("1. The World Health Organization met.")
    lexicon = read_lexicon([release_of(page)])
    assert "WHO" in lexicon.organisations["World Health Organization"]


def test_a_lexicon_read_again_with_another_release_is_the_one_read_at_once(
    releases: list[Release],
) -> None:
    read_lexicon(releases[:2])
    grown, fresh = read_lexicon(releases), read_lexicon(list(reversed(releases)))
    for name in ("passages", "frequency", "proper", "heads", "openings", "head_frequency"):
        assert getattr(grown, name) == getattr(fresh, name), name


def test_a_text_that_changed_is_read_anew(releases: list[Release]) -> None:
    first = releases[0]
    changed = replace(first, text=first.text.replace("reefs", "dunes"))
    assert "dune" not in read_lexicon([first]).frequency
    assert "dune" in read_lexicon([changed]).frequency


def test_the_delivered_releases_have_their_words() -> None:
    releases = seed_releases()
    lexicon = read_lexicon(releases)
    for release in releases:
        for passage in release.passages:
            assert set(stems(release.text_of(passage))) <= lexicon.frequency.keys()


def test_an_empty_archive_has_no_words() -> None:
    lexicon = read_lexicon([])
    assert (lexicon.passages, lexicon.frequency, lexicon.boards) == (0, {}, frozenset())
    assert lexicon.weight("reef") > 0 and lexicon.head_weight("reef") == 0


def test_the_invented_archive_is_the_same_each_time() -> None:
    assert invented_archive(3) == invented_archive(3)
    assert invented_questions(invented_archive(3)) == invented_questions(invented_archive(3))


def test_a_question_is_read_in_a_few_milliseconds() -> None:
    (small,) = measure((200,))
    for spread in (small.names, small.spelling, small.whole, small.follow_up):
        assert 0 < spread[0] <= spread[1]
    assert small.whole[0] < 20  # a tenth of this is usual
    assert small.whole[0] > small.names[0]
    slowest = max(small.whole[1], small.follow_up[1])
    assert f"slowest p95 {slowest:.2f} ms (wanted: at most 5)" in report([small])
