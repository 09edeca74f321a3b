"""Every command: its help, its output, its exit status, its errors in one line."""

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import assistant.answer
import assistant.cli_index
from assistant.cli import main
from assistant.records import Answer
from tests.fakes import FakeEmbedder, own_settings
from tests.test_assistant_answer import CONSULT, FIRST, PAGES, SECOND, TERMS, TOURS, write_pages

REPOSITORY = Path(__file__).parent.parent
DAY = ("--today", "2023-09-01")
WITH_FAKE = """
import sys
import assistant.answer, assistant.cli_index
from tests.fakes import FakeEmbedder
fake = lambda model: FakeEmbedder()
assistant.answer.load_embedder = assistant.cli_index.load_embedder = fake
from assistant.cli import main
main()
"""
"""The command line in a process of its own, with vectors that need no model."""
ANSWER_KEYS = [
    "question",
    "status",
    "text",
    "citations",
    "closest",
    "choices",
    "reading",
    "query",
    "fallback",
    "timings",
    "wider",
]
CITATION_KEYS = [
    "label",
    "id",
    "quote",
    "start",
    "end",
    "release",
    "title",
    "released",
    "url",
]


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own_settings(monkeypatch, tmp_path / "data")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the four invented releases; only read by the tests."""
    folder = tmp_path_factory.mktemp("built")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assistant.cli_index, "load_embedder", lambda model: FakeEmbedder())
        pages = write_pages(folder / "pages")
        result = run("index", "add", str(pages), "--data", str(folder / "data"))
        assert result.exit_code == 0, result.output
    return folder / "data"


def run(*arguments: str) -> Result:
    """A command run in this process."""
    return CliRunner().invoke(main, list(arguments), prog_name="communique")


def in_process(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """A command run in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", WITH_FAKE, *arguments],
        cwd=REPOSITORY,
        env=os.environ | environment,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=120,
        check=False,
    )


def refused(result: Result, words: str) -> None:
    """Assert that a command ended with status 2, nothing on its output and one line of error."""
    assert result.exit_code == 2
    assert result.stdout == ""
    assert re.search(words, result.stderr), result.stderr
    assert len(result.stderr.strip().split("\n")) == 1
    assert "Traceback" not in result.output


def answers(result: Result) -> list[dict[str, Any]]:
    """The JSON lines of a command that went well."""
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.strip().split("\n")]


# help

LIMITS = ("--from", "--to", "--country", "--board", "--meeting", "--act", "--release")
HELP: list[tuple[tuple[str, ...], tuple[str, ...]]] = [
    (
        (),
        (
            *("app", "ask", "chat", "filters", "index", "releases", "replay", "settings"),
            *("show", "verify", "--version"),
        ),
    ),
    (
        ("ask",),
        (
            *("--json", "--explain", "--today", *LIMITS, "--record", "--overwrite", "--without"),
            *("period", "actor", "ordinal", "edition", "latest", "acronym", "organisation"),
            *("--data", "--model", "--llm", "--llm-url"),
        ),
    ),
    (("chat",), ("--today", *LIMITS, "--data", "--model", "--llm", "--llm-url")),
    (("filters",), ("country", "board", "meeting", "act", "--data")),
    (("app",), ("--data", "--model", "--llm", "--llm-url", "--host", "--port")),
    (("settings",), ("--data", "--model", "--llm", "--llm-url", "--host", "--port")),
    (
        ("index",),
        ("--rebuild", "--data", "--model", "add", "export", "remove", "status", "verify"),
    ),
    (("index", "add"), ("PATHS", "--data", "--model")),
    (("index", "export"), ("FILE", "--data")),
    (("index", "remove"), ("IDS", "--forget", "--data", "--model")),
    (("index", "status"), ("--data", "--model")),
    (("index", "verify"), ("--data",)),
    (("releases",), ("--data",)),
    (("show",), ("ID", "--data")),
    (("replay",), ("FILE", "--json", "--data", "--model", "--llm", "--llm-url")),
    (("verify",), ("FILE", "--json", "--data", "communique verify answer.json")),
]


