"""Words to comparable forms: one spelling for what means the same, then Snowball stems."""

import re
import unicodedata
from functools import lru_cache

import Stemmer

from index.country_words import ROWS, WORDS, joined
from index.verbs import IRREGULAR

WORD = re.compile(r"[A-Za-z](?:\.[A-Za-z])+\.?|\d+(?:,\d{3})*(?:\.\d+)?|[^\W_]+")
STOPWORDS = frozenset(
    """since without within a about above after again all also am an and any are as at be because been
    before being below between both but by can could did do does doing don down
    during each else ever exactly few for from further get gets give given had
    has have having he her here hers him his how i if in into is it its itself
    just kind let like made make many may me more most much my no nor not now of
    off on once one only or other our out over own please put said same say says
    she should so some such tell than that the their them then there these they
    this those through to too under until up us very want was way we were what
    when where which while who whom whose why will with would yes yet you your
    actually really anything something everything thing things whats following
    regarding concerning according point mr ms mrs dr okay ok thanks thank hello
    hi ones does'nt s t d m re ll ve""".split()
)
_SAME = """
korea rok korean koreas southkorean
europe european eu
africa african
asia asian
virtual online video videoconference teleconference videoconferencing
offline face
host cohost organize organise
attend join participate participant attendee attended joined participation
begin start launch outset inception
establish create found creation establishment
approve adopt endorse adoption approval
delegate delegation representative
country nation
speech remark address
opening welcoming
meeting conference talk
personnel workforce worker staff
promise pledge commit provide
help support assist assistance
refuse reject decline
tor torr
document paper text
cost price
amount sum
lead leader head chair cochair chairman chairperson
capital
memorandum mou
vaccine vaccination
enlarge expand enlargement expansion
yearly annual annually
visa visas
reply answer respond response responded
pay contribute contribution finance defray
child kid children
sign signature ink signatory
stop halt suspend suspension discontinue cease
delay postpone postponement defer
cancel cancellation
increase raise rise grow growth
reduce cut decrease lower shorten shrink reduction
student pupil
ship vessel boat
doctor physician
agreement deal pact
plan scheme
film movie cinema
earthquake seismic quake tremor
flood flooding inundation
rule regulation
buy purchase procure
study research
expert specialist
risk danger hazard
warn warning alert alarm
casualty victim
injure wound
share portion proportion percentage
company firm enterprise
prize award
border frontier
rail railway railroad
road highway
medicine drug
withdraw withdrawal
permit allow
ban forbid prohibit prohibition
extend prolong extension
return restitution repatriate repatriation
own owner belong
succeed successor replace replacement
goal aim target purpose
reason cause
sea ocean
harbour harbor port
woman women female
man men male
youth young
twin sister
backup fallback
"""
_STEM = Stemmer.Stemmer("english")
CANON = {_STEM.stemWord(word): country for word, country in WORDS.items()} | {
    _STEM.stemWord(word): line.split()[0]
    for line in _SAME.strip().split("\n")
    for word in line.split()
}
"""Stem to the word that stands for its whole group of words that mean the same."""
_TWO_WORDS = frozenset("found left lay laid bound bore borne read set put cut let".split())
"""Irregular forms that are also another word, or their own lemma."""
for _lemma, _forms in IRREGULAR.items():
    _root = _STEM.stemWord(_lemma)
    CANON |= {
        _STEM.stemWord(form): CANON.get(_root, _root) for form in {*_forms} - _TWO_WORDS - {_lemma}
    }
PHRASES = (
    (re.compile(r"\bco-(?=[a-z])", re.I), "co"),
    (re.compile(r"\brepublic of korea\b|\bsouth korean?s?\b", re.I), "korea"),
    (re.compile(r"\b(?:dprk|north korean?s?)\b", re.I), "northkorea"),
    (re.compile(r"\bunited states(?: of america)?\b|\bU\.S\.(?:A\.)?|\bUSA?\b"), "usa"),
    (re.compile(r"\bU\.K\.|\bUK\b"), "britain"),
    (re.compile(r"\bunited nations\b|\bU\.N\.", re.I), "UN"),
    (re.compile(r"\bterms of reference\b|\bTORs?\b", re.I), "tor"),
    (re.compile(r"\bin[- ]person\b|\bface[- ]to[- ]face\b", re.I), "offline"),
    (re.compile(r"\btook part\b|\btak(?:e|es|ing) part\b|\bcame to\b", re.I), "attend"),
    (re.compile(r"\bset(?:ting)? up\b", re.I), "establish"),
    (re.compile(r"\bpresid(?:e|es|ed|ing) over\b", re.I), "lead"),
    (re.compile(r"\bput(?:ting)? off\b", re.I), "postpone"),
    (re.compile(r"\bcall(?:ed|ing)? off\b", re.I), "cancel"),
    (re.compile(r"\bsp(?:eak|eaks|oke|oken|eaking) (?:for|on behalf of)\b", re.I), "represent"),
    (re.compile(r"\bt(?:ake|akes|ook|aken|aking) over from\b", re.I), "succeed"),
    (re.compile(r"\bmemorand(?:um|a) of understanding\b", re.I), "mou"),
    (re.compile(r"\bface\b", re.I), "facing"),
    (re.compile(r"\bPoles\b"), "poland"),  # in small letters they are of wood
)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The comparable form of one word."""
    bare = word.lower().replace(",", "")
    if "." in bare and not bare[0].isdigit():
        bare = bare.replace(".", "")
    root: str = _STEM.stemWord(bare)
    return CANON.get(root, root)


@lru_cache(maxsize=50_000)
def stems(text: str) -> tuple[str, ...]:
    """The comparable forms of the content words of a text, in order; stop words left out."""
    return tuple(stem(word) for word in words(text) if word.lower() not in STOPWORDS)


def words(text: str) -> list[str]:
    """The words of a text as printed, phrases that mean one word replaced by it."""
    text = unicodedata.normalize("NFKD", text.replace("’", "'"))
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    text = re.sub(r"'s\b|'(?=\s|$)", "", text)
    for pattern, word in PHRASES:
        text = pattern.sub(word, text)
    return joined(WORD.findall(text))


COUNTRIES = frozenset(ROWS)
"""Comparable forms of country names, the archive's own country left out."""
