"""The web app in a real Chromium: clicks, keys, two visitors, a phone, no foreign request."""

import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.record_form import Record, read_records
from assistant.record_verify import check
from assistant.records import Answer, Draft
from assistant.web import server
from index.records import Filters
from tests.browser import (
    CONTRAST,
    DESKTOP,
    PHONE,
    ask,
    finished,
    in_view,
    open_mark,
    quoted,
    visit,
)
from tests.invented import StubArchive, StubAssistant, answered, invented
from tests.served import served

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
QUOTES = [citation.quote for citation in answered("q", invented()).citations]


class Marking(StubAssistant):
    """Marks what answers, gives a long answer, or drafts one while a language model writes."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = threading.Event()

    def given(self, question: str, step: str | Answer) -> Iterator[str | Draft | Answer]:
        """The step, a draft before a whole answer."""
        if not isinstance(step, Answer) or not question.startswith(("marked", "long", "draft")):
            yield step
            return
        answer = marking(step)
        if question.startswith("long"):
            answer = replace(answer, text=f"{answer.text}\n" * 12)
        if question.startswith("draft"):
            yield Draft(replace(answer, text=answer.text.partition("\n- “They")[0]))
            self.go_on.wait(20)
        yield answer


def marking(answer: Answer) -> Answer:
    """The answer with the day of its first quotation marked."""
    first, *others = answer.citations
    start = first.end - len("in 2023")
    return replace(answer, citations=(replace(first, marked=((start, first.end),)), *others))


@pytest.fixture(scope="module")
def running() -> Iterator[tuple[Any, str]]:
    """One app over the invented archive for all tests: each test is a visitor of its own."""
    stub = Marking()
    with served(stub) as address:
        yield stub, address


@pytest.fixture
def assistant(running: tuple[Any, str]) -> Marking:
    stub: Marking = running[0]
    stub.earlier.clear()
    return stub


@pytest.fixture
def address(running: tuple[Any, str]) -> str:
    return running[1]


@pytest.fixture
def page(chromium: Any, address: str) -> Iterator[Any]:
    context, page = visit(chromium, address)
    yield page
    context.close()


def test_the_empty_page_speaks_from_the_index(page: Any) -> None:
    text = page.inner_text(".welcome")
    assert "1,234 releases, dated 3 February 2011 to 6 May 2024; 7 of them are undated" in text
    assert "no service of the ministry" in text
    assert page.title() == "Communiqué"
    assert page.locator(".welcome .choice").all_text_contents() == StubAssistant().examples()


def test_the_page_asks_nothing_of_any_other_machine(chromium: Any, address: str) -> None:
    context = chromium.new_context(viewport=DESKTOP)
    page = context.new_page()
    requests: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(address)
    page.wait_for_selector(".welcome .choice")
    ask(page, "What?")
    ask(page, "hostile")
    open_mark(page, "cite-0-2")
    page.wait_for_timeout(1000)
    foreign = [url for url in requests if not url.startswith((address, "data:", "blob:"))]
    assert len(requests) > 10
    assert foreign == [] and faults == []
    context.close()


def test_an_example_is_asked_by_one_click(page: Any, assistant: StubAssistant) -> None:
    page.click(".welcome .choice >> nth=0")
    finished(page, 1)
    assert page.inner_text(".question") == assistant.examples()[0]
    assert page.inner_text(".badge") == "Answered"


def test_the_first_source_opens_with_the_answer(page: Any) -> None:
    ask(page, "What?")
    page.wait_for_selector('article[data-reference="cite-0-0"]')
    assert quoted(page) == QUOTES[0]
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_mark_opens_its_own_words(page: Any, number: int) -> None:
    ask(page, "What?")
    open_mark(page, f"cite-0-{number}")
    assert quoted(page) == QUOTES[number]
    assert f"SOURCE [{number + 1}]" in page.inner_text(".release .kicker").upper()
    assert in_view(page, "mark.quoted")
    assert page.locator("mark.other").count() == 2


def test_marks_of_every_earlier_answer_stay_alive(page: Any) -> None:
    for question in ("One?", "Two?", "Three?"):
        ask(page, question)
    for turn in (0, 2, 1):
        open_mark(page, f"cite-{turn}-2")
        assert quoted(page) == QUOTES[2]


def test_another_mark_inside_the_panel_opens_too(page: Any) -> None:
    ask(page, "What?")
    page.wait_for_selector('#source button.mark[value="cite-0-2"]')
    page.click('#source button.mark[value="cite-0-2"]')
    page.wait_for_selector('article[data-reference="cite-0-2"]')
    assert quoted(page) == QUOTES[2]


def test_everything_can_be_done_by_keyboard(page: Any) -> None:
    page.focus(".welcome .choice")
    page.keyboard.press("Enter")
    finished(page, 1)
    page.focus('#chat button[value="cite-0-1"]')
    page.keyboard.press("Space")
    page.wait_for_selector('article[data-reference="cite-0-1"]')
    page.wait_for_function("document.activeElement.id == 'opened'")
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "back":
            break
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.value") == "cite-0-1"


def test_every_control_has_a_name_and_no_message_is_named_by_its_html(page: Any) -> None:
    ask(page, "What?")
    assert page.get_by_label("Your question").count() == 1
    nameless = """[...document.querySelectorAll("button, textarea, a")].filter(each =>
        each.checkVisibility()
        && !(each.textContent.trim() || each.ariaLabel || each.labels?.length))"""
    assert page.evaluate(f"{nameless}.map(each => each.outerHTML)") == []
    labels = page.evaluate("[...document.querySelectorAll('[aria-label]')].map(e => e.ariaLabel)")
    assert [label for label in labels if "<" in label] == []
    assert page.locator('[role="log"]').count() == 1
    korean = page.locator('#source [lang="ko"]')
    assert set(korean.all_text_contents()) == {"부산 광역시"}
    assert page.locator('.passage [lang="ko"]').first.inner_text() == "부산 광역시"
    assert page.evaluate("document.documentElement.lang") == "en"


def test_hostile_text_stays_text(page: Any) -> None:
    ask(page, "hostile <img src=x onerror='window.hacked = 5'> **bold** $$x$$")
    ask(page, "# heading\n\n```js\ncode\n```")
    page.wait_for_selector("article.release")
    page.wait_for_timeout(500)
    assert page.evaluate("window.hacked") is None
    inside = ":is(img, script, b, strong, em, pre, h1, iframe, .katex)"
    assert page.locator(f".answer {inside}, .question {inside}, .release {inside}").count() == 0
    assert "<b>no</b>" in page.inner_text(".answer >> nth=0")
    assert "**bold** $$x$$" in page.inner_text(".question >> nth=0")
    assert "<script>window.hacked = 1</script>" in page.inner_text(".release")


def test_a_choice_asks_its_question(page: Any) -> None:
    ask(page, "unclear")
    page.click(".choices .choice")
    finished(page, 2)
    assert page.locator(".badge").all_inner_texts() == ["Please choose", "Answered"]


def test_what_is_closest_opens_and_is_called_no_answer(page: Any) -> None:
    ask(page, "nothing")
    assert "Closest, not an answer" in page.inner_text(".closest")
    assert "could not be used (no server" in page.inner_text("#chat .note")
    open_mark(page, "near-0-0")
    assert "CLOSEST, NOT AN ANSWER" in page.inner_text(".release .kicker").upper()
    assert quoted(page) == QUOTES[0]


def test_a_refused_question_and_a_fault_are_said(page: Any) -> None:
    ask(page, "bad one")
    ask(page, "broken")
    notes = page.locator("#chat .note.failed").all_inner_texts()
    assert "cannot be asked" in notes[0] and "Something went wrong here" in notes[1]
    ask(page, "What?")
    badges = ["No answer", "No answer", "Answered"]
    assert page.locator("#chat .badge").all_inner_texts() == badges


def test_the_official_page_opens_apart(page: Any) -> None:
    ask(page, "What?")
    links = page.locator(".release a")
    assert links.first.get_attribute("href") == invented().address
    for link in links.all():
        assert link.get_attribute("target") == "_blank"
        assert "noopener" in (link.get_attribute("rel") or "")


def test_the_opened_passage_leads_to_its_plain_page_with_the_same_words_marked(page: Any) -> None:
    ask(page, "What?")
    open_mark(page, "cite-0-1")
    with page.expect_popup() as opened:
        page.click('.release a:has-text("plain page")')
    plain = opened.value
    plain.wait_for_selector("h1")
    assert plain.url.endswith("#2.0") and quoted_on(plain) == QUOTES[1]


def test_a_new_conversation_starts_empty(page: Any, assistant: StubAssistant) -> None:
    ask(page, "One?")
    page.click("#clear")
    page.wait_for_selector(".welcome .choice")
    page.wait_for_selector(".no-source")
    ask(page, "Two?")
    assert assistant.earlier == [[], []]


def test_two_visitors_never_see_each_other(
    chromium: Any, address: str, assistant: StubAssistant
) -> None:
    visitors = [visit(chromium, address) for _ in range(2)]
    (_, one), (_, other) = visitors
    ask(one, "Mine?")
    assert other.locator(".question").count() == 0 and other.locator("article").count() == 0
    ask(other, "nothing of yours")
    ask(one, "Mine again?")
    assert one.locator(".question").all_inner_texts() == ["Mine?", "Mine again?"]
    assert other.locator(".question").all_inner_texts() == ["nothing of yours"]
    assert assistant.earlier == [[], [], ["Mine?"]]
    other.reload()  # a browser brings back what it kept itself, and nothing else
    other.wait_for_selector(".question")
    assert other.locator(".question").all_inner_texts() == ["nothing of yours"]
    visitors.append(visit(chromium, address))
    assert visitors[2][1].locator(".question").count() == 0
    for context, _ in visitors:
        context.close()


def test_two_visitors_are_answered_at_the_same_time(chromium: Any, address: str) -> None:
    visitors = [visit(chromium, address) for _ in range(2)]
    for _, page in visitors:
        page.fill("#box textarea", "What?")
        page.keyboard.press("Enter")
    for context, page in visitors:
        finished(page, 1)
        assert page.inner_text(".badge") == "Answered"
        context.close()


def test_on_a_phone_the_source_stands_below_and_comes_into_view(
    chromium: Any, address: str
) -> None:
    context, page = visit(chromium, address, viewport=PHONE, has_touch=True, is_mobile=True)
    page.tap(".welcome .choice >> nth=0")
    finished(page, 1)
    assert page.evaluate("window.scrollY") == 0
    chat, source = (page.locator(id).bounding_box() for id in ("#conversation", "#source"))
    assert source["y"] >= chat["y"] + chat["height"] - 1
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.tap('#chat button[value="cite-0-2"] >> nth=0')
    page.wait_for_selector('article[data-reference="cite-0-2"]')
    page.wait_for_timeout(300)
    assert quoted(page) == QUOTES[2] and in_view(page, "mark.quoted")
    page.tap('button[value="back"]')
    page.wait_for_timeout(300)
    assert in_view(page, '#chat button[value="cite-0-2"]')
    context.close()


def set_filters(page: Any) -> None:
    """Opens the form, types a first year and chooses the only board."""
    page.click("#filters .label-wrap")
    page.get_by_label("From", exact=True).fill("2021")
    page.get_by_label("Board", exact=True).click()
    page.get_by_role("option", name="m_5676").click()
    page.keyboard.press("Escape")


def test_filters_are_set_shown_and_emptied(page: Any, assistant: StubAssistant) -> None:
    assistant.chosen.clear()
    set_filters(page)
    ask(page, "What?")
    assert assistant.chosen == [Filters(first=date(2021, 1, 1), boards=("m_5676",))]
    shown = [" ".join(one.split()) for one in page.locator(".chip.filter").all_text_contents()]
    told = ("from 1 January 2021", "board m_5676")
    assert shown == [f"Filter {words}Ask again without filter {words}" for words in told]
    ask(page, "And?")  # they hold for the whole conversation
    assert len(assistant.chosen) == 2 and len(set(assistant.chosen)) == 1
    page.click("#clear")
    page.wait_for_selector(".welcome .choice")
    ask(page, "What?")
    assert assistant.chosen[2] == Filters()
    assert page.locator(".chip.filter").count() == 0


def test_a_wrong_date_in_the_form_is_said(page: Any, assistant: StubAssistant) -> None:
    page.click("#filters .label-wrap")
    page.get_by_label("From", exact=True).fill("soon")
    ask(page, "What?")
    assert "soon" in page.inner_text("#chat .note")
    assert assistant.earlier == []


def test_what_is_found_without_the_limits_stands_apart_and_opens(page: Any) -> None:
    ask(page, "wider")
    assert page.inner_text(".badge") == "Outside the period"
    assert page.inner_text(".wider .heading").startswith("Without the period “in 2022”")
    assert page.locator(".answer > p button.mark, .answer > ul button.mark").count() == 0
    assert page.locator(".wider .quote").count() >= 3
    open_mark(page, "cite-0-1")
    assert quoted(page) == QUOTES[1]
    assert page.locator(".closest").count() == 0


def test_on_a_phone_the_reading_filters_and_wider_answer_fit(
    chromium: Any, address: str, assistant: StubAssistant
) -> None:
    context, page = visit(chromium, address, viewport=PHONE, has_touch=True, is_mobile=True)
    set_filters(page)
    ask(page, "wider")
    assert page.locator(".reading dl").is_hidden()
    page.tap(".reading summary")
    told = page.inner_text(".reading dl")
    assert "“in 2022”: 1 January 2022 to 31 December 2022 (days of what happened) question" in told
    assert "HTTE" in told and "board m_5676 chosen" in told
    for selector in (".reading dl", ".wider", "#filters .form", ".reading dd .where"):
        for box in (one.bounding_box() for one in page.locator(selector).all()):
            assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"], selector
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    context.close()


COPIED = """(selector) => {
    getSelection().selectAllChildren(document.querySelector(selector));
    return getSelection().toString();
}"""


def test_what_answers_is_marked_in_answer_and_source_and_copied_plain(page: Any) -> None:
    ask(page, "What?")
    plain = page.inner_text(".answer >> nth=0")
    ask(page, "marked")
    assert page.inner_text(".answer >> nth=1").replace("answer 2", "answer 1") == plain
    assert page.locator(".answer mark.answers").all_inner_texts() == ["in 2023"]
    assert page.locator(".release mark.quoted mark.answers").all_inner_texts() == ["in 2023"]
    for selector in (".answer mark.answers", ".release mark.answers"):  # not by colour alone
        style = page.locator(selector).evaluate("each => getComputedStyle(each).textDecorationLine")
        assert style == "underline"
    release = invented()
    passage = release.text_of(release.passage("m_5676-400001#2.0"))
    assert page.evaluate(COPIED, ".passage.cited p") == " ".join(passage.split())
    assert QUOTES[0] in page.evaluate(COPIED, ".answer:has(mark) ul")
    open_mark(page, "cite-1-1")
    assert page.locator(".release mark.answers").count() == 0


def test_a_long_answer_is_read_from_its_beginning(page: Any) -> None:
    ask(page, "One?")
    ask(page, "long")
    page.wait_for_timeout(1000)
    assert in_view(page, ".question >> nth=1") and in_view(page, ".badge >> nth=1")
    page.hover(".badge >> nth=1")
    page.mouse.wheel(0, 5000)  # the reader goes on, and is left alone
    page.wait_for_timeout(500)
    assert in_view(page, ".answer >> nth=1 >> .reading summary")
    page.click("#clear")
    page.wait_for_selector(".welcome .choice")
    ask(page, "One?")
    page.wait_for_timeout(700)
    page.click("#clear")
    page.wait_for_selector(".welcome .choice")
    ask(page, "long again")  # nothing of the conversation before lets go of it
    page.wait_for_timeout(1000)
    assert in_view(page, ".question")
    ask(page, "One more?")  # the end of the long answer was not in view
    page.wait_for_timeout(1000)
    assert in_view(page, ".question >> nth=1") and in_view(page, ".badge >> nth=1")


def test_a_draft_of_a_language_model_opens_its_marks_while_it_grows(
    page: Any, assistant: Marking
) -> None:
    assistant.go_on.clear()
    page.fill("#box textarea", "draft")
    page.keyboard.press("Enter")
    page.wait_for_selector('.answer button[value="cite-0-0"]')
    assert page.locator(".answer mark.answers").all_inner_texts() == ["in 2023"]
    assert page.locator(".answer .reading, .answer .sources, button.record").count() == 0
    open_mark(page, "cite-0-0")
    assert quoted(page) == QUOTES[0]
    assistant.go_on.set()
    finished(page, 1)
    assert page.locator(".answer > ul .quote").count() == 2
    assert page.locator("button.record").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_is_readable(chromium: Any, address: str, scheme: str) -> None:
    context, page = visit(chromium, address, color_scheme=scheme)
    empty = [".welcome h2", ".welcome p", ".welcome .quiet", ".welcome .choice", ".masthead h1"]
    empty += [".masthead p", "#clear", ".disclaimer", ".no-source p", "#box .submit-button"]
    measured = page.evaluate(CONTRAST, empty)
    ask(page, "nothing")
    ask(page, "marked")
    page.wait_for_selector("article.release")
    full = [".question", ".answer p", ".answer .quote", "#chat button.mark", ".answer summary"]
    full += ["#chat .note", "button.near", ".closest .quote", "#box textarea", ".release dt"]
    full += [".release dd", ".release a", ".release h2", ".kicker", ".provenance.inferred"]
    full += [".evidence", "mark.quoted", "mark.other", ".kind-note p", ".sign", ".rest summary"]
    full += ["mark.quoted mark.answers", ".answer mark.answers"]
    full += ["#chat .badge.none", "#chat .badge.good", ".back button", ".release code"]
    measured += page.evaluate(CONTRAST, full)
    assert [(name, ratio) for name, ratio in measured if ratio < 4.5] == []
    dark = page.evaluate("document.body.classList.contains('dark')")
    assert dark == (scheme == "dark")
    context.close()


def test_ctrl_c_stops_the_app_even_with_a_page_open(chromium: Any) -> None:
    listener = server.listen("127.0.0.1", 0)
    port = listener.getsockname()[1]
    listener.close()
    code = (
        "from tests.invented import StubAssistant; from assistant.settings import Settings; from assistant.web.server import launch; "
        f"launch(StubAssistant(), Settings(port={port}))"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert running.stdout
        line = running.stdout.readline().strip()
        assert line == f"Communiqué runs on http://127.0.0.1:{port}"
        context, page = visit(chromium, re.sub(".* on ", "", line))
        ask(page, "What?")
        start = time.monotonic()
        running.send_signal(signal.SIGINT)
        _, noise = running.communicate(timeout=20)
        assert running.returncode == 0 and noise == ""
        assert time.monotonic() - start < 8
        context.close()
    finally:
        running.kill()


def downloaded(page: Any, number: int, folder: Path) -> Record:
    """The record of an answer, counted from 1, as the keyboard brings it to the visitor's disk."""
    page.get_by_role("button", name=f"Download record of answer {number}", exact=True).focus()
    with page.expect_download() as started:
        page.keyboard.press("Enter")
    assert started.value.suggested_filename == "communique-answer.json"
    started.value.save_as(folder / "answer.json")
    (record,) = read_records(folder / "answer.json")
    return record


