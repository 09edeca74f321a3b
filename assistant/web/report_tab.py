"""The tab of the evaluation: the last report with its charts, in a frame that runs nothing."""

from assistant.settings import Settings
from assistant.web.report_page import ADDRESS

FRAME = (
    '<iframe class="report" title="Evaluation report" src="{address}" sandbox loading="lazy" '
    'referrerpolicy="no-referrer"></iframe>'
    '<p class="apart"><a href="{address}" target="_blank" rel="noopener">Open the report by itself'
    '<span class="aside"> (opens a new tab)</span></a></p>'
)


def report_tab(settings: Settings) -> None:
    """The tab's components."""
    import gradio as gr

    frame = FRAME.format(address=ADDRESS.lstrip("/"))
    gr.HTML(frame, elem_id="report", apply_default_css=False)
