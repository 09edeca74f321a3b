"""From a passage to its statements: who did what, how far it went, and where it is written."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from index.actors import ACTING, PRONOUN, Kind, Named, kind_of
from index.acts import STATES, Entry, find_entry
from index.clauses import find_clauses
from index.complements import object_of
from index.own_dates import earlier_days, own_day
from index.parse import Clause
from index.records import Act, DateSpan, Modality, Passage, Statement
from index.sentences import sentence_spans
from index.subjects import TIMES, Span, head_of, phrase_from
from index.tokens import Token, tokens_of

__all__ = ["PRONOUN", "find_statements"]

UNREAL = frozenset({Act.HOPED, Act.SHARED_VIEW, Act.CALLED_FOR, Act.PROPOSED})
"""Under "hoped that" and the like "would" is no plan of anybody's."""
SUBJUNCTIVE = frozenset({Act.CALLED_FOR, Act.PROPOSED})
"""Under "proposed that" a plain verb tells of nothing that was done."""
POSSIBLE = frozenset(["can", "could", "may", "might"])
WILL = frozenset(["will", "shall", "wo", "ll"])
PLANS = frozenset(["be", "plan", "intend", "aim", "look", "stand", "mean"])
"""Verbs of `will do` that tell of a plan; a pledge or promise is itself a fact."""
TOLD = frozenset(Act) - {Act.TOOK_PLACE, Act.OTHER}
"""Acts that are done with words."""
LACKS = frozenset("be need face remain seem appear want depend".split())
"""Under "would" these tell of a state, not of a plan."""
HABITS = frozenset({Act.TOOK_PLACE, Act.OTHER, Act.STATED, Act.EXPLAINED})
"""Acts of which "is held every year" and "is evaluated as" tell no instance."""
EVALUATION = re.compile(
    r"\s+(?:serve|help|contribute|provide|pave|strengthen|promote|deepen|boost|become|mark|further|"
    r"enhance|facilitate|accelerate)\b"
)
"""What an event or a thing is said to do for the cause: no plan of anybody."""
SCHEDULED = re.compile(
    r"\s+(?:be \w+(?:ed|en|un|ld|de|nt|ut)|take place|open|start|begin|close|end)\b"
)
PHASES = frozenset("begin start commence resume continue".split())
"""With "to" behind them they tell of no event of their own."""
LONGEST = 300
"""Tokens read at once: twice the longest sentence of the archive; a text without stops is cut."""
NO = frozenset(["no", "neither", "nobody", "none", "nor"])
DENIED = 5
"""Words before a verb among which its noun may be denied: "no further joint agreement was"."""


@dataclass(slots=True)
class _Read:
    """A clause with what it states; `act` None where it states nothing."""

    clause: Clause
    words: str
    kind: Kind
    act: Act | None = None
    entry: Entry | None = None
    verb: Span = (0, 0)
    agent: bool = False
    pronoun: str = ""


@dataclass
class _Sentence:
    """A sentence as it is read, with what was read of its clauses so far."""

    text: str
    tokens: list[Token]
    named: Named
    clauses: list[Clause] = field(default_factory=list)
    reads: dict[int, _Read] = field(default_factory=dict)

    def words(self, span: Span) -> str:
        """The printed words of a stretch of tokens, brackets and quotation marks around it off."""
        words = self.text[self.tokens[span[0]].start : self.tokens[span[1] - 1].end]
        return " ".join(re.sub(r"\([^)]*\)$", "", words.rstrip()).strip(' “”"').split())

    def kind(self, span: Span) -> Kind:
        """What a stretch of tokens names."""
        return kind_of(self.words(span), self.tokens[head_of(self.tokens, span)].text)


def find_statements(
    text: str, passages: Iterable[Passage], when: DateSpan | None
) -> tuple[Statement, ...]:
    """The statements of a release, in reading order.

    Args:
        text: the whole text of the release.
        passages: its passages, in reading order.
        when: its event (or release) date; a clause's own earlier date is kept on the clause.
    """
    found: list[Statement] = []
    paragraph, named = "", Named()
    for passage in passages:
        if passage.paragraph != paragraph:
            paragraph, named = passage.paragraph, Named()
        piece = text[passage.start : passage.end]
        for start, end in sentence_spans(piece):
            place = passage.start + start
            sentence, tokens = piece[start:end], tokens_of(piece[start:end])
            for first in range(0, len(tokens), LONGEST):
                part = _Sentence(sentence, tokens[first : first + LONGEST], named)
                found += _in_sentence(part, place, passage.id, when)
    return tuple(found)


