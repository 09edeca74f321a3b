"""Settings that switch something on: their values, their origin, their flags."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.answer import open_assistant
from assistant.cli import main
from assistant.settings import FLAGS, Settings, read_settings
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


def test_the_app_listens_on_this_machine_alone_and_takes_nothing_unless_told() -> None:
    settings = Settings()
    assert (settings.host, settings.root_path, settings.upload) == ("127.0.0.1", "", False)
    assert settings.queue == 40


def test_the_settings_of_the_app_come_from_flag_variable_and_default(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COMMUNIQUE_ROOT_PATH", "/communique")
    monkeypatch.setenv("COMMUNIQUE_QUEUE", "7")
    settings, origin = read_settings(root_path="/archive/talks", upload="yes")
    assert (settings.root_path, settings.queue, settings.upload) == ("/archive/talks", 7, True)
    assert (origin["root_path"], origin["queue"], origin["upload"]) == (
        "--root-path",
        "COMMUNIQUE_QUEUE",
        "--upload",
    )


@pytest.mark.parametrize(
    "path", ["communique", "/communique/", "/", "/a b", "/a//b", "/<b>", "/a?b", "/r", "/api/x"]
)
def test_a_root_path_that_cannot_stand_before_the_apps_own_is_refused(path: str) -> None:
    with pytest.raises(BadSetting, match=r"--root-path is .* a path such as /communique"):
        read_settings(root_path=path)


@pytest.mark.parametrize("path", ["/rooms", "/apis", "/a/r", "/report-2021", "/~a/b.c"])
def test_other_root_paths_are_taken(path: str) -> None:
    assert read_settings(root_path=path)[0].root_path == path


@pytest.mark.parametrize("number", ["0", "1001", "-1", "many", "1.5"])
def test_a_queue_has_one_to_a_thousand_places(number: str) -> None:
    with pytest.raises(BadSetting, match=r"--queue is .* a number of questions from 1 to 1000"):
        read_settings(queue=number)


@pytest.mark.parametrize("command", ["app", "settings"])
def test_the_app_has_its_options_and_questions_do_not(command: str) -> None:
    words = " ".join(CliRunner().invoke(main, [command, "--help"]).stdout.split())
    asked = CliRunner().invoke(main, ["ask", "--help"]).stdout
    for flag, variable in (
        ("--root-path PATH", "[COMMUNIQUE_ROOT_PATH]"),
        ("--queue NUMBER", "[COMMUNIQUE_QUEUE]"),
        ("--upload YES|NO", "[COMMUNIQUE_UPLOAD]"),
    ):
        assert flag in words and variable in words
        assert flag not in asked


def test_every_setting_stands_in_the_readme() -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
    for name in Settings.__dataclass_fields__:
        flag = FLAGS.get(name, f"--{name.replace('_', '-')}")
        rows = [line for line in readme.splitlines() if f"`COMMUNIQUE_{name.upper()}`" in line]
        assert any(line.startswith("| `COMMUNIQUE_") and f"`{flag}`" in line for line in rows), name
