"""Who acts: what kind of thing a noun phrase names, and whom a pronoun stands for."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

PERSON = re.compile(
    r"\b(?:Minister|Vice|Deputy|Ambassador|President|Director|Director-General|Secretary|Mayor|"
    r"Secretary-General|Representative|Chair(?:man|person|woman)?|Speaker|Coordinator|Envoy|Mr|Ms|"
    r"Mrs|Dr|Professor|Premier|Governor|Commissioner|Consul|Counsell?or|Spokesperson|Chief|"
    r"King|Queen|Prince|Princess|General|Admiral|Commander|Administrator|Chancellor|Co-chair|"
    r"minister|ambassador|counterpart|chair|co-chair|spokesperson|spokesman|spokeswoman|official|"
    r"representative|speaker|envoy|president|secretary|coordinator|expert|delegate|director|"
    r"director-general|moderator|guest|host|leader|mayor|governor|professor|researcher|visitor|"
    r"commissioner|student|participant|member|partner|panelist|scholar|resident|citizen|"
    r"captain|rapporteur|chairperson|diplomat|adviser|advisor|chief)\b"
)
GROUP = re.compile(
    r"\b(?:participants|sides|countries|delegat\w+|ministers|officials|nations|states|leaders|"
    r"parties|members|counterparts|heads|experts|representatives|companies|ambassadors|students|"
    r"co-chairs|speakers|panelists|panellists|guests|youths?|people|residents|businesses|firms|"
    r"governments|presidents|directors|directors-general|diplomats|scholars|advisers|advisors|"
    r"organizers|signatories|partners|attendees|audience|public|men|women|visitors|volunteers|"
    r"researchers|scientists|engineers|journalists|reporters|entrepreneurs|professors|teachers|"
    r"ministries|agencies|institutions|organi[sz]ations|authorities|embassies|cities|teams|"
    r"sherpas|envoys|secretaries|spokespersons|two|three|four|five|six|both|several|some|many|"
    r"most|others|all|consuls|consuls-general|mayors|governors|crew|team|chairs|observers|"
    r"hosts|negotiators|advocates|lawyers|judges|artists|performers|athletes|crews|families|"
    r"economies|donors|neighbou?rs|[a-z]+(?:ists|eers|ians|ants|ors|yers))\b",
    re.IGNORECASE,
)
BODY = re.compile(
    r"\b(?:side|government|ministry|committee|commission|council|embassy|agency|party|secretariat|"
    r"office|bureau|department|institute|university|association|foundation|company|board|group|"
    r"parliament|assembly|authority|bank|union|delegation|country|nation|state|city|center|centre|"
    r"organi[sz]ation|alliance|network|administration|cabinet|court|mission|corporation|fund|army|"
    r"federation|league|panel|taskforce|task force|presidency|unit|division|province|community|"
    r"society|team|consulate|academy|museum|school|college|chamber|club|troika|nobody|everyone|"
    r"consortium|firm|operator|navy|guard|industry|sector|household|media|press|world)\b",
    re.IGNORECASE,
)
EVENT = re.compile(
    r"\b(?:meetings?|forum|summit|dialogue|consultations?|conferences?|talks|symposium|seminars?|"
    r"workshops?|round-?tables?|assembly|ceremony|call|conversation|sessions?|congress|webinars?|"
    r"exercise|briefing|retreat|festival|event|round|course|exhibition|training|gathering|visit|"
    r"signing|luncheon|dinner|lunch|reception|exhibit|program|programme|week|fair|expo|lecture|"
    r"concert|contest|competition|negotiations|opening|launch|trip|tour|series|review)\b",
    re.IGNORECASE,
)
DOCUMENT = re.compile(
    r"\b(?:statement|declaration|report|draft|resolution|communiqu[eé]|document|agreement|mou|text|"
    r"letter|message|charter|treaty|protocol|plan|guidelines|release|paper|survey|study)\b",
    re.IGNORECASE,
)
ABSTRACT = re.compile(
    r"(?:tion|sion|ment|ance|ence|ity|ship|ness|ism|age|ing|ings|tions|sions|ments|ities|cies|"
    r"progress|trade|measures?|efforts?|projects?|proposals?|issues?|relations|exchanges|peace|"
    r"security|support|work|views?|policy|policies|number|date|price|prices|cost|costs|fees|rate|"
    r"situation|process|system|initiative|talk|idea|matter|need|time|year|data|results?|outcomes?|"
    r"threats?|attacks?|routes?|rules|goals?|patrols?|launch|hotline|platform|treaty)$",
    re.IGNORECASE,
)


PLURAL_NAMES = frozenset(
    """Laos Cyprus Mauritius Barbados Honduras Belarus Bahamas Comoros Maldives Seychelles
    Philippines Netherlands Emirates States Islands Nations Texas Paris""".split()
)


class Kind(StrEnum):
    """What a noun phrase names, as far as its words tell."""

    PERSON = "person"
    GROUP = "group"
    BODY = "body"
    EVENT = "event"
    DOCUMENT = "document"
    PRONOUN = "pronoun"
    THING = "thing"
    NOBODY = ""


ACTING = frozenset({Kind.PERSON, Kind.GROUP, Kind.BODY, Kind.PRONOUN})
PRONOUN = re.compile(r"\b(?:he|she|they)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:he|she|they|it|we|i|you|who)", re.IGNORECASE)
_JOINED = re.compile(
    r"\band (?:his|her|its|their|the|[a-z]|(?:Vice|Deputy|Prime|Foreign|First|Second)? ?(?:Minister|"
    r"President|Ambassador|Director|Secretary|Mr|Ms))"
)
_SIDE = re.compile(r"\bside\b")
_SINGULAR = re.compile(rf"(?i:{BODY.pattern}$)|^(?:[Tt]he )?[A-Z][\w.]+$")
"""A body, or a name of one word: what "it" may stand for."""
_NEGATIVE = re.compile(r"(?:no|neither|nobody|none|not)\b", re.IGNORECASE)


def kind_of(words: str, head: str) -> Kind:
    """What a noun phrase with this head noun names.

    Capitalised names that say nothing of their kind count as bodies: countries and their organs
    are by far the most frequent ones.
    """
    if not words:
        return Kind.NOBODY
    if _PRONOUN.fullmatch(words):
        return Kind.PRONOUN
    if head.lower() in (
        "nobody",
        "everyone",
        "everybody",
        "someone",
        "one",
        "them",
        "us",
        "latter",
        "former",
    ):
        return Kind.GROUP
    if EVENT.fullmatch(head):
        return Kind.EVENT
    if GROUP.fullmatch(head):
        return Kind.GROUP
    if PERSON.fullmatch(head):
        return Kind.PERSON
    if BODY.fullmatch(head):
        return Kind.BODY
    if DOCUMENT.fullmatch(head):
        return Kind.DOCUMENT
    if not head[:1].isupper() or (words == head and _is_common(head)):
        return Kind.THING
    before = words.partition(head)[0]
    if PERSON.search(before) or re.match(r"(?:Mr|Ms|Mrs|Dr)\b", words):
        return Kind.PERSON
    return Kind.BODY


def _is_common(word: str) -> bool:
    """True for a noun that has its capital from the start of the sentence ("Applications")."""
    plural = word.endswith("s") and word not in PLURAL_NAMES and word[1:].islower()
    return plural or ABSTRACT.search(word) is not None


@dataclass
class Named:
    """Who was named last in the paragraph that is read: what a pronoun stands for."""

    one: str = ""
    many: str = ""
    body: str = ""
    speaker: str = ""
    sides: list[str] = field(default_factory=list)

    def resolve(self, words: str, speaker: str = "") -> str:
        """The actor that a pronoun stands for; any other actor as it is.

        Args:
            speaker: who said the sentence that the pronoun stands in, where somebody did.
        """
        low = words.lower()
        person = bool(speaker) and PERSON.search(speaker) is not None
        if low in ("he", "she"):
            return (speaker if person else self.one) or words
        if low == "they":
            side = self.sides[0] if len(self.sides) == 1 else ""
            return ("" if person else speaker) or self.many or side or words
        if low == "it":
            return speaker if _SINGULAR.search(speaker) else self.body or words
        if low in ("we", "i"):
            return speaker or self.speaker or words
        return words

    def remember(self, words: str, kind: Kind) -> None:
        """Keep an actor for the pronouns to come."""
        if _NEGATIVE.match(words):
            return
        joined = _JOINED.search(words) is not None
        if kind is Kind.GROUP or joined:
            self.many = words
        elif _SIDE.search(words) and words.lower() not in map(str.lower, self.sides):
            self.sides.append(words)
        if kind is Kind.GROUP and not words.endswith("s"):
            self.body = words
        if kind is Kind.PERSON and not joined:
            self.one = words
        if kind in (Kind.BODY, Kind.DOCUMENT):
            self.body = words
            if " and " in words:
                self.many = words
