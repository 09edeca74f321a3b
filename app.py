"""Starts the web app: settings, the assistant over the built index, the page."""

import sys

from assistant.answer import open_assistant
from assistant.settings import read_settings
from assistant.web import launch
from index.errors import CommuniqueError


def main() -> int:
    """Serves the app until Ctrl-C. Returns the exit status: 0, or 2 after an error's message."""
    try:
        settings, _ = read_settings()
        launch(open_assistant(settings), settings.host, settings.port)
    except CommuniqueError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
