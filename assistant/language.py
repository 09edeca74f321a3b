"""The language that a question is asked in, and whether an embedder reads that language.

A question is English until it is clearly something else: it is short, it holds foreign names, it may
be typed in small letters and with slips. So scripts and small words are counted, and the classifier
is asked only about what has no small word of English.
"""

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from assistant.spelling import is_spelt_well
from index.embed import Embedder
from index.words import STOPWORDS, stem

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

    from assistant.lexicon import Lexicon

ENGLISH = "en"
SCRIPTS = (
    ("ko", re.compile("[가-힣ㄱ-ㆎ]")),
    ("ja", re.compile("[\u3041-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
)
"""A script and the language that it is read as; Japanese also writes with Chinese characters."""
LETTERS_OF = (
    ("uk", re.compile("[іїєґ]", re.IGNORECASE)),
    ("fa", re.compile("[پچژگ]")),
    ("vi", re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)),
    ("tr", re.compile("[ğışİ]")),
    ("pl", re.compile("[ąęłńśźż]", re.IGNORECASE)),
    ("cs", re.compile("[ěřů]", re.IGNORECASE)),
)
"""Letters that tell a language from others of its script, outside of names."""
SMALL_WORDS = {
    "es": "qué que cuándo cuando dónde donde quién quien cuántos cuánto cuál cómo el la los las de del en y se fue es una un para por con sobre entre hay sus su lo al año está son",
    "fr": "que qu quoi quand où qui quel quelle quels quelles combien comment pourquoi est ce le la les des du de un une et dans en au aux sur pour avec par ont été il elle sont cette sa son se l d lors",
    "de": "was wann wo wer wen wie welche welcher welches warum wurde wurden hat haben ist sind der die das den dem des ein eine einen und im in auf von für mit bei über zum zur nicht worüber sich",
    "pt": "que quê quando onde quem quantos quanto qual quais como o os as do da dos das em no na nos nas e foi um uma para por com sobre entre ao são está não se",
    "it": "che cosa quando dove chi quanti quanto quale quali come perché il lo la gli le di del della dei delle in nel nella e è un una per con sono stato stata ha hanno si",
    "nl": "wat wanneer waar wie hoeveel welke hoe waarom werd werden heeft hebben is zijn de het een en in op van voor met bij over door niet over tussen",
    "id": "apa kapan di mana siapa berapa bagaimana mengapa yang dan dari untuk dengan pada adalah itu ini dalam oleh ke tidak tentang antara telah akan saja",
    "tr": "ne nerede kim kaç hangi nasıl neden ve bir bu için ile de da mi mı mu oldu olarak zaman edildi hakkında",
    "vi": "gì khi nào ở đâu ai bao nhiêu thế tại sao và của là có được các những trong cho với về này đã",
    "pl": "co kiedy gdzie kto ile jaki jakie jak dlaczego jest był była było w na z do i o się przez dla oraz czy od po",
    "sv": "vad när var vem hur många vilka vilket varför är och att det en ett i på av för med om till den som har inte",
    "cs": "co kdy kde kdo kolik jak jaké jaký proč je byl byla bylo v na z do a o se pro před které který",
}  # fmt: skip
"""Words that questions in these languages are made of."""
KNOWN = {code: frozenset(words.split()) for code, words in SMALL_WORDS.items()}
SHARED = frozenset(word for words in KNOWN.values() for word in words) & STOPWORDS
"""Small words of English that are also words of another language: "was", "in", "die" decide nothing."""
PLAIN_ENGLISH = (STOPWORDS - SHARED) | frozenset(
    "what when where who which how did does the and of was were is held meeting about said".split()
) - frozenset(("was", "is"))
WORD = re.compile(r"[^\W\d_]+")
SURE = 0.95
"""The classifier's probability, in [0, 1], that it must reach to be believed."""
ENOUGH_WORDS = 3
"""Words that the classifier is asked about; of fewer it knows nothing."""
PROBES = {
    "en": "The ministers agreed to hold the next meeting in autumn.",
    "ko": "장관들은 다음 회의를 가을에 열기로 합의했다.",
    "ja": "大臣たちは次の会合を秋に開くことで合意した。",
    "zh": "部长们同意在秋天举行下一次会议。",
    "es": "Los ministros acordaron celebrar la próxima reunión en otoño.",
    "fr": "Les ministres ont convenu de tenir la prochaine réunion en automne.",
    "de": "Die Minister vereinbarten, das nächste Treffen im Herbst abzuhalten.",
    "pt": "Os ministros concordaram em realizar a próxima reunião no outono.",
    "it": "I ministri hanno deciso di tenere la prossima riunione in autunno.",
    "nl": "De ministers spraken af de volgende vergadering in de herfst te houden.",
    "id": "Para menteri sepakat mengadakan pertemuan berikutnya pada musim gugur.",
    "vi": "Các bộ trưởng đồng ý tổ chức cuộc họp tiếp theo vào mùa thu.",
    "tr": "Bakanlar bir sonraki toplantıyı sonbaharda yapmayı kararlaştırdı.",
    "ru": "Министры договорились провести следующую встречу осенью.",
    "ar": "اتفق الوزراء على عقد الاجتماع القادم في الخريف.",
}
"""One sentence in several languages: near to each other for a model that reads them."""
UNRELATED = "Boil the potatoes with a little salt until they are soft."
FAR_LANGUAGES = ("ko", "zh", "ru", "vi")
"""Languages that share few words with English: what a model makes of them it has learnt."""
MARGIN = 0.4
"""By how much the cosine of a sentence with its translation must be above that with another one.

The packaged model, which reads English only, has at most 0.27 for these (German; measured).
"""
_probed: WeakKeyDictionary[Embedder, dict[str, bool]] = WeakKeyDictionary()


def question_language(question: str, lexicon: "Lexicon") -> str:
    """The ISO 639-1 code of the language that a question is clearly in, else `en`."""
    words = WORD.findall(unicodedata.normalize("NFC", question))
    if not words:
        return ENGLISH
    script = _script(words)
    if script:
        return script
    plain = _without_names(words, lexicon)
    english = sum(word in PLAIN_ENGLISH for word in plain)
    votes = {code: sum(word in small for word in plain) for code, small in KNOWN.items()}
    for code, letters in LETTERS_OF:
        votes[code] = votes.get(code, 0) + 2 * sum(bool(letters.search(word)) for word in plain)
    best = max(votes, key=lambda code: votes[code])
    rest = sorted(votes.values())[-2]
    if votes[best] > max(2 * english, sum(word in STOPWORDS for word in plain), 1):
        return (
            best
            if votes[best] > rest
            else _classified(plain, [code for code in votes if votes[code] == rest], best)
        )
    if english or (not votes[best] and all(word.isascii() for word in plain)):
        return ENGLISH
    strange = [word for word in plain if not _is_known(word, lexicon)]
    if len(strange) < ENOUGH_WORDS or 2 * len(strange) <= len(plain):
        return ENGLISH
    return _classified(plain, [], ENGLISH)


def _script(words: list[str]) -> str:
    """The language of the script that most of a question is in; '' where that is Latin.

    A word in another script inside a question in English words is what the question is about.
    """
    text = "".join(words)
    counts = {code: len(signs.findall(text)) for code, signs in SCRIPTS}
    if counts["ja"]:
        counts["ja"] += counts.pop("zh")
    code = max(counts, key=lambda one: counts[one])
    english = [word for word in words if word.lower() in PLAIN_ENGLISH | SHARED]
    if not counts[code] or len(english) > 1 or counts[code] <= len("".join(english)):
        return ""
    for special, letters in LETTERS_OF[:2]:
        if (code, special) in (("ru", "uk"), ("ar", "fa")) and letters.search(text):
            return special
    return code


def _without_names(words: list[str], lexicon: "Lexicon") -> list[str]:
    """The words in lower case, without those that are only ever names in the archive.

    Where every word has a capital, as in a title, all are kept.
    """
    small = [word for word in words[1:] if word[0].islower()]
    small = small or [word.lower() for word in words[1:]]
    held = lexicon.proper
    return [
        words[0].lower(),
        *(word for word in small if stem(word) not in held or word in PLAIN_ENGLISH),
    ]


def _is_known(word: str, lexicon: "Lexicon") -> bool:
    return stem(word) in lexicon.frequency or word in PLAIN_ENGLISH or is_spelt_well(word)


def _classified(words: list[str], among: list[str], otherwise: str) -> str:
    """What the classifier is sure of, of some languages where these are given."""
    code, probability = _classifier().classify(" ".join(words))
    fits = probability >= SURE and (code in among or not among)
    return str(code) if fits else otherwise


@cache
def _classifier() -> "LanguageIdentifier":
    """The classifier, its model loaded once, for languages in Latin letters."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    classifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    classifier.set_languages([*KNOWN, ENGLISH, "ro", "hu", "fi", "da", "no", "tl", "sw", "ms"])
    return classifier


def is_multilingual(embedder: Embedder, language: str = "") -> bool:
    """True when an embedder puts a sentence near to its translation, and not near to any other.

    Args:
        language: the question's, an ISO 639-1 code; without one, languages far from English.
    """
    known = _probed.setdefault(embedder, {})
    if language not in known:
        asked = [language] if language in PROBES else list(FAR_LANGUAGES)
        known[language] = language == ENGLISH or _translates(embedder, asked)
    return known[language]


def _translates(embedder: Embedder, languages: list[str]) -> bool:
    same, other, *foreign = embedder.encode(
        [PROBES[ENGLISH], UNRELATED, *(PROBES[code] for code in languages)]
    )
    return all(float(same @ one) - float(other @ one) >= MARGIN for one in foreign)
