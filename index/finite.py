"""Which verb forms are finite: a past form with a subject, or the participle that looks like it."""

from index.acts import ENTRIES
from index.parse import Group, Parse
from index.subjects import Span, head_of, is_acting, names_actor, subject_in
from index.tokens import NOUNISH
from index.verbs import MODALS, PAST_ONLY

TAKES_PREPOSITION = frozenset(
    """agreed called focused participated met looked spoke arrived gathered touched referred
    responded replied consulted concurred appealed served led resulted contributed went came paid
    pointed asked insisted dwelled dwelt elaborated reported deliberated cooperated settled talked
    concluded began continued committed closed departed returned travelled traveled took listened
    voted presided acted belonged stood sat lived worked wished hoped converged pressed put posed
    objected warned complained apologized apologised inquired briefed expanded commented started
    opened convened depended rose fell grew remained succeeded conferred kicked pledged joined
    embarked registered adhered acceded applied subscribed urged reflected brought laid
    engaged mused remarked observed got ran moved turned walked flew dined toasted""".split()
)
"""Past forms that may stand before a preposition and yet be no participle."""
MOVING = frozenset("talked called dropped stopped travelled traveled arrived returned".split())
"""Past forms that are finite even before "by" ("talked by video link")."""
PARTICLES = frozenset("over out up off down away forth aside back forward".split())
"""Words behind a verb that belong to it ("handed over the letter")."""
SAYING = frozenset("said says say added noted hoped stated believed replied".split())
"""Verbs that may open a clause without "that"."""
PERSONAL = frozenset(["which", "who", "that"])
_BETWEEN = {False: ("since", "neither"), True: ("since", "neither", "have")}
"""Words between auxiliary and verb; "have" behind a modal only."""
PLANNING = frozenset("plan plans intend intends aim aims hope hopes wish wishes".split())


def auxiliary_group(parse: Parse, place: int) -> Group | None:
    """The verb group that an auxiliary starts; None where it starts none ("political will")."""
    kind, low = parse.kind(place), parse.low(place)
    negated = low.endswith("n't") or low == "cannot"
    if kind == "O":
        return _with_do(parse, place, low, negated)
    at, been, perfect = place + 1, False, False
    while parse.kind(at) in ("A", "N", "b") or parse.low(at) in _BETWEEN[kind == "M"]:
        negated |= parse.kind(at) == "N" or parse.low(at) == "neither"
        been |= parse.kind(at) == "b"
        perfect |= parse.low(at) == "have"
        at += 1
    if kind == "M" and parse.kind(at) == "," and parse.kind(place - 1) in ("X", "K", "R"):
        close = next((n for n in range(at + 1, len(parse.tokens)) if parse.kind(n) == ","), at)
        at = parse.beyond(close) if close > at else at
    following = parse.kind(at)
    participle = following in ("V", "Q")
    if kind == "M":
        form = "can" if low == "cannot" else low.removesuffix("n't") if negated else low
        if not been:
            noun = following in ("T", "P", ",", ";", "C", "")
            return None if noun else Group(place, at, form, False, negated, perfect)
        return Group(place, at if participle else at - 1, form, participle, negated, perfect)
    if kind == "H":
        return _with_have(parse, place, at, been, negated)
    if participle:
        return Group(place, at, "be", True, negated)
    if following == "I" and not been:
        return Group(place, at, "progressive", False, negated)
    if parse.low(at) == "unable" and parse.kind(at + 1) == "T":
        return Group(place, parse.beyond(at + 1), "past", False, not negated)
    return Group(place, place, "be", False, negated)


def _with_do(parse: Parse, place: int, low: str, negated: bool) -> Group | None:
    """ "did not agree", and with the subject behind it: "nor did it agree"."""
    form = "past" if low.startswith("did") else "present"
    subject: Span | None = None
    at = parse.beyond(place)
    negated |= any(parse.kind(one) == "N" for one in range(place + 1, at))
    if parse.kind(at) in ("R", "D", "K") and (place == 0 or parse.kind(place - 1) in "NCA"):
        subject = (at, at + 1) if parse.kind(at) == "R" else _inverted(parse, at)
        at = parse.beyond(subject[1] - 1) if subject else at
        negated |= parse.kind(place - 1) == "N" and parse.low(place - 1) != "not"
    if parse.kind(at) not in ("F", "X", "V"):
        return None
    return Group(place, at, form, False, negated, subject=subject)


def _inverted(parse: Parse, start: int) -> Span | None:
    """The subject between "did" and its verb: all up to the first verb form of the table."""
    for at in range(start + 1, min(start + 9, len(parse.tokens))):
        if parse.kind(at) == "F" and parse.low(at) in ENTRIES:
            return (start, at)
    return None


