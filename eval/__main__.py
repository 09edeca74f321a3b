"""The evaluation's command line: python -m eval."""

import sys
from pathlib import Path
from typing import TextIO

import click

from eval.bench import BadBench
from eval.clauses import BadClauses
from eval.filters import BadFilters
from eval.lint_command import lint
from eval.out_file import BadOut
from eval.question_sets import QuestionSet, question_set
from eval.questions import BadQuestions, Question, check_gold, load_questions
from eval.read_command import read
from eval.retrieval_command import retrieval, tune
from eval.run import QUESTIONS, Result, ask_all, json_line, newest_day
from eval.run_file import RunExists
from eval.speed_command import speed
from eval.terminal import INTERRUPTED, opened, show_progress, written
from index.errors import CommuniqueError

WRONG_INPUT = (BadQuestions, BadClauses, BadFilters, BadBench, BadOut, RunExists)


class Commands(click.Group):
    """A group that shows each of our errors as its message alone."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; exit with 2 for broken input, 130 for an interrupt."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo(
                "Stopped; no figures of a set of which not all questions were asked.", err=True
            )
            ctx.exit(INTERRUPTED)
        except CommuniqueError as error:
            click.echo(f"Error: {error}", err=True)
            ctx.exit(2 if isinstance(error, WRONG_INPUT) else 1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Evaluate Communiqué on questions with gold answers. No network, no LLM as a judge."""


@main.command()
@click.argument(
    "sets", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[QUESTIONS]..."
)
@click.option(
    "--releases",
    multiple=True,
    metavar="PATH",
    type=click.Path(exists=True, path_type=Path),
    help="Release file or folder of releases to ask every set over; may be repeated. "
    "Default: releases/ beside the questions, or where there is none the five releases in seeds/.",
)
@click.option("--only", multiple=True, metavar="KIND", help="Ask this kind only; may be repeated.")
@click.option(
    "--limit", type=click.IntRange(1), metavar="N", help="Ask the first N questions of each set."
)
@written("--json", "json_file", "Write one line of JSON per question to FILE, in the order asked.")
@click.option(
    "--show-failures",
    is_flag=True,
    help="List each question with a fault: what was expected, what was given. "
    "Nothing is listed of a set put aside.",
)
def run(
    sets: tuple[Path, ...],
    releases: tuple[Path, ...],
    only: tuple[str, ...],
    limit: int | None,
    json_file: Path | None,
    show_failures: bool,
) -> None:
    """Ask every question of one or more sets, and print the figures of each and of all together.

    QUESTIONS is a file, or a folder that holds questions.jsonl and releases/. A line is a JSON
    object: id, kind, turns (the last one is asked, the others lead up to it), today, answerable,
    status, gold_answer, gold_points, forbidden_points, gold_paragraphs, not_agreed. Default: the
    questions on the five releases in seeds/. Of what has "set_aside" in its name only totals are
    shown.

    The releases of a set are indexed in a temporary folder; an index of yours is not touched. Embedding
    model and language model are those of the settings (COMMUNIQUE_EMBED_MODEL, COMMUNIQUE_LLM).

    \b
    Retrieval      R@5, RR@10, nDCG@10 of numbered paragraphs, by ir-measures
    Citations      precision: share of the cited passages that are gold;
                   recall: share of the gold groups that are cited
    Gold points    share of the short facts that the answer's text gives
    Act mix-up     a quotation shown as agreed where the release does not say so
    Wrong refusal  an answerable question that was refused
    Refusals       precision: share of the refusals and contradictions that are right;
                   recall: share of the unanswerable questions that are rightly refused
    Wrong answer   an unanswerable question that was answered

    Exit status: 0 all asked, 1 an error, 2 broken questions or options, 130 interrupted.
    """
    from eval.report import failures, report

    named = dict.fromkeys(question_set(path, releases) for path in sets or (QUESTIONS.parent,))
    chosen = _chosen({one: load_questions(one.questions) for one in named}, only, limit)
    results: list[Result] = []
    with opened(json_file) as lines:
        for one, questions in chosen.items():
            found = _results(one, questions, lines)
            click.echo(report(found, by_kind=not one.is_set_aside))
            if show_failures and not one.is_set_aside:
                click.echo(f"\n{failures(found)}")
            click.echo("\n" * (len(chosen) > 1), nl=False)
            results += found
    if len(chosen) > 1:
        click.echo(f"All {len(chosen)} sets together: {len(results)} questions\n")
        click.echo(report(results, by_kind=not any(one.is_set_aside for one in chosen)))


@main.command()
@click.argument(
    "files",
    nargs=-1,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="[FILE]...",
)
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


main.add_command(speed)
main.add_command(retrieval)
main.add_command(tune)
main.add_command(read)
main.add_command(lint)


def _chosen(
    sets: dict[QuestionSet, list[Question]], only: tuple[str, ...], limit: int | None
) -> dict[QuestionSet, list[Question]]:
    """The questions of each set that are asked, without the sets that have none of them."""
    kinds = {question.kind: None for questions in sets.values() for question in questions}
    unknown = [kind for kind in only if kind not in kinds]
    if unknown:
        raise click.BadParameter(
            f"no question is of kind {', '.join(unknown)}; the kinds are {', '.join(kinds)}",
            param_hint="--only",
        )
    chosen = {
        one: [question for question in questions if not only or question.kind in only][:limit]
        for one, questions in sets.items()
    }
    return {one: questions for one, questions in chosen.items() if questions}


def _results(asked: QuestionSet, questions: list[Question], lines: TextIO | None) -> list[Result]:
    """Index the releases, ask the questions, write a line for each as it is answered."""
    from eval.run import temporary_assistant

    results = []
    with temporary_assistant(asked.releases, show_progress) as (assistant, settings):
        check_gold(asked.questions, questions, assistant.archive)
        today = newest_day(assistant.archive)
        click.echo(
            f"{len(questions)} questions of {asked.name} over "
            f"{len(assistant.archive.releases())} releases; today is {today or 'not known'} "
            f"where a question names no day\n"
            f"Embedding model: {settings.embed_model}; "
            f"language model: {settings.llm or 'none'}\n"
        )
        steps = ask_all(assistant, questions, today)
        label = f"Asking {asked.name}"
        with click.progressbar(steps, len(questions), label, file=sys.stderr) as bar:
            for result in bar:
                results.append(result)
                if lines:
                    print(json_line(result, asked.name, asked.is_set_aside), file=lines, flush=True)
    return results


if __name__ == "__main__":
    main(prog_name="python -m eval")
