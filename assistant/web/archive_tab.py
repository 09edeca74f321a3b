"""The tab of the archive: its releases to search and limit, over time and in a list, one opened.

What a visitor chose stands in that visitor's page and nowhere else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from assistant.settings import Settings
from assistant.web.archive_filter import fitting, limits_in, lists_offered
from assistant.web.archive_list import CLOSED, list_html, opened_html
from assistant.web.chat_tab import Chat
from assistant.web.conversation import error_html
from assistant.web.filter_form import LISTS
from assistant.web.keeping import QUIET
from assistant.web.timeline_drawing import timeline_html
from assistant.web.upload import FORM
from index.errors import CommuniqueError, UnknownId

if TYPE_CHECKING:
    import gradio

    from assistant.answer import Assistant

CLICKS = Path(__file__).with_name("archive.js")
TO_CHAT = Path(__file__).with_name("to_chat.js")
HEADING = Markup("<h2>Archive</h2>")


@dataclass(frozen=True)
class Place:
    """Where the tab stands: itself, all tabs, and the conversation beside it."""

    tab: "gradio.Tab"
    tabs: "gradio.Tabs"
    chat: Chat


def archive_tab(assistant: "Assistant", settings: Settings, place: Place) -> None:
    """The tab's components, and what happens on each event."""
    import gradio as gr

    page = gr.State(1)
    with gr.Row(elem_id="archive-columns"):
        with gr.Column(elem_id="archive"):
            gr.HTML(HEADING, apply_default_css=False)
            fields = _fields()
            drawing = gr.HTML("", elem_id="archive-timeline", apply_default_css=False)
            found = gr.HTML(
                "",
                elem_id="archive-list",
                apply_default_css=False,
                js_on_load=CLICKS.read_text("utf-8"),
            )
            if settings.upload:
                gr.HTML(FORM, elem_id="archive-upload", apply_default_css=False)
        opened = gr.HTML(CLOSED, elem_id="archive-release", apply_default_css=False)
    words, *lists = fields

    def offered() -> list[Any]:
        return [gr.Dropdown(choices=choices) for choices in lists_offered(assistant.archive)]

    def limited(*values: Any) -> list[Any]:
        return [1, *shown(assistant, values, 1)]

    def turned(event: gr.EventData, *values: Any) -> list[Any]:
        number = _number((event._data or {}).get("page"))
        return [number, shown(assistant, values, number)[1]]

    def chosen(event: gr.EventData) -> str:
        return opened_release(assistant, (event._data or {}).get("release"))

    def emptied() -> list[Any]:
        return ["", *([] for _ in lists), *limited("", *([] for _ in lists))]

    def asked(event: gr.EventData) -> list[Any]:
        try:
            release = assistant.archive.release(str((event._data or {}).get("release")))
        except UnknownId:  # taken out since it was opened
            return [gr.skip(), gr.skip()]
        return [gr.Tabs(selected="conversation"), release.id]

    results = [page, drawing, found]
    place.tab.select(offered, None, lists, **QUIET).then(
        lambda number, *values: shown(assistant, values, number),
        [page, *fields],
        [drawing, found],
        **QUIET,
    )
    changes = [words.submit, *(field.input for field in lists)]
    gr.on(changes, limited, fields, results, trigger_mode="always_last", **QUIET)
    found.input(turned, fields, [page, found], **QUIET).then(None, js=TO_FOUND, **QUIET)
    found.select(chosen, None, opened, **QUIET)
    found.clear(emptied, None, [*fields, *results], **QUIET)
    found.submit(asked, None, [place.tabs, place.chat.release], **QUIET).then(
        None, js=TO_CHAT.read_text("utf-8"), **QUIET
    )
    if settings.upload:
        added = found.upload(offered, None, lists, **QUIET)
        added.then(limited, fields, results, **QUIET)
        added.then(place.chat.welcome, None, place.chat.welcomed, **QUIET)


TO_FOUND = '() => document.getElementById("found")?.focus()'
"""After a page was turned: to its beginning."""


def _fields() -> list["gradio.components.Component"]:
    """The fields: words typed, the others chosen from lists; empty ones do not limit."""
    import gradio as gr

    with gr.Row(elem_id="archive-fields"):
        words = gr.Textbox(
            label="Words",
            placeholder="in the title or the text",
            max_lines=1,
            elem_id="archive-words",
            submit_btn="Search",
        )
        lists = [
            gr.Dropdown(choices=[], value=[], label=label, multiselect=True)
            for label in ("Year", *(label for label, _ in LISTS))
        ]
    return [words, *lists]


def shown(assistant: "Assistant", values: Sequence[Any], page: int) -> tuple[str, str]:
    """The drawing and the list for the values of the fields; what is wrong stands in the list."""
    try:
        limits = limits_in(assistant.archive, values)
        found = fitting(assistant, limits)
        held = len(assistant.archive.releases())
    except CommuniqueError as error:
        return "", error_html(str(error))
    return timeline_html(found), list_html(found, held, limits, page)


def opened_release(assistant: "Assistant", id: object) -> str:
    """The panel with the release of this id; where it is gone, that is said."""
    try:
        return opened_html(assistant.archive.release(str(id)))
    except UnknownId as error:
        return error_html(str(error))


def _number(page: object) -> int:
    """The page that the browser asks for, 1 where it asks for none."""
    return page if isinstance(page, int) and 0 < page < 1_000_000 else 1
