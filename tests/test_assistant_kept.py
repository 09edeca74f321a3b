"""Turns that the visitor's browser keeps: to text and back, held against the archive, as files."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import seeds
from assistant.answer import Assistant, open_assistant
from assistant.chosen import read_filters
from assistant.record_form import read_records
from assistant.record_make import circumstances
from assistant.record_verify import check
from assistant.records import Status
from assistant.settings import Settings
from assistant.web import answering, keeping, kept
from assistant.web.conversation import Turn
from assistant.web.conversation_file import conversation_text, plain
from assistant.web.quoted import Stored, quoted
from index.build import build, remove
from index.embed import load_embedder
from index.errors import QuotationGone
from index.records import Span
from tests.fakes import FakeEmbedder
from tests.invented import HOSTILE, StubArchive, StubAssistant, answered, invented, narrow, visible
from tests.test_assistant_answer import (
    CONSULT,
    FIRST,
    TODAY,
    TOURS,
    assistant_over,
)

QUESTIONS = (
    "What did KRRI agree in 2022?",
    "And in 2023?",
    "Where was the Kelp Reef Tourism Forum held?",
    "What was said about submarine cables?",
    "What did KRRI agree in 1999?",
    "hello",
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant over four releases that no test changes."""
    return assistant_over(tmp_path_factory.mktemp("archive"))


@pytest.fixture
def own(tmp_path: Path) -> Assistant:
    """An assistant over an archive that a test may change; its pages stand in `pages`."""
    return assistant_over(tmp_path)


def conversation(assistant: Assistant, *questions: str, **limits: Any) -> answering.Turns:
    """The turns of one conversation, as the app holds them."""
    chosen = read_filters(assistant.archive, **limits)
    turns: list[Turn] = []
    for question in questions:
        answer = assistant.ask(question, [one.answer for one in turns if one.answer], TODAY, chosen)
        turns.append(Turn(question, answer, told=circumstances(assistant, answer, TODAY)))
    return tuple(turns)


def again(turns: answering.Turns, assistant: Any) -> answering.Turns:
    """The turns as they come back from a browser."""
    stored = Stored(assistant.archive)
    return tuple(kept.revived(kept.kept(turn), stored) for turn in turns)


def shown(assistant: Any, turns: answering.Turns) -> str:
    """All that the page shows of a conversation: its messages and the source of every mark."""
    html = [message["content"] for message in answering.messages(turns)]
    for number, turn in enumerate(turns):
        for kind in ("cite", "near") if turn.answer else ():
            answer = turn.answer
            assert answer
            count = len(answer.quoted if kind == "cite" else answer.closest)
            for position in range(count):
                reference = f"{kind}-{number}-{position}"
                html.append(answering.open_source(assistant, turns, reference))
    return "\n".join(html)


@pytest.mark.parametrize("status", Status)
def test_a_turn_of_every_status_comes_back_as_it_was(status: Status) -> None:
    stub: Any = StubAssistant()
    answer = replace(answered("What?", invented()), status=status, confidence=float("-inf"))
    for one in (answer, replace(narrow(answer), status=status)):
        turn = Turn("What?", one, told=circumstances(stub, one, date(2026, 1, 2)))
        assert again((turn,), stub) == (turn,)


def test_a_refused_question_comes_back_with_its_reason() -> None:
    turn = Turn(HOSTILE, error=f"Not so: {HOSTILE}")
    (back,) = again((turn,), StubAssistant())
    assert back == turn
    assert "<img" not in shown(StubAssistant(), (back,))


def test_a_conversation_comes_back_and_goes_on_as_if_it_had_never_left(
    assistant: Assistant,
) -> None:
    turns = conversation(assistant, *QUESTIONS)
    assert len({turn.answer.status for turn in turns if turn.answer}) >= 3
    back = again(turns, assistant)
    assert back == turns and shown(assistant, back) == shown(assistant, turns)
    asked = "And who chaired it?"
    one, other = (
        assistant.ask(asked, [turn.answer for turn in each[:2] if turn.answer], TODAY)
        for each in (turns, back)
    )
    assert replace(one, timings={}) == replace(other, timings={})
    assert one.reading.carried


