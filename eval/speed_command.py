"""The commands that time reading, understanding, retrieval and answers: python -m eval speed."""

from pathlib import Path
from tempfile import TemporaryDirectory

import click

from eval.terminal import show_progress


@click.group(invoke_without_command=True)
@click.pass_context
def speed(context: click.Context) -> None:
    """Time reading, understanding, retrieval or answers; without a command, reading.

    The fastest of three rounds counts: the others were held up by something else.
    """
    if context.invoked_subcommand is None:
        context.invoke(reading)


@speed.command()
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
def reading(sources: tuple[Path, ...]) -> None:
    """Time reading and describing beside encoding, in one process, on the same releases.

    PATH is what `communique index add` takes. Default: the five releases and the invented ones.
    Encoding is done once, with the model loaded.
    """
    from assistant.settings import read_settings
    from eval.speed import DEFAULTS, measure, report
    from index.embed import load_embedder

    settings, _ = read_settings()
    embedder = load_embedder(settings.embed_model)
    click.echo(report(measure(sources or DEFAULTS, embedder, show_progress)))


@speed.command()
@click.argument("releases", nargs=-1, type=click.IntRange(20), metavar="[RELEASES]...")
def understanding(releases: tuple[int, ...]) -> None:
    """Time understanding a question in invented archives of so many RELEASES.

    Default: 100, 1,000 and 10,000; the largest takes a minute to invent.
    """
    from eval.speed_understand import SIZES, measure, report

    click.echo(report(measure(releases or SIZES, show_progress)))


@speed.command()
@click.argument("passages", nargs=-1, type=click.IntRange(100), metavar="[PASSAGES]...")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep the made-up archives in this folder, and take those that are there.",
)
@click.option("--questions", default=100, type=click.IntRange(1), help="How many are asked.")
def retrieval(passages: tuple[int, ...], folder: Path | None, questions: int) -> None:
    """Time searches in made-up archives of so many PASSAGES (default: 10,000 and 100,000).

    An archive of 100,000 passages takes minutes to make and 1 GB; keep it with --folder.
    """
    from eval.speed_retrieval import GOALS, measure, report
    from index.embed import PACKAGED, load_embedder

    with TemporaryDirectory() as temporary:
        for size in passages or tuple(GOALS):
            data = (folder or Path(temporary)) / str(size)
            model = load_embedder(PACKAGED)
            click.echo(report(measure(size, data, show_progress, questions, model=model)))


@speed.command()
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep the made-up archive in this folder, and take it when it is there.",
)
@click.option(
    "--each", default=6, show_default=True, type=click.IntRange(1), help="Questions of each kind."
)
@click.option(
    "--reranker",
    default="packaged",
    show_default=True,
    help="As in `communique`: packaged, small, none, or another.",
)
def answering(folder: Path | None, each: int, reranker: str) -> None:
    """Time whole answers in an archive of 10,000 passages, without a language model.

    The releases of the sets that are developed on stand among invented ones, and their questions
    are asked. The archive takes minutes to make; keep it with --folder.
    """
    from eval.speed_answer import SIZE, measure, report
    from index.embed import PACKAGED, load_embedder

    with TemporaryDirectory() as temporary:
        data = (folder or Path(temporary)) / f"answers-{SIZE}"
        model = load_embedder(PACKAGED)
        click.echo(report(measure(data, model, show_progress, each=each, reranker=reranker)))
