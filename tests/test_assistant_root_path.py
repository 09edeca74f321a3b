"""The web app below a path of a proxy's: every link, both kinds of proxies, and without one."""

import json
import re
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from starlette.testclient import TestClient

from assistant.settings import Settings
from assistant.web.server import application
from tests.invented import StubAssistant, answered, invented
from tests.served import proxied, served

ROOT = "/communique"


class Asked(StubAssistant):
    """Answers outside a conversation, too."""

    def ask(self, question: str, **limits: Any) -> Any:
        """One answer, whatever the limits."""
        return answered(question, invented())


@pytest.fixture(scope="module")
def behind() -> Iterator[str]:
    """An app that is to stand below a path."""
    with served(Asked(), Settings(root_path=ROOT)) as address:
        yield address


@pytest.fixture(params=["stripped", "whole"])
def outside(request: pytest.FixtureRequest, behind: str) -> Iterator[str]:
    """A proxy's address, which strips its path or does not, and does not tell its own host."""
    strips = request.param == "stripped"
    with proxied(behind, ROOT, strips=strips, keeps_host=strips) as address:
        yield address


def text(address: str) -> str:
    """What is read there; an error where it is not found."""
    with urllib.request.urlopen(address, timeout=20) as answer:
        return str(answer.read().decode())


def linked(page: str, html: str) -> set[str]:
    """The addresses that a page links on its own host.

    Gradio names one by its whole path, which browsers read to install a page; the app has none.
    """
    base = re.search(r'<base href="([^"]*)"', html)
    start = urljoin(page, base[1]) if base else page
    found = {urljoin(start, one) for one in re.findall(r'(?:href|src)="([^"#]+)', html)}
    found = {one for one in found if urlsplit(one).netloc == urlsplit(page).netloc}
    return found - {urljoin(page, "/manifest.json")}


def test_every_link_of_the_page_and_the_plain_pages_is_there(outside: str) -> None:
    seen: set[str] = set()
    for page in ("/", "/r/", "/r/m_5676-400001", "/report"):
        html = text(outside + page)
        links = linked(outside + page, html)
        assert all(one.startswith(f"{outside}/") for one in links), links
        for one in links - seen:
            text(one.replace("&amp;", "&"))
        seen |= links
    assert {f"{outside}/r/", f"{outside}/r/m_5676-400001"} <= seen
    assert len([one for one in seen if "/assets/" in one]) > 1


def test_the_pages_relative_links_stand_below_the_path(outside: str) -> None:
    page = text(f"{outside}/")
    assert 'href=\\"r/\\"' in page and 'src=\\"report\\"' in page
    assert f"{ROOT}/r/" not in page  # the page's own address is their base


def test_the_interface_gives_whole_paths(outside: str) -> None:
    host = outside.removesuffix(ROOT)
    described = json.loads(text(f"{outside}/api/openapi.json"))
    assert described["servers"] == [{"url": f"{ROOT}/api"}]
    answer = json.loads(text(f"{outside}/api/ask?q=what"))
    for one in answer["citations"]:
        assert one["page"].startswith(f"{ROOT}/r/m_5676-400001?cite=")
        assert "<mark" in text(host + one["page"])
    listed = json.loads(text(f"{outside}/api/releases"))
    assert listed["releases"][0]["page"] == f"{ROOT}/r/m_5676-400001"


def test_redirects_stay_below_the_path(behind: str) -> None:
    app: Any = application(Asked(), Settings(root_path=ROOT))  # type: ignore[arg-type]
    visitor = TestClient(app, follow_redirects=False)
    assert visitor.get(ROOT).headers["location"] == f"{ROOT}/"
    for path in ("/r", f"{ROOT}/r"):
        assert visitor.get(path).headers["location"] == f"{ROOT}/r/"


def test_gradios_page_names_no_other_root(behind: str) -> None:
    app: Any = application(Asked(), Settings(root_path=ROOT))  # type: ignore[arg-type]
    visitor = TestClient(app)
    for path in ("/", f"{ROOT}/"):
        told = visitor.get(path, headers={"x-forwarded-host": "archive.example"}).text
        assert '"root":"http://archive.example/communique"' in told.replace('": "', '":"')


def test_without_a_path_nothing_is_answered_below_one() -> None:
    app: Any = application(Asked())  # type: ignore[arg-type]
    assert TestClient(app).get(f"{ROOT}/r/").status_code == 404
