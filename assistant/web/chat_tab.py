"""The tab of the conversation: the answers on one side, the source that they quote on the other.

A visitor's conversation lives in that visitor's `gr.State` and nowhere else.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.web.answering import Turns, open_source, reply
from assistant.web.conversation import error_html, welcome_html
from assistant.web.filter_form import form, offered
from assistant.web.record_page import noted, record_line
from assistant.web.source import EMPTY
from index.errors import NotRecordable

if TYPE_CHECKING:
    import gradio

    from assistant.answer import Assistant

CLICKS = Path(__file__).with_name("clicks.js")
DOWNLOAD = Path(__file__).with_name("download.js")
VISITORS = 4
"""Questions answered at the same time; further ones wait their turn."""


def chat_tab(assistant: "Assistant", page: "gradio.Blocks", clear: "gradio.Button") -> None:
    """The tab's components, and what happens on each event.

    Args:
        page: the whole page, in which this is called.
        clear: the button that begins a new conversation.
    """
    import gradio as gr

    turns = gr.State(())
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
