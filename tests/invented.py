"""An invented release, an archive of two and an assistant over it, for the tests of the app."""

import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

from assistant.chosen import NO_FILTERS
from assistant.left_out import without
from assistant.records import Answer, AnswerKind, Citation, Draft, Name, Period, Reading, Status
from assistant.wider import with_chosen
from index.errors import BadQuestion, UnknownId
from index.records import (
    Coverage,
    DateSpan,
    Filters,
    Meeting,
    Passage,
    PassageKind,
    Precision,
    Provenance,
    Release,
    Span,
)

ADDRESS = "https://www.mofa.go.kr/eng/brd/m_5676/view.do?seq=400001"
PAGE = """Skip navigation

Press Releases 상세보기

First Harbour Talks on Tidal Energy Held on May 4

  • Date : 2022-05-05 10:00:00
  • Hit : 12

1. The first “Harbour Talks on Tidal Energy (HTTE)” took place in Busan (부산 광역시) on May 4.

° The talks brought together officials of Korea, Norway and\xa0Chile. \
<script>window.hacked = 1</script> <img src=x onerror="window.hacked = 2"> \
{{value}} ${window.hacked = 3} **no bold** [1]

2. The participants agreed to hold the second talks in Bergen in 2023. They also agreed to draw up \
a joint list of pilot sites, and the Korean side proposed a shared tide atlas.

° Norway voiced hope that the list would be ready by the end of the year.

※ The tide atlas is a map of currents at harbour mouths.

3. The Ministry will publish a summary of the talks. /end/
"""
HOSTILE = '<img src=x onerror="window.hacked = 4"> **bold** `code` # $x$ {{value}} ${1} & “it”'


def span(day: date, provenance: Provenance = Provenance.STATED, evidence: str = "") -> DateSpan:
    """One day."""
    return DateSpan(day, day, Precision.DAY, provenance, evidence)


def invented(id: str = "m_5676-400001", address: str = ADDRESS) -> Release:
    """A release with a head, three numbered paragraphs, a bullet, a note and a hit counter."""
    pieces = [
        ("head", "head", PassageKind.HEAD, "", 0, r"First Harbour[^\n]+"),
        ("1.0", "1", PassageKind.LEAD, "", 0, r"The first “Har[^\n]+"),
        ("1.1", "1", PassageKind.BULLET, "°", 1, r"The talks brought[^\n]+"),
        ("2.0", "2", PassageKind.LEAD, "", 0, r"The participants[^\n]+"),
        ("2.1", "2", PassageKind.BULLET, "°", 1, r"Norway voiced[^\n]+"),
        ("2.2", "2", PassageKind.NOTE, "※", 1, r"The tide atlas is[^\n]+"),
        ("3.0", "3", PassageKind.LEAD, "", 0, r"The Ministry will[^\n]+(?= /end/)"),
    ]
    passages = []
    for place, number, kind, sign, level, pattern in pieces:
        found = re.search(pattern, PAGE)
        assert found
        paragraph, position = f"{id}#{number}", int(place.partition(".")[2] or 0)
        passages.append(
            Passage(f"{id}#{place}", paragraph, number, position, kind, sign, level, *found.span())
        )
    marks = [
        Span("mark", *found.span()) for found in re.finditer(r"^(?:\d\.|[°※])", PAGE, re.MULTILINE)
    ]
    rest = [Span("chrome", 0, 15), Span("hit counter", PAGE.index("• Hit"), PAGE.index("\n\n1."))]
    name = PAGE.index("Harbour Talks on Tidal Energy (")
    return Release(
        id=id,
        board="m_5676",
        seq=400001,
        address=address,
        licence="unknown",
        title="First Harbour Talks on Tidal Energy Held on May 4",
        section="Press Releases",
        text=PAGE,
        digest="0" * 64,
        passages=tuple(passages),
        remainders=tuple(marks + rest),
        released=span(date(2022, 5, 5), evidence="2022-05-05 10:00:00"),
        event=span(
            date(2022, 5, 4), Provenance.INFERRED, "May 4 is printed; the year is the release's"
        ),
        meeting=Meeting("Harbour Talks on Tidal Energy", 1, f"{id}#1.0", name, name + 29),
    )


def cite(release: Release, label: str, place: str, quote: str) -> Citation:
    """A citation of words that stand in the release."""
    start = release.text.index(quote)
    return Citation(
        label,
        f"{release.id}#{place}",
        quote,
        start,
        start + len(quote),
        release.id,
        release.title,
        release.released,
        release.address,
    )


def answered(question: str, release: Release) -> Answer:
    """An answer with three quotations, two of them in one passage."""
    agreed = "agreed to hold the second talks in Bergen in 2023"
    sites = "They also agreed to draw up a joint list of pilot sites"
    where = "took place in Busan (부산 광역시) on May 4"
    text = (
        "At the first Harbour Talks on Tidal Energy, on 4 May 2022 (inferred), the participants:\n"
        f"- “{agreed}” [1]\n"
        f"- “{sites}” [2]\n\n"
        f"The talks “{where}” [3]."
    )
    return Answer(
        question=question,
        status=Status.ANSWERED,
        text=text,
        citations=(
            cite(release, "1", "2.0", agreed),
            cite(release, "2", "2.0", sites),
            cite(release, "3", "1.0", where),
        ),
        closest=(),
        reading=Reading(
            question,
            question,
            AnswerKind.LIST,
            period=Period(date(2022, 1, 1), date(2022, 12, 31), "in 2022"),
            names=(Name("HTE", "HTTE", ("HTTE",), "acronym", corrected=True),),
            terms=("tidal", "energy"),
        ),
        query=question,
    )


