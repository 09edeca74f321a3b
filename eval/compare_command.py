"""The command that compares two systems: python -m eval compare."""

import click

from eval.pairs import DEFAULT


@click.command()
@click.argument("a")
@click.argument("b")
@click.option(
    "--system",
    default=DEFAULT,
    show_default=True,
    metavar="NAME",
    help="The system of a run that is named without one.",
)
def compare(a: str, b: str, system: str) -> None:
    """Compare two runs, or two systems of one, on the questions that both were asked.

    A and B are files that `python -m eval run --out FILE` wrote; FILE:SYSTEM names one system of
    a file, such as run.jsonl:bm25. Questions are paired by set and place. What keeps the runs
    from being alike (other questions, another index, other models) is told, and the questions
    that both have are compared. Nothing is listed of the questions of a set put aside.

    \b
    B - A          the difference, with the 95 % interval of the paired bootstrap
    A won, B won   the questions on which one side is better
    p              McNemar's exact test of these two counts, for shares

    Exit status: 0 compared, 1 an error, 2 runs or options that cannot be used.
    """
    from eval.compare import changes, differences
    from eval.compare_report import changed, report
    from eval.pairs import paired, side

    ours, theirs = side(a, system), side(b, system)
    found = paired(ours, theirs)
    click.echo(report(ours, theirs, found, differences(found.pairs)))
    click.echo(f"\n{changed(changes(found.pairs), len(found.pairs))}")
