"""The command over labelled periods: python -m eval filters."""

from pathlib import Path

import click

from eval.terminal import LABELLED


@click.command()
@LABELLED
@click.option(
    "--show-failures",
    is_flag=True,
    help="List each question with a fault: what was labelled, what was read.",
)
def filters(files: tuple[Path, ...], show_failures: bool) -> None:
    """Read the period of labelled questions, and print how often it is right.

    A FILE has one JSON object a line: id, kind, turns (the last one is labelled, the others lead
    up to it), today, first, last (null for an open side or no period), basis (event or released,
    null for no period), edition, conflict. Default: the development set and the set put aside.
    Nothing but figures is shown of what has "set_aside" in its name.

    \b
    Filter right   first day, last day and basis are as labelled;
                   the share with its 95 % interval
    Edition        the year in a name, 0 for none
    Conflict       whether the dates leave no day

    Exit status: 0 all read, 1 an error, 2 broken labels or options, 130 interrupted.
    """
    from eval.filters import DEFAULTS, failures, load_filters, read_all, report
    from eval.read import is_set_aside

    paths = files or DEFAULTS
    if show_failures and any(is_set_aside(path) for path in paths):
        raise click.BadParameter(
            "the texts of a set put aside are never shown; name the other files",
            param_hint="--show-failures",
        )
    for path, cases in {path: load_filters(path) for path in paths}.items():
        outcomes = read_all(cases)
        click.echo(f"{report(path, outcomes)}\n")
        if show_failures:
            click.echo(f"{failures(outcomes)}\n")
