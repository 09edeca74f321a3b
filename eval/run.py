"""Flow of an evaluation: questions -> a temporary index -> a line for each answer of each system."""

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.settings import Settings, read_settings
from eval.faults import faults
from eval.measures import figures, score
from eval.questions import Question
from eval.run_file import Line
from eval.systems import Archive, Given, System

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = ROOT / "eval" / "sets" / "seeds" / "questions.jsonl"
RELEASES = ROOT / "seeds"


@dataclass(frozen=True)
class Indexed:
    """Releases as they are indexed; `stamp` changes with the texts, `settings.data` is the folder."""

    archive: Archive
    stamp: str
    settings: Settings


@dataclass(frozen=True)
class Asked:
    """A question of a set; `place` is its place in the file, from 1."""

    set: str
    place: int
    question: Question
    is_set_aside: bool = False


@contextmanager
def temporary_index(
    releases: Sequence[Path], progress: Callable[[str, int, int], None] | None = None
) -> Iterator[Indexed]:
    """These files or folders indexed in a temporary folder.

    The settings are those in force, but for the data folder: an index of the user's is not
    touched. A page that is refused is told on standard error.

    Raises:
        CommuniqueError: the releases cannot be indexed, or a setting is wrong.
    """
    from index.build import build
    from index.embed import load_embedder
    from index.generation import read_stamp
    from index.intake import What
    from index.store import Archive as Store

    with tempfile.TemporaryDirectory(
        prefix="communique-eval-", ignore_cleanup_errors=True
    ) as folder:
        settings, _ = read_settings(data=folder)
        embedder = load_embedder(settings.embed_model)
        for outcome in build(settings.data, releases, embedder, progress).outcomes:
            if outcome.what is What.REFUSED:
                print(f"Not indexed: {outcome.detail}", file=sys.stderr)
        archive = Store(settings.data)
        stamp = read_stamp(archive.generation())
        yield Indexed(archive, f"{stamp['text_version']}-{stamp['archive'][:16]}", settings)


def newest_day(archive: Archive) -> date | None:
    """The day of the newest release; None for an archive without dates."""
    days = [span.last for one in archive.releases() if (span := one.released or one.when)]
    return max(days, default=None)


def ask(name: str, system: System, asked: Asked, archive: Archive, today: date | None) -> Line:
    """What a system gives for a question, and the measures of that.

    Args:
        name: the system's.
        today: the day for a question that names none.

    Raises:
        NotAsked: the system does not take the question.
    """
    given = system.ask(asked.question, asked.question.today or today)
    return line_of(name, asked, given, archive)


def line_of(name: str, asked: Asked, given: Given, archive: Archive) -> Line:
    """The line of an answer; two runs differ in `timings` alone."""
    question, answer = asked.question, given.answer
    marks = score(question, answer, archive)
    wrong = tuple(faults(question, answer, marks))
    return Line(
        system=name,
        set=asked.set,
        place=asked.place,
        set_aside=asked.is_set_aside,
        id=question.id,
        kind=question.kind,
        answerable=question.answerable,
        question=question.turns[-1],
        turns=len(question.turns),
        gold_answer=question.gold_answer,
        expected=question.status or "",
        status=answer.status,
        text=answer.text,
        citations=tuple(
            {"id": one.id, "start": one.start, "end": one.end, "quote": one.quote, "act": one.act}
            for one in answer.citations
        ),
        retrieved=tuple(one.id for one in answer.retrieved),
        confidence=None if given.confidence is None else round(given.confidence, 6),
        gold=tuple(_gold(question, archive)) if wrong else (),
        faults=wrong,
        fallback=answer.fallback or "",
        measures=figures(question, marks),
        timings={
            name: round(seconds, 6)
            for name, seconds in {**answer.timings, "ask": given.seconds}.items()
        },
    )


def _gold(question: Question, archive: Archive) -> Iterator[dict[str, str]]:
    """Id and text of each gold passage; a paragraph is all its passages."""
    for id in dict.fromkeys(id for group in question.gold_paragraphs for id in group):
        release = archive.release(id.partition("#")[0])
        for passage in release.passages:
            if id in (passage.id, passage.paragraph):
                yield {"id": passage.id, "text": release.text_of(passage)}
