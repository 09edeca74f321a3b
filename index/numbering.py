"""Which printed numbers start a paragraph: chosen over the whole page, not line by line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.lines import NUMBER, SIGN, Line, ending, is_short

START = {1: 1.5, 2: 0.5, 3: 0.25}
"""What it gains to begin the sequence with a number; 1 also outweighs one number left out."""
STEP = {1: 1.0, 2: 0.5, 3: 0.25}
"""What the next number gains by its distance: up to two may be skipped, the archive's pages do."""
REPEAT, REPEATED_ONE = 0.25, -0.6
"""A number printed twice in a row; a second 1 rather opens a list of its own."""
NESTED, STRAY, MENU = 0.1, 0.8, 0.05
"""What a number outside the sequence costs: in a list of its own, anywhere else, and in a menu
before the first paragraph. So a list of three inside a page never outweighs its own sequence."""
BEGUN, FORBIDDEN = 2, 1000.0
"""So many full paragraphs in sequence, and the page's own numbering has begun."""
TAKEN = 0.1
"""What a number gains at most that just as well goes on with a list that was left out."""
WINDOW = 60
"""Numbers; a longer list inside a page is not looked past (keeps 500 numbers fast)."""
WRAPPED = re.compile(
    r"(?:\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
    r"|\b(?:on|of|in|at|to|the|and|or|by|from|for|with|No|Nos|Article|Art|Resolution|Paragraph|Annex"
    r"|Session|Phase|Track|Level|Stage|Group|Pillar|Part|Chapter|Round|Day|Goal|Item|Table|Page"
    r"|Building|Room|Route|Terminal|Unit|Type|Step)\.?)$"
)
"""How a line ends whose next line only happens to start with a number."""
DATED = re.compile(r"^\d{1,2}[.．]\s+\d{1,2}(?:\s*\(|,|\s*$|\s+[A-Z가-힣])")


@dataclass(frozen=True)
class Mark:
    """A number at the start of a line. One that is not `sure` costs nothing to leave out."""

    place: int
    number: int
    sure: bool = True
    short: bool = False
    headed: bool = False


@dataclass(frozen=True)
class Numbering:
    """The lines that start a paragraph, and those that count on inside one (a quoted document)."""

    starts: frozenset[int]
    nested: frozenset[int]


def numbering(lines: Sequence[Line]) -> Numbering:
    """The sequence of numbers that explains the page best, and the lists inside it."""
    marks = line_marks(lines)
    chain = sequence(marks)
    nested = {
        marks[each].place
        for run in _left_out(marks, chain)
        for each in _runs(marks, run, open_end=run[-1] > chain[-1])
    }
    return Numbering(frozenset(marks[each].place for each in chain), frozenset(nested))


def line_marks(lines: Sequence[Line]) -> list[Mark]:
    """The numbers that lines start with, those left out that belong to the line above."""
    marks = []
    for place, line in enumerate(lines):
        if not (match := NUMBER.match(line.text)):
            continue
        above = lines[place - 1] if place else None
        if above and not line.gap and WRAPPED.search(ending(above.text)):
            continue
        number = int(match["number"])
        headed = number == 1 and above is not None and _is_heading(above.text)
        sure = match["glued"] is None and not DATED.match(line.text)
        marks.append(Mark(place, number, sure, is_short(line.text), headed))
    return marks


def _is_heading(line: str) -> bool:
    return (
        is_short(line)
        and not line.endswith((":", ","))
        and not (NUMBER.match(line) or SIGN.match(line))
    )


def sequence(marks: Sequence[Mark]) -> list[int]:
    """The places in `marks` of the numbers that belong to the page's own sequence.

    A number belongs to it when it exceeds the one before by up to three, or repeats it directly.
    What is left out must be a list of its own (a quoted document), which starts again at 1 and
    ends where the sequence goes on; anything else left out costs more than it could gain.
    """
    score = [START.get(mark.number, 0.0) for mark in marks]
    score = [gain - cost for gain, cost in zip(score, _costs_before(marks), strict=True)]
    back, taken = [-1] * len(marks), [False] * len(marks)
    for there in range(len(marks)):
        for here, gain, takes in _followers(marks, there, taken[there]):
            if score[there] + gain > score[here]:
                score[here], back[here], taken[here] = score[there] + gain, there, takes
    after = _costs_after(marks)
    last = max(range(len(marks)), key=lambda each: score[each] - after[each + 1], default=-1)
    chain = []
    while last >= 0:
        chain.append(last)
        last = back[last]
    alone = len(chain) == 1 and marks[chain[0]].number != 1
    return [] if alone else chain[::-1]


