"""The words of a question without those that say some of its parts: its year, its verb, a name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.records import Name
from index.acts import ASKED
from index.meeting import ORDINAL, ordinal_in
from index.records import Act

NOTHING = "?"
"""What is left of a question that says nothing else."""
LATEST = re.compile(
    r"\b(?:latest|most recent|newest|last(?=\s+(?:meeting|time|session|round)\b))\b", re.I
)
NOUN = re.compile(
    r"(?:.*(?:ment|ions?|ments|sus)|outcomes?|results?|deals?|pacts?|accords?|topics?|agenda|gratitude"
    r"|.* (?:view|views|understanding|assessment|assessments)|words?|points?|next steps?)",
    re.IGNORECASE,
)
"""A deed as a thing: "the agreements", beside "agreed"."""
PASSIVE = re.compile(
    r"\b(?:was|were|is|are|be|been|being|got|has|have|had)\s+(?:[\w’'-]+\s+){0,4}$", re.IGNORECASE
)
A_THING = re.compile(r"\b(?:the|an?|any|its|their|his|her|[a-z]+(?<!\bne)ed)\s+$", re.IGNORECASE)
"""What stands before a thing: "an agreement", "voiced hope"."""
NOW = re.compile(r"\b(?:did|does|do|to|will|would|can|could)\b[^,;]*$", re.IGNORECASE)
LEADING = r"(?:in|on|at|of|for|from|by|with|to|during|about|since|until|after|before|under|and|or)"
ARTICLE = r"(?:the|an?|its|their|this|that)"
DANGLING = re.compile(
    rf"(?:\s+{LEADING})*(?:\s+{ARTICLE})*(?=\s*(?:[?.!,;:)]|$))|\(\s*\)", re.IGNORECASE
)
"""What led to words that are gone: "at the" before a full stop."""


@dataclass(frozen=True)
class Taken:
    """What is taken out of a question's words: words of its parts, and what an act was asked with.

    `words` are taken wherever they stand, `names` in any of their forms; what also says a name that
    is `kept` stays, but for `actor`, which goes whole. `years` are the years in a meeting's name.
    """

    words: tuple[str, ...] = ()
    names: tuple[Name, ...] = ()
    kept: tuple[Name, ...] = ()
    actor: str = ""
    act: Act | None = None
    ordinal: int = 0
    latest: bool = False


def without_words(text: str, taken: Taken) -> str:
    """The text without the words taken out; names to keep that went with the actor stand behind it."""
    stays = {place for one in _of_names(text, taken.kept) for place in range(*one.span())}
    gone = {place for one in _found(text, taken) for place in range(*one.span())} - stays
    acting = {place for one in spoken(text, taken.actor, "the") for place in range(*one.span())}
    lost = [one[0] for one in _of_names(text, taken.kept) if acting.issuperset(range(*one.span()))]
    gone |= acting
    done = {one.start(): one for one in _of_act(text, taken.act) if one.start() not in gone}
    rest, place = "", 0
    while place < len(text):
        if match := done.get(place):
            rest += _plainly(match)
            place = match.end()
            continue
        rest += " " if place in gone else text[place]
        place += 1
    rest += f" ({', '.join(dict.fromkeys(lost))})" if lost else ""
    return _tidy(rest)


def _found(text: str, taken: Taken) -> Iterator[re.Match[str]]:
    """Where the words stand that are taken out, but for those of the act."""
    for words in taken.words:
        yield from spoken(text, words, LEADING)
    yield from _of_names(text, taken.names)
    if taken.ordinal:
        numbers = ORDINAL.finditer(text)
        yield from (one for one in numbers if ordinal_in(one.group()) == taken.ordinal)
    if taken.latest:
        yield from LATEST.finditer(text)


def spoken(text: str, words: str, before: str = "") -> Iterator[re.Match[str]]:
    """Where words stand in any case, however they are spaced, with the word before if it is there."""
    if pieces := re.findall(r"\w+", words):
        joined = r"[\W_]+".join(map(re.escape, pieces))
        first = rf"(?:\b{before}\s+)?" if before else ""
        yield from re.finditer(rf"(?<!\w){first}{joined}(?:['’]s)?(?!\w)", text, re.IGNORECASE)


def _of_names(text: str, names: Sequence[Name]) -> Iterator[re.Match[str]]:
    """Where names stand, as typed or in another form; "US" is not "us"."""
    for name in names:
        yield from spoken(text, name.typed)
        for form in dict.fromkeys((name.canonical, *name.aliases)):
            for match in spoken(text, form):
                if not form.isupper() or match[0].isupper():
                    yield match


def _of_act(text: str, act: Act | None) -> Iterator[re.Match[str]]:
    if act in ASKED:
        yield from re.finditer(rf"\b(?:{ASKED[act]})\b", text, re.IGNORECASE)


def _plainly(match: re.Match[str]) -> str:
    """A form of "do" for a verb, nothing for a noun."""
    before = match.string[: match.start()]
    if NOUN.fullmatch(match[0]) or A_THING.search(before):
        return " "
    if PASSIVE.search(before):
        return "done"
    return "do" if NOW.search(before) else "did"


def _tidy(text: str) -> str:
    text = " ".join(text.split())
    text = " ".join(DANGLING.sub("", text).split())
    text = re.sub(r"\s+(?=[?.!,;:)])", "", text)
    return text if re.search(r"\w", text) else NOTHING
