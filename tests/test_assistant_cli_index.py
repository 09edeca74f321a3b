"""The commands that keep and show the archive: each line they print, each exit status."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import assistant.cli_index
from assistant.cli import main
from index.build import build
from index.generation import chroma
from index.store import Archive
from tests.fakes import FakeEmbedder
from tests.folders import PASSAGES, add, post, talks, write
from tests.pages import page_a
from tests.test_assistant_answer import CONSULT, FIRST, PAGES, SECOND, TOURS, write_pages
from tests.test_assistant_cli import (  # noqa: F401
    REPOSITORY,
    WITH_FAKE,
    _own_settings,
    in_process,
    refused,
    run,
)
from tests.test_index_build import locked_by_another_process

PRESS, OTHER, THIRD = "m_5676-30", "m_5650-10", "m_5674-20"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the four invented releases; only read by the tests."""
    folder = tmp_path_factory.mktemp("built")
    build(folder / "data", [write_pages(folder / "pages")], FakeEmbedder())
    return folder / "data"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder that the commands use."""
    return tmp_path / "data"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Where pages will be."""
    return tmp_path / "pages"


def lines(result: Result) -> list[str]:
    """The printed lines of a command that told no error."""
    assert "Traceback" not in result.output
    return result.stdout.splitlines()


def told(result: Result) -> str:
    """The last line on standard error: the figures of a build."""
    assert "Traceback" not in result.output
    return result.stderr.strip().splitlines()[-1].rpartition("\r")[2]


# index


def test_a_new_archive_holds_the_releases_that_come_along() -> None:
    result = run("index")
    assert (result.exit_code, result.stdout) == (0, "")
    built = "Index built: 5 added, 0 updated, 0 unchanged, 0 refused; 57 passages and 64 sentences encoded."
    assert told(result) == built
    again = "Index up to date: 0 added, 0 updated, 5 unchanged, 0 refused; 0 passages and 0 sentences encoded."
    assert told(run("index")) == again
    anew = "Index built: 0 added, 0 updated, 5 unchanged, 0 refused; 0 passages and 0 sentences encoded."
    assert told(run("index", "--rebuild")) == anew


def test_index_reads_the_changed_file_again(tmp_path: Path) -> None:
    folder = write_pages(tmp_path / "pages")
    assert "4 added" in run("index", "add", str(folder)).stderr
    page = folder / "500010.txt"
    page.write_text(page.read_text().replace("diving trail", "rowing trail"), encoding="utf-8")
    assert "0 added, 1 updated, 3 unchanged" in told(run("index"))
    assert "rowing trail" in run("show", f"{TOURS}#2").stdout


def test_index_says_which_files_are_gone_and_which_are_refused_by_now(pages: Path) -> None:
    for word in ("atlas", "buoy", "crane"):
        write(pages, word)
    run("index", "add", str(pages))
    (pages / "atlas.txt").unlink()
    (pages / "buoy.txt").write_text("Notes.", encoding="utf-8")
    result = run("index")
    assert (result.exit_code, result.stdout) == (0, "")
    printed = result.stderr.splitlines()
    assert any(re.match(r"refused +\S+buoy\.txt is no release", line) for line in printed)
    assert "1 release kept although no longer in a file." in printed
    assert told(result).startswith("Index up to date: 0 added, 0 updated, 1 unchanged, 1 refused")
    assert len(lines(run("releases"))) == 3


def test_index_does_not_bring_back_what_was_removed(pages: Path) -> None:
    write(pages, "atlas")
    run("index", "add", str(pages))
    assert run("index", "remove", "file-atlas").exit_code == 0
    assert "0 added" in told(run("index"))
    assert lines(run("releases")) == []


# index add


def test_add_tells_what_became_of_each_page(pages: Path) -> None:
    atlas, buoy = post(pages, PRESS, "atlas"), write(pages, "buoy")
    first = run("index", "add", str(pages))
    assert lines(first) == [
        f"added         file-buoy         {buoy}",
        f"added         {PRESS}         {atlas}",
    ]
    assert first.exit_code == 0
    assert told(first) == (
        "Index built: 2 added, 0 updated, 0 unchanged, 0 refused; 8 passages and 6 sentences encoded."
    )
    write(pages, "buoy", talks("buoy") + " They met twice.")
    copy = post(pages, OTHER, "atlas")
    (pages / "wrong.txt").write_bytes(b"")
    second = run("index", "add", str(pages))
    assert second.exit_code == 2
    printed = lines(second)
    assert printed[:3] == [
        f"updated       file-buoy         {buoy}",
        f"duplicate of {PRESS} {OTHER}         {copy}",
        f"unchanged     {PRESS}         {atlas}",
    ]
    assert re.fullmatch(r"refused +\S+wrong\.txt .*empty.*", printed[3])
    assert told(second) == (
        "Index built: 0 added, 1 updated, 1 unchanged, 1 duplicate, 1 refused; 1 passage and 1 sentence encoded."
    )