def test_filters_come_back_with_their_turn(assistant: Assistant) -> None:
    turns = conversation(assistant, QUESTIONS[0], first="2022", countries=["Japan"])
    assert again(turns, assistant) == turns
    told = visible(shown(assistant, turns))
    assert "Filter from 1 January 2022" in told and "Filter country Japan (JP)" in told


def test_a_release_that_was_changed_opens_as_it_was_quoted(own: Assistant, tmp_path: Path) -> None:
    turns = conversation(own, QUESTIONS[0])
    page = tmp_path / "pages" / f"{FIRST.split('-')[1]}.txt"
    page.write_text(page.read_text("utf-8").replace(CONSULT, "sang"), encoding="utf-8")
    build(tmp_path / "data", [tmp_path / "pages"], FakeEmbedder())
    (back,) = again(turns, own)
    assert back.note == f"{FIRST} was changed since: a mark opens its text as it was quoted."
    assert back.note in shown(own, (back,))
    source = answering.open_source(own, (back,), "cite-0-0")
    assert f'<mark class="quoted">{CONSULT}' in source.replace('<mark class="answers">', "")
    digest = turns[0].told.digests[FIRST] if turns[0].told else ""
    assert f"r/{FIRST}%40{digest[:8]}" in source or f"r/{FIRST}@{digest[:8]}" in source


def test_a_release_that_was_removed_opens_as_it_was_quoted(own: Assistant, tmp_path: Path) -> None:
    turns = conversation(own, QUESTIONS[0])
    remove(tmp_path / "data", [FIRST], FakeEmbedder())
    (back,) = again(turns, own)
    assert back.note.startswith(f"{FIRST} was removed from the archive since")
    source = answering.open_source(own, (back,), "cite-0-0")
    assert CONSULT in visible(source) and back.note in source
    own.ask("And in 2023?", [back.answer] if back.answer else [], TODAY)


def test_in_another_archive_the_answer_is_shown_with_a_note_and_a_mark_says_why(
    assistant: Assistant, tmp_path: Path
) -> None:
    other = assistant_over(tmp_path, (TOURS,))
    (back,) = again(conversation(assistant, QUESTIONS[0]), other)
    gone = f"What is quoted from {FIRST} is not in this archive, so it could not be checked."
    assert back.note == gone and back.answer
    assert "is not in this archive" in answering.open_source(other, (back,), "cite-0-0")
    other.ask("And in 2023?", [back.answer], TODAY)


def test_words_that_moved_within_their_page_are_marked_where_they_stand_now() -> None:
    stub: Any = StubAssistant()
    answer = answered("What?", invented())
    turn = Turn("What?", answer, told=circumstances(stub, answer, TODAY))
    release, by = invented(), len("New menu\n")
    moved = [replace(one, start=one.start + by, end=one.end + by) for one in release.passages]
    rest = [Span(one.name, one.start + by, one.end + by) for one in release.remainders]
    stub.archive.held[release.id] = replace(
        release,
        text=f"New menu\n{release.text}",
        passages=tuple(moved),
        remainders=tuple(rest),
    )
    (back,) = again((turn,), stub)
    assert back.note == "" and back.answer
    assert [one.start - by for one in back.answer.citations] == [
        one.start for one in answer.citations
    ]
    for turns in ((back,), (turn,)):  # a conversation that stayed open meanwhile, too
        source = answering.open_source(stub, turns, "cite-0-1")
        assert f'<mark class="quoted">{answer.citations[1].quote}</mark>' in source


def forged(**values: Any) -> str:
    """A kept text with some values of its answer replaced."""
    answer = answered("What?", invented())
    whole = json.loads(kept.kept(Turn("What?", answer)))
    whole["answer"] |= values
    return json.dumps(whole)