@pytest.mark.parametrize(("command", "words"), HELP, ids=[" ".join(row[0]) for row in HELP])
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_names_every_option(command: tuple[str, ...], words: Sequence[str], flag: str) -> None:
    result = run(*command, flag)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: {' '.join(('communique', *command))}")
    for word in words:
        assert re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", result.stdout), word


def test_help_stands_for_every_command_there_is() -> None:
    assert {row[0][0] for row in HELP if row[0]} == set(main.commands)
    group: Any = main.commands["index"]
    assert {row[0][1] for row in HELP if len(row[0]) == 2} == set(group.commands)


@pytest.mark.parametrize("command", ["ask", "chat", "app", "settings"])
def test_help_names_the_variable_of_each_setting(command: str) -> None:
    words = " ".join(run(command, "--help").stdout.split())
    for name in ("DATA", "EMBED_MODEL", "LLM", "LLM_URL"):
        assert f"[COMMUNIQUE_{name}]" in words


def test_help_loads_no_model_and_no_server() -> None:
    code = (
        "import sys\nfrom assistant.cli import main\nmain(['--help'])\n"
        "print([name for name in ('torch', 'transformers', 'chromadb', 'gradio', 'llama_index')"
        " if name in sys.modules])"
    )
    process = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert process.stdout.strip().endswith("[]")


# ask


def test_one_question_gives_one_line_of_json_with_these_keys(built: Path) -> None:
    result = run("ask", "--json", *DAY, "--data", str(built), "What did KRRI agree in 2022?")
    (answer,) = answers(result)
    assert list(answer) == ANSWER_KEYS
    assert answer["question"] == "What did KRRI agree in 2022?"
    assert answer["status"] == "answered"
    assert answer["fallback"] is None
    assert answer["closest"] == [] == answer["choices"]
    (citation,) = answer["citations"]
    assert list(citation) == CITATION_KEYS
    assert (citation["label"], citation["id"]) == ("1", f"{FIRST}#3.1")
    assert (citation["release"], citation["quote"]) == (FIRST, CONSULT)
    assert PAGES[FIRST][citation["start"] : citation["end"]] == CONSULT
    assert citation["released"] == {
        "from": "2022-03-16",
        "to": "2022-03-16",
        "precision": "day",
        "provenance": "stated",
    }
    assert citation["url"] == "https://www.mofa.go.kr/eng/brd/m_5676/view.do?seq=500001"


def test_what_is_closest_has_the_keys_of_a_citation(built: Path) -> None:
    question = "What did the participants agree about a diving trail in 2023?"
    (answer,) = answers(run("ask", "--json", *DAY, "--data", str(built), question))
    assert answer["citations"] == []
    assert [list(one) for one in answer["closest"]] == [CITATION_KEYS]
    assert answer["closest"][0]["id"] == f"{TOURS}#2.0"


def test_a_release_without_address_and_date_says_so_in_json(tmp_path: Path) -> None:
    undated = next(id for id in PAGES if "Mussel" in PAGES[id])
    (tmp_path / "Mussel Talks.txt").write_text(PAGES[undated], encoding="utf-8")
    assert run("index", "add", str(tmp_path / "Mussel Talks.txt")).exit_code == 0
    question = "What did the Korea-Chile Mussel Consultation agree?"
    (answer,) = answers(run("ask", "--json", *DAY, question))
    (citation,) = answer["citations"]
    assert citation["id"] == "file-mussel-talks#2.0"
    assert citation["url"] is None
    assert citation["released"] == {
        "from": None,
        "to": None,
        "precision": None,
        "provenance": "unknown",
    }


def test_several_questions_are_one_conversation(built: Path) -> None:
    result = run(
        "ask", "--json", *DAY, "--data", str(built), "What did KRRI agree in 2022?", "And in 2023?"
    )
    first, second = answers(result)
    assert first["citations"][0]["quote"] == CONSULT
    assert [citation["quote"] for citation in second["citations"]] == [TERMS]
    assert "names" in second["reading"]["carried"]


def test_a_question_asked_alone_has_no_conversation(built: Path) -> None:
    (answer,) = answers(run("ask", "--json", *DAY, "--data", str(built), "And in 2023?"))
    assert "carried" not in answer["reading"]


