"""Printed numbers: repeated, skipped, quoted, restarted, in dates; what stays open is said."""

import time

import pytest

from index.lines import split_lines
from index.numbering import ambiguities, numbering
from tests.pages import BULLET, FIRST, SECOND, page_a, passages, release_of

NOTE = "The atlas is a map of currents at harbour mouths."


def leads(body: str) -> list[str]:
    """The numbers of the paragraphs of a body, as in their ids."""
    return [id.removesuffix(".0") for id in passages(body) if id.endswith(".0")]


def body(*numbers: int, between: dict[int, str] | None = None) -> str:
    """Full paragraphs with these printed numbers; `between` holds lines before some of them."""
    lines = []
    for place, number in enumerate(numbers):
        lines += [between[place]] if between and place in between else []
        lines.append(
            f"{number}. Words of the paragraph at place {place} that go on for a while here."
        )
    return "\n\n".join(lines)


def test_repeated_number_gets_a_letter() -> None:
    body = f"1. {FIRST}\n\n2. {SECOND}\n\n2. {BULLET}\n\n3. {NOTE}"
    release = release_of(page_a(body))
    assert passages(body) == {"1.0": FIRST, "2.0": SECOND, "2b.0": BULLET, "3.0": NOTE}
    assert release.passage("r#2b.0").number == "2b"


def test_a_number_repeated_thirty_times_keeps_ids_apart() -> None:
    body = "1. First words here.\n\n" + "\n\n".join(f"2. Words of part {i}." for i in range(30))
    numbers = [one.number for one in release_of(page_a(body)).passages if one.position == 0][2:]
    assert numbers[:3] == ["2", "2b", "2c"]
    assert len(numbers) == len(set(numbers)) == 30


def test_skipped_number_is_kept_as_printed() -> None:
    assert list(passages(f"1. {FIRST}\n\n3. {SECOND}\n\n4. {NOTE}")) == ["1.0", "3.0", "4.0"]


@pytest.mark.parametrize("length", [2, 3, 4])
@pytest.mark.parametrize("after", [1, 2, 3])
def test_nested_list_restarts_at_one_and_the_outer_sequence_resumes(
    after: int, length: int
) -> None:
    lines = []
    for number in range(1, 6):
        lines.append(f"{number}. Outer words of part {number}.")
        if number == after:
            lines += [f"{inner}. Quoted clause {inner}." for inner in range(1, length + 1)]
    found = passages("\n\n".join(lines))
    assert [id for id in found if id.endswith(".0")] == ["1.0", "2.0", "3.0", "4.0", "5.0"]
    nested = [found[f"{after}.{place}"] for place in range(1, length + 1)]
    assert nested == [f"Quoted clause {inner}." for inner in range(1, length + 1)]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((1, 2, 3), "1 2 3"),
        ((1, 2, 2, 3), "1 2 2b 3"),
        ((1, 2, 2, 2, 3), "1 2 2b 2c 3"),
        ((1, 1, 2, 3), "1 1b 2 3"),
        ((1, 3, 4), "1 3 4"),
        ((1, 4, 5), "1 4 5"),
        ((2, 3, 4), "2 3 4"),
        ((3, 4, 5), "3 4 5"),
        ((6, 7, 8), "6 7 8"),
        ((1,), "1"),
        ((1, 2, 1, 2, 3, 3, 4), "1 2 3 4"),
        ((1, 2, 3, 1, 2, 4, 5), "1 2 3 4 5"),
        ((1, 2, 3, 9, 4, 5), "1 2 3 4 5"),
        ((1, 2, 3, 4, 1, 2, 3), "1 2 3 4"),
        ((1, 2, 3, 2, 4), "1 2 3 4"),
        ((1, 2, 1, 2, 1, 2, 3), "1 2 3"),
        ((1, 2, 1, 2, 3, 4, 5, 3), "1 2 3"),
        ((1, 2, *range(1, 10), 3, 4), "1 2 3 4"),
    ],
)
def test_the_sequence_is_chosen_over_the_whole_page(
    numbers: tuple[int, ...], expected: str
) -> None:
    assert leads(body(*numbers)) == expected.split()


