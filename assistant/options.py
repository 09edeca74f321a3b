"""The settings as command-line options, the same words on every command."""

from collections.abc import Callable
from typing import Any

import click

from assistant.settings import FLAGS, Settings, read_settings

HELP = {
    "data": ("FOLDER", "Folder of the archive store and the index."),
    "embed_model": ("MODEL", "Embedding model: packaged, or a sentence-transformers name or path."),
    "llm": (
        "MODEL",
        "Language model on an OpenAI-compatible server; without one answers are quotations.",
    ),
    "llm_url": ("URL", "Address of that server."),
    "host": ("ADDRESS", "Address to listen on."),
    "port": ("NUMBER", "Port to listen on."),
}


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
    """The settings in force. Raises BadSetting for a value of the wrong form."""
    return read_settings(**flags)[0]
