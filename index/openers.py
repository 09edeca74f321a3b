"""What opens a clause inside another: "that", relative pronouns, conjunctions; and what opens none."""

from index.finite import TAKES_PREPOSITION
from index.parse import Frame, Parse
from index.subjects import antecedent, names_actor, persons_before
from index.tokens import NOUNISH

CONTRASTS = frozenset(["while", "whereas", "though", "although"])
"""Behind a clause these open another one of the same rank."""
THAT_NOUNS = frozenset(
    """view views hope hopes understanding fact expectation expectations assessment conviction
    belief concern concerns wish opinion recognition point perception idea notion condition
    possibility news confidence optimism appreciation satisfaction awareness sense consensus
    agreement conclusion decision position principle clear certain possible meaningful impressive
    encouraging significant desire anticipation commitment sentiment judgment judgement regret
    assurance assurances reminder warning record mind statement announcement report remarks""".split()
)
"""Nouns with a "that" behind them that tells what they are."""
TELLING = frozenset(
    "told tell tells informed assured reminded notified asked warned advised explained".split()
)
"""Verbs with somebody and "that ..." behind them."""


def behind_infinitive(parse: Parse, place: int) -> int:
    """The token behind "to be held", "having agreed" and the like: no finite verb is in them."""
    infinitive = parse.kind(place) == "T"
    at = parse.beyond(place)
    if parse.kind(at) in ("b", "h") or (infinitive and parse.low(at) == "have"):
        infinitive, at = False, parse.beyond(at)
        at = parse.beyond(at) if parse.kind(at) == "b" else at
    verbs = ("F", "X", "V", "H", "O") if infinitive else ("V", "Q")
    return at + 1 if parse.kind(at) in verbs else max(at, place + 1)


def opens_clause(parse: Parse, place: int) -> bool:
    """True for "as", "since", "after", "before", "until" with a clause behind it."""
    if parse.low(place) not in ("as", "since", "after", "before", "until"):
        return False
    if parse.kind(place + 1) == "G":
        return False
    for at in range(place + 1, min(place + 25, len(parse.tokens))):
        kind = parse.kind(at)
        if kind == "R":
            return True
        if kind in "MBH" or (kind == "W" and at > place + 2):
            return at > place + 1
        if kind == "V" and at > place + 2 and parse.kind(parse.before(at)) in NOUNISH:
            return parse.kind(at + 1) not in ("P", ",", "") or parse.low(at) in TAKES_PREPOSITION
        if kind in ",;TFC":
            return False
    return False


def open_clause(parse: Parse, place: int) -> None:
    """Open the clause that a relative pronoun, "that" or a conjunction introduces."""
    low, before, tokens = parse.low(place), parse.before(place), parse.tokens
    if low in CONTRASTS and place and parse.stack[0].last:
        parse.stack = [Frame("main", place + 1)]
    elif low == "that" and _is_determiner(parse, place):
        return
    elif low in ("which", "who", "whom", "whose") or (
        low == "that"
        and not any(clause.main == before for clause in parse.clauses)
        and (_verb_follows(parse, place) or _is_of_noun(parse, before))
    ):
        opener = place - 1 if parse.kind(place - 1) == "P" else place
        start = place if low == "whose" else place + 1
        noun = antecedent(tokens, opener)
        if low in ("who", "whom") and noun and not names_actor(tokens, noun):
            noun = persons_before(tokens, noun)
        parse.stack.append(Frame("relative", start, opener, noun))
    elif low == "that" and parse.low(place - 1) not in ("so", "now", "provided", "given"):
        _open_that(parse, place, before)
    else:
        parse.stack.append(Frame("adverbial", place + 1, place, None, parse.top.last))


def _verb_follows(parse: Parse, place: int) -> bool:
    """True where a verb stands directly behind a pronoun."""
    after = parse.beyond(place)
    kind = parse.kind(after)
    return kind in ("M", "B", "H", "O", "V") or (
        kind in ("F", "X") and parse.kind(after + 1) in ("D", "T", "P", "K", "A")
    )


def _is_of_noun(parse: Parse, before: int) -> bool:
    """True for "the drones that Korea sent": the noun is the verb's object and takes no "that"."""
    if parse.kind(before) not in ("X", "K") or parse.low(before) in THAT_NOUNS:
        return False
    last = parse.clauses[-1] if parse.clauses else None
    if last is None or last.form == "be" or parse.low(last.main) in TELLING:
        return False
    return parse.kind(parse.beyond(last.main)) in ("D", "X", "K", "G")


def _open_that(parse: Parse, place: int, before: int) -> None:
    """ "that" belongs to the latest verb; "and that" to the one of the "that" before it."""
    governor = parse.clauses[-1] if parse.clauses and parse.kind(before) != "I" else None
    if parse.kind(before) == "C" or (parse.kind(before) == "," and parse.kind(before - 1) == "C"):
        depths = [n for n, frame in enumerate(parse.stack) if frame.kind == "that"]
        if depths:
            governor = parse.stack[depths[-1]].governor
            parse.stack = parse.stack[: depths[-1]]
    if governor is not None:
        governor.governs = True
    parse.stack.append(Frame("that", place + 1, place, None, governor))


def _is_determiner(parse: Parse, place: int) -> bool:
    """True for "that" before a noun ("did not share that view"), where no clause follows."""
    following = parse.kind(place + 1)
    if parse.kind(place - 1) == "P" and following in ("X", "F", "K", ",", ""):
        return parse.low(place - 1) != "in" or following not in ("X", "K")
    verb_before = bool(parse.clauses) and parse.clauses[-1].main == parse.before(place)
    if verb_before and following in ("X", "F") and not parse.low(place + 1).endswith("s"):
        rest = range(place + 1, len(parse.tokens))
        return not any(parse.kind(at) in ("M", "B", "H", "V", "O") for at in rest)
    return False
