"""The address that visitors send releases to, `/upload`; there is none unless uploads are set on.

The answer is a line of JSON for each step of the build, the last one with the report. Nothing of
what was sent is kept but what a release was read from.
"""

import json
from collections.abc import Iterator
from queue import SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from starlette.concurrency import iterate_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from assistant.web.pages import print_trace
from assistant.web.permalink import permalink
from assistant.web.source import joined, words
from assistant.web.upload_files import (
    FILES,
    LARGEST,
    Report,
    Sent,
    lines_of,
    take_in,
)
from index.errors import ArchiveBusy, BadData, CommuniqueError
from index.kinds import KINDS

if TYPE_CHECKING:
    from assistant.answer import Assistant

ADDRESS = "/upload"
TOTAL = 100_000_000
"""Bytes of one request, all files together."""
HEADER = "x-communique"
"""A header that a form of another site cannot send."""
BROKEN = "Something went wrong here while adding. Look at the list for what was added."
FORM = Markup(
    '<details class="upload"><summary>Add releases</summary><form data-upload="{address}">'
    '<label for="upload-files">Files: {kinds}; at most {files} of {megabytes} MB each</label>'
    '<input type="file" id="upload-files" name="file" multiple accept="{accepted}">'
    '<button type="submit" class="choice">Add these files</button>'
    '<progress max="1" value="0" hidden aria-label="Progress"></progress>'
    '<p class="step" role="status"></p></form><div class="report" tabindex="-1"></div></details>'
).format(
    address=ADDRESS.lstrip("/"),
    kinds=KINDS,
    files=FILES,
    megabytes=LARGEST // 1_000_000,
    accepted=KINDS.replace(" ", ","),
)
Step = dict[str, Any]


class Upload:
    """Takes in what visitors send, one after the other."""

    def __init__(self, assistant: "Assistant") -> None:
        self.assistant, self.turn = assistant, Lock()

    async def receive(self, request: Request) -> Response:
        """The steps of adding the sent files, or why they are not read."""
        length = request.headers.get("content-length", "")
        if HEADER not in request.headers:
            return PlainTextResponse("Send files from the page itself.", 403)
        if not (length.isascii() and length.isdigit()):
            return PlainTextResponse("The length of what is sent is missing.", 411)
        if int(length) > TOTAL:
            told = f"At most {TOTAL // 1_000_000} MB are taken at once. Send fewer files."
            return PlainTextResponse(told, 413)
        if not self.turn.acquire(blocking=False):
            return PlainTextResponse(str(ArchiveBusy()), 409)
        try:
            files = await _files_in(request)
        except BaseException:  # also where the visitor leaves, which cancels this: others may go on
            self.turn.release()
            raise
        steps: SimpleQueue[Step | None] = SimpleQueue()
        Thread(target=self._work, args=(files, steps), daemon=True).start()
        lines = iterate_in_threadpool(_lines(steps))
        return StreamingResponse(lines, media_type="application/x-ndjson")

    def _work(self, files: list[Sent], steps: "SimpleQueue[Step | None]") -> None:
        """Adds the files, also when the visitor does not wait for the end."""
        seen = ("", -1)

        def tell(step: str, done: int, total: int) -> None:
            nonlocal seen
            percent = 100 * done // max(total, 1)
            if (step, percent) != seen:
                seen = (step, percent)
                steps.put({"step": step, "done": done, "total": total})

        try:
            archive, retriever = self.assistant.archive, self.assistant.retriever
            steps.put(_last(take_in(archive, retriever.embedder, files, tell)))
        except BadData:  # its message names a folder of this machine
            steps.put(_last(Report(failed="The archive cannot be written just now.")))
        except CommuniqueError as error:
            steps.put(_last(Report(failed=str(error))))
        except Exception as error:  # the last barrier of a thread: the page would wait for ever
            print_trace(error)
            steps.put(_last(Report(failed=BROKEN)))
        finally:
            for file in files:
                file.content.close()
            self.turn.release()
            steps.put(None)


async def _files_in(request: Request) -> list[Sent]:
    """The files of a form; what is longer than memory should hold waits in files without a name."""
    form = await request.form(max_files=2 * FILES, max_fields=0)
    sent = [one for one in form.getlist("file") if isinstance(one, UploadFile)]
    return [Sent(one.filename or "", one.size or 0, one.file) for one in sent]


def _lines(steps: "SimpleQueue[Step | None]") -> Iterator[str]:
    while (step := steps.get()) is not None:
        yield json.dumps(step) + "\n"


def _last(report: Report) -> Step:
    return {"report": str(report_html(report)), "failed": bool(report.failed)}


def report_html(report: Report) -> Markup:
    """What became of each page, as the command line tells it."""
    if report.failed:
        return Markup('<p class="note" role="alert">{}</p>').format(words(report.failed))
    rows = [
        Markup("<tr><td>{}</td><td>{}</td><td>{}</td></tr>").format(
            words(what), _id(id), words(told)
        )
        for what, id, told in lines_of(report)
    ]
    table = Markup(
        '<table><thead><tr><th scope="col">What</th><th scope="col">Id</th>'
        '<th scope="col">File, or why it was refused</th></tr></thead><tbody>{}</tbody></table>'
    ).format(joined(rows, "\n"))
    return Markup("<p>{}</p>{}").format(report.told, table if rows else "")


def _id(id: str) -> Markup:
    if not id:
        return Markup("")
    return Markup('<a href="{}" data-release="{}">{}</a>').format(permalink(id).lstrip("/"), id, id)
