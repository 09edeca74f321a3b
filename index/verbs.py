"""English verb forms and small word classes: what a clause is told by."""

import re

IRREGULAR = {
    lemma: (past, participle)
    for lemma, past, participle in (
        entry.split()
        for entry in """
        arise arose arisen; be was been; bear bore borne; become became become; begin began begun;
        bind bound bound; break broke broken; bring brought brought; build built built;
        buy bought bought; catch caught caught; choose chose chosen; come came come; cut cut cut;
        deal dealt dealt; do did done; draw drew drawn; drive drove driven; eat ate eaten;
        fall fell fallen; feel felt felt; fight fought fought; find found found; fly flew flown;
        forget forgot forgotten; forgo forwent forgone; get got got; give gave given; go went gone;
        grow grew grown; have had had; hear heard heard; hold held held; keep kept kept;
        know knew known; lay laid laid; lead led led; leave left left; lend lent lent; let let let;
        lose lost lost; make made made; mean meant meant; meet met met; overcome overcame overcome;
        pay paid paid; put put put; read read read; rise rose risen; run ran run; say said said;
        see saw seen; seek sought sought; sell sold sold; send sent sent; set set set;
        shake shook shaken; show showed shown; sing sang sung; sit sat sat; speak spoke spoken;
        spell spelled spelled; spend spent spent; stand stood stood; strike struck struck;
        swear swore sworn; take took taken; teach taught taught; tell told told; think thought thought;
        understand understood understood; undergo underwent undergone;
        undertake undertook undertaken; uphold upheld upheld; wear wore worn; win won won;
        withdraw withdrew withdrawn; withhold withheld withheld; write wrote written
        """.split(";")
    )
}
"""Past and past participle of the verbs that do not form them with -ed."""
DOUBLING = frozenset(
    "admit commit refer submit permit prefer concur transfer occur equip incur acquit defer begin".split()
)
"""Verbs of several syllables that double their last letter."""
NOT_PAST = frozenset(
    "need indeed hundred speed feed seed exceed proceed succeed embed bed red sacred naked breed "
    "unprecedented aforementioned so-called sophisticated wicked".split()
)
"""Words in -ed that are no past form."""
PREPOSITIONS = frozenset(
    """of in on at by for with from into onto over under about above across after against along
    amid amidst among amongst around as before behind below beneath beside besides between beyond
    concerning considering despite down during except excluding following including inside like
    near off outside per regarding respecting since through throughout till toward towards until
    unto up upon via within without versus alongside notwithstanding pending
    than""".split()
)
DETERMINERS = frozenset(
    """the a an its their his her our my your this these those each every both all some any no
    another several many most few such either neither various numerous certain""".split()
)
ING_NOUNS = frozenset(
    """meeting training briefing building opening signing hearing understanding gathering funding
    morning evening spring beginning proceeding standing shipping housing banking engineering
    nothing something anything everything being closing ceiling offering""".split()
)
"""Words in -ing that are nouns far more often than verb forms."""
PRONOUNS = frozenset("he she they it we i you nobody everybody everyone someone".split())
RELATIVES = frozenset("which who whom whose".split())
SUBORDINATORS = frozenset(
    """while whereas when where what because although though if whether unless once whereby wherein
    how why""".split()
)
ADVERBS = frozenset(
    """also further then therefore thus once again both jointly however moreover furthermore
    meanwhile likewise instead hence too yet still already just even only ever never not first last
    next together closely altogether indeed rather so soon recently since anew overall twice
    subsequently perhaps here there now today yesterday later earlier otherwise nevertheless
    nonetheless accordingly always often hereby thereby best well alike""".split()
)
PHRASES = (
    dict.fromkeys(
        """in particular;in addition;in turn;in general;in principle;in detail;in depth;in response;
        in reply;in closing;in conclusion;for instance;for example;of course;among others;as well;
        as a result;as such;at once;in fact;once again;in part;so far;thus far""".replace(
            "\n        ", ""
        ).split(";"),
        "A",
    )
    | dict.fromkeys(
        """such as;due to;prior to;according to;thanks to;owing to;as to;together with;along with;
        as regards;out of""".replace("\n        ", "").split(";"),
        "P",
    )
    | {"as well as": "C"}
)
"""Two or three words that stand for one adverb (A), preposition (P) or conjunction (C)."""
NEGATIONS = frozenset("not never cannot nor neither hardly barely".split())
BE = {"is": 1, "are": 1, "was": 2, "were": 2, "am": 1}
HAVE = frozenset(["has", "have", "had"])
DO = frozenset(["did", "does", "do"])
MODALS = frozenset("will would should can could may might must shall ll wo ca".split())


def forms(lemma: str) -> tuple[str, str, str, str, str]:
    """Base, third person, -ing, past and participle of a verb."""
    head, dash, tail = lemma.rpartition("-")
    past, participle = IRREGULAR.get(tail, (regular_past(tail), regular_past(tail)))
    return (
        lemma,
        head + dash + _third(tail),
        head + dash + _ing(tail),
        head + dash + past,
        head + dash + participle,
    )


def regular_past(lemma: str) -> str:
    """The -ed form of a regular verb."""
    if lemma.endswith("e"):
        return f"{lemma}d"
    if re.search(r"[^aeiou]y$", lemma):
        return f"{lemma[:-1]}ied"
    return f"{lemma}{lemma[-1]}ed" if _doubles(lemma) else f"{lemma}ed"


def _third(lemma: str) -> str:
    if lemma in ("be", "have"):
        return {"be": "is", "have": "has"}[lemma]
    if re.search(r"(?:s|x|z|ch|sh|o)$", lemma):
        return f"{lemma}es"
    return f"{lemma[:-1]}ies" if re.search(r"[^aeiou]y$", lemma) else f"{lemma}s"


def _ing(lemma: str) -> str:
    if re.search(r"[^eoy]e$", lemma) and lemma != "be":
        return f"{lemma[:-1]}ing"
    return f"{lemma}{lemma[-1]}ing" if _doubles(lemma) else f"{lemma}ing"


def _doubles(lemma: str) -> bool:
    """True for verbs of one short syllable ("stop") and the few longer ones of `DOUBLING`."""
    short = re.fullmatch(r"(?:[^aeiou]|qu)*[aeiou][^aeiouwxy]", lemma)
    return lemma in DOUBLING or short is not None


_SHORT = frozenset("put set cut get let run sit win begin".split())
_PASTS = {past: lemma for lemma, (past, _) in IRREGULAR.items() if lemma != "be"}
_PARTICIPLES = {
    participle: lemma for lemma, (past, participle) in IRREGULAR.items() if participle != past
}


PAST_ONLY = (
    frozenset(_PASTS) - {participle for _, participle in IRREGULAR.values()} - frozenset(IRREGULAR)
)
"""Past forms that are no participles ("spoke"): finite wherever they stand."""


def is_participle_only(word: str) -> bool:
    """True for a participle that is no past form ("taken"), given in lower case."""
    return word in _PARTICIPLES and word not in _PASTS


def is_past(word: str) -> bool:
    """True for what may be a past form or a participle, given in lower case."""
    if word in _PASTS or word in _PARTICIPLES:
        return True
    return word.endswith("ed") and len(word) > 4 and word not in NOT_PAST
