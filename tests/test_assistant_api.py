"""The JSON interface over HTTP: values, errors with their status, nothing kept, no blocking."""

import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from assistant.answer import Assistant
from assistant.show import answer_values
from assistant.understand import MAX_LENGTH
from assistant.web import api as interface
from assistant.web import api_models as models
from assistant.web.api_values import answer_json
from index.errors import BadData
from index.retrieve import Retriever
from index.store import Archive
from tests.fakes import FakeEmbedder
from tests.folders import add, post
from tests.invented import StubAssistant, answered, invented, narrow

ASKED = "What did the participants agree about buoys?"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over three releases, one of them of another board and year."""
    folder = tmp_path_factory.mktemp("api")
    address = "https://www.mofa.go.kr/eng/brd/m_5676/view.do?seq=400001"
    post(folder / "in", "m_5676-400001", "buoys", address=address)
    post(folder / "in", "m_5676-400002", "tides")
    post(folder / "in", "m_20140-7", "reefs", "2021-03-04")
    add(folder / "data", folder / "in")
    return Assistant(Archive(folder / "data"), Retriever(folder / "data", FakeEmbedder()))


def client(assistant: Any) -> TestClient:
    app = Starlette(routes=[Mount(interface.PLACE, interface.api(assistant))])
    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture(scope="module")
def asking(assistant: Assistant) -> Iterator[TestClient]:
    with client(assistant) as one:
        yield one


def problem(answer: Any, status: int) -> str:
    """The kind and the message of an error with this status."""
    assert answer.status_code == status, answer.text
    values = answer.json()
    assert set(values) == {"error", "message", "near"}
    return f"{values['error']}: {values['message']}"


def test_an_answer_is_the_command_lines_own_with_a_page_for_each_citation(
    asking: TestClient, assistant: Assistant
) -> None:
    values = asking.get("/api/ask", params={"q": ASKED, "today": "2022-06-01"}).json()
    expected = answer_values(assistant.ask(ASKED))
    assert values["status"] == "answered" and values["citations"]
    for citation in values["citations"]:
        release = asking.get(f"/api/release/{citation['release']}").json()
        assert release["text"][citation["start"] : citation["end"]] == citation["quote"]
        stretch = f"{citation['start']}-{citation['end']}"
        id, place = citation["id"].split("#")
        assert citation.pop("page") == f"/r/{id}?cite={stretch}#{place}"
    for same in ("question", "status", "text", "citations", "closest", "reading", "query"):
        assert values[same] == expected[same]


def test_no_value_of_an_answer_is_lost_on_the_way() -> None:
    answer = narrow(answered("Which talks?", invented()))
    values = answer_json(answer, "/app")
    model = models.Answer.model_validate(values)
    assert json.loads(model.model_dump_json(by_alias=True, exclude_unset=True)) == values
    assert values["wider"]["citations"][0]["page"].startswith("/app/r/m_5676-400001?cite=")


def test_filters_hold_as_on_the_command_line(asking: TestClient) -> None:
    question = {"q": "What did the participants agree?"}
    for limits in ({"board": "m_20140"}, {"to": "2021"}, {"release": ["m_20140-7"]}):
        values = asking.get("/api/ask", params=question | limits).json()
        assert {one["release"] for one in values["citations"]} == {"m_20140-7"}
        assert values["reading"]["filters"]
    both = asking.get("/api/search?q=harbours&release=m_20140-7&release=m_5676-400002").json()
    assert {one["release"] for one in both["found"]} == {"m_20140-7", "m_5676-400002"}


def test_parts_of_a_question_are_left_out_as_on_the_command_line(asking: TestClient) -> None:
    question = {"q": "What did the participants agree in 2019?", "today": "2022-06-01"}
    assert asking.get("/api/ask", params=question).json()["citations"] == []
    asked = {"without": ["period", "country:JP"]}
    values = asking.get("/api/ask", params=question | asked).json()
    assert values["citations"] and values["reading"]["left_out"] == ["period"]
    assert values["question"] == question["q"] and "period" not in values["reading"]
    told = problem(asking.get("/api/ask?q=a&without=perod"), 422)
    assert told.startswith("BadPart: No part of a question is called 'perod'.")


def test_what_lies_outside_the_filters_is_given_apart(asking: TestClient) -> None:
    values = asking.get("/api/ask", params={"q": ASKED, "board": "m_20140"}).json()
    assert values["status"] != "answered" and values["citations"] == []
    assert values["wider"]["citations"][0]["release"] == "m_5676-400001"


def test_a_search_gives_the_nearest_paragraphs_best_first(asking: TestClient) -> None:
    found = asking.get("/api/search?q=survey+tides+harbours&k=3").json()["found"]
    assert len(found) == 3 and found[0]["id"] == "m_5676-400002#2"
    assert found[0]["passages"][0]["text"].startswith("The participants agreed to survey tides")
    scores = [one["score"] for one in found]
    assert scores == sorted(scores, reverse=True)
    assert found[0]["page"] == "/r/m_5676-400002#2"


def test_releases_are_listed_by_date_in_parts(asking: TestClient) -> None:
    values = asking.get("/api/releases").json()
    assert [one["id"] for one in values["releases"]][2] == "m_20140-7" and values["total"] == 3
    part = asking.get("/api/releases?offset=2&limit=2").json()
    assert (part["total"], [one["id"] for one in part["releases"]]) == (3, ["m_20140-7"])
    assert part["releases"][0]["released"]["from"] == "2021-03-04"
    assert part["releases"][0]["released"]["provenance"] == "stated"
    assert asking.get("/api/releases?board=m_5676&year=2022").json()["total"] == 2


def test_a_release_and_its_paragraphs_are_given_with_exact_offsets(asking: TestClient) -> None:
    release = asking.get("/api/release/m_5676-400001").json()
    assert release["countries"] == ["KR", "NO", "CL"]
    for passage in release["passages"]:
        assert release["text"][passage["start"] : passage["end"]] == passage["text"]
        one = asking.get("/api/paragraph/" + passage["id"].replace("#", "%23")).json()
        assert passage in one["passages"]
    version = asking.get(f"/api/release/m_5676-400001@{release['digest'][:8]}").json()
    assert version == release


def test_a_paragraph_has_all_its_passages_by_either_spelling(asking: TestClient) -> None:
    one = asking.get("/api/paragraph/m_5676-400001%231").json()
    assert one == asking.get("/api/paragraph/m_5676-400001/1").json()
    assert [each["id"] for each in one["passages"]] == ["m_5676-400001#1.0", "m_5676-400001#1.1"]


def test_unknown_ids_are_404_with_near_ones(asking: TestClient) -> None:
    answer = asking.get("/api/release/m_5676-40001")
    assert "UnknownId: Nothing in the archive has the id 'm_5676-40001'" in problem(answer, 404)
    assert answer.json()["near"][0] == "m_5676-400001"
    assert "has #head, #1, #2" in problem(asking.get("/api/paragraph/m_5676-400001/9"), 404)
    assert "HTTPException" in problem(asking.get("/api/nothing"), 404)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", "BadRequest: That request cannot be read: q: field required"),
        ("q=", "BadQuestion: That question cannot be asked: it is empty"),
        ("q=" + "x" * (MAX_LENGTH + 1), "BadQuestion: That question cannot be asked: it has 2,001"),
        ("q=a&board=m_5677", "BadFilter: No board here is 'm_5677'. Near to it: m_5676"),
        ("q=a&from=20x1", "BadSetting: The first day"),
        ("q=a&today=tomorrow", "BadRequest: That request cannot be read: today"),
        ("q=a&board=" + "x" * 201, "BadRequest: That request cannot be read"),
        ("q=a" + "&board=a" * 21, "BadRequest: That request cannot be read: board"),
    ],
)
def test_wrong_requests_are_told_in_our_words(asking: TestClient, query: str, told: str) -> None:
    for place in ("ask", "search"):
        answer = asking.get(f"/api/{place}?{query}")
        assert problem(answer, 422).startswith(told)


def test_wrong_values_are_told_all_at_once_and_not_repeated(asking: TestClient) -> None:
    told = problem(asking.get("/api/search?q=a&k=secret&today=secret"), 422)
    assert "k: " in told and "today: " in told and "secret" not in told


def test_only_reading_is_possible(asking: TestClient) -> None:
    assert problem(asking.post("/api/ask?q=a"), 405).startswith("HTTPException")


def test_health_tells_what_is_searched(asking: TestClient, assistant: Assistant) -> None:
    values = asking.get("/api/health").json()
    archive = assistant.retriever.generation.stamp["archive"]
    assert values == {
        "status": "ok",
        "releases": 3,
        "passages": 12,
        "model": "fake",
        "archive": archive,
    }


class Faulty(StubAssistant):
    """An assistant whose answers fail, or wait until they may go on."""

    def __init__(self, error: Exception | None = None) -> None:
        super().__init__()
        self.error, self.go_on, self.running = error, threading.Event(), 0

    def ask(self, question: str, **limits: Any) -> Any:
        if self.error:
            raise self.error
        self.running += 1
        self.go_on.wait(20)
        return answered(question, invented())


def test_an_index_that_cannot_be_read_is_a_503_to_try_again() -> None:
    answer = client(Faulty(BadData(Path("here"), "no disk"))).get("/api/ask?q=a")
    assert "no disk" in problem(answer, 503) and answer.headers["retry-after"] == "5"


def test_nothing_of_a_question_is_printed_or_kept_even_where_there_is_a_fault(
    capfd: pytest.CaptureFixture[str], assistant: Assistant
) -> None:
    folder = assistant.archive.folder
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    assert client(assistant).get("/api/ask?q=zebras").status_code == 200
    answer = client(Faulty(RuntimeError("zebras"))).get("/api/ask?q=zebras")
    assert problem(answer, 500).startswith("Fault") and "zebras" not in answer.text
    told = "".join(capfd.readouterr())
    assert "RuntimeError" in told and "zebras" not in told
    for path in folder.rglob("*"):
        if path.is_file() and path.stat().st_mtime_ns != before.get(path):
            assert b"zebras" not in path.read_bytes()


def test_other_requests_go_on_while_questions_wait_and_too_many_are_refused() -> None:
    slow: Any = Faulty()
    app = interface.api(slow, waiting=3)
    with TestClient(app) as visitor, ThreadPoolExecutor(8) as threads:
        asked = [threads.submit(visitor.get, "/ask?q=a") for _ in range(interface.TURNS + 3)]
        until = time.monotonic() + 20
        while app.state.turns.statistics().tasks_waiting < 3 and time.monotonic() < until:
            time.sleep(0.02)
        assert visitor.get("/health").status_code == 200
        refused = visitor.get("/ask?q=b")
        assert "3 questions are waiting already" in problem(refused, 503)
        assert refused.headers["retry-after"] == "5"
        assert slow.running == interface.TURNS
        slow.go_on.set()
        assert [one.result(20).status_code for one in asked] == [200] * len(asked)


def test_the_description_names_every_field_and_nothing_foreign_is_loaded(
    asking: TestClient,
) -> None:
    answer = asking.get("/api/openapi.json")
    described = answer.json()
    assert described["servers"] == [{"url": "/api"}]
    assert {"/ask", "/search", "/releases", "/release/{id}", "/health"} <= set(described["paths"])
    for name, schema in described["components"]["schemas"].items():
        for field, values in schema["properties"].items():
            assert values.get("description"), f"{name}.{field}"
    for path in described["paths"].values():
        for one in path["get"].get("parameters", []):
            assert one["in"] == "path" or one["description"]
        assert "HTTPValidationError" not in str(path)
    assert "http" not in answer.text.replace("HTTP", "").replace("https://www.mofa", "")
    for page in ("docs", "redoc"):
        assert asking.get(f"/api/{page}").status_code == 404


def test_headers_keep_answers_out_of_caches_and_frames(asking: TestClient) -> None:
    for path in ("/api/ask?q=buoys", "/api/ask", "/api/health"):
        headers = asking.get(path).headers
        assert headers["cache-control"] == "no-store"
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in headers
