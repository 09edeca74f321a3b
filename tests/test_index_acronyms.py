"""Acronyms and their long forms, in both orders that a text may print them."""

import pytest

from index.acronyms import definitions
from tests.pages import page_c, release_of, seed_archive


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        (
            "the “Tidal Energy Cooperation for Harbours (TECH)” met",
            "TECH",
            "Tidal Energy Cooperation for Harbours",
        ),
        ("its terms of reference (“TOR”)", "TOR", "terms of reference"),
        (
            "TECH (Tidal Energy Cooperation for Harbours)",
            "TECH",
            "Tidal Energy Cooperation for Harbours",
        ),
        (
            "illegal, unreported and unregulated (IUU) fishing",
            "IUU",
            "illegal, unreported and unregulated",
        ),
        (
            "the Office of the High Commissioner for Human Rights (OHCHR)",
            "OHCHR",
            "Office of the High Commissioner for Human Rights",
        ),
        (
            "the Conference on Interaction and Confidence-Building Measures in Asia (CICA)",
            "CICA",
            "Conference on Interaction and Confidence-Building Measures in Asia",
        ),
        (
            "Partnering for Green Growth and the Global Goals 2030 (P4G)",
            "P4G",
            "Partnering for Green Growth and the Global Goals 2030",
        ),
        ("the Sustainable Development Goals (SDGs)", "SDGs", "Sustainable Development Goals"),
        ("Research & Development (R&D)", "R&D", "Research & Development"),
        ("Memorandum of\u00a0Understanding\n(MOU)", "MOU", "Memorandum of Understanding"),
        ("the Busan Initiative (hereinafter referred to as “BI”)", "BI", "Busan Initiative"),
        (
            "the Korea International Cooperation Agency (KOICA)",
            "KOICA",
            "Korea International Cooperation Agency",
        ),
    ],
)
def test_definitions(text: str, short: str, long: str) -> None:
    assert definitions(text) == [(short, long)]


@pytest.mark.parametrize(
    "text",
    [
        "in Kazakhstan (Nur-Sultan, Kazakhstan)",
        "on May 4 (KST)",
        "went home (Busan)",
        "electronic seals (e-seals)",
        "the NEACHS meeting (NEACHS)",
        "the meeting (1+5)",
        "the Ministry (MOFA)",
    ],
)
def test_what_defines_nothing(text: str) -> None:
    assert definitions(text) == []


def test_acronym_is_kept_with_the_passage_that_defines_it() -> None:
    release = release_of(
        page_c(
            "1. The “Tidal Energy Cooperation for Harbours (TECH)” met.\n\n"
            "2. It drew up terms of reference (TOR) of Tidal Energy Cooperation for Harbours (TECH)."
        )
    )
    assert [(one.short, one.passage) for one in release.acronyms] == [
        ("TECH", "r#1.0"),
        ("TOR", "r#2.0"),
    ]


def test_acronyms_of_the_delivered_releases() -> None:
    long = "Northeast Asia Cooperation for Health Security"
    found = {
        (one.short, one.long) for release in seed_archive().values() for one in release.acronyms
    }
    assert found == {
        ("NEACHS", long),
        ("TOR", "terms of reference"),
        ("RCEP", "Regional Comprehensive Economic Partnership"),
        ("SOM", "Senior Officials’ Meeting"),
    }
