"""Whether a text gives a point, however it is spelt and its dates are written."""

import re
import unicodedata
from collections.abc import Sequence


def says(text: str, point: Sequence[str]) -> bool:
    """True when a text gives a point in one of its spellings, as whole words.

    White space, letter case, quotation marks, dashes, emphasis and citation marks make no
    difference, nor does the spelling of a date: 30 March 2021, March 30th, 2021, Mar. 30, 2021,
    2021-03-30, 2021.3.30. A day gives its month, and a range like 5 April to 16 June 2020 both
    its days. 12 is not given by 112 nor by 12.5.
    """
    shown = re.sub(r"\s?\[\d+(?:, ?\d+)*\]", "", text)
    forms = (folded(shown), folded(_dated(shown)))
    return any(
        _whole(wanted, form)
        for spelling in point
        for wanted in {folded(spelling), folded(_dated(spelling))}
        for form in forms
    )


def _whole(wanted: str, form: str) -> bool:
    """True when `wanted` stands in `form` with no letter or digit of the same word beside it."""
    if not wanted:
        return False
    before = after = ""
    if _is_edge(wanted[0]):
        before = r"(?<!\w)(?<!\d[.,])" if wanted[0].isdigit() else r"(?<!\w)"
    if _is_edge(wanted[-1]):
        after = r"(?!\w)(?![.,]\d)" if wanted[-1].isdigit() else r"(?!\w)"
    return re.search(before + re.escape(wanted) + after, form) is not None


def _is_edge(sign: str) -> bool:
    """True for digits and for letters of a script that has case, where words are spaced."""
    return sign.isdigit() or sign.lower() != sign.upper()


_SAME = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032`\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb*", '"'),
    }
)


def folded(text: str) -> str:
    """A text as it is compared: NFKC, one case, single spaces, plain signs, no double quotes."""
    return _plain(text).casefold()


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(_SAME).replace('"', "")
    visible = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    return " ".join(visible.split())


_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
# "may" in lower case is a verb far more often than a month.
_NAMES = (
    r"(?:(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b|May\b|MAY\b)"
)
_MONTH = rf"\b(?P<month>{_NAMES})\.?"
_YEAR = r"(?:,? (?:of )?(?P<year>(?:19|20)\d\d))"
_TH = r"(?:st|nd|rd|th)?"
_DAY = rf"(?<![\w-])(?P<day>\d{{1,2}}){_TH}"
_TO = r" ?(?:-|to|and) ?"
_RANGES = (
    re.compile(rf"{_DAY}{_TO}(?=(?P<last>\d{{1,2}}){_TH}(?: of)? {_MONTH}{_YEAR}?)"),
    re.compile(
        rf"{_MONTH} (?P<day>\d{{1,2}}){_TH}{_TO}(?=(?P<last>\d{{1,2}}){_TH}(?!\w)"
        rf"(?!(?: of)? {_NAMES}){_YEAR}?)"
    ),
)
_DATES = (
    re.compile(rf"{_DAY}(?: of)? {_MONTH}{_YEAR}?(?!\w)"),
    re.compile(rf"{_MONTH} (?P<day>\d{{1,2}}){_TH}{_YEAR}?(?!\w)"),
    re.compile(rf"{_MONTH}{_YEAR}(?!\w)"),
    re.compile(
        r"(?<!\w)(?P<year>(?:19|20)\d\d)(?P<sign>[./-]) ?(?P<month>\d{1,2})"
        r"(?P=sign) ?(?P<day>\d{1,2})(?!\w)"
    ),
)
_UNDATED = re.compile(
    r"(?<![\w-])((\d\d)-\d\d)(?= ?(?:to|until|through|till|and|-) ?(\d{4})-(\d\d)-\d\d)"
)


def _dated(text: str) -> str:
    """A text with its dates in one spelling: 2021-03-30, 2021-03, or 03-30 without a year."""
    plain = _plain(text)
    plain = _RANGES[0].sub(lambda m: f"{m['day']} {m['month']} {m['year'] or ''} - ", plain)
    plain = _RANGES[1].sub(
        lambda m: f"{m['month']} {m['day']} {m['year'] or ''} - {m['month']} ", plain
    )
    for pattern in _DATES:
        plain = pattern.sub(_iso, " ".join(plain.split()))
    return _UNDATED.sub(
        lambda m: f"{m[3]}-{m[1]}" if m[2] <= m[4] else f"{int(m[3]) - 1}-{m[1]}", plain
    )


def _iso(match: re.Match[str]) -> str:
    parts = match.groupdict()
    month = parts["month"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    day = f"{int(parts['day']):02}" if parts.get("day") else ""
    return "-".join(part for part in (parts["year"] or "", f"{number:02}", day) if part)
