"""Pages into the store: what became of each, what is known of it, and what is read again."""

import json
from pathlib import Path

import pytest

from index import intake
from index.build import refresh, remove
from index.errors import UnknownId
from index.intake import What
from index.records import Curated
from index.store import Archive
from tests.fakes import FakeEmbedder
from tests.folders import PASSAGES, add, build, ids, post, published, talks, told, write
from tests.pages import page_a, texts

PRESS = "m_5676-30"
ADDRESS = "https://www.mofa.go.kr/eng/brd/m_5676/view.do?seq=30"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Where a data folder will be."""
    return tmp_path / "data"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Where pages will be."""
    return tmp_path / "pages"


def again(data: Path, first: Path | None = None) -> list[tuple[str, str, str]]:
    """What became of each page when the archive's own files were read again."""
    return told(refresh(data, [first] if first else [], FakeEmbedder()))


def curated(meeting: str = "", **spans: str) -> dict[str, object]:
    """Curated values as a catalogue line holds them."""
    return {key: value for key, value in {"meeting": meeting, **spans}.items() if value}


# the same page again


def test_a_page_that_is_named_twice_is_read_once(data: Path, pages: Path) -> None:
    path = write(pages, "atlas")
    assert told(add(data, path, pages, path)) == [("added", "file-atlas", "")]


def test_two_files_of_one_page_in_one_build(data: Path, tmp_path: Path) -> None:
    one = post(tmp_path / "one", PRESS, "atlas")
    same = post(tmp_path / "two", PRESS, "atlas", title="Talks on atlas")
    newer = post(tmp_path / "three", PRESS, "atlas", body=talks("atlas") + " They met twice.")
    report = add(data, one, same, newer)
    assert [str(one.what) for one in report.outcomes] == ["added", "unchanged", "updated"]
    assert texts(Archive(data).release(PRESS))["2.0"].endswith("They met twice.")
    assert [page.source for page in Archive(data).pages()] == [str(newer)]


@pytest.mark.parametrize("batch", [1, 2, 3])
def test_pages_are_stored_in_batches(
    batch: int, data: Path, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "BATCH", batch)
    for number in range(5):
        write(pages, f"buoy{number}")
    assert add(data, pages).count(What.ADDED) == 5
    assert len(ids(Archive(data))) == 5
    write(pages, "buoy3", talks("buoy3") + " They met twice.")
    report = add(data, pages)
    assert (report.count(What.UPDATED), report.count(What.UNCHANGED)) == (1, 4)


def test_what_was_stored_before_an_interruption_is_not_lost(
    data: Path, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "BATCH", 2)
    for number in range(5):
        write(pages, f"buoy{number}")
    read = intake.read_release

    def interrupted(page: intake.Page) -> object:
        if page.id == "file-buoy3":
            raise KeyboardInterrupt
        return read(page)

    monkeypatch.setattr(intake, "read_release", interrupted)
    with pytest.raises(KeyboardInterrupt):
        add(data, pages)
    assert Archive(data).page_ids() == ["file-buoy0", "file-buoy1", "file-buoy2"]
    assert Archive(data).releases() == []


def test_a_feed_item_is_followed_by_its_page_and_not_the_other_way(
    data: Path, tmp_path: Path
) -> None:
    body = talks("atlas")
    flat = body.replace("\n\n° ", " ")
    feed = tmp_path / "feed.xml"
    feed.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Press</title>'
        f"<item><title>Talks on atlas</title><link>{ADDRESS}</link>"
        f"<pubDate>Thu, 05 May 2022 11:47:39 +0900</pubDate><description>{flat}</description></item>"
        "</channel></rss>",
        encoding="utf-8",
    )
    assert told(add(data, feed)) == [("added", PRESS, "")]
    poor = Archive(data).release(PRESS)
    assert poor.released and poor.released.first.isoformat() == "2022-05-05"
    page = post(tmp_path / "pages", PRESS, "atlas")
    assert told(add(data, page)) == [("updated", PRESS, "")]
    good = Archive(data).release(PRESS)
    assert len(good.passages) == PASSAGES > len(poor.passages)
    assert good.address == ADDRESS
    state = Archive(data).state
    assert told(add(data, feed)) == [("unchanged", PRESS, "")]
    assert Archive(data).state == state


# what is known of a page beside its text


