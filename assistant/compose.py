"""From the selected sentences to the answer's text: every substance is quoted, every quote cited."""

from collections.abc import Sequence

from assistant.evidence import Evidence
from assistant.forms import first_value, told
from assistant.records import AnswerKind, Citation, Reading, Status
from assistant.selection import LISTED, Form, Line, Selection
from assistant.wording import act_words, event_words, one_day, period_words
from index.records import Act, Coverage


def cite(evidence: Evidence, label: str) -> Citation:
    """The sentence as a citation with byte-exact quote."""
    release = evidence.release
    return Citation(
        label,
        evidence.passage.id,
        evidence.text,
        evidence.start,
        evidence.end,
        release.id,
        " ".join(release.title.split()),
        release.released,
        release.address or None,
    )


def compose(
    reading: Reading, selection: Selection, coverage: Coverage
) -> tuple[str, tuple[Citation, ...]]:
    """The text with its `[1]` marks, and the citations in the order of the marks."""
    citations = tuple(
        cite(line.evidence, str(number)) for number, line in enumerate(selection.lines, start=1)
    )
    if not selection.lines:
        return refusal(reading, selection, coverage), ()
    parts = [_opening(reading, selection)]
    if selection.form is Form.LINES:
        value = first_value(selection.lines[0])
        parts += [f"{value} [1]" if value else "", *_grouped(selection.lines)]
    else:
        parts += told(selection, _lead_in)
    if selection.status is Status.PARTLY_ANSWERED and selection.missing:
        parts.append(f"Not found: {'; '.join(selection.missing)}.")
    return "\n".join(part for part in parts if part), citations


def _opening(reading: Reading, selection: Selection) -> str:
    if selection.status is Status.PREMISE_CONTRADICTED:
        return "The archive contradicts what the question takes for granted:"
    asked, given = reading.act, {line.act for line in selection.lines}
    if selection.note or reading.kind is not AnswerKind.YES_NO:
        return selection.note
    if (
        asked in LISTED
        and asked not in given
        and Act.AGREED is asked
        and selection.status is Status.ANSWERED
    ):
        return "No agreement on this is reported; the archive puts it so:"
    return ""


def _grouped(lines: Sequence[Line]) -> list[str]:
    """One heading an event, its quotations under it, each with act and actor."""
    parts: list[str] = []
    last = ""
    for number, line in enumerate(lines, start=1):
        if heading(line) != last:
            last = heading(line)
            parts.append(last)
        parts.append(quotation_line(line, str(number)))
    return parts


def heading(line: Line) -> str:
    """What stands above a quotation: date and meeting."""
    return event_words(line.evidence.release, line.evidence.when(line.act))


def quotation_line(line: Line, label: str) -> str:
    """A quotation as an answer prints it, with who did what before it and its mark behind."""
    quote = " ".join(line.evidence.text.split())
    return f"- {_lead_in(line)}“{quote}” [{label}]"


def _lead_in(line: Line) -> str:
    """Act and actor of the statement that counts, as the release words them."""
    if line.act not in LISTED:
        return ""
    statement = next((one for one in line.evidence.statements if one.act is line.act), None)
    actor = " ".join(statement.actor.split()) if statement else ""
    words = act_words(line.act, line.is_view)
    lead = f"{actor} — {words}: " if actor else f"{words}: "
    return lead[0].upper() + lead[1:]


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
