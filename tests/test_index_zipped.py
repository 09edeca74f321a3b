"""Members of a .zip in memory: which are read, and why the others are not."""

import io
import random
import struct
import zipfile
from pathlib import Path

import pytest

from index import zipped
from index.errors import BadZip, TooLarge
from index.found import Refusal
from index.zipped import Member, zip_members


def zip_of(members: dict[str, bytes | str], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def read(content: bytes) -> list[Member | Refusal]:
    return list(zip_members(io.BytesIO(content), "a.zip"))


def refusals(content: bytes) -> list[str]:
    return [str(one.error) for one in read(content) if isinstance(one, Refusal)]


def test_members_in_name_order_catalogues_first() -> None:
    content = zip_of(
        {
            "b.txt": "B",
            "z/c.html": "C",
            "a.txt": "A",
            "z/catalogue.jsonl": "{}",
            "catalogue.jsonl": "{}",
        }
    )
    members = [one for one in read(content) if isinstance(one, Member)]
    assert [member.name for member in members] == [
        "catalogue.jsonl",
        "z/catalogue.jsonl",
        "a.txt",
        "b.txt",
        "z/c.html",
    ]
    assert members[2].content == b"A"


def test_other_kinds_and_hidden_members_are_left_alone() -> None:
    names = ["a.png", "README.md", ".a.txt", ".git/a.txt", "__MACOSX/a.txt", "x/", "z/.DS_Store"]
    assert read(zip_of(dict.fromkeys(names, "x"))) == []


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_ways_of_packing(packing: int) -> None:
    assert read(zip_of({"a.txt": "A" * 999}, packing)) == [Member("a.txt", b"A" * 999)]


def test_names_outside_of_the_folder_are_labels_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names = ["../up.txt", "/etc/absolute.txt", "C:\\windows.txt"]
    assert len(read(zip_of(dict.fromkeys(names, "x")))) == 3
    assert list(tmp_path.iterdir()) == []


def test_korean_names_of_old_programs() -> None:
    content = zip_of({"??????.txt": "x"}).replace(b"??????", "외교부".encode("cp949"))
    assert read(content) == [Member("외교부.txt", b"x")]
    assert read(zip_of({"외교부.txt": "x"})) == [Member("외교부.txt", b"x")]


def test_damaged_member_is_refused_by_name_and_the_others_read() -> None:
    content = bytearray(
        zip_of({"a.txt": "A", "b.txt": "B" * 500, "c.txt": "C"}, zipfile.ZIP_STORED)
    )
    content[content.index(b"BBBB") + 100] = 0
    one, two, three = read(bytes(content))
    assert (one, three) == (Member("a.txt", b"A"), Member("c.txt", b"C"))
    assert isinstance(two, Refusal)
    assert str(two.error).startswith("a.zip: b.txt cannot be read: it is damaged (Bad CRC-32")


def test_encrypted_member_is_refused_by_name() -> None:
    content = bytearray(zip_of({"a.txt": "A", "b.txt": "B"}))
    for start, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.index(start) + offset
        content[place : place + 2] = struct.pack("<H", 1)
    assert refusals(bytes(content)) == [
        "a.zip: a.txt cannot be read: it is encrypted. Mend the .zip and add it again."
    ]


def test_zip_inside_a_zip_is_refused() -> None:
    inner = zip_of({"a.txt": "A"})
    [message, other] = refusals(zip_of({"inner.zip": inner, "page.txt": inner}))
    assert "a.zip: inner.zip cannot be read: a .zip inside a .zip is not opened" in message
    assert "a.zip: page.txt cannot be read: a .zip inside a .zip" in other


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 and no more", b"Not a .zip at all", b"PK\x05\x06"]
)
def test_what_is_no_zip(content: bytes) -> None:
    [message] = refusals(content)
    assert message.startswith("a.zip cannot be read: it is damaged (")


def test_office_document_is_named() -> None:
    content = zip_of({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})
    assert "it is a document of an office program" in refusals(content)[0]


def test_member_beyond_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "MAX_MEMBER", 1000)
    first, second = read(zip_of({"a.txt": "A" * 1001, "b.txt": "B" * 1000}))
    assert isinstance(first, Refusal) and isinstance(first.error, TooLarge)
    assert first.source == "a.zip: a.txt"
    assert second == Member("b.txt", b"B" * 1000)


def test_member_that_lies_about_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "MAX_MEMBER", 1000)
    content = zip_of({"a.txt": "A" * 50_000})
    lying = content.replace(struct.pack("<I", 50_000), struct.pack("<I", 10))
    [refusal] = read(lying)
    assert isinstance(refusal, Refusal)


def test_members_beyond_their_total(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "MAX_TOTAL", 2500)
    found = read(zip_of({f"{name}.txt": name * 1000 for name in "abcd"}))
    assert [type(one) for one in found] == [Member, Member, Refusal]
    assert isinstance(found[2], Refusal) and isinstance(found[2].error, TooLarge)


def test_too_many_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "MAX_MEMBERS", 3)
    [message] = refusals(zip_of({f"{number}.txt": "x" for number in range(4)}))
    assert "it has 4 members, and at most 3 are read" in message


def test_any_damage_is_a_refusal_and_never_a_crash() -> None:
    chance = random.Random(7)
    ways = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
    wholes = [zip_of({"a.txt": "A" * 300, "b.html": "<p>B</p>"}, way) for way in ways]
    for turn in range(2000):
        content = bytearray(wholes[turn % len(wholes)])
        for _ in range(chance.randint(1, 4)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        for one in read(bytes(content[: chance.randint(1, len(content))])):
            assert isinstance(one, Member) or isinstance(one.error, BadZip | TooLarge)