def _followers(marks: Sequence[Mark], there: int, taken: bool) -> Iterator[tuple[int, float, bool]]:
    """The numbers that can follow the one at `there`, each with what it gains.

    The last value is true for a number that just as well goes on with a list that was left out;
    `taken` tells so of the number at `there`.
    """
    cost, run, headed = 0.0, 0, False
    for here in range(there + 1, min(len(marks), there + WINDOW)):
        mark = marks[here]
        step = mark.number - marks[there].number
        gain = _gain(step, mark, alone=here == there + 1)
        takes = mark.number == run + 1 if run else taken and step == 1 and here == there + 1
        if gain is not None and not (headed and takes):
            gain = min(gain, TAKEN) if takes else gain * (1.0 if mark.sure else 0.5)
            alone = STRAY - NESTED if takes and run == 1 else 0.0
            yield here, gain - cost - alone, takes
        if mark.sure:
            before, run = run, _run(marks, here, run)
            headed = mark.headed if run == 1 else headed and run == before + 1
            cost += NESTED if run else STRAY


def _gain(step: int, mark: Mark, *, alone: bool) -> float | None:
    """What it gains to go on by so many; None where it cannot. `alone`: nothing is left out."""
    if step:
        return STEP.get(step)
    if not alone or not mark.sure:
        return None
    return REPEATED_ONE if mark.number == 1 else REPEAT


def _run(marks: Sequence[Mark], here: int, run: int) -> int:
    """The number that a list of its own has come to at `here`; 0 outside of such a list."""
    number = marks[here].number
    following = marks[here + 1].number if here + 1 < len(marks) else 0
    if number == 1 and following == 2:
        return 1
    return number if run and number == run + 1 else 0


def _costs_before(marks: Sequence[Mark]) -> list[float]:
    """What it costs to begin with each number.

    A menu before long paragraphs costs little; behind two paragraphs of a sequence that starts at
    1, nothing begins but a document that is quoted.
    """
    costs, run, menu, plain, begun = [], 0, 0.0, 0.0, 0
    for here, mark in enumerate(marks):
        costs.append(plain if mark.short else menu)
        if begun >= BEGUN:
            costs[-1] = FORBIDDEN
        run = _run(marks, here, run)
        if mark.sure:
            begun += run == begun + 1 and not mark.short
            plain += STRAY
            menu += MENU if run and mark.short else STRAY
    return costs


def _costs_after(marks: Sequence[Mark]) -> list[float]:
    """What it costs to leave out all numbers from each on; one entry more than numbers."""
    free = [0.0] * (len(marks) + 1)
    listed = [0.0] * (len(marks) + 1)
    for here in range(len(marks) - 1, -1, -1):
        mark, following = marks[here], marks[here + 1].number if here + 1 < len(marks) else 0
        opens = mark.number == 1 and following == 2
        goes_on = here > 0 and mark.number == marks[here - 1].number + 1
        stray = free[here + 1] + (STRAY if mark.sure else 0.0)
        free[here] = NESTED + listed[here + 1] if opens else stray
        listed[here] = NESTED + listed[here + 1] if opens or goes_on else stray
    return free


def _left_out(marks: Sequence[Mark], chain: Sequence[int]) -> list[range]:
    """The stretches of numbers between and after those of the sequence."""
    edges = [*chain, len(marks)]
    gaps = [range(one + 1, other) for one, other in pairwise(edges)]
    return [gap for gap in gaps if gap]


def _runs(marks: Sequence[Mark], left_out: range, *, open_end: bool) -> list[int]:
    """Those left out that count on from 1; a list of a single 1 only at the end of the page."""
    found, run = [], 0
    for here in left_out:
        number = marks[here].number
        alone = number == 1 and open_end and here == left_out[-1]
        run = 1 if alone else _run(marks, here, run)
        if run:
            found.append(here)
    return found


def ambiguities(lines: Sequence[Line]) -> list[str]:
    """What the numbering of a body leaves open, one sentence each, in reading order."""
    marks = line_marks(lines)
    chain = sequence(marks)
    nested = numbering(lines).nested
    open_points = [
        (marks[each].place, f"“{lines[marks[each].place].text[:40]}” is out of sequence: text")
        for gap in _left_out(marks, chain)
        for each in gap
        if marks[each].place not in nested
    ]
    for one, other in pairwise(chain):
        number, place = marks[other].number, marks[other].place
        if number == marks[one].number:
            open_points.append((place, f"{number} is printed twice"))
        elif number > marks[one].number + 1:
            open_points.append((place, f"{number} follows {marks[one].number}"))
        elif other > one + 1 and number == marks[other - 1].number + 1:
            open_points.append((place, f"{number} may go on with the list before it"))
    return [sentence for _, sentence in sorted(open_points)]
