"""The web app without a browser: its HTML, its steps, its address. The assistant is invented."""

import re
import socket
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import pytest

from assistant import web
from assistant.conversation import Turn, answer_html, question_html, welcome_html
from assistant.records import Answer, AnswerKind, Citation, Name, Period, Reading, Status
from assistant.source import date_words, release_html, words
from index.errors import BadQuestion, BadSetting, PortInUse, UnknownId
from index.records import (
    Coverage,
    DateSpan,
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

° The talks brought together officials of Korea, Norway and\xa0Chile. <script>window.hacked = 1</script> \
<img src=x onerror="window.hacked = 2"> {{value}} ${window.hacked = 3} **no bold** [1]

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
            Passage(
                f"{id}#{place}", paragraph, number, position, kind, sign, level, *found.span()
            )
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


class StubArchive:
    """An archive of two invented releases."""

    def __init__(self) -> None:
        releases = [invented(), invented("file-second", "javascript:alert(1)")]
        self.releases = {release.id: release for release in releases}

    def coverage(self) -> Coverage:
        """Figures unlike those of any real archive."""
        return Coverage(1234, 9876, date(2011, 2, 3), date(2024, 5, 6), 7)

    def release(self, id: str) -> Release:
        """The release, or UnknownId."""
        if id not in self.releases:
            raise UnknownId(id, "The archive was built anew.")
        return self.releases[id]


class StubAssistant:
    """Answers by the first word of the question; keeps what it was given as earlier answers."""

    def __init__(self) -> None:
        self.archive = StubArchive()
        self.earlier: list[list[str]] = []

    def examples(self) -> list[str]:
        """Questions that no code could know."""
        return ["What did the Harbour Talks agree in 2022?", "Who attended <b>the talks</b>?"]

    def stream(
        self, question: str, earlier: Sequence[Answer] = (), today: date | None = None
    ) -> Iterator[str | Answer]:
        """Two progress lines, then the answer."""
        self.earlier.append([answer.question for answer in earlier])
        yield "Reading the question <b>closely</b>"
        if question.startswith("bad"):
            raise BadQuestion("it is <i>too long</i>")
        if question.startswith("broken"):
            raise RuntimeError("a fault in the assistant")
        yield "Searching 1,234 releases"
        answer = answered(question, self.archive.releases["m_5676-400001"])
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
        elif question.startswith("hostile"):
            text = f"{HOSTILE} [1] [9] <b>no</b>"
            yield replace(answer, text=text, status=Status.PARTLY_ANSWERED)
        else:
            yield answer


def visible(html: str) -> str:
    """The text of HTML without its tags."""
    return re.sub(r"<[^>]*>", "", html)


def opened(current: int = 0, release: Release | None = None) -> str:
    release = release or invented()
    return str(release_html(release, answered("q", release).citations, current, "cite", 0))


def test_the_panel_marks_exactly_the_quoted_words() -> None:
    for current, citation in enumerate(answered("q", invented()).citations):
        marked = re.findall(r'<mark class="quoted">(.*?)</mark>', opened(current))
        assert [visible(each) for each in marked] == [citation.quote]


def test_the_panel_marks_the_other_citations_of_the_release_lightly() -> None:
    html = opened(0)
    others = [visible(each) for each in re.findall(r'<mark class="other">(.*?)</mark>', html)]
    quotes = [citation.quote for citation in answered("q", invented()).citations]
    assert sorted(others) == sorted(quotes[1:])
    assert 'value="cite-0-1"' in html and 'value="cite-0-2"' in html


def test_overlapping_quotations_keep_the_passage_whole() -> None:
    release = invented()
    first = cite(release, "1", "2.0", "agreed to hold the second talks")
    second = cite(release, "2", "2.0", "the second talks in Bergen")
    html = str(release_html(release, (first, second), 0, "cite", 0))
    marked = "".join(re.findall(r'<mark class="quoted">(.*?)</mark>', html))
    assert marked == first.quote
    text = visible(re.sub(r"<button.*?</button>", "", html))
    assert release.text_of(release.passage(first.id)) in text


def test_the_panel_shows_the_whole_release_with_numbers_and_signs() -> None:
    html = opened()
    text = visible(re.sub(r"<button.*?</button>", "", html)).replace("&lt;", "<")
    for passage in invented().passages:
        assert " ".join(invented().text_of(passage).split())[:40] in text
    assert re.findall(r'<span class="sign">(.*?)</span>', html) == ["", "1.", "°", "2.", "°", "※", "3."]
    assert "Skip navigation" in text and "Hit : 12" in text


def test_a_repeated_number_is_shown_as_printed() -> None:
    release = invented()
    passages = tuple(replace(passage, number=f"{passage.number}b") for passage in release.passages)
    html = opened(release=replace(release, passages=passages))
    assert '<span class="sign">2.</span>' in html and "2b" not in html


def test_the_panel_says_where_each_date_comes_from() -> None:
    text = visible(opened())
    assert "4 May 2022 inferred" in text and "the year is the release&#39;s" in text
    assert "5 May 2022 as printed" in text


def test_the_official_page_opens_apart_and_only_a_web_address_is_a_link() -> None:
    link = f'<a href="{ADDRESS}" target="_blank" rel="noopener noreferrer">'
    assert link in opened()
    assert "Ministry of Foreign Affairs, Republic of Korea" in opened()
    assert "not established" in opened()
    assert "<a " not in opened(release=invented("file-second", "javascript:alert(1)"))


def test_nothing_of_a_release_becomes_markup() -> None:
    html = opened()
    assert "<script" not in html and "<img" not in html
    assert "&lt;script&gt;" in html


def test_hangul_is_marked_as_korean() -> None:
    assert words("in 부산 광역시.") == 'in <span lang="ko">부산 광역시</span>.'


@pytest.mark.parametrize(
    ("first", "last", "precision", "wording"),
    [
        (date(2020, 11, 19), date(2020, 11, 24), Precision.RANGE, "19 November 2020 to 24 November 2020"),
        (date(2020, 11, 1), date(2020, 11, 30), Precision.MONTH, "November 2020"),
        (date(2020, 4, 1), date(2020, 6, 30), Precision.QUARTER, "second quarter of 2020"),
        (date(2020, 1, 1), date(2020, 12, 31), Precision.YEAR, "2020"),
    ],
)
def test_a_date_is_said_as_exactly_as_it_is_known(
    first: date, last: date, precision: Precision, wording: str
) -> None:
    assert date_words(DateSpan(first, last, precision, Provenance.STATED)) == wording


def test_marks_of_an_answer_name_their_turn_and_citation() -> None:
    html = answer_html(4, answered("q", invented()))
    text = str(html).partition("<details")[0]
    assert re.findall(r'value="(cite-[^"]+)"', text) == ["cite-4-0", "cite-4-1", "cite-4-2"]


def test_an_unknown_mark_and_a_mark_inside_a_quotation_stay_text() -> None:
    answer = replace(answered("q", invented()), text="See [9]. It says “as in [1]” [1].")
    html = str(answer_html(0, answer)).partition("<details")[0]
    assert html.count("<button") == 1
    assert "See [9]." in html and "“as in [1]”" in html


def test_a_quotation_that_never_closes_keeps_its_marks() -> None:
    answer = replace(answered("q", invented()), text="It says “as agreed [1].")
    assert str(answer_html(0, answer)).partition("<details")[0].count("<button") == 1


def test_every_status_has_its_own_words() -> None:
    badges = set()
    for status in Status:
        html = answer_html(0, replace(answered("q", invented()), status=status))
        found = re.search(r'<p class="badge \w+">([^<]+)</p>', html)
        assert found
        badges.add(found[1])
    assert len(badges) == len(Status)


def test_the_reading_of_the_question_is_shown() -> None:
    text = visible(answer_html(0, answered("q", invented())))
    assert "How I read your question" in text
    assert "“in 2022”: 1 January 2022 to 31 December 2022" in text
    assert "HTE = HTTE (spelling guessed)" in text


def test_messages_are_one_block_of_html_so_that_no_markdown_is_read() -> None:
    html = question_html("# heading\n\n- point\n\n<b>no</b>")
    assert html.startswith("<div") and "\n" not in html and "<b>" not in html
    hostile = replace(answered("q", invented()), text=HOSTILE + "\n\n\n# x")
    answer = answer_html(0, hostile)
    assert answer.startswith("<div") and "\n" not in answer and "<img" not in answer


def test_the_welcome_speaks_from_the_index() -> None:
    stub = StubAssistant()
    text = visible(welcome_html(stub.archive.coverage(), stub.examples()))
    assert "1,234 releases, dated 3 February 2011 to 6 May 2024; 7 of them are undated" in text
    assert "no service of the ministry" in text
    assert "What did the Harbour Talks agree in 2022?" in text
    assert "empty" in visible(welcome_html(Coverage(0, 0, None, None, 0), []))


def steps(assistant: StubAssistant, question: str, earlier: web.Turns = ()) -> list[tuple[list[web.Message], web.Turns, str, str]]:
    """What the page shows after each step."""
    return list(web.reply(assistant, question, earlier, question))  # type: ignore[arg-type]


def test_progress_comes_first_then_the_answer_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "LINE_PAUSE", 0)
    shown = [visible(each[0][-1]["content"]) for each in steps(StubAssistant(), "What?")]
    assert shown[:3] == [
        "Reading the question",
        "Reading the question &lt;b&gt;closely&lt;/b&gt;",
        "Searching 1,234 releases",
    ]
    assert shown[3].startswith("Answered") and "Bergen" not in shown[3]
    assert "Bergen" in shown[4] and "pilot sites" not in shown[4]
    assert "3 sources" in shown[-1]


