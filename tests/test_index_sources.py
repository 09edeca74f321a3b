"""Files, folders and their catalogue: pages, ids, and every reason to refuse one."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from index.errors import BadCatalogue, IdClash, NoSources, NotARelease, WrongEncoding
from index.read import read_release
from index.sources import CATALOGUE, file_id, page_files, read_catalogue, read_pages
from tests.pages import BODY, page_a

ADDRESS = "https://www.mofa.go.kr/eng/brd/m_5676/view.do?seq=400001"


def folder_with(folder: Path, *names: str, catalogue: list[Any] | None = None) -> Path:
    """A folder of pages, with a catalogue of JSON lines."""
    for name in names:
        (folder / name).write_text(page_a(BODY), encoding="utf-8")
    if catalogue is not None:
        lines = "\n".join(json.dumps(entry) for entry in catalogue)
        (folder / CATALOGUE).write_text(lines, encoding="utf-8")
    return folder


def test_files_of_a_folder_in_name_order_once(tmp_path: Path) -> None:
    folder_with(tmp_path, "b.txt", "a.txt", "c.html")
    found = page_files([tmp_path / "b.txt", tmp_path])
    assert [file.name for file in found] == ["b.txt", "a.txt"]


def test_missing_path(tmp_path: Path) -> None:
    with pytest.raises(NoSources, match=r"nowhere does not exist\. Name a release"):
        page_files([tmp_path / "nowhere"])


def test_folder_without_pages(tmp_path: Path) -> None:
    with pytest.raises(NoSources, match=r"holds no \.txt release"):
        page_files([tmp_path])


@pytest.mark.parametrize(
    ("stem", "id"),
    [("001_abc", "file-001-abc"), ("Ünïque Talk (2)", "file--n-que-talk--2-"), ("A.B", "file-a-b")],
)
def test_id_of_a_file_without_an_address(stem: str, id: str, tmp_path: Path) -> None:
    assert file_id(stem) == id
    [page] = read_pages(page_files([folder_with(tmp_path, f"{stem}.txt")]))[0]
    assert (page.id, page.licence, page.board, page.seq) == (id, "unknown", "", 0)


@pytest.mark.parametrize(
    "address",
    [
        ADDRESS,
        "http://overseas.mofa.go.kr:80/www/brd/m_5676/view.do?seq=400001&srchFr=&page=3",
        "https://www.mofa.go.kr/eng/brd/m_5676/view.do?page=2&seq=400001",
        "https://www.mofa.go.kr/eng/brd/m_5676/view.do?srchFr=&amp;srchTo=&amp;seq=400001",
        "https://www.mofa.go.kr/eng/brd/m_5676/view.do?page=1&amp%3BsrchTo=&amp%3Bseq=400001",
    ],
)
def test_id_from_an_address(address: str, tmp_path: Path) -> None:
    folder_with(tmp_path, "a.txt", catalogue=[{"file": "a.txt", "address": address}])
    [page] = read_pages(page_files([tmp_path]))[0]
    assert (page.id, page.board, page.seq) == ("m_5676-400001", "m_5676", 400001)
    assert page.address == address


def test_board_and_number_of_the_catalogue_go_first(tmp_path: Path) -> None:
    entry = {"file": "a.txt", "address": ADDRESS, "board": "m_7", "seq": "12", "licence": "CC0"}
    [page] = read_pages(page_files([folder_with(tmp_path, "a.txt", catalogue=[entry])]))[0]
    assert (page.id, page.seq, page.licence) == ("m_7-12", 12, "CC0")


def test_same_number_on_two_boards_is_no_clash(tmp_path: Path) -> None:
    entries = [{"file": f"{board}.txt", "board": board, "seq": 9} for board in ("m_1", "m_2")]
    folder_with(tmp_path, "m_1.txt", "m_2.txt", catalogue=entries)
    assert [page.id for page in read_pages(page_files([tmp_path]))[0]] == ["m_1-9", "m_2-9"]


def test_two_files_with_one_id(tmp_path: Path) -> None:
    folder_with(tmp_path, "a b.txt", "a-b.txt")
    with pytest.raises(IdClash, match=r"a b\.txt and .*a-b\.txt would both be release file-a-b"):
        read_pages(page_files([tmp_path]))


def test_two_catalogue_lines_with_one_address(tmp_path: Path) -> None:
    entries = [{"file": name, "address": ADDRESS} for name in ("a.txt", "b.txt")]
    folder_with(tmp_path, "a.txt", "b.txt", catalogue=entries)
    with pytest.raises(IdClash, match="release m_5676-400001"):
        read_pages(page_files([tmp_path]))


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "line 2: not JSON"),
        ("[1]", "line 2: needs an object with a `file`"),
        ('{"address": "x"}', "line 2: needs an object with a `file`"),
        ('{"file": 7}', "line 2: needs an object with a `file`"),
        ('{"file": "a.txt", "seq": "twelve"}', "line 2: `seq` must be a whole number"),
        ('{"file": "a.txt", "seq": 1.5}', "line 2: `seq` must be a whole number"),
        ('{"file": "a.txt", "seq": -4}', "line 2: `seq` must be a whole number"),
        ('{"file": "a.txt", "seq": true}', "line 2: `seq` must be a whole number"),
        ('{"file": "a.txt", "seq": [1]}', "line 2: `seq` must be a whole number"),
        ('{"file": "a.txt", "board": 5676}', "line 2: `board` must be text"),
        ('{"file": "a.txt", "licence": ["x"]}', "line 2: `licence` must be text"),
        ('{"file": "first.txt"}', "line 2: names first.txt a second time"),
    ],
)
def test_wrong_lines_of_a_catalogue(line: str, problem: str, tmp_path: Path) -> None:
    folder_with(tmp_path, "a.txt")
    (tmp_path / CATALOGUE).write_text(f'{{"file": "first.txt"}}\n{line}\n', encoding="utf-8")
    with pytest.raises(BadCatalogue, match=rf"catalogue\.jsonl cannot be used.*\n  {problem}"):
        read_pages(page_files([tmp_path]))


def test_all_wrong_lines_are_listed_at_once(tmp_path: Path) -> None:
    (tmp_path / CATALOGUE).write_text('{\n\n{"file": "a.txt"}\n[]\n', encoding="utf-8")
    with pytest.raises(BadCatalogue) as caught:
        read_catalogue(tmp_path / CATALOGUE)
    assert re.findall(r"\n  line (\d+)", str(caught.value)) == ["1", "4"]


def test_catalogue_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / CATALOGUE).write_bytes('{"file": "외교부.txt"}'.encode("cp949"))
    with pytest.raises(WrongEncoding, match=r"catalogue\.jsonl is not UTF-8 text"):
        read_catalogue(tmp_path / CATALOGUE)


@pytest.mark.parametrize("content", [b"", b"\n \n"])
def test_empty_catalogue_is_none(content: bytes, tmp_path: Path) -> None:
    (tmp_path / CATALOGUE).write_bytes(content)
    assert read_catalogue(tmp_path / CATALOGUE) == {}


def test_catalogue_with_a_byte_order_mark_and_a_line_separator(tmp_path: Path) -> None:
    line = '\ufeff{"file": "a.txt", "licence": "one\u2028two"}\n'
    (tmp_path / CATALOGUE).write_text(line, encoding="utf-8")
    assert read_catalogue(tmp_path / CATALOGUE)["a.txt"]["licence"] == "one\u2028two"


def test_unreadable_pages_are_reported_and_the_others_kept(tmp_path: Path) -> None:
    folder_with(tmp_path, "good.txt")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "latin.txt").write_bytes(b"caf\xe9")
    pages, errors = read_pages(page_files([tmp_path]))
    assert [page.id for page in pages] == ["file-good"]
    assert [type(error) for error in errors] == [NotARelease, WrongEncoding]
    assert "empty.txt is no release: it is empty" in str(errors[0])
    assert "first wrong byte at 3" in str(errors[1])


def test_page_that_is_no_release_names_its_file(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Some words that I saved.", encoding="utf-8")
    [page] = read_pages(page_files([tmp_path]))[0]
    with pytest.raises(
        NotARelease, match=r"notes\.txt is no release: it has neither the page head"
    ):
        read_release(page)