def test_a_forged_quotation_is_said_to_be_unproven_and_opens_nothing() -> None:
    stub: Any = StubAssistant()
    citation = json.loads(forged())["answer"]["citations"][0]
    lie = "x" * len(citation["quote"])
    back = kept.revived(forged(citations=[citation | {"quote": lie}]), Stored(stub.archive))
    assert back.note.startswith("What is quoted from m_5676-400001 is not in this archive")
    assert lie not in answering.open_source(stub, (back,), "cite-0-0")
    assert back.answer
    with pytest.raises(QuotationGone, match="is not in this archive"):
        quoted(back.answer.citations[0], None, Stored(stub.archive))


def test_hostile_text_stays_text() -> None:
    stub: Any = StubAssistant()
    citation = json.loads(forged())["answer"]["citations"][0] | {"title": HOSTILE, "url": "x\" y='"}
    text = forged(text=f"{HOSTILE} [1]", citations=[citation], choices=[HOSTILE], fallback=HOSTILE)
    html = shown(stub, (kept.revived(text, Stored(stub.archive)),))
    assert "&lt;img" in html and "<img" not in html and "<script" not in html


WRONG: list[dict[str, Any]] = [
    {"status": "proven"},
    {"text": 7},
    {"citations": [{}]},
    {"wider": "none"},
    {"closest": None},
    {"confidence": "high"},
]


@pytest.mark.parametrize("values", WRONG)
def test_values_of_the_wrong_form_are_refused(values: dict[str, Any]) -> None:
    back = kept.revived(forged(**values), Stored(StubArchive()))  # type: ignore[arg-type]
    assert back == Turn("What?", error=kept.DAMAGED)


IMPOSSIBLE: list[tuple[str, Any]] = [
    ("edition", 10_000_000),
    ("ordinal", -1),
    ("scope", [{"typed": "x", "canonical": "XX", "aliases": [], "kind": "country"}]),
    ("period", {"first": "2022-01-01", "last": "2021-01-01", "words": "", "basis": "event"}),
    ("filters", {"countries": ["nowhere"]}),
]


@pytest.mark.parametrize(("field", "value"), IMPOSSIBLE)
def test_well_formed_values_that_no_answer_has_are_refused(field: str, value: Any) -> None:
    reading = json.loads(forged())["answer"]["reading"] | {field: value}
    stored: Any = Stored(StubArchive())  # type: ignore[arg-type]
    assert kept.revived(forged(reading=reading), stored).error == kept.DAMAGED
    wider = json.loads(forged())["answer"] | {"reading": reading}
    assert kept.revived(forged(wider=wider), stored).error == kept.DAMAGED


SPOILT: list[dict[str, Any]] = [
    {"start": -1},
    {"end": 100_000},
    {"label": "[1]"},
    {"label": "one two three"},
    {"release": "file-second"},
    {"marked": [[0, 10**12]]},
]


@pytest.mark.parametrize("values", SPOILT)
def test_citations_that_no_answer_has_are_refused(values: dict[str, Any]) -> None:
    citation = json.loads(forged())["answer"]["citations"][0] | values
    stored: Any = Stored(StubArchive())  # type: ignore[arg-type]
    assert kept.revived(forged(citations=[citation]), stored).error == kept.DAMAGED
    assert kept.revived(forged(closest=[citation]), stored).error == kept.DAMAGED


def test_a_turn_of_a_later_version_and_one_beyond_all_size_keep_their_place() -> None:
    stored: Any = Stored(StubArchive())  # type: ignore[arg-type]
    later = json.dumps(json.loads(forged()) | {"format": 2})
    assert kept.revived(later, stored) == Turn("What?", error=kept.FOREIGN)
    assert kept.revived("[" * 100_000, stored) == Turn(kept.UNREADABLE, error=kept.DAMAGED)
    long = replace(answered("What?", invented()), text="x" * kept.LARGEST)
    assert kept.revived(kept.kept(Turn("What?", long)), stored).error == kept.TOO_LONG
    half = replace(long, text="\ud800")
    assert kept.revived(kept.kept(Turn("Wh\ud800at?", half)), stored).error == kept.DAMAGED


