"""The command over labelled claims: python -m eval support."""

from pathlib import Path

import click

from eval.terminal import LABELLED, show_progress


@click.command()
@LABELLED
@click.option(
    "--show-failures",
    is_flag=True,
    help="List each claim that is wrongly refused or let through, with its evidence.",
)
def support(files: tuple[Path, ...], show_failures: bool) -> None:
    """Hold labelled claims against their evidence, and print how often the verifier is right.

    The verifier judges the measure "support" of a run, and the sentences that a language model
    writes. A FILE has one JSON object a line: id, claim, evidence, supported, kind, release (the
    file that the evidence stands in, from FILE's folder; without it the evidence stands alone).
    Files of WiCE (claim_dev.jsonl) are read too: a claim that is carried in part counts as not
    carried, and one without labelled sentences is held against the three nearest ones.
    Default: the development set and the set put aside.
    Nothing but totals is shown of what has "set_aside" in its name.

    \b
    Verdict right   let through and carried, or refused and not carried;
                    the share with its 95 % interval
    By kind         the same by what was changed in a claim

    Exit status: 0 all judged, 1 an error, 2 broken labels or options, 130 interrupted.
    """
    from eval.claims import load_claims
    from eval.read import is_set_aside
    from eval.run import ROOT
    from eval.verdicts import failures, report, verdicts

    folder = ROOT / "eval" / "sets" / "claims"
    paths = files or tuple(folder / f"{name}.jsonl" for name in ("dev", "set_aside"))
    if show_failures and any(is_set_aside(path.resolve()) for path in paths):
        raise click.BadParameter(
            "the texts of a set put aside are never shown; name the other files",
            param_hint="--show-failures",
        )
    for path, claims in {path: load_claims(path) for path in paths}.items():
        found = verdicts(path, claims, show_progress)
        click.echo(f"{report(path, found, by_kind=not is_set_aside(path.resolve()))}\n")
        if show_failures:
            click.echo(f"{failures(found)}\n")
