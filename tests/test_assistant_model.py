"""The connection to a language model: what is sent over HTTP, and every way it can fail."""

import logging
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

from assistant import connect as connecting
from assistant.cli import main
from assistant.connect import connect
from assistant.model import RETRIES, Connection, Patience
from assistant.model_failures import Source, reason_of
from assistant.records import Answer, Draft, Status
from assistant.settings import Settings
from assistant.write import Writer
from index.errors import KeyMissing, ModelFailed, PackageMissing
from tests.models import Reply, chunk, event, failing, serving, streamed
from tests.test_assistant_write import ATLAS, GOOD, LISTED, both

KEY = "sk-test-0123456789"
LONG = Patience(first=60.0, next=60.0, whole=120.0)
EVENTS = "text/event-stream"


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key, no proxy, and pauses that nobody waits for."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr("assistant.model.PAUSE", 0.01)


@pytest.fixture(scope="module")
def _loaded() -> None:
    """The client library, which takes seconds to load at the first request of all."""
    with serving(streamed("Yes.")) as served:
        connected(served.url).complete(["Hello"])


def connected(url: str, patience: Patience = LONG) -> Connection:
    model = connect(Settings(llm="small-model", llm_url=url), patience)
    assert isinstance(model, Connection)
    return model


def written(url: str, patience: Patience = LONG) -> tuple[list[Draft], Answer]:
    """The drafts and the answer by the model behind an address."""
    *drafts, answer = Writer(connected(url, patience)).write(*both())
    assert isinstance(answer, Answer)
    return [one for one in drafts if isinstance(one, Draft)], answer


# over HTTP


@pytest.mark.slow
def test_the_server_is_asked_once_at_temperature_0_with_the_key() -> None:
    with serving(
        streamed(f"{GOOD}. ", "[s1", "]\n", "Norway proposed a tide atlas. [s2]")
    ) as served:
        drafts, answer = written(served.url)
    assert f"{GOOD}. [1]" in answer.text and answer.fallback is None
    assert len(drafts) == 2
    (asked,) = served.asked
    assert asked["path"] == "/v1/chat/completions" and asked["stream"] is True
    assert asked["temperature"] == 0 and asked["model"] == "small-model"
    assert served.headers[0]["authorization"] == f"Bearer {KEY}"
    messages = asked["messages"]
    assert isinstance(messages, list)
    assert [one["role"] for one in messages] == ["user", "assistant", "user"]
    assert LISTED in messages[-1]["content"] and LISTED not in messages[0]["content"]


@pytest.mark.slow
def test_a_sentence_is_shown_while_the_server_still_writes() -> None:
    with serving(streamed(f"{GOOD}. [s1]\n", "Norway", " proposed", pause=0.4)) as served:
        steps = Writer(connected(served.url)).write(*both())
        begun = time.perf_counter()
        assert isinstance(next(steps), Draft)
        first = time.perf_counter() - begun
        *_, answer = steps
        assert time.perf_counter() - begun > first + 0.4
    assert isinstance(answer, Answer) and answer.fallback is None


@pytest.mark.slow
@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_failing_server_is_tried_again(status: int) -> None:
    with serving(failing(status, "busy"), streamed(f"{GOOD}. [s1]")) as served:
        _, answer = written(served.url)
    assert answer.fallback is None and len(served.asked) == 2


@pytest.mark.slow
@pytest.mark.parametrize(
    ("status", "reason"), [(500, "with the error 500"), (429, r"quota is used up \(429\)")]
)
def test_a_server_that_goes_on_failing_is_given_up(status: int, reason: str) -> None:
    with serving(*[failing(status, "busy")] * 9) as served:
        with pytest.raises(ModelFailed, match=reason):
            connected(served.url).complete(["Hello"])
        assert len(served.asked) == 1 + RETRIES


BROKEN = streamed(f"{GOOD}. [s1]\nNorw", end=False, cut=True)
ERROR = {"error": {"message": "the context is exceeded", "type": "x"}}
FAILURES = [
    (failing(401, f"Incorrect API key provided: {KEY}"), "refused the key (401); set OPENAI_API_KEY"),
    (failing(403), "refused the key (403); set OPENAI_API_KEY"),
    (failing(404, "model small-model not found"), "no such model or address (404); set COMMUNIQUE_LLM"),
    (failing(400, "invalid model identifier"), "no such model or address (400)"),
    (failing(400, "This model's maximum context length is 8 tokens"), "too long for its context (400)"),
    (failing(413, "payload too large"), "too long for its context (413)"),
    (failing(400, "bad field"), "answered with the error 400"),
    (Reply(200, ("<html>It works</html>",), "text/html"), "no chat completion"),
    (Reply(200, ('{"choices": []}',)), "no chat completion"),
    (Reply(200, (event("{nonsense"),), EVENTS), "no chat completion"),
    (Reply(200, (event([1, 2]), event("[DONE]")), EVENTS), "no chat completion"),
    (Reply(200, (event(ERROR),), EVENTS), "too long for its context"),
    (Reply(200, (chunk("The "), event({"error": {"message": KEY}})), EVENTS), "broke off with an error"),
    (streamed(), "its reply was empty"),
    (streamed("<think>What is", " s1?"), "its reply was empty"),
    (BROKEN, "broke off"),
    (streamed(f"{GOOD}. [s1]\nNorw", end=False), "broke off"),
    (Reply(200, (chunk(f"{GOOD}. [s1]\n"), event("{")), EVENTS), "broke off"),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("reply", "reason"), FAILURES)
