"""The steps of the web app without a browser: replies, sources, its address."""

import socket
from dataclasses import replace
from typing import Any

import pytest

from assistant.settings import Settings
from assistant.web import answering, server
from assistant.web.conversation import Turn
from assistant.web.filter_form import offered
from index.errors import BadSetting, PortInUse
from index.records import Act, Filters
from tests.invented import StubAssistant, answered, invented, visible


def steps(
    assistant: Any, question: str, earlier: answering.Turns = ()
) -> list[tuple[list[answering.Message], answering.Turns, str, str]]:
    """What the page shows after each step."""
    return list(answering.reply(assistant, question, earlier, question))


def test_progress_comes_first_then_the_answer_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "LINE_PAUSE", 0)
    shown = [visible(each[0][-1]["content"]) for each in steps(StubAssistant(), "What?")]
    assert shown[:3] == [
        "Reading the question",
        "Reading the question &lt;b&gt;closely&lt;/b&gt;",
        "Searching 1,234 releases",
    ]
    assert shown[3].startswith("Answered") and "Bergen" not in shown[3]
    assert "Bergen" in shown[4] and "pilot sites" not in shown[4]
    assert "3 sources" in shown[-1]


def test_a_mark_can_be_opened_while_its_answer_is_still_growing() -> None:
    assistant: Any = StubAssistant()
    growing = [
        step for step in steps(assistant, "What?") if 'value="cite-0-0"' in step[0][-1]["content"]
    ]
    assert len(growing) > 1
    for _, turns, _, _ in growing:
        assert "Source [1]" in answering.open_source(assistant, turns, "cite-0-0")


def test_earlier_answers_are_given_to_the_assistant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "LINE_PAUSE", 0)
    assistant: Any = StubAssistant()
    turns = steps(assistant, "bad one")[-1][1]
    turns = steps(assistant, "One?", turns)[-1][1]
    steps(assistant, "Two?", turns)
    assert assistant.earlier == [[], [], ["One?"]]


def test_a_refused_question_says_why_and_stays_in_the_conversation() -> None:
    listed, turns, _, _ = steps(StubAssistant(), "bad one")[-1]
    assert "That question cannot be asked: it is &lt;i&gt;too long" in listed[-1]["content"]
    assert [turn.question for turn in turns] == ["bad one"]


def test_a_fault_is_not_worded_as_ignorance_and_its_place_reaches_the_log(
    capsys: pytest.CaptureFixture[str],
) -> None:
    seen = steps(StubAssistant(), "broken by Mara Quint")
    assert "Something went wrong here" in seen[-1][0][-1]["content"]
    printed = capsys.readouterr().err
    assert "RuntimeError" in printed and "in stream" in printed
    assert "Quint" not in printed


def test_an_empty_question_changes_nothing() -> None:
    turns = (Turn("One?", answered("One?", invented())),)
    assert [each[1] for each in steps(StubAssistant(), "  ", turns)] == [turns]


def test_a_mark_opens_its_citation_in_any_earlier_answer() -> None:
    assistant: Any = StubAssistant()
    turns = tuple(Turn(question, answered(question, invented())) for question in "ab")
    html = answering.open_source(assistant, turns, "cite-0-2")
    assert 'data-reference="cite-0-2"' in html and "Source [3]" in html


def test_a_release_that_is_gone_is_said_to_be_gone() -> None:
    assistant: Any = StubAssistant()
    assistant.archive.held.clear()
    turns = (Turn("a", answered("a", invented())),)
    html = answering.open_source(assistant, turns, "cite-0-0")
    assert f"quotes from {invented().id} is not in this archive" in html


def test_a_wider_answer_is_set_apart_and_its_marks_open_its_own_sources() -> None:
    assistant: Any = StubAssistant()
    listed, turns, panel, _ = steps(assistant, "wider")[-1]
    html = listed[-1]["content"]
    refusal, _, wider = html.partition('<section class="wider"')
    assert "<button" not in refusal and "Outside the period" in refusal
    assert visible(wider[wider.index(">") + 1 :]).startswith("Without the period “in 2022”")
    assert [f'value="cite-0-{number}"' in wider for number in range(4)] == [True, True, True, False]
    assert 'data-reference="cite-0-0"' in panel
    assert "Source [3]" in answering.open_source(assistant, turns, "cite-0-2")
    assert "Closest, not an answer" not in html


NONE: list[Any] = ["", "", [], [], [], []]
"""The values of the form of filters as it stands when the page opens."""


def asked_with(assistant: Any, question: str, values: list[Any]) -> tuple[str, str]:
    """What the page shows at last: the question and the answer, without their tags."""
    listed = list(answering.reply(assistant, question, (), question, values))[-1][0]
    return visible(listed[-2]["content"]), visible(listed[-1]["content"])


def test_the_form_of_filters_reaches_the_assistant_and_is_shown_at_the_question() -> None:
    assistant: Any = StubAssistant()
    values = ["2021", "2022-03", ["NO"], ["harbour talks"], ["agreed"], ["m_5676"]]
    assistant.archive.held["m_5676-400001"] = with_series(assistant)
    question, answer = asked_with(assistant, "What?", values)
    (chosen,) = assistant.chosen
    assert chosen.countries == ("NO",) and chosen.acts == (Act.AGREED,)
    assert chosen.series == ("Harbour Talks",) and chosen.boards == ("m_5676",)
    assert (str(chosen.first), str(chosen.last)) == ("2021-01-01", "2022-03-31")
    told = ("from 1 January 2021", "to 31 March 2022", "country Norway (NO)", "act “agreed”")
    assert all(f"Filter {words}Ask again without filter {words}" in question for words in told)
    assert "Filtercountry Norway (NO) chosen" in answer


def with_series(assistant: Any) -> Any:
    """The first release of the archive with a series for its meeting."""
    release = assistant.archive.held["m_5676-400001"]
    return replace(release, meeting=replace(release.meeting, series="Harbour Talks"))


def test_an_empty_form_does_not_limit() -> None:
    assistant: Any = StubAssistant()
    assert "Filter" not in asked_with(assistant, "What?", NONE)[0]
    assert "Filter" not in asked_with(assistant, "What?", [None] * 6)[0]
    assert assistant.chosen == [Filters(), Filters()]


def test_a_wrong_filter_is_said_and_nothing_is_searched() -> None:
    assistant: Any = StubAssistant()
    assert "like 2021, 2021-03" in asked_with(assistant, "What?", ["20x1", *NONE[1:]])[1]
    shown = asked_with(assistant, "What?", [*NONE[:5], ["m_<b>1"]])[1]
    assert "No board here is &#39;m_&lt;b&gt;1&#39;" in shown
    assert assistant.chosen == []


def test_the_form_offers_what_the_archive_holds() -> None:
    stub: Any = StubAssistant()
    stub.archive.held["m_5676-400001"] = replace(with_series(stub), countries=("NO", "CL"))
    countries, meetings, acts, boards = offered(stub.archive)
    assert countries == [("Chile (CL) · 1", "CL"), ("Norway (NO) · 1", "NO")]
    assert meetings == [("Harbour Talks · 1", "Harbour Talks")]
    assert acts == [] and boards == [("m_5676 · 2", "m_5676")]


def test_a_taken_port_is_refused_before_anything_starts() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        stub: Any = StubAssistant()
        with pytest.raises(PortInUse, match=f"communique app --port {port + 1}"):
            server.launch(stub, Settings(port=port))


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(BadSetting, match=r"192\.0\.2\.1"):
        server.listen("192.0.2.1", 7860)