def narrow(answer: Answer) -> Answer:
    """An answer refused within its limits, with the given one as what is said without them."""
    wide = replace(answer.reading, period=None, filters=NO_FILTERS)
    text = "The archive holds nothing on this in the asked period. Searched 2 releases."
    return replace(
        answer,
        status=Status.OUTSIDE_PERIOD,
        text=text,
        citations=(),
        closest=answer.citations[:1],
        wider=replace(answer, reading=wide),
    )


class StubArchive:
    """An archive of two invented releases."""

    def __init__(self) -> None:
        releases = [invented(), invented("file-second", "javascript:alert(1)")]
        self.held = {release.id: release for release in releases}

    def coverage(self) -> Coverage:
        """Figures unlike those of any real archive."""
        return Coverage(1234, 9876, date(2011, 2, 3), date(2024, 5, 6), 7)

    def release(self, id: str) -> Release:
        """The release, also by its digest, or UnknownId."""
        release = self.held.get(id.partition("@")[0])
        if release is None or not release.digest.startswith(id.partition("@")[2]):
            raise UnknownId(id, "The archive was built anew.")
        return release

    def shown(self) -> dict[str, str]:
        """Each release for itself."""
        return {id: id for id in self.held}

    def removed(self, id: str) -> list[str]:
        """No release was ever removed."""
        return []

    def published(self) -> dict[str, str]:
        """The digest of each release."""
        return {id: release.digest for id, release in self.held.items()}

    def releases(self) -> list[Release]:
        """Both releases."""
        return list(self.held.values())


READING = "Reading the question <b>closely</b>"
"""The stub's first line of progress."""


class StubAssistant:
    """Answers by the first word of the question; keeps what it was given as earlier answers."""

    writer = reader = reranker = None
    """No model but the embedder's name."""

    def __init__(self) -> None:
        self.archive = StubArchive()
        stamp = {"model": "stub", "text_version": 1, "archive": "a" * 64}
        self.retriever = SimpleNamespace(
            embedder=SimpleNamespace(name="stub"), generation=SimpleNamespace(stamp=stamp)
        )
        self.earlier: list[list[str]] = []
        self.chosen: list[Filters] = []
        self.left_out: list[tuple[str, ...]] = []

    def examples(self) -> list[str]:
        """Questions that no code could know."""
        return ["What did the Harbour Talks agree in 2022?", "Who attended <b>the talks</b>?"]

    def suggestions(
        self, answer: Answer, earlier: Sequence[Answer] = (), today: date | None = None
    ) -> list[str]:
        """Two questions, one of them with markup; none where nothing was quoted."""
        asked = {one.question for one in (*earlier, answer)}
        questions = ["Who proposed the tide atlas?", "When are the <b>second talks</b> held?"]
        return [one for one in questions if one not in asked] if answer.citations else []

    def stream(
        self,
        question: str,
        earlier: Sequence[Answer] = (),
        today: date | None = None,
        chosen: Filters = NO_FILTERS,
        left_out: Sequence[str] = (),
    ) -> Iterator[str | Draft | Answer]:
        """Two progress lines, then the answer, each as it is `given`."""
        for step in self._steps(question, earlier, chosen, left_out):
            yield from self.given(question, step)

    def given(self, question: str, step: str | Answer) -> Iterator[str | Draft | Answer]:
        """What is given for a step: here a test's own stub waits, or gives something else."""
        yield step

    def _steps(
        self,
        question: str,
        earlier: Sequence[Answer],
        chosen: Filters,
        left_out: Sequence[str],
    ) -> Iterator[str | Answer]:
        self.earlier.append([answer.question for answer in earlier])
        self.chosen.append(chosen)
        self.left_out.append(tuple(left_out))
        yield READING
        if question.startswith("bad"):
            raise BadQuestion("it is <i>too long</i>")
        if question.startswith("broken"):
            raise RuntimeError(f"a fault at {question}")
        yield "Searching 1,234 releases"
        answer = answered(question, self.archive.held["m_5676-400001"])
        reading = replace(without(answer.reading, left_out), question=question)
        answer = replace(answer, reading=with_chosen(reading, chosen))
        if question.startswith("unclear"):
            yield replace(
                answer,
                status=Status.UNCLEAR,
                text="Which talks?",
                citations=(),
                choices=("What did the Harbour Talks agree in 2022?",),
            )
        elif question.startswith("nothing"):
            near = replace(answer.citations[0], label="a")
            yield replace(
                answer,
                status=Status.NOT_IN_ARCHIVE,
                text="The archive says nothing on this.",
                citations=(),
                closest=(near,),
                fallback="no server at http://127.0.0.1:8080",
            )
        elif question.startswith("wider"):
            yield narrow(answer)
        elif question.startswith("hostile"):
            text = f"{HOSTILE} [1] [9] <b>no</b>"
            yield replace(answer, text=text, status=Status.PARTLY_ANSWERED)
        else:
            yield answer


class Waiting(StubAssistant):
    """Waits before its answer to "slow …" and its suggestions to "later …", until it may go on."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = threading.Event()

    def given(self, question: str, step: str | Answer) -> Iterator[str | Draft | Answer]:
        """The step, a pause after each of a slow question."""
        yield step
        if question.startswith("slow"):
            self.go_on.wait(20)

    def suggestions(
        self, answer: Answer, earlier: Sequence[Answer] = (), today: date | None = None
    ) -> list[str]:
        """As the stub, a pause before."""
        if answer.question.startswith("later"):
            self.go_on.wait(20)
        return super().suggestions(answer, earlier, today)


def visible(html: str) -> str:
    """The text of HTML without its tags."""
    return re.sub(r"<[^>]*>", "", html)
