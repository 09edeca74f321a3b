"""A sentence as its finite clauses: verb group, subject, and how the clauses hang together.

Rules over word classes, in one pass from left to right. A stack holds the clauses that are open:
the main one, and what "that", "which", "while" opened inside it. Each finite verb either opens a
clause of its own (a subject stands before it) or goes on with an open one ("..., and agreed").
"""

from index.finite import (
    SAYING,
    auxiliary_group,
    finite_past,
    finite_present,
    zero_relative,
)
from index.openers import behind_infinitive, open_clause, opens_clause
from index.parse import Clause, Frame, Group, Parse
from index.subjects import (
    OWN,
    Span,
    antecedent,
    names_actor,
    persons_before,
    phrase_from,
    subject_in,
)
from index.tokens import Token
from index.verbs import MODALS

FAILING = frozenset("failed fail fails declined declines refused refuses".split())
"""With "to" behind them: what was not done."""
PARTS = frozenset("last first latest next both all some most many none each".split())
""" "the last of which" names the same as "which"."""


def find_clauses(tokens: list[Token]) -> list[Clause]:
    """The finite clauses of a sentence, in reading order."""
    parse, place = Parse(tokens), 0
    while place < len(tokens):
        kind = tokens[place].kind
        group = None
        if kind == "W" or (kind == "P" and opens_clause(parse, place)):
            open_clause(parse, place)
        elif kind == ";":
            parse.stack = [Frame("main", place + 1)]
        elif kind in "MBHO":
            group = auxiliary_group(parse, place)
        elif kind == "V":
            group = finite_past(parse, place)
        elif kind == "Y":
            subject = phrase_from(tokens, place + 1, len(tokens))
            group = Group(place, place, "past", subject=subject) if subject else None
        elif kind in "FX":
            group = finite_present(parse, place)
        elif kind in "Tbh":
            place = behind_infinitive(parse, place)
            continue
        if group:
            _skip_failing(parse, group)
            group.negated |= parse.kind(place - 1) == "N"
            _attach(parse, group)
            place = group.main
        place += 1
    _end_all(parse)
    return parse.clauses


def _skip_failing(parse: Parse, group: Group) -> None:
    """ "failed to agree" is "did not agree"."""
    at = parse.beyond(group.main)
    if parse.low(group.main) in FAILING and parse.kind(at) == "T" and not group.passive:
        group.main, group.negated = parse.beyond(at), not group.negated


def _attach(parse: Parse, group: Group) -> None:
    """Give a verb group its subject and its place among the open clauses."""
    frame, before = parse.top, parse.before(group.first)
    if group.subject is not None:
        parse.stack = parse.stack[:1]
        _add(parse, parse.top, group, group.subject, group.first)
    elif _shares(parse, group, frame, before):
        _go_on(parse, group)
    elif _ends_participle(parse, frame, before) and (depth := parse.waiting) is not None:
        _return(parse, group, depth)
    elif frame.last is None and _has_hidden_verb(parse, group, frame):
        parse.stack = parse.stack[:1]
        joint = _joint(parse, group, frame, "C")
        subject = subject_in(parse.tokens, joint + 1, group.first)
        _add(parse, parse.top, group, subject, subject[0] if subject else group.first)
    elif frame.last is None:
        subject = _first_subject(parse, frame, group.first)
        opener = frame.opener if frame.kind == "relative" else group.first
        begin = subject[0] if subject and frame.kind != "relative" else opener
        _add(parse, frame, group, subject, begin)
    elif (depth := parse.waiting) is not None and not _joint(parse, group, frame, "C"):
        _return(parse, group, depth)
    elif joint := _joint(parse, group, frame, "C,;"):
        subject = subject_in(parse.tokens, joint + 1, group.first)
        if group.form == "past" or frame.kind == "adverbial":
            parse.stack = parse.stack[:1]
        _add(parse, parse.top, group, subject, subject[0] if subject else group.first)
    else:
        _inside(parse, group, frame.last)


