"""The members of a .zip, one after the other in memory; nothing is written to disk."""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from index.errors import BadZip, TooLarge
from index.found import Refusal
from index.kinds import CATALOGUE, is_read, is_zip

MAX_MEMBER = 20_000_000
"""Bytes of a member, as of a file: the archive's longest page has 0.2 MB."""
MAX_TOTAL = 500_000_000
"""Bytes of all members unpacked: ten times the archive's text. A small .zip can hold far more."""
MAX_MEMBERS = 100_000
"""Members: nine times the archive's releases."""
OFFICE = "[Content_Types].xml"
UTF8_NAME = 0x800
ENCRYPTED = 0x1
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""What zipfile raises for damaged members, unknown ways of packing, and passwords."""


@dataclass(frozen=True)
class Member:
    """A member's name, which only labels it, and its bytes."""

    name: str
    content: bytes


def zip_members(file: IO[bytes], source: str) -> Iterator[Member | Refusal]:
    """The members that are read, in name order, catalogues first; an error for each damaged one."""
    try:
        archive = zipfile.ZipFile(file)
    except DAMAGED as error:
        yield Refusal(source, BadZip(source, f"it is damaged ({error})"))
        return
    with archive:
        members = archive.infolist()
        if OFFICE in archive.NameToInfo:
            reason = "it is a document of an office program; save its text instead"
            yield Refusal(source, BadZip(source, reason))
        elif len(members) > MAX_MEMBERS:
            reason = f"it has {len(members):,} members, and at most {MAX_MEMBERS:,} are read"
            yield Refusal(source, BadZip(source, reason))
        else:
            yield from _read_all(archive, members, source)


def _read_all(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], source: str
) -> Iterator[Member | Refusal]:
    total = 0
    named = [(PurePosixPath(_name(member)), member) for member in members if not member.is_dir()]
    wanted = [(path, member) for path, member in named if _is_wanted(path)]
    for path, member in sorted(wanted, key=lambda pair: (pair[0].name != CATALOGUE, pair[0])):
        one = _read(archive, member, str(path), f"{source}: {path}")
        total += len(one.content) if isinstance(one, Member) else 0
        if total > MAX_TOTAL:
            yield Refusal(source, TooLarge(source, total, MAX_TOTAL))
            return
        yield one


def _is_wanted(path: PurePosixPath) -> bool:
    hidden = (part for part in path.parts if part[0] == "." and part != "..")
    if any(hidden) or "__MACOSX" in path.parts:
        return False
    return path.name == CATALOGUE or is_read(path.name)


def _read(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, source: str
) -> Member | Refusal:
    if member.flag_bits & ENCRYPTED:
        return Refusal(source, BadZip(source, "it is encrypted"))
    if member.file_size > MAX_MEMBER:
        return Refusal(source, TooLarge(source, member.file_size, MAX_MEMBER))
    try:
        with archive.open(member) as opened:
            content = opened.read(MAX_MEMBER + 1)
    except DAMAGED as error:
        return Refusal(source, BadZip(source, f"it is damaged ({error})"))
    if len(content) > MAX_MEMBER:
        return Refusal(source, TooLarge(source, len(content), MAX_MEMBER))
    if is_zip(content[:4]):
        return Refusal(
            source, BadZip(source, "a .zip inside a .zip is not opened; unpack the outer one")
        )
    return Member(name, content)


def _name(member: zipfile.ZipInfo) -> str:
    """A member's name; old Korean programs wrote CP949 without saying so."""
    if member.flag_bits & UTF8_NAME or member.filename.isascii():
        return member.filename
    try:
        return member.filename.encode("cp437").decode("cp949")
    except UnicodeError:
        return member.filename
