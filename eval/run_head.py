"""The head of a run file: what was run, on which machine, with which versions and models."""

import hashlib
import os
import platform
import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from assistant.settings import Settings
from eval.run import ROOT
from eval.systems import reader_name

PACKAGES = (
    *("communique", "torch", "chromadb", "sentence-transformers", "llama-index-core"),
    *("bm25s", "gradio"),
)
"""What the figures depend on."""
SOURCES = ("index", "assistant", "eval")
"""Folders whose code an answer or a measure is made by."""


def head(
    systems: Sequence[str],
    sets: Sequence[Mapping[str, Any]],
    options: Mapping[str, Any],
    settings: Settings,
) -> dict[str, Any]:
    """All that a run file says before its lines."""
    return {
        "command": shlex.join(["python", "-m", "eval", *sys.argv[1:]]),
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "versions": versions(),
        "embedding_model": settings.embed_model,
        "reader": reader_name(settings),
        "llm": settings.llm if "llm" in systems else "",
        "systems": list(systems),
        "sets": list(sets),
        "options": dict(options),
    }


def versions() -> dict[str, str]:
    """The version of each package, and the digest of our own code, which changes between them."""
    return {**{name: _version(name) for name in PACKAGES}, "code": _code()}


def machine() -> dict[str, Any]:
    """What the times depend on."""
    return {
        "processor": _processor(),
        "cores": _cores(),
        "memory_gib": _memory(),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }


def peak_memory_mib() -> float:
    """The most memory that this process has held, 0 where the platform does not tell."""
    try:
        import resource
    except ImportError:  # Windows has no such module
        return 0.0
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # kibibytes on Linux, bytes on macOS: getrusage(2) of either
    return held / (2**20 if sys.platform == "darwin" else 2**10)


def digest(path: Path) -> str:
    """The sha256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _code() -> str:
    held = hashlib.sha256()
    for path in _sources():
        held.update(f"{path.relative_to(ROOT).as_posix()}\0".encode())
        held.update(path.read_bytes())
    return held.hexdigest()[:16]


def _sources() -> Iterator[Path]:
    for folder in SOURCES:
        yield from sorted((ROOT / folder).glob("*.py"))


def _processor() -> str:
    """The processor's name: Linux tells it in a file only."""
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass  # not Linux
    return platform.processor() or platform.machine()


def _cores() -> int:
    """The cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _memory() -> float | None:
    """Memory in GiB, None where the platform does not tell."""
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1)
    except (AttributeError, ValueError, OSError):
        return None
