"""A language model behind llama-index: its reply as a stream, with time-outs and retries."""

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from queue import Empty, Queue
from threading import Event, Thread
from time import sleep
from typing import Any, Protocol

from assistant.model_failures import OutOfTime, Source, reason_of
from index.errors import ModelFailed

RETRIES = 2
"""Further tries after a refused connection, a full queue (429) or a failing server (5xx)."""
PAUSE = 0.5
"""Seconds before the first further try; doubled before the next."""
LONGEST_PAUSE = 10.0
"""Seconds that a server may ask for before the next try."""


class LanguageModel(Protocol):
    """What the writer and the reader need of a language model.

    A prompt is what the user and the model say in turn; the user begins and has the last word. No
    system message: some models' templates refuse one.
    """

    name: str

    def complete(self, prompt: Sequence[str]) -> str:
        """The whole reply to a prompt. Raises ModelFailed when there is none."""
        ...

    def stream(self, prompt: Sequence[str]) -> Iterator[str]:
        """The reply in pieces as they arrive. Raises ModelFailed when it fails or breaks off."""
        ...


@dataclass(frozen=True)
class Patience:
    """Seconds that are waited: for the first words, for the next ones, and for all of a reply.

    The first words take longest: a server may have to load the model, and has to read the prompt.
    """

    first: float = 90.0
    next: float = 30.0
    whole: float = 240.0


class Connection:
    """A model of llama-index, with time-outs, retries and messages that are the same for all."""

    def __init__(self, name: str, source: Source, llm: Any, patience: Patience) -> None:
        self.name, self.source, self.patience = name, source, patience
        self._llm = llm

    def complete(self, prompt: Sequence[str]) -> str:
        """The whole reply to a prompt. Raises ModelFailed when there is none."""
        return "".join(self.stream(prompt))

    def stream(self, prompt: Sequence[str]) -> Iterator[str]:
        """The reply in pieces. Raises ModelFailed, with what to do about it.

        A failure that may pass is tried again as long as nothing has arrived.
        """
        until = time.monotonic() + self.patience.whole
        for attempt in range(RETRIES + 1):
            begun = False
            try:
                for piece in self._pieces(prompt, until):
                    begun = True
                    yield piece
                return
            except _Failed as failed:
                error = failed.error
                if begun or attempt == RETRIES or not _passing(error):
                    raise ModelFailed(self.name, reason_of(error, self.source, begun)) from error
            sleep(_pause(error, attempt))

    def _pieces(self, prompt: Sequence[str], until: float) -> Iterator[str]:
        """The texts of the stream. Raises _Failed.

        A thread reads: a server that keeps the line open with empty events would hold us for ever.
        """
        arrived: Queue[Any] = Queue()
        left = Event()
        Thread(target=_read, args=(self._llm, prompt, arrived, left), daemon=True).start()
        wait = self.patience.first
        try:
            while True:
                try:
                    piece = arrived.get(timeout=max(0.0, min(wait, until - time.monotonic())))
                except Empty as error:
                    raise _Failed(OutOfTime(_waited(wait, until, self.patience))) from error
                if isinstance(piece, Exception):
                    raise _Failed(piece)
                if piece is None:
                    return
                if piece:
                    wait = self.patience.next
                    yield piece
        finally:
            left.set()


class _Failed(Exception):
    """What the client library raised, on its way to a message."""

    def __init__(self, error: Exception) -> None:
        self.error = error


def _read(llm: Any, prompt: Sequence[str], arrived: Queue[Any], left: Event) -> None:
    """Put the texts of a stream in the queue, then None at its regular end or what went wrong."""
    ended = heard = False
    try:
        for part in llm.stream_chat(_messages(prompt)):
            if left.is_set():
                return
            heard = True
            ended = ended or _is_end(part.raw)
            arrived.put(part.delta or "")
        missing: Exception = EOFError() if heard else ValueError("no chat completion")
        arrived.put(None if ended else missing)
    # the last barrier of a thread: each vendor's client has errors of its own, and the reader, who
    # raises what comes, would wait in vain for one that got lost
    except Exception as error:
        arrived.put(error)


def _messages(prompt: Sequence[str]) -> list[Any]:
    from llama_index.core.base.llms.types import ChatMessage, MessageRole

    roles = (MessageRole.USER, MessageRole.ASSISTANT)
    return [ChatMessage(text, role=roles[turn % 2]) for turn, text in enumerate(prompt)]


def _is_end(raw: Any) -> bool:
    """True for the part of a stream that says why it ends (OpenAI's form, then Anthropic's)."""
    if isinstance(raw, dict):
        return getattr(raw.get("delta"), "stop_reason", None) is not None
    return any(getattr(one, "finish_reason", None) for one in getattr(raw, "choices", None) or ())


def _waited(wait: float, until: float, patience: Patience) -> str:
    """How long was waited for what."""
    if time.monotonic() >= until:
        return f"did not end its reply within {patience.whole:g} seconds"
    if wait == patience.first:
        return f"sent no word within {patience.first:g} seconds"
    return f"stopped sending for {patience.next:g} seconds"


def _passing(error: Exception) -> bool:
    """True for a failure that may be over in a moment; a time-out has taken long enough."""
    names = {one.__name__ for one in type(error).__mro__}
    if names & {"APITimeoutError", "OutOfTime", "TimeoutException"}:
        return False
    status = getattr(error, "status_code", None) or 0
    return status == 429 or status >= 500 or "APIConnectionError" in names


def _pause(error: Exception, attempt: int) -> float:
    """Seconds before the next try: what the server asks for, within reason."""
    headers = getattr(getattr(error, "response", None), "headers", {})
    asked = str(headers.get("retry-after", ""))
    wanted = float(asked) if re.fullmatch(r"\d{1,4}", asked) else 0.0
    return min(max(wanted, PAUSE * float(2**attempt)), LONGEST_PAUSE)
