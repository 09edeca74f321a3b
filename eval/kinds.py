"""The kinds of questions, each with what it asks of an answer; the table that `lint` holds to."""

from collections import Counter
from collections.abc import Iterable, Mapping

from eval.questions import Question

KINDS: Mapping[str, str] = {
    "single_fact": "one fact of one release: a number, a name, a place, a purpose",
    "who": "the person or the office that did something",
    "when": "the day of something",
    "where": "the place of something",
    "definition": "what a name or an acronym stands for",
    "who_said": "what somebody said, or who said it; views stay those of their speaker",
    "agreed_in_period": "what was agreed, in a period or at a meeting; only what was agreed counts",
    "proposed_not_agreed": "what was only proposed, asked for or hoped; not to be shown as agreed",
    "agreed_to_consult": "talks that were agreed, not their result: to consult, discuss, study",
    "count": "how many, over several releases or within one",
    "timeline": "meetings or steps in the order of their dates",
    "compare": "two meetings, years or sides, each with its own evidence",
    "follow_up": "understood from the turns before it alone; has two turns or more",
    "near_name": "a name like that of something else in the archive; only the one asked about counts",
    "relative_date": "a day told from the day of asking (last year); has `today`",
    "as_typed": "short, lower case, misspelt, without signs, as people type",
    "ambiguous": "fits several things alike; to be asked back (unclear)",
    "wrong_premise": "takes for granted what a release contradicts (premise_contradicted)",
    "not_in_archive": "on what no release tells, however near the words are; to be refused",
    "outside_period": "on days that the archive does not cover; to be refused as that",
    "about": "about the archive or the assistant itself",
}
"""What each kind of question asks. A set may have kinds of its own; `lint` asks whether it meant to."""
AGREED_KINDS = frozenset({"agreed_in_period"})
"""Kinds whose gold paragraphs hold agreements."""
ENOUGH = 5
"""Questions of a kind below which a share says nothing: one more or less moves it by a fifth."""


def kind_table(questions: Iterable[Question]) -> str:
    """A line for each kind: how many questions have it, and what it asks.

    Kinds that the table lacks stand last; fewer than `ENOUGH` are marked.
    """
    counts = Counter(question.kind for question in questions)
    own = {kind: "(a kind of your own)" for kind in counts if kind not in KINDS}
    return "\n".join(
        f"{counts[kind]:5} {'few' if counts[kind] < ENOUGH else '':3}  {kind:20} {told}"
        for kind, told in {**KINDS, **own}.items()
    )
