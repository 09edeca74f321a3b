"""The JSON interface of the web app, at `/api`; `/api/openapi.json` describes it.

Nothing of a question is stored or logged. Questions wait their turn without holding a thread.
"""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, TypeVar

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Depends, FastAPI, Query, Request
from pydantic import StringConstraints

from assistant.answer import PASSAGES, Assistant
from assistant.chosen import read_filters
from assistant.left_out import read_left_out
from assistant.options import FILTERS
from assistant.settings import Settings
from assistant.understand import MAX_LENGTH, understand
from assistant.web import api_models as models
from assistant.web.api_errors import DOCUMENTED, HANDLERS
from assistant.web.api_values import (
    JSON,
    answer_json,
    found_json,
    listed_json,
    paragraph_json,
    release_json,
)
from assistant.web.headers import STRICT, DefaultHeaders
from assistant.web.page_list import by_date
from assistant.wider import with_chosen
from index.errors import Busy
from index.records import Filters
from index.retrieve import paragraphs_of

PLACE = "/api"
"""Where the interface stands below the web app's address."""
TURNS = 2
"""Questions answered at the same time, beside those of the conversation."""
LONGEST = 200
"""Characters of a filter's value."""
VALUES = 20
"""Values of one filter."""
MOST = 1000
"""Releases on one part of the list."""
HELP = {name: words for _, name, _, _, words in FILTERS}
T = TypeVar("T")

router = APIRouter(responses=DOCUMENTED)


def api(assistant: Assistant, waiting: int = Settings().queue) -> FastAPI:
    """The interface over an assistant, to be mounted at `PLACE`.

    Args:
        waiting: questions that may wait for their turn; a further one is a 503.
    """
    app = FastAPI(
        title="Communiqué",
        version="1",
        summary="Answers from press releases, each sentence with its paragraph.",
        description="No service of the ministry. Quotations are exact; the official page counts.",
        docs_url=None,  # its page would load scripts from another host
        redoc_url=None,
    )
    for kind, handler in HANDLERS.items():
        app.add_exception_handler(kind, handler)
    app.state.assistant = assistant
    app.state.turns, app.state.waiting = CapacityLimiter(TURNS), waiting
    app.add_middleware(DefaultHeaders, headers=STRICT)
    app.include_router(router)
    return app


def _held(request: Request) -> Assistant:
    assistant: Assistant = request.app.state.assistant
    return assistant


def _base(request: Request) -> str:
    """The path that the whole web app stands under."""
    path: str = request.scope["root_path"]
    return path.removesuffix(PLACE)


Held = Annotated[Assistant, Depends(_held)]
Base = Annotated[str, Depends(_base)]
Question = Annotated[str, Query(description=f"The question, at most {MAX_LENGTH:,} characters.")]
Today = Annotated[date | None, Query(description="The day of asking (YYYY-MM-DD); default: today.")]


def _one(name: str, alias: str) -> Any:
    return Query(alias=alias, description=HELP[name], max_length=LONGEST)


def _many(name: str, alias: str) -> Any:
    words = f"{HELP[name]} May be given again: any one then has to fit."
    return Query(default_factory=list, alias=alias, description=words, max_length=VALUES)


Values = list[Annotated[str, StringConstraints(max_length=LONGEST)]]


def _chosen(
    assistant: Held,
    countries: Annotated[Values, _many("countries", "country")],
    boards: Annotated[Values, _many("boards", "board")],
    meetings: Annotated[Values, _many("meetings", "meeting")],
    acts: Annotated[Values, _many("acts", "act")],
    releases: Annotated[Values, _many("releases", "release")],
    first: Annotated[str | None, _one("first", "from")] = None,
    last: Annotated[str | None, _one("last", "to")] = None,
) -> Filters:
    """The filters of a request. Raises BadFilter or BadSetting."""
    return read_filters(
        assistant.archive,
        first=first,
        last=last,
        countries=countries,
        boards=boards,
        meetings=meetings,
        acts=acts,
        releases=releases,
    )


Chosen = Annotated[Filters, Depends(_chosen)]


