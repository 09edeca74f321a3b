"""Starts the web app: brings the index up to date, opens the assistant, serves the page."""

from threading import Thread

from assistant.cli_index import bring_up_to_date
from assistant.settings import Settings


def serve(settings: Settings) -> None:
    """Serve the app until Ctrl-C; the index is built first where it is missing or out of date.

    Raises:
        PortInUse: the address is taken; nothing else was done.
        CommuniqueError: the index cannot be built or opened.
    """
    from assistant.answer import open_assistant
    from assistant.web import launch, listen

    listen(settings.host, settings.port).close()
    bring_up_to_date(settings)
    assistant = open_assistant(settings)
    Thread(target=assistant.warm, daemon=True).start()
    launch(assistant, settings.host, settings.port)
