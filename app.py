"""Starts the web app from a clone: `python app.py`, the same as `communique app`."""

import sys

from assistant.settings import read_settings
from assistant.web.serve import serve
from index.errors import CommuniqueError


def main() -> int:
    """Serves the app until Ctrl-C. Returns the exit status: 0, or 2 after an error's message."""
    try:
        serve(read_settings()[0])
    except CommuniqueError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
