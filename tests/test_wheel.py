"""The wheel: nothing missing, nothing too much, and it works away from the repository."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).parent.parent
PACKAGES = ("assistant", "index", "seeds")
ASK = "what did NEACHS agree in 2021?"


def run(
    command: Sequence[str | Path], folder: Path, **environment: str
) -> "subprocess.CompletedProcess[str]":
    """A command run in a folder, without any setting of ours from outside."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("COMMUNIQUE")}
    clean.pop("PYTHONPATH", None)
    return subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=clean | environment,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the working tree."""
    folder = tmp_path_factory.mktemp("wheel")
    build = run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], REPOSITORY
    )
    assert build.returncode == 0, build.stderr
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the installed wheel and nothing of its dependencies."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    result = run([*pip, "--target", folder, wheel], folder)
    assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds nothing of ours."""
    return tmp_path_factory.mktemp("elsewhere")


def kept_files() -> set[str]:
    """The files of the packages that the repository keeps, new ones included."""
    git = shutil.which("git")
    if git is None or not (REPOSITORY / ".git").exists():
        pytest.skip("needs the repository's own list of files")
    listed = run(
        [git, "ls-files", "--cached", "--others", "--exclude-standard", *PACKAGES], REPOSITORY
    )
    assert listed.returncode == 0, listed.stderr
    return {name for name in listed.stdout.splitlines() if (REPOSITORY / name).is_file()}


def test_the_wheel_holds_every_file_of_its_packages_and_no_other(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = archive.namelist()
    metadata = {name for name in names if name.split("/")[0].endswith(".dist-info")}
    assert set(names) - metadata == kept_files()
    assert len(names) == len(set(names))


def test_the_wheel_holds_styles_scripts_and_releases(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())
        releases = [name for name in names if name.startswith("seeds/") and name.endswith(".txt")]
        catalogue = archive.read("seeds/catalogue.jsonl").decode()
    assert {"assistant/web/style.css", "assistant/web/clicks.js"} <= names
    assert {f"{package}/__init__.py" for package in PACKAGES} <= names
    listed = [json.loads(line)["file"] for line in catalogue.splitlines()]
    assert sorted(f"seeds/{file}" for file in listed) == sorted(releases) and len(listed) == 5


def test_the_wheel_holds_nothing_of_the_repositorys_own_tools(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(PACKAGES)


def test_the_delivered_releases_are_the_same_bytes(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        for file in (REPOSITORY / "seeds").glob("*.txt"):
            assert archive.read(f"seeds/{file.name}") == file.read_bytes()


def test_the_command_is_an_entry_of_the_wheel(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith("entry_points.txt")]
        lines = archive.read(name).decode().splitlines()
    assert lines == ["[console_scripts]", "communique = assistant.cli:main"]


def test_the_installed_command_is_run_from_its_own_folder(installed: Path, elsewhere: Path) -> None:
    where = (
        "import assistant, index, seeds; print(assistant.__file__, index.__file__, seeds.__file__)"
    )
    printed = run([sys.executable, "-c", where], elsewhere, PYTHONPATH=str(installed))
    assert printed.returncode == 0, printed.stderr
    assert all(Path(file).is_relative_to(installed) for file in printed.stdout.split())


def test_help_of_the_installed_command(installed: Path, elsewhere: Path) -> None:
    command = installed / "bin" / "communique"
    helped = run([sys.executable, command, "--help"], elsewhere, PYTHONPATH=str(installed))
    assert helped.returncode == 0, helped.stderr
    assert helped.stdout.startswith("Usage: communique")
    assert "ask" in helped.stdout and "index" in helped.stdout


def test_version_of_the_installed_command(wheel: Path, installed: Path, elsewhere: Path) -> None:
    command = installed / "bin" / "communique"
    told = run([sys.executable, command, "--version"], elsewhere, PYTHONPATH=str(installed))
    assert told.returncode == 0, told.stderr
    assert told.stdout.strip() == f"communique, version {wheel.name.split('-')[1]}"


def test_the_installed_command_answers_over_its_own_releases(
    installed: Path, elsewhere: Path
) -> None:
    environment = {"PYTHONPATH": str(installed), "COMMUNIQUE_DATA": str(elsewhere / "data")}
    command: list[str | Path] = [sys.executable, installed / "bin" / "communique"]
    built = run([*command, "index"], elsewhere, **environment)
    assert built.returncode == 0, built.stderr
    assert "Index built: 5 added" in built.stderr and built.stdout == ""
    asked = run([*command, "ask", "--json", ASK], elsewhere, **environment)
    assert asked.returncode == 0, asked.stderr
    (line,) = asked.stdout.splitlines()
    answer = json.loads(line)
    assert answer["status"] == "answered"
    assert [citation["id"] for citation in answer["citations"]] == [
        "m_5676-321611#3.1",
        "m_5676-321611#3.2",
        "m_5676-321884#5.2",
    ]
    assert answer["citations"][0]["url"].endswith("seq=321611")