def _left_out(
    without: Annotated[
        Values,
        Query(
            default_factory=list,
            description="Part of the reading that is not to count: period, act, actor, ordinal, "
            "edition, latest, or a name by kind and canonical form, like country:JP. "
            "May be given again.",
            max_length=VALUES,
        ),
    ],
) -> tuple[str, ...]:
    """The parts of the reading that a request leaves out. Raises BadPart."""
    return read_left_out(without)


LeftOut = Annotated[tuple[str, ...], Depends(_left_out)]


async def _in_turn(request: Request, work: Callable[[], T]) -> T:
    """What the work gives, done in a thread when it is its turn. Raises Busy where too many wait."""
    turns: CapacityLimiter = request.app.state.turns
    waiting: int = request.app.state.waiting
    if turns.statistics().tasks_waiting >= waiting:
        raise Busy(waiting)
    return await to_thread.run_sync(work, limiter=turns)


@router.get("/ask", response_model=models.Answer, response_model_exclude_unset=True)
async def ask(
    request: Request,
    assistant: Held,
    base: Base,
    chosen: Chosen,
    left_out: LeftOut,
    q: Question,
    today: Today = None,
) -> JSON:
    """Answer a question, each sentence quoted and cited.

    Filters hold besides what the question asks itself. Every status of an answer is a 200.
    """

    def answered() -> JSON:
        return answer_json(assistant.ask(q, today=today, chosen=chosen, left_out=left_out), base)

    return await _in_turn(request, answered)


@router.get("/search", response_model=models.Search, response_model_exclude_unset=True)
async def search(
    request: Request,
    assistant: Held,
    base: Base,
    chosen: Chosen,
    q: Question,
    today: Today = None,
    k: Annotated[int, Query(ge=1, le=PASSAGES, description="Paragraphs that are given.")] = 10,
) -> JSON:
    """Find the paragraphs nearest to a question, whether or not they answer it."""

    def searched() -> JSON:
        day = today or date.today()
        reading = with_chosen(understand(q, (), assistant.lexicon, day), chosen)
        paragraphs = paragraphs_of(assistant.search(reading), k)
        return found_json(reading, paragraphs, assistant.archive.releases(), base)

    return await _in_turn(request, searched)


@router.get("/releases", response_model=models.Releases)
def releases(
    assistant: Held,
    base: Base,
    board: Annotated[str, Query(description="Only those of this board.")] = "",
    year: Annotated[str, Query(description="Only those of this year, or undated.")] = "",
    offset: Annotated[int, Query(ge=0, description="How many are passed over.")] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST, description="How many are given at most.")] = 100,
) -> JSON:
    """List the releases, the last released first."""
    fitting = by_date(assistant.archive.releases(), board, year)
    shown = [listed_json(one, base) for one in fitting[offset : offset + limit]]
    return {"total": len(fitting), "releases": shown}


@router.get("/release/{id}", response_model=models.Release)
def release(assistant: Held, base: Base, id: str) -> JSON:
    """Give a whole release: `m_5676-1`, or `m_5676-1@<8 hex of its digest>` for a version."""
    return release_json(assistant.archive.release(id), base)


@router.get("/paragraph/{id:path}", response_model=models.Paragraph)
def paragraph(assistant: Held, base: Base, id: str) -> JSON:
    """Give a paragraph or a passage: `m_5676-1%233.2`, or `m_5676-1/3.2`, which is the same."""
    wanted = id.replace("/", "#", 1)
    return paragraph_json(wanted, *assistant.archive.find(wanted), base)


@router.get("/health", response_model=models.Health)
def health(assistant: Held) -> JSON:
    """Tell whether questions can be answered, and of what. 503 where the index cannot be read."""
    coverage, stamp = assistant.archive.coverage(), assistant.retriever.generation.stamp
    return {
        "status": "ok" if coverage.releases else "empty",
        "releases": coverage.releases,
        "passages": coverage.passages,
        "model": str(stamp.get("model", "")),
        "archive": str(stamp.get("archive", "")),
    }
