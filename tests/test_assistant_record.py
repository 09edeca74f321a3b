"""Answers' records: their form, what proves them, what a second asking finds different."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import record_form
from assistant.answer import Assistant
from assistant.record_form import (
    CandidateParagraph,
    Earlier,
    Given,
    Index,
    Models,
    Quotation,
    Record,
    RecordFile,
    ScoredPiece,
    as_line,
    read_records,
)
from assistant.record_make import Asked, circumstances, record_of
from assistant.record_replay import Replay, compared
from assistant.record_verify import check
from assistant.records import Answer, Status
from index.build import build, remove
from index.errors import BadSetting, NoAnswerRecord, NotRecordable, RecordExists
from index.records import Act, Filters
from tests.fakes import FakeEmbedder
from tests.test_assistant_answer import (
    CONSULT,
    FIRST,
    PAGES,
    SECOND,
    TERMS,
    TODAY,
    assistant_over,
    write_pages,
)

JAPAN = Filters(countries=("JP",))
Values = dict[str, Any]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant over four releases that no test changes."""
    return assistant_over(tmp_path_factory.mktemp("archive"))


@pytest.fixture
def own(tmp_path: Path) -> Assistant:
    """An assistant over an archive that a test may change."""
    return assistant_over(tmp_path)


def recorded(
    assistant: Assistant, *questions: str, chosen: Filters | None = None, day: date = TODAY
) -> Record:
    """The record of the last of the questions of one conversation."""
    turns: list[Asked] = []
    for question in questions:
        answer = assistant.ask(question, [one.answer for one in turns], day, chosen or Filters())
        turns.append(Asked(answer, circumstances(assistant, answer, day)))
    return record_of(turns, assistant.archive)


def with_values(record: Record, change: Callable[[Values], object], folder: Path) -> Record:
    """The record read back after its values were changed by hand."""
    values = json.loads(as_line(record))
    change(values)
    (folder / "changed.json").write_text(json.dumps(values), encoding="utf-8")
    (changed,) = read_records(folder / "changed.json")
    return changed


CONVERSATIONS: list[tuple[tuple[str, ...], Filters | None]] = [
    (("What did KRRI agree in 2022?",), None),
    (("What did KRRI agree in 2022?", "And in 2023?"), None),
    (("What did KRRI agree in 2022?",), JAPAN),
    (("What did the participants agree about a diving trail in 2023?",), None),
    (("What did KRRI agree about seaweed beer?",), None),
    (("What happened at that meeting?",), None),
    (("2022년 KRRI 회의에서 무엇을 합의했습니까?",), None),
    (("How many experts attended the KRRI meeting?",), Filters(first=date(2023, 1, 1))),
    (("Why was the Kelp Reef Tourism Forum cancelled?",), None),
    (("hello",), None),
]


@pytest.mark.parametrize(("questions", "chosen"), CONVERSATIONS, ids=str)
def test_a_record_is_read_back_proven_and_answered_alike(
    assistant: Assistant, tmp_path: Path, questions: tuple[str, ...], chosen: Filters | None
) -> None:
    record = recorded(assistant, *questions, chosen=chosen)
    RecordFile(tmp_path / "a.json").add(record)
    assert read_records(tmp_path / "a.json") == [record]
    assert check(record, assistant.archive).problems == ()
    replayed = Replay(assistant).again(record)
    assert replayed.is_same and replayed.differences == ()
    lines = [as_line(replace(one, timings={})) for one in (replayed.then, replayed.now)]
    assert lines[0] == lines[1]


def test_a_record_tells_what_an_answer_rests_on(assistant: Assistant) -> None:
    record = recorded(assistant, "What did KRRI agree in 2022?", "And in 2023?")
    values = json.loads(as_line(record))
    assert list(values)[:5] == ["record", "format", "program", "question", "day"]
    assert (values["format"], values["day"]) == (1, "2023-09-01")
    assert [one["question"] for one in values["earlier"]] == ["What did KRRI agree in 2022?"]
    (citation,) = values["answer"]["citations"]
    release = assistant.archive.release(SECOND)
    assert citation["digest"] == release.digest and len(release.digest) == 64
    assert release.text[citation["start"] : citation["end"]] == citation["quote"] == TERMS
    assert values["index"]["model"] == values["models"]["embedding"] == "fake"
    assert values["answer"]["candidates"][0]["passages"][0]["id"].startswith(SECOND)
    assert values["answer"]["reading"]["carried"] and values["answer"]["query"]
    assert set(values["timings"]) >= {"understand", "retrieve"}


