"""The file of a Chroma graph without what was in memory where its unused places stand.

hnswlib allocates room for more vectors than it holds and saves all of it as it is: bytes of any text
that the process handled before may so reach the disk, those of a forgotten text, too.
"""

import struct
from pathlib import Path

HEADER, PLACES = "header.bin", "data_level0.bin"
FORM = struct.Struct("<i4Q")
"""Version, offset of the places, their number, how many are used, bytes of one.

Source: `saveIndex` of hnswlib, with the version in front that Chroma's copy of it adds.
"""
VERSION = 1


def blank_unused(folder: Path) -> None:
    """Overwrite the unused places in each graph under a folder with zeros.

    A graph in a form that is not known here is left as it is. The client must be closed.
    Raises OSError when a file cannot be written.
    """
    for header in folder.rglob(HEADER):
        places = header.with_name(PLACES)
        raw = header.read_bytes()[: FORM.size]
        if len(raw) < FORM.size or not places.is_file():
            continue
        version, start, total, used, size = FORM.unpack(raw)
        held = places.stat().st_size
        if version != VERSION or start or used > total or total * size != held:
            continue
        with places.open("r+b") as file:
            file.seek(used * size)
            file.write(bytes(held - used * size))
