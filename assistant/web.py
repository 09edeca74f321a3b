"""The web app: a conversation on one side, the source it quotes on the other.

A visitor's conversation lives in that visitor's `gr.State` and nowhere else.
"""

import errno
import os
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from assistant.chosen import NO_FILTERS, filter_words
from assistant.conversation import (
    Turn,
    answer_html,
    error_html,
    progress_html,
    question_html,
    welcome_html,
)
from assistant.filter_form import chosen_in, form, offered
from assistant.record_page import noted, record_line
from assistant.records import Answer, Draft
from assistant.source import EMPTY, release_html
from index.errors import BadSetting, CommuniqueError, NotRecordable, PortInUse, UnknownId

if TYPE_CHECKING:
    import gradio
    import uvicorn
    from fastapi import FastAPI

    from assistant.answer import Assistant

Turns = tuple[Turn, ...]
Message = dict[str, str]
Page = Callable[[str, Turns, str], tuple[list[Message], Turns, str, str]]

STYLE = Path(__file__).with_name("style.css")
CLICKS = Path(__file__).with_name("clicks.js")
DOWNLOAD = Path(__file__).with_name("download.js")
MASTHEAD = (
    '<header class="masthead"><h1>Communiqué</h1>'
    "<p>Answers from press releases, each sentence with its paragraph</p></header>"
)
DISCLAIMER = (
    '<footer class="disclaimer">Communiqué is no service of the ministry. Quotations are exact; '
    'the official page is what counts. <a href="r/">All releases as plain pages</a></footer>'
)
VISITORS = 4
"""Questions answered at the same time; further ones wait their turn."""
LINE_PAUSE = 0.04
"""Seconds between two lines of an answer: it is read as it grows."""
MAX_PAUSE = 0.8
"""Seconds that all pauses of one answer may take together."""
BROKEN = "Something went wrong here while answering. This says nothing about the archive."


def launch(assistant: "Assistant", host: str, port: int) -> None:
    """Serves the app until it is interrupted.

    Raises:
        PortInUse: another program listens on this address.
        BadSetting: the host or port cannot be listened on.
    """
    listener = listen(host, port)
    try:
        server(assistant, f"http://{host}:{port}").run(sockets=[listener])
    except KeyboardInterrupt:
        print("Stopped.", flush=True)
    finally:
        listener.close()


