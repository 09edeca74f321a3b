"""From the selected sentences to the answer's text: every substance is quoted, every quote cited."""

from dataclasses import replace

from assistant.forms import told
from assistant.lines import act_told, cite, marked
from assistant.records import AnswerKind, Citation, Reading, Status
from assistant.selection import LISTED, Selection
from assistant.wording import one_day, period_words
from index.records import Act, Coverage


def compose(
    reading: Reading, selection: Selection, coverage: Coverage
) -> tuple[str, tuple[Citation, ...]]:
    """The text with its `[1]` marks, and the citations in the order of the marks."""
    citations = tuple(
        replace(cite(line.evidence, str(number)), act=act_told(line), marked=marked(line, reading))
        for number, line in enumerate(selection.lines, start=1)
    )
    if not selection.lines:
        return refusal(reading, selection, coverage), ()
    parts = [_opening(reading, selection), *told(selection)]
    if selection.status is Status.PARTLY_ANSWERED and selection.missing:
        parts.append(f"Not found: {'; '.join(selection.missing)}.")
    return "\n".join(part for part in parts if part), citations


def _opening(reading: Reading, selection: Selection) -> str:
    if selection.status is Status.PREMISE_CONTRADICTED:
        against = f" ({selection.note})" if selection.note else ""
        return f"The archive contradicts what the question takes for granted{against}:"
    asked, given = reading.act, {line.act for line in selection.lines}
    if selection.note or reading.kind is not AnswerKind.YES_NO:
        return selection.note
    if (
        asked in LISTED
        and asked not in given
        and Act.AGREED is asked
        and selection.status is Status.ANSWERED
    ):
        return "What was found on this is not worded as an agreement:"
    return ""


def refusal(reading: Reading, selection: Selection, coverage: Coverage) -> str:
    """What is said when there is no answer: where it was looked for, never that it is not so."""
    where = f"{coverage.releases} releases"
    if coverage.first and coverage.last:
        where += f" from {one_day(coverage.first)} to {one_day(coverage.last)}"
    names = ", ".join(alias for name in reading.names for alias in name.aliases)
    looked = f"Searched {where}" + (f", for {names}" if names else "")
    looked += f", limited to {period_words(reading.period)}" if reading.period else ""
    if selection.status is Status.MODEL_FAILED:
        return (
            "No answer could be made: what was found could not be proven against its release. "
            f"Run communique index --rebuild and ask again. {looked}."
        )
    if selection.status is Status.OUTSIDE_PERIOD:
        found = (
            " It holds something on this outside that period, shown below."
            if selection.closest
            else ""
        )
        return f"The archive holds nothing on this in the asked period.{found} {looked}."
    if selection.missing:
        return f"The archive does not mention {' or '.join(f'“{word}”' for word in selection.missing)}. {looked}."
    return f"The archive does not say this. {looked}."