def test_the_record_of_every_turn_is_downloaded_and_proven(page: Any, tmp_path: Path) -> None:
    set_filters(page)
    ask(page, "One?")
    ask(page, "bad one")
    ask(page, "wider")
    last, first = downloaded(page, 3, tmp_path), downloaded(page, 1, tmp_path)
    assert (first.question, first.earlier) == ("One?", ())
    assert [(one.question, one.day) for one in last.earlier] == [("One?", date.today())]
    assert last.filters == Filters(first=date(2021, 1, 1), boards=("m_5676",))
    assert [one.quote for one in first.answer.citations] == QUOTES
    assert last.wider and [one.quote for one in last.wider.citations] == QUOTES
    archive: Any = StubArchive()
    assert [check(one, archive).problems for one in (first, last)] == [(), ()]
    assert downloaded(page, 1, tmp_path) == first  # a second time, too


def test_a_record_that_can_no_longer_be_made_is_said(page: Any, assistant: StubAssistant) -> None:
    ask(page, "What?")
    page.wait_for_selector("article.release")
    held = assistant.archive.held.pop("m_5676-400001")
    try:
        page.click("button.record")
        page.wait_for_selector("#source .note")
        assert "This answer cannot be recorded" in page.inner_text("#source .note")
    finally:
        assistant.archive.held["m_5676-400001"] = held


