"""Bodies whose line breaks were lost: paragraphs, bullets and notes in one line."""

import pytest

from tests.pages import (
    BULLET,
    FIRST,
    SECOND,
    SIGNS,
    coverage_faults,
    kinds,
    page_a,
    passages,
    release_of,
    texts,
)

THIRD = "ASEAN will go on with the talks in the year that follows."


@pytest.mark.parametrize("sign", [*SIGNS, "-", "※", "*"])
def test_paragraphs_and_bullets_in_one_line(sign: str) -> None:
    body = f"1. {FIRST} {sign} {BULLET} 2. {SECOND} {sign} {THIRD} /end/"
    release = release_of(page_a(body))
    assert passages(body) == {"1.0": FIRST, "1.1": BULLET, "2.0": SECOND, "2.1": THIRD}
    assert release.text.endswith(body)
    assert coverage_faults(release) == []


@pytest.mark.parametrize(
    "prose",
    [
        "It was laid down in resolution No. 2. The text was read out.",
        "They met on 2008. 2. 21 in Oslo and signed it.",
        "They met on May 2. The text was read out.",
        "The Council met in Session 2. The text was read out.",
        "The level rose by 2. 5 metres were feared.",
        "It rose by 2.5 metres - more than was feared - in the bay.",
        "Officials (12. 3. 2015) said so.",
    ],
)
def test_numbers_and_dashes_of_prose_do_not_split_it(prose: str) -> None:
    assert passages(f"1. {FIRST} {prose} 2. {SECOND}") == {"1.0": f"{FIRST} {prose}", "2.0": SECOND}


def test_a_list_inside_a_paragraph_of_a_page_with_line_breaks_is_not_split() -> None:
    first = f"{FIRST} They agreed on this. 2. Trade comes first. 3. Culture follows."
    body = f"1. {first}\n\n2. {SECOND}\n\n3. {BULLET}\n\n4. {THIRD}"
    assert passages(body) == {"1.0": first, "2.0": SECOND, "3.0": BULLET, "4.0": THIRD}


def test_bullets_behind_their_paragraph_are_split_where_only_they_have_run_on() -> None:
    body = f"1. {FIRST} ° {BULLET} ° {THIRD}\n\n2. {SECOND} ° {THIRD}\n\n3. {FIRST}"
    assert list(passages(body)) == ["1.0", "1.1", "1.2", "2.0", "2.1", "3.0"]


def test_text_before_the_first_number_and_behind_the_last() -> None:
    body = f"[Unofficial Translation] 1. {FIRST} 2. {SECOND} /END/ * unofficial translation"
    release = release_of(page_a(body))
    assert list(texts(release)) == ["head", "h1", "1.0", "2.0", "t1"]
    assert kinds(release)["t1"] == "after"


def test_questions_and_answers_in_one_line() -> None:
    body = f"Good afternoon. {FIRST} [Q&A] Q: When will it be? A: In May. Q: Where? A: In Busan."
    found = list(texts(release_of(page_a(body, title="Press Briefing"))).values())[1:]
    assert found == [
        f"Good afternoon. {FIRST}",
        "[Q&A]",
        "Q: When will it be?",
        "A: In May.",
        "Q: Where?",
        "A: In Busan.",
    ]


def test_a_korean_body_in_one_line() -> None:
    one, two = "외교부는 부산에서 협의회를 개최하였음.", "양측은 조사를 계속해 나가기로 하였다."
    body = f"1. {one} ㅇ {two} {two} 2. {two} ※ {one} {one} {two} {one} {two}"
    assert list(passages(body)) == ["1.0", "1.1", "2.0", "2.1"]
