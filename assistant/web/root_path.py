"""The path that the app stands under behind a proxy, whether or not the proxy strips it."""

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send


class RootPath:
    """Gives each request its whole path, by which all links of the app are made."""

    def __init__(self, app: ASGIApp, root_path: str) -> None:
        self.app, self.root_path = app, root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on; the root path itself leads to the page, whose links need the slash."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
        elif scope["path"] == self.root_path and scope["type"] == "http":
            await RedirectResponse(f"{self.root_path}/", 308)(scope, receive, send)
        else:
            await self.app(self._whole(scope), receive, send)

    def _whole(self, scope: Scope) -> Scope:
        """The request as the visitor sent it: a proxy may have stripped the root path."""
        whole = {**scope, "root_path": self.root_path}
        if not scope["path"].startswith(f"{self.root_path}/"):
            whole["path"] = self.root_path + scope["path"]
            whole["raw_path"] = self.root_path.encode() + (scope.get("raw_path") or b"")
        return whole
