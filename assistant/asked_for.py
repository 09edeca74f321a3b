"""Does a sentence tell the very thing that is asked for: a reason, names, a share, a person, words?"""

import re
from collections.abc import Iterable

from assistant.cover import HOME
from assistant.evidence import Evidence
from assistant.lexicon import Lexicon
from assistant.records import AnswerKind, Reading
from assistant.selection import LISTED, Line
from assistant.undone import matter, share
from assistant.values import family_name, with_name
from index.meeting import EVENT_NOUN
from index.people import named
from index.records import Act, Person, Release
from index.words import COUNTRIES, STOPWORDS, stem, stems

WHY = re.compile(
    r"^\W*(?:and |but |so )?(?:why|for what reason|what (?:was|is|were) the reasons?|what reasons?)\b",
    re.IGNORECASE,
)
REASON = re.compile(
    r"\b(?:because|owing to|due to|so that|so as|in order to|in view of|given|on account of|as a result|thanks to|reasons?"
    r"|amid|in light of|considering|after|following|caus\w+|attribut\w+|on the grounds?|therefore|in response to"
    r"|as (?:it|they|the|he|she|this|its|of)\b|with a view to|aim\w*|for fear|explain\w*|noting|saying|cit(?:ed|ing)|point\w* (?:out|to)"
    r"|for lack of|for (?:its|their|his|her)|too (?!early to\b)\w+|designed to|meant to|in support of)\b|, whose\b"
    r"|(?<!agreed)(?<!decided)(?<!able)(?<!expected)(?<!planned)(?<!plans)(?<!proposed)(?<!continue)(?<!willingness)(?<!has)(?<!have)(?<!had)"
    r"(?<!hoped)(?<!need)(?<!way)(?<!and)(?<!,) to (?!(?:the|an?|its|their|his|her|be)\b|\d|(?-i:[A-Z]))[a-z]+\b",
    re.IGNORECASE,
)
"""Words that give a reason or a purpose."""
NAMES = re.compile(
    r"\b(?:which|what)\s+(?P<number>\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)?\s*(?P<words>(?:[\w’'-]+\s+){0,3}?)"
    r"(?:did|does|do|was|were|are|is|have|has|had|will|would|can)\b",
    re.IGNORECASE,
)
"""A question for the names of several things: "which nine measures", "which films were"."""
SEVERAL = re.compile(
    r"\b[\w’-]+(?: [\w’-]+){0,2}(?:, [\w’-]+(?: [\w’-]+){0,3})+,? and [\w’-]+|:\s|--|\bsuch as\b|\bnamely\b|\bincluding\b"
    r"|\b[A-Z][\w’-]+(?:\s[A-Z][\w’-]+)* and (?:the )?[A-Z]"
)
"""A list of several things."""
COUNTED = r"\b(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|some)(?:\s+(?!and\b)[\w’'-]+){{0,2}}?\s+{noun}"
HOUSE = re.compile(
    r"\b(?:which|what) (?:\w+ )?(?P<house>hotel|building|hall|palace|museum|university|room|convention cent(?:er|re))\b",
    re.IGNORECASE,
)
BUILDING = re.compile(
    r"\b(?:hotel|building|hall|palace|museum|university|room|cent(?:er|re)|institute|academy|headquarters|house|villa|complex)\b",
    re.IGNORECASE,
)
FEW = 3
"""Terms that have to be missing together before a sentence is no answer: one or two are paraphrased."""
OF_THE = re.compile(r"\bhow many (?:of|out of) (?:the|its|those|these)\b", re.IGNORECASE)
SUPERLATIVE = re.compile(
    r"\b(?P<root>strong|larg|high|low|bigg|small|old|young|long|short|fast|slow|deep|great|few|poor|rich|cheap|heav|busi)i?est\b|\bmost (?P<word>[a-z]{4,})\b",
    re.IGNORECASE,
)
LIMIT_OR_BEST = r"\b\w{3,}i?est\b|\bmost\b|\bat least\b|\bminimum\b|\bmaximum\b|\bup to\b|\bno (?:more|fewer|less) than\b"
"""Words that compare with all others, or set a limit."""
ASKS_PERSON = re.compile(
    r"\bwho(?:\s+(?:actually|else|all))?\s+(?:chaired|led|leads|headed|heads|represented|opened|delivered|gave|presided|moderated|spoke"
    r"|won|wrote|owns?|pays?|runs?|looks? after|will|is|was)\b|\bname of\b|\bwhich (?:\w+ )?(?:minister|ambassador|official|person|expert|professor|director)\b",
    re.IGNORECASE,
)
VAGUE = re.compile(
    r"^\W*(?:the\s+|all\s+|both\s+|several\s+|some\s+|other\s+|two\s+|three\s+)*(?:participants?|sides?|members?|delegates?|delegations?|officials?"
    r"|governments?|countries|parties|ministers|they|it|experts|meeting|forum)\W*$",
    re.IGNORECASE,
)
"""A group that is nobody by name."""
SIDE = re.compile(r"\b(?:side|delegation|delegates|government)\W*$", re.IGNORECASE)
MEETING = re.compile(rf"\b{EVENT_NOUN}\b", re.IGNORECASE)
OFFICE = re.compile(
    r"\b(?:minister|ambassador|director|secretary|president|vice|deputy|chair\w*|professor|dr|mr|ms|mrs|head|representative|delegate|envoy|governor|mayor|undersecretary|official)\b",
    re.IGNORECASE,
)
TO_BE_TOLD = re.compile(
    r"\b(?:would|will|to|shall) be (?:made (?:known|public)|announced|determined|set|fixed|decided|disclosed|confirmed|chosen|selected|settled|named)\b"
    r"|\bto fix the dates?\b|\bno date (?:was|has been) (?:fixed|set)\b",
    re.IGNORECASE,
)
"""The value is still to come."""
TOLD_LATER = re.compile(r"\b(?:turned out|was found|were found|is|was|were|did)\b", re.IGNORECASE)
SAID = (
    Act.STATED,
    Act.STRESSED,
    Act.EXPLAINED,
    Act.HOPED,
    Act.APPRECIATED,
    Act.CALLED_FOR,
    Act.PROPOSED,
)
"""Acts that have one speaker."""
SUBJECT = re.compile(
    r"\b(?:did|does|has|had)\s+(?:the\s+)?(?P<who>(?:[\w’'-]+\s+){1,5}?)(?P<verb>say|said|tell|told|stress\w*|emphasi\w+|explain\w*|express\w*|hope\w*|propose\w*|suggest\w*|think|note\w*"
    r"|point out|warn\w*|call for|ask|request\w*|want\w*|take|respond|reply|remark|underline\w*|underscore\w*|mention\w*|announce\w*|offer\w*|argue\w*)\b",
    re.IGNORECASE,
)