def test_add_keeps_what_is_there(tmp_path: Path) -> None:
    run("index", "add", str(write_pages(tmp_path / "one", (FIRST,))))
    result = run("index", "add", str(write_pages(tmp_path / "two", (TOURS,))))
    assert "1 added, 0 updated, 0 unchanged" in told(result)
    assert [line.split()[0] for line in lines(run("releases"))] == [TOURS, FIRST]


def test_add_of_only_refused_pages(tmp_path: Path) -> None:
    (tmp_path / "wrong.txt").write_text("Some words that I saved.", encoding="utf-8")
    result = run("index", "add", str(tmp_path / "wrong.txt"))
    assert result.exit_code == 2
    assert len(lines(result)) == 1 and "wrong.txt is no release" in result.stdout
    assert "0 added, 0 updated, 0 unchanged, 1 refused" in told(result)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("absent", "absent does not exist"),
        ("void", "void holds no release"),
        ("*.nothing", r"\*\.nothing (does not exist|holds no release)"),
        ("pages/catalogue.jsonl", "only tells of the files beside it"),
    ],
)
def test_add_of_a_path_without_releases_changes_nothing(
    path: str, words: str, tmp_path: Path, pages: Path, data: Path
) -> None:
    (tmp_path / "void").mkdir()
    post(pages, PRESS, "atlas")
    refused(run("index", "add", str(tmp_path / path)), words)
    assert not data.exists()


def test_add_of_a_wrong_path_among_others_adds_nothing(pages: Path, data: Path) -> None:
    post(pages, PRESS, "atlas")
    refused(run("index", "add", str(pages), str(pages / "absent")), "absent does not exist")
    assert not data.exists()


def test_add_reads_standard_input(data: Path) -> None:
    text = page_a(talks("atlas"), title="Talks on atlas").encode()
    result = CliRunner().invoke(main, ["index", "add", "-"], input=text)
    (line,) = lines(result)
    assert re.fullmatch(r"added +file-[0-9a-f]{8} +standard input", line)
    assert result.exit_code == 0 and len(Archive(data).releases()) == 1
    record = json.dumps({"id": "file-buoy", "text": page_a(talks("buoy"), title="Buoys")})
    result = CliRunner().invoke(main, ["index", "add", "-"], input=record.encode())
    assert re.fullmatch(r"added +file-buoy +standard input.*", lines(result)[0])


@pytest.mark.parametrize("content", [b"", b"  \n", b"Notes.", b"\x00\x01"])
def test_add_of_standard_input_that_is_no_release(content: bytes) -> None:
    result = CliRunner().invoke(main, ["index", "add", "-"], input=content)
    assert result.exit_code == 2
    assert re.fullmatch(r"refused +standard input .*", lines(result)[0])


def test_add_with_a_wrong_catalogue_lists_its_lines(pages: Path, data: Path) -> None:
    post(pages, PRESS, "atlas")
    (pages / "catalogue.jsonl").write_text('{"file": 1}\n{', encoding="utf-8")
    result = run("index", "add", str(pages))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "mend these lines:\n  line 1: " in result.stderr and "line 2: " in result.stderr
    assert "Traceback" not in result.stderr and not data.exists()


