"""The real assistant over the releases that come along, in a real browser: from end to end."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import seeds
from assistant.answer import Assistant, open_assistant
from assistant.records import Answer, Status
from assistant.settings import Settings
from assistant.web import server
from index.build import build
from index.embed import load_embedder
from tests.browser import DESKTOP, PHONE, ask, finished, in_view, open_mark, quoted, visit
from tests.models import Reply, failing, serving, streamed
from tests.served import served

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
QUESTION = "what did NEACHS agree in 2021?"
FOLLOW_UP = "And in March?"
UNCLEAR = "What happened at that meeting?"
UNKNOWN = "Who won the World Cup?"
SLOW = """
import sys, time
from assistant.settings import Settings
from assistant.web.server import launch
from tests.invented import StubAssistant

class Slow(StubAssistant):
    def stream(self, question, *others, **limits):
        yield "Reading the question"
        if question.startswith("wait"):
            time.sleep(60)
        yield from super().stream(question, *others, **limits)

launch(Slow(), Settings(port=int(sys.argv[1])))
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the index of the seeds."""
    folder = tmp_path_factory.mktemp("seeds")
    build(folder, [Path(seeds.__file__).parent], load_embedder("packaged"))
    return folder


@pytest.fixture(scope="module")
def assistant(data: Path) -> Assistant:
    opened = open_assistant(Settings(data=data))
    opened.warm()
    return opened


@pytest.fixture(scope="module")
def address(assistant: Assistant, data: Path) -> Iterator[str]:
    with served(assistant, Settings(data=data)) as found:
        yield found


@pytest.fixture
def page(chromium: Any, address: str) -> Iterator[Any]:
    context, page = visit(chromium, address)
    page.set_default_timeout(90000)
    yield page
    context.close()


def told(text: str) -> str:
    """Words without the breaks of their lines."""
    return " ".join(text.split())


def check_marks(page: Any, number: int, answer: Answer) -> None:
    """Opens each mark of an answer, and finds exactly the words that it quotes."""
    assert answer.citations
    for position, citation in enumerate(answer.citations):
        open_mark(page, f"cite-{number}-{position}")
        assert told(quoted(page)) == told(citation.quote)
        assert in_view(page, "mark.quoted")
        plain = page.locator(f'.release a:has-text("{citation.id}")')
        assert f"cite={citation.start}-{citation.end}" in plain.first.get_attribute("href")


def test_a_question_and_its_follow_up_open_at_the_quoted_words(
    page: Any, assistant: Assistant
) -> None:
    first = assistant.ask(QUESTION)
    second = assistant.ask(FOLLOW_UP, [first])
    assert second.citations and second.citations != first.citations
    ask(page, QUESTION)
    ask(page, FOLLOW_UP)
    assert page.locator(".badge").all_inner_texts() == ["Answered", "Answered"]
    check_marks(page, 0, first)
    check_marks(page, 1, second)


def test_what_it_asks_back_is_answered_by_one_click(page: Any, assistant: Assistant) -> None:
    answer = assistant.ask(UNCLEAR)
    assert answer.status is Status.UNCLEAR and len(answer.choices) > 1
    ask(page, UNCLEAR)
    assert page.inner_text(".badge") == "Please choose"
    assert page.locator(".answer .choice").all_inner_texts() == list(answer.choices)
    page.click(".answer .choice >> nth=0")
    finished(page, 2)
    assert page.locator(".question").last.inner_text() == answer.choices[0]
    open_mark(page, "cite-1-0")
    assert quoted(page)


def test_what_the_archive_does_not_tell_is_said(page: Any) -> None:
    ask(page, UNKNOWN)
    assert page.inner_text(".badge") == "Not in this archive"
    assert page.locator(".answer > p button.mark").count() == 0


def test_every_example_of_the_empty_page_is_answered(page: Any) -> None:
    examples = page.locator(".welcome .choice").all_inner_texts()
    assert len(examples) > 1
    for number, example in enumerate(examples, 1):
        ask(page, example)
        page.wait_for_function(  # the conversation may be drawn anew, with questions to go on with
            "count => document.querySelectorAll('.badge').length == count", arg=number
        )
        assert page.locator(".badge").last.inner_text() in ("Answered", "Partly answered")


def test_after_a_reload_the_page_can_be_asked_again(page: Any) -> None:
    ask(page, QUESTION)
    page.reload()
    page.wait_for_selector("#box textarea")
    page.wait_for_selector(".welcome .choice, .answer .reading")
    page.wait_for_timeout(1000)
    ask(page, QUESTION)
    assert page.locator(".badge").last.inner_text() == "Answered"
    number = page.locator(".question").count() - 1
    open_mark(page, f"cite-{number}-0")
    assert quoted(page)


def test_on_a_phone_an_answer_fits_and_its_source_comes_into_view(
    chromium: Any, address: str, assistant: Assistant
) -> None:
    context, page = visit(chromium, address, viewport=PHONE, has_touch=True, is_mobile=True)
    page.set_default_timeout(90000)
    ask(page, QUESTION)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.tap('#chat button[value="cite-0-0"] >> nth=0')
    page.wait_for_selector('article[data-reference="cite-0-0"]')
    page.wait_for_timeout(300)
    assert told(quoted(page)) == told(assistant.ask(QUESTION).citations[0].quote)
    assert in_view(page, "mark.quoted")
    context.close()


def asked_with_model(
    chromium: Any, data: Path, monkeypatch: pytest.MonkeyPatch, *replies: Reply
) -> tuple[Any, Any, int]:
    """A visitor's page after a question that a scripted language model was to write."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving(*replies) as model:
        settings = Settings(data=data, llm="small-model", llm_url=model.url)
        with served(open_assistant(settings), settings) as address:
            context, page = visit(chromium, address)
            page.set_default_timeout(90000)
            ask(page, QUESTION)
            open_mark(page, "cite-0-0")
        return context, page, len(model.asked)