def _in_sentence(
    sentence: _Sentence, offset: int, passage: str, when: DateSpan | None
) -> list[Statement]:
    text, tokens, named = sentence.text, sentence.tokens, sentence.named
    sentence.clauses = find_clauses(tokens)
    for clause in sorted(sentence.clauses, key=lambda one: (one.begin, one.first)):
        sentence.reads[id(clause)] = _read(sentence, clause)
    for read in sentence.reads.values():
        if read.words.lower() in ("we", "i"):
            read.words = named.resolve(read.words)
    days = earlier_days(text, when) if sentence.clauses else []
    statements = []
    for read in sentence.reads.values():
        if read.act is not None:
            told, day = read.act in TOLD, None
            if days and read.clause.form not in WILL:
                day = own_day(days, read.clause, sentence.clauses, tokens, text, told)
            statements.append(_statement(sentence, read, offset, passage, day))
    return sorted(statements, key=lambda one: one.verb_start)


def _read(sentence: _Sentence, clause: Clause) -> _Read:
    words = sentence.words(clause.subject) if clause.subject else ""
    kind = sentence.kind(clause.subject) if clause.subject else Kind.NOBODY
    read = _Read(clause, words, kind)
    if kind is Kind.PRONOUN:
        _resolve(sentence, read)
    _find_act(sentence, read)
    _find_actor(sentence, read)
    return read


def _resolve(sentence: _Sentence, read: _Read) -> None:
    """Put who a pronoun stands for in its place; an "it" that stands for nobody is a thing."""
    governor = sentence.reads.get(id(read.clause.governor))
    said = read.clause.kind == "that" and governor is not None and governor.kind in ACTING
    words = sentence.named.resolve(read.words, governor.words if said and governor else "")
    if words == read.words:
        read.kind = Kind.THING if words.lower() == "it" else Kind.PRONOUN
    elif read.words.lower() == "it":
        read.kind = kind_of(words, words.split()[-1]) if " of " not in words else Kind.BODY
    read.words, read.pronoun = words, read.words.lower()


def _find_actor(sentence: _Sentence, read: _Read) -> None:
    """Name who acts: the agent of a passive, or the subject, a pronoun resolved."""
    clause, named = read.clause, sentence.named
    if read.act and clause.passive and not _keeps_subject(read):
        agent = _agent(sentence, clause)
        read.agent = agent is not None
        if agent is not None:
            read.words, read.kind = sentence.words(agent), sentence.kind(agent)
        elif read.act is not Act.TOOK_PLACE:
            read.words, read.kind = "", Kind.NOBODY
    if not read.pronoun and clause.subject and clause.kind != "that":
        words = sentence.words(clause.subject)
        named.remember(words, sentence.kind(clause.subject))
        if read.act in (Act.STATED, Act.EXPLAINED):
            named.speaker = words


def _keeps_subject(read: _Read) -> bool:
    """True for a passive whose subject is the actor: "was pleased", "is scheduled to visit"."""
    if read.act is Act.WILL_DO:
        return read.kind in ACTING or read.kind is Kind.EVENT or read.entry is not None
    return read.entry is not None and read.entry.lemma == "be" and read.kind in ACTING


def _agent(sentence: _Sentence, clause: Clause) -> Span | None:
    """Whom "by" names behind a passive; None for "by video link" and "by May"."""
    tokens = sentence.tokens
    for at in range(clause.main + 1, clause.end - 1):
        if tokens[at].kind == "W":
            return None
        if tokens[at].low != "by" or (tokens[at - 1].kind in "VQ" and at - 1 > clause.main):
            continue
        if tokens[at + 1].low in TIMES:
            continue
        span = phrase_from(tokens, at + 1, clause.end)
        if span and sentence.kind(span) in ACTING:
            return span
    return None


def _find_act(sentence: _Sentence, read: _Read) -> None:
    """Find the act of a clause: by its modal, by the table, or because somebody did something."""
    clause, tokens = read.clause, sentence.tokens
    governor = sentence.reads.get(id(clause.governor)) if clause.kind == "that" else None
    under = governor.act if governor else None
    if clause.form in WILL or clause.form == "would":
        real = clause.form in WILL or clause.kind in ("that", "main")
        if real and under not in UNREAL and _may_plan(read, under, tokens):
            first = tokens[clause.first]
            read.act, read.verb = Act.WILL_DO, (first.start, first.end)
        return
    if clause.form in ("should", "must") or (clause.form in POSSIBLE and under in UNREAL):
        return
    if clause.form in ("past", "present") and under in SUBJUNCTIVE:
        return
    if clause.form == "present" and clause.kind not in ("main", "that"):
        return
    found = _entry(sentence, read)
    if found and found[0].lemma in PHASES and clause.main + 1 < len(tokens):
        found = None if tokens[clause.main + 1].kind == "T" else found
    if found is None:
        if _is_deed(sentence, read):
            main = tokens[clause.main]
            read.act, read.verb = Act.OTHER, (main.start, main.end)
        return
    entry, start, end = found
    if entry.act is Act.WILL_DO and not _is_due(read, sentence.text[end:]):
        return
    habitual = tokens[clause.first].low in ("is", "are") and clause.form == "be"
    if not _fits(read, entry, habitual):
        return
    read.entry, read.act, read.verb = entry, entry.act, (start, end)


