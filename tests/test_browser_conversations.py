"""The conversations that a browser keeps, in a real Chromium: they survive, and stay apart."""

import json
from collections.abc import Iterator
from pathlib import Path
from time import sleep
from typing import Any

import pytest

from assistant.record_form import read_records
from assistant.record_verify import check
from assistant.web import keeping
from assistant.web.keeping import followed
from tests.browser import CONTRAST, DESKTOP, PHONE, ask, finished, in_view, open_mark, quoted, visit
from tests.invented import HOSTILE, StubAssistant, Waiting, answered, invented
from tests.served import served

pytestmark = pytest.mark.slow

QUOTE = answered("q", invented()).citations[0].quote
KEPT = """() => Object.entries(localStorage).filter(([key]) => key.startsWith("communique"))
    .map(([key, text]) => [key, JSON.parse(text)])"""


@pytest.fixture(scope="module")
def running() -> Iterator[tuple[StubAssistant, str]]:
    """One app for all tests: each test is a visitor of its own."""
    stub = StubAssistant()
    with served(stub) as address:
        yield stub, address


@pytest.fixture
def assistant(running: tuple[StubAssistant, str]) -> StubAssistant:
    running[0].earlier.clear()
    return running[0]


@pytest.fixture
def address(running: tuple[StubAssistant, str]) -> str:
    return running[1]


@pytest.fixture
def page(chromium: Any, address: str) -> Iterator[Any]:
    context, page = visit(chromium, address)
    yield page
    context.close()


def kept(page: Any) -> list[tuple[str, list[str]]]:
    """Name and questions of each conversation in the browser's store, by name."""
    found = [
        (one["name"], [json.loads(turn)["question"] for turn in one["turns"]])
        for _, one in page.evaluate(KEPT)
    ]
    return sorted(found)


def until_kept(page: Any, *counts: int) -> None:
    """Waits until the kept conversations have these numbers of questions, in any order."""
    page.wait_for_function(
        f"""counts => {{
            const found = ({KEPT})().map(([, one]) => one.turns.length).sort();
            return JSON.stringify(found) === JSON.stringify(counts);
        }}""",
        arg=sorted(counts),
    )


def keep(page: Any, *questions: str) -> None:
    """Asks questions on the empty page, and waits until they are kept."""
    for question in questions:
        ask(page, question)
    page.wait_for_function(
        f"count => ({KEPT})().some(([, one]) => one.turns.length === count)",
        arg=len(questions),
    )


def listed(page: Any) -> list[str]:
    """Opens the list of conversations: their names, newest first."""
    page.click("#conversations .list")
    page.wait_for_selector("#conversations dialog[open]")
    names: list[str] = page.locator("#conversations li .name").all_text_contents()
    return names


def questions(page: Any) -> list[str]:
    """The questions that the page shows."""
    shown: list[str] = page.locator("#chat .question").all_text_contents()
    return shown


def test_a_conversation_survives_a_reload_and_goes_on(page: Any, assistant: StubAssistant) -> None:
    keep(page, "One?", "bad <i>two</i>", "nothing three")
    page.reload()
    finished(page, 3)
    assert questions(page) == ["One?", "bad <i>two</i>", "nothing three"]
    open_mark(page, "cite-0-0")
    assert quoted(page) == QUOTE
    open_mark(page, "near-2-0")
    ask(page, "Four?")
    assert assistant.earlier[-1] == ["One?", "nothing three"]
    until_kept(page, 4)
    assert kept(page) == [("One?", ["One?", "bad <i>two</i>", "nothing three", "Four?"])]