PLAIN = ("body", ".kicker", "dt", "dd", ".provenance", ".paragraph .kind-note", ".self", "mark")
"""What stands on a plain page."""


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_plain_page_is_read_without_scripts(
    chromium: Any, address: str, size: dict[str, int], scheme: str
) -> None:
    context = chromium.new_context(viewport=size, color_scheme=scheme, java_script_enabled=False)
    page = context.new_page()
    requests: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda line: faults.append(line.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    cited = answered("q", invented()).citations[0]
    page.goto(f"{address}/r/m_5676-400001?cite={cited.start}-{cited.end}#2.1")
    assert quoted_on(page) == cited.quote
    assert in_view(page, '[id="2.1"]')
    page.click('[id="3.0"] .self')
    assert page.url == f"{address}/r/m_5676-400001#3.0"
    assert in_view(page, '[id="3.0"]')
    page.keyboard.press("Home")
    page.goto(f"{address}/r/")
    page.click("text=All releases")
    page.click(".releases a >> nth=0")
    assert page.locator("h1").count() == 1
    page.wait_for_timeout(300)
    assert all(url.startswith(address) for url in requests) and len(requests) >= 4
    assert faults == []
    context.close()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_plain_page_fits_its_window_in_colours_that_can_be_read(
    chromium: Any, address: str, size: dict[str, int], scheme: str
) -> None:
    context = chromium.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    cited = answered("q", invented()).citations[0]
    page.goto(f"{address}/r/m_5676-400001?cite={cited.start}-{cited.end}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for selector, contrast in page.evaluate(CONTRAST, list(PLAIN)):
        assert contrast >= 4.5, selector
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    red = int(re.findall(r"\d+", ground)[0])
    assert red > 200 if scheme == "light" else red < 60
    page.keyboard.press("Tab")
    assert in_view(page, ".skip")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "text"
    assert page.evaluate("window.hacked") is None
    context.close()


def quoted_on(page: Any) -> str:
    """The marked words of a plain page."""
    return "".join(page.locator("mark").all_text_contents())
