"""Who did it: the person, side or body that a sentence gives for the deed that is asked about."""

import re
from collections.abc import Iterator, Sequence

from assistant.records import Reading
from index.people import named
from index.records import Act, Statement
from index.words import COUNTRIES, STOPWORDS, stem, stems, words

OFFICES = frozenset(
    stem(word)
    for word in "president minister ambassador spokesperson director secretary premier envoy mayor".split()
)
HOLDER = re.compile(
    r"\W*who(?:'s| is| was| are| were) (?:the )?(?:current |new |then |present )?([\w -]+)", re.I
)
"""A question for whoever holds an office."""
DEED = re.compile(
    r"\bwho(?:m|se)?\s+(?:was it that\s+|it was that\s+|was it who\s+)?(?:actually |really |first |all |else |then )*([\w-]+(?: \w+){0,3})|"
    r"\bwhich (?:\w+ )?(?:side|delegation|minister|official|person|ambassador|party|leader)\w*\s+([\w-]+(?: \w+){0,3})|"
    r"\bby whom\b.*?\b(\w+ed)\b",
    re.I,
)
"""What somebody did, in the question's words."""
NAMED_AS = re.compile(
    r"^.*\b(?:announc|nam|appoint|introduc|elect|chos)\w+ (?:as )?(?:the )?(?=\w)", re.I
)
"""Before an office: "who was announced as leader" asks who leads."""
AUXILIARIES = STOPWORDS - {"said", "say", "says", "made", "make", "gave", "give", "put", "let"}
SAME_DEED = {
    stem(one): {stem(other) for other in group.split()}
    for group in (
        "read deliver give make",
        "meet receive host talk",
        "propose suggest idea float table",
        "run operate manage lead host",
        "cover pay",
    )
    for one in group.split()
}
IDIOMS = (
    (re.compile(r"\bc[oa]me up with\b|\bidea\b|\bbrainchild\b", re.I), "proposed"),
    (re.compile(r"\bput (?:their|his|her|its) (?:names?|signatures?) to\b", re.I), "signed"),
)
"""Ways to ask for a deed, and its plain verb."""
LEADING = stem("lead")
IN_THE_CHAIR = (
    re.compile(
        r"\bwith (?P<who>[^,;]+?) (?:in the chair|presiding|as (?:the )?(?:chair|moderator)\w*)"
    ),
    re.compile(
        r"\bunder the (?:chair\w*|presidency|leadership) of (?:the )?(?P<who>[^,;.]+?)(?= and |[,;.]|$)"
    ),
    re.compile(
        r"(?P<who>[^,;]+?),? (?:the )?(?:chair|head) of (?:the )?(?:[\w’'-]+ )*(?:meeting|session|delegation)"
    ),
)
BY = re.compile(
    r"\b(?P<deed>(?:co-)?\w+(?:ed|en|ad|ut|ad out)|led|read|held|begun|made|given|built)(?: \w+)? by\s+(?:the\s+)?(?P<who>.+?)(?=[,.;]| (?:and (?:attended|[\w-]+ed by)|on|in|at|with|as well|last|this|under|during)\b|$)"
)
"""Somebody named behind the verb: "chaired by Ambassador X"."""
NOBODY = re.compile(
    r"(?:he|she|they|it|who|the (?:meeting|forum|participants?|members?|delegates?|officials?|two sides|sides|release|dialogue|round\w*))$",
    re.I,
)
"""Those who are named elsewhere, or are everybody: no answer to "who" alone."""
EVERYBODY = re.compile(
    r"the (?:participants?|members?|delegates?|two sides|sides|countries)$", re.I
)
SPEECH = frozenset(Act) - {Act.TOOK_PLACE, Act.WILL_DO, Act.OTHER}
NEAR_VERB = 4
"""Words from a statement's verb on among which its deed stands: "will lead", "is to be held"."""
SPOKEN = frozenset(
    stem(word)
    for word in "say tell speak mention claim argue remark warn ask want demand voice express thank praise raise bring think believe note point call urge".split()
)
"""Verbs of speech in general: any act of speech fits them."""
OF_A_COUNTRY = re.compile(
    r"\b(\w+)(?:'s?)? (?:delegat\w*|side|team|represent\w*|foreign minister|minister|ambassador|head|official)",
    re.I,
)
FOR_A_COUNTRY = re.compile(
    r"\b(?:represent\w*|delegation (?:of|from)|side of|team of|minister of|ambassador of|for) (?:the )?(\w+)",
    re.I,
)
"""Whose delegation somebody is asked to belong to."""
AROUND = 60
"""Characters around a name in which the country of its delegation stands."""


