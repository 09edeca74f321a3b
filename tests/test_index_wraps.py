"""Hard-wrapped lines are joined; verse, salutations, turns of a talk and lists are not."""

import pytest

from tests.pages import FIRST, SECOND, page_c, passages, release_of, texts

SPEECH = (
    "It is a great pleasure to welcome you all to this beautiful harbour",
    "Island of ours.",
    "I am pleased to host the dinner of the 17th Harbour Forum here as",
    "Foreign Minister of the Republic of Korea.",
    "I would also like to thank everyone whose tremendous work made",
    "today’s event possible.",
    "I believe the four keywords of the year, “Tides,” “Peace,”",
    "“Trust,” and “Turbines” – well sum up what many of us wish",
    "for our community and what they tell each other of it.",
)


@pytest.mark.parametrize("gap", ["\n\n", "\n\n\n", "\n \u00a0\n"])
def test_lines_wrapped_with_blank_lines_between_them(gap: str) -> None:
    release = release_of(page_c(gap.join(SPEECH), title="Dinner Speech at the Forum"))
    found = [" ".join(text.split()) for id, text in texts(release).items() if id != "head"]
    assert found == [
        " ".join(SPEECH[:2]),
        " ".join(SPEECH[2:4]),
        " ".join(SPEECH[4:6]),
        " ".join(SPEECH[6:]),
    ]


def test_paragraphs_of_a_wrapped_text_without_blank_lines() -> None:
    text = (
        "Foreign Minister Kim met with the Norwegian Foreign Minister in Oslo on\n"
        "May 4 and agreed to hold the next talks in Busan. The two sides also shared\n"
        "the view that tides matter.\n"
        "Minister Kim then visited the harbour of Bergen, where he talked with many\n"
        "engineers and students about the pilot site.\n"
        "He returned to Seoul."
    )
    found = list(texts(release_of(page_c(text))).values())[1:]
    assert [each.split("\n")[0][:16] for each in found] == [
        "Foreign Minister",
        "Minister Kim the",
        "He returned to S",
    ]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "lines",
    [
        ["Excellencies,", "Distinguished guests,", "Ladies and Gentlemen,"],
        [
            "The Honorable 정진석,",
            "Deputy Speaker of the National Assembly of Korea,",
            "Dear friends,",
        ],
        ["The tide comes in", "The tide goes out", "And nobody asks"],
        ["Q: When will it be?", "A: In May.", "Q. And where?", "A. In Busan."],
        ["Welcome Remarks by", "H.E. Kang Min", "Minister of Foreign Affairs", "13 July 2017"],
        ["Press Briefing", "Spokesperson Ma Sang-hoon", "Sep.18, 2012 14:30 KST."],
        ["Walk slowly.", "Walk where others have walked.", "And never walk alone."],
    ],
)
def test_lines_that_stand_alone(lines: list[str], gap: str) -> None:
    text = gap.join([*lines, f"{FIRST} {SECOND}"])
    found = list(texts(release_of(page_c(text, title="Remarks at the Forum"))).values())[1:]
    assert found == [*lines, f"{FIRST} {SECOND}"]


def test_items_behind_a_colon_stand_alone() -> None:
    items = ["sharing data;", "training experts; and", "meeting each year."]
    found = passages("1. They agreed on the following:\n" + "\n".join(items) + f"\n2. {SECOND}")
    assert [found[f"1.{place}"] for place in (1, 2, 3)] == items


@pytest.mark.parametrize("rest", ["5.31 (Tue.) in Oslo.", "Minister Kim of Korea.", "May 5, 2022."])
def test_rest_of_a_numbered_paragraph(rest: str) -> None:
    first = "The two sides signed the agreement on tidal energy in the presence of"
    assert passages(f"1. {first}\n{rest}\n2. {SECOND}")["1.0"] == f"{first}\n{rest}"