def test_a_failure_that_does_not_pass_is_told_and_leaves_the_default_answer(
    reply: Reply, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), serving(reply, reply) as served:
        _, answer = written(served.url)
    assert len(served.asked) == 1
    assert answer.fallback and reason in answer.fallback
    assert KEY not in answer.fallback and KEY not in caplog.text
    assert replace(answer, fallback=None) == both()[0]
    assert answer.status is Status.PARTLY_ANSWERED


@pytest.mark.slow
def test_what_was_shown_before_a_stream_broke_is_taken_back() -> None:
    with serving(BROKEN) as served:
        drafts, answer = written(served.url)
    assert f"{GOOD}. [1]" in drafts[-1].answer.text
    assert answer.text == both()[0].text and ATLAS in answer.text


PINGS = (": ping\n\n",) * 100
HANGS = [
    (streamed("late", pause=9.0), Patience(0.5, 60.0, 60.0), "sent no word within 0.5 seconds"),
    (replace(streamed("late"), wait=9.0), Patience(0.5, 60.0, 60.0), "sent no"),
    (Reply(200, PINGS, EVENTS, 0.1), Patience(0.5, 60.0, 60.0), "sent no word within 0.5"),
    (
        Reply(200, (chunk(f"{GOOD}. [s1]\n"), *PINGS), EVENTS, 0.1),
        Patience(60.0, 0.5, 60.0),
        "stopped sending for 0.5 seconds",
    ),
    (
        streamed(*[f"Word {number} " for number in range(100)], pause=0.1),
        Patience(60.0, 60.0, 1.0),
        "did not end its reply within 1 seconds",
    ),
]


@pytest.mark.slow
@pytest.mark.usefixtures("_loaded")
@pytest.mark.parametrize(("reply", "patience", "reason"), HANGS)
def test_a_server_that_hangs_is_waited_for_once_and_not_long(
    reply: Reply, patience: Patience, reason: str
) -> None:
    with serving(reply, reply) as served:
        begun = time.perf_counter()
        _, answer = written(served.url, patience)
        taken = time.perf_counter() - begun
        assert len(served.asked) == 1
    assert answer.fallback and reason in answer.fallback
    assert taken < 8


@pytest.mark.slow
def test_a_refused_connection_is_tried_again_and_told() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    _, answer = written(f"http://127.0.0.1:{port}/v1")
    assert answer.fallback and "cannot be reached; start that server" in answer.fallback


# without HTTP


class Scripted:
    """A client of llama-index that does what it is told, one script a call."""

    def __init__(self, *scripts: list[Any]) -> None:
        self.scripts, self.calls = list(scripts), 0

    def stream_chat(self, messages: list[Any]) -> Iterator[Any]:
        self.calls += 1
        for step in self.scripts.pop(0):
            if isinstance(step, Exception):
                raise step
            yield step


def part(delta: str, finish: str | None = None) -> Any:
    return SimpleNamespace(
        delta=delta, raw=SimpleNamespace(choices=[SimpleNamespace(finish_reason=finish)])
    )


class APIConnectionError(Exception):
    """Named as the clients of OpenAI and Anthropic name it."""


class APIStatusError(Exception):
    """The same, with a status, what was told, and when to come again."""

    def __init__(self, status: int, told: str = "", after: str = "") -> None:
        self.status_code, self.body = status, told
        self.response = SimpleNamespace(headers={"retry-after": after})


def over(*scripts: list[Any]) -> tuple[Connection, Scripted]:
    client = Scripted(*scripts)
    return Connection("m", Source("http://m/v1", "OPENAI_API_KEY"), client, LONG), client


def test_pieces_come_as_they_are_until_the_regular_end() -> None:
    connection, _ = over([part("a"), part(""), part("b"), part("", "stop")])
    assert list(connection.stream(["Hello"])) == ["a", "b"]