def _ends_participle(parse: Parse, frame: Frame, before: int) -> bool:
    """True for "The participants, noting that tides differ, agreed": back to what waits."""
    return (
        frame.last is None
        and frame.kind == "that"
        and parse.kind(before) == ","
        and not any(parse.kind(at) in (",", "W") for at in range(frame.start, before))
    )


def _has_hidden_verb(parse: Parse, group: Group, frame: Frame) -> bool:
    """True for "that it be done soon, and the two teams agreed": the clause inside had its verb.

    So has the first one of "Views differed, and the two teams agreed", where the verb behind a noun
    that is written like one is not told from a participle.
    """
    joint = _joint(parse, group, frame, "C") if group.form == "past" else 0
    if not joint or parse.kind(joint - 1) != ",":
        return False
    if frame.kind == "main":
        subject = subject_in(parse.tokens, joint + 1, group.first)
        told = [at for at in range(frame.start + 1, joint) if parse.kind(at) == "V"]
        return bool(
            len(told) == 1
            and parse.kind(told[0] - 1) == "F"
            and parse.low(told[0] + 1) != "by"
            and subject
            and names_actor(parse.tokens, subject)
        )
    if frame.kind not in ("that", "adverbial"):
        return False
    return any(parse.kind(at) in ("b", "F", "V", "Q", "T") for at in range(frame.start, joint))


def _shares(parse: Parse, group: Group, frame: Frame, before: int) -> bool:
    """True where a verb shares the subject of an earlier one ("and agreed", ", agreed")."""
    kind = parse.kind(before)
    if not any(one.last for one in parse.stack):
        return False
    if kind == "C" or (kind == "," and parse.kind(before - 1) == "C"):
        return True
    if kind != "," or _is_apposition(parse, frame, before):
        return False
    if frame.last is None:
        inside = range(frame.start, before)
        return frame.kind == "that" and not any(parse.kind(at) in (",", "W") for at in inside)
    return parse.waiting is None


def _is_apposition(parse: Parse, frame: Frame, before: int) -> bool:
    """True for ", and Ms. Lund, the chair, agreed": somebody new is named, and who that is."""
    start = max(frame.start, frame.last.main + 1 if frame.last else 0)
    for at in range(before - 1, start, -1):
        if parse.kind(at) == "C" and parse.kind(at - 1) == ",":
            stop = next(n for n in range(at, before + 1) if parse.kind(n) == ",")
            subject = subject_in(parse.tokens, at + 1, stop)
            return stop < before and subject is not None and names_actor(parse.tokens, subject)
    return False


def _joint(parse: Parse, group: Group, frame: Frame, kinds: str) -> int:
    """The conjunction or comma before the subject of a verb, best ", and"; 0 for none."""
    start = max(frame.start, frame.last.main + 1 if frame.last else 0)
    found = [
        at
        for at in range(start, group.first - 1)
        if parse.kind(at) in kinds and subject_in(parse.tokens, at + 1, group.first)
    ]
    strong = [at for at in found if parse.kind(at) == "C" and parse.kind(at - 1) == ","]
    if strong:
        return strong[-1]
    plain = [at for at in found if parse.kind(at) != "C" or parse.low(at + 1) not in OWN]
    return plain[-1] if plain else 0


def _return(parse: Parse, group: Group, depth: int) -> None:
    """The verb of a clause whose subject stands before the clause inside it."""
    outer, inner = parse.stack[depth], parse.stack[depth + 1]
    subject = subject_in(parse.tokens, outer.start, max(outer.start, inner.opener))
    if subject is None and (joint := _joint(parse, group, parse.top, ",")):
        subject = subject_in(parse.tokens, joint + 1, group.first)
    if subject is None and inner.kind == "relative":
        subject = inner.antecedent
    parse.stack = parse.stack[: depth + 1]
    _add(parse, outer, group, subject, subject[0] if subject else group.first)


