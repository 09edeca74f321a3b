"""Numbered paragraphs and passages: every body of the archive, and nothing of it dropped."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pages import (
    ALL_LAYOUTS,
    BODY,
    BULLET,
    FIRST,
    SECOND,
    SEEDS,
    SIGNS,
    TITLE,
    Layout,
    coverage_faults,
    kinds,
    page_a,
    page_c,
    passages,
    release_of,
    seed_releases,
    texts,
)

NOTE = "The atlas is a map of currents at harbour mouths."


@pytest.mark.parametrize("sign", SIGNS)
def test_first_level_signs_open_bullets(sign: str) -> None:
    body = f"1. {FIRST}\n\n{sign} {BULLET}\n\n  - Norway sent its minister.\n\n2. {SECOND}"
    release = release_of(page_a(body))
    assert passages(body) == {
        "1.0": FIRST,
        "1.1": BULLET,
        "1.2": "Norway sent its minister.",
        "2.0": SECOND,
    }
    marks = {one.id: (str(one.kind), one.sign, one.level) for one in release.passages}
    assert marks["r#1.0"] == ("lead", "", 0)
    assert marks["r#1.1"] == ("bullet", sign, 1)
    assert marks["r#1.2"] == ("bullet", "-", 2)


def test_dash_is_first_level_where_the_page_has_no_other_sign() -> None:
    release = release_of(page_a(f"1. {FIRST}\n\n- {BULLET}\n\n※ {NOTE}\n\n2. {SECOND}"))
    levels = {one.id: one.level for one in release.passages}
    assert (levels["r#1.1"], levels["r#1.2"]) == (1, 2)


@pytest.mark.parametrize("sign", ["※", "*", "**"])
def test_notes(sign: str) -> None:
    release = release_of(page_a(f"1. {FIRST}\n\n° {BULLET}\n\n{sign} {NOTE}\n\n2. {SECOND}"))
    note = release.passage("r#1.2")
    assert (str(note.kind), note.sign, release.text_of(note)) == ("note", sign, NOTE)


def test_starred_word_is_no_note() -> None:
    assert passages(f"1. {FIRST} Its Co-chair* spoke.\n\n2. {SECOND}")["1.0"].endswith("spoke.")


@pytest.mark.parametrize("blank", [0, 1, 2, 4])
def test_number_of_blank_lines_tells_no_level(blank: int) -> None:
    gap = "\n" * (blank + 1)
    body = gap.join([f"1. {FIRST}", f"° {BULLET}", f"2. {SECOND}"])
    assert passages(body) == {"1.0": FIRST, "1.1": BULLET, "2.0": SECOND}


def test_lines_of_no_break_spaces_are_blank() -> None:
    body = f"1. {FIRST}\n\u00a0\n\u00a0\n°\u00a0{BULLET}\n\u00a0\n2.\u00a0{SECOND}"
    assert passages(body) == {"1.0": FIRST, "1.1": BULLET, "2.0": SECOND}


def test_hard_wrapped_lines_are_one_passage() -> None:
    wrapped = FIRST.replace(" hosted", "\nhosted").replace(" in Busan", "\nin Busan")
    assert passages(f"1. {wrapped}\n\n2. {SECOND}") == {"1.0": wrapped, "2.0": SECOND}


def test_hard_wrapped_end_keeps_its_end_mark_apart() -> None:
    wrapped = SECOND.replace(" by the", "\nby the")
    release = release_of(page_a(f"1. {FIRST}\n2. {wrapped} /END/"))
    assert texts(release)["2.0"] == wrapped
    assert coverage_faults(release) == []


@pytest.mark.parametrize(
    "opening", ["Mr. Kim", "“An international", "ASEAN and Korea", "3rd talks"]
)
def test_lines_that_start_a_paragraph(opening: str) -> None:
    found = passages(f"1. {opening} harbour was opened there.\n\n2. {SECOND}")
    assert found["1.0"] == f"{opening} harbour was opened there."


@pytest.mark.parametrize(
    "line", ["2008. 5. 21 Seoul", "5.31 local elections were held", "2.13 agreement of the talks"]
)
def test_lines_that_start_no_paragraph(line: str) -> None:
    found = passages(f"1. {FIRST}\n\n{line}\n\n2. {SECOND}")
    assert found == {"1.0": FIRST, "1.1": line, "2.0": SECOND}


def test_page_without_numbers_has_unnumbered_paragraphs() -> None:
    body = f"{FIRST}\n\n° {BULLET}\n\n{SECOND}\n\n{NOTE}"
    assert passages(body) == {"u1.0": FIRST, "u1.1": BULLET, "u2.0": SECOND, "u3.0": NOTE}


def test_long_unnumbered_lines_without_blank_lines_are_paragraphs() -> None:
    one = f"{FIRST} {SECOND}"
    other = f"{BULLET} {NOTE}"
    assert len(one) > 120
    assert passages(f"{one}\n{other}") == {"u1.0": one, "u2.0": other}


def test_page_that_starts_with_a_sign_has_an_unnumbered_paragraph() -> None:
    assert passages(f"° {BULLET}\n\n° {SECOND}") == {"u1.0": BULLET, "u1.1": SECOND}


def test_text_before_the_first_paragraph() -> None:
    subtitle = "- Tides, Turbines and Trust -"
    dateline = "22 May 2015, Seoul"
    body = f"{subtitle}\n\n[Unofficial Translation]\n\n{dateline}\n\n1. {FIRST}\n\n2. {SECOND}"
    release = release_of(page_a(body))
    assert list(texts(release)) == ["head", "h1", "h2", "h3", "1.0", "2.0"]
    assert texts(release)["h1"] == "Tides, Turbines and Trust"
    assert texts(release)["h2"] == "[Unofficial Translation]"
    assert texts(release)["h3"] == dateline
    assert {kinds(release)[id] for id in ("h1", "h2", "h3")} == {"before"}


def test_title_repeated_before_the_first_paragraph() -> None:
    release = release_of(page_c(f"{TITLE}\n\n1. {FIRST}\n\n2. {SECOND}"))
    assert texts(release)["head"] == texts(release)["h1"] == TITLE
    assert release.passage("r#h1").start > release.passage("r#head").start


def test_translation_note_before_unnumbered_text_is_no_paragraph() -> None:
    found = passages(f"[Unofficial Translation]\n{FIRST}\n\n{SECOND}")
    assert found == {"h1": "[Unofficial Translation]", "u1.0": FIRST, "u2.0": SECOND}


@pytest.mark.parametrize("mark", ["/END/", "/End/", "/end/", " /END/", "\n\n/end/", " / END /"])
def test_end_mark_is_a_remainder(mark: str) -> None:
    release = release_of(page_a(f"1. {FIRST}\n\n2. {SECOND}{mark}\n"))
    assert texts(release)["2.0"] == SECOND
    ends = [release.text[s.start : s.end] for s in release.remainders if s.name == "end mark"]
    assert [end.strip() for end in ends] == [mark.strip()]
    assert coverage_faults(release) == []


@pytest.mark.parametrize(
    ("note", "read"),
    [
        ("* unofficial translation", "unofficial translation"),
        ("[Unofficial Translation]", "[Unofficial Translation]"),
    ],
)
def test_translation_note_after_the_last_paragraph(note: str, read: str) -> None:
    release = release_of(page_a(f"1. {FIRST}\n\n2. {SECOND}\n\n{note}"))
    assert texts(release)["t1"] == read
    assert kinds(release)["t1"] == "after"


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_sign_off_behind_the_end_mark_is_no_part_of_the_last_paragraph(gap: str) -> None:
    sign_off = "Spokesperson and Deputy Minister for Public Relations"
    release = release_of(page_a(f"1. {FIRST}\n\n2. {SECOND} /END/{gap}{sign_off}"))
    assert texts(release)["2.0"] == SECOND
    assert (texts(release)["t1"], kinds(release)["t1"]) == (sign_off, "after")
    assert coverage_faults(release) == []


def test_paragraph_of_an_end_mark_alone_is_no_passage() -> None:
    release = release_of(page_a(f"1. {FIRST}\n\n2. {SECOND}\n\n3. /END/\n\n° /end/"))
    assert coverage_faults(release) == []
    assert all(text.strip() for text in texts(release).values())


def test_sub_paragraph_without_a_sign_is_kept_apart() -> None:
    release = release_of(page_a(f"1. {FIRST}\n\n{BULLET}\n\n2. {SECOND}"))
    assert (texts(release)["1.1"], kinds(release)["1.1"]) == (BULLET, "unmarked")


def test_questions_of_a_briefing_are_paragraphs() -> None:
    body = "First, the visit.\n\n[Q&A]\n\nQ: When will it be?\n\nA: It will be in May."
    assert list(passages(body).values()) == body.split("\n\n")


@pytest.mark.parametrize("space", ["\n", "\n\n", "\n\u00a0\n", "\u200b\n"])
def test_number_or_sign_on_a_line_of_its_own_belongs_to_the_next(space: str) -> None:
    body = f"1.{space}{FIRST}\n\n°{space}{BULLET}\n\n※{space}{NOTE}\n\n2.{space}{SECOND}"
    release = release_of(page_a(body))
    assert passages(body) == {"1.0": FIRST, "1.1": BULLET, "1.2": NOTE, "2.0": SECOND}
    marks = [release.text[s.start : s.end] for s in release.remainders if s.name == "mark"]
    assert marks == ["1.", "°", "※", "2."]
    assert coverage_faults(release) == []


def test_sign_behind_a_number_is_no_text() -> None:
    assert passages(f"1. ○ {FIRST}\n\n2.\n° {SECOND}") == {"1.0": FIRST, "2.0": SECOND}


@pytest.mark.parametrize(
    "subtitle", ["- Tides among the members of\n  the Dialogue -", "– Tides –"]
)
def test_subtitle_between_dashes_has_none_of_them(subtitle: str) -> None:
    release = release_of(page_a(f"{subtitle}\n\n1. {FIRST}\n\n2. {SECOND}"))
    assert texts(release)["h1"] == subtitle[1:-1].strip()
    assert coverage_faults(release) == []


def test_numbers_inside_a_speech_leave_its_paragraphs_unnumbered() -> None:
    lines = [
        "Excellencies,",
        f"{FIRST}",
        f"{SECOND}",
        "1. We will share data.",
        "2. We will train experts.",
        f"{BULLET}",
        "Thank you.",
    ]
    found = passages("\n\n".join(lines))
    assert list(found) == ["u1.0", "u2.0", "u3.0", "1.0", "2.0", "u4.0", "u5.0"]


def test_closing_words_behind_the_last_number_stand_apart() -> None:
    found = passages(f"San José, April 1, 2019\n\n1. {FIRST}\n\n2. {SECOND}\n\nThank you.")
    assert list(found) == ["h1", "1.0", "2.0", "t1"]


def test_document_behind_the_end_mark_keeps_its_lines() -> None:
    body = f"1. {FIRST}\n\n2. {SECOND} /END/\n\nJoint Statement\n\n1. {BULLET}\n\n2. {NOTE}"
    assert passages(body) == {
        "1.0": FIRST,
        "2.0": SECOND,
        "t1": "Joint Statement",
        "t2": BULLET,
        "t3": NOTE,
    }


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("----------", "rule"),
        ("* * *", "rule"),
        ("• Hit : 445", "hit counter"),
        ("Date : 2021-05-05 11:11:11", "date line"),
        ("°", "mark"),
    ],
)
def test_lines_of_a_body_that_are_no_text(line: str, name: str) -> None:
    release = release_of(page_a(f"1. {FIRST}\n\n{line}\n\n2. {SECOND}"))
    assert {id: text for id, text in texts(release).items() if id != "head"} == {
        "1.0": FIRST,
        "2.0": SECOND,
    }
    named = [release.text[s.start : s.end] for s in release.remainders if s.name == name]
    assert line in named


LINES = st.one_of(
    st.sampled_from(
        [
            "",
            "\u00a0",
            "/END/",
            "List",
            "* unofficial translation",
            "[Unofficial Translation]",
            "Press Releases",
            "22 May 2015, Seoul",
            "2008. 5. 21",
            "1. /END/",
            "° /end/",
            "°",
            "1.",
            "※ A note on tides.",
            "Date",
            "2022-05-05",
            "hit",
            "1836",
        ]
    ),
    st.builds(
        lambda number, text, end: f"{number}. {text}{end}",
        st.integers(1, 12),
        st.sampled_from([FIRST, BULLET, SECOND, "Mr. Kim spoke."]),
        st.sampled_from(["", "", "/END/", " /end/"]),
    ),
    st.builds(
        lambda indent, sign, text: f"{indent}{sign} {text}",
        st.sampled_from(["", "  ", "\t"]),
        st.sampled_from([*SIGNS, "-", "※", "*"]),
        st.sampled_from([BULLET, NOTE, "He agreed."]),
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=30),
)


@settings(max_examples=300, deadline=None)
@given(layout=st.sampled_from(ALL_LAYOUTS), lines=st.lists(LINES, max_size=25))
def test_every_character_of_a_generated_page_stands_in_one_place(
    layout: Layout, lines: list[str]
) -> None:
    text = layout.head + "\n".join(lines) + f"\n\n1. {FIRST}\n\n2. {SECOND}"
    release = release_of(text)
    assert release.text == text
    assert coverage_faults(release) == []


@pytest.mark.parametrize("number", range(5))
def test_every_character_of_a_delivered_page_stands_in_one_place(number: int) -> None:
    release = seed_releases()[number]
    file = sorted(SEEDS.glob("*.txt"))[number]
    assert release.text == file.read_bytes().decode("utf-8")
    assert coverage_faults(release) == []


PARAGRAPHS = {"m_5676-321611": 5, "m_5676-321884": 6, "m_5650-318850": 4, "m_5676-321374": 6}


def test_delivered_pages_have_their_printed_paragraphs() -> None:
    for release in seed_releases():
        last = PARAGRAPHS.get(release.id, 10)
        leads = [one.number for one in release.passages if str(one.kind) == "lead"]
        assert leads == [str(number) for number in range(1, last + 1)]
        printed = len(re.findall(r"^[°o] ", release.text, re.MULTILINE))
        assert sum(str(one.kind) == "bullet" for one in release.passages) == printed > 0


def test_body_under_each_head_is_read_alike() -> None:
    bodies = [
        {id: text for id, text in texts(release_of(layout.head + BODY)).items() if id != "head"}
        for layout in ALL_LAYOUTS
    ]
    assert bodies == [{"1.0": FIRST, "1.1": BULLET, "2.0": SECOND}] * len(ALL_LAYOUTS)