def test_each_earlier_turn_keeps_its_own_filters_and_day(assistant: Assistant) -> None:
    turns: list[Asked] = []
    for question, chosen, day in (
        ("What did KRRI agree last year?", JAPAN, date(2024, 3, 1)),
        ("And this year?", Filters(), date(2023, 3, 1)),
    ):
        answer = assistant.ask(question, [one.answer for one in turns], day, chosen)
        turns.append(Asked(answer, circumstances(assistant, answer, day)))
    record = record_of(turns, assistant.archive)
    first = Earlier("What did KRRI agree last year?", date(2024, 3, 1), JAPAN)
    assert record.earlier == (first,) and record.day == date(2023, 3, 1)
    assert Replay(assistant).again(record).differences == ()


def test_what_was_left_out_of_a_reading_is_left_out_again(
    assistant: Assistant, tmp_path: Path
) -> None:
    turns: list[Asked] = []
    for question, left_out in (
        ("What did KRRI agree in 2022?", ("period", "country:JP")),
        ("And who proposed a fund?", ("acronym:KRRI",)),
    ):
        earlier = [one.answer for one in turns]
        answer = assistant.ask(question, earlier, TODAY, left_out=left_out)
        turns.append(Asked(answer, circumstances(assistant, answer, TODAY)))
    record = record_of(turns, assistant.archive)
    assert [one.left_out for one in record.earlier] == [("period",)]
    assert record.left_out == ("acronym:KRRI",) == turns[1].answer.reading.left_out
    RecordFile(tmp_path / "a.json").add(record)
    (back,) = read_records(tmp_path / "a.json")
    assert back == record and Replay(assistant).again(back).differences == ()
    asked_whole = replace(back, left_out=())
    told = [one.what for one in Replay(assistant).again(asked_whole).differences]
    assert "reading, left_out" in told


def test_a_record_from_before_parts_could_be_left_out_is_read(
    assistant: Assistant, tmp_path: Path
) -> None:
    record = recorded(assistant, "What did KRRI agree in 2022?", "And in 2023?")

    def as_it_was(values: Values) -> None:
        for each in (values, *values["earlier"]):
            del each["left_out"]

    assert with_values(record, as_it_was, tmp_path) == record


