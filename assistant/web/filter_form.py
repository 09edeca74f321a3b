"""The app's form of filters: what can be set, and the filters that its values stand for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant.chosen import read_filters, values_of
from index.records import Filters
from index.store import Archive

if TYPE_CHECKING:
    import gradio

LISTS = (("Country", "country"), ("Meeting", "meeting"), ("Act", "act"), ("Board", "board"))
"""The fields that offer what the archive holds: label and kind."""
Choice = tuple[str, str]


def form() -> tuple["gradio.Accordion", list["gradio.components.Component"]]:
    """The form and its fields: first and last day typed, four chosen from lists, a release's id typed.

    Empty fields do not limit.
    """
    import gradio as gr

    with gr.Accordion("Filters", open=False, elem_id="filters") as whole, gr.Row():
        days = [
            gr.Textbox(label=label, placeholder="2021 or 2021-03-30", max_lines=1)
            for label in ("From", "To")
        ]
        lists = [
            gr.Dropdown(choices=[], value=[], label=label, multiselect=True) for label, _ in LISTS
        ]
        release = gr.Textbox(label="Release", placeholder="its id", max_lines=1)
    return whole, [*days, *lists, release]


def offered(archive: Archive) -> list[list[Choice]]:
    """What each list offers, most releases first: the words shown and the value."""
    values = values_of(archive.releases())
    return [
        [(f"{value} · {count:,}", _value(kind, value)) for value, count in values[kind]]
        for _, kind in LISTS
    ]


def _value(kind: str, shown: str) -> str:
    """A country's code; every other value as it is shown."""
    return shown.rpartition("(")[2].rstrip(")") if kind == "country" else shown


def chosen_in(archive: Archive, values: Sequence[Any]) -> Filters:
    """The filters that the form's values stand for.

    Raises:
        BadSetting: a date of the wrong form, or a first day after the last one.
        BadFilter: the archive holds a chosen value no more.
    """
    first, last, countries, meetings, acts, boards, *typed = values
    releases = [one.strip() for one in typed if one and one.strip()]
    return read_filters(
        archive,
        first=(first or "").strip() or None,
        last=(last or "").strip() or None,
        countries=countries or (),
        meetings=meetings or (),
        acts=acts or (),
        boards=boards or (),
        releases=releases,
    )
