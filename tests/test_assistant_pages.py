"""The plain pages over HTTP: the list, releases and their versions, what is not found, headers."""

import hashlib
import re
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from assistant.web import page_list
from assistant.web.page_list import nearest
from assistant.web.pages import pages, to_list
from assistant.web.permalink import PAGES
from assistant.web.server import application
from index.errors import BadData
from index.store import Archive
from tests.folders import add, post, talks
from tests.invented import StubAssistant, answered, invented


@pytest.fixture(scope="module")
def invented_pages() -> TestClient:
    """The whole web app over the two invented releases."""
    stub: Any = StubAssistant()
    return TestClient(application(stub), follow_redirects=False)


def client(archive: Any) -> TestClient:
    """The plain pages alone."""
    app = Starlette(routes=[Mount(PAGES, pages(archive)), Route(PAGES, to_list)])
    return TestClient(app, raise_server_exceptions=False, follow_redirects=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of three releases on two boards, one of them undated, two of them one text."""
    folder = tmp_path_factory.mktemp("pages")
    post(folder / "in", "m_5676-400001", "buoys")
    post(folder / "in", "m_5676-400002", "tides & <b>", "2021-03-04")
    post(folder / "in", "m_20140-7", "reefs", "")
    post(folder / "in", "m_5679-9", "same", body=talks("buoys"), title="Talks on buoys")
    add(folder / "data", folder / "in")
    return folder


@pytest.fixture(scope="module")
def visitor(folder: Path) -> TestClient:
    return client(Archive(folder / "data"))


def links(html: str) -> list[str]:
    """Where the list of releases leads, in order."""
    listed = re.findall(r'<ul class="releases">.*?</ul>', html, re.DOTALL)
    return re.findall(r'href="([^"]*)"', "".join(listed))


def test_the_list_is_by_date_newest_first_and_undated_ones_last(visitor: TestClient) -> None:
    html = visitor.get("/r/").text
    assert links(html)[1:] == ["/r/m_5676-400002", "/r/m_20140-7"]
    assert re.findall(r"<h2>(.*?)</h2>", html) == ["2022", "2021", "No date known"]
    assert "tides &amp; &lt;b&gt;" in html


def test_the_list_is_limited_to_a_board_and_a_year(visitor: TestClient) -> None:
    assert links(visitor.get("/r/?year=2021").text) == ["/r/m_5676-400002"]
    assert links(visitor.get("/r/?year=undated").text) == ["/r/m_20140-7"]
    assert links(visitor.get("/r/?board=m_20140").text) == ["/r/m_20140-7"]
    nothing = visitor.get("/r/?board=m_20140&year=2021&page=0")
    assert nothing.status_code == 200 and "None here" not in links(nothing.text)
    assert "0 releases" in nothing.text
    assert 'href="/r/?board=m_20140"' in nothing.text and 'href="/r/?year=2021"' in nothing.text


def test_a_long_list_has_pages(visitor: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_list, "LISTED", 2)
    first, second = visitor.get("/r/").text, visitor.get("/r/?page=2").text
    assert len(links(first)) == 2 and len(links(second)) == 1
    assert 'rel="next" href="/r/?page=2"' in first and 'rel="prev"' not in first
    assert 'rel="prev" href="/r/"' in second and 'rel="next"' not in second
    assert "None here" in visitor.get("/r/?page=99").text


def test_the_list_is_reached_without_its_last_stroke(visitor: TestClient) -> None:
    answer = visitor.get("/r")
    assert (answer.status_code, answer.headers["location"]) == (308, "/r/")


def test_a_release_is_shown_and_asked_for_by_head(visitor: TestClient) -> None:
    answer = visitor.get("/r/m_5676-400002")
    assert answer.status_code == 200 and "survey tides" in answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    head = visitor.head("/r/m_5676-400002")
    assert (head.status_code, head.text) == (200, "")


def test_the_id_of_a_cross_post_leads_to_the_release_that_is_shown(visitor: TestClient) -> None:
    answers = [visitor.get(f"/r/{id}") for id in ("m_5676-400001", "m_5679-9")]
    led = [one for one in answers if one.status_code == 307]
    assert len(led) == 1
    target = visitor.get(led[0].headers["location"])
    assert target.status_code == 200 and "Also posted as" in target.text


def test_an_unknown_release_is_a_404_with_the_nearest_ids(visitor: TestClient) -> None:
    answer = visitor.get("/r/m_5676-40002")
    assert answer.status_code == 404
    assert links(answer.text)[0] == "/r/m_5676-400002"
    hostile = visitor.get("/r/<script>alert(1)</script>/" + "x" * 5000)
    assert hostile.status_code == 404 and "<script" not in hostile.text
    assert len(hostile.text) < 12000


def test_the_nearest_ids_come_best_first_and_far_ones_not_at_all() -> None:
    known = ["m_5676-321611", "m_5676-321884", "file-notes"]
    assert nearest("m_5676-321661", known)[0] == "m_5676-321611"
    assert nearest("file-note", known)[0] == "file-notes"
    assert nearest("zzz", known) == []


def test_an_earlier_version_is_shown_as_that_and_a_removed_one_is_kept(tmp_path: Path) -> None:
    source = tmp_path / "in"
    post(source, "m_5676-1", "buoys")
    add(tmp_path / "data", source)
    archive = Archive(tmp_path / "data")
    old = archive.release("m_5676-1").digest[:8]
    visitor = client(archive)
    assert "earlier version" not in visitor.get(f"/r/m_5676-1@{old}").text
    post(source, "m_5676-1", "reefs")
    add(tmp_path / "data", source)
    html = visitor.get(f"/r/m_5676-1@{old}").text
    assert "earlier version" in html and "survey buoys" in html
    assert f'href="/r/m_5676-1@{old}#2.0"' in html and 'href="/r/m_5676-1"' in html
    assert visitor.get("/r/m_5676-1@00000000").status_code == 404


def test_quoted_words_are_marked_and_wrong_stretches_are_told(invented_pages: TestClient) -> None:
    citation = answered("q", invented()).citations[0]
    good = invented_pages.get(f"/r/m_5676-400001?cite={citation.start}-{citation.end}")
    assert good.status_code == 200
    assert f'<mark id="cited">{citation.quote}</mark>' in good.text
    for wrong in ("5", "0-99999", "<b>1</b>-2"):
        answer = invented_pages.get("/r/m_5676-400001", params={"cite": wrong})
        assert answer.status_code == 400 and "<mark" not in answer.text
        assert "Nothing is marked" in answer.text and "<b>" not in answer.text
        assert "agreed to hold the second talks" in answer.text


@pytest.mark.parametrize("path", ["/r/", "/r/m_5676-400001", "/r/none", "/r/file-second?cite=9-1"])
def test_headers_allow_the_page_its_own_style_and_nothing_else(
    invented_pages: TestClient, path: str
) -> None:
    answer = invented_pages.get(path)
    style = answer.text[answer.text.index("<style>") + 7 : answer.text.index("</style>")]
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = answer.headers.get_list("content-security-policy")
    assert policy.startswith("default-src 'none'") and f"style-src 'sha256-{digest}'" in policy
    assert "script-src" not in policy and "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert " style=" not in answer.text


def test_the_conversation_keeps_its_own_headers(invented_pages: TestClient) -> None:
    answer = invented_pages.get("/")
    (policy,) = answer.headers.get_list("content-security-policy")
    assert policy.startswith("default-src 'none'; script-src 'self'") and answer.status_code == 200
    assert "http" not in policy
    assert answer.headers["referrer-policy"] == "no-referrer"


class BrokenArchive:
    """An archive whose folder cannot be read, or that has a fault."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def release(self, id: str) -> Any:
        raise self.error


def test_an_archive_that_cannot_be_read_is_told_as_that() -> None:
    answer = client(BrokenArchive(BadData(Path("here"), "no <disk>"))).get("/r/a")
    assert answer.status_code == 503 and "no &lt;disk&gt;" in answer.text


def test_a_fault_shows_a_page_and_leaves_a_trace_without_what_was_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer = client(BrokenArchive(RuntimeError("secret words"))).get("/r/a")
    assert answer.status_code == 500 and "This says nothing about the archive" in answer.text
    assert "secret" not in answer.text
    (policy,) = answer.headers.get_list("content-security-policy")
    assert policy.startswith("default-src 'none'")
    told = capsys.readouterr().err
    assert "RuntimeError" in told and "in release" in told and "secret words" not in told
