"""What each measure counts, in words for a reader of the report."""

from eval.page_parts import Table
from eval.page_tables import named
from eval.report import MEASURES

MEANINGS = {
    "R@5": ("questions with gold paragraphs", "share of these among the first five found"),
    "RR@10": ("questions with gold paragraphs", "1 / rank of the first one, 0 beyond ten"),
    "nDCG@10": ("questions with gold paragraphs", "how high up they stand among the first ten"),
    "citation_precision": ("answers with gold that cite", "share of the citations that are gold"),
    "citation_recall": ("questions with gold", "share of the gold groups that are cited"),
    "support": (
        "answers",
        "share of the statements that their citations carry, as ALCE has it, by words, no judge",
    ),
    "quotes_exact": ("quotations shown", "the release's own text at the place named"),
    "quotes_in_passage": ("quotations shown", "that place is inside the passage named"),
    "points": ("questions with gold points", "share of the short facts that the text gives"),
    "token_f1": ("questions with a short gold answer", "words in common with it, as SQuAD has it"),
    "exact_match": ("questions with a short gold answer", "the answer is that, as SQuAD has it"),
    "forbidden": ("questions with forbidden points", "the text gives one of them"),
    "act_mix_ups": ("quotations shown as agreed", "the release does not say agreed there"),
    "status_right": ("questions with an expected status", "it is that status"),
    "wrong_refusal": ("answerable questions", "refused, or failed"),
    "refusal_right": (
        "refusals and contradictions given",
        "expected, or a right abstention; a failure never is",
    ),
    "right_abstention": (
        "unanswerable questions",
        "refused, or contradicted where that is expected",
    ),
    "wrong_answer": ("unanswerable questions", "answered all the same"),
    "other_status": ("all questions", "neither answered nor refused, and not expected"),
}
"""Of what each measure is the mean or share, and what counts, by its key."""

MIX_UPS = (
    "An act mix-up is found by three signs: no word of the quotation says that something is agreed, "
    "other than denied or intended (“no consensus was reached”, “proposed to adopt”); the "
    "question's labels name the passage as one where nothing is agreed; or a forbidden point "
    "stands in it where nothing says agreed, outside the clause that the answer marks. A sentence "
    "that agrees to one thing and proposes another passes unless it is labelled: the figure is "
    "rather too low."
)


def meanings() -> Table:
    """A row for each measure: of what, what counts, which side is good."""
    rows = tuple(
        (named(one), *MEANINGS.get(one.key, ("", "")), "lower" if one.is_low else "higher")
        for one in MEASURES
    )
    note = (
        "Shares have 95 % Wilson intervals, means and differences 95 % percentile bootstrap "
        "intervals; “n” is how many values a figure is made of. All is counted without a judge: "
        "no language model reads an answer."
    )
    return Table("", ("measure", "of what", "what counts", "better"), rows, note)
