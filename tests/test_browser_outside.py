"""The page from outside: no request to another machine, a proxy's path, a full queue, the report."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.records import Answer
from assistant.settings import Settings
from tests.browser import CONTRAST, DESKTOP, PHONE, ask, finished, open_mark, quoted, visit
from tests.invented import READING, StubAssistant
from tests.page_runs import with_report
from tests.served import proxied, served

pytestmark = pytest.mark.slow

TABS = ("Archive", "Evaluation", "Conversation")
ROOT = "/communique"
PLACES = 1
"""Questions that wait at most."""


class Waiting(StubAssistant):
    """As the stub; a question that begins with "wait" is answered when it may go on."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on, self.running = threading.Event(), threading.Semaphore(0)

    def given(self, question: str, step: str | Answer) -> Iterator[str | Answer]:
        """The step, a pause after the first of a question that waits."""
        yield step
        if question.startswith("wait") and step == READING:
            self.running.release()
            self.go_on.wait(60)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_report(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def waiting() -> Waiting:
    return Waiting()


@pytest.fixture(scope="module")
def address(waiting: Waiting, folder: Path) -> Iterator[str]:
    with served(waiting, Settings(data=folder, queue=PLACES)) as found:
        yield found


@pytest.fixture(scope="module")
def behind(folder: Path) -> Iterator[str]:
    stub: Any = StubAssistant()
    with served(stub, Settings(data=folder, root_path=ROOT)) as found:
        yield found


def report(page: Any) -> Any:
    """The frame of the report, once it is there."""
    page.get_by_role("tab", name="Evaluation").click()
    frame = page.frame_locator("#report iframe")
    frame.locator("h1").wait_for()
    return frame


def recorded(context: Any) -> tuple[list[str], list[str]]:
    """Lists that fill with all that a visitor's pages ask for, and with all faults told."""
    asked: list[str] = []
    faults: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    context.on("weberror", lambda error: faults.append(str(error.error)))
    return asked, faults


def use_everything(page: Any, address: str) -> None:
    """Asks, opens a source, visits every tab and the plain pages."""
    page.set_default_timeout(60000)
    page.goto(f"{address}/")
    page.wait_for_selector(".welcome .choice", timeout=60000)
    ask(page, "What?")
    ask(page, "hostile <img src=https://elsewhere.example/a.png> ![a](https://elsewhere.example/b)")
    open_mark(page, "cite-0-2")
    for name in TABS:
        page.get_by_role("tab", name=name).click()
        page.wait_for_timeout(700)
    report(page)
    for path in ("/r/", "/r/m_5676-400001", "/report"):
        page.goto(address + path)
    page.goto(f"{address}/")
    finished(page, 2)  # the conversation comes back from the browser


def test_no_tab_of_the_page_asks_anything_of_another_machine(chromium: Any, address: str) -> None:
    context = chromium.new_context(viewport=DESKTOP)
    asked, faults = recorded(context)
    use_everything(context.new_page(), address)
    foreign = [one for one in asked if not one.startswith((address, "data:", "blob:"))]
    assert len(asked) > 20 and any(one.endswith("/report") for one in asked)
    assert foreign == [] and faults == []
    context.close()


def test_what_would_be_asked_of_another_machine_is_recorded_and_refused(
    chromium: Any, address: str
) -> None:
    context = chromium.new_context(viewport=DESKTOP)
    asked, faults = recorded(context)
    answers: list[str] = []
    context.on("response", lambda response: answers.append(response.url))
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(".welcome .choice", timeout=60000)
    done = page.evaluate(
        """() => fetch("https://elsewhere.example/").then(() => "asked", () => "refused")"""
    )
    page.evaluate("""() => { new Image().src = "https://elsewhere.example/a.png"; }""")
    page.wait_for_timeout(300)
    assert done == "refused"
    assert len([one for one in faults if "Content Security Policy" in one]) >= 2
    assert "https://elsewhere.example/a.png" in asked  # the page's wish is seen, and stays one
    assert answers and all(one.startswith(address) for one in answers)
    context.close()


@pytest.mark.parametrize("strips", [True, False], ids=["stripped", "whole"])
def test_behind_a_proxy_everything_stands_below_its_path(
    chromium: Any, behind: str, strips: bool
) -> None:
    with proxied(behind, ROOT, strips=strips, keeps_host=not strips) as outside:
        context = chromium.new_context(viewport=DESKTOP)
        asked, faults = recorded(context)
        page = context.new_page()
        use_everything(page, outside)
        ask(page, "What?")
        open_mark(page, "cite-0-1")
        with page.expect_popup() as opened:
            page.click('.release a:has-text("plain page")')
        opened.value.wait_for_selector("mark#cited, mark")
        assert opened.value.url.startswith(f"{outside}/r/m_5676-400001?cite=")
        whole = [one for one in asked if not one.startswith(("data:", "blob:"))]
        other = {one for one in whole if not one.startswith(f"{outside}/")}
        assert other <= {outside.removesuffix(ROOT) + "/manifest.json"}
        # the report by itself names no icon: a browser asks for one at the root of the host
        assert [one for one in faults if "404 (Outside the prefix)" not in one] == []
        assert len(faults) <= 1
        context.close()


def test_a_question_beyond_the_queue_gets_one_clear_message(
    chromium: Any, address: str, waiting: Waiting
) -> None:
    visitors = [visit(chromium, address) for _ in range(6)]
    try:
        for number, (_, page) in enumerate(visitors[:5]):  # four are answered, one waits
            page.fill("#box textarea", "wait")
            page.keyboard.press("Enter")
            if number < 4:
                assert waiting.running.acquire(timeout=30)
        visitors[4][1].wait_for_timeout(1500)
        page = visitors[5][1]
        page.fill("#box textarea", "What?")
        page.keyboard.press("Enter")
        page.get_by_text("1 question is waiting already").wait_for()
        assert page.locator(".toast-body").count() == 1
        assert page.input_value("#box textarea") == "What?"
        waiting.go_on.set()
        for _, other in visitors[:5]:
            finished(other, 1)
        ask(page, "What?")
        assert page.inner_text(".badge") == "Answered"
    finally:
        waiting.go_on.set()
        for context, _ in visitors:
            context.close()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_report_is_read_in_its_tab(
    chromium: Any, address: str, size: dict[str, int], scheme: str
) -> None:
    context, page = visit(chromium, address, viewport=size, color_scheme=scheme)
    frame = report(page)
    assert frame.locator("svg").count() > 2
    iframe = page.locator("#report iframe")
    assert iframe.get_attribute("title") == "Evaluation report"
    assert iframe.get_attribute("sandbox") == ""
    box = iframe.bounding_box()
    assert box["width"] >= size["width"] - 2 and box["height"] > size["height"] / 2
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    inner = page.frames[-1]
    assert inner.evaluate("document.documentElement.scrollWidth <= innerWidth")
    ground = inner.evaluate(
        "getComputedStyle(document.querySelector('.evaluation')).backgroundColor"
    )
    red = int(ground.removeprefix("rgb(").split(",")[0])
    assert red > 200 if scheme == "light" else red < 60
    ((_, contrast),) = page.evaluate(CONTRAST, ["#report .apart a"])
    assert contrast >= 4.5
    frame.locator("nav a").last.click()  # its own links work in the frame
    page.wait_for_timeout(300)
    assert inner.evaluate("scrollY") > 0
    with page.expect_popup() as opened:
        page.click("#report .apart a")
    assert opened.value.url == f"{address}/report"
    context.close()


def test_nothing_in_a_report_runs(chromium: Any, address: str, folder: Path) -> None:
    whole = (folder / "report.html").read_text("utf-8")
    hostile = "<script>top.hacked = 1</script><img src=x onerror='top.hacked = 2'><form action=/r/>"
    (folder / "report.html").write_text(f"<h1>Report</h1>{hostile}", "utf-8")
    try:
        context, page = visit(chromium, address)
        report(page)
        page.wait_for_timeout(500)
        assert page.evaluate("window.hacked") is None
        context.close()
    finally:
        (folder / "report.html").write_text(whole, "utf-8")


def test_hostile_questions_stay_text_when_tabs_are_changed(chromium: Any, address: str) -> None:
    context, page = visit(chromium, address)
    ask(page, "hostile <img src=x onerror='window.hacked = 5'>")
    for name in TABS:
        page.get_by_role("tab", name=name).click()
        page.wait_for_timeout(500)
    assert page.evaluate("window.hacked") is None
    assert "<img src=x" in page.inner_text(".question")
    assert quoted(page)
    context.close()
