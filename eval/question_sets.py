"""Sets of questions: a file, and the releases that its questions are asked over."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.read import is_set_aside
from eval.run import QUESTIONS, RELEASES


@dataclass(frozen=True)
class QuestionSet:
    """A file of questions and the releases they are asked over.

    `is_set_aside`: it is measured only, and no text of it is ever shown.
    """

    name: str
    questions: Path
    releases: tuple[Path, ...]
    is_set_aside: bool


def question_set(path: Path, releases: Sequence[Path] = ()) -> QuestionSet:
    """The set of a question file, or of a folder that holds `questions.jsonl`.

    Args:
        releases: asked over in place of the set's own; those are `releases/` beside the
            questions, and where there is none the five releases in seeds/.
    """
    file = path / QUESTIONS.name if path.is_dir() else path
    beside = file.parent / "releases"
    own = (beside,) if beside.is_dir() else (RELEASES,)
    name = path.resolve().name if path.is_dir() else f"{file.resolve().parent.name}/{file.name}"
    return QuestionSet(name, file, tuple(releases) or own, is_set_aside(file.resolve()))
