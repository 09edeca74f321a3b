"""Processes that build and read an archive, for the tests that kill one and watch the other.

They are forked from a server that has imported everything, so that one starts in a moment.
"""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import FrameType
from typing import Any

import bm25s  # noqa: F401
import chromadb  # noqa: F401
import llama_index.vector_stores.chroma  # noqa: F401
import Stemmer  # noqa: F401

import index
from index.build import build, remove
from index.errors import CommuniqueError
from index.generation import read_stamp
from index.retrieve import Retriever
from index.store import Archive
from tests.fakes import FakeEmbedder
from tests.searches import query

FORKS = get_context("forkserver")
FORKS.set_forkserver_preload([__name__])
PLACES = (str(Path(index.__file__).parent), shutil.__file__)
"""Where these functions stand."""
PHASES = {
    "reading": ({"take", "_taken", "pages_in", "read_release"}, 300),
    "keeping": ({"keep", "_store", "insert_version", "take_out", "connect"}, 300),
    "encoding": ({"encode_missing", "_encode", "keep_vectors"}, 150),
    "encoding sentences": ({"encode_sentences", "sentence_texts"}, 150),
    "copying": ({"_copy", "_copytree", "copy2"}, 60),
    "writing Chroma": ({"_write_dense", "_nodes"}, 50),
    "writing vectors": ({"_write_vectors", "write_vectors"}, 10),
    "writing sentences": ({"write_sentences"}, 6),
    "writing BM25": ({"_write_lexical", "stems_of", "_in_order", "bm25_of"}, 20),
    "before publishing": ({"write_generation", "_publish"}, 25),
    "publishing": ({"publish", "write_meta"}, 26),
    "cleaning": ({"drop_unused", "_rmtree_safe_fd", "_told"}, 60),
}
"""Functions by what a build is doing in them, and how many of their lines a small one runs."""
SLOW = 0.002
"""Seconds that each call of the fake model takes, so that a kill from outside may hit it."""


class Killer:
    """A trace function that kills its own process at the numbered line of a phase (kill -9)."""

    def __init__(self, phase: str, number: int) -> None:
        self.names, self.left = PHASES[phase][0], number

    def __call__(self, frame: FrameType, event: str, _: Any) -> Callable[..., Any] | None:
        """Follow the frames of the phase only."""
        code = frame.f_code
        if code.co_name not in self.names or not code.co_filename.startswith(PLACES):
            return None
        return self._line

    def _line(self, frame: FrameType, event: str, _: Any) -> Callable[..., Any]:
        if event == "line":
            self.left -= 1
            if self.left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return self._line


def start(target: Callable[..., None], *values: Any) -> BaseProcess:
    """A process that runs a function."""
    process = FORKS.Process(target=target, args=values, daemon=True)
    process.start()
    return process


def build_in_small_steps(
    data: Path, pages: Path, gone: list[str], log: Path, kill: tuple[str, int] | None = None
) -> None:
    """Remove some pages, then build; every step takes few pages, so that there are many.

    Args:
        gone: ids to remove; those that an earlier run has removed are passed over.
        log: gets what is encoded.
        kill: the phase and the number of the line at which the process is killed.
    """
    import index.encode
    import index.generation
    import index.intake

    index.intake.BATCH, index.encode.STEP, index.generation.STEP = 2, 3, 5
    index.encode.SENTENCES = 4
    embedder = FakeEmbedder(log=log, pause=SLOW)
    if kill:
        sys.settrace(Killer(*kill))
    archive = Archive(data) if data.exists() else None
    still = [id for id in gone if archive and id in {*archive.published(), *archive.page_ids()}]
    if still:
        remove(data, still, embedder)
    build(data, [pages], embedder)


def build_on_a_full_disk(data: Path, pages: Path, limit: int, pipe: Connection) -> None:
    """Build where no file may grow beyond a limit in bytes; send what went wrong."""
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        build(data, [pages], FakeEmbedder())
        pipe.send("")
    except CommuniqueError as error:
        pipe.send(f"{type(error).__name__}: {error}")


def answer_when_asked(data: Path, pipe: Connection) -> None:
    """Search for the words that come through a pipe; send the ids found, or what went wrong.

    The archive is opened once, at the start.
    """
    retriever = Retriever(data, FakeEmbedder())
    pipe.send([])
    while words := pipe.recv():
        try:
            found = retriever.passages(query(words), 20)
            for one in found:
                retriever.archive.find(one.id)
            pipe.send([one.id for one in found])
        except CommuniqueError as error:
            pipe.send(f"{type(error).__name__}: {error}")


def ask_again_and_again(data: Path, pipe: Connection) -> None:
    """Search until something comes through a pipe; send how often, and all that went wrong.

    Pages that are added together are named alike (`<turn>-...`), and must be seen together.
    """
    retriever = Retriever(data, FakeEmbedder())
    archive, problems, turns, seen = Archive(data), [], 0, 0
    pipe.send("ready")
    while not pipe.poll():
        turns += 1
        try:
            problems += [*_half_states(archive), *_other_generation(archive)]
            found = retriever.passages(query("officials", near="officials agreed"), 100)
            for one in found:
                release, (passage, *_) = archive.find(one.id)
                if release.id != one.release or not release.text_of(passage):
                    problems.append(f"{one.id} is found in {release.id}")
            now = len(archive.releases())
            if now < seen:
                problems.append(f"{seen} releases became {now}")
            seen = now
        except Exception as error:  # whatever it is, it is what the test is about
            problems.append(f"{type(error).__name__}: {error}")
    pipe.send((turns, seen, problems))


def _half_states(archive: Archive) -> list[str]:
    """The turns of which one of the two pages is shown and the other is not."""
    turns: dict[str, int] = {}
    for release in archive.releases():
        turn = release.id.rpartition("-")[0]
        turns[turn] = turns.get(turn, 0) + 1
    return [f"{turn} is half there" for turn, number in turns.items() if number != 2]


def _other_generation(archive: Archive) -> list[str]:
    """What tells that the releases are of another build than the generation."""
    state = archive.state
    stamp, shown = read_stamp(archive.generation()), set(archive.shown().values())
    if archive.state != state or stamp["releases"] == len(shown):
        return []
    return [f"{len(shown)} releases, and a generation of {stamp['releases']}"]


def open_again_and_again(folder: Path, pipe: Connection) -> None:
    """Open and close a generation until something comes through a pipe; send how often."""
    from index.search import Generation

    turns = 0
    pipe.send("ready")
    while not pipe.poll():
        Generation(folder).close()
        turns += 1
    pipe.send(turns)


def ask_an_assistant_again_and_again(data: Path, pipe: Connection) -> None:
    """Ask questions until something comes through a pipe; send how often, and what went wrong."""
    from assistant.answer import Assistant

    assistant = Assistant(Archive(data), Retriever(data, FakeEmbedder()))
    questions = ("What did the participants agree about buoy1?", "What did the talks agree?")
    problems, turns = [], 0
    assistant.warm()
    pipe.send("ready")
    while not pipe.poll():
        try:
            state = assistant.archive.state
            answer = assistant.ask(questions[turns % 2])
            releases = {one.id: one.text for one in assistant.archive.releases()}
            if assistant.archive.state == state:
                problems += [
                    f"{one.id} is quoted from another text"
                    for one in answer.citations
                    if releases[one.release][one.start : one.end] != one.quote
                ]
        except Exception as error:  # whatever it is, it is what the test is about
            problems.append(f"{type(error).__name__}: {error}")
        turns += 1
    pipe.send((turns, problems))
