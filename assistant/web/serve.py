"""Starts the web app: brings the index up to date, opens the assistant, serves the page."""

from threading import Thread

import click

from assistant.cli_index import bring_up_to_date
from assistant.settings import Settings


def serve(settings: Settings) -> None:
    """Serve the app until Ctrl-C; the index is built first where it is missing or out of date.

    Raises:
        PortInUse, ModelMissing: the address is taken or no such reranker is there; nothing else was
            done.
        CommuniqueError: the index cannot be built or opened.
    """
    from assistant.answer import open_assistant
    from assistant.reader.large import MISSING
    from assistant.reader.model import PACKAGED, is_whole, load_reader
    from assistant.web.server import launch, listen

    listen(settings.host, settings.port).close()
    load_reader(settings.reranker)  # a wrong one is told of before the index is built
    if settings.reranker == PACKAGED and not is_whole():
        click.echo(MISSING, err=True)
    bring_up_to_date(settings)
    assistant = open_assistant(settings)
    Thread(target=assistant.warm, daemon=True).start()
    launch(assistant, settings)