def server(assistant: "Assistant", address: str) -> "uvicorn.Server":
    """The app ready to run; it prints its address once it is up."""
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            print(f"Communiqué runs on {address}", flush=True)

    config = uvicorn.Config(
        application(assistant),
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


def application(assistant: "Assistant") -> "FastAPI":
    """The app as a web application: the plain pages, the JSON interface, and the conversation."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio as gr
    from fastapi import FastAPI

    from assistant.api import PLACE, api
    from assistant.headers import CHAT, DefaultHeaders
    from assistant.pages import pages, to_list
    from assistant.permalink import PAGES

    web = FastAPI(openapi_url=None)
    web.add_middleware(DefaultHeaders, headers=CHAT)
    web.mount(PLACE, api(assistant))
    web.mount(PAGES, pages(assistant.archive))
    web.add_route(PAGES, to_list)
    font = ["system-ui", "sans-serif"]
    mounted: FastAPI = gr.mount_gradio_app(
        web,
        layout(assistant),
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        enable_monitoring=False,
        ssr_mode=False,
        mcp_server=False,
        theme=gr.themes.Base(font=font, font_mono=["ui-monospace", "monospace"]),
        head=f"<style>{STYLE.read_text('utf-8')}</style>",
    )
    return mounted


def layout(assistant: "Assistant") -> "gradio.Blocks":
    """The page: masthead, conversation, source, and what happens on each event."""
    import gradio as gr

    page: gradio.Blocks = gr.Blocks(
        title="Communiqué", analytics_enabled=False, fill_width=True, fill_height=True
    )
    with page:
        turns = gr.State(())
        with gr.Row(elem_id="top"):
            gr.HTML(MASTHEAD, apply_default_css=False)
            clear = gr.Button("New conversation", elem_id="clear", size="sm", scale=0)
        with gr.Row(elem_id="columns"):
            with gr.Column(elem_id="conversation"):
                chat = gr.Chatbot(
                    label="Conversation",
                    show_label=False,
                    elem_id="chat",
                    height="100%",
                    layout="panel",
                    buttons=[],
                    feedback_options=None,
                    allow_tags=False,
                    latex_delimiters=[],
                )
                limits = form()
                box = gr.Textbox(
                    label="Your question",
                    placeholder="Ask about the releases",
                    max_lines=4,
                    elem_id="box",
                    submit_btn="Ask",
                )
            source = gr.HTML(
                EMPTY,
                elem_id="source",
                apply_default_css=False,
                js_on_load=CLICKS.read_text("utf-8"),
            )
        record = gr.Textbox(visible="hidden", label="Record")
        gr.HTML(DISCLAIMER, elem_id="bottom", apply_default_css=False)

        def asked(event: gr.EventData, typed: str, earlier: Turns, *values: Any) -> Iterator[Any]:
            question = (event._data or {}).get("question", typed)
            steps = reply(assistant, question, earlier, typed, values)
            yield from noted(assistant, steps, len(earlier), date.today())

        def opened(earlier: Turns, event: gr.EventData) -> str:
            return open_source(assistant, earlier, event._data["reference"])

        def saved(earlier: Turns, event: gr.EventData) -> list[Any]:
            try:
                return [
                    record_line(assistant.archive, earlier, event._data["turn"]),
                    gr.skip(),
                ]
            except NotRecordable as error:
                return ["", error_html(str(error))]

        def welcome() -> list[Any]:
            text = welcome_html(assistant.archive.coverage(), assistant.examples())
            lists = [gr.Dropdown(choices=choices) for choices in offered(assistant.archive)]
            return [gr.Chatbot(placeholder=text), *lists]

        def emptied() -> list[Any]:
            return [[], (), EMPTY, *([] if field in lists else "" for field in limits)]

        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        lists = [field for field in limits if isinstance(field, gr.Dropdown)]
        page.load(welcome, None, [chat, *lists], **quiet)
        asking = gr.on(
            [box.submit, source.submit],
            asked,
            [box, turns, *limits],
            [chat, turns, source, box],
            concurrency_limit=VISITORS,
            trigger_mode="once",
            **quiet,
        )
        source.select(opened, turns, source, concurrency_limit=VISITORS, **quiet)
        made = source.download(saved, turns, [record, source], concurrency_limit=VISITORS, **quiet)
        made.then(None, record, None, js=DOWNLOAD.read_text("utf-8"), **quiet)
        clear.click(emptied, None, [chat, turns, source, *limits], cancels=asking, **quiet)
    return page


def reply(
    assistant: "Assistant",
    question: str,
    earlier: Turns,
    typed: str = "",
    limits: Sequence[Any] = (),
) -> Iterator[tuple[list[Message], Turns, str, str]]:
    """The page after each step of answering: messages, turns, source panel, question box.

    Args:
        typed: what stands in the question box, which a clicked question leaves there.
        limits: the values of the form of filters, all of them or none.
    """
    if not question.strip():
        yield messages(earlier), earlier, EMPTY, typed
        return
    box = "" if question == typed else typed
    before = messages(earlier)

    def page(html: str, turns: Turns, panel: str) -> tuple[list[Message], Turns, str, str]:
        turn = turns[-1] if len(turns) > len(earlier) else Turn(question)
        return (
            [*before, _message("user", _asked(turn)), _message("assistant", html)],
            turns,
            panel,
            box,
        )

    yield page(progress_html("Reading the question"), earlier, EMPTY)
    try:
        answers = [turn.answer for turn in earlier if turn.answer]
        chosen = chosen_in(assistant.archive, limits) if limits else NO_FILTERS
        drafted = False
        for step in assistant.stream(question, answers, chosen=chosen):
            if isinstance(step, str):
                yield page(progress_html(step), earlier, EMPTY)
            elif isinstance(step, Draft):
                drafted = True
                turns = (*earlier, Turn(question, step.answer))
                yield page(_drafted(len(earlier), step), turns, EMPTY)
            else:
                turns = (*earlier, Turn(question, step))
                yield from _shown(assistant, page, step, turns, drafted)
    except CommuniqueError as error:
        turns = (*earlier, Turn(question, error=str(error)))
        yield page(error_html(str(error)), turns, EMPTY)
    except Exception:
        turns = (*earlier, Turn(question, error=BROKEN))
        yield page(error_html(BROKEN), turns, EMPTY)
        raise


def _drafted(number: int, draft: Draft) -> Markup:
    """What is proven while a language model still writes, without sources."""
    return answer_html(number, draft.answer, len(draft.answer.text.splitlines()))


def _shown(
    assistant: "Assistant", page: Page, answer: Answer, turns: Turns, drafted: bool
) -> Iterator[Any]:
    """The answer line by line, unless it was `drafted`, then whole and with its first source opened.

    The turn is kept from the first line on: a mark can be clicked before the last line is there.
    """
    number, count = len(turns) - 1, len(answer.text.splitlines())
    for lines in range(1, 0 if drafted else count):
        yield page(answer_html(number, answer, lines), turns, EMPTY)
        time.sleep(min(LINE_PAUSE, MAX_PAUSE / count))
    first = open_source(assistant, turns, f"cite-{number}-0") if answer.quoted else EMPTY
    yield page(answer_html(number, answer), turns, first)


def open_source(assistant: "Assistant", turns: Turns, reference: str) -> Markup:
    """The source panel opened at a mark; `reference` is `cite-<turn>-<citation>` or `near-...`."""
    kind, turn, position = reference.split("-")
    answer = turns[int(turn)].answer
    assert answer
    citations = answer.quoted if kind == "cite" else answer.closest
    try:
        release = assistant.archive.release(citations[int(position)].release)
    except UnknownId as error:  # the index was built anew since the answer was given
        return error_html(str(error))
    return release_html(release, citations, int(position), kind, int(turn))


def messages(turns: Turns) -> list[Message]:
    """The conversation as the chat component takes it."""
    listed: list[Message] = []
    for number, turn in enumerate(turns):
        html = answer_html(number, turn.answer) if turn.answer else error_html(turn.error)
        listed += [_message("user", _asked(turn)), _message("assistant", html)]
    return listed


def _asked(turn: Turn) -> Markup:
    filters = turn.answer.reading.filters if turn.answer else NO_FILTERS
    return question_html(turn.question, filter_words(filters))


def _message(role: str, html: str) -> Message:
    return {"role": role, "content": str(html)}