def tells_it(reading: Reading, evidence: Evidence, lexicon: Lexicon) -> bool:
    """False when the sentence names the matter and not what of it is asked for."""
    return evidence.is_likely or all(
        check(reading, evidence, lexicon)
        for check in (_reason, _names, _venue, _matter, _superlative, _told_by_now, _speaker)
    )


def _passage(evidence: Evidence) -> str:
    return " ".join(evidence.release.text_of(evidence.passage).split())


def _reason(reading: Reading, evidence: Evidence, lexicon: Lexicon) -> bool:
    return not WHY.match(reading.question) or bool(REASON.search(_passage(evidence)))


def _names(reading: Reading, evidence: Evidence, lexicon: Lexicon) -> bool:
    """True unless names of several things are asked and the sentence only counts them."""
    match = NAMES.search(reading.question)
    words = match["words"].split() if match else []
    if not match or not words or not (match["number"] or words[-1].endswith("s")):
        return True
    text = " ".join(evidence.text.split())
    noun = stem(words[-1])
    counted = [
        it
        for word in set(re.findall(r"[\w’'-]+", text))
        if stem(word) == noun
        for it in re.finditer(COUNTED.format(noun=re.escape(word)), text, re.IGNORECASE)
    ]
    if not counted and not match["number"]:
        return True
    rest = text[min((it.end() for it in counted), default=0) :]
    return bool(SEVERAL.search(rest))


def _venue(reading: Reading, evidence: Evidence, lexicon: Lexicon) -> bool:
    """True unless a house is asked and the sentence names none."""
    asked = HOUSE.search(reading.question)
    if not asked:
        return True
    if asked["house"].lower() == "building":
        return bool(BUILDING.search(evidence.text))
    return stem(asked["house"]) in stems(evidence.text)


