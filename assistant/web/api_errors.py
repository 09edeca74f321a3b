"""Errors of the JSON interface: our messages with the status codes of HTTP."""

from collections.abc import Callable
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from assistant.web.api_models import Problem
from assistant.web.headers import STRICT
from assistant.web.page_list import nearest
from assistant.web.pages import BROKEN, print_trace
from index.errors import (
    BadFilter,
    BadPart,
    BadQuestion,
    BadRequest,
    BadSetting,
    CommuniqueError,
    UnknownId,
)

STATUS: dict[type[CommuniqueError], int] = {
    BadQuestion: 422,
    BadFilter: 422,
    BadPart: 422,
    BadSetting: 422,
    BadRequest: 422,
    UnknownId: 404,
}
"""All others tell that the archive or the index cannot be used now: 503."""
WAIT = "5"
"""Seconds after which it is worth asking again."""
DOCUMENTED: dict[int | str, dict[str, Any]] = {
    404: {"model": Problem, "description": "Nothing has this id."},
    422: {"model": Problem, "description": "A question, filter or other value cannot be used."},
    503: {"model": Problem, "description": "The index cannot be read, or too many are asking."},
}


def _problem(status: int, error: str, message: str, near: list[str] | None = None) -> Response:
    problem = Problem(error=error, message=message, near=near or [])
    headers = STRICT | ({"Retry-After": WAIT} if status == 503 else {})
    return JSONResponse(problem.model_dump(), status, headers)


def _ours(request: Request, error: CommuniqueError) -> Response:
    near: list[str] = []
    if isinstance(error, UnknownId):
        id = str(request.path_params.get("id", "")).partition("#")[0].partition("/")[0]
        near = nearest(id.partition("@")[0], request.app.state.assistant.archive.shown())
    return _problem(STATUS.get(type(error), 503), type(error).__name__, str(error), near)


def _invalid(request: Request, error: RequestValidationError) -> Response:
    """All wrong parameters; what was given for them is not repeated."""
    problems = [f"{one['loc'][-1]}: {one['msg'].lower()}" for one in error.errors()]
    return _ours(request, BadRequest(problems))


def _refused(request: Request, error: HTTPException) -> Response:
    return _problem(error.status_code, "HTTPException", f"{error.detail}: see /api/openapi.json")


def _broken(request: Request, error: Exception) -> Response:
    print_trace(error)
    return _problem(500, "Fault", BROKEN)


HANDLERS: dict[type[Exception], Callable[[Request, Any], Response]] = {
    CommuniqueError: _ours,
    RequestValidationError: _invalid,
    HTTPException: _refused,
    Exception: _broken,
}
"""What answers each kind of error."""
