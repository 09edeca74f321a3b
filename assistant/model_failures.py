"""Why a language model gave no usable reply, in words that tell what to do about it.

The words are ours alone: a server's own may hold the key, or anything else.
"""

import re
from dataclasses import dataclass

TOO_LONG = re.compile(
    r"context|too long|too large|too many tokens|maximum.{0,20}(?:length|tokens)|exceed", re.DOTALL
)
NO_MODEL = re.compile(
    r"model.{0,80}(?:not found|not exist|unknown|invalid|no such)|(?:unknown|invalid|no such).{0,20}model",
    re.DOTALL,
)
TIMED_OUT = {"APITimeoutError", "TimeoutException"}
BROKEN = {"EOFError", "TransportError"}


class OutOfTime(Exception):
    """What was waited for in vain, in words that follow the server's address."""


@dataclass(frozen=True)
class Source:
    """Where a model is served, and the variable of its key; `vendor` for a company's own service."""

    url: str
    key: str
    vendor: bool = False


def reason_of(error: Exception, source: Source, begun: bool) -> str:
    """Why there is no reply and what to do; `begun` is true when some of it has arrived.

    The clients of OpenAI and Anthropic are made alike; their errors are known by name, so that
    neither package is needed here.
    """
    names = {one.__name__ for one in type(error).__mro__}
    status = int(getattr(error, "status_code", 0) or 0)
    status = status if status >= 400 else 0  # an error inside a stream comes with 200
    if isinstance(error, OutOfTime):
        return f"{source.url} {error}; a smaller model may do."
    if names & TIMED_OUT:
        return f"{source.url} sent nothing for too long; a smaller model may do."
    if status or _told(error):
        return _refusal(status, _told(error), source)
    if begun or names & BROKEN:
        return f"the reply of {source.url} broke off."
    if "APIConnectionError" in names:
        advice = (
            "is there a network?"
            if source.vendor
            else "start that server or set COMMUNIQUE_LLM_URL."
        )
        return f"{source.url} cannot be reached; {advice}"
    return f"{source.url} sent something that is no chat completion."


def _told(error: Exception) -> str:
    """What the server says of the error, for reading only; empty where it says nothing."""
    return str(getattr(error, "body", "") or "").lower()


def _refusal(status: int, told: str, source: Source) -> str:
    """What a server's error means; status 0 is an error inside a stream."""
    code = f" ({status})" if status else ""
    if status in (401, 403):
        return f"{source.url} refused the key{code}; set {source.key} to a valid one."
    if status == 404 or (status in (0, 400, 422) and NO_MODEL.search(told)):
        wanted = "COMMUNIQUE_LLM" if source.vendor else "COMMUNIQUE_LLM or COMMUNIQUE_LLM_URL"
        return f"{source.url} has no such model or address{code}; set {wanted}."
    if status in (0, 400, 413, 422) and TOO_LONG.search(told):
        return (
            f"the selected sentences are too long for its context{code}; "
            "serve it with a longer one, or set another model."
        )
    if status == 429:
        return f"{source.url} is busy or the key's quota is used up{code}; ask again later."
    if status:
        return f"{source.url} answered with the error {status}."
    return f"the reply of {source.url} broke off with an error."
