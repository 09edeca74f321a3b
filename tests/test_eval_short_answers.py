"""Short answers against tables worked by hand."""

import pytest

from eval.short_answers import exact_match, given_answer, is_short, normalised, token_f1


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("The  Reed-Lake Forum.", "reedlake forum"),
        ("an apple, a pear", "apple pear"),
        ("“Busan”", "busan"),
        ("U.S. — $5", "us 5"),
        ("Athens", "athens"),
        ("the", ""),
    ],
)
def test_normalised_as_squad_does(text: str, plain: str) -> None:
    assert normalised(text) == plain


def test_exact_match_takes_any_of_the_gold_answers() -> None:
    assert exact_match("the Busan.", ["Seoul", "busan"])
    assert not exact_match("Busan and Seoul", ["Seoul", "Busan"])
    assert not exact_match("Busan", [])


@pytest.mark.parametrize(
    ("given", "gold", "f1"),
    [
        ("in Busan", ["Busan"], 2 / 3),
        ("Busan, Korea", ["Seoul", "the port of Busan"], 2 / 5),
        # the second "five" has no partner: precision 1/2, recall 1
        ("five five", ["five"], 2 / 3),
        ("30 March 2021", ["March 30, 2021"], 1.0),
        ("Jeju", ["Busan"], 0.0),
        ("the", ["a"], 1.0),
        ("the", ["Busan"], 0.0),
        ("Busan", [], 0.0),
    ],
)
def test_token_f1(given: str, gold: list[str], f1: float) -> None:
    assert token_f1(given, gold) == pytest.approx(f1)


def test_short_gold_answers_have_one_to_five_words() -> None:
    assert is_short("the port of Busan, Korea now")
    assert not is_short("in the port of Busan, Korea now")
    assert not is_short("the")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("30 March 2021 [1]\nForum\n- “It was held.” [1]", "30 March 2021"),
        ("two in this archive [1] [2]\n- “A.” [1]", "two in this archive"),
        ("Forum\n- Korea — agreed: “It was held.” [1]\n- “B.” [2]", "It was held."),
        ("They met [1]. They agreed [2].", "They met"),
        ("The archive does not say this.", "The archive does not say this."),
    ],
)
def test_the_short_answer_in_a_text(text: str, value: str) -> None:
    assert given_answer(text) == value
