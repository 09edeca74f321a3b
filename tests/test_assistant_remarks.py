"""What an answer says of its own search: questions without a subject, questions in Korean."""

from dataclasses import replace
from typing import Any

import pytest

from assistant import language
from assistant.records import Answer, Status
from assistant.remarks import ENGLISH_ONLY, EVERYTHING, with_remarks
from index.records import Filters, ScoredParagraph
from tests.fakes import FakeEmbedder
from tests.invented import answered, invented

ANSWER = answered("q", invented())
KOREAN = replace(ANSWER, reading=replace(ANSWER.reading, language="ko"))
BARE = replace(ANSWER, reading=replace(ANSWER.reading, period=None, names=(), terms=()))


def said(answer: Answer) -> list[str]:
    """The lines that are added to an answer's text, which itself stays."""
    text = with_remarks(answer, FakeEmbedder()).text
    assert text.startswith(answer.text)
    return text[len(answer.text) :].split("\n")[1:]


def test_an_answer_in_english_on_a_subject_needs_no_remark() -> None:
    assert said(ANSWER) == []


@pytest.mark.parametrize("status", list(Status))
def test_another_language_is_said_once_wherever_something_was_matched(status: Status) -> None:
    silent = (Status.ABOUT, Status.INDEX_EMPTY, Status.MODEL_FAILED)
    assert said(replace(KOREAN, status=status)) == ([] if status in silent else [ENGLISH_ONLY])
    assert "COMMUNIQUE_EMBED_MODEL" in ENGLISH_ONLY


def test_an_embedder_that_reads_the_language_needs_no_remark(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def reads(embedder: Any, code: str) -> bool:
        asked.append(code)
        return True

    monkeypatch.setattr(language, "is_multilingual", reads)
    assert said(KOREAN) == [] and asked == ["ko"]


@pytest.mark.parametrize(
    ("limit", "value"),
    [
        ("terms", ("reef",)),
        ("context", ("m_5676-1",)),
        ("period", ANSWER.reading.period),
        ("edition", 2021),
        ("latest", True),
        ("filters", Filters(boards=("m_5676",))),
    ],
)
def test_only_a_question_without_any_limit_is_said_to_be_on_everything(
    limit: str, value: Any
) -> None:
    assert said(BARE) == [EVERYTHING]
    assert said(replace(BARE, reading=replace(BARE.reading, **{limit: value}))) == []
    assert said(replace(BARE, status=Status.NOT_IN_ARCHIVE)) == []


def test_undated_releases_that_were_found_are_told_where_a_period_is_asked() -> None:
    dated, undated, far = (
        replace(invented("file-a"), title="A dated one"),
        replace(invented("file-b"), title="The undated\n one", released=None, event=None),
        replace(invented("file-c"), title="Not found", released=None, event=None),
    )
    found = tuple(ScoredParagraph(f"{one.id}#1", one.id, 1.0) for one in (dated, undated))
    answer, releases = replace(ANSWER, retrieved=found), [dated, undated, far]
    text = with_remarks(answer, FakeEmbedder(), releases).text
    assert text.endswith("Undated, and so held against no period: “The undated one” (file-b).")
    timeless = replace(answer, reading=replace(answer.reading, period=None))
    assert with_remarks(timeless, FakeEmbedder(), releases).text == answer.text