@given(st.text() | st.binary().map(lambda some: some.decode("latin-1")))
def test_any_text_becomes_a_turn_that_can_be_shown(text: str) -> None:
    stub: Any = StubAssistant()
    turn = kept.revived(text, Stored(stub.archive))
    assert turn.error and turn.question
    shown(stub, (turn,))


LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(10**6), 10**6)
    | st.floats()
    | st.text(max_size=12)
    | st.dates().map(str)
    | st.just([])
    | st.just({})
    | st.sampled_from([HOSTILE, "m_5676-400001", "file-second", "XX", "answered", 10**30])
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path to every value inside a JSON value."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        yield (*path, key)
        if isinstance(inner, dict | list):
            yield from places(inner, (*path, key))


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_whatever_was_changed_in_the_browser_nothing_breaks(data: st.DataObject) -> None:
    stub: Any = StubAssistant()
    answer = narrow(answered("What?", invented()))
    whole = json.loads(kept.kept(Turn("What?", answer, told=circumstances(stub, answer, TODAY))))
    for path in data.draw(st.lists(st.sampled_from(list(places(whole))), min_size=1, max_size=3)):
        inner = whole
        for key in path[:-1]:
            inner = inner[key] if isinstance(inner, dict | list) and inner else None
        if isinstance(inner, dict) or (isinstance(inner, list) and path[-1] < len(inner)):
            inner[path[-1]] = data.draw(LEAVES)
    turns = (kept.revived(json.dumps(whole), Stored(stub.archive)),)
    html = shown(stub, turns)
    assert "<img" not in html
    conversation_text(turns, TODAY)
    keeping.saved_file(stub.archive, turns, "records", TODAY)


def test_the_page_is_sent_only_what_it_has_not_been_sent_yet() -> None:
    first, second, third = (Turn(f"{name}?", error="no") for name in ("One", "Two", "Three"))
    message, held = keeping.followed("4", (first,), keeping.Held())
    told = json.loads(message)
    assert (told["state"], told["from"], len(told["turns"])) == ("4", 0, 1)
    message, held = keeping.followed("4", (first, second), held)
    assert json.loads(message)["handle"] == told["handle"]
    assert json.loads(message)["from"] == 1
    message, held = keeping.followed("4", (first, third), held)  # the second was asked again
    assert json.loads(message) == {
        "state": "4",
        "handle": told["handle"],
        "from": 1,
        "turns": [kept.kept(third)],
    }
    message, held = keeping.followed("4", (first,), held)
    assert (json.loads(message)["from"], json.loads(message)["turns"]) == (1, [])
    assert keeping.followed("4", (), held) == ("", held)


@pytest.mark.parametrize("said", ["", "{", "7", "{}", '{"state": "1"}', '{"state": 1, "texts": []}',
    '{"state": "1", "texts": [1]}', '{"state": "1", "texts": "no"}', "[" * 100_000])  # fmt: skip
def test_a_page_that_asks_for_nothing_readable_is_left_as_it_is(said: str) -> None:
    stub: Any = StubAssistant()
    assert keeping.opened(stub.archive, said) == (None, (), "")


def test_a_page_that_sends_too_much_is_told_so() -> None:
    stub: Any = StubAssistant()
    _, _, message = keeping.opened(stub.archive, "x" * (keeping.LONGEST + 1))
    assert json.loads(message) == {"failed": "too long"}


