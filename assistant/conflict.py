"""What is asked back where the dates of a question leave no day."""

import re

from assistant.about import Choices
from assistant.records import Reading
from index.dates import find_dates


def conflicting(reading: Reading) -> Choices:
    """The question back, naming the words, with up to two questions that have days.

    Those are the question with its dates put in their order, and the one without them.
    """
    conflict = " ".join(reading.conflict.split())
    text = f"No day is both: “{conflict}” leaves none. Which days do you mean?"
    match = re.search(r"\s+".join(map(re.escape, conflict.split())), reading.question, re.I)
    if match is None:
        return Choices(text, ())
    offered = [_without(reading.question, match)]
    if ordered := _in_order(match.group()):
        offered.insert(0, _joined(reading.question, match, ordered))
    return Choices(text, tuple(offered))


def _in_order(words: str) -> str:
    """Two dates as "from 2020 to 2022", the earlier one first; '' for any other number of them."""
    spans = [one for one in find_dates(words, None) if one.first and one.last]
    if len(spans) != 2:
        return ""
    first, last = sorted(spans, key=lambda one: (one.first, one.last))
    return f"from {words[first.start : first.end]} to {words[last.start : last.end]}"


def _without(question: str, match: re.Match[str]) -> str:
    return _joined(question, match, "")


def _joined(question: str, match: re.Match[str], middle: str) -> str:
    before, after = question[: match.start()].strip(), question[match.end() :].strip()
    text = " ".join(part for part in (before, middle, after) if part)
    return re.sub(r"\s+([?.!,;])", r"\1", text)