def test_earlier_answers_are_given_to_the_assistant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "LINE_PAUSE", 0)
    assistant = StubAssistant()
    turns = steps(assistant, "bad one")[-1][1]
    turns = steps(assistant, "One?", turns)[-1][1]
    steps(assistant, "Two?", turns)
    assert assistant.earlier == [[], [], ["One?"]]


def test_a_refused_question_says_why_and_stays_in_the_conversation() -> None:
    listed, turns, _, _ = steps(StubAssistant(), "bad one")[-1]
    assert "That question cannot be asked: it is &lt;i&gt;too long" in listed[-1]["content"]
    assert [turn.question for turn in turns] == ["bad one"]


def test_a_fault_is_not_worded_as_ignorance_and_still_reaches_the_log() -> None:
    shown = web.reply(StubAssistant(), "broken", ())  # type: ignore[arg-type]
    last = None
    with pytest.raises(RuntimeError, match="a fault"):
        for last in shown:
            pass
    assert last and "Something went wrong here" in last[0][-1]["content"]


def test_an_empty_question_changes_nothing() -> None:
    turns = (Turn("One?", answered("One?", invented())),)
    assert [each[1] for each in steps(StubAssistant(), "  ", turns)] == [turns]


def test_a_mark_opens_its_citation_in_any_earlier_answer() -> None:
    assistant = StubAssistant()
    turns = tuple(Turn(question, answered(question, invented())) for question in "ab")
    html = web.open_source(assistant, turns, "cite-0-2")  # type: ignore[arg-type]
    assert 'data-reference="cite-0-2"' in html and "Source [3]" in html


def test_a_release_that_is_gone_is_said_to_be_gone() -> None:
    assistant = StubAssistant()
    assistant.archive.releases.clear()
    turns = (Turn("a", answered("a", invented())),)
    html = web.open_source(assistant, turns, "cite-0-0")  # type: ignore[arg-type]
    assert "Nothing in the archive has the id" in html


def test_a_taken_port_is_refused_before_anything_starts() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortInUse, match=f"communique app --port {port + 1}"):
            web.launch(StubAssistant(), "127.0.0.1", port)  # type: ignore[arg-type]


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(BadSetting, match="192.0.2.1"):
        web.listen("192.0.2.1", 7860)
