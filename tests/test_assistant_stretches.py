"""What is marked in a quotation: never another word than it says, wherever the marks fall."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assistant.records import Citation
from assistant.stretches import answering, pieces, placed

START = 40
"""Where the quotations of these tests stand in their release."""
SIGNS = st.sampled_from(list("ab. \n\t\xa0“”[1]<한"))


def quoting(quote: str, *marked: tuple[int, int], label: str = "1") -> Citation:
    """A citation of words at START; the stretches are counted from its first character."""
    spans = tuple((START + start, START + end) for start, end in marked)
    end = START + len(quote)
    return Citation(label, "a#1.0", quote, START, end, "a", "Title", None, None, marked=spans)


def test_the_words_that_answer_are_a_piece_of_their_own() -> None:
    quote = "The sides met  in\nMay and agreed to build a pier."
    citation = quoting(quote, (quote.index("agreed"), len(quote) - 1))
    assert pieces(citation) == [
        ("The sides met in May and ", False),
        ("agreed to build a pier", True),
        (".", False),
    ]


def test_a_stretch_begins_and_ends_with_a_word() -> None:
    assert answering(quoting("so  they agreed  then", (2, 17))) == [(START + 4, START + 15)]
    assert answering(quoting("so   then", (2, 5))) == []


def test_a_stretch_outside_the_quotation_or_in_another_marks_nothing_twice() -> None:
    marked = ((-9, -1), (-2, 3), (1, 5), (9, 99), (50, 60))
    assert answering(quoting("abcdefghijkl", *marked)) == [
        (START, START + 3),
        (START + 3, START + 5),
        (START + 9, START + 12),
    ]


@given(
    st.text(SIGNS, max_size=30),
    st.lists(st.tuples(st.integers(-9, 39), st.integers(-9, 39)), max_size=5),
)
def test_put_together_the_pieces_are_the_quotation(
    quote: str, marked: list[tuple[int, int]]
) -> None:
    cut = pieces(quoting(quote, *marked))
    assert "".join(text for text, _ in cut) == " ".join(quote.split())
    assert all(text.strip() == text != "" for text, answers in cut if answers)


def test_a_quotation_is_found_before_its_own_mark() -> None:
    first, second = quoting("they met"), quoting("they met", label="2")
    line = "Both — agreed: “they met” [2]"
    assert placed(line, [first, second]) == [(15, 25, second)]
    assert placed("they met [1]", [first, second]) == []


def test_quote_marks_inside_a_quotation_need_not_pair() -> None:
    citation = quoting("He said, “We agree\nas in [1].")
    line = "- “He said, “We agree as in [1].” [1]"
    ((start, end, found),) = placed(line, [citation, replace(citation, label="3")])
    assert found == citation and line[end:] == " [1]" and start == 2
