"""The page of the last evaluation, `/report`, which `python -m eval report --app` writes.

It is shown as it was written, and whatever stands in it, it can run and load nothing.
"""

from pathlib import Path

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from assistant.web.headers import STRICT
from assistant.web.page_html import style

ADDRESS = "/report"
FILE = "report.html"
"""Its name in the data folder."""
LARGEST = 20_000_000
"""Bytes that are shown at most; a report of a thousand questions has one million."""
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox"
)
HEADERS = STRICT | {"Content-Security-Policy": POLICY}
COMMANDS = (
    "python -m eval run --out run.jsonl",
    "python -m eval report run.jsonl --app",
)
PAGE = Markup(
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="color-scheme" content="light dark">\n<title>{title} · Communiqué</title>\n'
    "<style>{style}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{body}\n</main>\n"
    "</body>\n</html>\n"
)


class ReportPage:
    """Serves the report of a data folder, read anew each time; or what makes one."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / FILE

    def __call__(self, request: Request) -> Response:
        """The report, or a page that says why there is none."""
        try:
            if self.file.stat().st_size > LARGEST:
                return _told("The report is too large to be shown", _too_large())
            return HTMLResponse(self.file.read_bytes(), headers=HEADERS)
        except FileNotFoundError:
            return _told("No report yet", _commands())
        except OSError:
            return _told("The report cannot be read", _commands())


def _told(title: str, body: Markup) -> Response:
    return HTMLResponse(PAGE.format(title=title, style=style(), body=body), headers=HEADERS)


def _commands() -> Markup:
    steps = Markup("").join(
        Markup("<li><p><code>{}</code></p></li>").format(one) for one in COMMANDS
    )
    told = (
        "<p>Two commands make one, in a clone of the source. The first asks the questions whose "
        "answers are known; the second writes the report, with its charts, for this page.</p>"
        "<ol>{}</ol><p>Both have to be given the data folder of this app (COMMUNIQUE_DATA) where "
        "it is not the default. Then open this page again.</p>"
    )
    return Markup(told).format(steps)


def _too_large() -> Markup:
    told = "<p>It has more than {} MB. Make one of fewer runs with: <code>{}</code></p>"
    return Markup(told).format(LARGEST // 1_000_000, COMMANDS[1])