def _with_have(parse: Parse, place: int, at: int, been: bool, negated: bool) -> Group:
    """A perfect, "have yet to", or "have" as the verb itself."""
    following, low = parse.kind(at), parse.low(place)
    if following == "P":
        verb = next((n for n in range(at + 1, at + 6) if parse.kind(n) in ("V", ",", "D")), at)
        at, following = (verb, "V") if parse.kind(verb) == "V" else (at, following)
    if following in ("V", "Q"):
        return Group(place, at, "perfect", been, negated, True)
    if been:
        going = following == "I"
        return Group(place, at if going else at - 1, "progressive" if going else "be", False,
                     negated, True)  # fmt: skip
    if following == "T" and parse.low(at - 1) == "yet":
        verb = parse.beyond(at)
        if parse.kind(verb) == "b":
            return Group(place, parse.beyond(verb), "perfect", True, True, True)
        return Group(place, verb, "perfect", False, True, True)
    return Group(place, place, "past" if low == "had" else "present", False, negated)


def finite_past(parse: Parse, place: int) -> Group | None:
    """The group of a past form that has a subject, or goes on with a passive; None otherwise."""
    before, after = parse.before(place), parse.beyond(place)
    last = parse.clauses[-1] if parse.clauses else None
    if before < 0 and _is_inverted(parse, place, after):
        return Group(place, place, "be", True)
    if parse.kind(before) == "C" or (parse.kind(before) == "," and parse.kind(before - 1) == "C"):
        by = parse.low(after) == "by"
        bare = parse.kind(after) in ("P", ",", "") and parse.low(place) not in TAKES_PREPOSITION
        if (
            last is not None
            and last.passive
            and last.form not in MODALS
            and (by or (bare and before - 1 == last.main))
        ):
            return Group(place, place, last.form, True)
    return Group(place, place, "past") if _is_finite_past(parse, place) else None


def _is_inverted(parse: Parse, place: int, after: int) -> bool:
    """True for "Discussed were ways to ..." and "Discussed at the talks were ..."."""
    if parse.kind(after) != "P" or parse.low(place) not in ENTRIES:
        return parse.kind(after) == "B"
    for at in range(after + 1, len(parse.tokens)):
        if parse.kind(at) in ("B", ",", ";", "W", "V", "M", "H"):
            return parse.kind(at) == "B"
    return False


def _is_finite_past(parse: Parse, place: int) -> bool:
    before, after = parse.before(place), parse.beyond(place)
    kind, following, top = parse.kind(before), parse.kind(after), parse.top
    known = parse.low(place) in ENTRIES
    if kind in ("", "D", "P", "T", "M", "B", "H", "O", "b", "h"):
        return False
    behind = after + 1 if parse.low(after) in PARTICLES else after
    sure = parse.low(place) in PAST_ONLY or parse.low(place) in MOVING
    if parse.low(behind) == "by" and not parse.low(behind + 1).endswith("ing") and not sure:
        return False
    bare = (
        following == "P"
        and parse.low(place) not in TAKES_PREPOSITION
        and parse.low(after) not in PARTICLES
    )
    bare = (bare or (following == "," and not known)) and not sure
    if kind in ("R", "W"):
        return kind == "R" or parse.low(before) in PERSONAL
    if kind in ("C", ","):
        bare &= not (kind == "C" and known and parse.low(after) == "with")
        return _goes_on(parse, place, before, bare, known)
    if kind in ("V", "Q", "F", "I"):
        return top.last is None and not bare and known and _subject(parse, place) is not None
    if top.last is not None:
        return _starts_another(parse, place, before, bare, known)
    subject = _subject(parse, place)
    if top.kind != "relative" and _is_told_of(parse, subject, place, bare):
        return False
    return subject is not None or top.antecedent is not None


def _is_told_of(parse: Parse, subject: Span | None, place: int, bare: bool) -> bool:
    """True for "The hotline set up last year would": the verb tells of a noun that has another."""
    if subject is None:
        return bare
    if is_acting(parse.tokens, subject):
        return False
    if names_actor(parse.tokens, subject):
        return bare and _verb_comes(parse, place, bare)
    return bare or _verb_comes(parse, place, bare)


def _verb_comes(parse: Parse, place: int, bare: bool) -> bool:
    """True when another finite verb follows in the same clause."""
    tokens = parse.tokens
    for at in range(place + 1, len(tokens)):
        if tokens[at].kind in "WC;T":
            return False
        other = bare and tokens[at].kind == "V" and tokens[at - 1].kind in NOUNISH
        if tokens[at].kind in "MBHO" or (other and parse.kind(parse.beyond(at)) not in ("P", "")):
            return True
    return False


def _subject(parse: Parse, place: int) -> Span | None:
    return subject_in(parse.tokens, parse.top.start, place)


