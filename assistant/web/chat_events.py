"""What happens on each event of the conversation's tab: the functions that Gradio calls.

Each is made for one assistant and keeps nothing: what belongs to a visitor comes in and goes out.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from assistant.web.answering import (
    Turns,
    messages,
    open_source,
    reply,
    stopped,
    suggestions_for,
)
from assistant.web.asking import Editing, editing_html, read_asking, read_change
from assistant.web.conversation import error_html, welcome_html
from assistant.web.copying import copied
from assistant.web.filter_form import offered
from assistant.web.record_page import noted, record_line
from index.errors import NotRecordable

if TYPE_CHECKING:
    from assistant.answer import Assistant

Handler = Callable[..., Any]
WAITING: dict[str, Any] = {"submit_btn": False, "stop_btn": "Stop"}
DONE: dict[str, Any] = {"submit_btn": "Ask", "stop_btn": False}
"""The buttons of the question box while an answer is made, and when there is none on its way."""


def welcome_event(assistant: "Assistant") -> Handler:
    """A page is loaded: the empty conversation, and what the lists of the form offer."""
    import gradio as gr

    def welcome() -> list[Any]:
        text = welcome_html(assistant.archive.coverage(), assistant.examples())
        lists = [gr.Dropdown(choices=choices) for choices in offered(assistant.archive)]
        return [gr.Chatbot(placeholder=text), *lists]

    return welcome


def asked_event(assistant: "Assistant") -> Handler:
    """A question is asked: chat, turns, source, box, what is changed, its line, and the form."""
    import gradio as gr

    def asked(
        event: gr.EventData, typed: str, earlier: Turns, edited: Editing | None, *values: Any
    ) -> Iterator[list[Any]]:
        asking = read_asking(event._data or {}, typed, earlier, edited, values)
        if asking is None:
            return
        before, form = asking.earlier, asking.values
        steps = reply(assistant, asking.question, before, typed, form, asking.left_out)
        first = True
        for listed, turns, panel, text in noted(assistant, steps, len(before), date.today()):
            others = [gr.Textbox(text, **WAITING), None, "", *_changed(form, values)]
            # afterwards the box is the reader's, who may type the next question
            yield [listed, turns, panel, *(others if first else [gr.skip()] * len(others))]
            first = False

    return asked


def _changed(form: Sequence[Any], values: Sequence[Any]) -> list[Any]:
    """The form's values, only those that differ from what the page shows."""
    import gradio as gr

    return [gr.skip() if now == old else now for now, old in zip(form, values, strict=True)]


def suggested_event(assistant: "Assistant") -> Handler:
    """An answer is whole: the conversation with questions to go on with."""
    import gradio as gr

    def suggested(turns: Turns) -> Any:
        questions = suggestions_for(assistant, turns)
        return messages(turns, questions) if questions else gr.skip()

    return suggested


def stopped_event(turns: Turns) -> list[Any]:
    """The reader stops an answer: chat and turns."""
    now = stopped(turns)
    return [messages(now), now]


def edited_event(assistant: "Assistant") -> Handler:
    """A question is to be changed: box, what is changed, its line, form, field, its values.

    Without a question to be changed, all is kept as it was.
    """
    import gradio as gr

    def edited(turns: Turns, event: gr.EventData, *values: Any) -> list[Any]:
        lists = [[value for _, value in choices] for choices in offered(assistant.archive)]
        action = str((event._data or {}).get("action", ""))
        found = read_change(action, turns, values, lists)
        if found is None:
            return ["", None, "", gr.skip(), "", *[gr.skip()] * len(values)]
        form = gr.Accordion(open=True) if found.editing.told else gr.skip()
        told = editing_html(found.editing)
        return [found.question, found.editing, told, form, found.field, *found.values]

    return edited


def opened_event(assistant: "Assistant") -> Handler:
    """A mark is pressed: the source panel."""
    import gradio as gr

    def opened(turns: Turns, event: gr.EventData) -> str:
        return open_source(assistant, turns, str(event._data["reference"]))

    return opened


def recorded_event(assistant: "Assistant") -> Handler:
    """A record is asked for: its text, or in the source panel why there is none."""
    import gradio as gr

    def recorded(turns: Turns, event: gr.EventData) -> list[Any]:
        try:
            return [record_line(assistant.archive, turns, event._data["turn"]), gr.skip()]
        except NotRecordable as error:
            return ["", error_html(str(error))]

    return recorded


def copied_event(assistant: "Assistant") -> Handler:
    """A text is to be copied: that text."""
    import gradio as gr

    def copying(turns: Turns, event: gr.EventData) -> str:
        return copied(assistant.archive, turns, event._data or {})

    return copying
