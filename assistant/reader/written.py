"""Labelled pairs from invented releases and questions that were written by hand for the training.

A folder holds releases.jsonl (release, title, day, sentences: id, lead, text), questions.jsonl
(question; `answers`: the ids RELEASE/SENTENCE of every sentence that answers; `near`: of some that
seem to), and some follow_ups.jsonl (`first`, the question before; `follow_up`; the same ids). No question of `eval/` and no release of its sets is among them.
"""

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.reader.squad import Alike, Pair
from assistant.reader.text import pair_text
from index.embed import Embedder

FOLDER = Path(__file__).parent / "written"
HELD_BACK = Path(__file__).parent / "held_back"
"""Releases and questions that are not trained on, for the calibration."""
FIRST, ELSE = 10, 2
"""So many wrong sentences beside the labelled ones, drawn from so many most alike to the question."""
DAYLESS = 0.2
"""The share of pairs without a day, lest it alone be trusted."""


class Written:
    """The releases and questions of one folder."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self.parts: dict[str, tuple[str, str, str, str]] = {}
        for release in _lines(folder / "releases.jsonl"):
            for one in release["sentences"]:
                parts = (release["title"], one["lead"], one["text"], release["day"])
                self.parts[f"{release['release']}/{one['id']}"] = parts
        self.questions = _lines(folder / "questions.jsonl")
        if (follow_ups := folder / "follow_ups.jsonl").is_file():
            self.questions += [one | {"question": _joined(one)} for one in _lines(follow_ups)]
        shown = [pair_text(*parts) for parts in self.parts.values()]
        self.alike = Alike(shown, [asked["question"] for asked in self.questions], embedder)

    def pairs(self, random_: random.Random) -> Iterator[Pair]:
        """Every answer, every one that seems to, and some more that do not answer."""
        ids = np.array(list(self.parts))
        for asked in self.questions:
            labelled = {*asked["answers"], *asked["near"]}
            best = ids[np.argsort(-self.alike.to(asked["question"]), kind="stable")].tolist()
            wrong = [id for id in best if id not in labelled][:FIRST]
            for id in (*asked["answers"], *asked["near"], *random_.sample(wrong, ELSE)):
                title, lead, text, day = self.parts[id]
                shown = pair_text(title, lead, text, "" if random_.random() < DAYLESS else day)
                yield Pair(asked["question"], shown, float(id in asked["answers"]), "written")

    def candidates(self, count: int) -> Iterator[tuple[str, list[str], list[float]]]:
        """Each question with the sentences most alike to it, and 1 for each that answers."""
        ids = np.array(list(self.parts))
        for asked in self.questions:
            order = np.argsort(-self.alike.to(asked["question"]), kind="stable")[:count]
            best = ids[order].tolist()
            texts = [pair_text(*self.parts[id]) for id in best]
            yield asked["question"], texts, [float(id in asked["answers"]) for id in best]


def written_pairs(random_: random.Random, folders: Sequence[Written]) -> list[Pair]:
    """The pairs of all folders."""
    return [pair for folder in folders for pair in folder.pairs(random_)]


def _joined(follow_up: dict[str, Any]) -> str:
    """A follow-up as the product reads it (`assistant.follow_up.merge`)."""
    return f"{follow_up['follow_up']} ({follow_up['first']})"


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