def test_a_conversation_is_kept_once_however_long_the_server_takes_to_tell_of_it(
    chromium: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(*given: Any) -> Any:
        sleep(0.7)  # the suggestions, or the end of a stopped answer, come in the meantime
        return followed(*given)

    monkeypatch.setattr(keeping, "followed", late)
    waiting = Waiting()
    with served(waiting) as address:
        context, page = visit(chromium, address)
        keep(page, "One?")
        page.wait_for_timeout(1500)
        until_kept(page, 1)
        page.get_by_role("button", name="New conversation").click()
        page.wait_for_selector(".welcome .choice")
        page.fill("#box textarea", "slow two")
        page.keyboard.press("Enter")
        page.wait_for_selector("#chat .progress")
        page.get_by_role("button", name="Stop").click()
        page.wait_for_selector("#chat .note.stopped")
        waiting.go_on.set()
        page.wait_for_timeout(2000)
        assert kept(page) == [("One?", ["One?"]), ("slow two", ["slow two"])]
        context.close()


def test_a_conversation_survives_a_restart_of_the_server(chromium: Any) -> None:
    with served(StubAssistant()) as address:
        context, page = visit(chromium, address)
        keep(page, "One?")
        page.goto("about:blank")  # an open page would load itself anew at the same moment
    second = StubAssistant()
    with served(second, port=int(address.rpartition(":")[2])):
        page.goto(address)
        finished(page, 1)
        ask(page, "Two?")
        assert second.earlier == [["One?"]]
        until_kept(page, 2)
        context.close()


def test_a_page_that_stayed_open_over_a_restart_loses_nothing(chromium: Any) -> None:
    """Gradio loads such a page anew; where it does not notice, a new conversation is begun."""
    with served(StubAssistant()) as address:
        context, page = visit(chromium, address)
        keep(page, "One?")
    with served(StubAssistant(), port=int(address.rpartition(":")[2])):
        page.wait_for_timeout(1000)
        page.fill("#box textarea", "Two?")
        page.keyboard.press("Enter")
        page.wait_for_timeout(6000)
        assert "One?" in [question for _, asked in kept(page) for question in asked]
        page.goto(address)
        page.wait_for_selector(".question")
        context.close()


def test_conversations_are_named_opened_and_deleted(page: Any, assistant: StubAssistant) -> None:
    keep(page, "One?", "And one?")
    page.click("#clear")
    page.wait_for_selector(".welcome .choice")
    keep(page, "Two?")
    assert listed(page) == ["Two?", "One?"]
    assert "kept in this browser only" in page.inner_text("#conversations dialog")
    page.get_by_role("button", name="Rename One?").click()
    page.keyboard.type("Tides")
    page.keyboard.press("Enter")
    assert page.locator("#conversations li .name").all_text_contents() == ["Two?", "Tides"]
    page.get_by_role("button", name="Tides", exact=True).click()
    finished(page, 2)
    assert questions(page) == ["One?", "And one?"]
    ask(page, "More?")
    assert assistant.earlier[-1] == ["One?", "And one?"]
    until_kept(page, 1, 3)
    assert kept(page)[0] == ("Tides", ["One?", "And one?", "More?"])
    listed(page)
    page.get_by_role("button", name="Delete Two?").click()
    page.get_by_role("button", name="Keep").click()
    page.get_by_role("button", name="Delete Two?").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    assert [name for name, _ in kept(page)] == ["Tides"]
    page.get_by_role("button", name="Delete all").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    assert kept(page) == []
    page.keyboard.press("Escape")
    page.wait_for_selector(".welcome .choice")  # the open one has left the page, too
    ask(page, "Anew?")
    assert assistant.earlier[-1] == []


def test_two_visitors_never_see_each_others(chromium: Any, address: str) -> None:
    (one, first), (other, second) = visit(chromium, address), visit(chromium, address)
    keep(first, "Mine?")
    keep(second, "Yours?")
    for page, question in ((first, "Mine?"), (second, "Yours?")):
        page.reload()
        finished(page, 1)
        assert questions(page) == [question] and listed(page) == [question]
    one.close()
    other.close()


def test_two_tabs_never_write_over_each_other(page: Any, address: str) -> None:
    keep(page, "One?")
    other = page.context.new_page()
    other.goto(address)
    other.wait_for_selector(".welcome .choice")  # a new tab begins anew
    assert listed(other) == ["One?"]
    other.click("#conversations li .name")
    finished(other, 1)
    ask(page, "Two?")
    until_kept(page, 2)
    ask(other, "Three?")
    until_kept(other, 2, 2)
    assert kept(page) == [
        ("One?", ["One?", "Two?"]),
        ("One? (another window)", ["One?", "Three?"]),
    ]
    assert "continued in another window" in other.inner_text("#conversations .toast")
    ask(other, "Four?")
    until_kept(other, 2, 3)
    listed(page)
    page.get_by_role("button", name="Delete One? (another window)").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    other.wait_for_selector(".welcome .choice")  # deleted here, gone there
    assert questions(other) == []


FULL = """() => { Storage.prototype.setItem = function () {
    throw new DOMException("no room", "QuotaExceededError"); } }"""


def test_a_full_browser_is_told_of_and_loses_nothing(page: Any) -> None:
    original = "() => { window.original = Storage.prototype.setItem }"
    page.evaluate(original)
    keep(page, "One?")
    page.evaluate(FULL)
    ask(page, "Two?")
    page.wait_for_selector("#conversations .toast:not([hidden])")
    assert "no room for more" in page.inner_text("#conversations .toast")
    assert kept(page) == [("One?", ["One?"])] and questions(page) == ["One?", "Two?"]
    page.evaluate("() => { Storage.prototype.setItem = window.original }")
    ask(page, "Three?")
    until_kept(page, 3)


def test_without_any_store_all_else_works_and_it_is_said_once(chromium: Any, address: str) -> None:
    context = chromium.new_context(viewport=DESKTOP)
    context.add_init_script(
        """for (const name of ["localStorage", "sessionStorage"])
            Object.defineProperty(window, name, { get() { throw new DOMException("denied"); } });"""
    )
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(".welcome .choice")
    ask(page, "One?")
    page.wait_for_selector("#conversations .toast:not([hidden])")
    assert "stores nothing" in page.inner_text("#conversations .toast")
    page.click("#conversations .toast button")
    ask(page, "Two?")
    open_mark(page, "cite-1-0")
    page.wait_for_timeout(1500)
    assert not page.is_visible("#conversations .toast")
    assert listed(page) == []
    with page.expect_download():
        page.get_by_role("button", name="Text (Markdown)").click()
    context.close()


def test_hostile_text_in_the_store_stays_text(page: Any, address: str) -> None:
    keep(page, "One?")
    ((key, one),) = page.evaluate(KEPT)
    turn = json.loads(one["turns"][0])
    turn["answer"]["text"] = f"{HOSTILE} [1]"
    turn["question"] = turn["answer"]["citations"][0]["title"] = HOSTILE
    one |= {"name": HOSTILE, "turns": [json.dumps(turn), HOSTILE, "[" * 10_000]}
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, json.dumps(one)])
    page.evaluate("key => localStorage.setItem(key, '{')", f"{key}x")
    page.reload()
    finished(page, 3)
    assert len(questions(page)) == 3
    assert listed(page) == [HOSTILE, "A conversation that cannot be read any more"]
    assert page.evaluate("window.hacked") is None
    assert page.locator("#conversations img, #chat img").count() == 0