def test_changed_catalogue_line_is_an_update(data: Path, pages: Path) -> None:
    write(pages, "atlas")
    add(data, pages)
    write(pages, "atlas", licence="CC0")
    report = add(data, pages)
    assert (report.count(What.UPDATED), report.encoded) == (1, 0)
    assert Archive(data).release("file-atlas").licence == "CC0"
    assert told(add(data, pages)) == [("unchanged", "file-atlas", "")]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"meeting": "Buoy Forum"}, ("Buoy Forum", None, None)),
        ({"event": "2022-05-03"}, ("", None, "2022-05-03")),
        ({"released": "2022-05-07"}, ("", "2022-05-07", None)),
    ],
)
def test_curated_values_come_and_go_with_the_catalogue(
    fields: dict[str, str], expected: tuple[str, str | None, str | None], data: Path, pages: Path
) -> None:
    write(pages, "atlas", licence="CC0")
    add(data, pages)
    before = Archive(data).release("file-atlas")
    write(pages, "atlas", licence="CC0", **fields)
    assert told(add(data, pages)) == [("updated", "file-atlas", "")]
    release = Archive(data).release("file-atlas")
    held = release.curated
    assert expected == (
        held.meeting,
        held.released and held.released.first.isoformat(),
        held.event and held.event.first.isoformat(),
    )
    assert release.digest == before.digest
    assert told(add(data, pages)) == [("unchanged", "file-atlas", "")]
    write(pages, "atlas", licence="CC0")
    assert told(add(data, pages)) == [("updated", "file-atlas", "")]
    assert Archive(data).release("file-atlas") == before


@pytest.mark.parametrize(
    "fields",
    [
        {"meeting": "Buoy Forum"},
        {"released": "2022-05-07"},
        {"event": "2022-05-03"},
        {"licence": "CC0"},
        {"address": ADDRESS},
    ],
    ids=lambda fields: next(iter(fields)),
)
@pytest.mark.parametrize("changed", [False, True], ids=["same text", "changed text"])
def test_another_file_of_the_page_takes_nothing_away(
    changed: bool, fields: dict[str, str], data: Path, tmp_path: Path
) -> None:
    add(data, post(tmp_path / "one", PRESS, "atlas", **fields))
    before = Archive(data).release(PRESS)
    body = talks("atlas") + " They met twice." if changed else talks("atlas")
    report = add(data, post(tmp_path / "two", PRESS, "atlas", body=body))
    after = Archive(data).release(PRESS)
    assert (after.address, after.licence, after.curated) == (
        before.address,
        before.licence,
        before.curated,
    )
    assert told(report) == [("updated" if changed else "unchanged", PRESS, "")]