@pytest.mark.parametrize("error", [APIConnectionError(), APIStatusError(429), APIStatusError(502)])
def test_a_passing_failure_is_tried_again_only_before_the_first_piece(error: Exception) -> None:
    connection, client = over([error], [error], [part("a", "stop")])
    assert connection.complete(["Hello"]) == "a" and client.calls == 3
    connection, client = over([part("a"), error], [part("b", "stop")])
    with pytest.raises(ModelFailed):
        connection.complete(["Hello"])
    assert client.calls == 1


def test_pauses_grow_and_heed_the_server_within_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("assistant.model.sleep", slept.append)
    monkeypatch.setattr("assistant.model.PAUSE", 0.5)
    for after in ("", "3", "600", "soon"):
        connection, _ = over(*[[APIStatusError(429, after=after)]] * 3)
        with pytest.raises(ModelFailed):
            connection.complete(["Hello"])
    assert slept == [0.5, 1.0, 3.0, 3.0, 10.0, 10.0, 0.5, 1.0]


def test_an_error_of_any_kind_ends_in_a_message() -> None:
    connection, _ = over([RuntimeError(KEY)])
    with pytest.raises(ModelFailed, match="no chat completion") as raised:
        connection.complete(["Hello"])
    assert KEY not in str(raised.value)


def test_a_vendors_messages_name_its_own_key_and_no_server_of_ones_own() -> None:
    vendor = Source("https://api.example.com", "EXAMPLE_KEY", vendor=True)
    assert "EXAMPLE_KEY" in reason_of(APIStatusError(401), vendor, False)
    assert "COMMUNIQUE_LLM_URL" not in reason_of(APIStatusError(404), vendor, False)
    assert "network" in reason_of(APIConnectionError(), vendor, False)
    assert "broke off with an error" in reason_of(APIStatusError(200, "overloaded"), vendor, True)


# vendors


def test_a_vendor_without_its_key_is_refused_at_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", " ")
    with pytest.raises(KeyMissing, match=r"openai:some-model needs a key.*OPENAI_API_KEY"):
        connect(Settings(llm="openai:some-model"))


def test_a_vendor_without_its_package_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    monkeypatch.setitem(sys.modules, "llama_index.llms.anthropic", None)
    with pytest.raises(PackageMissing, match=r"pip install 'communique\[anthropic\]'"):
        connect(Settings(llm="anthropic:some-model"))


def test_anthropic_is_asked_through_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    made: dict[str, Any] = {}
    ended = {"type": "message_delta", "delta": SimpleNamespace(stop_reason="end_turn")}
    parts = [SimpleNamespace(delta="Yes.", raw={}), SimpleNamespace(delta="", raw=ended)]

    def make(**values: Any) -> Scripted:
        made.update(values)
        return Scripted(parts)

    module: Any = ModuleType("llama_index.llms.anthropic")
    module.Anthropic = make
    monkeypatch.setitem(sys.modules, "llama_index.llms.anthropic", module)
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    model = connect(Settings(llm="anthropic:some-model"))
    assert model and model.name == "anthropic:some-model"
    assert model.complete(["Hello"]) == "Yes."
    assert (made["model"], made["temperature"], made["api_key"]) == ("some-model", 0.0, KEY)


@pytest.mark.slow
def test_openai_is_asked_at_its_own_address(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(streamed("Yes.")) as served:
        own = connecting.VENDORS["openai"]
        moved = replace(own, source=replace(own.source, url=served.url))
        monkeypatch.setitem(connecting.VENDORS, "openai", moved)
        model = connect(Settings(llm="openai:a-new-model", llm_url="nowhere"))
        assert model and model.complete(["Hello"]) == "Yes."
    assert served.asked[0]["model"] == "a-new-model"
    assert served.headers[0]["authorization"] == f"Bearer {KEY}"
    assert own.source.url == "https://api.openai.com/v1"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["llama3.2:1b", "hf.co/openai/small:Q4_K_M", "openai:"])
def test_a_local_models_name_may_have_a_colon(name: str) -> None:
    with serving(streamed("Yes.")) as served:
        model = connect(Settings(llm=name, llm_url=served.url))
        assert model and model.complete(["Hello"]) == "Yes."
    assert served.asked[0]["model"] == name


# the key


@pytest.fixture
def no_settings(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., str]]:
    """Runs a command without the machine's settings; returned is all it prints."""
    for name in [name for name in os.environ if name.startswith("COMMUNIQUE_")]:
        monkeypatch.delenv(name)
    yield lambda *arguments: CliRunner().invoke(main, arguments).output


def test_the_key_is_in_no_setting_and_no_help(no_settings: Callable[..., str]) -> None:
    printed = no_settings("settings", "--llm", "openai:some-model") + no_settings("ask", "--help")
    assert "openai:some-model" in printed and KEY not in printed
    assert KEY not in repr(connected("http://127.0.0.1:9/v1").__dict__.keys())
    assert "key" not in no_settings("settings")