def _goes_on(parse: Parse, place: int, before: int, bare: bool, known: bool) -> bool:
    """Whether a past form behind "and" or a comma is another verb of the same subject."""
    kind, following = parse.kind(before), parse.kind(parse.beyond(place))
    joined = kind == "C" and parse.kind(before - 1) in ("V", "Q")
    if joined and not any(clause.main == before - 1 for clause in parse.clauses):
        return False
    if kind == "C" and not known and _joins_adjectives(parse, before, place):
        return False
    if not any(frame.last for frame in parse.stack):
        subject = _subject(parse, place)
        if kind == "C" or subject is None:
            return False
        if bare and names_actor(parse.tokens, subject):
            return not _verb_returns(parse, place)
        return not bare and not _is_told_of(parse, subject, place, bare)
    if kind == "," and parse.top.last is not None and parse.waiting is None:
        return not bare and (known or following in ("D", "W", "T", "K", "X", "G", "R"))
    return not bare


def _verb_returns(parse: Parse, place: int) -> bool:
    """True when a verb stands behind a later comma ("Korea, admitted in 1991, agreed")."""
    for at in range(place + 1, len(parse.tokens)):
        if parse.kind(at) in ("V", "M", "B", "H", "O") and parse.kind(parse.before(at)) == ",":
            return True
    return False


def _joins_adjectives(parse: Parse, conjunction: int, place: int) -> bool:
    """True for "an open and coordinated manner": a participle beside an adjective."""
    return (
        parse.kind(conjunction - 1) in ("X", "A", "V")
        and parse.kind(conjunction - 2) in ("D", "P", "A")
        and parse.kind(place + 1) in ("X", "F")
    )


def _starts_another(parse: Parse, place: int, before: int, bare: bool, known: bool) -> bool:
    """Whether a past form behind a noun, in a clause that has its verb, starts another clause."""
    last = parse.top.last
    assert last is not None
    if parse.waiting is not None and not bare:
        return True
    start = max(last.main + 1, parse.top.start)
    joints = [at for at in range(start, place) if parse.kind(at) in ("C", ",")]
    if joints:
        subject = subject_in(parse.tokens, joints[-1] + 1, place)
        if subject is None or bare:
            return False
        strong = parse.kind(joints[-1]) == "C"
        return (strong or parse.tokens[subject[0]].kind in "DKR") and (known or strong)
    if bare or parse.kind(parse.beyond(place)) == "":
        return False
    saying = parse.low(last.main) in SAYING and parse.kind(last.main + 1) in ("D", "K", "R", "X")
    return saying or zero_relative(parse, place) is not None


def zero_relative(parse: Parse, place: int) -> int | None:
    """Where the subject of "the guidelines her ministry adopted" starts; None for no such clause."""
    at = last = parse.before(place)
    while at > 0 and parse.kind(at) == "K":
        at -= 1
    if at < last and parse.kind(at) in ("X", "F"):
        return at + 1
    while at > 0 and parse.kind(at) in NOUNISH:
        at -= 1
    behind_noun = parse.kind(at - 1) in ("X", "K")
    return at if parse.kind(at) in ("D", "R") and behind_noun else None


def finite_present(parse: Parse, place: int) -> Group | None:
    """The group of a present form with a subject before it ("Korea appreciates"), or None."""
    return Group(place, place, "present") if _is_finite_present(parse, place) else None


def _is_finite_present(parse: Parse, place: int) -> bool:
    before, after = parse.before(place), parse.beyond(place)
    kind, following, low, top = parse.kind(before), parse.kind(after), parse.low(place), parse.top
    if parse.tokens[place].text[0].isupper():
        return False
    if kind == "R":
        return top.last is None
    if kind == "W" and parse.low(before) in PERSONAL:
        return top.kind == "relative" and following in ("D", "T", "P", "K", "A", "X", "R")
    if parse.kind(place) != "F" or following not in tuple("DTPKWGRXIF"):
        return False
    if kind == "C" or (kind == "," and parse.kind(before - 1) == "C"):
        last = parse.stack[0].last or top.last
        parallel = last is not None and last.form == "present"
        return parallel or (bool(parse.clauses) and following == "T" and low in PLANNING)
    if top.last is not None or kind not in ("X", "K", "V"):
        return False
    subject = _subject(parse, place)
    if subject is None or subject[1] != before + 1 or _auxiliary_follows(parse, place):
        return False
    return _agrees(parse, subject, low)


def _agrees(parse: Parse, subject: Span, low: str) -> bool:
    """True when subject and verb agree in number, as far as one can see."""
    head = parse.tokens[head_of(parse.tokens, subject)]
    third = low.endswith("s") and not low.endswith("ss")
    plural = (head.low.endswith("s") and not head.low.endswith("ss")) or head.low in (
        "people",
        "both",
    )
    joined = any(parse.kind(at) == "C" for at in range(*subject))
    return third != plural or (third and head.kind == "K" and not joined) or (joined and not third)


def _auxiliary_follows(parse: Parse, place: int) -> bool:
    """True when an auxiliary of the same clause follows ("the ministry plans were")."""
    for at in range(place + 1, place + 4):
        if parse.kind(at) in ("W", "T", "D", "C", ",", ";", ""):
            return False
        if parse.kind(at) in "MBHO":
            return True
    return False
