"""Builders killed at any moment (kill -9), and readers in other processes meanwhile."""

import os
import random
import re
import signal
import sqlite3
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Assistant
from index.build import remove
from index.database import FILE
from index.retrieve import Retriever
from index.store import Archive
from index.verify import verify
from tests.fakes import FakeEmbedder
from tests.folders import add, generations, post, published, talks
from tests.processes import (
    FORKS,
    PHASES,
    answer_when_asked,
    ask_again_and_again,
    ask_an_assistant_again_and_again,
    build_in_small_steps,
    build_on_a_full_disk,
    open_again_and_again,
    start,
)
from tests.searches import query

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no kill -9 here")
OUTSIDE = "outside"
TRIES = 9
"""Builds that may pass unharmed as the line at which to kill did not come up."""
WAIT = 60
"""Seconds after which a process that should answer is taken to hang."""


class Killed:
    """An archive that is built by processes that are killed, and a reader that stays."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.pages, self.data, self.log = folder / "pages", folder / "data", folder / "log"
        self.log.touch()
        self.gone: list[str] = []
        self.turn = 0
        for _ in range(6):
            self.change_pages()
        add(self.data, self.pages)
        self.pipe, other = FORKS.Pipe()
        self.reader = start(answer_when_asked, self.data, other)
        assert self.asked("") == []

    def change_pages(self) -> None:
        """Three pages come, one changes, one is posted again, and sometimes one goes."""
        first = self.turn * 10
        for number in range(first, first + 3):
            post(self.pages, f"m_5674-{number}", f"buoy{number}", f"2022-0{number % 9 + 1}-05")
        if self.turn:
            chosen = self.random.randrange(self.turn) * 10
            body = talks(f"buoy{chosen}") + f" They met in turn {self.turn}."
            post(self.pages, f"m_5674-{chosen}", f"buoy{chosen}", body=body)
            post(self.pages, f"m_5676-{first + 2}", f"buoy{chosen + 1}")
        if self.turn % 3 == 2:
            last = f"m_5674-{first - 8}"
            (self.pages / f"{last}.txt").unlink()
            self.gone.append(last)
        self.turn += 1

    def asked(self, words: str) -> object:
        """What the reader that was there before answers."""
        if words:
            self.pipe.send(words)
        assert self.pipe.poll(WAIT), "the reader does not answer"
        return self.pipe.recv()

    def vectors(self) -> set[str]:
        """The digests of the texts that are encoded."""
        with sqlite3.connect(self.data / FILE) as connection:
            return {row[0] for row in connection.execute("SELECT digest FROM vector")}

    def run(self, kill: tuple[str, int] | None = None, after: float | None = None) -> bool:
        """Build in another process; True when it was killed.

        Args:
            kill: phase and line at which it kills itself.
            after: seconds after which it is killed from outside.
        """
        known, logged = self.vectors(), len(self.log.read_text().split())
        process = start(build_in_small_steps, self.data, self.pages, self.gone, self.log, kill)
        if after is not None:
            time.sleep(after)
            process.kill()
        process.join(WAIT)
        assert process.exitcode in (0, -signal.SIGKILL), "the build has failed"
        assert not known & set(self.log.read_text().split()[logged:]), "a text is encoded again"
        return process.exitcode != 0

    def killed_in(self, phase: str) -> bool:
        """True when a build of changed pages was killed in a phase, and not at its end before."""
        self.change_pages()
        if phase == OUTSIDE:
            killed = self.run(after=self.random.uniform(0.0, 0.6))
        else:
            killed = self.run((phase, self.random.randint(1, PHASES[phase][1])))
        self.check()
        return killed

    def check(self) -> None:
        """Assert that readers are well: those who come now, and the one who was there before."""
        retriever = Retriever(self.data, FakeEmbedder())
        found = retriever.passages(query("officials"), 100)
        assert len(found) > 3
        for one in found:
            assert retriever.archive.find(one.id)[0].id == one.release
        retriever.generation.close()
        answer = self.asked("officials")
        assert isinstance(answer, list) and len(answer) > 3, answer
        waiting = ("not in the index yet; run: communique index", "since it was added; run: ")
        faults = [one for one in verify(self.data) if not any(words in one for words in waiting)]
        assert faults == []

    def close(self) -> None:
        """End the reader."""
        self.reader.kill()
        self.reader.join()


@pytest.fixture
def seed() -> Iterator[int]:
    """What the kills of this run follow from; give it again as COMMUNIQUE_TEST_SEED."""
    number = int(os.environ.get("COMMUNIQUE_TEST_SEED") or random.randrange(10**6))
    print(f"COMMUNIQUE_TEST_SEED={number}")
    yield number


def kill_and_go_on(folder: Path, seed: int, phases: list[str]) -> None:
    """Kill builds at random places of phases; assert that in the end nothing tells.

    Args:
        phases: one for each kill; `OUTSIDE` for a kill at any time.
    """
    archive = Killed(folder, seed)
    try:
        for phase in phases:
            assert any(archive.killed_in(phase) for _ in range(TRIES)), phase
            if archive.random.random() < 0.5:
                assert not archive.run()
                archive.check()
        assert not archive.run()
        archive.check()
        assert archive.asked("officials") != []
    finally:
        archive.close()
    assert list(verify(archive.data)) == []
    assert len(generations(archive.data)) <= 2
    add(folder / "other", archive.pages)
    assert published(archive.data) == published(folder / "other")


def test_a_build_that_is_killed_goes_on(tmp_path: Path, seed: int) -> None:
    kill_and_go_on(tmp_path, seed, random.Random(seed).sample([*PHASES, OUTSIDE], 3))


@pytest.mark.soak
def test_builds_that_are_killed_thirty_times_go_on(tmp_path: Path, seed: int) -> None:
    order = [*PHASES, *PHASES, *PHASES, *[OUTSIDE] * 5]
    random.Random(seed).shuffle(order)
    kill_and_go_on(tmp_path, seed, order)


def test_a_reader_never_sees_a_half_state_while_another_process_builds(tmp_path: Path) -> None:
    data, pages = tmp_path / "data", tmp_path / "pages"
    for half in (1, 2):
        post(pages, f"m_1000-{half}", f"buoy{half}")
    add(data, pages)
    pipe, other = FORKS.Pipe()
    reader = start(ask_again_and_again, data, other)
    try:
        assert pipe.poll(WAIT) and pipe.recv() == "ready"
        for turn in range(1, 7):
            for half in (1, 2):
                word = f"buoy{turn}of{half}"
                post(pages, f"m_{1000 + turn}-{half}", word)
            post(pages, "m_1000-1", "buoy1", body=talks("buoy1") + f" They met {turn} times.")
            builder = start(build_in_small_steps, data, pages, [], tmp_path / "log")
            builder.join(WAIT)
            assert builder.exitcode == 0
        pipe.send("stop")
        assert pipe.poll(WAIT)
        turns, seen, problems = pipe.recv()
    finally:
        reader.kill()
        reader.join()
    assert problems == []
    assert turns > 6 and seen == 14


@pytest.mark.parametrize("limit", [0, 20_000, 200_000, 700_000])
def test_a_build_on_a_full_disk_is_one_message_and_goes_on_later(
    limit: int, tmp_path: Path
) -> None:
    data, pages = tmp_path / "data", tmp_path / "pages"
    add(data, post(pages, "m_5676-1", "crane"))
    before = published(data)
    for number in range(40):
        post(pages, f"m_5676-{number + 10}", f"buoy{number}")
    pipe, other = FORKS.Pipe()
    builder = start(build_on_a_full_disk, data, pages, limit, other)
    assert pipe.poll(WAIT)
    assert re.match(r"BadData: The data folder .* cannot be used: .*--data FOLDER", pipe.recv())
    builder.join(WAIT)
    assert published(data) == before
    add(data, pages)
    assert Archive(data).coverage().releases == 41
    assert list(verify(data)) == []


def test_a_generation_is_copied_whole_while_readers_open_it(tmp_path: Path) -> None:
    data, pages = tmp_path / "data", tmp_path / "pages"
    for number in range(30):
        post(pages, f"m_5676-{number + 1}", f"buoy{number}")
    add(data, pages)
    pipes: list[Connection] = []
    readers = []
    for _ in range(2):
        pipe, other = FORKS.Pipe()
        readers.append(start(open_again_and_again, Archive(data).generation(), other))
        pipes.append(pipe)
    try:
        assert all(pipe.poll(WAIT) and pipe.recv() == "ready" for pipe in pipes)
        add(data, post(pages, "m_5676-99", "crane"))
        for pipe in pipes:
            pipe.send("stop")
        assert all(pipe.poll(WAIT) and pipe.recv() > 0 for pipe in pipes)
    finally:
        for reader in readers:
            reader.kill()
            reader.join()
    assert list(verify(data)) == []


@pytest.mark.parametrize("step", ["encode", "passages"])
@pytest.mark.parametrize("change", ["comes", "changes", "goes"])
def test_a_question_is_answered_although_a_release_comes_or_goes_meanwhile(
    change: str, step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, pages = tmp_path / "data", tmp_path / "pages"
    for number in range(8):
        post(pages, f"m_5676-{number + 1}", f"buoy{number}")
    add(data, pages)
    assistant = Assistant(Archive(data), Retriever(data, FakeEmbedder()))
    first = assistant.ask("What did the talks on buoy3 agree?")
    assert first.citations
    original, done = getattr(Retriever, step), []

    def meanwhile(retriever: Retriever, *values: Any, **others: Any) -> Any:
        found = original(retriever, *values, **others)
        if not done:
            done.append(change)
            if change == "comes":
                add(data, post(pages, "m_5676-30", "buoy3", title="Talks on buoy3 and buoy4"))
            elif change == "changes":
                body = talks("buoy3").replace("° ", "° As before, ")
                add(data, post(pages, "m_5676-4", "buoy3", body=body))
            else:
                remove(data, ["m_5676-4"], FakeEmbedder())
        return found

    monkeypatch.setattr(Retriever, step, meanwhile)
    answer = assistant.ask("What did the talks on buoy3 agree?")
    for citation in answer.citations:
        assert citation.quote and citation.release.startswith("m_5676-")
    assert assistant.ask("What did the talks on buoy3 agree?").question == first.question


def test_an_assistant_answers_on_while_another_process_adds_changes_and_removes(
    tmp_path: Path,
) -> None:
    data, pages = tmp_path / "data", tmp_path / "pages"
    for number in range(8):
        post(pages, f"m_5676-{number + 1}", f"buoy{number}")
    add(data, pages)
    pipe, other = FORKS.Pipe()
    reader = start(ask_an_assistant_again_and_again, data, other)
    try:
        assert pipe.poll(WAIT) and pipe.recv() == "ready"
        for turn in range(6):
            post(pages, f"m_5676-{turn + 20}", f"buoy{turn + 20}")
            post(pages, "m_5676-8", "buoy7", body=talks("buoy7") + f" They met {turn} times.")
            (pages / f"m_5676-{turn + 1}.txt").unlink()
            gone = [f"m_5676-{turn + 1}"]
            builder = start(build_in_small_steps, data, pages, gone, tmp_path / "log")
            builder.join(WAIT)
            assert builder.exitcode == 0
        pipe.send("stop")
        assert pipe.poll(WAIT)
        turns, problems = pipe.recv()
    finally:
        reader.kill()
        reader.join()
    assert problems == []
    assert turns > 6
