"""What a graph file holds beside its vectors."""

from pathlib import Path

import pytest

from index.graph_file import FORM, HEADER, PLACES, blank_unused


def graph(folder: Path, version: int = 1, used: int = 2, total: int = 5, size: int = 8) -> Path:
    folder.mkdir()
    (folder / HEADER).write_bytes(FORM.pack(version, 0, total, used, size) + b"rest")
    (folder / PLACES).write_bytes(b"vectorsA" + b"vectorsB" + b"a walrus" * 3)
    return folder / PLACES


def test_unused_places_are_blank_and_used_ones_stay(tmp_path: Path) -> None:
    places = graph(tmp_path / "one")
    blank_unused(tmp_path)
    assert places.read_bytes() == b"vectorsAvectorsB" + bytes(24)


@pytest.mark.parametrize(
    "change", [{"version": 2}, {"used": 9}, {"size": 7}, {"total": 4}], ids=str
)
def test_a_graph_of_another_form_is_left_alone(tmp_path: Path, change: dict[str, int]) -> None:
    places = graph(tmp_path / "one", **change)
    before = places.read_bytes()
    blank_unused(tmp_path)
    assert places.read_bytes() == before


def test_a_header_cut_short_and_a_graph_without_places_are_left_alone(tmp_path: Path) -> None:
    graph(tmp_path / "one").unlink()
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / HEADER).write_bytes(b"\x01")
    blank_unused(tmp_path)
    assert not (tmp_path / "one" / PLACES).exists()
