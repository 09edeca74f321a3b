"""The evaluation's command line: python -m eval."""

import click

from eval.baseline_file import BadBaseline
from eval.bench import BadBench
from eval.check_command import check
from eval.claims import BadClaims
from eval.clauses import BadClauses
from eval.compare_command import compare
from eval.filters import BadFilters
from eval.filters_command import filters
from eval.gate import NotForTheGate
from eval.lint_command import lint
from eval.out_file import BadOut
from eval.pairs import NoSuchSystem, NothingPairs
from eval.questions import BadQuestions
from eval.read_command import read
from eval.reader_command import reader
from eval.report_command import report
from eval.retrieval_command import retrieval, tune
from eval.run_command import run
from eval.run_file import BadRun
from eval.run_writer import RunExists
from eval.speed_command import speed
from eval.support_command import support
from eval.systems import NoSystem
from eval.terminal import INTERRUPTED
from index.errors import CommuniqueError

WRONG_INPUT = (
    *(BadQuestions, BadClauses, BadClaims, BadFilters, BadBench, BadRun, RunExists, NoSystem),
    *(NoSuchSystem, NothingPairs, NotForTheGate, BadBaseline, BadOut),
)


class Commands(click.Group):
    """A group that shows each of our errors as its message alone."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; exit with 2 for broken input, 130 for an interrupt."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("Stopped.", err=True)
            ctx.exit(INTERRUPTED)
        except CommuniqueError as error:
            click.echo(f"Error: {error}", err=True)
            ctx.exit(2 if isinstance(error, WRONG_INPUT) else 1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Evaluate Communiqué on questions with gold answers. No network, no LLM as a judge."""


for command in (
    *(run, compare, check, report, lint, retrieval),
    *(tune, read, reader, filters, support, speed),
):
    main.add_command(command)


if __name__ == "__main__":
    main(prog_name="python -m eval")
