"""The security headers of every response; nothing foreign is ever loaded."""

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CHAT = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; frame-src 'self'; manifest-src 'self'; worker-src 'self' blob:; "
    "frame-ancestors 'self'; form-action 'none'; base-uri 'self'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Gradio's own page needs inline and evaluated scripts."""
STRICT = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""For answers that no browser renders."""


def with_style(digest: str) -> dict[str, str]:
    """The headers of a page without scripts, whose one style has this SHA-256 in base64."""
    policy = STRICT["Content-Security-Policy"]
    allowed = f"{policy}; style-src 'sha256-{digest}'; img-src 'self'"
    return STRICT | {"Content-Security-Policy": allowed, "Cache-Control": "no-cache"}


class DefaultHeaders:
    """Gives each response those of the given headers that it has not set itself."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self.app, self.headers = app, headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on; only the start of its response is touched."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    own.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, sending)
