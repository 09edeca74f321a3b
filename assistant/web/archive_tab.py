"""The tab of the archive: all releases to browse, search and filter."""

from typing import TYPE_CHECKING

from assistant.settings import Settings

if TYPE_CHECKING:
    import gradio

    from assistant.answer import Assistant


def archive_tab(assistant: "Assistant", page: "gradio.Blocks", settings: Settings) -> None:
    """The tab's components, and what happens on each event."""
    import gradio as gr

    gr.HTML('<p><a href="r/">All releases as plain pages</a></p>', apply_default_css=False)
