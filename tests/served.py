"""The web app on a real port of the loopback address, and a reverse proxy before it."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from assistant.settings import Settings
from assistant.web import server

HOP = {"connection", "transfer-encoding", "content-length", "host", "accept-encoding"}
"""Headers that a proxy makes itself, or that are left out so that text can be read."""


@contextmanager
def served(assistant: Any, settings: Settings | None = None, port: int = 0) -> Iterator[str]:
    """The address of a running app; the port is any free one where none is given."""
    settings = settings or Settings()
    listener = server.listen("127.0.0.1", port)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    app = server.server(assistant, address, settings)
    thread = threading.Thread(target=app.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield address
    finally:
        app.should_exit = True
        thread.join(timeout=20)
        listener.close()


@contextmanager
def proxied(address: str, prefix: str, *, strips: bool, keeps_host: bool) -> Iterator[str]:
    """A reverse proxy's own address; it answers below a prefix and passes all on to an app.

    Args:
        strips: whether the app is asked without the prefix.
        keeps_host: whether the app is told the host that the visitor typed.
    """
    behind = urlsplit(address)

    class Proxy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with suppress(OSError):  # the visitor may have gone
                self._pass_on()

        def do_POST(self) -> None:
            self.do_GET()

        def do_HEAD(self) -> None:
            self.do_GET()

        def _pass_on(self) -> None:
            if not self.path.startswith(f"{prefix}/") and self.path != prefix:
                self.send_error(404, "Outside the prefix")
                return
            path = self.path.removeprefix(prefix) or "/" if strips else self.path
            length = int(self.headers.get("Content-Length") or 0)
            headers = {name: one for name, one in self.headers.items() if name.lower() not in HOP}
            if keeps_host:
                headers["Host"] = self.headers["Host"]
            asked = http.client.HTTPConnection(str(behind.hostname), behind.port or 80)
            asked.request(self.command, path, self.rfile.read(length) if length else None, headers)
            answer = asked.getresponse()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in HOP:
                    self.send_header(name, value)
            self.send_header("Connection", "close")
            self.end_headers()
            while piece := answer.read1(65536):
                self.wfile.write(piece)
                self.wfile.flush()
            asked.close()

        def log_message(self, *_: object) -> None:
            pass

    proxy = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    proxy.daemon_threads = True
    thread = threading.Thread(target=proxy.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{proxy.server_port}{prefix}"
    finally:
        proxy.shutdown()
        proxy.server_close()
        thread.join()
