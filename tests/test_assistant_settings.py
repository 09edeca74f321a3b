"""Settings that switch something on: their values, their origin, their flags."""

import os

import pytest
from click.testing import CliRunner

from assistant.answer import open_assistant
from assistant.cli import main
from assistant.settings import Settings, read_settings
from index.errors import BadSetting, ModelMissing


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the machine."""
    for name in [name for name in os.environ if name.startswith("COMMUNIQUE_")]:
        monkeypatch.delenv(name)


def test_the_reader_that_comes_along_is_on_by_default_and_no_language_model() -> None:
    settings, origin = read_settings()
    assert (settings.reranker, settings.llm, settings.llm_reads) == ("packaged", "", False)
    assert (origin["reranker"], origin["llm_reads"]) == ("default", "default")


def test_a_flag_turns_off_what_a_variable_turns_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNIQUE_RERANKER", "some/cross-encoder")
    monkeypatch.setenv("COMMUNIQUE_LLM_READS", "Yes")
    settings, origin = read_settings()
    assert (settings.reranker, settings.llm_reads) == ("some/cross-encoder", True)
    assert (origin["reranker"], origin["llm_reads"]) == (
        "COMMUNIQUE_RERANKER",
        "COMMUNIQUE_LLM_READS",
    )
    settings, origin = read_settings(reranker="none", llm_reads="no")
    assert (settings.reranker, settings.llm_reads) == ("none", False)
    assert (origin["reranker"], origin["llm_reads"]) == ("--reranker", "--llm-reads")


@pytest.mark.parametrize(
    ("value", "on"), [("1", True), ("TRUE", True), ("off", False), ("0", False)]
)
def test_on_and_off_are_told_in_several_words(value: str, on: bool) -> None:
    assert read_settings(llm_reads=value)[0].llm_reads is on


def test_what_is_neither_on_nor_off_is_refused() -> None:
    with pytest.raises(BadSetting, match="--llm-reads is 'maybe', but it must be yes or no"):
        read_settings(llm_reads="maybe")


@pytest.mark.parametrize("command", ["ask", "chat", "app", "settings"])
def test_every_command_that_answers_has_the_options(command: str) -> None:
    words = " ".join(CliRunner().invoke(main, [command, "--help"]).stdout.split())
    for told in ("--reranker MODEL", "[COMMUNIQUE_RERANKER]", "--llm-reads", "LLM_READS]"):
        assert told in words


def test_settings_shows_them() -> None:
    result = CliRunner().invoke(
        main, ["settings", "--reranker", "some/model", "--llm-reads", "yes"]
    )
    rows = {line.split()[0]: line.split()[1:] for line in result.stdout.splitlines()}
    assert rows["reranker"] == ["some/model", "--reranker"]
    assert rows["llm_reads"] == ["yes", "--llm-reads"]


def test_a_reranker_that_is_not_there_is_told_before_the_archive_is_opened() -> None:
    with pytest.raises(ModelMissing, match=r"The reranker \./none cannot be loaded"):
        open_assistant(Settings(reranker="./none"))
