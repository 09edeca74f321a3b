"""From any path to pages: which files, which kinds, which ids, and every reason to refuse one."""

import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import sources
from index.errors import (
    BadCatalogue,
    BadRecord,
    BadZip,
    CommuniqueError,
    NoSources,
    NotARelease,
    TooLarge,
    WrongEncoding,
)
from index.identity import text_id, tidy_address
from index.kinds import CATALOGUE
from index.read import read_release
from index.records import Page, Precision
from index.sources import STDIN, Refusal, pages_in, read_catalogues, source_files
from tests.pages import BODY, FIRST, SEEDS, TITLE, page_a, texts

ADDRESS = "https://www.mofa.go.kr/eng/brd/m_5676/view.do?seq=400001"
HTML = (
    f"<html><body><div class='board_detail'><div class='bo_head'><h2>{TITLE}</h2>"
    "<dl><dt>Date</dt><dd>2022-05-05</dd></dl></div><div class='bo_con'>"
    f"{''.join(f'<p>{line}</p>' for line in BODY.splitlines())}</div></div></body></html>"
)
RSS = (
    f"<?xml version='1.0'?><rss version='2.0'><channel><item><title>{TITLE}</title>"
    f"<link>{ADDRESS}</link><description>{BODY}</description></item>"
    f"<item><title>Other</title><guid>abc</guid><description>{BODY}</description></item>"
    "</channel></rss>"
)