def test_the_conversation_is_downloaded_for_people_and_for_machines(
    page: Any, assistant: StubAssistant, tmp_path: Path
) -> None:
    keep(page, "One?", "bad two", "wider three")
    page.reload()
    finished(page, 3)
    listed(page)
    with page.expect_download() as started:
        page.get_by_role("button", name="Records (JSON lines)").click()
    assert started.value.suggested_filename.endswith(".jsonl")
    started.value.save_as(tmp_path / "records.jsonl")
    records = read_records(tmp_path / "records.jsonl")
    assert [record.question for record in records] == ["One?", "wider three"]
    assert [check(record, assistant.archive).problems for record in records[:1]] == [()]  # type: ignore[arg-type]
    page.wait_for_selector("#conversations dialog .told:not([hidden])")
    assert "1 of 3 turns are not in the file" in page.inner_text("#conversations dialog .told")
    with page.expect_download() as started:
        page.get_by_role("button", name="Text (Markdown)").click()
    started.value.save_as(tmp_path / "text.md")
    text = (tmp_path / "text.md").read_text("utf-8")
    assert "## 1. One?" in text and f"“{QUOTE}” [1]" in text


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_list_can_be_read_and_used_on_every_screen(
    chromium: Any, address: str, size: dict[str, int], scheme: str
) -> None:
    context, page = visit(chromium, address, viewport=size, color_scheme=scheme)
    keep(page, "What did they agree, and who was there, and when, and where was it held?" * 3)
    for part in ("#conversations .list", "#clear", ".masthead h1"):
        assert in_view(page, part)
    listed(page)
    for part in ("Rename", "Delete What", "Delete all", "Close"):
        assert page.get_by_role("button", name=part).first.is_visible()
    inside = "#conversations dialog "
    parts = [f"{inside}{part}" for part in (".quiet", ".name", ".when", "li button", ".all button")]
    ratios = page.evaluate(CONTRAST, parts)
    assert [(name, ratio) for name, ratio in ratios if ratio < 4.5] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
