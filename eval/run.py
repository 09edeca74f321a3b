"""Flow of an evaluation: questions -> a temporary index -> answers -> scores."""

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from assistant.records import Answer
from assistant.settings import Settings, read_settings
from eval.measures import Score, score
from eval.questions import Question
from index.errors import BadQuestion, CommuniqueError
from index.records import Release

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = ROOT / "eval" / "sets" / "seeds" / "questions.jsonl"
RELEASES = ROOT / "seeds"


class NotAsked(CommuniqueError):
    """A question that the assistant does not take."""

    def __init__(self, id: str, error: BadQuestion) -> None:
        super().__init__(
            f"The run stopped at question {id}: {error} Mend the question, then run again."
        )


class Archive(Protocol):
    """What is needed of an archive."""

    def release(self, id: str) -> Release:
        """The release with this id."""
        ...

    def releases(self) -> list[Release]:
        """All releases."""
        ...


class Assistant(Protocol):
    """What is needed of an assistant."""

    @property
    def archive(self) -> Archive:
        """The archive it answers from."""
        ...

    def ask(
        self, question: str, earlier: Sequence[Answer] = (), today: date | None = None
    ) -> Answer:
        """The answer to a question, given the answers before it in the conversation."""
        ...


@dataclass(frozen=True)
class Result:
    """A question with its answer and score; `seconds` is the time of the last turn alone."""

    question: Question
    answer: Answer
    score: Score
    seconds: float


@contextmanager
def temporary_assistant(
    releases: Sequence[Path], progress: Callable[[str, int, int], None] | None = None
) -> Iterator[tuple[Assistant, Settings]]:
    """An assistant over a temporary index of these files or folders, and its settings.

    The settings are those in force, but for the data folder and a Chroma server: an evaluation
    leaves no collection behind. A page that is refused is told on standard error.

    Raises:
        CommuniqueError: the releases cannot be indexed, or a setting is wrong.
    """
    from assistant.answer import open_assistant
    from index.build import build
    from index.embed import load_embedder
    from index.intake import What

    with tempfile.TemporaryDirectory(
        prefix="communique-eval-", ignore_cleanup_errors=True
    ) as folder:
        settings, _ = read_settings(data=folder)
        embedder = load_embedder(settings.embed_model)
        for outcome in build(settings.data, releases, embedder, progress).outcomes:
            if outcome.what is What.REFUSED:
                print(f"Not indexed: {outcome.detail}", file=sys.stderr)
        yield open_assistant(settings), settings


def newest_day(archive: Archive) -> date | None:
    """The day of the newest release; None for an archive without dates."""
    days = [span.last for one in archive.releases() if (span := one.released or one.when)]
    return max(days, default=None)


def ask_all(
    assistant: Assistant, questions: Sequence[Question], today: date | None
) -> Iterator[Result]:
    """The result of each question, in the order given.

    Args:
        today: the day for questions that name none.

    Raises:
        NotAsked: the assistant does not take a question.
    """
    for question in questions:
        day = question.today or today
        earlier: list[Answer] = []
        try:
            for turn in question.turns[:-1]:
                earlier.append(assistant.ask(turn, tuple(earlier), day))
            start = time.perf_counter()
            answer = assistant.ask(question.turns[-1], tuple(earlier), day)
        except BadQuestion as error:
            raise NotAsked(question.id, error) from error
        seconds = time.perf_counter() - start
        yield Result(question, answer, score(question, answer, assistant.archive), seconds)


def json_line(result: Result, name: str, is_set_aside: bool = False) -> str:
    """A result as one line of JSON; two runs differ in `timings` alone.

    Of a set put aside only what tells nothing of its texts is there: the status and the figures.

    Args:
        name: that of the question's set.
    """
    question, answer = result.question, result.answer
    timings = _rounded({**answer.timings, "ask": result.seconds})
    if is_set_aside:
        marks = _measures(result.score).items()
        figures = {key: value for key, value in marks if not isinstance(value, tuple)}
        told = {"set": name, "status": answer.status, "measures": figures, "timings": timings}
        return json.dumps(told)
    line = {
        "set": name,
        "id": question.id,
        "kind": question.kind,
        "status": answer.status,
        "text": answer.text,
        "citations": [
            {"id": one.id, "start": one.start, "end": one.end, "quote": one.quote, "act": one.act}
            for one in answer.citations
        ],
        "retrieved": [one.id for one in answer.retrieved],
        "fallback": answer.fallback,
        "measures": _measures(result.score),
        "timings": timings,
    }
    return json.dumps(line, ensure_ascii=False)


def _measures(marks: Score) -> Mapping[str, object]:
    return {
        **_rounded(marks.retrieval),
        **_rounded({"citation_precision": marks.precision, "citation_recall": marks.recall}),
        "not_cited": marks.missed,
        "cited_outside_gold": marks.strays,
        **_rounded({"points": marks.points}),
        "points_not_given": marks.lacking,
        "forbidden_points_given": marks.forbidden,
        "status_right": marks.status_right,
        "outcome": marks.outcome,
        "refusal_right": marks.refusal_right,
        "act_mix_ups": f"{sum(marks.mixed_up)}/{len(marks.mixed_up)}",
        "quotes_exact": f"{sum(marks.exact)}/{len(marks.exact)}",
        "quotes_in_passage": f"{sum(marks.placed)}/{len(marks.placed)}",
    }


def _rounded(values: Mapping[str, float | None]) -> dict[str, float | None]:
    return {name: None if value is None else round(value, 6) for name, value in values.items()}
