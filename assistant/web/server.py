"""One server process: the conversation, the plain pages and the JSON interface."""

import errno
import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.settings import Settings
from index.errors import BadSetting, PortInUse

if TYPE_CHECKING:
    import uvicorn
    from fastapi import FastAPI

    from assistant.answer import Assistant

DEFAULT = Settings()
STYLES = [Path(__file__).with_name(name) for name in ("style.css", "archive.css")]


def launch(assistant: "Assistant", settings: Settings) -> None:
    """Serves the app until it is interrupted.

    Raises:
        PortInUse: another program listens on this address.
        BadSetting: the host or port cannot be listened on.
    """
    host, port = settings.host, settings.port
    listener = listen(host, port)
    try:
        place = f"[{host}]" if ":" in host else host
        address = f"http://{place}:{port}{settings.root_path}"
        server(assistant, address, settings).run(sockets=[listener])
    except KeyboardInterrupt:
        print("Stopped.", flush=True)
    finally:
        listener.close()


def server(assistant: "Assistant", address: str, settings: Settings = DEFAULT) -> "uvicorn.Server":
    """The app ready to run; it prints its address once it is up."""
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            print(f"Communiqué runs on {address}", flush=True)

    config = uvicorn.Config(
        application(assistant, settings),
        log_level="critical",
        timeout_graceful_shutdown=1,  # an open page holds a connection that never ends by itself
    )
    return Server(config)


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to the app's address. Raises as `launch`."""
    listener = None
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[
            0
        ]
        listener = socket.socket(family, kind, protocol)
        if os.name == "posix":  # elsewhere the option lets two programs share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(place)
        listener.listen()
    except OSError as error:
        if listener:
            listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortInUse(host, port) from error
        wanted = f"an address this machine can listen on ({error.strerror})"
        raise BadSetting("host and port", f"{host}:{port}", wanted) from error
    return listener


def application(assistant: "Assistant", settings: Settings = DEFAULT) -> "FastAPI":
    """The app as a web application: the plain pages, the JSON interface, and the conversation."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio as gr
    from fastapi import FastAPI

    from assistant.web import report_page, upload
    from assistant.web.api import PLACE, api
    from assistant.web.layout import layout
    from assistant.web.pages import pages, to_list
    from assistant.web.permalink import PAGES

    web = FastAPI(openapi_url=None)
    _guard(web, settings)
    web.mount(PLACE, api(assistant, settings.queue))
    web.mount(PAGES, pages(assistant.archive))
    web.add_route(PAGES, to_list)
    web.add_route(report_page.ADDRESS, report_page.ReportPage(settings.data).__call__)
    if settings.upload:
        web.add_route(upload.ADDRESS, upload.Upload(assistant).receive, methods=["POST"])
    font = ["system-ui", "sans-serif"]
    mounted: FastAPI = gr.mount_gradio_app(
        web,
        layout(assistant, settings),
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        enable_monitoring=False,
        ssr_mode=False,
        mcp_server=False,
        theme=gr.themes.Base(font=font, font_mono=["ui-monospace", "monospace"]),
        head="".join(f"<style>{style.read_text('utf-8')}</style>" for style in STYLES),
    )
    return mounted


def _guard(web: "FastAPI", settings: Settings) -> None:
    """Puts what every request passes before the app, the last one first."""
    from fastapi.middleware.cors import CORSMiddleware

    from assistant.web.closed_routes import ClosedRoutes, FullQueue
    from assistant.web.headers import CHAT, DefaultHeaders
    from assistant.web.root_path import RootPath

    web.add_middleware(CORSMiddleware)  # no other site may read; Gradio would let any
    web.add_middleware(FullQueue, waiting=settings.queue)
    web.add_middleware(ClosedRoutes, upload=settings.upload)
    web.add_middleware(DefaultHeaders, headers=CHAT)
    if settings.root_path:
        web.add_middleware(RootPath, root_path=settings.root_path)