STATUSES = [
    ("What did KRRI agree in 2022?", "answered"),
    ("Where was the 2nd KRRI meeting held and how many boats came?", "partly_answered"),
    ("What did KRRI agree about seaweed beer?", "not_in_archive"),
    ("What did KRRI agree in 2015?", "outside_period"),
    ("What happened at that meeting?", "unclear"),
    ("Why was the Kelp Reef Tourism Forum cancelled?", "premise_contradicted"),
    ("hello", "about"),
]


@pytest.mark.parametrize(("question", "status"), STATUSES)
def test_every_status_is_a_success(built: Path, question: str, status: str) -> None:
    (answer,) = answers(run("ask", "--json", *DAY, "--data", str(built), question))
    assert answer["status"] == status
    assert list(answer) == ANSWER_KEYS
    assert bool(answer["choices"]) == (status == "unclear")


def test_an_archive_without_releases_is_a_status_too(tmp_path: Path) -> None:
    (tmp_path / "none.txt").write_text("", encoding="utf-8")
    run("index", "add", str(tmp_path / "none.txt"))
    (answer,) = answers(run("ask", "--json", "What did KRRI agree?"))
    assert answer["status"] == "index_empty"


def test_last_year_counts_from_the_given_day(built: Path) -> None:
    question = "What did KRRI agree last year?"
    (one,) = answers(run("ask", "--json", "--today", "2023-01-01", "--data", str(built), question))
    (other,) = answers(
        run("ask", "--json", "--today", "2024-12-31", "--data", str(built), question)
    )
    assert [citation["release"] for citation in one["citations"]] == [FIRST]
    assert [citation["release"] for citation in other["citations"]] == [SECOND]


def test_an_answer_for_reading_has_status_text_sources(built: Path) -> None:
    result = run("ask", *DAY, "--data", str(built), "What did KRRI agree in 2022?")
    lines = result.stdout.split("\n")
    assert result.exit_code == 0
    assert lines[0] == "Answered."
    assert f"- The participants — agreed to consult further: “{CONSULT}” [1]" in lines
    source = lines[lines.index("Sources") + 1]
    assert source.startswith(f"  [1] {FIRST}#3.1 · 1st Virtual Meeting")
    assert "released 16 March 2022" in source and source.endswith("seq=500001")
    assert "How the question was read" not in result.stdout


def test_explain_prints_how_the_question_was_read(built: Path) -> None:
    result = run("ask", "--explain", *DAY, "--data", str(built), "What did KRRI agree in 2022?")
    assert "How the question was read" in result.stdout
    period = "“2022”: 1 January 2022 to 31 December 2022 (days of what happened)"
    assert f"  Period: {period} [question" in result.stdout
    assert "  What was done: agreed [question" in result.stdout
    assert "  Can be left out (--without): act, period, acronym:KRRI\n" in result.stdout
    assert re.search(r"^  Seconds: understand \d", result.stdout, re.MULTILINE)


def test_a_refusal_for_reading_names_the_closest_as_no_answer(built: Path) -> None:
    question = "What did KRRI agree about seaweed beer?"
    result = run("ask", *DAY, "--data", str(built), question)
    assert result.stdout.startswith("Not in the archive.\n")
    assert "Closest, not an answer" in result.stdout and "Sources" not in result.stdout


# filters


def test_what_is_told_outside_the_period_is_printed_under_its_own_heading(built: Path) -> None:
    question = "What did the participants agree about a diving trail in 2023?"
    result = run("ask", *DAY, "--data", str(built), question)
    refusal, label, wider = result.stdout.partition("\nWithout the period “2023”:\n")
    assert refusal.startswith("Outside the period.\n") and label
    assert "diving trail" not in refusal and "Sources" not in refusal
    assert "diving trail along the eastern coast.” [1]" in wider
    assert re.search(rf"^Sources\n  \[1\] {TOURS}#2\.0", wider, re.MULTILINE)
    assert "Closest" not in result.stdout


def test_filters_limit_every_question_and_stand_in_the_reading(built: Path) -> None:
    flags = ("--from", "2022", "--to", "2022-12", "--country", "norway", "--act", "agreed")
    result = run(
        *("ask", "--json", *DAY, *flags, "--data", str(built)),
        *("What did KRRI agree?", "And what did the participants agree about divers?"),
    )
    for answer in answers(result):
        assert answer["reading"]["filters"] == {
            "from": "2022-01-01",
            "to": "2022-12-31",
            "countries": ["NO"],
            "acts": ["agreed"],
        }
        assert TERMS not in [citation["quote"] for citation in answer["citations"]]
    assert [citation["quote"] for citation in answers(result)[0]["citations"]] == [CONSULT]


