"""The page: masthead, and a tab each for the conversation, the archive and the evaluation."""

from typing import TYPE_CHECKING

from assistant.settings import Settings
from assistant.web.archive_tab import Place, archive_tab
from assistant.web.chat_tab import chat_tab
from assistant.web.for_clients import for_clients
from assistant.web.keeping import conversations_menu
from assistant.web.report_tab import report_tab

if TYPE_CHECKING:
    import gradio

    from assistant.answer import Assistant

MASTHEAD = (
    '<header class="masthead"><h1>Communiqué</h1>'
    "<p>Answers from press releases, each sentence with its paragraph</p></header>"
)
DISCLAIMER = (
    '<footer class="disclaimer">Communiqué is no service of the ministry. Quotations are exact; '
    'the official page is what counts. <a href="r/">All releases as plain pages</a></footer>'
)


def layout(assistant: "Assistant", settings: Settings) -> "gradio.Blocks":
    """The whole page, ready to be served."""
    import gradio as gr

    page: gradio.Blocks = gr.Blocks(
        title="Communiqué", analytics_enabled=False, fill_width=True, fill_height=True
    )
    with page:
        with gr.Row(elem_id="top"):
            gr.HTML(MASTHEAD, apply_default_css=False)
            menu = conversations_menu()
            clear = gr.Button("New conversation", elem_id="clear", size="sm", scale=0)
        with gr.Tabs(elem_id="tabs") as tabs:
            with gr.Tab("Conversation", id="conversation", elem_id="conversation-tab"):
                chat = chat_tab(assistant, page, clear, menu)
            with gr.Tab("Archive", id="archive", elem_id="archive-tab") as tab:
                archive_tab(assistant, settings, Place(tab, tabs, chat))
            with gr.Tab("Evaluation", id="evaluation", elem_id="evaluation-tab"):
                report_tab(settings)
        gr.HTML(DISCLAIMER, elem_id="bottom", apply_default_css=False)
        for_clients(assistant, settings)
    page.queue(max_size=settings.queue)
    return page
