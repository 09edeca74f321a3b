"""Sending releases to the app: what is refused, kept, told and deleted; nothing outside the data folder."""

import io
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from filelock import FileLock
from starlette.testclient import TestClient

from assistant.settings import Settings
from assistant.web import upload, upload_files
from assistant.web.archive_filter import lists_offered
from assistant.web.server import application
from assistant.web.upload_files import FOLDER, Report, Sent, label, take_in
from index.build import refresh
from index.errors import ArchiveBusy
from index.intake import Outcome, What
from index.store import Archive
from tests.archives import opened, three
from tests.fakes import FakeEmbedder
from tests.folders import talks
from tests.invented import HOSTILE, StubAssistant
from tests.pages import page_a

HEADERS = {"X-Communique": "upload"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return three(tmp_path)


def page(subject: str) -> bytes:
    return page_a(talks(subject), title=f"Talks on {subject}").encode()


def sent(**files: bytes) -> list[Sent]:
    """Files by name; `__` stands for the dot."""
    return [
        Sent(name.replace("__", "."), len(content), io.BytesIO(content))
        for name, content in files.items()
    ]


def add(data: Path, files: list[Sent]) -> Report:
    return take_in(Archive(data), FakeEmbedder(), files, lambda *_: None)


def told(report: Report) -> list[tuple[str, str]]:
    return [(str(one.what), one.id or one.detail) for one in report.outcomes]


def kept(data: Path) -> list[str]:
    folder = data / FOLDER
    return sorted(one.name for one in folder.iterdir()) if folder.is_dir() else []


def zipped(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return packed.getvalue()


def test_what_became_of_each_page_is_told_as_by_the_command_line(data: Path) -> None:
    buoys = (data.parent / "in" / "m_5676-400001.txt").read_bytes()
    files = sent(gulls__txt=page("gulls"), copy__txt=buoys, empty__txt=b"", program__exe=b"MZ")
    report = add(data, files)
    assert [one[0] for one in told(report)] == ["refused", "duplicate of", "refused", "added"]
    outcomes = {one.source: one for one in report.outcomes}
    assert outcomes["gulls.txt"].id == "file-gulls"
    assert outcomes["copy.txt"].detail == "m_5676-400001"
    assert "this kind is not read" in outcomes["program.exe"].detail
    assert report.told == "1 added, 1 duplicate, 1 refused."
    assert Archive(data).release("file-gulls").title == "Talks on gulls"
    assert told(add(data, sent(gulls__txt=page("gulls")))) == [("unchanged", "file-gulls")]


def test_a_release_is_read_again_from_what_was_sent(data: Path) -> None:
    add(data, sent(gulls__txt=page("gulls")))
    (only,) = kept(data)
    assert Archive(data).origins()["file-gulls"] == str((data / FOLDER / only).absolute())
    report = refresh(data, [], FakeEmbedder(), rebuild=True)
    assert report.gone == 0 and not report.count(What.REFUSED)


def test_what_no_release_was_read_from_is_deleted(data: Path) -> None:
    add(data, sent(empty__txt=b"", list__txt=b"nothing"))
    assert kept(data) == []
    add(data, sent(gulls__txt=page("gulls")))
    first = kept(data)
    add(data, sent(gulls__txt=page("gulls")))
    add(data, sent(gulls__txt=page("gulls"), empty__txt=b""))
    assert kept(data) == first and len(first) == 1


@pytest.mark.parametrize(
    ("name", "labelled"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\boot.html", "boot.html"),
        ("/absolute/a.json", "a.json"),
        ("[Content_Types].xml", "_Content_Types_.xml"),
        (".hidden.txt", "hidden.txt"),
        ("a\nb\0c.txt", "a_b_c.txt"),
        ("view.do?seq=7&x=1.html", "view.do?seq=7&x=1.html"),
        ("보도자료.txt", "보도자료.txt"),
        ("x" * 400 + ".txt", "x" * 116 + ".txt"),
        ("..", "unnamed"),
        ("", "unnamed"),
    ],
)
def test_a_name_is_a_label_and_never_a_path(name: str, labelled: str) -> None:
    assert label(name) == labelled


def test_nothing_is_written_outside_the_data_folder(data: Path, tmp_path: Path) -> None:
    before = {one for one in tmp_path.rglob("*") if data not in one.parents}
    content = page("gulls")
    add(data, [Sent("../../../evil.txt", len(content), io.BytesIO(content))])
    inner = zipped(**{"../../evil2__txt": page("terns"), "/evil3__txt": page("auks")})
    report = add(data, [Sent("..\\pack.zip", len(inner), io.BytesIO(inner))])
    assert {one for one in tmp_path.rglob("*") if data not in one.parents} == before
    assert not list(tmp_path.rglob("evil*"))
    assert report.told == "2 added."
    assert all(one.source.startswith("pack.zip: ") for one in report.outcomes)


def test_too_large_too_many_and_twice_named_files_are_refused_one_by_one(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload_files, "LARGEST", 2000)
    monkeypatch.setattr(upload_files, "FILES", 3)
    files = sent(a__txt=page("gulls"), b__txt=b"x" * 2001)
    files += [*sent(a__txt=page("terns")), *sent(d__txt=page("auks"))]
    report = add(data, files)
    reasons = [one.detail for one in report.outcomes if one.what is What.REFUSED]
    assert len(reasons) == 3
    assert "at most 0 MB are taken" in reasons[0] and reasons[0].startswith("b.txt")
    assert "another file of this name" in reasons[1]
    assert "more than 3 files" in reasons[2]
    assert report.told == "1 added."


def test_no_path_of_this_machine_is_told(data: Path) -> None:
    add(data, sent(gulls__txt=page("gulls")))
    other = sent(gulls__txt=page("terns"), bad__zip=b"PK\x03\x04 no zip", old__jsonl=b'{"a": 1}')
    files = [*other, *sent(**{"reefs__txt": page("storms")})]
    report = add(data, files)
    everything = " ".join(f"{one.source} {one.detail}" for one in report.outcomes)
    assert str(data.parent) not in everything and FOLDER not in everything
    assert "gulls.txt and gulls.txt would both be release file-gulls" in everything
    assert "bad.zip cannot be read" in everything


def test_a_build_by_another_process_is_said_and_not_waited_for(data: Path) -> None:
    with FileLock(data / "lock"), pytest.raises(ArchiveBusy, match="by another visitor or program"):
        add(data, sent(gulls__txt=page("gulls")))
    assert kept(data) == []


def test_a_catalogue_that_is_sent_along_is_used(data: Path) -> None:
    line = json.dumps({"file": "gulls.txt", "board": "m_5", "seq": 9}).encode()
    report = add(data, sent(gulls__txt=page("gulls"), catalogue__jsonl=line))
    assert told(report) == [("added", "m_5-9")]


class Sending(StubAssistant):
    """The stub over a built archive."""

    def __init__(self, data: Path) -> None:
        super().__init__()
        real = opened(data)
        self.archive, self.retriever = real.archive, real.retriever


@pytest.fixture
def client(data: Path) -> Iterator[TestClient]:
    assistant: Any = Sending(data)
    yield TestClient(application(assistant, replace(Settings(), data=data, upload=True)))


def post(client: TestClient, **files: bytes) -> list[dict[str, Any]]:
    """The steps that the page is told."""
    listed = [("file", (one.name, one.content)) for one in sent(**files)]
    answer = client.post("/upload", files=listed, headers=HEADERS)
    assert answer.status_code == 200, answer.text
    return [json.loads(line) for line in answer.text.splitlines()]


def test_the_page_is_told_each_step_and_the_report(client: TestClient, data: Path) -> None:
    steps = post(client, gulls__txt=page("gulls"))
    assert {"step", "done", "total"} <= set(steps[0])
    assert "1 added." in steps[-1]["report"] and 'data-release="file-gulls"' in steps[-1]["report"]
    assert "r/file-gulls" in steps[-1]["report"] and not steps[-1]["failed"]
    years = lists_offered(Archive(data))[0]
    assert years[0] == ("2022 · 2", "2022")
    assert "Talks on gulls" in client.get("/r/").text


def test_without_the_setting_nothing_is_taken_and_nothing_is_offered(data: Path) -> None:
    assistant: Any = Sending(data)
    closed = TestClient(application(assistant, replace(Settings(), data=data)))
    files = [("file", ("gulls.txt", page("gulls")))]
    assert closed.post("/upload", files=files, headers=HEADERS).status_code in (404, 405)
    assert "upload-files" not in closed.get("/config").text
    assert "file-gulls" not in Archive(data).shown()


def test_with_the_setting_the_page_offers_it(client: TestClient) -> None:
    assert "upload-files" in client.get("/config").text


def test_another_site_cannot_send(client: TestClient, data: Path) -> None:
    files = [("file", ("gulls.txt", page("gulls")))]
    assert client.post("/upload", files=files).status_code == 403
    assert client.options("/upload").status_code >= 400
    assert "file-gulls" not in Archive(data).shown()


def test_a_request_that_is_too_long_is_not_read(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload, "TOTAL", 100)
    answer = client.post("/upload", files=[("file", ("a.txt", b"x" * 200))], headers=HEADERS)
    assert (answer.status_code, "Send fewer files" in answer.text) == (413, True)


def test_a_body_without_a_length_or_form_is_refused(client: TestClient) -> None:
    chunks = iter([b"abc"])
    assert client.post("/upload", content=chunks, headers=HEADERS).status_code == 411
    steps = client.post("/upload", content=b"abc", headers=HEADERS)
    assert "Nothing was added." in steps.text


def test_one_visitor_at_a_time_and_the_turn_is_given_back(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, begun = threading.Event(), threading.Event()

    def slow(*_: Any) -> Report:
        begun.set()
        go.wait(30)
        return Report((), "Nothing was added.")

    monkeypatch.setattr(upload, "take_in", slow)
    first = threading.Thread(target=post, args=(client,), kwargs={"a__txt": b"a"})
    first.start()
    assert begun.wait(30)
    second = client.post("/upload", files=[("file", ("b.txt", b"b"))], headers=HEADERS)
    assert second.status_code == 409 and "by another visitor" in second.text
    go.set()
    first.join(30)
    assert "Nothing was added" in post(client, c__txt=b"c")[-1]["report"]


def test_a_fault_is_said_without_its_words_and_the_turn_is_given_back(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    question = "secret words"

    def broken(*_: Any) -> Report:
        raise RuntimeError(question)

    with monkeypatch.context() as patched:
        patched.setattr(upload, "take_in", broken)
        last = post(client, a__txt=b"a")[-1]
    assert "Something went wrong here while adding" in last["report"] and last["failed"]
    assert question not in capsys.readouterr().err
    assert "1 added." in post(client, gulls__txt=page("gulls"))[-1]["report"]


def test_nothing_of_a_report_becomes_markup() -> None:
    outcomes = (
        Outcome(HOSTILE, What.ADDED, '"><img src=x>'),
        Outcome(HOSTILE, What.REFUSED, "", HOSTILE),
    )
    html = upload.report_html(Report(outcomes, "1 added."))
    assert "<img" not in html and "<b>" not in html
    assert "<img" not in upload.report_html(Report(failed=HOSTILE))