def doer(reading: Reading, sentence: str, statements: Sequence[Statement]) -> str | None:
    """Who did what the question asks, as printed; None when the sentence does not tell."""
    question = reading.standalone
    if (office := HOLDER.match(question)) and (wanted := set(stems(office[1])) & OFFICES):
        held = [one for one in named(sentence) if wanted <= set(stems(one.office))]
        return sentence[held[0].start : held[0].end] if held else None
    deeds = asked_deeds(question)
    found = _candidates(reading, deeds, sentence, statements)
    return next((who for who in found if _fits_question(reading, sentence, who)), None)


def asked_deeds(question: str) -> set[str]:
    """The stems of the verb that the question asks the doer of, its synonyms with it."""
    for pattern, plain in IDIOMS:
        if pattern.search(question):
            return {stem(plain), *SAME_DEED.get(stem(plain), ())}
    match = DEED.search(" ".join(words(question)))
    told = next((group for group in match.groups() if group), "") if match else ""
    told = NAMED_AS.sub("", told)
    content = [word for word in told.split() if word.lower() not in AUXILIARIES]
    verb = stem(content[0]) if content else ""
    return {verb, *SAME_DEED.get(verb, ())} - {""}


def _candidates(
    reading: Reading, deeds: set[str], sentence: str, statements: Sequence[Statement]
) -> Iterator[str]:
    """Those who did it, the surest first."""
    acting = [one for one in statements if one.actor]
    if deeds:
        for match in BY.finditer(sentence):
            if stem(match["deed"]) in deeds:
                yield match["who"].strip()
        if LEADING in deeds:
            found = (pattern.search(sentence) for pattern in IN_THE_CHAIR)
            yield from (one["who"].strip() for one in found if one)
        for one in acting:
            if deeds & _deeds_of(one, sentence) and not NOBODY.match(one.actor):
                yield one.actor
        if deeds & set(stems(sentence)) and not deeds & SPOKEN:
            yield from _others(reading, sentence)
    told = [one for one in acting if one.act is reading.act]
    if not told and (not deeds or deeds & SPOKEN):
        told = [one for one in acting if one.act in SPEECH]
    wanted = set(reading.terms)
    told.sort(key=lambda one: -len(wanted & set(stems(sentence.partition(one.verb)[2]))))
    yield from (one.actor for one in told if not NOBODY.match(one.actor))
    yield from (one.actor for one in told if reading.act and EVERYBODY.match(one.actor))
    if not deeds and (people := named(sentence)):
        yield sentence[people[0].start : people[0].end]


def _deeds_of(statement: Statement, sentence: str) -> set[str]:
    """The stems of a statement's verb and of what stands right behind it."""
    behind = sentence.partition(statement.verb)[2].split()[:NEAR_VERB]
    return set(stems(f"{statement.verb} {' '.join(behind)}"))


def _others(reading: Reading, sentence: str) -> Iterator[str]:
    """The people in a sentence whom the question does not name itself."""
    for one in named(sentence):
        if one.name not in reading.named("person"):
            yield sentence[one.start : one.end]


def _fits_question(reading: Reading, sentence: str, who: str) -> bool:
    """False for a mere country or anyone where a person is asked, and for one of another country."""
    person = re.match(r"\W*who\b", reading.standalone, re.I)
    if person and (set(stems(who)) <= COUNTRIES | {"korea"} or re.match(r"an? ", who, re.I)):
        return False
    asked = _delegation(reading.standalone)
    start = sentence.find(who)
    around = sentence[max(0, start - AROUND) : start + len(who) + AROUND]
    return asked <= set(stems(around))


def _delegation(question: str) -> set[str]:
    """The country whose delegation somebody is asked to belong to: "who spoke for X"."""
    text = " ".join(words(question))
    found = [*OF_A_COUNTRY.findall(text), *FOR_A_COUNTRY.findall(text)]
    return {country for one in found for country in stems(one) if country in COUNTRIES}
