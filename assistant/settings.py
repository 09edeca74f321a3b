"""The settings of the product: default < environment variable < flag."""

import os
import re
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from index.errors import BadSetting

ENVIRONMENT = "COMMUNIQUE_"
FLAGS = {"embed_model": "--model"}
"""Flags that are shorter than their setting's name."""
YES, NO = ("yes", "true", "on", "1"), ("no", "false", "off", "0")
"""What a setting that is on or off may be given as."""
SWITCHES = ("llm_reads", "upload")
NUMBERS = {"port": (65535, "a port number"), "queue": (1000, "a number of questions")}
"""The largest value of a setting, and what it is called."""
ROOT_PATH = re.compile(
    r"(?!/(?:r|api|report|upload|config|assets|static|gradio_api)(?:/|$))(?:/[\w.~-]+)+", re.ASCII
)
"""What is asked there would be taken for one of the app's own addresses, whose names are left out."""


ROOT_PATH_WANTED = (
    "a path such as /communique, without a last stroke, that does not begin with one of the app's "
    "own, such as /r or /api"
)


@dataclass(frozen=True)
class Settings:
    """Everything that can be set; `communique settings` prints each value and its origin."""

    data: Path = field(default_factory=lambda: user_data_path("communique"))
    """Folder of the archive store and the index."""
    embed_model: str = "packaged"
    """Embedding model: `packaged`, or a sentence-transformers name or path."""
    reranker: str = "packaged"
    """Cross-encoder that reads what is found: `packaged`, `small` (its faster half), `none`, or a
    sentence-transformers name or path."""
    llm: str = ""
    """Language model: its name on an OpenAI-compatible server, `openai:NAME` or `anthropic:NAME`."""
    llm_url: str = "http://127.0.0.1:8080/v1"
    """Address of that server. Keys are read from OPENAI_API_KEY and ANTHROPIC_API_KEY alone."""
    llm_reads: bool = False
    """Whether that model also helps to read the question; nothing without a model."""
    host: str = "127.0.0.1"
    """Address the app listens on."""
    port: int = 7860
    """Port the app listens on, 1 to 65535."""
    root_path: str = ""
    """Path that the app stands under behind a proxy, such as /communique; empty for none."""
    queue: int = 40
    """Questions that wait at most, 1 to 1000; a further one is told to come back."""
    upload: bool = False
    """Whether visitors may add releases to the archive."""


def read_settings(**flags: object) -> tuple[Settings, dict[str, str]]:
    """The settings in force, and for each the place it came from.

    Args:
        flags: values given on the command line; None means not given.

    Raises:
        BadSetting: a value of the wrong form.
    """
    settings, origin = Settings(), {}
    for each in fields(Settings):
        variable = ENVIRONMENT + each.name.upper()
        value, source = getattr(settings, each.name), "default"
        if os.environ.get(variable):
            value, source = os.environ[variable], variable
        if flags.get(each.name) is not None:
            value, source = (
                flags[each.name],
                FLAGS.get(each.name, f"--{each.name.replace('_', '-')}"),
            )
        changed: dict[str, Any] = {each.name: _typed(each.name, value, source)}
        settings = replace(settings, **changed)
        origin[each.name] = source
    return settings, origin


def _typed(name: str, value: object, source: str) -> object:
    if name == "data":
        return Path(str(value)).expanduser().absolute()
    if name in NUMBERS:
        last, wanted = NUMBERS[name]
        if not re.fullmatch(r"[0-9]{1,5}", str(value)) or not 1 <= int(str(value)) <= last:
            raise BadSetting(source, str(value), f"{wanted} from 1 to {last}")
        return int(str(value))
    if name in SWITCHES:
        if str(value).lower() not in YES + NO:
            raise BadSetting(source, str(value), "yes or no")
        return str(value).lower() in YES
    if name == "root_path" and value and not ROOT_PATH.fullmatch(str(value)):
        raise BadSetting(source, str(value), ROOT_PATH_WANTED)
    return str(value)