def test_pages_added_from_another_folder_are_found_again(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(pages, "atlas")
    monkeypatch.chdir(pages.parent)
    assert run("index", "add", "pages/atlas.txt").exit_code == 0
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    write(pages, "atlas", talks("atlas") + " They met twice.")
    assert "1 updated" in told(run("index"))


# index remove


def test_remove_says_what_it_removed_and_which_cross_posts_stay(pages: Path) -> None:
    for id in (PRESS, OTHER, THIRD):
        post(pages, id, "atlas")
    write(pages, "buoy")
    run("index", "add", str(pages))
    result = run("index", "remove", PRESS, OTHER, "file-buoy")
    assert result.exit_code == 0
    printed = lines(result)
    assert printed[:3] == [
        f"removed       {PRESS}",
        f"removed       {OTHER}",
        "removed       file-buoy",
    ]
    stays = f"{THIRD} has the same text as {PRESS} and stays; remove it, too, if it should go."
    assert stays in printed[3:]
    assert [line.split()[0] for line in lines(run("releases"))] == [THIRD]


def test_remove_keeps_the_text_for_old_answers_unless_it_is_to_be_forgotten(
    pages: Path, data: Path
) -> None:
    write(pages, "atlas")
    write(pages, "buoy")
    run("index", "add", str(pages))
    digest = Archive(data).release("file-buoy").digest[:8]
    run("index", "remove", "file-buoy")
    kept = run("show", f"file-buoy@{digest}#2.0")
    assert kept.exit_code == 0 and "survey buoy harbours" in kept.stdout
    refused(run("show", "file-buoy"), f"was removed; .* read as file-buoy@{digest}$")
    assert run("index", "remove", "--forget", "file-buoy").exit_code == 0
    refused(run("show", f"file-buoy@{digest}"), "Nothing in the archive has the id")


@pytest.mark.parametrize("ids", [("nowhere",), ("file-atlas", "nowhere"), ("file-atlas#1",), ("",)])
def test_remove_of_an_unknown_id_removes_nothing(ids: tuple[str, ...], pages: Path) -> None:
    write(pages, "atlas")
    run("index", "add", str(pages))
    refused(run("index", "remove", "--", *ids), "Nothing in the archive has the id")
    refused(run("index", "remove", "--forget", "--", *ids), "Nothing in the archive has the id")
    assert len(lines(run("releases"))) == 1


# index export


def test_export_writes_one_line_a_page(pages: Path, tmp_path: Path) -> None:
    post(pages, PRESS, "atlas")
    post(pages, OTHER, "atlas")
    run("index", "add", str(pages))
    printed = run("index", "export")
    assert [json.loads(line)["id"] for line in lines(printed)] == [OTHER, PRESS]
    written = run("index", "export", str(tmp_path / "export.jsonl"))
    assert (written.exit_code, written.output) == (0, "")
    assert (tmp_path / "export.jsonl").read_text(encoding="utf-8") == printed.stdout
    again = run("index", "add", str(tmp_path / "export.jsonl"), "--data", str(tmp_path / "other"))
    assert again.exit_code == 0 and "1 added" in told(again)
    assert run("index", "export", "--data", str(tmp_path / "other")).exit_code == 0
    same = run("index", "add", str(tmp_path / "export.jsonl"))
    assert "Index up to date: 0 added, 0 updated, 2 unchanged" in told(same)


@pytest.mark.parametrize("file", ["absent/export.jsonl", "."])
def test_export_to_a_place_that_cannot_be_written(file: str, pages: Path, tmp_path: Path) -> None:
    write(pages, "atlas")
    run("index", "add", str(pages))
    before = sorted(tmp_path.iterdir())
    refused(run("index", "export", str(tmp_path / file)), "FILE is .* but it must be writable")
    assert sorted(tmp_path.iterdir()) == before


def test_an_export_that_nobody_reads_on_ends_quietly(pages: Path, data: Path) -> None:
    for number in range(40):
        write(pages, f"buoy{number}")
    add(data, pages)
    process = subprocess.Popen(
        [sys.executable, "-c", WITH_FAKE, "index", "export"],
        cwd=REPOSITORY,
        env=os.environ | {"COMMUNIQUE_DATA": str(data)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout and process.stderr
    assert json.loads(process.stdout.readline())["id"] == "file-buoy0"
    process.stdout.close()
    printed = process.stderr.read()
    process.stderr.close()
    process.wait()
    assert "Traceback" not in printed and "Exception ignored" not in printed


# index verify


def test_verify_says_that_nothing_is_wrong(built: Path) -> None:
    result = run("index", "verify", "--data", str(built))
    assert result.exit_code == 0
    archive = Archive(built).coverage()
    assert lines(result) == [f"Nothing is wrong: 4 releases, {archive.passages} passages."]


def test_verify_prints_each_fault_on_a_line(pages: Path, data: Path) -> None:
    write(pages, "atlas")
    run("index", "add", str(pages))
    with chroma(Archive(data).generation() / "chroma") as collection:
        collection.delete(ids=["file-atlas#1.1/0", "file-atlas#2.0/0"])
    result = run("index", "verify")
    assert result.exit_code == 1
    assert lines(result) == [
        "file-atlas#1.1: is not in Chroma",
        "file-atlas#2.0: is not in Chroma",
    ]
    assert told(result) == "2 faults. Build the index anew: communique index --rebuild"
    assert run("index", "--rebuild").exit_code == 0
    assert run("index", "verify").exit_code == 0


def test_verify_of_a_damaged_index_is_one_message(pages: Path, data: Path) -> None:
    write(pages, "atlas")
    run("index", "add", str(pages))
    (Archive(data).generation() / "passages.json").write_text("{", encoding="utf-8")
    refused(run("index", "verify"), "the generation is damaged.*communique index --rebuild")


# index status, releases, show


def test_status_in_figures(built: Path) -> None:
    printed = lines(run("index", "status", "--data", str(built)))
    values = {line[:13].strip(): line[13:].strip() for line in printed}
    assert values["data folder"] == str(built)
    assert values["releases"] == "4 (m_5676 4)"
    assert values["first date"] == "16 March 2022"
    assert values["last date"] == "11 May 2023"
    assert values["undated"] == "0"
    assert values["inferred"] == "1"
    assert values["gaps"] == "3 April 2022 to 11 May 2023"
    assert values["up to date"] == "yes"
    assert values["model"] == "fake"
    assert re.fullmatch(r"[0-9a-f]{16}", values["archive"])


def test_status_after_an_interruption_is_not_up_to_date(
    pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(pages, "atlas")
    run("index", "add", str(pages))
    write(pages, "buoy")
    with monkeypatch.context() as patch:
        patch.setattr(assistant.cli_index, "load_embedder", lambda model: FakeEmbedder(fail_at=1))
        stopped = run("index", "add", str(pages))
    assert (stopped.exit_code, stopped.stdout) == (130, "")
    assert told(stopped) == "Stopped."
    printed = run("index", "status").stdout
    assert re.search(r"^up to date +no: run communique index$", printed, re.M)
    assert re.search(r"^releases +1 \(none 1\)$", printed, re.M)
    verified = run("index", "verify")
    assert lines(verified) == ["file-buoy: is not in the index yet; run: communique index"]
    assert "4 passages and 3 sentences encoded" in told(run("index"))
    assert re.search(r"^up to date +yes$", run("index", "status").stdout, re.M)


def test_releases_are_listed_newest_first_with_their_dates(built: Path) -> None:
    printed = lines(run("releases", "--data", str(built)))
    mussels = next(id for id in PAGES if "Mussel" in PAGES[id])
    assert [line.split()[0] for line in printed] == [SECOND, TOURS, mussels, FIRST]
    assert "11 May 2023" in printed[0] and printed[0].endswith("Held in Busan")
    assert "28 March 2022 to 3 April 2022 (inferred)" in printed[2]


def test_a_release_is_listed_and_shown_with_its_other_ids(pages: Path) -> None:
    post(pages, PRESS, "atlas")
    post(pages, OTHER, "atlas")
    run("index", "add", str(pages))
    (line,) = lines(run("releases"))
    assert line.startswith(PRESS) and line.endswith(f"Talks on atlas (also {OTHER})")
    shown = run("show", OTHER)
    assert shown.exit_code == 0
    assert re.search(rf"^Also posted: +{OTHER}$", shown.stdout, re.M)
    assert run("show", f"{OTHER}#2.0").stdout == run("show", f"{PRESS}#2.0").stdout


def test_show_prints_a_paragraph_with_its_head_and_marks_the_passage(built: Path) -> None:
    whole = run("show", f"{FIRST}#3", "--data", str(built)).stdout
    passage = run("show", f"{FIRST}#3.1", "--data", str(built)).stdout
    for printed in (whole, passage):
        assert printed.startswith("1st Virtual Meeting on “Kelp Reef Restoration Initiative”")
        assert re.search(r"^Released: +16 March 2022 \(stated\)$", printed, re.M)
        assert re.search(r"^Event: +15 March 2022 \(stated\)$", printed, re.M)
        assert CONSULT in printed and "welcoming remarks" not in printed
    marked = [line for line in passage.splitlines() if line.startswith(">")]
    assert len(marked) == 1 and CONSULT in marked[0]


def test_show_prints_a_whole_release(built: Path) -> None:
    printed = run("show", FIRST, "--data", str(built)).stdout
    assert "seq=500001" in printed
    for number in "1234":
        assert re.search(rf"^.\s+{number}\.0\s+{number}\.", printed, re.M)


def test_show_prints_an_older_version(pages: Path, data: Path) -> None:
    write(pages, "atlas")
    run("index", "add", str(pages))
    old = Archive(data).release("file-atlas").digest[:8]
    write(pages, "atlas", talks("atlas").replace("survey", "close"))
    run("index", "add", str(pages))
    assert "close atlas harbours" in run("show", "file-atlas#2.0").stdout
    assert "survey atlas harbours" in run("show", f"file-atlas@{old}#2.0").stdout


@pytest.mark.parametrize(
    ("id", "words"),
    [
        ("m_5676-999", "'m_5676-999'.*communique releases"),
        (f"{FIRST}#9", "#9"),
        (f"{FIRST}#3.9", r"#3\.9"),
        (f"{FIRST}@00000000", "@00000000"),
        ("", "the id ''"),
        ("#3", "the id '#3'"),
    ],
)
def test_show_of_an_unknown_id(built: Path, id: str, words: str) -> None:
    refused(run("show", "--data", str(built), "--", id), words)


# what stands in the way


WRITERS = [("index",), ("index", "--rebuild"), ("index", "add"), ("index", "remove", "file-atlas")]


@pytest.mark.parametrize("command", WRITERS, ids=" ".join)
def test_the_second_of_two_builders_says_who_builds(
    command: tuple[str, ...], pages: Path, data: Path
) -> None:
    path = write(pages, "atlas")
    add(data, path)
    arguments = (*command, str(path)) if command[-1] == "add" else command
    with locked_by_another_process(data) as holder:
        result = run(*arguments)
        refused(result, rf"being built by another process \(process {holder}\).*Wait for it to end")
        assert len(lines(run("releases"))) == 1
        assert run("index", "verify").exit_code == 0
    assert run(*arguments).exit_code == 0


READERS = [
    ("index", "status"),
    ("index", "verify"),
    ("index", "export"),
    ("releases",),
    ("show", "x"),
]


@pytest.mark.parametrize("command", [*READERS, ("index", "remove", "x")], ids=" ".join)
def test_without_an_index_the_next_command_is_named(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    refused(run(*command), rf"{re.escape(str(tmp_path / 'data'))}.*communique index$")
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("command", [*READERS, ("index", "remove", "x")], ids=" ".join)
def test_an_index_of_an_earlier_version_names_the_command(
    command: tuple[str, ...], pages: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(data, write(pages, "atlas"))
    monkeypatch.setattr("index.database.TEXT_VERSION", 99)
    refused(run(*command), "built by an earlier version.*communique index$")


@pytest.mark.parametrize("command", [*WRITERS[:2], *READERS], ids=" ".join)
def test_a_damaged_store_is_one_message(command: tuple[str, ...], pages: Path, data: Path) -> None:
    add(data, write(pages, "atlas"))
    (data / "archive.sqlite").write_bytes(b"x" * 5000)
    refused(run(*command), "cannot be used: its store answers.*--data FOLDER")


def test_two_builders_of_two_processes_at_once(pages: Path, data: Path) -> None:
    """One builds, the other says who holds the lock or, when it came later, finds nothing new."""
    for number in range(20):
        write(pages, f"buoy{number}")
    command = [sys.executable, "-c", WITH_FAKE, "index", "add", str(pages)]
    environment = os.environ | {"COMMUNIQUE_DATA": str(data)}
    processes = [
        subprocess.Popen(
            command,
            cwd=REPOSITORY,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    results = []
    for process in processes:
        _, printed = process.communicate(timeout=120)
        assert "Traceback" not in printed
        results.append((process.returncode, printed))
    assert sorted(code for code, _ in results) in ([0, 0], [0, 2])
    for code, printed in results:
        if code:
            other = next(one.pid for one in processes if one.returncode == 0)
            assert f"being built by another process (process {other})" in printed
    assert len(Archive(data).releases()) == 20
    assert Archive(data).coverage().passages == 20 * PASSAGES
    assert in_process("index", "verify", COMMUNIQUE_DATA=str(data)).returncode == 0