def test_a_document_behind_the_release_is_no_part_of_its_sequence() -> None:
    text = body(1, 2, 3, 1, 2, 3, 4, 5, 6, between={3: "Joint Statement on the Tides"})
    found = passages(text)
    assert leads(text) == ["1", "2", "3"]
    assert found["3.1"] == "Joint Statement on the Tides"
    assert found["3.7"].startswith("Words of the paragraph at place 8")


def test_a_longer_document_does_not_take_the_numbers_of_the_release() -> None:
    text = body(1, 2, *range(1, 13), between={2: "Annex"})
    assert leads(text) == ["1", "2"]


def test_a_short_list_before_the_paragraphs_is_none_of_them() -> None:
    menu = "1. Opening\n2. Session on tides\n3. Closing"
    found = passages(f"{menu}\n\n{body(1, 2, 3, 4)}")
    assert leads(f"{menu}\n\n{body(1, 2, 3, 4)}") == ["1", "2", "3", "4"]
    assert found["h2"] == "2. Session on tides"


@pytest.mark.parametrize(
    "opening", ["1.The", "1. The", "1.\u00a0The", "1 . The", "1．The", "1．\u3000The"]
)
def test_spellings_of_a_number(opening: str) -> None:
    assert leads(f"{opening} talks were held.\n\n{opening.replace('1', '2')} talks ended.") == [
        "1",
        "2",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "3. 21. 2015 was the day of the talks.",
        "3.21 was the day.",
        "3.5 million people came.",
        "3.13.(월).jpg",
        "2003. 5. 21 was the day of the talks.",
        "3) The third of them.",
    ],
)
def test_dates_and_decimals_are_no_numbers(line: str) -> None:
    assert leads(f"1. {FIRST}\n\n2. {SECOND}\n\n{line}") == ["1", "2"]


@pytest.mark.parametrize(
    "above", ["will meet on May", "as laid down in Article", "and resolution No."]
)
def test_a_number_that_a_hard_wrap_put_first_is_none(above: str) -> None:
    text = f"1. {FIRST}\n\n2. The two sides {above}\n3. They will go on.\n\n3. {SECOND}"
    assert leads(text) == ["1", "2", "3"]
    assert passages(text)["2.0"].endswith("3. They will go on.")


def test_leading_zeros_are_printed_and_not_named() -> None:
    assert leads(f"01. {FIRST}\n\n02. {SECOND}") == ["1", "2"]


def test_printed_numbers_go_past_ninety_nine() -> None:
    assert leads(body(*range(1, 121)))[-1] == "120"


@pytest.mark.parametrize(
    "numbers", [range(1, 501), [place % 7 + 1 for place in range(500)], [1, 2] * 250]
)
def test_five_hundred_numbers_are_read_at_once(numbers: range | list[int]) -> None:
    lines = split_lines(body(*numbers))
    start = time.perf_counter()
    numbering(lines)
    assert time.perf_counter() - start < 1.0


def test_what_the_numbering_leaves_open_is_said() -> None:
    text = body(1, 2, 2, 4, 1, 2, 9, 5)
    assert ambiguities(split_lines(text)) == [
        "2 is printed twice",
        "4 follows 2",
        "“9. Words of the paragraph at place 6 tha” is out of sequence: text",
    ]
    assert ambiguities(split_lines(body(1, 2, 1, 2, 3, 4))) == [
        "3 may go on with the list before it"
    ]
    assert ambiguities(split_lines(body(1, 2, 3, 1, 2, 4))) == []


def test_a_quoted_number_is_a_bullet_with_the_number_as_its_sign() -> None:
    release = release_of(
        page_a(f"1. {FIRST}\n\n2. {SECOND}\n\n1. {BULLET}\n\n2. {NOTE}\n\n3. {FIRST}")
    )
    quoted = release.passage("r#2.1")
    assert (str(quoted.kind), quoted.sign, release.text_of(quoted)) == ("bullet", "1.", BULLET)
