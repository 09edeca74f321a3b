"""Every measure of a run is explained."""

from eval.page_meanings import MEANINGS, meanings
from eval.page_tables import MAIN
from eval.report import MEASURES


def test_every_measure_has_a_meaning_and_none_is_of_the_past() -> None:
    assert {one.key for one in MEASURES} == set(MEANINGS)
    assert set(MAIN) <= set(MEANINGS)
    assert len(meanings().rows) == len(MEASURES)
