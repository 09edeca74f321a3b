"""What is left of a selection when each line is held against its evidence (design.md, step 5)."""

from dataclasses import replace

from assistant.lines import cite, heading
from assistant.records import Status
from assistant.selection import Line, Selection
from assistant.verify import quote_is_exact, value_is_carried, wrong_days


def checked(selection: Selection) -> Selection:
    """The selection without the lines that fail their proof, and how many those were.

    A value that fails goes, and the quotation it was read off stays.
    """
    lines = tuple(kept for line in selection.lines if (kept := proven(line)))
    lost = len(selection.lines) - len(lines)
    if not lost:
        return replace(selection, lines=lines)
    if lines:
        missing = f"{lost} quotation{'s' if lost > 1 else ''} left out, as the proof failed"
        return replace(
            selection,
            status=Status.PARTLY_ANSWERED,
            lines=lines,
            missing=(*selection.missing, missing),
        )
    closest = tuple(line.evidence for line in selection.lines)
    return Selection(Status.MODEL_FAILED, closest=closest)


def proven(line: Line) -> Line | None:
    """The line, if its evidence carries quote, act and lead-in; without a value that it does not."""
    evidence = line.evidence
    release, passage = evidence.release, evidence.passage
    if not quote_is_exact(cite(evidence, ""), release):
        return None
    if line.act and not any(one.act is line.act for one in evidence.statements):
        return None
    told = heading(replace(line, side=""))  # the side is the question's own word
    if wrong_days(told, release, passage):
        return None
    carried = value_is_carried(line.value, release, passage)
    return line if carried else replace(line, value="")
