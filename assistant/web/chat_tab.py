"""The tab of the conversation: the answers on one side, the source that they quote on the other.

A visitor's conversation lives in that visitor's `gr.State` and nowhere else.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.web import chat_events as events
from assistant.web.filter_form import form
from assistant.web.keeping import QUIET, Shown, keep
from assistant.web.source_panel import EMPTY

if TYPE_CHECKING:
    import gradio

    from assistant.answer import Assistant

SCRIPTS = ("clicks.js", "reading.js", "marks.js", "lost.js")
"""They run together when the source panel is loaded, in this order."""
VISITORS = 4
"""Questions answered at the same time; further ones wait their turn."""
SAID = '<p id="said" role="status"></p><p id="lost" role="alert" hidden></p>'
"""Where the page says what has no other place, such as "Copied", or that the server has ended."""


@dataclass(frozen=True)
class Chat:
    """What other tabs need of the conversation."""

    release: "gradio.Textbox"
    """The field that limits questions to a release."""
    welcome: Callable[[], list[Any]]
    """What the archive offers, for the components `welcomed`."""
    welcomed: Sequence["gradio.components.Component"]


def chat_tab(
    assistant: "Assistant", page: "gradio.Blocks", clear: "gradio.Button", menu: "gradio.HTML"
) -> Chat:
    """The tab's components, and what happens on each event.

    Args:
        page: the whole page, in which this is called.
        clear: the button that begins a new conversation.
        menu: the list of conversations that the visitor's browser keeps.
    """
    import gradio as gr

    turns, editing = gr.State(()), gr.State(None)
    with gr.Row(elem_id="columns"):
        with gr.Column(elem_id="conversation"):
            chat = _chat()
            change = gr.HTML("", elem_id="change", apply_default_css=False, js_on_load=None)
            folded, limits = form()
            box = gr.Textbox(
                label="Your question",
                placeholder="Ask about the releases",
                max_lines=4,
                elem_id="box",
                submit_btn="Ask",
            )
            gr.HTML(SAID, elem_id="say", apply_default_css=False, js_on_load=None)
        source = gr.HTML(
            EMPTY,
            elem_id="source",
            apply_default_css=False,
            js_on_load="\n".join(_script(name) for name in SCRIPTS),
        )
    record, text, field = (
        gr.Textbox(visible="hidden", label=label) for label in ("Record", "Copy", "Field")
    )

    lists = [each for each in limits if isinstance(each, gr.Dropdown)]
    empty = [[], (), EMPTY, None, "", *([] if each in lists else "" for each in limits)]
    # only what asks the archive waits its turn; where it is refused a toast says so, and nothing
    # covers the conversation
    shared = {**QUIET, "queue": True, "concurrency_limit": VISITORS, "show_progress_on": record}
    welcome = events.welcome_event(assistant)
    page.load(welcome, None, [chat, *lists], **QUIET)
    asking = gr.on(
        [box.submit, source.submit],
        events.asked_event(assistant),
        [box, turns, editing, *limits],
        [chat, turns, source, box, editing, change, *limits],
        trigger_mode="once",
        **shared,
    )
    asking.then(lambda: gr.Textbox(**events.DONE), None, box, **QUIET)
    suggesting = asking.then(events.suggested_event(assistant), turns, chat, **shared)
    # what comes late is not shown under the next question
    gr.on([box.submit, source.submit], None, cancels=suggesting, **QUIET)
    ended = box.stop(events.stopped_event, turns, [chat, turns], cancels=asking, **QUIET)
    changing = source.edit(
        events.edited_event(assistant),
        [turns, *limits],
        [box, editing, change, folded, field, *limits],
        **QUIET,
    )
    changing.then(None, field, None, js=_script("field.js"), **QUIET)
    source.select(events.opened_event(assistant), turns, source, **QUIET)
    made = source.download(events.recorded_event(assistant), turns, [record, source], **QUIET)
    made.then(None, record, None, js=_script("download.js"), **QUIET)
    taken = source.copy(events.copied_event(assistant), turns, text, **QUIET)
    taken.then(None, text, None, js=_script("copy.js"), **QUIET)
    shown = [chat, turns, source, editing, change, *limits]
    clear.click(lambda: empty, None, shown, cancels=[asking, suggesting], **QUIET)
    held = Shown(chat, turns, source)
    follow = keep(assistant.archive, page, menu, held, [asking, suggesting], clear)
    for changing_turns in (asking, ended):
        follow(changing_turns)
    return Chat(limits[-1], welcome, [chat, *lists])


def _chat() -> "gradio.Chatbot":
    import gradio as gr

    return gr.Chatbot(
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


def _script(name: str) -> str:
    """A script of this package."""
    return Path(__file__).with_name(name).read_text("utf-8")
