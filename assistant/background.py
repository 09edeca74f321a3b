"""What of the conversation the search takes along, and how much each turn counts."""

import re
from collections.abc import Sequence

from assistant.follow_up import CONTINUES, NEW_TOPIC, POINTS_BACK, SHORT
from assistant.records import Answer, AnswerKind, Background, Reading
from index.dates import PATTERN

LAST_QUESTION, EARLIER_QUESTION, LAST_ANSWER = 0.3, 0.2, 0.1
"""What a word of a turn counts beside one of the question. Whole turns joined to the question lose
what they gain wherever the question can stand alone; these weights only break ties there."""
STANDS_ALONE = 0.5
"""Share of the weights for a question that points at nothing before it."""
READ = 1_500
"""Characters of a turn that are read; an answer says what it is about at its start."""


def background(reading: Reading, earlier: Sequence[Answer]) -> tuple[Background, ...]:
    """The earlier turns that the search for a question takes along, the latest first."""
    turns = [one for one in earlier if one.reading.kind is not AnswerKind.ABOUT]
    if not turns or NEW_TOPIC.search(reading.question) or reading.kind is AnswerKind.ABOUT:
        return ()
    share = 1.0 if points_back(reading) else STANDS_ALONE
    *before, last = turns
    weighed = [
        (last.reading.corrected, last.reading, LAST_QUESTION),
        (_said(last.text), last.reading, LAST_ANSWER),
        *((one.reading.corrected, one.reading, EARLIER_QUESTION) for one in reversed(before)),
    ]
    kept = [(_left_by(reading, text[:READ], of), weight) for text, of, weight in weighed]
    return tuple(Background(text, share * weight) for text, weight in kept if text.strip())


def points_back(reading: Reading) -> bool:
    """True for a question that names something before it, or too little to stand alone."""
    question = reading.corrected
    return bool(
        POINTS_BACK.search(question) or CONTINUES.match(question) or len(reading.terms) <= SHORT
    )


def _left_by(reading: Reading, text: str, of: Reading) -> str:
    """A turn without the dates and names that the question replaces by its own."""
    if reading.period:
        text = PATTERN.sub(" ", text)
    kinds = {name.kind for name in reading.names}
    own = {name.canonical for name in reading.names}
    for name in of.names:
        if name.kind in kinds and name.canonical not in own:
            forms = sorted({name.typed, *name.aliases}, key=len, reverse=True)
            any_form = "|".join(map(re.escape, forms))
            text = re.sub(rf"(?<!\w)(?:{any_form})(?!\w)", " ", text, flags=re.IGNORECASE)
    return text


def _said(text: str) -> str:
    """An answer without its citation marks."""
    return re.sub(r"\s*\[\d+\]", "", text)
