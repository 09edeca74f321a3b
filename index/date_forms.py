"""The printed forms of dates, as patterns; `index.dates` reads what they find."""

import re

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("january jan", "february feb", "march mar", "april apr", "may", "june jun"),
            *("july jul", "august aug", "september sept sep", "october oct"),
            *("november nov", "december dec"),
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {name: number for number, name in enumerate("mon tue wed thu fri sat sun".split())}
COUNTS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
} | {"a": 1, "an": 1}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""First month of three (seasons of the north)."""
PARTS = {
    word: number
    for number, words in enumerate(("first 1st", "second 2nd latter", "third 3rd", "fourth 4th"), 1)
    for word in words.split()
}
ORDINARY = frozenset("may march mar dec sun sat mon wed fri jan".split())
"""Words that are no date in small letters."""
_MONTH = (
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?+)"
)
_WEEKDAY = r"(?:Mon|Tue(?:s)?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
_FULL_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
_BARE_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d|,\d{3}(?!\d)|\.\d|:\d)"
_DAY = rf"{_BARE_DAY}(?:\s?(?:st|nd|rd|th)\b)?"
_YEAR = r"(?:1[89]|20)\d{2}(?!\d)"
_TO = r"(?:\s*[-–—~∼]\s*|\s+(?:to|through|thru|until|till|and|&)\s+)"
_FROM = rf"(?:(?P<w0>{_WEEKDAY}),?\s+(?:the\s+)?)?"
_W1 = rf"(?:\s*\(\s*(?P<w1>{_WEEKDAY})[^)]{{0,20}}\))?"
_W2 = rf"(?:\s*\(\s*(?P<w2>{_WEEKDAY})[^)]{{0,20}}\))?"
_RELATIVE_YEAR = r"(?P<rel>last|this|next|the\s+same)\s+year"
_OF_YEAR = rf"(?:,?\s*(?:of\s+)?(?P<y>{_YEAR})|,?\s+(?:of\s+)?{_RELATIVE_YEAR})"
_NOT_NAMED = (
    r"(?!\s+(?:(?:Independence|Joint|Inter-Korean|Panmunjom|Democra\w+|Pyongyang)\s+)?"
    r"(?:Movement|Declaration|Statement|Agreement|Uprising|Revolution)\b)"
)
"""After a day: "the March 1 Independence Movement" is a name and dates nothing here."""
_NOT_COUNTING = r"(?!\s+(?!this\b|was\b|has\b|as\b|is\b|across\b|towards\b)[a-z-]+s\b)"
"""After "and 5": "on May 4 and 5 companies" is one day and a number."""
FORMS = {
    "iso": rf"(?<![\d.])(?P<y>{_YEAR})\s*[-./]\s*(?P<m>\d{{1,2}})\s*[-./]\s*(?P<d>\d{{1,2}})(?!\d)"
    rf"(?:\.?\s*\(\s*(?P<w1>{_WEEKDAY})[^)]{{0,20}}\))?"
    rf"(?:\.?\s*[~–-]\s*(?:(?P<m2>\d{{1,2}})\s*[./]\s*)?(?P<d2>{_BARE_DAY})(?![./-]?\d))?",
    "dotted": rf"(?<![\w.,])(?P<m>1[0-2]|0?[1-9])\.\s?(?P<d>{_BARE_DAY})\.?\s*\(\s*(?P<w1>{_WEEKDAY})[^)]{{0,20}}\)",
    "days": rf"{_FROM}\b(?P<m>{_MONTH})\s*(?P<d>{_DAY}){_NOT_NAMED}{_W1}"
    rf"(?:(?:,?\s*(?P<y1>{_YEAR}))?(?P<to>{_TO})(?:on\s+|the\s+)?(?:{_WEEKDAY},?\s+)?"
    rf"(?:(?P<m2>{_MONTH})\s*)?(?P<d2>{_DAY}){_NOT_COUNTING}{_W2})?{_OF_YEAR}?",
    "dates": rf"{_FROM}(?<![\w$€£₩])(?<!\w[-.,])(?P<d>{_DAY}){_W1}"
    rf"(?:(?:\s+(?:of\s+)?(?P<m1>{_MONTH})(?:,?\s*(?P<y1>{_YEAR}))?)?"
    rf"(?P<to>{_TO})(?:the\s+)?(?:{_WEEKDAY},?\s+)?(?P<d2>{_DAY}))?"
    rf"\s*(?:of\s+)?(?P<m>{_MONTH}){_NOT_NAMED}{_W2}{_OF_YEAR}?",
    "nth": r"\b(?P<d>[0-3]?\d)(?:st|nd|rd|th)(?:\s+of\s+(?P<rel>this|last|next)\s+month\b"
    r"|(?=\s*(?:[,;(]|\.?$|\.\s)))",
    "unit": r"\b(?P<rel>last|this|next|previous|coming|following|same|that)\s+"
    r"(?P<u>year|month|week|quarter)\b(?!-|\s+of\b)",
    "part": r"\b(?P<n>first|second|third|fourth|1st|2nd|3rd|4th|last|latter)\s+(?P<u>quarter|half)\b"
    rf"(?:\s+of\s+(?:the\s+year\s+)?(?:(?P<y>{_YEAR})|(?P<rel>last|this|next|the|the\s+same)\s+year)"
    r"|(?!\s+of\b|-))",
    "q": rf"\b(?P<u>Q|H)(?P<n>[1-4])\s*(?:of\s+)?(?P<y>{_YEAR})",
    "months": rf"\b(?P<m>{_MONTH})(?:,?\s+(?P<y1>{_YEAR}))?(?P<to>{_TO})(?P<m2>{_MONTH})"
    rf"(?!\s*\d{{1,2}}(?!\d)){_OF_YEAR}?",
    "month": rf"\b(?P<m>{_MONTH}){_OF_YEAR}",
    "bare": rf"\b(?P<m>{_MONTH})(?!\s*\d)",
    "decade": r"\b(?P<y>(?:19|20)\d0)['’]?s\b",
    "years": rf"(?<![\d$€£¥₩.,/])(?P<y>{_YEAR})(?:(?P<to>{_TO})(?P<y2>{_YEAR}|(?<=\d[-–])\d\d(?!\d)))?"
    r"(?!\s*%|-[A-Za-z]|[.,]\d)",
    "season": rf"\b(?:(?P<which>last|this|next)\s+)?(?P<s>{'|'.join(SEASONS)})\b{_OF_YEAR}?",
    "the_year": r"\bthe\s(?P<u>year)\b(?!\s+(?:of|when|that|in|\d)|-)",
    "ago": rf"\b(?P<n>{'|'.join(COUNTS)}|\d{{1,2}})\s+(?P<u>year|month|week|day)s?\s+ago\b",
    "day": r"\b(?P<u>yesterday|today|tomorrow)\b(?!['’]s\s+(?:world|society|era|global))"
    r"|\b(?P<rel>previous|following|next|same|that)\s+day\b(?!-)"
    r"|\b(?<=the\s)day\s+(?P<side>before|after)\b",
    "weekday": rf"\b(?P<w0>{_FULL_WEEKDAY})",
}
"""Printed forms of dates by name; the first that fits a place of the text is taken."""
READERS = {name: re.compile(form, re.IGNORECASE) for name, form in FORMS.items()}
PATTERN = re.compile(
    "|".join(f"(?P<{name}>{re.sub('[?]P<[^>]+>', '?:', form)})" for name, form in FORMS.items()),
    re.IGNORECASE,
)
_STARTS = {
    "days months month bare": " ".join(MONTHS),
    "days dates weekday": " ".join(WEEKDAYS)
    + " monday tuesday tues wednesday wednes thursday thurs thur friday saturday satur sunday",
    "unit part season": "last",
    "unit season": "this",
    "unit season day": "next",
    "unit day": "previous following same that",
    "unit": "coming",
    "part": " ".join(PARTS),
    "season": " ".join(SEASONS),
    "ago": " ".join(COUNTS),
    "day": "yesterday today tomorrow day",
    "the_year": "the",
    "q": "q1 q2 q3 q4 h1 h2",
}
STARTS = {word: tuple(names.split()) for names, words in _STARTS.items() for word in words.split()}
"""The forms that may start with a word."""
FIGURES = ("iso", "dotted", "dates", "nth", "part", "decade", "years", "ago")
"""The forms that may start with a figure."""
FIGURE = re.compile(r"\d")
HINTS = (
    *"January February March April May June July August September October November December".split(),
    *"Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sept. Sep. Oct. Nov. Dec.".split(),
    *"year Year month week day Day quarter half ago tomorrow Tomorrow".split(),
    *SEASONS,
)
"""A text with no figure and none of these prints no date: most passages need no closer look."""
MONTH_LEAD = re.compile(
    r"\b(in|since|during|by|until|early|late|mid|last|this|next|for|from|of|to|through|before|after"
    r"|around|coming|following)(?:\s+|(?<=mid)-)$",
    re.IGNORECASE,
)
YEAR_LEAD = re.compile(
    r"\b(?:(?:end|beginning|start|middle|rest|remainder|course|part|turn)\s+of|within|throughout"
    r"|during|later\s+in|earlier\s+in)\s+$",
    re.IGNORECASE,
)
NTH_LEAD = re.compile(r"\b(?:on|(?:morning|afternoon|evening|night)\s+of)\s+the\s+$", re.IGNORECASE)
DAY_LEAD = re.compile(r"\b(on|last|this|next|coming)\s+$", re.IGNORECASE)
"""What must stand before a bare month, "the year", a bare "13th" and a bare weekday."""
_DONE = (
    r"(?<!be\s)(?:(?:co-?)?(?:hosted|chaired)|held|took\s+(?:place|part|effect|office)|met|visited"
    r"|attended|launched|signed|adopted|established|convened|opened|began|started|concluded|released"
    r"|announced|participated|arrived|inaugurated|founded|was|were|spoke|had|entered|joined|ended"
    r"|kicked\s+off|received|agreed|decided|discussed|exchanged|appointed|dispatched|returned|paid"
    r"|delivered|presided|reached)"
)
_TO_COME = (
    r"will|shall|would|to\s+be\s+\w+|to\s+(?:take\s+place|hold|host|convene)|(?:is|are)\s+"
    r"(?:(?:set|due|expected|going)\s+)?to|scheduled|slated|planned"
)
CUE_BEFORE = re.compile(
    rf"(?:(?P<ahead>{_TO_COME}|(?:agree|decid|plan|intend|pledg|expect|aim|propos|hop|offer|invit)\w*"
    r"\s+to|(?:propos|suggest|consider)\w*\s+\w+ing|ahead\s+of|prior\s+to|in\s+preparation\s+for"
    rf"|upcoming|forthcoming|next)|{_DONE}|since)\b",
    re.IGNORECASE,
)
CUE_STARTS = frozenset(
    """wil sha wou to is are sch sla pla agr dec int ple exp aim pro hop off inv sug con ahe pri in
    upc for nex co coh coc hos cha hel too met vis att lau sig ado est ope beg sta rel ann par arr ina
    fou was wer spo had ent joi end kic rec dis exc app ret pai del pre rea sin""".split()
)
"""The first three letters of what `CUE_BEFORE` may match: other words need no closer look."""
CUES_AFTER = re.compile(rf"\b(?:(?P<ahead>{_TO_COME})|{_DONE})\b", re.IGNORECASE)
"""Words that tell whether the date next to them lay ahead when the text was written."""
DUE = re.compile(
    r"\b(?:by|until|till|no(?:t)? later than)\s+(?:the\s+)?(?:(?:end|beginning|middle)\s+of\s+)?$",
    re.IGNORECASE,
)
"""Directly before a date of a sentence that tells nothing else of it: it is still to come."""
AIMED = re.compile(
    r"\b(?:by|until|till|for|towards?|through|beyond|no\s+later\s+than)\s+"
    r"(?:the\s+)?(?:(?:end|beginning|middle|year)\s+(?:of\s+)?)?$",
    re.IGNORECASE,
)
"""Directly before a date: the end or the aim of something, which may have begun or not."""
NOT_A_YEAR = re.compile(
    r"(?:\b(?:resolutions?|UNSCRs?|nos?\.|articles?|law|act|decree|flight|room|vision|agenda)\s*"
    r"(?:\d+(?:\s*\(\d{4}\))?(?:,\s*and|,|\s+and|\s*/)\s*)*|\b(?:USD|KRW|EUR|JPY|CNY|US|worth)\s+)$",
    re.IGNORECASE,
)
"""Before a number that looks like a year: it is a resolution's, a law's, an amount, a count."""
IS_A_YEAR = re.compile(r"\b(?:in|since|during|by|until|of|from|year)\s+$", re.IGNORECASE)
COUNTED = re.compile(
    r"\s*(?:[A-Z]\w+\s+)?(?:people|persons?|participants|delegates|students|visitors|officials"
    r"|experts|soldiers|troops|companies|households|tons|kilomet\w+|km|met(?:er|re)s|miles|hours|won"
    r"|dollars|euros?|percent|cases|units|copies|seats|pages|words|jobs|guests|children|women"
    r"|men|citizens|nationals|places|times)\b"
)
"""After a number that looks like a year: it counts something."""
ABOUT = re.compile(
    r"\b(?:some|about|over|nearly|approximately|more than|at least|up to|total of)\s+$",
    re.IGNORECASE,
)
THINGS = re.compile(
    r"\s+(?!(?:and|or|when|to|until|through|with|for|the|in|at|on|as|was|is)\b)[a-z]{3,}"
)
"""Before and after a number that looks like a year: together they make it a count."""
A_GOAL = re.compile(r"\s+Agenda\b")
"""After a year: "the 2030 Agenda" is a name."""
