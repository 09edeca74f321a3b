"""Starts the web app from a clone: `python app.py`, the same as `communique app` with its flags."""

import sys

from assistant.cli import main

if __name__ == "__main__":
    main(["app", *sys.argv[1:]])