def test_parts_are_left_out_of_every_question_and_told(built: Path) -> None:
    flags = ("--without", "period", "--without", "person:Han Sora", "--data", str(built))
    questions = ("What did KRRI agree in 2022?", "And in 2023?")
    for answer in answers(run("ask", "--json", *DAY, *flags, *questions)):
        assert answer["reading"]["left_out"] == ["period"] and "period" not in answer["reading"]
        assert [one["quote"] for one in answer["citations"]] == [CONSULT, TERMS]
    told = run("ask", "--explain", *DAY, *flags, questions[0]).stdout
    assert "  Left out: Period: 2022 [chosen]\n" in told and "  Period: " not in told


def test_a_part_that_there_cannot_be_is_one_clear_message(built: Path) -> None:
    result = run("ask", "--without", "perod", "--data", str(built), "What did KRRI agree?")
    refused(result, r"'perod'.*period, act, .*acronym:NAME.*communique ask --explain$")


def test_a_filter_given_again_widens_it(built: Path) -> None:
    flags = ("--release", FIRST, "--release", SECOND, "--board", "m_5676", "--meeting", "KRRI")
    (answer,) = answers(
        run("ask", "--json", *DAY, *flags, "--data", str(built), "What did KRRI agree?")
    )
    assert [citation["quote"] for citation in answer["citations"]] == [CONSULT, TERMS]


def test_what_a_filter_leaves_out_is_a_second_answer_in_json(built: Path) -> None:
    (answer,) = answers(
        run(
            *("ask", "--json", *DAY, "--country", "JP", "--data", str(built)),
            "What did KRRI agree in 2022?",
        )
    )
    assert answer["status"] == "not_in_archive" and answer["citations"] == []
    assert "country Japan (JP)" in answer["text"]
    wider = answer["wider"]
    assert list(wider) == ANSWER_KEYS and wider["wider"] is None
    assert [(one["label"], one["quote"]) for one in wider["citations"]] == [("1", CONSULT)]
    assert "filters" not in wider["reading"]


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (("--country", "Norwai"), r"'Norwai'.*Norway \(NO\).*communique filters country$"),
        (("--board", "m_1"), r"No board here is 'm_1'.*communique filters board$"),
        (("--act", "agre"), r"'agre'.*Near to it: agreed.*communique filters act$"),
        (("--meeting", "zzz"), r"'zzz'.*communique filters meeting$"),
        (("--release", "m_5676-5"), r"'m_5676-5'.*communique releases$"),
        (("--from", "soon"), r"--from.*'soon'.*2021, 2021-03 or 2021-03-30"),
        (("--from", "2022", "--to", "2021"), r"--from.*'2022'.*no later than.*--to.*2021"),
        (("--to", ""), r"--to.*''"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
@pytest.mark.parametrize("command", [("ask", "What did KRRI agree?"), ("chat",)])
def test_a_filter_that_cannot_be_set_is_one_clear_message(
    built: Path, command: tuple[str, ...], flags: tuple[str, ...], words: str
) -> None:
    refused(run(*command, *flags, "--data", str(built)), words)


def test_a_chat_keeps_its_filters(built: Path) -> None:
    typed = "What did KRRI agree?\nAnd in 2023?\n\n"
    result = CliRunner().invoke(
        main, ["chat", *DAY, "--release", FIRST, "--data", str(built)], input=typed
    )
    assert result.exit_code == 0, result.output
    assert result.stdout.index(CONSULT) < result.stdout.index("Outside the period.")
    label = f"Without the filter release {FIRST}:"
    assert result.stdout.index(label) < result.stdout.index(TERMS)


def test_what_there_is_to_filter_by_is_listed_with_its_releases(built: Path) -> None:
    result = run("filters", "--data", str(built))
    assert result.exit_code == 0
    assert re.findall(r"^--\w+", result.stdout, re.MULTILINE) == [
        "--country",
        "--board",
        "--meeting",
        "--act",
    ]
    assert re.search(r"^ +4  m_5676$", result.stdout, re.MULTILINE)
    assert re.search(r"^ +3  Norway \(NO\)$", result.stdout, re.MULTILINE)
    only = run("filters", "board", "--data", str(built))
    assert only.stdout == "--board\n       4  m_5676\n"
    assert run("filters", "colour", "--data", str(built)).exit_code == 2


@pytest.mark.parametrize("question", ["the of and", "everything", "what was agreed", "all"])
def test_stop_words_alone_are_asked_back_and_never_everything(built: Path, question: str) -> None:
    (answer,) = answers(run("ask", "--json", *DAY, "--data", str(built), question))
    assert answer["status"] == "unclear" and answer["choices"] and answer["citations"] == []


def test_choices_are_printed_with_numbers(built: Path) -> None:
    result = run("ask", *DAY, "--data", str(built), "What happened at that meeting?")
    assert re.findall(r"^  (\d)\) What happened at ", result.stdout, re.M) == ["1", "2", "3", "4"]


def test_output_of_another_process_is_json_only(built: Path) -> None:
    questions = [question for question, _ in STATUSES]
    process = in_process("ask", "--json", *DAY, "--data", str(built), *questions)
    assert process.returncode == 0, process.stderr
    lines = process.stdout.strip().split("\n")
    assert [json.loads(line)["question"] for line in lines] == questions
    assert process.stderr == ""


@pytest.mark.parametrize(
    "encoding",
    [
        "ascii",
        "latin-1",
    ],
)
def test_a_terminal_without_unicode_still_gets_the_answer(built: Path, encoding: str) -> None:
    process = in_process(
        *("ask", *DAY, "--data", str(built), "What did KRRI agree in 2022?"),
        PYTHONIOENCODING=encoding,
    )
    assert "Traceback" not in process.stderr
    assert process.returncode == 0 and "agreed" in process.stdout


# bad input


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("", "it is empty"),
        ("   \t ", "it is empty"),
        ("?!", "it holds no word"),
        ("\x00\x07", "it is empty"),
        ("why " * 25_000, "it has 99,999 characters, at most 2,000"),
    ],
    ids=["empty", "blanks", "signs", "control characters", "100,000 characters"],
)
def test_a_question_that_cannot_be_asked(built: Path, question: str, words: str) -> None:
    refused(run("ask", "--json", "--data", str(built), question), words)