def write(folder: Path, *names: str, catalogue: list[Any] | None = None) -> Path:
    """A folder of page texts, with a catalogue of JSON lines."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(page_a(BODY), encoding="utf-8")
    if catalogue is not None:
        lines = "\n".join(json.dumps(entry) for entry in catalogue)
        (folder / CATALOGUE).write_text(lines, encoding="utf-8")
    return folder


def zip_of(members: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def found_in(file: Path, content: str | bytes | None = None) -> list[Page | Refusal]:
    """What a file gives, written first when it has content."""
    if content is not None:
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(pages_in(file))


def pages_of(file: Path, content: str | bytes | None = None) -> list[Page]:
    found = found_in(file, content)
    assert all(isinstance(one, Page) for one in found), found
    return [one for one in found if isinstance(one, Page)]


def errors_of(file: Path, content: str | bytes | None = None) -> list[CommuniqueError]:
    found = found_in(file, content)
    assert all(isinstance(one, Refusal) for one in found), found
    return [one.error for one in found if isinstance(one, Refusal)]


def names(files: list[Path], folder: Path) -> list[str]:
    return [str(file.relative_to(folder)) for file in files]


# Files, folders, patterns


def test_files_of_a_folder_in_name_order_once(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a.txt", "sub/c.html", "sub/deep/d.json", "e.zip", "z.md", "x.png")
    write(tmp_path, ".hidden.txt", ".git/f.txt", "sub/.g.txt", "sub/catalogue.jsonl", catalogue=[])
    found = source_files([tmp_path / "b.txt", tmp_path, str(tmp_path)])
    assert names(found, tmp_path) == ["b.txt", "a.txt", "e.zip", "sub/c.html", "sub/deep/d.json"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.txt", ["a.txt", "b.txt"]),
        ("[ab].txt", ["a.txt", "b.txt"]),
        ("?.txt", ["a.txt", "b.txt"]),
        ("*", ["a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt"]),
        ("**/*.txt", ["a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt"]),
        ("s*", ["sub/c.txt", "sub/deep/d.txt"]),
        ("sub/**/d.*", ["sub/deep/d.txt"]),
    ],
)
def test_patterns(pattern: str, expected: list[str], tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a.txt", "sub/c.txt", "sub/deep/d.txt", "z.md", catalogue=[])
    assert names(source_files([str(tmp_path / pattern)]), tmp_path) == expected


def test_file_whose_name_looks_like_a_pattern(tmp_path: Path) -> None:
    write(tmp_path, "talks[1].txt", "talks1.txt")
    found = source_files([tmp_path / "talks[1].txt"])
    assert names(found, tmp_path) == ["talks[1].txt"]


def test_paths_from_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.txt", "-")
    monkeypatch.chdir(tmp_path)
    assert source_files(["a.txt", "*.txt", Path("a.txt")]) == [tmp_path / "a.txt"]
    assert source_files(["-", "a.txt", "-"]) == [STDIN, tmp_path / "a.txt"]
    assert source_files(["./-"]) == [tmp_path / "-"]


def test_named_file_of_any_extension_is_taken(tmp_path: Path) -> None:
    write(tmp_path, "release.page", "README")
    assert len(source_files([tmp_path / "release.page", tmp_path / "README"])) == 2


def test_catalogue_named_beside_other_files_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", catalogue=[])
    assert source_files([tmp_path / "a.txt", tmp_path / CATALOGUE]) == [tmp_path / "a.txt"]
    with pytest.raises(NoSources, match=r"catalogue\.jsonl only tells of the files beside it"):
        source_files([tmp_path / CATALOGUE])


@pytest.mark.parametrize("path", ["nowhere", "nowhere/*.txt", "*.md", "no[w]here"])
def test_missing_path(path: str, tmp_path: Path) -> None:
    with pytest.raises(
        NoSources, match=r"does not exist\. Name a release, a folder .*\.txt .*\.zip"
    ):
        source_files([str(tmp_path / path)])


def test_folder_without_pages(tmp_path: Path) -> None:
    write(tmp_path, "notes.md")
    with pytest.raises(NoSources, match=r"holds no release\. .*\.html .*\.rss .*\.jsonl"):
        source_files([tmp_path])


def test_links_to_folders_are_followed_once(tmp_path: Path) -> None:
    folder = write(tmp_path / "pages", "a.txt", "sub/b.txt")
    (folder / "sub" / "round").symlink_to(folder)
    other = write(tmp_path / "other", "c.txt")
    (folder / "linked").symlink_to(other)
    assert names(source_files([folder]), folder) == ["a.txt", "linked/c.txt", "sub/b.txt"]


# Kinds


def test_page_text(tmp_path: Path) -> None:
    file = tmp_path / "001_abc.txt"
    [page] = pages_of(file, page_a(BODY))
    assert page == Page(str(file), page_a(BODY), "file-001-abc", origin=str(file))


def test_seeds_read_as_they_are() -> None:
    files = source_files([SEEDS])
    pages = [page for file in files for page in pages_of(file)]
    assert [page.text for page in pages] == [file.read_bytes().decode() for file in files]
    assert [page.id for page in pages] == [
        "m_5676-321611",
        "m_5676-321884",
        "m_5650-318850",
        "m_5676-321374",
        "m_5674-320155",
    ]


@pytest.mark.parametrize("name", ["a.html", "a.txt", "a.xml", "a.json", "a"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "cp949"])
def test_web_page_of_any_name_and_encoding(name: str, encoding: str, tmp_path: Path) -> None:
    [page] = pages_of(tmp_path / name, HTML.encode(encoding))
    assert page.text == f"{TITLE}\nDate : 2022-05-05\n\n{BODY}"
    assert texts(read_release(page))["1.0"] == FIRST


def test_web_page_that_declares_its_encoding(tmp_path: Path) -> None:
    html = HTML.replace("<body>", '<head><meta charset="euc-kr"></head><body>')
    html = html.replace(TITLE, "외교부 “Harbour”")
    [page] = pages_of(tmp_path / "a.html", html.encode("cp949"))
    assert page.text.startswith("외교부 “Harbour”\nDate")


def test_feed(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    first, second = pages_of(file, RSS)
    assert first.source == f"{file}, item 1"
    assert (first.id, first.address, first.origin) == ("m_5676-400001", ADDRESS, str(file))
    assert (second.id, second.source) == ("file-abc", f"{file}, item 2")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp949"])
def test_json_lines(encoding: str, tmp_path: Path) -> None:
    lines = [
        json.dumps({"address": ADDRESS, "text": "외교부는 “회의”를 열었다."}, ensure_ascii=False),
        "",
        json.dumps({"text": BODY}),
        "{broken",
        json.dumps({"text": 7, "seq": "x"}),
        json.dumps({"id": "file-harbour", "text": BODY}),
    ]
    file = tmp_path / "x.jsonl"
    found = found_in(file, "\n".join(lines).encode(encoding))
    assert [one.source.rpartition(", ")[2] for one in found] == [
        f"line {n}" for n in (1, 3, 4, 5, 6)
    ]
    assert [type(one) for one in found] == [Page, Page, Refusal, Refusal, Page]
    ids = [one.id for one in found if isinstance(one, Page)]
    assert ids == ["m_5676-400001", "file-x-3", "file-harbour"]
    assert all(isinstance(one.error, BadRecord) for one in found if isinstance(one, Refusal))
    assert all(one.origin == str(file) for one in found if isinstance(one, Page))


def test_json_lines_with_a_line_in_another_encoding(tmp_path: Path) -> None:
    content = b'{"text": "One"}\n{"text": "caf\xe9"}\n{"text": "Three"}\n'
    one, two, three = found_in(tmp_path / "x.jsonl", content)
    assert isinstance(one, Page) and isinstance(three, Page)
    assert isinstance(two, Refusal) and isinstance(two.error, WrongEncoding)
    assert str(two.error).startswith(f"{tmp_path / 'x.jsonl'}, line 2 is not UTF-8 text")


def test_json_lines_under_another_name(tmp_path: Path) -> None:
    content = '{"text": "One"}\n{"text": "Two"}\n'
    for name in ("a.json", "a.txt", "a"):
        assert [page.text for page in pages_of(tmp_path / name, content)] == ["One", "Two"]
    long = json.dumps({"text": "long " * 30_000})
    assert len(pages_of(tmp_path / "long.json", f"{long}\n{long}\n")) == 2


def test_json_document(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    one, two = pages_of(
        file, json.dumps({"releases": [{"text": "One"}, {"body": "Two"}]}, indent=2)
    )
    assert (one.source, one.id) == (f"{file}, item 1", "file-x-1")
    assert (two.source, two.id) == (f"{file}, item 2", "file-x-2")
    [page] = pages_of(file, json.dumps({"address": ADDRESS, "text": "One", "licence": "CC0"}))
    assert page == Page(
        str(file), "One", "m_5676-400001", "m_5676", 400001, ADDRESS, "CC0", str(file)
    )


def test_zip(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    catalogue = json.dumps({"file": "b.txt", "address": ADDRESS, "event": "2022-05-04"})
    members: dict[str, str | bytes] = {
        "pages/b.txt": page_a(BODY),
        "pages/catalogue.jsonl": catalogue,
        "b.txt": page_a(BODY),
        "c.html": HTML,
        "feed.xml": RSS.replace("400001", "400002"),
        "m_5676/view.do?seq=7.html": HTML,
        "x.jsonl": '{"text": "One"}\n{',
        "bad.txt": b"caf\xe9",
        "left.png": b"\x89PNG",
    }
    found = found_in(file, zip_of(members))
    assert [one.source.removeprefix(f"{file}: ") for one in found] == [
        "b.txt",
        "bad.txt",
        "c.html",
        "feed.xml, item 1",
        "feed.xml, item 2",
        "m_5676/view.do?seq=7.html",
        "pages/b.txt",
        "x.jsonl, line 1",
        "x.jsonl, line 2",
    ]
    pages = {one.source.removeprefix(f"{file}: "): one for one in found if isinstance(one, Page)}
    assert pages["b.txt"].id == "file-b"
    assert pages["pages/b.txt"].id == "m_5676-400001"
    assert pages["pages/b.txt"].curated.event is not None
    assert pages["m_5676/view.do?seq=7.html"].id == "m_5676-7"
    assert pages["feed.xml, item 1"].id == "m_5676-400002"
    assert pages["x.jsonl, line 1"].id == "file-x-1"
    assert {page.origin for page in pages.values()} == {str(file)}
    assert len(found) - len(pages) == 2


def test_zip_of_another_name_and_no_zip_of_that_name(tmp_path: Path) -> None:
    [page] = pages_of(tmp_path / "pages.bin", zip_of({"a.txt": page_a(BODY)}))
    assert page.source.endswith("pages.bin: a.txt")
    [error] = errors_of(tmp_path / "a.zip", page_a(BODY))
    assert isinstance(error, BadZip)


def test_zip_with_a_broken_catalogue_is_refused_whole(tmp_path: Path) -> None:
    [error] = errors_of(tmp_path / "a.zip", zip_of({"a.txt": page_a(BODY), CATALOGUE: "{\n["}))
    assert isinstance(error, BadCatalogue)
    assert "a.zip: catalogue.jsonl cannot be used" in str(error)


def test_zip_without_pages(tmp_path: Path) -> None:
    [error] = errors_of(tmp_path / "a.zip", zip_of({"a.png": b"x"}))
    assert "a.zip is no release: it holds none of these: .txt .html" in str(error)


# Standard input


def test_page_text_from_standard_input() -> None:
    [page] = pages_in(STDIN, page_a(BODY).encode())
    assert page == Page("standard input", page_a(BODY), text_id(page_a(BODY)), origin="")


@pytest.mark.parametrize(
    ("content", "sources_and_ids"),
    [
        (HTML.encode("utf-16"), [("standard input", None)]),
        (
            RSS.encode(),
            [("standard input, item 1", "m_5676-400001"), ("standard input, item 2", "file-abc")],
        ),
        (
            b'{"text": "One"}\n{"text": "Two"}',
            [("standard input, line 1", None), ("standard input, line 2", None)],
        ),
        (b'[{"text": "One"}]', [("standard input, item 1", None)]),
        (zip_of({"a.txt": page_a(BODY)}), [("standard input: a.txt", "file-a")]),
    ],
)
def test_other_kinds_from_standard_input(
    content: bytes, sources_and_ids: list[tuple[str, str | None]]
) -> None:
    found = list(pages_in(STDIN, content))
    assert [one.source for one in found] == [source for source, _ in sources_and_ids]
    for one, (_, id) in zip(found, sources_and_ids, strict=True):
        assert isinstance(one, Page)
        assert one.origin == ""
        assert one.id == (id or text_id(one.text))


@pytest.mark.parametrize("content", [b"", None])
def test_empty_standard_input(content: bytes | None) -> None:
    [refusal] = pages_in(STDIN, content)
    assert isinstance(refusal, Refusal)
    assert str(refusal.error).startswith("standard input is no release: it is empty")


# Identity


@pytest.mark.parametrize(
    "address",
    [
        ADDRESS,
        "http://overseas.mofa.go.kr:80/www/brd/m_5676/view.do?seq=400001&srchFr=&page=3",
        "https://www.mofa.go.kr/eng/brd/m_5676/view.do?page=1&amp%3BsrchTo=&amp%3Bseq=400001",
    ],
)
def test_address_of_the_catalogue(address: str, tmp_path: Path) -> None:
    write(tmp_path, "a.txt", catalogue=[{"file": "a.txt", "address": address}])
    [page] = pages_of(tmp_path / "a.txt")
    assert (page.id, page.board, page.seq) == ("m_5676-400001", "m_5676", 400001)
    assert page.address == tidy_address(address)


def test_board_and_number_of_the_catalogue_go_first(tmp_path: Path) -> None:
    entry = {"file": "a.txt", "address": ADDRESS, "board": "m_7", "seq": "12", "licence": "CC0"}
    write(tmp_path, "a.txt", catalogue=[entry])
    [page] = pages_of(tmp_path / "a.txt")
    assert (page.id, page.seq, page.licence) == ("m_7-12", 12, "CC0")


def test_catalogue_goes_before_the_page_and_that_before_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "m_5674"
    name = "view.do?seq=7.html"
    write(folder, name)
    stated = HTML.replace("<body>", f'<head><link rel="canonical" href="{ADDRESS}"></head><body>')
    assert pages_of(folder / name, HTML)[0].id == "m_5674-7"
    assert pages_of(folder / name, page_a(BODY))[0].id == "m_5674-7"
    [page] = pages_of(folder / name, stated)
    assert (page.id, page.address) == ("m_5676-400001", ADDRESS)
    by_hand = ADDRESS.replace("400001", "400002")
    write(folder, catalogue=[{"file": name, "address": by_hand}])
    [page] = pages_of(folder / name)
    assert (page.id, page.address) == ("m_5676-400002", by_hand)


def test_catalogue_line_of_a_file_of_many_pages_gives_its_licence_alone(tmp_path: Path) -> None:
    entry = {"file": "feed.xml", "address": ADDRESS, "licence": "CC0", "event": "2022"}
    write(tmp_path, catalogue=[entry])
    first, second = pages_of(tmp_path / "feed.xml", RSS)
    assert (first.licence, second.licence, second.id) == ("CC0", "CC0", "file-abc")
    assert second.curated.event is None


def test_values_set_by_hand(tmp_path: Path) -> None:
    entry = {
        "file": "a.txt",
        "released": "2022-05-05/2022-05-07",
        "event": "2022-05",
        "meeting": "M",
    }
    write(tmp_path, "a.txt", catalogue=[entry])
    [page] = pages_of(tmp_path / "a.txt")
    assert page.curated.released is not None and page.curated.event is not None
    assert page.curated.released.evidence == "set by hand in catalogue.jsonl"
    assert page.curated.event.precision is Precision.MONTH
    assert page.curated.meeting == "M"


# Catalogues


def test_catalogues_of_all_folders(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", catalogue=[{"file": "a.txt", "licence": "CC0"}])
    write(tmp_path / "sub", "b.txt")
    catalogues = read_catalogues([*source_files([tmp_path]), STDIN])
    assert {folder.name: list(entries) for folder, entries in catalogues.items()} == {
        tmp_path.name: ["a.txt"],
        "sub": [],
    }


def test_broken_catalogue_is_raised_with_all_its_lines(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    (tmp_path / CATALOGUE).write_text('{\n{"file": "a.txt", "seq": -1}\n', "utf-8")
    with pytest.raises(
        BadCatalogue, match=r"catalogue\.jsonl cannot be used; .*\n  line 1.*\n  line 2"
    ):
        read_catalogues([tmp_path / "a.txt"])
    with pytest.raises(BadCatalogue):
        list(pages_in(tmp_path / "a.txt"))


def test_catalogue_that_cannot_be_read(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    (tmp_path / CATALOGUE).mkdir()
    with pytest.raises(
        BadCatalogue, match=r"catalogue\.jsonl cannot be used.*\n  it cannot be read"
    ):
        read_catalogues([tmp_path / "a.txt"])


def test_changed_catalogue_is_read_again(tmp_path: Path) -> None:
    for licence in ("CC0", "CC-BY", "unknown"):
        write(tmp_path, "a.txt", catalogue=[{"file": "a.txt", "licence": licence}])
        assert pages_of(tmp_path / "a.txt")[0].licence == licence


# Refusals


@pytest.mark.parametrize(
    ("name", "content", "error", "message"),
    [
        ("a.txt", b"", NotARelease, "a.txt is no release: it is empty"),
        ("a.txt", b"caf\xe9", WrongEncoding, r"first wrong byte at 3"),
        ("a.txt", b"%PDF-1.7 \x00", NotARelease, "it is a PDF document"),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00\x01", NotARelease, "it is no text file"),
        ("a.xml", b"<?xml version='1.0'?><urlset></urlset>", NotARelease, "it is XML, but neither"),
        ("a.xml", b"<rss></rss>", NotARelease, "it is a feed without items"),
        ("a.json", b"not json", BadRecord, r"a.json cannot be used: it is not JSON \(.*line 1"),
        ("a.json", b"[]", BadRecord, "it is an empty list"),
    ],
)
def test_files_that_are_refused(
    name: str, content: bytes, error: type[CommuniqueError], message: str, tmp_path: Path
) -> None:
    [found] = errors_of(tmp_path / name, content)
    assert type(found) is error
    with pytest.raises(error, match=message):
        raise found


def test_file_that_cannot_be_read(tmp_path: Path) -> None:
    for file in (tmp_path, tmp_path / "gone.txt"):
        [refusal] = pages_in(file)
        assert isinstance(refusal, Refusal)
        assert refusal.source == str(file)
        assert f"{file} is no release: it cannot be read (" in str(refusal.error)


def test_too_large_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_FILE", 1000)
    monkeypatch.setattr(sources, "MAX_LONG", 5000)
    for name, content in (
        ("a.txt", "x" * 1001),
        ("a.html", HTML + "x" * 1000),
        ("a.json", "[" + " " * 1000),
    ):
        [error] = errors_of(tmp_path / name, content)
        assert isinstance(error, TooLarge)
        assert f"{name} is too large: 0.0 MB" in str(error)
    assert len(pages_of(tmp_path / "feed.xml", RSS + " " * 1000)) == 2
    [error] = errors_of(tmp_path / "feed.xml", RSS + " " * 5000)
    assert isinstance(error, TooLarge)


def test_too_long_line_is_refused_and_the_others_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "MAX_FILE", 1000)
    lines = ['{"text": "One"}', json.dumps({"text": "x" * 90_000}), '{"text": "Three"}']
    one, two, three = found_in(tmp_path / "x.jsonl", "\n".join(lines))
    assert isinstance(one, Page) and isinstance(three, Page)
    assert isinstance(two, Refusal) and isinstance(two.error, TooLarge)
    assert (two.source[-6:], three.source[-6:]) == ("line 2", "line 3")


def test_json_lines_are_read_one_by_one(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text('{"text": "One"}\n{"text": "Two"}\n', "utf-8")
    reading = pages_in(file)
    first = next(reading)
    file.write_text("", "utf-8")
    assert isinstance(first, Page) and first.text == "One"
    reading.close()


def test_pipe(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, page_a(BODY).encode())
    os.close(writing)
    [page] = pages_in(Path(f"/dev/fd/{reading}"))
    os.close(reading)
    assert isinstance(page, Page) and page.text == page_a(BODY)


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    content=st.sampled_from(
        [HTML, RSS, page_a(BODY), '{"text": "One"}\n{"text": "Two"}', '[{"body": "x"}]']
    ),
    name=st.sampled_from(["a.txt", "a.html", "a.xml", "a.json", "a.jsonl", "a.zip"]),
    place=st.integers(0, 500),
    wrong=st.binary(max_size=12),
)
def test_whatever_stands_in_a_file_is_a_page_or_a_refusal(
    tmp_path: Path, content: str, name: str, place: int, wrong: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(content.encode()[:place] + wrong + content.encode()[place:])
    for found in pages_in(file):
        assert isinstance(found, Page | Refusal)
        assert found.source.startswith(str(file))
        if isinstance(found, Refusal):
            assert str(found.error).startswith(str(file))
