"""How times are typed in questions, as patterns; `assistant.period_pieces` tells what they mean.

All patterns are matched at the start of a word of the folded question (small letters, plain
digits and dashes). `STARTS` tells which patterns a word may begin, so that most words cost one
look-up.
"""

import re
from collections.abc import Iterable

from assistant.period_calendar import SEASONS
from index.date_forms import COUNTS, PARTS, WEEKDAYS
from index.date_forms import MONTHS as PRINTED_MONTHS

MONTHS = PRINTED_MONTHS | {
    **{"janurary": 1, "january's": 1, "febuary": 2, "febrary": 2, "feburary": 2, "apirl": 4},
    **{"agust": 8, "augest": 8, "septemper": 9, "setember": 9, "octobre": 10, "ocotber": 10},
    **{"novemeber": 11, "novmber": 11, "decmber": 12, "desember": 12},
}
"""With the misspellings that are met most."""
ORDINARY = frozenset("may march mar dec jan sep jun jul apr feb aug oct nov".split())
"""Months that are other words too: they need a word before them that dates go with."""
DAY_NAMES = {
    **{name: number for number, name in enumerate(
        "monday tuesday wednesday thursday friday saturday sunday".split())},
    **WEEKDAYS, "tues": 1, "weds": 2, "thur": 3, "thurs": 3,
}  # fmt: skip
NUMBERS = COUNTS | {
    **dict(zip(
        "thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
        range(13, 20), strict=True,
    )),
    **{"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90},
    **{"a hundred": 100, "couple of": 2, "a couple of": 2, "half a": 0, "half": 0},
}  # fmt: skip
"""Counts in words; 0 is a half."""
NTH = PARTS | {"fifth": 5, "last": -1, "final": -1, "closing": -1, "opening": 1}


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


ORDINALS = {
    word: number
    for number, word in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
        thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
        twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth
        twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first""".split(),
        start=1,
    )
}
MONTH = rf"(?:{_any(MONTHS)})\b(?:(?<=jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)\.(?=\s*\w)|(?<=sept)\.(?=\s*\w))?"
YEAR = r"(?:1[89]|20)[0-9]{2}(?![0-9a-z]|[.,:][0-9]|\s*%)"
DAY = r"[0-9]{1,2}(?:\s?(?:st|nd|rd|th)\b)?(?![0-9a-z%]|[.,:][0-9])"
TO = r"(?:\s*[-/]\s*|\s+(?:to|and|until|till|through|or)\s+(?:the\s+)?|\s*&\s*)"
SIGN = r"\s?[-./]\s?"
UNITS = r"hours?|days?|weeks?|fortnights?|months?|quarters?|years?|decades?"
WHOLE = rf"(?:year|month|quarter|week|weekend|decade|half|{_any(SEASONS)})"
COUNT = rf"(?:[0-9]{{1,4}}|{_any(NUMBERS)})"
WEEKDAY = rf"(?:{_any(DAY_NAMES)})\b"
NOT_NAMED = r"(?!\s+(?:[a-z-]+\s+)?(?:movement|uprising|revolution|university|street|square|incident|brigade)\b)"
"""After a day: "the 4 May Movement" is a name and dates nothing here."""
NO_NOUN = r"(?=\s*(?:$|[,.;:?!)]|\s(?:and|or|but|then|did|was|were|what|who|please|that|too|as)\b))"
"""After "the year before": nothing that it could be before."""

FIGURES = {
    "iso": rf"(?P<y>{YEAR[: YEAR.index('(?!')]}){SIGN}(?P<m>[0-9]{{1,2}}){SIGN}(?P<d>[0-9]{{1,2}})(?![0-9])",
    "slashed": rf"(?P<a>[0-9]{{1,2}})(?P<s>{SIGN})(?P<b>[0-9]{{1,2}})(?P=s)(?P<y>{YEAR})",
    "month_year": r"(?P<m>0?[1-9]|1[0-2])[/.](?P<y>(?:19|20)[0-9]{2})(?![0-9]|[./][0-9]|-[0-9](?![0-9]?/))",
    "year_season": rf"(?P<y>(?:19|20)[0-9]{{2}})(?:[-/][0-9]{{2,4}})?\s+(?P<s>{_any(SEASONS)})\b"
    r"(?!\s+(?:games|olympics|paralympics|camp|school|academy|session|festival|universiade|forum|summit|conference))",
    "year_month": r"(?P<y>(?:19|20)[0-9]{2})[-/.](?P<m>0[1-9]|1[0-2])(?![0-9]|[-./][0-9])",
    "year_part": r"(?P<y>(?:19|20)[0-9]{2})[\s/-]?\s?(?P<u>q|h)\s?(?P<n>[1-4])\b",
    "part_year": r"(?P<n>[1-4])(?P<u>q|h)(?:[\s/-]?\s?['’]?(?P<y>(?:20)?[0-9]{2}))?\b",
    "days": rf"(?P<d>{DAY})(?:(?:,\s*{DAY}){{0,5}}{TO}(?P<d2>{DAY}))?\s*(?:of\s+)?(?P<m>{MONTH}){NOT_NAMED}",
    "nth": r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)(?=\s+of\s+(?:the|this|that|last|next)\s)",
    "nth_alone": r"(?<=\bon\sthe\s)(?P<d>[0-9]{1,2})(?:st|nd|rd|th)(?=\s*(?:$|[,.;:?!]))",
    "decade": r"(?P<y>(?:1[89]|20)[0-9]0)['’]?s\b",
    "years": rf"(?P<y>(?:1[89]|20)[0-9]{{2}})\s?[-/]\s?(?P<y2>{YEAR}|[0-9]{{2}}(?![0-9-]|[./][0-9]))",
    "year": rf"(?P<y>{YEAR})(?!-[a-z])",
    "short_year": r"(?<=['’])(?P<y>[0-9]{2})\b(?!\s*(?:%|percent))",
}
"""Times that begin with a figure; the first that fits is taken."""
WORDS = {
    "month_days": rf"(?P<m>{MONTH})\s*(?:the\s+)?(?P<d>{DAY}){NOT_NAMED}"
    rf"(?:{TO}(?P<d2>{DAY})(?!\s*(?:of\s+)?(?:{MONTH}))(?=\s*(?:$|[,.;:?!)]|{YEAR}|in\b|at\b)))?",
    "rel_month": rf"(?P<rel>last|past|previous|this|next|coming)\s+(?P<m>{MONTH})(?!\s*[0-9])",
    "month": rf"(?P<m>{MONTH})",
    "worded": rf"(?P<o>{_any(ORDINALS)})\s+(?:day\s+)?of\s+(?P<m>{MONTH})",
    "winter": rf"winter\s+(?:of\s+)?(?P<y>(?:19|20)[0-9]{{2}})\s?[-/]\s?(?:{YEAR}|[0-9]{{2}}\b)",
    "rolling": rf"(?P<rel>last|past|previous|preceding|next|coming)\s+(?P<n>{COUNT})[\s-]+(?P<u>{UNITS})\b(?!\s+of\b)",
    "long": r"(?P<rel>last|past)\s+(?P<u>decade|fortnight|half[\s-]year)\b(?!\s+of\b)",
    "told": rf"(?P<rel>same|that|previous|preceding|following|prior|subsequent|next)\s+(?P<u>{WHOLE}|day)\b(?!\s+of\b|-)",
    "beside": rf"(?P<u>year|month|quarter|week|day)\s+(?P<rel>before|after|earlier|later)(?:\s+that\b)?{NO_NOUN}",
    "steps": rf"(?P<n>{COUNT})\s+(?P<u>{UNITS})\s+(?P<rel>before|after|earlier|later|on(?=\s*(?:$|[,.;:?!])))(?:\s+that\b)?{NO_NOUN}",
    "beyond": r"(?P<u>year|month|quarter|week|weekend)\s+(?P<rel>before\s+last|after\s+next)\b",
    "so_far": r"(?:so|thus)\s+far\s+(?:this|in\s+the\s+current)\s+(?P<u>year|month|quarter|week|decade)\b"
    r"|this\s+(?P<v>year|month|quarter|week|decade)\s+(?:(?:so|thus)\s+far|to\s+date)\b",
    "to_date": r"(?P<u>year)[\s-]to[\s-]date\b",
    "so_far_in": r"(?:so|thus)\s+far(?=\s+in\s)",
    "unit": rf"(?P<rel>last|past|this|current|next|coming)\s+(?P<u>{WHOLE})\b(?!-|\s+of\b)",
    "the_unit": r"(?<=\bthe\s)(?P<u>year|month|quarter|week|decade)\b(?!-|\s+(?:of|when|that|in|[0-9]))",
    "ago": rf"(?P<n>{COUNT})\s+(?P<u>{UNITS})\s+ago\b",
    "spot": r"(?P<p>day\s+(?:before\s+yesterday|after\s+tomorrow)|yesterday|today|tonight|tomorrow|this\s+(?:morning|afternoon|evening)|last\s+night)\b(?!['’]s\s+(?:world|society|era|global|paper|newspaper"
    r"|edition|issue|article|column|bulletin|programme|program|broadcast|readers|class|lecture))",
    "now": r"(?P<p>now|present)\b",
    "weekday": rf"(?P<rel>on|last|this|next)\s+(?P<w>{WEEKDAY})(?!,?\s+(?:the\s+)?(?:[0-9]|{MONTH}))",
    "then": rf"(?:then|that){NO_NOUN}",
    "weekday_of": rf"(?:on\s+)?(?P<w>{WEEKDAY})\s+(?:of\s+)?(?P<rel>last|this|next)\s+week\b",
    "nth_weekday": rf"(?P<n>{_any(NTH)})\s+(?P<w>{WEEKDAY})(?=\s+(?:of|in)\s+(?:{MONTH}|this|that|last|next|the))",
    "ends_of": r"(?P<p>beginning|start|early\s+part|middle|end|close|(?:latter|later)\s+part)\s+of(?=\s)",
    "third": r"(?P<p>early|mid|late)(?:\s+on\b|-?\s*(?:to|-|and|or)\s*(?P<p2>mid|late)\b)?(?=[\s-])",
    "toward": r"(?P<p>earlier|later)(?=\s+(?:in|this|that|the\s+same)\s)",
    "share_of": rf"(?P<n>{_any(NTH)})\s+(?P<c>{COUNT})\s+(?P<u>{UNITS})(?=\s+of\s)",
    "share": rf"(?P<n>{_any(NTH)})(?:{TO}(?P<n2>{_any(NTH)}))?[\s-]+(?P<few>few\s+)?"
    r"(?:(?P<u>(?:quarter|quater|half|semester|fortnight|week|month|day|year)s?)(?=\s+of\s)"
    r"|(?<!last.)(?<!final.)(?P<v>quarter|quater|half|semester)(?:[\s-]year)?s?\b)",
    "week_of": r"week\s+(?:of|from|beginning|commencing|starting)(?=\s)",
    "nth_quarter": r"(?P<u>q)uarter\s+(?P<n>[1-4])\b",
    "quarter": r"(?P<u>q)\s?(?P<n>[1-4])\b",
    "half": r"(?P<u>h)\s?(?P<n>[12])\b",
    "season": rf"(?P<s>{_any(SEASONS)})\b",
}
"""Times that begin with a letter, or with a figure that counts."""
BEGINNINGS = {
    "month_days month": [name for name in MONTHS if "'" not in name],
    "winter season": list(SEASONS),
    "spot nth_weekday share_of share rolling long rel_month unit weekday": ["last"],
    "rolling long rel_month unit": ["past"],
    "rolling told rel_month": ["previous"],
    "rolling told": ["preceding"],
    "rolling told rel_month unit weekday": ["next"],
    "rolling rel_month unit": ["coming"],
    "spot rel_month so_far unit weekday": ["this"],
    "unit": ["current"],
    "told": "same that following prior subsequent".split(),
    "to_date beyond beside the_unit": ["year"],
    "week_of": ["week"],
    "nth_quarter": ["quarter"],
    "worded": [name.split("-")[0] for name in ORDINALS],
    "beyond beside the_unit": "month quarter week weekend decade".split(),
    "spot beside": ["day"],
    "nth_weekday": [name for name in NTH],
    "weekday_of": list(DAY_NAMES),
    "weekday_of weekday": ["on"],
    "so_far so_far_in": ["so", "thus"],
    "spot": "yesterday today tonight tomorrow".split(),
    "then": ["then", "that"],
    "now": ["now", "present"],
    "ends_of": "beginning start middle end close".split(),
    "third ends_of": ["early"],
    "third": ["mid", "late"],
    "toward ends_of": ["earlier", "later"],
    "ends_of share_of share": ["latter"],
    "share_of share": [name for name in NTH if name not in ("last", "latter")],
    "quarter": ["q", "q1", "q2", "q3", "q4"],
    "half": ["h", "h1", "h2"],
    "ago steps": list({name.split()[0] for name in NUMBERS}),
}
FORMS = {name: re.compile(form) for name, form in (FIGURES | WORDS).items()}
COUNTING = ("nth_weekday", "ago", "steps", "share_of", "share")
"""The forms of `WORDS` that may begin with a figure too."""
STARTS: dict[str, tuple[str, ...]] = {}
for _names, _words in BEGINNINGS.items():
    for _word in _words:
        STARTS[_word] = tuple(dict.fromkeys((*STARTS.get(_word, ()), *_names.split())))
WORD = re.compile(r"[0-9a-z]+")