def _entry(sentence: _Sentence, read: _Read) -> tuple[Entry, int, int] | None:
    """The row of the table that a clause's verb fits, and where its words start and end."""
    clause, tokens = read.clause, sentence.tokens
    for at in range(clause.first, clause.main + 1):
        one = tokens[at]
        if one.kind in "Bb" and (found := find_entry(one.low, sentence.text, one.end)):
            return found[0], tokens[clause.first].start, found[1]
    if clause.form == "be" and not clause.passive:
        return None
    main = tokens[clause.main]
    subject = read.words if clause.passive else ""
    found = find_entry(main.low, sentence.text, main.end, subject)
    return (found[0], main.start, found[1]) if found else None


def _may_plan(read: _Read, under: Act | None, tokens: list[Token]) -> bool:
    """True where somebody, or a meeting, is to do something; not for "adding that it would"."""
    main = tokens[read.clause.main].low
    if read.kind not in ACTING and EVALUATION.match(f" {main}"):
        return False
    if read.clause.form == "would" and main in LACKS and not read.clause.passive:
        return False
    if read.pronoun == "it" and (main == "be" or (under is None and read.clause.kind == "that")):
        return False
    return read.kind in ACTING or read.kind is Kind.EVENT or read.clause.passive


def _is_due(read: _Read, after: str) -> bool:
    """False for "the agreement is expected to help": nobody plans it."""
    if read.kind in ACTING:
        return True
    if EVALUATION.match(after):
        return False
    return read.kind is Kind.EVENT or SCHEDULED.match(after) is not None


def _fits(read: _Read, entry: Entry, habitual: bool) -> bool:
    """False where the subject cannot do what the verb says ("threats call for a response")."""
    clause, act = read.clause, entry.act
    acting = read.kind in ACTING
    if clause.form == "progressive" and act in (Act.OTHER, Act.TOOK_PLACE):
        return False
    if clause.form in POSSIBLE and (act is Act.OTHER or not (acting or clause.passive)):
        return False
    if clause.passive and clause.kind == "adverbial" and act is Act.OTHER:
        return False
    if clause.passive and habitual and act in HABITS:
        return False
    if acting or clause.passive or act is Act.WILL_DO:
        return True
    if act is Act.TOOK_PLACE:
        return read.kind is Kind.EVENT or entry.lemma in ("take", "get")
    return act is not Act.OTHER and read.kind in (Kind.EVENT, Kind.DOCUMENT)


def _is_deed(sentence: _Sentence, read: _Read) -> bool:
    """True for a verb outside the table that tells what somebody did, once."""
    clause = read.clause
    main = sentence.tokens[clause.main].low
    if main in STATES or clause.kind == "adverbial":
        return False
    if clause.passive:
        was = sentence.tokens[clause.first].low in ("was", "were", "been") or clause.perfect
        return (was or clause.first == clause.main) and _agent(sentence, clause) is not None
    if clause.form not in ("past", "perfect"):
        return False
    return read.kind in ACTING and sentence.tokens[clause.main].kind in "VQFX"


def _statement(
    sentence: _Sentence, read: _Read, offset: int, passage: str, day: DateSpan | None
) -> Statement:
    clause, tokens = read.clause, sentence.tokens
    assert read.act is not None
    start, end = read.verb
    lemma = read.entry.lemma if read.entry else ""
    about = object_of(read.act, lemma, clause, tokens, sentence.text, read.verb, read.agent)
    return Statement(
        passage,
        offset + min(tokens[clause.begin].start, start),
        offset + max(tokens[clause.end - 1].end, end),
        offset,
        offset + len(sentence.text),
        read.words,
        read.act,
        sentence.text[start:end],
        offset + start,
        about,
        _negated(sentence, clause),
        _modality(sentence, read),
        day,
    )


def _negated(sentence: _Sentence, clause: Clause) -> bool:
    tokens = sentence.tokens
    first = tokens[clause.subject[0]].low if clause.subject else ""
    behind = tokens[clause.main + 1].low if clause.main + 1 < len(tokens) else ""
    nothing = behind in ("no", "neither") and clause.form in ("past", "perfect", "present")
    no = first in NO or tokens[clause.begin].low in NO or nothing
    return clause.negated or no or _nothing_before(tokens, clause.first)


def _nothing_before(tokens: list[Token], first: int) -> bool:
    """True where the noun right before a verb is denied: "..., but no agreement was reached"."""
    for at in range(first - 1, max(first - 1 - DENIED, -1), -1):
        if tokens[at].low in NO:
            return at == 0 or tokens[at - 1].kind != "P"  # "with no objection" denies nothing
        if tokens[at].kind not in "DFKGXAI":
            return False
    return False


def _modality(sentence: _Sentence, read: _Read) -> Modality:
    form = read.clause.form
    if form == "could" and _negated(sentence, read.clause):
        return Modality.FACT
    if form in POSSIBLE or form == "would":
        return Modality.POSSIBLE
    if form in WILL:
        return Modality.INTENDED
    plan = read.act is Act.WILL_DO and read.entry is not None and read.entry.lemma in PLANS
    return Modality.INTENDED if plan else Modality.FACT
