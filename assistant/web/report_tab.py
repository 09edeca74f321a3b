"""The tab of the evaluation: the last report with its charts."""

from assistant.settings import Settings


def report_tab(settings: Settings) -> None:
    """The tab's components."""
    import gradio as gr

    gr.HTML("<p>No report yet.</p>", apply_default_css=False)
