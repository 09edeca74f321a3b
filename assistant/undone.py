"""What did not happen, or not yet, though the question takes it for granted; and the other way round."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.asserted import Contradiction
from assistant.cover import GENERIC, term_weights
from assistant.evidence import FORWARD, Evidence
from assistant.lexicon import Lexicon
from assistant.records import AnswerKind, Reading
from index.acts import CONSULT
from index.meeting import ORDINAL, ordinal_in
from index.records import Act, Modality
from index.words import COUNTRIES, stems

NOT_DONE = re.compile(
    r"\b(?:unable to|(?:could|did|was|were|has|have|had|is|are|would|will) not|couldn[’']t|didn[’']t|failed to|never|no longer"
    r"|no (?:agreement|consensus|decision|conclusion|date|common ground)|call(?:ed|ing) off|cancel\w*|put off|postpon\w*"
    r"|withdr[ae]w\w*|dropped|abandon\w*|shelved|scrapped|suspended|too (?:costly|expensive|early)|premature|declin\w+|turned down"
    r"|reject\w*|f[ae]ll(?:s|en|ing)? through|not (?:be(?! confused)|been|to(?! be confused)|yet)|absent|without (?:agreement|a decision))\b",
    re.IGNORECASE,
)
"""Words that tell that something did not come about."""
IN_PLACE_OF = re.compile(r"\b(?:instead of|in place of|rather than)\b", re.IGNORECASE)
"""What follows these words did not come about; what stands before them did."""
NOT_YET = re.compile(
    r"\b(?:voic\w+ hope|express\w+ (?:interest|hope|its|his|her|their|a)\b.{0,12}?(?:wish|hope|willingness|intention|interest)?"
    r"|intention to|as an observer|at a later date|yet to be|asked for more time|still under)\b",
    re.IGNORECASE,
)
"""Words that tell that something is wished for, or still to come."""
OPEN = re.compile(
    r"\b(?:happen\w*|bec[ao]me of|status|fate|respon\w+|repl\w+|react\w*|propos\w+|suggest\w*|idea|plan\w*|call(?:ed|s)? for|rais\w+"
    r"|request\w*|ask(?:ed|s)? (?:for|that|to)|discuss\w*|instead|originally|wanted|hoped?|wish\w*|intend\w*|view|position|stance|opinion|outcomes?|results?|think|thought"
    r"|express\w*|explain\w*|stress\w*|emphasi\w+|not|n[’']t|without|far|still|ever|stand|delay\w*|halt\w*|stopp?(?:ed|ing)?"
    r"|on (?:ice|hold)|refus\w*|oppos\w+|against|arguments?|answer|wait\w*|should)\b",
    re.IGNORECASE,
)
"""Words of a question that leaves open whether something came about, or says that it did not."""
ASKS_WHAT_WAS_DONE = re.compile(
    r"\b(?:what|which)\b(?:(?!\bthat\b).)*\b(?:agree\w*|decid\w*|conclu\w*|settle\w*)\b",
    re.IGNORECASE,
)
AGREED_ON = re.compile(
    r"\b(?:that|which)\b.{0,60}\b(?:agreed|decided|adopted|signed|approved|set up|created|established|opened|launched|chose)\b|\bthe agreed\b",
    re.IGNORECASE,
)
"""What a question is about is said to be agreed."""
DECIDED = re.compile(
    r"\b(?:why|how|when|where|who|which)\b.*\b(?:agreed?|decided?|adopt\w*|approv\w*|sign(?:ed)?|set up|establish\w*)\b",
    re.IGNORECASE,
)
SAID = re.compile(
    r"\b(?:given that|now that|considering that|seeing that|since(?! when)|after|because|(?<!^)when)\s+(?P<clause>[^,?]{12,})",
    re.IGNORECASE,
)
NO_PREMISE = (AnswerKind.YES_NO, AnswerKind.TIMELINE, AnswerKind.COMPARISON, AnswerKind.DEFINITION)
DONE = re.compile(
    r"\b(?:did|was|were|had|has|have)\b|\bwho (?:else )?[a-z]+(?:ed|[dt])\b|\b[a-z]+[^e\W]ed\b|\bagreed\b|\b(?:gave|led|met|held|took|sent|won|chose|made)\b",
    re.IGNORECASE,
)
"""A question about what is past."""
CLAUSE = re.compile(
    r";|,?\s+(?:but|while|whereas|although|though)\s+|,\s+(?:and|so)\s+(?=(?:that|the|it|he|she)\b)"
)
ROOT = 5
"""Letters from which a word may open another of the same root: "member" and "membership"."""
SHARE, SHARE_OF_COUNTRY, MOST = 0.5, 0.45, 0.7
"""How much of what the question is about, beside the meeting, the clause has to name, and a proposal."""
MEANT = 0.4
WORDED = 3
"""Cosine below which a denial is of something else, unless so many of its words are asked for;
both chosen on the development questions."""
WHY = re.compile(r"^\W*(?:why|how)\b(?!\s+(?:many|much|long|often))", re.IGNORECASE)
READ = 40
"""Sentences that are looked at."""
DEEDS = frozenset((Act.AGREED, Act.TOOK_PLACE, Act.OTHER))
SAYING = frozenset((Act.PROPOSED, Act.CALLED_FOR, Act.HOPED, Act.STATED))
"""Acts by which something comes about."""
TALK = re.compile(
    rf"(?:{CONSULT.pattern})|\s*(?:also\s+)?to\s+(?:re-?visit|return|re-?consider|consider|review|examine|study|look|discuss|consult"
    r"|explore|exchange views|take up)\b",
    re.IGNORECASE,
)
"""What follows "agreed" where the matter was left open."""
SETTLED = {
    AnswerKind.WHERE: frozenset(stems("venue place location host city")),
    AnswerKind.WHEN: frozenset(stems("date dates time schedule")),
}


def never_done(
    reading: Reading, evidence: Sequence[Evidence], lexicon: Lexicon
) -> Contradiction | None:
    """The sentence that says that what the question takes for granted did not come about."""
    told = [one for one in evidence[:READ] if not one.release.announces]
    for clause in _presupposed(reading):
        if found := _denied(_narrowed(reading, clause), told, lexicon):
            return Contradiction(found)
    if not _takes_for_granted(reading):
        return _unsettled(reading, told)
    if found := _denied(reading, told, lexicon):
        return Contradiction(found)
    if proposed := _only_proposed(reading, told, lexicon):
        return Contradiction(proposed, "it was proposed, and no release reports that it was agreed")
    return _unsettled(reading, told)


def _presupposed(reading: Reading) -> Iterator[str]:
    """The clauses of the question that are said and not asked: "given that ...", "after ..."."""
    if reading.kind in NO_PREMISE:
        return
    for match in SAID.finditer(reading.question):
        clause = match["clause"]
        if DONE.search(clause) and not NOT_DONE.search(clause):
            yield clause


def _narrowed(reading: Reading, clause: str) -> Reading:
    """The reading of a clause alone."""
    held = set(stems(clause))
    return replace(reading, terms=tuple(term for term in reading.terms if term in held))


def _denied(reading: Reading, told: Sequence[Evidence], lexicon: Lexicon) -> Evidence | None:
    """The sentence that denies it, where none tells as much of it as done."""
    best: tuple[float, Evidence] | None = None
    done, asked = 0.0, set(reading.terms) & COUNTRIES
    for one in told:
        wanted = matter(reading, one, lexicon)
        for clause, cue in _clauses(one.text):
            part = share(clause, wanted)
            if cue is None:
                done = max(done, part if is_deed(one) else 0.0)
                continue
            if cue is NOT_YET and not WHY.match(reading.question):
                continue
            least = SHARE_OF_COUNTRY if asked and asked <= set(stems(clause)) else SHARE
            alike = one.cosine >= MEANT or len(wanted.keys() & set(stems(clause))) >= WORDED
            if alike and part >= least and (best is None or part > best[0]):
                best = part, one
    return best[1] if best and best[0] > done else None


def matter(reading: Reading, one: Evidence, lexicon: Lexicon) -> dict[str, float]:
    """The weights of what the question is about, beside the meeting that the sentence is from."""
    weights = term_weights(reading, lexicon)
    opening = lexicon.openings[one.release.id]
    return {
        term: weight
        for term, weight in weights.items()
        if term not in opening and term not in GENERIC
    }


def is_deed(one: Evidence) -> bool:
    """True when the sentence tells of something done, not only said, proposed or talked about."""
    acts = {it.act for it in one.statements}
    deeds = DEEDS - {Act.OTHER} if acts & SAYING else DEEDS
    return any(
        it.act in deeds
        and it.modality is Modality.FACT
        and not it.negated
        and not TALK.match(one.release.text[it.verb_start + len(it.verb) :])
        for it in one.statements
    )


def _takes_for_granted(reading: Reading) -> bool:
    question = reading.question
    if reading.kind in NO_PREMISE:
        return False
    if NOT_DONE.search(question):
        return False
    if AGREED_ON.search(question):
        return True
    if OPEN.search(question) or FORWARD.search(question):
        return False
    if ASKS_WHAT_WAS_DONE.search(question):
        return False
    speech = reading.act not in (None, Act.AGREED, Act.TOOK_PLACE, Act.WILL_DO, Act.OTHER)
    return bool(DONE.search(question)) and not speech


def _clauses(sentence: str) -> Iterator[tuple[str, re.Pattern[str] | None]]:
    """The clauses of a sentence, each with the pattern that finds it undone or not yet done."""
    for clause in CLAUSE.split(" ".join(sentence.split())):
        if match := IN_PLACE_OF.search(clause):
            yield clause[: match.start()], None
            yield clause[match.end() :], IN_PLACE_OF
            continue
        yield clause, next((one for one in (NOT_DONE, NOT_YET) if one.search(clause)), None)


def share(clause: str, wanted: dict[str, float]) -> float:
    held = set(stems(clause))
    return sum(weight for term, weight in wanted.items() if term in held) / (
        sum(wanted.values()) or 1.0
    )


def _only_proposed(reading: Reading, told: Sequence[Evidence], lexicon: Lexicon) -> Evidence | None:
    """The sentence that proposes what the question says was agreed, where none agrees on it."""
    said = AGREED_ON.search(reading.question) or DECIDED.search(reading.question)
    if reading.act is not Act.AGREED or not said:
        return None
    best: tuple[float, Evidence] | None = None
    for one in told:
        part = share(one.text, matter(reading, one, lexicon))
        if part < MOST:
            continue
        if is_deed(one):
            return None
        if any(it.act is Act.PROPOSED for it in one.statements) and (not best or part > best[0]):
            best = part, one
    return best[1] if best else None


def _unsettled(reading: Reading, evidence: Sequence[Evidence]) -> Contradiction | None:
    """The sentence that leaves open the place or day of the very meeting, which the question asks for."""
    wanted = SETTLED.get(reading.kind)
    if not wanted or not reading.ordinal:
        return None
    for one in evidence:
        open_still = NOT_DONE.search(one.text) and wanted & set(stems(one.text))
        if open_still and reading.ordinal in [
            ordinal_in(match[0]) for match in ORDINAL.finditer(one.text)
        ]:
            return Contradiction(one)
    return None
