"""The plain pages of the web app, `/r/` and `/r/<release>`: readable without scripts.

`/r/<release>#3.2` is the address of a paragraph for good; `?cite=START-END` marks quoted words.
"""

import sys
import traceback

from markupsafe import Markup
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from assistant.web.headers import with_style
from assistant.web.page_html import release_page, style_digest
from assistant.web.page_list import Wanted, failed_page, list_page, nearest, not_found_page
from assistant.web.permalink import PAGES, permalink, read_stretch
from index.errors import CommuniqueError, UnknownId
from index.records import Release
from index.store import Archive

BROKEN = "Something went wrong here. This says nothing about the archive."


def pages(archive: Archive) -> Starlette:
    """The plain pages, to be mounted at `PAGES`; each request is answered in a thread."""

    def listed(request: Request) -> Response:
        asked = request.query_params
        page = asked.get("page", "")
        number = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1
        wanted = Wanted(asked.get("board", ""), asked.get("year", ""), max(number, 1))
        return _html(list_page(archive.releases(), wanted, _base(request)))

    def shown(request: Request) -> Response:
        id, base = request.path_params["id"], _base(request)
        try:
            release = archive.release(id)
        except UnknownId:
            return _html(_unknown(archive, id, base), 404)
        if "@" not in id and release.id != id:
            return RedirectResponse(base + permalink(release.id), 307)
        return _release(archive, release, id, request)

    return Starlette(
        routes=[Route("/", listed), Route("/{id:path}", shown)],
        exception_handlers={CommuniqueError: _unready, Exception: _broken},
    )


def to_list(request: Request) -> Response:
    """The answer to the address of the list without its last stroke."""
    return RedirectResponse(f"{request.scope.get('root_path', '')}{PAGES}/", 308)


def _base(request: Request) -> str:
    """The path that the whole web app stands under."""
    path: str = request.scope["root_path"]
    return path.removesuffix(PAGES)


def _html(page: str, status: int = 200) -> Response:
    return HTMLResponse(page, status, headers=with_style(style_digest()))


def _unknown(archive: Archive, id: str, base: str) -> str:
    release = id.partition("@")[0]
    shown = archive.shown()
    near = dict.fromkeys(shown[one] for one in nearest(release, shown))
    return not_found_page(
        id, [archive.release(one) for one in near], archive.removed(release), base
    )


def _release(archive: Archive, release: Release, id: str, request: Request) -> Response:
    """A release; with status 400 where the words to be marked are not in it."""
    typed, base = request.query_params.get("cite", ""), _base(request)
    cited = read_stretch(typed, release)
    notices = [_version(archive, release, base)] if "@" in id else []
    if typed and not cited:
        wanted = "The quotation to be marked, {}, is no stretch of this release. Nothing is marked."
        notices.append(Markup(wanted).format(f"“{typed[:20]}”"))
    page = release_page(release, base, id, cited, tuple(one for one in notices if one))
    return _html(page, 400 if typed and not cited else 200)


def _version(archive: Archive, release: Release, base: str) -> Markup:
    """What is said above a version: whether it is still what the archive shows."""
    now = archive.published().get(release.id)
    if now == release.digest:
        return Markup("")
    if now is None:
        return Markup("This release was removed from the archive. Its text is kept for citations.")
    told = 'This is an earlier version, kept for citations. <a href="{}">Read the present one</a>.'
    return Markup(told).format(base + permalink(release.id))


def _unready(request: Request, error: Exception) -> Response:
    return _html(failed_page("The archive cannot be read", str(error), _base(request)), 503)


def _broken(request: Request, error: Exception) -> Response:
    print_trace(error)
    return _html(failed_page("No page could be made", BROKEN, _base(request)), 500)


def print_trace(error: Exception) -> None:
    """Prints where a fault in the program happened; its message may hold what was asked."""
    print(
        type(error).__name__, *traceback.format_tb(error.__traceback__), file=sys.stderr, sep="\n"
    )
