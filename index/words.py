"""Words to comparable forms: one spelling for what means the same, then Snowball stems."""

import re
import unicodedata
from functools import lru_cache

import Stemmer

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
usa american americans u.s.a
japan japanese
china chinese prc
russia russian
mongolia mongolian
germany german
france french
britain british uk
vietnam vietnamese viet
indonesia indonesian
thailand thai
philippines philippine filipino
malaysia malaysian
singapore singaporean
india indian
nepal nepali nepalese
bhutan bhutanese
uzbekistan uzbek
kazakhstan kazakh
kyrgyzstan kyrgyz
tajikistan tajik
turkmenistan turkmen
canada canadian
australia australian
mexico mexican
peru peruvian
chile chilean
colombia colombian
ecuador ecuadorian ecuadorean
bolivia bolivian
brazil brazilian
argentina argentine argentinian
ghana ghanaian
kenya kenyan
ethiopia ethiopian
egypt egyptian
nigeria nigerian
iceland icelandic
norway norwegian
sweden swedish
finland finnish
denmark danish
netherlands dutch
italy italian
spain spanish
portugal portuguese
poland polish
hungary hungarian
czech czechia
greece greek
turkey turkish turkiye
ukraine ukrainian
georgia georgian
bangladesh bangladeshi
pakistan pakistani
fiji fijian
cambodia cambodian
laos lao laotian
myanmar burma
iran iranian
iraq iraqi
israel israeli
jordan jordanian
qatar qatari
uae emirati
europe european eu
africa african
asia asian
virtual online video videoconference teleconference videoconferencing
offline face
host organize organise
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
lead head chair preside chairman chairperson
capital
memorandum mou
vaccine vaccination
enlarge expand enlargement expansion
yearly annual annually
visa visas
reply answer respond response responded
"""
_STEM = Stemmer.Stemmer("english")
CANON = {
    _STEM.stemWord(word): line.split()[0]
    for line in _SAME.strip().split("\n")
    for word in line.split()
}
"""Stem to the word that stands for its whole group of words that mean the same."""
PHRASES = (
    (re.compile(r"\brepublic of korea\b|\bsouth korean?s?\b", re.I), "korea"),
    (re.compile(r"\b(?:dprk|north korean?s?)\b", re.I), "northkorea"),
    (re.compile(r"\bunited states(?: of america)?\b|\bU\.S\.(?:A\.)?|\bUSA?\b"), "usa"),
    (re.compile(r"\bunited kingdom\b|\bU\.K\.", re.I), "britain"),
    (re.compile(r"\bnew zealand(?:ers?)?\b", re.I), "newzealand"),
    (re.compile(r"\bsaudi arabian?\b", re.I), "saudiarabia"),
    (re.compile(r"\bsouth african?s?\b", re.I), "southafrica"),
    (re.compile(r"\bsri lankan?s?\b", re.I), "srilanka"),
    (re.compile(r"\bcosta rican?s?\b", re.I), "costarica"),
    (re.compile(r"\bunited nations\b|\bU\.N\.", re.I), "UN"),
    (re.compile(r"\bterms of reference\b|\bTORs?\b", re.I), "tor"),
    (re.compile(r"\bin[- ]person\b|\bface[- ]to[- ]face\b", re.I), "offline"),
    (re.compile(r"\btook part\b|\btak(?:e|es|ing) part\b|\bcame to\b", re.I), "attend"),
    (re.compile(r"\bset(?:ting)? up\b", re.I), "establish"),
    (re.compile(r"\bmemorand(?:um|a) of understanding\b", re.I), "mou"),
    (re.compile(r"\bface\b", re.I), "facing"),
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
    return WORD.findall(text)


COUNTRIES = frozenset(
    stem(word)
    for word in """japan china russia mongolia germany france britain vietnam indonesia thailand
    philippines malaysia singapore india nepal bhutan uzbekistan kazakhstan
    kyrgyzstan tajikistan turkmenistan canada australia mexico peru chile
    colombia ecuador bolivia brazil argentina ghana kenya ethiopia egypt nigeria
    iceland norway sweden finland denmark netherlands italy spain portugal
    poland hungary czech greece turkey ukraine georgia bangladesh pakistan fiji
    cambodia laos myanmar iran iraq israel jordan qatar uae usa northkorea newzealand saudiarabia southafrica srilanka costarica""".split()
)
"""Comparable forms of country names, the archive's own country left out."""
