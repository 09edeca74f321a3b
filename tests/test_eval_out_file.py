"""Files written line by line: begun, cut, gone on with, and those that are left alone."""

from pathlib import Path

import click
import pytest

from eval.line_writer import NotWritten
from eval.out_file import BadOut, OutFile, tells_how_to_go_on
from eval.run_writer import RunExists

HEAD = {"command": "read", "files": ["a"]}


def begun(path: Path, *places: int) -> bytes:
    """What a file holds after these lines, without its end."""
    with OutFile(path, HEAD) as file:
        for place in places:
            file.write({"place": place})
    return path.read_bytes()


def test_a_cut_file_is_gone_on_with_after_its_last_whole_line(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_bytes(begun(path, 1, 2) + b'{"place": ')
    with OutFile(path, HEAD) as file:
        assert file.lines == [{"place": 1}, {"place": 2}]
        file.write({"place": 3})
        file.finish(total=3)
    assert path.read_text("utf-8").split("\n")[1:] == [
        '{"place": 1}', '{"place": 2}', '{"place": 3}', '{"end": true, "total": 3}', "",
    ]  # fmt: skip


@pytest.mark.parametrize("start", [b"", b'{"out', b'{"out": 1, "comm'])
def test_a_file_cut_in_its_head_is_started_anew(tmp_path: Path, start: bytes) -> None:
    path, other = tmp_path / "out.jsonl", tmp_path / "other.jsonl"
    path.write_bytes(start)
    assert begun(path, 1) == begun(other, 1)


def test_a_finished_file_and_one_of_other_work_are_kept_unless_started_over(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    begun(path, 1)
    with pytest.raises(RunExists, match=r"was begun with other files.* add --again"):
        OutFile(path, {**HEAD, "files": ["b"]})
    with OutFile(path, HEAD) as file:
        file.finish()
    with pytest.raises(RunExists, match=r"is finished \(1 lines\).* add --again"):
        OutFile(path, HEAD)
    with OutFile(path, HEAD, again=True) as file:
        assert file.lines == []
    assert path.read_bytes().count(b"\n") == 1


@pytest.mark.parametrize("again", [False, True])
def test_a_file_of_something_else_is_never_written_over(tmp_path: Path, again: bool) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear colleague")
    with pytest.raises(BadOut, match=r"holds something else.*left alone"):
        OutFile(path, HEAD, again)
    assert path.read_text() == "Dear colleague"


def test_a_line_that_is_broken_is_told(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_bytes(begun(path, 1) + b"{\n")
    with pytest.raises(BadOut, match="a line that is no JSON"):
        OutFile(path, HEAD)


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="cannot be written"):
        OutFile(tmp_path / "nowhere" / "out.jsonl", HEAD)


def test_without_a_path_nothing_is_written() -> None:
    with OutFile(None, HEAD) as file:
        file.write({"place": 1})
        file.finish()
    assert file.lines == []


@pytest.mark.parametrize(
    ("path", "told"),
    [(Path("x.jsonl"), "goes on after what stands in x.jsonl"), (None, "With --out FILE")],
)
def test_an_interrupt_ends_with_130_and_says_how_to_go_on(
    path: Path | None, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(click.exceptions.Exit) as caught, tells_how_to_go_on(path):
        raise KeyboardInterrupt
    assert caught.value.exit_code == 130
    assert told in capsys.readouterr().err
