"""Short answers against tables worked by hand."""

import pytest

from eval.short_answers import exact_match, normalised, token_f1


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
