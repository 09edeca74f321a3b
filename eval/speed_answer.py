"""How long a whole answer takes in a large archive, without a language model."""

import random
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

import numpy as np

from assistant.answer import Assistant
from assistant.evidence import Sentences
from assistant.query import query_of
from assistant.reader.model import PACKAGED, load_reader
from assistant.records import Answer, Draft
from eval.questions import Question, load_questions
from eval.run import QUESTIONS, RELEASES, ROOT
from eval.speed_retrieval import DEPTH, _few_threads, gigaflops
from eval.speed_understand import PASSAGES, invented_archive
from eval.synthetic import DAYS, START, vectors_of
from index.build import build, is_current, publish
from index.embed import Embedder
from index.encode import rows_of
from index.generation import has_sentences
from index.records import DateSpan, Precision, Provenance, Release
from index.retrieve import Retriever
from index.sentence_vectors import sentence_texts
from index.store import Archive

SETS = ("invented_dev", "invented_dev2", "invented_dev3", "invented_dev4")
"""Their releases are read, and their questions asked; no set put aside is among them."""
FOLDERS = tuple(ROOT / "eval" / "sets" / name for name in SETS)
SIZE = 10_000
"""Passages of the archive."""
NEARLY = 0.99
"""A made archive has at least this share of the passages wanted: a release has several."""
EACH = 6
"""Questions of each kind: about a hundred."""
GOALS = {"whole answer": 400.0, "first words": 200.0}
"""Milliseconds, 95 of 100 times, warm and on two processors."""
ROUNDS = 3
"""Each question counts with the fastest of so many rounds: something else held up the others."""
ALL = "all kinds"
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Taken:
    """Milliseconds of one question.

    `new` is the whole answer where no sentence is remembered from an earlier question, `first` its
    first words, `again` the whole answer where the question was just asked. `steps` are those of
    `new`. `searched` is the baseline: its question encoded and its passages searched, no more.
    """

    kind: str
    new: float
    first: float
    again: float
    searched: float
    steps: dict[str, float]


@dataclass(frozen=True)
class AnswerSpeed:
    """What was measured in an archive of so many releases and passages."""

    releases: int
    passages: int
    taken: tuple[Taken, ...]
    gigaflops: float


def measure(
    data: Path,
    embedder: Embedder,
    tell: Tell,
    size: int = SIZE,
    each: int = EACH,
    reranker: str = PACKAGED,
) -> AnswerSpeed:
    """Time answers over an archive of so many passages, on two processors.

    Args:
        data: a folder for the archive; one that is there already is taken.
        each: how many questions of each kind are asked.
        reranker: the reader's name (`load_reader`).
    """
    make(data, embedder, size, tell)
    archive = Archive(data)
    retriever = Retriever(data, embedder)
    assistant = Assistant(archive, retriever, reranker=load_reader(reranker))
    assistant.warm()
    questions = mixed(each)
    with _few_threads():
        taken: dict[int, Taken] = {}
        for number in range(ROUNDS):
            for place, question in enumerate(questions):
                one = _timed(assistant, question)
                taken[place] = _faster(taken.get(place, one), one)
                tell(f"round {number + 1}", place + 1, len(questions))
        speed = gigaflops()
    return AnswerSpeed(len(archive.releases()), _passages(archive), tuple(taken.values()), speed)


