"""What programs can ask of the page's own server with `gradio_client`: one endpoint, `/ask`."""

from typing import TYPE_CHECKING, Any

from assistant.settings import Settings
from assistant.web.api_values import answer_json
from assistant.web.pages import BROKEN, print_trace
from index.errors import CommuniqueError

if TYPE_CHECKING:
    from assistant.answer import Assistant

TURNS = 2
"""Questions answered for programs at the same time, beside those of the conversation."""


def for_clients(assistant: "Assistant", settings: Settings) -> None:
    """Adds the endpoint to the page; all other events of the page are private."""
    import gradio as gr

    def ask(question: str) -> dict[str, Any]:
        """Answer a question as `/api/ask` does: status, text, citations, reading."""
        try:
            return answer_json(assistant.ask(question), settings.root_path)
        except CommuniqueError as error:
            raise gr.Error(str(error), print_exception=False) from error
        except Exception as error:  # the last barrier: Gradio would send, and print, its message
            print_trace(error)  # without its message, which may hold the question
            raise gr.Error(BROKEN, print_exception=False) from None

    gr.api(ask, api_name="ask", concurrency_limit=TURNS, concurrency_id="clients")
