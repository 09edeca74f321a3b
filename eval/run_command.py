"""The command that asks: python -m eval run."""

import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from assistant.settings import read_settings
from eval.question_sets import QuestionSet, question_set
from eval.questions import Question, check_gold, load_questions
from eval.report import failures, report
from eval.run import QUESTIONS, Asked, Indexed, ask, newest_day, temporary_index
from eval.run_file import Line
from eval.run_head import digest, head, peak_memory_mib
from eval.run_writer import RunWriter, startable
from eval.systems import SYSTEMS, Systems, chosen_systems, reader_name
from eval.terminal import INTERRUPTED, QUESTION_SETS, show_progress, written

HELP = """Ask every question of one or more sets, and print the figures of each and of all together.

QUESTIONS is a file, or a folder that holds questions.jsonl and releases/. A line is a JSON
object: id, kind, turns (the last one is asked, the others lead up to it), today, answerable,
status, gold_answer, short_answer, gold_points, forbidden_points, gold_paragraphs, not_agreed.
Default: the questions on the five releases in seeds/. Of what has "set_aside" in its name
only figures are shown and written.

The releases of a set are indexed in a temporary folder; an index of yours is not touched.
Models are those of the settings (COMMUNIQUE_EMBED_MODEL, COMMUNIQUE_RERANKER, COMMUNIQUE_LLM).

\b
default        the product without a language model; no-reader: without reader
               model, too; llm: with the language model that is set
alone          default, each question as if it were the first
bm25, dense, rrf, vanilla
               plain searches over the same passages: the best three are the
               answer, never a refusal; they know the last turn as typed only

\b
Retrieval      R@5, RR@10, nDCG@10 of numbered paragraphs, by ir-measures
Citations      precision: share of the cited passages that are gold;
               recall: share of the gold groups that are cited;
               support: share of the statements that their citations carry
Gold points    share of the short facts that the answer's text gives
Short answer   the value given beside the gold one, where that is short
Act mix-up     a quotation shown as agreed where the release does not say so
Wrong refusal  an answerable question that was refused
Refusals       precision: share of the refusals and contradictions that are right;
               recall: share of the unanswerable questions that are rightly refused
Wrong answer   an unanswerable question that was answered

Exit status: 0 all asked, 1 an error, 2 broken questions or options, 130 interrupted.
"""


@click.command(help=HELP)
@QUESTION_SETS
@click.option(
    "--releases",
    multiple=True,
    metavar="PATH",
    type=click.Path(exists=True, path_type=Path),
    help="Release file or folder of releases to ask every set over; may be repeated. "
    "Default: releases/ beside the questions, or where there is none the five releases in seeds/.",
)
@click.option(
    "--system",
    "names",
    multiple=True,
    metavar="NAME",
    help=f"{', '.join(SYSTEMS)}; may be repeated. Default: default; all: every one that can run "
    "with the settings in force.",
)
@click.option("--only", multiple=True, metavar="KIND", help="Ask this kind only; may be repeated.")
@click.option(
    "--limit", type=click.IntRange(1), metavar="N", help="Ask the first N questions of each set."
)
@written(
    "--out",
    "out",
    "Write the run to FILE: a head, one line of JSON per question and system, an end. An "
    "unfinished run that is there goes on where it stopped.",
)
@click.option("--again", is_flag=True, help="Start the run in --out FILE over.")
@click.option(
    "--show-failures",
    is_flag=True,
    help="List each answer with a fault: what was expected, what was given. "
    "Nothing is listed of a set put aside.",
)
@click.pass_context
def run(
    ctx: click.Context,
    sets: tuple[Path, ...],
    releases: tuple[Path, ...],
    names: tuple[str, ...],
    only: tuple[str, ...],
    limit: int | None,
    out: Path | None,
    again: bool,
    show_failures: bool,
) -> None:
    """Ask, write and show; its help is HELP."""
    settings, _ = read_settings()
    systems = chosen_systems(names, settings)
    chosen = _chosen(_loaded(sets, releases), only, limit)
    if again and not out:
        raise click.UsageError("--again needs --out FILE: nothing else would be started over.")
    options = {"limit": limit, "only": list(only)}
    if out:  # a wrong name, or another run, is told of before anything is indexed
        startable(out, again, head(systems, [], options, settings))
    lines: list[Line] = []
    try:
        with ExitStack() as stack:
            start = time.perf_counter()
            indexed = {one: _indexed(stack, one, asked) for one, asked in chosen.items()}
            writer = None
            if out:
                sets_told = [_told(one, asked, indexed[one]) for one, asked in chosen.items()]
                held = head(systems, sets_told, options, settings)
                writer = stack.enter_context(RunWriter(out, held, again))
                lines += writer.lines
            for one, asked in chosen.items():
                own = _ask_set(one, asked, indexed[one], systems, lines, writer)
                _show(one, own, show_failures, several=len(chosen) > 1)
            if writer:
                writer.finish(time.perf_counter() - start, peak_memory_mib())
    except KeyboardInterrupt:
        wanted = len(systems) * sum(map(len, chosen.values()))
        click.echo(_stopped(len(lines), wanted, out), err=True)
        ctx.exit(INTERRUPTED)
    if len(chosen) > 1:
        click.echo(f"All {len(chosen)} sets together: {sum(map(len, chosen.values()))} questions\n")
        click.echo(report(lines))
    click.echo(f"Peak memory: {peak_memory_mib():.0f} MiB")


