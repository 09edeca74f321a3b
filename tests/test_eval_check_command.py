"""The gate from end to end: over a real set and a real index, what is broken on purpose fails."""

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from click.testing import Result as Run

from eval.__main__ import main
from eval.check_command import SETS
from eval.read import is_set_aside
from eval.run import ROOT
from eval.systems import Given, Product
from index.fuse import fuse
from tests.fakes import FakeEmbedder
from tests.runs import line, lines, written

ASKED = 14
"""Questions of the set: as many as tell a broken ranking from a sound one."""


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Run]:
    """Runs `python -m eval check` over the first questions of one set, with a small embedder."""
    whole, part = ROOT / "eval" / "sets" / "invented_dev", tmp_path / "part"
    shutil.copytree(whole / "releases", part / "releases")
    asked = (whole / "questions.jsonl").read_text("utf-8").splitlines(keepends=True)[:ASKED]
    (part / "questions.jsonl").write_text("".join(asked), encoding="utf-8")
    for place in ("index.embed.load_embedder", "assistant.answer.load_embedder"):
        monkeypatch.setattr(place, FakeEmbedder)
    monkeypatch.setattr("eval.check_command.SETS", (str(part),))

    def check(*arguments: object) -> Run:
        given = ["check", "--baseline", str(tmp_path / "baseline.json"), *map(str, arguments)]
        return CliRunner().invoke(main, given)

    return check


def fell(run: Run) -> str:
    """What is listed as worse than its interval."""
    after = run.stdout.partition("Worse than the baseline's interval:\n")[2]
    return after.partition("\n\n")[0]


def reversed_fuse(*arguments: Any, **named: Any) -> Mapping[str, float]:
    """The fused scores, the worst passage first."""
    return {id: -score for id, score in fuse(*arguments, **named).items()}


def test_a_broken_ranking_and_broken_quotations_fail_and_the_product_passes(
    ask: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = ask("--write", "--out", tmp_path / "run.jsonl")
    assert first.exit_code == 0, first.output
    record = json.loads((tmp_path / "baseline.json").read_text("utf-8"))
    assert record["measures"]["part"]["nDCG@10"]["value"] > 0.6
    assert record["measures"]["part"]["quotes_exact"]["n"] >= ASKED

    again = ask()
    assert again.exit_code == 0, again.output
    assert again.stdout.endswith("The gate is passed.\n")

    with monkeypatch.context() as broken:
        broken.setattr("index.retrieve.fuse", reversed_fuse)
        worse = ask()
    assert worse.exit_code == 1, worse.output
    for measure in ("retrieval, R@5", "retrieval, RR@10", "retrieval, nDCG@10"):
        assert f"part: {measure}" in fell(worse)
        assert f"all: {measure}" in fell(worse)

    with monkeypatch.context() as broken:
        broken.setattr("eval.systems.Product.ask", one_character_off)
        misquoted = ask()
    assert misquoted.exit_code == 1, misquoted.output
    assert "Wrong, for which there is no tolerance:" in misquoted.stdout
    assert "part: citations, quotations exact" in misquoted.stdout


sound_ask = Product.ask


def one_character_off(product: Product, *arguments: Any) -> Given:
    """What the product gives, the first quotation of each answer one character further on."""
    given = sound_ask(product, *arguments)
    moved = [
        replace(one, start=one.start + 1, end=one.end + 1) for one in given.answer.citations[:1]
    ]
    citations = (*moved, *given.answer.citations[1:])
    return replace(given, answer=replace(given.answer, citations=citations))


@pytest.fixture
def gate(tmp_path: Path) -> Callable[..., Run]:
    """Runs `python -m eval check` with a baseline of twenty answers without a fault."""
    baseline = tmp_path / "baseline.json"
    run = written(tmp_path / "before.jsonl", lines(20))

    def check(*arguments: object) -> Run:
        given = ["check", "--baseline", str(baseline), *map(str, arguments)]
        return CliRunner().invoke(main, given)

    assert check("--write", run).exit_code == 0
    return check


def test_a_run_is_compared_without_asking(gate: Callable[..., Run], tmp_path: Path) -> None:
    same = gate(written(tmp_path / "same.jsonl", lines(20)))
    assert same.exit_code == 0, same.output
    worse = gate(written(tmp_path / "worse.jsonl", lines(20, measures={"points": 0.0})))
    assert worse.exit_code == 1
    assert "one: answers, gold points given" in fell(worse)
    assert "The gate is not passed" in worse.stdout


def test_an_unfinished_run_is_neither_compared_nor_written(
    gate: Callable[..., Run], tmp_path: Path
) -> None:
    before = (tmp_path / "baseline.json").read_text("utf-8")
    half = written(tmp_path / "half.jsonl", [line(1)], finished=False)
    for arguments in ((half,), ("--write", half)):
        run = gate(*arguments)
        assert run.exit_code == 2
        assert "it is not finished" in run.stderr
    assert (tmp_path / "baseline.json").read_text("utf-8") == before


def test_options_that_do_not_go_together(gate: Callable[..., Run], tmp_path: Path) -> None:
    run = gate(tmp_path / "before.jsonl", "--out", tmp_path / "more.jsonl")
    assert run.exit_code == 2
    assert "leave --out and --again away" in run.stderr
    assert gate("--again").exit_code == 2


def test_an_interrupted_run_that_is_not_kept_says_how_to_keep_it(
    gate: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[tuple[str, ...], Path, bool]] = []

    @click.command()
    @click.argument("sets", nargs=-1)
    @click.option("--out", type=click.Path(path_type=Path))
    @click.option("--again", is_flag=True)
    @click.pass_context
    def interrupted(ctx: click.Context, sets: tuple[str, ...], out: Path, again: bool) -> None:
        asked.append((sets, out, again))
        ctx.exit(130)

    monkeypatch.setattr("eval.run_command.run", interrupted)
    run = gate()
    assert run.exit_code == 130
    assert "name one with --out to go on there" in run.stderr
    kept = gate("--out", tmp_path / "run.jsonl", "--again")
    assert kept.exit_code == 130
    assert "temporary" not in kept.stderr
    assert asked[0][0] == tuple(str(ROOT / "eval" / "sets" / name) for name in SETS)
    assert not asked[0][1].parent.exists()
    assert asked[1][1:] == (tmp_path / "run.jsonl", True)


def test_sets_that_are_there_are_asked_and_none_put_aside() -> None:
    held = {path.parent.name for path in (ROOT / "eval" / "sets").glob("*/questions.jsonl")}
    assert set(SETS) <= {name for name in held if not is_set_aside(Path(name))}
    assert len(SETS) >= 4


def test_a_missing_baseline_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    given = ["check", "--baseline", str(tmp_path / "none.json")]
    run = CliRunner().invoke(main, given)
    assert run.exit_code == 2
    assert "none.json cannot be read" in run.stderr
    assert "check --write RUN" in run.stderr
