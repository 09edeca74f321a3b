"""The archive's tab in a real Chromium: search, limits, pages, the drawing, uploads, a phone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.about import examples
from assistant.settings import Settings
from tests.archives import opened
from tests.browser import CONTRAST, DESKTOP, PHONE
from tests.folders import add, post, talks
from tests.invented import StubAssistant
from tests.pages import page_a
from tests.served import served

pytestmark = pytest.mark.slow
COUNT = 34
"""Releases of the archive: more than one page of the list."""
WAIT = 60000


class Browsed(StubAssistant):
    """The stub over a built archive."""

    def __init__(self, data: Path) -> None:
        super().__init__()
        self.invented = self.archive
        real = opened(data)
        self.archive, self.retriever = real.archive, real.retriever

    def examples(self) -> list[str]:
        """Questions made from the archive itself."""
        made = examples(self.archive.releases(), self.archive.coverage())
        return [*made, f"Are there {len(self.archive.releases())} releases?"]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One app that takes uploads, over an archive of two pages."""
    folder = tmp_path_factory.mktemp("archive")
    for number in range(COUNT):
        day = f"20{10 + number % 14}-{1 + number % 12:02}-05"
        post(folder / "in", f"m_5676-{1000 + number}", f"reefs{number}", day)
    post(folder / "in", "m_20140-7", "storms & <b>gales</b>", "2024-05-05")
    data = folder / "data"
    add(data, folder / "in")
    with served(Browsed(data), Settings(data=data, upload=True)) as address:
        yield address


def visit(chromium: Any, address: str, **wishes: Any) -> tuple[Any, Any]:
    """A visitor of their own on the archive's tab."""
    context = chromium.new_context(**{"viewport": DESKTOP, **wishes})
    page = context.new_page()
    page.set_default_timeout(WAIT)
    page.goto(address)
    page.wait_for_selector(".welcome .choice")
    page.get_by_role("tab", name="Archive").click()
    page.wait_for_selector("#archive-list .entry")
    return context, page


@pytest.fixture
def page(chromium: Any, address: str) -> Iterator[Any]:
    context, page = visit(chromium, address)
    yield page
    context.close()


def listed(page: Any, words: str) -> None:
    """Waits until the list's heading says something."""
    page.wait_for_function(
        "words => document.getElementById('found')?.textContent.includes(words)", arg=words
    )


def search(page: Any, words: str) -> None:
    page.fill("#archive-words textarea, #archive-words input", words)
    page.keyboard.press("Enter")


def test_the_list_is_searched_limited_and_cleared(page: Any) -> None:
    listed(page, "35 releases, newest first, 1 to 30 shown")
    assert page.locator(".entry").count() == 30
    assert page.locator(".entry .title").first.inner_text() == "Talks on storms & <b>gales</b>"
    search(page, "storms")
    listed(page, "1 of 35 release")
    assert page.locator(".timeline .event").count() == 1
    search(page, "penguins")
    listed(page, "No releases")
    assert "No release fits: words “penguins”" in page.inner_text("#archive-list")
    assert page.locator(".timeline").count() == 0
    page.click("button[value=clear-limits]")
    listed(page, "35 releases")
    page.get_by_label("Board").click()
    page.get_by_role("option", name="m_20140").click()
    listed(page, "1 of 35 release")
    assert "board m_20140" in page.inner_text(".limited")


def test_pages_are_turned_and_a_release_opens_beside_them(page: Any) -> None:
    page.click("button[value=page-2] >> nth=0")
    listed(page, "31 to 35 shown")
    page.wait_for_function("document.activeElement.id === 'found'")
    title = page.locator(".entry .title a").last
    wanted = title.inner_text()
    title.click()
    page.wait_for_selector("#archive-release article.release")
    page.wait_for_function("document.activeElement.id === 'archive-opened'")
    assert page.inner_text("#archive-opened") == wanted
    assert page.locator(".entry a[aria-current=true]").inner_text() == wanted
    page.click("button[value=to-list]")
    assert page.evaluate("document.activeElement.textContent") == wanted


def test_a_mark_opens_its_release_by_key(page: Any) -> None:
    mark = page.locator(".timeline .event").last
    name = mark.get_attribute("aria-label")
    mark.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#archive-release article.release")
    title = page.inner_text("#archive-opened")
    assert f": {title} (" in name and "agreement" in name
    assert "/r/" not in page.url


def test_ask_about_a_release_limits_the_conversation_to_it(page: Any) -> None:
    page.click(".entry .title a >> nth=0")
    page.click("button[value='about-m_20140-7']")
    box = page.locator("#box textarea")
    box.wait_for(state="visible")
    page.wait_for_function("document.activeElement.closest('#box')")
    field = page.get_by_role("textbox", name="Release")
    assert field.is_visible() and field.input_value() == "m_20140-7"


def test_sent_files_are_reported_and_found_at_once(page: Any) -> None:
    page.click(".upload summary")
    text = page_a(talks("gulls"), "2025-05-05", "Talks on gulls").encode()
    files = [
        {"name": "gulls.txt", "mimeType": "text/plain", "buffer": text},
        {
            "name": "<img src=x onerror=window.hacked=1>.txt",
            "mimeType": "text/plain",
            "buffer": b"",
        },
    ]
    page.set_input_files("#upload-files", files)
    page.click(".upload button")
    page.wait_for_selector(".report table")
    report = page.inner_text(".report")
    assert "1 added, 1 refused." in report and "file-gulls" in report
    listed(page, "36 releases")
    assert page.locator(".entry .title").first.inner_text() == "Talks on gulls"
    page.get_by_label("Year").click()
    assert page.get_by_role("option", name="2025 · 1").count() == 1
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="Conversation").click()
    page.wait_for_selector(".welcome .choice:has-text('Are there 36 releases?')")
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 768, 1440])
def test_the_page_fits_its_window_and_can_be_read(
    chromium: Any, address: str, width: int, scheme: str
) -> None:
    size = PHONE if width == 390 else {"width": width, "height": 900}
    context, page = visit(chromium, address, viewport=size, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    frame = page.locator(".timeline > .frame").bounding_box()
    assert frame["x"] >= 0 and frame["x"] + frame["width"] <= width
    selectors = [".entry .title a", ".entry .when", ".series", "#found", ".quiet", ".key"]
    for selector, ratio in page.evaluate(CONTRAST, selectors):
        assert ratio >= 4.5, (selector, ratio)
    page.locator(".timeline .event").last.click()
    page.wait_for_selector("#archive-release article.release")
    page.wait_for_function(
        """() => { const box = document.getElementById("archive-opened").getBoundingClientRect();
            return box.top >= 0 && box.bottom <= innerHeight; }"""
    )
    context.close()
