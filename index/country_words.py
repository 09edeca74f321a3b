"""One word for each country, whatever a text calls it: the country's names and its people's."""

import re

from index.country_table import NO_COUNTRY, TABLE

SHORT = {"US": "usa", "GB": "britain", "KP": "northkorea"}
"""Words that stand for a country instead of its name run together."""
HOME_CODE = "KR"
"""Has its own forms in `index.words`: its short name alone is also half of another country's."""
_ABBREVIATION = re.compile(r"[A-Z](?:\.? ?[A-Z])+\.?")


_TABLE = [row.split("|") for row in TABLE.strip().splitlines()]
CODES = {
    SHORT.get(code) or re.sub(r"[^a-z]", "", name.lower()): code
    for code, name, *_ in _TABLE
    if code != HOME_CODE
}
"""The ISO 3166-1 alpha-2 code of each country by its word."""
_NAMES = {
    code: (name, *(one for one in f"{names}; {people}".split("; ") if one))
    for code, name, names, people in _TABLE
}
ROWS = {word: _NAMES[code] for word, code in CODES.items()}
WORDS = {
    name.lower(): word
    for word, names in ROWS.items()
    for name in names
    if name.isalpha() and name.isascii() and not _ABBREVIATION.fullmatch(name)
}
"""Names of one word, in lower case; abbreviations such as "US" are told by their capitals only."""
_LONG = {
    name.lower(): word
    for word, names in ROWS.items()
    for name in names
    if not name.isalpha() and name.isascii() and name[-1].isalpha() and "." not in name
} | {
    phrase: re.sub(r"[^a-z]", "", phrase)
    for phrase in re.split(r";?\s*\n|; ?", NO_COUNTRY)
    if re.search(r"[ -]", phrase)
}
"""Names of several words, and phrases that hold a country's name and mean something else."""
_WORD = re.compile(r"[^\W_]+")
_STARTS: dict[str, list[tuple[tuple[str, ...], str]]] = {}
for _name, _one in _LONG.items():
    _words = tuple(_WORD.findall(_name.replace("'s", "")))
    for _last in (_words[-1], f"{_words[-1]}s"):
        _STARTS.setdefault(_words[0], []).append(((*_words[:-1], _last), _one))
for _entries in _STARTS.values():
    _entries.sort(key=lambda entry: -len(entry[0]))


def joined(words: list[str]) -> list[str]:
    """Words in order, with one word in place of each name of several."""
    found: list[str] = []
    done = 0
    for place, word in enumerate(words):
        entries = _STARTS.get(word) or _STARTS.get(word.lower())
        if entries is None or place < done:
            continue
        for name, one in entries:
            if tuple(map(str.lower, words[place : place + len(name)])) == name:
                found += [*words[done:place], one]
                done = place + len(name)
                break
    return [*found, *words[done:]] if done else words
