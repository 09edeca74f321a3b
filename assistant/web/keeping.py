"""The conversations that a visitor's browser keeps: the menu, and what page and server tell.

After each answered question the page is sent what became of the conversation, and stores it. A page
that is loaded, or a conversation that is opened from the menu, sends its turns back. The server
forgets all of it with the visitor's page.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from assistant.web.answering import Turns, messages
from assistant.web.conversation_file import conversation_records, conversation_text
from assistant.web.kept import kept, revived
from assistant.web.quoted import Stored
from assistant.web.source_panel import EMPTY

if TYPE_CHECKING:
    import gradio
    from gradio.events import Dependency

    from index.store import Archive

SCRIPTS = [Path(__file__).with_name(name) for name in ("conversations.js", "conversations_list.js")]
"""They run as one, in this order."""
MENU = Path(__file__).with_name("conversations.html")
LONGEST = 6_000_000
"""Characters of a conversation that is opened: more than a browser keeps."""
WAIT = """async (...inputs) => {
  for (let tries = 0; !window.keptConversations && tries < 400; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 25));
  return [window.keptConversations?.VALUE ?? "", ...inputs.slice(1)];
}"""
"""Runs before an event: its first input is what the page says, once its script is there."""
BEGIN = "() => { window.keptConversations?.begin(); return []; }"
TELL = "(sent) => window.keptConversations?.hear(sent)"
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "queue": False}
"""How every event between page and server runs: unseen, and at once."""


@dataclass(frozen=True)
class Held:
    """What the page was sent last: the name that both have for the conversation, and its turns."""

    handle: str = ""
    turns: Turns = ()


def named() -> Held:
    """A conversation without turns, under a name of its own."""
    return Held(token_hex(8))


@dataclass(frozen=True)
class Shown:
    """The components that show a conversation, and the state that holds it."""

    chat: "gradio.Chatbot"
    turns: "gradio.State"
    source: "gradio.HTML"


def conversations_menu() -> "gradio.HTML":
    """The button that opens the list of conversations, and the list; the page fills it."""
    import gradio as gr

    return gr.HTML(
        MENU.read_text("utf-8"),
        elem_id="conversations",
        apply_default_css=False,
        js_on_load="\n".join(script.read_text("utf-8") for script in SCRIPTS),
    )


def keep(
    archive: "Archive",
    page: "gradio.Blocks",
    menu: "gradio.HTML",
    shown: Shown,
    running: "Sequence[Dependency]",
    clear: "gradio.Button",
) -> Callable[["Dependency"], None]:
    """What is to be called with every event that changes the turns: the browser then follows.

    Args:
        menu: what `conversations_menu` made.
        running: the events that end where another conversation is opened.
        clear: the button that begins a new conversation.
    """
    import gradio as gr

    said = gr.Textbox(visible="hidden", label="From the page")
    sent = gr.Textbox(visible="hidden", label="To the page")
    held = gr.State(Held())

    def given(said: str, before: Held) -> list[Any]:
        page, turns, message = opened(archive, said)
        if page is None:
            # what is begun on a page has one name, however many events tell of it at once
            begun = gr.skip() if before.handle else named()
            return [gr.skip(), gr.skip(), gr.skip(), begun, message]
        return [page, turns, EMPTY, Held(json.loads(message)["handle"], turns), message]

    inputs, outputs = [said, held], [shown.chat, shown.turns, shown.source, held, sent]
    loaded = page.load(given, inputs, outputs, js=WAIT.replace("VALUE", "first()"), **QUIET)
    chosen = menu.submit(
        given,
        inputs,
        outputs,
        js=WAIT.replace("VALUE", "chosen()"),
        cancels=list(running),
        **QUIET,
    )
    _download(archive, menu, shown.turns)
    clear.click(named, None, held, js=BEGIN, **QUIET)
    for event in (loaded, chosen):
        event.then(None, sent, None, js=TELL, **QUIET)

    def after(event: "Dependency") -> None:
        told = event.then(
            followed,
            [said, shown.turns, held],
            [sent, held],
            js=WAIT.replace("VALUE", "state()"),
            **QUIET,
        )
        told.then(None, sent, None, js=TELL, **QUIET)

    return after


def _download(archive: "Archive", menu: "gradio.HTML", turns: "gradio.State") -> None:
    """Let the page save the conversation as a file, where the menu asks for one."""
    import gradio as gr

    def saved(turns: Turns, event: gr.EventData) -> str:
        return saved_file(archive, turns, event._data["kind"], date.today())

    file = gr.Textbox(visible="hidden", label="File")
    made = menu.download(saved, turns, file, **QUIET)
    made.then(None, file, None, js="(file) => window.keptConversations?.save(file)", **QUIET)


def followed(said: str, turns: Turns, held: Held) -> tuple[str, Held]:
    """What the page is told once the turns have changed, and what it was told.

    Only turns that the page has not been sent yet are in the message, and how many it has to keep
    of those before.

    Args:
        said: which state of the page this belongs to; the page compares it.
    """
    if not turns:
        return "", held
    same = 0
    for one, other in zip(turns, held.turns, strict=False):
        if one is not other and one != other:
            break
        same += 1
    handle = held.handle or token_hex(8)
    message = {
        "state": said[:20],
        "handle": handle,
        "from": same,
        "turns": [kept(turn) for turn in turns[same:]],
    }
    return json.dumps(message), Held(handle, turns)


def opened(archive: "Archive", said: str) -> tuple[list[dict[str, str]] | None, Turns, str]:
    """The messages and turns of a conversation that the page sends back, and what it is told.

    No messages where the page has nothing to open, or more than can be read.
    """
    wanted = _wanted(said)
    if wanted is None:
        return None, (), "" if len(said) <= LONGEST else json.dumps({"failed": "too long"})
    stored = Stored(archive)
    turns = tuple(revived(text, stored) for text in wanted["texts"])
    message = {"state": wanted["state"][:20], "handle": token_hex(8), "opened": len(turns)}
    return messages(turns), turns, json.dumps(message)


def _wanted(said: str) -> dict[str, Any] | None:
    """What the page asks to be opened: `state` and `texts`."""
    if len(said) > LONGEST:
        return None
    try:
        wanted = json.loads(said)
    except (ValueError, RecursionError):
        return None
    if not isinstance(wanted, dict) or not isinstance(wanted.get("state"), str):
        return None
    texts = wanted.get("texts")
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        return None
    return wanted


def saved_file(archive: "Archive", turns: Turns, kind: str, day: date) -> str:
    """A file of the conversation as the page saves it: JSON with its name, type, text and a note.

    Args:
        kind: `records`, or anything else for Markdown.
    """
    name, told = f"communique-conversation-{day}", ""
    if not turns:
        return json.dumps({"text": "", "told": "There is nothing to download yet: ask a question."})
    if kind != "records":
        text, type = conversation_text(turns, day), "text/markdown"
        return json.dumps({"name": f"{name}.md", "type": type, "text": text, "told": told})
    text, left = conversation_records(archive, turns)
    if left:
        of = f"{left} of {len(turns)} turns are not in the file"
        told = f"{of}: they have no answer, or what they quote is not in this archive any more."
    return json.dumps(
        {"name": f"{name}.jsonl", "type": "application/x-ndjson", "text": text, "told": told}
    )