def test_a_turn_that_several_records_share_is_asked_once(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = ("What did KRRI agree in 2022?", "And in 2023?")
    records = [recorded(assistant, *questions[:count]) for count in (1, 2)]
    asked: list[str] = []
    ask = assistant.ask

    def counted(question: str, *others: Any) -> Answer:
        asked.append(question)
        return ask(question, *others)

    monkeypatch.setattr(assistant, "ask", counted)
    replay = Replay(assistant)
    assert all(replay.again(record).is_same for record in records)
    assert asked == list(questions)


def test_no_path_and_no_address_of_the_machine_is_recorded(assistant: Assistant) -> None:
    question = "What did KRRI agree in 2022?"
    answer = assistant.ask(question, (), TODAY)
    failed = "The model m gave no usable answer: https://me:secret@10.0.0.1:8080/v1 failed."
    noted = replace(answer.reading, notes=("read without http://10.0.0.1/v1: off",))
    answer = replace(answer, fallback=failed, reading=noted)
    around: Any = SimpleNamespace(
        archive=assistant.archive,
        retriever=SimpleNamespace(
            embedder=SimpleNamespace(name="/home/me/models/mine"),
            generation=SimpleNamespace(stamp={"model": "C:\\models\\mine"}),
        ),
        reranker=SimpleNamespace(model="~/models/cross"),
        writer=SimpleNamespace(model=SimpleNamespace(name="org/model")),
        reader=None,
    )
    record = record_of([Asked(answer, circumstances(around, answer, TODAY))], assistant.archive)
    assert record.models == Models("mine", "cross", "org/model", False)
    line = as_line(record)
    for hidden in ("/home", "C:", "~", "10.0.0.1", "secret"):
        assert hidden not in line
    assert "its server failed" in line and "its server: off" in line


# What is proven.


def cited(values: Values) -> Values:
    """The first citation of a record's values."""
    citation: Values = values["answer"]["citations"][0]
    return citation


def reworded(values: Values, one: str, other: str) -> None:
    assert one in values["answer"]["text"]
    values["answer"]["text"] = values["answer"]["text"].replace(one, other)


TAMPERED: list[tuple[Callable[[Values], object], str]] = [
    (lambda v: cited(v).update(quote="The participants agreed to nothing."), "and not the quot"),
    (lambda v: cited(v).update(start=cited(v)["start"] + 1), "the quoted words stand at"),
    (lambda v: cited(v).update(end=cited(v)["start"]), "after its start"),
    (lambda v: cited(v).update(end=10**9), "not inside its passage"),
    (lambda v: cited(v).update(id=f"{FIRST}#1.0"), "not inside its passage"),
    (lambda v: cited(v).update(id=f"{FIRST}#77.0"), "no such passage"),
    (lambda v: cited(v).update(id=f"{SECOND}#3.0"), f"is no passage of {FIRST}"),
    (lambda v: cited(v).update(passage_sha256="0" * 64), "another SHA-256"),
    (lambda v: cited(v).update(digest="0" * 64), "00000000 is not stored"),
    (lambda v: cited(v).update(digest=cited(v)["digest"][:8] + "0" * 56), "another digest"),
    (lambda v: cited(v).update(release="m_1-1"), "m_1-1@.* is not stored"),
    (lambda v: cited(v).update(marked=[[0, 5]]), "not inside the quotation"),
    (lambda v: cited(v).update(label="2"), r"\[1\] stands in the text, but is no citation"),
    (lambda v: v["answer"].update(citations=[cited(v)] * 2), "the same mark"),
    (lambda v: v["answer"].update(citations=[]), "is answered, but cites nothing"),
    (lambda v: reworded(v, " [1]", ""), r"\[1\] is a citation, but stands nowhere"),
    (lambda v: reworded(v, " [1]", " [1] [7]"), r"\[7\] stands in the text"),
    (lambda v: reworded(v, "agreed to continue", "refused to continue"), "is not its quotation"),
    (lambda v: reworded(v, " in order to draw up a work plan", ""), "is not its quotation"),
    (lambda v: reworded(v, "[1]", "[1]\n- “They agreed to all.”"), "has no mark: “They agreed"),
    (lambda v: reworded(v, "- The", "Said was “we agreed” [1]\n- The"), "“we agreed” in the text"),
]


@pytest.mark.parametrize(("change", "words"), TAMPERED, ids=[row[1] for row in TAMPERED])
def test_what_was_tampered_with_is_found(
    assistant: Assistant, tmp_path: Path, change: Callable[[Values], object], words: str
) -> None:
    record = recorded(assistant, "What did KRRI agree in 2022?")
    problems = check(with_values(record, change, tmp_path), assistant.archive).problems
    assert re.search(words, "\n".join(problems)), problems


def test_a_quotation_of_what_is_closest_or_wider_is_checked_too(
    assistant: Assistant, tmp_path: Path
) -> None:
    near = recorded(assistant, "What did KRRI agree about seaweed beer?")
    assert near.answer.closest and check(near, assistant.archive).quotations >= 1
    wide = recorded(assistant, "What did KRRI agree in 2022?", chosen=JAPAN)
    for record, part in ((near, "answer"), (wide, "wider")):
        kind = "closest" if part == "answer" else "citations"

        def change(values: Values, part: str = part, kind: str = kind) -> None:
            values[part][kind][0]["quote"] += "!"

        changed = with_values(record, change, tmp_path)
        assert "and not the quotation" in check(changed, assistant.archive).problems[0]


def test_part_of_a_quotation_may_stand_in_a_written_sentence(
    assistant: Assistant, tmp_path: Path
) -> None:
    record = recorded(assistant, "What did KRRI agree in 2022?")
    line = record.answer.text.split("\n")[1]
    written = "They agreed on “consultations in order to draw up a work plan” [1]."
    proven = with_values(record, lambda v: reworded(v, line, written), tmp_path)
    assert check(proven, assistant.archive).problems == ()


def test_what_a_language_model_wrote_is_proven_by_its_marks(assistant: Assistant) -> None:
    answer = assistant.ask("What did KRRI agree in 2022?", (), TODAY)
    prose = "The participants agreed to continue consultations. [1]"
    answer = replace(answer, text=f"{answer.text.partition('- ')[0]}{prose}")
    writer = SimpleNamespace(model=SimpleNamespace(name="fake-model"))
    around: Any = SimpleNamespace(
        archive=assistant.archive,
        retriever=assistant.retriever,
        reranker=None,
        writer=writer,
        reader=writer,
    )
    record = record_of([Asked(answer, circumstances(around, answer, TODAY))], assistant.archive)
    assert (record.models.language, record.models.reads) == ("fake-model", True)
    assert check(record, assistant.archive).problems == ()
    told = {one.what: one for one in Replay(assistant).again(record).differences}
    assert told["text"].decides and told["language model"].now == "none"
    assert told["its help in reading"].now == "False"


def test_marked_stretches_inside_the_quotation_are_proven(
    assistant: Assistant, tmp_path: Path
) -> None:
    record = recorded(assistant, "What did KRRI agree in 2022?")
    start = record.answer.citations[0].start
    marked = with_values(record, lambda v: cited(v).update(marked=[[start, start + 9]]), tmp_path)
    assert marked.answer.citations[0].marked == ((start, start + 9),)
    assert check(marked, assistant.archive).problems == ()


# What has changed since.


def rebuilt(assistant: Assistant, folder: Path, **pages: str) -> None:
    """Other pages in the place of those of the archive."""
    for id, text in pages.items():
        path = folder / "pages" / f"{id.partition('-')[2]}.txt"
        path.write_text(text, encoding="utf-8")
    build(folder / "data", [folder / "pages"], FakeEmbedder())


def test_a_changed_release_leaves_the_old_version_provable(own: Assistant, tmp_path: Path) -> None:
    record = recorded(own, "What did KRRI agree?")
    digest = record.answer.citations[0].digest
    other = PAGES[FIRST].replace("draw up a work plan", "draw up a map of reefs")
    rebuilt(own, tmp_path, **{FIRST: other})
    checked = check(record, own.archive)
    assert checked.problems == ()
    version = f"{FIRST}@{digest[:8]}"
    assert checked.notes == (f"{FIRST} was changed since; what was quoted is stored as {version}",)
    replayed = Replay(own).again(record)
    found = {one.what: one for one in replayed.differences}
    assert not replayed.is_same and "status" in replayed.same
    assert found["text"].then != found["text"].now and "map of reefs" in found["text"].now
    lost, new = [one for one in replayed.differences if one.what == "citation"]
    assert CONSULT[:30] in lost.then and lost.now == ""
    assert FIRST in new.now and new.then == ""
    assert found["index (archive)"].decides is False


def test_a_removed_release_is_provable_and_a_forgotten_one_is_not(
    own: Assistant, tmp_path: Path
) -> None:
    record = recorded(own, "What did KRRI agree in 2022?")
    remove(tmp_path / "data", [FIRST], FakeEmbedder())
    removed = check(record, own.archive)
    assert removed.problems == () and "was removed since" in removed.notes[0]
    replayed = Replay(own).again(record)
    assert {"status", "text", "citation"} <= {one.what for one in replayed.differences}
    build(tmp_path / "data", [tmp_path / "pages"], FakeEmbedder())
    remove(tmp_path / "data", [FIRST], FakeEmbedder(), forget=True)
    forgotten = check(record, own.archive)
    assert len(forgotten.problems) == 1 and "is not stored" in forgotten.problems[0]


def test_a_release_that_is_added_changes_the_index_and_not_the_answer(tmp_path: Path) -> None:
    ids = tuple(id for id in PAGES if id != SECOND)
    assistant = assistant_over(tmp_path, ids)
    record = recorded(assistant, "What did KRRI agree in 2022?")
    write_pages(tmp_path / "pages")
    build(tmp_path / "data", [tmp_path / "pages"], FakeEmbedder())
    replayed = Replay(assistant).again(record)
    assert replayed.is_same and {"status", "text", "citations"} <= set(replayed.same)
    assert "index (archive)" in [one.what for one in replayed.differences]


def test_an_answer_is_recorded_in_the_version_that_it_quoted(
    own: Assistant, tmp_path: Path
) -> None:
    answer = own.ask("What did KRRI agree in 2022?", (), TODAY)
    turn = Asked(answer, circumstances(own, answer, TODAY))
    rebuilt(own, tmp_path, **{FIRST: PAGES[FIRST].replace("draw up", "write")})
    late = circumstances(own, answer, TODAY)
    record = record_of([turn], own.archive)
    assert check(record, own.archive).problems == ()
    with pytest.raises(NotRecordable, match=f"{FIRST}.*Ask the question again"):
        record_of([Asked(answer, late)], own.archive)
    remove(tmp_path / "data", [FIRST], FakeEmbedder(), forget=True)
    with pytest.raises(NotRecordable, match=FIRST):
        record_of([turn], own.archive)


def test_each_part_that_differs_is_named_with_both_values(assistant: Assistant) -> None:
    record = recorded(assistant, "What did KRRI agree in 2022?")
    citation = record.answer.citations[0]
    now = replace(
        record,
        program="9.9",
        models=replace(record.models, language="big"),
        answer=replace(
            record.answer,
            status=Status.PARTLY_ANSWERED,
            citations=(replace(citation, label="2", act=Act.HOPED),),
            choices=("Which?",),
            reading={**record.answer.reading, "act": "hoped"},
            candidates=tuple(
                replace(one, score=one.score + 1) for one in record.answer.candidates[:1]
            )
            + record.answer.candidates[1:],
        ),
        wider=record.answer,
    )
    replayed = compared(record, now)
    told = {one.what: (one.then, one.now, one.decides) for one in replayed.differences}
    named = f"citation [1] {citation.id} “{CONSULT[:60]}…”"
    assert told["status"] == ("answered", "partly_answered", True)
    assert told[f"{named}, label"] == ("1", "2", True)
    assert told[f"{named}, act"] == ("agreed", "hoped", True)
    assert told["wider answer"] == ("none", "a wider answer", True)
    assert told["program"][1:] == ("9.9", False)
    assert told["language model"] == ("none", "big", False)
    assert told["reading, act"] == ("agreed", "hoped", False)
    assert told["choices"][1] == "('Which?',)"
    assert any(what.startswith("candidates, score of ") for what in told)
    assert "text" in replayed.same and not replayed.is_same


# Files.

RECORD = Record(
    "Communiqué answer",
    1,
    "0.1.0",
    "What?",
    TODAY,
    Filters(),
    (),
    Models("m", "none", "", False),
    Index("m", 1, "a"),
    Given(Status.ABOUT, "Hello", (), (), (), None, {}, "", ()),
    None,
)
LINE = as_line(RECORD)
FILES = [
    (b"", "it is empty"),
    (b"\n \n", "it is empty"),
    (b"\xff\xfe\x00", r"it is no UTF-8 text \(byte 0\)"),
    (b"PNG and more", "line 1 is no JSON"),
    (b"[" * 200_000, "line 1 is no JSON"),
    (b"[1]", "line 1 is no answer record"),
    (b'{"question": "x"}', "line 1 is no answer record"),
    (
        b'{"question": "x", "citations": [], "reading": {}, "status": "about"}',
        "line 1 is a line of ask --json, which has no digests",
    ),
    (LINE.replace('"format":1', '"format":2').encode(), "format 2, which a later version wrote"),
    (LINE.replace('"format":1', '"format":0').encode(), "line 1 is damaged: its format is 0"),
    (LINE.replace('"format":1', '"format":true').encode(), "its format is True"),
    (f"{LINE}\n{LINE[:200]}".encode(), "line 2 is no JSON"),
    (LINE.replace('"what', '"x":1,"what').encode()[:-1], "line 1 is no JSON"),
    (LINE.replace('"program"', '"x":1,"program"').encode(), "x: unexpected keyword"),
    (LINE.replace('"day":"2023-09-01"', '"day":"soon"').encode(), "day: .*date"),
    (LINE.replace('"about"', '"sure"').encode(), "answer.status: "),
    (LINE.replace('"text":"Hello",', "").encode(), "answer.text: field required"),
]


@pytest.mark.parametrize(("content", "words"), FILES, ids=[row[1] for row in FILES])
def test_a_file_that_is_no_record_is_one_clear_message(
    tmp_path: Path, content: bytes, words: str
) -> None:
    (tmp_path / "a.json").write_bytes(content)
    with pytest.raises(NoAnswerRecord, match=words) as raised:
        read_records(tmp_path / "a.json")
    message = str(raised.value)
    assert "\n" not in message and "communique ask --record FILE" in message
    assert len(message) < 1000


def test_every_wrong_line_is_told_but_not_without_end(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(f"{LINE}\n" + "x\n" * 9, encoding="utf-8")
    with pytest.raises(NoAnswerRecord, match=r"line 2 .*line 6 is no JSON; and 4 more\."):
        read_records(tmp_path / "a.json")


def test_a_file_that_is_missing_a_folder_or_huge_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NoAnswerRecord, match=r"it cannot be read \(No such file"):
        read_records(tmp_path / "none.json")
    with pytest.raises(NoAnswerRecord, match="it cannot be read"):
        read_records(tmp_path)
    (tmp_path / "a.json").write_text(LINE, encoding="utf-8")
    monkeypatch.setattr(record_form, "LARGEST", 100)
    with pytest.raises(NoAnswerRecord, match="at most 0 MB are read; split it"):
        read_records(tmp_path / "a.json")


def test_line_ends_and_a_byte_order_mark_do_not_matter(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(f"\ufeff{LINE}\r\n\r\n{LINE}".encode())
    assert read_records(tmp_path / "a.json") == [RECORD, RECORD]


def test_a_file_is_never_written_over_unasked(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    file = RecordFile(path)
    assert not path.exists()
    file.add(RECORD)
    file.add(RECORD)
    assert path.read_bytes() == f"{LINE}\n{LINE}\n".encode()
    with pytest.raises(RecordExists, match=r"is there already.*--overwrite"):
        RecordFile(path)
    RecordFile(path, overwrite=True).add(RECORD)
    assert path.read_text(encoding="utf-8") == f"{LINE}\n"
    with pytest.raises(BadSetting, match="--record"):
        RecordFile(tmp_path / "none" / "a.json")
    with pytest.raises(BadSetting, match="--record"):
        RecordFile(tmp_path, overwrite=True)


def test_a_file_that_comes_up_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    file = RecordFile(tmp_path / "a.json")
    (tmp_path / "a.json").write_text("mine", encoding="utf-8")
    with pytest.raises(RecordExists):
        file.add(RECORD)
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == "mine"


DIGESTS = st.text("0123456789abcdef", min_size=64, max_size=64)
OFFSETS = st.integers(0, 10**6)
SCORES = st.floats(-20, 20)
FILTERS = st.builds(
    Filters,
    first=st.none() | st.dates(),
    countries=st.tuples() | st.tuples(st.text()),
    acts=st.tuples() | st.tuples(st.sampled_from(Act)),
)
QUOTATIONS = st.builds(
    Quotation,
    digest=DIGESTS,
    passage_sha256=DIGESTS,
    start=OFFSETS,
    end=OFFSETS,
    marked=st.lists(st.tuples(OFFSETS, OFFSETS), max_size=2).map(tuple),
)
CANDIDATES = st.builds(
    CandidateParagraph,
    score=SCORES,
    passages=st.tuples(
        st.builds(ScoredPiece, score=SCORES, dense=SCORES, lexical=SCORES),
    ),
)
ANSWERS = st.builds(
    Given,
    citations=st.lists(QUOTATIONS, max_size=2).map(tuple),
    closest=st.lists(QUOTATIONS, max_size=1).map(tuple),
    choices=st.lists(st.text(), max_size=2).map(tuple),
    reading=st.dictionaries(st.text(), st.text() | st.booleans() | st.lists(st.text())),
    candidates=st.lists(CANDIDATES, max_size=2).map(tuple),
)
RECORDS = st.builds(
    Record,
    record=st.just("Communiqué answer"),
    format=st.just(1),
    filters=FILTERS,
    earlier=st.lists(st.builds(Earlier, filters=FILTERS), max_size=2).map(tuple),
    answer=ANSWERS,
    wider=st.none() | ANSWERS,
    timings=st.dictionaries(st.text(), SCORES, max_size=2),
)


@settings(max_examples=60, deadline=None)
@given(RECORDS)
def test_any_record_is_read_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, record: Record
) -> None:
    path = tmp_path_factory.mktemp("any") / "a.json"
    RecordFile(path).add(record)
    (back,) = read_records(path)
    assert back == record and as_line(back) == as_line(record)