def make(data: Path, embedder: Embedder, size: int, tell: Tell) -> None:
    """Write an archive of about so many passages, unless the folder holds it already.

    It has the releases of the sets that are developed on, which the questions are about, among
    invented ones with names, dates and made-up vectors of their own: as many as are missing.
    """
    if data.is_dir() and is_current(data, embedder):
        held = Archive(data)
        if has_sentences(held.generation()) and _passages(held) >= NEARLY * size:
            return
    build(data, [RELEASES, *(folder / "releases" for folder in FOLDERS)], embedder, tell)
    archive = Archive(data, writable=True)
    real, shown = archive.releases(), archive.shown()
    missing = size - _passages(archive)
    invented = _dated(invented_archive(max(1, missing // (PASSAGES + 1))))
    rows = rows_of(invented)
    vectors = zip(rows, vectors_of(len(rows)), strict=True)
    archive.keep_vectors(embedder.name, {row.key: vector[None] for row, vector in vectors})
    keys = list(sentence_texts(invented))
    made = zip(keys, vectors_of(len(keys)), strict=True)
    archive.keep_vectors(embedder.name, {key: vector[None] for key, vector in made})
    archive.keep((release, "", "") for release in invented)
    shown |= {release.id: release.id for release in invented}
    publish(archive, [*real, *invented], shown, embedder, tell)


def _passages(archive: Archive) -> int:
    return sum(len(release.passages) for release in archive.releases())


def _dated(releases: Iterable[Release]) -> list[Release]:
    """The releases with days spread over some years, each held the day before it was released."""
    draw, dated = random.Random(3), []
    for release in releases:
        first = START + timedelta(days=draw.randrange(DAYS))
        held = DateSpan(first, first, Precision.DAY, Provenance.STATED, "", release.passages[1].id)
        after = first + timedelta(days=1)
        told = replace(held, first=after, last=after)
        dated.append(replace(release, event=held, released=told, mentioned=(held,)))
    return dated


def mixed(each: int) -> list[Question]:
    """So many questions of each kind from the sets that are developed on, the sets in turn."""
    files = [QUESTIONS, *(folder / QUESTIONS.name for folder in FOLDERS)]
    found = [question for file in files for question in load_questions(file)]
    random.Random(11).shuffle(found)
    found.sort(key=lambda question: question.kind)
    kinds = groupby(found, key=lambda question: question.kind)
    return [question for _, group in kinds for question in list(group)[:each]]


def _timed(assistant: Assistant, question: Question) -> Taken:
    """The times of a question whose conversation is new to the assistant."""
    retriever, embedder = assistant.retriever, assistant.retriever.embedder
    # Forgets what earlier questions had it encode.
    assistant._sentences = Sentences(embedder, retriever.sentences)
    day, earlier = question.today or date(2024, 1, 1), list[Answer]()
    for turn in question.turns[:-1]:
        earlier.append(assistant.ask(turn, tuple(earlier), day))
    new, first, answer = _asked(assistant, question.turns[-1], earlier, day)
    again, _, _ = _asked(assistant, question.turns[-1], earlier, day)
    start = time.perf_counter()
    assistant.retriever.passages(query_of(answer.reading, embedder), DEPTH)
    searched = 1000 * (time.perf_counter() - start)
    steps = {name: 1000 * seconds for name, seconds in answer.timings.items()}
    return Taken(question.kind, new, first, again, searched, steps)


def _asked(
    assistant: Assistant, question: str, earlier: Sequence[Answer], day: date
) -> tuple[float, float, Answer]:
    """Milliseconds to the whole answer and to its first words, and the answer.

    A line that tells what is being done is none of the answer's words.
    """
    start, first, answer = time.perf_counter(), 0.0, None
    for step in assistant.stream(question, tuple(earlier), day):
        if isinstance(step, (Draft, Answer)):
            first = first or time.perf_counter() - start
            answer = step if isinstance(step, Answer) else None
    assert answer
    return 1000 * (time.perf_counter() - start), 1000 * first, answer


def _faster(one: Taken, other: Taken) -> Taken:
    """The least of each time of a question; the steps are those of the faster new answer."""
    return Taken(
        other.kind,
        min(one.new, other.new),
        min(one.first, other.first),
        min(one.again, other.again),
        min(one.searched, other.searched),
        min(one, other, key=lambda each: each.new).steps,
    )


def report(speed: AnswerSpeed) -> str:
    """The figures as a table, a line for each kind and one for all."""
    heads = ("whole", "first words", "asked again", "search alone")
    lines = [
        f"{speed.passages:,} passages of {speed.releases:,} releases; {len(speed.taken)} questions, "
        "no language model",
        f"{'ms, p50 / p95':24}{'n':>4}" + "".join(f"{head:>16}" for head in heads),
    ]
    kinds = sorted({one.kind for one in speed.taken})
    for kind in (*kinds, ALL):
        own = [one for one in speed.taken if kind in (one.kind, ALL)]
        values = zip(*((one.new, one.first, one.again, one.searched) for one in own), strict=True)
        cells = "".join(f"{'{:.0f} / {:.0f}'.format(*_spread(each)):>16}" for each in values)
        lines.append(f"{kind:24.24}{len(own):4}{cells}")
    return "\n".join([*lines, *_told(speed)])


def _told(speed: AnswerSpeed) -> list[str]:
    """What the figures mean: beside the goals, beside the baseline, and where the time goes."""
    whole, first = (
        _spread([getattr(one, name) for one in speed.taken]) for name in ("new", "first")
    )
    base = _spread([one.searched for one in speed.taken])[0]
    names = dict.fromkeys(name for one in speed.taken for name in one.steps)
    shares = {name: sum(one.steps.get(name, 0.0) for one in speed.taken) for name in names}
    total = sum(shares.values()) or 1.0
    steps = ", ".join(f"{name} {100 * taken / total:.0f} %" for name, taken in shares.items())
    return [
        f"whole answer, p95: {whole[1]:.0f} ms (wanted: at most {GOALS['whole answer']:.0f}); "
        f"first words, p95: {first[1]:.0f} ms (wanted: at most {GOALS['first words']:.0f})",
        f"an answer takes {whole[0] / base:.1f} times as long as encoding and searching the question "
        f"alone (p50 to p50), {whole[1] / base:.1f} times at p95",
        f"steps of a new answer: {steps}",
        f"matrix product {speed.gigaflops:.0f} GFLOP/s",
    ]


def _spread(values: Iterable[float]) -> tuple[float, float]:
    """The median and the 95th percentile."""
    middle, high = np.percentile(list(values), (50, 95)).tolist()
    return middle, high
