"""Settings and filters as command-line options, the same words on every command."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from assistant.settings import FLAGS, Settings, read_settings

if TYPE_CHECKING:
    from index.records import Filters
    from index.store import Archive

HELP = {
    "data": ("FOLDER", "Folder of the archive store and the index."),
    "embed_model": ("MODEL", "Embedding model: packaged, or a sentence-transformers name or path."),
    "reranker": (
        "MODEL",
        "Cross-encoder that reads what is found: packaged, small (its faster half), none, or a "
        "sentence-transformers name or path.",
    ),
    "llm": (
        "MODEL",
        "Language model: its name on an OpenAI-compatible server, or openai:NAME or anthropic:NAME; "
        "without one answers are quotations.",
    ),
    "llm_url": ("URL", "Address of that server; keys are read from the environment only."),
    "llm_reads": ("YES|NO", "Whether that model also helps to read the question; default: no."),
    "host": ("ADDRESS", "Address to listen on."),
    "port": ("NUMBER", "Port to listen on."),
    "root_path": ("PATH", "Path that the app stands under behind a proxy, such as /communique."),
    "queue": ("NUMBER", "Questions that wait at most; further ones are told to come back."),
    "upload": ("YES|NO", "Whether visitors may add releases to the archive; default: no."),
}
FILTERS = (
    (
        "--from",
        "first",
        "DATE",
        False,
        "Only what happened on this day or later: 2021, 2021-03-30.",
    ),
    ("--to", "last", "DATE", False, "Only what happened on this day or earlier."),
    ("--country", "countries", "COUNTRY", True, "Only releases on it: ISO code or English name."),
    ("--board", "boards", "BOARD", True, "Only releases of this board."),
    ("--meeting", "meetings", "NAME", True, "Only releases on meetings of this series."),
    ("--act", "acts", "ACT", True, "Only sentences that tell of this act, like agreed."),
    ("--release", "releases", "ID", True, "Only this release."),
)
"""Flag, name, value, whether it may be given again (any one then has to fit), and its help."""

WITHOUT = "Leave out this part of how the question was read, like period. May be given again."


def filters(command: Any) -> Any:
    """Adds the options that limit what is searched to a command."""
    for flag, name, metavar, again, words in reversed(FILTERS):
        words += " May be given again." if again else ""
        command = click.option(flag, name, metavar=metavar, multiple=again, help=words)(command)
    return command


def chosen_from(flags: dict[str, Any], archive: "Archive") -> "Filters":
    """The filters that are set, by the flags that set them. Raises BadFilter or BadSetting."""
    from assistant.chosen import read_filters

    return read_filters(archive, **{name: flags[name] for _, name, *_ in FILTERS})


def left_out(command: Any) -> Any:
    """Adds the option that leaves out parts of how a question was read to a command."""
    option = click.option("--without", metavar="PART", multiple=True, help=WITHOUT)
    return option(command)


def left_out_from(flags: dict[str, Any]) -> tuple[str, ...]:
    """The keys of the parts to leave out. Raises BadPart."""
    from assistant.left_out import read_left_out

    return read_left_out(flags["without"])


def shared(*names: str) -> Callable[[Any], Any]:
    """Adds the options of these settings to a command."""

    def add(command: Any) -> Any:
        for name in reversed(names):
            metavar, words = HELP[name]
            variable = f"COMMUNIQUE_{name.upper()}"
            option = click.option(
                FLAGS.get(name, f"--{name.replace('_', '-')}"),
                name,
                metavar=metavar,
                help=f"{words} [{variable}]",
            )
            command = option(command)
        return command

    return add


def settings_from(flags: dict[str, Any]) -> Settings:
    """The settings in force, other flags passed over. Raises BadSetting for a wrong value."""
    return read_settings(**{name: value for name, value in flags.items() if name in HELP})[0]
