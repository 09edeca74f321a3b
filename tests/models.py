"""Language models for tests: a scripted one, a server that streams what it is told, and a judge."""

import json
import re
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from assistant.evidence import Evidence
from assistant.lines import heading, quotation_line
from assistant.records import Answer
from assistant.selection import Selection
from assistant.verify import problems
from index.errors import ModelFailed


class Fake:
    """A model that gives the queued replies, or fails with a queued error; keeps the prompts.

    A reply is one text, which arrives in one piece, or its pieces, one of which may be an error.
    """

    name = "fake-model"

    def __init__(self, *replies: str | ModelFailed | Sequence[str | ModelFailed]) -> None:
        self.replies = list(replies)
        self.prompts: list[str] = []
        self.sent = 0

    def complete(self, prompt: Sequence[str]) -> str:
        return "".join(self.stream(prompt))

    def stream(self, prompt: Sequence[str]) -> Iterator[str]:
        self.prompts.append("\n".join(prompt))
        reply = self.replies.pop(0)
        for piece in [reply] if isinstance(reply, str | ModelFailed) else reply:
            if isinstance(piece, ModelFailed):
                raise piece
            self.sent += 1
            yield piece


def ungrounded(text: str, answer: Answer, selection: Selection) -> list[str]:
    """The parts of a written text that are neither the default answer's own nor proven."""
    lines = {one.label: line for one, line in zip(answer.citations, selection.lines, strict=True)}
    own = {*answer.text.split("\n"), *map(heading, selection.lines)}
    own |= {quotation_line(line, label) for label, line in lines.items()}
    wrong = []
    for printed in text.split("\n"):
        if printed in own:
            continue
        told = re.findall(r"(.+?)((?: \[[^\[\]]*\])+)(?: |$)", printed)
        if "".join("".join(one) for one in told).replace(" ", "") != printed.replace(" ", ""):
            wrong.append(printed)
        for sentence, marks in told:
            for label in re.findall(r"\[(.*?)\]", marks):
                if label not in lines or _is_wrong(sentence, lines[label].evidence):
                    wrong.append(f"{sentence} [{label}]")
    return wrong


_JUDGED: dict[tuple[str, str, int], bool] = {}
"""What was judged before: the same sentence stands in many states of a growing answer."""


def _is_wrong(sentence: str, found: Evidence) -> bool:
    key = (sentence, found.release.text, found.start)
    if key not in _JUDGED:
        span = (found.start, found.end)
        _JUDGED[key] = bool(problems(sentence, found.release, found.passage, span))
    return _JUDGED[key]


@dataclass(frozen=True)
class Reply:
    """What the server answers: status, body in pieces, and how it is sent.

    `pause` are the seconds before each piece; a `cut` body ends before its announced end.
    """

    status: int
    pieces: tuple[str, ...]
    kind: str = "application/json"
    pause: float = 0.0
    cut: bool = False
    wait: float = 0.0


@dataclass
class Served:
    """A local server's address, what it is to answer next, and what it was asked."""

    url: str
    replies: list[Reply]
    asked: list[dict[str, object]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


def event(values: object) -> str:
    return f"data: {values if isinstance(values, str) else json.dumps(values)}\n\n"


def chunk(content: str | None = None, finish: str | None = None) -> str:
    """One event of a streamed chat completion."""
    choice = {"index": 0, "delta": {"content": content} if content else {}, "finish_reason": finish}
    values = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m"}
    return event({**values, "choices": [choice]})


def streamed(*texts: str, pause: float = 0.0, end: bool = True, cut: bool = False) -> Reply:
    """A completion that arrives piece by piece; without `end` it stops in the middle."""
    ending = (chunk(finish="stop"), event("[DONE]")) if end else ()
    pieces = (*map(chunk, texts), *ending)
    return Reply(200, pieces, "text/event-stream", pause, cut)


def failing(status: int, message: str = "no", wait: float = 0.0) -> Reply:
    error = {"error": {"message": message, "type": "x", "code": None}}
    return Reply(status, (json.dumps(error),), wait=wait)


@contextmanager
def serving(*replies: Reply) -> Iterator[Served]:
    """A server of the chat completions form, on the loopback address, that replies in turn."""
    served = Served("", list(replies))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            served.asked.append({"path": self.path, **json.loads(body)})
            served.headers.append({name.lower(): value for name, value in self.headers.items()})
            with suppress(OSError):  # the client may have gone
                self._send(served.replies.pop(0))

        def _send(self, reply: Reply) -> None:
            time.sleep(reply.wait)
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            self.send_header("Transfer-Encoding", "chunked")
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            for piece in reply.pieces:
                time.sleep(reply.pause)
                self.wfile.write(f"{len(piece.encode()):x}\r\n{piece}\r\n".encode())
                self.wfile.flush()
            if not reply.cut:
                self.wfile.write(b"0\r\n\r\n")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    served.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def splits(text: str) -> Iterable[tuple[str, str]]:
    """Every way to cut a text in two."""
    return [(text[:place], text[place:]) for place in range(len(text) + 1)]
