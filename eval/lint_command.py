"""The command for those who write questions: python -m eval lint."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eval.run import QUESTIONS
from eval.terminal import QUESTION_SETS

if TYPE_CHECKING:
    from eval.lint import Checked


@click.command()
@QUESTION_SETS
@click.option(
    "--releases",
    multiple=True,
    metavar="PATH",
    type=click.Path(exists=True, path_type=Path),
    help="Release file or folder of releases that every set is held against; may be repeated. "
    "Default: releases/ beside the questions, or where there is none the five releases in seeds/.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 where there are warnings.")
@click.option(
    "--kinds", is_flag=True, help="Print how many questions of each kind there are, and what it is."
)
@click.option(
    "--list",
    "listed_paths",
    multiple=True,
    metavar="RELEASES",
    type=click.Path(exists=True, path_type=Path),
    help="Print the id and the beginning of every paragraph of these releases, and nothing else.",
)
@click.pass_context
def lint(
    context: click.Context,
    sets: tuple[Path, ...],
    releases: tuple[Path, ...],
    strict: bool,
    kinds: bool,
    listed_paths: tuple[Path, ...],
) -> None:
    """Check question files before they are asked; every problem is told with its file and line.

    QUESTIONS is a file, or a folder that holds questions.jsonl and releases/. No index is built
    and no model is loaded. Default: the questions on the five releases. Of what has "set_aside"
    in its name no text is shown.

    \b
    Errors     what stops `eval run`: a line that cannot be read, a field that is
               missing or wrong, an id twice, a gold id that the releases have not
    Warnings   what looks like a slip: a question asked twice, a kind in no table,
               a gold point that no gold paragraph has, a forbidden one that it
               has, "last year" without today, gold that does not fit answerable
               or status, not_agreed where an agreement is asked for

    Exit status: 0 nothing or warnings alone, 1 warnings with --strict, 2 errors.
    """
    from eval.kinds import kind_table
    from eval.lint import lint as check
    from eval.question_sets import question_set
    from eval.quotable import Quotable, listed

    if listed_paths:
        for line in listed(Quotable(listed_paths).releases.values()):
            click.echo(line)
        return
    named = dict.fromkeys(question_set(path, releases) for path in sets or (QUESTIONS.parent,))
    checked = [check(one) for one in named]
    for one in checked:
        for line in one.told():
            click.echo(line)
    if kinds:
        click.echo(kind_table([question for one in checked for question in one.questions]))
    errors = sum(finding.is_error for one in checked for finding in one.findings)
    warnings = sum(len(one.findings) for one in checked) - errors
    click.echo(_counted(checked, errors, warnings))
    context.exit(2 if errors else 1 if strict and warnings else 0)


def _counted(checked: "Sequence[Checked]", errors: int, warnings: int) -> str:
    """The last line: how much was read, and how much is wrong with it."""
    counts = (
        (sum(len(one.questions) for one in checked), "question"),
        (len(checked), "file"),
        (errors, "error"),
        (warnings, "warning"),
    )
    asked, files, wrong, odd = (f"{n} {word}{'s' * (n != 1)}" for n, word in counts)
    return f"{asked} in {files}: {wrong}, {odd}"
