"""What the app answers: its own addresses and what the page needs of Gradio's; the rest is closed.

Gradio has further routes: files of the server by path, a proxy, uploads, monitoring, an editor of
the program. The page uses none of them.
"""

import re

from starlette.responses import JSONResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from index.errors import Busy

READ = re.compile(
    r"/|/(?:config|favicon\.ico|robots\.txt|theme\.css|report|r|(?:r|api|assets|static)/.*)"
    r"|/gradio_api/(?:app_id|info|startup-events|theme\.css|queue/data|heartbeat/[^/]+"
    r"|call/ask/[^/]+)/?",
    re.DOTALL,
)
"""Paths that are read; `config` and `info` are what Gradio's clients ask first."""
SENT = re.compile(
    r"/api/.*|/gradio_api/(?:queue/join|run/[^/]+|cancel|reset|call/(?:v2/)?ask)/?", re.DOTALL
)
"""Paths that something is sent to."""
UPLOAD = "/upload"
"""The app's own way in for files, which has its own checks; Gradio's stays closed."""
JOIN = re.compile(r"/gradio_api/(?:queue/join|call/.*)")
WAIT = "5"
"""Seconds after which it is worth asking again."""


class ClosedRoutes:
    """Answers 404 to everything that the app does not need."""

    def __init__(self, app: ASGIApp, upload: bool = False) -> None:
        """Wrap an app.

        Args:
            upload: whether visitors may send files.
        """
        self.app, self.upload = app, upload

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, or refuses it unread."""
        if scope["type"] == "lifespan" or (scope["type"] == "http" and self._is_open(scope)):
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await PlainTextResponse("There is nothing here.", 404)(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1000})

    def _is_open(self, scope: Scope) -> bool:
        path = _route(scope)
        if self.upload and path == UPLOAD:
            return True
        paths = READ if scope["method"] in ("GET", "HEAD") else SENT
        return paths.fullmatch(path) is not None


class FullQueue:
    """Tells a question that finds the queue full to come back, in our words."""

    def __init__(self, app: ASGIApp, waiting: int) -> None:
        self.app, self.waiting = app, waiting

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on; Gradio's 503 becomes a 429, whose words its page shows."""
        if scope["type"] != "http" or not JOIN.fullmatch(_route(scope)):
            await self.app(scope, receive, send)
            return
        refused = False

        async def sending(message: Message) -> None:
            nonlocal refused
            if message["type"] == "http.response.start" and message["status"] == 503:
                refused = True
                told = {"detail": str(Busy(self.waiting))}
                await JSONResponse(told, 429, {"Retry-After": WAIT})(scope, receive, send)
            elif not refused:
                await send(message)

        await self.app(scope, receive, sending)


def _route(scope: Scope) -> str:
    """The path of a request below the path that the app stands under."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))