def test_an_opened_conversation_has_a_turn_for_every_kept_text() -> None:
    stub: Any = StubAssistant()
    texts = [forged(), "nonsense", kept.kept(Turn("Two?", error="no"))]
    messages, turns, message = keeping.opened(
        stub.archive, json.dumps({"state": "3", "texts": texts})
    )
    assert [turn.question for turn in turns] == ["What?", kept.UNREADABLE, "Two?"]
    assert messages is not None and len(messages) == 6
    assert json.loads(message)["opened"] == 3 and json.loads(message)["state"] == "3"


def test_the_records_of_a_conversation_are_proven(assistant: Assistant, tmp_path: Path) -> None:
    turns = again(conversation(assistant, *QUESTIONS), assistant)
    turns = (*turns, Turn("no", error="not asked"))
    file = json.loads(keeping.saved_file(assistant.archive, turns, "records", TODAY))
    assert file["name"] == f"communique-conversation-{TODAY}.jsonl"
    assert file["told"].startswith("1 of 7 turns are not in the file")
    (tmp_path / "records.jsonl").write_text(file["text"], encoding="utf-8")
    records = read_records(tmp_path / "records.jsonl")
    assert [record.question for record in records] == list(QUESTIONS)
    assert [len(record.earlier) for record in records] == list(range(6))
    found = [check(record, assistant.archive) for record in records]
    assert [one.problems for one in found] == [()] * 6
    assert sum(one.quotations for one in found) > 3


def test_the_text_of_a_conversation_has_questions_answers_and_sources(
    assistant: Assistant,
) -> None:
    turns = (*conversation(assistant, *QUESTIONS), Turn("no", error="It cannot be asked."))
    file = json.loads(keeping.saved_file(assistant.archive, turns, "text", TODAY))
    text = file["text"]
    assert file["name"].endswith(".md") and file["told"] == ""
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        f"## {number}. {question}" for number, question in enumerate([*QUESTIONS, "no"], start=1)
    ]
    assert f"“{CONSULT}” [1]" in text
    source = next(line for line in text.splitlines() if line.startswith(f"- [1] “{CONSULT}”"))
    assert "paragraph 3" in source and "<https://www.mofa.go.kr/" in source
    assert "It cannot be asked." in text and "no service of the ministry" in text
    assert json.loads(keeping.saved_file(assistant.archive, (), "text", TODAY))["text"] == ""


def test_in_markdown_hostile_text_is_plain() -> None:
    assert plain("<b>*x*</b> [a](b)\n# c") == r"\<b\>\*x\*\</b\> \[a\](b) # c"
    assert plain("# c_d _e_ __f__") == r"\# c_d \_e\_ \_\_f\_\_"
    assert plain("1. one") == r"1\. one" and plain("- one") == r"\- one"
    turn = Turn(HOSTILE, replace(answered(HOSTILE, invented()), text=f"{HOSTILE} [1] [9]"))
    text = conversation_text((turn,), TODAY)
    assert r"\<img" in text and " <img" not in text and r" [1] \[9\]" in text


@pytest.mark.slow
def test_every_example_of_the_releases_that_come_along_comes_back(tmp_path: Path) -> None:
    build(tmp_path, [Path(seeds.__file__).parent], load_embedder("packaged"))
    assistant = open_assistant(Settings(data=tmp_path))
    for question in assistant.examples():
        turns = conversation(assistant, question, "And when was that?", "nonsense of the moon")
        assert all(len(kept.kept(turn)) < kept.LARGEST / 4 for turn in turns)
        back = again(turns, assistant)
        assert back == turns and shown(assistant, back) == shown(assistant, turns)


def test_a_turn_that_was_stopped_comes_back_as_it_was() -> None:
    before = Turn("What was agreed?", left_out=("period",), stopped=True)
    assert kept.revived(kept.kept(before), Stored(StubArchive())) == before
    answer = answered("What was agreed?", invented())
    half = Turn("What was agreed?", answer, lines=1, stopped=True)
    cut = kept.revived(kept.kept(half), Stored(StubArchive()))
    assert cut.stopped and cut.lines == 1 and cut.answer == answer
