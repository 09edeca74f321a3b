"""Recorded answers on the command line: ask --record, replay and verify."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.options import settings_from, shared
from assistant.records import Answer

if TYPE_CHECKING:
    from assistant.answer import Assistant
    from assistant.record_replay import Difference, Replayed
    from assistant.record_verify import Checked

FILE = click.argument("file", type=click.Path(path_type=Path))


def recording(command: Any) -> Any:
    """Adds the options that record the answers of a command."""
    overwrite = click.option(
        "--overwrite", is_flag=True, help="Let --record write over a file that is there."
    )
    record = click.option(
        "--record",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Write a record of each answer to FILE, one JSON line each.",
    )
    return record(overwrite(command))


def recorder(flags: dict[str, Any]) -> "Callable[[Assistant, Answer, date], None]":
    """What is to be called after each answer of a conversation: it writes where that is asked for.

    Raises:
        RecordExists, BadSetting: the file cannot be written; nothing was asked yet.
    """
    if flags["record"] is None:
        return lambda assistant, answer, day: None
    from assistant.record_form import RecordFile
    from assistant.record_make import Asked, circumstances, record_of

    file = RecordFile(flags["record"], flags["overwrite"])
    turns: list[Asked] = []

    def write(assistant: "Assistant", answer: Answer, day: date) -> None:
        turns.append(Asked(answer, circumstances(assistant, answer, day)))
        file.add(record_of(turns, assistant.archive))

    return write


@click.command()
@FILE
@click.option("--json", "as_json", is_flag=True, help="Print one JSON line per record.")
@shared("data", "embed_model", "reranker", "llm", "llm_url", "llm_reads")
@click.pass_context
def replay(context: click.Context, /, file: Path, as_json: bool, **flags: Any) -> None:
    """Ask the recorded questions of FILE again, and tell what differs.

    Each record is asked with its own day, filters and earlier questions, of the archive and with
    the models as they are now. What decides is the answer: status, text, citations, closest
    paragraphs, choices, wider answer. A changed index, model, version or ranking is told beside it.

    \b
    communique ask "what was agreed on ports in 2021?" --record answer.json
    communique replay answer.json

    Exit status: 0 every answer is the same, 1 one differs, 2 FILE or the archive cannot be used.
    """
    from assistant.answer import open_assistant
    from assistant.record_form import read_records
    from assistant.record_replay import Replay

    records = read_records(file)
    replays = Replay(open_assistant(settings_from(flags)))
    differing = 0
    for record in records:
        replayed = replays.again(record)
        differing += not replayed.is_same
        _tell_replayed(replayed, as_json)
    if not as_json:
        answers = _counted(len(records), "answer")
        click.echo(
            f"Not the same: {differing} of {answers}." if differing else f"The same: {answers}."
        )
    context.exit(1 if differing else 0)


def _tell_replayed(replayed: "Replayed", as_json: bool) -> None:
    if as_json:
        values = {
            "question": replayed.then.question,
            "same": replayed.is_same,
            "unchanged": replayed.same,
            "differences": [asdict(one) for one in replayed.differences],
        }
        click.echo(json.dumps(values, ensure_ascii=False))
        return
    click.echo(f"{'same   ' if replayed.is_same else 'differs'}  {replayed.then.question}")
    for one in replayed.differences:
        click.echo(f"  {_difference_line(one)}")
    click.echo(f"  as it was: {', '.join(replayed.same)}")


def _difference_line(one: "Difference") -> str:
    beside = "" if one.decides else " (beside the answer)"
    if not one.now:
        return f"{one.what} lost: {one.then}"
    if not one.then:
        return f"{one.what} new: {one.now}"
    return f"{one.what}{beside}: {one.then} → {one.now}"


@click.command()
@FILE
@click.option("--json", "as_json", is_flag=True, help="Print one JSON line per record.")
@shared("data")
@click.pass_context
def verify(context: click.Context, /, file: Path, as_json: bool, **flags: Any) -> None:
    """Check every quotation of the recorded answers in FILE against the stored releases.

    No model is needed. For each quotation: the quoted version of its release is stored, with the
    same digest; the quotation is what stands there, inside its passage, whose SHA-256 is the same.
    For each text: every mark is a citation, every citation is marked, and the quoted words are
    those of their mark. (An index is checked with: communique index verify)

    \b
    communique verify answer.json
    communique verify answer.json --json

    Exit status: 0 all is proven, 1 problems, each on a line of its own, 2 FILE or the archive
    cannot be used.
    """
    from assistant.record_form import read_records
    from assistant.record_verify import check
    from index.store import Archive

    records = read_records(file)
    archive = Archive(settings_from(flags).data)
    checked = [check(record, archive) for record in records]
    for number, one in enumerate(checked, start=1):
        _tell_checked(one, f"answer {number}: " if len(checked) > 1 else "", as_json)
    problems = sum(len(one.problems) for one in checked)
    if not as_json:
        found = _counted(problems, "problem") if problems else "All proven"
        quotations = sum(one.quotations for one in checked)
        counts = f"{_counted(len(checked), 'answer')}, {_counted(quotations, 'quotation')}"
        click.echo(f"{found}: {counts}.")
    context.exit(1 if problems else 0)


def _tell_checked(checked: "Checked", which: str, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(asdict(checked), ensure_ascii=False))
        return
    for problem in checked.problems:
        click.echo(f"{which}{problem}")
    for note in checked.notes:
        click.echo(f"{which}note: {note}")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
