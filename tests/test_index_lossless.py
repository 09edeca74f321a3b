"""Whatever a page looks like: nothing of it is lost, and ids stay what they are."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import NotARelease
from index.lines import INVISIBLE
from index.read import read_page
from index.records import Page, PassageKind, Release
from tests.made_pages import (
    ANY_PAGE,
    FOOTS,
    Made,
    briefings,
    korean_pages,
    numbered_pages,
    run_on_pages,
    unnumbered_pages,
)
from tests.pages import (
    ALL_LAYOUTS,
    SIGNS,
    coverage_faults,
    seed_releases,
    texts,
)

UNSEEN = dict.fromkeys(map(ord, INVISIBLE))
SEEDS = [release.text for release in seed_releases()]
MANY = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def release_of(text: str) -> Release:
    """The release that a page text holds, not described: descriptions have tests of their own."""
    return read_page(Page("page.txt", text, "r"))


def folded(release: Release) -> tuple[tuple[str, str], ...]:
    """What is read: each id behind the `#` with its text, white space folded."""
    visible = {id: text.translate(UNSEEN) for id, text in texts(release).items()}
    return tuple((id, " ".join(text.split())) for id, text in visible.items())


def faults(release: Release) -> list[str]:
    """What breaks a rule that holds for each page, however it looks."""
    found = coverage_faults(release)
    named = {(span.start, span.end): span.name for span in release.remainders}
    for (start, end), name in named.items():
        text = release.text[start:end]
        if name == "invisible" and text.strip(INVISIBLE):
            found.append(f"{text!r} prints something")
    positions: dict[str, int] = {}
    for passage in release.passages:
        text = release.text_of(passage)
        if text != text.strip() or not text:
            found.append(f"{passage.id} has outer white space")
        if passage.position != positions.get(passage.paragraph, 0):
            found.append(f"{passage.id} is out of order")
        positions[passage.paragraph] = passage.position + 1
        if passage.kind is PassageKind.LEAD and passage.number[0].isdigit():
            before = release.text[: passage.start].translate(UNSEEN).rstrip()
            printed = re.search(r"(\d+)\s?[.．](?:\s+\S)?$", before)
            number = re.match(r"\d+", passage.number)
            if not printed or not number or int(printed[1]) != int(number[0]):
                found.append(f"{passage.id} is not the printed number")
    return found


def read_or_refuse(text: str) -> Release | None:
    """The release of a page, or None where it was refused."""
    try:
        return release_of(text)
    except NotARelease as error:
        assert "it is in" not in str(error), "refused for its language"
        return None


@pytest.mark.parametrize("number", range(5))
def test_delivered_pages_are_read_whole(number: int) -> None:
    assert faults(release_of(SEEDS[number])) == []


@MANY
@given(made=numbered_pages())
def test_numbered_pages_are_read_as_printed(made: Made) -> None:
    release = release_of(made.text)
    assert folded(release) == made.passages
    assert faults(release) == []


@MANY
@given(made=st.one_of(unnumbered_pages(), korean_pages(), briefings(), run_on_pages()))
def test_other_pages_are_read_as_printed(made: Made) -> None:
    release = release_of(made.text)
    assert folded(release) == made.passages
    assert release.language == made.language
    assert faults(release) == []


@MANY
@given(made=ANY_PAGE, hits=st.integers(0, 10**7))
def test_ids_stay_and_the_hit_count_changes_nothing(made: Made, hits: int) -> None:
    one, again = release_of(made.text), release_of(made.text)
    other = release_of(made.text.replace("1836", str(hits)))
    assert one == again
    assert one.digest == other.digest
    assert texts(one) == texts(other)


@MANY
@given(made=ANY_PAGE, space=st.sampled_from(["\u00a0\n", " \n", "\u200b\n", "\t\r\n", "\n\ufeff"]))
def test_white_space_at_line_ends_changes_no_reading(made: Made, space: str) -> None:
    text = made.text.replace("\r\n", "\n")
    release = release_of(text.replace("\n", space))
    assert folded(release) == folded(release_of(text))
    assert faults(release) == []


@MANY
@given(made=ANY_PAGE, place=st.floats(0, 1), junk=st.text(max_size=20))
def test_a_page_with_anything_in_it_is_read_whole(made: Made, place: float, junk: str) -> None:
    at = int(place * len(made.text))
    release = read_or_refuse(f"{made.text[:at]}{junk}{made.text[at:]}")
    if release:
        assert faults(release) == []


CHANGES = {
    "delete": lambda lines, one, other: lines[:one] + lines[one + 1 :],
    "repeat": lambda lines, one, other: [*lines[:other], lines[one], *lines[other:]],
    "swap": lambda lines, one, other: [
        lines[{one: other, other: one}.get(place, place)] for place in range(len(lines))
    ],
    "blank": lambda lines, one, other: [*lines[:one], "", "\xa0", "", *lines[one:]],
    "close up": lambda lines, one, other: [
        line for place, line in enumerate(lines) if line.strip() or place < one
    ],
    "number away": lambda lines, one, other: [
        re.sub(r"^\d+\.\s+", "", line) if place == one else line for place, line in enumerate(lines)
    ],
    "numbers away": lambda lines, one, other: [re.sub(r"^\d+\.\s+", "", line) for line in lines],
    "sign": lambda lines, one, other: [
        re.sub(r"^[°o](?=\s)", SIGNS[other % len(SIGNS)], line) for line in lines
    ],
    "sign alone": lambda lines, one, other: [re.sub(r"^([°o]|\d+\.) ", "\\1\n", line) for line in lines],
    "join": lambda lines, one, other: [
        *lines[: min(one, other)],
        " ".join(" ".join(lines[min(one, other) : max(one, other) + 1]).split()),
        *lines[max(one, other) + 1 :],
    ],
    "collapse": lambda lines, one, other: [" ".join(" ".join(lines).split())],
    "wrap": lambda lines, one, other: re.sub(r"(.{40,60}) ", "\\1\n", "\n".join(lines)).split("\n"),
    "menu": lambda lines, one, other: [
        *lines[:one], *ALL_LAYOUTS[other % len(ALL_LAYOUTS)].head.split("\n"), *lines[one:]
    ],
    "foot": lambda lines, one, other: [*lines[:one], *FOOTS[other % len(FOOTS)].split("\n"), *lines[one:]],
    "end": lambda lines, one, other: [*lines[:one], lines[one] + " /END/", *lines[one + 1 :]],
    "restart": lambda lines, one, other: lines + lines[one:],
}  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_changed_page_is_read_whole(data: st.DataObject) -> None:
    lines = data.draw(st.sampled_from(SEEDS)).split("\n")
    for change in data.draw(st.lists(st.sampled_from(list(CHANGES)), min_size=1, max_size=4)):
        one = data.draw(st.integers(0, len(lines) - 1))
        other = data.draw(st.integers(0, len(lines) - 1))
        lines = CHANGES[change](lines, one, other) or [""]
    text = "\n".join(lines)
    release = read_or_refuse(text)
    if release:
        assert release.text == text
        assert faults(release) == []
        assert release_of(text) == release
