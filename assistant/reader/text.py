"""What the reader is given of a sentence: the same form in training and in the product."""

TITLE_WORDS = 16
LEAD_WORDS = 14
"""A title or lead beyond these is cut, so that the sentence itself keeps most of the window."""
MAX_TOKENS = 112
"""Tokens of question, head and sentence together; what is beyond is cut off at the sentence's end."""


def pair_text(title: str, lead: str, sentence: str, day: str = "") -> str:
    """The sentence behind its release's title and, in a bullet, its paragraph's lead.

    Args:
        title: of the release; tells what "the meeting" is.
        lead: of the numbered paragraph where the sentence stands in a bullet, else empty.
        sentence: as printed; white space is folded.
        day: of the release or the event as a reader writes it ("30 March 2021"), if known.
    """
    head = _cut(title, TITLE_WORDS)
    if day:
        head = f"{head} ({day})" if head else day
    parts = [head, _cut(lead, LEAD_WORDS), " ".join(sentence.split())]
    return " | ".join(part for part in parts if part)


def _cut(text: str, words: int) -> str:
    return " ".join(text.split()[:words])
