"""What the web app answers and what it leaves closed; headers; a full queue."""

import json
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from assistant.settings import Settings
from assistant.web.server import application
from tests.invented import StubAssistant

CLOSED = (
    "/gradio_api/file=/etc/hostname",
    "/gradio_api/file=README.md",
    "/gradio_api/file=http://127.0.0.1:1/",
    "/gradio_api/file/etc/hostname",
    "/gradio_api/proxy=http://127.0.0.1:1/",
    "/gradio_api/proxy=https://huggingface.co/",
    "/gradio_api/custom_component/a/client/b/c.js",
    "/gradio_api/upload_progress?upload_id=1",
    "/gradio_api/runs",
    "/gradio_api/run-history/buckets",
    "/gradio_api/deep_link",
    "/gradio_api/stream/a/b/1/playlist.m3u8",
    "/gradio_api/queue/status",
    "/gradio_api/openapi.json",
    "/gradio_api/token",
    "/gradio_api/user",
    "/gradio_api/vibe-code",
    "/gradio_api/dev/reload",
    "/gradio_api/mcp/sse",
    "/gradio_api/call/answered/abc",
    "/monitoring",
    "/monitoring/summary",
    "/login",
    "/svelte/svelte.js",
    "/pwa_icon",
    "/docs",
    "/openapi.json",
)
CLOSED_TO_SENDING = (
    "/gradio_api/upload",
    "/gradio_api/component_server",
    "/gradio_api/process_recording",
    "/gradio_api/vibe-edit",
    "/gradio_api/vibe-code",
    "/gradio_api/run-history/connect",
    "/gradio_api/stream/abc",
    "/gradio_api/call/welcome",
    "/login",
    "/",
    "/r/m_5676-400001",
    "/report",
)


def visitor(settings: Settings | None = None) -> TestClient:
    """Someone who asks the whole web app over the invented archive."""
    stub: Any = StubAssistant()
    return TestClient(application(stub, settings or Settings()), follow_redirects=False)


@pytest.fixture(scope="module")
def asking() -> TestClient:
    return visitor()


@pytest.mark.parametrize("path", CLOSED)
def test_what_the_page_does_not_need_is_closed(asking: TestClient, path: str) -> None:
    for answer in (asking.get(path), asking.head(path)):
        assert answer.status_code == 404
    assert asking.get(path).text == "There is nothing here."


@pytest.mark.parametrize("path", CLOSED_TO_SENDING)
def test_nothing_can_be_sent_where_nothing_is_taken(asking: TestClient, path: str) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = asking.request(method, path, files={"files": ("a.txt", b"text")})
        assert (answer.status_code, answer.text) == (404, "There is nothing here."), method


def test_uploads_open_with_their_setting_alone(asking: TestClient) -> None:
    files = {"files": ("a.txt", b"text")}
    assert asking.post("/upload", files=files).text == "There is nothing here."
    uploading = visitor(Settings(upload=True))
    assert uploading.post("/upload", files=files).text != "There is nothing here."
    assert uploading.post("/gradio_api/upload", files=files).text == "There is nothing here."


@pytest.mark.parametrize("path", ["/assets/..%2f..%2findex.html", "/static/..%2f..%2froutes.py"])
def test_files_of_the_page_are_no_way_to_others(asking: TestClient, path: str) -> None:
    assert asking.get(path).status_code in (403, 404)


def test_the_page_may_load_nothing_of_another_origin(asking: TestClient) -> None:
    policy = asking.get("/").headers["content-security-policy"]
    rules = dict(one.strip().split(" ", 1) for one in policy.split(";"))
    assert rules["default-src"] == "'none'"
    own = {"'self'", "'none'", "'unsafe-inline'", "'unsafe-eval'", "data:", "blob:"}
    for rule, sources in rules.items():
        assert set(sources.split()) <= own, rule
    assert not {"data:", "blob:"} & set(rules["script-src"].split())
    assert rules["connect-src"] == rules["frame-src"] == "'self'"
    assert rules["form-action"] == "'none'"
    assert "script-src" not in asking.get("/r/").headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/", "/r/", "/report", "/api/health", "/nothing", "/config"])
def test_every_answer_has_the_headers_of_a_closed_house(asking: TestClient, path: str) -> None:
    headers = asking.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "frame-ancestors" in headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/config", "/gradio_api/queue/join", "/api/health"])
def test_no_other_site_may_read_or_send(path: str) -> None:
    foreign = {
        "origin": "https://elsewhere.example",
        "host": "archive.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
    }
    for method in ("OPTIONS", "GET"):
        answer = visitor().request(method, path, headers=foreign)
        assert "access-control-allow-origin" not in answer.headers, method


def test_the_page_names_no_other_host_but_in_text_that_is_not_loaded(asking: TestClient) -> None:
    html = asking.get("/").text
    loaded = re.findall(r'<(?:script|link|img|iframe)\b[^>]*?(?:src|href)="(//|https?:)', html)
    assert loaded == []


def test_only_one_event_of_the_page_has_a_name(asking: TestClient) -> None:
    described = asking.get("/gradio_api/info").json()
    assert list(described["named_endpoints"]) == ["/ask"]
    assert described["unnamed_endpoints"] == {}
    config = asking.get("/config").json()
    public = [one for one in config["dependencies"] if one["api_visibility"] != "private"]
    assert [one["api_name"] for one in public] == ["ask"]


def test_no_question_is_a_file_or_an_address(asking: TestClient) -> None:
    """Gradio fetches files that a component is given by path; no event here takes one."""
    config = asking.get("/config").json()
    kinds = {one["type"] for one in config["components"]}
    assert not kinds & {"file", "image", "audio", "video", "uploadbutton", "multimodaltextbox"}


def test_a_full_queue_is_told_in_our_words_and_when_to_come_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from gradio.queueing import Queue

    monkeypatch.setattr(Queue, "__len__", lambda self: 7)
    asking = visitor(Settings(queue=7))
    fn = [
        one["id"]
        for one in asking.get("/config").json()["dependencies"]
        if one["api_name"] == "asked"
    ]
    body = {"fn_index": fn[0], "data": ["What?"], "session_hash": "abc"}
    for path, sent in (
        ("/gradio_api/queue/join", body),
        ("/gradio_api/call/ask", {"data": ["What?"]}),
    ):
        answer = asking.post(
            path, content=json.dumps(sent), headers={"content-type": "application/json"}
        )
        assert answer.status_code == 429, answer.text
        assert answer.headers["retry-after"] == "5"
        assert answer.json() == {
            "detail": "7 questions are waiting already. Ask again in some seconds."
        }
