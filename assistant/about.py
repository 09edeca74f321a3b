"""What the assistant says of itself and its archive, and what it asks back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.lexicon import Lexicon
from assistant.records import AnswerKind, Reading
from assistant.wording import DISCLAIMER, one_day
from index.records import Act, Coverage, Release
from index.words import stems

POINTS_NOWHERE = re.compile(r"\b(?:he|she|they|it|that|this|there)\b", re.I)
HE_OR_SHE = re.compile(r"\b(?:he|she|him|her)\b", re.I)
VAGUE_MEETING = re.compile(
    r"\b(?:the|that|this)\s+(?:\w+\s+)?(?:meeting|talks|session|round|forum|visit|conference|summit)\b",
    re.I,
)
MAX_CHOICES = 4
MANY = 4
"""Terms; a question with more of them says itself who or what it is about."""
ATTENDING = frozenset(
    stems("attended delegates hosted chaired opened held people took part countries")
)
GENERAL = frozenset(stems("meeting forum visit summit round")) | ATTENDING
"""What every meeting has, so that it does not tell which one is meant."""


@dataclass(frozen=True)
class Choices:
    """A question back, with full questions to choose from."""

    text: str
    questions: tuple[str, ...]


def about(coverage: Coverage, questions: Sequence[str]) -> str:
    """What the archive holds and how it answers, from the index's own figures."""
    span = (
        f", dated {one_day(coverage.first)} to {one_day(coverage.last)}"
        if coverage.first and coverage.last
        else ""
    )
    undated = f", {coverage.undated} of them undated" if coverage.undated else ""
    lines = [
        f"This archive holds {coverage.releases} press releases{span}{undated}, in {coverage.passages} passages.",
        "Ask who said, agreed or proposed what, when and where; answers are quotations from the releases, each with "
        "the numbered paragraph it stands in. What the archive does not say is not answered.",
    ]
    if questions:
        lines.append("For instance: " + " · ".join(questions))
    return "\n".join([*lines, DISCLAIMER])


def examples(releases: Sequence[Release], coverage: Coverage) -> list[str]:
    """Up to four questions that the archive answers, newest meetings first."""
    found: list[str] = []
    for release in releases:
        agreed = any(one.act is Act.AGREED and not one.negated for one in release.statements)
        if agreed and release.acronyms and release.event:
            short = release.acronyms[0].short
            question = f"What did {short} agree in {release.event.first.year}?"
            if (
                short in f"{release.title} {release.meeting.name if release.meeting else ''}"
                and len(found) < 2
            ):
                found.append(question)
    for release in releases:
        if (
            release.meeting
            and release.event
            and any(one.act is Act.AGREED for one in release.statements)
            and len(found) < 3
        ):
            name = " ".join(release.meeting.name.split())
            name = re.sub(r"^(?:the|The)\s+", "", name)
            found.append(f"What was agreed at the {name}?")
    for release in releases:
        said = next(
            (
                person
                for person in release.people
                if any(
                    person.name.split()[0] in one.actor and one.act is Act.STRESSED
                    for one in release.statements
                )
            ),
            None,
        )
        if said and release.released and len(found) < 4:
            found.append(f"What did {said.name} stress in {release.released.first.year}?")
    return list(dict.fromkeys(found))[:4]


def choices(reading: Reading, releases: Sequence[Release], lexicon: Lexicon) -> Choices | None:
    """The question back where a question names no subject at all, else None."""
    nobody = not reading.context and not any(name.kind == "person" for name in reading.names)
    few = len(reading.terms) <= MANY
    if nobody and few and HE_OR_SHE.search(reading.question) and not reading.names:
        return _offered(reading, releases)
    if reading.names or reading.period or reading.context or reading.carried:
        return None
    general = GENERAL if reading.ordinal else GENERAL - ATTENDING
    telling = [term for term in reading.terms if term not in general]
    if telling or reading.kind is AnswerKind.TIMELINE:
        return None
    if not (
        POINTS_NOWHERE.search(reading.question)
        or VAGUE_MEETING.search(reading.question)
        or not reading.terms
    ):
        return None
    return _offered(reading, releases)


def _offered(reading: Reading, releases: Sequence[Release]) -> Choices:
    """The meetings that may be meant, newest first, each as a full question."""
    fitting = [
        release
        for release in releases
        if release.meeting and (not reading.ordinal or release.meeting.ordinal == reading.ordinal)
    ]
    names = list(
        dict.fromkeys(
            " ".join(release.meeting.name.split()) for release in fitting if release.meeting
        )
    )[:MAX_CHOICES]
    if not names:
        return Choices("Which one do you mean? No meeting with that number is in the archive.", ())
    questions = tuple(f"What happened at {_with_article(name)}?" for name in names)
    return Choices(
        "Which one do you mean: " + " or ".join(f"“{name}”" for name in names) + "?", questions
    )


def _with_article(name: str) -> str:
    return name if re.match(r"(?i)the\s", name) else f"the {name}"