def test_a_bad_question_after_a_good_one_leaves_the_first_answer(built: Path) -> None:
    result = run("ask", "--json", *DAY, "--data", str(built), "What did KRRI agree?", "")
    assert result.exit_code == 2
    assert [json.loads(line)["status"] for line in result.stdout.strip().split("\n")] == [
        "answered"
    ]
    assert "it is empty" in result.stderr


@pytest.mark.parametrize("day", ["2021-13-01", "2021-02-29", "yesterday", "22.10.2021", ""])
@pytest.mark.parametrize("command", [("ask", "hello"), ("chat",)])
def test_a_wrong_day_of_asking(command: tuple[str, ...], day: str) -> None:
    refused(run(*command, "--today", day), rf"--today is '{re.escape(day)}'.*like 2021-10-22")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("0001-01-01", "last year"),
        ("0001-01-01", "yesterday"),
        ("9999-12-31", "next year"),
        ("2021-10-22", "3000 years ago"),
    ],
)
def test_a_day_beyond_the_calendar_is_no_fault(built: Path, day: str, words: str) -> None:
    result = run("ask", "--json", "--today", day, "--data", str(built), f"What was agreed {words}?")
    assert result.exit_code in (0, 2)


@pytest.mark.parametrize(
    "port",
    [
        "abc",
        "0",
        "65536",
        "-1",
        "80.5",
        "²",
    ],
)
def test_a_wrong_port(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    refused(run("app", f"--port={port}"), rf"--port is '{re.escape(port)}'.*1 to 65535")
    monkeypatch.setenv("COMMUNIQUE_PORT", port)
    refused(run("settings"), rf"COMMUNIQUE_PORT is '{re.escape(port)}'.*1 to 65535")
    refused(run("releases"), "COMMUNIQUE_PORT is")


@pytest.mark.parametrize(
    "command", [("ask", "hello"), ("chat",), ("releases",), ("show", "x"), ("index", "status")]
)
def test_without_an_index_the_next_command_is_named(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    refused(run(*command), rf"{re.escape(str(tmp_path / 'data'))}.*communique index$")


def test_an_index_of_another_model_is_refused(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assistant.answer, "load_embedder", lambda model: FakeEmbedder("other"))
    refused(
        run("ask", "--data", str(built), "hello"),
        "built with fake, but other is set.*communique index",
    )


def test_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        refused(
            run("index", "--data", str(folder)),
            rf"{re.escape(str(folder))} cannot be used.*--data FOLDER or COMMUNIQUE_DATA",
        )
        refused(run("ask", "--data", str(folder), "hello"), "no index|cannot be used")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nosuch",),
        ("ask",),
        ("ask", "--nosuch", "x"),
        ("show",),
        ("index", "add"),
        ("index", "x"),
    ],
    ids=" ".join,
)
def test_a_wrong_command_shows_how_it_is_used(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Usage: communique" in result.stderr and "Traceback" not in result.stderr


def test_an_error_of_another_process_is_one_line_without_a_traceback(tmp_path: Path) -> None:
    process = in_process("ask", "hello", COMMUNIQUE_DATA=str(tmp_path))
    assert process.returncode == 2
    assert process.stdout == ""
    assert len(process.stderr.strip().split("\n")) == 1


def test_ctrl_c_ends_a_command_with_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assistant.cli_index, "load_embedder", lambda model: FakeEmbedder(fail_at=1))
    result = run("index", "add", str(write_pages(tmp_path / "pages")))
    assert result.exit_code == 130
    assert result.stderr.strip().split("\n")[-1] == "Stopped."


