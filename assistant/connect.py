"""The language model that is set: any OpenAI-compatible server, OpenAI, or Anthropic."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from assistant.model import Connection, LanguageModel, Patience
from assistant.model_failures import Source
from assistant.settings import Settings
from index.errors import BadSetting, KeyMissing, PackageMissing

PATIENCE = Patience()
WEB_ADDRESS = re.compile(r"https?://(?:\[[\da-f:.]+\]|[^\s/:@]+)(?::\d{1,5})?(?:/\S*)?")
MAX_TOKENS = 4096
"""What Anthropic has to be told of a reply's length; more than any answer needs."""


@dataclass(frozen=True)
class Vendor:
    """A company's service: where it is, the variable of its key, and how its client is made."""

    source: Source
    make: Callable[[str, str, str, Patience], Any]


def connect(settings: Settings, patience: Patience = PATIENCE) -> LanguageModel | None:
    """The model that is set, None when none is; nothing is sent yet.

    Raises:
        BadSetting: the address is no web address.
        PackageMissing, KeyMissing: the vendor that is named needs them.
    """
    if not settings.llm:
        return None
    vendor, _, model = settings.llm.partition(":")
    if vendor in VENDORS and model:
        return _of_vendor(vendor, model, patience)
    if not WEB_ADDRESS.fullmatch(settings.llm_url):
        wanted = "an address such as http://127.0.0.1:8080/v1"
        raise BadSetting("COMMUNIQUE_LLM_URL", settings.llm_url, wanted)
    source = Source(settings.llm_url, "OPENAI_API_KEY")
    llm = _openai(settings.llm, source.url, _key(source) or "none", patience)
    return Connection(settings.llm, source, llm, patience)


def _of_vendor(vendor: str, model: str, patience: Patience) -> Connection:
    name, source = f"{vendor}:{model}", VENDORS[vendor].source
    if not _key(source):
        raise KeyMissing(name, source.key)
    try:
        llm = VENDORS[vendor].make(model, source.url, _key(source), patience)
    except ModuleNotFoundError as error:
        raise PackageMissing(name, f"communique[{vendor}]") from error
    return Connection(name, source, llm, patience)


def _key(source: Source) -> str:
    return os.environ.get(source.key, "").strip()


def _openai(model: str, url: str, key: str, patience: Patience) -> Any:
    """OpenAILike for OpenAI, too: it takes models that the package does not know yet."""
    # no retries inside: llama-index would repeat those of the client (3 x 2 requests)
    return import_module("llama_index.llms.openai_like").OpenAILike(
        model=model,
        api_base=url,
        api_key=key,
        is_chat_model=True,
        temperature=0.0,
        timeout=patience.first,
        max_retries=0,
    )


def _anthropic(model: str, url: str, key: str, patience: Patience) -> Any:
    return import_module("llama_index.llms.anthropic").Anthropic(
        model=model,
        base_url=url,
        api_key=key,
        temperature=0.0,
        max_tokens=MAX_TOKENS,
        timeout=patience.first,
        max_retries=0,
    )


VENDORS = {
    "openai": Vendor(Source("https://api.openai.com/v1", "OPENAI_API_KEY", True), _openai),
    "anthropic": Vendor(Source("https://api.anthropic.com", "ANTHROPIC_API_KEY", True), _anthropic),
}
"""By the word that stands before the colon in COMMUNIQUE_LLM."""
