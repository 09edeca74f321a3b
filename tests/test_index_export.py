"""An archive as JSON lines: everything read from it, and the way back into an archive."""

import json
from pathlib import Path
from typing import Any

import pytest

from index.build import build, remove
from index.catalogue import by_hand_span
from index.export import curated_values, exported
from index.records import Curated
from index.store import Archive
from index.verify import verify
from tests.fakes import FakeEmbedder
from tests.folders import PASSAGES, add, post, published, talks, told, write
from tests.pages import LAYOUTS, SEEDS

ADDRESS = "https://www.mofa.go.kr/eng/brd/m_5676/view.do?seq=30"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An archive of pages of every sort."""
    pages = tmp_path / "pages"
    post(
        pages, "m_5676-30", "atlas", address=ADDRESS, licence="KOGL-1", meeting="Atlas “Forum”, 2nd"
    )
    post(pages, "m_5650-10", "atlas", "2022-05-01", event="2022-05-03/2022-05-04")
    post(pages, "m_5674-20", "atlas", "")
    post(pages, "m_5676-31", "buoy", "", released="2021-11", event="2021")
    write(pages, "crane", talks("crane").replace("Busan", "Busan (부산\u00a0광역시)\u2028"))
    write(pages, "dock", talks("dock"), event="2022-05-03/2022-05-03", licence="CC0")
    for number, layout in enumerate(LAYOUTS):
        text = layout.head + talks(f"layout{number}") + "\r\n \t🛟\u0085\x1c end"
        (pages / f"layout{number}.txt").write_bytes(text.encode())
    add(tmp_path / "data", pages, SEEDS)
    return tmp_path / "data"


def write_export(data: Path, path: Path) -> Path:
    """An export, written to a file."""
    lines = [json.dumps(line, ensure_ascii=False) for line in exported(Archive(data))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return path


def stored(data: Path) -> list[Any]:
    """What an archive holds of each page, but for the file it came from."""
    return [page.release for page in Archive(data).pages()]


def test_an_export_read_into_an_empty_archive_gives_the_same_archive(
    data: Path, tmp_path: Path
) -> None:
    report = add(tmp_path / "other", write_export(data, tmp_path / "export.jsonl"))
    assert {str(one.what) for one in report.outcomes} == {"added", "duplicate of"}
    assert stored(tmp_path / "other") == stored(data)
    assert published(tmp_path / "other") == published(data)
    assert list(verify(tmp_path / "other")) == []
    shown = Archive(tmp_path / "other").shown()
    assert shown["m_5650-10"] == shown["m_5674-20"] == "m_5676-30"


def test_an_export_of_that_archive_is_the_same_export(data: Path, tmp_path: Path) -> None:
    write_export(data, tmp_path / "one.jsonl")
    add(tmp_path / "other", tmp_path / "one.jsonl")
    one, other = list(exported(Archive(data))), list(exported(Archive(tmp_path / "other")))
    for line in (*one, *other):
        del line["source"]
    assert one == other


def test_an_export_read_into_the_same_archive_changes_nothing(data: Path, tmp_path: Path) -> None:
    state = Archive(data).state
    report = add(data, write_export(data, tmp_path / "export.jsonl"))
    assert {what for what, _, _ in told(report)} == {"unchanged"}
    assert (report.rebuilt, report.encoded, Archive(data).state) == (False, 0, state)


def test_an_export_holds_everything_read(data: Path) -> None:
    lines = {line["id"]: line for line in exported(Archive(data))}
    assert list(lines) == sorted(lines) == Archive(data).page_ids()
    line, release = lines["m_5676-30"], Archive(data).release("m_5676-30")
    assert (line["board"], line["seq"], line["address"], line["licence"]) == (
        *("m_5676", 30, ADDRESS, "KOGL-1"),
    )
    assert line["text"] == release.text
    assert line["curated"] == {"meeting": "Atlas “Forum”, 2nd"}
    reading = line["reading"]
    assert (reading["title"], reading["digest"]) == ("Talks on atlas", release.digest)
    assert reading["released"]["from"] == "2022-05-05"
    assert reading["event"]["from"] == "2022-05-04"
    assert list(reading["also"]) == ["m_5650-10", "m_5674-20"]
    assert len(reading["passages"]) == PASSAGES
    for passage in reading["passages"]:
        assert passage["text"] == release.text_of(release.passage(passage["id"]))
    assert [one["act"] for one in reading["statements"]] == [
        str(one.act) for one in release.statements
    ]
    assert json.loads(json.dumps(line)) == json.loads(json.dumps(lines["m_5676-30"]))


def test_a_cross_post_is_exported_as_its_own_page_reads(data: Path) -> None:
    lines = {line["id"]: line for line in exported(Archive(data))}
    own = lines["m_5650-10"]
    assert own["curated"] == {"event": "2022-05-03/2022-05-04"}
    assert own["reading"]["released"]["from"] == "2022-05-01"


def test_what_was_removed_is_not_exported(data: Path) -> None:
    remove(data, ["m_5676-31"], FakeEmbedder())
    assert "m_5676-31" not in {line["id"] for line in exported(Archive(data))}


def test_what_readers_do_not_see_yet_is_not_exported_as_read(data: Path, tmp_path: Path) -> None:
    """An export while a build runs, or after a killed one, is what readers see."""
    before = list(exported(Archive(data)))
    write(tmp_path / "pages", "crane", talks("crane") + " They met twice.")
    post(tmp_path / "pages", "m_5650-10", "atlas", body=talks("atlas") + " They met twice.")
    write(tmp_path / "pages", "estuary")
    with pytest.raises(KeyboardInterrupt):
        build(data, [tmp_path / "pages"], FakeEmbedder(fail_at=1))
    assert list(exported(Archive(data))) == before


@pytest.mark.parametrize("value", ["2020-11-19", "2020-11-19/2020-11-24", "2020-11", "2020"])
def test_curated_dates_are_written_as_they_were(value: str) -> None:
    span = by_hand_span(value)
    assert span is not None
    assert curated_values(Curated(span, span, "")) == {"released": value, "event": value}
    assert by_hand_span(curated_values(Curated(span))["released"]) == span


@pytest.mark.parametrize("value", ["2020-11/2021", "2020-11-19/2020-11-19"])
def test_a_curated_range_keeps_its_days(value: str) -> None:
    span = by_hand_span(value)
    assert span is not None
    again = by_hand_span(curated_values(Curated(span))["released"])
    assert again == span
