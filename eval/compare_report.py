"""Two systems on the same questions, in lines for the terminal."""

from collections import Counter
from collections.abc import Iterator, Sequence

from eval.compare import Change, Difference
from eval.pairs import Paired, Side

ORDER = ("worse", "both", "neither", "better")
"""Losses first: they are what a reader looks for."""
MOST = 160
"""Characters of a question that are shown."""


def report(a: Side, b: Side, found: Paired, differences: Sequence[Difference]) -> str:
    """What is compared, what keeps it from being alike, and a line for each measure."""
    heads = [
        f"{len(found.pairs)} questions in both",
        f"  A  {a.name}, system {a.system}, {_models(a)}",
        f"  B  {b.name}, system {b.system}, {_models(b)}",
    ]
    told = ["", "Not alike:", *(f"  {one}" for one in found.told)] if found.told else []
    return "\n".join([*heads, *told, "", *_table(differences)])


def _models(side: Side) -> str:
    names = [side.run.head.get(key) for key in ("embedding_model", "reader", "llm")]
    return ", ".join(str(name) for name in names if name) or "no models named"


def _table(differences: Sequence[Difference]) -> Iterator[str]:
    yield (
        f"{'':33}{'A':>7}{'B':>7}{'B - A':>8}  {'95 % interval':16}{'n':>8}"
        f"{'A won':>6}{'B won':>6}{'p':>7}"
    )
    for group in dict.fromkeys(one.measure.group for one in differences):
        yield from ("", group)
        yield from (_row(one) for one in differences if one.measure.group == group)
    yield from (
        "",
        "won: questions on which one side is better; p: McNemar's exact test of these, for shares.",
        "n: values of each side; where they differ, the draws of the interval are of means apart.",
    )


def _row(one: Difference) -> str:
    interval = "" if one.low is None else f"[{one.low:+.3f}, {one.high:+.3f}]"
    n = f"{one.n_a}" if one.n_a == one.n_b else f"{one.n_a}/{one.n_b}"
    p = "" if one.p is None else f"{one.p:.3f}"
    return (
        f"  {one.measure.title:31.31}{_value(one.a)}{_value(one.b)}"
        f"{'-' if one.difference is None else f'{one.difference:+.3f}':>8}  {interval:16}"
        f"{n:>8}{one.better_a:6}{one.better_b:6}{p:>7}"
    ).rstrip()


def _value(value: float | None) -> str:
    return f"{'-' if value is None else f'{value:.3f}':>7}"


def changed(changes: Sequence[Change], asked: int) -> str:
    """The questions answered otherwise, the worse ones first; of sets put aside their number only."""
    counts = Counter(one.verdict for one in changes)
    listed = ", ".join(f"{counts[name]} {_WORDS[name]}" for name in ORDER if counts[name])
    lines = [f"Answered otherwise: {len(changes)} of {asked}" + f" ({listed})" * bool(listed)]
    shown = [one for one in changes if not one.line.set_aside]
    if hidden := len(changes) - len(shown):
        lines.append(f"  {hidden} of them in sets put aside, of which nothing is listed")
    for name in ORDER:
        for one in shown:
            if one.verdict == name:
                lines += ["", *_block(one)]
    return "\n".join(lines)


_WORDS = {"worse": "worse", "both": "better and worse", "neither": "neither", "better": "better"}


def _block(one: Change) -> Iterator[str]:
    line = one.line
    question = " ".join(line.question.split())
    short = question if len(question) <= MOST else f"{question[: MOST - 3]}..."
    yield f"{_WORDS[one.verdict]}: {line.set} {line.id} ({line.kind}): {short}"
    yield f"  {'; '.join(one.told)}"
    for word, moved in (("worse", one.worse), ("better", one.better)):
        if moved:
            yield f"  {word}: {', '.join(moved)}"
