"""The language of a page: English and Korean are read, others are told and refused.

Scripts are counted first; among Latin ones, English is known by its small words, and only a page
that has next to none of them is shown to a classifier (py3langid), and believed only when sure.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SCRIPTS = {
    "ko": re.compile("[가-힣ㄱ-ㆎ]"),
    "ja": re.compile("[\u3041-\u30ff]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
    "Cyrillic script": re.compile("[\u0400-\u04ff]"),
    "Arabic script": re.compile("[\u0600-\u06ff]"),
    "Thai script": re.compile("[\u0e00-\u0e7f]"),
    "another script": re.compile(
        "[\u0370-\u03ff\u0530-\u05ff\u0900-\u0dff\u0e80-\u109f\u10a0-\u10ff\u1200-\u139f\u1780-\u18af]"
    ),
    "latin": re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"),
}
NOT_LATIN = re.compile("[\u0370-\u1dff\u2e80-\ud7ff\uf900-\ufaff]")
DENSE = {"ko": 2.5, "ja": 2.5, "zh": 2.5}
"""One sign of these says as much as so many Latin letters."""
ENOUGH_SIGNS = 20
"""Fewer letters tell nothing of a language."""
SMALL_WORDS = frozenset(
    "the of and to that with which this from by were have will between their also said its".split()
)
"""English words that other languages of the classifier hardly have."""
HARDLY_ENGLISH = 0.04
"""Share of small words among the words in lower case: English prose has 0.2 and more, a list of
names and offices in English at least half of that; other languages next to none."""
ENOUGH_WORDS = 12
"""Words in lower case, so that a page of names is never judged by its names."""
SURE = 0.9
"""The classifier's probability, in [0, 1], that it must reach to be believed."""
SAMPLE = 4000
NAMES = {
    "ja": "Japanese", "zh": "Chinese", "fr": "French", "es": "Spanish", "pt": "Portuguese",
    "de": "German", "it": "Italian", "nl": "Dutch", "pl": "Polish", "cs": "Czech", "sk": "Slovak",
    "hu": "Hungarian", "ro": "Romanian", "hr": "Croatian", "sl": "Slovenian", "lt": "Lithuanian",
    "lv": "Latvian", "et": "Estonian", "fi": "Finnish", "sv": "Swedish", "da": "Danish",
    "no": "Norwegian", "tr": "Turkish", "az": "Azerbaijani", "id": "Indonesian or Malay",
    "vi": "Vietnamese", "tl": "Filipino", "sw": "Swahili", "sq": "Albanian", "en": "English",
}  # fmt: skip
"""The languages that pages of Korean missions are written in, in Latin letters the third and on."""
WORD = re.compile(r"[^\W\d_][\w'’-]*")
PARTICLE = 5
"""Letters of the longest small word inside a name ("de la", "van den", "della")."""


def language_of(text: str) -> str:
    """`en`, `ko`, or the name of the language or script that a text is certainly in."""
    sample = text[:SAMPLE]
    if len(NOT_LATIN.findall(sample)) < ENOUGH_SIGNS:
        return _latin(sample)
    signs = {name: len(pattern.findall(sample)) for name, pattern in SCRIPTS.items()}
    weights = {name: count * DENSE.get(name, 1.0) for name, count in signs.items()}
    if signs["ja"] * 5 > signs["zh"]:
        weights["ja"] += weights.pop("zh")
    script = max(weights, key=lambda name: weights[name])
    if script == "latin":
        return _latin(sample)
    if 2 * weights[script] < sum(weights.values()):
        return "en"
    return script if script == "ko" else NAMES.get(script, script)


def _latin(text: str) -> str:
    """`en`, or the name of another language in Latin letters."""
    words = WORD.findall(text)
    lower = [word for word in words if word[0].islower()]
    small = sum(word in SMALL_WORDS for word in lower)
    if small >= HARDLY_ENGLISH * len(lower):
        return "en"
    plain = _without_names(words)
    if len(plain) < ENOUGH_WORDS:
        return "en"
    code, probability = _classifier().classify(" ".join(plain))
    return NAMES[code] if probability >= SURE and code != "en" else "en"


def _without_names(words: list[str]) -> list[str]:
    """The words in lower case, without the small ones that lead to a name ("de la Cruz")."""
    plain, name = [], False
    for word in reversed(words):
        name = word[0].isupper() or (name and len(word) <= PARTICLE)
        if not name:
            plain.append(word)
    return plain[::-1]


@cache
def _classifier() -> "LanguageIdentifier":
    """The classifier, its model loaded once, for languages in Latin letters."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    classifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    classifier.set_languages([code for code in NAMES if code not in ("ja", "zh")])
    return classifier
