"""The value a question asks for, read off a sentence: who, when, where, how many."""

import re

from assistant.doer import doer
from assistant.records import AnswerKind, Reading
from index.dates import find_dates
from index.event import span_of
from index.office_words import SURNAMES
from index.people import is_named
from index.records import DateSpan, Precision, Release, Statement
from index.words import COUNTRIES, stem, stems

MONEY = re.compile(
    r"(?:USD|US\$|KRW|EUR|JPY|\$|€|₩|£)\s?\d[\d,.]*(?:\s?(?:thousand|million|billion|trillion))?|"
    r"\b\d[\d,.]*\s?(?:thousand|million|billion|trillion)?\s?(?:won|dollars|euros?|yen|U\.?S\.? dollars)\b",
    re.IGNORECASE,
)
_NUMBER_WORD = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|thirty|forty|fifty|hundred|dozen|once|twice|half|several"
)
SCALED = re.compile(r"\d[\d,.]*\s(?:thousand|million|billion|trillion)\b", re.IGNORECASE)
FRACTION = r"(?:a|one|two|three|four)[- ](?:third|quarter|fifth|sixth|tenth|half)s?|half"
NUMBER = re.compile(
    rf"\b(?:{FRACTION})\b|(?<![\w.,-])(?:(?:about|around|some|over|more than|nearly|up to|at least)\s)?(?:\d[\d,.]*\d|\d|{_NUMBER_WORD})(?![\w-])(?:[\s-](?:thousand|million|billion|percent|{_NUMBER_WORD})\b|\s?%)*",
    re.IGNORECASE,
)
PLACE = re.compile(
    r"\b(?:in|at|near|to|off)\s+(?:the\s+)?(?:(?:city|port|town|capital|island)\s+of\s+)?(?P<place>[A-Z][\w’'-]+(?:\s(?:[A-Z][\w’'-]+|de|la|of))*(?:,\s[A-Z]\w+)*)|\((?P<bracket>[A-Z][\w’'-]+(?:,\s[A-Z]\w+)+)\)|^(?P<first>[A-Z]\w+)\b"
)
NOT_PLACES = re.compile(
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December|Session|COVID|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec|The|This|In|Minister|Deputy|Participants|Korea$|Northeast|ASEAN|Forum|Meeting|Dialogue|Summit|Conference|Consultation|Assembly|Committee|Asia|Europe|Africa|Pacific|Central|Phase|Article|Paragraph|Part|He|She|It|Both|All|English|Korean|French|Spanish|Arabic|Russian|Chinese|Japanese|Portuguese|German)\b"
)
OFFICE_ONLY = re.compile(
    r"(?:(?:First |Second |Vice |Deputy |Prime |Foreign )*(?:Minister|President|Ambassador|Director-General|Representative|Chair\w*|Secretary))$"
)
DURATION = re.compile(
    rf"\b(?:\d[\d,.]*|{_NUMBER_WORD}|a|an)(?:[\s-](?:and a half|half))?[\s-](?:minutes?|hours?|days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)
LIMIT = re.compile(
    r"\b(?:no later than|not later than|by|until|till|before|after|since|from|as of|prior to)\s+"
    r"(?:the\s+)?(?:(?:very\s+)?(?:end|beginning|start|middle|close)\s+of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
"""Directly before a date: the answer to "when" is the date with these words, not the day alone."""
ASKS_AHEAD = re.compile(
    r"\b(?:when|what day|which day|date)\s+(?:is|are|will|can|shall|must|should)\b|\b(?:by|until|till) when\b"
    r"|\bdue\b|\bdeadline\b|\bto be \w+ed\b",
    re.IGNORECASE,
)
"""A question about what was still to come when the release was written."""
FREQUENCY = re.compile(
    r"\b(?:every (?:\w+ )?(?:years?|months?|weeks?|quarters?)|(?:once|twice|\w+ times)(?: (?:a|an|per|every) \w+)?|annual(?:ly)?|biennial(?:ly)?|monthly|quarterly|(?:more than )?once per \w+|regular(?:ly)?(?: basis)?)",
    re.IGNORECASE,
)


def asks_money(question: str) -> bool:
    """True when the number asked for is an amount of money."""
    return bool(
        re.search(
            r"\bmoney\b|\bcosts?\b|\bbudget\b|\bfunding\b|\bcapital\b|\bhow much (?:did|does|will|was|is|has|were|are) (?!.*\btime\b)|\bamount of the\b|\bgrant\b|\b(?:usd|krw|won|dollars)\b|\bcontribut\w+\b|\bprice\b|\bpledg\w+\b|\binvest\w*\b",
            question,
            re.I,
        )
    )


def counted(question: str) -> set[str]:
    """The stems of what "how many ..." counts."""
    match = re.search(
        r"\bhow many\s+((?:[\w’'-]+\s+){0,5}?[\w’'-]+?)(?=\s+(?:did|do|does|was|were|is|are|has|have|had|will|would|can|came|took|go|sent|joined|attended|participated|signed|held|in|of|on|at|by|from|to|for|been)\b|\W*$)",
        question,
        re.I,
    )
    match = match or re.search(
        r"\bnumber of\s+((?:[\w’'-]+\s+){0,5}?[\w’'-]+?)(?=\s+(?:held|that|which|who|in|at|by|up|had|has|have|were|was|the|of|for|to)\b|\W*$)",
        question,
        re.I,
    )
    return set(stems(match[1])[-2:]) - NO_NOUNS if match else set()


def find_value(
    reading: Reading, release: Release, sentence: str, statements: tuple[Statement, ...]
) -> str | None:
    """What the sentence gives for the asked kind: the printed words, or None when it gives none.

    An empty string means that the kind asks for no single value.
    """
    if reading.kind is AnswerKind.HOW_MANY or reading.kind is AnswerKind.COUNT:
        return _amount(reading, sentence)
    if reading.kind is AnswerKind.WHO:
        who = doer(reading, sentence, statements)
        return with_name(who, release) if who else None
    if reading.kind is AnswerKind.WHERE:
        return _where(reading, sentence)
    if re.search(
        r"\b(?:which|what) (?:other |participating )?(?:countries|nations|states)\b",
        reading.standalone,
        re.I,
    ):
        return "" if len(set(stems(sentence)) & COUNTRIES) > 1 else None
    return ""


def _amount(reading: Reading, sentence: str) -> str | None:
    question = reading.standalone
    if re.search(r"\bhow often\b", question, re.I):
        match = FREQUENCY.search(sentence)
        return match.group() if match else None
    if re.search(r"\bhow long\b", question, re.I):
        match = DURATION.search(sentence)
        return match.group() if match else None
    if re.search(r"\bwhat level\b", question, re.I):
        match = re.search(r"\b[\w-]+[- ]levels?\b|\blevel of [\w-]+", sentence, re.I)
        return match.group() if match else None
    if asks_money(question):
        amounts = [match.group() for match in MONEY.finditer(sentence)]
        several = len(amounts) > 1 or len(SCALED.findall(sentence)) > 1
        return ("" if several else amounts[0]) if amounts else None
    taken = [(mention.start, mention.end) for mention in find_dates(sentence, None)]
    numbers = [
        match
        for match in NUMBER.finditer(sentence)
        if not any(
            start <= match.end() - 1 < end or start <= match.start() < end for start, end in taken
        )
    ]
    what = counted(question)
    if what:
        fitting = [match for match in numbers if _followed(sentence, match, what)]
        if fitting:
            match = fitting[0]
            return _with_noun(sentence, match, what)
        return "" if len(numbers) == 1 else None
    return "" if numbers else None


NO_NOUNS = frozenset(stem(word) for word in "go come more new".split())
PEOPLE = frozenset(
    stem(word)
    for word in "people persons participants delegates officials experts attendees guests students members".split()
)


def _followed(sentence: str, match: re.Match[str], what: set[str]) -> bool:
    following = re.findall(r"[\w’'-]+", sentence[match.end() :])[:5]
    what = what | {stem("states")} if stem("countries") in what else what
    what = what | PEOPLE if what & {stem("people"), stem("persons"), stem("participants")} else what
    return any(stem(part) in what for word in following for part in [word, *word.split("-")])


def _with_noun(sentence: str, match: re.Match[str], what: set[str]) -> str:
    """A number with the words up to the noun that it counts."""
    following = re.match(r"(?:\s+[\w’'-]+){1,5}", sentence[match.end() :])
    if not following:
        return match.group()
    told = following.group().split()
    for count, word in enumerate(told, start=1):
        if stem(word) in what | PEOPLE | {stem("states")}:
            return f"{match.group()} {' '.join(told[:count])}"
    return f"{match.group()} {told[0]}"


def family_name(name: str) -> str:
    """The family name: first in Korean names, last in others."""
    parts = name.split()
    return parts[0] if "-" in parts[-1] or parts[0].lower() in SURNAMES else parts[-1]


def with_name(actor: str, release: Release) -> str:
    """An actor printed by office alone ("the Deputy Minister", "Minister Han"), with the full name."""
    if any(is_named(person.name, actor) for person in release.people):
        return actor
    bare = re.sub(r"^the\s+", "", actor, flags=re.I)
    for person in release.people:
        family = family_name(person.name)
        if re.search(rf"\b{re.escape(family)}\b", actor) or (
            bare and person.office.startswith(bare) and OFFICE_ONLY.match(bare)
        ):
            return f"{actor} ({', '.join(filter(None, (person.name, person.office)))})"
    return actor


def _where(reading: Reading, sentence: str) -> str | None:
    wanted = set(reading.terms) | {
        stem(part) for name in reading.names for part in name.canonical.split()
    }
    for match in PLACE.finditer(sentence):
        place = match["place"] or match["bracket"] or ""
        if (
            place.isupper()
            or re.search(r"[’']s$", place)
            or not place
            or NOT_PLACES.match(place)
            or set(stems(place)) <= wanted
        ):
            continue
        return place
    if re.search(r"\b(?:which|what) (?:city|town|port)\b", reading.standalone, re.I):
        return "" if re.search(r"\b(?:city|cities|town|port)\b", sentence, re.I) else None
    return None


def asked_date(
    reading: Reading, release: Release, sentence: str, statements: tuple[Statement, ...], own: bool
) -> DateSpan | None:
    """The day that answers "when", or None.

    A date that goes with the asked verb comes first, then, where it is asked as still to come, one
    that was ahead when the release was written, then the event that the sentence reports
    (`own`: it is the sentence the event date stands in, or it carries the asked act), then the
    date printed nearest to the question's words.
    """
    asked = set(stems(reading.standalone))
    done = [one for one in statements if set(stems(one.verb)) & asked]
    if recalled := next((one.event for one in done if one.event), None):
        return recalled
    anchor = release.released or release.event
    mentions = find_dates(sentence, anchor.first if anchor else None)
    dates = [span for mention in mentions if (span := span_of(mention, ""))]
    ahead = [span for span in dates if anchor and span.last >= anchor.first]
    if ahead and ASKS_AHEAD.search(reading.question):
        return _nearest(sentence, ahead, set(reading.terms))
    exact = [span for span in dates if span.precision is not Precision.YEAR]
    if own and release.event and (not exact or any(one.overlaps(release.event) for one in exact)):
        return release.event
    if exact or dates:
        return _nearest(sentence, exact or dates, set(reading.terms))
    return release.event if done and release.event else None


def limit_of(span: DateSpan, sentence: str) -> str:
    """What makes the printed date a deadline or a start ("by the end of "); '' for a day itself."""
    several = span.precision is Precision.DAY and span.first != span.last
    place = sentence.find(span.evidence) if span.evidence and not several else -1
    match = LIMIT.search(sentence[:place]) if place > 0 else None
    return f"{match.group().lower().strip()} " if match else ""


def _nearest(sentence: str, spans: list[DateSpan], wanted: set[str]) -> DateSpan:
    """The date printed nearest to the question's terms."""
    places = [
        match.start() for match in re.finditer(r"[\w-]+", sentence) if stem(match.group()) in wanted
    ]
    if not places:
        return spans[0]
    middle = sum(places) / len(places)
    return min(spans, key=lambda span: abs(sentence.find(span.evidence) - middle))