def _inside(parse: Parse, group: Group, last: Clause) -> None:
    """A clause inside the latest one that no word opens: "said he came", "the rules it adopted"."""
    behind = last.main + 1
    if parse.low(last.main) in SAYING and parse.kind(behind) in ("D", "K", "R", "X"):
        frame, last.governs = Frame("that", behind, behind, None, last), True
        subject = subject_in(parse.tokens, behind, group.first)
    elif (start := zero_relative(parse, group.first)) is not None:
        frame = Frame("relative", start, start, antecedent(parse.tokens, start))
        subject = (start, parse.before(group.first) + 1)
    else:
        frame = Frame("relative", group.first, group.first)
        subject = subject_in(parse.tokens, behind, group.first)
    parse.stack.append(frame)
    _add(parse, frame, group, subject, subject[0] if subject else group.first)


def _go_on(parse: Parse, group: Group) -> None:
    """A verb that shares the subject of an earlier one: the one whose tense it has."""
    done = [depth for depth, frame in enumerate(parse.stack) if frame.last is not None]
    tense = _tense(group.form)
    same = [
        depth for depth in done if (last := parse.stack[depth].last) and _tense(last.form) == tense
    ]
    if group.form in ("past", "present"):
        depth = same[0] if same else done[0]
        if parse.stack[0].last is None:
            depth = done[-1]
    elif group.form in MODALS:
        depth = same[-1] if same else done[-1 if group.form == "would" else 0]
    else:
        depth = (same or done)[-1]
    parse.stack = parse.stack[: depth + 1]
    begin = group.first
    while parse.kind(begin - 1) in ("A", "N"):
        begin -= 1
    frame = parse.top
    assert frame.last is not None
    _add(parse, frame, group, frame.last.subject, begin)


def _tense(form: str) -> str:
    return {"perfect": "present", "progressive": "be"}.get(form, form)


def _first_subject(parse: Parse, frame: Frame, end: int) -> Span | None:
    """The subject of the first verb of an open clause."""
    own = subject_in(parse.tokens, frame.start, end)
    if frame.kind != "relative" or own is not None:
        return own
    return _part_named(parse, frame) or frame.antecedent


def _part_named(parse: Parse, frame: Frame) -> Span | None:
    """ "the first meeting" of "the first meeting of which"; None for "the last of which"."""
    opener = start = frame.opener
    if parse.low(opener) != "of":
        return None
    while start > 0 and parse.kind(start - 1) in ("X", "D", "F", "A"):
        start -= 1
    frame.opener = start
    if parse.low(opener - 1) in PARTS:
        noun = antecedent(parse.tokens, start)
        whom = parse.low(opener + 1) == "whom" and noun and not names_actor(parse.tokens, noun)
        frame.antecedent = persons_before(parse.tokens, noun) if whom and noun else noun
        return None
    return (start, opener) if start < opener else None


def _add(parse: Parse, frame: Frame, group: Group, subject: Span | None, begin: int) -> None:
    clause = Clause(
        subject,
        begin,
        group.first,
        group.main,
        group.form,
        group.passive,
        group.negated,
        group.perfect,
        parse.stack.index(frame),
        frame.kind,
        governor=frame.governor,
        gap=frame.kind == "relative" and subject not in (None, frame.antecedent),
    )
    frame.last = clause
    parse.clauses.append(clause)


def _end_all(parse: Parse) -> None:
    """Each clause ends before the next one that does not stand inside it."""
    for number, clause in enumerate(parse.clauses):
        end = len(parse.tokens)
        for other in parse.clauses[number + 1 :]:
            if other.level <= clause.level:
                end = other.begin if other.begin > clause.main else other.first
                break
        while end > clause.main + 1 and parse.kind(end - 1) in ("C", ",", ";", "W"):
            end -= 1
        clause.end = end
