"""The conversation in a real Chromium: stop, again, edit, chips, marks, suggestions, copies."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from index.records import Filters
from tests.browser import CONTRAST, PHONE, ask, finished, open_mark, quoted, visit
from tests.invented import Waiting, answered, invented
from tests.served import served

pytestmark = pytest.mark.slow

QUOTES = [citation.quote for citation in answered("q", invented()).citations]


@pytest.fixture(scope="module")
def running() -> Iterator[tuple[Any, str]]:
    """One app over the invented archive for all tests: each test is a visitor of its own."""
    stub = Waiting()
    with served(stub) as address:
        yield stub, address
        stub.go_on.set()


@pytest.fixture
def assistant(running: tuple[Any, str]) -> Waiting:
    stub: Waiting = running[0]
    stub.earlier.clear()
    stub.left_out.clear()
    stub.chosen.clear()
    stub.go_on.clear()
    return stub


@pytest.fixture
def page(chromium: Any, running: tuple[Any, str]) -> Iterator[Any]:
    context, page = visit(chromium, running[1])
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield page
    context.close()


def press(page: Any, value: str, place: str = "#chat") -> None:
    """Presses a button by its value, with the keyboard."""
    page.locator(f'{place} button[value="{value}"]').first.focus()
    page.keyboard.press("Enter")


def chips(page: Any, turn: int) -> list[str]:
    """The chips of a turn as they are seen, without what only a screen reader says."""
    seen: list[str] = (
        page.locator(".asked")
        .nth(turn)
        .evaluate(
            """each => [...each.querySelectorAll(".chip")].map(chip => {
            const copy = chip.cloneNode(true);
            copy.querySelectorAll(".aside").forEach(one => one.remove());
            return copy.textContent.trim();
        })"""
        )
    )
    return seen


def focused(page: Any) -> str:
    """The label of the field that has the focus."""
    label: str = page.evaluate("document.activeElement.labels?.[0]?.innerText.trim() ?? ''")
    return label


def test_an_answer_is_stopped_and_asked_again(page: Any, assistant: Waiting) -> None:
    ask(page, "One?")
    page.fill("#box textarea", "slow two")
    page.keyboard.press("Enter")
    page.wait_for_selector("#chat .progress")
    stop = page.get_by_role("button", name="Stop")
    assert page.get_by_role("button", name="Ask", exact=True).count() == 0
    stop.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#chat .note.stopped")
    assert page.locator("#chat .progress").count() == 0
    page.wait_for_selector("#box .submit-button")
    page.wait_for_function("document.activeElement.tagName == 'TEXTAREA'")
    assert page.locator(".question").all_inner_texts() == ["One?", "slow two"]
    assistant.go_on.set()
    page.wait_for_timeout(500)
    assert page.locator("#chat .note.stopped").count() == 1  # it does not come after all
    press(page, "again-1")
    page.wait_for_selector("#chat .answer >> nth=1")
    finished(page, 2)
    assert assistant.earlier == [[], ["One?"], ["One?"]]
    assert page.locator("#chat .note.stopped").count() == 0


def test_only_the_last_turn_is_asked_again(page: Any, assistant: Waiting) -> None:
    ask(page, "One?")
    ask(page, "bad two")
    assert page.locator('button[value^="again-"]').all_text_contents() == ["Ask again"]
    assert page.inner_text("#chat .note .badge") == "No answer"
    press(page, "again-1")
    page.wait_for_timeout(1500)
    finished(page, 2)
    assert assistant.earlier == [[], ["One?"], ["One?"]]


def test_an_edited_question_replaces_its_turn_and_the_later_ones(
    page: Any, assistant: Waiting
) -> None:
    for question in ("One?", "Two?", "Three?"):
        ask(page, question)
    press(page, "edit-1")
    page.wait_for_selector(".editing")
    assert page.input_value("#box textarea") == "Two?"
    page.wait_for_function("document.activeElement.tagName == 'TEXTAREA'")
    press(page, "keep", "#change")
    page.wait_for_selector(".editing", state="detached")
    assert page.input_value("#box textarea") == "" and page.locator(".question").count() == 3
    press(page, "edit-1")
    page.wait_for_selector(".editing")
    ask_instead(page, "Else?", 2)
    assert page.locator(".question").all_inner_texts() == ["One?", "Else?"]
    assert assistant.earlier[-1] == ["One?"]
    assert page.locator(".editing").count() == 0
    ask(page, "Next?")
    assert assistant.earlier[-1] == ["One?", "Else?"]


def ask_instead(page: Any, question: str, count: int) -> None:
    """Sends a question that replaces one, after which there are `count`."""
    page.fill("#box textarea", question)
    page.keyboard.press("Enter")
    page.wait_for_function(
        "text => document.querySelector('#chat').innerText.includes(text)", arg=question
    )
    finished(page, count)


def test_a_part_is_left_out_and_put_back(page: Any, assistant: Waiting) -> None:
    ask(page, "What did the talks agree in 2022?")
    assert chips(page, 0) == ["Period 2022", "Acronym HTTE"]
    page.get_by_role("button", name="Ask again without Period 2022").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".chip.out")
    finished(page, 1)
    assert assistant.left_out == [(), ("period",)]
    assert chips(page, 0) == ["Acronym HTTE", "Period: 2022 put back"]
    assert page.locator(".chip.out s").inner_text() == "Period: 2022"
    press(page, "restore-0-0")
    page.wait_for_selector(".chip.out", state="detached")
    finished(page, 1)
    assert assistant.left_out[-1] == ()
    ask(page, "And?")  # earlier turns tell how they were read, and are not asked anew
    assert page.locator(".asked").nth(0).locator(".chip button").count() == 0


def test_a_part_is_moved_to_the_form_and_filters_are_taken_out(
    page: Any, assistant: Waiting
) -> None:
    ask(page, "What did the talks agree in 2022?")
    page.get_by_role("button", name="Change Period 2022").click()
    page.wait_for_selector(".editing")
    page.wait_for_function("document.activeElement.closest('#filters')")
    assert focused(page) == "From"
    assert page.get_by_label("From", exact=True).input_value() == "2022-01-01"
    assert "without Period 2022" in page.inner_text(".editing")
    page.get_by_label("From", exact=True).fill("2021")
    page.focus("#box textarea")
    page.keyboard.press("Enter")
    page.wait_for_selector(".chip.filter")
    finished(page, 1)
    assert assistant.left_out[-1] == ("period",)
    assert assistant.chosen[-1] == Filters(first=date(2021, 1, 1), last=date(2022, 12, 31))
    press(page, "unfilter-0-0")
    page.wait_for_function("document.querySelectorAll('.chip.filter').length == 1")
    finished(page, 1)
    assert assistant.chosen[-1] == Filters(last=date(2022, 12, 31))
    assert page.get_by_label("From", exact=True).input_value() == ""
    assert page.get_by_label("To", exact=True).input_value() == "2022-12-31"


def test_a_refused_question_is_searched_without_its_limits(page: Any, assistant: Waiting) -> None:
    page.click("#filters .label-wrap")
    page.get_by_label("From", exact=True).fill("2021")
    ask(page, "nothing here")
    page.get_by_role("button", name="Search without the limits").click()
    page.wait_for_selector(".chip.filter", state="detached")
    finished(page, 1)
    assert assistant.chosen[-1] == Filters() and assistant.left_out[-1] == ("period",)
    assert page.get_by_label("From", exact=True).input_value() == ""


def test_the_words_behind_a_mark_are_shown_to_pointer_and_keyboard(page: Any) -> None:
    ask(page, "What?")
    tip = page.locator("#quoted-words")
    mark = page.locator('#chat .answer p button[value="cite-0-2"]')
    assert mark.get_attribute("title") is None
    mark.hover()
    tip.wait_for(state="visible")
    assert QUOTES[2] in tip.inner_text() and "paragraph 1" in tip.inner_text()
    tip.hover()  # it can be read with the pointer on it
    page.wait_for_timeout(500)
    assert tip.is_visible()
    page.keyboard.press("Escape")
    assert tip.is_hidden()
    page.hover(".masthead h1")
    mark.hover()
    page.hover(".masthead h1")
    tip.wait_for(state="hidden")
    page.focus("#chat button[value='cite-0-0'] >> nth=0")
    page.keyboard.press("Tab")
    assert QUOTES[1] in tip.inner_text()
    described = page.evaluate("document.activeElement.getAttribute('aria-describedby')")
    assert described == "quoted-words"
    assert page.get_by_role("button", name="[2]", exact=True).count() >= 1
    page.keyboard.press("Enter")
    page.wait_for_selector('article[data-reference="cite-0-1"]')
    assert quoted(page) == QUOTES[1] and tip.is_hidden()


def test_questions_to_go_on_with_come_after_the_answer_and_go(
    page: Any, assistant: Waiting
) -> None:
    ask(page, "What?")
    page.wait_for_selector(".suggested")
    assert page.locator(".suggested .choice").all_inner_texts() == [
        "Who proposed the tide atlas?",
        "When are the <b>second talks</b> held?",
    ]
    page.click(".suggested .choice >> nth=1")
    finished(page, 2)
    asked = page.locator(".question").all_inner_texts()
    assert asked[1] == "When are the <b>second talks</b> held?"
    page.wait_for_selector(".suggested")
    page.fill("#box textarea", "slow")
    page.keyboard.press("Enter")
    page.wait_for_selector("#chat .progress")
    assert page.locator(".suggested").count() == 0
    assistant.go_on.set()
    finished(page, 3)


def test_an_answer_that_is_drawn_anew_keeps_the_focus_and_the_way_back(
    page: Any, assistant: Waiting
) -> None:
    ask(page, "later one")
    page.focus('#chat .answer p button[value="cite-0-2"]')
    assistant.go_on.set()
    page.wait_for_selector(".suggested")
    page.wait_for_function("document.activeElement.value == 'cite-0-2'")
    assistant.go_on.clear()
    ask(page, "later two")
    press(page, "cite-1-1")
    page.wait_for_selector('article[data-reference="cite-1-1"]')
    page.wait_for_function("document.activeElement.id == 'opened'")
    assistant.go_on.set()
    page.wait_for_selector(".suggested")
    press(page, "back", "#source")
    assert page.evaluate("document.activeElement.value") == "cite-1-1"


@pytest.mark.parametrize("moved", [False, True], ids=["on the mark", "away from it"])
def test_a_mark_that_is_drawn_anew_while_it_is_pressed_opens_its_source_once(
    page: Any, assistant: Waiting, moved: bool
) -> None:
    ask(page, "later one")
    page.wait_for_selector('article[data-reference="cite-0-0"]')
    box = page.locator('#chat .answer p button[value="cite-0-2"]').first.bounding_box()
    sent = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    assistant.go_on.set()
    page.wait_for_selector(".suggested")
    if moved:
        page.mouse.move(2, 2)
    page.mouse.up()
    if not moved:
        page.wait_for_selector('article[data-reference="cite-0-2"]')
    page.wait_for_timeout(500)
    assert sum("cite-0-2" in data for data in sent) == (0 if moved else 1)


def copied(page: Any, value: str, place: str = "#chat") -> str:
    """What a button puts on the clipboard."""
    page.evaluate("navigator.clipboard.writeText('')")
    press(page, value, place)
    page.wait_for_function("document.querySelector('#said').textContent == 'Copied'")
    text: str = page.evaluate("navigator.clipboard.readText()")
    page.evaluate("document.querySelector('#said').textContent = ''")
    return text


def test_answers_and_quotations_are_copied_with_absolute_permalinks(
    page: Any, running: tuple[Any, str]
) -> None:
    ask(page, "What?")
    page.wait_for_selector("article.release")
    first = answered("q", invented()).citations[0]
    link = f"{running[1]}/r/m_5676-400001?cite={first.start}-{first.end}#2.0"
    text = copied(page, "copy-text-0")
    assert text.startswith("What?\n\nAnswered.") and f"Permalink: {link}" in text
    assert f"[\\[1\\]]({link})" in copied(page, "copy-markdown-0")
    quote = copied(page, "copy-cite-0-0", "#source")
    assert quote.startswith(f"“{QUOTES[0]}”\n") and quote.endswith(link)
    page.click("#chat .sources summary")
    assert copied(page, "copy-cite-0-2").startswith(f"“{QUOTES[2]}”")


def test_where_the_clipboard_is_refused_the_text_is_shown_selected(page: Any) -> None:
    ask(page, "What?")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject('refused'); }")
    press(page, "copy-text-0")
    page.wait_for_selector("#by-hand textarea")
    selected = page.evaluate(
        "(() => { const one = document.activeElement;"
        " return one.value.slice(one.selectionStart, one.selectionEnd); })()"
    )
    assert selected.startswith("What?\n\nAnswered.") and "References" in selected
    page.keyboard.press("Escape")
    page.wait_for_selector("#by-hand", state="detached")
    assert page.evaluate("document.activeElement.value") == "copy-text-0"


def test_what_was_cited_so_far_is_listed_and_opens(page: Any) -> None:
    ask(page, "One?")
    ask(page, "nothing")
    page.wait_for_selector(".no-source")
    page.click(".so-far summary")
    assert page.locator(".so-far .near").count() == 3
    page.click('.so-far button[value="cite-0-2"]')
    page.wait_for_selector('article[data-reference="cite-0-2"]')
    assert quoted(page) == QUOTES[2]


def test_on_a_phone_everything_fits_and_can_be_tapped(
    chromium: Any, running: tuple[Any, str], assistant: Waiting
) -> None:
    context, page = visit(chromium, running[1], viewport=PHONE, has_touch=True, is_mobile=True)
    ask(page, "What did the talks agree in 2022?")
    page.wait_for_selector(".suggested")
    for selector in (".chip", ".asked", ".tools", ".suggested", ".answer"):
        for box in (one.bounding_box() for one in page.locator(selector).all()):
            assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"], selector
    small = [one.bounding_box() for one in page.locator(".chip-off").all()]
    assert small and all(box["width"] >= 24 and box["height"] >= 24 for box in small)
    page.tap('#chat button[value="cite-0-0"] >> nth=0')
    page.wait_for_selector('article[data-reference="cite-0-0"]')
    assert page.locator("#quoted-words").is_hidden()
    page.tap('button[value="without-0-0"]')
    page.wait_for_selector(".chip.out")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_statuses_differ_without_colour_and_all_is_readable(
    chromium: Any, running: tuple[Any, str], scheme: str
) -> None:
    context, page = visit(chromium, running[1], color_scheme=scheme)
    for question in ("What?", "hostile", "unclear", "nothing", "wider", "bad"):
        ask(page, question)
    signs = page.evaluate(
        """[...document.querySelectorAll("#chat .badge")].map(each => [each.innerText,
            getComputedStyle(each, "::before").content, getComputedStyle(
            each.parentElement).borderLeftStyle + getComputedStyle(each.parentElement).borderLeftWidth])"""
    )
    assert len({words for words, _, _ in signs}) == len(signs) == 6
    assert len({sign for _, sign, _ in signs}) == 6
    assert len({border for _, _, border in signs}) >= 4
    press(page, "edit-5")
    page.wait_for_selector(".editing")
    selectors = [
        ".chip .kind",
        ".chip",
        "button.tool",
        ".editing p",
        ".badge.outside",
        ".badge.bad",
    ]
    selectors += [".badge.part", ".badge.ask", ".so-far summary", ".limits", ".note.failed p"]
    measured = page.evaluate(CONTRAST, selectors)
    assert [(name, ratio) for name, ratio in measured if ratio < 4.5] == []
    context.close()


def test_a_turn_that_is_asked_again_keeps_its_marks_alive(page: Any) -> None:
    ask(page, "One?")
    ask(page, "Two?")
    press(page, "again-1")
    page.wait_for_timeout(1500)
    finished(page, 2)
    open_mark(page, "cite-1-2")
    assert quoted(page) == QUOTES[2]