# chat


def test_a_chat_carries_the_conversation_and_ends_at_an_empty_line(built: Path) -> None:
    typed = "What did KRRI agree in 2022?\n?!\nAnd in 2023?\n\n"
    result = CliRunner().invoke(main, ["chat", *DAY, "--data", str(built)], input=typed)
    assert result.exit_code == 0
    assert "For instance: What did KRRI agree in 2023?" in result.stdout
    assert result.stdout.index(CONSULT) < result.stdout.index(TERMS)
    assert result.stdout.count("Answered.") == 2
    assert "it holds no word" in result.stderr


def test_a_chat_ends_at_the_end_of_its_input(built: Path) -> None:
    result = CliRunner().invoke(main, ["chat", "--data", str(built)], input="")
    assert result.exit_code == 0


# settings


def test_settings_print_each_value_and_where_it_came_from(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COMMUNIQUE_PORT", "8001")
    monkeypatch.setenv("COMMUNIQUE_HOST", "0.0.0.0")
    result = run("settings", "--port", "8002", "--model", "some-model")
    rows = {line.split()[0]: line.split()[1:] for line in result.stdout.splitlines()}
    assert result.exit_code == 0
    assert rows["data"] == [str(tmp_path / "data"), "COMMUNIQUE_DATA"]
    assert rows["port"] == ["8002", "--port"]
    assert rows["host"] == ["0.0.0.0", "COMMUNIQUE_HOST"]
    assert rows["llm"] == ["default"]
    assert rows["embed_model"][0] == "some-model"


def test_settings_name_the_flag_that_exists() -> None:
    result = run("settings", "--model", "some-model")
    row = next(line for line in result.stdout.splitlines() if line.startswith("embed_model"))
    assert row.split()[-1] == "--model"


def test_the_app_says_that_its_port_is_taken_before_it_does_anything(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("app", "--port", str(port))
    refused(result, rf"The port {port} of 127\.0\.0\.1 is in use.*--port {port + 1}")
    assert not (tmp_path / "data").exists()


def test_ask_prints_no_progress_where_nobody_watches(built: Path) -> None:
    result = run("ask", "--json", *DAY, "--data", str(built), "What did KRRI agree?")
    assert result.stderr == ""


def test_the_keys_cover_the_record() -> None:
    held = set(Answer.__dataclass_fields__) - {"retrieved", "confidence"}
    assert held == set(ANSWER_KEYS)
