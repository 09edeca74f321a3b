"""The gate's command: python -m eval check."""

import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from eval.run import ROOT

SETS = ("seeds", "invented_dev", "invented_dev2", "invented_dev3")
"""The sets that are asked where no run is given: of those a product is made with, what takes two
minutes on two processor cores. Any other run of development sets can be made the baseline."""


@click.command()
@click.argument("run", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--write", is_flag=True, help="Make RUN the baseline in place of comparing it.")
@click.option(
    "--out",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Keep the run that is made without RUN in FILE; an interrupted one goes on there.",
)
@click.option("--again", is_flag=True, help="Start the run in --out FILE over.")
@click.option(
    "--baseline",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The baseline to compare with or to write. Default: eval/baseline.json.",
)
@click.pass_context
def check(
    ctx: click.Context,
    run: Path | None,
    write: bool,
    out: Path | None,
    again: bool,
    baseline: Path | None,
) -> None:
    """Compare a run with the committed baseline, and fail where a measure fell.

    RUN is a file that `python -m eval run --out FILE` wrote of all development sets. Without it
    they are asked now, which takes some minutes. A run of a set put aside, one not finished or
    one with --limit or --only is refused.

    The baseline, eval/baseline.json, is made by `python -m eval check --write --out run.jsonl`, and
    committed. It stays until somebody writes it anew, so that small losses add up until they fail.

    \b
    Fails    a measure worse than the worse end of its 95 % interval in the
             baseline, of one set or of all together; one quotation that is not
             exact or not in the passage named; one act mix-up more; a set that
             is missing or has other questions than in the baseline
    Told     what rose above its interval, with the advice to write the baseline
             anew; other models or another index

    Exit status: 0 passed or written, 1 not passed or an error, 2 a run, baseline or options that
    cannot be used, 130 interrupted.
    """
    from eval.baseline_file import BASELINE, baseline_of, read_baseline, write_baseline
    from eval.gate import check as checked
    from eval.gate import gated
    from eval.gate_report import report
    from eval.report import MEASURES
    from eval.run_file import read_run

    _refuse(run, out, again)
    file = baseline or BASELINE
    before = None if write else read_baseline(file)
    with _made(ctx, run, out, again) as path:
        made = read_run(path)
    lines = gated(made)
    if before is None:
        write_baseline(file, baseline_of(made, lines, MEASURES, _checkout()))
        click.echo(f"{file} is written from {path if run or out else 'this run'}; commit it.")
        return
    outcome = checked(before, made)
    click.echo(report(before, made, outcome))
    ctx.exit(not outcome.has_passed)


def _refuse(run: Path | None, out: Path | None, again: bool) -> None:
    """Tell of options that do not go together."""
    if run and (out or again):
        raise click.UsageError("RUN is there already; leave --out and --again away.")
    if again and not out:
        raise click.UsageError("--again needs --out FILE: nothing else would be started over.")


@contextmanager
def _made(ctx: click.Context, run: Path | None, out: Path | None, again: bool) -> Iterator[Path]:
    """The run's file; without one all sets are asked, and the file is gone afterwards or `out`."""
    if run or out:
        if out:
            _ask(ctx, out, ["--again"] * again)
        yield run or out or Path()
        return
    with tempfile.TemporaryDirectory(prefix="communique-gate-") as folder:
        path = Path(folder) / "run.jsonl"
        try:
            _ask(ctx, path)
        except click.exceptions.Exit:
            click.echo("That file was temporary; name one with --out to go on there.", err=True)
            raise
        yield path


def _ask(ctx: click.Context, path: Path, more: Sequence[str] = ()) -> None:
    """Run all sets into a file, as `python -m eval run` would."""
    from eval.run_command import run

    sets = [str(ROOT / "eval" / "sets" / name) for name in SETS]
    with run.make_context("run", [*sets, "--out", str(path), *more], parent=ctx) as own:
        run.invoke(own)


def _checkout() -> str:
    """The commit of this checkout, with a mark where files differ from it; empty without git."""
    try:
        told = subprocess.run(
            ["git", "-C", str(ROOT), "describe", "--always", "--dirty"],
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return told.stdout.strip()