def _matter(reading: Reading, evidence: Evidence, lexicon: Lexicon) -> bool:
    """True unless nothing that is asked, beside the names in the question, stands in the passage."""
    if reading.kind is not AnswerKind.FACT or reading.act in LISTED:
        return True
    named = {term for name in (*reading.names, *reading.scope) for term in stems(name.typed)}
    wanted = {
        term: weight
        for term, weight in matter(reading, evidence, lexicon).items()
        if term not in named
    }
    if len(wanted) < FEW or not named:
        return True
    release = evidence.release
    lead = release.text_of(release.lead_of(evidence.passage))
    return share(f"{lead} {_passage(evidence)}", wanted) > 0


def _superlative(reading: Reading, evidence: Evidence, lexicon: Lexicon) -> bool:
    """True unless the question asks for the strongest and the passage compares nothing."""
    text = _passage(evidence).lower()
    for match in SUPERLATIVE.finditer(reading.question):
        if match["root"] and not re.search(LIMIT_OR_BEST, text):
            return False
    return True


def _told_by_now(reading: Reading, evidence: Evidence, lexicon: Lexicon) -> bool:
    """True unless the sentence leaves to a later day what the question asks for as known."""
    match = TO_BE_TOLD.search(evidence.text)
    if not match or not TOLD_LATER.search(reading.question) or reading.act:
        return True
    before = set(stems(evidence.text[: match.start()])[-5:])
    return not before & set(reading.terms)


def _speaker(reading: Reading, evidence: Evidence, lexicon: Lexicon) -> bool:
    """True unless the words of one country's side are asked and others speak in the sentence."""
    match = SUBJECT.search(reading.question)
    if not match:
        return True
    asked = set(stems(match["who"])) & COUNTRIES
    if len(asked) != 1 or set(stems(match["who"])) & {HOME}:
        return True
    if reading.act in (Act.AGREED, Act.SHARED_VIEW, Act.DISCUSSED):
        return True
    told = set(stems(_passage(evidence)))
    speakers = set(_speakers(evidence))
    if OFFICE.search(match["who"]) and OFFICE.search(evidence.text):
        return True  # an office of the country: its holder is often printed without it
    return bool(asked & (speakers or told))


def _speakers(evidence: Evidence) -> Iterable[str]:
    """The stems of who speaks or acts in the sentence, offices of the people included."""
    release = evidence.release
    for one in evidence.statements:
        yield from stems(with_name(one.actor, release))
        for person in release.people:
            if one.actor and family_name(person.name) in one.actor:
                yield from _described(person, release)
        yield from stems(release.text[one.sentence_start : one.verb_start])


def _described(person: Person, release: Release) -> Iterable[str]:
    """The stems of a person's office and of what stands behind the name: "of New Zealand"."""
    yield from stems(person.office)
    for match in re.finditer(re.escape(person.name.split()[-1]), release.text):
        yield from stems(release.text[max(0, match.start() - 60) : match.end() + 40])


def gives_it(reading: Reading, line: Line) -> bool:
    """False when the value of a line is none: a vague group for a person, the number of the question."""
    if reading.kind is AnswerKind.WHO and line.value and ASKS_PERSON.search(reading.question):
        if VAGUE.match(line.value) or (SIDE.search(line.value) and not named(line.value)):
            return False
        if MEETING.search(line.value) and not (named(line.value) or OFFICE.search(line.value)):
            return False
        return _is_somebody(line.value) or not re.search(
            r"\bwho\s+(?:chaired|led|headed|represented|moderated|presided)\b",
            reading.question,
            re.IGNORECASE,
        )
    if line.value and re.search(r"\bhow long\b", reading.question, re.I):
        if re.search(rf"{re.escape(line.value)}\s+(?:a|per|every|each)\s", line.evidence.text):
            return False
        if not re.match(r"an? ", line.value):
            return True
        return bool(
            re.search(
                rf"\b(?:for|of|lasted|after|within|in|takes?|took)\s+{line.value}",
                line.evidence.text,
            )
        )
    if reading.kind is AnswerKind.HOW_MANY and line.value and OF_THE.search(reading.question):
        number = re.search(r"\d[\d,.]*|\b[a-z]+\b", line.value)
        return not (
            number and re.search(rf"\b{re.escape(number[0])}\b", reading.question, re.IGNORECASE)
        )
    return True


def _is_somebody(value: str) -> bool:
    """True for a person or an office, not for a country alone."""
    if named(value) or OFFICE.search(value):
        return True
    return bool(set(stems(value)) - COUNTRIES - {HOME} - STOPWORDS)
