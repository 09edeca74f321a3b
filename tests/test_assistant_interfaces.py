"""The JSON interface and Gradio's own clients against a server that really runs."""

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import pytest

from assistant.answer import Assistant
from assistant.settings import Settings
from assistant.web.api import TURNS
from assistant.web.api_values import answer_json
from index.errors import BadQuestion
from index.retrieve import Retriever
from index.store import Archive
from tests.fakes import FakeEmbedder
from tests.folders import add, post
from tests.invented import StubAssistant, answered, invented
from tests.served import served

WAITING = 2


class Slow(StubAssistant):
    """Answers outside a conversation; a question that begins with "wait" waits."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = threading.Event()

    def ask(self, question: str, **limits: Any) -> Any:
        """One answer, whatever the limits; "bad" is refused, "broken" a fault."""
        if question.startswith("bad"):
            raise BadQuestion("it is <i>too long</i>")
        if question.startswith("broken"):
            raise RuntimeError(f"a fault over {question}")
        if question.startswith("wait"):
            self.go_on.wait(120)
        return answered(question, invented())


@pytest.fixture(scope="module")
def assistant() -> Slow:
    return Slow()


@pytest.fixture(scope="module")
def address(assistant: Slow) -> Iterator[str]:
    with served(assistant, Settings(queue=WAITING)) as found:
        yield found


def read(address: str) -> tuple[int, dict[str, Any], Any]:
    """Status, values and headers of a plain request."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status, json.loads(answer.read()), answer.headers
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read()), error.headers


def test_plain_http_gets_an_answer_whose_pages_show_the_cited_words(address: str) -> None:
    asked = urlencode({"q": "what did they agree?", "from": "2020"})
    status, answer, headers = read(f"{address}/api/ask?{asked}")
    assert status == 200 and headers["content-type"] == "application/json"
    expected = answer_json(answered("what did they agree?", invented()), "")
    assert answer["text"] == expected["text"] and answer["citations"] == expected["citations"]
    for one in answer["citations"]:
        assert invented().text[one["start"] : one["end"]] == one["quote"]
        page = httpx.get(address + one["page"].partition("#")[0]).text
        assert 'id="cited"' in page


def test_every_address_of_the_description_answers(tmp_path: Path) -> None:
    post(tmp_path / "in", "m_5676-400001", "buoys")
    add(tmp_path / "data", tmp_path / "in")
    archive = Archive(tmp_path / "data")
    values = {"id": "m_5676-400001", "q": "What did the participants agree about buoys?"}
    with served(Assistant(archive, Retriever(tmp_path / "data", FakeEmbedder()))) as address:
        described = httpx.get(f"{address}/api/openapi.json").json()
        assert len(described["paths"]) >= 6
        for path, methods in described["paths"].items():
            assert set(methods) == {"get"}
            asked = path.replace("{id}", values["id"]) + ("#2" if "paragraph" in path else "")
            needed = [
                one["name"] for one in methods["get"].get("parameters", []) if one["required"]
            ]
            query = {name: values[name] for name in needed if name != "id"}
            answer = httpx.get(f"{address}/api{quote(asked)}", params=query, timeout=60)
            assert answer.status_code == 200, (path, answer.text)


@pytest.mark.parametrize(
    ("path", "status", "error"),
    [
        ("/api/ask", 422, "BadRequest"),
        ("/api/ask?q=bad", 422, "BadQuestion"),
        ("/api/ask?q=broken%20zebra", 500, "Fault"),
        ("/api/release/nothing", 404, "UnknownId"),
        ("/api/ask?q=a&board=nothing", 422, "BadFilter"),
        ("/api/nothing", 404, "HTTPException"),
    ],
)
def test_what_goes_wrong_is_told_as_json(
    address: str, path: str, status: int, error: str, capfd: pytest.CaptureFixture[str]
) -> None:
    got, values, headers = read(address + path)
    assert (got, values["error"]) == (status, error)
    assert set(values) == {"error", "message", "near"}
    assert headers["cache-control"] == "no-store"
    assert "zebra" not in json.dumps(values) + "".join(capfd.readouterr())


def test_more_questions_than_may_wait_are_told_when_to_come_back(
    address: str, assistant: Slow
) -> None:
    places = TURNS + WAITING
    with ThreadPoolExecutor(20) as threads:
        asked: list[Future[httpx.Response]] = []
        while len(asked) < 20 and not any(one.done() for one in asked):
            asked.append(threads.submit(httpx.get, f"{address}/api/ask?q=wait", timeout=300))
            wait(asked[-1:], timeout=1)  # the next comes when this one has its place
        refused = [one.result() for one in asked if one.done()]
        assistant.go_on.set()
        assert [one.status_code for one in refused] == [503]
        assert refused[0].headers["retry-after"] == "5"
        assert refused[0].json()["message"].startswith(f"{WAITING} questions are waiting already")
        answers = [one.result(120).status_code for one in asked]
        assert sorted(answers) == [200] * (len(asked) - 1) + [503] and len(asked) > places


def test_gradios_client_asks_by_the_one_endpoint_with_a_name(address: str) -> None:
    from gradio_client import Client

    client = Client(address, verbose=False, analytics_enabled=False)
    endpoints: Any = client.view_api(return_format="dict", print_info=False)
    assert list(endpoints["named_endpoints"]) == ["/ask"] and not endpoints["unnamed_endpoints"]
    (given,) = endpoints["named_endpoints"]["/ask"]["parameters"]
    assert given["parameter_name"] == "question"
    answer = client.predict("what did they agree?", api_name="/ask")
    assert answer == read(f"{address}/api/ask?q=what+did+they+agree%3F")[1]
    client.close()


def test_gradios_client_is_told_what_is_wrong_and_nothing_of_a_fault(
    address: str, capfd: pytest.CaptureFixture[str]
) -> None:
    from gradio_client import Client
    from gradio_client.exceptions import AppError

    client = Client(address, verbose=False, analytics_enabled=False)
    with pytest.raises(AppError, match="That question cannot be asked: it is <i>too long</i>"):
        client.predict("bad", api_name="/ask")
    with pytest.raises(AppError, match="Something went wrong here"):
        client.predict("broken zebra", api_name="/ask")
    told = "".join(capfd.readouterr())
    assert "RuntimeError" in told and "zebra" not in told
    with pytest.raises(ValueError, match="Cannot find"):
        client.predict("what?", api_name="/asked")
    client.close()
