"""The command line: `communique` asks, chats, serves the app and keeps the index."""

import json
import sys
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from functools import partial
from io import TextIOWrapper
from typing import Any

import click

from assistant.cli_index import index, releases, show
from assistant.cli_record import recorder, recording, replay, verify
from assistant.options import chosen_from, filters, left_out, left_out_from, settings_from, shared
from assistant.records import Answer
from assistant.settings import Settings, read_settings
from index.errors import BadQuestion, BadSetting, CommuniqueError

KINDS = ("country", "board", "meeting", "act")
"""What releases can be filtered by besides dates and ids, as the flags name it."""


class Commands(click.Group):
    """A group that shows every error of ours as one message, with exit status 2."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command; Ctrl-C ends it with one line and exit status 130."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="replace")
        try:
            code = super().main(*args, **(kwargs | {"standalone_mode": False}))
            if not isinstance(code, int) or code == 0:
                return code
            sys.exit(code)
        except CommuniqueError as error:
            click.echo(str(error), err=True)
        except click.ClickException as error:
            error.show()
        except (click.Abort, KeyboardInterrupt):
            click.echo("Stopped.", err=True)
            sys.exit(130)
        sys.exit(2)


@click.group(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="communique", prog_name="communique")
def main() -> None:
    """Ask an archive of press releases; every sentence of an answer is quoted and cited.

    Start with:  communique index   then:  communique ask "what was agreed on ports in 2021?"
    """


main.add_command(index)
main.add_command(releases)
main.add_command(show)
main.add_command(replay)
main.add_command(verify)


def _today(value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise BadSetting("--today", value, "a day like 2021-10-22") from error


@main.command()
@click.argument("questions", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON line per question.")
@click.option("--explain", is_flag=True, help="Also print how the question was read.")
@click.option("--today", metavar="DATE", help="The day of asking (YYYY-MM-DD); default: today.")
@left_out
@recording
@filters
@shared("data", "embed_model", "reranker", "llm", "llm_url", "llm_reads")
def ask(
    questions: tuple[str, ...], as_json: bool, explain: bool, today: str | None, **flags: Any
) -> None:
    """Answer QUESTIONS with citations; several are the turns of one conversation.

    Filters hold for every question, besides what it asks itself. Where nothing within them
    answers, that is said, and what the archive says without them is shown apart. What there is
    to filter by: communique filters

    --without leaves out a part of how the questions were read, which --explain tells: period, act,
    actor, ordinal, edition, latest, or a name by its kind, like country:JP or acronym:NATO (kinds:
    acronym, person, organisation, meeting, country, board).

    Nothing of a question or an answer is stored or logged, unless --record names a file. It gets
    a line of JSON for each answer, which communique verify and communique replay check again.
    """
    from assistant.answer import open_assistant

    day, parts = _today(today) or date.today(), left_out_from(flags)
    record = recorder(flags)
    assistant = open_assistant(settings_from(flags))
    stream = partial(assistant.stream, chosen=chosen_from(flags, assistant.archive), left_out=parts)
    turns: list[Answer] = []
    for question in questions:
        answer = _asked(stream, question, turns, day)
        turns.append(answer)
        record(assistant, answer, day)
        if as_json:
            from assistant.show import answer_values

            click.echo(json.dumps(answer_values(answer), ensure_ascii=False))
        else:
            _print(answer, explain, len(questions) > 1)


def _asked(
    stream: Callable[..., Any], question: str, turns: list[Answer], day: date | None
) -> Answer:
    """The answer; progress lines go to standard error where that is a terminal."""
    for step in stream(question, turns, day):
        if isinstance(step, Answer):
            return step
        if isinstance(step, str) and sys.stderr.isatty():
            click.echo(step, err=True)
    raise AssertionError("a stream ends with its answer")


def _print(answer: Answer, explain: bool, with_question: bool) -> None:
    from assistant.show import answer_text

    if with_question:
        click.secho(f"\n{answer.question}", bold=True)
    click.echo(answer_text(answer, explain))


@main.command()
@click.option("--today", metavar="DATE", help="The day of asking (YYYY-MM-DD); default: today.")
@filters
@shared("data", "embed_model", "reranker", "llm", "llm_url", "llm_reads")
def chat(today: str | None, **flags: Any) -> None:
    """Ask questions one after another; an empty line or Ctrl-D ends the conversation.

    Filters hold for the whole conversation; what there is to filter by: communique filters
    """
    from assistant.answer import open_assistant

    day = _today(today)
    assistant = open_assistant(settings_from(flags))
    stream = partial(assistant.stream, chosen=chosen_from(flags, assistant.archive))
    click.echo(
        "Ask about the releases; an empty line ends. For instance: "
        + "; ".join(assistant.examples()[:2])
    )
    turns: list[Answer] = []
    while True:
        try:
            question = click.prompt("\n?", prompt_suffix=" ", default="", show_default=False)
        except click.Abort:
            break
        if not question.strip():
            break
        try:
            answer = _asked(stream, question, turns, day)
        except BadQuestion as error:
            click.echo(str(error), err=True)
            continue
        turns.append(answer)
        _print(answer, False, False)


@main.command("filters")
@click.argument("kind", required=False, type=click.Choice(KINDS))
@shared("data")
def list_filters(kind: str | None, **flags: Any) -> None:
    """List what `ask` can be limited to, with the number of releases: all kinds, or one KIND."""
    from assistant.chosen import values_of
    from index.store import Archive

    values = values_of(Archive(settings_from(flags).data).releases())
    for each in [kind] if kind else KINDS:
        click.echo(f"--{each}" if values[each] else f"--{each}  (none in this archive)")
        for value, count in values[each]:
            click.echo(f"  {count:>6,}  {value}")


@main.command()
@shared(*(one.name for one in fields(Settings)))
def app(**flags: Any) -> None:
    """Start the web app; builds the index first where there is none or it is out of date."""
    from assistant.web.serve import serve

    serve(settings_from(flags))


@main.command()
@shared(*(one.name for one in fields(Settings)))
def settings(**flags: Any) -> None:
    """Print each setting, its value and where it came from."""
    values, origin = read_settings(**flags)
    for name, source in origin.items():
        value = getattr(values, name)
        shown = ("no", "yes")[value] if isinstance(value, bool) else str(value)
        click.echo(f"{name:<12} {shown:<48} {source}")
