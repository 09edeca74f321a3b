"""How long reading takes beside encoding: both timed in one process, on the same releases."""

import resource
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from eval.run import RELEASES, ROOT
from index.embed import Embedder
from index.encode import context_line, rows_of
from index.errors import NotARelease
from index.infer import infer_dates
from index.read import read_release
from index.records import Page, Release
from index.sentences import sentence_spans
from index.sources import Refusal, pages_in, source_files

DEFAULTS = (
    RELEASES,
    *(ROOT / "eval" / "sets" / name / "releases" for name in ("invented_dev", "invented_dev2")),
)
WANTED = 5.0
"""Reading and describing shall be so many times as fast as encoding: embedding is the bottleneck."""
ROUNDS = 3
"""The fastest of so many rounds counts: the others were held up by something else."""
BLOCK = 64
"""Windows encoded between two steps of the progress bar, as in a build."""
T = TypeVar("T")


@dataclass(frozen=True)
class Speed:
    """Seconds that a release takes in each step, and how much was measured; `peak` is in MiB."""

    releases: int
    passages: int
    windows: int
    extract: float
    read: float
    describe: float
    encode: float
    peak: float

    @property
    def ratio(self) -> float:
        """How many times as fast extracting, reading and describing are as encoding."""
        return self.encode / (self.extract + self.read + self.describe)


def measure(
    sources: Sequence[Path], embedder: Embedder, tell: Callable[[str, int, int], None]
) -> Speed:
    """Time each step over all releases of the sources; the model is loaded beforehand."""
    files = source_files(sources)
    embedder.encode(["warm up"])
    pages, extract = _fastest(lambda: _pages(files), tell, "extracting")
    releases, read = _fastest(lambda: _read(pages), tell, "reading")
    described, describe = _fastest(lambda: infer_dates(releases), tell, "describing")
    windows = [
        window
        for row in rows_of(described)
        for window in embedder.windows(context_line(row.release, row.passage), row.text)
    ]
    start = time.perf_counter()
    for place in range(0, len(windows), BLOCK):
        embedder.encode(windows[place : place + BLOCK])
        tell("encoding", min(place + BLOCK, len(windows)), len(windows))
    encode, count = time.perf_counter() - start, len(releases)
    return Speed(
        releases=count,
        passages=sum(len(release.passages) for release in releases),
        windows=len(windows),
        extract=extract / count,
        read=read / count,
        describe=describe / count,
        encode=encode / count,
        peak=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def _fastest(
    step: Callable[[], T], tell: Callable[[str, int, int], None], name: str
) -> tuple[T, float]:
    times = []
    for number in range(ROUNDS):
        sentence_spans.cache_clear()
        start = time.perf_counter()
        result = step()
        times.append(time.perf_counter() - start)
        tell(name, number + 1, ROUNDS)
    return result, min(times)


def _pages(files: Sequence[Path]) -> list[Page]:
    return [item for file in files for item in pages_in(file) if not isinstance(item, Refusal)]


def _read(pages: Sequence[Page]) -> list[Release]:
    releases = []
    for page in pages:
        with suppress(NotARelease):
            releases.append(read_release(page))
    return releases


def report(speed: Speed) -> str:
    """The figures as a table."""
    steps = (
        ("extract", speed.extract, "file to page text: encodings, HTML, feeds"),
        ("read", speed.read, "page text to passages, dates, names, statements"),
        ("describe", speed.describe, "inferred dates, with the whole archive known"),
        ("encode", speed.encode, "passages to vectors, with the model loaded"),
    )
    lines = [
        f"{speed.releases} releases, {speed.passages} passages, {speed.windows} windows; "
        f"peak memory {speed.peak:.0f} MiB",
        *(
            f"{name:<9}{1000 * seconds:>9.2f} ms a release   {what}"
            for name, seconds, what in steps
        ),
        f"reading and describing are {speed.ratio:.1f} times as fast as encoding "
        f"(wanted: at least {WANTED:.0f})",
    ]
    return "\n".join(lines)