def _loaded(paths: Sequence[Path], releases: Sequence[Path]) -> dict[QuestionSet, list[Question]]:
    """The questions of each set; two sets of one name could not be told apart."""
    sets = list(
        dict.fromkeys(question_set(path, releases) for path in paths or (QUESTIONS.parent,))
    )
    names = [one.name for one in sets]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise click.BadParameter(
            f"two sets are called {', '.join(twice)}; ask them in two runs, or rename one",
            param_hint="QUESTIONS",
        )
    return {one: load_questions(one.questions) for one in sets}


def _chosen(
    sets: dict[QuestionSet, list[Question]], only: tuple[str, ...], limit: int | None
) -> dict[QuestionSet, list[Asked]]:
    """The questions of each set that are asked, without the sets that have none of them."""
    kinds = {question.kind: None for questions in sets.values() for question in questions}
    unknown = [kind for kind in only if kind not in kinds]
    if unknown:
        raise click.BadParameter(
            f"no question is of kind {', '.join(unknown)}; the kinds are {', '.join(kinds)}",
            param_hint="--only",
        )
    chosen = {
        one: [
            Asked(one.name, place, question, one.is_set_aside)
            for place, question in enumerate(questions, start=1)
            if not only or question.kind in only
        ][:limit]
        for one, questions in sets.items()
    }
    return {one: asked for one, asked in chosen.items() if asked}


def _indexed(stack: ExitStack, one: QuestionSet, asked: Sequence[Asked]) -> Indexed:
    """The releases of a set, indexed until the stack is left; its gold is looked for in them."""
    indexed = stack.enter_context(temporary_index(one.releases, show_progress))
    check_gold(one.questions, [each.question for each in asked], indexed.archive)
    return indexed


def _told(one: QuestionSet, asked: Sequence[Asked], indexed: Indexed) -> dict[str, Any]:
    """A set as the head of a run file tells of it."""
    return {
        "name": one.name,
        "questions": len(asked),
        "releases": len(indexed.archive.releases()),
        "stamp": indexed.stamp,
        "questions_sha256": digest(one.questions),
        "set_aside": one.is_set_aside,
    }


def _ask_set(
    one: QuestionSet,
    questions: Sequence[Asked],
    indexed: Indexed,
    names: Sequence[str],
    lines: list[Line],
    writer: RunWriter | None,
) -> list[Line]:
    """The lines of a set, in the order asked; those that are not there yet are asked and written."""
    archive, there = indexed.archive, {line.key for line in lines}
    today = newest_day(archive)
    wanted = [(asked, name) for asked in questions for name in names]
    left = [each for each in wanted if (one.name, each[0].place, each[1]) not in there]
    click.echo(_heading(one, questions, indexed, names, len(wanted) - len(left)))
    systems = Systems(archive, indexed.settings, show_progress)
    with click.progressbar(left, label=f"Asking {one.name}", file=sys.stderr) as bar:
        for asked, name in bar:
            line = ask(name, systems.system(name), asked, archive, today)
            lines.append(line)
            if writer:
                writer.write(line)
    return [line for line in lines if line.set == one.name]


def _heading(
    one: QuestionSet,
    questions: Sequence[Asked],
    indexed: Indexed,
    names: Sequence[str],
    there: int,
) -> str:
    settings = indexed.settings
    today = newest_day(indexed.archive) or "not known"
    heading = (
        f"{len(questions)} questions of {one.name} over {len(indexed.archive.releases())} "
        f"releases; today is {today} where a question names no day\n"
        f"Embedding model: {settings.embed_model}; "
        f"reader model: {reader_name(settings)}; "
        f"language model: {settings.llm if 'llm' in names else 'none'}\n"
    )
    if list(names) != ["default"]:
        heading += f"Systems: {', '.join(names)}\n"
    if there:
        heading += f"{there} of {len(questions) * len(names)} answers were there already\n"
    return heading


def _show(one: QuestionSet, lines: Sequence[Line], show_failures: bool, several: bool) -> None:
    click.echo(report(lines))
    if show_failures and not one.is_set_aside:
        click.echo(f"\n{failures(lines)}")
    click.echo("\n" * several, nl=False)


def _stopped(done: int, wanted: int, out: Path | None) -> str:
    if not out:
        return "Stopped; no figures of a set of which not all questions were asked."
    return (
        f"Stopped after {done} of {wanted} answers. The same command, without --again, goes on "
        f"after those in {out}."
    )
