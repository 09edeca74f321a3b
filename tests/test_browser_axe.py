"""What axe-core finds wrong for screen readers and keyboards, on every page in light and dark."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.settings import Settings
from tests.browser import PHONE, ask, open_mark, visit
from tests.invented import StubAssistant
from tests.page_runs import with_report
from tests.served import served

pytestmark = pytest.mark.slow

GRAVE = ("serious", "critical")
GRADIOS: dict[tuple[str, str], str] = {}
"""Rule and selector of findings in markup that Gradio writes and no setting changes, with why each
does no harm here; a finding that is not listed fails, whoever wrote it."""
OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_report(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    stub: Any = StubAssistant()
    with served(stub, Settings(data=folder)) as found:
        yield found


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def found(page: Any) -> list[str]:
    """Every grave finding as `rule selector: what is wrong`, but for those that are listed."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed."
    ).Axe()
    told = axe.run(page, options=OPTIONS).response
    assert len(told["passes"]) > 5  # it did look
    return [
        f"{rule['id']} {target}: {node['failureSummary']}"
        for rule in told["violations"]
        for node in rule["nodes"]
        if node["impact"] in GRAVE
        for target in [" ".join(map(str, node["target"]))]
        if (rule["id"], target) not in GRADIOS
    ]


def answered(page: Any) -> None:
    ask(page, "What?")
    open_mark(page, "cite-0-1")
    page.click(".reading summary")


def refused(page: Any) -> None:
    ask(page, "nothing")
    ask(page, "bad one")
    ask(page, "unclear")
    ask(page, "wider")


def filters(page: Any) -> None:
    page.click("#filters .label-wrap")
    page.wait_for_timeout(500)


def archive(page: Any) -> None:
    page.get_by_role("tab", name="Archive").click()
    page.wait_for_timeout(1000)


def evaluation(page: Any) -> None:
    page.get_by_role("tab", name="Evaluation").click()
    page.frame_locator("#report iframe").locator("h1").wait_for()


STATES: tuple[Callable[[Any], None], ...] = (answered, refused, filters, archive, evaluation)


def test_axe_sees_what_is_wrong(chromium: Any) -> None:
    page = chromium.new_page()
    page.set_content(
        '<html lang="en"><title>A</title><main><h1>A</h1><input><img src="data:,">'
        '<p style="color:#aaa;background:#fff">faint</p><button></button></main>'
    )
    rules = {one.split()[0] for one in found(page)}
    assert rules >= {"label", "image-alt", "color-contrast", "button-name"}
    page.close()


def test_the_empty_page_can_be_used_by_everyone(chromium: Any, address: str, scheme: str) -> None:
    context, page = visit(chromium, address, color_scheme=scheme)
    assert found(page) == []
    context.close()


@pytest.mark.parametrize("state", STATES, ids=lambda one: one.__name__)
def test_the_page_can_be_used_by_everyone(
    chromium: Any, address: str, scheme: str, state: Callable[[Any], None]
) -> None:
    context, page = visit(chromium, address, color_scheme=scheme)
    state(page)
    assert found(page) == []
    context.close()


def test_an_answer_on_a_phone_can_be_used_by_everyone(chromium: Any, address: str) -> None:
    context, page = visit(chromium, address, viewport=PHONE, has_touch=True, is_mobile=True)
    answered(page)
    assert found(page) == []
    context.close()


@pytest.mark.parametrize("path", ["/r/", "/r/m_5676-400001?cite=500-600", "/r/nothing"])
def test_plain_pages_can_be_used_by_everyone(
    chromium: Any, address: str, scheme: str, path: str
) -> None:
    context = chromium.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(address + path)
    assert found(page) == []
    context.close()


def test_the_report_can_be_used_by_everyone(
    chromium: Any, address: str, folder: Path, scheme: str
) -> None:
    """Outside its frame, in which axe cannot run, as nothing can."""
    context = chromium.new_context(color_scheme=scheme)
    page = context.new_page()
    page.set_content((folder / "report.html").read_text("utf-8"))
    assert found(page) == []
    context.close()