@pytest.mark.parametrize(
    "fields",
    [
        {"meeting": "Buoy Forum"},
        {"released": "2022-05-07"},
        {"event": "2022-05-03"},
        {"licence": "CC0"},
        {"address": ADDRESS},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_another_file_of_the_page_adds_what_it_knows(
    fields: dict[str, str], data: Path, tmp_path: Path
) -> None:
    add(data, post(tmp_path / "one", PRESS, "atlas"))
    post(tmp_path / "two", PRESS, "atlas", **fields)
    assert told(add(data, tmp_path / "two")) == [("updated", PRESS, "")]
    release = Archive(data).release(PRESS)
    assert release.licence == fields.get("licence", "unknown")
    assert release.address == fields.get("address", "")
    assert (release.curated != Curated()) == bool(fields.keys() & {"meeting", "released", "event"})
    assert told(add(data, tmp_path / "two")) == [("unchanged", PRESS, "")]


# files of one name


def test_two_files_of_one_name_are_a_clash(data: Path, tmp_path: Path) -> None:
    one = write(tmp_path / "one", "talk", talks("atlas"))
    other = write(tmp_path / "two", "talk", talks("buoy"))
    report = add(data, one, other)
    assert [str(one.what) for one in report.outcomes] == ["added", "refused"]
    assert f"{one} and {other} would both be release file-talk" in report.outcomes[1].detail
    assert "atlas" in texts(Archive(data).release("file-talk"))["1.0"]
    assert told(add(data, other))[0][0] == "refused"


def test_the_same_page_in_another_folder_is_no_clash(data: Path, tmp_path: Path) -> None:
    add(data, write(tmp_path / "one", "talk"))
    assert told(add(data, write(tmp_path / "two", "talk"))) == [("unchanged", "file-talk", "")]


def test_a_file_that_moved_goes_on_under_its_id(data: Path, tmp_path: Path) -> None:
    one = write(tmp_path / "one", "talk", talks("atlas"))
    add(data, one)
    one.unlink()
    moved = write(tmp_path / "two", "talk", talks("atlas"))
    assert told(add(data, moved)) == [("unchanged", "file-talk", "")]
    assert Archive(data).origins() == {"file-talk": str(moved)}
    moved.unlink()
    third = write(tmp_path / "three", "talk", talks("atlas") + " They met twice.")
    assert told(add(data, third)) == [("updated", "file-talk", "")]
    assert Archive(data).origins() == {"file-talk": str(third)}


def test_standard_input_is_a_source(data: Path) -> None:
    text = page_a(talks("atlas"), title="Talks on atlas")
    report = build(data, [Path("-")], FakeEmbedder(), stdin=text.encode())
    (outcome,) = report.outcomes
    assert (str(outcome.what), outcome.source) == ("added", "standard input")
    assert outcome.id.startswith("file-") and ids(Archive(data)) == [outcome.id]
    report = build(data, [Path("-")], FakeEmbedder(), stdin=text.encode())
    assert report.count(What.UNCHANGED) == 1
    assert again(data) == []
    assert ids(Archive(data)) == [outcome.id]


# the archive's own files, read again


def test_a_new_archive_starts_with_the_given_sources(data: Path, pages: Path) -> None:
    write(pages, "atlas")
    assert again(data, pages) == [("added", "file-atlas", "")]
    write(pages, "buoy")
    assert again(data, pages) == [("unchanged", "file-atlas", "")]
    assert ids(Archive(data)) == ["file-atlas"]


def test_changed_files_are_read_again_and_lost_ones_keep_their_releases(
    data: Path, pages: Path
) -> None:
    for word in ("atlas", "buoy", "crane"):
        write(pages, word)
    add(data, pages)
    write(pages, "buoy", talks("buoy") + " They met twice.")
    (pages / "crane.txt").unlink()
    report = refresh(data, [], FakeEmbedder())
    assert told(report) == [("unchanged", "file-atlas", ""), ("updated", "file-buoy", "")]
    assert report.gone == 1
    assert ids(Archive(data)) == ["file-atlas", "file-buoy", "file-crane"]


def test_a_removed_page_stays_away_although_its_file_is_there(data: Path, pages: Path) -> None:
    lines = [
        {"id": f"file-{word}", "text": page_a(talks(word), title=f"Talks on {word}")}
        for word in ("atlas", "buoy")
    ]
    pages.mkdir()
    path = pages / "pages.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    add(data, path)
    remove(data, ["file-buoy"], FakeEmbedder())
    assert again(data) == [("unchanged", "file-atlas", "")]
    assert ids(Archive(data)) == ["file-atlas"]
    assert told(add(data, path)) == [("added", "file-buoy", ""), ("unchanged", "file-atlas", "")]


def test_an_archive_whose_last_page_was_removed_stays_empty(data: Path, pages: Path) -> None:
    write(pages / "own", "atlas")
    write(pages / "first", "buoy")
    add(data, pages / "own")
    remove(data, ["file-atlas"], FakeEmbedder())
    assert again(data, pages / "first") == []
    assert ids(Archive(data)) == []


def test_a_damaged_page_is_kept_when_it_is_read_again(data: Path, pages: Path) -> None:
    path = write(pages, "atlas")
    add(data, path)
    before = published(data)
    path.write_bytes(b"")
    report = refresh(data, [], FakeEmbedder())
    assert [str(one.what) for one in report.outcomes] == ["refused"]
    assert published(data) == before


# taking pages out


def test_removal_of_a_page_that_is_not_there_removes_nothing(data: Path, pages: Path) -> None:
    write(pages, "atlas")
    write(pages, "buoy")
    add(data, pages)
    with pytest.raises(UnknownId, match=r"has the id 'file-crane'.*communique releases"):
        remove(data, ["file-atlas", "file-crane"], FakeEmbedder())
    assert ids(Archive(data)) == ["file-atlas", "file-buoy"]


def test_an_interrupted_removal_can_be_typed_again(
    data: Path, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(pages, "atlas")
    write(pages, "buoy")
    add(data, pages)
    before = Archive(data).release("file-buoy")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("index.generation._write_lexical", interrupted)
        with pytest.raises(KeyboardInterrupt):
            remove(data, ["file-buoy"], FakeEmbedder(), forget=True)
    assert ids(Archive(data)) == ["file-atlas", "file-buoy"]
    remove(data, ["file-buoy"], FakeEmbedder(), forget=True)
    assert ids(Archive(data)) == ["file-atlas"]
    with pytest.raises(UnknownId):
        Archive(data).release(f"file-buoy@{before.digest[:8]}")


def test_a_forgotten_text_is_in_no_file_after_the_next_build(data: Path, pages: Path) -> None:
    for number in range(20):
        write(pages, f"buoy{number}")
    write(pages, "secret", talks("secret").replace("survey", "walrus survey"))
    add(data, pages)
    first = Archive(data).generation()

    def held() -> list[Path]:
        files = [path for path in data.rglob("*") if path.is_file()]
        return [path for path in files if b"walrus survey" in path.read_bytes()]

    assert len(held()) == 2
    remove(data, ["file-secret"], FakeEmbedder(), forget=True)
    assert [path for path in held() if not path.is_relative_to(first)] == []
    add(data, write(pages, "crane"))
    assert held() == []


def test_a_removed_page_can_be_forgotten_later(data: Path, pages: Path) -> None:
    write(pages, "atlas")
    write(pages, "buoy")
    add(data, pages)
    before = Archive(data).release("file-buoy")
    remove(data, ["file-buoy"], FakeEmbedder())
    assert Archive(data).release(f"file-buoy@{before.digest[:8]}") == before
    remove(data, ["file-buoy"], FakeEmbedder(), forget=True)
    with pytest.raises(UnknownId, match="communique releases"):
        Archive(data).release(f"file-buoy@{before.digest[:8]}")