def test_what_a_language_model_writes_is_shown_with_its_marks(
    chromium: Any, data: Path, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentence = told(assistant.ask(QUESTION).citations[0].quote)
    reply = streamed(f"{sentence[:30]}", f"{sentence[30:]} [s1]\n", pause=0.3)
    context, page, count = asked_with_model(chromium, data, monkeypatch, reply)
    assert count == 1
    assert f"{sentence} [1]" in told(page.inner_text(".answer")).replace(" ]", "]")
    assert page.inner_text(".badge") == "Answered"
    assert told(quoted(page)) == sentence
    context.close()


def test_a_language_model_that_fails_costs_no_answer(
    chromium: Any, data: Path, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    replies = [failing(500)] * 3
    context, page, count = asked_with_model(chromium, data, monkeypatch, *replies)
    assert count == 3
    assert "could not be used" in page.inner_text("#chat .note")
    assert page.inner_text(".badge") == "Answered"
    assert told(quoted(page)) == told(assistant.ask(QUESTION).citations[0].quote)
    context.close()


def started(port: int) -> "subprocess.Popen[str]":
    """A server of its own process on a port, once it is up."""
    running = subprocess.Popen(
        [sys.executable, "-c", SLOW, str(port)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert running.stdout and "runs on" in running.stdout.readline()
    return running


def test_a_server_that_ends_in_the_middle_of_an_answer_is_told_of_and_asked_again(
    chromium: Any,
) -> None:
    listener = server.listen("127.0.0.1", 0)
    port = listener.getsockname()[1]
    listener.close()
    running = started(port)
    try:
        context, page = visit(chromium, f"http://127.0.0.1:{port}", viewport=DESKTOP)
        page.set_default_timeout(90000)
        page.fill("#box textarea", "wait for it")
        page.keyboard.press("Enter")
        page.wait_for_selector(".progress")
        running.send_signal(signal.SIGKILL)
        running.wait(20)
        page.get_by_text("The server ended before it had answered").wait_for()
        running = started(port)
        page.wait_for_function(
            'document.querySelector("#box textarea")?.value === "wait for it"'
        )  # the question came back
        assert page.locator(".progress").count() == 0
        ask(page, "What?")
        assert page.locator(".badge").last.inner_text() == "Answered"
        context.close()
    finally:
        running.kill()
